// The lines that edges of a swimlane may run on, and the way of each edge over them.
//
// A grid over lanes and columns, coarse on purpose: one line for each channel, however many edges share it. Where an edge
// goes is decided here, which track of a channel it gets in `SwimlaneTracks`. "Along" is the direction of the flow, "across"
// that of the lanes; the picture may turn them.

/// A place where two lines meet.
struct SwimlanePoint: Hashable {
  /// A line along the flow: `2l` is the channel before lane `l`, `2l + 1` the middle of the lane.
  var row: Int
  /// A line across it: `3r` is the gap before column `r`, `3r + 1` the middle of its boxes, `3r + 2` of their diamonds.
  var stop: Int
}

struct SwimlaneGrid {
  let laneCount: Int
  let columnCount: Int
  /// Lane and column of each step.
  let cells: [(lane: Int, column: Int)]
  /// By row and stop.
  private var taken: [Bool] = []

  init(flow: SwimlaneFlow, ranks: [Int], order: [Int]) {
    laneCount = flow.lanes.count
    columnCount = (ranks.max() ?? -1) + 1
    var place = [Int](repeating: 0, count: laneCount)
    for (position, lane) in order.enumerated() { place[lane] = position }
    cells = flow.steps.indices.map { (place[flow.steps[$0].lane], ranks[$0]) }
    taken = Array(repeating: false, count: rowCount * stopCount)
    for cell in cells {
      for stop in [3 * cell.column + 1, 3 * cell.column + 2] { taken[index(2 * cell.lane + 1, stop)] = true }
    }
  }

  var rowCount: Int { 2 * laneCount + 1 }
  var stopCount: Int { 3 * columnCount + 1 }

  func index(_ row: Int, _ stop: Int) -> Int { row * stopCount + stop }
  func isTaken(_ row: Int, _ stop: Int) -> Bool { taken[index(row, stop)] }
  func row(of step: Int) -> Int { 2 * cells[step].lane + 1 }
  func box(of step: Int) -> Int { 3 * cells[step].column + 1 }
  func diamond(of step: Int) -> Int { 3 * cells[step].column + 2 }
}

/// An edge on the grid, point by point.
struct SwimlanePath {
  var edge: SwimlaneFlow.Edge
  /// Edges of one net may lie on each other: those that leave a step forward, and each that goes back.
  var net: Int
  var points: [SwimlanePoint]
}
