// One run of a project's tests: every case rendered and held against what is kept, and only what is not as it should be
// stays in memory.

import DariBase
import DariRuntime
import DariSemantics

package struct TestRun {
  package private(set) var tests: ProjectTests
  package let goldens: GoldenFolder
  package private(set) var comparison: GoldenComparison
  /// Cases that could not be rendered, or in which something is not as `expect` says.
  package private(set) var failing: [TestResult] = []
  /// A case that was run.
  package struct Ran: Sendable {
    /// Of the file of tests.
    package var path: String
    package var routine: String
    package var name: String
    /// Below `tests/golden`.
    package var folder: String
  }

  /// Those that were run, if somebody wants to know.
  package private(set) var ran: [Ran] = []
  /// What the cases have rendered, if somebody wants to know.
  package private(set) var coverage: TestCoverage?
  /// Of those that were meant.
  package private(set) var caseCount = 0
  package private(set) var promptCount = 0

  /// Those that need answers of models. Whole runs are rendered with them, and not here.
  package private(set) var asking: [(test: TestCase, renderer: RoutineRenderer)] = []
  private let choice: TestChoice
  private var meant: Set<String> = []
  /// Cases that passed before and that nothing has changed for: they were not rendered again.
  package private(set) var skippedCount = 0

  /// What else is wanted of a run.
  package struct Options: Sendable {
    package var listsCases = false
    package var measuresCoverage = false

    package init(listsCases: Bool = false, measuresCoverage: Bool = false) {
      self.listsCases = listsCases
      self.measuresCoverage = measuresCoverage
    }
  }

  /// Renders the cases. What is kept and nobody makes is known after `finish`.
  /// - Parameters:
  ///   - choice: which cases are run; nothing is said of what is kept for others.
  ///   - cache: what is known of cases that passed, and what is known after this run.
  package init(
    _ tests: ProjectTests, _ choice: TestChoice = TestChoice(), options: Options = Options(),
    cache: inout VerdictCache?
  ) throws(SystemFailure) {
    var reading = tests
    let goldens = try tests.goldens()
    func kept(_ name: String) throws(SystemFailure) -> [UInt8] { try tests.golden(goldens.diskName(name)) }
    var comparison = GoldenComparison(goldens)
    let coverage = options.measuresCoverage ? RenderCoverage() : nil
    // What is measured has to be rendered.
    var known = coverage == nil ? cache : nil
    var keys = CaseKeys(root: tests.root, project: tests.project)
    var meant: Set<String> = []
    var (failing, ran): ([TestResult], [Ran]) = ([], [])
    var asking: [(test: TestCase, renderer: RoutineRenderer)] = []
    var (cases, prompts, skipped) = (0, 0, 0)
    try reading.forEach(where: choice.isMeant) { (test, load) throws(SystemFailure) in
      cases += 1
      if !choice.isWhole { meant.insert(test.folder) }
      if options.listsCases {
        ran.append(Ran(path: test.path, routine: test.routine.name, name: test.name, folder: test.folder))
      }
      let key = known == nil || test.answers.asksModels ? nil : keys.key(of: test)
      if let key, let verdict = known?.verdict(of: test.folder, key: key),
        try comparison.keep(test, verdict, kept: kept)
      {
        known?.keep(verdict, of: test.folder)
        skipped += 1
        prompts += verdict.pages.count
        return false
      }
      guard let renderer = load() else { return true }
      if test.answers.asksModels { asking.append((test, renderer)) }
      if test.answers.isRun { return true }
      let result = TestResult(test, renderer, tests.manifest, coverage: coverage)
      prompts += result.prompts.count
      let isAsKept = try comparison.add(
        result, traced: { TestResult(test, renderer.traced, tests.manifest) }, kept: kept)
      if result.isFailing {
        failing.append(result.withoutPrompts)
      } else if isAsKept, let key {
        known?.keep(VerdictCache.Verdict(key: key, result.prompts), of: test.folder)
      }
      return !isAsKept || result.isFailing || test.answers.asksModels
    }
    self.tests = reading
    self.goldens = goldens
    self.choice = choice
    self.comparison = comparison
    self.failing = failing
    self.asking = asking
    self.ran = ran
    self.meant = meant
    self.coverage = coverage.map { TestCoverage(reading.tested, reading.sources.files, $0) }
    (caseCount, promptCount, skippedCount) = (cases, prompts, skipped)
    if coverage == nil { cache = known }
  }

  /// Takes in the results of whole runs, and settles what is kept and nobody makes.
  package mutating func finish(adding runs: [TestResult]) throws(SystemFailure) {
    for result in runs {
      promptCount += result.prompts.count
      _ = try comparison.add(
        result, traced: { result },
        kept: { (name) throws(SystemFailure) in try tests.golden(goldens.diskName(name)) })
      if result.isFailing { failing.append(result.withoutPrompts) }
    }
    let (choice, meant) = (choice, meant)
    comparison.finish(goldens) { choice.isWhole ? choice.isInShard($0) : meant.contains($0) }
  }

  /// Without what models answer: nothing is said of whole runs.
  package mutating func finishWithoutAnswers() throws(SystemFailure) {
    try finish(adding: asking.filter { $0.test.answers.isRun }.map { TestResult(silent: $0.test) })
  }
}

extension TestResult {
  fileprivate var isFailing: Bool { !isRendered || !unexpected.isEmpty }

  fileprivate var withoutPrompts: TestResult {
    var result = self
    result.prompts = []
    return result
  }
}

/// Which cases are run.
package struct TestChoice: Sendable {
  package var filter: String?
  /// From 1, of so many.
  package var shard: (index: Int, count: Int)?
  /// A file of the project was named, and only its routine is tested.
  package var isOneFile = false

  package init(filter: String? = nil, shard: (index: Int, count: Int)? = nil, isOneFile: Bool = false) {
    self.filter = filter
    self.shard = shard
    self.isOneFile = isOneFile
  }

  /// All cases are run, or all of a shard: what no case makes is told.
  package var isWhole: Bool { filter == nil && !isOneFile }

  /// Every case of the project is run.
  package var isEverything: Bool { isWhole && shard == nil }

  func isMeant(_ test: TestCase) -> Bool {
    (filter.map(test.isMeant) ?? true) && isInShard(test.folder)
  }

  /// By the name alone, so that the same case is in the same shard on every machine, whatever other cases there are.
  func isInShard(_ caseFolder: String) -> Bool {
    guard let shard else { return true }
    // FNV-1a of 64 bits (Fowler, Noll and Vo); its low bits alone are not spread well.
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in caseFolder.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return Int((hash ^ hash >> 32) % UInt64(shard.count)) == shard.index - 1
  }
}
