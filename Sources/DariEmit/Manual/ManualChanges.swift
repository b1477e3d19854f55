// What is new since the version that the client has. A build knows one version only and leaves the section out; whoever
// knows both fills in `Manual.changes`, in words for the people who work with the manual.

extension Manual {
  package struct Changes: Hashable, Sendable {
    package var since: String
    package var sentences: [String]

    package init(since: String, sentences: [String]) {
      self.since = since
      self.sentences = sentences
    }
  }
}

extension ManualPage {
  func changes(_ html: inout HTML) {
    guard let changes = manual.changes else { return }
    if !changes.since.isEmpty {
      html.element("p", ["class": "quiet"], words.page.changesSince(changes.since))
    }
    html.element("ul") { html in
      for sentence in changes.sentences { html.element("li", sentence) }
    }
  }
}
