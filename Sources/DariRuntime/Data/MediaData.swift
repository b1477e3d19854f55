// Media in data: a text that names a file, an address or a `data:` URL -> a value, once the bytes of files are there.

import DariBase

/// Why something handed in is not the picture, sound or file that was asked for.
package enum MediaProblem: Error, Hashable, Sendable {
  /// Another kind of thing, by its media type.
  case wrongKind(wanted: Type.Media, name: String, found: String)
  /// Bytes that begin like no picture or sound that is known.
  case unknownFormat(wanted: Type.Media, name: String)
  case empty(name: String)
  case tooLarge(name: String, size: Int)
  /// A name whose content did not come with it.
  case notHandedIn(name: String)
  /// `http:`, an address that is none, a `data:` URL that cannot be read.
  case badAddress(String)
}

package enum MediaData {
  /// Bytes of one picture, sound or file. What is larger goes by its address: providers take no more in a request.
  package static let limit = 20 << 20

  /// The data with every text that names a file, where the type asks for media, replaced by that file. Addresses stay.
  /// - Parameter read: the bytes of a file; nil leaves its name, and `DataDecoder` says that the file is missing.
  package static func attached(
    _ node: DataNode, _ type: Type, read: (_ name: String) -> [UInt8]?
  ) -> DataNode {
    attached(node, type, at: "") { name, _ in read(name) }
  }

  /// - Parameters:
  ///   - path: of the data, from the name of the input; empty for all inputs.
  ///   - read: is given the path of the text too.
  package static func attached(
    _ node: DataNode, _ type: Type, at path: String, read: (_ name: String, _ path: String) -> [UInt8]?
  ) -> DataNode {
    guard type.core.holdsMedia else { return node }
    var result = node
    switch (type.core, node.content) {
    case (.media, .text(let name)), (.media, .word(let name)):
      if !name.utf8.isEmpty, !isAddress(name), let bytes = read(name, path) {
        result.content = .file(name: name, bytes: bytes)
      }
    case (.list(_, let element), .list(let items)):
      result.content = .list(
        items.enumerated().map { attached($0.element, element, at: "\(path)[\($0.offset)]", read: read) })
    case (.record(let record), .object(var entries)):
      for index in entries.indices {
        guard let field = record.field(entries[index].key) else { continue }
        entries[index].value = attached(
          entries[index].value, field.type, at: DataProblem.path(path, entries[index].key), read: read)
      }
      result.content = .object(entries)
    default: break
    }
    return result
  }

  /// Begins like an address, `data:` or `file://`, so that it names no file.
  package static func isAddress(_ text: String) -> Bool {
    let scheme = text.utf8.prefix { $0 != 0x3A }
    guard scheme.count < text.utf8.count, let first = scheme.first, (first | 0x20) &- 0x61 < 26,
      scheme.allSatisfy({ ($0 | 0x20) &- 0x61 < 26 || $0 &- 0x30 < 10 || "+-.".utf8.contains($0) })
    else { return false }
    return isData(text) || text.utf8.dropFirst(scheme.count).starts(with: "://".utf8)
  }

  private static func isData(_ text: String) -> Bool {
    String(decoding: text.utf8.prefix(5), as: UTF8.self).lowercased() == "data:"
  }

  /// The value that a name or an address stands for.
  static func value(_ text: String, _ kind: Type.Media) throws(MediaProblem) -> MediaValue {
    guard isAddress(text) else { throw .notHandedIn(name: text) }
    if isData(text) { return try dataURL(text, kind) }
    guard Address.isURL(text),
      text.utf8.prefix(8).elementsEqual("https://".utf8, by: { $0 | 0x20 == $1 | 0x20 })
    else { throw .badAddress(text) }
    let path = text.utf8.dropFirst(8).drop { $0 != 0x2F }.prefix { $0 != 0x3F && $0 != 0x23 }
    let name = String(Substring(path).split(separator: "/").last ?? "")
    let mediaType = MediaFormat.mediaType(ofName: name)
    // An ending that is not known says nothing; one that is must be of the kind.
    if let mediaType { try check(mediaType, kind, text) }
    return MediaValue(kind: kind, mediaType: mediaType, source: .url(text), name: name.isEmpty ? text : name)
  }

  /// The value that a file's bytes are.
  static func value(name: String, _ bytes: [UInt8], _ kind: Type.Media) throws(MediaProblem) -> MediaValue {
    if bytes.isEmpty { throw .empty(name: name) }
    if bytes.count > limit { throw .tooLarge(name: name, size: bytes.count) }
    let mediaType = MediaFormat.mediaType(of: bytes, name: name)
    try check(mediaType, kind, name)
    return MediaValue(kind: kind, mediaType: mediaType, source: .bytes(bytes), name: lastName(name))
  }

  /// RFC 2397, with base64 only. What it says of its type counts only where the bytes say nothing.
  private static func dataURL(_ text: String, _ kind: Type.Media) throws(MediaProblem) -> MediaValue {
    let shown =
      String(Substring(text.unicodeScalars.prefix(40))) + (text.unicodeScalars.count > 40 ? "…" : "")
    guard let comma = text.utf8.firstIndex(of: 0x2C) else { throw .badAddress(shown) }
    let head = text[..<comma].dropFirst(5).lowercased()
    // Four digits stand for three bytes; nothing larger is decoded.
    if text.utf8.count / 4 * 3 > limit + 1_000 { throw .tooLarge(name: shown, size: text.utf8.count / 4 * 3) }
    guard head.hasSuffix(";base64"),
      let bytes = Base64.decode(text[text.utf8.index(after: comma)...].utf8)
    else { throw .badAddress(shown) }
    // It has no name but what it is.
    if bytes.isEmpty { throw .empty(name: shown) }
    let declared = String(head.prefix { $0 != ";" })
    let found = MediaFormat.mediaType(of: bytes, name: "data.\(MediaFormat.ending(of: declared))")
    var result = try value(name: "\(kind.rawValue).\(MediaFormat.ending(of: found))", bytes, kind)
    result.mediaType = found
    return result
  }

  /// The folders stay at home: they may name people and customers. A name with a line break in it is still one line.
  private static func lastName(_ path: String) -> String {
    let last = path.split { $0 == "/" || $0 == "\\" }.last.map(String.init) ?? path
    return String(
      String.UnicodeScalarView(
        NFC.normalized(last).unicodeScalars.map { $0.properties.generalCategory == .control ? "_" : $0 }))
  }

  private static func check(_ mediaType: String, _ kind: Type.Media, _ name: String) throws(MediaProblem) {
    let wanted: String
    switch kind {
    case .file: return
    case .image: wanted = "image/"
    case .audio: wanted = "audio/"
    }
    if mediaType == MediaFormat.unknown { throw .unknownFormat(wanted: kind, name: name) }
    if !mediaType.hasPrefix(wanted) { throw .wrongKind(wanted: kind, name: name, found: mediaType) }
  }
}
