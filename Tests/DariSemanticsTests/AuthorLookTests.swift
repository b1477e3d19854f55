// What a file is that is named as the author's logo, and which colours are told.

import DariBase
import Testing

@testable import DariSemantics

@Suite struct AuthorLookTests {
  private static let png: [UInt8] = {
    var bytes: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13]
    bytes += Array("IHDR".utf8) + [0, 0, 0, 1, 0, 0, 0, 1, 8, 6, 0, 0, 0, 1, 2, 3, 4]
    return bytes + [0, 0, 0, 0] + Array("IEND".utf8) + [0xAE, 0x42, 0x60, 0x82]
  }()

  private static let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"></svg>"

  @Test func aFileIsKnownByWhatIsInIt() {
    #expect(LogoFile(Self.png).kind == .png)
    #expect(LogoFile(Array(Self.png.dropLast(6))).kind == nil)
    for head in ["", "\u{FEFF}", "<?xml version=\"1.0\"?>\n", "<!-- <svg> -->\n", "<!DOCTYPE svg>\n"] {
      #expect(LogoFile(Array((head + Self.svg).utf8)).kind == .svg, "\(head)")
    }
    for other in [
      "", "GIF89a", "<svg></svg>", "<html><svg xmlns=\"http://www.w3.org/2000/svg\"></svg></html>",
      "<svg xmlns=\"http://www.w3.org/2000/svg\">", "<!-- ", "<?xml", "<!doctype svg",
    ] {
      #expect(LogoFile(Array(other.utf8)).kind == nil, "\(other)")
    }
    #expect(LogoFile([0xFF, 0xD8, 0xFF, 0xE0]).kind == nil)
  }

  @Test(arguments: [
    ("<script>", "<script>"), ("<foreignObject/>", "<foreignobject>"),
    ("<image href='HTTPS://a.b/c.png'/>", "href='https:"),
    ("<rect fill=\"url(http://a.b/c)\"/>", "url(http:"), ("<use xlink:href=\"//a.b/c.svg#x\"/>", "href=\"//"),
    ("<!ENTITY x 'y'>", "<!entity>"),
  ])
  func whatWouldBeLoadedIsFound(_ part: String, _ found: String) {
    let text = Self.svg.replacing("></svg>", with: ">\(part)</svg>")
    #expect(LogoFile(Array(text.utf8)).loadedFromElsewhere == found)
  }

  @Test func whatStaysWithinThePictureIsFine() {
    let text = Self.svg.replacing(
      "></svg>",
      with:
        "><defs><g id=\"a\"/></defs><use href=\"#a\"/><rect fill=\"url(#b)\"/><image href=\"data:image/png;base64,AA\"/></svg>"
    )
    #expect(LogoFile(Array(text.utf8)).loadedFromElsewhere == nil)
  }

  private static func problems(_ manifest: String, _ resources: [(String, [UInt8])] = []) -> [String] {
    Compiler.check(files: [("dari.yaml", Array(manifest.utf8))] + resources).1.map(\.code.text)
  }

  @Test func logosAreReadWithTheProject() {
    let manifest = "project: p\nauthor: { logo: a/b.svg }\n"
    #expect(Self.problems(manifest) == ["E1101"])
    #expect(Self.problems(manifest, [("a/b.svg", Array(Self.svg.utf8))]).isEmpty)
    #expect(Self.problems(manifest, [("a/b.svg", Self.png)]).isEmpty)
    #expect(Self.problems(manifest, [("a/b.svg", Array("words".utf8))]) == ["E1102"])
    let large = Array((Self.svg + String(repeating: " ", count: Logo.most)).utf8)
    #expect(Self.problems(manifest, [("a/b.svg", large)]) == ["E1103"])
    #expect(Self.problems("project: p\nauthor: { logo: ../b.svg }\n", [("b.svg", Self.png)]) == ["E1101"])
    #expect(Self.problems("project: p\nauthor: { logo: /b.svg }\n") == ["E1101"])
  }

  @Test(arguments: [("#2f6f4e", 0), ("#767676", 1), ("#ffffff", 1), ("#000000", 0), ("#666666", 0)])
  func paleColoursAreTold(_ colour: String, _ count: Int) {
    #expect(Self.problems("project: p\nauthor: { colour: \"\(colour)\" }\n").count == count, "\(colour)")
  }
}
