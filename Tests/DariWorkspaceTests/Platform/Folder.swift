// A real temporary folder for a test, and the system calls that only tests need.

import DariBase
import Testing

@testable import DariWorkspace

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A folder that goes away with the test.
final class Folder: Sendable {
  let path: String

  init() throws {
    let base = System.environment("TMPDIR") ?? "/tmp"
    var template = Array((base + "/dari-test-XXXXXX").utf8CString)
    let made = template.withUnsafeMutableBufferPointer { $0.baseAddress.flatMap { mkdtemp($0) } }
    // Without links: on some systems the folder for temporary files is behind one.
    path = try System.resolved(String(cString: try #require(made)))
  }

  deinit { Self.removeAll(path) }

  func callAsFunction(_ name: String) -> String { path + "/" + name }

  @discardableResult
  func file(_ name: String, _ text: String = "") throws -> String {
    try folder(StagedFile.folder(of: name))
    let path = self(name)
    let descriptor = try System.create(path)
    defer { System.closeQuietly(descriptor) }
    try System.writeAll(Array(text.utf8), to: descriptor)
    return path
  }

  @discardableResult
  func folder(_ name: String) throws -> String {
    try AtomicFile.makeFolders(self(name))
    return self(name)
  }

  func link(_ name: String, to target: String) throws {
    try folder(StagedFile.folder(of: name))
    try #require(symlink(target, self(name)) == 0)
  }

  func text(_ name: String) -> String? {
    (try? FileReading.read(self(name), limit: 1 << 20)).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Everything below the folder, hidden files too: names with `/` after a folder's.
  func everything(_ below: String = "") throws -> [String] {
    var all: [String] = []
    for bytes in try System.names(in: self(below)) {
      let name = below + String(decoding: bytes, as: UTF8.self)
      let isFolder = try System.status(self(name), followsLinks: false).kind == .folder
      all += try isFolder ? [name + "/"] + everything(name + "/") : [name]
    }
    return all.sorted { ExactText($0) < ExactText($1) }
  }

  static func removeAll(_ path: String) {
    for bytes in (try? System.names(in: path)) ?? [] {
      // Names as bytes: some of the tests' are no text.
      var child = Array(path.utf8) + [0x2F] + bytes
      child.append(0)
      child.withUnsafeBytes { buffer in
        guard let name = buffer.bindMemory(to: CChar.self).baseAddress else { return }
        if unlink(name) != 0 { removeAll(String(cString: name)) }
      }
    }
    _ = rmdir(path)
  }
}

/// The error that a call gives.
func failure(_ call: () throws -> Void) -> SystemFailure? {
  do {
    try call()
    return nil
  } catch {
    return error as? SystemFailure
  }
}

#if os(Linux)
  @_silgen_name("setfsuid") private func setfsuid(_ user: UInt32) -> Int32
  @_silgen_name("mount") private func mount(
    _ source: UnsafePointer<CChar>, _ target: UnsafePointer<CChar>, _ type: UnsafePointer<CChar>,
    _ flags: UInt,
    _ data: UnsafePointer<CChar>?
  ) -> Int32
  @_silgen_name("umount2") private func umount2(_ target: UnsafePointer<CChar>, _ flags: Int32) -> Int32

  /// A small disk of its own in a folder, on systems where the tests may mount one.
  final class SmallDisk {
    let path: String

    static let isAllowed: Bool = {
      guard let folder = try? Folder(), let disk = try? SmallDisk(in: folder, size: "64k") else {
        return false
      }
      _ = disk
      return true
    }()

    init(in folder: Folder, size: String) throws {
      path = try folder.folder("disk")
      guard mount("tmpfs", path, "tmpfs", 0, "size=\(size)") == 0 else {
        throw System.Failure(number: errno)
      }
    }

    func makeReadOnly() throws {
      let remount: UInt = 32
      let readOnly: UInt = 1
      try #require(mount("tmpfs", path, "tmpfs", remount | readOnly, nil) == 0)
    }

    /// Lazily, so that a file that is still open does not keep it.
    deinit { _ = umount2(path, 2) }
  }
#endif

/// Runs without the right to ignore permissions: for root as another user, on this thread only.
func withoutPrivilege<Result>(_ body: () throws -> Result) rethrows -> Result {
  #if os(Linux)
    guard getuid() == 0 else { return try body() }
    _ = setfsuid(65534)
    defer { _ = setfsuid(0) }
    return try body()
  #else
    return try body()
  #endif
}
