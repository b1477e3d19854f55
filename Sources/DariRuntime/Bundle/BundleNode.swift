// Reading a bundle's JSON strictly: every field is expected, every value has its kind, and what is wrong says
// where.

import DariBase

/// A value of the bundle and its place in it.
struct BundleNode {
  let value: JSONValue
  let path: JSONPath

  init(_ value: JSONValue, _ path: JSONPath = JSONPath()) {
    self.value = value
    self.path = path
  }

  func damaged(_ sentence: String) -> PromptBundleError {
    PromptBundleError(.damaged, path: path.description, sentence)
  }

  /// An object that has all required fields and no others than these two lists name.
  func object(_ required: [String], optional: [String] = []) throws(PromptBundleError) -> BundleObject {
    guard case .object(let object) = value else { throw damaged("an object has to stand here") }
    for key in required where object[key] == nil { throw damaged("the field `\(key)` is missing") }
    for member in object.members
    where !required.contains(where: { $0.hasSameBytes(as: member.key) })
      && !optional.contains(where: { $0.hasSameBytes(as: member.key) })
    {
      throw damaged("the field `\(member.key)` is not known here")
    }
    return BundleObject(object: object, path: path)
  }

  /// What `op` or `kind` says; the object is read once it is known.
  func tag(_ key: String) throws(PromptBundleError) -> String {
    guard case .object(let object) = value, case .string(let tag)? = object[key] else {
      throw damaged("an object with the text `\(key)` has to stand here")
    }
    return tag
  }

  func array() throws(PromptBundleError) -> [BundleNode] {
    guard case .array(let items) = value else { throw damaged("a list has to stand here") }
    return items.enumerated().map { BundleNode($0.element, path.index($0.offset)) }
  }

  func map<Item>(
    _ transform: (BundleNode) throws(PromptBundleError) -> Item
  ) throws(PromptBundleError) -> [Item] {
    var result: [Item] = []
    for node in try array() { result.append(try transform(node)) }
    return result
  }

  func text() throws(PromptBundleError) -> String {
    guard case .string(let text) = value else { throw damaged("a text has to stand here") }
    return text
  }

  func texts() throws(PromptBundleError) -> [String] {
    try map { (node) throws(PromptBundleError) in try node.text() }
  }

  func bool() throws(PromptBundleError) -> Bool {
    guard case .bool(let flag) = value else { throw damaged("true or false has to stand here") }
    return flag
  }

  func integer(in range: ClosedRange<Int>) throws(PromptBundleError) -> Int {
    guard case .integer(let number) = value else { throw damaged("a whole number has to stand here") }
    guard let number = Int(exactly: number), range.contains(number) else {
      throw damaged("`\(number)` is not between \(range.lowerBound) and \(range.upperBound)")
    }
    return number
  }

  /// The place of an entry in a table of `count`.
  func index(of what: String, count: Int) throws(PromptBundleError) -> Int {
    guard case .integer(let number) = value else {
      throw damaged("the number of a \(what) has to stand here")
    }
    guard let index = Int(exactly: number), index >= 0, index < count else {
      throw damaged("there is no \(what) \(number)")
    }
    return index
  }

  /// One of the words of an enum.
  func word<Word: RawRepresentable & CaseIterable>(
    _ type: Word.Type
  ) throws(PromptBundleError) -> Word where Word.RawValue == String {
    let text = try text()
    guard let word = Word(rawValue: text) else {
      throw damaged(
        "`\(text)` is none of \(type.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", "))")
    }
    return word
  }

  func sha256() throws(PromptBundleError) -> String {
    let text = try text()
    let isHex = text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    guard text.utf8.count == 64, isHex else { throw damaged("64 hexadecimal digits have to stand here") }
    return text
  }
}

/// An object whose required fields are there.
struct BundleObject {
  let object: JSONObject
  let path: JSONPath

  /// A required field.
  subscript(key: String) -> BundleNode { BundleNode(object[key] ?? .null, path.key(key)) }

  func optional(_ key: String) -> BundleNode? { object[key].map { BundleNode($0, path.key(key)) } }

  func text(_ key: String) throws(PromptBundleError) -> String? {
    guard let node = optional(key) else { return nil }
    return try node.text()
  }
}
