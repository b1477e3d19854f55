// Where the words of a `@value` stand: a hole prints them, and whoever changed them wrote elsewhere.

import DariBase
import DariRuntime
import DariSemantics

/// The lines below each `@value` of a project's files.
struct ValueLines {
  private struct Line {
    var place: SourceLine
    var bytes: ArraySlice<UInt8>
  }

  /// By the name of the value; the first line is that of `@value` itself.
  private var sections: [String: [[Line]]] = [:]

  /// - Parameter resources: files that values are read from, by path from the project's folder.
  init(_ files: [SourceFile], _ resources: [String: [UInt8]] = [:]) {
    for file in files where file.path.hasSuffix(".dari") {
      var section: [Line] = []
      var name: String?
      func finish() {
        guard let name else { return }
        section += Self.named(section.first?.bytes, in: file.path, resources)
        sections[name, default: []].append(section)
      }
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

  /// `@value policy: text from "policy.txt"`: the lines of that file.
  private static func named(
    _ opening: ArraySlice<UInt8>?, in path: String, _ resources: [String: [UInt8]]
  ) -> [Line] {
    let parts = String(decoding: opening ?? [], as: UTF8.self).split(
      separator: "\"", omittingEmptySubsequences: false)
    guard parts.count >= 3, let name = ResourcePath.resolve(String(parts[1]), from: path),
      let bytes = resources[name]
    else { return [] }
    return bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated().map {
      Line(place: SourceLine(path: name, line: $0.offset + 1), bytes: $0.element)
    }
  }

  func has(_ path: String) -> Bool { sections[Self.head(path)] != nil }

  private static func head(_ path: String) -> String {
    String(path.unicodeScalars.prefix { $0 != "." && $0 != "[" })
  }

  /// The lines of the value that hold what was printed; the value's first line if its words are not to be found, as where
  /// they come from a file.
  /// - Parameters:
  ///   - path: what a hole prints, as `shop.name`.
  ///   - printed: lines of what it printed.
  func lines(of path: String, printing printed: [ArraySlice<UInt8>]) -> [SourceLine] {
    guard let sections = sections[Self.head(path)] else { return [] }
    var found: [SourceLine] = []
    for piece in printed where !piece.isEmpty {
      let search = ByteSearch(for: piece)
      found += sections.joined().filter { search.isFound(in: Array($0.bytes)) }.prefix(1).map(\.place)
    }
    return found.isEmpty ? sections.prefix(1).compactMap(\.first?.place) : found
  }
}
