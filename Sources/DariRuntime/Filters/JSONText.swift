// Values as JSON, for the filter `json`.

/// Writes as Python's `json.dumps(value, ensure_ascii=False)`: `, ` and `: ` between, other scripts as they
/// are. Keys stand as they are declared; dates, money and words of enums are texts; what is absent is null.
/// The line separators beyond ASCII are escaped, so that JSON without `indent` is one line.
struct JSONText {
  /// Spaces for each level; nil for all on one line.
  var indent: Int?

  /// What `json` must know of a type, since a record does not carry the names of its fields: a record is
  /// `.record` of its fields as declared, each `[name, slot, shape]`; a list is `.list` of its items' shape.
  static func shape(of type: Type.Core) -> Value {
    switch type {
    case .list(_, let element): .list([shape(of: element.core)])
    case .record(let record):
      .record(
        record.fields.map { field in
          .list([
            .text(field.name), .int(Int64(record.slot(of: field.name) ?? 0)), shape(of: field.type.core),
          ])
        })
    default: .absent
    }
  }

  /// Unicode scalars that a value of a type takes at most; nil where nothing limits it.
  func longest(_ type: Type, depth: Int = 0) -> Int? {
    let own: Int?
    switch type.core {
    case .int, .number, .bool: own = type.core.longestPrinted
    case .list(let limits, let element):
      let item = Bound.sum(longest(element, depth: depth + 1), gap(depth + 1))
      own = Bound.sum(Bound.product(limits.high, item), gap(depth) + 2)
    case .record(let record):
      var sum: Int? = gap(depth) + 2
      for field in record.fields {
        let name = field.name.unicodeScalars.count + 4 + gap(depth + 1)
        sum = Bound.sum(sum, Bound.sum(longest(field.type, depth: depth + 1), name))
      }
      own = sum
    // A sign that is escaped takes six.
    case .text, .line: own = Bound.sum(Bound.product(type.core.longestPrinted, 6), 2)
    case .date, .money, .email, .enumeration: own = Bound.sum(type.core.longestPrinted, 2)
    case .url, .media, .nothing, .unknown: own = nil
    }
    return type.isOptional ? own.map { max($0, 4) } : own
  }

  /// What stands between two items: a comma and a space, or a line break and what the next line is indented by.
  private func gap(_ depth: Int) -> Int { indent.map { 2 + depth * $0 } ?? 2 }

  func write(_ value: Value, _ shape: Value, into text: inout LimitedText, depth: Int = 0) throws(RenderFault)
  {
    switch value {
    case .absent: try text.append("null".utf8)
    case .int, .number, .bool: try text.append(value)
    case .list(let items):
      var itemShape = Value.absent
      if case .list(let inner) = shape, let first = inner.first { itemShape = first }
      try text.append("[".utf8)
      for (index, item) in items.enumerated() {
        try separate(index, into: &text, depth: depth + 1)
        try write(item, itemShape, into: &text, depth: depth + 1)
      }
      try close("]", isEmpty: items.isEmpty, into: &text, depth: depth)
    case .record(let values):
      guard case .record(let fields) = shape else { return try text.append("{}".utf8) }
      try text.append("{".utf8)
      for (index, field) in fields.enumerated() {
        guard case .list(let parts) = field, parts.count == 3, case .text(let name) = parts[0],
          case .int(let slot) = parts[1], values.indices.contains(Int(slot))
        else { continue }
        try separate(index, into: &text, depth: depth + 1)
        try Self.write(name, into: &text)
        try text.append(": ".utf8)
        try write(values[Int(slot)], parts[2], into: &text, depth: depth + 1)
      }
      try close("}", isEmpty: fields.isEmpty, into: &text, depth: depth)
    case .text, .symbol, .date, .money, .media, .placeholder: try Self.write(value.printed, into: &text)
    }
  }

  private func separate(_ index: Int, into text: inout LimitedText, depth: Int) throws(RenderFault) {
    if indent != nil {
      if index > 0 { try text.append(",".utf8) }
      try newLine(into: &text, depth: depth)
    } else if index > 0 {
      try text.append(", ".utf8)
    }
  }

  private func close(_ bracket: String, isEmpty: Bool, into text: inout LimitedText, depth: Int)
    throws(RenderFault)
  {
    if !isEmpty, indent != nil { try newLine(into: &text, depth: depth) }
    try text.append(bracket.utf8)
  }

  private func newLine(into text: inout LimitedText, depth: Int) throws(RenderFault) {
    try text.append([0x0A])
    try text.append(Array(repeating: 0x20, count: depth * (indent ?? 0)))
  }

  static func write(_ string: String, into text: inout LimitedText) throws(RenderFault) {
    var bytes: [UInt8] = [0x22]
    for scalar in string.unicodeScalars {
      switch scalar.value {
      case 0x22: bytes += "\\\"".utf8
      case 0x5C: bytes += "\\\\".utf8
      case 0x08: bytes += "\\b".utf8
      case 0x09: bytes += "\\t".utf8
      case 0x0A: bytes += "\\n".utf8
      case 0x0C: bytes += "\\f".utf8
      case 0x0D: bytes += "\\r".utf8
      case 0..<0x20, 0x85, 0x2028, 0x2029:
        let digits = String(scalar.value, radix: 16)
        bytes += "\\u\(String(repeating: "0", count: 4 - digits.utf8.count))\(digits)".utf8
      default: bytes.append(contentsOf: UTF8.encode(scalar)!)
      }
    }
    bytes.append(0x22)
    try text.append(bytes)
  }
}
