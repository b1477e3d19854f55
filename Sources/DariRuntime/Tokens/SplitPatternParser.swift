// Reading the text of a split pattern: the part of Oniguruma's syntax that tokenizers use.

struct SplitPatternParser {
  typealias Node = SplitPattern.Node
  typealias Unsupported = SplitPattern.Unsupported

  private let scalars: [Unicode.Scalar]
  private var position = 0
  private var ignoresCase = false
  private var depth = 0

  init(_ text: String) { scalars = Array(text.unicodeScalars) }

  mutating func whole() throws(Unsupported) -> Node {
    let node = try choice()
    if position < scalars.count { throw unsupported(position, position + 1) }
    return node
  }

  private var current: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

  private func starts(with text: String) -> Bool { scalars[position...].starts(with: text.unicodeScalars) }

  private func unsupported(_ start: Int, _ end: Int) -> Unsupported {
    var piece = String.UnicodeScalarView()
    piece.append(contentsOf: scalars[min(start, scalars.count)..<min(end, scalars.count)])
    return Unsupported(piece: piece.isEmpty ? text : String(piece))
  }

  private var text: String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    return String(text)
  }

  // MARK: Structure

  private mutating func choice() throws(Unsupported) -> Node {
    depth += 1
    defer { depth -= 1 }
    if depth > 50 { throw unsupported(position, position + 1) }
    var parts = [try sequence()]
    while current == "|" {
      position += 1
      parts.append(try sequence())
    }
    return parts.count == 1 ? parts[0] : .choice(parts)
  }

  private mutating func sequence() throws(Unsupported) -> Node {
    var parts: [Node] = []
    while let scalar = current, scalar != "|", scalar != ")" { parts.append(try quantified()) }
    return .sequence(parts)
  }

  private mutating func quantified() throws(Unsupported) -> Node {
    let start = position
    let node = try item()
    guard let (least, most) = try quantifier() else { return node }
    let isCounted = scalars[position - 1] == "}"
    var isPossessive = false
    // What `{m,n}+` means depends on the engine, and a lazy run is of no use here.
    if current == "+", !isCounted {
      isPossessive = true
      position += 1
    }
    if let after = current, after == "?" || after == "*" || after == "+" {
      throw unsupported(start, position + 1)
    }
    switch node {
    case .run(let set, 1, 1, false): return .run(set, least, most, isPossessive)
    case .sequence, .choice:
      guard least == 0, most == 1, !isPossessive else { throw unsupported(start, position) }
      return .optional(node)
    default: throw unsupported(start, position)
    }
  }

  private mutating func quantifier() throws(Unsupported) -> (Int, Int)? {
    switch current {
    case "?":
      position += 1
      return (0, 1)
    case "*":
      position += 1
      return (0, .max)
    case "+":
      position += 1
      return (1, .max)
    case "{": return try counted()
    default: return nil
    }
  }

  /// `{2}`, `{1,3}`, `{2,}`, `{,3}`.
  private mutating func counted() throws(Unsupported) -> (Int, Int) {
    let start = position
    position += 1
    let least = number()
    var most = least
    if current == "," {
      position += 1
      most = number() ?? .max
    }
    guard current == "}", let most, (least ?? 0) <= most, least != nil || most != .max else {
      throw unsupported(start, position + 1)
    }
    position += 1
    return (least ?? 0, most)
  }

  private mutating func number() -> Int? {
    var value: Int?
    while let scalar = current, let digit = scalar.value.subtractingIfNotLess(0x30), digit < 10 {
      value = min((value ?? 0) * 10 + Int(digit), 1_000_000)
      position += 1
    }
    return value
  }

  // MARK: Items

  private mutating func item() throws(Unsupported) -> Node {
    guard let scalar = current else { throw unsupported(position, position) }
    switch scalar {
    case "(": return try group()
    case "[": return .run(try bracketed(), 1, 1, false)
    case "\\": return .run(ScalarSet(try escape()), 1, 1, false)
    case "^", "$", ".", "*", "+", "?", "{": throw unsupported(position, position + 1)
    default:
      position += 1
      return .run(ScalarSet(literal(scalar)), 1, 1, false)
    }
  }

  private mutating func group() throws(Unsupported) -> Node {
    let start = position
    let outer = ignoresCase
    defer { ignoresCase = outer }
    var look: Bool?
    if starts(with: "(?:") {
      position += 3
    } else if starts(with: "(?i:") {
      position += 4
      ignoresCase = true
    } else if starts(with: "(?!") || starts(with: "(?=") {
      look = starts(with: "(?!")
      position += 3
    } else if starts(with: "(?") {
      throw unsupported(start, start + 4)
    } else {
      position += 1
    }
    let node = try choice()
    guard current == ")" else { throw unsupported(start, scalars.count) }
    position += 1
    if let look { return .look(node, isNegated: look) }
    // One piece to a quantifier, which else would take a single character for what it repeats.
    if case .sequence = node { return node }
    return .choice([node])
  }

  /// `[^\r\n\p{L}]`, `[a-z]`. Sets in sets and intersections are not read.
  private mutating func bracketed() throws(Unsupported) -> ScalarSet {
    let start = position
    position += 1
    let isNegated = current == "^"
    if isNegated { position += 1 }
    var items: [ScalarSet.Item] = []
    while current != "]" || items.isEmpty {
      guard let scalar = current else { throw unsupported(start, scalars.count) }
      if scalar == "[" || starts(with: "&&") || scalar == "]" { throw unsupported(position, position + 2) }
      if scalar == "\\" {
        items += try escape()
      } else {
        position += 1
        items += literal(scalar)
      }
      if current == "-", position + 1 < scalars.count, scalars[position + 1] != "]" {
        position += 1
        guard let last = items.popLast(), case .range(let low, let same) = last, low == same, !ignoresCase
        else {
          throw unsupported(start, position + 1)
        }
        items.append(.range(low, try rangeEnd(from: low, start)))
      }
    }
    position += 1
    return ScalarSet(items, negated: isNegated)
  }

  private mutating func rangeEnd(from low: UInt32, _ start: Int) throws(Unsupported) -> UInt32 {
    var items: [ScalarSet.Item] = []
    if current == "\\" {
      items = try escape()
    } else if let scalar = current, scalar != "[" {
      position += 1
      items = literal(scalar)
    }
    guard items.count == 1, case .range(let high, let same) = items[0], high == same, low <= high else {
      throw unsupported(start, position)
    }
    return high
  }

  private func literal(_ scalar: Unicode.Scalar) -> [ScalarSet.Item] {
    let value = scalar.value
    guard ignoresCase else { return [.range(value, value)] }
    let lower = scalar.properties.lowercaseMapping.unicodeScalars.map(\.value)
    let upper = scalar.properties.uppercaseMapping.unicodeScalars.map(\.value)
    var values = [value]
    for other in [lower, upper] where other.count == 1 && !values.contains(other[0]) {
      values.append(other[0])
    }
    // The two letters of another block that are ASCII in another case: ſ and the Kelvin sign.
    if values.contains(0x73) { values.append(0x17F) }
    if values.contains(0x6B) { values.append(0x212A) }
    return values.map { .range($0, $0) }
  }

  private mutating func escape() throws(Unsupported) -> [ScalarSet.Item] {
    let start = position
    position += 1
    guard let scalar = current else { throw unsupported(start, start + 1) }
    position += 1
    func only(_ value: UInt32) -> [ScalarSet.Item] { [.range(value, value)] }
    switch scalar {
    case "r": return only(0xD)
    case "n": return only(0xA)
    case "t": return only(0x9)
    case "f": return only(0xC)
    case "v": return only(0xB)
    case "s", "S": return [.space(negated: scalar == "S")]
    case "w", "W": return [.word(negated: scalar == "W")]
    case "d", "D":
      return [.categories(GeneralCategories.named("Nd") ?? [], negated: scalar == "D")]
    case "p", "P":
      guard current == "{", let close = scalars[position...].firstIndex(of: "}") else {
        throw unsupported(start, position)
      }
      var name = String.UnicodeScalarView()
      name.append(contentsOf: scalars[position + 1..<close])
      position = close + 1
      guard let categories = GeneralCategories.named(String(name)) else { throw unsupported(start, position) }
      return [.categories(categories, negated: scalar == "P")]
    default:
      // A sign that stands for itself. Letters and digits have a meaning, of which the rest is not read.
      if scalar.properties.isAlphabetic || scalar.value &- 0x30 < 10 { throw unsupported(start, position) }
      return only(scalar.value)
    }
  }
}

extension UInt32 {
  fileprivate func subtractingIfNotLess(_ other: UInt32) -> UInt32? { self < other ? nil : self - other }
}
