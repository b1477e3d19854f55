// Which WeasyPrint is taken, what it is asked, and what is told if it does not do it. The real one is asked by
// Tests/Judges/judge-paper.py.

import DariBase
import Testing

@testable import DariWorkspace

@Suite struct WeasyPrintTests {
  private func program(_ folder: Folder, _ name: String, _ script: String) throws -> String {
    let path = try folder.file(name, "#!/bin/sh\n\(script)\n")
    let done = try ChildProcess(program: "chmod", arguments: ["755", path]).run()
    try #require(done.status == 0)
    return path
  }

  private func failure(_ script: String, patience: Int = 60) throws -> PaperFailure? {
    let folder = try Folder()
    var press = WeasyPrint(program: try program(folder, "weasyprint", script))
    press.patience = patience
    do throws(PaperFailure) {
      _ = try press.pdf(of: Array("<p>".utf8), for: "a.pdf")
      return nil
    } catch {
      return error
    }
  }

  @Test func theNamedOneIsFirstThenDarisOwnThenPath() throws {
    let folder = try Folder()
    let named = try program(folder, "named", "")
    let own = try program(folder, "home/.local/share/dari/weasyprint/bin/weasyprint", "")
    let onPath = try program(folder, "bin/weasyprint", "")
    func found(_ variables: [String: String]) throws(PaperFailure) -> String {
      try WeasyPrint.find { variables[$0] }.program
    }
    let home = folder.path + "/home"
    let path = "/nowhere:\(folder.path)/bin"
    #expect(try found(["DARI_WEASYPRINT": named, "HOME": home, "PATH": path]) == named)
    #expect(try found(["DARI_WEASYPRINT": "weasyprint", "PATH": path]) == onPath)
    #expect(try found(["HOME": home, "PATH": path]) == own)
    #expect(try found(["HOME": "/nowhere", "PATH": path]) == onPath)
    #expect(try found(["DARI_WEASYPRINT": "", "PATH": path]) == onPath)
    #expect(throws: PaperFailure.missing(named: nil)) { try found([:]) }
    #expect(throws: PaperFailure.missing(named: "/nowhere/w")) {
      try found(["DARI_WEASYPRINT": "/nowhere/w", "HOME": home, "PATH": path])
    }
    // A folder is no program, though it may be entered.
    #expect(throws: PaperFailure.missing(named: home)) { try found(["DARI_WEASYPRINT": home]) }
  }

  /// What makes the same bytes each time, and what keeps it from the network.
  @Test func whatItIsAsked() throws {
    let folder = try Folder()
    let script = #"printf '%%PDF-1.7\n%s|%s|' "$SOURCE_DATE_EPOCH" "$*"; cat"#
    let press = WeasyPrint(program: try program(folder, "weasyprint", script))
    let first = try press.pdf(of: Array("<p>하나</p>".utf8), for: "a.pdf")
    let text = String(decoding: first, as: UTF8.self)
    #expect(text.hasPrefix("%PDF-1.7\n315532800|--pdf-variant pdf/ua-1 --pdf-identifier "))
    #expect(text.contains("--allowed-protocols data ") && text.hasSuffix("- -|<p>하나</p>"))
    #expect(try press.pdf(of: Array("<p>하나</p>".utf8), for: "b.pdf") == first)
    // Another document has another name inside.
    let other = String(decoding: try press.pdf(of: Array("<p>둘</p>".utf8), for: "a.pdf"), as: UTF8.self)
    #expect(other.split(separator: " ")[3] != text.split(separator: " ")[3])
  }

  @Test func whatIsTold() throws {
    let old = """
      case "$1" in --version) echo "WeasyPrint version 57.2";; *) echo "usage: w
      w: error: unrecognized arguments" >&2; exit 2;; esac
      """
    #expect(try failure(old)?.isTooOld == "WeasyPrint version 57.2")
    let library = try failure("echo \"OSError: cannot load library 'x'\" >&2; exit 1")
    #expect(library?.libraryWords == "OSError: cannot load library 'x'")
    #expect(try failure("echo 'Traceback\nValueError: no\n' >&2; exit 1")?.failedWords == "ValueError: no")
    // Killed, and well ended without a PDF.
    #expect(try failure("kill -9 $$")?.failedWords == "")
    #expect(try failure("echo hello")?.failedWords == "")
    #expect(try failure("sleep 30", patience: 1)?.isTimeOver == true)
  }
}

extension PaperFailure {
  fileprivate var isTooOld: String? { if case .tooOld(_, let version) = self { version } else { nil } }
  fileprivate var libraryWords: String? {
    if case .libraryMissing(_, let words) = self { words } else { nil }
  }
  fileprivate var failedWords: String? {
    if case .failed(_, "a.pdf", let words) = self { words } else { nil }
  }
  fileprivate var isTimeOver: Bool { if case .tookTooLong(_, "a.pdf", 1) = self { true } else { false } }
}
