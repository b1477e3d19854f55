// Where everything of a swimlane stands, in whole units: lanes, boxes with their lines of text, and edges of straight pieces.
//
// Columns by the longest path, lanes in the order with the fewest crossings, edges over a coarse grid (`SwimlaneGrid`) and
// beside each other on tracks (`SwimlaneTracks`). Only then numbers: nothing before this knows how large a box is, or whether
// the flow goes to the right or down. Pure, and without a floating point: the same picture on every machine.

/// How a picture is to be.
struct SwimlaneStyle: Hashable {
  /// The flow goes to the right, and lanes are rows; otherwise it goes down.
  var goesRight: Bool
  /// The width of a box.
  var box: Int

  static let font = 13, line = 17, smallFont = 12, smallLine = 16
  /// Between a box's edge and its text.
  static let padding = 7
  static let diamond = 26
  static let spacing = 10
  /// Of the lanes' names, where the flow goes to the right.
  static let laneLabel = 72...112
}

struct SwimlaneRect: Hashable {
  var x, y, width, height: Int
  var midX: Int { x + width / 2 }
  var midY: Int { y + height / 2 }
}

struct SwimlaneDot: Hashable {
  var x, y: Int
}

/// A laid out picture.
struct SwimlanePicture {
  var style: SwimlaneStyle
  var width = 0
  var height = 0
  var lanes: [Lane] = []
  var boxes: [Box] = []
  var edges: [Edge] = []

  struct Lane {
    var lane: Int
    var rect: SwimlaneRect
    var label: SwimlaneRect
    /// Its name, line by line.
    var name: [String]
  }

  struct Box {
    var step: Int
    var rect: SwimlaneRect
    var diamond: SwimlaneRect?
    var text: [SwimlaneLine]
  }

  struct Edge {
    var edge: SwimlaneFlow.Edge
    var dots: [SwimlaneDot]
  }
}

/// A line of a box's text.
struct SwimlaneLine: Hashable {
  enum Kind: Hashable { case title, actor, mark, leaves }
  var kind: Kind
  var text: String

  var height: Int { kind == .title ? SwimlaneStyle.line : SwimlaneStyle.smallLine }
}

/// Looks for the order of lanes and the ways of edges with the fewest crossings. What it finds does not depend on how large
/// the boxes are in `picture`, so that one search serves all measures.
struct SwimlaneLayout {
  private let flow: SwimlaneFlow
  private let ranks: [Int]
  /// People before their tools.
  private let conventional: [Int]
  private let edgeOrders: [[Int]]
  /// A measure to compare drawings by.
  private let sample: SwimlaneMeasure
  private var best: Candidate?

  private static let mostTried = 5, batches = [8, 16], mostImproved = 3, mostSeen = 24, rounds = 4

  init(flow: SwimlaneFlow) {
    self.flow = flow
    let ranks = flow.ranks
    self.ranks = ranks
    conventional = flow.lanes.indices.sorted { (flow.lanes[$0].kind, $0) < (flow.lanes[$1].kind, $1) }
    sample = SwimlaneMeasure(flow: flow, style: SwimlaneStyle(goesRight: true, box: 96))
    let short = flow.edges.indices.sorted { a, b in
      func key(_ edge: SwimlaneFlow.Edge) -> (Int, Int) {
        (edge.kind == .back ? 1 : 0, abs(ranks[edge.to] - ranks[edge.from]))
      }
      let (first, second) = (key(flow.edges[a]), key(flow.edges[b]))
      return first == second ? a < b : first < second
    }
    edgeOrders = [short, short.reversed()]
    best = found
  }

  func picture(_ style: SwimlaneStyle) -> SwimlanePicture {
    let measure = SwimlaneMeasure(flow: flow, style: style)
    guard let best else { return SwimlanePicture(style: style) }
    return drawing(best.router, best.order, measure).picture
  }

  private struct Candidate {
    var order: [Int]
    var router: SwimlaneRouter
    var crossings = 0
    var cost: Int
  }

  private var found: Candidate? {
    let routed = orders.flatMap { order in
      edgeOrders.map { edges in
        let router = SwimlaneRouter(flow: flow, grid: grid(order), order: edges)
        return Candidate(order: order, router: router, cost: 8 * router.cost + turned(order) * 45)
      }
    }
    .enumerated().sorted { ($0.1.cost, $0.0) < ($1.1.cost, $1.0) }.map(\.1)
    var best: Candidate?
    func consider(_ candidate: Candidate) {
      if candidate.cost < best?.cost ?? Int.max { best = candidate }
    }
    // The more promising ones first; more only as long as lines cross.
    var start = 0
    for count in Self.batches where best?.crossings ?? 1 > 0 {
      let drawn = routed[start..<min(start + count, routed.count)].map(judged)
      start = min(start + count, routed.count)
      drawn.forEach(consider)
      let promising = drawn.enumerated().sorted { ($0.1.cost, $0.0) < ($1.1.cost, $1.0) }.map(\.1)
      for candidate in promising.prefix(Self.mostImproved) where best?.crossings ?? 1 > 0 {
        consider(improved(candidate))
      }
    }
    return best
  }

  /// Crossings first, then the way that the eye has to go, then the habit that people stand before their tools.
  private func judged(_ candidate: Candidate) -> Candidate {
    var result = candidate
    let (crossings, effort) = drawing(candidate.router, candidate.order, sample).crossings
    result.crossings = crossings.count
    result.cost = crossings.count * 10_000 + effort + turned(candidate.order) * 45
    return result
  }

  /// Each edge that is crossed may keep off one of the rows that it runs on, or keep to one, as long as that helps.
  private func improved(_ first: Candidate) -> Candidate {
    var candidate = first
    for _ in 0..<Self.rounds {
      let nets = Set(drawing(candidate.router, candidate.order, sample).crossings.crossings.flatMap(\.nets))
      var best = candidate
      for (index, edge) in flow.edges.enumerated() {
        guard nets.contains(edge.kind == .back ? flow.steps.count + edge.from : edge.from) else { continue }
        let wishes =
          candidate.router.rows(of: index).map(SwimlaneWish.off) + (0..<rowCount).map(SwimlaneWish.on)
        for wish in wishes {
          var other = candidate
          other.router.route(index, wish)
          other = judged(other)
          if other.cost < best.cost { best = other }
        }
      }
      if best.cost >= candidate.cost { break }
      candidate = best
      if candidate.crossings == 0 { break }
    }
    return candidate
  }

  private var rowCount: Int { 2 * flow.lanes.count + 1 }

  private func grid(_ order: [Int]) -> SwimlaneGrid { SwimlaneGrid(flow: flow, ranks: ranks, order: order) }

  private func drawing(_ router: SwimlaneRouter, _ order: [Int], _ measure: SwimlaneMeasure)
    -> SwimlaneDrawing
  {
    SwimlaneDrawing(flow: flow, grid: grid(order), order: order, measure: measure, paths: router.paths)
  }

  // MARK: Orders of lanes

  private func turned(_ order: [Int]) -> Int {
    var place = order
    for (position, lane) in order.enumerated() { place[lane] = position }
    var count = 0
    for (index, a) in conventional.enumerated() {
      count += conventional[(index + 1)...].count { place[a] > place[$0] }
    }
    return count
  }

  /// All of them, if they are few; otherwise each lane is moved to the middle of those that it has to do with, and then
  /// about as long as that helps.
  private var orders: [[Int]] {
    if conventional.count <= Self.mostTried { return Self.permutations(conventional) }
    var seen: [[Int]] = []
    func cost(_ order: [Int]) -> Int {
      seen.append(order)
      return 8 * SwimlaneRouter(flow: flow, grid: grid(order), order: edgeOrders[0]).cost + turned(order) * 45
    }
    var (best, least) = (conventional, cost(conventional))
    for order in barycentres where !seen.contains(order) {
      let other = cost(order)
      if other < least { (best, least) = (order, other) }
    }
    for _ in 0..<Self.rounds {
      let start = best
      for index in start.indices {
        for distance in 1...3 where index + distance < start.count {
          var order = best
          order.insert(order.remove(at: index), at: index + distance)
          if seen.contains(order) { continue }
          let other = cost(order)
          if other < least { (best, least) = (order, other) }
        }
      }
      if best == start { break }
    }
    return [best] + seen.filter { $0 != best }.suffix(Self.mostSeen)
  }

  private static func permutations(_ list: [Int]) -> [[Int]] {
    if list.count <= 1 { return [list] }
    return list.indices.flatMap { index in
      var rest = list
      let first = rest.remove(at: index)
      return permutations(rest).map { [first] + $0 }
    }
  }

  private var barycentres: [[Int]] {
    var order = conventional
    var found: [[Int]] = []
    for _ in 0..<6 {
      var place = order
      for (position, lane) in order.enumerated() { place[lane] = position }
      /// In thousandths, so that no division is lost.
      let centre = order.map { lane -> Int in
        let others = flow.edges.compactMap { edge -> Int? in
          let (a, b) = (flow.steps[edge.from].lane, flow.steps[edge.to].lane)
          return a == b ? nil : a == lane ? place[b] : b == lane ? place[a] : nil
        }
        return others.isEmpty ? place[lane] * 1000 : others.reduce(0, +) * 1000 / others.count
      }
      order = order.indices.sorted { (centre[$0], $0) < (centre[$1], $1) }.map { order[$0] }
      found.append(order)
    }
    return found
  }
}

/// How large the boxes are.
struct SwimlaneMeasure {
  let style: SwimlaneStyle
  let text: [[SwimlaneLine]]
  /// Heights of the boxes.
  let heights: [Int]
  let isCheckpoint: [Bool]
  let labels: [[String]]
  /// What their lines were made for.
  let labelWidth: Int

  init(flow: SwimlaneFlow, style: SwimlaneStyle) {
    self.style = style
    let inside = style.box - 2 * SwimlaneStyle.padding
    text = flow.steps.enumerated().map { index, step in
      var lines: [SwimlaneLine] = []
      func add(_ kind: SwimlaneLine.Kind, _ text: String) {
        let size = kind == .title ? SwimlaneStyle.font : SwimlaneStyle.smallFont
        lines += SwimlaneText.lines(text, size: size, room: inside).map { SwimlaneLine(kind: kind, text: $0) }
      }
      add(.title, "\(index + 1). \(step.title)")
      if let actor = step.actor { add(.actor, actor) }
      for mark in step.marks { add(mark.leaves ? .leaves : .mark, mark.text) }
      return lines
    }
    heights = text.map { lines in
      max(38, lines.reduce(2 * SwimlaneStyle.padding) { $0 + $1.height } + 1) / 2 * 2
    }
    isCheckpoint = flow.steps.map(\.isCheckpoint)
    let word = flow.lanes.map { SwimlaneText.widestWord($0.name, size: SwimlaneStyle.font) }.max() ?? 0
    let range = SwimlaneStyle.laneLabel
    labelWidth =
      style.goesRight
      ? min(range.upperBound, max(range.lowerBound, word + 2 * SwimlaneStyle.padding)) : style.box
    let room = labelWidth - 2 * SwimlaneStyle.padding
    labels = flow.lanes.map { SwimlaneText.lines($0.name, size: SwimlaneStyle.font, room: room) }
  }

  /// Along the flow, without the diamond.
  func along(_ step: Int) -> Int { style.goesRight ? style.box : heights[step] }
  func across(_ step: Int) -> Int { style.goesRight ? heights[step] : style.box }
}
