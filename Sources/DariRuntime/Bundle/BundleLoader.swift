// Bundle -> `Routine`. Strict: a bundle that this accepts can be rendered without harm, whoever wrote it.

import DariBase

/// Reads what `BundleEmitter` writes. A field that is missing, unknown or of another kind is an error, so
/// that a bundle means the same to every reader.
package enum BundleLoader {
  package static func load(_ bytes: [UInt8]) throws(PromptBundleError) -> Routine {
    try routine(of: try verifiedObject(bytes))
  }

  /// The bundle's object, once its format is known and its hash fits.
  package static func verifiedObject(_ bytes: [UInt8]) throws(PromptBundleError) -> JSONObject {
    let value: JSONValue
    do { value = try JSONParser.parse(bytes, depthLimit: BundleFormat.depthLimit).value } catch {
      throw PromptBundleError(.notJSON, "this is no JSON: \(error.description)")
    }
    guard case .object(let object) = value, case .string(let format)? = object["format"],
      format.utf8.starts(with: "dari-bundle/".utf8)
    else { throw PromptBundleError(.notABundle, "this is no bundle of Dari: the field `format` is missing") }
    guard format.hasSameBytes(as: BundleFormat.current) else {
      throw PromptBundleError(
        .unknownFormat,
        "the bundle has the format `\(format)`, and this version of Dari reads `\(BundleFormat.current)`; "
          + "build the bundle again, or use the version of Dari that built it")
    }
    guard case .string(let hash)? = object["sha256"] else {
      throw PromptBundleError(.damaged, "the field `sha256` is missing")
    }
    guard hash.hasSameBytes(as: BundleFormat.hash(of: object)) else {
      throw PromptBundleError(
        .changed,
        "the bundle was changed after it was built: its content does not fit its `sha256`; build it again")
    }
    return object
  }

  static func routine(of object: JSONObject) throws(PromptBundleError) -> Routine {
    let node = BundleNode(.object(object))
    let bundle = try node.object(
      required + ["format", "sha256", "routines"], optional: optional + ["translations"])
    var result = try routine(bundle)
    result.routines = try bundle["routines"].map { (node) throws(PromptBundleError) in
      try routine(try node.object(required, optional: optional))
    }
    try CalledRoutines(outermost: result).check(node)
    if let node = bundle.optional("translations") {
      for node in try node.array() { result.translations.append(try translation(node, of: result)) }
      try checkUnique(result.translations.map(\.locale), "language", node)
    }
    return result
  }

  private static func translation(
    _ node: BundleNode, of original: Routine
  ) throws(PromptBundleError) -> Routine.Translation {
    let object = try node.object(["locale", "routine", "routines"])
    let locale = try object["locale"].text()
    guard original.locales.dropFirst().contains(locale) else {
      throw object["locale"].damaged(
        "`\(locale)` is none of the languages that the routine is translated into")
    }
    var translated = try routine(try object["routine"].object(required, optional: optional))
    translated.routines = try object["routines"].map { (node) throws(PromptBundleError) in
      try routine(try node.object(required, optional: optional))
    }
    try CalledRoutines(outermost: translated).check(node)
    try SameShape.check([translated] + translated.routines, [original] + original.routines, node)
    return Routine.Translation(locale: locale, routine: translated)
  }

  private static let required = [
    "routine", "project", "version", "locales", "tags", "about", "people", "tools",
    "sources",
    "inputs", "inputSchema", "steps", "why", "notes", "slots", "program",
  ]
  private static let optional = [
    "title", "summary", "audience", "role", "owner", "avoid", "help", "reviewed", "result", "models",
    "duties", "locale",
  ]

  private static func routine(_ bundle: BundleObject) throws(PromptBundleError) -> Routine {
    var routine = Routine(name: try bundle["routine"].text())
    try readHead(bundle, into: &routine)
    routine.inputs = try bundle["inputs"].map { (node) throws(PromptBundleError) in try input(node) }
    guard case .object = bundle["inputSchema"].value else {
      throw bundle["inputSchema"].damaged("an object has to stand here")
    }
    routine.slotNames = try bundle["slots"].texts()
    guard routine.slotNames.count >= routine.inputs.count, routine.slotNames.count <= Int(Int32.max) else {
      throw bundle["slots"].damaged("every input has a slot")
    }
    try checkUnique(routine.inputs.map(\.name), "input", bundle["inputs"])
    var steps = try StepDecoding(
      program: try ProgramDecoding(tables: bundle["program"]), steps: bundle["steps"],
      inputCount: routine.inputs.count,
      slotCount: routine.slotNames.count)
    routine.steps = try steps.decode()
    let models = routine.models.map(\.name)
    try checkUnique(models, "model", bundle["steps"])
    for model in routine.steps.compactMap(\.model) where !models.contains(model) {
      throw bundle["steps"].damaged("there is no model `\(model)`")
    }
    if let result = bundle.optional("result") {
      let step = try steps.step(result)
      guard routine.steps[step].resultSlot != nil else {
        throw result.damaged("the step `\(routine.steps[step].name)` has no result")
      }
      routine.result = step
    }
    routine.why = try steps.blocks(bundle["why"])
    routine.notes = try steps.blocks(bundle["notes"])
    routine.program = steps.program.program
    return routine
  }

  private static func readHead(_ bundle: BundleObject, into routine: inout Routine) throws(PromptBundleError)
  {
    routine.project = try bundle["project"].text()
    routine.version = try bundle["version"].text()
    routine.locales = try bundle["locales"].texts()
    routine.locale = try bundle.text("locale") ?? routine.locales.first ?? ""
    routine.tags = try bundle["tags"].texts()
    routine.about = try bundle["about"].text()
    routine.title = try bundle.text("title")
    routine.summary = try bundle.text("summary")
    routine.audience = try bundle.text("audience")
    routine.role = try bundle.text("role")
    routine.owner = try bundle.text("owner")
    routine.avoid = try bundle.text("avoid")
    routine.help = try bundle.text("help")
    if let date = bundle.optional("reviewed") { routine.reviewed = try ValueDecoding.date(date) }
    guard case .object(let people) = bundle["people"].value else {
      throw bundle["people"].damaged("an object has to stand here")
    }
    for member in people.members {
      routine.people[member.key] = try BundleNode(member.value, bundle["people"].path.key(member.key)).text()
    }
    routine.tools = try bundle["tools"].map { (node) throws(PromptBundleError) in try tool(node) }
    routine.models = try bundle.optional("models")?.map(BudgetDecoding.model) ?? []
    routine.duties = try bundle.optional("duties")?.map(DutyDecoding.pack) ?? []
    routine.sources = try bundle["sources"].map { (node) throws(PromptBundleError) in
      let source = try node.object(["path", "sha256"])
      return Routine.Source(path: try source["path"].text(), sha256: try source["sha256"].sha256())
    }
  }

  private static func tool(_ node: BundleNode) throws(PromptBundleError) -> Routine.Tool {
    let object = try node.object(
      ["id", "name", "does", "clears", "languages"],
      optional: ["category", "plan", "cost", "asof", "url", "start"])
    var tool = Routine.Tool(id: try object["id"].text(), name: try object["name"].text())
    tool.does = try object["does"].texts()
    tool.clears = try object["clears"].texts()
    tool.languages = try object["languages"].texts()
    tool.category = try object.text("category")
    tool.plan = try object.text("plan")
    tool.cost = try object.text("cost")
    tool.asof = try object.text("asof")
    tool.url = try object.text("url")
    tool.start = try object.text("start")
    return tool
  }

  private static func input(_ node: BundleNode) throws(PromptBundleError) -> Routine.Input {
    let object = try node.object(["name", "type", "question"], optional: ["default", "example"])
    let type = try TypeDecoding.type(object["type"])
    var input = Routine.Input(
      name: try object["name"].text(), type: type, question: try object["question"].text())
    if let node = object.optional("default") { input.defaultValue = try value(node, of: type) }
    if let node = object.optional("example") { input.example = try value(node, of: type) }
    return input
  }

  private static func value(_ node: BundleNode, of type: Type) throws(PromptBundleError) -> Value {
    let value = try ValueDecoding.value(node)
    guard value.isOfKind(type) else { throw node.damaged("the value is none of the type `\(type)`") }
    return value
  }

  static func checkUnique(_ names: [String], _ what: String, _ node: BundleNode) throws(PromptBundleError) {
    var seen = Set<String>()
    for name in names where !seen.insert(name).inserted {
      throw node.damaged("the \(what) `\(name)` is there twice")
    }
  }
}

extension Value {
  /// Has the shape of the type, as far as it is known. Limits and patterns are not looked at.
  func isOfKind(_ type: Type) -> Bool {
    switch (self, type.core) {
    case (.absent, _): return type.isOptional
    case (.placeholder, _): return true
    case (.text, .text), (.text, .line), (.text, .url), (.text, .email), (.int, .int), (.number, .number),
      (.int, .number), (.bool, .bool), (.date, .date), (.media, .media):
      return true
    case (.money(let money), .money(let currency)): return money.currency == currency
    case (.symbol(let word), .enumeration(let type)): return type.find(word) != nil
    case (.list(let items), .list(_, let element)): return items.allSatisfy { $0.isOfKind(element) }
    case (.record(let values), .record(let record)):
      return values.count == record.fields.count
        && zip(values, record.slots).allSatisfy { $0.isOfKind(record.fields[$1].type) }
    default: return false
    }
  }
}
