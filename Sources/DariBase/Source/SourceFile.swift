// A source file's bytes, and places in it.

/// Index of a file in the `SourceSet` it was read into.
package struct FileID: Hashable, Sendable, Comparable {
  package let index: UInt32
  package init(_ index: Int) { self.index = UInt32(index) }
  package static func < (a: FileID, b: FileID) -> Bool { a.index < b.index }
}

/// A half-open range of bytes in one file: UTF-8 offsets into the file as it is on disk,
/// byte order mark and carriage returns included.
package struct SourceSpan: Hashable, Sendable, Comparable {
  package var file: FileID
  package var start: UInt32
  package var end: UInt32

  package init(file: FileID, start: Int, end: Int) {
    self.file = file
    self.start = UInt32(start)
    self.end = UInt32(max(start, end))
  }

  package var range: Range<Int> { Int(start)..<Int(end) }
  package var length: Int { Int(end - start) }
  package var isEmpty: Bool { start == end }
  /// The empty span where this one begins.
  package var atStart: SourceSpan { SourceSpan(file: file, start: Int(start), end: Int(start)) }
  /// The empty span where this one ends.
  package var atEnd: SourceSpan { SourceSpan(file: file, start: Int(end), end: Int(end)) }

  /// The smallest span that holds both; both are of the same file.
  package func union(_ other: SourceSpan) -> SourceSpan {
    precondition(file == other.file)
    return SourceSpan(file: file, start: Int(min(start, other.start)), end: Int(max(end, other.end)))
  }

  /// By file, then start, then end: the order in which problems are shown.
  package static func < (a: SourceSpan, b: SourceSpan) -> Bool {
    (a.file, a.start, a.end) < (b.file, b.start, b.end)
  }
}

/// A line and a column, both from 1; the column counts Unicode scalars.
package struct LineColumn: Hashable, Sendable {
  package var line: Int
  package var column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}

/// One file as it was read: a path relative to the project with `/` between its parts, and the bytes on disk.
package struct SourceFile: Sendable {
  package let id: FileID
  package let path: String
  package let bytes: [UInt8]
  /// Byte offsets at which the lines begin. A line ends with LF, or CR LF.
  package let lineStarts: [UInt32]

  package init(id: FileID, path: String, bytes: [UInt8]) {
    self.id = id
    self.path = path
    self.bytes = bytes
    var starts: [UInt32] = [0]
    bytes.withUnsafeBufferPointer { buffer in
      for index in 0..<buffer.count where buffer[index] == 0x0A { starts.append(UInt32(index + 1)) }
    }
    lineStarts = starts
  }

  /// Stands before the paths of files that are part of the tool and not of the project.
  package static let shippedFolder = "(shipped)/"

  /// Whether the file came with the tool: nobody can open it, and nothing changes it.
  package var isShipped: Bool { path.hasPrefix(Self.shippedFolder) }

  package func span(_ range: Range<Int>) -> SourceSpan {
    SourceSpan(file: id, start: range.lowerBound, end: range.upperBound)
  }

  /// The line, from 0, that the byte offset lies on. Binary search.
  package func lineIndex(at offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= UInt32(offset) { low = middle } else { high = middle }
    }
    return low
  }

  /// Bytes of a line, from 0, without its line break. A byte order mark on the first line is left out.
  package func lineRange(_ index: Int) -> Range<Int> {
    var start = Int(lineStarts[index])
    var end = index + 1 < lineStarts.count ? Int(lineStarts[index + 1]) - 1 : bytes.count
    if end > start, end < bytes.count, bytes[end - 1] == 0x0D { end -= 1 }
    if index == 0, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { start = min(3, end) }
    return start..<max(start, end)
  }

  package func position(at offset: Int) -> LineColumn {
    let offset = min(offset, bytes.count)
    let line = lineIndex(at: offset)
    let start = lineRange(line).lowerBound
    var column = 1
    for byte in bytes[min(start, offset)..<offset] where byte & 0xC0 != 0x80 { column += 1 }
    return LineColumn(line: line + 1, column: column)
  }

  /// The byte at a position, as `position(at:)` counts; nil if the file has no such line.
  package func offset(of position: LineColumn) -> Int? {
    guard lineStarts.indices.contains(position.line - 1) else { return nil }
    var offset = lineRange(position.line - 1).lowerBound
    var column = 1
    while column < position.column, offset < bytes.count {
      offset += 1
      if offset == bytes.count || bytes[offset] & 0xC0 != 0x80 { column += 1 }
    }
    return offset
  }

  /// The text of a range; invalid UTF-8 comes out as U+FFFD.
  package func text(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }

  package func text(_ span: SourceSpan) -> String { text(span.range) }
}

/// All files of one run. A file's place in the list is its `FileID`, so the order of
/// the list is the order in which problems are shown.
package struct SourceSet: Sendable {
  package private(set) var files: [SourceFile] = []

  package init() {}

  @discardableResult
  package mutating func add(path: String, bytes: [UInt8]) -> SourceFile {
    let file = SourceFile(id: FileID(files.count), path: path, bytes: bytes)
    files.append(file)
    return file
  }

  /// Gives a file other bytes; its name and its place stay.
  package mutating func replaceBytes(of id: FileID, with bytes: [UInt8]) {
    files[Int(id.index)] = SourceFile(id: id, path: self[id].path, bytes: bytes)
  }

  package subscript(id: FileID) -> SourceFile { files[Int(id.index)] }

  /// The same files under names that say of which revision they are, as git writes them: `v1.0.0:shop.dari`. What came with the
  /// tool is of none.
  package func at(revision: String) -> SourceSet {
    var result = SourceSet()
    for file in files {
      result.add(path: file.isShipped ? file.path : "\(revision):\(file.path)", bytes: file.bytes)
    }
    return result
  }

  package func text(_ span: SourceSpan) -> String { self[span.file].text(span) }
}
