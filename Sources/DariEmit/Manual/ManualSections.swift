// The sections of the page around the steps.

import DariRuntime

extension ManualPage {
  func markdown(_ parts: [PromptPart], _ headingLevel: Int, _ html: inout HTML) {
    PromptHTML.markdown(parts, headingLevel: headingLevel, words: words, into: &html)
  }

  func stepLink(_ number: Int, _ html: inout HTML, class name: String? = nil) {
    html.element(
      "a", ["href": "#step-\(number)", "class": name], "\(number). \(manual.steps[number - 1].title)")
  }

  /// Links with a comma between them.
  func placeLinks(_ places: [Manual.Place], _ html: inout HTML) {
    for (index, place) in places.enumerated() {
      if index > 0 { html.text(", ") }
      placeLink(place, &html)
    }
  }

  func routineLink(_ name: String, _ title: String, _ html: inout HTML) {
    html.element("a", ["href": form.address(of: name)], title)
  }

  /// A link to a step, and from there to the step of a called routine's own manual.
  func placeLink(_ place: Manual.Place, _ html: inout HTML) {
    stepLink(place.step, &html)
    guard let inside = place.inside else { return }
    html.text(" → ")
    html.element(
      "a", ["href": form.address(of: inside.routine, step: inside.number)], words.sentences.inside(inside))
  }

  func actorBadge(_ kind: ManualStep.ActorKind, _ html: inout HTML) {
    switch kind {
    case .human: html.element("span", ["class": "badge human"], words.labels.human)
    case .ai: html.element("span", ["class": "badge ai"], words.labels.ai)
    case .tool: html.element("span", ["class": "badge"], words.labels.tool)
    case .routine: html.element("span", ["class": "badge"], words.labels.routine)
    }
  }

  func purpose(_ html: inout HTML) {
    ManualMarkdown.write(manual.about, headingLevel: 3, into: &html)
    guard let avoid = manual.avoid else { return }
    html.element("div", ["class": "callout"]) { html in
      html.element("h3", words.page.avoid)
      html.element("p", avoid)
    }
  }

  func glance(_ html: inout HTML) {
    swimlane(&html)
    overview(of: manual.steps, &html)
  }

  /// The flow as a list, as every form of the manual has it. Slides show a few steps at a time.
  func overview(of steps: [ManualStep], _ html: inout HTML) {
    html.element("ol", ["class": "flow"]) { html in
      for step in steps {
        html.line()
        // Numbers of slides do not begin at one.
        let value = form == .slides ? "\(step.number)" : nil
        html.element("li", ["class": step.isCheckpoint ? "look" : nil, "value": value]) { html in
          html.element("a", ["class": "title", "href": "#step-\(step.number)"], step.title)
          html.element("div", ["class": "who"]) { html in
            actorBadge(step.actorKind, &html)
            html.element("span", step.actor)
            if let minutes = step.minutes {
              html.element("span", forOneItem(words.sentences.minutes(minutes.after), minutes))
            }
            flowBadges(step, &html)
          }
        }
      }
    }
  }

  /// Looking and leaving, here or in the routine that the step calls.
  func flowBadges(_ step: ManualStep, _ html: inout HTML) {
    if step.isCheckpoint { html.element("span", ["class": "badge check"], words.labels.checkpoint) }
    if step.holdsCheckpoint {
      html.element("span", ["class": "badge check"], words.labels.checkpointInside)
    }
    for effect in step.effects {
      html.element("span", ["class": "badge warn"], words.labels.effects(effect))
    }
  }

  func forOneItem(_ text: String, _ minutes: Manual.TimeSaved.Row) -> String {
    minutes.isForOneItem ? "\(words.sentences.forOneItem) \(text)" : text
  }

  func prepare(_ html: inout HTML) {
    html.element("p", ["class": "quiet"], words.sentences.prepareIntro)
    html.element("ul", ["class": "things"]) { html in
      for (index, thing) in manual.prepare.enumerated() {
        html.line()
        html.element("li", ["id": "prepare-\(index)"]) { self.prepare(thing, &$0) }
      }
    }
  }

  private func prepare(_ thing: Manual.Prepare, _ html: inout HTML) {
    html.element("p", ["class": "thing"]) { html in
      html.element("span", ["class": "hole"], "⟦\(thing.name)⟧")
      if thing.isOptional || thing.defaultValue != nil {
        html.element("span", ["class": "badge"], words.sentences.optional)
      }
      for label in thing.labels { html.element("span", ["class": "badge warn"], label) }
    }
    html.element("div", ["class": "question"]) { html in
      ManualMarkdown.write(thing.question, headingLevel: 3, into: &html)
    }
    html.element("dl", ["class": "details"]) { html in
      html.element("dt", words.labels.form)
      html.element("dd") { type(thing.type, &$0) }
      if thing.isOptional { html.element("dd", words.sentences.leaveEmpty) }
      if let value = thing.defaultValue {
        html.element("dt", words.labels.ifEmpty)
        html.element(
          "dd", value.utf8.isEmpty ? words.sentences.ifEmptyNothing : words.sentences.ifEmpty(value))
      }
      if let example = thing.example {
        html.element("dt", words.labels.example)
        html.element("dd", ["class": "asis"], example.utf8.isEmpty ? words.sentences.nothing : example)
      }
    }
  }

  func type(_ type: TypeInWords, _ html: inout HTML) {
    html.text(type.summary)
    if type.fields.isEmpty { return }
    html.element("ul") { html in
      for field in type.fields {
        html.element("li") { html in
          html.element("b", field.words)
          html.text(": ")
          self.type(field.type, &html)
          if field.isOptional { html.text(" (\(words.sentences.optional))") }
        }
      }
    }
  }

  func cautions(_ html: inout HTML) {
    guard let cautions = manual.cautions else { return }
    html.element("ul", ["class": "rules"]) { html in
      for group in cautions.labelled { html.element("li") { self.group(group, &$0) } }
      for called in cautions.called {
        html.element("li") { html in
          placeLinks(called.steps.map { Manual.Place(step: $0) }, &html)
          html.text(" → ")
          routineLink(called.routine, called.title, &html)
          html.element("ul") { html in
            for group in called.labelled { html.element("li") { self.group(group, &$0) } }
          }
        }
      }
      for rule in cautions.tools { html.element("li") { self.rule(rule, &$0) } }
      if !cautions.untrusted.isEmpty {
        html.element("li") { html in
          html.element("b", words.labels.untrusted)
          html.text(": ")
          places(cautions.untrusted, &html)
          html.open("br")
          html.text(words.sentences.untrusted)
        }
      }
      html.element("li") { $0.element("b", words.sentences.neverKeys) }
    }
  }

  private func group(_ group: Manual.Cautions.Group, _ html: inout HTML) {
    html.element("b", words.sentences.labelled(group.label))
    html.text(": ")
    places(group.inputs, &html)
  }

  private func rule(_ rule: Manual.Cautions.ToolRule, _ html: inout HTML) {
    html.element("b", rule.tool)
    if let plan = rule.plan { html.element("span", ["class": "quiet"], " (\(plan))") }
    html.element("ul") { html in
      if !rule.never.isEmpty {
        html.element("li") { $0.element("strong", words.sentences.never(rule.never)) }
      }
      if !rule.redacted.isEmpty { html.element("li", words.sentences.redacted(rule.redacted)) }
      if !rule.allowed.isEmpty { html.element("li", words.sentences.allowed(rule.allowed)) }
    }
  }

  private func places(_ names: [String], _ html: inout HTML) {
    for (index, name) in names.enumerated() {
      if index > 0 { html.text(" ") }
      html.element("span", ["class": "hole"], "⟦\(name)⟧")
    }
  }

  func checkpoints(_ html: inout HTML) {
    html.element("p", ["class": "quiet"], words.sentences.checkIntro)
    html.element("ul", ["class": "things"]) { html in
      for point in manual.checkpoints {
        html.line()
        html.element("li") { html in
          html.element("p", ["class": "thing"]) { html in
            html.element("span") { placeLink(point.place, &$0) }
          }
          html.element("p") { html in
            html.text(words.sentences.looks(point.person, point.looksAt))
            if let edit = point.mayEdit {
              html.text(" " + words.sentences.edits(edit, point.editsText))
            }
          }
          let no = point.redo.map(words.sentences.redo)
          facts(
            [(words.labels.onNo, no ?? words.sentences.stops), (words.labels.minutes, point.minutes)],
            "details", &html)
        }
      }
    }
  }

  func departures(_ html: inout HTML) {
    html.element("ul") { html in
      for departure in manual.departures {
        html.element("li") { html in
          placeLink(departure.place, &html)
          html.text(": ")
          var what = departure.results.map(words.prompts.resultOf)
          if departure.ownText { what.append(words.sentences.ownText) }
          let list = words.sentences.list(what)
          html.text(words.sentences.departs(departure.kind, list, departure.by, departure.isPerson))
        }
      }
    }
  }

  func time(_ html: inout HTML) {
    guard let time = manual.time else { return }
    timeTable(time, time.rows, &html)
    html.element(
      "p", ["class": "sum"],
      words.sentences.timeSum(
        time.rows.map { ManualNumber.short($0.before) }, time.rows.map { ManualNumber.short($0.after) },
        (time.before, time.after)))
    if time.rows.contains(where: \.countsOneItem) {
      html.element("p", ["class": "quiet"], words.sentences.itemsCountOnce)
    }
  }

  /// Nothing is claimed of steps that say nothing of their time.
  func headline(_ time: Manual.TimeSaved) -> String {
    time.isOfPart
      ? words.sentences.shorterPart(time.rows.count, time.before, time.after)
      : words.sentences.shorter(time.before, time.after)
  }

  /// Those rows, and the sum of all.
  func timeTable(_ time: Manual.TimeSaved, _ rows: [Manual.TimeSaved.Row], _ html: inout HTML) {
    html.element("div", ["class": "table"]) { html in
      html.element("table") { html in
        html.element("thead") {
          $0.element("tr") { html in
            html.element("th", ["scope": "col"], words.labels.step)
            for title in [words.labels.before, words.labels.after] {
              html.element("th", ["scope": "col", "class": "number"], title)
            }
          }
        }
        html.element("tbody") { html in
          for row in rows {
            html.element("tr") { html in
              html.element("th", ["scope": "row"]) { html in
                html.text(manual.steps[row.step - 1].title)
                if row.isForOneItem {
                  html.element("span", ["class": "quiet"], " (\(words.sentences.forOneItem))")
                }
              }
              html.element("td", ["class": "number"], words.sentences.minutes(row.before))
              html.element("td", ["class": "number"], words.sentences.minutes(row.after))
            }
          }
        }
        html.element("tfoot") {
          $0.element("tr") { html in
            html.element("th", ["scope": "row"], words.labels.total)
            html.element("td", ["class": "number"], words.sentences.minutes(time.before))
            html.element("td", ["class": "number"], words.sentences.minutes(time.after))
          }
        }
      }
    }
  }

  func tools(_ html: inout HTML) {
    html.element("ul", ["class": "things"]) { html in
      for tool in manual.tools {
        html.line()
        html.element("li") { html in
          html.element("h3") { html in
            if let url = tool.url, ManualLink.isSafe(url) {
              html.element("a", ["href": url, "rel": "noopener noreferrer"], tool.name)
            } else {
              html.text(tool.name)
            }
          }
          let cost = tool.cost.map { words.sentences.cost($0, tool.asof) }
          facts(
            [(words.labels.plan, tool.plan), (words.labels.cost, cost), (words.labels.start, tool.start)],
            "details",
            &html)
          if !tool.places.isEmpty {
            html.element("p", ["class": "quiet"]) { html in
              html.text("\(words.labels.usedIn): ")
              placeLinks(tool.places, &html)
            }
          }
        }
      }
    }
    monthlyCost(&html)
  }

  func notes(_ html: inout HTML) {
    for note in manual.notes { markdown(note, 3, &html) }
  }

  func design(_ html: inout HTML) {
    if !manual.why.isEmpty {
      html.element("h3", words.page.routineDesign)
      for why in manual.why { markdown(why, 4, &html) }
    }
    for step in manual.steps where !step.why.isEmpty {
      html.element("h3", ["id": "why-\(step.number)"], "\(step.number). \(step.title)")
      for why in step.why { markdown(why, 4, &html) }
    }
  }

  func about(_ html: inout HTML) {
    facts(
      [
        (words.labels.client, look.client), (words.labels.owner, manual.owner),
        (words.labels.author, look.author),
        (words.labels.version, manual.version.isEmpty ? nil : manual.version),
        (words.labels.reviewed, manual.reviewed),
      ], "details", &html)
  }

  func help(_ html: inout HTML) {
    if let help = manual.help { html.element("p", help) }
    facts([(words.labels.contact, look.contact)], "details", &html)
  }

  func glossary(_ terms: [ManualLook.Term], _ html: inout HTML) {
    html.element("dl", ["class": "details"]) { html in
      for term in terms {
        html.element("dt", term.word)
        html.element("dd", term.meaning)
      }
    }
  }
}
