// Text with emphasis, code and links. Emphasis is a matter of what stands beside its marks (CommonMark 0.31, 6.2), so it
// is decided last, and left out where it would show as asterisks: in Korean a particle often follows a bracket.

struct MarkdownInlineWriter {
  private enum Piece {
    case text(String)
    case lineBreak
    /// The mark, and which of the pairs it belongs to.
    case open(String, Int)
    case close(String, Int)
  }

  private var pieces: [Piece] = []
  private var pairs = 0
  private var isStrong = false
  private var isEmphasis = false
  private var isLink = false

  mutating func write(_ nodes: [HTMLNode]) {
    for node in nodes {
      switch node {
      case .text(let text): append(Self.escaped(text))
      case .element(let element): write(element)
      }
    }
  }

  private mutating func append(_ text: String) {
    if case .text(let last)? = pieces.last {
      pieces[pieces.count - 1] = .text(last + text)
    } else {
      pieces.append(.text(text))
    }
  }

  private mutating func write(_ element: HTMLElement) {
    switch element.name {
    case "strong", "b": strong(element.children)
    case "em", "i":
      if isEmphasis { return write(element.children) }
      isEmphasis = true
      pair("*", element.children)
      isEmphasis = false
    case "del": pair("~~", element.children)
    case "code": code(MarkdownInline.plain(element.children))
    case "a": link(element)
    case "br": pieces.append(.lineBreak)
    case "input", "svg", "button", "script", "template", "textarea", "select", "output": break
    default:
      if element.has("badge") || element.has("when") {
        strong(element.children)
      } else if element.has("choice") {
        append(MarkdownInline.choice.open)
        write(element.children)
        append(MarkdownInline.choice.close)
      } else {
        write(element.children)
      }
    }
  }

  private mutating func strong(_ children: [HTMLNode]) {
    if isStrong { return write(children) }
    isStrong = true
    pair("**", children)
    isStrong = false
  }

  private mutating func pair(_ mark: String, _ children: [HTMLNode]) {
    let number = pairs
    pairs += 1
    // Two that touch would be one mark of twice the length: they are one pair.
    if case .close(mark, let earlier)? = pieces.last {
      pieces.removeLast()
      write(children)
      pieces.append(.close(mark, earlier))
      return
    }
    pieces.append(.open(mark, number))
    write(children)
    if case .open(mark, number)? = pieces.last {
      pieces.removeLast()
    } else {
      pieces.append(.close(mark, number))
    }
  }

  private mutating func code(_ text: String) {
    let words = text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: " ")
    let blank = words.unicodeScalars.allSatisfy { $0 == " " }
    if blank { return append(words) }
    let marks = String(repeating: "`", count: MarkdownInline.longestRun(of: "`", in: words) + 1)
    let needsSpace =
      words.hasPrefix("`") || words.hasSuffix("`") || (words.hasPrefix(" ") && words.hasSuffix(" "))
    append(marks + (needsSpace ? " \(words) " : words) + marks)
  }

  /// Links within the page have no place in a wiki that makes its own anchors: their words stay.
  private mutating func link(_ element: HTMLElement) {
    guard !isLink, let address = element.attributes["href"], !address.hasPrefix("#") else {
      return write(element.children)
    }
    isLink = true
    append("[")
    write(element.children)
    append("](\(Self.destination(address)))")
    isLink = false
  }

  static func destination(_ address: String) -> String {
    let isPlain = address.unicodeScalars.allSatisfy {
      $0.isASCII && $0.value > 0x20 && $0.value != 0x7F && !"()<>\\&".unicodeScalars.contains($0)
    }
    if isPlain { return address }
    var result = "<"
    for scalar in address.unicodeScalars {
      switch scalar {
      case "<": result += "%3C"
      case ">": result += "%3E"
      case "\\": result += "%5C"
      case "&": result += "&amp;"
      case "\n", "\r": result += "%0A"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + ">"
  }

  // MARK: Text

  /// What could be a mark anywhere in a line. Signs that mean something only in a certain place (`_` between letters,
  /// a lone `&`) stay as they are.
  static func escaped(_ text: String) -> String {
    var result = ""
    let scalars = Array(text.unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      let before = index > 0 ? scalars[index - 1] : nil
      let after = index + 1 < scalars.count ? scalars[index + 1] : nil
      if isMark(scalar, before, after) { result += "\\" }
      result.unicodeScalars.append(scalar)
    }
    return result
  }

  private static func isMark(
    _ scalar: Unicode.Scalar, _ before: Unicode.Scalar?, _ after: Unicode.Scalar?
  ) -> Bool {
    switch scalar {
    case "\\", "`", "*", "[", "]", "<", "~": true
    case "_": !(before.map(isWord) ?? false) || !(after.map(isWord) ?? false)
    case "&": after.map { $0 == "#" || ($0.isASCII && isWord($0)) } ?? false
    default: false
    }
  }

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || scalar.properties.numericType != nil
  }

  // MARK: Emphasis

  /// - Parameter breaks: whether line breaks are kept.
  func text(breaks: Bool) -> String {
    var pieces = pieces
    // Taking a pair away changes what stands beside others.
    while let number = Self.brokenPair(pieces) {
      pieces.removeAll {
        switch $0 {
        case .open(_, number), .close(_, number): true
        default: false
        }
      }
    }
    return pieces.map { Self.shown($0, breaks: breaks) }.joined()
  }

  private static func shown(_ piece: Piece, breaks: Bool) -> String {
    switch piece {
    case .text(let text): text
    case .lineBreak: breaks ? "\\\n" : " "
    case .open(let mark, _), .close(let mark, _): mark
    }
  }

  private static func brokenPair(_ pieces: [Piece]) -> Int? {
    for (index, piece) in pieces.enumerated() {
      switch piece {
      case .text, .lineBreak: continue
      case .open(let mark, let number):
        let before = nearest(pieces[..<index].reversed(), mark) { $0.last }
        let after = nearest(pieces[(index + 1)...], mark) { $0.first }
        if !flanks(outside: before, inside: after) { return number }
      case .close(let mark, let number):
        let before = nearest(pieces[..<index].reversed(), mark) { $0.last }
        let after = nearest(pieces[(index + 1)...], mark) { $0.first }
        if !flanks(outside: after, inside: before) { return number }
      }
    }
    return nil
  }

  /// The nearest scalar that is no mark of the same kind: marks that touch are read as one.
  private static func nearest(
    _ pieces: some Sequence<Piece>, _ mark: String,
    _ end: (String.UnicodeScalarView) -> Unicode.Scalar?
  ) -> Unicode.Scalar? {
    for piece in pieces {
      switch piece {
      case .open(let other, _) where other.first == mark.first: continue
      case .close(let other, _) where other.first == mark.first: continue
      default: if let scalar = end(shown(piece, breaks: true).unicodeScalars) { return scalar }
      }
    }
    return nil
  }

  /// Whether a mark between the two opens or closes what is inside: letters on both sides always do; a sign inside needs
  /// space or a sign outside.
  private static func flanks(outside: Unicode.Scalar?, inside: Unicode.Scalar?) -> Bool {
    guard let inside, !isSpace(inside) else { return false }
    guard isSign(inside) else { return true }
    guard let outside, !isSpace(outside) else { return true }
    // What Unicode calls a symbol is a sign for newer readers only.
    return isPunctuation(outside)
  }

  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "\n" || scalar == "\t" || scalar.properties.generalCategory == .spaceSeparator
  }

  private static func isSign(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol: true
    default: isPunctuation(scalar)
    }
  }

  private static func isPunctuation(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return (0x21...0x7E).contains(scalar.value) && !isWord(scalar) }
    switch scalar.properties.generalCategory {
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
      .finalPunctuation, .otherPunctuation:
      return true
    default: return false
    }
  }
}
