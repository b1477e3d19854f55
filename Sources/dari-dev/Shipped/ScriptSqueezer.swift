// JavaScript with less white space.

/// Takes the spaces out of a line that nothing needs: those beside signs, outside of strings, texts and regular expressions.
/// A page has one line for one line of the script, so that a place in one is found in the other.
struct ScriptSqueezer {
  private let line: [Character]
  private var index = 0
  private var result = ""

  private init(_ line: some StringProtocol) { self.line = Array(line) }

  static func squeezed(_ line: some StringProtocol) -> String {
    var squeezer = ScriptSqueezer(line)
    squeezer.run()
    return squeezer.result
  }

  private mutating func run() {
    while index < line.count {
      switch line[index] {
      case "\"", "'", "`": text(line[index])
      case "/" where beginsExpression: expression()
      case " ": space()
      default:
        result.append(line[index])
        index += 1
      }
    }
  }

  /// A string, or a text with what is put into it, which may hold texts.
  private mutating func text(_ sign: Character) {
    var depth = 0
    repeat {
      let character = line[index]
      result.append(character)
      index += 1
      if character == "\\", index < line.count {
        result.append(line[index])
        index += 1
      } else if sign == "`", character == "{", depth > 0 || result.hasSuffix("${") {
        depth += 1
      } else if sign == "`", character == "}", depth > 0 {
        depth -= 1
      } else if depth > 0, character == "\"" || character == "'" || character == "`" {
        index -= 1
        result.removeLast()
        text(character)
      }
    } while index < line.count && (line[index] != sign || depth > 0)
    if index < line.count {
      result.append(line[index])
      index += 1
    }
  }

  /// A slash after a sign that no value ends with, or after `return`.
  private var beginsExpression: Bool {
    let before = result.reversed().drop { $0 == " " }
    guard let last = before.first else { return true }
    return "(,=:[!&|?{};>".contains(last) || result.hasSuffix("return ") || result.hasSuffix("return")
  }

  private mutating func expression() {
    var isInSet = false
    repeat {
      let character = line[index]
      result.append(character)
      index += 1
      if character == "\\", index < line.count {
        result.append(line[index])
        index += 1
      } else if character == "[" {
        isInSet = true
      } else if character == "]" {
        isInSet = false
      }
    } while index < line.count && (line[index] != "/" || isInSet)
    if index < line.count {
      result.append("/")
      index += 1
    }
  }

  private mutating func space() {
    while index < line.count, line[index] == " " { index += 1 }
    guard let before = result.last, index < line.count else { return }
    let after = line[index]
    let isBetweenWords =
      isWord(before) && (isWord(after) || after == "#") || isWord(before) && "\"'`/".contains(after)
    let isBetweenSigns = before == after && "+-/".contains(before)
    if isBetweenWords || isBetweenSigns || "\"'`/".contains(before) && isWord(after) { result.append(" ") }
  }

  private func isWord(_ character: Character) -> Bool {
    character == "_" || character == "$" || character.isLetter || character.isNumber
  }
}
