// The part of a manual that tells which duties of law concern the routine.

import DariBase
import DariRuntime

extension Manual {
  /// The duties of one law.
  package struct Law: Hashable, Sendable {
    package var law: String
    package var source: String
    package var url: String
    package var checked: String
    /// The name and version of the pack.
    package var pack: String
    package var duties: [Duty]
  }

  package struct Duty: Hashable, Sendable {
    package var article: String
    package var asks: String
    package var binds: String
    package var period: String
    package var standing: Routine.Duty.Standing
  }
}

extension ManualBuilder {
  var laws: [Manual.Law] {
    routine.duties.filter { !$0.duties.isEmpty }.map { pack in
      Manual.Law(
        law: told(pack.law), source: told(pack.source), url: pack.url, checked: words.types.day(pack.checked),
        pack: [pack.pack, pack.version].filter { !$0.isEmpty }.joined(separator: " "),
        duties: pack.duties.map { duty in
          Manual.Duty(
            article: told(duty.article), asks: told(duty.asks), binds: told(duty.binds),
            period: words.law.period(words.types.day(duty.from), duty.until.map(words.types.day)),
            standing: duty.standing)
        })
    }
  }

  /// Each once, however many laws ask for it.
  var notices: [String] {
    var notices: [String] = []
    for notice in routine.duties.flatMap(\.duties).compactMap(\.notice).map(told)
    where !notices.contains(notice) {
      notices.append(notice)
    }
    return notices
  }

  private func told(_ words: Wording) -> String {
    self.words.locale == "ko" ? words.korean : words.english
  }
}

extension ManualPage {
  func law(_ html: inout HTML) {
    for notice in manual.notices {
      html.element("div", ["class": "callout"]) { html in
        html.element("h3", words.law.notice)
        html.element("p", notice)
      }
    }
    html.element("p", ["class": "quiet"], words.law.intro)
    for law in manual.laws {
      html.element("h3") { html in
        if ManualLink.isSafe(law.url) {
          html.element("a", ["href": law.url, "rel": "noopener noreferrer"], law.law)
        } else {
          html.text(law.law)
        }
      }
      html.element("p", ["class": "quiet"], words.law.source(law.source, law.pack, law.checked))
      html.element("ul", ["class": "things"]) { html in
        for duty in law.duties {
          html.line()
          html.element("li") { html in
            html.element("p", ["class": "thing"]) { html in
              html.element("b", duty.article)
              html.element("span", ["class": "badge"], duty.period)
            }
            html.element("p", duty.asks)
            facts(
              [(words.law.binds, duty.binds), (words.law.standing, words.law.standings(duty.standing))],
              "details", &html)
          }
        }
      }
    }
  }
}
