// `duties` of the manifest: which law packs a project wants to be held against, and on which day.

import DariBase
import DariRuntime
import DariYAML

/// What the manifest says under `duties`.
struct ChosenPacks: Sendable {
  var names: [(text: String, span: SourceSpan)] = []
  /// The day that is judged; without it every duty is, whenever it begins.
  var day: CalendarDate?

  static let keys = ["packs", "on"]

  /// `[kr-ai-basic]`, or `{ packs: [kr-ai-basic], on: 2026-12-01 }`.
  static func read(_ reader: MappingReader) -> ChosenPacks {
    guard let value = reader.value("duties") else { return ChosenPacks() }
    guard value.isMapping else { return ChosenPacks(names: reader.texts("duties")) }
    let inner = MappingReader(
      value, place: .placeKey(key: "duties"), known: keys, reporter: reader.reporter)
    inner.require(["packs"], of: .placeKey(key: "duties"))
    return ChosenPacks(names: inner.texts("packs"), day: inner.date("on"))
  }
}

/// The packs that a project is held against, read.
struct LawPacks: Sendable {
  /// With the place in the manifest that names it.
  var packs: [(pack: LawPack, place: SourceSpan)] = []
  var day: CalendarDate?
  /// A pack that is named could not be read, or there is none: what seems to be unknown may be there.
  var isBroken = false

  var isEmpty: Bool { packs.isEmpty }

  /// - Parameter read: a file of the project that is text; nil if it is none, which has been told.
  static func load(
    _ chosen: ChosenPacks, from files: [String: FileID], sources: SourceSet, reporter: Reporter,
    isReadable: (SourceFile) -> Bool
  ) -> LawPacks {
    var result = LawPacks(day: chosen.day)
    var seen: Set<String> = []
    for name in chosen.names where seen.insert(name.text).inserted {
      guard let id = files[name.text] else {
        result.isBroken = true
        reporter.reportUnknown(
          .unknownPack(name: name.text), name.text, at: name.span, among: files.keys.sorted(),
          otherwise: [Mend(.bringPack(file: "law/\(name.text).yaml"))])
        continue
      }
      let file = sources[id]
      if isReadable(file), let pack = LawPack.read(file, named: name.text, reporter: reporter) {
        result.packs.append((pack, name.span))
      } else {
        result.isBroken = true
      }
    }
    return result
  }
}

extension ProjectSources {
  /// The name of the law pack that a file of the project holds: `law/eu-ai-act.yaml` is `eu-ai-act`.
  package static func packName(of path: String) -> String? {
    guard path.hasPrefix("law/"), path.hasSuffix(".yaml") else { return nil }
    let name = path.dropFirst(4).dropLast(5)
    return name.isEmpty || name.utf8.contains(0x2F) ? nil : String(name)
  }
}
