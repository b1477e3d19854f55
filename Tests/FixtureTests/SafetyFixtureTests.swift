// Fixtures/Safety: one attack a file, with the exact bytes or the code that has to come of it. README.md there says how.

import DariBase
import DariEmit
import DariRuntime
import DariSemantics
import DariWorkspace
import Testing

/// A template, what is handed in, and what has to come of it.
struct SafetyFixture: CustomTestStringConvertible {
  enum Outcome: String {
    /// Escaped, and reads back as what was handed in.
    case escaped = "E"
    /// Something was left out or broken up, and that is told.
    case neutralised = "N"
    /// Refused when rendering.
    case refused = "R"
    /// Refused when compiling.
    case compiled = "C"
  }

  var name: String
  var outcome: Outcome
  var source: String
  var data: [UInt8]
  /// Results of steps, by name.
  var given: JSONValue
  /// The step that is looked at.
  var step: String
  var text: String?
  var code: String?
  var testDescription: String { name }

  static let folder = "Fixtures/Safety"

  static let all: [String] = {
    let listing = try? FolderListing.files(below: "\(repository)/\(folder)")
    return (listing?.files ?? []).map(\.name).filter { $0.hasSuffix(".json") }
  }()

  init(_ file: String) throws {
    name = String(file.dropLast(5))
    let node = try JSONParser.parse(readFixture("\(Self.folder)/\(file)"))
    let known: Set<String> = [
      "about", "outcome", "inputs", "user", "routine", "head", "data", "dataHex", "repeat", "given", "step",
      "text",
      "code",
    ]
    guard case .object(let members) = node.kind else { throw Wrong(what: "no object") }
    for member in members where !known.contains(member.key) { throw Wrong(what: "what is `\(member.key)`?") }
    outcome = try #require(node.text("outcome").flatMap(Outcome.init))
    let user = node.lines("user").map { ["@step s: S", "by: ai(text)", "", "@user"] + $0 }
    let routine = try #require(node.lines("routine") ?? user, "neither user nor routine")
    let inputs = (node.lines("inputs") ?? []).flatMap { ["@input \($0)", ""] }
    let head = node.lines("head").map { $0 + [""] } ?? []
    source =
      (["---", "routine: r", "owner: owner", "---"] + head + inputs + routine).joined(separator: "\n") + "\n"
    data = try Self.data(node)
    given = node.member("given")?.node.value ?? .object(JSONObject([]))
    step = node.text("step") ?? "s"
    text = node.lines("text")?.joined(separator: "\n")
    code = node.text("code")
    #expect((text == nil) != (code == nil), "\(file): either text or code")
    #expect(node.text("about")?.isEmpty == false, "\(file): what is it about?")
  }

  struct Wrong: Error { var what: String }

  private static func data(_ node: JSONNode) throws -> [UInt8] {
    if let hex = node.text("dataHex") {
      let digits = Array(hex.utf8)
      return try stride(from: 0, to: digits.count, by: 2).map { index in
        try #require(UInt8(String(decoding: digits[index..<index + 2], as: UTF8.self), radix: 16))
      }
    }
    // Of a value as long as this: its name, a piece, and how often.
    if case .array(let parts)? = node.member("repeat")?.node.kind, parts.count == 3,
      case .string(let name) = parts[0].kind, case .string(let piece) = parts[1].kind,
      case .integer(let count) = parts[2].kind
    {
      return CanonicalJSON.bytes(
        of: .object(JSONObject([(key: name, value: .string(String(repeating: piece, count: Int(count))))])))
    }
    return CanonicalJSON.bytes(of: node.member("data")?.node.value ?? .object(JSONObject([])))
  }
}

extension JSONNode {
  fileprivate func text(_ key: String) -> String? {
    if case .string(let text)? = member(key)?.node.kind { text } else { nil }
  }

  fileprivate func lines(_ key: String) -> [String]? {
    guard case .array(let items)? = member(key)?.node.kind else { return nil }
    return items.map { if case .string(let line) = $0.kind { line } else { "" } }
  }
}

@Suite struct SafetyFixtureTests {
  @Test(arguments: SafetyFixture.all) func attack(_ file: String) throws {
    let fixture = try SafetyFixture(file)
    let compilation = try Self.compile(fixture)
    let shown = CheckedFixture(sources: compilation.sources, diagnostics: compilation.diagnostics).shown
    let errors = compilation.diagnostics.filter { $0.severity == .error }.map(\.code.text)
    if fixture.outcome == .compiled {
      #expect(errors.contains(fixture.code ?? "") && Set(errors).count == 1, "\(file)\n\(shown)")
      return
    }
    let routine = try #require(compilation.routines.first, "\(file)\n\(shown)")
    // What a bundle says is all that a renderer has to know.
    for routine in [routine, try BundleLoader.load(BundleEmitter.bytes(of: routine))] {
      let (rendered, codes) = try Self.render(routine, fixture)
      guard fixture.outcome != .refused else {
        #expect(codes == [fixture.code ?? ""], "\(file): \(codes)")
        continue
      }
      #expect(codes.isEmpty, "\(file): \(codes)")
      let found = try #require(rendered, "\(file): no prompt")
      #expect(
        found.text.hasSameBytes(as: fixture.text ?? ""),
        "\(file)\n\(found.text.debugDescription)\n\((fixture.text ?? "").debugDescription)")
      #expect(found.cleanings.isEmpty == (fixture.outcome == .escaped), "\(file): \(found.cleanings)")
      #expect(SkeletonCheck.holds(found, escapings: routine.program.escapings), "\(file)")
    }
  }

  @Test func thereAreEnough() { #expect(SafetyFixture.all.count >= 38 + 40) }

  private static func compile(_ fixture: SafetyFixture) throws -> Compilation {
    let common = "Fixtures/Check/common"
    return Compiler.compile(
      ProjectSources(files: [
        (path: "dari.yaml", bytes: try readFixture("\(common)/dari.yaml")),
        (path: "tools.yaml", bytes: try readFixture("\(common)/tools.yaml")),
        // Not cleared for anything.
        (
          path: "more/tools.yaml",
          bytes: Array("tools:\n  paint: { name: Paint, category: image, does: [image], clears: [] }\n".utf8)
        ),
        (path: "r.dari", bytes: Array(fixture.source.utf8)),
      ]))
  }

  /// The last message of the step, and the codes of what went wrong.
  private static func render(
    _ routine: Routine, _ fixture: SafetyFixture
  ) throws -> (text: RenderedText?, codes: [String]) {
    var data = RoutineData()
    do throws(JSONError) { data.inputs = DataNode(try JSONParser.parse(fixture.data)) } catch {
      return (nil, [error.problem.code.text])
    }
    if case .object(let given) = fixture.given {
      for member in given.members {
        let node = try JSONParser.parse(CanonicalJSON.bytes(of: member.value))
        data.given.append((member.key, DataNode(node)))
      }
    }
    let renderer: RoutineRenderer
    do throws(RoutineDataError) {
      renderer = try RoutineRenderer(routine: routine, data: data, tracing: true)
    } catch {
      return (nil, error.problems.map(\.problem.code.text))
    }
    let rendered = renderer.render()
    let step = rendered.steps.first { routine.steps[$0.step].name == fixture.step }
    return (
      step?.text ?? step?.messages.last?.body, rendered.failures.map { $0.problem(in: routine).code.text }
    )
  }
}
