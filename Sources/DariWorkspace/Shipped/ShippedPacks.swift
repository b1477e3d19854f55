// The law packs inside the binary, as files that a project can name.

import DariBase
import DariSemantics

extension ProjectSources {
  /// Packs of the project's own that are there already stay.
  package mutating func addShippedPacks() {
    for (name, text) in ShippedLaw.packs where packs[name] == nil {
      packs[name] =
        sources.add(path: SourceFile.shippedFolder + "law/\(name).yaml", bytes: Array(text.utf8)).id
    }
  }
}
