// What a condition tells about paths: present or absent, and which words are left.

import DariBase
import DariRuntime

/// A name and fields from it, as `order.customer`: what can be narrowed.
struct AccessPath: Hashable {
  enum Root: Hashable {
    /// Of the name in the frame.
    case slot(Int)
    /// Where a `@value` is declared.
    case value(SourceSpan)
  }

  var root: Root
  var fields: [String] = []

  func field(_ name: String) -> AccessPath { AccessPath(root: root, fields: fields + [name]) }
}

/// What is known of one path. Nil: nothing.
struct Fact {
  var isPresent: Bool?
  var words: [String]?
}

/// What is known where we stand. A fact holds for the whole block, since nothing is ever reassigned.
struct Facts {
  private(set) var known: [AccessPath: Fact] = [:]

  static let none = Facts()

  init() {}

  init(_ path: AccessPath?, present: Bool) {
    if let path { known[path] = Fact(isPresent: present) }
  }

  init(_ path: AccessPath?, words: [String], mayBeAbsent: Bool = false) {
    if let path { known[path] = Fact(isPresent: mayBeAbsent ? nil : true, words: words) }
  }

  /// Both hold.
  func and(_ other: Facts) -> Facts {
    var result = self
    for (path, fact) in other.known {
      var merged = result.known[path] ?? Fact()
      if let isPresent = fact.isPresent { merged.isPresent = isPresent }
      if let words = fact.words { merged.words = merged.words.map { $0.filter(words.contains) } ?? words }
      result.known[path] = merged
    }
    return result
  }

  /// One of the two holds: what both say.
  func or(_ other: Facts) -> Facts {
    var result = Facts()
    for (path, fact) in known {
      guard let twin = other.known[path] else { continue }
      var joined = Fact()
      if fact.isPresent == twin.isPresent { joined.isPresent = fact.isPresent }
      if let a = fact.words, let b = twin.words { joined.words = a + b.filter { !a.contains($0) } }
      result.known[path] = joined
    }
    return result
  }

  /// A type as it is known here.
  func refine(_ type: Type, at path: AccessPath?) -> Type {
    guard let path, let fact = known[path] else { return type }
    var type = type
    if fact.isPresent == true { type = type.asPresent }
    if let words = fact.words, case .enumeration(var enumeration) = type.core {
      enumeration.cases.removeAll { !words.contains($0.word) }
      type.core = .enumeration(enumeration)
    }
    return type
  }

  /// The path is known to be absent.
  func isAbsent(_ path: AccessPath?) -> Bool { path.flatMap { known[$0]?.isPresent } == false }
}

/// A condition after checking: its code and what each outcome tells.
struct Condition {
  var id: Program.ExpressionID
  var whenTrue = Facts.none
  var whenFalse = Facts.none
}
