// What the name of a file says of its language: `email-reply.en.dari` is the English of `email-reply.dari`.

import DariBase

/// The path of a translation, taken apart.
package struct TranslationName: Hashable, Sendable {
  /// Path of the file that it translates.
  package var original: String
  /// As written: `en`, `zh-Hant`.
  package var locale: String

  /// Nil for a file that is no translation.
  package init?(path: String) {
    let bytes = Array(path.utf8)
    let end = Array(".dari".utf8)
    guard bytes.count > end.count, bytes.suffix(end.count).elementsEqual(end) else { return nil }
    let stem = bytes.dropLast(end.count)
    let folderEnd = stem.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
    guard let dot = stem.lastIndex(of: UInt8(ascii: ".")), dot > folderEnd else { return nil }
    let tag = String(decoding: stem[(dot + 1)...], as: UTF8.self)
    guard Self.isLocale(tag) else { return nil }
    locale = tag
    original = String(decoding: stem[..<dot] + end, as: UTF8.self)
  }

  /// The path of a file's translation; nil if it is not a `.dari` file.
  package static func path(of original: String, in locale: String) -> String? {
    guard original.hasSuffix(".dari") else { return nil }
    return "\(original.dropLast(5)).\(locale).dari"
  }

  /// A language of two or three letters, and what narrows it: `ko`, `pt-BR`, `zh-Hant-TW`.
  package static func isLocale(_ tag: String) -> Bool {
    let parts = tag.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard let language = parts.first, (2...3).contains(language.count),
      language.allSatisfy({ (0x61...0x7A).contains($0) })
    else { return false }
    return parts.dropFirst().allSatisfy { part in
      (2...8).contains(part.count)
        && part.allSatisfy {
          (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
        }
    }
  }
}
