// What changed, in a sentence for people.

import DariBase
import DariSemantics

/// One sentence for each kind of change, in both languages. Names stand in backticks, as in messages.
struct ChangeWords {
  let change: RoutineChange
  let language: MessageLanguage

  var sentence: String { language == .korean ? korean : english }

  var name: String { "`\(change.name)`" }
  var old: String { "`\(change.old ?? "")`" }
  var new: String { "`\(change.new ?? "")`" }

  /// A name and the Korean particle that goes with it.
  func with(_ text: String, _ pair: String) -> String {
    "`\(text)`\(KoreanParticle.particle(pair, after: text))"
  }
  func name(_ pair: String) -> String { with(change.name, pair) }
  func old(_ pair: String) -> String { with(change.old ?? "", pair) }
  func new(_ pair: String) -> String { with(change.new ?? "", pair) }

  var titled: String { change.name.isEmpty ? "" : ": \(change.name)" }
}
