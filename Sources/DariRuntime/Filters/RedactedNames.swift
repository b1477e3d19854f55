// Names that `redact` was given, found in a text by what they are made of and not by their bytes.

import DariBase

/// Finds all names at once, in a time that does not depend on how many there are (Aho and Corasick's automaton), over the
/// text without white space. What was found counts if it begins and ends where a name does.
struct NameScan {
  private struct Name {
    var length: Int
    /// Before which of its letters white space may stand: where the name has some.
    var gaps: Set<Int> = []
    /// Hangul and nothing else.
    var isHangul: Bool
  }

  private var names: [Name] = []
  private var nodes = [Node()]
  private var edges: [UInt64: Int32] = [:]

  private struct Node {
    /// The longest ending of this node's letters that begins a name.
    var fallback: Int32 = 0
    /// The name that ends here, and the next shorter one that does.
    var name: Int32 = -1
    var shorter: Int32 = -1
  }

  var isEmpty: Bool { names.isEmpty }

  init(_ texts: [String]) {
    var levels: [[(parent: Int32, letter: UInt32, node: Int32)]] = []
    for text in texts {
      let folded = FoldedText(Array(text.unicodeScalars))
      let kinds = folded.letters.map { LetterKind($0) }
      // An initial or one syllable (김, 이) would mask half of a text.
      if kinds.indices.count(where: { kinds[$0] != .other && folded.isStart($0) }) < 2 { continue }
      var node: Int32 = 0
      for (depth, letter) in folded.letters.enumerated() {
        if let next = edges[Self.key(node, letter)] {
          node = next
          continue
        }
        let next = Int32(nodes.count)
        nodes.append(Node())
        edges[Self.key(node, letter)] = next
        if levels.count == depth { levels.append([]) }
        levels[depth].append((node, letter, next))
        node = next
      }
      if nodes[Int(node)].name < 0 {
        nodes[Int(node)].name = Int32(names.count)
        let isHangul = folded.letters.allSatisfy { 0xAC00...0xD7A3 ~= $0 }
        names.append(Name(length: kinds.count, isHangul: isHangul))
      }
      names[Int(nodes[Int(node)].name)].gaps.formUnion(kinds.indices.dropFirst().filter { folded.hasGap[$0] })
    }
    for edge in levels.dropFirst().joined() {
      let fallback = step(nodes[Int(edge.parent)].fallback, edge.letter)
      nodes[Int(edge.node)].fallback = fallback
    }
    for edge in levels.joined() {
      let fallback = nodes[Int(edge.node)].fallback
      let ending = nodes[Int(fallback)]
      nodes[Int(edge.node)].shorter = ending.name >= 0 ? fallback : ending.shorter
    }
  }

  private static func key(_ node: Int32, _ letter: UInt32) -> UInt64 { UInt64(node) << 32 | UInt64(letter) }

  private func step(_ node: Int32, _ letter: UInt32) -> Int32 {
    var node = node
    while true {
      if let next = edges[Self.key(node, letter)] { return next }
      if node == 0 { return 0 }
      node = nodes[Int(node)].fallback
    }
  }

  /// In order; names that overlap are one.
  func ranges(in text: [Unicode.Scalar]) -> [Range<Int>] {
    if isEmpty { return [] }
    let text = FoldedText(text)
    var found: [Range<Int>] = []
    var node: Int32 = 0
    for (last, letter) in text.letters.enumerated() {
      node = step(node, letter)
      var ending = nodes[Int(node)].name >= 0 ? node : nodes[Int(node)].shorter
      // The longest comes first, and has the others in it.
      while ending >= 0 {
        let name = names[Int(nodes[Int(ending)].name)]
        let place = last + 1 - name.length..<last + 1
        if stands(name, at: place, in: text) {
          var range = text.starts[place.lowerBound]..<text.ends[last]
          while let before = found.last, before.upperBound > range.lowerBound {
            range = min(before.lowerBound, range.lowerBound)..<range.upperBound
            found.removeLast()
          }
          found.append(range)
          break
        }
        ending = nodes[Int(ending)].shorter
      }
    }
    return found
  }

  private func stands(_ name: Name, at place: Range<Int>, in text: FoldedText) -> Bool {
    // Not the `e` of an `é` that is written in two.
    guard text.isStart(place.lowerBound), text.isStart(place.upperBound) else { return false }
    let before = text.neighbour(place.lowerBound, -1)
    let after = text.neighbour(place.upperBound, 0)
    if before == .word, LetterKind(text.letters[place.lowerBound]) == .word { return false }
    if after == .word, LetterKind(text.letters[place.upperBound - 1]) == .word { return false }
    guard let isWritten = isWritten(name, at: place, in: text) else { return false }
    // Two syllables are part of many words, and 이나라 is what is written 이 나라 as well.
    guard name.isHangul, name.length == 2 || !isWritten else { return true }
    return before != .hangul && KoreanTail.isTail(text, from: place.upperBound)
  }

  /// Whether white space stands only where the name has it; nil if it stands where no name has any. People put some
  /// behind the family name (홍 길동) and, on forms, between all syllables.
  private func isWritten(_ name: Name, at place: Range<Int>, in text: FoldedText) -> Bool? {
    var others: [Int] = []
    var count = 0
    for gap in text.gaps(in: place) {
      count += 1
      if !name.gaps.contains(gap - place.lowerBound) { others.append(gap - place.lowerBound) }
      if others.count > 3 { return nil }
    }
    if others.isEmpty { return true }
    guard name.isHangul, (3...4).contains(name.length) else { return nil }
    if count == name.length - 1 { return false }
    return count == 1 && others[0] <= name.length - 2 ? false : nil
  }
}

/// What letters do at the edge of a name.
enum LetterKind {
  case hangul
  /// Written without spaces: Chinese, Japanese, Thai.
  case unspaced
  /// A letter, a digit or a mark of a script that has spaces between words.
  case word
  case other

  init(_ value: UInt32) {
    switch value {
    case 0x30...0x39, 0x41...0x5A, 0x5F, 0x61...0x7A: self = .word
    case ..<0x80: self = .other
    case 0xAC00...0xD7A3, 0x1100...0x11FF, 0x3131...0x318E, 0xA960...0xA97C, 0xD7B0...0xD7FB: self = .hangul
    case 0x0E01...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x2E80...0x2FD5, 0x3005...0x3007, 0x3041...0x30FF,
      0x31F0...0x31FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0xFF66...0xFF9F, 0x20000...0x3FFFF:
      self = .unspaced
    default:
      switch Unicode.Scalar(value)?.properties.generalCategory {
      case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
        .decimalNumber,
        .letterNumber, .otherNumber, .nonspacingMark, .spacingMark, .enclosingMark:
        self = .word
      default: self = .other
      }
    }
  }
}

/// A text as names are compared: composed (NFC), in lower case, full-width letters as the others, without white space and
/// without what nobody sees.
struct FoldedText {
  private(set) var letters: [UInt32] = []
  /// Where the scalars begin and end that a letter comes from.
  private(set) var starts: [Int] = []
  private(set) var ends: [Int] = []
  /// White space stands before it.
  private(set) var hasGap: [Bool] = []
  /// The letters that have a gap.
  private var gapPlaces: [Int] = []

  init(_ text: [Unicode.Scalar]) {
    letters.reserveCapacity(text.count)
    starts.reserveCapacity(text.count)
    ends.reserveCapacity(text.count)
    hasGap.reserveCapacity(text.count)
    var index = 0
    var isGap = false
    while index < text.count {
      let scalar = text[index]
      let start = index
      index += 1
      if WhiteSpace.isSpace(scalar) {
        isGap = true
        continue
      }
      if Self.isUnseen(scalar) { continue }
      var end = index
      while index < text.count, Self.isPart(text[index]) || Self.isUnseen(text[index]) {
        index += 1
        if Self.isPart(text[index - 1]) { end = index }
      }
      index = end
      add(text[start..<end], start..<end, isGap)
      isGap = false
    }
  }

  private mutating func add(_ scalars: ArraySlice<Unicode.Scalar>, _ range: Range<Int>, _ isGap: Bool) {
    let first = scalars[range.lowerBound].value
    let isWhole = scalars.count == 1 && (first < 0xC0 || 0xAC00...0xD7A3 ~= first || 0x4E00...0x9FFF ~= first)
    if isWhole {
      add(first, range, isGap)
      return
    }
    if let syllable = HangulJamo.syllable(of: scalars) {
      add(syllable, range, isGap)
      return
    }
    var piece = String.UnicodeScalarView()
    for scalar in scalars where !Self.isUnseen(scalar) { piece.append(scalar) }
    var isGap = isGap
    for scalar in NFC.normalized(String(piece)).unicodeScalars {
      add(scalar.value, range, isGap)
      isGap = false
    }
  }

  private mutating func add(_ value: UInt32, _ range: Range<Int>, _ isGap: Bool) {
    if isGap { gapPlaces.append(letters.count) }
    letters.append(Self.folded(value))
    starts.append(range.lowerBound)
    ends.append(range.upperBound)
    hasGap.append(isGap)
  }

  private static func folded(_ value: UInt32) -> UInt32 {
    let value = 0xFF01...0xFF5E ~= value ? value - 0xFEE0 : value
    if value < 0x80 { return 0x41...0x5A ~= value ? value + 0x20 : value }
    if value >= 0x3000, value < 0xA000 || 0xAC00...0xD7A3 ~= value { return value }
    guard let lower = Unicode.Scalar(value)?.properties.lowercaseMapping.unicodeScalars, lower.count == 1
    else {
      return value
    }
    return lower.first!.value
  }

  /// What can be one letter with the scalar before it: marks, vowels and finals of Hangul.
  private static func isPart(_ scalar: Unicode.Scalar) -> Bool {
    let value = scalar.value
    if value < 0x300 || 0x3041...0x3096 ~= value || 0x4E00...0x9FFF ~= value || 0xAC00...0xD7A3 ~= value {
      return false
    }
    if 0x1160...0x11FF ~= value || 0xD7B0...0xD7FB ~= value { return true }
    if isUnseen(scalar) { return false }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: return true
    default: return false
    }
  }

  /// Scalars of no width that get into a text when it is copied.
  private static func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xAD, 0x34F, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2069, 0xFE00...0xFE0F, 0xFEFF,
      0xE0100...0xE01EF:
      true
    default: false
    }
  }

  /// Whether letters of the text begin here, or it ends.
  func isStart(_ index: Int) -> Bool {
    index == 0 || index == letters.count || starts[index] != starts[index - 1]
  }

  /// The kind of the letter `offset` from the edge `index`, if no white space is between.
  func neighbour(_ index: Int, _ offset: Int) -> LetterKind {
    guard index > 0, index < letters.count, !hasGap[index] else { return .other }
    return LetterKind(letters[index + offset])
  }

  /// The letters inside of a range, but the first, that white space stands before.
  func gaps(in range: Range<Int>) -> some Sequence<Int> {
    var low = 0
    var high = gapPlaces.count
    while low < high {
      let middle = (low + high) / 2
      if gapPlaces[middle] <= range.lowerBound { low = middle + 1 } else { high = middle }
    }
    return gapPlaces[low...].prefix { $0 < range.upperBound }
  }
}

extension HangulJamo {
  /// A lead, a vowel and perhaps a final, as one syllable.
  fileprivate static func syllable(of scalars: ArraySlice<Unicode.Scalar>) -> UInt32? {
    guard (2...3).contains(scalars.count) else { return nil }
    var value = scalars[scalars.startIndex].value
    for scalar in scalars.dropFirst() {
      guard let composed = compose(value, scalar.value) else { return nil }
      value = composed
    }
    return value
  }
}
