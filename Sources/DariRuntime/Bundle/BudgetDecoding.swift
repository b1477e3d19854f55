// Models and budgets of a bundle.

import DariBase

enum BudgetDecoding {
  static func model(_ node: BundleNode) throws(PromptBundleError) -> Routine.ModelSetting {
    let object = try node.object(["name", "api", "model"], optional: ["temperature", "maxTokens"])
    var setting = Routine.ModelSetting(
      name: try object["name"].text(), api: try object["api"].text(), model: try object["model"].text())
    if let node = object.optional("temperature") {
      let temperature = try ValueDecoding.number(node)
      guard (0...2).contains(temperature) else { throw node.damaged("a temperature is from 0 to 2") }
      setting.temperature = temperature
    }
    if let node = object.optional("maxTokens") {
      setting.maxTokens = try node.integer(in: 1...Routine.Budget.most)
    }
    return setting
  }

  static func budget(_ node: BundleNode) throws(PromptBundleError) -> Routine.Budget {
    let object = try node.object(["tokens"], optional: ["estimator", "tokenizer"])
    let tokens = try object["tokens"].integer(in: 1...Routine.Budget.most)
    switch (object.optional("estimator"), object.optional("tokenizer")) {
    case (let node?, nil):
      let name = try node.text()
      guard let estimator = TokenEstimator(name: name) else {
        throw node.damaged("`\(name)` is no estimator that this version of Dari knows")
      }
      return Routine.Budget(tokens: tokens, estimator: estimator)
    case (nil, let node?):
      let file = try node.object(["file", "sha256"])
      return Routine.Budget(
        tokens: tokens,
        estimator: .file(path: try file["file"].text(), sha256: try file["sha256"].sha256()))
    default: throw node.damaged("a budget has either an `estimator` or a `tokenizer`")
    }
  }
}
