// The author's colour and logo: what a manual can show of them.

import DariBase
import DariRuntime

/// The grounds of a manual that text stands on, on a light page and on a dark one.
package enum ManualGrounds {
  package static let light = [
    Colour(red: 0xFD, green: 0xFC, blue: 0xF9), Colour(red: 0xF5, green: 0xF2, blue: 0xEB),
  ]
  package static let dark = [
    Colour(red: 0x17, green: 0x16, blue: 0x14), Colour(red: 0x24, green: 0x22, blue: 0x1F),
  ]
}

/// A picture that a manual carries within itself.
package struct Logo: Hashable, Sendable {
  package enum Kind: String, Sendable {
    case svg = "image/svg+xml"
    case png = "image/png"
  }
  package var kind: Kind
  package var bytes: [UInt8]

  package init(kind: Kind, bytes: [UInt8]) {
    self.kind = kind
    self.bytes = bytes
  }

  /// Each manual holds a copy.
  static let most = 256 << 10
}

extension Manifest {
  /// Manuals shade a colour until it can be read; the author should know, and may choose another.
  static func checkContrast(of text: String, at span: SourceSpan, _ reporter: Reporter) {
    guard let colour = Colour(text) else { return }
    let contrast = ManualGrounds.light.map { colour.contrast(with: $0) }.min() ?? 0
    if contrast >= Colour.textContrast { return }
    let nearest = colour.readable(on: ManualGrounds.light).hex
    // Cut, not rounded: 4.496 is not 4.5.
    let tenths = Int(contrast * 10)
    reporter.report(
      .colourTooPale(colour: text, contrast: "\(tenths / 10).\(tenths % 10)"), at: span,
      mends: [Mend(.writeInstead(text: nearest), [TextEdit(span, "\"\(nearest)\"")])])
  }

  /// The logo's file within the project; nil if there is none, or its path leads out.
  package var logoFile: String? { author.logoPath.flatMap { ResourcePath.resolve($0, from: "dari.yaml") } }

  mutating func loadLogo(from resources: [String: [UInt8]], reporter: Reporter) {
    guard let path = author.logoPath, let place = author.logoPlace else { return }
    guard let file = logoFile, let bytes = resources[file] else {
      reporter.report(.logoMissing(path: path), at: place)
      return
    }
    if bytes.count > Logo.most {
      reporter.report(
        .logoTooLarge(path: path, size: (bytes.count + 1023) >> 10, limit: Logo.most >> 10), at: place)
    } else if let kind = LogoFile(bytes).kind {
      if kind == .svg, let loaded = LogoFile(bytes).loadedFromElsewhere {
        reporter.report(.logoActs(path: path, what: loaded), at: place)
      } else {
        author.logo = Logo(kind: kind, bytes: bytes)
      }
    } else {
      reporter.report(.logoUnreadable(path: path), at: place)
    }
  }
}

/// What a logo's file is, by its own bytes: a name can be wrong.
struct LogoFile {
  private let bytes: [UInt8]
  /// In small letters, without what only spaces it.
  private let folded: String

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    let isPicture = bytes.starts(with: Self.png)
    folded = isPicture ? "" : String(decoding: bytes, as: UTF8.self).lowercased()
  }

  private static let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  var kind: Logo.Kind? {
    if bytes.starts(with: Self.png) {
      // The header chunk, with a size, and an end: half a file is none.
      let isWhole =
        bytes.count >= 45 && Array(bytes[12..<16]) == Array("IHDR".utf8)
        && bytes[16..<24].contains { $0 != 0 }
        && Array(bytes[(bytes.count - 8)..<(bytes.count - 4)]) == Array("IEND".utf8)
      return isWhole ? .png : nil
    }
    guard String(validating: bytes, as: UTF8.self) != nil else { return nil }
    var rest = Substring(folded)
    if rest.unicodeScalars.first == "\u{FEFF}" { rest = Substring(rest.unicodeScalars.dropFirst()) }
    while true {
      rest = rest.drop { $0.isWhitespace }
      if rest.hasPrefix("<?") {
        guard let end = rest.firstRange(of: "?>") else { return nil }
        rest = rest[end.upperBound...]
      } else if rest.hasPrefix("<!--") {
        guard let end = rest.firstRange(of: "-->") else { return nil }
        rest = rest[end.upperBound...]
      } else if rest.hasPrefix("<!doctype") {
        guard let end = rest.firstIndex(of: ">") else { return nil }
        rest = rest[rest.index(after: end)...]
      } else {
        break
      }
    }
    let isPicture = rest.hasPrefix("<svg ") || rest.hasPrefix("<svg\n") || rest.hasPrefix("<svg>")
    // Without its name space a browser shows it as text.
    return isPicture && rest.contains("http://www.w3.org/2000/svg") && rest.contains("</svg>") ? .svg : nil
  }

  /// What a page without a network and without scripts would not show. Browsers run nothing of a picture in `img`, so this
  /// is for the author's eyes and not a guard.
  var loadedFromElsewhere: String? {
    for element in ["script", "foreignobject", "!entity"] where folded.contains("<\(element)") {
      return "<\(element)>"
    }
    for start in ["href=", "url(", "src=", "@import "] {
      for quote in ["", "\"", "'"] {
        for address in ["http:", "https:", "//"] where folded.contains(start + quote + address) {
          return start + quote + address
        }
      }
    }
    return nil
  }
}
