// A type as the author writes it, for messages, the reference and the bundle.

extension Type: CustomStringConvertible {
  package var description: String {
    var words = labels.words
    var text = core.description
    if isOptional {
      switch core {
      case .list: text = "(\(text))?"
      case .enumeration(let type) where type.name == nil: text = "(\(text))?"
      default: text += "?"
      }
    }
    words.append(text)
    return words.joined(separator: " ")
  }
}

extension Type.Core: CustomStringConvertible {
  package var description: String {
    switch self {
    case .text(let limits): "text\(limits)"
    case .line(let limits): "line\(limits)"
    case .int(let limits): "int\(limits)"
    case .number(let limits): "number\(limits)"
    case .bool: "bool"
    case .date: "date"
    case .money(let currency): "money(\(currency))"
    case .url: "url"
    case .email: "email"
    case .media(let media): media.rawValue
    case .list(let limits, let element):
      if case .enumeration(let type) = element.core, type.name == nil {
        "list\(limits) of (\(element))"
      } else {
        "list\(limits) of \(element)"
      }
    case .enumeration(let type): type.name ?? type.words.joined(separator: " | ")
    case .record(let type):
      type.name ?? "{ \(type.fields.map { "\($0.name): \($0.type)" }.joined(separator: ", ")) }"
    case .nothing: "nothing"
    case .unknown: "?"
    }
  }
}

extension Limits: CustomStringConvertible {
  package var description: String {
    guard !isUnlimited else { return "" }
    return "(\(low.map { "\($0)" } ?? "")..\(high.map { "\($0)" } ?? ""))"
  }
}
