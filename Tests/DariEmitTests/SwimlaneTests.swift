// The layout of swimlanes. That pictures are right is judged from outside (Tests/Judges/check_swimlanes.py); here is what the
// judge can't see: which edges a routine has, and that the same routine gives the same picture.

import DariRuntime
import Testing

@testable import DariEmit

@Suite("Swimlane") struct SwimlaneTests {
  private static func flow(_ steps: [(lane: Int, Bool)], lanes: Int, _ edges: [SwimlaneFlow.Edge])
    -> SwimlaneFlow
  {
    SwimlaneFlow(
      lanes: (0..<lanes).map { .init(name: "lane \($0)", kind: $0 == 0 ? .human : .tool) },
      steps: steps.enumerated().map { index, step in
        var result = SwimlaneFlow.Step(lane: step.lane, title: "step \(index + 1)")
        result.isCheckpoint = step.1
        return result
      }, edges: edges)
  }

  // MARK: Columns

  @Test("a step stands behind all that it needs, and behind what the same actor does before")
  func ranks() {
    let flow = Self.flow(
      [(0, false), (1, false), (1, false), (0, true), (2, false)], lanes: 3,
      [.init(0, 1), .init(1, 3), .init(2, 3), .init(3, 4), .init(3, 1, .back)])
    #expect(flow.ranks == [0, 1, 2, 3, 4])
    let both = Self.flow([(0, false), (1, false), (2, false)], lanes: 3, [.init(0, 1), .init(0, 2)])
    #expect(both.ranks == [0, 1, 1])
  }

  @Test("the page goes to the right while its columns fit, and down when they do not")
  func pictures() {
    func chain(_ count: Int) -> SwimlaneFlow {
      Self.flow(
        (0..<count).map { ($0 % 2, false) }, lanes: 2, (1..<count).map { .init($0 - 1, $0) })
    }
    let short = SwimlanePictures(of: chain(4))
    #expect(short.page.picture.style.goesRight)
    #expect(short.page.picture.width <= SwimlanePictures.column)
    #expect(short.wide == nil)
    #expect(!short.phone.picture.style.goesRight)
    let long = SwimlanePictures(of: chain(10))
    #expect(!long.page.picture.style.goesRight)
    #expect(long.wide?.picture.style.goesRight == true)
  }

  @Test("on a phone many actors share lanes by their kind, and have their names in the boxes")
  func kinds() {
    let flow = Self.flow(
      (0..<6).map { ($0, false) }, lanes: 6, (1..<6).map { .init($0 - 1, $0) })
    let phone = SwimlanePictures(of: flow).phone
    #expect(phone.flow.lanes.map(\.kind) == [.human, .tool])
    #expect(phone.picture.boxes.allSatisfy { $0.text.contains { $0.kind == .actor } })
  }

  @Test("the same flow gives the same picture")
  func deterministic() {
    let flow = Self.flow(
      [(0, false), (1, false), (2, true), (3, false), (4, false), (5, true)], lanes: 6,
      [.init(0, 1), .init(0, 3), .init(1, 2), .init(2, 4), .init(3, 4), .init(4, 5), .init(5, 1, .back)])
    let first = SwimlaneLayout(flow: flow).picture(SwimlaneStyle(goesRight: true, box: 96))
    for _ in 0..<3 {
      let again = SwimlaneLayout(flow: flow).picture(SwimlaneStyle(goesRight: true, box: 96))
      #expect(again.edges.map(\.dots) == first.edges.map(\.dots))
      #expect(again.lanes.map(\.lane) == first.lanes.map(\.lane))
    }
  }

  @Test("no edge has a slanted piece, and all lie within the picture", arguments: 0..<12)
  func orthogonal(_ seed: Int) {
    let flow = Self.random(seed)
    let layout = SwimlaneLayout(flow: flow)
    for style in [SwimlaneStyle(goesRight: true, box: 96), SwimlaneStyle(goesRight: false, box: 80)] {
      let picture = layout.picture(style)
      #expect(picture.edges.count == flow.edges.count)
      for edge in picture.edges {
        for (a, b) in zip(edge.dots, edge.dots.dropFirst()) {
          #expect((a.x == b.x) != (a.y == b.y), "\(edge)")
          #expect((0...picture.width).contains(b.x) && (0...picture.height).contains(b.y))
        }
      }
    }
  }

  private static func random(_ seed: Int) -> SwimlaneFlow {
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 11
    func below(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(count))
    }
    let lanes = 1 + below(7)
    let count = 2 + below(11)
    let steps = (0..<count).map { _ in (lane: below(lanes), below(3) == 0) }
    var edges = Set<SwimlaneFlow.Edge>()
    for index in 1..<count {
      edges.insert(.init(max(0, index - 1 - below(3)), index))
      if below(4) == 0 { edges.insert(.init(below(index), index, .flow)) }
      if steps[index].1, below(2) == 0 { edges.insert(.init(index, below(index), .back)) }
    }
    return flow(steps, lanes: lanes, edges.sorted { ($0.to, $0.from) < ($1.to, $1.from) })
  }

  // MARK: Text

  @Test("words are kept whole, and one that is wider than a line is broken")
  func lines() {
    #expect(SwimlaneText.lines("점장이 확인하고 고치기", size: 10, room: 60) == ["점장이", "확인하고", "고치기"])
    #expect(SwimlaneText.lines("가나다라마바사", size: 10, room: 30) == ["가나다", "라마바", "사"])
    #expect(SwimlaneText.lines("  ", size: 10, room: 30).isEmpty)
    // A decomposed syllable is one character, whatever stands before it.
    #expect(SwimlaneText.lines("각각", size: 10, room: 10) == ["각", "각"])
    #expect(SwimlaneText.lines("👩‍👩‍👧", size: 10, room: 5) == ["👩‍👩‍👧"])
  }
}

@Suite("Swimlane as a file") struct SwimlaneFileTests {
  @Test("it has its own colours, and those of the author")
  func colours() throws {
    let manual = ManualBuilder.manual(of: ManualFixture.routine(), words: .korean)
    let bytes = try #require(
      ManualEmitter.swimlane(manual, words: .korean, look: ManualLook(colour: "#2f6f4e")))
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.hasPrefix("<svg xmlns=\"http://www.w3.org/2000/svg\""))
    #expect(text.contains("fill=\"#2f6f4e\""))
    #expect(text.matches(of: /<text\s/).count == text.matches(of: /<text\s[^>]*fill="#/).count)
    #expect(!text.contains("var("))
    var single = manual
    single.swimlane.steps.removeLast(single.swimlane.steps.count - 1)
    #expect(ManualEmitter.swimlane(single, words: .korean, look: ManualLook()) == nil)
  }
}
