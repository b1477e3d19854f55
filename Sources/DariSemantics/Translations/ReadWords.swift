// The body of a translation's `@value`, completed with what the original says.

import DariBase
import DariRuntime
import DariSyntax

extension ValueReader {
  struct ReadWords {
    /// Nil if it could not be read, which has been reported, or is not whole.
    var value: Value?
    /// Paths of texts that are left out, and of what is another value than the original's.
    var missing: [String] = []
    var differing: [String] = []
    fileprivate var places: [String: SourceSpan] = [:]

    func place(of path: String) -> SourceSpan? { places[path] }
  }

  func readWords(_ section: Unit.Section, as type: Type, original: Value) -> ReadWords {
    var result = ReadWords()
    if type.hasUnknown { return result }
    guard let data = data(of: section, as: type) else { return result }
    var completion = ValueWords.Completion()
    let node = completion.complete(data.node, from: original, type, "")
    result.missing = completion.gaps.map { $0.path.isEmpty ? section.name : "\(section.name).\($0.path)" }
    guard result.missing.isEmpty else { return result }
    result.value = decode(
      node, as: type, section, places: data.isOwn ? nil : section.header.token(.string)?.span)
    guard let value = result.value else { return result }
    for path in ValueWords.differences(value, original, type, "") {
      let shown = path.isEmpty ? section.name : "\(section.name).\(path)"
      result.differing.append(shown)
      if data.isOwn, let range = node.node(at: path)?.range { result.places[shown] = file.span(range) }
    }
    return result
  }
}

extension DataNode {
  /// The part that a path of fields leads to; items are told as a whole.
  fileprivate func node(at path: String) -> DataNode? {
    var node = self
    for name in path.split(separator: ".") {
      let field = name.prefix { $0 != "[" }
      guard case .object(let entries) = node.content, let entry = entries.first(where: { $0.key == field })
      else { return nil }
      node = entry.value
      if field.count < name.count { return node }
    }
    return node
  }
}
