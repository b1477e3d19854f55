// What can be asked of a model's answer: all that can be asked of a prompt, and what only an answer has.

import DariBase
import DariRuntime
import DariYAML

package enum AnswerAssertion: Sendable {
  case text(Assertion)
  case json(at: JSONPath, shown: String, is: YAMLNode)
  /// That it is what the step gives is asked of every answer; to write it down changes nothing.
  case schema
  case language(WrittenLanguage)
  /// A model is asked whether it holds.
  case judge(String)

  package static let words = Assertion.words + ["json", "schema", "language", "judge"]

  /// - Throws: why it can't be read.
  init(_ word: String, _ value: YAMLNode) throws(Problem) {
    switch word {
    case "json": self = try Self.json(value)
    case "schema":
      guard ["yes", "true"].contains(value.scalarText) else {
        throw .wrongEntry(key: word, expected: .expectYes)
      }
      self = .schema
    case "language":
      guard let language = value.scalarText.flatMap({ WrittenLanguage(rawValue: $0) }) else {
        throw .wrongEntry(
          key: word, expected: .expectLanguage(known: WrittenLanguage.allCases.map(\.rawValue)))
      }
      self = .language(language)
    case "judge":
      guard let text = value.scalarText, !text.isEmpty else {
        throw .wrongEntry(key: word, expected: .expectSomeText)
      }
      self = .judge(text)
    case _ where Assertion.words.contains(word): self = .text(try Assertion(word, value))
    default: throw .unknownAssertion(name: word, key: "answers")
    }
  }

  private static func json(_ value: YAMLNode) throws(Problem) -> AnswerAssertion {
    let problem = Problem.wrongEntry(key: "json", expected: .expectAtIs)
    guard value.isMapping, value.entries.count == 2, let at = value["at"]?.scalarText,
      let wanted = value["is"],
      let path = JSONPath(written: at)
    else { throw problem }
    return .json(at: path, shown: at, is: wanted)
  }
}

extension JSONPath {
  /// `causes[0].id`.
  fileprivate init?(written text: String) {
    guard let name = StepName(text) else {
      // A list by itself: `[0].id`.
      guard text.hasPrefix("["), let name = StepName("_" + text) else { return nil }
      self.init(Array(JSONPath(name).steps.dropFirst()))
      return
    }
    self.init(name)
  }

  private init(_ name: StepName) {
    self.init(name.parts.flatMap { part in [.key(part.name)] + (part.item.map { [.index($0)] } ?? []) })
  }
}

/// An answer that has come.
struct JudgedAnswer {
  var text: String
  var type: Type
  var model: String?

  /// Nil if it holds. What a judge says is not known here.
  func finding(_ assertion: AnswerAssertion, meter: TokenMeter?) -> Note? {
    switch assertion {
    case .schema, .judge: return nil
    case .text(let assertion):
      let prompt = TestPrompt(bodies: [RenderedText(text)], model: model)
      return assertion.finding(in: prompt, meter: meter)
    case .language(let wanted): return wanted.finding(in: text)
    case .json(let path, let shown, let wanted):
      guard let node = AnswerReading.node(text, type) else { return .jsonNowhere(path: shown) }
      guard let found = node[path] else { return wanted.saysAbsent ? nil : .jsonHasNot(path: shown) }
      if Self.isSame(found.value, wanted) { return nil }
      var words = CanonicalJSON.text(of: found.value)
      if case .string(let text) = found.value { words = text }
      return .jsonIs(value: Self.short(words), path: shown)
    }
  }

  /// A plain scalar is what the answer has there: `3` is the number, and the text too.
  private static func isSame(_ value: JSONValue, _ wanted: YAMLNode) -> Bool {
    switch value {
    case .null: return wanted.saysAbsent
    case .string(let text): return wanted.scalarText.map { text.hasSameBytes(as: $0) } ?? false
    case .bool(let flag):
      return flag
        ? ["true", "yes"].contains(wanted.scalarText) : ["false", "no"].contains(wanted.scalarText)
    case .integer(let number):
      return wanted.scalar?.isPlain == true && (wanted.integer == number || wanted.number == Double(number))
    case .bigInteger(let digits): return wanted.scalarText == digits
    case .number(let number): return wanted.scalar?.isPlain == true && wanted.number == number
    case .array(let items):
      return wanted.isSequence && items.count == wanted.items.count
        && zip(items, wanted.items).allSatisfy { isSame($0, $1) }
    case .object(let object):
      return wanted.isMapping && object.count == wanted.entries.count
        && wanted.entries.allSatisfy { entry in object[entry.keyText].map { isSame($0, entry.value) } ?? false
        }
    }
  }

  static func short(_ text: String, _ most: Int = 80) -> String {
    let scalars = text.unicodeScalars
    return scalars.count <= most ? text : String(String.UnicodeScalarView(scalars.prefix(most))) + "…"
  }
}
