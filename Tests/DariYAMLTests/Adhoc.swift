import DariBase
import DariYAML
import Foundation
import Testing
@Suite struct Adhoc {
  @Test func dump() throws {
    var dice = Dice(state: 77)
    var out = ""
    var generic: [String: Int] = [:]
    var counts: [String: Int] = [:]
    for _ in 0..<40000 {
      let original = peerDocuments[dice.roll(peerDocuments.count)].text
      let bytes = damaged(Array(original.utf8), with: &dice)
      let file = source(bytes)
      let r = YAML.parse(file)
      for d in r.diagnostics { counts[d.code.text, default: 0] += 1 }
      if r.diagnostics.isEmpty, !bytes.contains(0x0D) {
        out += Data(bytes).base64EncodedString() + "\t" + structure(r.root) + "\n"
      }
      if r.diagnostics.contains(where: { $0.code.text == "E0036" }) { generic[file.text(0..<bytes.count), default: 0] += 1 }
    }
    try out.write(toFile: "/tmp/yamlpages/clean.tsv", atomically: true, encoding: .utf8)
    try generic.keys.sorted { $0.utf8.count < $1.utf8.count }.map { $0.debugDescription }.joined(separator: "\n").write(toFile: "/tmp/yamlpages/generic.txt", atomically: true, encoding: .utf8)
    print(counts.sorted { $0.key < $1.key })
  }
}
