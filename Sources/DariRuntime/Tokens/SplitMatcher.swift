// Running a split pattern over scalars.

/// Scalars with their categories, looked up once.
struct CategorizedText {
  private(set) var scalars: [UInt32] = []
  private(set) var categories: [GeneralCategories] = []

  mutating func append(_ scalar: UInt32) {
    scalars.append(scalar)
    categories.append(.of(scalar))
  }
}

/// Cutting a text took too many steps: no pattern of a tokenizer in use does that.
struct SplitTooSlow: Error, Hashable, Sendable {}

struct SplitMatcher {
  let pattern: SplitPattern
  let text: CategorizedText
  private var stack: [Resume] = []
  private var steps = 0
  private var stepLimit = 0

  private struct Resume {
    var instruction: Int
    /// The position to go on at, and the least it may be given back to.
    var position: Int
    var least: Int
  }

  init(_ pattern: SplitPattern, _ text: CategorizedText) {
    self.pattern = pattern
    self.text = text
  }

  /// The matches in a range, from left to right; a look ahead sees no further than its end.
  mutating func matches(in range: Range<Int>) throws(SplitTooSlow) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var position = range.lowerBound
    // Every text needs a few steps a scalar; patterns that need a thousand would take minutes.
    stepLimit = steps + 1000 * (range.count + 1000)
    while position < range.upperBound {
      if let end = try run(0, at: position, limit: range.upperBound), end > position {
        result.append(position..<end)
        position = end
      } else {
        position += 1
      }
    }
    return result
  }

  /// Where a match that begins here ends.
  private mutating func run(_ start: Int, at position: Int, limit: Int) throws(SplitTooSlow) -> Int? {
    let floor = stack.count
    defer { stack.removeSubrange(floor...) }
    var instruction = start
    var position = position
    while true {
      var hasFailed = false
      switch pattern.instructions[instruction] {
      case .accept: return position
      case .jump(let target): instruction = target
      case .split(let otherwise):
        stack.append(Resume(instruction: otherwise, position: position, least: position))
        instruction += 1
      case .look(let isNegated, let end):
        if try (run(instruction + 1, at: position, limit: limit) != nil) == isNegated {
          hasFailed = true
        } else {
          instruction = end
        }
      case .run(let set, let least, let most, let isPossessive):
        let end = endOfRun(pattern.sets[set], from: position, most, limit)
        if end - position < least {
          hasFailed = true
        } else {
          instruction += 1
          if !isPossessive, end - position > least {
            stack.append(Resume(instruction: instruction, position: end - 1, least: position + least))
          }
          position = end
        }
      }
      steps += 1
      if steps > stepLimit { throw SplitTooSlow() }
      guard hasFailed else { continue }
      guard stack.count > floor, let resume = stack.popLast() else { return nil }
      instruction = resume.instruction
      position = resume.position
      if resume.position > resume.least {
        stack.append(Resume(instruction: instruction, position: position - 1, least: resume.least))
      }
    }
  }

  private mutating func endOfRun(_ set: ScalarSet, from start: Int, _ most: Int, _ limit: Int) -> Int {
    let last = most < limit - start ? start + most : limit
    var end = start
    while end < last, set.contains(text.scalars[end], text.categories[end]) { end += 1 }
    steps += (end - start) / 16
    return end
  }
}
