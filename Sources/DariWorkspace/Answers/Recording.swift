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
  /// Of a server that does not say: we counted ourselves.
  package var isEstimated = false
  package var milliseconds = 0

  package init(text: String) { self.text = text }
}

/// What a request says besides its model, so that another one can be told apart from it: all but its hash is for people.
package struct RequestDetails: Hashable, Sendable {
  package var temperature: String?
  package var longest: Int?
  /// First digits of the SHA-256 of what the model is told, and of the form in which it has to answer.
  package var prompt: String?
  package var form: String?
  /// The sentence that a judge holds an answer against.
  package var criterion: String?

  package init() {}
}

/// All answers to one question, each with the number of its sample, from 1.
package struct Recording: Sendable {
  package var hash: String
  package var model: String
  /// Who asked: `email-reply/refund-polite/draft`, in order.
  package var askers: [String] = []
  package var details = RequestDetails()
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
    if let criterion = details.criterion { text += "- judged: \(criterion)\n" }
    if let temperature = details.temperature { text += "- temperature: \(temperature)\n" }
    if let longest = details.longest { text += "- max tokens: \(longest)\n" }
    if let prompt = details.prompt { text += "- prompt: \(prompt)\n" }
    if let form = details.form { text += "- form: \(form)\n" }
    for asker in askers { text += "- asked by: \(asker)\n" }
    for (number, answer) in answers.sorted(by: { $0.key < $1.key }) {
      text += "\n## Answer \(number)\n\n"
      if let tokens = answer.tokensIn { text += "- tokens in: \(tokens)\n" }
      if let tokens = answer.tokensOut { text += "- tokens out: \(tokens)\n" }
      if answer.isEstimated { text += "- tokens are: estimated\n" }
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
    let isPlain = text.unicodeScalars.allSatisfy(isSeen)
    let body = isPlain ? text : escaped(text)
    let fence = String(repeating: "`", count: max(3, longestRun(body) + 1))
    return "\(fence)\(isPlain ? "text" : "string")\n\(body)\n\(fence)\n"
  }

  /// Of backticks.
  private static func longestRun(_ text: String) -> Int {
    var longest = 0
    var run = 0
    for byte in text.utf8 {
      run = byte == 0x60 ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }

  private static func isSeen(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control: scalar == "\n" || scalar == "\t"
    case .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned, .surrogate: false
    default: true
    }
  }

  /// A JSON string in which everything can be seen: `\u200b`.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in CanonicalJSON.text(of: .string(text)).unicodeScalars {
      if isSeen(scalar) {
        result.unicodeScalars.append(scalar)
      } else {
        for unit in String(scalar).utf16 {
          let digits = String(unit, radix: 16)
          result += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
        }
      }
    }
    return result
  }

  static func line(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }

  // MARK: Reading

  /// The number of a line, from 1, that can't be read.
  struct Damage: Error {
    var line: Int
    /// What can be read all the same: the answers before it, and those after it that are certain to be answers.
    var rest: Recording?
  }

  init(page bytes: [UInt8]) throws(Damage) {
    guard ValidUTF8.firstInvalid(bytes) == nil else { throw Damage(line: 1) }
    var reader = PageReader(bytes)
    try self.init(&reader)
  }

  private init(_ reader: inout PageReader) throws(Damage) {
    try self.init(header: &reader)
    var first: Damage?
    while let line = reader.next() {
      if line.isEmpty { continue }
      do throws(Damage) {
        guard line.hasPrefix("## Answer "), let number = Int(line.dropFirst(10)), number > 0,
          answers[number] == nil
        else { throw reader.damage }
        answers[number] = try Self.answer(&reader)
      } catch {
        first = first ?? error
        // In the words of an answer anything may stand, also what looks like another one.
        if reader.isInWords { break }
        reader.skip { $0.hasPrefix("## Answer ") }
      }
    }
    if var first {
      first.rest = self
      throw first
    }
  }

  private init(header reader: inout PageReader) throws(Damage) {
    guard reader.next()?.hasPrefix("# ") == true else { throw reader.damage }
    var hash: String?
    var model: String?
    var askers: [String] = []
    var details = RequestDetails()
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
      case "judged": details.criterion = value
      case "temperature": details.temperature = value
      case "max tokens": details.longest = Int(value)
      case "prompt": details.prompt = value
      case "form": details.form = value
      case "asked by": askers.append(value)
      default: throw reader.damage
      }
    }
    guard let hash, hash.utf8.count == 64, let model else { throw reader.damage }
    self.init(hash: hash, model: model)
    self.askers = askers
    self.details = details
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
      case ("tokens in", let value)?: answer.tokensIn = try count(value, reader)
      case ("tokens out", let value)?: answer.tokensOut = try count(value, reader)
      case ("tokens are", "estimated")?: answer.isEstimated = true
      case ("milliseconds", let value)?: answer.milliseconds = try count(value, reader)
      case ("ended", "cut off")?: answer.end = .cutOff
      case ("ended", "refused")?: answer.end = .refused
      default: throw reader.damage
      }
    }
    throw reader.damage
  }

  private static func count(_ text: String, _ reader: PageReader) throws(Damage) -> Int {
    guard let count = Int(text), count >= 0 else { throw reader.damage }
    return count
  }

  private static func body(_ reader: inout PageReader, opening: String) throws(Damage) -> String {
    let fence = String(opening.prefix { $0 == "`" })
    let kind = opening.dropFirst(fence.count)
    var lines: [String] = []
    let start = reader.damage
    reader.isInWords = true
    while let line = reader.next() {
      guard line == fence else {
        // No answer holds a fence as long as its own: here its end is lost.
        if longestRun(line) >= fence.utf8.count { throw reader.damage }
        lines.append(line)
        continue
      }
      reader.isInWords = false
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
  /// Between the fences of an answer.
  var isInWords = false

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

  /// To the next line that begins so.
  mutating func skip(to isWanted: (String) -> Bool) {
    while let line = next() {
      if isWanted(line) { return back() }
    }
  }
}
