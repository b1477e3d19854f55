// The repository's own text files, for the tests that hold its rules.

import Foundation

struct RepositoryFile {
  /// From the root, with `/`.
  var path: String
  var text: String
  var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
  var name: Substring { path.split(separator: "/").last ?? "" }
}

enum Repository {
  static let root: URL = {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
  }()

  /// The text files below a folder, in order, without hidden folders.
  static func files(_ folder: String, endings: [String]) -> [RepositoryFile] {
    let base = root.appendingPathComponent(folder)
    var files: [RepositoryFile] = []
    for entry in (try? FileManager.default.contentsOfDirectory(atPath: base.path))?.sorted() ?? []
    where !entry.hasPrefix(".") {
      let path = folder.isEmpty ? entry : folder + "/" + entry
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(
        atPath: base.appendingPathComponent(entry).path, isDirectory: &isFolder)
      if isFolder.boolValue {
        if path != "build" { files += self.files(path, endings: endings) }
      } else if endings.contains(where: entry.hasSuffix),
        let data = FileManager.default.contents(
          atPath: base.appendingPathComponent(entry).path)
      {
        files.append(RepositoryFile(path: path, text: String(decoding: data, as: UTF8.self)))
      }
    }
    return files
  }

  static let swift: [RepositoryFile] =
    files("Sources", endings: [".swift"]) + files("Tests", endings: [".swift"])
}
