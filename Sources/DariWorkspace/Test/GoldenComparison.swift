// What cases rendered, held against what is kept of them in `tests/golden`.

import DariBase

/// The files below `tests/golden`, by their names in NFC. What is in them is read when it is asked for.
package struct GoldenFolder: Sendable {
  package static let ending = ".md"
  /// Behind the name of a golden: what would be kept if somebody accepted it.
  package static let newEnding = ".md.new"

  package var kept: Set<String> = []
  /// Files with the ending of new ones.
  package var new: Set<String> = []
  /// Names on disk that are written otherwise, as some systems do.
  package var otherNames: [String: String] = [:]

  package init() {}

  package func diskName(_ name: String) -> String { otherNames[name] ?? name }

  /// A page of a case stands in the folders of its routine and of the case; what stands higher is somebody's own.
  package static func isPage(_ name: String) -> Bool { name.utf8.count { $0 == 0x2F } >= 2 }

  /// `email-reply/refund-polite`: the case that a file belongs to.
  static func caseFolder(of name: String) -> Substring.UTF8View.SubSequence {
    var slashes = 0
    let end = name.utf8.firstIndex { byte in
      if byte == 0x2F { slashes += 1 }
      return slashes == 2
    }
    return name[..<(end ?? name.endIndex)].utf8
  }
}

/// Takes in results one after the other, and keeps only what is not as it was.
package struct GoldenComparison: Sendable {
  package struct Page: Sendable {
    package var test: TestCase
    package var prompt: TestPrompt
    /// Below `tests/golden`.
    package var name: String
    /// What was kept, with line breaks as prompts have them; nil if nothing was.
    package var old: [UInt8]?
  }

  /// Kept, and now others.
  package private(set) var changed: [Page] = []
  /// Rendered for the first time.
  package private(set) var missing: [Page] = []
  /// Kept, and no case makes them any more. Names in NFC, and as they are on disk.
  package private(set) var orphans: [(name: String, diskName: String)] = []
  /// New ones of an earlier run that are none any more; names on disk.
  package private(set) var settled: [String] = []
  /// New ones of an earlier run; names on disk.
  package private(set) var new: [String] = []
  /// What is kept and no case has made so far.
  private var left: Set<String>
  /// Cases that could not be rendered, or of which something is missing, say nothing of what is kept for them.
  private var silent: Set<String> = []

  package init(_ goldens: GoldenFolder) { left = goldens.kept }

  /// - Parameter kept: the bytes of a golden that is there.
  /// - Returns: whether all its prompts are kept, byte for byte.
  package mutating func add(
    _ result: TestResult, traced: () -> TestResult,
    kept: (_ name: String) throws(SystemFailure) -> [UInt8]
  ) throws(SystemFailure) -> Bool {
    if !result.isRendered || !result.isWhole { silent.insert(result.test.folder) }
    var tracedPages: [String: TestPrompt]?
    var isAsKept = true
    for prompt in result.prompts {
      let name = "\(result.test.folder)/\(prompt.path)"
      guard left.remove(name) != nil else {
        missing.append(Page(test: result.test, prompt: prompt, name: name))
        isAsKept = false
        continue
      }
      let old = try kept(name)
      if old == prompt.page { continue }
      isAsKept = false
      let unified = Self.unified(old, as: prompt.page)
      if unified == prompt.page { continue }
      if tracedPages == nil {
        tracedPages = Dictionary(traced().prompts.map { ($0.path, $0) }, uniquingKeysWith: { $1 })
      }
      let page = tracedPages?[prompt.path] ?? prompt
      changed.append(Page(test: result.test, prompt: page, name: name, old: unified))
    }
    return isAsKept
  }

  /// A case that passed, and whose prompts would be the same again: false if what is kept of them is not.
  mutating func keep(
    _ test: TestCase, _ verdict: VerdictCache.Verdict,
    kept: (_ name: String) throws(SystemFailure) -> [UInt8]
  ) throws(SystemFailure) -> Bool {
    let names = verdict.pages.map { "\(test.folder)/\($0.path)" }
    for (name, page) in zip(names, verdict.pages) {
      guard left.contains(name), SHA256.hexDigest(of: try kept(name)) == page.digest else { return false }
    }
    left.subtract(names)
    return true
  }

  /// Once all results are in.
  /// - Parameter isMeant: whether something is to be said of a case's folder, of which nothing may be left.
  package mutating func finish(_ goldens: GoldenFolder, isMeant: (_ caseFolder: String) -> Bool) {
    func isOurs(_ name: String) -> Bool {
      let folder = String(GoldenFolder.caseFolder(of: name))!
      return !silent.contains(folder) && isMeant(folder)
    }
    for name in left where isOurs(name) { orphans.append((name, goldens.diskName(name))) }
    orphans.sort { ExactText($0.name) < ExactText($1.name) }
    left = []
    let missingNames = Set(missing.map { ExactText($0.name + ".new") })
    for name in goldens.new.sorted(by: { ExactText($0) < ExactText($1) }) where isOurs(name) {
      new.append(goldens.diskName(name))
      if !missingNames.contains(ExactText(name)) { settled.append(goldens.diskName(name)) }
    }
  }

  package var isClean: Bool { changed.isEmpty && missing.isEmpty && orphans.isEmpty }

  /// Line breaks of other systems, which version control may have put there, are no difference.
  static func unified(_ old: [UInt8], as page: [UInt8]) -> [UInt8] {
    guard old.contains(0x0D), !page.contains(0x0D) else { return old }
    var unified: [UInt8] = []
    unified.reserveCapacity(old.count)
    for byte in old {
      if byte == 0x0A, unified.last == 0x0D { unified.removeLast() }
      unified.append(byte)
    }
    return unified
  }
}
