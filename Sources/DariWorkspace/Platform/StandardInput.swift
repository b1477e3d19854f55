// Reading standard input to its end.

import DariBase

package enum StandardInput {
  /// Everything that comes until the other side closes. `limit` is in bytes.
  package static func readAll(limit: Int) throws(SystemFailure) -> [UInt8] {
    let bytes: [UInt8]?
    do throws(System.Failure) {
      bytes = try System.readAll(0, expected: 0, limit: limit)
    } catch {
      throw SystemFailure(.read, "stdin", error)
    }
    guard let bytes else { throw SystemFailure(.read, "stdin", .tooLarge(limit: limit)) }
    return bytes
  }
}
