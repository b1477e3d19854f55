// Writes the pre-order array of a tree while it is parsed.

/// Entries are appended in the order of the source; a node's size and end are patched when it is closed.
/// A node around something that is already written (`a` in `a + b`) is inserted before it, which moves only
/// what it holds.
struct TreeBuilder {
  private(set) var entries: [SyntaxEntry] = []
  /// Where the next token must begin.
  private(set) var end: Int
  /// The end of the last token that is not white space.
  private(set) var contentEnd: Int

  init(at start: Int, capacity: Int) {
    end = start
    contentEnd = start
    entries.reserveCapacity(capacity)
  }

  var count: Int { entries.count }

  /// A token from where the last one ended up to `newEnd`; nothing if that is empty. Returns its index.
  @discardableResult
  mutating func token(_ kind: SyntaxKind, to newEnd: Int) -> Int {
    precondition(newEnd >= end, "tokens stand in order")
    if newEnd > end {
      entries.append(SyntaxEntry(kind: kind, start: end, end: newEnd, size: 1))
      end = newEnd
      if !kind.isTrivia { contentEnd = newEnd }
    }
    return entries.count - 1
  }

  mutating func open(_ kind: SyntaxKind) -> Int {
    entries.append(SyntaxEntry(kind: kind, start: end, end: end, size: 1))
    return entries.count - 1
  }

  /// Puts a node before the entry at `index`; close it like an opened one.
  mutating func wrap(_ kind: SyntaxKind, at index: Int) {
    entries.insert(SyntaxEntry(kind: kind, start: Int(entries[index].start), end: 0, size: 1), at: index)
  }

  mutating func close(_ index: Int) {
    var first = index + 1
    while first < entries.count, entries[first].kind.isTrivia { first += 1 }
    if first < entries.count { entries[index].start = entries[first].start }
    entries[index].size = UInt32(entries.count - index)
    contentEnd = max(contentEnd, Int(entries[index].start))
    entries[index].end = UInt32(contentEnd)
  }

  /// A node for what is missing: without children, right after the last thing that is there.
  mutating func missing(_ kind: SyntaxKind) {
    let place = entries.isEmpty ? end : max(contentEnd, Int(entries[entries.count - 1].end))
    entries.append(SyntaxEntry(kind: kind, start: place, end: place, size: 1))
    contentEnd = max(contentEnd, place)
  }

  /// Makes the last of `entries` that stands at `index` the root of all: what is before it becomes its first
  /// children, and what comes after it its last.
  mutating func makeRoot(_ index: Int) {
    var root = entries.remove(at: index)
    root.size = UInt32(entries.count + 1)
    entries.insert(root, at: 0)
    if contentEnd > Int(root.end) { entries[0].end = UInt32(contentEnd) }
  }
}
