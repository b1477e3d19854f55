// What cases rendered, held against what is kept of them in `tests/golden`.

import DariBase

/// The files below `tests/golden`, by their names in NFC.
package struct Goldens: Sendable {
  package struct Kept: Sendable {
    package var bytes: [UInt8]
    /// Below the folder, as it is on disk.
    package var diskName: String

    package init(bytes: [UInt8], diskName: String) {
      self.bytes = bytes
      self.diskName = diskName
    }
  }

  package static let ending = ".md"
  /// Behind the name of a golden: what would be kept if somebody accepted it.
  package static let newEnding = ".md.new"

  package var kept: [String: Kept] = [:]
  /// Files with the ending of new ones, and their names on disk.
  package var new: [String: String] = [:]
  /// The folders, as paths to open.
  package var folders: [String] = []

  package init() {}

  /// A page of a case stands in the folders of its routine and of the case; what stands higher is somebody's own.
  package static func isPage(_ name: String) -> Bool { name.utf8.count { $0 == 0x2F } >= 2 }
}

/// Pure: the same results and the same goldens give the same comparison.
package struct GoldenComparison: Sendable {
  package struct Page: Sendable {
    package var test: TestCase
    package var prompt: TestPrompt
    /// Below `tests/golden`.
    package var name: String
    /// What was kept; nil if nothing was.
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

  /// - Parameter isWhole: false if only some of the cases were run: then nothing is said of the folders of others.
  package init(_ results: [TestResult], _ goldens: Goldens, isWhole: Bool) {
    var made = Set<String>()
    var missingNames = Set<String>()
    // A case that could not be rendered says nothing of what is kept for it.
    let silent = results.filter { !$0.isRendered || !$0.isWhole }.map { $0.test.folder + "/" }
    let own = results.map { $0.test.folder + "/" }
    for result in results {
      for prompt in result.prompts {
        let name = "\(result.test.folder)/\(prompt.path)"
        made.insert(name)
        let page = Page(test: result.test, prompt: prompt, name: name, old: goldens.kept[name]?.bytes)
        guard let old = page.old else {
          missing.append(page)
          missingNames.insert(name + ".new")
          continue
        }
        if !Self.isSame(old, prompt.page) { changed.append(page) }
      }
    }
    func isOurs(_ name: String) -> Bool {
      !silent.contains { name.hasPrefix($0) } && (isWhole || own.contains { name.hasPrefix($0) })
    }
    for (name, kept) in goldens.kept where !made.contains(name) && isOurs(name) {
      orphans.append((name, kept.diskName))
    }
    orphans.sort { ExactText($0.name) < ExactText($1.name) }
    for (name, diskName) in goldens.new.sorted(by: { ExactText($0.key) < ExactText($1.key) })
    where isOurs(name) {
      new.append(diskName)
      if !missingNames.contains(name) { settled.append(diskName) }
    }
  }

  package var isClean: Bool { changed.isEmpty && missing.isEmpty && orphans.isEmpty }

  /// Line breaks of other systems, which version control may have put there, are no difference.
  private static func isSame(_ old: [UInt8], _ page: [UInt8]) -> Bool {
    if old == page { return true }
    guard old.contains(0x0D), !page.contains(0x0D) else { return false }
    var unified: [UInt8] = []
    unified.reserveCapacity(old.count)
    for byte in old {
      if byte == 0x0A, unified.last == 0x0D { unified.removeLast() }
      unified.append(byte)
    }
    return unified == page
  }
}
