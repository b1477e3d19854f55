// Whatever the sources are: the checker comes back, says the same every time, and points into the files.

import DariBase
import Testing

@testable import DariSemantics

@Suite struct BrokenSourcesTests {
  static let manifest = """
    project: p
    people: { boss: 사장, owner: 점장 }
    use: { text: chat }
    outputs: { out: build, targets: [bundle] }
    """
  static let catalogue = """
    tools:
      chat: { name: Chat, does: [text], clears: [personal] }
      mail: { name: Mail, does: [sends] }
    """

  @Test(arguments: 0..<12)
  func mutatedProjects(batch: Int) {
    for number in 0..<150 {
      let seed = UInt64(batch * 10_000 + number)
      var random = Generator(state: seed ^ 0xB10C)
      let project = RandomProject(seed: seed)
      var files: [(path: String, bytes: [UInt8])] = [
        (path: "dari.yaml", bytes: Array(Self.manifest.utf8)), ("tools.yaml", Array(Self.catalogue.utf8)),
        ("lib.dari", Array(project.library.utf8)), ("r.dari", Array(project.routine.utf8)),
      ]
      let broken = random.chance(70) ? 3 : Int.random(in: 0...2, using: &random)
      files[broken].bytes = Mutation.bytes(files[broken].bytes, &random)
      let faults = Self.faults(files)
      let text = String(decoding: files[broken].bytes, as: UTF8.self)
      #expect(faults == [], "seed \(seed), \(files[broken].path)\n\(text)")
      if !faults.isEmpty { return }
    }
  }

  /// Every problem points into a file, also by its labels and mends, has words, and does not depend on chance.
  private static func faults(_ files: [(path: String, bytes: [UInt8])]) -> [String] {
    let (sources, diagnostics) = Compiler.check(files: files)
    var faults: [String] = []
    for diagnostic in diagnostics {
      let code = diagnostic.code.text
      let spans =
        [diagnostic.span] + diagnostic.labels.map(\.span) + diagnostic.mends.flatMap { $0.edits.map(\.span) }
      for span in spans where Int(span.end) > sources[span.file].bytes.count || span.start > span.end {
        faults.append("\(code): a place outside of \(sources[span.file].path)")
      }
      for language in MessageLanguage.allCases where diagnostic.problem.message(language).isEmpty {
        faults.append("\(code): no words")
      }
    }
    if zip(diagnostics, diagnostics.dropFirst()).contains(where: { $1.span < $0.span }) {
      faults.append("not in file order")
    }
    if Compiler.check(files: files).1 != diagnostics { faults.append("another answer the second time") }
    return faults
  }

  /// Numbers at the ends of what there is.
  @Test(arguments: [
    ("@input xs: list of int", "{{ xs[-9223372036854775807 - 1] | default(0) }}"),
    ("@input xs: list of int", "{{ xs[9223372036854775807] | default(0) }}"),
    ("@input a: text(9223372036854775807..)", "{{ a ~ a }}"),
    ("@input a: text(9223372036854775807..)", "{% set b = a ~ a ~ a %}{{ b | upper }}"),
    ("@input a: text(..9223372036854775807)", #"{{ a | replace("", "xyz") }}"#),
    ("@input a: text(..9223372036854775807)", "{{ a | indent(1000) | quote | upper | json }}"),
    (
      "@input xs: list(..9223372036854775807) of text(..9223372036854775807)",
      #"{{ xs | join(", ") | upper }}"#
    ),
    (
      "@input xs: list(..9223372036854775807) of line(..9223372036854775807)",
      "{{ xs | numbered }}{{ xs | bullets }}"
    ),
    ("@input xs: list(9223372036854775807..) of list(2..) of line", "{{ xs | flatten | length }}"),
    (
      "@input n: int(-9223372036854775808..-9223372036854775808)",
      "{{ -n }}{{ n - 1 }}{{ n * n }}{{ n | round(-2) }}"
    ),
    ("@input n: number(-1e308..1e308)", "{{ n | round }}{{ n | round(308) }}{{ -n }}{{ n * n }}"),
    ("", "{{ 9223372036854775807 + 1 }}"),
    ("", "{{ -9223372036854775807 - 2 }}"),
    ("", "{{ (-9223372036854775807 - 1) // -1 }}{{ (-9223372036854775807 - 1) % -1 }}"),
    ("", "{{ 1e308 * 10 }}"),
    ("", "{{ 5 % 0 }}{{ 5 // 0.0 }}"),
    ("", #"{{ "a" | indent(1000) }}{{ "a" | truncate(2147483647) }}{{ 1.5 | round(-308) }}"#),
  ])
  func numbersAtTheEdge(_ declarations: String, _ template: String) {
    let source = routine(declarations, template: template)
    let faults = Self.faults([("r.dari", Array(source.utf8))])
    #expect(faults == [])
  }

  /// Long and deep sources take time in proportion, and no stack.
  @Test(
    .timeLimit(.minutes(1)),
    arguments: [
      String(repeating: "{% if a %}{{ a }}{% elif b %}", count: 90)
        + String(repeating: "{% endif %}", count: 90),
      "{% if a %}1" + String(repeating: "\n{% elif b is absent %}\n{{ a }}", count: 1000) + "{% endif %}",
      "{{ " + String(repeating: "(", count: 90) + "1" + String(repeating: ")", count: 90) + " }}",
      "{{ 1" + String(repeating: " + 1", count: 5000) + " }}",
      "{{ \"a\"" + String(repeating: " | upper", count: 5000) + " }}",
      "{{ \"a\"" + String(repeating: " ~ \"b\"", count: 5000) + " }}",
      "{% if " + String(repeating: "not ", count: 5000) + "a %}{% endif %}",
      "{% if a" + String(repeating: " and b", count: 2000) + " %}{{ a ~ b }}{% endif %}",
      "{{ [" + String(repeating: "1, ", count: 20000) + "1] | sum }}",
      String(repeating: "{% set x = 1 %}\n", count: 1000),
      (0..<1000).map { "{% set x\($0) = \($0) %}{{ x\($0) }}" }.joined(),
      String(repeating: "{{ xs | length }}", count: 10_000),
      String(repeating: "{% for i in xs %}", count: 99) + String(repeating: "{% endfor %}", count: 99),
    ])
  func longSources(template: String) {
    let source = routine("@input a: text?\n@input b: text?\n@input xs: list of int", template: template)
    let faults = Self.faults([("r.dari", Array(source.utf8))])
    #expect(faults == [])
  }

  /// Types that hold each other many times over grow as they are written, not as they unfold.
  @Test(.timeLimit(.minutes(1)))
  func typesThatDouble() {
    var source = "---\nroutine: r\n---\n@type T0: { a: int, b: int }\n"
    for index in 1...12 {
      source += "@type T\(index): { a: T\(index - 1), b: (list of T\(index - 1))? }\n"
    }
    source += "@input x: T12\n@step s\nby: human(o)\n@text\n{{ x | json }}\n"
    #expect(Self.faults([("r.dari", Array(source.utf8))]) == [])
  }

  @Test(.timeLimit(.minutes(1)))
  func manyLibrariesAndSnippets() {
    var files: [(path: String, bytes: [UInt8])] = []
    for index in 0..<60 {
      let uses = index == 0 ? "[]" : "[l\(index - 1)]"
      let body = index == 0 ? "-" : "{{ s\(index - 1)() }}"
      files.append(
        (
          "l\(index).dari",
          Array("---\nlibrary: l\(index)\nuses: \(uses)\n---\n@snippet s\(index)()\n\(body)\n".utf8)
        ))
    }
    files.append(("r.dari", Array(routine(template: "{{ s59() }}", uses: "[l59]").utf8)))
    #expect(Self.faults(files) == [])
    #expect(Compiler.check(files: files).1.isEmpty)
  }
}
