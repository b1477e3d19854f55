// Small changes to sources: of words, which often still compile, and of bytes, which seldom do.

enum Mutation {
  /// Swaps, drops, doubles and replaces words inside holes and tags.
  static func words(_ source: String, _ random: inout Generator) -> String {
    var words = pieces(source)
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      let places = words.indices.filter {
        words[$0].first?.isLetter == true || words[$0].first?.isNumber == true
      }
      guard places.count > 2 else { break }
      let at = random.pick(places)
      switch Int.random(in: 0..<6, using: &random) {
      case 0: words[at] = words[random.pick(places)]
      case 1: words.swapAt(at, random.pick(places))
      case 2: words.remove(at: at)
      case 3: words.insert(random.pick(["not ", "- ", " | length", " | first", "?"]), at: at)
      case 4:
        let options = [
          "present", "absent", "and", "or", "0", "in0", "in1", "s0", "0 == 1", "x1", "y1", "true",
        ]
        words[at] = random.pick(options)
      default:
        words[at] = random.pick([
          "first", "last", "length", "upper", "json", "sort", "unique", "lines", "min",
        ])
      }
    }
    return words.joined()
  }

  private static func pieces(_ source: String) -> [String] {
    var pieces: [String] = []
    var word = ""
    for character in source {
      if character.isLetter || character.isNumber {
        word.append(character)
      } else {
        if !word.isEmpty { pieces.append(word) }
        word = ""
        pieces.append(String(character))
      }
    }
    return word.isEmpty ? pieces : pieces + [word]
  }

  static let fragments = [
    "{{", "}}", "{%", "%}", "{{ a }}", "{% if a %}", "{% endif %}", "{% else %}", "{% for x in a %}",
    "{% endfor %}",
    "{% match a %}", "{% case a %}", "{% endmatch %}", "{% set a = a %}", "\n@user\n",
    "\n@step s: t\nby: ai(text)\n",
    "\n@type A: A\n", "\n@type A: list of B\n", "\n@type B: { a: A?, b: B }\n", "\n@input a: A? = 1\n",
    "\n@value a: list of int\n- 1\n",
    "\n@snippet a(a: A)\n{{ a(a) }}\n", "\nedits: a\n", "\nredo: a, up to 3\n", "\nsends: this, a\n",
    "\ngives: { remarks: text }\n",
    "\n---\n", "uses: [a, lib]\n", "owner: a\n", "result: a\n", "a::b", "a.b.c", "a[0]",
    "[-9223372036854775807 - 1]", "| sort(a)",
    "| where(a, b)", "| join(1)", "| default(a)", "is a", "is not present", "(9223372036854775807..)",
    "(5..1)", "\"", "é", "한글", "\0",
  ]

  static func bytes(_ source: [UInt8], _ random: inout Generator) -> [UInt8] {
    var bytes = source
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      let at = Int.random(in: 0...bytes.count, using: &random)
      let end = min(bytes.count, at + Int.random(in: 0...24, using: &random))
      switch Int.random(in: 0..<8, using: &random) {
      case 0: bytes.removeSubrange(at..<end)
      case 1: bytes.insert(contentsOf: Array(bytes[at..<end]), at: at)
      case 2: bytes.removeSubrange(at...)
      case 3: if at < bytes.count { bytes[at] = UInt8.random(in: 0...255, using: &random) }
      default: bytes.insert(contentsOf: Array(random.pick(fragments).utf8), at: at)
      }
    }
    return bytes
  }
}
