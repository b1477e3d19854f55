// One layout: a file whose white space is thrown about comes back as it was.

import DariBase
import Testing

@testable import DariSyntax

/// Changes the white space of a file that is in the layout, where white space means nothing.
struct Mangling {
  private let tree: SyntaxTree
  private var random: Generator
  private var edits: [TextEdit] = []

  static func mangled(_ tree: SyntaxTree, _ random: inout Generator) -> [UInt8] {
    var mangling = Mangling(tree: tree, random: random)
    mangling.mangle()
    random = mangling.random
    return (try? TextEdits.apply(mangling.edits, to: tree.file)) ?? []
  }

  private init(tree: SyntaxTree, random: Generator) {
    self.tree = tree
    self.random = random
  }

  private mutating func mangle() {
    let code: Set<SyntaxKind> = [
      .sectionHeader, .metadata, .typeField, .hole, .ifTag, .elseTag, .endTag, .forTag, .matchTag, .caseTag,
      .setTag, .rawTag,
    ]
    var index = 0
    while index < tree.entries.count {
      let entry = tree.entries[index]
      if entry.kind == .section { put("\n\n\n", "\n\n\n\n", "\n", before: entry) }
      if entry.kind == .frontMatter {
        insert(["", "\n", "\n \n"], at: Int(entry.end) + 1)
      }
      if code.contains(entry.kind) {
        mangleCode(index)
        index += Int(entry.size)
      } else {
        index += 1
      }
    }
    if tree.file.bytes.last == 0x0A { insert(["", "\n", "\n \n\n"], at: tree.file.bytes.count) }
  }

  /// Other blank lines before a section, if what stands there is not text that needs them.
  private mutating func put(_ choices: String..., before section: SyntaxEntry) {
    let start = Int(section.start)
    let bytes = tree.file.bytes
    guard start > 3, bytes[start - 1] == 0x0A, bytes[start - 2] == 0x0A, bytes[start - 3] != 0x0A,
      bytes[start - 3] != UInt8(ascii: "}")
    else { return }
    replace(start - 2..<start, choices)
  }

  private mutating func mangleCode(_ index: Int) {
    let tokens = tree.entries[index..<index + Int(tree.entries[index].size)].filter {
      $0.kind.isToken && !$0.kind.isTrivia
    }
    for (left, right) in zip(tokens, tokens.dropFirst()) {
      let gap = Int(left.end)..<Int(right.start)
      if tree.file.bytes[gap].contains(0x0A) {
        replace(gap, ["\n", " \n\n\t ", "\n      "])
      } else if gap.isEmpty {
        replace(gap, ["", "", " ", "  ", "\t", "\u{3000}"])
      } else {
        // Between words a space has to stay.
        replace(gap, [" ", "  ", "\t", " \t "])
      }
    }
    let kind = tree.entries[index].kind
    if kind == .sectionHeader || kind == .metadata || kind == .typeField, let last = tokens.last,
      tree.file.bytes.count > Int(last.end), tree.file.bytes[Int(last.end)] == 0x0A
    {
      insert(["", " ", "\t  "], at: Int(last.end))
    }
  }

  private mutating func insert(_ choices: [String], at place: Int) { replace(place..<place, choices) }

  private mutating func replace(_ range: Range<Int>, _ choices: [String]) {
    guard range.upperBound <= tree.file.bytes.count else { return }
    edits.append(TextEdit(tree.file.span(range), choices.randomElement(using: &random) ?? ""))
  }
}

@Suite struct ManglingTests {
  static let files: [String] =
    Repository.files(in: "Templates", ending: ".dari") + Repository.files(in: "Fixtures", ending: ".dari")

  /// Of all files that are in the layout; the others are not what comes back.
  @Test func layoutIsWhatItWas() {
    var random = Generator(state: 0xDA21)
    var compared = 0
    for path in Self.files {
      let file = SourceFile(id: FileID(0), path: path, bytes: Repository.bytes(path))
      let tree = DariParser.parse(file)
      guard case .edits(let edits) = Formatter.format(file), edits.isEmpty else { continue }
      for _ in 0..<3 {
        let mangled = Mangling.mangled(tree, &random)
        #expect(!mangled.isEmpty)
        let found = FormatterTests.layout(String(decoding: mangled, as: UTF8.self), path: path)
        let isSame = found.utf8.elementsEqual(file.bytes)
        #expect(isSame, "\(path)\n\(String(decoding: mangled, as: UTF8.self))\nbecomes\n\(found)")
        compared += 1
        if !isSame { return }
      }
    }
    #expect(compared > 200)
  }
}
