// Where a change stands in the source: a bundle knows the places of templates only.

import DariBase
import DariSyntax

/// The lines on which inputs and steps begin, by the files of a project.
package struct ChangePlaces: Sendable {
  private struct Sections {
    var file: String
    var inputs: [String: Int] = [:]
    var steps: [String: Int] = [:]
  }

  /// By the names of routines; those of translations with the language behind the name.
  private var routines: [String: Sections] = [:]

  /// - Parameter files: the file of each routine, by its name.
  package init(_ sources: ProjectSources, files: [String: String]) {
    var names: [String: [String]] = [:]
    for (name, path) in files { names[path, default: []].append(name) }
    for id in sources.dariFiles {
      let file = sources.sources[id]
      let translation = TranslationName(path: file.path)
      guard let found = names[translation?.original ?? file.path] else { continue }
      let sections = Self.sections(of: file)
      for name in found { routines[Self.key(name, translation?.locale)] = sections }
    }
  }

  private static func key(_ routine: String, _ locale: String?) -> String {
    locale.map { "\(routine) \($0)" } ?? routine
  }

  private static func sections(of file: SourceFile) -> Sections {
    var sections = Sections(file: file.path)
    for section in DariParser.parse(file).root.nodes(.section) {
      guard let header = section.node(.sectionHeader), let token = header.token(.name) else { continue }
      let line = file.position(at: Int(token.span.start)).line
      switch header.sectionWord {
      case .input: sections.inputs[token.identifier] = line
      case .step: sections.steps[token.identifier] = line
      default: break
      }
    }
    return sections
  }

  /// The change with its place, where it had none or only a file.
  package func placed(_ change: RoutineChange) -> RoutineChange {
    guard change.place?.line == nil, let name = change.routines.first,
      let sections = routines[Self.key(name, change.locale)] ?? routines[name]
    else { return change }
    var change = change
    let input = String(change.part.prefix { $0 != "." && $0 != "[" })
    let line = change.step.map { sections.steps[$0] } ?? sections.inputs[input]
    change.place = .init(file: sections.file, line: line)
    return change
  }
}
