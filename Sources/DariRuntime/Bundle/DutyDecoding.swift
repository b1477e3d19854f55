// The duties of law packs in a bundle.

import DariBase

enum DutyDecoding {
  static func pack(_ node: BundleNode) throws(PromptBundleError) -> Routine.PackDuties {
    let object = try node.object(["pack", "version", "law", "source", "url", "checked", "duties"])
    var pack = Routine.PackDuties(
      pack: try object["pack"].text(), version: try object["version"].text(),
      law: try words(object["law"]), source: try words(object["source"]), url: try object["url"].text(),
      checked: try ValueDecoding.date(object["checked"]))
    pack.duties = try object["duties"].map { (node) throws(PromptBundleError) in try duty(node) }
    return pack
  }

  private static func duty(_ node: BundleNode) throws(PromptBundleError) -> Routine.Duty {
    let object = try node.object(
      ["id", "article", "binds", "asks", "from", "standing"], optional: ["until", "notice"])
    var duty = Routine.Duty(
      id: try object["id"].text(), article: try words(object["article"]),
      binds: try words(object["binds"]), asks: try words(object["asks"]),
      from: try ValueDecoding.date(object["from"]),
      standing: try object["standing"].word(Routine.Duty.Standing.self))
    if let until = object.optional("until") { duty.until = try ValueDecoding.date(until) }
    if let notice = object.optional("notice") { duty.notice = try words(notice) }
    return duty
  }

  private static func words(_ node: BundleNode) throws(PromptBundleError) -> Wording {
    let object = try node.object(["ko", "en"])
    return Wording(korean: try object["ko"].text(), english: try object["en"].text())
  }
}
