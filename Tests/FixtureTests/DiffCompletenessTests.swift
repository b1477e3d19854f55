// Nothing that a bundle holds may change unseen: each value of real bundles is changed, one after the other.

import DariBase
import DariEmit
import DariRuntime
import DariSemantics
import Testing

@Suite struct DiffCompletenessTests {
  /// What says nothing about a routine, follows from the rest, or is only where things stand.
  static let withoutMeaning: Set<String> = [
    "format", "sha256", "sources", "at", "files", "slots", "slot", "earlierSlot", "remarksSlot", "together",
    "byItem",
    "schema", "inputSchema", "parameters", "code",
    // Told where a value loses its place; another place for a value is in the words around it.
    "escapings", "escaping",
  ]

  private func bundles() throws -> [JSONObject] {
    var result: [JSONObject] = []
    for folder in ["Fixtures/Bundle", "Fixtures/Labels/shop", "Fixtures/Media"] {
      let files = try fixtureFolder(folder).filter {
        $0.path.hasSuffix(".dari") || $0.path.hasSuffix(".yaml") || $0.path.hasSuffix(".csv")
      }
      let own = files.filter { !$0.path.hasPrefix("init/") && !$0.path.hasPrefix("tests/") }
      result += compile(own).routines.map(BundleEmitter.bundle)
    }
    for name in ["duty-removed", "budget-lowered", "with-changed", "each-changed", "when-changed"] {
      let files = try fixtureFolder("Fixtures/Diff/\(name)/old")
      let names = files.map(\.path)
      let common = try fixtureFolder("Fixtures/Diff/common").filter { !names.contains($0.path) }
      result += compile(files + common).routines.map(BundleEmitter.bundle)
    }
    return result
  }

  @Test func everyValueCounts() throws {
    var tried = 0
    var refused = 0
    for bundle in try bundles() {
      let original = try load(bundle)
      let used = Self.constants(in: .object(bundle))
      for (path, isNumber) in Self.leaves(.object(bundle), []) {
        if Self.isWithoutMeaning(path, isNumber: isNumber, used: used) { continue }
        guard case .object(let changed) = Self.changed(.object(bundle), at: path[...]), changed != bundle
        else {
          continue
        }
        guard let routine = try? load(changed) else {
          refused += 1
          continue
        }
        tried += 1
        let changes = ProjectComparison.changes(
          from: ComparedRoutines([original]), to: ComparedRoutines([routine]))
        #expect(!changes.isEmpty, "\(original.name): \(path.joined(separator: ".")) changes unseen")
      }
    }
    #expect(tried > 500 && refused > 0, "\(tried) tried, \(refused) refused")
  }

  private static func isWithoutMeaning(_ path: [String], isNumber: Bool, used: Set<String>) -> Bool {
    if path.contains(where: withoutMeaning.contains) || path.last == "version" && !path.contains("duties") {
      return true
    }
    // The name of a type, and of the items of `each`; tools are told of by the steps that name them.
    if path.last == "name", path.contains("type") || path.contains("items") { return true }
    if path.first == "tools" || path.contains("tools") && path.first == "routines", path.last == "id" {
      return true
    }
    if let place = path.firstIndex(of: "constants"), path.count > place + 1 {
      return !used.contains(path[place + 1]) || path.first == "routines"
    }
    // Numbers in templates are places in tables, and the names beside them count.
    let isTemplate = !Set(path).isDisjoint(with: [
      "messages", "instructions", "checks", "why", "notes", "text", "again", "when", "with", "each",
      "snippets",
    ])
    return isTemplate && isNumber
  }

  /// The constants that an expression names; others were folded into these.
  private static func constants(in value: JSONValue) -> Set<String> {
    switch value {
    case .object(let object): return object.members.reduce(into: []) { $0.formUnion(constants(in: $1.value)) }
    case .array(let items):
      if items.count == 2, items[0] == "constant", case .integer(let index) = items[1] { return ["\(index)"] }
      return items.reduce(into: []) { $0.formUnion(constants(in: $1)) }
    default: return []
    }
  }

  private func load(_ bundle: JSONObject) throws -> Routine {
    var object = bundle
    object["sha256"] = nil
    object["sha256"] = .string(BundleFormat.hash(of: object))
    return try BundleLoader.load(CanonicalJSON.bytes(of: .object(object)))
  }

  private static func leaves(_ value: JSONValue, _ path: [String]) -> [(path: [String], isNumber: Bool)] {
    switch value {
    case .object(let object): object.members.flatMap { leaves($0.value, path + [$0.key]) }
    case .array(let items): items.enumerated().flatMap { leaves($1, path + ["\($0)"]) }
    case .integer: [(path, true)]
    default: [(path, false)]
    }
  }

  /// The value with one leaf of it changed a little.
  private static func changed(_ value: JSONValue, at path: ArraySlice<String>) -> JSONValue {
    guard let key = path.first else {
      switch value {
      case .string(let text): return .string(text + "x")
      case .integer(let number): return .integer(number + 1)
      case .number(let number): return .number(number + 0.5)
      case .bool(let flag): return .bool(!flag)
      default: return value
      }
    }
    switch value {
    case .object(var object):
      object[key] = object[key].map { changed($0, at: path.dropFirst()) }
      return .object(object)
    case .array(var items):
      if let index = Int(key) { items[index] = changed(items[index], at: path.dropFirst()) }
      return .array(items)
    default: return value
    }
  }
}
