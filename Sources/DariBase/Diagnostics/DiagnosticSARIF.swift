// Diagnostics as SARIF 2.1.0, for code hosts and viewers: `dari check --format sarif`.

/// One SARIF log with one run. The same sources give the same bytes: no time, no path of a machine.
///
/// Columns count Unicode scalars, as everywhere in Dari (`columnKind`). Byte offsets are into the file as it is on
/// disk; lines and columns leave a byte order mark out. Section numbers below are those of the standard.
package struct DiagnosticSARIF {
  private let sources: SourceSet
  private let mask: SecretMask
  private let language: MessageLanguage
  private let version: String
  private let places: ReportedPlaces

  /// - Parameter version: of the tool.
  package init(sources: SourceSet, language: MessageLanguage, version: String, places: ReportedPlaces) {
    self.sources = sources
    mask = SecretMask(sources)
    self.language = language
    self.version = version
    self.places = places
  }

  /// - Parameter failures: what could not be read; it has no place in a source.
  package func log(_ diagnostics: [Diagnostic], failures: [Problem] = []) -> JSONValue {
    let codes = Set(diagnostics.map(\.code)).sorted { $0.text < $1.text }
    let indices = Dictionary(uniqueKeysWithValues: codes.enumerated().map { ($1, $0) })
    return [
      "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
      "version": "2.1.0",
      "runs": [
        [
          "tool": [
            "driver": [
              "name": "dari", "version": .string(version), "language": .string(language.rawValue),
              "rules": .array(codes.map(rule)),
            ]
          ],
          "language": .string(language.rawValue),
          "defaultEncoding": "utf-8",
          "columnKind": "unicodeCodePoints",
          "invocations": [invocation(failures)],
          "results": .array(diagnostics.map { result($0, ruleIndex: indices[$0.code] ?? 0) }),
        ]
      ],
    ]
  }

  private func invocation(_ failures: [Problem]) -> JSONValue {
    [
      "executionSuccessful": .bool(failures.isEmpty),
      "toolExecutionNotifications": .array(
        failures.map { failure in
          [
            "level": "error", "descriptor": ["id": .string(failure.code.text)],
            "message": message(failure.message(language)),
          ]
        }),
    ]
  }

  private func rule(_ code: DiagnosticCode) -> JSONValue {
    let description = message(code.entry.pattern(language))
    return [
      "id": .string(code.text), "name": .string(code.entry.name), "shortDescription": description,
      "help": description, "defaultConfiguration": ["level": .string(code.severity.rawValue)],
    ]
  }

  private func result(_ diagnostic: Diagnostic, ruleIndex: Int) -> JSONValue {
    var result: JSONObject = [
      "ruleId": .string(diagnostic.code.text), "ruleIndex": .integer(Int64(ruleIndex)),
      "level": .string(diagnostic.severity.rawValue),
      "message": message(diagnostic.messageLines(language).joined(separator: "\n")),
      "locations": [location(diagnostic.span)],
    ]
    if !diagnostic.labels.isEmpty {
      result["relatedLocations"] = .array(
        diagnostic.labels.enumerated().map { index, label in
          location(label.span, id: index, words: label.note.text(language))
        })
    }
    if !diagnostic.path.isEmpty {
      result["codeFlows"] = [["threadFlows": [["locations": .array(diagnostic.path.map(stop))]]]]
    }
    let fixes = diagnostic.mends.filter { mend in
      !mend.edits.isEmpty
        && mend.edits.allSatisfy { edit in
          // What would put a covered key into a file is no fix.
          !sources[edit.span.file].isShipped && mask.hide(in: edit.text).hasSameBytes(as: edit.text)
        }
    }
    if !fixes.isEmpty { result["fixes"] = .array(fixes.map(fix)) }
    return .object(result)
  }

  /// A stop on the way that the problem is about; where the routine ends there is no place.
  private func stop(_ stop: FlowStop) -> JSONValue {
    let words = stop.step.map { "`\($0.name)`: " } ?? ""
    let text = words + stop.note.text(language)
    guard let step = stop.step else { return ["location": ["message": message(text)]] }
    return ["location": location(step.span, words: text)]
  }

  private func location(_ span: SourceSpan, id: Int? = nil, words: String? = nil) -> JSONValue {
    var location = JSONObject()
    if let id { location["id"] = .integer(Int64(id)) }
    // What ships inside the tool has no file that a viewer could open.
    if !sources[span.file].isShipped {
      location["physicalLocation"] = ["artifactLocation": artifact(span.file), "region": region(span)]
    }
    if let words { location["message"] = message(words) }
    return .object(location)
  }

  private func artifact(_ file: FileID) -> JSONValue {
    ["uri": .string(Self.relativeURI(places.path(of: sources[file])))]
  }

  private func region(_ span: SourceSpan) -> JSONValue {
    let file = sources[span.file]
    let start = file.position(at: Int(span.start))
    let end = file.position(at: Int(span.end))
    return [
      "startLine": .integer(Int64(start.line)), "startColumn": .integer(Int64(start.column)),
      "endLine": .integer(Int64(end.line)), "endColumn": .integer(Int64(end.column)),
      "byteOffset": .integer(Int64(span.start)), "byteLength": .integer(Int64(span.length)),
    ]
  }

  private func fix(_ mend: Mend) -> JSONValue {
    let byFile = Dictionary(grouping: mend.edits, by: \.span.file)
    return [
      "description": message(mend.title.text(language)),
      "artifactChanges": .array(
        byFile.keys.sorted().map { file in
          [
            "artifactLocation": artifact(file),
            "replacements": .array(
              TextEdits.inOrder(byFile[file] ?? []).map { edit in
                ["deletedRegion": region(edit.span), "insertedContent": ["text": .string(edit.text)]]
              }),
          ]
        }),
    ]
  }

  // MARK: Text

  private func message(_ text: String) -> JSONValue {
    ["text": .string(Self.messageText(mask.hide(in: text)))]
  }

  /// Braces are doubled, since a single one begins a placeholder (3.11.5), and what looks like a link is kept
  /// from being one (3.11.6).
  static func messageText(_ text: String) -> String {
    let isLink = text.utf8.contains(0x5B) && text.contains("](")
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "{": result += "{{"
      case "}": result += "}}"
      case "[" where isLink, "]" where isLink, "\\" where isLink: result += "\\" + String(scalar)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// A path as a relative reference (RFC 3986): everything outside of the unreserved characters and `/` is
  /// percent-encoded, byte by byte. A colon in the first part would make it a scheme, and is encoded as well.
  static func relativeURI(_ path: String) -> String {
    var result: [UInt8] = []
    let digits = Array("0123456789ABCDEF".utf8)
    for byte in path.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"), UInt8(ascii: "/"):
        result.append(byte)
      default: result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
