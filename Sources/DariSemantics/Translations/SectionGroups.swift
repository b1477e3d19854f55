// The sections of a file by their names, and what stands below each step.

import DariBase
import DariSyntax

struct SectionGroups {
  /// In file order, the first of each name.
  private(set) var named: [Unit.Section] = []
  /// Named like one before.
  private(set) var repeated: [Unit.Section] = []
  /// `@user` and the like by the name of their step; those before any step under nil.
  private var parts: [String?: [Unit.Section]] = [:]
  private var indices: [String: Int] = [:]

  init(_ sections: [Unit.Section]) {
    var step: String?
    // What stands below a step without a name, or a second one, belongs to no other.
    var isLost = false
    for section in sections {
      guard SectionWord(rawValue: section.word)?.isNamed ?? false else {
        if !isLost { parts[step, default: []].append(section) }
        continue
      }
      if section.word == "step" {
        isLost = section.nameToken == nil || indices[Self.key(section)] != nil
        step = section.name
      }
      guard section.nameToken != nil else { continue }
      if indices[Self.key(section)] != nil {
        repeated.append(section)
      } else {
        indices[Self.key(section)] = named.count
        named.append(section)
      }
    }
  }

  func named(_ section: Unit.Section) -> Unit.Section? { indices[Self.key(section)].map { named[$0] } }
  func parts(of step: String?) -> [Unit.Section] { parts[step] ?? [] }

  private static func key(_ section: Unit.Section) -> String { "\(section.word) \(section.name)" }
}

extension Unit.Section {
  /// What is said of the section when it is missing.
  var part: Note { .partSection(header: nameToken == nil ? "@\(word)" : "@\(word) \(name)") }

  func part(of step: Unit.Section?) -> Note {
    step.map { .partOfStep(header: "@\(word)", step: $0.name) } ?? part
  }

  /// Of an input.
  var hasQuestion: Bool { !ValueReader.text(of: literal).isEmpty }

  /// The type with the words for people: of a type, an input, or what a step gives.
  var typeWords: SyntaxNode? {
    switch word {
    case "type": header.typeNode ?? node.node(.recordLines)
    case "step": metadata.first { $0.stepKey == .gives }?.typeNode
    default: header.typeNode
    }
  }
}

extension SyntaxNode {
  /// Of a template: whether there is anything between the braces' outsides to translate.
  var hasLetters: Bool { literalText.unicodeScalars.contains(where: Identifier.isStart) }

  /// Of a template: the text that reaches the output, tags and holes left out.
  var literalText: String {
    var text = ""
    for child in allChildren {
      switch child.kind {
      case .templateText: text += child.tree.file.text(child.tree.file.span(child.keptRange))
      case .rawText: text += child.text
      default: if !child.kind.isToken { text += child.literalText }
      }
    }
    return text
  }
}
