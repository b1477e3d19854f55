// The shape of every kind of type.

import Testing

@testable import DariSyntax

@Suite struct TypeTests {
  @Test(arguments: [
    ("text", "(simple text)"),
    ("text(..40)", "(simple text (limits .. 40))"),
    ("int(1..)", "(simple int (limits 1 ..))"),
    ("int(1..5)", "(simple int (limits 1 .. 5))"),
    ("number(-3..3.5)", "(simple number (limits - 3 .. 3.5))"),
    ("text?", "(opt (simple text))"),
    ("text??", "(opt (simple text))"),
    ("untrusted personal text(..4000)", "(labelled untrusted personal (simple text (limits .. 4000)))"),
    ("personal text?", "(labelled personal (opt (simple text)))"),
    ("money(KRW)", "(money money KRW)"),
    ("list of text", "(listof list of (simple text))"),
    ("list(1..5) of Item", "(listof list (limits 1 .. 5) of (named Item))"),
    ("list of list of int", "(listof list of (listof list of (simple int)))"),
    ("list of (a | b)", "(listof list of (() (enum (case a) (case b))))"),
    ("list of a | b", "(listof list of (enum (case a) (case b)))"),
    ("(list of text)?", "(opt (() (listof list of (simple text))))"),
    ("Tone", "(named Tone)"),
    ("brand::Tone", "(named brand :: Tone)"),
    ("a | b | c", "(enum (case a) (case b) (case c))"),
    ("refund \"환불\" | other", "(enum (case refund \"환불\") (case other))"),
    ("yes \"동의\"", "(enum (case yes \"동의\"))"),
    ("a | b?", "(opt (enum (case a) (case b)))"),
    (
      "{ name: line, count: int(1..) }",
      "(record (field name (simple line)) (field count (simple int (limits 1 ..))))"
    ),
    ("{ kind: (a | b) \"종류\" }", "(record (field kind (() (enum (case a) (case b))) \"종류\"))"),
    ("{ kind: a | b \"비\" }", "(record (field kind (enum (case a) (case b \"비\"))))"),
    ("{ item: Item \"상품\" }", "(record (field item (named Item) \"상품\"))"),
    (
      "{ a: { b: int }?, c: text, }",
      "(record (field a (opt (record (field b (simple int))))) (field c (simple text)))"
    ),
    (
      "{ in: text, list: list of text }",
      "(record (field in (simple text)) (field list (listof list of (simple text))))"
    ),
    ("((text))", "(() (() (simple text)))"),
    ("(untrusted text)?", "(opt (() (labelled untrusted (simple text))))"),
  ])
  func shape(source: String, expected: String) {
    let tree = parseType(source)
    #expect(tree.root.dump == expected)
    #expect(problems(tree) == [])
    #expect(faults(tree, 0..<source.utf8.count) == [])
  }

  @Test(arguments: [
    ("list of text?", "E0192 ?", "(list of text)?"),
    ("list(1..) of Item?", "E0192 ?", "(list(1..) of Item)?"),
    ("list of personal text", "E0193 personal", "personal list of text"),
    ("list text", "E0198 list", "list of text"),
    ("line(40)", "E0195 40", "line(..40)"),
    ("int(1...5)", "E0195 ...", "int(1..5)"),
    ("int(1-5)", "E0195 -", "int(1..5)"),
    ("date(1..3)", "E0196 (", "date"),
    ("money", "E0197 money", "money(KRW)"),
    ("a | b |", "E0199 |", "a | b"),
    ("\"a\" | \"b\"", "E0153 \"a\"", nil),
    ("text | image", "E0194 text", nil),
    ("{ a: int b: int }", "E0172 b", "{ a: int, b: int }"),
    ("{ a int }", "E0112 a", "{ a: int }"),
    ("{ a: int", "E0171 {", "{ a: int}"),
    ("{ a：int，b：int }", "E0111 ：", "{ a:int,b:int }"),
    ("text（..40）", "E0111 （", "text(..40)"),
    ("a “에이” | b", "E0165 “", "a \"에이\" | b"),
    ("a \"에이 | b", "E0164 \"", nil),
    ("", "E0190 ", nil),
    ("untrusted", "E0190 ", nil),
    ("text text", "E0163 text", "text"),
    ("3", "E0191 3", nil),
    ("and", "E0191 and", nil),
  ])
  func problem(source: String, expected: String, mend: String?) {
    let tree = parseType(source)
    #expect(tree.diagnostics.first.map { "\($0.code.text) \(tree.file.text($0.span))" } == expected)
    if source != "\"a\" | \"b\"", source != "text | image" { #expect(tree.diagnostics.count == 1) }
    #expect(faults(tree, 0..<source.utf8.count) == [])
    if let mend {
      #expect(mended(tree) == mend)
      #expect(problems(parseType(mend)) == [])
    }
  }

  @Test func depthIsBounded() {
    for part in ["(", "list of ", "{a:"] {
      let tree = parseType(String(repeating: part, count: 5000) + "text")
      #expect(tree.diagnostics.map(\.code.text) == ["E0157"])
      #expect(faults(tree, 0..<tree.file.bytes.count) == [])
    }
  }
}
