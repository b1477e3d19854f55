// Models and budgets as they stand in a bundle. Addresses, keys and the names of their variables do not.

import DariBase
import DariRuntime

extension BundleParts {
  func encode(_ setting: Routine.ModelSetting) -> JSONValue {
    var object: JSONObject = [
      "name": .string(setting.name), "api": .string(setting.api), "model": .string(setting.model),
    ]
    object["temperature"] = setting.temperature.map { .number($0) }
    object["maxTokens"] = setting.maxTokens.map { .integer(Int64($0)) }
    return .object(object)
  }

  func encode(_ budget: Routine.Budget) -> JSONValue {
    var object: JSONObject = ["tokens": .integer(Int64(budget.tokens))]
    if case .file(let path, let sha256) = budget.estimator {
      object["tokenizer"] = ["file": .string(path), "sha256": .string(sha256)]
    } else {
      object["estimator"] = .string(budget.estimator.name)
    }
    return .object(object)
  }
}
