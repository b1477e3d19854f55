// PDF by way of WeasyPrint, a program of others (Documentation/Decisions/0062-pdf-through-weasyprint.md).

import DariBase

/// What came of a PDF that was not made.
package enum PaperFailure: Error, Hashable, Sendable {
  /// There is no WeasyPrint. The name is that of `DARI_WEASYPRINT`, if it is set.
  case missing(named: String?)
  /// It can't be started, in the system's words.
  case notStarted(program: String, reason: SystemFailure)
  /// It does not know what is asked of it; its own version.
  case tooOld(program: String, version: String)
  /// A library that it needs is not there: Pango, or a part of it.
  case libraryMissing(program: String, words: String)
  case failed(program: String, file: String, words: String)
  case tookTooLong(program: String, file: String, seconds: Int)
}

package struct WeasyPrint: Sendable {
  let program: String
  /// In seconds, for one document. One of a hundred pages takes some fifteen.
  var patience = 180

  /// The version that the command for installing names.
  package static let version = "70.0"
  package static let variable = "DARI_WEASYPRINT"

  /// The one that the variable names, the one that was installed for Dari, or the one on `PATH`.
  package static func find() throws(PaperFailure) -> WeasyPrint { try find(System.environment) }

  static func find(_ environment: (String) -> String?) throws(PaperFailure) -> WeasyPrint {
    if let named = environment(variable), !named.isEmpty {
      guard let program = executable(named, environment) else { throw .missing(named: named) }
      return WeasyPrint(program: program)
    }
    let own = environment("HOME").map { $0 + "/.local/share/dari/weasyprint/bin/weasyprint" }
    if let own, System.mayRun(own) { return WeasyPrint(program: own) }
    guard let program = executable("weasyprint", environment) else { throw .missing(named: nil) }
    return WeasyPrint(program: program)
  }

  /// A path, or a name on `PATH`.
  private static func executable(_ name: String, _ environment: (String) -> String?) -> String? {
    func isProgram(_ path: String) -> Bool {
      (try? System.status(path))?.kind == .file && System.mayRun(path)
    }
    if name.contains("/") { return isProgram(name) ? name : nil }
    let folders = (environment("PATH") ?? "").split(separator: ":", omittingEmptySubsequences: true)
    return folders.lazy.map { "\($0)/\(name)" }.first(where: isProgram)
  }

  /// - Parameters:
  ///   - html: a document that needs nothing from anywhere; pictures stand in it as `data:`, and WeasyPrint may fetch nothing else.
  ///   - file: what the PDF will be called, for messages.
  package func pdf(of html: [UInt8], for file: String) throws(PaperFailure) -> [UInt8] {
    let identifier = SHA256.digest(of: html).prefix(16).map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
    let outcome = try run(
      [
        "--pdf-variant", "pdf/ua-1", "--pdf-identifier", identifier, "--allowed-protocols", "data",
        "--encoding",
        "utf-8", "--quiet", "-", "-",
      ], input: html)
    let words = Self.words(outcome.errors)
    if outcome.tookTooLong { throw .tookTooLong(program: program, file: file, seconds: patience) }
    guard outcome.status == 0, outcome.output.starts(with: "%PDF-".utf8) else {
      if outcome.status == 2, words.contains("usage:") || words.contains("argument") {
        throw .tooOld(program: program, version: try ownVersion())
      }
      if words.contains("cannot load library") {
        throw .libraryMissing(program: program, words: Self.lastLine(words))
      }
      throw .failed(program: program, file: file, words: Self.lastLine(words))
    }
    return outcome.output
  }

  private func ownVersion() throws(PaperFailure) -> String {
    let outcome = try run(["--version"], input: [])
    return Self.lastLine(Self.words(outcome.output))
  }

  private func run(_ arguments: [String], input: [UInt8]) throws(PaperFailure) -> ChildProcess.Outcome {
    // Fonts carry the time at which they were cut to the letters that are used, and a time of 1980 is the same each time.
    let process = ChildProcess(
      program: program, arguments: arguments,
      environment: [("SOURCE_DATE_EPOCH", "315532800"), ("PYTHONUTF8", "1")], timeLimit: patience * 1000)
    do throws(System.Failure) {
      return try process.run(input: input)
    } catch {
      throw .notStarted(program: program, reason: SystemFailure(.read, program, error))
    }
  }

  private static func words(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  /// Of a traceback the last line says what was wrong.
  private static func lastLine(_ words: String) -> String {
    words.split(separator: "\n").last { !$0.allSatisfy { $0 == " " } }.map(String.init) ?? ""
  }
}
