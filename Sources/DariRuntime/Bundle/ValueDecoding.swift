// Values and types as they stand in a bundle (Documentation/Bundle.md), back into what they were.

import DariBase

enum ValueDecoding {
  static func value(_ node: BundleNode) throws(PromptBundleError) -> Value {
    switch node.value {
    case .null: return .absent
    case .bool(let flag): return .bool(flag)
    case .string(let text): return .text(text)
    case .integer, .bigInteger: return .int(try int(node))
    case .number: throw node.damaged("a number that is not whole stands as `{\"number\": …}`")
    case .array: return .list(try node.map { (item) throws(PromptBundleError) in try value(item) })
    case .object(let object):
      guard object.count == 1, let tag = object.keys.first else {
        throw node.damaged("a value that is an object has one field")
      }
      return try tagged(tag, BundleNode(object.members[0].value, node.path.key(tag)), in: node)
    }
  }

  private static func tagged(
    _ tag: String, _ content: BundleNode, in node: BundleNode
  ) throws(PromptBundleError) -> Value {
    switch tag {
    case "int": return .int(try int(node))
    case "number": return .number(try number(content))
    case "case": return .symbol(try content.text())
    case "record":
      return .record(try content.map { (field) throws(PromptBundleError) in try value(field) })
    case "date": return .date(try date(content))
    case "money":
      let money = try content.object(["currency", "units"])
      let text = try money["units"].text()
      guard let units = Int64(text), String(units).hasSameBytes(as: text) else {
        throw money["units"].damaged("`\(text)` is no whole number of 64 bits")
      }
      return .money(Money(units: units, currency: try currency(money["currency"])))
    default: throw node.damaged("`\(tag)` is no kind of value")
    }
  }

  /// In its digits up to ±(2^53 - 1), as `{"int": "…"}` beyond.
  static func int(_ node: BundleNode) throws(PromptBundleError) -> Int64 {
    let safe = BundleFormat.safeInteger
    switch node.value {
    case .integer(let number) where (-safe...safe).contains(number): return number
    case .integer, .bigInteger: throw node.damaged("a whole number beyond 2^53 stands as `{\"int\": \"…\"}`")
    case .object:
      let digits = try node.object(["int"])["int"]
      let text = try digits.text()
      guard let number = Int64(text), String(number).hasSameBytes(as: text) else {
        throw digits.damaged("`\(text)` is no whole number of 64 bits")
      }
      guard !(-safe...safe).contains(number) else {
        throw digits.damaged("a whole number up to 2^53 stands in its digits, not as text")
      }
      return number
    default: throw node.damaged("a whole number has to stand here")
    }
  }

  static func number(_ node: BundleNode) throws(PromptBundleError) -> Double {
    switch node.value {
    case .integer(let number): return Double(number)
    case .bigInteger(let digits):
      guard let number = Double(digits), number.isFinite else {
        throw node.damaged("the number is too large")
      }
      return number
    case .number(let number) where number.isFinite: return number
    case .string("-0"): return -0.0
    default: throw node.damaged("a number has to stand here")
    }
  }

  static func date(_ node: BundleNode) throws(PromptBundleError) -> CalendarDate {
    let text = try node.text()
    guard let date = CalendarDate(iso: text) else {
      throw node.damaged("`\(text)` is no day as `2026-11-20`")
    }
    return date
  }

  static func currency(_ node: BundleNode) throws(PromptBundleError) -> String {
    let code = try node.text()
    guard Currency.named(code) != nil else { throw node.damaged("`\(code)` is no currency of ISO 4217") }
    return code
  }
}

enum TypeDecoding {
  static func type(_ node: BundleNode) throws(PromptBundleError) -> Type {
    let kind = try node.tag("kind")
    let (required, optional) = try fields(of: kind, node)
    let object = try node.object(["kind"] + required, optional: ["labels", "optional"] + optional)
    let labels = try object.optional("labels").map(Self.labels) ?? []
    let isOptional = try object.optional("optional")?.bool() ?? false
    return Type(try core(kind, object, node), labels: labels, isOptional: isOptional)
  }

  static func labels(_ node: BundleNode) throws(PromptBundleError) -> Labels {
    var labels: Labels = []
    for word in try node.array() {
      let text = try word.text()
      guard let label = Labels.words.first(where: { $0.word == text }), !labels.contains(label.label) else {
        throw word.damaged("`\(text)` is no label, or is there twice")
      }
      labels.insert(label.label)
    }
    return labels
  }

  private static func fields(
    of kind: String, _ node: BundleNode
  ) throws(PromptBundleError) -> (required: [String], optional: [String]) {
    switch kind {
    case "text", "line", "int", "number": ([], ["min", "max"])
    case "bool", "date", "url", "email", "image", "audio", "file", "nothing": ([], [])
    case "money": (["currency"], [])
    case "list": (["of"], ["min", "max"])
    case "enum": (["cases"], ["name"])
    case "record": (["fields"], ["name"])
    default: throw node.damaged("`\(kind)` is no kind of type")
    }
  }

  private static func core(
    _ kind: String, _ object: BundleObject, _ node: BundleNode
  ) throws(PromptBundleError) -> Type.Core {
    switch kind {
    case "text": return .text(try limits(object, length))
    case "line": return .line(try limits(object, length))
    case "int": return .int(try limits(object, ValueDecoding.int))
    case "number": return .number(try limits(object, ValueDecoding.number))
    case "bool": return .bool
    case "date": return .date
    case "url": return .url
    case "email": return .email
    case "money": return .money(try ValueDecoding.currency(object["currency"]))
    case "list":
      let element = try type(object["of"])
      if element.isOptional { throw object["of"].damaged("what a list holds is never absent") }
      return .list(try limits(object, length), element)
    case "enum": return .enumeration(try enumeration(object))
    case "record": return .record(try record(object))
    case "nothing": return .nothing
    default:
      guard let media = Type.Media(rawValue: kind) else { throw node.damaged("`\(kind)` is no kind of type") }
      return .media(media)
    }
  }

  private static func limits<Bound>(
    _ object: BundleObject, _ read: (BundleNode) throws(PromptBundleError) -> Bound
  ) throws(PromptBundleError) -> Limits<Bound> {
    var limits = Limits<Bound>()
    if let low = object.optional("min") { limits.low = try read(low) }
    if let high = object.optional("max") { limits.high = try read(high) }
    return limits
  }

  private static func length(_ node: BundleNode) throws(PromptBundleError) -> Int {
    try node.integer(in: 0...Int(BundleFormat.safeInteger))
  }

  private static func enumeration(_ object: BundleObject) throws(PromptBundleError) -> EnumType {
    var words = Set<String>()
    let cases = try object["cases"].map { (node) throws(PromptBundleError) -> EnumType.Case in
      let entry = try node.object(["word"], optional: ["label"])
      let word = try entry["word"].text()
      guard words.insert(word).inserted else { throw node.damaged("the case `\(word)` is there twice") }
      return EnumType.Case(word: word, label: try entry.text("label"))
    }
    if cases.isEmpty { throw object["cases"].damaged("there are no cases") }
    return EnumType(name: try object.text("name"), cases: cases)
  }

  private static func record(_ object: BundleObject) throws(PromptBundleError) -> RecordType {
    var names = Set<String>()
    let fields = try object["fields"].map { (node) throws(PromptBundleError) -> RecordType.Field in
      let entry = try node.object(["name", "type"], optional: ["label"])
      let name = try entry["name"].text()
      guard names.insert(name).inserted else { throw node.damaged("the field `\(name)` is there twice") }
      return RecordType.Field(name: name, type: try type(entry["type"]), label: try entry.text("label"))
    }
    return RecordType(name: try object.text("name"), fields: fields)
  }
}
