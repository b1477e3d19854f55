// Pieces of JavaScript as text.

import DariBase
import DariRuntime

enum ScriptText {
  /// A string literal. What would end the `script` element or a line is escaped.
  static func string(_ text: String) -> String { "\"\(escaped(text, inTemplate: false))\"" }

  /// A text of several lines as a template literal, line by line as it is; of one line, or the end of one, as a string.
  static func lines(_ text: String) -> String {
    text.unicodeScalars.dropLast().contains("\n") ? "`\(escaped(text, inTemplate: true))`" : string(text)
  }

  /// - Parameter inTemplate: line feeds stay, and nothing is put into the text.
  private static func escaped(_ text: String, inTemplate: Bool) -> String {
    var result = ""
    var scalars = text.unicodeScalars[...]
    while let scalar = scalars.popFirst() {
      switch scalar {
      case "\"" where !inTemplate, "`" where inTemplate: result += "\\\(scalar)"
      case "$" where inTemplate && scalars.first == "{": result += "\\$"
      case "\\": result += "\\\\"
      case "\n": result += inTemplate ? "\n" : "\\n"
      case "\t": result += "\\t"
      case "<" where endsScript(scalars): result += "\\u003c"
      default:
        if isPlain(scalar) {
          result.unicodeScalars.append(scalar)
        } else {
          result += "\\u{\(String(scalar.value, radix: 16))}"
        }
      }
    }
    return result
  }

  /// `</script`, `<script` and `<!--` in any letters mean something within a `script` element
  /// (https://html.spec.whatwg.org/multipage/scripting.html#restrictions-for-contents-of-script-elements).
  private static func endsScript(_ rest: Substring.UnicodeScalarView) -> Bool {
    let next = rest.first == "/" ? rest.dropFirst().first : rest.first
    return next == "s" || next == "S" || next == "!"
  }

  /// Shown by every editor as itself.
  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029, 0xFEFF: false
    default: !scalar.properties.isDefaultIgnorableCodePoint
    }
  }

  /// A name as a property: `.tone`, `["…"]` where JavaScript may not know a letter of it.
  static func property(_ name: String) -> String {
    isName(name) ? ".\(name)" : "[\(string(name))]"
  }

  /// A name as a key of an object.
  static func key(_ name: String) -> String { isName(name) ? name : string(name) }

  private static func isName(_ name: String) -> Bool {
    guard let first = name.utf8.first, !(0x30...0x39).contains(first), name != "__proto__" else {
      return false
    }
    return name.unicodeScalars.allSatisfy { scalar in
      switch scalar.value {
      case 0x30...0x39, 0x41...0x5A, 0x5F, 0x61...0x7A, 0xAC00...0xD7A3: true
      default: false
      }
    }
  }

  /// A name of a function: ASCII letters, digits and `_`; what is none of these is left out.
  static func identifier(_ name: String) -> String {
    let view = name.unicodeScalars.map { scalar -> Unicode.Scalar in
      switch scalar.value {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0xAC00...0xD7A3: scalar
      default: "_"
      }
    }
    return String(String.UnicodeScalarView(view))
  }

  static func value(_ value: Value) -> String {
    switch value {
    case .absent: "null"
    case .text(let text): string(text)
    case .int(let number): "\(number)n"
    case .number(let number): self.number(number)
    case .bool(let flag): flag ? "true" : "false"
    case .date(let date): "new Day(\(date.year), \(date.month), \(date.day))"
    case .money(let money):
      "new Money(\(money.units)n, \(string(money.currency)), \(Currency.named(money.currency)?.minorUnits ?? 0))"
    case .symbol(let word): "new Word(\(string(word)))"
    case .list(let items), .record(let items): "[\(items.map { self.value($0) }.joined(separator: ", "))]"
    case .media(let media): "new Media(\(string(media.kind.rawValue)), \(string(media.name)), null, null)"
    case .placeholder(let path): "new Open(\(string(path)))"
    }
  }

  static func number(_ number: Double) -> String {
    number == 0 && number.sign == .minus ? "-0" : NumberText.ecmaScript(number)
  }

  /// What the filter `json` knows of a type: `{ fields: … }`, `{ items: … }`, null.
  static func jsonShape(_ shape: Value) -> String {
    switch shape {
    case .record(let fields):
      let parts = fields.compactMap { field -> String? in
        guard case .list(let parts) = field, parts.count == 3, case .text(let name) = parts[0],
          case .int(let slot) = parts[1]
        else { return nil }
        return "[\(string(name)), \(slot), \(jsonShape(parts[2]))]"
      }
      return "{ fields: [\(parts.joined(separator: ", "))] }"
    case .list(let items): return "{ items: \(items.first.map(jsonShape) ?? "null") }"
    default: return "null"
    }
  }
}
