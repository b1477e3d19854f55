// Tokens that are found in the text before anything is cut: `<|endoftext|>` and others that were added.

struct AddedToken: Sendable {
  var id: UInt32
  var content: String
  /// Only where no word character stands beside it.
  var isSingleWord = false
  /// Takes the white space before it, or after it.
  var takesSpaceBefore = false
  var takesSpaceAfter = false
}

/// Finds added tokens; of those that begin at one place the longest.
struct AddedTokenFinder: Sendable {
  enum Piece: Hashable, Sendable {
    case token(UInt32)
    /// Bytes of the text.
    case text(Range<Int>)
  }

  private let tokens: [AddedToken]
  /// Node and byte -> node; node 0 is the root.
  private var edges: [UInt64: Int] = [:]
  /// By node: the token that ends there.
  private var ends: [Int: Int] = [:]
  private var firstBytes = Array(repeating: false, count: 256)

  init(_ tokens: [AddedToken]) {
    self.tokens = tokens
    var nodes = 1
    for (index, token) in tokens.enumerated() where !token.content.isEmpty {
      var node = 0
      for byte in token.content.utf8 {
        if node == 0 { firstBytes[Int(byte)] = true }
        let key = UInt64(node) << 8 | UInt64(byte)
        if let next = edges[key] {
          node = next
        } else {
          edges[key] = nodes
          node = nodes
          nodes += 1
        }
      }
      ends[node] = index
    }
  }

  /// The text in order, without empty pieces.
  func pieces(of text: [UInt8]) -> [Piece] {
    if tokens.isEmpty { return text.isEmpty ? [] : [.text(0..<text.count)] }
    var result: [Piece] = []
    var taken = 0
    var position = 0
    while position < text.count {
      guard firstBytes[Int(text[position])], let (token, length) = longest(at: position, text) else {
        position += 1
        continue
      }
      var start = position
      var end = position + length
      position = end
      if token.isSingleWord, !isAlone(start..<end, text) { continue }
      if token.takesSpaceBefore { start = max(taken, startOfSpace(before: start, text)) }
      if token.takesSpaceAfter { end = endOfSpace(after: end, text) }
      if taken < start { result.append(.text(taken..<start)) }
      result.append(.token(token.id))
      taken = end
    }
    if taken < text.count { result.append(.text(taken..<text.count)) }
    return result
  }

  private func longest(at start: Int, _ text: [UInt8]) -> (AddedToken, Int)? {
    var found: (AddedToken, Int)?
    var node = 0
    var position = start
    while position < text.count, let next = edges[UInt64(node) << 8 | UInt64(text[position])] {
      node = next
      position += 1
      if let token = ends[node] { found = (tokens[token], position - start) }
    }
    return found
  }

  // MARK: What stands beside

  private func isAlone(_ range: Range<Int>, _ text: [UInt8]) -> Bool {
    if let before = scalar(endingAt: range.lowerBound, text), ScalarSet.word.contains(before) { return false }
    if let after = scalar(at: range.upperBound, text), ScalarSet.word.contains(after) { return false }
    return true
  }

  private func startOfSpace(before position: Int, _ text: [UInt8]) -> Int {
    var position = position
    while let scalar = scalar(endingAt: position, text), ScalarSet.space.contains(scalar) {
      position -= scalar.utf8.count
    }
    return position
  }

  private func endOfSpace(after position: Int, _ text: [UInt8]) -> Int {
    var position = position
    while let scalar = scalar(at: position, text), ScalarSet.space.contains(scalar) {
      position += scalar.utf8.count
    }
    return position
  }

  private func scalar(at position: Int, _ text: [UInt8]) -> Unicode.Scalar? {
    String(decoding: text[position..<min(position + 4, text.count)], as: UTF8.self).unicodeScalars.first
  }

  private func scalar(endingAt position: Int, _ text: [UInt8]) -> Unicode.Scalar? {
    var start = position - 1
    while start > 0, text[start] & 0xC0 == 0x80 { start -= 1 }
    return start < 0 ? nil : scalar(at: start, text)
  }
}
