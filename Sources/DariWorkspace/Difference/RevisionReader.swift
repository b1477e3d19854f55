// A project as it was at a revision: the same files that would be read from disk, out of git.

import DariBase
import DariSemantics

package struct ProjectRevision: Sendable {
  package var read: ReadProject
  /// `allowed.yaml` as it was, if it was there.
  package var allowed: [UInt8]?

  /// - Parameters:
  ///   - repository: at the project's folder.
  ///   - revision: a branch, a tag, a commit.
  /// - Returns: nil if there was no project then.
  package static func read(
    _ revision: String, of location: ProjectLocation, in repository: GitRepository
  ) throws(GitFailure) -> ProjectRevision? {
    let files = try RevisionFiles(repository, try repository.commit(revision))
    return try files.project(location)
  }
}

/// The files of a folder at one commit, in the order and under the rules of `FolderListing`.
private struct RevisionFiles {
  private let repository: GitRepository
  /// By their names in NFC.
  private var hashes: [String: String] = [:]
  private var names: [String] = []
  /// Links that lead to nothing, or out of the repository.
  private var brokenLinks: [(name: String, reason: SystemFailure.Reason)] = []

  init(_ repository: GitRepository, _ commit: String) throws(GitFailure) {
    self.repository = repository
    let entries = try repository.files(at: commit)
    for entry in entries where !entry.isLink { add(entry.name, entry.hash) }
    let outside = try follow(entries.filter(\.isLink))
    if !outside.isEmpty { try followOutside(outside, commit) }
    names.sort { ExactText($0) < ExactText($1) }
  }

  private mutating func add(_ name: String, _ hash: String) {
    let name = NFC.normalized(name)
    let isHidden = name.split(separator: "/").contains { $0.hasPrefix(".") || $0 == "node_modules" }
    if isHidden || hashes[name] != nil { return }
    names.append(name)
    hashes[name] = hash
  }

  /// Links to files and folders within the project.
  /// - Returns: the links that lead out of it, and where they do.
  private mutating func follow(
    _ links: [GitRepository.Entry]
  ) throws(GitFailure) -> [(name: String, target: String)] {
    let targets = try repository.contents(of: links.map(\.hash))
    let (files, known) = (names, hashes)
    var outside: [(name: String, target: String)] = []
    for link in links {
      let target = targets[link.hash].map { String(decoding: $0, as: UTF8.self) } ?? ""
      if let path = ResourcePath.resolve(target, from: link.name).map(NFC.normalized) {
        follow(link.name, to: path, files, known)
      } else {
        outside.append((link.name, target))
      }
    }
    return outside
  }

  /// What lies beside the project in its repository is of the same revision. Of what lies elsewhere nobody knows what it was.
  private mutating func followOutside(
    _ links: [(name: String, target: String)], _ commit: String
  ) throws(GitFailure) {
    var known: [String: String] = [:]
    for entry in try repository.files(at: commit, fromTop: true) where !entry.isLink {
      known[NFC.normalized(entry.name)] = entry.hash
    }
    let files = known.keys.sorted { ExactText($0) < ExactText($1) }
    let top = repository.prefix.isEmpty ? "" : repository.prefix + "/"
    for link in links {
      if let path = ResourcePath.resolve(link.target, from: top + link.name).map(NFC.normalized) {
        follow(link.name, to: path, files, known)
      } else {
        brokenLinks.append((NFC.normalized(link.name), .linkOutOfRepository))
      }
    }
  }

  private mutating func follow(_ link: String, to path: String, _ files: [String], _ known: [String: String])
  {
    if let hash = known[path] {
      add(link, hash)
      return
    }
    let inside = path.isEmpty ? [] : files.filter { $0.hasPrefix(path + "/") }
    if inside.isEmpty { brokenLinks.append((NFC.normalized(link), .linkToNothing)) }
    for file in inside { add(link + file.dropFirst(path.count), known[file] ?? "") }
  }

  func project(_ location: ProjectLocation) throws(GitFailure) -> ProjectRevision? {
    guard let manifest = try bytes(of: ["dari.yaml"])["dari.yaml"] else { return nil }
    let out = ProjectReader.outputFolder(ofManifest: manifest) + "/"
    let listed = names.filter { ProjectReader.isWanted($0) && !$0.hasPrefix(out) }
    let isOurs = ProjectReader.isOurs(among: listed)
    let own = listed.filter(isOurs)
    var project = ReadProject(location: location, sources: ProjectSources())
    let shipped = project.sources.sources.add(
      path: SourceFile.shippedFolder + "tools.yaml", bytes: Array(ShippedCatalogue.text.utf8))
    project.sources.catalogues.append(shipped.id)
    project.sources.addShippedPacks()
    let contents = try bytes(of: own)
    for name in own {
      if let bytes = contents[name] { project.add(bytes, of: ListedFile(path: name, name: name)) }
    }
    for link in brokenLinks where ProjectReader.isWanted(link.name) && isOurs(link.name) {
      project.failures.append(SystemFailure(.read, link.name, link.reason))
    }
    let resources = project.resourcePaths
    // One that leads to nothing is missing, as the checker tells; of one that leads out nothing is known.
    for link in brokenLinks where link.reason == .linkOutOfRepository && resources.contains(link.name) {
      project.failures.append(SystemFailure(.read, link.name, link.reason))
    }
    for (path, bytes) in try bytes(of: resources) { project.sources.resources[path] = bytes }
    try addTheme(to: &project)
    return ProjectRevision(
      read: project, allowed: try bytes(of: [AllowedChanges.fileName])[AllowedChanges.fileName])
  }

  private func addTheme(to project: inout ReadProject) throws(GitFailure) {
    guard let folder = project.namedTheme else { return }
    if names.contains(where: { $0.hasPrefix("\(folder)/") }) {
      project.sources.theme = ThemeFiles(folder: folder)
    }
    let files = try bytes(of: ThemeFiles.names.map { "\(folder)/\($0)" })
    for name in ThemeFiles.names {
      if let bytes = files["\(folder)/\(name)"] { project.sources.addTheme(name, bytes, in: folder) }
    }
  }

  /// Of those that are there.
  private func bytes(of names: [String]) throws(GitFailure) -> [String: [UInt8]] {
    let wanted = names.compactMap { name in hashes[name].map { (name, $0) } }
    let contents = try repository.contents(of: Array(Set(wanted.map(\.1))).sorted())
    var result: [String: [UInt8]] = [:]
    for (name, hash) in wanted { result[name] = contents[hash] }
    return result
  }
}
