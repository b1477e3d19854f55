// A text on its way through what may have to be changed in it: it is copied when something has to.

struct RewrittenText {
  /// The text that came in; its owner keeps it for as long as this is used.
  private let original: UnsafeBufferPointer<UInt8>
  /// The text as it is now; nil for as it came in.
  private(set) var changed: [UInt8]?

  init(_ original: UnsafeBufferPointer<UInt8>) { self.original = original }

  var count: Int { changed?.count ?? original.count }

  func read<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    changed?.withUnsafeBufferPointer(body) ?? body(original)
  }

  /// - Parameter change: gives the text anew, or nil if it stays.
  /// - Returns: whether it was changed.
  @discardableResult
  mutating func apply(_ change: (UnsafeBufferPointer<UInt8>) -> [UInt8]?) -> Bool {
    guard let next = read(change) else { return false }
    changed = next
    return true
  }

  /// The same bytes.
  func matches(_ other: RewrittenText) -> Bool {
    switch (changed, other.changed) {
    case (nil, nil):
      original.baseAddress == other.original.baseAddress && original.count == other.original.count
    case (let left?, let right?): left == right
    default: count == other.count && read { left in other.read { right in left.elementsEqual(right) } }
    }
  }
}
