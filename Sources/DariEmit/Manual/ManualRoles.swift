// Who does what: a row for each step, with the one person who answers for it.

import DariRuntime

extension Manual {
  /// One row of the table of responsibilities.
  package struct Responsibility: Hashable, Sendable {
    package var step: Int
    package var doer: String
    package var kind: ManualStep.ActorKind
    /// The people who do something in the routine that the step calls.
    package var inside: [String]
    /// Exactly one.
    package var accountable: String
    /// Who looks at what comes out, here or in the routine that the step calls.
    package var looks: [String]
  }
}

extension ManualBuilder {
  /// Empty if there is a step that nobody answers for: a table with a gap says less than none.
  var responsibilities: [Manual.Responsibility] {
    var rows: [Manual.Responsibility] = []
    for (index, step) in routine.steps.enumerated() {
      guard let accountable = accountable(step) else { return [] }
      let doer = actor(step.actor)
      let inner = called(by: step)
      var inside: [String] = []
      var looks: [String] = []
      for other in routine.steps where isCheckpoint(other) && looksAt(other, index) {
        looks.append(actor(other.actor))
      }
      for builder in inner {
        for one in builder.routine.steps {
          guard case .human = one.actor else { continue }
          inside.append(builder.actor(one.actor))
          if builder.isCheckpoint(one) { looks.append(builder.actor(one.actor)) }
        }
      }
      rows.append(
        Manual.Responsibility(
          step: index + 1, doer: doer, kind: kind(of: step.actor), inside: Self.once(inside),
          accountable: accountable, looks: Self.once(looks).filter { $0 != doer }))
    }
    return rows
  }

  private func accountable(_ step: Routine.Step) -> String? {
    if let role = step.owner ?? routine.owner { return person(role) }
    if case .human(let role) = step.actor { return person(role) }
    return nil
  }

  private func looksAt(_ step: Routine.Step, _ result: Int) -> Bool {
    step.edits == result || step.reviews.contains(result)
  }

  private static func once(_ names: [String]) -> [String] {
    names.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
}

extension ManualPage {
  func roles(_ html: inout HTML) {
    html.element("div", ["class": "table"]) { html in
      html.element("table", ["class": "roles"]) { html in
        html.element("thead") {
          $0.element("tr") { html in
            for title in [words.labels.step, words.roles.does, words.roles.accountable, words.roles.looks] {
              html.element("th", ["scope": "col"], title)
            }
          }
        }
        html.element("tbody") { html in
          for row in manual.responsibilities {
            html.line()
            html.element("tr") { html in
              html.element("th", ["scope": "row"]) { self.stepLink(row.step, &$0) }
              html.element("td") { html in
                html.text(row.doer)
                if !row.inside.isEmpty {
                  html.element("span", ["class": "quiet"], " (\(row.inside.joined(separator: ", ")))")
                }
              }
              html.element("td", row.accountable)
              html.element("td", row.looks.isEmpty ? "–" : row.looks.joined(separator: ", "))
            }
          }
        }
      }
    }
  }
}
