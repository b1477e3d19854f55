// Cutting a text into the words that are encoded one by one: the `pre_tokenizer` of a tokenizer.json.

struct PreTokenizer: Sendable {
  /// What becomes of a match: `Isolated` and the others of the format.
  enum Behaviour: String, CaseIterable, Sendable {
    case isolated = "Isolated"
    case removed = "Removed"
    case mergedWithPrevious = "MergedWithPrevious"
    case mergedWithNext = "MergedWithNext"
    case contiguous = "Contiguous"
  }

  struct Split: Sendable {
    var pattern: SplitPattern
    var behaviour: Behaviour
    /// What is between the matches counts as the matches.
    var isInverted = false
  }

  var splits: [Split] = []
  /// A space before each piece that has none, as GPT-2's tokenizer can do.
  var addsPrefixSpace = false
  /// Whether pieces are cut by GPT-2's pattern in the end.
  var cutsByteLevel = false

  /// The pieces of a text that has no added tokens in it, in order. What was removed is left out.
  func pieces(of text: CategorizedText) throws(SplitTooSlow) -> (text: CategorizedText, pieces: [Range<Int>])
  {
    var text = text
    var pieces = text.scalars.isEmpty ? [] : [0..<text.scalars.count]
    for split in splits { pieces = try Self.cut(pieces, of: text, by: split) }
    if addsPrefixSpace { (text, pieces) = Self.withSpaces(text, pieces) }
    if cutsByteLevel {
      pieces = try Self.cut(pieces, of: text, by: Split(pattern: .byteLevel, behaviour: .isolated))
    }
    return (text, pieces)
  }

  private static func cut(
    _ pieces: [Range<Int>], of text: CategorizedText, by split: Split
  ) throws(SplitTooSlow) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var matcher = SplitMatcher(split.pattern, text)
    for piece in pieces {
      var parts: [(range: Range<Int>, isMatch: Bool)] = []
      var position = piece.lowerBound
      for match in try matcher.matches(in: piece) {
        if match.lowerBound > position { parts.append((position..<match.lowerBound, split.isInverted)) }
        parts.append((match, !split.isInverted))
        position = match.upperBound
      }
      if position < piece.upperBound { parts.append((position..<piece.upperBound, split.isInverted)) }
      join(parts, split.behaviour, into: &result)
    }
    return result
  }

  private static func join(
    _ parts: [(range: Range<Int>, isMatch: Bool)], _ behaviour: Behaviour, into result: inout [Range<Int>]
  ) {
    /// Whether a part goes into the one before.
    var previous: Bool?
    for (range, isMatch) in parts {
      let joins: Bool
      switch behaviour {
      case .isolated: joins = false
      case .removed:
        if isMatch { continue }
        joins = false
      case .contiguous: joins = previous == isMatch
      case .mergedWithPrevious: joins = isMatch && previous == false
      case .mergedWithNext: joins = !isMatch && previous == true
      }
      if joins, let last = result.popLast() {
        result.append(last.lowerBound..<range.upperBound)
      } else {
        result.append(range)
      }
      previous = isMatch
    }
  }

  private static func withSpaces(
    _ text: CategorizedText, _ pieces: [Range<Int>]
  ) -> (CategorizedText, [Range<Int>]) {
    var spaced = CategorizedText()
    var result: [Range<Int>] = []
    for piece in pieces {
      let start = spaced.scalars.count
      if text.scalars[piece.lowerBound] != 0x20 { spaced.append(0x20) }
      for index in piece { spaced.append(text.scalars[index]) }
      result.append(start..<spaced.scalars.count)
    }
    return (spaced, result)
  }
}
