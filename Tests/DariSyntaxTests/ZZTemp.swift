import Foundation
import Testing
@testable import DariSyntax
@Suite struct ZZTemp {
  @Test func jinja() throws {
    let data = try Data(contentsOf: URL(fileURLWithPath: "/tmp/syn/ws.json"))
    let cases = try JSONSerialization.jsonObject(with: data) as! [[String]]
    var bad = 0
    for c in cases {
      let tree = parse(snippet(c[0]))
      let p = problems(tree)
      let out = printed(c[0])
      if !p.isEmpty || out != c[1] { bad += 1; if bad < 6 { print("----", c[0].debugDescription, "\nJINJA", c[1].debugDescription, "\nDARI ", out.debugDescription, p) } }
    }
    print("bad", bad, "of", cases.count)
  }
}
