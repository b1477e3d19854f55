// JSON as data.

import DariBase

extension DataNode {
  /// The same values with the same places; whole numbers keep all their digits.
  package init(_ node: JSONNode) {
    switch node.kind {
    case .null: self.init(.null, range: node.range)
    case .bool(let flag): self.init(.bool(flag), range: node.range)
    case .integer(let whole): self.init(.integer(String(whole)), range: node.range)
    case .bigInteger(let digits): self.init(.integer(digits), range: node.range)
    case .number(let number):
      self.init(node.whole.map { .integer(String($0)) } ?? .number(number), range: node.range)
    case .string(let text): self.init(.text(text), range: node.range)
    case .array(let items): self.init(.list(items.map { DataNode($0) }), range: node.range)
    case .object(let members):
      self.init(
        .object(members.map { Entry(key: $0.key, keyRange: $0.keyRange, value: DataNode($0.node)) }),
        range: node.range)
    }
  }
}

extension JSONError {
  /// Of data, with its place: who hands data in has no source that is shown.
  package var problem: Problem { .dataNotJSON(reason: note, line: line, column: column) }
}
