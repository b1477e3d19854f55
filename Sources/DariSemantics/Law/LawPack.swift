// `law/NAME.yaml`: what a law wants of routines, as data (Documentation/Law.md).

import DariBase
import DariRuntime
import DariYAML

struct LawPack: Sendable {
  /// What a routine is used for, in the law's eyes. Authors write the id or one of the words.
  struct Field: Sendable {
    var id: String
    var words: Wording
  }

  /// What a duty is about: its condition is asked of each, and its finding stands there.
  enum Scope: String, CaseIterable, Sendable {
    case routine
    case aiStep = "ai-step"
    /// A place where something that an AI made leaves the house.
    case leaving
  }

  struct Duty: Sendable {
    var id: String
    var article: Wording
    var binds: Wording
    var asks: Wording
    var from: CalendarDate
    var until: CalendarDate?
    var scope = Scope.routine
    /// Which routines, steps or places it concerns.
    var when = LawCondition.all([])
    /// What shows that it is kept; nil if no routine can show it.
    var kept: LawCondition?
    var severity: Severity
    var finding: Wording
    var remedy: Wording
    var notice: Wording?
  }

  var name: String
  var version: String
  var law: Wording
  var source: Wording
  var url: String
  var checked: CalendarDate
  var fields: [Field] = []
  /// Words that tell a reader that an AI made what they read.
  var labels: [String] = []
  var duties: [Duty] = []

  static let keys = [
    "law", "version", "jurisdiction", "title", "source", "checked", "remarks", "fields", "labels", "duties",
  ]
  static let sourceKeys = ["name", "number", "url"]
  static let dutyKeys = [
    "article", "binds", "asks", "from", "until", "at", "when", "kept", "severity", "finding", "do", "notice",
  ]

  /// What the routine shows of it carries over to manuals and bundles.
  var carried: Routine.PackDuties {
    Routine.PackDuties(pack: name, version: version, law: law, source: source, url: url, checked: checked)
  }
}

extension LawPack.Duty {
  /// Whether it is judged on a day; without a day it always is.
  func holds(on day: CalendarDate?) -> Bool {
    guard let day else { return true }
    return from <= day && !isOver(on: day)
  }

  func isOver(on day: CalendarDate?) -> Bool {
    if let day, let until { until < day } else { false }
  }

  /// `2026-01-22`, `2026-01-22–2027-12-01`.
  var period: String { until.map { "\(from)–\($0)" } ?? "\(from)" }

  func carried(_ standing: Routine.Duty.Standing) -> Routine.Duty {
    Routine.Duty(
      id: id, article: article, binds: binds, asks: asks, from: from, until: until, standing: standing,
      notice: notice)
  }
}

// MARK: Reading

extension LawPack {
  /// Nil if something in the file cannot be read, which has been told: half a law judges wrongly.
  static func read(_ file: SourceFile, named name: String, reporter: Reporter) -> LawPack? {
    let own = Reporter()
    defer { reporter.add(own.diagnostics) }
    let result = YAML.parse(file)
    own.add(result.diagnostics)
    guard let root = result.root, root.isMapping else {
      if !result.diagnostics.hasErrors {
        own.report(.missingKey(place: .placeLawPack, key: "law"), at: file.span(0..<0))
      }
      return nil
    }
    let pack = LawPackReader(
      reader: MappingReader(root, place: .placeLawPack, known: keys, reporter: own), name: name
    ).read()
    return own.diagnostics.hasErrors ? nil : pack
  }
}

private struct LawPackReader {
  let reader: MappingReader
  /// From the file's name.
  let name: String

  private static let noDay = CalendarDate(year: 1, month: 1, day: 1)!
  private static let noWords = Wording(korean: "", english: "")

  func read() -> LawPack {
    if let law = reader.spannedText("law"), law.text != name {
      reader.reporter.report(
        .packNamedOtherwise(name: law.text, file: "\(name).yaml"), at: law.span,
        mends: [Mend(.writeInstead(text: name), [TextEdit(law.span, name)])])
    }
    reader.require(
      ["law", "version", "jurisdiction", "title", "source", "checked", "duties"], of: .placeLawPack)
    _ = reader.wording("jurisdiction")
    _ = reader.wording("remarks")
    var pack = LawPack(
      name: name, version: reader.text("version") ?? "", law: reader.wording("title") ?? Self.noWords,
      source: Self.noWords, url: "", checked: reader.date("checked") ?? Self.noDay)
    readSource(into: &pack)
    for entry in reader.mapping("fields") {
      if let words = reader.wording(of: entry) {
        pack.fields.append(LawPack.Field(id: entry.keyText, words: words))
      }
    }
    pack.labels = reader.texts("labels").map { LawPack.folded($0.text) }
    let fields = pack.fields.map(\.id)
    for entry in reader.mapping("duties") {
      guard entry.value.isMapping else {
        reader.wrong(entry.keyText, entry.value, .expectEntries)
        continue
      }
      pack.duties.append(duty(entry, fields: fields))
    }
    return pack
  }

  private func readSource(into pack: inout LawPack) {
    guard let source = reader.nested("source", place: .placeKey(key: "source"), known: LawPack.sourceKeys)
    else { return }
    source.require(LawPack.sourceKeys, of: .placeKey(key: "source"))
    let name = source.wording("name") ?? Self.noWords
    let number = source.wording("number") ?? Self.noWords
    pack.source = Wording(
      korean: "\(name.korean) (\(number.korean))", english: "\(name.english) (\(number.english))")
    guard let url = source.spannedText("url") else { return }
    pack.url = url.text
    if !url.text.hasPrefix("https://") {
      source.reporter.report(.wrongEntry(key: "url", expected: .expectWebAddress), at: url.span)
    }
  }

  private func duty(_ entry: YAMLEntry, fields: [String]) -> LawPack.Duty {
    let place = Note.placeDuty(name: entry.keyText)
    let reader = MappingReader(
      entry.value, place: place, known: LawPack.dutyKeys, reporter: self.reader.reporter)
    reader.require(
      ["article", "binds", "asks", "from", "severity", "finding", "do"], of: place, at: entry.key.span)
    var duty = LawPack.Duty(
      id: entry.keyText, article: reader.wording("article") ?? Self.noWords,
      binds: reader.wording("binds") ?? Self.noWords, asks: reader.wording("asks") ?? Self.noWords,
      from: reader.date("from") ?? Self.noDay, until: reader.date("until"),
      severity: reader.word("severity", among: ["error", "warning"]) == "error" ? .error : .warning,
      finding: reader.wording("finding") ?? Self.noWords, remedy: reader.wording("do") ?? Self.noWords,
      notice: reader.wording("notice"))
    if let until = duty.until, until < duty.from, let value = reader.value("until") {
      reader.reporter.report(
        .dutyEndsFirst(until: "\(until)", from: "\(duty.from)"), at: value.span)
    }
    let scopes = LawPack.Scope.allCases.map(\.rawValue)
    if let scope = reader.word("at", among: scopes).flatMap(LawPack.Scope.init) { duty.scope = scope }
    let conditions = LawConditionReader(fields: fields, reporter: reader.reporter)
    if let when = reader.value("when") { duty.when = conditions.read(when, of: "when") }
    if let kept = reader.value("kept") { duty.kept = conditions.read(kept, of: "kept") }
    return duty
  }
}

extension LawPack {
  /// Words are compared without white space and capitals: `AI로 만든` is found in `AI로  만든`, and `ai-generated` in `AI-generated`.
  static func folded(_ text: String) -> String {
    let scalars = NFC.normalized(text).lowercased().unicodeScalars.filter { !$0.properties.isWhitespace }
    return String(String.UnicodeScalarView(scalars))
  }
}

extension MappingReader {
  /// Told at the key that the mapping belongs to, or at its first.
  func require(_ keys: [String], of place: Note, at span: SourceSpan? = nil) {
    for key in keys where node[key] == nil {
      reporter.report(.missingKey(place: place, key: key), at: span ?? node.span.atStart)
    }
  }

  func date(_ key: String) -> CalendarDate? {
    guard let word = spannedText(key) else { return nil }
    let date = CalendarDate(iso: word.text)
    if date == nil { reporter.report(.wrongEntry(key: key, expected: .expectDate), at: word.span) }
    return date
  }

  /// One of a few words.
  func word(_ key: String, among known: [String]) -> String? {
    guard let word = spannedText(key) else { return nil }
    if known.contains(word.text) { return word.text }
    reporter.reportUnknown(
      .unknownWord(word: word.text, known: known), word.text, at: word.span, among: known)
    return nil
  }

  func wording(_ key: String) -> Wording? { node.entry(key).flatMap(wording) }

  /// `{ ko: …, en: … }`, or one text that both languages share.
  func wording(of entry: YAMLEntry) -> Wording? {
    if let text = entry.value.scalarText { return Wording(korean: text, english: text) }
    guard entry.value.isMapping else {
      wrong(entry.keyText, entry.value, .expectWording)
      return nil
    }
    let place = Note.placeKey(key: entry.keyText)
    let reader = MappingReader(entry.value, place: place, known: ["ko", "en"], reporter: reporter)
    reader.require(["ko", "en"], of: place, at: entry.key.span)
    guard let korean = reader.text("ko"), let english = reader.text("en") else { return nil }
    return Wording(korean: korean, english: english)
  }
}
