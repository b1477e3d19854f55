// Writes a man page from the JSON that `dari --experimental-dump-help` prints. Run by man-page.sh.

import Foundation

struct Dump: Decodable { var command: Command }

struct Command: Decodable {
  var commandName: String
  var abstract: String?
  var discussion: String?
  var shouldDisplay: Bool?
  var subcommands: [Command]?
  var arguments: [Argument]?
}

struct Argument: Decodable {
  struct Name: Decodable {
    var kind: String
    var name: String
    var text: String { kind == "long" ? "--\(name)" : "-\(name)" }
  }

  var kind: String
  var shouldDisplay: Bool
  var names: [Name]?
  var valueName: String?
  var isOptional: Bool
  var isRepeating: Bool
  var abstract: String?
  var discussion: String?
  var defaultValue: String?
  var allValues: [String]?
}

struct ManPage {
  private(set) var text = ""

  init(_ root: Command) {
    line(#".\" Made from `\#(root.commandName) --experimental-dump-help` by scripts/man-page.swift."#)
    line(".TH \(root.commandName.uppercased()) 1")
    line(".SH NAME")
    line("\(escape(root.commandName)) \\- \(escape(unended(root.abstract ?? "")))")
    line(".SH SYNOPSIS")
    line(".B \(escape(root.commandName))")
    line("\\fICOMMAND\\fR [\\fIoptions\\fR]")
    paragraphs(root.discussion)
    let shown = visible(root.subcommands)
    if !visible(root.arguments).isEmpty {
      line(".SH OPTIONS")
      options(root, isNested: false)
    }
    if !shown.isEmpty { line(".SH COMMANDS") }
    for command in shown { describe(command, after: root.commandName) }
    line(".SH EXIT STATUS")
    for (code, meaning) in [
      ("0", "Done, no errors."),
      ("1", "The project has errors, a test failed, or a diff found a break that is not allowed."),
      ("2", "Wrong use of the command."),
      (
        "3", "The system failed: a file can't be read or written, a tool is missing, a server doesn't answer."
      ),
    ] { item(".B \(code)", meaning) }
    line(".SH ENVIRONMENT")
    item(
      ".B LC_ALL\\fR, \\fBLC_MESSAGES\\fR, \\fBLANG",
      "The language of messages: English, or Korean (\\fIko\\fR).")
    item(".B NO_COLOR", "If set, no colours.")
    item(".B COLUMNS", "The width of the terminal.")
  }

  private mutating func describe(_ command: Command, after parents: String) {
    let name = parents + " " + command.commandName
    line(".SS " + escape(name) + synopsis(command))
    if let abstract = command.abstract, !abstract.isEmpty { line(escape(abstract)) }
    if command.discussion?.isEmpty == false { line(".PP") }
    paragraphs(command.discussion)
    options(command, isNested: true)
    for nested in visible(command.subcommands) { describe(nested, after: name) }
  }

  private func synopsis(_ command: Command) -> String {
    visible(command.arguments).filter { $0.kind == "positional" }.map { argument in
      let name =
        "\\fI\(escape((argument.valueName ?? "value").uppercased()))\\fR"
        + (argument.isRepeating ? " ..." : "")
      return argument.isOptional ? " [\(name)]" : " \(name)"
    }.joined()
  }

  private mutating func options(_ command: Command, isNested: Bool) {
    // The command's own options are told once, at the top.
    let common = ["--version", "--help"]
    for argument in visible(command.arguments) {
      let names = (argument.names ?? []).map(\.text)
      if isNested, names.contains(where: common.contains) { continue }
      var heading: String
      if argument.kind == "positional" {
        heading = "\\fI\(escape((argument.valueName ?? "value").uppercased()))\\fR"
      } else {
        heading = names.map { "\\fB\(escape($0))\\fR" }.joined(separator: ", ")
        if argument.kind == "option" { heading += " \\fI\(escape(argument.valueName ?? "value"))\\fR" }
      }
      if argument.isRepeating { heading += " ..." }
      var words = [argument.abstract, argument.discussion].compactMap { $0 }.filter { !$0.isEmpty }
      if let values = argument.allValues, !values.isEmpty {
        words.append("One of: \(values.joined(separator: ", ")).")
      }
      if let value = argument.defaultValue, argument.kind != "flag" { words.append("(default: \(value))") }
      item(heading, words.map(escape).joined(separator: " "))
    }
  }

  private func visible(_ arguments: [Argument]?) -> [Argument] { (arguments ?? []).filter(\.shouldDisplay) }

  private func visible(_ commands: [Command]?) -> [Command] {
    (commands ?? []).filter { $0.shouldDisplay != false && $0.commandName != "help" }
  }

  /// Indented lines are examples and keep their line breaks.
  private mutating func paragraphs(_ text: String?) {
    guard let text, !text.isEmpty else { return }
    var isExample = false
    for words in text.components(separatedBy: "\n") {
      let indented = words.hasPrefix("  ")
      if indented != isExample {
        line(indented ? ".nf\n.RS" : ".RE\n.fi")
        isExample = indented
      }
      line(words.isEmpty ? ".PP" : escape(words.trimmingCharacters(in: .whitespaces)))
    }
    if isExample { line(".RE\n.fi") }
  }

  private mutating func item(_ heading: String, _ words: String) {
    line(".TP")
    line(heading)
    line(words.isEmpty ? "\\&" : words)
  }

  private mutating func line(_ words: String) { text += words + "\n" }

  private func unended(_ words: String) -> String { words.hasSuffix(".") ? String(words.dropLast()) : words }

  /// What roff would take for a request or an escape.
  private func escape(_ words: String) -> String {
    let escaped = words.replacingOccurrences(of: "\\", with: "\\e").replacingOccurrences(of: "-", with: "\\-")
      .replacingOccurrences(of: "\n", with: " ")
    return escaped.hasPrefix(".") || escaped.hasPrefix("'") ? "\\&" + escaped : escaped
  }
}

do {
  let dump = try JSONDecoder().decode(Dump.self, from: FileHandle.standardInput.readDataToEndOfFile())
  print(ManPage(dump.command).text, terminator: "")
} catch {
  FileHandle.standardError.write(Data("man-page: \(error)\n".utf8))
  exit(1)
}
