// The walk through a routine whose bundle says something else than the compiler said: skipped steps, items, called
// routines, remarks. It ends, in prompts or in words.

import DariBase
import DariRuntime
import DariSemantics
import Testing

@testable import DariEmit

@Suite struct WalkFuzzTests {
  static let called = """
    ---
    routine: place
    owner: owner
    ---
    @input place: line

    @input classes: int(1..) = 1

    @step note: 준비물
    by: ai(text)

    @user
    {{ place }} {{ classes }}

    @again
    {{ fix.remarks }}

    @step fix: 고치기
    by: human(owner)
    edits: note
    redo: note, up to 1
    """
  static let caller = """
    ---
    routine: notices
    owner: owner
    ---
    @input classes: list(1..4) of { name: line(..40), size: int(0..) }

    @input trip: bool

    @input places: list(..3) of line

    @step day: 날짜
    by: human(owner)
    when: trip
    gives: { day: date, fee: int(0..) }

    @step draft: 초안
    by: ai(text)
    each: class in classes
    gives: { title: line(..80), body: text(..600) }

    @user
    {{ class.name }} {{ class.size * 2 }} {{ earlier | length }}
    {% for one in earlier %}{{ one.title }}{% endfor %}
    {% if day %}{{ day.day }} {{ day.fee }}{% endif %}

    @again
    {{ look.remarks }} {{ class.name }}

    @step look: 확인
    by: human(owner)
    each: class in classes, one in draft
    edits: draft
    redo: draft, up to 2

    @do
    - [ ] {{ class.name }} {{ one.title }}

    @step detail: 안내
    by: routine(place)
    each: place in places
    when: trip
    with: place: place, classes: classes | length

    @step once: 한 곳
    by: routine(place)
    with: place: classes[0].name

    @step pack: 모으기
    by: human(owner)

    @text
    {% for one in look %}{{ one.title }}{{ one.body }}{% endfor %}
    {% if detail %}{{ detail | join(" ") }}{% endif %}
    {{ once }}

    @step all: 모두
    by: human(owner)
    reviews: pack
    redo: draft, up to 1
    """

  static func original() throws -> JSONObject {
    let files = [("1.dari", caller), ("2.dari", called)].map { (path: $0.0, bytes: Array($0.1.utf8)) }
    let compilation = Compiler.compile(ProjectSources(files: files))
    let routine = try #require(
      compilation.routines.first { $0.name == "notices" }, "\(compilation.diagnostics)")
    return BundleEmitter.bundle(of: routine)
  }

  /// - Returns: how many steps were rendered.
  static func walk(_ routine: Routine) throws -> Int {
    func node(_ json: String) throws -> DataNode { DataNode(try JSONParser.parse(json)) }
    let classes = #"[{"name": "새싹", "size": 3}, {"name": "열매", "size": 0}]"#
    let answer = #"{"title": "가", "body": "나"}"#
    let given: [[(String, String)]] = [
      [],
      [
        ("day", #"{"day": "2026-11-20", "fee": 3}"#), ("draft", "[\(answer), \(answer)]"),
        ("look", "[\(answer), \(answer)]"), ("detail[0].note", #""다""#), ("once.fix", #""라""#),
        ("detail", #"["가", "나"]"#),
      ],
      [("draft", "[\(answer)]"), ("detail[1].note", #""다""#), ("once", #""라""#)],
    ]
    var rendered = 0
    for trip in [true, false] {
      let inputs = try node(#"{"classes": \#(classes), "trip": \#(trip), "places": ["가", "나"]}"#)
      for results in given {
        for remarks in [[], [("look", "짧게"), ("all", "길게"), ("once.fix", "네"), ("detail[0].fix", "아니요")]] {
          // What does not fit a changed bundle is left out, so that the rest is walked through.
          var data = RoutineData(inputs: inputs, remarks: remarks.map { (step: $0.0, text: $0.1) })
          for (step, json) in results {
            let more = RoutineData(
              inputs: data.inputs, given: data.given + [(step: step, result: try node(json))],
              remarks: data.remarks)
            if (try? RoutineRenderer(routine: routine, data: more)) != nil { data = more }
          }
          guard let renderer = try? RoutineRenderer(routine: routine, data: data, tracing: true) else {
            continue
          }
          rendered += renderer.render().steps.count
        }
      }
    }
    return rendered
  }

  /// Without a change it goes all the way.
  @Test func theWholeRoutineIsWalked() throws {
    let bytes = CanonicalJSON.bytes(of: .object(try Self.original()))
    let rendered = try Self.walk(try BundleLoader.load(bytes))
    #expect(rendered > 40)
  }

  @Test(arguments: 0..<4) func changedStepsNeverTrap(_ seed: Int) throws {
    let kept: Set<String> = [
      "each", "with", "when", "redo", "edits", "reviews", "actor", "slot", "result", "items",
    ]
    var loaded = 0
    for bytes in BundleMutation.bundles(
      of: try Self.original(), count: 250, seed: seed,
      where: { path in
        switch path.steps.first {
        // Half of what a bundle holds is its program, and the other suite is about that.
        case .key("steps"), .key("routines"):
          path.steps.contains { if case .key(let key) = $0 { kept.contains(key) } else { false } }
        case .key("inputs"), .key("slots"), .key("result"): true
        default: false
        }
      })
    {
      guard let routine = try? BundleLoader.load(bytes) else { continue }
      loaded += 1
      _ = try Self.walk(routine)
    }
    #expect(loaded > 20)
  }
}
