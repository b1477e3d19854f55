// Answers of models as they are kept: a page of Markdown for each question, which people read and Dari reads back exactly.

import DariBase

/// What a model said once.
package struct RecordedAnswer: Hashable, Sendable {
  package enum End: Hashable, Sendable {
    case whole
    /// At the limit of `max_tokens`.
    case cutOff
    /// The model, or its service, would not; the text says what it said instead.
    case refused
  }

  package var text: String
  package var end = End.whole
  /// Tokens that went in and came out, if the server says.
  package var tokensIn: Int?
  package var tokensOut: Int?
  package var milliseconds = 0

  package init(text: String) { self.text = text }
}

/// All answers to one question, each with the number of its sample, from 1.
package struct Recording: Sendable {
  package var hash: String
  package var model: String
  /// Who asked: `email-reply/refund-polite/draft`, in order.
  package var askers: [String] = []
  package var answers: [Int: RecordedAnswer] = [:]

  package init(hash: String, model: String) {
    self.hash = hash
    self.model = model
  }

  static let ending = ".md"

  /// `draft.3f9a01c2d4e5f607.md`: the step for people, and enough of the address to be unique.
  static func name(step: String, hash: String) -> String {
    let fit = step.unicodeScalars.map { scalar in
      scalar == " " || scalar == "/"
        ? "-" : TestCase.isName(String(scalar)) || scalar == "." ? String(scalar) : "_"
    }
    return "\(fit.joined()).\(hash.prefix(16))\(ending)"
  }

  // MARK: Writing

  package var page: [UInt8] {
    var text = "# \(askers.first ?? hash)\n\n- request: \(hash)\n- model: \(Self.line(model))\n"
    for asker in askers { text += "- asked by: \(asker)\n" }
    for (number, answer) in answers.sorted(by: { $0.key < $1.key }) {
      text += "\n## Answer \(number)\n\n"
      if let tokens = answer.tokensIn { text += "- tokens in: \(tokens)\n" }
      if let tokens = answer.tokensOut { text += "- tokens out: \(tokens)\n" }
      text += "- milliseconds: \(answer.milliseconds)\n"
      switch answer.end {
      case .whole: break
      case .cutOff: text += "- ended: cut off\n"
      case .refused: text += "- ended: refused\n"
      }
      text += "\n" + Self.fenced(answer.text)
    }
    return Array(text.utf8)
  }

  /// As it is, unless there is something in it that nobody would see or that does not survive an editor: then as a JSON string.
  private static func fenced(_ text: String) -> String {
    let isPlain = text.unicodeScalars.allSatisfy { scalar in
      switch scalar.properties.generalCategory {
      case .control: scalar == "\n" || scalar == "\t"
      case .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned, .surrogate: false
      default: true
      }
    }
    let body = isPlain ? text : CanonicalJSON.text(of: .string(text))
    var longest = 0
    var run = 0
    for byte in body.utf8 {
      run = byte == 0x60 ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = String(repeating: "`", count: max(3, longest + 1))
    return "\(fence)\(isPlain ? "text" : "string")\n\(body)\n\(fence)\n"
  }

  private static func line(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }

  // MARK: Reading

  /// The number of a line, from 1, that can't be read.
  struct Damage: Error { var line: Int }

  init(page bytes: [UInt8]) throws(Damage) {
    guard ValidUTF8.firstInvalid(bytes) == nil else { throw Damage(line: 1) }
    var reader = PageReader(bytes)
    try self.init(&reader)
  }

  private init(_ reader: inout PageReader) throws(Damage) {
    guard reader.next()?.hasPrefix("# ") == true else { throw reader.damage }
    var hash: String?
    var model: String?
    var askers: [String] = []
    while let line = reader.next() {
      if line.isEmpty { continue }
      if line.hasPrefix("## ") {
        reader.back()
        break
      }
      guard let (key, value) = Self.entry(line) else { throw reader.damage }
      switch key {
      case "request": hash = value
      case "model": model = value
      case "asked by": askers.append(value)
      default: throw reader.damage
      }
    }
    guard let hash, hash.utf8.count == 64, let model else { throw reader.damage }
    self.init(hash: hash, model: model)
    self.askers = askers
    while let line = reader.next() {
      if line.isEmpty { continue }
      guard line.hasPrefix("## Answer "), let number = Int(line.dropFirst(10)), number > 0,
        answers[number] == nil
      else { throw reader.damage }
      answers[number] = try Self.answer(&reader)
    }
  }

  private static func entry(_ line: String) -> (String, String)? {
    guard line.hasPrefix("- "), let colon = line.utf8.firstIndex(of: 0x3A) else { return nil }
    let key = line[line.utf8.index(line.startIndex, offsetBy: 2)..<colon]
    let value = line[line.utf8.index(after: colon)...].drop { $0 == " " }
    return (String(key), String(value))
  }

  private static func answer(_ reader: inout PageReader) throws(Damage) -> RecordedAnswer {
    var answer = RecordedAnswer(text: "")
    while let line = reader.next() {
      if line.isEmpty { continue }
      if line.hasPrefix("```") {
        answer.text = try body(&reader, opening: line)
        return answer
      }
      switch entry(line) {
      case ("tokens in", let value)?: answer.tokensIn = Int(value)
      case ("tokens out", let value)?: answer.tokensOut = Int(value)
      case ("milliseconds", let value)?: answer.milliseconds = Int(value) ?? 0
      case ("ended", "cut off")?: answer.end = .cutOff
      case ("ended", "refused")?: answer.end = .refused
      default: throw reader.damage
      }
    }
    throw reader.damage
  }

  private static func body(_ reader: inout PageReader, opening: String) throws(Damage) -> String {
    let fence = String(opening.prefix { $0 == "`" })
    let kind = opening.dropFirst(fence.count)
    var lines: [String] = []
    let start = reader.damage
    while let line = reader.next() {
      guard line == fence else {
        lines.append(line)
        continue
      }
      let text = lines.joined(separator: "\n")
      if kind == "text" { return text }
      guard kind == "string", let node = try? JSONParser.parse(text), case .string(let value) = node.value
      else {
        throw start
      }
      return value
    }
    throw start
  }
}

/// Lines, whose breaks version control may have changed to those of another system.
private struct PageReader {
  private let lines: [[UInt8]]
  private var index = 0

  init(_ bytes: [UInt8]) {
    var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map { Array($0) }
    if lines.last?.isEmpty == true { lines.removeLast() }
    // Answers with a carriage return in them are written as strings: here it is a line break's.
    if lines.allSatisfy({ $0.last == 0x0D }) { for index in lines.indices { lines[index].removeLast() } }
    self.lines = lines
  }

  var damage: Recording.Damage { Recording.Damage(line: max(1, min(index, lines.count))) }

  mutating func next() -> String? {
    guard index < lines.count else { return nil }
    index += 1
    return String(decoding: lines[index - 1], as: UTF8.self)
  }

  mutating func back() { index -= 1 }
}
