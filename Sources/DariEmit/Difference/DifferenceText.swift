// `dari diff` for people: tier by tier, worst first, then what the version has to be.

import DariBase
import DariSemantics

package struct DifferenceText {
  private let difference: Difference
  private let language: MessageLanguage
  private let colour: Bool
  /// Columns of the terminal; nil where there is none: then nothing is broken into lines.
  private let width: Int?

  package init(_ difference: Difference, language: MessageLanguage, colour: Bool, width: Int?) {
    self.difference = difference
    self.language = language
    self.colour = colour
    self.width = width
  }

  private func words(_ english: String, _ korean: String) -> String {
    language == .korean ? korean : english
  }

  /// Lines, each ended by a line feed.
  package var text: String {
    if difference.changes.isEmpty {
      return words("nothing that means something has changed\n", "뜻이 달라진 곳이 없습니다\n")
    }
    var text = ""
    for tier in RoutineChange.Tier.allCases {
      let changes = difference.changes.filter { $0.change.tier == tier }
      if changes.isEmpty { continue }
      text += styled("══ \(tier.rawValue) · \(title(of: tier))", "1") + "\n"
      let body = changes.map(shown).joined()
      text += body.hasSuffix("\n\n") ? body : body + "\n"
    }
    return text + summary + verdict
  }

  private func title(of tier: RoutineChange.Tier) -> String {
    switch tier {
    case .data: words("where data may go", "데이터가 갈 수 있는 곳")
    case .duties: words("who looks and who answers", "확인과 책임")
    case .steps: words("what is done", "하는 일")
    case .outputs: words("what comes out", "나오는 것")
    case .inputs: words("what goes in", "넣는 것")
    case .text: words("words", "글")
    }
  }

  // MARK: Changes

  private func shown(_ judged: Difference.Judged) -> String {
    let change = judged.change
    let isWrong = change.isBreaking && judged.approval == nil
    let sign = judged.approval != nil ? "✓" : change.isBreaking ? "✗" : "·"
    let sentence =
      "\(ChangePlace.words(of: change)): \(ChangeWords(change: change, language: language).sentence)"
    var lines = wrapped("\(sign) \(sentence) [\(change.kind.rawValue)]")
    if isWrong { lines = lines.map { styled($0, "31") } }
    if let approval = judged.approval {
      lines += wrapped(approval.words(language), indent: 2).map { styled($0, "32") }
    }
    var text = lines.map { $0 + "\n" }.joined()
    if change.kind.isText { text += comparison(change) + "\n" }
    return text
  }

  private func wrapped(_ line: String, indent: Int = 0) -> [String] {
    let line = VisibleText.visible(line)
    let margin = String(repeating: " ", count: indent)
    guard let width, width > 20 else { return [margin + line] }
    let lines = TextWrapping.lines(line, width: width - indent, hanging: 4 - indent)
    return [margin + lines[0]] + lines.dropFirst().map { "    " + $0 }
  }

  private func comparison(_ change: RoutineChange) -> String {
    func bytes(_ text: String?) -> [UInt8] {
      let bytes = Array((text ?? "").utf8)
      return bytes.isEmpty || bytes.last == 0x0A ? bytes : bytes + [0x0A]
    }
    return ComparisonText(from: bytes(change.old), to: bytes(change.new))
      .text(colour: colour, width: width, language: language) + unseen(change)
  }

  /// What nobody sees in the lines above, where they look alike.
  private func unseen(_ change: RoutineChange) -> String {
    let (old, new) = (change.old ?? "", change.new ?? "")
    if NFC.normalized(old).hasSameBytes(as: NFC.normalized(new)) {
      return words(
        "   | the letters look alike and are put together otherwise (Unicode NFC, NFD)\n",
        "   | 똑같아 보이지만 글자를 이루는 방식이 다릅니다(유니코드 NFC, NFD)\n")
    }
    let texts = (Self.withoutGaps(old), Self.withoutGaps(new))
    if texts.0 != texts.1 { return "" }
    return words("   | only spaces, tabs and line breaks differ\n", "   | 빈칸과 탭, 줄바꿈만 다릅니다\n")
  }

  private static func withoutGaps(_ text: String) -> [Unicode.Scalar] {
    text.unicodeScalars.filter { !$0.properties.isWhitespace }
  }

  private func styled(_ text: String, _ code: String) -> String {
    colour ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }

  // MARK: The last lines

  private var summary: String {
    let count = difference.changes.count
    let breaking = difference.changes.count { $0.change.isBreaking }
    let allowed = difference.changes.count { $0.approval != nil }
    var parts = [words("\(count) change\(count == 1 ? "" : "s")", "변경 \(count)개")]
    if breaking > 0 { parts.append(words("\(breaking) breaking", "이전과 맞지 않는 것 \(breaking)개")) }
    if allowed > 0 { parts.append(words("\(allowed) allowed", "허락한 것 \(allowed)개")) }
    return parts.joined(separator: " · ") + "\n"
  }

  private var verdict: String {
    let text = verdictWords
    return (difference.passes ? text : styled(text, "31")) + "\n"
  }

  private var verdictWords: String {
    let (old, new) = (
      VisibleText.visible(difference.oldVersion), VisibleText.visible(difference.newVersion)
    )
    guard difference.given != nil, let needed = difference.neededVersion else {
      return difference.passes
        ? words(
          "without a version like `1.2.0` on both sides only breaking changes count",
          "양쪽에 `1.2.0` 같은 버전이 없어서 이전과 맞지 않는 변경만 따집니다")
        : words(
          "these changes are breaking, and there is no version like `1.2.0` on both sides that says so",
          "이전과 맞지 않는 변경이 있는데, 그것을 알릴 `1.2.0` 같은 버전이 양쪽에 없습니다")
    }
    let needs = difference.needs
    if needs == .none {
      return words("everything is allowed; the version may stay \(old)", "모두 허락한 변경이라 버전은 \(old) 그대로 두어도 됩니다")
    }
    // Below 1.0.0 the name of the part would mislead.
    let part = difference.isBeforeFirst ? "" : words(" (\(needs.rawValue))", "(\(needs.koreanWord))")
    let (least, leastKorean) =
      difference.isAnyLaterEnough
      ? ("later than \(old)", "\(old)보다 나중")
      : ("\(needed) or later\(part)", "\(needed) 이상\(part)")
    return words(
      "the version has to be \(least), and \(current(new))",
      difference.passes
        ? "버전은 \(leastKorean)이면 되고, \(current(new))" : "버전이 \(leastKorean)이어야 하는데 \(current(new))")
      + (difference.isBeforeFirst ? beforeFirst : "")
  }

  private func current(_ new: String) -> String {
    if difference.isOnTheWay {
      return words(
        "\(new) is on the way there", "\(new)\(KoreanParticle.particle("은/는", after: new)) 그리로 가는 준비 버전입니다")
    }
    let still = difference.given == VersionBump.none && difference.oldVersion == difference.newVersion
    return words("\(still ? "still " : "")is \(new)", "\(still ? "아직" : "지금") \(new)입니다")
  }

  private var beforeFirst: String {
    difference.needs == .major
      ? words("; below 1.0.0 the second number is for what breaks", ". 1.0.0 전에는 둘째 숫자가 이전과 맞지 않는 변경을 나타냅니다")
      : words(
        "; below 1.0.0 the third number is for what does not break", ". 1.0.0 전에는 셋째 숫자가 이전과 맞는 변경을 나타냅니다")
  }
}

extension Difference.Approval {
  func words(_ language: MessageLanguage) -> String {
    switch (self, language) {
    case (.entry(let reason), .korean): "허락한 이유: \(reason)"
    case (.entry(let reason), .english): "allowed: \(reason)"
    case (.option, .korean): "`--allow`로 허락했습니다"
    case (.option, .english): "allowed by `--allow`"
    }
  }
}

extension VersionBump {
  /// As Semantic Versioning is read in Korean.
  fileprivate var koreanWord: String {
    switch self {
    case .none: "같은"
    case .patch: "패치"
    case .minor: "마이너"
    case .major: "메이저"
    }
  }
}

/// Where a change is, for people: `email-reply › draft › user`.
enum ChangePlace {
  static func words(of change: RoutineChange) -> String {
    var parts = [change.routines.joined(separator: ", ")]
    if let locale = change.locale { parts[0] += " (\(locale))" }
    if let step = change.step { parts.append(step) }
    if !change.part.isEmpty { parts.append(change.part) }
    return parts.joined(separator: " › ")
  }
}
