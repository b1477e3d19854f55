// Which mends can be applied together, and what they make of the files.

/// Edits of several mends that do not stand in each other's way. A mend that clashes with an earlier one waits for the
/// next check, which finds it again with spans that fit the changed file.
package struct FixPlan: Sendable {
  /// Edits of each file, in file order.
  package private(set) var edits: [FileID: [TextEdit]] = [:]
  private let sources: SourceSet

  package init(in sources: SourceSet) { self.sources = sources }

  /// The bytes of every changed file. New line breaks are written as the file's first one is.
  package func changedFiles() throws(TextEdits.Refusal) -> [(
    file: SourceFile, bytes: [UInt8]
  )] {
    var result: [(file: SourceFile, bytes: [UInt8])] = []
    for id in edits.keys.sorted() {
      let file = sources[id]
      let ofFile = (edits[id] ?? []).map { edit in
        file.breaksWithCRLF ? TextEdit(edit.span, edit.text.withCRLF) : edit
      }
      result.append((file, try TextEdits.apply(ofFile, to: file)))
    }
    return result
  }

  /// Takes all of the mend's edits or none. An edit that is planned already is not made twice: two problems
  /// with one cause propose the same change.
  package mutating func add(_ mend: Mend) -> Bool {
    var next = edits
    for (id, ofFile) in Dictionary(grouping: mend.edits, by: \.span.file) {
      let planned = next[id] ?? []
      let fresh = ofFile.filter { edit in !planned.contains { Self.same($0, edit) } }
      let clash = fresh.contains { edit in
        planned.contains { $0.span.isEmpty && edit.span.isEmpty && $0.span == edit.span }
      }
      if clash { return false }
      guard let sorted = try? TextEdits.checked(planned + fresh, in: sources[id]) else { return false }
      next[id] = sorted
    }
    edits = next
    return true
  }

  private static func same(_ a: TextEdit, _ b: TextEdit) -> Bool {
    a.span == b.span && a.text.hasSameBytes(as: b.text)
  }
}

extension SourceFile {
  fileprivate var breaksWithCRLF: Bool {
    lineStarts.count > 1 && Int(lineStarts[1]) >= 2 && bytes[Int(lineStarts[1]) - 2] == 0x0D
  }
}

extension String {
  fileprivate var withCRLF: String {
    var result: [UInt8] = []
    for byte in utf8 {
      if byte == 0x0A, result.last != 0x0D { result.append(0x0D) }
      result.append(byte)
    }
    return String(decoding: result, as: UTF8.self)
  }
}
