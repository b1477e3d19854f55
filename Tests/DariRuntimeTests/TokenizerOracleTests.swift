// The tokens of texts, against Hugging Face's `tokenizers` with the same files
// (Tests/Judges/judge-tokens.py --oracle writes them).

import DariBase
import Testing

@testable import DariRuntime

@Suite struct TokenizerOracleTests {
  @Test func tokensAreThoseOfTokenizers() throws {
    let variants = try OracleFile.read("tokenizers.json").items
    #expect(variants.count >= 15)
    for variant in variants {
      let name = try #require(variant.member("name")).node.text
      let file = try #require(variant.member("file")).node.text
      let tokenizer = try ByteLevelTokenizer.read(Array(file.utf8))
      let cases = try #require(variant.member("texts")).node.items
      #expect(cases.count > 100)
      var wrong = 0
      for node in cases {
        let text = try #require(node.member("text")).node.text
        let expected = try #require(node.member("ids")).node.items.compactMap { node -> UInt32? in
          if case .integer(let id) = node.kind { UInt32(id) } else { nil }
        }
        let tokens = try tokenizer.encode(text)
        if tokens == expected { continue }
        wrong += 1
        if wrong <= 5 {
          Issue.record("\(name): \(text.debugDescription) gives \(tokens), expected \(expected)")
        }
      }
      #expect(wrong == 0, "\(name): \(wrong) texts")
    }
  }
}
