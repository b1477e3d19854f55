// Two types, part by part: what changed where, and whether data still fits.

import DariBase
import DariRuntime

/// Who is let down by a change: who hands data in needs the new type to take all that the old one took, who reads results
/// needs the new type to give nothing that the old one did not.
enum DataDirection {
  case input, output

  func breaks(_ old: Type, _ new: Type) -> Bool {
    self == .input ? !old.dataFits(new) : !new.dataFits(old)
  }

  var tier: RoutineChange.Tier { self == .input ? .inputs : .outputs }
}

struct TypeComparison {
  /// A change at one place of a type.
  struct Finding {
    var kind: RoutineChange.Kind
    var tier: RoutineChange.Tier
    var isBreaking: Bool
    var path: String
    var name = ""
    var old: String?
    var new: String?
    /// The name of the type that it is declared in.
    var type: String?
  }

  let direction: DataDirection
  private(set) var findings: [Finding] = []
  /// Fields and words that were renamed.
  private(set) var fields: [String: String] = [:]
  private(set) var words: [String: String] = [:]
  /// The innermost type with a name that is being compared.
  private var typeName: String?

  init(_ direction: DataDirection) { self.direction = direction }

  /// - Parameter ignoresAbsence: of an input, which is also absent where it has a default: the caller judges that.
  mutating func compare(_ old: Type, _ new: Type, at path: String, ignoresAbsence: Bool = false) {
    let outer = typeName
    defer { typeName = outer }
    compareLabels(old, new, path)
    if old.isOptional != new.isOptional, !ignoresAbsence {
      let kind = new.isOptional ? RoutineChange.Kind.becameOptional : .becameRequired
      add(kind, path, breaks: new.isOptional == (direction == .output))
    }
    switch (old.core, new.core) {
    case (.list(let a, let element), .list(let b, let other)):
      compareLimits(old, new, a.fits(b, floor: 0), b.fits(a, floor: 0), path)
      compare(element, other, at: path + "[]")
    case (.record(let a), .record(let b)):
      // With another name, it is what names it that changed.
      if a.name == b.name { typeName = b.name ?? typeName }
      compareFields(a, b, path)
    case (.enumeration(let a), .enumeration(let b)):
      if a.name == b.name { typeName = b.name ?? typeName }
      compareCases(a, b, path)
    default:
      let (bareOld, bareNew) = (Type(old.core), Type(new.core))
      let (there, back) = (bareOld.dataFits(bareNew), bareNew.dataFits(bareOld))
      if Self.isOneKind(old.core, new.core) {
        compareLimits(old, new, there, back, path)
      } else if old.core.kindWord != new.core.kindWord {
        var (before, after) = (bareOld.description, bareNew.description)
        if before == after { (before, after) = (old.core.kindWord, new.core.kindWord) }
        add(.typeChanged, path, breaks: direction.breaks(bareOld, bareNew), old: before, new: after)
      }
    }
  }

  private mutating func add(
    _ kind: RoutineChange.Kind, _ path: String, breaks: Bool, name: String = "", old: String? = nil,
    new: String? = nil
  ) {
    findings.append(
      Finding(
        kind: kind, tier: direction.tier, isBreaking: breaks, path: path, name: name, old: old, new: new,
        type: typeName))
  }

  private mutating func compareLabels(_ old: Type, _ new: Type, _ path: String) {
    for word in old.labels.subtracting(new.labels).words {
      findings.append(
        Finding(kind: .labelRemoved, tier: .data, isBreaking: true, path: path, name: word, type: typeName))
    }
    for word in new.labels.subtracting(old.labels).words {
      findings.append(
        Finding(kind: .labelAdded, tier: .data, isBreaking: false, path: path, name: word, type: typeName))
    }
  }

  /// - Parameters:
  ///   - there: whether the old limits lie within the new ones.
  ///   - back: the other way round; limits that mean the same may be written in two ways.
  private mutating func compareLimits(_ old: Type, _ new: Type, _ there: Bool, _ back: Bool, _ path: String) {
    if there && back { return }
    add(
      .limitsChanged, path, breaks: direction == .input ? !there : !back, old: old.core.limitsText,
      new: new.core.limitsText)
  }

  private mutating func compareCases(_ old: EnumType, _ new: EnumType, _ path: String) {
    let (same, renamed) = Pairing.pairs(old.cases, new.cases, name: \.word) { a, b in
      let (before, after) = (old.cases[a], new.cases[b])
      if let label = before.label, after.label == label { return 3 }
      let isInPlace = a == b && old.cases.count == new.cases.count
      return isInPlace && (before.label == nil || after.label == nil) ? 1 : 0
    }
    for (a, b) in renamed {
      let (before, after) = (old.cases[a].word, new.cases[b].word)
      words[before] = after
      add(.caseRenamed, path, breaks: true, old: before, new: after)
    }
    for (a, b) in same { compareWords(old.cases[a].label, new.cases[b].label, path, old.cases[a].word) }
    let (gone, come) = Self.unpaired(old.cases.count, new.cases.count, same + renamed)
    for index in gone {
      add(.caseRemoved, path, breaks: direction == .input, name: old.cases[index].word)
    }
    for index in come {
      add(.caseAdded, path, breaks: direction == .output, name: new.cases[index].word)
    }
  }

  private mutating func compareFields(_ old: RecordType, _ new: RecordType, _ path: String) {
    let (same, renamed) = Pairing.pairs(old.fields, new.fields, name: \.name) { a, b in
      let (before, after) = (old.fields[a], new.fields[b])
      guard before.type.dataFits(after.type), after.type.dataFits(before.type) else { return 0 }
      if let label = before.label, after.label == label { return 3 }
      return a == b && old.fields.count == new.fields.count ? 1 : 0
    }
    for (a, b) in renamed {
      let (before, after) = (old.fields[a], new.fields[b])
      fields[before.name] = after.name
      add(.fieldRenamed, path, breaks: true, old: before.name, new: after.name)
      compareParts(before, after, path)
    }
    for (a, b) in same { compareParts(old.fields[a], new.fields[b], path) }
    let (gone, come) = Self.unpaired(old.fields.count, new.fields.count, same + renamed)
    for index in gone {
      let field = old.fields[index]
      // A reader who does not count on it does not miss it.
      add(
        .fieldRemoved, path, breaks: direction == .input || !field.type.isOptional, name: field.name,
        old: field.type.description)
    }
    for index in come {
      let field = new.fields[index]
      // Records are closed: a reader that holds results against the old schema refuses one with a key more.
      add(
        .fieldAdded, path, breaks: direction == .output || !field.type.isOptional, name: field.name,
        new: field.type.description)
    }
  }

  private mutating func compareParts(_ old: RecordType.Field, _ new: RecordType.Field, _ path: String) {
    let inner = path.isEmpty ? new.name : "\(path).\(new.name)"
    compareWords(old.label, new.label, inner, "")
    compare(old.type, new.type, at: inner)
  }

  private mutating func compareWords(_ old: String?, _ new: String?, _ path: String, _ name: String) {
    guard (old ?? "") != (new ?? "") else { return }
    findings.append(
      Finding(
        kind: .wordsChanged, tier: .text, isBreaking: false, path: path, name: name, old: old ?? "",
        new: new ?? "", type: typeName))
  }

  static func unpaired(
    _ old: Int, _ new: Int, _ pairs: [(old: Int, new: Int)]
  ) -> (gone: [Int], come: [Int]) {
    let (left, right) = (Set(pairs.map(\.old)), Set(pairs.map(\.new)))
    return ((0..<old).filter { !left.contains($0) }, (0..<new).filter { !right.contains($0) })
  }

  /// They differ in their limits at most.
  private static func isOneKind(_ old: Type.Core, _ new: Type.Core) -> Bool {
    switch (old, new) {
    case (.text, .text), (.line, .line), (.int, .int), (.number, .number): true
    default: false
    }
  }
}

extension Type.Core {
  /// What kind of thing it is, without its limits: `money(KRW)`, `record`.
  fileprivate var kindWord: String {
    switch self {
    case .text: "text"
    case .line: "line"
    case .int: "int"
    case .number: "number"
    case .list: "list"
    case .enumeration(let type): type.words.joined(separator: " | ")
    case .record(let type): RecordType(fields: type.fields).shown
    default: description
    }
  }

  /// `(1..40)`; of what has none, `(..)`.
  fileprivate var limitsText: String {
    let text: String =
      switch self {
      case .text(let limits), .line(let limits), .list(let limits, _): "\(limits)"
      case .int(let limits): "\(limits)"
      case .number(let limits): "\(limits)"
      default: ""
      }
    return text.isEmpty ? "(..)" : text
  }
}

extension RecordType {
  fileprivate var shown: String { Type.Core.record(self).description }
}
