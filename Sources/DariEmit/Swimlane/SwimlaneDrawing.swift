// Numbers for a swimlane whose edges have their ways: how wide each channel is, and where each line runs.

struct SwimlaneDrawing {
  private let flow: SwimlaneFlow
  private let grid: SwimlaneGrid
  private let order: [Int]
  private let measure: SwimlaneMeasure
  private let paths: [SwimlanePath]
  private let tracks: SwimlaneTracks
  /// Where each column's boxes begin, and the middle of each gap; where each lane's middle is, and that of each channel.
  private var columnStart: [Int] = []
  private var gapMiddle: [Int] = []
  private var laneMiddle: [Int] = []
  private var channelMiddle: [Int] = []
  /// Where each lane begins, and the end of the last.
  private var laneEdge: [Int] = []
  private var end = 0

  init(
    flow: SwimlaneFlow, grid: SwimlaneGrid, order: [Int], measure: SwimlaneMeasure, paths: [SwimlanePath]
  ) {
    self.flow = flow
    self.grid = grid
    self.order = order
    self.measure = measure
    self.paths = paths
    tracks = SwimlaneTracks(paths: paths)
    placeColumns()
    placeLanes()
  }

  private static let spacing = SwimlaneStyle.spacing

  /// The highest track of any run on a line; nil if nothing runs there.
  private func most(isAlong: Bool, _ line: Int) -> Int? {
    tracks.runs.indices.filter { tracks.runs[$0].isAlong == isAlong && tracks.runs[$0].line == line }
      .map { tracks.most[$0] }.max()
  }

  private mutating func placeColumns() {
    var place = 0
    for column in 0...grid.columnCount {
      let isOuter = column == 0 || column == grid.columnCount
      let tracks = most(isAlong: false, 3 * column)
      let width = isOuter ? 10 : 24 + (tracks ?? 0) * Self.spacing
      gapMiddle.append(place + width / 2)
      place += width
      guard column < grid.columnCount else { break }
      columnStart.append(place)
      place +=
        flow.steps.indices.filter { grid.cells[$0].column == column }
        .map { measure.along($0) + (measure.isCheckpoint[$0] ? SwimlaneStyle.diamond : 0) }.max() ?? 0
    }
    end = place
  }

  private mutating func placeLanes() {
    var place = 0
    for lane in 0...grid.laneCount {
      let tracks = most(isAlong: true, 2 * lane)
      // The room below the boxes of the lane before belongs to that lane; a tip that comes up there needs some, too.
      if lane > 0 { place += 10 }
      let isLast = lane == grid.laneCount
      if !isLast { laneEdge.append(place) }
      let (before, after) =
        isLast ? (tracks == nil ? 0 : 6, tracks == nil ? 0 : 9) : (9, tracks == nil ? 0 : 14)
      let width = (tracks ?? 0) * Self.spacing
      channelMiddle.append(place + before + width / 2)
      let room = before + width + after
      place += room
      guard lane < grid.laneCount else { break }
      let size = flow.steps.indices.filter { grid.cells[$0].lane == lane }.map(measure.across).max() ?? 30
      let label =
        measure.style.goesRight
        ? measure.labels[order[lane]].count * SwimlaneStyle.line + SwimlaneStyle.smallLine + 4 : 0
      let area = max(size, label) / 2 * 2
      laneMiddle.append(place + area / 2)
      place += area
    }
    laneEdge.append(place)
  }

  // MARK: Along and across

  private func offset(_ run: Int) -> Int {
    (2 * tracks.track[run] - tracks.most[run]) * Self.spacing / 2
  }

  private func boxMiddle(_ step: Int) -> Int {
    columnStart[grid.cells[step].column] + measure.along(step) / 2
  }

  private func diamondMiddle(_ step: Int) -> Int {
    columnStart[grid.cells[step].column] + measure.along(step) + SwimlaneStyle.diamond / 2
  }

  /// The place along the flow of a run across it.
  private func along(_ run: Int, _ path: SwimlanePath) -> Int {
    let line = tracks.runs[run].line
    let base =
      switch line % 3 {
      case 0: gapMiddle[line / 3]
      case 1: boxMiddle(path.edge.to)
      default: diamondMiddle(path.edge.from)
      }
    return base + offset(run)
  }

  private func across(_ run: Int) -> Int {
    let line = tracks.runs[run].line
    return (line % 2 == 0 ? channelMiddle[line / 2] : laneMiddle[line / 2]) + offset(run)
  }

  // MARK: The picture

  var picture: SwimlanePicture {
    var picture = SwimlanePicture(style: measure.style)
    let head = head
    let style = measure.style
    let total = laneEdge.last ?? 0
    picture.width = (style.goesRight ? end + head : total) + 2
    picture.height = (style.goesRight ? total : end + head) + 2
    for lane in 0..<grid.laneCount {
      let (low, high) = (laneEdge[lane], laneEdge[lane + 1])
      picture.lanes.append(
        SwimlanePicture.Lane(
          lane: order[lane], rect: rect(-head, low, end + head, high - low),
          label: rect(-head, low, head, high - low), name: measure.labels[order[lane]]))
    }
    picture.boxes = flow.steps.indices.map(box)
    picture.edges = paths.map { SwimlanePicture.Edge(edge: $0.edge, dots: dots($0).map { dot($0.0, $0.1) }) }
    return picture
  }

  /// The room before the first column, for the lanes' names.
  private var head: Int {
    if measure.style.goesRight { return measure.labelWidth }
    let lines = measure.labels.map(\.count).max() ?? 0
    return lines * SwimlaneStyle.line + SwimlaneStyle.smallLine + 14
  }

  private func box(_ step: Int) -> SwimlanePicture.Box {
    let cell = grid.cells[step]
    let (start, size) = (columnStart[cell.column], measure.along(step))
    let across = measure.across(step)
    let rect = rect(start, laneMiddle[cell.lane] - across / 2, size, across)
    let half = SwimlaneStyle.diamond / 2
    let diamond =
      measure.isCheckpoint[step]
      ? self.rect(start + size, laneMiddle[cell.lane] - half, SwimlaneStyle.diamond, SwimlaneStyle.diamond)
      : nil
    return SwimlanePicture.Box(step: step, rect: rect, diamond: diamond, text: measure.text[step])
  }

  private func rect(_ along: Int, _ across: Int, _ length: Int, _ breadth: Int) -> SwimlaneRect {
    let corner = dot(along, across)
    return measure.style.goesRight
      ? SwimlaneRect(x: corner.x, y: corner.y, width: length, height: breadth)
      : SwimlaneRect(x: corner.x, y: corner.y, width: breadth, height: length)
  }

  private func dot(_ along: Int, _ across: Int) -> SwimlaneDot {
    measure.style.goesRight
      ? SwimlaneDot(x: along + head + 1, y: across + 1) : SwimlaneDot(x: across + 1, y: along + head + 1)
  }

  /// The corners of an edge, along and across.
  private func dots(_ path: SwimlanePath) -> [(Int, Int)] {
    var runs: [Int] = []
    for (a, b) in zip(path.points, path.points.dropFirst()) {
      let run = tracks.run(path.net, a, b)
      if runs.last != run { runs.append(run) }
    }
    guard let first = runs.first, let last = runs.last else { return [] }
    var dots = [port(of: path.edge.from, first, path, isStart: true)]
    for (one, other) in zip(runs, runs.dropFirst()) {
      dots.append(
        tracks.runs[one].isAlong ? (along(other, path), across(one)) : (along(one, path), across(other)))
    }
    dots.append(port(of: path.edge.to, last, path, isStart: false))
    return dots
  }

  /// Where an edge leaves a step, and where it arrives.
  private func port(of step: Int, _ run: Int, _ path: SwimlanePath, isStart: Bool) -> (Int, Int) {
    let cell = grid.cells[step]
    let half = SwimlaneStyle.diamond / 2
    if tracks.runs[run].isAlong {
      let start = columnStart[cell.column]
      guard isStart else { return (start, across(run)) }
      let side = start + measure.along(step)
      guard measure.isCheckpoint[step] else { return (side, across(run)) }
      return (side + SwimlaneStyle.diamond - min(half, abs(offset(run))), across(run))
    }
    let isBefore = tracks.runs[run].low < grid.row(of: step)
    let reach = isStart ? half - min(half, abs(offset(run))) : measure.across(step) / 2
    return (along(run, path), laneMiddle[cell.lane] + (isBefore ? -reach : reach))
  }

  /// Where lines of different nets cross, and how long and bent all are.
  var crossings: (crossings: [SwimlaneCrossings.Crossing], effort: Int) { SwimlaneCrossings.count(lines) }

  /// The straight pieces of all nets, along and across.
  private var lines: [SwimlaneCrossings.Line] {
    var lines: [SwimlaneCrossings.Line] = []
    for path in paths {
      let dots = dots(path)
      for (a, b) in zip(dots, dots.dropFirst()) {
        lines.append(
          SwimlaneCrossings.Line(
            net: path.net, isAlong: a.1 == b.1, at: a.1 == b.1 ? a.1 : a.0,
            low: a.1 == b.1 ? min(a.0, b.0) : min(a.1, b.1), high: a.1 == b.1 ? max(a.0, b.0) : max(a.1, b.1))
        )
      }
    }
    return lines
  }
}

enum SwimlaneCrossings {
  struct Line: Hashable {
    var net: Int
    var isAlong: Bool
    var at: Int
    var low: Int
    var high: Int
  }

  struct Crossing: Hashable {
    var along: Int
    var across: Int
    var nets: [Int]
  }

  static func count(_ lines: [Line]) -> (crossings: [Crossing], effort: Int) {
    var found = Set<Crossing>()
    for a in lines where a.isAlong {
      for b in lines where !b.isAlong && b.net != a.net {
        if a.low < b.at, b.at < a.high, b.low < a.at, a.at < b.high {
          found.insert(Crossing(along: b.at, across: a.at, nets: [min(a.net, b.net), max(a.net, b.net)]))
        }
      }
    }
    return (Array(found), lines.reduce(0) { $0 + ($1.high - $1.low) + 16 })
  }
}
