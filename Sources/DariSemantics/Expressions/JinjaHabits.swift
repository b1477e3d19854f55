// Words that prompt authors bring from Jinja and that mean something else, or nothing, here.

import DariBase

/// A habit and the way it is done here.
struct JinjaHabit {
  enum Way {
    /// These words in its place.
    case write(String)
    /// Advice that cannot be typed in its place.
    case advice(Note)
  }
  var way: Way

  func mend(at span: SourceSpan) -> Mend {
    switch way {
    case .write(let text): Mend(.writeInstead(text: text), [TextEdit(span, text)])
    case .advice(let note): Mend(note)
    }
  }
}

enum JinjaHabits {
  static func isNone(_ name: String) -> Bool { ["none", "None", "null", "nil"].contains(name) }

  static func name(_ name: String) -> JinjaHabit? {
    switch name {
    case "True": JinjaHabit(way: .write("true"))
    case "False": JinjaHabit(way: .write("false"))
    case "none", "None", "null", "nil", "undefined": JinjaHabit(way: .advice(.askWhetherAbsent))
    default: nil
    }
  }

  static func filter(_ name: String) -> JinjaHabit? {
    switch name {
    case "tojson": JinjaHabit(way: .write("json"))
    case "d": JinjaHabit(way: .write("default"))
    case "count": JinjaHabit(way: .write("length"))
    case "selectattr", "rejectattr", "select", "reject": JinjaHabit(way: .advice(.useWhere))
    case "e", "escape", "forceescape", "safe", "urlencode", "striptags", "xmlattr":
      JinjaHabit(way: .advice(.leaveEscapingOut))
    case "string", "int", "float", "list": JinjaHabit(way: .advice(.noConversions))
    case "attr": JinjaHabit(way: .advice(.useField))
    default: nil
    }
  }

  static func test(_ name: String) -> JinjaHabit? {
    switch name {
    case "defined": JinjaHabit(way: .write("present"))
    case "undefined", "none", "None", "null": JinjaHabit(way: .write("absent"))
    case "equalto", "eq", "sameas": JinjaHabit(way: .advice(.useComparison(text: "==")))
    case "ne": JinjaHabit(way: .advice(.useComparison(text: "!=")))
    case "gt", "greaterthan": JinjaHabit(way: .advice(.useComparison(text: ">")))
    case "lt", "lessthan": JinjaHabit(way: .advice(.useComparison(text: "<")))
    case "ge": JinjaHabit(way: .advice(.useComparison(text: ">=")))
    case "le": JinjaHabit(way: .advice(.useComparison(text: "<=")))
    case "even", "odd", "divisibleby": JinjaHabit(way: .advice(.useComparison(text: "% 2 == 0")))
    case "string", "number", "mapping", "iterable", "sequence", "boolean", "integer", "float", "callable":
      JinjaHabit(way: .advice(.typeIsKnown))
    default: nil
    }
  }

  /// `range(3)`, `x.items()`.
  static func call(_ name: String) -> JinjaHabit? {
    switch name {
    case "upper", "lower", "title", "trim", "strip", "replace", "split", "join", "length":
      JinjaHabit(way: .advice(.useFilter(text: name == "strip" ? "| trim" : "| \(name)")))
    case "range", "items", "keys", "values", "dict", "namespace", "cycler", "joiner", "lipsum", "super",
      "caller",
      "format", "append", "get", "startswith", "endswith":
      JinjaHabit(way: .advice(.noFunctions))
    default: nil
    }
  }
}
