// Texts of files as literals in generated Swift.

/// A literal over several lines, without escapes but for what nobody sees in an editor, or Swift would read otherwise.
enum SwiftLiteral {
  static func of(_ text: String, file: String) throws -> String {
    guard !text.contains("\"\"\"##") else { throw GeneratorError("\(file) has `\"\"\"##`") }
    var result = "##\"\"\"\n"
    for scalar in text.unicodeScalars {
      let isSpace = scalar.properties.isWhitespace && scalar != " "
      let isHidden =
        scalar.properties.isDefaultIgnorableCodePoint || scalar.properties.generalCategory == .control
      if scalar == "\n" || !(isSpace || isHidden) {
        result.unicodeScalars.append(scalar)
      } else {
        result += "\\##u{\(String(scalar.value, radix: 16, uppercase: true))}"
      }
    }
    // The line break before the closing quotes is not part of the text.
    return result + "\n\"\"\"##"
  }
}
