// What one file of a project cannot do without: the libraries it uses and the routines it calls.

import DariBase
import DariSemantics
import DariSyntax
import DariYAML

extension ProjectSources {
  /// The file itself, and the `.dari` files that it uses and calls, with those that these do. It is read off the files as
  /// they are written, so that it is known of files with errors too.
  package func filesNeeded(by file: FileID) -> Set<FileID> {
    var units: [FileID: Needs] = [:]
    var libraries: [String: FileID] = [:]
    var routines: [String: FileID] = [:]
    for id in dariFiles where TranslationName(path: sources[id].path) == nil {
      guard let needs = Needs(sources[id]) else { continue }
      units[id] = needs
      // The first of two with one name is the one that is meant.
      if let name = needs.library, libraries[name] == nil { libraries[name] = id }
      if let name = needs.routine, routines[name] == nil { routines[name] = id }
    }
    // A translation needs what its original needs.
    let original = TranslationName(path: sources[file].path)?.original
    let start = dariFiles.first { sources[$0].path == original } ?? file
    var found: Set<FileID> = [file, start]
    var waiting = [start]
    while let next = waiting.popLast() {
      let names = units[next]
      let needed =
        (names?.uses ?? []).compactMap { libraries[$0] } + (names?.calls ?? []).compactMap { routines[$0] }
      for id in needed where found.insert(id).inserted { waiting.append(id) }
    }
    let paths = Set(found.map { sources[$0].path })
    for id in dariFiles {
      guard let name = TranslationName(path: sources[id].path), paths.contains(name.original) else {
        continue
      }
      found.insert(id)
    }
    return found
  }

  /// The project with these of its `.dari` files only.
  package func with(onlyFiles files: Set<FileID>) -> ProjectSources {
    var project = self
    project.dariFiles = dariFiles.filter(files.contains)
    return project
  }
}

/// The names in one file.
private struct Needs {
  var library: String?
  var routine: String?
  var uses: [String] = []
  var calls: [String] = []

  /// Nil for what is no text.
  init?(_ file: SourceFile) {
    guard EncodingCheck.check(file).isEmpty else { return nil }
    let root = DariParser.parse(file).root
    if let yaml = root.node(.frontMatter)?.token(.yamlText),
      let front = YAML.parse(file, range: yaml.span.range).root
    {
      library = front["library"]?.scalarText
      routine = library == nil ? front["routine"]?.scalarText : nil
      uses =
        front["uses"].map { value in value.scalarText.map { [$0] } ?? value.items.compactMap(\.scalarText) }
        ?? []
    }
    for line in root.nodes(.section).flatMap({ $0.nodes(.metadata) }) {
      let words = line.node(.actor)?.tokens(.name) ?? []
      if words.count == 2, words[0].text == "routine" { calls.append(words[1].text) }
    }
  }
}
