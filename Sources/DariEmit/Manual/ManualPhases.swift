// Long routines in parts: at most seven steps in a row are what a reader holds together. The language knows no phases; a part
// ends where a person looks, since that is where work rests (decision 61).

extension Manual {
  /// Numbers of steps, from 1.
  package typealias Phase = ClosedRange<Int>

  static let mostSteps = 7

  /// As few parts as can be, with as many of their ends at a checkpoint as can be, and then about as long as each other.
  package var phases: [Phase] {
    let count = steps.count
    if count <= Self.mostSteps { return count == 0 ? [] : [1...count] }
    let parts = (count + Self.mostSteps - 1) / Self.mostSteps
    /// The best way to cut the first so many steps into so many parts.
    var best: [[(cost: Int, ends: [Int])?]] = Array(
      repeating: Array(repeating: nil, count: count + 1), count: parts + 1)
    best[0][0] = (0, [])
    for part in 1...parts {
      for end in 1...count {
        for start in max(0, end - Self.mostSteps)..<end {
          guard let before = best[part - 1][start] else { continue }
          let length = end - start
          let rests = end == count || steps[end - 1].isCheckpoint || steps[end - 1].holdsCheckpoint
          let cost = before.cost + length * length + (rests ? 0 : 1000)
          if cost < best[part][end]?.cost ?? Int.max { best[part][end] = (cost, before.ends + [end]) }
        }
      }
    }
    var start = 1
    return (best[parts][count]?.ends ?? [count]).map { end in
      defer { start = end + 1 }
      return start...end
    }
  }
}
