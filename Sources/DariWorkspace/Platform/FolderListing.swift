// The files below a folder, in an order that does not depend on the disk.

import DariBase

package struct ListedFile: Hashable, Sendable {
  /// For opening: the folder that was listed and the names as they are on disk.
  package var path: String
  /// For showing, and for names: relative to the folder that was listed, `/` between its parts, in NFC.
  package var name: String
  package var isLink = false
}

/// What is below a folder, links followed. Hidden files and folders (a dot first), `node_modules` and the
/// folders that the caller leaves out are not looked at. A folder that is reached in two ways is read once,
/// under its own name if it has one below the root.
package struct FolderListing: Sendable {
  /// In the byte order of their names.
  package var files: [ListedFile]
  /// What could not be read; all the rest is listed. In the byte order of the paths.
  package var failures: [SystemFailure]
  /// The folders that were read, as paths to open; the root is the first.
  package var folders: [String] = []

  /// Deeper than this nobody files routines; it bounds what a chain of links can do.
  package static let deepest = 64

  /// - Parameters:
  ///   - leavingOut: names of folders, relative to `root`, that are not read: the output folder.
  ///   - wants: whether a file with this name is listed.
  package static func files(
    below root: String, leavingOut: [String] = [], wants: @escaping (String) -> Bool = { _ in true }
  ) throws(SystemFailure) -> FolderListing {
    let status: System.Status
    do throws(System.Failure) {
      status = try System.status(root)
      guard status.kind == .folder else { throw System.Failure.file }
      _ = try System.names(in: root)
    } catch {
      throw SystemFailure(.read, root, error)
    }
    var walk = FolderWalk(
      leftOut: Set(leavingOut.map { ExactText(NFC.normalized($0)) }), wants: wants)
    walk.walk(root, status.identity)
    walk.finish()
    return FolderListing(files: walk.files, failures: walk.failures, folders: walk.folders)
  }
}

private struct FolderWalk {
  private(set) var files: [ListedFile] = []
  private(set) var failures: [SystemFailure] = []
  private(set) var folders: [String] = []

  private struct Folder {
    var path: String
    var name: String
    /// This folder and those that it lies in.
    var line: [System.Identity]
  }

  private let leftOut: Set<ExactText>
  private let wants: (String) -> Bool
  private var seen = Set<System.Identity>()
  private var links: [Folder] = []

  init(leftOut: Set<ExactText>, wants: @escaping (String) -> Bool) {
    self.leftOut = leftOut
    self.wants = wants
  }

  /// Folders first by their own names, then those behind links, so that a link never takes a folder's name away.
  mutating func walk(_ root: String, _ identity: System.Identity) {
    seen.insert(identity)
    var waiting = [Folder(path: root, name: "", line: [identity])]
    while true {
      while let folder = waiting.popLast() { waiting += read(folder).reversed() }
      guard !links.isEmpty else { return }
      links.sort { ExactText($0.name) < ExactText($1.name) }
      let next = links.removeFirst()
      guard let identity = next.line.last, seen.insert(identity).inserted else { continue }
      waiting = [next]
    }
  }

  /// Takes in a folder's files and gives its folders.
  private mutating func read(_ folder: Folder) -> [Folder] {
    let names: [[UInt8]]
    folders.append(folder.path)
    do throws(System.Failure) {
      names = try System.names(in: folder.path)
    } catch {
      failures.append(SystemFailure(.read, folder.name.isEmpty ? folder.path : folder.name, error))
      return []
    }
    var folders: [Folder] = []
    for name in names where name.first != 0x2E {
      guard let text = String(validating: name, as: UTF8.self) else {
        failures.append(SystemFailure(.read, folder.name.isEmpty ? "." : folder.name, .nameIsNotText))
        continue
      }
      if let below = take(text, in: folder) { folders.append(below) }
    }
    return folders.sorted {
      (ExactText($0.name), ExactText($0.path)) < (ExactText($1.name), ExactText($1.path))
    }
  }

  private mutating func take(_ entry: String, in folder: Folder) -> Folder? {
    let path = folder.path.hasSuffix("/") ? folder.path + entry : folder.path + "/" + entry
    let name = (folder.name.isEmpty ? "" : folder.name + "/") + NFC.normalized(entry)
    if leftOut.contains(ExactText(name)) || entry == "node_modules" { return nil }
    do throws(System.Failure) {
      let own = try System.status(path, followsLinks: false)
      let status = own.kind == .link ? try System.status(path) : own
      switch status.kind {
      case .file, .other:
        // A device or a pipe is listed, so that opening it says what is wrong.
        if wants(name) { files.append(ListedFile(path: path, name: name, isLink: own.kind == .link)) }
      case .folder:
        return enter(
          Folder(path: path, name: name, line: folder.line + [status.identity]), isLink: own.kind == .link)
      case .link: break
      }
    } catch {
      let isLink = (try? System.status(path, followsLinks: false))?.kind == .link
      if isLink, error.reason == .missing || error.reason == .loop {
        // A link to nothing, or to itself, matters only if it was to be a file of ours.
        if wants(name) { failures.append(SystemFailure(.read, name, .linkToNothing)) }
      } else {
        failures.append(SystemFailure(.read, name, error))
      }
    }
    return nil
  }

  private mutating func enter(_ folder: Folder, isLink: Bool) -> Folder? {
    guard let identity = folder.line.last else { return nil }
    if folder.line.dropLast().contains(identity) || folder.line.count > FolderListing.deepest {
      failures.append(SystemFailure(.read, folder.name, .loop))
      return nil
    }
    if isLink {
      links.append(folder)
      return nil
    }
    return seen.insert(identity).inserted ? folder : nil
  }

  mutating func finish() {
    files.sort { (ExactText($0.name), ExactText($0.path)) < (ExactText($1.name), ExactText($1.path)) }
    for (first, second) in zip(files, files.dropFirst()) where first.name.hasSameBytes(as: second.name) {
      failures.append(SystemFailure(.read, first.name, .sameNameTwice))
    }
    failures.sort { ExactText($0.path) < ExactText($1.path) }
  }
}
