// Files of data that values name with `from`.

import DariBase
import DariRuntime
import DariSyntax
import DariYAML

enum DataFile {
  /// JSON, CSV (a list of records) or YAML, by the end of the name. Nil if it can't be read.
  static func read(_ file: SourceFile) -> DataNode? {
    if file.path.hasSuffix(".json") {
      return (try? JSONParser.parse(file.bytes)).map { DataNode($0) }
    }
    if file.path.hasSuffix(".csv") {
      let (table, problems) = CSVReader.read(file.bytes)
      return problems.isEmpty ? table?.objects : nil
    }
    let result = YAML.parse(file, dialect: .data)
    guard let root = result.root, !result.diagnostics.hasErrors else { return nil }
    return DataNode(root)
  }
}

/// Where a `from "path"` leads: relative to the folder of the file that says so, within the project.
package enum ResourcePath {
  /// Nil if it leads out of the project or is absolute.
  package static func resolve(_ path: String, from file: String) -> String? {
    if path.hasPrefix("/") || path.isEmpty { return nil }
    var parts = file.split(separator: "/").dropLast().map(String.init)
    for part in path.split(separator: "/", omittingEmptySubsequences: false) {
      switch part {
      case "", ".": continue
      case "..":
        if parts.popLast() == nil { return nil }
      default: parts.append(String(part))
      }
    }
    return parts.joined(separator: "/")
  }

  /// Every path that a file's values name, resolved. A file without the word `from` is not parsed for it.
  package static func all(in file: SourceFile) -> [String] {
    guard file.mentionsFrom else { return [] }
    let sections = DariParser.parse(file).root.nodes(.section)
    return sections.compactMap { section in
      guard let header = section.node(.sectionHeader), header.sectionWord == .value,
        let path = header.token(.string)?.stringValue
      else { return nil }
      return resolve(path, from: file.path)
    }
  }
}

extension SourceFile {
  /// A line that begins with `@value` has ` from ` on it.
  fileprivate var mentionsFrom: Bool {
    let value = Array("@value".utf8)
    let from = Array(" from ".utf8)
    return lineStarts.indices.contains { index in
      let line = bytes[lineRange(index)]
      guard line.starts(with: value) else { return false }
      return line.indices.contains { line[$0...].starts(with: from) }
    }
  }
}
