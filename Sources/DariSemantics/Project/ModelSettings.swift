// `models` and `tokenizer` of the manifest: with which model, how, and what its tokens are counted with.

import DariBase
import DariRuntime
import DariYAML

/// One entry of `models`. The key is the name of an environment variable, never the key itself.
package struct ModelSetting: Sendable {
  package var name: String
  package var api: String
  package var url: String?
  package var model: String
  /// From 0 to 2.
  package var temperature: Double?
  /// Tokens of the answer.
  package var maxTokens: Int?
  /// Without its `$`.
  package var keyVariable: String?
  var tokenizer: TokenizerChoice?
  package var price: ModelPrice?

  package init(name: String, api: String, url: String?, model: String) {
    self.name = name
    self.api = api
    self.url = url
    self.model = model
  }

  static let keys = ["api", "url", "model", "temperature", "max_tokens", "key", "tokenizer", "price"]
  package static let apis = ["openai", "anthropic", "gemini"]

  /// What bundles say of it.
  var carried: Routine.ModelSetting {
    var setting = Routine.ModelSetting(name: name, api: api, model: model)
    setting.temperature = temperature
    setting.maxTokens = maxTokens
    return setting
  }
}

/// What a million tokens cost, as the author pays it.
package struct ModelPrice: Hashable, Sendable {
  package var input: Double
  package var output: Double
  /// A code of ISO 4217.
  package var currency: String

  package init(input: Double, output: Double, currency: String) {
    self.input = input
    self.output = output
    self.currency = currency
  }
}

/// A value of `tokenizer`: an estimator's name, or a path from the project's folder that ends in `.json`.
struct TokenizerChoice: Sendable {
  var text: String
  var span: SourceSpan
  /// Within the project; nil if it is no path, or one that leads out.
  var path: String? { isPath ? ResourcePath.resolve(text, from: "dari.yaml") : nil }
  var isPath: Bool { text.hasSuffix(".json") }
}

extension Manifest {
  mutating func readModels(_ reader: MappingReader) {
    tokenizer = Self.choice(reader)
    for entry in reader.mapping("models") {
      guard entry.value.isMapping else {
        reader.wrong(entry.keyText, entry.value, .expectEntries)
        continue
      }
      let fields = MappingReader(
        entry.value, place: .placeKey(key: entry.keyText), known: ModelSetting.keys, reporter: reader.reporter
      )
      if let setting = Self.setting(entry, fields) { models.append(setting) }
    }
  }

  private static func setting(_ entry: YAMLEntry, _ fields: MappingReader) -> ModelSetting? {
    let reporter = fields.reporter
    for key in ["api", "model"] where fields.value(key) == nil {
      reporter.report(.missingKey(place: .placeKey(key: entry.keyText), key: key), at: entry.key.span)
    }
    var setting = ModelSetting(
      name: entry.keyText, api: fields.text("api") ?? "", url: fields.text("url"),
      model: fields.text("model") ?? "")
    setting.tokenizer = choice(fields)
    if let api = fields.spannedText("api"), !ModelSetting.apis.contains(api.text) {
      reporter.reportUnknown(
        .unknownWord(word: api.text, known: ModelSetting.apis), api.text, at: api.span,
        among: ModelSetting.apis)
    }
    if let value = fields.value("temperature") {
      setting.temperature = value.number
      if !(setting.temperature.map { (0...2).contains($0) } ?? false) {
        fields.wrong("temperature", value, .expectTemperature)
      }
    }
    if let value = fields.value("max_tokens") {
      setting.maxTokens = value.integer.flatMap { Int(exactly: $0) }
      if !(setting.maxTokens.map { (1...Routine.Budget.most).contains($0) } ?? false) {
        fields.wrong("max_tokens", value, .expectTokens)
      }
    }
    if let value = fields.value("price") {
      setting.price = price(value)
      if setting.price == nil { fields.wrong("price", value, .expectPrice) }
    }
    if let key = fields.spannedText("key") {
      setting.keyVariable = variable(key.text)
      if setting.keyVariable == nil, !SecretScan.holdsKey(key.text), !SecretScan.hasCredentials(key.text) {
        reporter.report(.keyInManifest(file: "dari.yaml"), at: key.span, mends: [Mend(.useVariable)])
      }
    }
    return setting
  }

  /// `{ input: 0.25, output: 2, currency: USD }`.
  private static func price(_ value: YAMLNode) -> ModelPrice? {
    guard value.isMapping, value.entries.count == 3, let input = value["input"]?.number,
      let output = value["output"]?.number, let currency = value["currency"]?.scalarText,
      Currency.named(currency) != nil, input >= 0, output >= 0, input.isFinite, output.isFinite
    else { return nil }
    return ModelPrice(input: input, output: output, currency: currency)
  }

  /// The name in `$OPENAI_API_KEY`.
  private static func variable(_ text: String) -> String? {
    let name = text.utf8.dropFirst()
    guard text.utf8.first == 0x24, let first = name.first, !(0x30...0x39).contains(first),
      name.allSatisfy({ ($0 | 0x20) &- 0x61 < 26 || $0 &- 0x30 < 10 || $0 == 0x5F })
    else { return nil }
    return String(text.dropFirst())
  }

  private static func choice(_ reader: MappingReader) -> TokenizerChoice? {
    guard let word = reader.spannedText("tokenizer") else { return nil }
    let choice = TokenizerChoice(text: word.text, span: word.span)
    if !choice.isPath, TokenEstimator(name: word.text) == nil {
      let known = TokenEstimator.named.map(\.name)
      reader.reporter.reportUnknown(
        .unknownEstimator(name: word.text, known: known), word.text, at: word.span, among: known)
    }
    return choice
  }

  // MARK: Files

  private var choices: [TokenizerChoice] { [tokenizer].compactMap { $0 } + models.compactMap(\.tokenizer) }

  /// The files that it names, to be read with the project; paths from the project's folder.
  package var tokenizerPaths: [String] { choices.compactMap(\.path) }

  mutating func loadTokenizers(from resources: [String: [UInt8]], reporter: Reporter) {
    var told: Set<String> = []
    for choice in choices where choice.isPath && told.insert(choice.text).inserted {
      guard let path = choice.path, let bytes = resources[path] else {
        reporter.report(.tokenizerMissing(path: choice.text), at: choice.span)
        continue
      }
      do throws(TokenizerFileError) {
        tokenizers[path] = (SHA256.hexDigest(of: bytes), try ByteLevelTokenizer.read(bytes))
      } catch {
        let note = error.note
        reporter.report(
          error.problem(path: choice.text), at: choice.span, mends: note.map { [Mend($0)] } ?? [])
      }
    }
  }

  func setting(named name: String) -> ModelSetting? { models.first { $0.name == name } }

  /// What the budgets of a step are counted with; nil if its tokenizer cannot be used, which has been told.
  /// - Parameter model: name of the step's model setting.
  package func estimator(for model: String?) -> TokenEstimator? {
    guard let choice = model.flatMap({ setting(named: $0)?.tokenizer }) ?? tokenizer else {
      return TokenEstimator.named.first?.estimator
    }
    guard choice.isPath else { return TokenEstimator(name: choice.text) }
    guard let path = choice.path, let file = tokenizers[path] else { return nil }
    return .file(path: path, sha256: file.sha256)
  }

  /// What counts the prompt of a step that has no budget; nil if its tokenizer cannot be used.
  package func meter(for model: String?) -> TokenMeter? {
    guard let estimator = estimator(for: model) else { return nil }
    return TokenMeter(
      estimator,
      tokenizers: Dictionary(
        tokenizers.values.map { ($0.sha256, $0.tokenizer) }, uniquingKeysWith: { first, _ in first }))
  }
}
