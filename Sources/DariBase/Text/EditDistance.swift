// How far apart two words are, and which known name somebody meant.

package enum EditDistance {
  /// Optimal string alignment: insertions, deletions, replacements and swaps of neighbours each cost 1.
  /// nil if it is more than `limit`. Counts scalars; Hangul is also compared by its jamo, and the smaller
  /// distance counts: 환뿔 is one letter from 환불.
  package static func distance(_ a: String, _ b: String, limit: Int) -> Int? {
    let whole = distance(
      NFC.normalized(a).unicodeScalars.map(\.value), NFC.normalized(b).unicodeScalars.map(\.value),
      limit: limit)
    let split = distance(jamo(of: a), jamo(of: b), limit: limit)
    guard let whole, let split else { return whole ?? split }
    return min(whole, split)
  }

  /// The scalars of a text, with syllables of Hangul taken apart.
  static func jamo(of text: String) -> [UInt32] {
    NFC.normalized(text).unicodeScalars.flatMap { scalar -> [UInt32] in
      guard let parts = HangulJamo(syllable: scalar.value) else { return [scalar.value] }
      return [parts.lead, parts.vowel] + (parts.final.map { [$0] } ?? [])
    }
  }

  package static func distance(_ a: [UInt32], _ b: [UInt32], limit: Int) -> Int? {
    if abs(a.count - b.count) > limit { return nil }
    if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
    var beforeLast = [Int](repeating: 0, count: b.count + 1)
    var last = Array(0...b.count)
    var row = last
    for i in 1...a.count {
      row[0] = i
      for j in 1...b.count {
        var best = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
        best = min(best, last[j] + 1, row[j - 1] + 1)
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
          best = min(best, beforeLast[j - 2] + 1)
        }
        row[j] = best
      }
      // Two rows, because a swap reaches over one.
      if min(row.min() ?? 0, last.min() ?? 0) > limit { return nil }
      (beforeLast, last, row) = (last, row, beforeLast)
    }
    return last[b.count] <= limit ? last[b.count] : nil
  }
}

package enum Suggestion {
  /// The known name that is nearest to one that is not known: equal but for case, or within 1 edit for up
  /// to 4 letters, 2 up to 8, 3 beyond, with more than half of its letters (jamo, for Hangul) the same.
  /// Of equally near ones the first in the list.
  package static func nearest(to name: String, among known: [String]) -> String? {
    let folded = name.lowercased()
    if let same = known.first(where: { $0.lowercased() == folded && !$0.hasSameBytes(as: name) }) {
      return same
    }
    let length = name.unicodeScalars.count
    var limit = length <= 4 ? 1 : length <= 8 ? 2 : 3
    var best: String?
    for candidate in known {
      let other = candidate.lowercased()
      guard let distance = EditDistance.distance(folded, other, limit: limit), distance > 0,
        isAlike(folded, other)
      else { continue }
      best = candidate
      if distance == 1 { break }
      limit = distance - 1
    }
    return best
  }

  /// Without this, any syllable would be one edit from any other.
  private static func isAlike(_ a: String, _ b: String) -> Bool {
    let a = EditDistance.jamo(of: a)
    let b = EditDistance.jamo(of: b)
    let longer = max(a.count, b.count)
    return EditDistance.distance(a, b, limit: (longer - 1) / 2) != nil
  }
}
