// The body of a `@value` -> a value: text as it stands, everything else as YAML.

import DariBase
import DariRuntime
import DariSyntax
import DariYAML

struct ValueReader {
  let file: SourceFile
  let reporter: Reporter
  /// Texts of the files that values name with `from`, by path from the project's folder.
  let resources: [String: [UInt8]]

  /// - Returns: nil if the value is wrong, which has been reported.
  func read(_ section: Unit.Section, as type: Type) -> Value? {
    if type.hasUnknown { return nil }
    guard let data = data(of: section, as: type) else { return nil }
    return decode(
      data.node, as: type, section, places: data.isOwn ? nil : section.header.token(.string)?.span)
  }

  /// What stands in the section, or in the file that it names; nil if that can't be read, which has been reported.
  /// `isOwn`: its places are places of this file.
  func data(of section: Unit.Section, as type: Type) -> (node: DataNode?, isOwn: Bool)? {
    if let path = section.header.token(.string) {
      return resource(path, as: type).map { ($0, false) }
    }
    let body = section.literal
    switch type.core {
    case .text, .line, .url, .email:
      let text = Self.text(of: body)
      return (DataNode(.text(text), range: body?.span.range), true)
    case .unknown: return nil
    default:
      guard let body else { return (nil, true) }
      let blanked = body.tokens(.sectionComment).map(\.span.range)
      let result = YAML.parse(file, range: body.span.range, blanked: blanked)
      reporter.add(result.diagnostics)
      return result.diagnostics.hasErrors ? nil : (result.root.map { DataNode($0) }, true)
    }
  }

  /// A value on the rest of a line, as the `example` of an input.
  func readInline(_ span: SourceSpan, as type: Type, path: String) -> Value? {
    let result = YAML.parse(file, range: span.range)
    reporter.add(result.diagnostics)
    guard let root = result.root, !result.diagnostics.hasErrors, !type.hasUnknown else { return nil }
    var decoder = DataDecoder()
    let value = decoder.decode(DataNode(root), as: type, path: path)
    for problem in decoder.problems {
      reporter.report(problem.problem, at: problem.range.map { file.span($0) } ?? span)
    }
    return decoder.problems.isEmpty ? value : nil
  }

  private func resource(_ token: SyntaxNode, as type: Type) -> DataNode? {
    let written = token.stringValue ?? ""
    guard let path = ResourcePath.resolve(written, from: file.path), let bytes = resources[path] else {
      reporter.report(.missingFile(path: written), at: token.span)
      return nil
    }
    let text = String(decoding: bytes, as: UTF8.self)
    switch type.core {
    case .text: return DataNode(.text(text))
    case .line, .url, .email:
      var line = Substring(text)
      while line.utf8.last == 0x0A || line.utf8.last == 0x0D { line.unicodeScalars.removeLast() }
      return DataNode(.text(String(line)))
    default:
      guard let read = DataFile.read(SourceFile(id: file.id, path: path, bytes: bytes)) else {
        reporter.report(.wrongEntry(key: written, expected: .expectType(type: "\(type)")), at: token.span)
        return nil
      }
      return read
    }
  }

  /// - Parameter places: where to tell everything, for data out of a file of its own.
  func decode(_ node: DataNode?, as type: Type, _ section: Unit.Section, places: SourceSpan?) -> Value? {
    var decoder = DataDecoder()
    let path =
      places == nil
      ? section.name
      : section.header.token(.string)?.stringValue.flatMap { ResourcePath.resolve($0, from: file.path) } ?? ""
    let value = decoder.decode(node, as: type, path: path)
    for problem in decoder.problems {
      if let places {
        reporter.report(problem.problem, at: places)
        continue
      }
      let span = problem.range.map { file.span($0) } ?? section.nameSpan
      reporter.report(problem.problem, at: span, mends: mends(problem, span))
    }
    return decoder.problems.isEmpty ? value : nil
  }

  /// What was meant by a field or a word that is not there.
  private func mends(_ problem: DataProblem, _ span: SourceSpan) -> [Mend] {
    let (written, known): (String, [String])
    switch problem.kind {
    case .unknownKey(let names): (written, known) = (file.text(span), names)
    case .notACase(let found, let cases): (written, known) = (found, cases)
    default: return []
    }
    guard let nearest = Suggestion.nearest(to: written, among: known) else { return [] }
    let isVerbatim = file.text(span) == written
    return [Mend(.didYouMean(name: nearest), isVerbatim ? [TextEdit(span, nearest)] : [])]
  }

  /// The literal text of a body: comments over sections left out, CR LF as LF, blank lines around it dropped.
  static func text(of body: SyntaxNode?) -> String {
    guard let body else { return "" }
    let file = body.tree.file
    var bytes: [UInt8] = []
    for token in body.allChildren where token.kind == .literalText { bytes += file.bytes[token.span.range] }
    return String(decoding: LineBreaks.trimmed(bytes[...]), as: UTF8.self)
  }
}

extension Type {
  /// Something in it could not be read; that has been told.
  var hasUnknown: Bool {
    switch core {
    case .unknown: true
    case .list(_, let element): element.hasUnknown
    case .record(let record): record.fields.contains(where: \.type.hasUnknown)
    default: false
    }
  }
}

enum LineBreaks {
  /// CR LF becomes LF.
  static func normalized(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    guard bytes.contains(0x0D) else { return Array(bytes) }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var index = bytes.startIndex
    while index < bytes.endIndex {
      if bytes[index] == 0x0D, index + 1 < bytes.endIndex, bytes[index + 1] == 0x0A { index += 1 }
      result.append(bytes[index])
      index += 1
    }
    return result
  }

  /// Without the blank lines at both ends and the last line's break.
  static func trimmed(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    let text = normalized(bytes)
    var start = text.startIndex
    var lineStart = start
    var index = start
    scan: while index < text.endIndex {
      switch text[index] {
      case 0x0A:
        lineStart = index + 1
        start = lineStart
      case 0x20, 0x09: break
      default: break scan
      }
      index += 1
    }
    var end = text.endIndex
    while end > start, text[end - 1] == 0x0A || text[end - 1] == 0x20 || text[end - 1] == 0x09 { end -= 1 }
    // White space at the end of the last line with text on it stays.
    while end < text.endIndex, text[end] != 0x0A { end += 1 }
    return start < end ? Array(text[start..<end]) : []
  }
}
