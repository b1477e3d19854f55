// Finds a piece of text in another, by bytes, in linear time.

/// Knuth, Morris and Pratt's search: text and piece may both come from outside, so the time must not depend
/// on what they say. In well-formed UTF-8 a match of bytes is a match of scalars.
package struct ByteSearch {
  private let needle: [UInt8]
  /// For each prefix of the needle, how long its longest border is.
  private let borders: [Int]

  package init(for needle: some Collection<UInt8>) {
    self.needle = Array(needle)
    var borders = Array(repeating: 0, count: self.needle.count)
    var length = 0
    for index in self.needle.indices.dropFirst() {
      while length > 0, self.needle[index] != self.needle[length] { length = borders[length - 1] }
      if self.needle[index] == self.needle[length] { length += 1 }
      borders[index] = length
    }
    self.borders = borders
  }

  package func isFound(in text: [UInt8]) -> Bool { needle.isEmpty || next(in: text, from: 0) != nil }

  /// Where the first match at or after `start` begins. The needle is not empty.
  package func next(in text: [UInt8], from start: Int) -> Int? {
    var length = 0
    return text.withUnsafeBufferPointer { text in
      var index = start
      while index < text.count {
        let byte = text[index]
        while length > 0, byte != needle[length] { length = borders[length - 1] }
        if byte == needle[length] { length += 1 }
        if length == needle.count { return index + 1 - length }
        index += 1
      }
      return nil
    }
  }

  /// Where a sign of a few bytes first stands in a part of a buffer.
  static func first(_ sign: [UInt8], in text: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int)
    -> Int?
  {
    guard sign.count <= end - start else { return nil }
    for index in start...end - sign.count where text[index] == sign[0] {
      if text[index..<index + sign.count].elementsEqual(sign) { return index }
    }
    return nil
  }

  /// The pieces between the matches, left to right, matches not overlapping; at least one.
  func pieces(of text: [UInt8]) -> [ArraySlice<UInt8>] {
    var result: [ArraySlice<UInt8>] = []
    var start = 0
    while let match = next(in: text, from: start) {
      result.append(text[start..<match])
      start = match + needle.count
    }
    result.append(text[start...])
    return result
  }
}
