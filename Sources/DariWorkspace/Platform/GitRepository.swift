// Files of a revision, read through the `git` executable. Nothing is checked out, and no file of the work tree or of the
// repository is written.

import DariBase

/// What git could not do.
package enum GitFailure: Error, Sendable {
  /// There is no `git`.
  case missing
  /// The folder is in no repository.
  case noRepository
  /// No such branch, tag or commit.
  case unknownRevision
  /// A tree or a file has that name.
  case notACommit
  /// git's own words.
  case refused(String)
}

/// A folder in a git repository.
package struct GitRepository: Sendable {
  private let folder: String
  /// The way from the top of the repository to the folder: empty, or without a `/` at its end.
  package let prefix: String

  /// - Parameter folder: as a path to open.
  package init(at folder: String) throws(GitFailure) {
    self.folder = folder
    let outcome = try Self.run(folder, ["rev-parse", "--show-prefix"])
    guard outcome.status == 0 else {
      let words = Self.words(outcome)
      throw words.contains("not a git repository") ? .noRepository : .refused(words)
    }
    var prefix = Self.line(outcome.output)
    if prefix.hasSuffix("/") { prefix.removeLast() }
    self.prefix = prefix
  }

  /// Whether a folder is in a repository that can be asked.
  package static func isAt(_ folder: String) -> Bool { (try? GitRepository(at: folder)) != nil }

  /// Older commits than some were left out when it was copied.
  package var isShallow: Bool {
    guard let outcome = try? Self.run(folder, ["rev-parse", "--is-shallow-repository"]) else { return false }
    return outcome.status == 0 && Self.line(outcome.output) == "true"
  }

  package func knows(_ revision: String) -> Bool { (try? commit(revision)) != nil }

  /// The commit that a branch, a tag or a name like `HEAD~1` stands for.
  package func commit(_ revision: String) throws(GitFailure) -> String {
    // What begins with a hyphen is an option of git, and no revision is called so.
    guard !revision.isEmpty, !revision.hasPrefix("-") else { throw .unknownRevision }
    let outcome = try Self.run(
      folder, ["rev-parse", "--verify", "--quiet", "--end-of-options", "\(revision)^{commit}"])
    if outcome.status == 0 { return Self.line(outcome.output) }
    let kind = try Self.run(folder, ["cat-file", "-t", revision])
    if kind.status == 0, Self.line(kind.output) != "commit" { throw .notACommit }
    let words = Self.words(outcome)
    throw words.isEmpty ? .unknownRevision : .refused(words)
  }

  package struct Entry: Sendable {
    /// From the folder.
    package var name: String
    package var hash: String
    package var isLink: Bool
  }

  /// All files below the folder as they were at a commit. Empty if the folder was not there; folders that are repositories of
  /// their own are left out.
  /// - Parameter fromTop: all files of the repository, by their names from its top.
  package func files(at commit: String, fromTop: Bool = false) throws(GitFailure) -> [Entry] {
    let isWhole = fromTop || prefix.isEmpty
    let tree = isWhole ? commit : "\(commit):\(prefix)"
    if !isWhole {
      let found = try Self.run(folder, ["rev-parse", "--verify", "--quiet", tree])
      if found.status != 0 { return [] }
    }
    let outcome = try Self.run(folder, ["ls-tree", "-r", "-z", "--full-tree", tree])
    guard outcome.status == 0 else { throw .refused(Self.words(outcome)) }
    return outcome.output.split(separator: 0).compactMap(Self.entry)
  }

  /// `100644 blob HASH<TAB>NAME`.
  private static func entry(_ line: ArraySlice<UInt8>) -> Entry? {
    guard let tab = line.firstIndex(of: 0x09) else { return nil }
    let head = String(decoding: line[..<tab], as: UTF8.self).split(separator: " ")
    guard head.count == 3, head[1] == "blob",
      let name = String(validating: line[(tab + 1)...], as: UTF8.self)
    else { return nil }
    return Entry(name: name, hash: String(head[2]), isLink: head[0] == "120000")
  }

  /// The bytes of files, by their hashes.
  package func contents(of hashes: [String]) throws(GitFailure) -> [String: [UInt8]] {
    if hashes.isEmpty { return [:] }
    let outcome = try Self.run(
      folder, ["cat-file", "--batch"], input: Array(hashes.map { "\($0)\n" }.joined().utf8))
    guard outcome.status == 0 else { throw .refused(Self.words(outcome)) }
    var result: [String: [UInt8]] = [:]
    var rest = outcome.output[...]
    while let end = rest.firstIndex(of: 0x0A) {
      // `HASH blob SIZE`, the bytes and a line break; `HASH missing` where there is none.
      let head = String(decoding: rest[..<end], as: UTF8.self).split(separator: " ")
      rest = rest[(end + 1)...]
      guard head.count == 3, let size = Int(head[2]), rest.count > size else {
        throw .refused(head.joined(separator: " "))
      }
      result[String(head[0])] = Array(rest.prefix(size))
      rest = rest.dropFirst(size + 1)
    }
    return result
  }

  // MARK: The program

  private static func run(
    _ folder: String, _ arguments: [String], input: [UInt8] = []
  ) throws(GitFailure) -> ChildProcess.Outcome {
    // In a hook of git's these name another repository, or the same one from elsewhere. Its messages are looked at.
    let git = ChildProcess(
      program: "git", arguments: ["-C", folder, "-c", "core.quotePath=false"] + arguments,
      environment: [
        ("GIT_DIR", nil), ("GIT_WORK_TREE", nil), ("GIT_PREFIX", nil), ("GIT_INDEX_FILE", nil),
        ("GIT_OPTIONAL_LOCKS", "0"), ("GIT_TERMINAL_PROMPT", "0"), ("LC_ALL", "C"), ("LANGUAGE", nil),
      ])
    do throws(System.Failure) {
      return try git.run(input: input)
    } catch {
      switch error.reason {
      case .missing: throw .missing
      default: throw .refused(System.words(error.number))
      }
    }
  }

  private static func line(_ bytes: [UInt8]) -> String {
    String(decoding: bytes.last == 0x0A ? bytes.dropLast() : bytes[...], as: UTF8.self)
  }

  /// The first line that git said of what went wrong, without its word for that.
  private static func words(_ outcome: ChildProcess.Outcome) -> String {
    let lines = String(decoding: outcome.errors, as: UTF8.self).split(separator: "\n")
    let line = String(lines.first { $0.hasPrefix("fatal: ") || $0.hasPrefix("error: ") } ?? lines.first ?? "")
    return line.hasPrefix("fatal: ") || line.hasPrefix("error: ") ? String(line.dropFirst(7)) : line
  }
}
