// Standard input and output, line by line.

import DariBase

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

struct Input {
  private(set) var isAtEnd = false
  private var rest: [UInt8] = []

  /// Waits for one line.
  mutating func first() -> [UInt8]? {
    while !isAtEnd {
      if let end = rest.firstIndex(of: 0x0A) {
        let line = Array(rest[..<end])
        rest.removeFirst(end + 1)
        return line
      }
      read()
    }
    return nil
  }

  /// The lines that are there, without waiting.
  mutating func lines() -> [[UInt8]] {
    var ready = pollfd(fd: 0, events: Int16(POLLIN), revents: 0)
    while !isAtEnd, poll(&ready, 1, 0) > 0 { read() }
    var lines: [[UInt8]] = []
    var start = 0
    while let end = rest[start...].firstIndex(of: 0x0A) {
      lines.append(Array(rest[start..<end]))
      start = end + 1
    }
    rest.removeFirst(start)
    return lines
  }

  private mutating func read() {
    var buffer = [UInt8](repeating: 0, count: 65536)
    #if canImport(Darwin)
      let count = Darwin.read(0, &buffer, buffer.count)
    #elseif canImport(Musl)
      let count = Musl.read(0, &buffer, buffer.count)
    #else
      let count = Glibc.read(0, &buffer, buffer.count)
    #endif
    if count > 0 {
      rest += buffer.prefix(count)
    } else if count == 0 || errno != EINTR {
      isAtEnd = true
    }
  }
}

enum Output {
  /// Who asked and has gone needs no answer: the process ends.
  static func write(_ value: JSONValue) {
    if !put(CanonicalJSON.bytes(of: value) + [0x0A], to: 1) { exit(0) }
  }

  /// To standard error.
  static func tell(_ text: String) { _ = put(Array((text + "\n").utf8), to: 2) }

  private static func put(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var position = 0
    while position < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        let start = buffer.baseAddress.map { $0 + position }
        #if canImport(Darwin)
          return Darwin.write(descriptor, start, buffer.count - position)
        #elseif canImport(Musl)
          return Musl.write(descriptor, start, buffer.count - position)
        #else
          return Glibc.write(descriptor, start, buffer.count - position)
        #endif
      }
      if count >= 0 {
        position += count
      } else if errno != EINTR {
        return false
      }
    }
    return true
  }
}
