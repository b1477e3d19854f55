// The calls to the system's C library, all of them: whatever touches the world goes through here.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Thin functions over system calls. They throw the bare error number; the files beside this one say
/// what it means for which path. Interrupted calls are taken up again.
enum System {
  struct Failure: Error, Hashable {
    var number: Int32
  }

  enum Kind { case file, folder, link, other }

  struct Status {
    var kind: Kind
    var size: Int
    /// Permission bits.
    var mode: UInt32
    /// What tells one file from another, whatever its names.
    var identity: Identity
    /// When its bytes were changed, in nanoseconds.
    var modified: Int64
  }

  struct Identity: Hashable {
    var device: UInt64
    var node: UInt64
  }

  // MARK: Files

  static func status(_ path: String, followsLinks: Bool = true) throws(Failure) -> Status {
    var info = stat()
    try check { followsLinks ? stat(path, &info) : lstat(path, &info) }
    return Status(info)
  }

  static func status(_ descriptor: Int32) throws(Failure) -> Status {
    var info = stat()
    try check { fstat(descriptor, &info) }
    return Status(info)
  }

  /// Does not wait for the other end of a pipe.
  static func openForReading(_ path: String) throws(Failure) -> Int32 {
    try check { open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC) }
  }

  /// Fails if the file is there.
  static func create(_ path: String) throws(Failure) -> Int32 {
    try check { open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666) }
  }

  static func closeQuietly(_ descriptor: Int32) { _ = close(descriptor) }

  /// Nil when there is more than `limit`.
  static func readAll(_ descriptor: Int32, expected: Int, limit: Int) throws(Failure) -> [UInt8]? {
    var bytes: [UInt8] = []
    // One more than the file seems to hold, so that its end is met without growing.
    var room = min(max(expected, 0), limit) + 1
    while true {
      let start = bytes.count
      var count = 0
      var number: Int32 = 0
      bytes.reserveCapacity(start + room)
      let chunk = [UInt8](unsafeUninitializedCapacity: room) { buffer, filled in
        repeat {
          count = read(descriptor, buffer.baseAddress, buffer.count)
          number = errno
        } while count < 0 && number == EINTR
        filled = max(count, 0)
      }
      if count < 0 { throw Failure(number: number) }
      if count == 0 { return bytes }
      if start == 0 { bytes = chunk } else { bytes += chunk }
      if bytes.count > limit { return nil }
      room = max(65536, room - count)
    }
  }

  static func writeAll(_ bytes: [UInt8], to descriptor: Int32) throws(Failure) {
    var position = 0
    while position < bytes.count {
      let (count, number) = bytes.withUnsafeBytes { buffer in
        let count = write(descriptor, buffer.baseAddress.map { $0 + position }, buffer.count - position)
        return (count, errno)
      }
      if count >= 0 {
        position += count
      } else if number == EAGAIN {
        // A terminal that another program has set not to wait.
        var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = poll(&waiting, 1, -1)
      } else if number != EINTR {
        throw Failure(number: number)
      }
    }
  }

  /// Whether the system would let this process write to a file.
  static func mayWrite(_ path: String) -> Bool { access(path, W_OK) == 0 }

  /// Waits until what was written is on the disk. Pipes and some network disks can't; that is no failure.
  static func sync(_ descriptor: Int32) throws(Failure) {
    do throws(Failure) {
      try check { fsync(descriptor) }
    } catch  where error.number == EINVAL || error.number == ENOTSUP {
      return
    }
  }

  static func setMode(_ descriptor: Int32, _ mode: UInt32) throws(Failure) {
    try check { fchmod(descriptor, mode_t(mode & 0o7777)) }
  }

  static func move(_ old: String, to new: String) throws(Failure) { try check { rename(old, new) } }
  static func addName(_ new: String, for old: String) throws(Failure) { try check { link(old, new) } }
  static func removeFile(_ path: String) throws(Failure) { try check { unlink(path) } }
  static func removeFolder(_ path: String) throws(Failure) { try check { rmdir(path) } }
  static func makeFolder(_ path: String) throws(Failure) { try check { mkdir(path, 0o777) } }

  /// The path without links.
  static func resolved(_ path: String) throws(Failure) -> String {
    guard let buffer = realpath(path, nil) else { throw Failure(number: errno) }
    defer { free(buffer) }
    return String(cString: buffer)
  }

  /// Names in a folder, as bytes, in the order of the disk, without `.` and `..`.
  static func names(in folder: String) throws(Failure) -> [[UInt8]] {
    guard let stream = opendir(folder) else { throw Failure(number: errno) }
    defer { closedir(stream) }
    let offset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 0
    var names: [[UInt8]] = []
    while true {
      errno = 0
      guard let entry = readdir(stream) else {
        if errno != 0 { throw Failure(number: errno) }
        return names
      }
      let start = UnsafeRawPointer(entry) + offset
      let name = Array(
        UnsafeRawBufferPointer(start: start, count: strlen(start.assumingMemoryBound(to: CChar.self))))
      if name != [0x2E], name != [0x2E, 0x2E] { names.append(name) }
    }
  }

  // MARK: Process

  static var processID: Int32 { getpid() }

  static func isRunning(_ process: Int32) -> Bool { kill(process, 0) == 0 || errno != ESRCH }

  static func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

  static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  /// A closed pipe is then an error of `write` and no longer the end of the process.
  static func ignoreClosedPipes() { signal(SIGPIPE, SIG_IGN) }

  /// Nanoseconds since some moment, never going back.
  static var nanoseconds: UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }

  /// The system's own words for an error number.
  static func words(_ number: Int32) -> String {
    strerror(number).map { String(cString: $0) } ?? "error \(number)"
  }

  @discardableResult
  private static func check(_ call: () -> Int32) throws(Failure) -> Int32 {
    while true {
      let result = call()
      if result != -1 { return result }
      let number = errno
      if number != EINTR { throw Failure(number: number) }
    }
  }
}

extension System.Status {
  fileprivate init(_ info: stat) {
    switch info.st_mode & S_IFMT {
    case S_IFREG: kind = .file
    case S_IFDIR: kind = .folder
    case S_IFLNK: kind = .link
    default: kind = .other
    }
    size = Int(info.st_size)
    mode = UInt32(info.st_mode & 0o7777)
    identity = System.Identity(
      device: UInt64(truncatingIfNeeded: info.st_dev), node: UInt64(truncatingIfNeeded: info.st_ino))
    #if canImport(Darwin)
      let time = info.st_mtimespec
    #else
      let time = info.st_mtim
    #endif
    modified = Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
  }
}

/// The error numbers that mean something of their own to us.
extension System.Failure {
  var reason: SystemFailure.Reason {
    switch number {
    case ENOENT: return .missing
    case EACCES, EPERM: return .refused
    case EISDIR: return .isFolder
    case ENOTDIR: return .isFile
    case ELOOP: return .loop
    case EROFS: return .readOnly
    case ENOSPC, EDQUOT: return .diskFull
    case EPIPE: return .closedPipe
    default: return .other(number)
    }
  }

  static let folder = System.Failure(number: EISDIR)
  static let file = System.Failure(number: ENOTDIR)
  static let device = System.Failure(number: ENODEV)
  static let notPermitted = System.Failure(number: EACCES)

  /// Whether a folder, or a file, was there already.
  var isExisting: Bool { number == EEXIST }
  var isNotEmpty: Bool { number == ENOTEMPTY || number == EEXIST }
}
