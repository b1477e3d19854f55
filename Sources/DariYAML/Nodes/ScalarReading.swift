// Scalars read by our rules: the words and digits decide, never YAML's guesses.

import DariBase

extension YAMLScalar {
  /// `true` and `yes`, `false` and `no`, written plain. `on`, `True` and `"yes"` are text.
  package var bool: Bool? {
    guard isPlain else { return nil }
    switch text {
    case "true", "yes": return true
    case "false", "no": return false
    default: return nil
    }
  }

  /// A plain whole number. `007` is 7 where a number is wanted, and text where text is.
  package var integer: NumberText.Reading<Int64> {
    isPlain ? NumberText.readInteger(text.utf8) : .notANumber
  }

  /// A plain number; whole numbers too.
  package var number: NumberText.Reading<Double> {
    isPlain ? NumberText.readNumber(text.utf8) : .notANumber
  }
}

extension YAMLNode {
  package var bool: Bool? { scalar?.bool }
  package var integer: Int64? {
    if case .value(let value) = scalar?.integer { value } else { nil }
  }
  package var number: Double? {
    if case .value(let value) = scalar?.number { value } else { nil }
  }
}
