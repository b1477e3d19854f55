// What bytes are: formats of pictures, sounds and files by how they begin, and by the ending of a name where that says
// more.

import DariBase

/// Media types (RFC 6838) of the formats that people hand in. What begins like none of them is `unknown`.
package enum MediaFormat {
  package static let unknown = "application/octet-stream"
  static let text = "text/plain"

  /// Of bytes. The name settles only what the bytes leave open: a ZIP that is a document, a text that is a table.
  package static func mediaType(of bytes: [UInt8], name: String) -> String {
    if let format = signature(bytes) { return format }
    let named = mediaType(ofName: name)
    if begins(bytes, "ftyp", at: 4) { return isoMedia(bytes, named) }
    if begins(bytes, [0x50, 0x4B, 0x03, 0x04]) || begins(bytes, [0x50, 0x4B, 0x05, 0x06]) {
      return named.flatMap { isZipped($0) ? $0 : nil } ?? "application/zip"
    }
    if begins(bytes, [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
      return named.flatMap { compoundFiles.contains($0) ? $0 : nil } ?? "application/x-ole-storage"
    }
    if begins(bytes, [0x1A, 0x45, 0xDF, 0xA3]) { return named == "audio/webm" ? "audio/webm" : "video/webm" }
    guard isText(bytes) else { return unknown }
    if let named, named.utf8.starts(with: "text/".utf8) || textFormats.contains(named) { return named }
    return text
  }

  /// By the ending of a name or of an address's path; nil if it has none that is known.
  package static func mediaType(ofName name: String) -> String? {
    guard let dot = name.utf8.lastIndex(of: 0x2E) else { return nil }
    let ending = name[name.utf8.index(after: dot)...].lowercased()
    return endings.first { $0.ending == ending }?.mediaType
  }

  /// The usual ending of a format, for data that came without a name.
  static func ending(of mediaType: String) -> String {
    endings.first { $0.mediaType == mediaType }?.ending ?? "bin"
  }

  /// A text that a model can read as it is.
  package static func isText(_ mediaType: String) -> Bool {
    mediaType.utf8.starts(with: "text/".utf8) || textFormats.contains(mediaType)
  }

  // MARK: How formats begin

  private static func signature(_ bytes: [UInt8]) -> String? {
    if begins(bytes, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return "image/png" }
    if begins(bytes, [0xFF, 0xD8, 0xFF]) { return "image/jpeg" }
    if begins(bytes, "GIF87a") || begins(bytes, "GIF89a") { return "image/gif" }
    if begins(bytes, "RIFF"), begins(bytes, "WEBP", at: 8) { return "image/webp" }
    if begins(bytes, "RIFF"), begins(bytes, "WAVE", at: 8) { return "audio/wav" }
    // `BM` also begins words; the four bytes behind it are the size.
    if begins(bytes, "BM"), size(bytes, at: 2) == bytes.count { return "image/bmp" }
    if begins(bytes, [0x49, 0x49, 0x2A, 0x00]) || begins(bytes, [0x4D, 0x4D, 0x00, 0x2A]) {
      return "image/tiff"
    }
    if begins(bytes, "%PDF-") { return "application/pdf" }
    if begins(bytes, "fLaC") { return "audio/flac" }
    if begins(bytes, "OggS") { return "audio/ogg" }
    if begins(bytes, "FORM"), begins(bytes, "AIFF", at: 8) || begins(bytes, "AIFC", at: 8) {
      return "audio/aiff"
    }
    if begins(bytes, "#!AMR") { return "audio/amr" }
    if begins(bytes, "ID3") || isMPEGAudio(bytes) { return "audio/mpeg" }
    if bytes.count > 1, bytes[0] == 0xFF, bytes[1] & 0xF6 == 0xF0 { return "audio/aac" }
    if begins(bytes, #"{\rtf"#) { return "application/rtf" }
    return nil
  }

  /// ISO 14496-12: the brand stands behind `ftyp`.
  private static func isoMedia(_ bytes: [UInt8], _ named: String?) -> String {
    switch bytes.count < 12 ? "" : String(decoding: bytes[8..<12], as: UTF8.self) {
    case "heic", "heix", "hevc", "hevx", "heim", "heis": "image/heic"
    case "mif1", "msf1": "image/heif"
    case "avif", "avis": "image/avif"
    case "M4A ", "M4B ", "M4P ": "audio/mp4"
    case "qt  ": "video/quicktime"
    default: named == "audio/mp4" ? "audio/mp4" : "video/mp4"
    }
  }

  /// The header of a frame of layer III: eleven ones, then fields of which some values are not allowed.
  private static func isMPEGAudio(_ bytes: [UInt8]) -> Bool {
    guard bytes.count >= 4, bytes[0] == 0xFF, bytes[1] & 0xE0 == 0xE0 else { return false }
    let (version, layer) = (bytes[1] >> 3 & 3, bytes[1] >> 1 & 3)
    let (rate, sampling) = (bytes[2] >> 4, bytes[2] >> 2 & 3)
    return version != 1 && layer == 1 && rate != 0 && rate != 15 && sampling != 3
  }

  private static func isText(_ bytes: [UInt8]) -> Bool {
    !bytes.contains(0) && ValidUTF8.firstInvalid(bytes) == nil
  }

  private static func begins(_ bytes: [UInt8], _ start: [UInt8]) -> Bool { bytes.starts(with: start) }

  private static func begins(_ bytes: [UInt8], _ start: String, at offset: Int = 0) -> Bool {
    bytes.count >= offset + start.utf8.count && bytes[offset...].starts(with: start.utf8)
  }

  private static func size(_ bytes: [UInt8], at offset: Int) -> Int? {
    guard bytes.count >= offset + 4 else { return nil }
    return (0..<4).reduce(0) { $0 | Int(bytes[offset + $1]) << (8 * $1) }
  }

  // MARK: Endings

  private static let textFormats: Set<String> = ["application/json", "application/xml", "application/yaml"]

  private static let compoundFiles: Set<String> = [
    "application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint", "application/x-hwp",
  ]

  private static func isZipped(_ mediaType: String) -> Bool {
    mediaType.hasPrefix("application/vnd.openxmlformats") || mediaType.hasPrefix("application/vnd.oasis")
      || mediaType == "application/hwp+zip" || mediaType == "application/epub+zip"
  }

  /// The first ending of a format is its usual one.
  private static let endings: [(ending: String, mediaType: String)] = [
    ("png", "image/png"), ("jpg", "image/jpeg"), ("jpeg", "image/jpeg"), ("gif", "image/gif"),
    ("webp", "image/webp"), ("heic", "image/heic"), ("heif", "image/heif"), ("avif", "image/avif"),
    ("bmp", "image/bmp"), ("tiff", "image/tiff"), ("tif", "image/tiff"), ("svg", "image/svg+xml"),
    ("wav", "audio/wav"), ("mp3", "audio/mpeg"), ("m4a", "audio/mp4"), ("ogg", "audio/ogg"),
    ("oga", "audio/ogg"), ("opus", "audio/ogg"), ("flac", "audio/flac"), ("aac", "audio/aac"),
    ("aiff", "audio/aiff"), ("aif", "audio/aiff"), ("amr", "audio/amr"), ("weba", "audio/webm"),
    ("mp4", "video/mp4"), ("mov", "video/quicktime"), ("webm", "video/webm"),
    ("pdf", "application/pdf"), ("txt", "text/plain"), ("md", "text/markdown"), ("csv", "text/csv"),
    ("tsv", "text/tab-separated-values"), ("html", "text/html"), ("htm", "text/html"),
    ("json", "application/json"), ("xml", "application/xml"), ("yaml", "application/yaml"),
    ("yml", "application/yaml"), ("rtf", "application/rtf"), ("zip", "application/zip"),
    ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    ("odt", "application/vnd.oasis.opendocument.text"),
    ("ods", "application/vnd.oasis.opendocument.spreadsheet"), ("epub", "application/epub+zip"),
    ("hwpx", "application/hwp+zip"), ("hwp", "application/x-hwp"), ("doc", "application/msword"),
    ("xls", "application/vnd.ms-excel"), ("ppt", "application/vnd.ms-powerpoint"),
  ]
}
