// Outputs of the process: pipes that close, terminals, settings.

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

// Not in the C library's Swift module everywhere.
@_silgen_name("posix_openpt") private func openTerminal(_ flags: Int32) -> Int32
@_silgen_name("grantpt") private func grantpt(_ descriptor: Int32) -> Int32
@_silgen_name("unlockpt") private func unlockpt(_ descriptor: Int32) -> Int32
@_silgen_name("ptsname") private func ptsname(_ descriptor: Int32) -> UnsafeMutablePointer<CChar>?

@Suite struct TerminalTests {
  private func makePipe() throws -> (read: Int32, write: Int32) {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    return (ends[0], ends[1])
  }

  @Test func closedPipeIsAnErrorAndNotTheEnd() throws {
    Surroundings.ignoreClosedPipes()
    let ends = try makePipe()
    close(ends.read)
    defer { close(ends.write) }
    let stream = OutputStream(descriptor: ends.write, name: "out")
    #expect(failure { try stream.write("text") }?.reason == .closedPipe)
  }

  /// More than a pipe holds, into one that does not wait: everything arrives.
  @Test func everythingIsWritten() async throws {
    let ends = try makePipe()
    _ = fcntl(ends.write, F_SETFL, O_NONBLOCK)
    let bytes = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    let reader = Task.detached { try System.readAll(ends.read, expected: 0, limit: 2_000_000) }
    try OutputStream(descriptor: ends.write, name: "out").write(bytes)
    close(ends.write)
    #expect(try await reader.value == bytes)
    close(ends.read)
  }

  @Test func pipeIsNoTerminal() throws {
    let ends = try makePipe()
    defer {
      close(ends.read)
      close(ends.write)
    }
    let stream = OutputStream(descriptor: ends.write, name: "out")
    #expect(!stream.isTerminal && stream.columns == nil && !stream.showsColour)
  }

  @Test func realTerminalHasColumns() throws {
    let main = openTerminal(O_RDWR | O_NOCTTY)
    try #require(main >= 0 && grantpt(main) == 0 && unlockpt(main) == 0)
    defer { close(main) }
    let name = try #require(ptsname(main).map { String(cString: $0) })
    let side = open(name, O_RDWR | O_NOCTTY)
    try #require(side >= 0)
    defer { close(side) }
    var size = winsize(ws_row: 24, ws_col: 97, ws_xpixel: 0, ws_ypixel: 0)
    #if canImport(Darwin)
      let request: UInt = 0x8008_7467
    #else
      let request = UInt(TIOCSWINSZ)
    #endif
    try #require(ioctl(side, request, &size) == 0)
    let stream = OutputStream(descriptor: side, name: "tty")
    #expect(stream.isTerminal)
    if Surroundings.environment("COLUMNS") == nil { #expect(stream.columns == 97) }
  }

  @Test func colour() {
    #expect(OutputStream.showsColour(isTerminal: true, noColour: nil, terminal: "xterm"))
    #expect(OutputStream.showsColour(isTerminal: true, noColour: "", terminal: nil))
    #expect(!OutputStream.showsColour(isTerminal: true, noColour: "1", terminal: "xterm"))
    #expect(!OutputStream.showsColour(isTerminal: true, noColour: nil, terminal: "dumb"))
    #expect(!OutputStream.showsColour(isTerminal: false, noColour: nil, terminal: "xterm"))
  }

  @Test func language() {
    #expect(Surroundings.language(of: [nil, nil, "ko_KR.UTF-8"]) == .korean)
    #expect(Surroundings.language(of: [nil, "", "ko"]) == .korean)
    #expect(Surroundings.language(of: ["C", nil, "ko_KR.UTF-8"]) == .english)
    #expect(Surroundings.language(of: [nil, nil, "kok_IN"]) == .english)
    #expect(Surroundings.language(of: [nil, nil, nil]) == .english)
  }

  @Test func clockGoesForward() {
    let start = Surroundings.now
    #expect(Surroundings.now >= start)
    #expect(Surroundings.environment("PATH") != nil)
    #expect(Surroundings.environment("DARI_NOT_SET") == nil)
  }
}
