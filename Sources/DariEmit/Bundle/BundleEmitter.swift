// A routine -> its bundle: one canonical JSON object (Documentation/Bundle.md).

import DariBase
import DariRuntime

package enum BundleEmitter {
  /// The bytes of `build/bundle/<routine>.json`. Equal routines give equal bytes.
  package static func bytes(of routine: Routine) -> [UInt8] {
    CanonicalJSON.bytes(of: .object(bundle(of: routine)))
  }

  package static func bundle(of routine: Routine) -> JSONObject {
    var bundle = body(of: routine)
    bundle["format"] = .string(BundleFormat.current)
    bundle["routines"] = .array(routine.routines.map { .object(body(of: $0)) })
    if !routine.translations.isEmpty {
      bundle["translations"] = .array(routine.translations.map(translation))
    }
    bundle["sha256"] = .string(BundleFormat.hash(of: bundle))
    return bundle
  }

  /// The same routine in another language, whole, with those it calls: who reads it needs nothing of the original.
  private static func translation(_ translation: Routine.Translation) -> JSONValue {
    [
      "locale": .string(translation.locale), "routine": .object(body(of: translation.routine)),
      "routines": .array(translation.routine.routines.map { .object(body(of: $0)) }),
    ]
  }

  /// A routine by itself, without those it calls.
  private static func body(of routine: Routine) -> JSONObject {
    let parts = BundleParts(routine: routine)
    var bundle = parts.head()
    bundle["inputs"] = .array(routine.inputs.map(parts.encode))
    bundle["inputSchema"] = JSONSchema.inputs(of: routine)
    bundle["steps"] = .array(routine.steps.map(parts.encode))
    bundle["result"] = routine.result.map { .string(routine.steps[$0].name) }
    bundle["why"] = parts.encode(routine.why)
    bundle["notes"] = parts.encode(routine.notes)
    bundle["slots"] = .array(routine.slotNames.map { .string($0) })
    bundle["program"] = .object(parts.program.tables())
    return bundle
  }

  /// `build/bundle/index.json`: what there is, in the order of the names' scalars.
  /// - Parameter former: an index whose other routines stay in it.
  package static func index(of routines: [Routine], addingTo former: [UInt8]? = nil) -> [UInt8] {
    var entries: [(name: String, entry: JSONValue)] = routines.map { routine in
      var entry: JSONObject = ["name": .string(routine.name), "file": .string(fileName(of: routine))]
      entry["title"] = routine.title.map { .string($0) }
      if !routine.translations.isEmpty {
        entry["locales"] = .array(routine.locales.map { .string($0) })
        let titles = routine.translations.compactMap { translation in
          translation.routine.title.map { (key: translation.locale, value: JSONValue.string($0)) }
        }
        entry["titles"] = .object(JSONObject(titles))
      }
      entry["sha256"] = bundle(of: routine)["sha256"]
      return (routine.name, .object(entry))
    }
    let names = Set(routines.map(\.name))
    entries += (former.map(Self.entries(ofIndex:)) ?? []).filter { !names.contains($0.name) }
    entries.sort { $0.name.unicodeScalars.lexicographicallyPrecedes($1.name.unicodeScalars) }
    return CanonicalJSON.bytes(
      of: ["format": .string(BundleFormat.current), "routines": .array(entries.map(\.entry))])
  }

  /// None of a file that is no index.
  private static func entries(ofIndex bytes: [UInt8]) -> [(name: String, entry: JSONValue)] {
    guard let value = try? JSONParser.parse(bytes).value, case .object(let index) = value,
      index["format"] == .string(BundleFormat.current), case .array(let entries)? = index["routines"]
    else { return [] }
    return entries.compactMap { entry in
      guard case .object(let object) = entry, case .string(let name)? = object["name"] else { return nil }
      return (name, entry)
    }
  }

  package static func fileName(of routine: Routine) -> String { "\(routine.name).json" }
}

/// The parts of one bundle.
struct BundleParts {
  let routine: Routine
  let program: ProgramEncoding

  init(routine: Routine) {
    self.routine = routine
    program = ProgramEncoding(program: routine.program)
  }

  /// Everything that is said of the routine as a whole.
  func head() -> JSONObject {
    var head: JSONObject = [
      "routine": .string(routine.name), "project": .string(routine.project),
      "version": .string(routine.version),
      "locales": strings(routine.locales), "tags": strings(routine.tags), "about": .string(routine.about),
    ]
    // That of the originals is known.
    if !routine.locale.isEmpty, routine.locale != routine.locales.first {
      head["locale"] = .string(routine.locale)
    }
    head["title"] = routine.title.map { .string($0) }
    head["summary"] = routine.summary.map { .string($0) }
    head["audience"] = routine.audience.map { .string($0) }
    head["role"] = routine.role.map { .string($0) }
    head["owner"] = routine.owner.map { .string($0) }
    head["avoid"] = routine.avoid.map { .string($0) }
    head["help"] = routine.help.map { .string($0) }
    head["reviewed"] = routine.reviewed.map { .string($0.description) }
    head["people"] = .object(JSONObject(routine.people.map { (key: $0.key, value: .string($0.value)) }))
    head["tools"] = .array(routine.tools.map(encode))
    if !routine.models.isEmpty { head["models"] = .array(routine.models.map(encode)) }
    if !routine.duties.isEmpty { head["duties"] = .array(routine.duties.map(DutyEncoding.encode)) }
    head["sources"] = .array(
      routine.sources.map { ["path": .string($0.path), "sha256": .string($0.sha256)] })
    return head
  }

  private func encode(_ tool: Routine.Tool) -> JSONValue {
    var object: JSONObject = [
      "id": .string(tool.id), "name": .string(tool.name), "does": strings(tool.does),
      "clears": strings(tool.clears), "languages": strings(tool.languages),
    ]
    object["category"] = tool.category.map { .string($0) }
    object["plan"] = tool.plan.map { .string($0) }
    object["cost"] = tool.cost.map { .string($0) }
    object["asof"] = tool.asof.map { .string($0) }
    object["url"] = tool.url.map { .string($0) }
    object["start"] = tool.start.map { .string($0) }
    return .object(object)
  }

  func encode(_ input: Routine.Input) -> JSONValue {
    var object: JSONObject = [
      "name": .string(input.name), "type": TypeEncoding.encode(input.type),
      "question": .string(input.question),
    ]
    object["default"] = input.defaultValue.map(ValueEncoding.encode)
    object["example"] = input.example.map(ValueEncoding.encode)
    return .object(object)
  }

  func encode(_ step: Routine.Step) -> JSONValue {
    var object: JSONObject = [
      "name": .string(step.name), "actor": encode(step.actor), "risk": .string(step.risk.rawValue),
      "reviews": names(step.reviews), "effects": .array(step.effects.map(encode)),
      "messages": .array(
        step.messages.map { ["role": .string($0.role.rawValue), "body": program.encode($0.body)] }),
      "instructions": encode(step.instructions), "checks": encode(step.checks), "why": encode(step.why),
      "notes": encode(step.notes),
    ]
    object["title"] = step.title.map { .string($0) }
    object["when"] = step.when.map(encode)
    object["each"] = step.each.map(encode)
    if !step.with.isEmpty {
      object["with"] = .array(
        step.with.map { ["input": .string($0.input), "value": encode($0.value)] })
    }
    if let type = step.result, let slot = step.resultSlot {
      object["result"] = [
        "type": TypeEncoding.encode(type), "schema": JSONSchema.document(of: type),
        "slot": .integer(Int64(slot)),
      ]
    }
    object["edits"] = step.edits.map(name)
    if let redo = step.redo {
      var back: JSONObject = ["step": name(redo.step), "limit": .integer(Int64(redo.limit))]
      if !step.redoneByItem.isEmpty { back["byItem"] = names(step.redoneByItem) }
      object["redo"] = .object(back)
    }
    object["owner"] = step.owner.map { .string($0) }
    object["model"] = step.model.map { .string($0) }
    object["budget"] = step.budget.map(encode)
    if let minutes = step.minutes {
      object["minutes"] = ["before": .number(minutes.before), "after": .number(minutes.after)]
    }
    object["again"] = step.again.map(program.encode)
    object["text"] = step.text.map(program.encode)
    object["remarksSlot"] = step.remarksSlot.map { .integer(Int64($0)) }
    return .object(object)
  }

  private func encode(_ actor: Routine.Actor) -> JSONValue {
    switch actor {
    case .human(let role): ["kind": "human", "role": .string(role)]
    case .ai(let need, let tools): ["kind": "ai", "need": .string(need), "tools": strings(tools)]
    case .tool(let tool): ["kind": "tool", "tool": .string(tool)]
    case .routine(let name): ["kind": "routine", "routine": .string(name)]
    }
  }

  private func encode(_ clause: Routine.Clause) -> JSONValue {
    ["value": program.encode(clause.value), "at": program.encode(clause.place)]
  }

  private func encode(_ each: Routine.Each) -> JSONValue {
    var object: JSONObject = [
      "items": .array(
        each.items.map {
          ["name": .string($0.name), "slot": .integer(Int64($0.slot)), "list": encode($0.list)]
        }),
      "together": names(each.together),
    ]
    object["earlierSlot"] = each.earlierSlot.map { .integer(Int64($0)) }
    return .object(object)
  }

  private func encode(_ effect: Routine.Effect) -> JSONValue {
    ["kind": .string(effect.kind.rawValue), "steps": names(effect.steps), "ownText": .bool(effect.ownText)]
  }

  func encode(_ blocks: [Program.Block]) -> JSONValue { .array(blocks.map(program.encode)) }
  private func strings(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }
  private func name(_ step: Int) -> JSONValue { .string(routine.steps[step].name) }
  private func names(_ steps: [Int]) -> JSONValue { .array(steps.map(name)) }
}
