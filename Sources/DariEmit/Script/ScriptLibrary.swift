// The functions that scripts of manuals are made with. They stand in Templates/manual/script.

enum ScriptLibrary {
  /// A function, a class or a constant of the library.
  struct Declaration: Sendable {
    let name: String
    /// Names of the declarations that it uses.
    let needs: [String]
    let text: String
  }

  /// The declarations of these names and all that they need.
  static func text(of names: Set<String>) -> String {
    var wanted: Set<String> = []
    var waiting = Array(names)
    while let name = waiting.popLast() {
      guard let index = places[name], wanted.insert(name).inserted else { continue }
      waiting += declarations[index].needs
    }
    return declarations.filter { wanted.contains($0.name) }.map(\.text).joined(separator: "\n")
  }

  private static let places = Dictionary(
    uniqueKeysWithValues: declarations.enumerated().map { ($1.name, $0) })
}
