// The shape of every kind of expression.

import Testing

@testable import DariSyntax

@Suite struct ExpressionTests {
  @Test(arguments: [
    ("a", "a"),
    ("고객.이름", "(. 고객 이름)"),
    ("brand::voice", "brand :: voice"),
    ("brand::voice(tone)", "(call brand :: voice (arg tone))"),
    ("a.b[0].c", "(. ([] (. a b) 0) c)"),
    ("f(a, b=1)", "(call f (arg a) (arg b 1))"),
    ("f(a,)", "(call f (arg a))"),
    ("f()", "(call f)"),
    ("[1, 2.5, \"x\", true,]", "(list 1 2.5 \"x\" true)"),
    ("[]", "(list)"),
    ("(a)", "(() a)"),
    // Precedence, as in Jinja2
    ("a or b and c", "(bin a or (bin b and c))"),
    ("a and b or c", "(bin (bin a and b) or c)"),
    ("a or b or c", "(bin (bin a or b) or c)"),
    ("not a and b", "(bin (un not a) and b)"),
    ("not a == b", "(un not (bin a == b))"),
    ("not not a", "(un not (un not a))"),
    ("a + b == c - d", "(bin (bin a + b) == (bin c - d))"),
    ("a - b - c", "(bin (bin a - b) - c)"),
    ("a + b ~ c", "(bin a + (bin b ~ c))"),
    ("a ~ b * c", "(bin a ~ (bin b * c))"),
    ("a * b // c % d / e", "(bin (bin (bin (bin a * b) // c) % d) / e)"),
    ("a * -b", "(bin a * (un - b))"),
    ("- - a", "(un - (un - a))"),
    ("+a", "(un + a)"),
    ("-x | f", "(filter (un - x) f)"),
    ("-x.y", "(un - (. x y))"),
    ("a * b | f", "(bin a * (filter b f))"),
    ("a | f | g(1)", "(filter (filter a f) g (arg 1))"),
    ("a | default(b) == c", "(bin (filter a default (arg b)) == c)"),
    ("a in b", "(bin a in b)"),
    ("a not in b", "(bin a not in b)"),
    ("not a in b", "(un not (bin a in b))"),
    ("a is present", "(test a is present)"),
    ("a is not empty", "(test a is not empty)"),
    ("not a is absent", "(un not (test a is absent))"),
    ("a == b is c", "(bin a == (test b is c))"),
    ("a is b and c", "(bin (test a is b) and c)"),
    ("-a is b", "(test (un - a) is b)"),
    ("x | f is b", "(test (filter x f) is b)"),
    ("a if b else c", "(if a if b else c)"),
    ("a if b else c if d else e", "(if a if b else (if c if d else e))"),
    ("a or b if c and d else e", "(if (bin a or b) if (bin c and d) else e)"),
    ("(a if b else c) ~ d", "(bin (() (if a if b else c)) ~ d)"),
    ("f(a if b else c)", "(call f (arg (if a if b else c)))"),
    ("a.in.is", "(. (. a in) is)"),
    ("a.if", "(. a if)"),
    ("1.5 + 2", "(bin 1.5 + 2)"),
    ("'a' ~ \"b\\\"c\"", "(bin 'a' ~ \"b\\\"c\")"),
    ("x|josa('을/를')|upper", "(filter (filter x josa (arg '을/를')) upper)"),
    (" a\n + b ", "(bin a + b)"),
  ])
  func shape(source: String, expected: String) {
    let tree = parseExpression(source)
    #expect(tree.root.dump == expected)
    #expect(problems(tree) == [])
    #expect(faults(tree, 0..<source.utf8.count) == [])
  }

  @Test(arguments: [
    (#""a\n\t\\\"\'b""#, "a\n\t\\\"'b"), (#""\u{AC00}\u{1F600}""#, "가😀"), (#"'it"s'"#, #"it"s"#),
    (#""""#, ""),
  ])
  func strings(source: String, expected: String) {
    #expect(parseExpression(source).root.stringValue == expected)
  }

  @Test func numbers() {
    #expect(parseExpression("9223372036854775807").root.integerValue == Int64.max)
    #expect(parseExpression("9223372036854775808").root.integerValue == nil)
    #expect(problems(parseExpression("9223372036854775808")) == ["E0174 9223372036854775808"])
    #expect(parseExpression("1.25").root.decimalValue == 1.25)
  }

  @Test func operators() {
    let signs = [
      "or", "and", "==", "!=", "<", "<=", ">", ">=", "in", "not in", "+", "-", "~", "*", "/", "//", "%",
    ]
    for sign in signs {
      #expect(parseExpression("a \(sign) b").root.binaryOperator?.rawValue == sign)
    }
    #expect(parseExpression("-a").root.unaryOperator == .minus)
    #expect(parseExpression("not a").root.unaryOperator == .not)
  }

  @Test func namesAreComparedInNFC() {
    let decomposed = "\u{1100}\u{1161}"
    #expect(parseExpression(decomposed).root.nameText == "가")
  }

  /// The limit holds for what recurses and for chains, which do not.
  @Test(arguments: [
    String(repeating: "(", count: 5000) + "a", String(repeating: "[", count: 5000),
    String(repeating: "-", count: 5000),
    String(repeating: "not ", count: 5000) + "a", "a" + String(repeating: " + a", count: 5000),
    "a" + String(repeating: ".a", count: 5000), "a" + String(repeating: "|f", count: 5000),
    "a" + String(repeating: "(", count: 5000), "a" + String(repeating: " if a else a", count: 5000),
    "a" + String(repeating: "[a", count: 5000), "a" + String(repeating: " is b", count: 5000),
  ])
  func depthIsBounded(source: String) {
    let tree = parseExpression(source)
    #expect(tree.diagnostics.map(\.code.text) == ["E0157"])
    #expect(faults(tree, 0..<source.utf8.count) == [])
    #expect(height(tree) < 1000)
  }

  private func height(_ tree: SyntaxTree) -> Int {
    var ends: [Int] = []
    var most = 0
    for (index, entry) in tree.entries.enumerated() {
      while let end = ends.last, end <= index { ends.removeLast() }
      ends.append(index + Int(entry.size))
      most = max(most, ends.count)
    }
    return most
  }
}
