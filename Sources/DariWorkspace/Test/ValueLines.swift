// Where the words of a `@value` stand: a hole prints them, and whoever changed them wrote elsewhere.

import DariBase
import DariRuntime

/// The lines below each `@value` of a project's files.
struct ValueLines {
  private struct Line {
    var place: SourceLine
    var bytes: ArraySlice<UInt8>
  }

  /// By the name of the value; the first line is that of `@value` itself.
  private var sections: [String: [[Line]]] = [:]

  init(_ files: [SourceFile]) {
    for file in files where file.path.hasSuffix(".dari") {
      var section: [Line] = []
      var name: String?
      func finish() { if let name { sections[name, default: []].append(section) } }
      for index in file.lineStarts.indices {
        let bytes = file.bytes[file.lineRange(index)]
        if bytes.first == 0x40 {
          finish()
          (name, section) = (Self.name(bytes), [])
        }
        if name != nil {
          section.append(Line(place: SourceLine(path: file.path, line: index + 1), bytes: bytes))
        }
      }
      finish()
    }
  }

  /// `@value reply_rules: text`: `reply_rules`; nil for other sections.
  private static func name(_ line: ArraySlice<UInt8>) -> String? {
    let opening = Array("@value ".utf8)
    guard line.starts(with: opening) else { return nil }
    let rest = line.dropFirst(opening.count).drop { $0 == 0x20 }
    let name = rest.prefix { ![0x20, 0x3A, 0x09].contains($0) }
    return name.isEmpty ? nil : String(decoding: name, as: UTF8.self)
  }

  /// The lines of the value that hold what was printed; the value's first line if its words are not to be found, as where
  /// they come from a file.
  /// - Parameters:
  ///   - path: what a hole prints, as `shop.name`.
  ///   - printed: lines of what it printed.
  func lines(of path: String, printing printed: [ArraySlice<UInt8>]) -> [SourceLine] {
    let name = String(path.unicodeScalars.prefix { $0 != "." && $0 != "[" })
    guard let sections = sections[name] else { return [] }
    var found: [SourceLine] = []
    for piece in printed where !piece.isEmpty {
      let search = ByteSearch(for: piece)
      found += sections.joined().filter { search.isFound(in: Array($0.bytes)) }.prefix(1).map(\.place)
    }
    return found.isEmpty ? sections.prefix(1).compactMap(\.first?.place) : found
  }
}
