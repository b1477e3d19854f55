// A file of `tests/` -> its cases, with everything that is wrong in it at its place.

import DariBase
import DariRuntime
import DariSemantics
import DariYAML

package struct TestFileReader {
  let file: SourceFile
  /// The project's routines.
  let routines: [Routine]
  /// The one that is tested, where a file of the project was named: files about others are passed over, whatever is wrong
  /// with them.
  var only: String?
  let reporter: Reporter

  static let keys = ["routine", "locale", "common", "cases"]
  static let commonKeys = ["inputs", "given"]
  static let caseKeys = ["about", "locale", "inputs", "given", "remarks", "vary", "expect"] + AnswerPlan.keys

  /// In the order of the file. What could not be read is told, and the rest is there.
  func read() -> [TestCase] {
    let result = YAML.parse(file)
    if let only, result.root?["routine"]?.scalarText != only { return [] }
    reporter.add(result.diagnostics)
    guard let root = result.root, root.isMapping else {
      if !result.diagnostics.hasErrors {
        reporter.report(.missingKey(place: .placeTestFile, key: "routine"), at: file.span(0..<0))
      }
      return []
    }
    let reader = MappingReader(root, place: .placeTestFile, known: Self.keys, reporter: reporter)
    for key in ["routine", "cases"] where root[key] == nil && !result.diagnostics.hasErrors {
      if root.entries.contains(where: { Suggestion.nearest(to: $0.keyText, among: [key]) != nil }) {
        continue
      }
      reporter.report(.missingKey(place: .placeTestFile, key: key), at: root.span.atStart)
    }
    guard let original = routine(reader) else { return [] }
    let inFile = inLocale(original, reader)
    let common = reader.nested("common", place: .placeKey(key: "common"), known: Self.commonKeys)
    let (inputs, given) = (entries(common, "inputs"), entries(common, "given"))
    let isBroken =
      result.diagnostics.hasErrors || Self.mayHide(["common"], in: root)
      || root["common"].map { !$0.isMapping || Self.mayHide(Self.commonKeys, in: $0) } ?? false
    if let cases = root["cases"], cases.isMapping, cases.entries.isEmpty {
      reader.wrong("cases", cases, .expectEntries)
    }
    let all = reader.mapping("cases")
    let shared = root["common"].map { file.bytes[Int($0.span.start)..<Int($0.span.end)] } ?? []
    return all.enumerated().flatMap { index, entry -> [TestCase] in
      let body = entry.value.isMapping ? bodyReader(entry) : nil
      let routine = body.flatMap { $0.value("locale") == nil ? nil : inLocale(original, $0) } ?? inFile
      guard var test = head(of: entry, routine) else { return [] }
      let end = index + 1 < all.count ? Int(all[index + 1].key.span.start) : file.bytes.count
      test.source = shared + [0] + file.bytes[Int(entry.key.span.start)..<end]
      guard let body else {
        reader.wrong(entry.keyText, entry.value, .expectEntries)
        return []
      }
      test.about = body.text("about")
      let own = entries(body, "inputs")
      test.inputs = Self.merged(inputs, with: own)
      test.given = Self.merged(given, with: entries(body, "given"))
      test.answers = AnswerPlanReader(routine: routine, reader: body).read()
      // In a run, remarks are what people say on the way.
      test.remarks =
        test.answers.isRun
        ? []
        : body.pairs("remarks").map { TestCase.Remark(step: $0.key, stepSpan: $0.keySpan, text: $0.text) }
      test.expectations = body.mapping("expect").flatMap { expectations($0, routine) }
      test.isBroken = isBroken || Self.mayHide(Self.commonKeys + ["vary"], in: entry.value)
      if let variations = Variations(body, own: own, reporter: reporter) { return variations.cases(of: test) }
      // What it varies is missing from its inputs.
      if body.value("vary") != nil { test.isBroken = true }
      return [test]
    }
  }

  /// One of the keys is misspelt, or its value is none that could be read: what seems to be missing may be there.
  private static func mayHide(_ keys: [String], in node: YAMLNode) -> Bool {
    node.entries.contains { entry in
      keys.contains(entry.keyText)
        ? !entry.value.isMapping : Suggestion.nearest(to: entry.keyText, among: keys) != nil
    }
  }

  private func routine(_ reader: MappingReader) -> Routine? {
    guard let word = reader.spannedText("routine") else { return nil }
    if let found = routines.first(where: { $0.name == word.text }) { return found }
    reporter.reportUnknown(
      .unknownRoutine(name: word.text), word.text, at: word.span, among: routines.map(\.name).sorted(),
      otherwise: [Mend(.thereAre(known: routines.map(\.name).sorted()))])
    return nil
  }

  /// `locale: en`, of a file of tests or of a case: its prompts are those of the translation.
  private func inLocale(_ routine: Routine, _ reader: MappingReader) -> Routine {
    guard let word = reader.spannedText("locale") else { return routine }
    if let translated = routine.inLocale(word.text) { return translated }
    let known = [routine.locale] + routine.translations.map(\.locale)
    reporter.reportUnknown(
      .noWordsInLocale(name: routine.name, locale: word.text), word.text, at: word.span, among: known,
      otherwise: [Mend(.thereAre(known: known))])
    return routine
  }

  private func head(of entry: YAMLEntry, _ routine: Routine) -> TestCase? {
    let name = NFC.normalized(entry.keyText)
    guard TestCase.isName(name) else {
      reporter.report(.badCaseName(name: entry.keyText), at: entry.key.span, mends: [Mend(.caseNames)])
      return nil
    }
    return TestCase(name: name, nameSpan: entry.key.span, path: file.path, routine: routine)
  }

  private func bodyReader(_ entry: YAMLEntry) -> MappingReader {
    MappingReader(
      entry.value, place: .placeCase(name: entry.keyText), known: Self.caseKeys, reporter: reporter)
  }

  // MARK: What is handed in

  private func entries(_ reader: MappingReader?, _ key: String) -> [TestCase.Entry] {
    reader?.mapping(key).map { TestCase.Entry(key: $0.keyText, keySpan: $0.key.span, value: $0.value) } ?? []
  }

  /// Key by key: what the case says goes before, and `absent` takes away.
  static func merged(_ common: [TestCase.Entry], with own: [TestCase.Entry]) -> [TestCase.Entry] {
    let kept = common.filter { entry in !own.contains { $0.key == entry.key } }
    return (kept + own).filter { !$0.value.saysAbsent }
  }

  // MARK: What is expected

  private func expectations(_ entry: YAMLEntry, _ routine: Routine) -> [Expectation] {
    guard let step = StepName(entry.keyText), check(step, entry, routine) else {
      if StepName(entry.keyText) == nil { reportUnknownStep(entry, routine) }
      return []
    }
    let items = entry.value.isMapping ? [entry.value] : entry.value.items
    guard !items.isEmpty, items.allSatisfy({ $0.isMapping || $0.isError }) else {
      let place = items.first { !$0.isMapping && !$0.isError } ?? entry.value
      if !place.isError {
        reporter.report(.wrongEntry(key: entry.keyText, expected: .expectAssertions), at: place.span)
      }
      return []
    }
    return items.flatMap(\.entries).compactMap { item in
      guard let assertion = assertion(item) else { return nil }
      return Expectation(
        step: step, stepText: entry.keyText, stepSpan: entry.key.span, assertion: assertion,
        span: item.key.span.union(item.value.span))
    }
  }

  private func assertion(_ item: YAMLEntry) -> Assertion? {
    if item.value.isError { return nil }
    if Assertion.wordsOfAnswers.contains(item.keyText) {
      reporter.report(
        .unknownAssertion(name: item.keyText, key: "expect"), at: item.key.span, mends: [Mend(.askOfAnswers)])
      return nil
    }
    do throws(Problem) {
      return try Assertion(item.keyText, item.value)
    } catch {
      if Assertion.words.contains(item.keyText) {
        reporter.report(error, at: item.value.span)
      } else {
        reporter.reportUnknown(
          error, item.keyText, at: item.key.span, among: Assertion.words,
          otherwise: [Mend(.thereAre(known: Assertion.words))])
      }
      return nil
    }
  }

  /// Whether there is such a step, and it has words.
  private func check(_ name: StepName, _ entry: YAMLEntry, _ routine: Routine) -> Bool {
    var routine = routine
    for (index, part) in name.parts.enumerated() {
      guard let step = routine.steps.first(where: { $0.name == part.name }),
        part.item == nil || step.each != nil
      else {
        reportUnknownStep(entry, routine)
        return false
      }
      let isLast = index == name.parts.count - 1
      if case .routine(let called) = step.actor, !isLast,
        var next = routine.routines.first(where: { $0.name == called })
      {
        next.routines = routine.routines
        routine = next
        continue
      }
      if isLast, !step.messages.isEmpty || step.text != nil { return true }
      reporter.report(
        .nothingToRender(step: entry.keyText), at: entry.key.span,
        mends: [Mend(.thereAre(known: routine.stepNames(where: Self.hasWords)))])
      return false
    }
    return false
  }

  private func reportUnknownStep(_ entry: YAMLEntry, _ routine: Routine) {
    reporter.reportUnknown(
      .noSuchStep(routine: routine.name, step: entry.keyText), entry.keyText, at: entry.key.span,
      among: routine.stepNames(where: Self.hasWords))
  }

  private static func hasWords(_ step: Routine.Step) -> Bool { !step.messages.isEmpty || step.text != nil }
}

extension YAMLNode {
  /// The word `absent` without quotes.
  var saysAbsent: Bool { scalar.map { $0.isPlain && $0.text == "absent" } ?? false }

  /// `{ file: data/x.json }`: the path.
  var namedFile: YAMLNode? {
    guard entries.count == 1, entries[0].keyText == "file", entries[0].value.scalar != nil else { return nil }
    return entries[0].value
  }
}
