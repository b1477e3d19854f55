// Labels of the parts of a type.

extension Type {
  /// The labels of this value and of everything in it: what a text made of the whole value carries.
  package var allLabels: Labels {
    switch core {
    case .list(_, let element): labels.union(element.allLabels)
    case .record(let type): type.fields.reduce(labels) { $0.union($1.type.allLabels) }
    default: labels
    }
  }

  /// All labels of its parts: of a value that is handed on or printed as a whole.
  ///
  /// What can hold only words of the author's, numbers and the like is not untrusted, whoever chose it.
  package var flowLabels: Labels {
    var result = labels
    switch core {
    case .list(_, let element): result.formUnion(element.flowLabels)
    case .record(let record): for field in record.fields { result.formUnion(field.type.flowLabels) }
    default: break
    }
    if isClosed { result.remove(.untrusted) }
    return result
  }

  /// Its values are among those that an author can foresee: nobody can write an instruction in them.
  package var isClosed: Bool {
    switch core {
    case .int, .number, .bool, .date, .money, .enumeration, .nothing: true
    case .text, .line, .url, .email, .media, .unknown: false
    case .list(_, let element): element.isClosed
    case .record(let record): record.fields.allSatisfy { $0.type.isClosed }
    }
  }

  /// Printed as a whole or not at all, with nothing in it that has labels of its own.
  package var isPlain: Bool {
    switch core {
    case .list, .record: false
    default: true
    }
  }

  /// The same type; lists and records, and all their parts, have the labels of the other's too. The labels of plain values
  /// are the values' own affair.
  package func labelled(like other: Type) -> Type {
    isPlain ? self : labelledInside(like: other).adding(other.labels)
  }

  private func labelledInside(like other: Type) -> Type {
    var result = self
    switch (core, other.core) {
    case (.list(let limits, let element), .list(_, let given)):
      result.core = .list(limits, element.labelledInside(like: given).adding(given.labels))
    case (.record(let record), .record(let given)):
      let fields = record.fields.map { field -> RecordType.Field in
        var field = field
        if let type = given.field(field.name)?.type {
          field.type = field.type.labelledInside(like: type).adding(type.labels)
        }
        return field
      }
      result.core = .record(RecordType(name: record.name, fields: fields))
    default: break
    }
    return result
  }

  /// The same type without some labels, in all its parts.
  package func withoutLabels(_ labels: Labels) -> Type {
    var result = self
    result.labels.subtract(labels)
    switch core {
    case .list(let limits, let element): result.core = .list(limits, element.withoutLabels(labels))
    case .record(let record):
      let fields = record.fields.map { field -> RecordType.Field in
        var field = field
        field.type = field.type.withoutLabels(labels)
        return field
      }
      result.core = .record(RecordType(name: record.name, fields: fields))
    default: break
    }
    return result
  }

  /// Labels that a value of this type may have somewhere and the other does not declare there.
  /// - Parameter flow: labels of the whole value, besides those of its type.
  package func labelsMissing(in other: Type, adding flow: Labels) -> Labels {
    let own = labels.union(flow)
    switch (core, other.core) {
    case (.list(_, let element), .list(_, let declared)):
      return element.labelsMissing(in: declared.adding(other.labels), adding: own)
    case (.record(let record), .record(let declared)):
      return declared.fields.reduce([]) { missing, field in
        let given = record.field(field.name)?.type ?? field.type
        return missing.union(given.labelsMissing(in: field.type.adding(other.labels), adding: own))
      }
    default:
      // Who is told that it is personal looks after it with masks over it too.
      let declared = other.labels.contains(.personal) ? other.labels.union(.redacted) : other.labels
      let missing = own.subtracting(declared)
      return other.isClosed ? missing.subtracting(.untrusted) : missing
    }
  }

  /// Tells types apart whose parts are labelled differently; empty for plain ones and where there is no label.
  package var labelSignature: String {
    switch core {
    case .list(_, let element):
      let inner = "\(element.labels.rawValue)\(element.labelSignature)"
      return inner == "0" && labels.isEmpty ? "" : "\(labels.rawValue)[\(inner)]"
    case .record(let record):
      let inner = record.fields.map { "\($0.type.labels.rawValue)\($0.type.labelSignature)" }
      let isBare = labels.isEmpty && inner.allSatisfy { $0 == "0" }
      return isBare ? "" : "\(labels.rawValue){\(inner.joined(separator: " "))}"
    default: return ""
    }
  }
}
