// Reading: what is not an ordinary file is refused, without waiting, and each refusal has its reason.

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

@Suite struct FileReadingTests {
  private func reason(_ path: String, limit: Int = 100) -> SystemFailure.Reason? {
    let failure = failure { _ = try FileReading.read(path, limit: limit) }
    if let failure { #expect(failure.operation == .read && failure.path == path) }
    return failure?.reason
  }

  @Test func wholeFiles() throws {
    let folder = try Folder()
    for size in [0, 1, 65535, 65536, 65537, 1_000_000] {
      let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
      try AtomicFile.write(bytes, to: folder("f"))
      #expect(try FileReading.read(folder("f"), limit: 1_000_000) == bytes)
    }
  }

  @Test func sizeCapIsExact() throws {
    let folder = try Folder()
    try folder.file("f", "12345")
    #expect(reason(folder("f"), limit: 5) == nil)
    #expect(reason(folder("f"), limit: 4) == .tooLarge(limit: 4))
  }

  @Test func whatIsNoFile() throws {
    let folder = try Folder()
    try folder.file("f")
    try folder.link("gone", to: "nothing")
    try folder.link("loop", to: "loop")
    try #require(mkfifo(folder("pipe"), 0o600) == 0)
    #expect(reason(folder("none")) == .missing)
    #expect(reason(folder.path) == .isFolder)
    #expect(reason(folder("f/g")) == .isFile)
    #expect(reason(folder("gone")) == .linkToNothing)
    #expect(reason(folder("loop")) == .loop)
    // Nobody writes to the pipe: opening it in the ordinary way would wait for ever.
    #expect(reason(folder("pipe")) == .notOrdinary)
    #expect(reason("/dev/null") == .notOrdinary)
    #expect(reason(folder(String(repeating: "n", count: 300))) == .other(ENAMETOOLONG))
  }

  @Test func socketIsNoFile() throws {
    let folder = try Folder()
    #if canImport(Glibc)
      let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    #else
      let descriptor = socket(AF_UNIX, SOCK_STREAM, 0)
    #endif
    defer { close(descriptor) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: folder("s").utf8) }
    let bound = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    try #require(bound == 0)
    #expect(reason(folder("s")) == .notOrdinary)
  }

  @Test func unreadable() throws {
    let folder = try Folder()
    let path = try folder.file("f", "secret")
    try #require(chmod(folder.path, 0o755) == 0)
    try #require(chmod(path, 0) == 0)
    #expect(withoutPrivilege { reason(path) } == .refused)
  }

  @Test func decomposedNamesOpenAsTheyAreOnDisk() throws {
    let folder = try Folder()
    let name = "\u{1100}\u{1173}\u{11AF}.dari"
    try folder.file(name, "text")
    #expect(try FileReading.read(folder(name), limit: 10) == Array("text".utf8))
    #expect(SystemFailure(.read, name, .missing).path.utf8.elementsEqual("글.dari".utf8))
  }

  @Test func kinds() throws {
    let folder = try Folder()
    try folder.file("f")
    try folder.link("to-f", to: "f")
    try folder.link("gone", to: "nothing")
    #expect(FileReading.kind(folder("f")) == .file)
    #expect(FileReading.kind(folder("to-f")) == .file)
    #expect(FileReading.kind(folder.path) == .folder)
    #expect(FileReading.kind("/dev/null") == .other)
    #expect(FileReading.kind(folder("f/x")) == .missing)
    #expect(FileReading.kind(folder("gone")) == .missing)
    #expect(FileReading.resolved(folder("to-f")) == folder("f"))
  }

  /// Every reason has a sentence in both languages, and speaks of the file.
  @Test(arguments: [
    SystemFailure.Reason.missing, .refused, .isFolder, .isFile, .loop, .readOnly, .diskFull, .notOrdinary,
    .linkToNothing, .tooLarge(limit: 9), .sameNameTwice, .nameIsNotText, .outsideTheFolder, .closedPipe,
    .other(EIO),
    .other(12345),
  ])
  func everyReasonIsSaid(_ reason: SystemFailure.Reason) {
    for operation in [SystemFailure.Operation.read, .write, .remove] {
      for language in MessageLanguage.allCases {
        let problem = SystemFailure(operation, "글/a.dari", reason).problem(language)
        #expect(problem.message(language).contains("글/a.dari"))
        #expect(("E0050"..."E0069").contains(problem.code.text))
      }
    }
  }

  @Test func systemWordsInBothLanguages() {
    let failure = SystemFailure(.write, "a", .other(EIO))
    #expect(
      failure.problem(.english).message(.english)
        == "`a` can't be written; the system says: Input/output error")
    #expect(failure.problem(.korean).message(.korean).contains("디스크를 읽거나 쓰는 중에 오류가 났습니다"))
  }
}
