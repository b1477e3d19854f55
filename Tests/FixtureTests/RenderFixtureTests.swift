// Fixtures/Render: a routine, data, and every prompt that comes of them. Fixtures/Bundle and Fixtures/Manual: what is built.

import DariBase
import DariEmit
import DariRuntime
import DariSemantics
import DariWorkspace
import Testing

/// A folder with `.dari` files, `data*.yaml|json`, results in `given.STEP.json` (for all data) or `data*.given.STEP.json`
/// or `.txt`, what people said in `data*.remarks.STEP.txt`, and `data*.expected.md` for each data file.
struct RenderFixture: CustomTestStringConvertible {
  var folder: String
  /// Name of the data file.
  var data: String
  var given: [(step: String, file: String)]
  var remarks: [(step: String, file: String)] = []
  /// Where what is expected stands.
  var golden: String
  var testDescription: String { golden }

  private static func base(_ name: String) -> String {
    name.split(separator: ".").dropLast().joined(separator: ".")
  }

  static let all: [RenderFixture] = {
    let root = "Fixtures/Render"
    let listing = try? FolderListing.files(below: "\(repository)/\(root)")
    let names = (listing?.files ?? []).map(\.name)
    return names.filter { name in
      let file = name.split(separator: "/").last ?? ""
      return file.hasPrefix("data") && file.split(separator: ".").count == 2
        && (file.hasSuffix(".yaml") || file.hasSuffix(".json") || file.hasSuffix(".csv"))
    }.map { name in
      let folder = name.split(separator: "/").dropLast().joined(separator: "/")
      /// Files whose names begin so: the step that follows, and the file.
      func named(_ prefix: String) -> [(step: String, file: String)] {
        names.filter { $0.hasPrefix(prefix) }.map { file in
          (step: base(String(file.dropFirst(prefix.count))), file: "\(root)/\(file)")
        }
      }
      return RenderFixture(
        folder: "\(root)/\(folder)", data: "\(root)/\(name)",
        given: named("\(folder)/given.") + named("\(base(name)).given."),
        remarks: named("\(base(name)).remarks."),
        golden: "\(root)/\(base(name)).expected.md")
    } + shipped + media
  }()

  /// Pictures, sounds and files, named by data beside them.
  private static let media: [RenderFixture] = ["full", "addresses"].map { name in
    RenderFixture(
      folder: "Fixtures/Media", data: "Fixtures/Media/album-\(name).yaml", given: [],
      golden: "Fixtures/Media/album-\(name).expected.md")
  }

  /// The shipped routines with the data of the coffee shop.
  private static let shipped: [RenderFixture] = {
    let root = "Templates/marketing/data"
    let listing = try? FolderListing.files(below: "\(repository)/\(root)")
    let names = (listing?.files ?? []).map(\.name)
    return names.filter { !$0.utf8.contains(0x2F) }.map { name in
      let given = names.filter { $0.hasPrefix("given/\(base(name)).") }.map { file in
        (step: String(file.split(separator: ".").dropLast().last!), file: "\(root)/\(file)")
      }
      return RenderFixture(
        folder: "Templates", data: "\(root)/\(name)", given: given,
        golden: "Fixtures/Render/marketing/\(base(name)).expected.md")
    }
  }()
}

/// The routines of a project in the repository, by name; errors are issues.
func compileFixture(_ folder: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> [Routine] {
  let project = try ProjectReader.read(
    ProjectLocation(
      root: repository + "/" + folder,
      hasManifest: FileReading.kind("\(repository)/\(folder)/dari.yaml") == .file))
  let compilation = Compiler.compile(project.sources)
  let shown = CheckedFixture(sources: compilation.sources, diagnostics: compilation.diagnostics).shown
  #expect(compilation.diagnostics.isEmpty, "\(folder)\n\(shown)", sourceLocation: sourceLocation)
  return compilation.routines
}

@Suite struct RenderFixtureTests {
  @Test(arguments: RenderFixture.all) func rendersAsExpected(_ fixture: RenderFixture) throws {
    let routines = try compileFixture(fixture.folder)
    let file = fixture.data.split(separator: "/").last ?? ""
    let routine = try #require(
      routines.first { file.hasPrefix($0.name) } ?? Self.outermost(routines))
    try Golden.expect(try Self.render(routine, fixture), at: fixture.golden)
  }

  /// What comes out is the same from the bundle alone.
  @Test(arguments: RenderFixture.all) func bundlesRenderTheSame(_ fixture: RenderFixture) throws {
    let routines = try compileFixture(fixture.folder)
    let file = fixture.data.split(separator: "/").last ?? ""
    let routine = try #require(
      routines.first { file.hasPrefix($0.name) } ?? Self.outermost(routines))
    let loaded = try BundleLoader.load(BundleEmitter.bytes(of: routine))
    #expect(try Self.render(loaded, fixture) == Self.render(routine, fixture))
    #expect(BundleEmitter.bytes(of: loaded) == BundleEmitter.bytes(of: routine))
  }

  /// The one that no other calls.
  private static func outermost(_ routines: [Routine]) -> Routine? {
    let called = Set(routines.flatMap { $0.routines.map(\.name) })
    let outer = routines.filter { !called.contains($0.name) }
    return outer.count == 1 ? outer.first : nil
  }

  private static func render(_ routine: Routine, _ fixture: RenderFixture) throws -> String {
    let type = Type(.record(routine.inputRecord))
    var unread: [UnreadMedia] = []
    var data = RoutineData(
      inputs: try DataSource.read(repository + "/" + fixture.data, as: type, &unread))
    #expect(unread.isEmpty)
    for (step, file) in fixture.given {
      let found = try #require(StepName(step).flatMap(routine.step(named:)), "\(file): no such step")
      let type = found.routine.givenType(of: found.index)
      data.given.append((step, try DataSource.result(repository + "/" + file, of: type)))
    }
    for (step, file) in fixture.remarks {
      data.remarks.append((step, try DataSource.text(repository + "/" + file)))
    }
    return text(of: try RoutineRenderer(routine: routine, data: data).render(), in: routine, prefix: "")
  }

  private static func text(of rendered: RenderedRoutine, in routine: Routine, prefix: String) -> String {
    var text = ""
    for step in rendered.steps {
      var name = prefix + routine.steps[step.step].name
      if let item = step.item { name += "[\(item.number)]" }
      if step.isSkipped { text += "<!-- \(name) skipped -->\n" }
      if let call = step.call { text += Self.text(of: call.rendered, in: call.routine, prefix: name + ".") }
      var bodies = step.messages.map { ($0.role.rawValue, $0.body.text) }
      if let body = step.text { bodies.append(("text", body.text)) }
      for (role, body) in bodies { text += "<!-- \(name) \(role) -->\n\(body)\n" }
    }
    for failure in rendered.failures {
      text +=
        "<!-- \(prefix)\(routine.steps[failure.step].name) -->\n\(failure.problem(in: routine).message(.english))\n"
    }
    return text
  }
}

@Suite struct OutputFixtureTests {
  /// Pretty-printed, so that a change can be read in a diff.
  @Test func bundle() throws {
    let routine = try #require(try compileFixture("Fixtures/Bundle").first)
    let json = try JSONParser.parse(BundleEmitter.bytes(of: routine)).value
    try Golden.expect(PrettyJSON.text(of: json), at: "Fixtures/Bundle/reply.expected.json")
  }

  @Test func manual() throws {
    let routine = try #require(try compileFixture("Fixtures/Bundle").first)
    let look = ManualLook(author: "다리연구소", colour: "#2f6f4e", client: "하루커피")
    let words = ManualWords.of("ko")
    let manual = ManualBuilder.manual(of: routine, words: words)
    let html = ManualEmitter.html(manual, words: words, locale: "ko", look: look)
    try Golden.expect(String(decoding: html, as: UTF8.self), at: "Fixtures/Manual/reply.expected.html")
  }

  /// What the script has of the routine; the library before it and the words behind it are the same for all.
  @Test func script() throws {
    let routine = try #require(try compileFixture("Fixtures/Bundle").first)
    let page = String(decoding: ManualEmitter.html(routine, locale: "ko", look: ManualLook()), as: UTF8.self)
    let own = try #require(page.firstMatch(of: #/\n(// The routine\.\n(?s).*?)\nconst words = /#)?.output.1)
    try Golden.expect(String(own), at: "Fixtures/Manual/reply.expected.js")
  }

  /// What an author wrote stays words there; the judges of manuals hold it against the page.
  @Test(arguments: ["marks"]) func markdown(_ name: String) throws {
    let routines = try compileFixture("Fixtures/Manual/Forms")
    let routine = try #require(routines.first { $0.name == name })
    let bytes = ManualEmitter.bytes(routine, as: .md, locale: "ko", look: ManualLook(client: "하루커피"))
    try Golden.expect(String(decoding: bytes, as: UTF8.self), at: "Fixtures/Manual/Forms/\(name).expected.md")
  }
}
