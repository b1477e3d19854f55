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
  /// Links that lead nowhere within the folder.
  private var brokenLinks: [String] = []

  init(_ repository: GitRepository, _ commit: String) throws(GitFailure) {
    self.repository = repository
    let entries = try repository.files(at: commit)
    for entry in entries where !entry.isLink { add(entry.name, entry.hash) }
    try follow(entries.filter(\.isLink))
    names.sort { ExactText($0) < ExactText($1) }
  }

  private mutating func add(_ name: String, _ hash: String) {
    let name = NFC.normalized(name)
    let isHidden = name.split(separator: "/").contains { $0.hasPrefix(".") || $0 == "node_modules" }
    if isHidden || hashes[name] != nil { return }
    names.append(name)
    hashes[name] = hash
  }

  /// Links to files and folders within the project; what lies outside of it is in no revision of it.
  private mutating func follow(_ links: [GitRepository.Entry]) throws(GitFailure) {
    let targets = try repository.contents(of: links.map(\.hash))
    let files = names
    for link in links {
      let target = targets[link.hash].map { String(decoding: $0, as: UTF8.self) } ?? ""
      guard let path = ResourcePath.resolve(target, from: link.name).map(NFC.normalized) else {
        brokenLinks.append(NFC.normalized(link.name))
        continue
      }
      if let hash = hashes[path] {
        add(link.name, hash)
        continue
      }
      let inside = files.filter { $0.hasPrefix(path + "/") }
      if inside.isEmpty { brokenLinks.append(NFC.normalized(link.name)) }
      for file in inside { add(link.name + file.dropFirst(path.count), hashes[file] ?? "") }
    }
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
    for link in brokenLinks where ProjectReader.isWanted(link) && isOurs(link) {
      project.failures.append(SystemFailure(.read, link, .linkToNothing))
    }
    for (path, bytes) in try bytes(of: project.resourcePaths) { project.sources.resources[path] = bytes }
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
