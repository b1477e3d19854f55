// How Latin letters end when they are read aloud in Korean: units, abbreviations, words.

enum SpokenLatin {
  /// The unit, abbreviation or word that the text ends in.
  static func sound(of text: ArraySlice<UInt32>) -> FinalSound {
    if let unit = unit(text) { return unit }
    let letters = ascii(text.reversed().prefix(while: FinalSound.isLatin).reversed())
    let word = letters.lowercased()
    if let known = SpokenWords.words[word] { return known }
    let capitals = letters.utf8.reversed().prefix { FinalSound.isCapital(UInt32($0)) }.count
    // `kg`, `dB`; capitals (`KG`) are a unit only after a number.
    if letters != letters.uppercased(), !word.utf8.contains(where: isVowel), let unit = units[letters] {
      return unit
    }
    if capitals == 0 { return lowerCase(word) }
    if letters == "X", isAfterWord(text) { return [.open, .closed] }  // iPhone X: 엑스, 텐
    let name = letterName(word.utf8.last)
    let abbreviation = word.utf8.suffix(capitals)
    return isWordLike(abbreviation) ? name.union(SpokenWords.ending(of: word)) : name
  }

  private static func isAfterWord(_ text: ArraySlice<UInt32>) -> Bool {
    let before = text.dropLast()
    return before.last == 0x20 && before.dropLast().last.map(FinalSound.isLatin) == true
  }

  /// Words without a vowel are read letter by letter, in small letters too: `pdf`, `co.kr`.
  private static func lowerCase(_ word: String) -> FinalSound {
    if word.utf8.count == 1 { return letterName(word.utf8.last) }
    if word.utf8.contains(where: isVowel) { return SpokenWords.ending(of: word) }
    return letterName(word.utf8.last)
  }

  /// 엘 and 알, 엠 and 엔; all other names of letters end in a vowel.
  private static func letterName(_ letter: UInt8?) -> FinalSound {
    switch letter {
    case UInt8(ascii: "l"), UInt8(ascii: "r"): .rieul
    case UInt8(ascii: "m"), UInt8(ascii: "n"): .closed
    default: .open
    }
  }

  private static func isVowel(_ letter: UInt8) -> Bool { "aeiouy".utf8.contains(letter) }

  /// Consonants that end a word after a vowel. `OECD` and `ENFP` have others, and are read letter by letter.
  private static let ends: Set<String> = Set(
    "ch ck ct ff ft gs ks ld lk ll lm lp ls lt mp ms nd ng nk ns nt ph ps pt rd rk rl rm rn rp rs rt sh sk ss st th ts tt xt"
      .split(separator: " ").map(String.init))

  /// Whether capitals can be a word as well: `SHOP`, `SALE`, `NAVER`. Short ones (`VIP`, `LED`) are spelled.
  private static func isWordLike(_ capitals: Substring.UTF8View) -> Bool {
    if capitals.count > 5 { return true }
    guard capitals.count > 3 else { return false }
    let isSilent = capitals.last == UInt8(ascii: "e")
    let stem = isSilent ? capitals.dropLast() : capitals
    let end = stem.reversed().prefix { !isVowel($0) }.reversed()
    guard !end.isEmpty, end.count < stem.count else { return false }
    return end.count == 1 || isSilent || ends.contains(String(decoding: end, as: UTF8.self))
  }

  private static func ascii(_ values: some Sequence<UInt32>) -> String {
    String(decoding: values.map { UInt8(truncatingIfNeeded: $0) }, as: UTF8.self)
  }

  // MARK: Units

  /// Units after a number. Shops and signs write them in capitals too: 5KG, 10Km.
  private static let units: [String: FinalSound] = SpokenWords.table([
    (
      .open,
      """
      km m cm mm um nm KM CM MM Km Cm Mm Nm L l mL ml dL kL uL ML Ml kcal cal W kW MW kWh V Hz kHz MHz GHz \
      B KB kB MB GB TB PB pt cc s sec ms ha lb oz ft in yd pp bp bps kbps Mbps Gbps fps dpi p USD EUR GBP \
      km/h m/s km/L km/l st nd rd th
      """
    ),
    (.closed, "kg g mg ug KG Kg t min h hr hrs ppm rpm gal KRW JPY CNY"),
    (.rieul, "px dB mol mi Pa hPa kPa MPa kJ"),
    // 백 미터, 백 엠, 백 메가; 두 톤, 투 티; 이십사 시간, 이십사 에이치; 삼 층, 쓰리 에프; 백 그램, 백 지; 오 줄, 오 제이.
    ([.open, .closed], "M T H F G"),
    ([.open, .rieul], "J"),
  ])

  /// The unit after a number: `5 kg`, `60km/h`, `3%p`.
  private static func unit(_ text: ArraySlice<UInt32>) -> FinalSound? {
    let isUnit: (UInt32) -> Bool = { FinalSound.isLatin($0) || $0 == 0x2F || isMicro($0) }
    let letters = text.reversed().prefix(while: isUnit)
    guard letters.count <= 6 else { return nil }
    let isBetween: (UInt32) -> Bool = { $0 == 0x20 || $0 == 0xA0 || $0 == 0x25 }
    let number = text.dropLast(
      letters.count + text.dropLast(letters.count).reversed().prefix(while: isBetween).count)
    guard let digit = number.last, FinalSound.isDigit(digit) else { return nil }
    let name = ascii(letters.reversed().map { isMicro($0) ? 0x75 : $0 })
    if let scale = scale(name, number) { return scale }
    if let clock = clock(name, number) { return clock }
    // 3G, 4G, 5G are networks.
    if name == "G", number.dropLast().last.map(FinalSound.isDigit) != true, 0x32...0x36 ~= digit {
      return .open
    }
    if let unit = units[name] { return unit }
    // 밀리그램 퍼 데시리터, 데시리터당 밀리그램.
    let parts = name.split(separator: "/").compactMap { units[String($0)] }
    return parts.count == 2 ? parts[0].union(parts[1]) : nil
  }

  private static func isMicro(_ value: UInt32) -> Bool { value == 0xB5 || value == 0x3BC }

  /// `$10M` is 천만 달러.
  private static func scale(_ name: String, _ number: ArraySlice<UInt32>) -> FinalSound? {
    ["k", "K", "m", "M", "B", "bn", "T"].contains(name) ? SpokenNumber.currency(before: number) : nil
  }

  /// `3 PM` is 오후 세 시, or 쓰리 피엠.
  private static func clock(_ name: String, _ number: ArraySlice<UInt32>) -> FinalSound? {
    guard ["am", "pm", "AM", "PM"].contains(name) else { return nil }
    return SpokenNumber.isTime(number) ? SpokenNumber.sound(of: number).union(.closed) : [.open, .closed]
  }
}
