// The expectations beside the scripts in Oracles/, as values.

import DariBase
import Foundation
import Testing

@testable import DariRuntime

enum OracleFile {
  static func read(_ name: String) throws -> JSONNode {
    let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
      "Oracles/\(name)")
    return try JSONParser.parse([UInt8](try Data(contentsOf: url)))
  }
}

extension JSONNode {
  var items: [JSONNode] { if case .array(let items) = kind { items } else { [] } }
  var text: String { if case .string(let text) = kind { text } else { "" } }

  var asValue: Value {
    switch kind {
    case .null: .absent
    case .bool(let flag): .bool(flag)
    case .integer(let whole): .int(whole)
    case .bigInteger, .object: .absent
    case .number(let number): .number(number)
    case .string(let text): .text(text)
    case .array(let items): .list(items.map(\.asValue))
    }
  }
}

/// The same value of the same kind: 1 is not 1.0, and 0.0 is not -0.0.
func isSame(_ a: Value, _ b: Value) -> Bool {
  switch (a, b) {
  case (.int(let a), .int(let b)): a == b
  case (.number(let a), .number(let b)): a.bitPattern == b.bitPattern
  case (.int, _), (.number, _): false
  case (.list(let a), .list(let b)): a.count == b.count && zip(a, b).allSatisfy(isSame)
  default: a.isEqual(to: b)
  }
}

/// A record type and a value of it, fields as they are written.
func record(_ fields: [(String, Type, Value)], name: String? = nil) -> (type: RecordType, value: Value) {
  let type = RecordType(name: name, fields: fields.map { RecordType.Field(name: $0.0, type: $0.1) })
  return (type, .record(type.slots.map { fields[$0].2 }))
}
