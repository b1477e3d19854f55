// Running another program to its end, with what it says.

import DariBase

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

struct ChildProcess {
  struct Outcome {
    /// The exit code; 128 and the signal's number if it was killed.
    var status: Int32
    var output: [UInt8]
    var errors: [UInt8]
    /// It was killed because its time was over.
    var tookTooLong = false
  }

  /// Looked up on `PATH`.
  var program: String
  var arguments: [String]
  /// Added to the environment of this process; nil takes a variable away.
  var environment: [(name: String, value: String?)] = []
  /// In milliseconds; a program that has not ended then is killed.
  var timeLimit: Int?

  /// Hands `input` over, takes in all that the program says, and waits for its end. No shell is involved.
  ///
  /// The three streams are served as they come, so that neither side waits for the other however much is said.
  func run(input: [UInt8] = []) throws(System.Failure) -> Outcome {
    // A program that does not read what it is given must not end this one.
    System.ignoreClosedPipes()
    var pipes: [[Int32]] = []
    defer { for descriptor in pipes.joined() where descriptor >= 0 { System.closeQuietly(descriptor) } }
    for _ in 0..<3 {
      var ends: [Int32] = [-1, -1]
      guard pipe(&ends) == 0 else { throw System.Failure(number: errno) }
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      pipes.append(ends)
    }
    let child = try start([pipes[0][0], pipes[1][1], pipes[2][1]])
    for (pipe, end) in [(0, 0), (1, 1), (2, 1)] {
      Self.end(&pipes[pipe][end])
    }
    var outcome = Outcome(status: 0, output: [], errors: [])
    let deadline = timeLimit.map { System.nanoseconds + UInt64($0) * 1_000_000 }
    serve(&pipes, input, &outcome, until: deadline)
    let status = try end(of: child, &outcome, until: deadline)
    let signal = status & 0x7F
    outcome.status = signal == 0 ? status >> 8 & 0xFF : 128 + signal
    return outcome
  }

  /// The status of a program that has ended, by itself or because its time is over.
  private func end(
    of child: pid_t, _ outcome: inout Outcome, until deadline: UInt64?
  ) throws(System.Failure) -> Int32 {
    var status: Int32 = 0
    while true {
      if outcome.tookTooLong { kill(child, SIGKILL) }
      let mayWait = deadline == nil || outcome.tookTooLong
      let ended = waitpid(child, &status, mayWait ? 0 : WNOHANG)
      if ended == child { return status }
      if ended < 0, errno != EINTR { throw System.Failure(number: errno) }
      // It has closed its streams and goes on: few programs do, and none for long.
      if ended == 0, let deadline {
        if System.nanoseconds >= deadline { outcome.tookTooLong = true } else { usleep(5000) }
      }
    }
  }

  /// - Parameter streams: what the program has as its standard input, output and error.
  private func start(_ streams: [Int32]) throws(System.Failure) -> pid_t {
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
    #else
      var actions = posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    for (number, stream) in streams.enumerated() {
      posix_spawn_file_actions_adddup2(&actions, stream, Int32(number))
    }
    // A child inherits what is ignored, and a closed pipe should end it as it ends others.
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGPIPE)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
    var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) } + [nil]
    var variables: [UnsafeMutablePointer<CChar>?] = surroundings().map { strdup($0) } + [nil]
    defer { for pointer in words + variables { free(pointer) } }
    var child: pid_t = 0
    let number = posix_spawnp(&child, program, &actions, &attributes, &words, &variables)
    if number != 0 { throw System.Failure(number: number) }
    return child
  }

  /// `NAME=value` of every variable that the program gets.
  private func surroundings() -> [String] {
    let changed = Set(environment.map(\.name))
    var result: [String] = []
    var next = environ
    while let entry = next.pointee {
      let text = String(cString: entry)
      let name = text.prefix { $0 != "=" }
      if !changed.contains(String(name)) { result.append(text) }
      next += 1
    }
    return result + environment.compactMap { name, value in value.map { "\(name)=\($0)" } }
  }

  private func serve(
    _ pipes: inout [[Int32]], _ input: [UInt8], _ outcome: inout Outcome, until deadline: UInt64?
  ) {
    var written = 0
    let into = pipes[0][1]
    _ = fcntl(into, F_SETFL, fcntl(into, F_GETFL) | O_NONBLOCK)
    if input.isEmpty { Self.end(&pipes[0][1]) }
    while pipes[1][0] >= 0 || pipes[2][0] >= 0 {
      var waiting = [
        pollfd(fd: pipes[0][1], events: Int16(POLLOUT), revents: 0),
        pollfd(fd: pipes[1][0], events: Int16(POLLIN), revents: 0),
        pollfd(fd: pipes[2][0], events: Int16(POLLIN), revents: 0),
      ]
      var rest: Int32 = -1
      if let deadline {
        let now = System.nanoseconds
        if now >= deadline {
          outcome.tookTooLong = true
          return
        }
        rest = Int32(clamping: (deadline - now) / 1_000_000 + 1)
      }
      // Closed ones have a negative number, which poll passes over.
      if poll(&waiting, nfds_t(waiting.count), rest) <= 0 { continue }
      if waiting[0].revents != 0 {
        let count = input.withUnsafeBytes { buffer in
          write(into, buffer.baseAddress.map { $0 + written }, min(65536, buffer.count - written))
        }
        if count > 0 { written += count }
        // A program that wants no more has closed its end.
        let isOver = count < 0 && errno != EAGAIN && errno != EINTR
        if isOver || written == input.count { Self.end(&pipes[0][1]) }
      }
      if waiting[1].revents != 0 { Self.take(&pipes[1][0], &outcome.output) }
      if waiting[2].revents != 0 { Self.take(&pipes[2][0], &outcome.errors) }
    }
  }

  private static func end(_ descriptor: inout Int32) {
    System.closeQuietly(descriptor)
    descriptor = -1
  }

  private static func take(_ descriptor: inout Int32, _ bytes: inout [UInt8]) {
    var count = 0
    let chunk = [UInt8](unsafeUninitializedCapacity: 65536) { buffer, filled in
      count = read(descriptor, buffer.baseAddress, buffer.count)
      filled = max(count, 0)
    }
    if count > 0 {
      bytes += chunk
    } else if count == 0 || errno != EINTR {
      end(&descriptor)
    }
  }
}
