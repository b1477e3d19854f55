// Byte pair encoding of one word: pairs are merged, the earliest learned first, until none is left.

/// The vocabulary and the merges of a byte-level BPE.
struct BytePairModel: Sendable {
  /// The token of each byte alone.
  var bytes: [UInt32]
  /// Byte strings -> tokens.
  var vocabulary: ByteTable
  /// Two tokens (the left one in the upper half) -> rank (upper half) and the token that they make.
  var merges: [UInt64: UInt64]
  /// A word that is in the vocabulary is one token, whether or not merges lead there.
  var ignoresMerges: Bool
}

/// The buffers of merging, kept from word to word. n bytes take O(n log n): a heap of the pairs that stand side
/// by side, over a linked list of what is left of the word.
struct PairMerger {
  private var tokens: [UInt32] = []
  private var next: [Int32] = []
  private var previous: [Int32] = []
  /// Rank in the upper half, place in the lower: the smallest is the earliest learned, and leftmost.
  private var heap: [UInt64] = []

  private static let gone = UInt32.max

  mutating func encode(
    _ word: UnsafeRawBufferPointer, with model: BytePairModel, into output: inout [UInt32]
  ) {
    if word.count == 1 {
      output.append(model.bytes[Int(word[0])])
      return
    }
    tokens.removeAll(keepingCapacity: true)
    next.removeAll(keepingCapacity: true)
    previous.removeAll(keepingCapacity: true)
    for (index, byte) in word.enumerated() {
      tokens.append(model.bytes[Int(byte)])
      next.append(index + 1 < word.count ? Int32(index + 1) : -1)
      previous.append(Int32(index) - 1)
    }
    for index in 0..<word.count - 1 { offer(index, model) }
    while let entry = pop() { merge(entry, model) }
    var place = 0
    while place >= 0 {
      output.append(tokens[place])
      place = Int(next[place])
    }
  }

  private func pair(at place: Int) -> UInt64? {
    let right = next[place]
    if right < 0 || tokens[place] == Self.gone { return nil }
    return UInt64(tokens[place]) << 32 | UInt64(tokens[Int(right)])
  }

  /// Puts the pair at a place into the heap, if it is one that can be merged.
  private mutating func offer(_ place: Int, _ model: BytePairModel) {
    guard let pair = pair(at: place), let merge = model.merges[pair] else { return }
    push((merge >> 32) << 32 | UInt64(place))
  }

  private mutating func merge(_ entry: UInt64, _ model: BytePairModel) {
    let place = Int(entry & 0xFFFF_FFFF)
    // What stood there when the entry was made may have been merged since.
    guard let pair = pair(at: place), let merge = model.merges[pair], merge >> 32 == entry >> 32 else {
      return
    }
    let right = Int(next[place])
    tokens[place] = UInt32(truncatingIfNeeded: merge)
    tokens[right] = Self.gone
    next[place] = next[right]
    if next[right] >= 0 { previous[Int(next[right])] = Int32(place) }
    if previous[place] >= 0 { offer(Int(previous[place]), model) }
    offer(place, model)
  }

  // MARK: Heap

  private mutating func push(_ entry: UInt64) {
    heap.append(entry)
    var child = heap.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      if heap[parent] <= heap[child] { break }
      heap.swapAt(parent, child)
      child = parent
    }
  }

  private mutating func pop() -> UInt64? {
    guard let first = heap.first else { return nil }
    let last = heap.removeLast()
    if heap.isEmpty { return first }
    heap[0] = last
    var parent = 0
    while true {
      var least = parent
      let left = 2 * parent + 1
      if left < heap.count, heap[left] < heap[least] { least = left }
      if left + 1 < heap.count, heap[left + 1] < heap[least] { least = left + 1 }
      if least == parent { return first }
      heap.swapAt(parent, least)
      parent = least
    }
  }
}
