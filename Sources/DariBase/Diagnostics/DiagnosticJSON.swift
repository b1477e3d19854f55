// Diagnostics as JSON for programs: `dari check --format json`.

/// One object, `{"diagnostics": […], "failures": […]}`. Lines and columns count from 1, columns in Unicode scalars; `byte` is the
/// UTF-8 offset from 0; `end` is exclusive; `file` is relative to the project.
package struct DiagnosticJSON {
  private let mask: SecretMask
  private var sources: SourceSet { mask.sources }
  private let language: MessageLanguage

  package init(sources: SourceSet, language: MessageLanguage) {
    mask = SecretMask(sources)
    self.language = language
  }

  /// - Parameter failures: what could not be read, which has no place in a file.
  package func report(_ diagnostics: [Diagnostic], failures: [Problem] = []) -> JSONValue {
    [
      "diagnostics": .array(diagnostics.map(value)),
      "failures": .array(
        failures.map { problem in
          [
            "code": .string(problem.code.text), "severity": .string(problem.code.severity.rawValue),
            "message": hidden(problem.message(language)),
          ]
        }),
    ]
  }

  package func value(_ diagnostic: Diagnostic) -> JSONValue {
    var object: JSONObject = [
      "code": .string(diagnostic.code.text),
      "severity": .string(diagnostic.severity.rawValue),
      "message": hidden(diagnostic.problem.message(language)),
      "file": file(diagnostic.span),
      "range": range(diagnostic.span),
      "labels": .array(
        diagnostic.labels.map { label in
          [
            "message": hidden(label.note.text(language)), "file": file(label.span),
            "range": range(label.span),
          ]
        }),
      "mends": .array(diagnostic.mends.map { value($0, isAutomatic: $0 == diagnostic.automaticMend) }),
    ]
    if !diagnostic.path.isEmpty { object["path"] = .array(diagnostic.path.map(value)) }
    return .object(object)
  }

  private func value(_ stop: FlowStop) -> JSONValue {
    var object: JSONObject = [
      "kind": .string(stop.kind.rawValue), "message": hidden(stop.note.text(language)),
    ]
    if let step = stop.step {
      object["step"] = .string(step.name)
      object["file"] = file(step.span)
      object["range"] = range(step.span)
    }
    return .object(object)
  }

  private func value(_ mend: Mend, isAutomatic: Bool) -> JSONValue {
    [
      "title": hidden(mend.title.text(language)),
      "automatic": .bool(isAutomatic),
      "edits": .array(
        mend.edits.map { edit in
          ["file": file(edit.span), "range": range(edit.span), "text": hidden(edit.text)]
        }),
    ]
  }

  private func hidden(_ text: String) -> JSONValue { .string(mask.hide(in: text)) }

  private func file(_ span: SourceSpan) -> JSONValue { .string(sources[span.file].path) }

  private func range(_ span: SourceSpan) -> JSONValue {
    let file = sources[span.file]
    return ["start": position(Int(span.start), file), "end": position(Int(span.end), file)]
  }

  private func position(_ offset: Int, _ file: SourceFile) -> JSONValue {
    let place = file.position(at: offset)
    return [
      "line": .integer(Int64(place.line)), "column": .integer(Int64(place.column)),
      "byte": .integer(Int64(offset)),
    ]
  }
}
