// A random project: a library and a routine with inputs, values, snippets and steps, and data for them.

import DariBase
import DariRuntime

@testable import DariSemantics

struct RandomProject {
  var library = ""
  var routine = ""
  /// The data's types are read from the routine when it compiles; these are random only.
  private var writer: RandomTemplates
  private var scope = RandomScope()

  init(seed: UInt64) {
    var random = Generator(state: seed)
    let types = RandomTypes(&random)
    writer = RandomTemplates(types: types, random: random)
    library = "---\nlibrary: lib\n---\n" + types.declarations
    writeValues(types)
    for index in 0..<Int.random(in: 0...2, using: &writer.random) { library += snippet("say\(index)", types) }
    routine = "---\nroutine: r\nowner: boss\nuses: [lib]\n---\nAbout.\n\n"
    let values = scope.names
    for index in 0..<Int.random(in: 1...5, using: &writer.random) {
      let type = types.any(&writer.random)
      routine += "@input in\(index): \(type)\nA question?\n\n"
      scope.names.append(("in\(index)", type))
    }
    let inputs = scope
    scope.names = values
    if writer.random.chance(40) { routine += snippet("own", types) }
    scope = inputs
    writeSteps(types)
  }

  private mutating func writeValues(_ types: RandomTypes) {
    for index in 0..<Int.random(in: 0...2, using: &writer.random) {
      var type = types.any(&writer.random)
      type.isOptional = false
      let body: String
      switch type.core {
      case .text, .line, .url, .email:
        type = .text
        body = "값 \(index)"
      default: body = RandomData.json(type, nulls: false, &writer.random)
      }
      library += "@value v\(index): \(type)\n\(body)\n\n"
      scope.names.append(("v\(index)", type))
    }
  }

  private mutating func snippet(_ name: String, _ types: RandomTypes) -> String {
    let outer = scope
    defer { scope = outer }
    var parameters: [(name: String, type: Type)] = []
    for index in 0..<Int.random(in: 0...3, using: &writer.random) {
      parameters.append(("\(name)\(index)", types.any(&writer.random)))
    }
    scope.names += parameters.map { ($0.name, $0.type) }
    let body = writer.template(scope, depth: 2)
    writer.snippets.append((name, parameters))
    let list = parameters.map { "\($0.name): \($0.type)" }.joined(separator: ", ")
    return "@snippet \(name)(\(list))\n\(body)\n\n"
  }

  /// Keys that say when a step is done and how often, what its templates see, and what comes of it.
  private mutating func flow(_ index: Int) -> (keys: String, own: RandomScope, outcome: (Type) -> Type) {
    var keys = ""
    var own = scope
    var isOptional = false
    var limits: Limits<Int>?
    if writer.random.chance(25) {
      let condition = writer.expressions.condition(scope, 2)
      keys += "when: \(condition.text)\n"
      own = condition.whenTrue
      isOptional = true
    }
    if writer.random.chance(25) {
      let lists = own.paths.filter { if case .list = $0.type.core { !$0.type.isOptional } else { false } }
      if let list = lists.randomElement(using: &writer.random),
        case .list(let found, let item) = list.type.core
      {
        keys += "each: e\(index) in \(list.text)"
        own.names.append(("e\(index)", item))
        // The same list twice goes together with itself.
        if writer.random.chance(30) {
          keys += ", f\(index) in \(list.text)"
          own.names.append(("f\(index)", item))
        }
        keys += "\n"
        limits = found
      }
    }
    return (
      keys, own,
      { type in
        let whole = limits.map { Type(.list($0, type.asPresent)) } ?? type
        return isOptional ? whole.asOptional : whole
      }
    )
  }

  private mutating func writeSteps(_ types: RandomTypes) {
    let count = Int.random(in: 1...4, using: &writer.random)
    for index in 0..<count {
      let isLast = index + 1 == count
      switch isLast ? 2 : Int.random(in: 0...2, using: &writer.random) {
      case 0...1: writeAI("s\(index)", index, types)
      default:
        let (keys, own, outcome) = flow(index)
        // What leaves the house has rules of its own.
        let sends =
          scope.names.contains { $0.text.hasPrefix("s") } || !writer.random.chance(50) ? "" : "sends: this\n"
        routine +=
          "@step s\(index)\nby: tool(mail)\n\(keys)\(sends)\n@text\n\(writer.template(own, depth: 3))\n\n"
        scope.names.append(("s\(index)", outcome(.text)))
      }
    }
  }

  private mutating func writeAI(_ name: String, _ index: Int, _ types: RandomTypes) {
    var type = types.any(&writer.random)
    type.isOptional = false
    if case .record(let record) = type.core, record.field("remarks") != nil { type = .text }
    var (keys, own, outcome) = flow(index)
    routine += "@step \(name)\nby: ai(text)\ngives: \(type)\n\(keys)\n"
    if keys.contains("each:"), writer.random.chance(60) {
      own.names.append(("earlier", Type(.list(Limits(), type))))
    }
    if writer.random.chance(40) { routine += "@system\n\(writer.template(own, depth: 1))\n\n" }
    routine += "@user\n\(writer.template(own, depth: 3))\n\n"
    if writer.random.chance(30) {
      routine += "@again\n{{ check\(index).remarks }} \(writer.template(own, depth: 1))\n\n"
    }
    let whole = outcome(type)
    scope.names.append((name, whole))
    var after = scope
    after.present = []
    if writer.random.chance(40) { routine += "@check\n- [ ] \(writer.template(after, depth: 1))\n\n" }
    let edits = writer.random.chance(50)
    routine +=
      "@step check\(index)\nby: human(boss)\n\(edits ? "edits" : "reviews"): \(name)\nredo: \(name), up to 2\n\n"
    routine += "@do\n- [ ] \(writer.template(scope, depth: 1))\n\n"
    if edits { scope.names.append(("check\(index)", whole)) }
  }
}

/// Random template text.
struct RandomTemplates {
  var expressions: RandomExpressions
  var snippets: [(name: String, parameters: [(name: String, type: Type)])] = []
  private var counter = 0

  var random: Generator {
    get { expressions.random }
    set { expressions.random = newValue }
  }

  init(types: RandomTypes, random: Generator) {
    expressions = RandomExpressions(types: types, random: random)
  }

  mutating func template(_ scope: RandomScope, depth: Int) -> String {
    var scope = scope
    var text = ""
    for _ in 0..<Int.random(in: 1...4, using: &random) { text += part(&scope, depth) }
    return text
  }

  private mutating func part(_ scope: inout RandomScope, _ depth: Int) -> String {
    let end = random.pick(["\n", "\n", " ", "\n\n"])
    switch Int.random(in: 0..<16, using: &random) {
    case 0...1: return random.pick(["글 ", "a line\n", "- item\n", "<mail>\n", "  in\n"])
    case 2: return random.pick(["{# remark #}\n", "{% raw %}{{ x }}{% endraw %}\n"])
    case 3...6: return hole(expressions.printable(scope)) + end
    case 7...8 where depth > 0: return ifBlock(scope, depth)
    case 9...10 where depth > 0: return forBlock(scope, depth)
    case 11...12 where depth > 0: return matchBlock(scope, depth) ?? "-\n"
    case 13: return setTag(&scope)
    case 14...15: return call(scope) ?? "no call\n"
    default: return hole(expressions.text(scope, 2)) + end
    }
  }

  private mutating func hole(_ text: String) -> String {
    switch Int.random(in: 0..<8, using: &random) {
    case 0: "{{- \(text) -}}"
    case 1: "{{ \(text) -}}"
    default: "{{ \(text) }}"
    }
  }

  private mutating func ifBlock(_ scope: RandomScope, _ depth: Int) -> String {
    let first = expressions.condition(scope, 2)
    var text = "{% if \(first.text) %}\n\(template(first.whenTrue, depth: depth - 1))"
    var rest = first.whenFalse
    if random.chance(30) {
      let second = expressions.condition(rest, 1)
      text += "{% elif \(second.text) %}\n\(template(second.whenTrue, depth: depth - 1))"
      rest = second.whenFalse
    }
    if random.chance(60) { text += "{%- else -%}\n\(template(rest, depth: depth - 1))" }
    return text + "{% endif %}\n"
  }

  private mutating func forBlock(_ scope: RandomScope, _ depth: Int) -> String {
    let (list, item) = expressions.loopable(scope)
    counter += 1
    var inner = scope
    inner.names.append(("x\(counter)", item))
    var head = "{% for x\(counter) in \(list)"
    if random.chance(40) {
      let test = expressions.condition(inner, 1)
      head += " if (\(test.text))"
      inner = test.whenTrue
    }
    inner.loops += 1
    var text = "\(head) %}\n\(template(inner, depth: depth - 1))"
    if random.chance(30) { text += "{% else %}\n\(template(scope, depth: depth - 1))" }
    return text + "{% endfor %}\n"
  }

  private mutating func matchBlock(_ scope: RandomScope, _ depth: Int) -> String? {
    guard let (subject, cases, type) = expressions.matchable(scope) else { return nil }
    var text = "{% match \(subject) %}\n"
    var waiting = cases.shuffled(using: &random)
    let hasElse = random.chance(30)
    while let word = waiting.popLast() {
      if hasElse, waiting.isEmpty, cases.count > 1 { break }
      var group = [word]
      if random.chance(30), !(hasElse && waiting.count == 1), let other = waiting.popLast() {
        group.append(other)
      }
      var inner = scope
      if !group.contains("absent") {
        inner.present.insert(subject)
        if case .enumeration = type.core { inner.words[subject] = group }
      }
      text += "{% case \(group.joined(separator: ", ")) %}\n\(template(inner, depth: depth - 1))"
    }
    if hasElse, cases.count > 1 { text += "{% else %}\n\(template(scope, depth: depth - 1))" }
    return text + "{% endmatch %}\n"
  }

  private mutating func setTag(_ scope: inout RandomScope) -> String {
    counter += 1
    let name = "y\(counter)"
    if random.chance(40), let found = scope.paths.randomElement(using: &random) {
      if case .list(let limits, let item) = found.type.core, !found.type.isOptional, random.chance(60) {
        scope.names.append((name, limits.low ?? 0 > 0 ? item : item.asOptional))
        return "{% set \(name) = \(found.text) | \(random.pick(["first", "last"])) %}\n"
      }
      scope.names.append((name, found.type))
      return "{% set \(name) = \(found.text) %}\n"
    }
    let isNumber = random.chance(50)
    let value = isNumber ? expressions.int(scope, 2) : expressions.text(scope, 2)
    scope.names.append((name, isNumber ? .int : .text))
    return "{% set \(name) = \(value) %}\n"
  }

  private mutating func call(_ scope: RandomScope) -> String? {
    guard let snippet = snippets.randomElement(using: &random) else { return nil }
    var arguments: [String] = []
    var named = random.chance(40)
    for parameter in snippet.parameters {
      if parameter.type.isOptional, random.chance(40) {
        named = true
        continue
      }
      guard let value = expressions.argument(parameter.type, scope) else { return nil }
      arguments.append(named ? "\(parameter.name)=\(value)" : value)
    }
    let filter = random.chance(20) ? " | indent(2)" : ""
    return
      "\(random.pick(["", "  ", "- "])){{ \(snippet.name)(\(arguments.joined(separator: ", ")))\(filter) }}\n"
  }
}
