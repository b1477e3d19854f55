// Reading whole files.

import DariBase

package enum FileReading {
  /// The bytes of an ordinary file. Devices and pipes are refused before a byte is read, and without waiting.
  package static func read(_ path: String, limit: Int) throws(SystemFailure) -> [UInt8] {
    let descriptor: Int32
    do throws(System.Failure) {
      descriptor = try System.openForReading(path)
    } catch {
      throw SystemFailure(.read, path, reason(error, path))
    }
    defer { System.closeQuietly(descriptor) }
    let bytes: [UInt8]?
    do throws(System.Failure) {
      let status = try System.status(descriptor)
      switch status.kind {
      case .folder: throw System.Failure.folder
      case .other, .link: throw System.Failure.device
      case .file: break
      }
      bytes = status.size > limit ? nil : try System.readAll(descriptor, expected: status.size, limit: limit)
    } catch {
      throw SystemFailure(.read, path, error == .device ? .notOrdinary : error.reason)
    }
    guard let bytes else { throw SystemFailure(.read, path, .tooLarge(limit: limit)) }
    return bytes
  }

  package enum PathKind: Hashable, Sendable { case file, folder, other, missing }

  /// What a path leads to, links followed. Nil if the system does not say.
  package static func kind(_ path: String) -> PathKind? {
    do throws(System.Failure) {
      switch try System.status(path).kind {
      case .file: return .file
      case .folder: return .folder
      case .link, .other: return .other
      }
    } catch {
      switch error.reason {
      case .missing, .isFile: return .missing
      default: return nil
      }
    }
  }

  /// Whether the path itself is a link, wherever that leads.
  package static func isLink(_ path: String) -> Bool {
    (try? System.status(path, followsLinks: false))?.kind == .link
  }

  /// The path without links, `.` and `..`; nil if nothing is there.
  package static func resolved(_ path: String) -> String? { try? System.resolved(path) }

  /// Sockets and devices without a driver fail when they are opened; a link can be there and its file not.
  private static func reason(_ failure: System.Failure, _ path: String) -> SystemFailure.Reason {
    let status = try? System.status(path)
    if let status, status.kind == .other { return .notOrdinary }
    if failure.reason == .missing, let own = try? System.status(path, followsLinks: false), own.kind == .link
    {
      return .linkToNothing
    }
    return failure.reason
  }
}
