// The formatter's front door: a file's bytes -> the edits that give it the one layout.

import DariBase

/// There is one layout and nothing to set (Documentation/Formatting.md). Formatting never changes what a file says:
/// what it would make of a file is parsed again and held against it before anybody sees it.
package enum Formatter {
  package enum Outcome: Sendable {
    /// In file order; none if the file is in the layout.
    case edits([TextEdit])
    /// The file can't be read, or has errors of syntax: what they are. Where it is not certain what a line is, its
    /// layout is not either.
    case broken([Diagnostic])
    /// The layout would not say the same. That is a mistake of the formatter's.
    case unfaithful
  }

  package static func format(_ file: SourceFile) -> Outcome {
    var diagnostics = EncodingCheck.check(file)
    guard diagnostics.isEmpty else { return .broken(diagnostics) }
    let tree = DariParser.parse(file)
    diagnostics = tree.diagnostics.filter { $0.severity == .error }
    guard diagnostics.isEmpty else { return .broken(diagnostics) }
    let edits = FileLayout.edits(of: tree)
    if edits.isEmpty { return .edits([]) }
    guard let bytes = try? TextEdits.apply(edits, to: file),
      LayoutFidelity.saysTheSame(
        tree, DariParser.parse(SourceFile(id: file.id, path: file.path, bytes: bytes)))
    else { return .unfaithful }
    return .edits(edits)
  }
}
