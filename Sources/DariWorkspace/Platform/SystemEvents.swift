// Waiting for the system: changes below folders, signals, the size of the terminal, the time of day. The only file that
// knows inotify; systems without it are asked again and again.

import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

extension System {
  // MARK: Waiting

  /// Which of the descriptors have something to read; none if the time is over first. Nil waits for ever.
  static func wait(for descriptors: [Int32], milliseconds: Int?) throws(Failure) -> [Bool] {
    var list = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    let time = Int32(clamping: milliseconds ?? -1)
    while true {
      if poll(&list, nfds_t(list.count), time) >= 0 { return list.map { $0.revents != 0 } }
      let number = errno
      if number != EINTR { throw Failure(number: number) }
    }
  }

  /// Everything there is to read now, without waiting. For descriptors that do not block.
  static func drain(_ descriptor: Int32) -> [UInt8] {
    var bytes: [UInt8] = []
    while true {
      var buffer = [UInt8](repeating: 0, count: 4096)
      let count = read(descriptor, &buffer, buffer.count)
      if count > 0 {
        bytes += buffer.prefix(count)
      } else if count == 0 || errno != EINTR {
        return bytes
      }
    }
  }

  // MARK: Signals

  enum Notice: Int32, CaseIterable {
    case interrupted, terminated, hungUp, resized, continued

    fileprivate var number: Int32 {
      switch self {
      case .interrupted: SIGINT
      case .terminated: SIGTERM
      case .hungUp: SIGHUP
      case .resized: SIGWINCH
      case .continued: SIGCONT
      }
    }
  }

  /// A descriptor from which the signals can be read from now on, one byte each; see `notices(in:)`. What the process was
  /// told to ignore (`nohup`) stays ignored.
  static func receiveSignals() throws(Failure) -> Int32 {
    var ends: [Int32] = [-1, -1]
    if pipe(&ends) != 0 { throw Failure(number: errno) }
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    signalPipe.store(ends[1], ordering: .sequentiallyConsistent)
    for notice in Notice.allCases {
      // Only what may be done in a handler: one write, and the error number left as it was.
      let former = signal(notice.number) { number in
        let saved = errno
        var byte = UInt8(truncatingIfNeeded: number)
        _ = write(signalPipe.load(ordering: .relaxed), &byte, 1)
        errno = saved
      }
      if unsafeBitCast(former, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self) {
        signal(notice.number, SIG_IGN)
      }
    }
    return ends[0]
  }

  /// Signals do again what they do by themselves.
  static func stopReceivingSignals(_ descriptor: Int32) {
    for notice in Notice.allCases {
      let current = signal(notice.number, SIG_DFL)
      if unsafeBitCast(current, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self) {
        signal(notice.number, SIG_IGN)
      }
    }
    closeQuietly(signalPipe.exchange(-1, ordering: .sequentiallyConsistent))
    closeQuietly(descriptor)
  }

  static func notices(in bytes: [UInt8]) -> [Notice] {
    bytes.compactMap { byte in Notice.allCases.first { $0.number == Int32(byte) } }
  }

  /// Ends the process as the signal would have.
  static func end(by notice: Notice) -> Never {
    signal(notice.number, SIG_DFL)
    kill(getpid(), notice.number)
    exit(128 + notice.number)
  }

  // MARK: Terminal and clock

  /// Columns and rows of the terminal behind a descriptor.
  static func size(_ descriptor: Int32) -> (columns: Int, rows: Int)? {
    #if canImport(Darwin)
      let request: UInt = 0x4008_7468
    #else
      let request = UInt(TIOCGWINSZ)
    #endif
    var size = winsize()
    guard ioctl(descriptor, request, &size) == 0, size.ws_col > 0, size.ws_row > 0 else { return nil }
    return (Int(size.ws_col), Int(size.ws_row))
  }

  /// Hour, minute and second where we are.
  static var timeOfDay: (hour: Int, minute: Int, second: Int) {
    var now = time(nil)
    var parts = tm()
    localtime_r(&now, &parts)
    return (Int(parts.tm_hour), Int(parts.tm_min), Int(parts.tm_sec))
  }
}

/// Where the handlers write: what a signal's handler reads must be there without a lock.
private let signalPipe = Atomic<Int32>(-1)

/// Tells that something happened in one of a set of folders, not what: whoever waits looks for himself.
struct FolderEvents: ~Copyable {
  /// Has something to read when something happened; nil where the system can't tell.
  private(set) var descriptor: Int32?
  private var watches: Set<Int32> = []

  init() {
    #if os(Linux)
      let made = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
      descriptor = made >= 0 ? made : nil
    #else
      descriptor = nil
    #endif
  }

  deinit { if let descriptor { System.closeQuietly(descriptor) } }

  /// Watches these folders, and no longer those of before. False if the system can't watch them all: it allows only so
  /// many. A folder that is gone is none.
  mutating func watch(_ folders: [String]) -> Bool {
    guard let descriptor else { return false }
    #if os(Linux)
      let mask =
        IN_MODIFY | IN_CLOSE_WRITE | IN_ATTRIB | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO
        | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR
      var now: Set<Int32> = []
      var isComplete = true
      for folder in folders {
        let watch = inotify_add_watch(descriptor, folder, UInt32(mask))
        if watch >= 0 {
          now.insert(watch)
        } else if errno != ENOENT, errno != ENOTDIR, errno != EACCES {
          isComplete = false
        }
      }
      for watch in watches.subtracting(now) { _ = inotify_rm_watch(descriptor, watch) }
      watches = now
      return isComplete
    #else
      return false
    #endif
  }
}
