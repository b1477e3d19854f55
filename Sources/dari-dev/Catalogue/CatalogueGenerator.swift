// Documentation/Errors/*.md -> the Swift table of codes and notes.

import Foundation

/// Reads the front matter of every page: `code`, `name`, `en`, `ko`, and any number of
/// `note.NAME.en` / `note.NAME.ko`; `fix: automatic` if its mend can be applied unattended. A page without a `code` holds notes that several codes use.
struct CatalogueGenerator {
  let root: URL
  static let output = "Sources/DariBase/Diagnostics/Catalogue.generated.swift"

  func generate() throws -> GeneratedFile {
    let folder = root.appendingPathComponent("Documentation/Errors")
    let pages = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".md") && $0 != "README.md" }.sorted()
    var codes: [Entry] = []
    var notes: [Entry] = []
    for page in pages {
      let text = try String(contentsOf: folder.appendingPathComponent(page), encoding: .utf8)
      let (code, pageNotes) = try parse(page: page, text: text)
      if let code { codes.append(code) }
      notes += pageNotes
    }
    codes.sort { $0.code < $1.code }
    notes.sort { $0.name < $1.name }
    try requireUnique(codes.map(\.code))
    try requireUnique(codes.map(\.name))
    try requireUnique(notes.map(\.name))
    return GeneratedFile(path: Self.output, text: swift(codes: codes, notes: notes))
  }

  struct Entry {
    var page: String
    var code = ""
    var name = ""
    var english = ""
    var korean = ""
    var isFixedAutomatically = false
  }

  private func requireUnique(_ names: [String]) throws {
    var seen = Set<String>()
    for name in names where !seen.insert(name).inserted {
      throw GeneratorError("Documentation/Errors: `\(name)` is there twice")
    }
  }

  private func parse(page: String, text: String) throws -> (Entry?, [Entry]) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.first == "---", let end = lines.dropFirst().firstIndex(of: "---") else {
      throw GeneratorError("\(page): no front matter")
    }
    var code = Entry(page: page)
    var notes: [String: Entry] = [:]
    for line in lines[1..<end] where !line.isEmpty {
      guard let colon = line.firstIndex(of: ":") else {
        throw GeneratorError("\(page): `\(line)` has no colon")
      }
      let key = line[..<colon].trimmingCharacters(in: .whitespaces)
      let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
      let parts = key.split(separator: ".").map(String.init)
      switch parts {
      case ["code"]: code.code = value
      case ["name"]: code.name = value
      case ["en"]: code.english = value
      case ["ko"]: code.korean = value
      case ["fix"]:
        guard value == "automatic" else { throw GeneratorError("\(page): `fix` is `automatic` or left out") }
        code.isFixedAutomatically = true
      case let note where note.count == 3 && note[0] == "note" && note[2] == "en":
        notes[note[1], default: Entry(page: page, name: note[1])].english = value
      case let note where note.count == 3 && note[0] == "note" && note[2] == "ko":
        notes[note[1], default: Entry(page: page, name: note[1])].korean = value
      default: throw GeneratorError("\(page): unknown key `\(key)`")
      }
    }
    for entry in Array(notes.values) + (code.code.isEmpty ? [] : [code]) {
      if entry.name.isEmpty || entry.english.isEmpty || entry.korean.isEmpty {
        throw GeneratorError("\(page): `\(entry.code)\(entry.name)` needs a name, `en` and `ko`")
      }
      let names = Set(try template(entry.english, page).arguments.map(\.name))
      let korean = Set(try template(entry.korean, page).arguments.map(\.name))
      if !korean.isSubset(of: names) {
        throw GeneratorError(
          "\(page): `\(entry.name)` in Korean speaks of \(korean.subtracting(names)), in English not")
      }
    }
    if !code.code.isEmpty, page != code.code + ".md" {
      throw GeneratorError("\(page) is the page of \(code.code)")
    }
    return (code.code.isEmpty ? nil : code, notes.values.sorted { $0.name < $1.name })
  }

  // MARK: Templates

  struct Argument { var name: String, type: String }
  enum Part {
    case words(String)
    case argument(String)
    case particle(String, String)
  }

  /// `{name}`, `{count:number}`, `{known:names}`, `{expected:note}` (words of the catalogue), `{article:wording}` (others that are there in both languages); in Korean `{name|을/를}` is the particle for `name`.
  private func template(_ text: String, _ page: String) throws -> (parts: [Part], arguments: [Argument]) {
    var parts: [Part] = []
    var arguments: [Argument] = []
    var words = ""
    var rest = Substring(text)
    while let character = rest.popFirst() {
      if character == "{", rest.first == "{" {
        rest.removeFirst()
        words += "{"
      } else if character == "}", rest.first == "}" {
        rest.removeFirst()
        words += "}"
      } else if character == "{" {
        guard let close = rest.firstIndex(of: "}") else {
          throw GeneratorError("\(page): `{` without `}` in: \(text)")
        }
        let inside = String(rest[..<close])
        rest = rest[rest.index(after: close)...]
        if !words.isEmpty { parts.append(.words(words)) }
        words = ""
        if let bar = inside.firstIndex(of: "|") {
          parts.append(.particle(String(inside[..<bar]), String(inside[inside.index(after: bar)...])))
        } else {
          let pieces = inside.split(separator: ":").map(String.init)
          let name = pieces[0]
          let type = pieces.count > 1 ? pieces[1] : "text"
          guard ["text", "number", "names", "wording", "note"].contains(type) else {
            throw GeneratorError("\(page): `\(type)` is no type of an argument")
          }
          if !arguments.contains(where: { $0.name == name }) {
            arguments.append(Argument(name: name, type: type))
          }
          parts.append(.argument(name))
        }
      } else {
        words.append(character)
      }
    }
    if !words.isEmpty { parts.append(.words(words)) }
    return (parts, arguments)
  }

  // MARK: Swift

  private func swift(codes: [Entry], notes: [Entry]) -> String {
    var text = """
      // Generated by `swift run dari-dev generate` from Documentation/Errors. Do not edit.
      // swift-format-ignore-file

      package let diagnosticCatalogue: [DiagnosticEntry] = [

      """
    for code in codes {
      text += "  DiagnosticEntry(\n    code: \"\(code.code)\", name: \"\(code.name)\",\n"
      text +=
        "    english: \(literal(code.english, order: code)),\n    korean: \(literal(code.korean, order: code))"
      text += code.isFixedAutomatically ? ",\n    isFixedAutomatically: true),\n" : "),\n"
    }
    text += "]\n\npackage let noteCatalogue: [NoteEntry] = [\n"
    for note in notes {
      text += "  NoteEntry(\n    name: \"\(note.name)\",\n"
      text +=
        "    english: \(literal(note.english, order: note)),\n    korean: \(literal(note.korean, order: note))),\n"
    }
    text += "]\n\nextension Problem {\n"
    for (index, code) in codes.enumerated() {
      text += "  /// \(code.code): \(code.english)\n"
      text += function(
        code, result: "Problem", make: "Problem(code: DiagnosticCode(index: \(index)), arguments: ")
    }
    text += "}\n\nextension Note {\n"
    for (index, note) in notes.enumerated() {
      text += "  /// \(note.english)\n"
      text += function(note, result: "Note", make: "Note(id: NoteID(index: \(index)), arguments: ")
    }
    text += "}\n"
    return text
  }

  private func function(_ entry: Entry, result: String, make: String) -> String {
    let arguments = (try? template(entry.english, entry.page).arguments) ?? []
    let swiftTypes = [
      "text": "String", "number": "Int", "names": "[String]", "wording": "Wording", "note": "Note",
    ]
    let list = arguments.map { ".\($0.type)(`\($0.name)`)" }.joined(separator: ", ")
    if arguments.isEmpty {
      return "  package static let `\(entry.name)` = \(make)[])\n"
    }
    let parameters = arguments.map { "`\($0.name)`: \(swiftTypes[$0.type]!)" }.joined(separator: ", ")
    return "  package static func `\(entry.name)`(\(parameters)) -> \(result) {\n    \(make)[\(list)])\n  }\n"
  }

  private func literal(_ text: String, order: Entry) -> String {
    let names = ((try? template(order.english, order.page).arguments) ?? []).map(\.name)
    let parts = (try? template(text, order.page).parts) ?? []
    let items = parts.map { part in
      switch part {
      case .words(let words): ".words(\(quoted(words)))"
      case .argument(let name): ".argument(\(names.firstIndex(of: name) ?? 0))"
      case .particle(let name, let pair): ".particle(\(names.firstIndex(of: name) ?? 0), \(quoted(pair)))"
      }
    }
    return "MessageTemplate([\(items.joined(separator: ", "))])"
  }

  private func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
