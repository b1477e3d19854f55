// Rendered prompts as text for people or JSON for programs.

import DariBase
import DariRuntime
import DariWorkspace

struct RenderOutput {
  let routine: Routine
  let rendered: RenderedRoutine
  /// Indices of the steps asked for; nil for all.
  let wanted: Set<Int>?
  let console: Console

  /// A step as it is shown: one of the times that it is done, or that it is done for no item.
  private enum Entry {
    case done(RenderedStep)
    case noItems(Int)

    var step: Int {
      switch self {
      case .done(let step): step.step
      case .noItems(let step): step
      }
    }
  }

  /// In the routine's order. A step over an empty list was done never, and went well.
  private func entries(
    of rendered: RenderedRoutine, in routine: Routine, _ wanted: Set<Int>? = nil
  ) -> [Entry] {
    let told = Set(rendered.steps.map(\.step) + rendered.failures.map(\.step))
    let empty = routine.steps.indices.filter { index in
      wanted?.contains(index) != false && routine.steps[index].each != nil
        && RoutineRenderer.isRendered(routine.steps[index]) && !told.contains(index)
    }
    let all = rendered.steps.map(Entry.done) + empty.map(Entry.noItems)
    return all.enumerated().sorted { ($0.element.step, $0.offset) < ($1.element.step, $1.offset) }.map(
      \.element)
  }

  // MARK: Text

  /// A prompt alone comes without headings, so that it can be piped on.
  func text(tracing: Bool, isOneStep: Bool) -> String {
    if isOneStep, !tracing, rendered.steps.count == 1, rendered.steps[0].call == nil {
      let bodies = bodies(of: rendered.steps[0])
      if bodies.count == 1 { return ended(bodies[0].rendered.text) }
    }
    return text(
      of: rendered, in: routine, path: [], entries(of: rendered, in: routine, wanted), tracing: tracing)
  }

  /// A prompt is kept byte for byte where a program reads on; a person's terminal does not obey it.
  private func ended(_ text: String) -> String {
    let whole = text.hasSuffix("\n") ? text : text + "\n"
    guard OutputStream.standardOutput.isTerminal else { return whole }
    var shown = ""
    for scalar in whole.unicodeScalars {
      if scalar.properties.generalCategory == .control, scalar != "\n", scalar != "\t" {
        shown += VisibleText.visible(String(Character(scalar)))
      } else {
        shown.unicodeScalars.append(scalar)
      }
    }
    return shown
  }

  private func text(
    of rendered: RenderedRoutine, in routine: Routine, path: [String], _ entries: [Entry], tracing: Bool
  ) -> String {
    var text = ""
    for entry in entries {
      guard case .done(let step) = entry else {
        text += heading(path + [routine.steps[entry.step].name], entry.step, in: routine) + "(\(noItems))\n\n"
        continue
      }
      let names = path + [name(of: step, in: routine)]
      let heading = heading(names, step.step, step.tokens.map(size), in: routine)
      if let call = step.call {
        let inner = self.text(
          of: call.rendered, in: call.routine, path: names, self.entries(of: call.rendered, in: call.routine),
          tracing: tracing)
        text += inner.isEmpty ? heading + "(\(nothingInside))\n\n" : inner
        continue
      }
      text += heading
      if step.isSkipped { text += "(\(skipped))\n\n" }
      for body in bodies(of: step) {
        text += "── \(body.title)\n" + ended(body.rendered.text)
        if tracing { text += traceLines(body.rendered, in: routine) }
        text += "\n"
      }
    }
    return text
  }

  /// `══ write › draft · 초안`. A bundle may hold any words; they stay on their line.
  private func heading(
    _ names: [String], _ step: Int, _ size: String? = nil, in routine: Routine
  ) -> String {
    let title = routine.steps[step].title.map { " · \($0)" } ?? ""
    return VisibleText.visible("══ \(names.joined(separator: " › "))\(title)\(size ?? "")") + "\n\n"
  }

  private var noItems: String { console.words("no items", "항목 없음") }

  private var skipped: String {
    console.words("skipped: its `when` does not hold", "`when`에 맞지 않아 건너뜁니다")
  }

  private var nothingInside: String {
    console.words("nothing to render in this routine", "이 루틴에는 보여 줄 글이 없습니다")
  }

  private func name(of step: RenderedStep, in routine: Routine) -> String {
    let name = routine.steps[step.step].name
    return step.item.map { "\(name) [\($0.number + 1)/\($0.count)]" } ?? name
  }

  /// ` (812 of 2000 tokens, approx-1)`
  private func size(_ tokens: TokenCount) -> String {
    let (count, budget, name) = (tokens.count, tokens.budget.tokens, tokens.budget.estimator.name)
    return console.words(
      " (\(count) of \(budget) tokens, \(name))", " (예산 \(budget)토큰 가운데 \(count)토큰, \(name))")
  }

  private func bodies(of step: RenderedStep) -> [(title: String, rendered: RenderedText)] {
    var result = step.messages.map { ($0.role.rawValue, $0.body) }
    if let text = step.text { result.append(("text", text)) }
    return result
  }

  /// One line a segment: where it stands in the source, what it came from, how it begins.
  private func traceLines(_ rendered: RenderedText, in routine: Routine) -> String {
    var text = "\n"
    for segment in rendered.segments {
      let origin = origin(segment) + guarded(segment, in: routine)
      text += "  \(place(segment.place, in: routine))  \(origin)  \(excerpt(rendered, segment))\n"
    }
    return text
  }

  private func place(_ place: Program.Place, in routine: Routine) -> String {
    let files = routine.program.files
    let file = files.indices.contains(Int(place.file)) ? files[Int(place.file)] : "?"
    return VisibleText.visible("\(file):\(place.line):\(place.column)")
  }

  private func origin(_ segment: Segment) -> String {
    switch segment.origin {
    case .literal: console.words("text", "글")
    case .value(let paths), .media(_, let paths):
      paths.isEmpty
        ? console.words("value", "값") : VisibleText.visible(paths.joined(separator: ", "))
    }
  }

  /// ` [untrusted, personal: element]`: the labels of a value, and where it stands.
  private func guarded(_ segment: Segment, in routine: Routine) -> String {
    guard let escaping = routine.program.escaping(segment.escaping), !escaping.labels.isEmpty else {
      return ""
    }
    return " [\(escaping.labels.words.joined(separator: ", ")): \(escaping.place.rawValue)]"
  }

  private func excerpt(_ rendered: RenderedText, _ segment: Segment) -> String {
    let text = String(decoding: rendered.bytes[segment.range], as: UTF8.self)
    var shown = ""
    for (index, scalar) in text.unicodeScalars.enumerated() {
      if index == 40 { return "\"\(VisibleText.visible(shown))…\"" }
      if scalar == "\n" { shown += "⏎" } else { shown.unicodeScalars.append(scalar) }
    }
    return "\"\(VisibleText.visible(shown))\""
  }

  // MARK: JSON

  func json(tracing: Bool) -> JSONValue {
    .object(json(entries(of: rendered, in: routine, wanted), in: routine, tracing: tracing))
  }

  private func json(_ entries: [Entry], in routine: Routine, tracing: Bool) -> JSONObject {
    let steps = entries.map { entry -> JSONValue in
      guard case .done(let step) = entry else {
        return ["step": .string(routine.steps[entry.step].name), "empty": true, "messages": []]
      }
      var object: JSONObject = ["step": .string(routine.steps[step.step].name)]
      if let item = step.item { object["item"] = .integer(Int64(item.number)) }
      if step.isSkipped { object["skipped"] = .bool(true) }
      if let call = step.call {
        object["call"] = .object(
          json(self.entries(of: call.rendered, in: call.routine), in: call.routine, tracing: tracing))
      } else {
        object["messages"] = .array(
          bodies(of: step).map { body in
            var message: JSONObject = [
              "role": .string(body.title), "text": .string(body.rendered.text),
            ]
            if body.rendered.hasMedia { message["parts"] = .array(body.rendered.parts.map(partJSON)) }
            if !body.rendered.cleanings.isEmpty {
              message["cleaned"] = .array(body.rendered.cleanings.map { cleaningJSON($0, in: routine) })
            }
            if tracing {
              message["segments"] = .array(body.rendered.segments.map { segmentJSON($0, in: routine) })
            }
            return .object(message)
          })
      }
      if let tokens = step.tokens {
        object["tokens"] = [
          "count": .integer(Int64(tokens.count)), "budget": .integer(Int64(tokens.budget.tokens)),
          "estimator": .string(tokens.budget.estimator.name),
        ]
      }
      return .object(object)
    }
    return ["routine": .string(routine.name), "steps": .array(steps)]
  }

  /// The bytes of files stand in Base64 under `data`.
  private func partJSON(_ part: RenderedText.Part) -> JSONValue {
    switch part {
    case .text(let text): return ["text": .string(text)]
    case .media(let media):
      var object: JSONObject = ["kind": .string(media.kind.rawValue), "name": .string(media.name)]
      object["mediaType"] = media.mediaType.map { .string($0) }
      switch media.source {
      case .bytes(let bytes): object["data"] = .string(Base64.encode(bytes))
      case .url(let url): object["url"] = .string(url)
      }
      return ["media": .object(object)]
    }
  }

  /// `start` and `end` are UTF-8 offsets in the text.
  private func segmentJSON(_ segment: Segment, in routine: Routine) -> JSONValue {
    var object = JSONObject()
    object["start"] = .integer(Int64(segment.range.lowerBound))
    object["end"] = .integer(Int64(segment.range.upperBound))
    object["source"] = .string(place(segment.place, in: routine))
    switch segment.origin {
    case .literal: break
    case .value(let paths), .media(_, let paths): object["paths"] = .array(paths.map { .string($0) })
    }
    if let escaping = routine.program.escaping(segment.escaping) {
      object["place"] = .string(escaping.place.rawValue)
      if !escaping.labels.isEmpty { object["labels"] = .array(escaping.labels.words.map { .string($0) }) }
      if !escaping.steps.isEmpty { object["escape"] = .array(escaping.steps.map { .string($0.rawValue) }) }
    }
    return .object(object)
  }

  // MARK: Nothing to do

  /// Why there is no request: each AI step that these data skip, or that has no items; none if there is no AI step.
  var idleSteps: [String] { idleSteps(entries(of: rendered, in: routine, wanted), in: routine, prefix: "") }

  private func idleSteps(_ entries: [Entry], in routine: Routine, prefix: String) -> [String] {
    entries.flatMap { entry -> [String] in
      let step = routine.steps[entry.step]
      let isCall = if case .routine = step.actor { true } else { false }
      if case .done(let done) = entry, let call = done.call {
        return idleSteps(
          self.entries(of: call.rendered, in: call.routine), in: call.routine,
          prefix: "\(prefix)\(step.name).")
      }
      if step.messages.isEmpty, !isCall { return [] }
      if case .done(let done) = entry { return done.isSkipped ? ["\(prefix)\(step.name): \(skipped)"] : [] }
      return ["\(prefix)\(step.name): \(noItems)"]
    }
  }

  // MARK: Cleaned values

  /// Values from outside that did not go into a prompt as they were, each once.
  func tellCleanings() throws {
    var told: Set<String> = []
    try tellCleanings(of: rendered, in: routine, &told)
  }

  private func tellCleanings(of rendered: RenderedRoutine, in routine: Routine, _ told: inout Set<String>)
    throws
  {
    for step in rendered.steps {
      for cleaning in bodies(of: step).flatMap(\.rendered.cleanings) {
        for text in cleaning.problems.map({ console.text($0) }) where told.insert(text).inserted {
          try console.tell("\(place(cleaning.place, in: routine)): \(text)")
        }
      }
      if let call = step.call { try tellCleanings(of: call.rendered, in: call.routine, &told) }
    }
  }

  private func cleaningJSON(_ cleaning: ValueCleaning, in routine: Routine) -> JSONValue {
    var object: JSONObject = ["source": .string(place(cleaning.place, in: routine))]
    object["paths"] = .array(cleaning.paths.map { .string($0) })
    object["removed"] = .array(cleaning.report.removedNames.map { .string($0) })
    object["removals"] = .integer(Int64(cleaning.report.removals))
    object["markers"] = .array(cleaning.report.markers.map { .string($0) })
    return .object(object)
  }

  // MARK: Failures

  /// Steps that could not be rendered with this data. Throws if there are any.
  func tellFailures() throws {
    try tellFailures(of: rendered, in: routine)
    if rendered.hasFailures { throw CommandFailure.told }
  }

  private func tellFailures(of rendered: RenderedRoutine, in routine: Routine) throws {
    for failure in rendered.failures {
      let text = console.text(failure.problem(in: routine), failure.note(in: routine))
      try console.tell("\(place(failure.error.place, in: routine)): \(text)")
    }
    for step in rendered.steps {
      if let call = step.call { try tellFailures(of: call.rendered, in: call.routine) }
    }
  }
}
