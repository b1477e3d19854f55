// The words of one file in one language: those of its translation, and what stands in where there is none.

import DariBase
import DariRuntime
import DariSyntax

/// What stands in the place of a unit's own words when it is checked in a language.
struct UnitWords {
  /// The language that the words are in; of a unit without a translation, that of what stands in.
  var locale: String
  var front: FrontMatter
  var description: SyntaxNode?
  /// Sections of translations, by the index of the original's section in its tree.
  var sections: [Int: SyntaxNode] = [:]
  /// Values of translations, by the same index.
  var values: [Int: Value] = [:]
  /// Words for people of cases and fields, by the span of the case or the field in the original.
  var words: [SourceSpan: String] = [:]
  /// Files that some of it comes from.
  var files: [TranslationFile] = []
  /// Holes of translations and those of the original that they stand for.
  var pairs: [TemplateMatch.Pair] = []

  /// The original's own words.
  init(of unit: Unit, locale: String) {
    self.locale = locale
    front = unit.front
    description = unit.description
  }
}

extension Unit {
  /// The same routine or library with the words of a language.
  func translated(_ words: UnitWords) -> Unit {
    var sections = self.sections
    for index in sections.indices {
      sections[index].translation = words.sections[sections[index].node.index]
      sections[index].translatedValue = words.values[sections[index].node.index]
    }
    let unit = Unit(
      index: index, file: file, tree: tree, kind: kind, name: name, nameSpan: nameSpan, front: words.front,
      sections: sections)
    unit.description = words.description
    unit.locale = words.locale
    unit.translations = words.files
    return unit
  }

  /// The tree of a file that the unit's words come from.
  func tree(of file: FileID) -> SyntaxTree? {
    self.file.id == file ? tree : translations.first { $0.file.id == file }?.tree
  }
}
