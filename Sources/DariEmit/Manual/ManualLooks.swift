// Where a person looks, what a no leads to, what leaves the house, and what must not be pasted where.

import DariRuntime

extension ManualBuilder {
  func isCheckpoint(_ step: Routine.Step) -> Bool {
    guard case .human = step.actor else { return false }
    return step.edits != nil || !step.reviews.isEmpty
  }

  var checkpoints: [Manual.Checkpoint] {
    var points: [Manual.Checkpoint] = []
    everyStep { place, step, builder in
      if builder.isCheckpoint(step) { points.append(builder.checkpoint(step, at: place)) }
    }
    return points
  }

  private func checkpoint(_ step: Routine.Step, at place: Manual.Place) -> Manual.Checkpoint {
    var looksAt = step.reviews
    if let edits = step.edits, !looksAt.contains(edits) { looksAt.append(edits) }
    let index = (place.inside?.number ?? place.step) - 1
    var editsText = false
    if let edits = step.edits, routine.steps[edits].each == nil {
      switch routine.steps[edits].result?.core {
      case .text?, .line?: editsText = true
      default: break
      }
    }
    return Manual.Checkpoint(
      place: place, person: actor(step.actor), looksAt: looksAt.map(title),
      mayEdit: step.edits.map(title), editsText: editsText, redo: redo(index),
      minutes: step.minutes.map { words.sentences.minutes($0.after) })
  }

  private func redo(_ index: Int) -> Manual.Redo? {
    let step = routine.steps[index]
    guard let redo = step.redo, redo.step < index else { return nil }
    let again = redo.step...index
    let between = again.dropFirst().dropLast()
    var result = Manual.Redo(title: title(redo.step), limit: redo.limit)
    result.between = between.map(title)
    result.looks = between.filter { isCheckpoint(routine.steps[$0]) }.map(title)
    let byItem = again.filter(step.redoneByItem.contains)
    if step.each == nil {
      result.items = .none
    } else if byItem.isEmpty {
      result.items = .all
    } else {
      result.items =
        byItem.count == again.count
        ? .refused : .refusedIn(byItem.map(title), looksAtAll: !byItem.contains(index))
    }
    return result
  }

  var departures: [Manual.Departure] {
    var departures: [Manual.Departure] = []
    everyStep { place, step, builder in
      departures += step.effects.map {
        Manual.Departure(
          place: place, kind: $0.kind, results: $0.steps.map(builder.title), ownText: $0.ownText,
          by: builder.actor(step.actor), isPerson: step.actor.kind == "human")
      }
    }
    return departures
  }

  var cautions: Manual.Cautions? {
    var cautions = Manual.Cautions(labelled: [], tools: [], untrusted: [])
    cautions.labelled = labelled
    cautions.called = calledRoutines.compactMap { inner in
      let outsiders = inner.routine.inputs.filter { labels(in: $0.type).contains(.untrusted) }.map(\.name)
      let groups =
        inner.labelled
        + (outsiders.isEmpty ? [] : [.init(label: words.labels.untrusted, inputs: outsiders)])
      if groups.isEmpty { return nil }
      let steps = routine.steps.indices.filter { index in
        called(by: routine.steps[index]).contains { $0.routine.name == inner.routine.name }
      }
      return .init(
        routine: inner.routine.name, title: inner.routine.title ?? inner.routine.name,
        steps: steps.map { $0 + 1 }, labelled: groups)
    }
    cautions.untrusted = routine.inputs.filter { labels(in: $0.type).contains(.untrusted) }.map(\.name)
    for tool in everyTool {
      var rule = Manual.Cautions.ToolRule(
        tool: tool.name, plan: tool.plan, never: [], redacted: [], allowed: [])
      for secret in Self.secrets {
        let label = words.labels[keyPath: secret.words]
        if tool.clears.contains(secret.word) {
          rule.allowed.append(label)
        } else if tool.clears.contains("redacted") {
          rule.redacted.append(label)
        } else {
          rule.never.append(label)
        }
      }
      cautions.tools.append(rule)
    }
    let isEmpty =
      cautions.tools.isEmpty && cautions.labelled.isEmpty && cautions.untrusted.isEmpty
      && cautions.called.isEmpty
    return isEmpty ? nil : cautions
  }

  /// The routine's own inputs with a label, by label.
  private var labelled: [Manual.Cautions.Group] {
    Self.secrets.compactMap { secret in
      let inputs = routine.inputs.filter { labels(in: $0.type).contains(secret.label) }.map(\.name)
      return inputs.isEmpty ? nil : .init(label: words.labels[keyPath: secret.words], inputs: inputs)
    }
  }
}
