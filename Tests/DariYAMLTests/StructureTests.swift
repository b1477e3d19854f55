// Valid documents: the structure that another parser finds, spans that are exact, scalars as written.

import DariBase
import DariYAML
import Testing

@Suite struct StructureTests {
  @Test(arguments: peerDocuments.indices)
  func agreesWithPyYAML(_ index: Int) {
    let document = peerDocuments[index]
    let result = parse(document.text)
    #expect(problems(document.text) == [])
    #expect(structure(result.root) == document.structure, "\(document.text)")
  }

  @Test(arguments: peerDocuments.indices)
  func spansAreExact(_ index: Int) throws {
    try checkSpans(Array(peerDocuments[index].text.utf8))
  }

  @Test(arguments: peerDocuments.indices)
  func spansAreExactWithCarriageReturnsAndMark(_ index: Int) throws {
    let text = peerDocuments[index].text.utf8.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : $0 == 0x0D ? [] : [$0] }
    try checkSpans([0xEF, 0xBB, 0xBF] + text)
    let marked = YAML.parse(source([0xEF, 0xBB, 0xBF] + text))
    #expect(marked.diagnostics == [])
    #expect(structure(marked.root) == peerDocuments[index].structure)
  }

  /// A part of a file is read as if it stood alone, at its own place.
  @Test(arguments: peerDocuments.indices)
  func partsOfFiles(_ index: Int) throws {
    let text = peerDocuments[index].text
    let before = "---\n앞의 글 😀\n---\n"
    let file = source(before + text + "\n@value x: \"\n")
    let range = before.utf8.count..<before.utf8.count + text.utf8.count
    let result = YAML.parse(file, range: range)
    #expect(result.diagnostics == [])
    #expect(structure(result.root) == peerDocuments[index].structure)
    for node in allNodes(result.root) { #expect(range.contains(node.span.range) || node.span.isEmpty) }
  }

  private func checkSpans(_ bytes: [UInt8]) throws {
    let file = source(bytes)
    for node in allNodes(YAML.parse(file).root) {
      guard let scalar = node.scalar else { continue }
      let written = Array(file.bytes[scalar.contentSpan.range])
      let isOneLine = !written.contains(0x0A)
      if scalar.isPlain, isOneLine {
        #expect(written == Array(scalar.text.utf8))
        #expect(node.span == scalar.contentSpan)
        #expect(scalar.isVerbatim)
      }
      if scalar.isQuoted {
        #expect(node.span.start + 1 == scalar.contentSpan.start)
        #expect(node.span.end == scalar.contentSpan.end + 1)
        let mark = file.bytes[Int(node.span.start)]
        #expect(mark == (scalar.style == .singleQuoted ? 0x27 : 0x22))
        #expect(file.bytes[Int(node.span.end) - 1] == mark)
      }
      checkOffsets(scalar, file)
    }
  }

  /// Every letter of the text stands in the file where `fileOffset` says, escapes apart.
  private func checkOffsets(_ scalar: YAMLScalar, _ file: SourceFile) {
    for (offset, byte) in scalar.text.utf8.enumerated() {
      let place = scalar.fileOffset(of: offset)
      // The last line break of a block stands behind its content.
      #expect(
        scalar.contentSpan.range.contains(place) || (byte == 0x0A && place == Int(scalar.contentSpan.end)))
      guard place < file.bytes.count, byte != 0x0A, byte != 0x20, byte != 0x0D else { continue }
      let written = file.bytes[place]
      if written == 0x5C, scalar.style == .doubleQuoted { continue }
      let isInEscape = scalar.style == .doubleQuoted && scalar.text.utf8.count != scalar.contentSpan.length
      if isInEscape, byte >= 0x80 { continue }
      #expect(written == byte, "\(scalar.text.debugDescription) at \(offset)")
    }
  }
}

extension Range where Bound == Int {
  fileprivate func contains(_ other: Range<Int>) -> Bool {
    lowerBound <= other.lowerBound && other.upperBound <= upperBound
  }
}

@Suite struct SpanTests {
  @Test func offsetsInQuotedText() throws {
    let text = "a: \"하\\n\\\"루\\u00e9커피\"\n"
    let file = source(text)
    let scalar = try #require(YAML.parse(file).root?["a"]?.scalar)
    #expect(scalar.text == "하\n\"루é커피")
    func written(_ word: String) -> String {
      let bytes = Array(scalar.text.utf8)
      let wanted = Array(word.utf8)
      let start = bytes.indices.first { bytes[$0...].starts(with: wanted) } ?? 0
      return file.text(scalar.span(of: start..<start + wanted.count))
    }
    #expect(written("하") == "하")
    #expect(written("\n") == "\\n")
    #expect(written("\"") == "\\\"")
    #expect(written("루") == "루")
    #expect(written("é") == "\\u00e9")
    #expect(written("커피") == "커피")
  }

  @Test func offsetsInBlocks() throws {
    let text = "a:\n  b: |\n    하나\n\n      둘\n    셋\n  c: >\n    하나\n    둘\n\n    셋\n"
    let file = source(text)
    let root = try #require(YAML.parse(file).root?["a"])
    for (key, words) in [("b", ["하나", "둘", "셋"]), ("c", ["하나", "둘", "셋"])] {
      let scalar = try #require(root[key]?.scalar)
      let bytes = Array(scalar.text.utf8)
      for word in words {
        let wanted = Array(word.utf8)
        let start = try #require(bytes.indices.first { bytes[$0...].starts(with: wanted) })
        #expect(file.text(scalar.span(of: start..<start + wanted.count)) == word)
      }
    }
  }

  @Test func offsetsInSingleQuotesAndFolds() throws {
    let file = source("a: 'it''s\n  여기, it''s 저기'\n")
    let scalar = try #require(YAML.parse(file).root?["a"]?.scalar)
    #expect(scalar.text == "it's 여기, it's 저기")
    let start = Array("it's 여기, it's ".utf8).count
    #expect(file.text(scalar.span(of: start..<start + 6)) == "저기")
    #expect(file.text(scalar.span(of: 2..<3)) == "''")
    #expect(!scalar.isVerbatim)
  }

  @Test func collections() throws {
    let file = source("# 처음\na:\n  - 😀: [b, 'c']\n    d: e\n  - f\ng: { h: i }  # 끝\n")
    let root = try #require(YAML.parse(file).root)
    #expect(file.text(root.span) == "a:\n  - 😀: [b, 'c']\n    d: e\n  - f\ng: { h: i }")
    let list = try #require(root["a"])
    #expect(file.text(list.span) == "- 😀: [b, 'c']\n    d: e\n  - f")
    #expect(file.text(list.items[0].span) == "😀: [b, 'c']\n    d: e")
    #expect(file.text(list.items[0].entries[0].key.span) == "😀")
    #expect(file.text(list.items[0].entries[0].value.span) == "[b, 'c']")
    #expect(file.text(try #require(root["g"]).span) == "{ h: i }")
  }

  @Test func blanked() throws {
    let text = "a: b\n{# c: \"\n주석 #}\nd: e {# 주석 #}\nf: |\n  g\n"
    let file = source(text)
    let bytes = Array(text.utf8)
    var blanks: [Range<Int>] = []
    var start: Int?
    for index in bytes.indices.dropLast() {
      if bytes[index] == 0x7B, bytes[index + 1] == 0x23 { start = index }
      if bytes[index] == 0x23, bytes[index + 1] == 0x7D, let begin = start {
        blanks.append(begin..<index + 2)
      }
    }
    let result = YAML.parse(file, range: 0..<bytes.count, blanked: blanks)
    #expect(result.diagnostics == [])
    #expect(structure(result.root) == "{\"a\": \"b\", \"d\": \"e\", \"f\": \"g\\n\"}")
    #expect(file.text(try #require(result.root?["d"]).span) == "e")
  }
}

@Suite struct ReadingTests {
  @Test func scalarsAreReadByOurRules() throws {
    let root = try #require(
      parse("a: yes\nb: no\nc: \"true\"\nd: on\ne: 007\nf: 1.10\ng: 0x1F\nh: nan\ni: '5'\n").root)
    #expect(root["a"]?.bool == true)
    #expect(root["b"]?.bool == false)
    #expect(root["c"]?.bool == nil)
    #expect(root["d"]?.bool == nil)
    #expect(root["e"]?.integer == 7)
    #expect(root["e"]?.scalarText == "007")
    #expect(root["f"]?.number == 1.1)
    #expect(root["f"]?.integer == nil)
    #expect(root["g"]?.integer == nil)
    #expect(root["h"]?.number == nil)
    #expect(root["i"]?.integer == nil)
    #expect(root["missing"] == nil)
  }

  @Test func questionsInBrackets() {
    let text = "a: [환불 되나요?, b ? c, http://x.y/z?a=b]\n"
    #expect(problems(text) == [])
    #expect(structure(parse(text).root) == "{\"a\": [\"환불 되나요?\", \"b ? c\", \"http://x.y/z?a=b\"]}")
  }

  @Test func nothing() {
    #expect(parse("").root == nil)
    #expect(parse("# 주석뿐\n\n").root == nil)
    #expect(parse("").diagnostics == [])
  }

  @Test func dataMayLeaveValuesOut() throws {
    let text = "a:\nb: null\nc: ~\nd: \"null\"\ne: { f: , g: null }\nh: [~, i]\nj: 'a'\nk:\n  - \n  - l\n"
    #expect(problems(text, dialect: .data) == [])
    #expect(
      structure(parse(text, dialect: .data).root)
        == "{\"a\": -, \"b\": -, \"c\": -, \"d\": \"null\", \"e\": {\"f\": -, \"g\": -}, \"h\": [-, \"i\"], \"j\": \"a\", \"k\": [-, \"l\"]}"
    )
    #expect(parse("b: null\nc: ~\n").root?["b"]?.scalarText == "null")
  }
}
