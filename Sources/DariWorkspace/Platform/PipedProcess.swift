// A program that we start and talk to over pipes, without ever waiting for it while it waits for us.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Its standard input and output are ours; its standard error is the process's own. It has the environment of the process, and
/// nothing of it stands among its arguments.
struct PipedProcess: ~Copyable {
  private let process: pid_t
  private var input: Int32
  let output: Int32
  /// What is still to be written.
  private var pending: [UInt8] = []
  private var received: [UInt8] = []
  private(set) var hasEnded = false

  init(_ path: String) throws(System.Failure) {
    let (childInput, input) = try Self.pipe()
    let (output, childOutput) = try Self.pipe()
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, childInput, 0)
    posix_spawn_file_actions_adddup2(&actions, childOutput, 1)
    var arguments: [UnsafeMutablePointer<CChar>?] = [strdup(path), nil]
    defer { free(arguments[0]) }
    var process = pid_t()
    let number = posix_spawn(&process, path, &actions, nil, &arguments, environ)
    close(childInput)
    close(childOutput)
    if number != 0 {
      close(input)
      close(output)
      throw System.Failure(number: number)
    }
    _ = fcntl(input, F_SETFL, O_NONBLOCK)
    _ = fcntl(output, F_SETFL, O_NONBLOCK)
    self.process = process
    self.input = input
    self.output = output
  }

  /// Ends it, by the end of its input, and waits until it has gone.
  deinit {
    if input >= 0 { close(input) }
    close(output)
    var status: Int32 = 0
    while waitpid(process, &status, 0) == -1, errno == EINTR {}
  }

  private static func pipe() throws(System.Failure) -> (reading: Int32, writing: Int32) {
    var ends: [Int32] = [-1, -1]
    #if canImport(Darwin)
      let result = Darwin.pipe(&ends)
    #elseif canImport(Musl)
      let result = Musl.pipe(&ends)
    #else
      let result = Glibc.pipe(&ends)
    #endif
    if result != 0 { throw System.Failure(number: errno) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }

  mutating func send(_ line: [UInt8]) {
    pending += line + [0x0A]
    flush()
  }

  private mutating func flush() {
    while !pending.isEmpty, input >= 0 {
      let count = pending.withUnsafeBytes { write(input, $0.baseAddress, $0.count) }
      if count > 0 {
        pending.removeFirst(count)
      } else if count < 0, errno == EINTR {
        continue
      } else {
        if count < 0, errno == EPIPE { pending = [] }
        return
      }
    }
  }

  /// Waits for lines of the program, or for something to read at another descriptor.
  mutating func exchange(
    with other: Int32, milliseconds: Int
  ) -> (lines: [[UInt8]], isOtherReady: Bool) {
    var list = [
      pollfd(fd: output, events: Int16(POLLIN), revents: 0),
      pollfd(fd: other, events: Int16(POLLIN), revents: 0),
      pollfd(fd: pending.isEmpty ? -1 : input, events: Int16(POLLOUT), revents: 0),
    ]
    _ = poll(&list, nfds_t(list.count), Int32(clamping: milliseconds))
    flush()
    if list[0].revents != 0 { receive() }
    var lines: [[UInt8]] = []
    var start = 0
    while let end = received[start...].firstIndex(of: 0x0A) {
      lines.append(Array(received[start..<end]))
      start = end + 1
    }
    received.removeFirst(start)
    return (lines, list[1].revents != 0)
  }

  private mutating func receive() {
    var buffer = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = read(output, &buffer, buffer.count)
      if count > 0 {
        received += buffer.prefix(count)
      } else if count < 0, errno == EINTR {
        continue
      } else {
        if count == 0 { hasEnded = true }
        return
      }
    }
  }
}

extension System {
  /// The file of this program; nil where the system does not say.
  static var ownProgram: String? {
    #if canImport(Darwin)
      var size: UInt32 = 0
      _ = _NSGetExecutablePath(nil, &size)
      var buffer = [CChar](repeating: 0, count: Int(size))
      guard _NSGetExecutablePath(&buffer, &size) == 0 else { return nil }
      return try? resolved(String(cString: buffer))
    #else
      return try? resolved("/proc/self/exe")
    #endif
  }

  static func mayRun(_ path: String) -> Bool { access(path, X_OK) == 0 }

  /// Writes at the end of a file, which is made if it is not there.
  static func append(_ bytes: [UInt8], to path: String) throws(Failure) {
    let descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o666)
    if descriptor < 0 { throw Failure(number: errno) }
    defer { closeQuietly(descriptor) }
    try writeAll(bytes, to: descriptor)
  }
}
