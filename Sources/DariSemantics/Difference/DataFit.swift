// Whether data of one type is always data of another: what programs hand in and read, not what templates do with it.

import DariRuntime

extension Type {
  /// Every datum that is right for this type is right for the other, as their JSON Schemas say: an absent one is a missing key
  /// or `null`, a record with a key too many is wrong, and a word of a choice is a text.
  ///
  /// `fits` asks more, since values in a template keep their kind. A judge makes data at random and holds it against both
  /// schemas (Tests/Judges/judge-diff.py).
  package func dataFits(_ other: Type) -> Bool {
    if isUnknown || other.isUnknown { return false }
    if isOptional && !other.isOptional { return false }
    return core.dataFits(other.core)
  }
}

extension Type.Core {
  fileprivate func dataFits(_ other: Type.Core) -> Bool {
    switch (self, other) {
    case (.nothing, _): return true
    case (.text(let a), .text(let b)), (.line(let a), .line(let b)), (.line(let a), .text(let b)):
      return a.fits(b, floor: 0)
    case (.url, .text(let b)), (.url, .line(let b)), (.email, .text(let b)), (.email, .line(let b)),
      (.money, .text(let b)), (.money, .line(let b)):
      // Their lengths have no limits that are known.
      return Limits<Int>().fits(b, floor: 0)
    case (.date, .text(let b)), (.date, .line(let b)): return b.contains(10)
    case (.enumeration(let a), .text(let b)), (.enumeration(let a), .line(let b)):
      return a.words.allSatisfy { b.contains($0.unicodeScalars.count) }
    case (.enumeration(let a), .enumeration(let b)): return a.words.allSatisfy { b.find($0) != nil }
    case (.int(let a), .int(let b)):
      return Limits(a.low ?? .min, a.high ?? .max).fits(b)
    case (.number(let a), .number(let b)): return a.fits(b)
    case (.int(let a), .number(let b)):
      return Limits((a.low ?? .min).outerDouble(up: false), (a.high ?? .max).outerDouble(up: true)).fits(b)
    case (.bool, .bool), (.date, .date), (.url, .url), (.email, .email): return true
    case (.money(let a), .money(let b)): return a == b
    case (.media(let a), .media(let b)): return a == b
    case (.list(let a, let element), .list(let b, let other)):
      return a.fits(b, floor: 0) && element.dataFits(other)
    case (.record(let a), .record(let b)):
      return a.fields.allSatisfy { field in b.field(field.name).map { field.type.dataFits($0.type) } ?? false
      }
        && b.fields.allSatisfy { a.field($0.name) != nil || $0.type.isOptional }
    default: return false
    }
  }
}

extension Int64 {
  /// The nearest double on that side.
  fileprivate func outerDouble(up: Bool) -> Double {
    let near = Double(self)
    guard let back = Int64(exactly: near) else { return near }
    if up { return back >= self ? near : near.nextUp }
    return back <= self ? near : near.nextDown
  }
}
