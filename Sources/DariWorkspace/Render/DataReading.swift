// Data files and `--set` -> data that a routine's inputs are read from.

import DariBase
import DariRuntime
import DariSemantics
import DariYAML

/// Why data could not be read, before it is held against any type.
package enum DataFailure: Error, Sendable {
  case system(SystemFailure)
  /// The file and what is wrong in it; whether a list was wanted.
  case json(String, JSONError, isList: Bool)
  case csv(String, [CSVProblem])
  /// Diagnostics with the file they are about.
  case yaml(SourceSet, [Diagnostic])
  /// A CSV as data is one row.
  case rows(String, count: Int)
  case encoding(SourceSet, [Diagnostic])
}

package enum DataSource {
  static let limit = 256 << 20

  /// A file by the end of its name: `.json`, `.csv` (one row), `.txt` and `.md` (the text itself), else YAML.
  package static func read(_ path: String) throws(DataFailure) -> DataNode {
    if has(path, ending: ".csv") {
      let table = try csv(path)
      guard table.rows.count == 1, let row = table.rows.first else {
        throw .rows(path, count: table.rows.count)
      }
      return table.object(row)
    }
    let bytes = try bytes(path)
    if has(path, ending: ".json") { return try json(bytes, path) }
    if has(path, ending: ".txt") || has(path, ending: ".md") { return DataNode(.text(try text(bytes, path))) }
    var sources = SourceSet()
    let file = sources.add(path: path, bytes: bytes)
    let flaws = EncodingCheck.check(file)
    if !flaws.isEmpty { throw .encoding(sources, flaws) }
    let result = YAML.parse(file, dialect: .data)
    if result.diagnostics.hasErrors { throw .yaml(sources, result.diagnostics) }
    return result.root.map { DataNode($0) } ?? DataNode(.object([]))
  }

  /// A result for `--given`: JSON if the step gives more than text; plain text for a text.
  package static func result(_ path: String, of type: Type?) throws(DataFailure) -> DataNode {
    let bytes = try bytes(path)
    switch type?.core {
    case .text, .line, .url, .email:
      // JSON with a text in it is taken for that text; anything else is the text itself.
      if has(path, ending: ".json"), let node = try? JSONParser.parse(bytes) { return DataNode(node) }
      var text = try text(bytes, path)
      // The line break that editors put at the end of a file is not part of a line.
      if text.utf8.last == 0x0A { text.unicodeScalars.removeLast() }
      if text.utf8.last == 0x0D { text.unicodeScalars.removeLast() }
      return DataNode(.text(text))
    default:
      if has(path, ending: ".yaml") || has(path, ending: ".yml") { return try read(path) }
      var isList = false
      if case .list? = type?.core { isList = true }
      return try json(bytes, path, isList: isList)
    }
  }

  /// A file of text, as it is but for a byte order mark and the last line break.
  package static func text(_ path: String) throws(DataFailure) -> String {
    let whole = try text(try bytes(path), path)
    return whole.utf8.last == 0x0A ? String(decoding: whole.utf8.dropLast(), as: UTF8.self) : whole
  }

  /// A file of data with the files that it names: paths of media are relative to its folder, and stay in it.
  /// - Parameter unread: takes in those that could not be read, so that they are told with what else is wrong.
  package static func read(
    _ path: String, as type: Type, _ unread: inout [UnreadMedia]
  ) throws(DataFailure) -> DataNode {
    MediaReading.attach(to: try read(path), type, namedIn: path, &unread)
  }

  /// Every row of a CSV, for a list of records.
  package static func rows(_ path: String) throws(DataFailure) -> DataNode { try csv(path).objects }

  /// Whether the end of the name says that a file holds data; else, for a list of media, it is one of them.
  static func isData(_ path: String) -> Bool {
    [".json", ".yaml", ".yml", ".csv"].contains { has(path, ending: $0) }
  }

  /// Capitals are small letters here, as on the disks that make them.
  package static func has(_ path: String, ending: String) -> Bool {
    String(decoding: path.utf8.suffix(ending.utf8.count), as: UTF8.self).lowercased() == ending
  }

  private static func csv(_ path: String) throws(DataFailure) -> CSVTable {
    let (table, problems) = CSVReader.read(try bytes(path))
    guard let table, problems.isEmpty else { throw .csv(path, problems) }
    return table
  }

  private static func json(
    _ bytes: [UInt8], _ path: String, isList: Bool = false
  ) throws(DataFailure) -> DataNode {
    do throws(JSONError) {
      return DataNode(try JSONParser.parse(bytes))
    } catch {
      throw .json(path, error, isList: isList)
    }
  }

  private static func text(_ bytes: [UInt8], _ path: String) throws(DataFailure) -> String {
    var sources = SourceSet()
    let file = sources.add(path: path, bytes: bytes)
    if let invalid = ValidUTF8.firstInvalid(bytes) {
      throw .encoding(
        sources,
        [
          Diagnostic(
            .invalidUTF8(byte: String(bytes[invalid], radix: 16, uppercase: true), offset: invalid),
            at: file.span(invalid..<invalid + 1), mends: [Mend(.saveAsUTF8)])
        ])
    }
    let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    return String(decoding: text, as: UTF8.self)
  }

  private static func bytes(_ path: String) throws(DataFailure) -> [UInt8] {
    do throws(SystemFailure) {
      return try FileReading.read(path, limit: limit)
    } catch {
      throw .system(error)
    }
  }
}

/// `--set order.number=A-1`: one value put into the data at its path.
package struct DataSetting: Sendable {
  package enum Content: Sendable {
    case word(String)
    /// `@rows.csv`, `@order.json`, `@mail.txt`.
    case file(String)
  }

  package var path: [String]
  package var content: Content

  /// Nil if it is not of the form `name=value`.
  package init?(_ text: String) {
    guard let equals = text.utf8.firstIndex(of: 0x3D) else { return nil }
    path = text[..<equals].split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard !path.isEmpty, path.allSatisfy({ !$0.isEmpty }) else { return nil }
    let value = text[text.utf8.index(after: equals)...]
    content = value.utf8.first == 0x40 ? .file(String(value.dropFirst())) : .word(String(value))
  }

  /// - Parameters:
  ///   - type: of all inputs, to know whether a CSV is rows or one row, and whether a file is data or itself the value.
  ///   - adding: a file for a list of media goes to its end, and does not take the place of the list.
  ///   - unread: takes in the media that could not be read.
  package func apply(
    to node: DataNode, as type: Type, adding: Bool = false, _ unread: inout [UnreadMedia]
  ) throws(DataFailure) -> DataNode {
    let expected = type.part(at: path[...])
    let name = path.joined(separator: ".")
    var value: DataNode
    switch (content, expected?.core) {
    case (.word(let word), let core):
      value = DataNode(.word(word))
      if core?.holdsMedia == true, let expected {
        value = MediaReading.attach(to: value, expected, at: name, namedIn: nil, &unread)
      }
    case (.file(let file), .media): value = MediaReading.file(file, for: name, &unread)
    case (.file(let file), .list) where isItem(of: type):
      var items: [DataNode] = []
      if adding, case .list(let present)? = Self.part(of: node, at: path[...])?.content { items = present }
      let place = "\(name)[\(items.count)]"
      value = DataNode(.list(items + [MediaReading.file(file, for: place, &unread)]))
    case (.file(let file), let core):
      var isList = false
      if case .list? = core { isList = true }
      value =
        DataSource.has(file, ending: ".csv") && isList ? try DataSource.rows(file) : try DataSource.read(file)
      if let expected { value = MediaReading.attach(to: value, expected, at: name, namedIn: file, &unread) }
    }
    return Self.put(value, at: path[...], in: node)
  }

  /// Whether it is a file that goes to the end of a list of media, and so may be said once for each.
  package func isItem(of type: Type) -> Bool {
    guard case .file(let file) = content, case .list(_, let element)? = type.part(at: path[...])?.core else {
      return false
    }
    return element.core.isMedia && !DataSource.isData(file)
  }

  private static func part(of node: DataNode, at path: ArraySlice<String>) -> DataNode? {
    guard let key = path.first else { return node }
    guard case .object(let entries) = node.content, let entry = entries.first(where: { $0.key == key }) else {
      return nil
    }
    return part(of: entry.value, at: path.dropFirst())
  }

  private static func put(_ value: DataNode, at path: ArraySlice<String>, in node: DataNode) -> DataNode {
    guard let key = path.first else { return value }
    var entries: [DataNode.Entry] = []
    if case .object(let present) = node.content { entries = present }
    let index = entries.firstIndex { $0.key == key }
    let inner = index.map { entries[$0].value } ?? DataNode(.object([]))
    let entry = DataNode.Entry(key: key, value: put(value, at: path.dropFirst(), in: inner))
    if let index { entries[index] = entry } else { entries.append(entry) }
    return DataNode(.object(entries))
  }
}

extension Type {
  /// The type of `order.number` in a record of the inputs; nil if there is no such field.
  fileprivate func part(at path: ArraySlice<String>) -> Type? {
    guard let name = path.first else { return self }
    guard case .record(let record) = core else { return nil }
    return record.field(name)?.type.part(at: path.dropFirst())
  }
}
