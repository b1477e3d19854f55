// A value of a known type as data: the form in which inputs are handed in and models answer.

import DariBase
import DariRuntime

package enum DataForm {
  /// The value is of the type. Absent fields are left out.
  package static func encode(_ value: Value, _ type: Type) -> JSONValue {
    switch (value, type.core) {
    case (.list(let items), .list(_, let element)): return .array(items.map { encode($0, element) })
    case (.record(let values), .record(let record)):
      var object = JSONObject()
      for (slot, index) in record.slots.enumerated() {
        if case .absent = values[slot] { continue }
        object[record.fields[index].name] = encode(values[slot], record.fields[index].type)
      }
      return .object(object)
    case (.absent, _): return .null
    case (.int(let number), _): return .integer(number)
    case (.number(let number), _): return .number(number)
    case (.bool(let flag), _): return .bool(flag)
    default: return .string(value.printed)
    }
  }
}
