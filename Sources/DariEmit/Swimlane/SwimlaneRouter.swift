// Finds ways for the edges of a swimlane, one after the other, each as cheap as those before it leave it; then each again.

/// Where an edge had better go, if it can: off a row, or past all columns on one.
enum SwimlaneWish {
  case off(Int)
  case on(Int)

  func isAgainst(_ row: Int) -> Bool {
    switch self {
    case .off(let unwanted): row == unwanted
    case .on(let wanted): row != wanted
    }
  }
}

struct SwimlaneRouter {
  private let grid: SwimlaneGrid
  private let edges: [SwimlaneFlow.Edge]
  private let stepCount: Int
  private var ways: [SwimlanePath?]
  private var costs: [Int]
  /// Nets on the piece of a row behind a stop, and on the piece of a stop below a row; each with the set of them as bits. Of
  /// more than 64 nets some share a bit, which costs a detour at most.
  private var along: [Piece]
  private var across: [Piece]

  private struct Piece {
    var nets: [Int] = []
    var bits: UInt64 = 0

    mutating func add(_ net: Int) {
      nets.append(net)
      bits |= SwimlaneRouter.bit(net)
    }

    mutating func remove(_ net: Int) {
      if let place = nets.firstIndex(of: net) { nets.remove(at: place) }
      bits = nets.reduce(0) { $0 | SwimlaneRouter.bit($1) }
    }
  }

  private enum Cost {
    static let bend = 4, row = 5, shared = 2, crossing = 80, unwanted = 240, unreachable = Int.max / 4
  }

  init(flow: SwimlaneFlow, grid: SwimlaneGrid, order: [Int]) {
    self.grid = grid
    edges = flow.edges
    stepCount = flow.steps.count
    ways = flow.edges.map { _ in nil }
    costs = flow.edges.map { _ in 0 }
    along = Array(repeating: Piece(), count: grid.rowCount * grid.stopCount)
    across = along
    for index in order { route(index) }
    for _ in 0..<2 {
      for index in order { route(index) }
    }
  }

  var paths: [SwimlanePath] { ways.compactMap(\.self) }
  /// About how good all ways together are; the less the better.
  var cost: Int { costs.reduce(0, +) }

  private static func bit(_ net: Int) -> UInt64 { 1 << UInt64(net % 64) }

  private func net(_ edge: SwimlaneFlow.Edge) -> Int {
    edge.kind == .back ? stepCount + edge.from : edge.from
  }

  // MARK: One edge

  mutating func route(_ index: Int, _ wish: SwimlaneWish? = nil) {
    if let old = ways[index] { mark(old.points) { $0.remove(old.net) } }
    let edge = edges[index]
    let (points, cost) = edge.kind == .back ? back(edge, wish) : forward(edge, wish)
    let path = SwimlanePath(edge: edge, net: net(edge), points: points)
    ways[index] = path
    costs[index] = cost
    mark(points) { $0.add(path.net) }
  }

  /// The rows on which an edge passes something.
  func rows(of index: Int) -> [Int] {
    guard let points = ways[index]?.points else { return [] }
    var rows: [Int] = []
    for (a, b) in zip(points, points.dropFirst()) where a.row == b.row && !rows.contains(a.row) {
      rows.append(a.row)
    }
    return rows
  }

  private mutating func mark(_ points: [SwimlanePoint], _ change: (inout Piece) -> Void) {
    for (a, b) in zip(points, points.dropFirst()) {
      if a.row == b.row {
        change(&along[grid.index(a.row, min(a.stop, b.stop))])
      } else {
        change(&across[grid.index(min(a.row, b.row), a.stop)])
      }
    }
  }

  private func forward(_ edge: SwimlaneFlow.Edge, _ wish: SwimlaneWish?) -> ([SwimlanePoint], Int) {
    sweep(
      from: grid.diamond(of: edge.from), to: grid.box(of: edge.to), starts: [(grid.row(of: edge.from), 0)],
      ends: [(grid.row(of: edge.to), 0)], net(edge), wish)
  }

  /// Looked for from the step that is gone back to, as if it were forward.
  private func back(_ edge: SwimlaneFlow.Edge, _ wish: SwimlaneWish?) -> ([SwimlanePoint], Int) {
    let (start, end) = (grid.box(of: edge.to), grid.diamond(of: edge.from))
    let (from, to) = (grid.row(of: edge.to), grid.row(of: edge.from))
    func stubs(_ row: Int, _ stop: Int) -> [(row: Int, cost: Int)] {
      [row - 1, row + 1].map { channel in
        let others = across[grid.index(min(channel, row), stop)].bits.nonzeroBitCount
        return (channel, Cost.row + Cost.bend + others * Cost.shared)
      }
    }
    let (inner, cost) = sweep(
      from: start, to: end, starts: stubs(from, start), ends: stubs(to, end), net(edge), wish)
    if inner.isEmpty { return ([], cost) }
    let points = [SwimlanePoint(row: from, stop: start)] + inner + [SwimlanePoint(row: to, stop: end)]
    return (points.reversed(), cost)
  }

  // MARK: The sweep

  /// The cheapest way from one stop to another that never turns back: column by column, with every change of row in the gaps.
  private func sweep(
    from start: Int, to end: Int, starts: [(row: Int, cost: Int)], ends: [(row: Int, cost: Int)], _ net: Int,
    _ wish: SwimlaneWish?
  ) -> ([SwimlanePoint], Int) {
    let rows = grid.rowCount
    let own = Self.bit(net)
    var cost = [Int](repeating: Cost.unreachable, count: rows)
    for one in starts { cost[one.row] = one.cost }
    /// For each gap, the row from which each row was reached.
    var cameFrom: [[Int]] = Array(repeating: [], count: end + 1)
    for stop in (start + 1)...max(start + 1, end) {
      for row in 0..<rows where cost[row] < Cost.unreachable {
        cost[row] +=
          pieceCost(row, stop - 1, own) + (stop % 3 == 2 && wish?.isAgainst(row) == true ? Cost.unwanted : 0)
        if stop < end, grid.isTaken(row, stop) { cost[row] = Cost.unreachable }
      }
      guard stop % 3 == 0, stop < end else { continue }
      (cost, cameFrom[stop]) = changed(cost, stop, own)
    }
    var last: (row: Int, cost: Int) = (0, Cost.unreachable)
    for one in ends where cost[one.row] < Cost.unreachable && cost[one.row] + one.cost < last.cost {
      last = (one.row, cost[one.row] + one.cost)
    }
    if last.cost == Cost.unreachable { return ([], Cost.unreachable / 1000) }
    return (trace(from: start, to: end, last.row, cameFrom), last.cost)
  }

  /// In a gap: straight on, or to another row. Going on from row to row is cheaper than asking for each pair.
  private func changed(_ cost: [Int], _ stop: Int, _ own: UInt64) -> ([Int], [Int]) {
    let rows = grid.rowCount
    var next = cost
    var from = Array(0..<rows)
    for row in 0..<rows where cost[row] < Cost.unreachable { next[row] += passing(row, stop, own) }
    for direction in [1, -1] {
      /// The cheapest way that already runs across here, and where it came from.
      var running = Cost.unreachable
      var origin = 0
      for row in direction > 0 ? Array(0..<rows) : (0..<rows).reversed() {
        if running < Cost.unreachable {
          if running + Cost.bend < next[row] { (next[row], from[row]) = (running + Cost.bend, origin) }
          running += crossed(row, stop, own)
        }
        if cost[row] < Cost.unreachable, cost[row] + Cost.bend < running {
          (running, origin) = (cost[row] + Cost.bend, row)
        }
        let piece = direction > 0 ? row : row - 1
        if piece >= 0, running < Cost.unreachable {
          let there = across[grid.index(piece, stop)].bits
          running += there & own != 0 ? 1 : Cost.row + there.nonzeroBitCount * Cost.shared
        }
      }
    }
    return (next, from)
  }

  private func trace(from start: Int, to end: Int, _ last: Int, _ cameFrom: [[Int]]) -> [SwimlanePoint] {
    var points: [SwimlanePoint] = []
    var row = last
    for stop in stride(from: end, through: start, by: -1) {
      points.append(SwimlanePoint(row: row, stop: stop))
      guard !cameFrom[stop].isEmpty else { continue }
      let origin = cameFrom[stop][row]
      while row != origin {
        row += origin > row ? 1 : -1
        points.append(SwimlanePoint(row: row, stop: stop))
      }
    }
    return points.reversed()
  }

  /// Along a row from one stop to the next.
  private func pieceCost(_ row: Int, _ stop: Int, _ own: UInt64) -> Int {
    let there = along[grid.index(row, stop)].bits
    if there & own != 0 { return 1 }
    return (stop % 3 == 0 ? 5 : 3) + there.nonzeroBitCount * Cost.shared
  }

  /// Straight on through a gap, over those that run across it.
  private func passing(_ row: Int, _ stop: Int, _ own: UInt64) -> Int {
    guard row > 0, row < grid.rowCount - 1 else { return 0 }
    let both = across[grid.index(row - 1, stop)].bits & across[grid.index(row, stop)].bits & ~own
    return both.nonzeroBitCount * Cost.crossing
  }

  /// Across a row, over those that run along it.
  private func crossed(_ row: Int, _ stop: Int, _ own: UInt64) -> Int {
    let both = along[grid.index(row, stop - 1)].bits & along[grid.index(row, stop)].bits & ~own
    return both.nonzeroBitCount * Cost.crossing
  }
}
