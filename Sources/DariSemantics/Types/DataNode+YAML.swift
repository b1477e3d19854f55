// YAML as data: plain scalars stay words that the type gives a meaning.

import DariBase
import DariRuntime
import DariYAML

extension DataNode {
  package init(_ node: YAMLNode) {
    let range = node.span.range
    switch node.content {
    case .scalar(let scalar):
      self.init(scalar.style == .plain ? .word(scalar.text) : .text(scalar.text), range: range)
    case .sequence(let items): self.init(.list(items.map { DataNode($0) }), range: range)
    case .mapping(let entries):
      self.init(
        .object(
          entries.map { Entry(key: $0.keyText, keyRange: $0.key.span.range, value: DataNode($0.value)) }),
        range: range)
    default: self.init(.null, range: range)
    }
  }
}
