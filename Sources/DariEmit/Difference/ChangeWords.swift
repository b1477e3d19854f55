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

  /// What a task stands in: `{% if order is present %}`.
  func tags(_ text: String?) -> String { "`{% \(text ?? "") %}`" }

  /// The place that a value stood in, or how it was written there.
  var placeWords: String {
    (change.old ?? "").split(separator: ",").map { word in
      let word = word.drop { $0 == " " }
      let (english, korean): (String, String) =
        switch word {
        case "element", "element-code": ("a tag like `<order>`", "`<order>` 같은 태그")
        case "attribute": ("an attribute of a tag", "태그의 속성")
        case "fence": ("lines of ```", "``` 사이")
        case "code": ("`inline code`", "백틱 사이")
        case "json-string", "json-value": ("JSON", "JSON")
        case "url", "url-part", "url-path": ("an address", "주소")
        default: (String(word), String(word))
        }
      return language == .korean ? korean : english
    }.joined(separator: ", ")
  }

  var titled: String { change.name.isEmpty ? "" : ": \(change.name)" }
}
