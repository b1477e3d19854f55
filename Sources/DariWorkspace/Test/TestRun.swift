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

  /// - Parameter choice: which cases are run; nothing is said of what is kept for others.
  package init(
    _ tests: ProjectTests, _ choice: TestChoice = TestChoice(), listingCases: Bool = false,
    measuringCoverage: Bool = false
  ) throws(SystemFailure) {
    var tests = tests
    let goldens = try tests.goldens()
    var comparison = GoldenComparison(goldens)
    var failing: [TestResult] = []
    var ran: [Ran] = []
    let coverage = measuringCoverage ? RenderCoverage() : nil
    var (cases, prompts) = (0, 0)
    var meant: Set<String> = []
    let reading = tests
    try tests.forEach(where: choice.isMeant) { (test, renderer) throws(SystemFailure) in
      let result = TestResult(test, renderer, reading.manifest, coverage: coverage)
      cases += 1
      prompts += result.prompts.count
      if !choice.isWhole { meant.insert(test.folder) }
      if listingCases {
        ran.append(Ran(path: test.path, routine: test.routine.name, name: test.name, folder: test.folder))
      }
      try comparison.add(
        result, traced: { TestResult(test, renderer.traced, reading.manifest) }, kept: reading.golden)
      if !result.isRendered || !result.unexpected.isEmpty {
        var kept = result
        kept.prompts = []
        failing.append(kept)
      }
    }
    comparison.finish(goldens) { choice.isWhole ? choice.isInShard($0) : meant.contains($0) }
    self.tests = tests
    self.goldens = goldens
    self.comparison = comparison
    self.failing = failing
    self.ran = ran
    self.coverage = coverage.map { TestCoverage(tests.tested, tests.sources.files, $0) }
    (caseCount, promptCount) = (cases, prompts)
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
