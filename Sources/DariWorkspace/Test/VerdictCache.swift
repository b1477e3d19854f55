// Cases that passed, and what they depended on: as long as nothing of that is another, they are not rendered again.

import DariBase

/// One file for each project, outside of it. What it says is used only where the bytes that a verdict depended on are the same,
/// by their SHA-256; a file that is not whole, or of another program, is none. Losing it costs time and nothing else.
package struct VerdictCache {
  /// A case that passed.
  struct Verdict: Hashable {
    /// SHA-256 of all that its prompts and expectations follow from, in hexadecimal.
    var key: String
    var pages: [Page]

    struct Page: Hashable {
      /// Below the case's folder.
      var path: String
      /// SHA-256 of what is kept.
      var digest: String
    }

    init(key: String, pages: [Page]) {
      self.key = key
      self.pages = pages
    }

    /// - Parameter prompts: all are as they are kept.
    init(key: String, _ prompts: [TestPrompt]) {
      self.key = key
      pages = prompts.map { Page(path: $0.path, digest: SHA256.hexDigest(of: $0.page)) }
    }
  }

  private let path: String?
  private let program: String
  private var former: [String: Verdict] = [:]
  private var current: [String: Verdict] = [:]

  static let heading = "dari tests 1"

  /// - Parameters:
  ///   - folder: of all caches; nil for none.
  ///   - root: of the project.
  ///   - program: what tells this program from another that might render otherwise.
  package init(in folder: String?, of root: String, program: String) {
    self.program = program
    let resolved = FileReading.resolved(root) ?? root
    path = folder.map { "\($0)/tests-\(SHA256.hexDigest(of: resolved).prefix(24))" }
    guard let path, let bytes = try? FileReading.read(path, limit: 1 << 28) else { return }
    former = Self.read(bytes, program) ?? [:]
  }

  /// What is known of a case; nil if something that it follows from is another.
  func verdict(of folder: String, key: String) -> Verdict? {
    former[folder].flatMap { $0.key == key ? $0 : nil }
  }

  mutating func keep(_ verdict: Verdict, of folder: String) { current[folder] = verdict }

  /// Writes what is known now. Whoever can't be written to is asked again the next time.
  /// - Parameter isWhole: false if only some of the cases were run: of others what was known stays.
  package func save(isWhole: Bool) {
    let all = isWhole ? current : former.merging(current) { $1 }
    guard let path, all != former else { return }
    _ = try? AtomicFile.makeFolders(StagedFile.folder(of: path), shown: path)
    try? AtomicFile.write(Self.bytes(all, program), to: path)
  }

  // MARK: The file

  /// A heading, a line for each case with its folder, its key and its pages, and the digest of all that.
  static func bytes(_ verdicts: [String: Verdict], _ program: String) -> [UInt8] {
    var text = "\(heading)\n\(program)\n"
    for (folder, verdict) in verdicts.sorted(by: { ExactText($0.key) < ExactText($1.key) }) {
      text += "\(folder)\t\(verdict.key)"
      for page in verdict.pages { text += "\t\(page.path)\t\(page.digest)" }
      text += "\n"
    }
    return Array("\(text)\(SHA256.hexDigest(of: text))\n".utf8)
  }

  /// Nil if it is not whole, or somebody else's.
  static func read(_ bytes: [UInt8], _ program: String) -> [String: Verdict]? {
    guard bytes.last == 0x0A, let end = bytes.dropLast().lastIndex(of: 0x0A) else { return nil }
    let body = bytes[...end]
    let digest = String(decoding: bytes[(end + 1)...].dropLast(), as: UTF8.self)
    guard digest == SHA256.hexDigest(of: body) else { return nil }
    let lines = body.split(separator: 0x0A)
    guard lines.count >= 2, lines[0].elementsEqual(heading.utf8), lines[1].elementsEqual(program.utf8) else {
      return nil
    }
    var verdicts: [String: Verdict] = [:]
    for line in lines.dropFirst(2) {
      let parts = line.split(separator: 0x09).map { String(decoding: $0, as: UTF8.self) }
      guard parts.count >= 2, parts.count.isMultiple(of: 2) else { return nil }
      let pages = stride(from: 2, to: parts.count, by: 2).map {
        Verdict.Page(path: parts[$0], digest: parts[$0 + 1])
      }
      verdicts[parts[0]] = Verdict(key: parts[1], pages: pages)
    }
    return verdicts
  }
}
