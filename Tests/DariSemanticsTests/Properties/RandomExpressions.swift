// Random expressions from typed pieces. What is written mostly type-checks; a part of it on purpose does not.

import DariBase
import DariRuntime

@testable import DariSemantics

/// What a random template may name, and what is known of it where it stands.
struct RandomScope {
  /// Names and paths with their declared types; deeper paths come from these.
  var names: [(text: String, type: Type)] = []
  /// Paths that are known to be present.
  var present: Set<String> = []
  /// Cases that are left, by path.
  var words: [String: [String]] = [:]
  var loops = 0

  /// Everything that can be written here without asking whether it is there, with its type; optional ones too.
  var paths: [(text: String, type: Type)] {
    var all: [(text: String, type: Type)] = []
    func add(_ text: String, _ type: Type, _ depth: Int) {
      let type = present.contains(text) ? type.asPresent : type
      all.append((text, type))
      guard depth < 3, !type.isOptional, case .record(let record) = type.core else { return }
      for field in record.fields { add("\(text).\(field.name)", field.type, depth + 1) }
    }
    for name in names { add(name.text, name.type, 0) }
    return all
  }
}

extension Type {
  /// What the generator tells apart.
  enum Kind { case text, int, number, bool, date, money, list, record, symbol, url }

  var kind: Kind {
    switch core {
    case .text, .line, .email: .text
    case .url: .url
    case .int: .int
    case .number: .number
    case .bool: .bool
    case .date: .date
    case .money: .money
    case .list: .list
    case .record: .record
    default: .symbol
    }
  }

  var isSimple: Bool { kind != .list && kind != .record }
}

struct RandomExpressions {
  typealias Kind = Type.Kind

  let types: RandomTypes
  var random: Generator

  private mutating func path(_ scope: RandomScope, where fits: (Type) -> Bool) -> (text: String, type: Type)?
  {
    scope.paths.filter { fits($0.type) }.randomElement(using: &random)
  }

  /// A path that is there; sometimes one that may not be, which the checker has to notice.
  private mutating func path(_ scope: RandomScope, _ wanted: Kind...) -> (text: String, type: Type)? {
    let allowsAbsent = random.chance(1)
    return path(scope) { type in wanted.contains(type.kind) && (allowsAbsent || !type.isOptional) }
  }

  private mutating func optional(_ scope: RandomScope, _ wanted: Kind...) -> (text: String, type: Type)? {
    path(scope) { type in type.isOptional && (wanted.isEmpty || wanted.contains(type.kind)) }
  }

  // MARK: Printable

  /// Something that a hole prints.
  mutating func printable(_ scope: RandomScope, _ depth: Int = 3) -> String {
    switch Int.random(in: 0..<12, using: &random) {
    case 0: return int(scope, depth)
    case 1: return number(scope, depth)
    case 2: return bool(scope, depth)
    case 3: return path(scope, .date, .money, .symbol, .url)?.text ?? text(scope, depth)
    case 4: return "\(text(scope, depth)) if \(condition(scope, depth).text) else \(text(scope, depth))"
    default: return text(scope, depth)
    }
  }

  mutating func text(_ scope: RandomScope, _ depth: Int) -> String {
    guard depth > 0 else { return path(scope, .text, .url)?.text ?? literal() }
    switch Int.random(in: 0..<22, using: &random) {
    case 0...2: return path(scope, .text, .url)?.text ?? literal()
    case 3: return literal()
    case 4: return "(\(printable(scope, depth - 1))) ~ (\(printable(scope, depth - 1)))"
    case 5...6:
      let filters = [
        "upper", "lower", "title", "trim", "truncate(\(Int.random(in: 3...9, using: &random)))", "truncate",
        "replace(\"a\", \"bb\")", "replace(\"\", \"-\")", "replace(\(text(scope, 0)), \(text(scope, 0)))",
        "indent(\(Int.random(in: 0...4, using: &random)))", "quote", "redact",
        "redact(\(text(scope, 0)), \(text(scope, 0)))", "reverse", "json",
      ]
      return "(\(text(scope, depth - 1))) | \(random.pick(filters))"
    case 7...8:
      let filter = random.pick([
        "join", "join(\", \")", "join(sep=\"\\n\")", "bullets", "numbered", "json", "json(2)",
      ])
      return "\(list(scope, depth - 1, printable: true)) | \(filter)"
    case 9: return path(scope) { _ in true }.map { "\($0.text) | json" } ?? literal()
    case 10: return path(scope, .symbol).map { "\($0.text) | label" } ?? literal()
    case 11: return path(scope, .date).map { "\($0.text) | date(\"yyyy년 M월 d일 EEEE\")" } ?? literal()
    case 12: return path(scope, .money).map { "\($0.text) | money" } ?? literal()
    case 13: return "(\(int(scope, depth - 1))) | number(\"#,##0\")"
    case 14:
      let pair = random.pick(["을/를", "이/가", "은/는", "과/와", "으로/로"])
      let subject = random.chance(50) ? path(scope, .text, .int, .date, .money, .symbol)?.text : nil
      let reading = random.chance(20) ? ", reading=\(text(scope, 0))" : ""
      return "(\(subject ?? text(scope, depth - 1))) | josa(\"\(pair)\"\(reading))"
    case 15...16:
      return optional(scope, .text, .url).map { "\($0.text) | default(\(text(scope, depth - 1)))" }
        ?? literal()
    case 17:
      let part = random.pick(["first", "last", "min", "max"])
      return "\(list(scope, depth - 1, of: .text)) | \(part) | default(\(text(scope, 0)))"
    case 18:
      return path(scope) {
        if case .list(let limits, let item) = $0.core {
          (limits.low ?? 0) > 0 && item.kind == .text && !$0.isOptional
        } else {
          false
        }
      }
      .map { random.chance(50) ? "\($0.text)[0]" : "\($0.text) | \(random.pick(["first", "last", "min"]))" }
        ?? literal()
    case 19:
      return path(scope) { type in
        guard case .list(_, let item) = type.core, case .record(let record) = item.core else { return false }
        return !type.isOptional && record.fields.allSatisfy { $0.type.isSimple }
      }.map { "\($0.text) | table" } ?? literal()
    case 20:
      let test = condition(scope, depth - 1)
      return "(\(text(test.whenTrue, depth - 1)) if \(test.text) else \(text(test.whenFalse, depth - 1)))"
    default: return "(\(text(scope, depth - 1)))"
    }
  }

  mutating func literal() -> String {
    RandomData.quoted(random.pick(["", "a", "가", "a b", "b\nc", "을/를", "{{", "x\"y", "끝.", "7"]))
  }

  // MARK: Numbers

  mutating func int(_ scope: RandomScope, _ depth: Int) -> String {
    guard depth > 0 else { return path(scope, .int)?.text ?? "\(Int.random(in: 0...9, using: &random))" }
    switch Int.random(in: 0..<12, using: &random) {
    case 0...2: return path(scope, .int)?.text ?? "3"
    case 3: return random.pick(["0", "1", "9223372036854775807", "-9223372036854775807", "-1", "100"])
    case 4...5:
      let operation = random.pick(["+", "-", "*", "//", "%"])
      return "((\(int(scope, depth - 1))) \(operation) (\(int(scope, depth - 1))))"
    case 6: return "\(list(scope, depth - 1)) | length"
    case 7: return "(\(text(scope, depth - 1))) | length"
    case 8: return "(\(number(scope, depth - 1))) | round"
    case 9:
      return
        "\(list(scope, depth - 1, of: .int)) | \(random.pick(["sum", "max | default(0)", "first | default(1)"]))"
    case 10:
      return scope.loops > 0
        ? "loop.\(random.pick(["index", "index0", "length"]))" : "-(\(int(scope, depth - 1)))"
    default: return optional(scope, .int).map { "\($0.text) | default(\(int(scope, 0)))" } ?? "2"
    }
  }

  mutating func number(_ scope: RandomScope, _ depth: Int) -> String {
    guard depth > 0 else { return path(scope, .number, .int)?.text ?? "1.5" }
    switch Int.random(in: 0..<6, using: &random) {
    case 0...1: return path(scope, .number)?.text ?? "0.5"
    case 2: return "((\(int(scope, depth - 1))) / (\(number(scope, depth - 1))))"
    case 3:
      return
        "((\(number(scope, depth - 1))) \(random.pick(["+", "-", "*", "//", "%"])) (\(number(scope, depth - 1))))"
    case 4: return "(\(number(scope, depth - 1))) | round(\(Int.random(in: -2...3, using: &random)))"
    default: return optional(scope, .number).map { "\($0.text) | default(0.0)" } ?? "2.0"
    }
  }

  // MARK: Lists

  mutating func list(_ scope: RandomScope, _ depth: Int, of wanted: Kind? = nil, printable: Bool = false)
    -> String
  {
    let found = path(scope) { type in
      guard case .list(_, let item) = type.core, !type.isOptional else { return false }
      return wanted.map { $0 == item.kind } ?? (!printable || item.isSimple)
    }
    if let found, depth > 0 {
      switch Int.random(in: 0..<8, using: &random) {
      case 0: return "\(found.text) | reverse"
      case 1: return "\(found.text) | unique"
      case 2: if wanted != nil || printable { return "\(found.text) | sort" }
      default: break
      }
    }
    if let found, random.chance(70) { return found.text }
    if wanted == nil || wanted == .text, random.chance(50) {
      return random.chance(50)
        ? "(\(text(scope, 1))) | lines"
        : "(\(text(scope, 1))) | split(\(random.pick(["\",\"", "\" \"", "\"\\n\""])))"
    }
    if let (mapped, field) = fieldOfRecords(
      scope, { !$0.isOptional && (wanted == nil || wanted == $0.kind) && $0.isSimple })
    {
      return "\(mapped) | map(\(field.name))"
    }
    let count = Int.random(in: 1...3, using: &random)
    let items = (0..<count).map { _ in
      wanted == .int ? int(scope, max(0, depth - 1)) : text(scope, max(0, depth - 1))
    }
    return "[\(items.joined(separator: ", "))]"
  }

  private mutating func fieldOfRecords(
    _ scope: RandomScope, _ fits: (Type) -> Bool
  ) -> (text: String, field: RecordType.Field)? {
    var all: [(text: String, field: RecordType.Field)] = []
    for path in scope.paths {
      guard case .list(_, let item) = path.type.core, !path.type.isOptional,
        case .record(let record) = item.core
      else { continue }
      for field in record.fields where fits(field.type) { all.append((path.text, field)) }
    }
    return all.randomElement(using: &random)
  }

  /// A list to loop over, with its type as far as the scope needs it.
  mutating func loopable(_ scope: RandomScope) -> (text: String, item: Type) {
    if random.chance(80),
      let found = path(scope, where: { if case .list = $0.core { !$0.isOptional } else { false } }),
      case .list(_, let item) = found.type.core
    {
      let filters = ["", "", "", " | reverse", " | unique"]
      var text = found.text + random.pick(filters)
      if case .record(let record) = item.core, random.chance(30) {
        let fields = record.fields.filter { $0.type.kind == .symbol }
        if let field = fields.randomElement(using: &random), case .enumeration(let type) = field.type.core {
          text = "\(found.text) | where(\(field.name), \(random.pick(type.words)))"
        } else if let field = record.fields.first(where: { !$0.type.isOptional && $0.type.isSimple }) {
          text = "\(found.text) | sort(\(field.name))"
        }
      }
      return (text, item)
    }
    return ("(\(text(scope, 1))) | lines", .line)
  }

  // MARK: Conditions

  struct Test {
    var text: String
    var whenTrue: RandomScope
    var whenFalse: RandomScope
  }

  mutating func bool(_ scope: RandomScope, _ depth: Int) -> String {
    guard depth > 0 else { return path(scope, .bool)?.text ?? "true" }
    switch Int.random(in: 0..<9, using: &random) {
    case 0: return path(scope, .bool)?.text ?? "false"
    case 1:
      return
        "(\(int(scope, depth - 1))) \(random.pick(["<", "<=", ">", ">=", "==", "!="])) (\(number(scope, depth - 1)))"
    case 2:
      return
        "(\(text(scope, depth - 1))) \(random.pick(["<", "==", "!=", "in", "not in"])) (\(text(scope, depth - 1)))"
    case 3:
      return "(\(text(scope, depth - 1))) \(random.pick(["in", "not in"])) (\(list(scope, 1, of: .text)))"
    case 4:
      guard let found = path(scope, .symbol), case .enumeration(let type) = found.type.core else {
        return "true"
      }
      let word = random.pick(type.words)
      return random.pick([
        "\(found.text) == \(word)", "\(word) != \(found.text)",
        "\(found.text) in [\(word), \(random.pick(type.words))]",
      ])
    case 5: return "(\(list(scope, depth - 1))) is \(random.pick(["empty", "not empty"]))"
    case 6:
      return scope.loops > 0
        ? "loop.\(random.pick(["first", "last"]))" : "(\(text(scope, depth - 1))) is empty"
    case 7: return path(scope, .date).map { "\($0.text) < \"2026-01-01\"" } ?? "false"
    default: return path(scope, .record, .list).map { "\($0.text) == \($0.text)" } ?? "true"
    }
  }

  /// A condition, and what is known where it holds and where it does not.
  mutating func condition(_ scope: RandomScope, _ depth: Int) -> Test {
    var yes = scope
    var no = scope
    switch Int.random(in: 0..<12, using: &random) {
    case 0...2:
      guard let found = path(scope, where: { $0.isOptional && $0.kind != .bool }) else { break }
      yes.present.insert(found.text)
      return Test(text: found.text, whenTrue: yes, whenFalse: no)
    case 3:
      guard let found = path(scope, where: { $0.isOptional }) else { break }
      yes.present.insert(found.text)
      let positive = random.chance(50)
      let negated = random.chance(30)
      let word = (positive != negated) ? "present" : "absent"
      let text = "\(found.text) is \(negated ? "not " : "")\(word)"
      return positive
        ? Test(text: text, whenTrue: yes, whenFalse: no) : Test(text: text, whenTrue: no, whenFalse: yes)
    case 4...5:
      guard let found = path(scope, where: { $0.kind == .symbol }),
        case .enumeration(let type) = found.type.core
      else { break }
      let left = scope.words[found.text] ?? type.words
      guard let word = left.randomElement(using: &random) else { break }
      yes.present.insert(found.text)
      yes.words[found.text] = [word]
      if !found.type.isOptional { no.words[found.text] = left.filter { $0 != word } }
      return Test(text: "\(found.text) is \(word)", whenTrue: yes, whenFalse: no)
    case 6...7 where depth > 0:
      let inner = condition(scope, depth - 1)
      return Test(text: "not (\(inner.text))", whenTrue: inner.whenFalse, whenFalse: inner.whenTrue)
    case 8...9 where depth > 0:
      let left = condition(scope, depth - 1)
      let right = condition(left.whenTrue, depth - 1)
      return Test(text: "(\(left.text)) and (\(right.text))", whenTrue: right.whenTrue, whenFalse: scope)
    case 10 where depth > 0:
      let left = condition(scope, depth - 1)
      let right = condition(left.whenFalse, depth - 1)
      return Test(text: "(\(left.text)) or (\(right.text))", whenTrue: scope, whenFalse: right.whenFalse)
    default: break
    }
    return Test(text: bool(scope, depth), whenTrue: yes, whenFalse: no)
  }

  /// A name or path over which a `match` can go, with the cases that are left.
  mutating func matchable(_ scope: RandomScope) -> (text: String, cases: [String], type: Type)? {
    guard let found = path(scope, where: { $0.isOptional || $0.kind == .symbol }) else { return nil }
    if case .enumeration(let type) = found.type.core {
      let words = scope.words[found.text] ?? type.words
      return (found.text, words + (found.type.isOptional ? ["absent"] : []), found.type)
    }
    return (found.text, ["present", "absent"], found.type)
  }

  /// Something to hand to a parameter of this type.
  mutating func argument(_ type: Type, _ scope: RandomScope) -> String? {
    if random.chance(70), let found = path(scope, where: { $0.fits(type) }) { return found.text }
    switch type.core {
    case .text(let limits) where limits.isUnlimited: return text(scope, 1)
    case .int(let limits) where limits.isUnlimited: return int(scope, 1)
    case .number(let limits) where limits.isUnlimited: return number(scope, 1)
    case .bool: return bool(scope, 1)
    case .date: return "\"2026-11-20\""
    case .url: return "\"https://example.com\""
    case .email: return "\"a@example.com\""
    case .money(let currency): return "\"12 \(currency)\""
    case .enumeration(let type): return random.pick(type.words)
    case .list(let limits, let element) where limits.low ?? 0 < 2:
      return argument(element.asPresent, scope).map { "[\($0)]" }
    default: return nil
    }
  }
}
