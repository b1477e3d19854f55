// The parser's front door.

import DariBase

/// Parsing never fails: what cannot be read becomes error nodes and `unexpected` tokens, and diagnostics say why.
package enum DariParser {
  /// A whole `.dari` file.
  package static func parse(_ file: SourceFile) -> SyntaxTree {
    run(file, 0..<file.bytes.count) { $0.parseFile() }
  }

  /// A type that stands somewhere in a file (a YAML value, say). The root is the TYPE node.
  package static func parseType(_ file: SourceFile, range: Range<Int>) -> SyntaxTree {
    slice(file, range, empty: .errorType) { $0.parseType(after: nil) }
  }

  /// An expression that stands somewhere in a file. The root is the EXPRESSION node.
  package static func parseExpression(_ file: SourceFile, range: Range<Int>) -> SyntaxTree {
    slice(file, range, empty: .errorExpression) { _ = $0.parseExpression(after: nil) }
  }

  private static func slice(
    _ file: SourceFile, _ range: Range<Int>, empty: SyntaxKind, _ parse: (inout Parser) -> Void
  ) -> SyntaxTree {
    run(file, range) { parser in
      parser.enter(range)
      parser.flushWhitespace()
      let root = parser.builder.count
      parse(&parser)
      parser.leave(to: range.upperBound)
      parser.builder.makeRoot(root)
    }
  }

  private static func run(
    _ file: SourceFile, _ range: Range<Int>, _ parse: (inout Parser) -> Void
  ) -> SyntaxTree {
    file.bytes.withUnsafeBufferPointer { bytes in
      var parser = Parser(file: file, bytes: bytes, range: range)
      parse(&parser)
      assert(parser.builder.end == range.upperBound, "all bytes are in the tree")
      return SyntaxTree(
        file: file, entries: parser.builder.entries, diagnostics: parser.diagnostics.inFileOrder(),
        keptRanges: parser.keptRanges)
    }
  }
}
