// Files of this repository that tests read.

import Foundation

enum Repository {
  /// The folder with Package.swift. Links are followed, because a part of the package may be built by itself.
  static let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Paths below the root, with all files of an extension in a folder.
  static func files(in folder: String, ending: String) -> [String] {
    let base = root.appendingPathComponent(folder)
    let all = FileManager.default.enumerator(atPath: base.path)?.compactMap { $0 as? String } ?? []
    return all.filter { $0.hasSuffix(ending) }.sorted().map { folder + "/" + $0 }
  }

  static func bytes(_ path: String) -> [UInt8] {
    FileManager.default.contents(atPath: root.appendingPathComponent(path).path).map { Array($0) } ?? []
  }

  static func text(_ path: String) -> String { String(decoding: bytes(path), as: UTF8.self) }

  /// Fenced blocks of a Markdown text whose info string is `info`.
  static func blocks(_ text: String, info: String) -> [String] {
    var blocks: [String] = []
    var current: (fence: Substring, lines: [Substring], isWanted: Bool)?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let fence = line.prefix { $0 == "`" }
      if let open = current {
        if line == open.fence {
          if open.isWanted { blocks.append(open.lines.map { $0 + "\n" }.joined()) }
          current = nil
        } else {
          current?.lines.append(line)
        }
      } else if fence.count >= 3 {
        current = (fence, [], line.dropFirst(fence.count) == info)
      }
    }
    return blocks
  }
}
