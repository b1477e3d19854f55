// A model's answer as it came -> a value of the step's type.

import DariBase

package enum AnswerReading {
  /// Why an answer is of no use.
  package enum Fault: Error, Sendable {
    case notJSON(JSONError)
    case notOfType([DataProblem])
  }

  /// The data of an answer in a form, taken out of the `{"result": …}` that it may stand in; nil if it is no JSON.
  package static func node(_ text: String, _ type: Type) -> JSONNode? {
    guard !type.isAnsweredAsText, let node = try? JSONParser.parse(text) else { return nil }
    return unwrapped(node, type)
  }

  package static func value(_ text: String, _ type: Type, name: String) throws(Fault) -> Value {
    var data: DataNode
    if type.isAnsweredAsText {
      // The line break that models like to end with is not part of what they say.
      data = DataNode(
        .text(text.utf8.last == 0x0A ? String(decoding: text.utf8.dropLast(), as: UTF8.self) : text))
    } else {
      do throws(JSONError) {
        data = DataNode(unwrapped(try JSONParser.parse(text), type))
      } catch {
        throw .notJSON(error)
      }
    }
    var decoder = DataDecoder()
    guard let value = decoder.decode(data, as: type, path: name), decoder.problems.isEmpty else {
      throw .notOfType(decoder.problems)
    }
    return value
  }

  private static func unwrapped(_ node: JSONNode, _ type: Type) -> JSONNode {
    guard type.isWrappedInAnswers, case .object(let members) = node.kind, members.count == 1,
      members[0].key == "result"
    else { return node }
    if case .record(let record) = type.core, record.field("result") != nil { return node }
    return members[0].node
  }
}
