/// A file that is made from others, and its text.
struct GeneratedFile {
  var path: String
  var text: String
}

struct GeneratorError: Error, CustomStringConvertible {
  var description: String
  init(_ description: String) { self.description = description }
}
