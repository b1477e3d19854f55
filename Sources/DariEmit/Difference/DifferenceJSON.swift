// `dari diff` for programs (Documentation/Diff.md): JSON, and annotations of GitHub Actions.

import DariBase
import DariSemantics

extension Difference {
  package func json(_ language: MessageLanguage) -> JSONValue {
    var object: JSONObject = [
      "changes": .array(changes.map { .object($0.json(language)) }), "needs": .string(needs.rawValue),
      "oldVersion": .string(oldVersion), "newVersion": .string(newVersion),
    ]
    if let given { object["given"] = .string(given.rawValue) }
    object["passes"] = .bool(passes)
    return .object(object)
  }

  /// One annotation a change: errors are what the version does not say, warnings the other changes that are not approved.
  package func github(_ language: MessageLanguage, places: ReportedPlaces) -> String {
    let given = given ?? .minor
    return changes.map { judged in
      let change = judged.change
      let level: DiagnosticGitHub.Level =
        judged.approval != nil ? .notice : change.bump > given ? .error : .warning
      var properties: [(String, String)] = []
      if let place = change.place {
        properties.append(("file", places.path(place.file)))
        if let line = place.line { properties.append(("line", String(line))) }
      }
      properties.append(("title", "\(change.tier.rawValue) \(change.kind.rawValue)"))
      let words = ChangeWords(change: change, language: language).sentence
      var lines = [VisibleText.visible("\(ChangePlace.words(of: change)): \(words)")]
      if let approval = judged.approval { lines.append(VisibleText.visible(approval.words(language))) }
      return DiagnosticGitHub.command(level, properties, lines.joined(separator: "\n"))
    }.joined()
  }
}

extension Difference.Judged {
  fileprivate func json(_ language: MessageLanguage) -> JSONObject {
    var object: JSONObject = [
      "tier": .string(change.tier.rawValue), "change": .string(change.kind.rawValue),
      "breaking": .bool(change.isBreaking), "bump": .string(change.bump.rawValue),
      "routines": .array(change.routines.map { .string($0) }),
    ]
    if !change.at.isEmpty { object["at"] = .string(change.at) }
    if let locale = change.locale { object["locale"] = .string(locale) }
    if let step = change.step { object["step"] = .string(step) }
    if !change.name.isEmpty { object["name"] = .string(change.name) }
    if let old = change.old { object["old"] = .string(old) }
    if let new = change.new { object["new"] = .string(new) }
    object["message"] = .string(ChangeWords(change: change, language: language).sentence)
    if let place = change.place {
      object["file"] = .string(place.file)
      if let line = place.line { object["line"] = .integer(Int64(line)) }
    }
    switch approval {
    case .entry(let reason): object["allowed"] = ["by": "allowed.yaml", "reason": .string(reason)]
    case .option: object["allowed"] = ["by": "--allow"]
    case nil: break
    }
    return object
  }
}
