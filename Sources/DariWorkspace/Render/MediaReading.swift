// The files that inputs of the types `image`, `audio` and `file` name.

import DariRuntime

/// A file that data name and that could not be read.
package struct UnreadMedia: Sendable {
  /// Of the input, as in `DataProblem`.
  package var path: String
  package var failure: SystemFailure
}

enum MediaReading {
  /// Bytes that are read of one file. More than a value may have, so that the message says how large the file is.
  static let limit = 256 << 20

  /// The data with the content of every file that it names as media.
  /// - Parameters:
  ///   - path: of the data, from the name of the input; empty for all inputs.
  ///   - file: the file of data, whose folder the paths are relative to and stay in: data may come from outside, and must
  ///     not send another file to an AI. Nil for what a person typed.
  ///   - unread: takes in what could not be read. Its name stays where it is.
  static func attach(
    to node: DataNode, _ type: Type, at path: String = "", namedIn file: String?,
    _ unread: inout [UnreadMedia]
  ) -> DataNode {
    let folder = file.flatMap { file in file.utf8.lastIndex(of: 0x2F).map { file[...$0] } } ?? ""
    // The same picture named twice is read once.
    var known: [String: [UInt8]] = [:]
    return MediaData.attached(node, type, at: path) { name, place in
      let path = String(folder) + name
      if file != nil, !staysBelow(name) || leadsOut(path, of: String(folder)) { return nil }
      if let bytes = known[path] { return bytes }
      do throws(SystemFailure) {
        let bytes = try FileReading.read(path, limit: limit)
        known[path] = bytes
        return bytes
      } catch {
        unread.append(UnreadMedia(path: place, failure: error))
        return nil
      }
    }
  }

  /// Does not begin at the root, and `..` never leads above where it began.
  static func staysBelow(_ path: String) -> Bool {
    if path.utf8.first == 0x2F { return false }
    var depth = 0
    for part in path.split(separator: "/") where part != "." {
      depth += part == ".." ? -1 : 1
      if depth < 0 { return false }
    }
    return true
  }

  /// Through a link to somewhere else.
  private static func leadsOut(_ path: String, of folder: String) -> Bool {
    guard let real = FileReading.resolved(path),
      let root = FileReading.resolved(folder.isEmpty ? "." : folder)
    else { return false }
    return !real.hasPrefix(root == "/" ? root : root + "/")
  }

  /// A file that is itself the value of an input.
  static func file(_ path: String, for input: String, _ unread: inout [UnreadMedia]) -> DataNode {
    if MediaData.isAddress(path) { return DataNode(.text(path)) }
    do throws(SystemFailure) {
      return DataNode(.file(name: path, bytes: try FileReading.read(path, limit: limit)))
    } catch {
      unread.append(UnreadMedia(path: input, failure: error))
      return DataNode(.text(path))
    }
  }
}
