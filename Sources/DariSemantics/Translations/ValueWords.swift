// Values in another language: a translation gives the texts, and the original everything else.

import DariBase
import DariRuntime

enum ValueWords {
  /// Texts in a value that people or models read: not one is left to the original.
  static func hasWords(_ value: Value, _ type: Type) -> Bool {
    switch (value, type.core) {
    case (.text(let text), .text), (.text(let text), .line): hasLetter(text)
    case (.list(let items), .list(_, let element)): items.contains { hasWords($0, element) }
    case (.record(let fields), .record(let record)):
      zip(fields, record.slots).contains { hasWords($0, record.fields[$1].type) }
    default: false
    }
  }

  /// A telephone number is the same in all languages.
  private static func hasLetter(_ text: String) -> Bool {
    text.unicodeScalars.contains(where: Identifier.isStart)
  }

  struct Gap {
    enum Kind { case missing, differs }
    var kind: Kind
    var path: String
    var range: Range<Int>?
  }

  /// What a translation leaves out is taken from the original, unless it is words.
  struct Completion {
    private(set) var gaps: [Gap] = []

    mutating func complete(_ node: DataNode?, from value: Value, _ type: Type, _ path: String) -> DataNode {
      guard let node else {
        if ValueWords.hasWords(value, type) { gaps.append(Gap(kind: .missing, path: path)) }
        return DataNode(value, type)
      }
      switch (node.content, value, type.core) {
      case (.object(var entries), .record(let fields), .record(let record)):
        for (field, slot) in zip(fields, record.slots) {
          let declared = record.fields[slot]
          let inner = path.isEmpty ? declared.name : "\(path).\(declared.name)"
          if let index = entries.firstIndex(where: { $0.key == declared.name }) {
            entries[index].value = complete(entries[index].value, from: field, declared.type, inner)
          } else if !field.isAbsent {
            entries.append(.init(key: declared.name, value: complete(nil, from: field, declared.type, inner)))
          }
        }
        return DataNode(.object(entries), range: node.range)
      case (.list(let items), .list(let values), .list(_, let element)) where items.count == values.count:
        let completed = items.indices.map {
          complete(items[$0], from: values[$0], element, "\(path)[\($0)]")
        }
        return DataNode(.list(completed), range: node.range)
      default: return node
      }
    }
  }

  /// Where a value of a translation is another one than the original's, and not only in other words.
  static func differences(_ value: Value, _ original: Value, _ type: Type, _ path: String) -> [String] {
    switch (value, original, type.core) {
    case (.text, .text, .text), (.text, .text, .line), (.text, .text, .url), (.text, .text, .email): return []
    case (.list(let items), .list(let originals), .list(_, let element)):
      guard items.count == originals.count else { return [path] }
      return items.indices.flatMap { differences(items[$0], originals[$0], element, "\(path)[\($0)]") }
    case (.record(let fields), .record(let originals), .record(let record))
    where fields.count == originals.count:
      return zip(fields.indices, record.slots).flatMap { index, slot in
        let inner = path.isEmpty ? record.fields[slot].name : "\(path).\(record.fields[slot].name)"
        return differences(fields[index], originals[index], record.fields[slot].type, inner)
      }
    default: return value.isAbsent == original.isAbsent && value.printed == original.printed ? [] : [path]
    }
  }
}

extension DataNode {
  /// A value as data that the type reads as the same value.
  fileprivate init(_ value: Value, _ type: Type) {
    switch (value, type.core) {
    case (.absent, _): self.init(.null)
    case (.text(let text), _): self.init(.text(text))
    case (.list(let items), .list(_, let element)): self.init(.list(items.map { DataNode($0, element) }))
    case (.record(let fields), .record(let record)):
      self.init(
        .object(
          zip(fields, record.slots).map {
            Entry(key: record.fields[$1].name, value: DataNode($0, record.fields[$1].type))
          }))
    default: self.init(.word(value.printed))
    }
  }
}
