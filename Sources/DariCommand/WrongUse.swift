// A command that was used wrongly: what the parser of arguments says, in the language of messages, and what is refused
// before anything is read.

import ArgumentParser
import DariBase
import DariWorkspace

/// What the parser of arguments refused.
struct WrongUse {
  /// One or more lines, in the parser's English.
  private let message: String
  /// The message, what the option is for, how the command is written, and where more is said.
  private let whole: String
  /// As they were typed, behind the name of the program.
  private let arguments: [String]

  init(_ error: any Error, _ arguments: [String]) {
    self.arguments = arguments
    message = Dari.message(for: error)
    whole = Dari.fullMessage(for: error)
  }

  func text(_ console: Console) -> String {
    let names = Dari.configuration.subcommands.map { $0._commandName }
    if let name = arguments.first, isUnknownCommand(name, names) {
      return console.text(.unknownCommand(name: name), console.proposal(for: name, among: names))
    }
    let text = console.isKorean ? korean : whole
    // What was typed may hold anything; it stays on its line.
    return text.split(separator: "\n", omittingEmptySubsequences: false).map {
      VisibleText.visible(String($0))
    }.joined(separator: "\n") + "\n"
  }

  /// The parser takes what is no command for an argument too many, and the options behind it for unknown.
  private func isUnknownCommand(_ name: String, _ names: [String]) -> Bool {
    lines.contains("Usage: dari <subcommand>") && !name.hasPrefix("-") && !names.contains(name)
      && name != "help"
  }

  private var lines: [Substring] { whole.split(separator: "\n") }

  private var korean: String {
    var text = "오류: \(ParserSentence.korean(message))"
    for line in lines {
      if let usage = ParserSentence.usage.values(in: String(line)) { text += "\n사용법: \(usage[0])" }
      if let help = ParserSentence.seeHelp.values(in: String(line)) {
        text += "\n  더 자세히 보려면: `\(help[0])`"
      }
    }
    return text
  }
}

extension MessageLanguage {
  /// The language that arguments ask for, whatever else is wrong with them.
  static func asked(in arguments: [String]) -> (language: MessageLanguage, isNamed: Bool) {
    var named: MessageLanguage?
    for (index, argument) in arguments.enumerated() {
      if argument == "--" { break }
      if argument == "--lang", index + 1 < arguments.count {
        named = MessageLanguage(rawValue: arguments[index + 1]) ?? named
      } else if argument.hasPrefix("--lang=") {
        named = MessageLanguage(rawValue: String(argument.dropFirst(7))) ?? named
      }
    }
    return (named ?? Surroundings.language, named != nil)
  }
}

extension Console {
  func wrongUse(_ problem: Problem, _ note: Note? = nil) -> CommandFailure {
    CommandFailure(exit: .wrongUse, message: text(problem, note))
  }

  /// - Parameter place: what it was typed after, as `dari init` or `--model`.
  func refuseEmpty(_ value: String?, _ what: Note, after place: String, _ note: Note? = nil) throws {
    if let value, value.isEmpty { throw wrongUse(.optionEmpty(what: what, option: place), note) }
  }
}
