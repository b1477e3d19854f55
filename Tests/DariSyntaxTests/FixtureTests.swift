// Files with several mistakes: what is told, and where. `name.problems` stands beside `name.dari`.

import Testing

@testable import DariSyntax

@Suite struct SyntaxFixtureTests {
  @Test(arguments: Repository.files(in: "Fixtures/Syntax/err", ending: ".dari"))
  func problemsInFileOrder(path: String) {
    let tree = parse(Repository.bytes(path), path: path)
    let found = tree.diagnostics.map { diagnostic in
      let place = tree.file.position(at: Int(diagnostic.span.start))
      return "\(diagnostic.code.text) \(place.line):\(place.column) \(tree.file.text(diagnostic.span))\n"
    }
    #expect(found.joined() == Repository.text(String(path.dropLast(5)) + ".problems"))
  }
}
