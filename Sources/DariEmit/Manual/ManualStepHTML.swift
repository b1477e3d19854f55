// One step of the page: who, with what, the words to send, what to do and how to tell that it is right.

import DariRuntime

extension ManualPage {
  func steps(_ phase: Manual.Phase, _ html: inout HTML) {
    html.element("p", ["class": "quiet"], words.sentences.placesIntro)
    if isLive, phase.lowerBound == 1 {
      html.element("div", ["class": "desk-bar", "id": "desk", "hidden": ""]) { html in
        html.element("h3", words.script.deskTitle)
        html.element("p", words.script.deskIntro)
      }
    }
    for step in manual.steps[(phase.lowerBound - 1)..<phase.upperBound] {
      html.line()
      html.element(
        "article",
        ["class": "step", "id": "step-\(step.number)", "aria-labelledby": "step-\(step.number)-title"]
      ) {
        self.step(step, &$0)
      }
    }
  }

  private func step(_ step: ManualStep, _ html: inout HTML) {
    html.element("h3", ["id": "step-\(step.number)-title"]) { html in
      html.element("span", ["class": "number"], "\(step.number).")
      html.text(" ")
      html.element("span", step.title)
    }
    meta(step, &html)
    flow(step, &html)
    // Where the script puts its fields and the finished prompt, and what came out.
    if isLive { html.element("div", ["class": "work", "id": "fill-\(step.number)", "hidden": ""], "") }
    // A person's work and a tool's text are told in the order in which they are done: first what to copy, then how.
    html.element("div", ["id": isLive ? "blank-\(step.number)" : nil]) { html in
      for index in step.prompts.indices { self.prompt(step, index, &html) }
    }
    if !step.instructions.isEmpty {
      html.element("h4", words.labels.doing)
      for part in step.instructions { markdown(part, 5, &html) }
      legend(step.instructionHoles, &html)
    }
    if let result = step.result { self.result(result, &html) }
    // What came out is put in and then looked at; of what somebody else made the person says yes after having looked.
    if !step.isCheckpoint { outcome(step, &html) }
    if !step.checks.isEmpty {
      html.element("div", ["class": "checks"]) { html in
        html.element("h4", words.labels.checks)
        for part in step.checks { markdown(part, 5, &html) }
        legend(step.checkHoles, &html)
      }
    }
    if step.isCheckpoint { outcome(step, &html) }
    if !step.notes.isEmpty {
      html.element("div", ["class": "note"]) { html in
        for part in step.notes { markdown(part, 4, &html) }
      }
    }
    if !step.why.isEmpty {
      html.element("p", ["class": "meta"]) {
        $0.element("a", ["href": "#why-\(step.number)"], words.labels.why)
      }
    }
  }

  private func outcome(_ step: ManualStep, _ html: inout HTML) {
    if isLive { html.element("div", ["class": "work", "id": "outcome-\(step.number)", "hidden": ""], "") }
  }

  private func meta(_ step: ManualStep, _ html: inout HTML) {
    html.element("p", ["class": "meta"]) { html in
      actorBadge(step.actorKind, &html)
      let tools = step.tools.map { manual.tools[$0] }
      if tools.isEmpty {
        html.element("span", step.actor)
      } else {
        for tool in tools {
          if let url = tool.url, ManualLink.isSafe(url) {
            html.element("a", ["href": url, "rel": "noopener noreferrer"], tool.name)
          } else {
            html.element("span", tool.name)
          }
        }
      }
      if let minutes = step.minutes {
        html.element(
          "span", forOneItem(words.sentences.fromTo(minutes.before, minutes.after), minutes))
      }
      if let owner = step.owner { html.element("span", words.sentences.owner(owner)) }
      flowBadges(step, &html)
      switch step.risk {
      case .low: break
      case .medium: html.element("span", ["class": "badge warn"], words.labels.riskMedium)
      case .high: html.element("span", ["class": "badge warn"], words.labels.riskHigh)
      }
    }
  }

  /// When and how often the step is done, and by which other manual.
  private func flow(_ step: ManualStep, _ html: inout HTML) {
    for sentence in [step.condition, step.repetition].compactMap({ $0 }) {
      html.element("p", ["class": "flow"], sentence)
    }
    items(step.items, &html)
    guard let called = step.called else { return }
    html.element("p", ["class": "flow"]) { html in
      html.element("span", words.labels.calledManual + ": ")
      routineLink(called.routine, called.title, &html)
    }
    if called.handOver.isEmpty { return }
    html.element("h4", words.labels.handOver)
    html.element("dl", ["class": "details"]) { html in
      for item in called.handOver {
        html.element("dt", item.question)
        html.element("dd", item.value)
      }
    }
  }

  /// What one item is called in the step; and all of them, where nobody is asked for the list.
  private func items(_ items: [ManualStep.Item], _ html: inout HTML) {
    if items.isEmpty { return }
    html.element("dl", ["class": "legend"]) { html in
      for item in items {
        html.element("dt") { $0.element("span", ["class": "hole"], "⟦\(item.name)⟧") }
        html.element("dd") { html in
          if item.values.isEmpty {
            html.text(item.words)
          } else if !item.isLong {
            html.text("\(item.words): \(item.values.joined(separator: ", "))")
          } else {
            html.text("\(item.words):")
            html.element("ul") { html in
              for value in item.values { html.element("li", ["class": "asis"], value) }
            }
          }
        }
      }
    }
  }

  private func prompt(_ step: ManualStep, _ index: Int, _ html: inout HTML) {
    let prompt = step.prompts[index]
    html.element("div", ["class": "prompt-head"]) { $0.element("h4", step.promptTitle(index, words)) }
    html.element("div", ["class": isLongOnPaper(prompt) ? "prompt long" : "prompt"]) {
      PromptHTML.prompt(prompt.parts, words: words, into: &$0)
    }
    legend(prompt.holes, &html)
  }

  private func legend(_ holes: [PromptHole], _ html: inout HTML) {
    if holes.isEmpty { return }
    html.element("dl", ["class": "legend", "aria-label": words.labels.fillIn]) { html in
      for hole in holes {
        html.element("dt") { $0.element("span", ["class": "hole"], hole.shown) }
        html.element("dd", hole.note.map { "\(hole.words) — \($0)" } ?? hole.words)
      }
    }
  }

  private func result(_ result: TypeInWords, _ html: inout HTML) {
    html.element("h4", words.labels.result)
    if result.fields.isEmpty {
      html.element("p", result.summary)
    } else {
      if result.summary != words.types.record { html.element("p", result.summary) }
      html.element("dl", ["class": "details"]) { html in
        for field in result.fields {
          html.element("dt", field.words)
          html.element("dd") { type(field.type, &$0) }
        }
      }
    }
  }
}

extension ManualStep {
  /// What one of its prompts is: the first words, what to send, an example…
  func promptTitle(_ index: Int, _ words: ManualWords) -> String {
    switch prompts[index].kind {
    case .system: words.prompts.system
    // A question that an example answers is part of the example.
    case .user:
      index + 1 < prompts.count && prompts[index + 1].kind == .assistant
        ? words.prompts.exampleQuestion : words.prompts.user
    case .assistant: words.prompts.assistant
    case .again: words.prompts.again
    case .text: words.prompts.text
    }
  }
}
