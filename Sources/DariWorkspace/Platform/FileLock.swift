// A file that one process holds at a time, and that the system lets go when the process ends, however it ends.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Held as long as the value lives; then the file is gone. The number of the process stands in it, for people.
struct FileLock: ~Copyable {
  enum Refusal: Error {
    /// Another process has it; what stands in the file.
    case held(by: String)
    case system(System.Failure)
  }

  private let path: String
  private let descriptor: Int32

  init(_ path: String) throws(Refusal) {
    self.path = path
    while true {
      let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
      if descriptor < 0 { throw .system(System.Failure(number: errno)) }
      if !Self.take(descriptor) {
        defer { System.closeQuietly(descriptor) }
        let bytes = (try? System.readAll(descriptor, expected: 16, limit: 64)) ?? nil
        let words = String(decoding: bytes ?? [], as: UTF8.self).prefix { $0.isNumber }
        throw .held(by: words.isEmpty ? "?" : String(words))
      }
      // Who had it may have taken the file away while we opened it: then another one has this name.
      let ours = try? System.status(descriptor).identity
      guard let ours, (try? System.status(path))?.identity == ours else {
        System.closeQuietly(descriptor)
        continue
      }
      _ = ftruncate(descriptor, 0)
      try? System.writeAll(Array("\(System.processID)\n".utf8), to: descriptor)
      self.descriptor = descriptor
      return
    }
  }

  /// False if somebody else has it. On a disk that knows no locks nobody can be told apart, and nobody is kept out.
  private static func take(_ descriptor: Int32) -> Bool {
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      if errno == EINTR { continue }
      return errno != EWOULDBLOCK
    }
    return true
  }

  deinit {
    try? System.removeFile(path)
    // One that was made for the lock, and in which nothing is.
    try? System.removeFolder(StagedFile.folder(of: path))
    System.closeQuietly(descriptor)
  }
}
