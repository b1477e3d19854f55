// What a swimlane shows: who does what, what each step needs, and where a no leads back. Plain values, without a place on
// the page; `SwimlaneLayout` gives them one.

package struct SwimlaneFlow: Hashable, Sendable {
  package var lanes: [Lane] = []
  /// In file order; the number of a step is its index and one.
  package var steps: [Step] = []
  package var edges: [Edge] = []

  package init(lanes: [Lane] = [], steps: [Step] = [], edges: [Edge] = []) {
    self.lanes = lanes
    self.steps = steps
    self.edges = edges
  }

  /// Lanes stand in the order of this: people, then what helps them.
  package enum Kind: Int, CaseIterable, Comparable, Sendable {
    case human, ai, tool, routine
    package static func < (left: Kind, right: Kind) -> Bool { left.rawValue < right.rawValue }
  }

  package struct Lane: Hashable, Sendable {
    package var name: String
    package var kind: Kind

    package init(name: String, kind: Kind) {
      self.name = name
      self.kind = kind
    }
  }

  package struct Step: Hashable, Sendable {
    package var lane: Int
    package var title: String
    /// Who does it, where the lane does not say.
    package var actor: String?
    /// A person looks, and may say no.
    package var isCheckpoint = false
    /// Not always done.
    package var isConditional = false
    /// Done once for each item of a list.
    package var isRepeated = false
    /// Short words below the title.
    package var marks: [Mark] = []

    package init(lane: Int, title: String) {
      self.lane = lane
      self.title = title
    }
  }

  package struct Mark: Hashable, Sendable {
    package var text: String
    /// Something leaves the house.
    package var leaves: Bool

    package init(text: String, leaves: Bool = false) {
      self.text = text
      self.leaves = leaves
    }
  }

  package struct Edge: Hashable, Sendable {
    package enum Kind: String, Sendable {
      case flow
      /// Goes by a step that is not always done.
      case around
      /// Where a no leads.
      case back
    }
    package var from: Int
    package var to: Int
    package var kind: Kind

    package init(_ from: Int, _ to: Int, _ kind: Kind = .flow) {
      self.from = from
      self.to = to
      self.kind = kind
    }
  }
}

extension SwimlaneFlow {
  /// The column of each step: one behind all that it needs, that it sends back to, and that the same actor does before.
  /// The longest path; all of these go up in file order, so one pass finds it.
  var ranks: [Int] {
    var ranks = [Int](repeating: 0, count: steps.count)
    var lastInLane: [Int: Int] = [:]
    for index in steps.indices {
      var rank = lastInLane[steps[index].lane].map { $0 + 1 } ?? 0
      for edge in edges {
        switch edge.kind {
        case .flow, .around: if edge.to == index { rank = max(rank, ranks[edge.from] + 1) }
        case .back: if edge.from == index { rank = max(rank, ranks[edge.to] + 1) }
        }
      }
      ranks[index] = rank
      lastInLane[steps[index].lane] = rank
    }
    return ranks
  }

  /// With one lane for each kind of actor, and the actors' names in the boxes: for pages that have no room for a lane each.
  package var byKind: SwimlaneFlow {
    var flow = self
    let kinds = Set(lanes.map(\.kind)).sorted()
    flow.lanes = kinds.map { Lane(name: "", kind: $0) }
    for index in steps.indices {
      let lane = lanes[steps[index].lane]
      flow.steps[index].lane = kinds.firstIndex(of: lane.kind) ?? 0
      flow.steps[index].actor = lane.name
    }
    return flow
  }
}
