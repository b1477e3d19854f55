// The duties of law packs in a bundle (Documentation/Bundle.md).

import DariBase
import DariRuntime

enum DutyEncoding {
  static func encode(_ pack: Routine.PackDuties) -> JSONValue {
    [
      "pack": .string(pack.pack), "version": .string(pack.version), "law": encode(pack.law),
      "source": encode(pack.source), "url": .string(pack.url), "checked": .string(pack.checked.description),
      "duties": .array(pack.duties.map(encode)),
    ]
  }

  private static func encode(_ duty: Routine.Duty) -> JSONValue {
    var object: JSONObject = [
      "id": .string(duty.id), "article": encode(duty.article), "binds": encode(duty.binds),
      "asks": encode(duty.asks), "from": .string(duty.from.description),
      "standing": .string(duty.standing.rawValue),
    ]
    object["until"] = duty.until.map { .string($0.description) }
    object["notice"] = duty.notice.map(encode)
    return .object(object)
  }

  private static func encode(_ words: Wording) -> JSONValue {
    ["ko": .string(words.korean), "en": .string(words.english)]
  }
}
