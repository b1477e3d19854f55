// When a value of one type may stand where another is expected, and the type of either of two.

extension Type {
  /// A type fits another when all its values do. Labels are judged apart.
  package func fits(_ other: Type) -> Bool {
    if isUnknown || other.isUnknown { return true }
    if isOptional && !other.isOptional { return false }
    return core.fits(other.core)
  }

  /// The narrowest type that both fit, as far as there is one.
  package func joined(with other: Type) -> Type? {
    if isUnknown { return other.adding(labels) }
    if other.isUnknown { return adding(other.labels) }
    guard let core = core.joined(with: other.core) else { return nil }
    return Type(core, labels: labels.union(other.labels), isOptional: isOptional || other.isOptional)
  }
}

extension Type.Core {
  func fits(_ other: Type.Core) -> Bool {
    switch (self, other) {
    case (.unknown, _), (_, .unknown), (.nothing, _): return true
    case (.text(let a), .text(let b)), (.line(let a), .line(let b)), (.line(let a), .text(let b)):
      return a.fits(b, floor: 0)
    // An address has no length that is known when compiling.
    case (.url, .text(let b)), (.url, .line(let b)), (.email, .text(let b)), (.email, .line(let b)):
      return b.isUnlimited
    case (.int(let a), .int(let b)): return a.fits(b)
    case (.number(let a), .number(let b)): return a.fits(b)
    case (.int(let a), .number(let b)):
      return Limits(a.low.map(Double.init), a.high.map(Double.init)).fits(b)
    case (.bool, .bool), (.date, .date), (.url, .url), (.email, .email): return true
    case (.money(let a), .money(let b)): return a == b
    case (.media(let a), .media(let b)): return a == b
    case (.list(let a, let element), .list(let b, let other)):
      return a.fits(b, floor: 0) && element.fits(other)
    case (.enumeration(let a), .enumeration(let b)):
      return a.cases.allSatisfy { b.find($0.word) != nil }
    case (.record(let a), .record(let b)):
      guard a.fields.count == b.fields.count else { return false }
      return a.fields.allSatisfy { field in b.field(field.name).map { field.type.fits($0.type) } ?? false }
    default: return false
    }
  }

  func joined(with other: Type.Core) -> Type.Core? {
    switch (self, other) {
    case (.nothing, let x), (let x, .nothing): return x
    case (.text(let a), .text(let b)), (.text(let a), .line(let b)), (.line(let a), .text(let b)):
      return .text(a.widened(by: b))
    case (.line(let a), .line(let b)): return .line(a.widened(by: b))
    case (.url, .line), (.email, .line), (.line, .url), (.line, .email), (.url, .email), (.email, .url):
      return .line(Limits())
    case (.url, .text), (.email, .text), (.text, .url), (.text, .email): return .text(Limits())
    case (.int(let a), .int(let b)): return .int(a.widened(by: b))
    case (.number(let a), .number(let b)): return .number(a.widened(by: b))
    case (.int(let a), .number(let b)), (.number(let b), .int(let a)):
      return .number(Limits(a.low.map(Double.init), a.high.map(Double.init)).widened(by: b))
    case (.list(let a, let x), .list(let b, let y)):
      return x.joined(with: y).map { .list(a.widened(by: b), $0) }
    case (.record(let a), .record(let b)):
      guard a.fields.count == b.fields.count else { return nil }
      var fields: [RecordType.Field] = []
      for field in a.fields {
        guard let twin = b.field(field.name), let type = field.type.joined(with: twin.type) else {
          return nil
        }
        fields.append(.init(name: field.name, type: type, label: field.label))
      }
      return .record(RecordType(name: a.name == b.name ? a.name : nil, fields: fields))
    case (.enumeration(let a), .enumeration(let b)):
      if fits(other) { return other }
      if other.fits(self) { return self }
      // Two parts of one enum, as `upset` and `angry`, make a larger part of it.
      guard let name = a.name, name == b.name else { return nil }
      return .enumeration(EnumType(name: name, cases: a.cases + b.cases.filter { a.find($0.word) == nil }))
    default:
      if fits(other) { return other }
      if other.fits(self) { return self }
      return nil
    }
  }
}
