import Foundation
import Testing

@testable import DariSyntax

@Suite(.serialized) struct ZZTemp {
  @Test func slow() {
    for f in MutationTests.fragments + [
      "{{'", "{{ ' \"", "{#\n", "~~~ a\n@do\n```\n```\n", "{# a\n@do\n", "{# a\n",
    ] {
      for n in [2000, 8000] {
        let text = "---\nroutine: a\n---\n@user\n" + String(repeating: f + " a", count: n)
        let t = Date()
        let tree = parse(text)
        let d = Date().timeIntervalSince(t)
        if d > 0.15 { print("SLOW", f.debugDescription, n, d, tree.diagnostics.count) }
      }
    }
  }
}
