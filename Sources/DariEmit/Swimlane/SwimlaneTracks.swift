// Which track of a channel each edge gets. Edges that run beside each other are put in the order in which they part, so
// that two of them cross once at most, and only where their ways make it unavoidable.

/// A straight piece of one net on one line.
struct SwimlaneRun: Hashable {
  /// On a row; otherwise on a stop.
  var isAlong: Bool
  var line: Int
  var net: Int
  /// Where it begins and ends, as stops of its row or rows of its stop.
  var low: Int
  var high: Int
}

struct SwimlaneTracks {
  private(set) var runs: [SwimlaneRun] = []
  /// Of each run; counted from 0 within those that share a part of the line.
  private(set) var track: [Int] = []
  /// The highest track of those.
  private(set) var most: [Int] = []
  private let paths: [SwimlanePath]
  /// The run on each piece of the grid, by net.
  private var runAt: [Piece: Int] = [:]

  private struct Piece: Hashable {
    var net: Int
    var isAlong: Bool
    var line: Int
    /// The lower end.
    var low: Int
  }

  init(paths: [SwimlanePath]) {
    self.paths = paths
    collectRuns()
    let votes = votes()
    track = Array(repeating: 0, count: runs.count)
    most = track
    let lines = Dictionary(grouping: runs.indices) { LineKey(isAlong: runs[$0].isAlong, line: runs[$0].line) }
    for line in lines.values { assign(line.sorted(), votes) }
  }

  private struct LineKey: Hashable {
    var isAlong: Bool
    var line: Int
  }

  /// The run that a net has between two neighbouring points.
  func run(_ net: Int, _ a: SwimlanePoint, _ b: SwimlanePoint) -> Int {
    runAt[Self.piece(net, a, b)] ?? 0
  }

  private static func piece(_ net: Int, _ a: SwimlanePoint, _ b: SwimlanePoint) -> Piece {
    a.row == b.row
      ? Piece(net: net, isAlong: true, line: a.row, low: min(a.stop, b.stop))
      : Piece(net: net, isAlong: false, line: a.stop, low: min(a.row, b.row))
  }

  private mutating func collectRuns() {
    var pieces = Set<Piece>()
    for path in paths {
      for (a, b) in zip(path.points, path.points.dropFirst()) { pieces.insert(Self.piece(path.net, a, b)) }
    }
    let sorted = pieces.sorted {
      ($0.net, $0.isAlong ? 0 : 1, $0.line, $0.low) < ($1.net, $1.isAlong ? 0 : 1, $1.line, $1.low)
    }
    for piece in sorted {
      if let last = runs.last, last.net == piece.net, last.isAlong == piece.isAlong, last.line == piece.line,
        last.high == piece.low
      {
        runs[runs.count - 1].high += 1
      } else {
        runs.append(
          SwimlaneRun(
            isAlong: piece.isAlong, line: piece.line, net: piece.net, low: piece.low, high: piece.low + 1))
      }
      runAt[piece] = runs.count - 1
    }
  }

  // MARK: Who is before whom

  private struct Pair: Hashable {
    var a: Int
    var b: Int
  }

  private typealias Votes = [Pair: Int]

  /// Below zero: the first of the pair belongs before the second. Of both orders.
  private func votes() -> Votes {
    var votes: Votes = [:]
    let places = paths.map { Dictionary(uniqueKeysWithValues: $0.points.enumerated().map { ($1, $0) }) }
    for (index, path) in paths.enumerated() {
      for (other, place) in zip(paths, places).dropFirst(index + 1) where other.net != path.net {
        vote(path, other, place, &votes)
      }
    }
    return votes
  }

  private func vote(
    _ path: SwimlanePath, _ other: SwimlanePath, _ place: [SwimlanePoint: Int], _ votes: inout Votes
  ) {
    var start = 0
    while start + 1 < path.points.count {
      guard let first = place[path.points[start]], let second = place[path.points[start + 1]],
        abs(first - second) == 1
      else {
        start += 1
        continue
      }
      let step = second - first
      var end = start + 1
      while end + 1 < path.points.count, place[path.points[end + 1]] == place[path.points[end]]! + step {
        end += 1
      }
      vote(path, other, start...end, place, step, &votes)
      start = end
    }
  }

  /// On the stretch that both share, one is on the left of the other all the way: as they part, or else as they met.
  private func vote(
    _ path: SwimlanePath, _ other: SwimlanePath, _ stretch: ClosedRange<Int>, _ place: [SwimlanePoint: Int],
    _ step: Int, _ votes: inout Votes
  ) {
    let (first, last) = (stretch.lowerBound, stretch.upperBound)
    let atEnd = Self.side(
      path.points[last - 1], path.points[last], path.points.at(last + 1),
      other.points.at(place[path.points[last]]! + step))
    let atStart = Self.side(
      path.points[first + 1], path.points[first], path.points.at(first - 1),
      other.points.at(place[path.points[first]]! - step))
    let left = atEnd != 0 ? atEnd : -atStart
    if left == 0 { return }
    var told = Set<Pair>()
    for index in first..<last {
      let (a, b) = (path.points[index], path.points[index + 1])
      let pair = Pair(a: run(path.net, a, b), b: run(other.net, a, b))
      guard told.insert(pair).inserted else { continue }
      // Facing along, the left is where rows begin; facing across, where the flow goes on.
      let isSmaller =
        switch Self.direction(a, b) {
        case 0, 3: left
        default: -left
        }
      votes[pair, default: 0] += isSmaller
      votes[Pair(a: pair.b, b: pair.a), default: 0] -= isSmaller
    }
  }

  /// Below zero if the first goes on further to the left, coming from one point to the other.
  private static func side(
    _ from: SwimlanePoint, _ at: SwimlanePoint, _ one: SwimlanePoint?, _ other: SwimlanePoint?
  ) -> Int {
    guard let one, let other else { return 0 }
    func turn(_ next: SwimlanePoint) -> Int {
      [0, 1, 0, -1][(direction(at, next) - direction(from, at) + 4) % 4]
    }
    return (turn(one) - turn(other)).signum()
  }

  /// 0 along, 1 across, 2 and 3 back.
  private static func direction(_ a: SwimlanePoint, _ b: SwimlanePoint) -> Int {
    if a.row == b.row { return b.stop > a.stop ? 0 : 2 }
    return b.row > a.row ? 1 : 3
  }

  // MARK: Tracks of a line

  private mutating func assign(_ line: [Int], _ votes: Votes) {
    func meet(_ a: Int, _ b: Int) -> Bool {
      runs[a].net != runs[b].net && runs[a].low <= runs[b].high && runs[b].low <= runs[a].high
    }
    let sides = Dictionary(uniqueKeysWithValues: line.map { ($0, branchSide($0)) })
    /// Those that are to be placed after a run, and how many of those before it still wait.
    var after: [Int: [Int]] = [:]
    var open: [Int: Int] = [:]
    var group = Dictionary(uniqueKeysWithValues: line.map { ($0, $0) })
    func root(_ run: Int) -> Int {
      var run = run
      while let next = group[run], next != run { run = next }
      return run
    }
    for (place, a) in line.enumerated() {
      for b in line[(place + 1)...] where meet(a, b) {
        // Those that hang together are centred together.
        group[root(b)] = root(a)
        let vote = votes[Pair(a: a, b: b)] ?? ((sides[a] ?? 0) - (sides[b] ?? 0))
        if vote == 0 { continue }
        after[vote < 0 ? a : b, default: []].append(vote < 0 ? b : a)
        open[vote < 0 ? b : a, default: 0] += 1
      }
    }
    var waiting = line
    var placed: [Int] = []
    while !waiting.isEmpty {
      let next = waiting.min { (open[$0] ?? 0, $0) < (open[$1] ?? 0, $1) }!
      waiting.removeAll { $0 == next }
      for run in after[next] ?? [] { open[run, default: 0] -= 1 }
      track[next] = placed.reduce(0) { meet($1, next) ? max($0, track[$1] + 1) : $0 }
      placed.append(next)
    }
    var highest: [Int: Int] = [:]
    for run in line { highest[root(run)] = max(highest[root(run)] ?? 0, track[run]) }
    for run in line { most[run] = highest[root(run)] ?? 0 }
  }

  /// To which side the net leaves the run at its ends: runs that only touch keep out of each other's way.
  private func branchSide(_ index: Int) -> Int {
    let run = runs[index]
    return runs.reduce(0) { sum, other in
      guard other.net == run.net, other.isAlong != run.isAlong, run.low <= other.line, other.line <= run.high,
        other.low <= run.line, run.line <= other.high
      else { return sum }
      return sum + (other.high > run.line ? 1 : 0) - (other.low < run.line ? 1 : 0)
    }
  }
}

extension Array {
  fileprivate func at(_ index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
