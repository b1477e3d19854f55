// How Latin letters end when they are read aloud in Korean: units, abbreviations, words.

enum SpokenLatin {
  /// Units after a number.
  private static let units: [String: FinalSound] = {
    var table: [String: FinalSound] = [:]
    let open =
      "km m cm mm L l mL ml kL dL kcal cal W kW MW kWh V Hz kHz MHz GHz B KB kB MB GB TB PB pt cc s ms "
      + "ha lb oz ft in km/h m/s bps kbps Mbps Gbps fps dpi p USD EUR GBP"
    let closed = "kg g mg t min h ppm rpm nm KRW JPY CNY"
    for unit in open.split(separator: " ") { table[String(unit)] = .open }
    for unit in closed.split(separator: " ") { table[String(unit)] = .closed }
    for unit in ["px", "dB", "mol"] { table[unit] = .rieul }
    return table
  }()

  /// Names that come up in routines and whose end the spelling does not tell, in lower case.
  private static let words: [String: FinalSound] = {
    var table: [String: FinalSound] = [:]
    let open =
      "claude youtube word powerpoint github gitlab make microsoft android discord cloud prompt text test "
      + "javascript typescript script swift code note keyboard dashboard adobe list event "
      + "point client account"
    let closed =
      "slack facebook outlook notebook macbook copilot chrome iphone phone line online tiktok chatbot "
      + "bot anthropic photoshop blog name time theme game type book market internet bootstrap"
    for word in open.split(separator: " ") { table[String(word)] = .open }
    for word in closed.split(separator: " ") { table[String(word)] = .closed }
    return table
  }()

  /// The ends of lower-case words that are read in one way nearly without exception; the rest
  /// (`t`, `k`, `p`, `d`, …) may be a syllable of their own or not, and are not known.
  private static let endings: [(String, FinalSound)] = [
    ("ng", .closed), ("le", .rieul), ("l", .rieul), ("m", .closed), ("n", .closed),
    ("ce", .open), ("se", .open), ("ze", .open), ("ve", .open), ("ge", .open), ("re", .open),
    ("ie", .open), ("ee", .open),
    ("a", .open), ("i", .open), ("o", .open), ("u", .open), ("y", .open), ("w", .open), ("r", .open),
    ("s", .open), ("x", .open), ("z", .open), ("f", .open), ("v", .open), ("h", .open),
  ]

  /// More capitals than this may be a word that is only written in capitals.
  private static let longestAbbreviation = 5

  static func sound(of text: ArraySlice<UInt32>) -> FinalSound {
    if let unit = unit(text) { return unit }
    let letters = text.reversed().prefix(while: FinalSound.isLatin).reversed()
    let word = ascii(letters).lowercased()
    if let known = words[word] { return known }
    let capitals = letters.reversed().prefix(while: FinalSound.isCapital).count
    if capitals == 0 { return ending(of: word) }
    let name = letterName(letters.last ?? 0)
    return capitals > longestAbbreviation ? name.union(ending(of: word)) : name
  }

  /// 엘 and 알, 엠 and 엔; all other names of letters end in a vowel.
  private static func letterName(_ letter: UInt32) -> FinalSound {
    switch letter {
    case 0x4C, 0x52: .rieul
    case 0x4D, 0x4E: .closed
    default: .open
    }
  }

  private static func ending(of word: String) -> FinalSound {
    // A lone lower-case letter is read by its name.
    if word.utf8.count == 1 { return letterName(UInt32(word.utf8.first ?? 0) - 0x20) }
    return endings.first { word.hasSuffix($0.0) }?.1 ?? .unknown
  }

  /// The unit after a number: `5 kg`, `60km/h`, `3%p`.
  private static func unit(_ text: ArraySlice<UInt32>) -> FinalSound? {
    let isUnit: (UInt32) -> Bool = { FinalSound.isLatin($0) || $0 == 0x2F }
    let name = text.reversed().prefix(while: isUnit)
    guard name.count <= 4 else { return nil }
    let before = text.dropLast(name.count).last { $0 != 0x20 && $0 != 0xA0 && $0 != 0x25 }
    guard let before, FinalSound.isDigit(before) else { return nil }
    return units[ascii(name.reversed())]
  }

  private static func ascii(_ values: some Sequence<UInt32>) -> String {
    String(decoding: values.map { UInt8(truncatingIfNeeded: $0) }, as: UTF8.self)
  }
}
