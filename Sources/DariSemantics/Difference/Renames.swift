// What was only given another name: the names of the new version for those of the old.

import DariBase

/// Old names -> new ones. What keeps its name is not in it.
package struct Renames: Sendable {
  package var inputs: [String: String] = [:]
  package var steps: [String: String] = [:]
  package var snippets: [String: String] = [:]
  package var values: [String: String] = [:]
  /// Of records and of choices; only where the old name is nowhere a name any more, since templates do not say of which type
  /// a field is.
  package var fields: [String: String] = [:]
  package var words: [String: String] = [:]

  package init() {}
}

/// Finds what belongs together of two lists of named things.
enum Pairing {
  /// - Parameters:
  ///   - score: how much speaks for it that the old one became the new one; nothing below 1.
  /// - Returns: indices of old and new ones: those of the same name, and those that were renamed.
  static func pairs<Thing>(
    _ old: [Thing], _ new: [Thing], name: (Thing) -> String, score: (Int, Int) -> Int
  ) -> (same: [(old: Int, new: Int)], renamed: [(old: Int, new: Int)]) {
    var same: [(old: Int, new: Int)] = []
    var taken = Set<Int>()
    var left: [Int] = []
    for (index, thing) in old.enumerated() {
      if let twin = new.firstIndex(where: { name($0) == name(thing) }), taken.insert(twin).inserted {
        same.append((index, twin))
      } else {
        left.append(index)
      }
    }
    var candidates: [(old: Int, new: Int, score: Int)] = []
    for index in left {
      for twin in new.indices where !taken.contains(twin) {
        let score = score(index, twin)
        if score > 0 { candidates.append((index, twin, score)) }
      }
    }
    // The best first; of equally good ones the first in the files.
    candidates.sort { ($1.score, $0.old, $0.new) < ($0.score, $1.old, $1.new) }
    var renamed: [(old: Int, new: Int)] = []
    var gone = Set<Int>()
    for candidate in candidates where !gone.contains(candidate.old) && !taken.contains(candidate.new) {
      gone.insert(candidate.old)
      taken.insert(candidate.new)
      renamed.append((candidate.old, candidate.new))
    }
    return (same, renamed.sorted { $0.old < $1.old })
  }
}

/// How much two texts have in common.
enum Likeness {
  /// Of the words of both, in hundredths; 100 for equal ones, 0 if one is empty.
  static func of(_ a: String, _ b: String) -> Int {
    if a.hasSameBytes(as: b) { return a.isEmpty ? 0 : 100 }
    let left = words(a)
    let right = words(b)
    if left.isEmpty || right.isEmpty { return 0 }
    var counts: [Substring: Int] = [:]
    for word in left { counts[word, default: 0] += 1 }
    var shared = 0
    for word in right {
      guard let count = counts[word], count > 0 else { continue }
      counts[word] = count - 1
      shared += 1
    }
    return min(99, shared * 200 / (left.count + right.count))
  }

  private static func words(_ text: String) -> [Substring] {
    text.unicodeScalars.split { !$0.properties.isAlphabetic && $0.properties.numericType == nil }
      .map { Substring($0) }
  }
}
