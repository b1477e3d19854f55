// What a bundle holds, and that it is the same each time.

import DariBase
import DariRuntime
import Testing

@testable import DariEmit

@Suite struct BundleEmitterTests {
  let bytes = BundleEmitter.bytes(of: BundleFixture.routine())

  @Test func whatIsReadBackIsWrittenTheSame() throws {
    let routine = try BundleLoader.load(bytes)
    #expect(
      String(decoding: BundleEmitter.bytes(of: routine), as: UTF8.self)
        == String(decoding: bytes, as: UTF8.self))
  }

  @Test func equalRoutinesGiveEqualBytes() {
    for _ in 0..<20 { #expect(BundleEmitter.bytes(of: BundleFixture.routine()) == bytes) }
  }

  @Test func bytesAreCanonical() throws {
    let value = try JSONParser.parse(bytes, depthLimit: BundleFormat.depthLimit).value
    #expect(CanonicalJSON.bytes(of: value) == bytes)
  }

  /// Readers that know only doubles lose nothing: no number in the bundle is beyond 2^53.
  @Test func everyNumberIsAnExactDouble() throws {
    func visit(_ value: JSONValue) {
      switch value {
      case .integer(let number): #expect(number.magnitude < 1 << 53)
      case .bigInteger(let digits):
        #expect(Double(digits).map { $0.magnitude >= 0x1p63 } == true, "\(digits)")
      case .array(let items):
        for item in items { visit(item) }
      case .object(let object):
        for member in object.members { visit(member.value) }
      default: break
      }
    }
    var object = BundleEmitter.bundle(of: BundleFixture.routine())
    object["inputSchema"] = nil
    visit(.object(object))
  }

  @Test func aLongSumIsNoDeepTree() throws {
    var builder = ProgramBuilder()
    var sum = builder.constant(.int(0))
    for _ in 0..<200 { sum = builder.binary(.add, sum, builder.constant(.int(1))) }
    var routine = Routine(name: "sum")
    routine.notes = [builder.block([builder.print(sum)])]
    routine.program = builder.program
    let bytes = BundleEmitter.bytes(of: routine)
    let loaded = try BundleLoader.load(bytes)
    #expect(BundleEmitter.bytes(of: loaded) == bytes)
    var renderer = Renderer(program: loaded.program, slotNames: [], values: [])
    #expect(try renderer.render(loaded.notes[0]).text == "200")
  }

  @Test func whatIsReadBackRendersTheSame() throws {
    let inputs = try JSONParser.parse(
      #"{"message": "안녕", "order": {"number": "1", "paid": "2026-11-20", "items": ["#
        + #"{"name": "원두", "count": 2, "price": "15000 KRW"}, {"name": "컵", "count": 1, "price": "8000 KRW"}]}}"#
    )
    let given = try JSONParser.parse(#"{"kind": "refund", "urgent": false}"#)
    let data = RoutineData(
      inputs: DataNode(inputs), given: [("classify", DataNode(given))], remarks: [("approve", "짧게")])
    func texts(_ routine: Routine) throws -> [String] {
      let rendered = try RoutineRenderer(routine: routine, data: data).render()
      #expect(rendered.failures.isEmpty)
      return rendered.steps.flatMap { step in
        step.messages.map(\.body.text) + [step.text?.text ?? "-", step.again?.text ?? "-"]
      }
    }
    let texts1 = try texts(BundleFixture.routine())
    #expect(try texts(BundleLoader.load(bytes)) == texts1)
    #expect(texts1[1].hasPrefix("9007199254740993\n-0.0\npolite\n-9223372036854775808\n9007199254740995\n"))
    #expect(texts1.contains("편지: 안녕"))
    #expect(texts1.contains("이렇게: 짧게"))
    #expect(texts1[7] == "1 0 true true 1 원두\n환불\n3\n바깥\n  줄 하나\n  줄 둘: 안녕\npolite\n끝 편지: 안녕")
  }

  @Test func indexListsRoutinesByName() throws {
    var other = Routine(name: "a-first")
    other.title = "첫째"
    let text = String(decoding: BundleEmitter.index(of: [BundleFixture.routine(), other]), as: UTF8.self)
    #expect(
      text.hasPrefix(
        #"{"format":"dari-bundle/1","routines":[{"file":"a-first.json","name":"a-first","sha256":""#))
    #expect(
      text == String(decoding: BundleEmitter.index(of: [other, BundleFixture.routine()]), as: UTF8.self))
  }
}
