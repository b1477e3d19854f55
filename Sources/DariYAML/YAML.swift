// The way in: YAML text of a file -> nodes and problems.

import DariBase

/// What a key without a value, and the words `null` and `~`, mean.
package enum YAMLDialect: Sendable {
  /// Front matter, manifests, catalogues, tests: a key needs a value, and `null` is a word like any other.
  case project
  /// Values handed in when rendering: no value, `null` and `~` are `.absent`.
  case data
}

package struct YAMLResult: Sendable {
  /// Nil when nothing but white space and comments is there.
  package var root: YAMLNode?
  /// In file order. When there are errors, entries may be missing from `root`: do not report missing keys then.
  package var diagnostics: [Diagnostic]

  package init(root: YAMLNode?, diagnostics: [Diagnostic]) {
    self.root = root
    self.diagnostics = diagnostics
  }
}

package enum YAML {
  /// Blocks and brackets in each other, at most.
  package static let deepest = 100

  /// Reads `range` of the file (front matter without its `---` lines, the body of a section), or all of it.
  ///
  /// - Parameters:
  ///   - blanked: ranges read as white space of the same length, for example template comments in a body.
  /// - Returns: the nodes, with spans in the whole file. A file with a flaw in its encoding gives `.error`; it is
  ///   reported here only when the whole file is read, since whoever reads a part has looked at the file before.
  package static func parse(
    _ file: SourceFile, range: Range<Int>? = nil, blanked: [Range<Int>] = [], dialect: YAMLDialect = .project
  ) -> YAMLResult {
    let whole = range ?? 0..<file.bytes.count
    let text = ScanText(file, range: whole, blanked: blanked)
    if EncodingCheck.firstFlaw(in: text.bytes) != nil {
      return YAMLResult(
        root: YAMLNode(.error, span: file.span(whole)),
        diagnostics: range == nil ? EncodingCheck.check(file) : [])
    }
    var scanner = TrapScanner(text)
    scanner.scan()
    var builder = NodeBuilder(scanner: scanner, dialect: dialect)
    let root = builder.build()
    return YAMLResult(root: root, diagnostics: (scanner.diagnostics + builder.diagnostics).inFileOrder())
  }
}
