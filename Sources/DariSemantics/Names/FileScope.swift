// Which declared names a file sees: its own and those of the libraries it uses.

import DariBase
import DariRuntime

struct FileScope {
  struct UsedLibrary {
    var name: String
    var declarations: Declarations
  }

  var own: Declarations
  var libraries: [UsedLibrary]
  /// Libraries of the project that the file does not use: to say so.
  var unused: [UsedLibrary] = []
  /// The libraries of `uses` are not all known: a name may come from one that is not.
  var isBroken = false

  /// The libraries that have a name and are not used.
  func unusedLibraries<Symbol>(_ table: KeyPath<Declarations, [String: Symbol]>, with name: String)
    -> [String]
  {
    unused.filter { $0.declarations[keyPath: table][name] != nil }.map(\.name)
  }

  enum Lookup<Symbol> {
    case found(Symbol)
    case ambiguous([(library: String, symbol: Symbol)])
    case none
  }

  func type(_ name: String, in library: String?) -> Lookup<TypeSymbol> { find(name, library, \.types) }
  func value(_ name: String, in library: String?) -> Lookup<ValueSymbol> { find(name, library, \.values) }
  func snippet(_ name: String, in library: String?) -> Lookup<SnippetSymbol> {
    find(name, library, \.snippets)
  }

  private func find<Symbol>(
    _ name: String, _ library: String?, _ table: KeyPath<Declarations, [String: Symbol]>
  ) -> Lookup<Symbol> {
    if let library {
      guard let used = libraries.first(where: { $0.name == library }),
        let symbol = used.declarations[keyPath: table][name]
      else { return .none }
      return .found(symbol)
    }
    if let symbol = own[keyPath: table][name] { return .found(symbol) }
    let given = libraries.compactMap { used in
      used.declarations[keyPath: table][name].map { (library: used.name, symbol: $0) }
    }
    switch given.count {
    case 0: return .none
    case 1: return .found(given[0].symbol)
    default: return .ambiguous(given)
    }
  }

  func usesLibrary(_ name: String) -> Bool { libraries.contains { $0.name == name } }

  /// Where a value or snippet of this name is declared, if any is visible.
  func place(of name: String) -> SourceSpan? {
    own.place(of: name) ?? libraries.lazy.compactMap { $0.declarations.place(of: name) }.first
  }

  var typeNames: [String] {
    own.types.keys.sorted() + libraries.flatMap { $0.declarations.types.keys.sorted() }
  }
  var valueNames: [String] {
    own.values.keys.sorted() + libraries.flatMap { $0.declarations.values.keys.sorted() }
  }
  var snippetNames: [String] {
    own.snippets.keys.sorted() + libraries.flatMap { $0.declarations.snippets.keys.sorted() }
  }
}
