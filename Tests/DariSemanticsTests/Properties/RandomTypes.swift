// Random types, as the author would write them, and random data that they allow.

import DariBase
import DariRuntime

@testable import DariSemantics

/// The declared types of one random project.
struct RandomTypes {
  /// `K0: a | b "words"`, named.
  private(set) var enums: [EnumType] = []
  private(set) var records: [RecordType] = []

  init(_ random: inout Generator) {
    for index in 0..<Int.random(in: 1...3, using: &random) {
      let words = ["red", "green", "blue", "grün", "빨강", "k\(index)"].shuffled(using: &random)
      let cases = words.prefix(Int.random(in: 2...4, using: &random)).map { word in
        EnumType.Case(word: word, label: random.chance(50) ? "\(word)이라는 말" : nil)
      }
      enums.append(EnumType(name: "K\(index)", cases: cases))
    }
    for index in 0..<Int.random(in: 1...3, using: &random) {
      let names = ["number", "words", "kind", "day", "price", "inner", "many", "이름", "flag"].shuffled(
        using: &random)
      let fields = names.prefix(Int.random(in: 1...5, using: &random)).map { name in
        RecordType.Field(name: name, type: field(&random), label: random.chance(30) ? "\(name)!" : nil)
      }
      records.append(RecordType(name: "R\(index)", fields: fields))
    }
  }

  var declarations: String {
    var text = ""
    for type in enums {
      let cases = type.cases.map { $0.label == nil ? $0.word : "\($0.word) \"\($0.label!)\"" }
      text += "@type \(type.name!): \(cases.joined(separator: " | "))\n\n"
    }
    for type in records {
      text += "@type \(type.name!)\n"
      for field in type.fields {
        text += "\(field.name): \(field.type)\(field.label.map { " \"\($0)\"" } ?? "")\n"
      }
      text += "\n"
    }
    return text
  }

  // MARK: Types

  /// A type of an input, a result or a parameter.
  func any(_ random: inout Generator) -> Type {
    var type: Type
    switch Int.random(in: 0..<12, using: &random) {
    case 0...1: type = list(&random)
    case 2...3: type = records.isEmpty ? scalar(&random) : Type(.record(random.pick(records)))
    default: type = scalar(&random)
    }
    type.isOptional = random.chance(35)
    if random.chance(10) { type.labels = [.personal] }
    return type
  }

  private func field(_ random: inout Generator) -> Type { any(&random) }

  private func list(_ random: inout Generator) -> Type {
    let element: Type =
      switch Int.random(in: 0..<8, using: &random) {
      case 0...2: records.isEmpty ? scalar(&random) : Type(.record(random.pick(records)))
      case 3: Type(.list(Limits(), scalar(&random)))
      default: scalar(&random)
      }
    let limits = [Limits<Int>(), Limits(1, nil), Limits(nil, 3), Limits(1, 3), Limits(2, 4), Limits(2, nil)]
    return Type(.list(random.pick(limits), element))
  }

  func scalar(_ random: inout Generator) -> Type {
    let lengths = [Limits<Int>(), Limits(1, nil), Limits(nil, 20), Limits(1, 12), Limits(3, 3)]
    switch Int.random(in: 0..<14, using: &random) {
    case 0...2: return Type(.text(random.pick(lengths)))
    case 3: return Type(.line(random.pick(lengths)))
    case 4...5:
      return Type(
        .int(random.pick([Limits(), Limits(0, nil), Limits(1, 5), Limits(-3, 3), Limits(nil, -1)])))
    case 6: return Type(.number(random.pick([Limits(), Limits(0, 1), Limits(-1.5, nil)])))
    case 7: return .bool
    case 8: return .date
    case 9: return Type(.money(random.pick(["KRW", "USD"])))
    case 10: return Type(.url)
    case 11: return Type(.email)
    default: return enums.isEmpty ? .text : Type(.enumeration(random.pick(enums)))
    }
  }
}

/// Data as JSON, within the limits of a type and often at their ends.
enum RandomData {
  static let texts = [
    "", "가", "원두 두 봉지", "a", "Haru", "\u{1112}\u{1161}\u{1105}\u{116E}", "👩‍👩‍👧 ok", "{{ x }}", "a, b; c",
    "  space  ",
    "|\\|", "010-1234-5678", "<b>&amp;\"'", "ΐ", "İstanbul", "ß", "⟦x⟧",
  ]

  /// - Parameter nulls: whether what is absent may be `null`, which is a word in YAML.
  static func json(_ type: Type, nulls: Bool = true, _ random: inout Generator) -> String {
    if type.isOptional, nulls, random.chance(40) { return "null" }
    switch type.core {
    case .text(let limits): return quoted(text(limits, lines: true, &random))
    case .line(let limits): return quoted(text(limits, lines: false, &random))
    case .int(let limits):
      let ends = [limits.low ?? .min, limits.high ?? .max, 0, 1, -1, 7, 1_000_000].filter(limits.contains)
      return "\(random.pick(ends))"
    case .number(let limits):
      let ends = [limits.low ?? -1e300, limits.high ?? 1e300, 0, 1, 2.5, -0.5, 1e-7, 0.1].filter(
        limits.contains)
      return NumberText.text(random.pick(ends))
    case .bool: return random.pick(["true", "false"])
    case .date: return random.pick([#""2026-11-20""#, #""0001-01-01""#, #""9999-12-31""#, #""2024-02-29""#])
    case .money(let currency):
      return "\"\(random.pick(["0", "49000", "-1", "92233720368547758"])) \(currency)\""
    case .url: return #""https://example.com/a?b=c#d""#
    case .email: return #""kim.minsu@example.co.kr""#
    case .enumeration(let type): return quoted(random.pick(type.words))
    case .list(let limits, let element):
      let low = limits.low ?? 0
      let count = Int.random(in: low...min(limits.high ?? low + 3, low + 3), using: &random)
      return "[" + (0..<count).map { _ in json(element, nulls: nulls, &random) }.joined(separator: ", ") + "]"
    case .record(let type):
      let fields = type.fields.compactMap { field -> String? in
        if field.type.isOptional, random.chance(20) { return nil }
        return "\(quoted(field.name)): \(json(field.type, nulls: nulls, &random))"
      }
      return "{ \(fields.joined(separator: ", ")) }"
    case .media, .nothing, .unknown: return "null"
    }
  }

  private static func text(_ limits: Limits<Int>, lines: Bool, _ random: inout Generator) -> String {
    var text = random.pick(texts)
    if lines, random.chance(40) {
      text += random.pick(["\n", "\nb\n\nc", "\r\n두 줄", "\t", "\u{2028}"]) + random.pick(texts)
    }
    var scalars = Array(text.replacing("\r\n", with: lines ? "\n" : "").unicodeScalars)
    if let high = limits.high, scalars.count > high { scalars.removeLast(scalars.count - high) }
    while scalars.count < limits.low ?? 0 { scalars.append("가") }
    return String(String.UnicodeScalarView(scalars))
  }

  static func quoted(_ text: String) -> String { CanonicalJSON.text(of: .string(text)) }
}
