// The grammar of the reference is true: files made from its rules at random have no syntax errors.

import DariBase
import DariSyntax
import Testing

/// The rules between ` ```ebnf ` and its end, as the page writes them.
struct Grammar {
  indirect enum Rule {
    case literal(String)
    /// A rule, or a terminal in capitals.
    case name(String)
    case sequence([Rule])
    case choice([Rule])
    case optional(Rule)
    case repetition(Rule)
  }

  private(set) var rules: [String: Rule] = [:]

  init(_ text: String) throws {
    var definitions: [(name: String, text: String)] = []
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: " ", maxSplits: 2)
      if line.first != " ", parts.count == 3, parts[1] == "=" {
        definitions.append((String(parts[0]), String(parts[2])))
      } else if !definitions.isEmpty {
        definitions[definitions.count - 1].text += " " + line
      }
    }
    for (name, text) in definitions {
      var reader = RuleReader(tokens: RuleReader.tokens(of: text))
      rules[name] = try reader.choice()
      try #require(reader.tokens.isEmpty, "\(name): \(reader.tokens)")
    }
    // From below: what is not known yet counts as endless.
    var changes = true
    while changes {
      changes = false
      for (name, rule) in rules where height(rule) < heights[name, default: .max] {
        heights[name] = height(rule)
        changes = true
      }
    }
  }

  /// How far down the names in a rule go at least; of rules, by name.
  private var heights: [String: Int] = [:]

  func height(_ rule: Rule) -> Int {
    switch rule {
    case .literal, .optional, .repetition: return 0
    case .name(let name):
      if rules[name] == nil { return 0 }
      let height = heights[name, default: .max]
      return height == .max ? .max : height + 1
    case .sequence(let parts): return parts.map(height).max() ?? 0
    case .choice(let choices): return choices.map(height).min() ?? 0
    }
  }
}

private struct RuleReader {
  var tokens: ArraySlice<String>

  static func tokens(of text: String) -> ArraySlice<String> {
    var tokens: [String] = []
    var word = ""
    var isQuoted = false
    for character in text {
      if isQuoted {
        if character == "\"" {
          tokens.append("\"" + word)
          word = ""
          isQuoted = false
        } else {
          word.append(character)
        }
      } else if character == "\"" {
        isQuoted = true
      } else if character == " " {
        if !word.isEmpty { tokens.append(word) }
        word = ""
      } else {
        word.append(character)
      }
    }
    if !word.isEmpty { tokens.append(word) }
    return tokens[...]
  }

  mutating func choice() throws -> Grammar.Rule {
    var choices = [try sequence()]
    while tokens.first == "|" {
      tokens.removeFirst()
      choices.append(try sequence())
    }
    return choices.count == 1 ? choices[0] : .choice(choices)
  }

  private mutating func sequence() throws -> Grammar.Rule {
    var parts: [Grammar.Rule] = []
    while let token = tokens.first, !["|", ")", "]", "}"].contains(token) {
      tokens.removeFirst()
      switch token {
      case "(": parts.append(try closed(")"))
      case "[": parts.append(.optional(try closed("]")))
      case "{": parts.append(.repetition(try closed("}")))
      default:
        parts.append(token.hasPrefix("\"") ? .literal(String(token.dropFirst())) : .name(token))
      }
    }
    return parts.count == 1 ? parts[0] : .sequence(parts)
  }

  private mutating func closed(_ bracket: String) throws -> Grammar.Rule {
    let rule = try choice()
    try #require(tokens.first == bracket, "\(bracket) is missing before \(tokens.prefix(5))")
    tokens.removeFirst()
    return rule
  }
}

/// Makes texts from rules.
private struct GrammarWriter {
  let grammar: Grammar
  var random: SplitMix
  private(set) var text = ""
  private var depth = 0
  private var count = 0
  private(set) var used: Set<String> = []
  /// An expression in an expression goes eleven rules down.
  static let depthLimit = 18

  init(grammar: Grammar, seed: UInt64) {
    self.grammar = grammar
    random = SplitMix(state: seed)
  }

  mutating func write(_ name: String) {
    used.insert(name)
    guard let rule = grammar.rules[name] else { return write(terminal: name) }
    depth += 1
    write(rule)
    depth -= 1
  }

  private mutating func write(_ rule: Grammar.Rule) {
    switch rule {
    case .literal(let literal): add(literal)
    case .name(let name): write(name)
    case .sequence(let parts): for part in parts { write(part) }
    case .choice(let choices):
      // Deep down the shortest way out is taken.
      let wanted =
        depth > Self.depthLimit
        ? choices.min { height($0) < height($1) } : choices.randomElement(using: &random)
      if let wanted { write(wanted) }
    case .optional(let inner): if depth <= Self.depthLimit, Bool.random(using: &random) { write(inner) }
    case .repetition(let inner):
      if depth > Self.depthLimit { return }
      for _ in 0..<Int.random(in: 0...(depth < 6 ? 3 : 1), using: &random) { write(inner) }
    }
  }

  private func height(_ rule: Grammar.Rule) -> Int { grammar.height(rule) }

  private mutating func write(terminal name: String) {
    count += 1
    switch name {
    case "NL": text += "\n"
    case "NAME": add(["name\(count)", "이름\(count)"].randomElement(using: &random)!)
    case "FILENAME": add(["owner", "send-mail", "확인-\(count)"].randomElement(using: &random)!)
    case "STRING": add(["\"글 \(count)\"", "'a\\n'", "\"\""].randomElement(using: &random)!)
    case "INTEGER": add("\(count)")
    case "NUMBER": add(["\(count)", "\(count).5"].randomElement(using: &random)!)
    case "CURRENCY": add("KRW")
    case "TITLE": add("제목 \(count)")
    case "TEXT":
      add(["글 \(count)입니다.", "<mail> a { b } @me", "- [ ] 봅니다: 50%"].randomElement(using: &random)!)
    case "YAML": add("routine: r\(count)")
    default: Issue.record("the grammar does not say what \(name) is")
    }
  }

  private mutating func add(_ piece: String) {
    let isFree = text.isEmpty || text.hasSuffix("\n")
    let sticks =
      [":", "::", ".", ",", ")", "]"].contains(piece) || text.hasSuffix("::") || text.hasSuffix(".")
    text += (isFree || sticks ? "" : " ") + piece
  }
}

struct SplitMix: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

@Suite struct GrammarTests {
  static func read() throws -> Grammar {
    let page = try readFixtureText("Documentation/Language.md")
    let fence = try #require(Fence.all(in: page).first { $0.info == "ebnf" }, "there is no grammar")
    return try Grammar(fence.text)
  }

  /// What the parser refuses beyond the grammar, because it is never meant.
  static let beyondGrammar: Set<String> = ["E0192", "E0126"]

  @Test func filesOfTheGrammarParse() throws {
    let grammar = try Self.read()
    var used: Set<String> = []
    for seed in 0..<500 {
      var writer = GrammarWriter(grammar: grammar, seed: UInt64(seed))
      writer.write("file")
      used.formUnion(writer.used)
      var sources = SourceSet()
      let file = sources.add(path: "made.dari", bytes: Array(writer.text.utf8))
      // What is wrong with names, limits and the like is not a matter of the grammar.
      let problems = DariParser.parse(file).diagnostics.filter {
        $0.code.text.hasPrefix("E01") && !Self.beyondGrammar.contains($0.code.text)
      }
      let shown = problems.map { "\($0.code.text) \($0.problem.message(.english)): \(sources.text($0.span))" }
      let isClean = problems.isEmpty
      #expect(isClean, "seed \(seed): \(shown.prefix(3))\n\(writer.text.prefix(4000))")
      if !problems.isEmpty { return }
    }
    // Every rule is reached, and names no rule that is not there.
    #expect(Set(grammar.rules.keys).subtracting(used) == [])
  }

  /// The words of the language are those of the grammar.
  @Test func wordsAreThoseOfTheCode() throws {
    let page = try readFixtureText("Documentation/Language.md")
    let text = try #require(Fence.all(in: page).first { $0.info == "ebnf" }?.text)
    for word in SectionWord.allCases.map(\.header) + StepKey.allCases.map(\.rawValue) {
      #expect(text.contains("\"\(word)\""), "the grammar does not speak of \(word)")
    }
  }
}
