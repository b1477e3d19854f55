// The examples on the pages of the syntax errors.

import Testing

@testable import DariSyntax

@Suite struct PageTests {
  static let pages = Repository.files(in: "Documentation/Errors", ending: ".md").filter {
    $0.contains("/E01") || $0.contains("/W01")
  }

  @Test(arguments: pages)
  func examples(page: String) throws {
    let text = Repository.text(page)
    let code = String(page.split(separator: "/").last!.dropLast(3))
    let wrong = try #require(Repository.blocks(text, info: "dari wrong").first)
    let right = try #require(Repository.blocks(text, info: "dari right").first)
    let tree = parse(wrong)
    #expect(tree.diagnostics.map(\.code.text) == [code], "\(problems(tree))")
    #expect(problems(parse(right)) == [])
    if let mended = mended(tree) {
      let again = problems(parse(mended))
      #expect(again == [], "mended to: \(mended)")
    }
    #expect(faults(tree, 0..<wrong.utf8.count) == [])
  }
}
