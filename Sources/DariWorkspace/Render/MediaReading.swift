// The files that inputs of the types `image`, `audio` and `file` name.

import DariRuntime

enum MediaReading {
  /// Bytes that are read of one file. More than a value may have, so that the message says how large the file is.
  static let limit = 256 << 20

  /// The data with the content of every file that it names as media. Paths are relative to the folder of `file`.
  static func attach(
    to node: DataNode, _ type: Type, relativeTo file: String
  ) throws(DataFailure) -> DataNode {
    var failures: [SystemFailure] = []
    let folder = file.utf8.lastIndex(of: 0x2F).map { file[...$0] } ?? ""
    // The same picture named twice is read once.
    var known: [String: [UInt8]] = [:]
    let result = MediaData.attached(node, type) { name in
      let path = name.utf8.first == 0x2F ? name : folder + name
      if let bytes = known[path] { return bytes }
      do throws(SystemFailure) {
        let bytes = try FileReading.read(path, limit: limit)
        known[path] = bytes
        return bytes
      } catch {
        failures.append(error)
        return nil
      }
    }
    if !failures.isEmpty { throw .media(failures) }
    return result
  }

  /// A file that is itself the value.
  static func file(_ path: String) throws(DataFailure) -> DataNode {
    if MediaData.isAddress(path) { return DataNode(.text(path)) }
    do throws(SystemFailure) {
      return DataNode(.file(name: path, bytes: try FileReading.read(path, limit: limit)))
    } catch {
      throw .media([error])
    }
  }
}
