// Data handed in -> values of the types that a routine asks for, with every problem named by its path.

import DariBase

/// Reads data against types. Nothing is converted: text is text and a number is a number, only a `.word` (a
/// plain scalar of YAML, a cell of a CSV, `--set`) becomes what the type asks for. What is read is kept byte
/// for byte, but for CR LF, which is LF in a `text`. Limits count Unicode scalars after that.
///
/// - A whole number is one by its value, as in JSON Schema: `1.0` and `1e16` are, `1.5` is not. A `number` takes whole
///   numbers too.
/// - Dates, money, addresses and words of enums are texts (`"2026-11-20"`, `"49000 KRW"`). Words of enums are
///   compared as names, by canonical equivalence, and become the declared word.
/// - Absent is a missing key or null.
/// - Media are files whose bytes were handed in (`MediaData.attached`), or the text of an address.
package struct DataDecoder {
  /// In the order of the types, the first `limit` of them.
  package private(set) var problems: [DataProblem] = []
  /// How many more there were.
  package private(set) var omittedProblems = 0
  package static let limit = 100
  /// Keys that have been told as unknown.
  private var toldKeys: Set<ToldKey> = []

  private struct ToldKey: Hashable {
    var key: ExactText
    var range: Range<Int>
  }

  package init() {}

  /// - Parameters:
  ///   - node: nil where there is no data.
  ///   - path: the name of the input.
  /// - Returns: nil if anything in it is wrong.
  package mutating func decode(_ node: DataNode?, as type: Type, path: String) -> Value? {
    guard let node, !node.isNull else {
      if type.isOptional { return .absent }
      return fail(.missing, node, path)
    }
    switch type.core {
    case .text(let limits): return decodeText(node, limits, type, path)
    case .line(let limits): return decodeLine(node, limits, type, path)
    case .int(let limits): return decodeWhole(node, limits, type, path)
    case .number(let limits): return decodeNumber(node, limits, type, path)
    case .bool: return decodeBool(node, type, path)
    case .date: return decodeDate(node, type, path)
    case .money(let currency): return decodeMoney(node, currency, type, path)
    case .url:
      guard let text = text(node, type, path) else { return nil }
      return Address.isURL(text) ? .text(text) : fail(.notAURL(text), node, path)
    case .email:
      guard let text = text(node, type, path) else { return nil }
      return Address.isEmail(text) ? .text(text) : fail(.notAnEmail(text), node, path)
    case .media(let kind): return decodeMedia(node, kind, type, path)
    case .enumeration(let words):
      guard let text = text(node, type, path) else { return nil }
      if let found = words.find(text) { return .symbol(found.word) }
      return fail(.notACase(found: text, cases: words.words), node, path)
    case .list(let limits, let element): return decodeList(node, limits, element, type, path)
    case .record(let record): return decodeRecord(node, record, type, path)
    case .nothing, .unknown: return fail(.wrongKind(expected: type, found: node.summary), node, path)
    }
  }

  package mutating func add(_ problem: DataProblem) {
    if problems.count < Self.limit { problems.append(problem) } else { omittedProblems += 1 }
  }

  private mutating func fail(_ kind: DataProblem.Kind, _ node: DataNode?, _ path: String) -> Value? {
    add(DataProblem(path: path, kind: kind, range: node?.range))
    return nil
  }

  // MARK: Texts

  private mutating func text(_ node: DataNode, _ type: Type, _ path: String) -> String? {
    switch node.content {
    case .text(let text), .word(let text): return text
    default:
      _ = fail(.wrongKind(expected: type, found: node.summary), node, path)
      return nil
    }
  }

  private mutating func decodeText(_ node: DataNode, _ limits: Limits<Int>, _ type: Type, _ path: String)
    -> Value?
  {
    guard let text = text(node, type, path).map(Self.unifyLineBreaks) else { return nil }
    return isWithin(limits, text, node, path) ? .text(text) : nil
  }

  private mutating func decodeLine(_ node: DataNode, _ limits: Limits<Int>, _ type: Type, _ path: String)
    -> Value?
  {
    guard let text = text(node, type, path) else { return nil }
    if TextLines.hasBreak(text) { return fail(.lineBreak, node, path) }
    return isWithin(limits, text, node, path) ? .text(text) : nil
  }

  private mutating func isWithin(_ limits: Limits<Int>, _ text: String, _ node: DataNode, _ path: String)
    -> Bool
  {
    if limits.isUnlimited { return true }
    let count = text.utf8.reduce(0) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 }
    return isWithin(limits, count, .characters, node, path)
  }

  private mutating func isWithin(
    _ limits: Limits<Int>, _ count: Int, _ measure: DataProblem.Measure, _ node: DataNode, _ path: String
  ) -> Bool {
    if limits.contains(count) { return true }
    _ = fail(.outOfLimits(measure, limit: limits.written, actual: String(count)), node, path)
    return false
  }

  private static func unifyLineBreaks(_ text: String) -> String {
    var text = text
    let hasReturn = text.withUTF8 { bytes in
      ByteScan.first(in: bytes, from: 0) { ByteScan.equal($0, 0x0D) } != nil
    }
    guard hasReturn else { return text }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    for byte in text.utf8 {
      if byte == 0x0A, bytes.last == 0x0D { bytes.removeLast() }
      bytes.append(byte)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private mutating func decodeMedia(
    _ node: DataNode, _ kind: Type.Media, _ type: Type, _ path: String
  ) -> Value? {
    do throws(MediaProblem) {
      if case .file(let name, let bytes) = node.content {
        return .media(try MediaData.value(name: name, bytes, kind))
      }
      guard let text = text(node, type, path) else { return nil }
      if text.utf8.isEmpty {
        // What may be missing is not: it is there, and empty.
        return fail(type.isOptional ? .wrongKind(expected: type, found: "\"\"") : .missing, node, path)
      }
      return .media(try MediaData.value(text, kind))
    } catch {
      return fail(.media(error), node, path)
    }
  }

  // MARK: Numbers

  private mutating func decodeWhole(
    _ node: DataNode, _ limits: Limits<Int64>, _ type: Type, _ path: String
  ) -> Value? {
    let whole: Int64
    switch node.content {
    case .integer(let digits):
      guard case .value(let value) = NumberText.readInteger(digits.utf8) else {
        return fail(.integerOverflow(digits), node, path)
      }
      whole = value
    case .number(let number):
      guard let value = Int64(exactly: number) else {
        let isLarge = number.magnitude >= 0x1p63
        return fail(isLarge ? .integerOverflow(node.summary) : .notWhole(node.summary), node, path)
      }
      whole = value
    case .word(let word):
      guard Self.isNumberLiteral(word) else {
        return fail(.wrongKind(expected: type, found: node.summary), node, path)
      }
      switch NumberText.readWhole(word.utf8) {
      case .value(let value): whole = value
      case .tooLarge: return fail(.integerOverflow(word), node, path)
      case .notANumber: return fail(.notWhole(word), node, path)
      }
    default: return fail(.wrongKind(expected: type, found: node.summary), node, path)
    }
    if limits.contains(whole) { return .int(whole) }
    return fail(.outOfLimits(.value, limit: limits.written, actual: String(whole)), node, path)
  }

  private mutating func decodeNumber(
    _ node: DataNode, _ limits: Limits<Double>, _ type: Type, _ path: String
  ) -> Value? {
    let number: Double
    switch node.content {
    case .number(let value): number = value
    case .integer(let digits), .word(let digits):
      guard Self.isNumberLiteral(digits) else {
        return fail(.wrongKind(expected: type, found: node.summary), node, path)
      }
      guard case .value(let value) = NumberText.readNumber(digits.utf8) else {
        return fail(.integerOverflow(digits), node, path)
      }
      number = value
    default: return fail(.wrongKind(expected: type, found: node.summary), node, path)
    }
    if limits.contains(number) { return .number(number) }
    return fail(.outOfLimits(.value, limit: limits.written, actual: NumberText.text(number)), node, path)
  }

  /// As JSON writes numbers: no `+`, no zeros in front, no separators.
  private static func isNumberLiteral(_ text: String) -> Bool {
    let digits = text.utf8.first == 0x2D ? text.utf8.dropFirst() : text.utf8[...]
    guard let first = digits.first, (0x30...0x39).contains(first) else { return false }
    if first == 0x30, let second = digits.dropFirst().first, (0x30...0x39).contains(second) { return false }
    return NumberText.readNumber(text.utf8) != .notANumber
  }

  private mutating func decodeBool(_ node: DataNode, _ type: Type, _ path: String) -> Value? {
    switch node.content {
    case .bool(let flag): .bool(flag)
    case .word("true"), .word("yes"): .bool(true)
    case .word("false"), .word("no"): .bool(false)
    default: fail(.wrongKind(expected: type, found: node.summary), node, path)
    }
  }

  // MARK: Dates and money

  private mutating func decodeDate(_ node: DataNode, _ type: Type, _ path: String) -> Value? {
    guard let text = text(node, type, path) else { return nil }
    return CalendarDate(iso: text).map { .date($0) } ?? fail(.notADate(text), node, path)
  }

  private mutating func decodeMoney(_ node: DataNode, _ currency: String, _ type: Type, _ path: String)
    -> Value?
  {
    guard let text = text(node, type, path) else { return nil }
    switch Money.read(text) {
    case .money(let money):
      if money.currency == currency { return .money(money) }
      return fail(.wrongCurrency(found: money.currency, expected: currency), node, path)
    case .unknownCurrency(let found):
      return fail(.wrongCurrency(found: found, expected: currency), node, path)
    case .malformed: return fail(.notMoney(text, currency: currency), node, path)
    case .overflow: return fail(.integerOverflow(text), node, path)
    }
  }

  // MARK: Lists and records

  private mutating func decodeList(
    _ node: DataNode, _ limits: Limits<Int>, _ element: Type, _ type: Type, _ path: String
  ) -> Value? {
    guard case .list(let nodes) = node.content else {
      return fail(.wrongKind(expected: type, found: node.summary), node, path)
    }
    var isRight = isWithin(limits, nodes.count, .items, node, path)
    var values: [Value] = []
    values.reserveCapacity(nodes.count)
    for (index, item) in nodes.enumerated() {
      if let value = decode(item, as: element, path: "\(path)[\(index)]") {
        values.append(value)
      } else {
        isRight = false
      }
    }
    return isRight ? .list(values) : nil
  }

  private mutating func decodeRecord(_ node: DataNode, _ record: RecordType, _ type: Type, _ path: String)
    -> Value?
  {
    guard case .object(let entries) = node.content else {
      return fail(.wrongKind(expected: type, found: node.summary), node, path)
    }
    // Names are compared by canonical equivalence, as `String` does.
    var byName: [String: DataNode] = [:]
    var isRight = true
    let given = Set(entries.map(\.key))
    let missing = record.fields.map(\.name).filter { !given.contains($0) }
    // A field that is misspelt is told as that, and not as missing too.
    var misspelt: Set<String> = []
    for entry in entries {
      let entryPath = DataProblem.path(path, entry.key)
      if record.field(entry.key) == nil {
        // All rows of a CSV have a column's name from one place: it is wrong once.
        if isFirst(entry) {
          let kind = DataProblem.Kind.unknownKey(known: record.fields.map(\.name))
          add(DataProblem(path: entryPath, kind: kind, range: entry.keyRange ?? entry.value.range))
        }
        if let meant = Suggestion.nearest(to: entry.key, among: missing) { misspelt.insert(meant) }
        isRight = false
      } else if byName.updateValue(entry.value, forKey: entry.key) != nil {
        add(DataProblem(path: entryPath, kind: .duplicateKey, range: entry.keyRange ?? entry.value.range))
        isRight = false
      }
    }
    var values: [Value?] = []
    for field in record.fields {
      if misspelt.contains(field.name) {
        values.append(nil)
        continue
      }
      let value = decode(
        byName[field.name], as: field.type, path: DataProblem.path(path, field.name), in: node)
      if value == nil { isRight = false }
      values.append(value)
    }
    guard isRight else { return nil }
    return .record(record.slots.map { values[$0] ?? .absent })
  }

  private mutating func isFirst(_ entry: DataNode.Entry) -> Bool {
    entry.keyRange.map { toldKeys.insert(ToldKey(key: ExactText(entry.key), range: $0)).inserted } ?? true
  }

  /// A field that is missing is told at the object it is missing from.
  private mutating func decode(_ node: DataNode?, as type: Type, path: String, in object: DataNode) -> Value?
  {
    if node == nil, !type.isOptional { return fail(.missing, object, path) }
    return decode(node, as: type, path: path)
  }
}

extension DataProblem {
  /// `order.items`, or `items` where there is no path yet.
  static func path(_ path: String, _ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }
}

extension DataNode {
  var isNull: Bool { if case .null = content { true } else { false } }

  /// The data in a few words that mean the same in every language: `12`, `"원두"`, `[…]`, `{…}`.
  package var summary: String {
    func short(_ text: String) -> String {
      let scalars = text.unicodeScalars
      return scalars.count > 40 ? String(scalars.prefix(40)) + "…" : text
    }
    switch content {
    case .null: return "null"
    case .bool(let flag): return flag ? "true" : "false"
    case .integer(let digits): return short(digits)
    case .number(let number): return NumberText.text(number)
    case .text(let text): return "\"\(short(text))\""
    case .word(let word): return short(word)
    case .list: return "[…]"
    case .object: return "{…}"
    case .file(let name, _): return name
    }
  }
}

extension Limits {
  /// As in a type, without brackets: `1..40`.
  var written: String { "\(low.map { "\($0)" } ?? "")..\(high.map { "\($0)" } ?? "")" }
}
