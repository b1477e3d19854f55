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

  /// By the names of routines.
  private var routines: [String: Sections] = [:]

  /// - Parameter files: the file of each routine, by its name.
  package init(_ sources: ProjectSources, files: [String: String]) {
    for (name, path) in files {
      guard let id = sources.dariFiles.first(where: { sources.sources[$0].path == path }) else { continue }
      let file = sources.sources[id]
      var sections = Sections(file: path)
      for section in DariParser.parse(file).root.nodes(.section) {
        guard let header = section.node(.sectionHeader), let token = header.token(.name) else { continue }
        let line = file.position(at: Int(token.span.start)).line
        switch header.sectionWord {
        case .input: sections.inputs[token.identifier] = line
        case .step: sections.steps[token.identifier] = line
        default: break
        }
      }
      routines[name] = sections
    }
  }

  /// The change with its place, where it had none or only a file.
  package func placed(_ change: RoutineChange) -> RoutineChange {
    guard change.place?.line == nil, let name = change.routines.first, let sections = routines[name] else {
      return change
    }
    var change = change
    let input = String(change.part.prefix { $0 != "." && $0 != "[" })
    let line = change.step.map { sections.steps[$0] } ?? sections.inputs[input]
    change.place = .init(file: sections.file, line: line)
    return change
  }
}
