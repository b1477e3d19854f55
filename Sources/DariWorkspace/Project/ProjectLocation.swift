// Which project a command is about.

import DariBase
import DariSyntax

/// Where a project lies and which part of it a command was given.
package struct ProjectLocation: Sendable {
  /// The folder, as a path to open.
  package var root: String
  /// False for a lone `.dari` file without a manifest above it.
  package var hasManifest: Bool
  /// The one file that was named, relative to `root`; nil for the whole project.
  package var onlyFile: String?

  /// The file of the routine that was named: of a translation its original's.
  package var onlyOriginal: String? {
    onlyFile.map { TranslationName(path: $0)?.original ?? $0 }
  }

  package init(root: String, hasManifest: Bool, onlyFile: String? = nil) {
    self.root = root
    self.hasManifest = hasManifest
    self.onlyFile = onlyFile
  }

  /// Finds the project of a path: a folder with `dari.yaml`, a folder below one, or a `.dari` file. Without a
  /// manifest a lone file stands with the other files of its folder, so that it can use a library beside it.
  package static func find(_ path: String) throws(ProjectFailure) -> ProjectLocation {
    switch FileReading.kind(path) {
    case .folder:
      // Whether there is a manifest in it is not known where nobody may look.
      if FileReading.kind(join(path, "dari.yaml")) == nil {
        throw .system(SystemFailure(.read, path, .refused))
      }
      guard let root = manifestFolder(from: path) else { throw .noManifest(path) }
      return ProjectLocation(root: root, hasManifest: true)
    case .file, .other:
      guard path.hasSuffix(".dari") else { throw .notAProject(path) }
      let folder = parent(of: path)
      guard let root = manifestFolder(from: folder) else {
        return ProjectLocation(root: folder, hasManifest: false, onlyFile: name(of: path))
      }
      return ProjectLocation(root: root, hasManifest: true, onlyFile: relative(path, to: root))
    case .missing: throw .system(SystemFailure(.read, path, .missing))
    case nil: throw .system(SystemFailure(.read, path, .refused))
    }
  }

  /// The nearest folder upwards that holds a manifest, written relative to where we are as long as that is possible.
  private static func manifestFolder(from folder: String) -> String? {
    var current = folder
    for _ in 0..<64 {
      switch FileReading.kind(join(current, "dari.yaml")) {
      case .file, .folder, .other: return current
      default: break
      }
      guard let resolved = FileReading.resolved(current), resolved != "/" else { return nil }
      current =
        current == "."
        ? ".." : (current.hasSuffix("..") ? current + "/.." : resolvedParent(current, resolved))
    }
    return nil
  }

  private static func resolvedParent(_ path: String, _ resolved: String) -> String {
    // `a/b` -> `a`, `a` -> `.`; a link's parent is that of where it leads.
    let plain = parent(of: path)
    guard let parentResolved = FileReading.resolved(plain), parent(of: resolved) == parentResolved else {
      return parent(of: resolved)
    }
    return plain
  }

  private static func relative(_ path: String, to root: String) -> String {
    guard let file = FileReading.resolved(path), let base = FileReading.resolved(root) else {
      return name(of: path)
    }
    let prefix = base == "/" ? "/" : base + "/"
    return file.hasPrefix(prefix) ? NFC.normalized(String(file.dropFirst(prefix.count))) : name(of: path)
  }

  /// The way from the folder where the command runs to the project's; empty if the project does not lie below it.
  package var wayFromHere: String {
    guard let here = FileReading.resolved("."), let there = FileReading.resolved(root) else { return "" }
    let prefix = here == "/" ? "/" : here + "/"
    return there.hasPrefix(prefix) ? NFC.normalized(String(there.dropFirst(prefix.count))) : ""
  }

  package static func join(_ folder: String, _ name: String) -> String {
    if folder == "." { return name }
    return folder.hasSuffix("/") ? folder + name : folder + "/" + name
  }

  package static func parent(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: 0x2F) else { return "." }
    return slash == path.utf8.startIndex ? "/" : String(path[..<slash])
  }

  static func name(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: 0x2F) else { return path }
    return String(path[path.utf8.index(after: slash)...])
  }
}

/// Why a project could not be read at all.
package enum ProjectFailure: Error, Sendable {
  case noManifest(String)
  /// A file that is no `.dari` file.
  case notAProject(String)
  case system(SystemFailure)
}
