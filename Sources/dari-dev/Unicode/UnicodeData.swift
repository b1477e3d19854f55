// The files of the Unicode Character Database, as far as the tables need them.

import Foundation

struct MissingUnicodeData: Error, CustomStringConvertible {
  var description: String
}

struct UnicodeData {
  private(set) var category: [UInt32: String] = [:]
  /// Where it is not 0.
  private(set) var combiningClass: [UInt32: UInt32] = [:]
  /// Canonical decompositions of one step: one or two scalars. Hangul syllables are computed, not listed.
  private(set) var decomposition: [UInt32: [UInt32]] = [:]
  private(set) var compositionExclusions: Set<UInt32> = []
  /// NFC_Quick_Check is No or Maybe.
  private(set) var composedForm: Set<UInt32> = []
  /// East_Asian_Width is W or F.
  private(set) var wide: Set<UInt32> = []
  /// Default_Ignorable_Code_Point.
  private(set) var ignorable: Set<UInt32> = []
  /// Prepended_Concatenation_Mark.
  private(set) var prefixedMarks: Set<UInt32> = []

  init(folder: URL, version: String) throws {
    let names = [
      "UnicodeData.txt", "EastAsianWidth.txt", "DerivedCoreProperties.txt", "DerivedNormalizationProps.txt",
      "PropList.txt",
    ]
    var files: [String: String] = [:]
    for name in names {
      let url = folder.appendingPathComponent(name)
      guard let text = try? String(contentsOf: url, encoding: .utf8) else {
        throw MissingUnicodeData(
          description: "\(url.path) is not there; install the Unicode data: apt-get install unicode-data")
      }
      if name != "UnicodeData.txt", !text.hasPrefix("# \(name.dropLast(4))-\(version).txt") {
        let found = text.prefix { $0 != "\n" }
        throw MissingUnicodeData(
          description: "\(url.path) is not of Unicode \(version), for which the tables are made: \(found)")
      }
      files[name] = text
    }
    readCharacters(files["UnicodeData.txt"] ?? "")
    for (scalars, values) in Self.rows(files["EastAsianWidth.txt"] ?? "")
    where ["W", "F"].contains(values[0]) {
      wide.formUnion(scalars)
    }
    // Unassigned places of these blocks and planes are wide (see the head of EastAsianWidth.txt).
    for block: ClosedRange<UInt32> in [
      0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x2FFFD, 0x30000...0x3FFFD,
    ] { wide.formUnion(block) }
    for (scalars, values) in Self.rows(files["DerivedCoreProperties.txt"] ?? "")
    where values[0] == "Default_Ignorable_Code_Point" {
      ignorable.formUnion(scalars)
    }
    for (scalars, values) in Self.rows(files["DerivedNormalizationProps.txt"] ?? "") {
      if values[0] == "Full_Composition_Exclusion" { compositionExclusions.formUnion(scalars) }
      if values[0] == "NFC_QC" { composedForm.formUnion(scalars) }
    }
    for (scalars, values) in Self.rows(files["PropList.txt"] ?? "")
    where values[0] == "Prepended_Concatenation_Mark" {
      prefixedMarks.formUnion(scalars)
    }
  }

  private mutating func readCharacters(_ text: String) {
    for line in text.split(separator: "\n") {
      let fields = line.split(separator: ";", omittingEmptySubsequences: false)
      guard fields.count > 5, let scalar = UInt32(fields[0], radix: 16) else { continue }
      category[scalar] = String(fields[2])
      if let value = UInt32(fields[3]), value != 0 { combiningClass[scalar] = value }
      if !fields[5].isEmpty, !fields[5].hasPrefix("<") {
        decomposition[scalar] = fields[5].split(separator: " ").compactMap { UInt32($0, radix: 16) }
      }
    }
  }

  /// `0300..036F ; Mn # …` -> the range and the fields after it.
  private static func rows(_ text: String) -> [(ClosedRange<UInt32>, [String])] {
    text.split(separator: "\n").compactMap { line in
      let content = line.prefix { $0 != "#" }
      let fields = content.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }
      guard fields.count > 1 else { return nil }
      let ends = fields[0].components(separatedBy: "..").compactMap { UInt32($0, radix: 16) }
      guard let first = ends.first, let last = ends.last else { return nil }
      return (first...last, Array(fields.dropFirst()))
    }
  }
}
