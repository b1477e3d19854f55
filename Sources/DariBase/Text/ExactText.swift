// Text compared by its bytes. `String ==` holds `é` and `e` with an accent for equal: right for names,
// wrong for values.

/// A string whose equality, hash and order are those of its UTF-8 bytes.
package struct ExactText: Hashable, Comparable, Sendable {
  package let text: String
  package init(_ text: String) { self.text = text }

  package static func == (a: ExactText, b: ExactText) -> Bool { a.text.hasSameBytes(as: b.text) }

  package static func < (a: ExactText, b: ExactText) -> Bool {
    a.text.utf8.lexicographicallyPrecedes(b.text.utf8)
  }

  package func hash(into hasher: inout Hasher) {
    let bytes = text.utf8
    hasher.combine(bytes.count)
    // Copied where the string is not in one piece (bridged strings, on other systems).
    let inOnePiece: Void? = bytes.withContiguousStorageIfAvailable {
      hasher.combine(bytes: UnsafeRawBufferPointer($0))
    }
    if inOnePiece == nil {
      Array(bytes).withUnsafeBytes { hasher.combine(bytes: $0) }
    }
  }
}

extension String {
  package func hasSameBytes(as other: String) -> Bool {
    utf8.count == other.utf8.count && utf8.elementsEqual(other.utf8)
  }
}
