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
      lines += wrapped(words(of: approval), indent: 2).map { styled($0, "32") }
    }
    var text = lines.map { $0 + "\n" }.joined()
    if change.kind.isText { text += comparison(change) + "\n" }
    return text
  }

  private func words(of approval: Difference.Approval) -> String {
    switch approval {
    case .entry(let reason): words("allowed: \(reason)", "허락한 이유: \(reason)")
    case .option: words("allowed by `--allow`", "`--allow`로 허락했습니다")
    }
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
      .text(colour: colour, width: width, language: language)
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
    guard let given = difference.given, let needed = difference.neededVersion else {
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
      return words("everything is allowed; the version may stay \(new)", "모두 허락한 변경이라 버전은 \(new) 그대로 두어도 됩니다")
    }
    // Below 1.0.0 the numbers mean less, and the word would mislead.
    let part = old.hasPrefix("0.") ? "" : words(" (\(needs.rawValue))", "(\(needs.koreanWord))")
    if difference.passes {
      return words(
        "the version has to be \(needed) or later\(part), and is \(new)",
        "버전은 \(needed) 이상\(part)이면 되고, 지금 \(new)입니다")
    }
    let still = given == .none && old == new
    return words(
      "the version has to be \(needed) or later\(part), and \(still ? "still " : "")is \(new)",
      "버전이 \(needed) 이상\(part)이어야 하는데 \(still ? "아직" : "지금") \(new)입니다")
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
