// Rendered prompts as text for people or JSON for programs.

import DariBase
import DariRuntime
import DariWorkspace

struct RenderOutput {
  let routine: Routine
  let rendered: RenderedRoutine
  let console: Console

  // MARK: Text

  /// A prompt alone comes without headings, so that it can be piped on.
  func text(tracing: Bool, isOneStep: Bool) -> String {
    var text = ""
    for step in rendered.steps {
      let bodies = bodies(of: step)
      let isBare = isOneStep && bodies.count == 1 && !tracing
      if !isBare { text += heading(step) }
      for body in bodies {
        if !isBare { text += "── \(body.title)\n" }
        text += body.rendered.text
        if !text.hasSuffix("\n") { text += "\n" }
        if tracing { text += traceLines(body.rendered) }
        if !isBare { text += "\n" }
      }
    }
    return text
  }

  private func heading(_ rendered: RenderedStep) -> String {
    let step = routine.steps[rendered.step]
    let title = step.title.map { " · \($0)" } ?? ""
    return "══ \(step.name)\(title)\n\n"
  }

  private func bodies(of step: RenderedStep) -> [(title: String, rendered: RenderedText)] {
    var result = step.messages.map { ($0.role.rawValue, $0.body) }
    if let text = step.text { result.append(("text", text)) }
    return result
  }

  /// One line a segment: where it stands in the source, what it came from, how it begins.
  private func traceLines(_ rendered: RenderedText) -> String {
    var text = "\n"
    for segment in rendered.segments {
      text += "  \(place(segment.place))  \(origin(segment))  \(excerpt(rendered, segment))\n"
    }
    return text
  }

  private func place(_ place: Program.Place) -> String {
    let files = routine.program.files
    let file = files.indices.contains(Int(place.file)) ? files[Int(place.file)] : "?"
    return "\(file):\(place.line):\(place.column)"
  }

  private func origin(_ segment: Segment) -> String {
    switch segment.origin {
    case .literal: console.words("text", "글")
    case .value(let paths), .media(_, let paths):
      paths.isEmpty ? console.words("value", "값") : paths.joined(separator: ", ")
    }
  }

  private func excerpt(_ rendered: RenderedText, _ segment: Segment) -> String {
    let text = String(decoding: rendered.bytes[segment.range], as: UTF8.self)
    var shown = ""
    for (index, scalar) in text.unicodeScalars.enumerated() {
      if index == 40 { return "\"\(shown)…\"" }
      if scalar == "\n" { shown += "⏎" } else { shown.unicodeScalars.append(scalar) }
    }
    return "\"\(shown)\""
  }

  // MARK: JSON

  func json(tracing: Bool) -> JSONValue {
    let steps = rendered.steps.map { step -> JSONValue in
      let messages = bodies(of: step).map { body -> JSONValue in
        var object = JSONObject()
        object["role"] = .string(body.title)
        object["text"] = .string(body.rendered.text)
        if body.rendered.hasMedia { object["parts"] = .array(body.rendered.parts.map(partJSON)) }
        if tracing { object["segments"] = .array(body.rendered.segments.map { segmentJSON($0) }) }
        return .object(object)
      }
      var object = JSONObject()
      object["step"] = .string(routine.steps[step.step].name)
      object["messages"] = .array(messages)
      return .object(object)
    }
    var object = JSONObject()
    object["routine"] = .string(routine.name)
    object["steps"] = .array(steps)
    return .object(object)
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
  private func segmentJSON(_ segment: Segment) -> JSONValue {
    var object = JSONObject()
    object["start"] = .integer(Int64(segment.range.lowerBound))
    object["end"] = .integer(Int64(segment.range.upperBound))
    object["source"] = .string(place(segment.place))
    switch segment.origin {
    case .literal: break
    case .value(let paths), .media(_, let paths): object["paths"] = .array(paths.map { .string($0) })
    }
    return .object(object)
  }

  // MARK: Failures

  /// Steps that could not be rendered with this data. Throws if there are any.
  func tellFailures() throws {
    for failure in rendered.failures {
      let text = console.text(failure.problem(in: routine), failure.note(in: routine))
      try console.tell("\(place(failure.error.place)): \(text)")
    }
    if !rendered.failures.isEmpty { throw CommandFailure.told }
  }
}
