// A dictionary whose keys are byte strings, looked up by a piece of a buffer without making a key of it.

/// Open addressing over one arena of bytes. A vocabulary of 200,000 entries is three arrays, not 200,000
/// strings. The hash is seeded, so that data from outside cannot make all keys collide.
struct ByteTable: Sendable {
  private var arena: [UInt8] = []
  private var entries: [Entry] = []
  /// Index of an entry, or -1; a power of two of them, at most half of them taken.
  private var slots: [Int32]

  private struct Entry {
    var start: Int
    var count: Int32
    var hash: Int32
    var value: Int32
  }

  init(capacity: Int = 16) {
    var size = 32
    while size < capacity * 2 { size *= 2 }
    slots = Array(repeating: -1, count: size)
    entries.reserveCapacity(capacity)
  }

  var count: Int { entries.count }

  mutating func removeAll() {
    arena.removeAll(keepingCapacity: true)
    entries.removeAll(keepingCapacity: true)
    for index in slots.indices { slots[index] = -1 }
  }

  func value(of key: UnsafeRawBufferPointer) -> Int32? {
    let found = slots[slot(of: key, Self.hash(key))]
    return found < 0 ? nil : entries[Int(found)].value
  }

  /// A key that is there already gets the new value.
  mutating func set(_ key: UnsafeRawBufferPointer, to value: Int32) {
    let hash = Self.hash(key)
    var slot = slot(of: key, hash)
    if slots[slot] >= 0 {
      entries[Int(slots[slot])].value = value
      return
    }
    if (entries.count + 1) * 2 > slots.count {
      grow()
      slot = self.slot(of: key, hash)
    }
    slots[slot] = Int32(entries.count)
    entries.append(Entry(start: arena.count, count: Int32(key.count), hash: hash, value: value))
    arena.append(contentsOf: key)
  }

  private static func hash(_ key: UnsafeRawBufferPointer) -> Int32 {
    var hasher = Hasher()
    hasher.combine(bytes: key)
    return Int32(truncatingIfNeeded: hasher.finalize())
  }

  /// Where the key stands, or the free slot where it would.
  private func slot(of key: UnsafeRawBufferPointer, _ hash: Int32) -> Int {
    let mask = slots.count - 1
    var slot = Int(UInt32(bitPattern: hash)) & mask
    while slots[slot] >= 0 {
      let entry = entries[Int(slots[slot])]
      if entry.hash == hash, Int(entry.count) == key.count, isEqual(entry, key) { return slot }
      slot = (slot + 1) & mask
    }
    return slot
  }

  private func isEqual(_ entry: Entry, _ key: UnsafeRawBufferPointer) -> Bool {
    for offset in 0..<key.count where arena[entry.start + offset] != key[offset] { return false }
    return true
  }

  private mutating func grow() {
    slots = Array(repeating: -1, count: slots.count * 2)
    let mask = slots.count - 1
    for (index, entry) in entries.enumerated() {
      var slot = Int(UInt32(bitPattern: entry.hash)) & mask
      while slots[slot] >= 0 { slot = (slot + 1) & mask }
      slots[slot] = Int32(index)
    }
  }
}
