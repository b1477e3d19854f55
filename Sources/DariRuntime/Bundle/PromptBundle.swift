// What apps are promised: load a bundle, see what it asks for, render its prompts.

import DariBase

/// A routine out of a bundle, `build/bundle/<routine>.json`, ready to be rendered.
///
/// ```swift
/// let bundle = try PromptBundle(json: bytes)
/// let prompts = try bundle.render(
///   inputs: #"{"message": "어제 산 원두를 환불하고 싶어요."}"#,
///   given: ["classify": #"{"kind": "refund", "urgent": false}"#],
///   steps: ["draft"])
/// for message in prompts.steps[0].messages {
///   print(message.role.rawValue, message.text)
/// }
/// ```
///
/// A value; it may be used from several tasks at once. Rendering is pure: it reads no file, clock or network.
public struct PromptBundle: Sendable {
  /// What the bundle asks for.
  public struct Input: Hashable, Sendable {
    public let name: String
    /// The question to the person who fills it in; plain Markdown.
    public let question: String
    /// The type as the author wrote it, labels included: `untrusted personal text(..4000)`.
    public let type: String
    /// Whether it has to be there: it is not optional and has no default.
    public let isRequired: Bool
  }

  public struct Step: Hashable, Sendable {
    public enum Actor: String, Hashable, Sendable { case human, ai, tool, routine }

    public let name: String
    public let title: String?
    public let actor: Actor
    /// Whether `render` gives something for it: an AI's messages or a text.
    public let isRendered: Bool
    /// JSON Schema (2020-12) of the result, as JSON text, for a model's structured output; nil without a
    /// result.
    public let resultSchema: String?
    /// Tokens that the messages together may have; a prompt over it is not rendered. Nil without a budget.
    public let budget: Int?
  }

  public let name: String
  public let title: String?
  public let version: String
  public let inputs: [Input]
  /// In the routine's order.
  public let steps: [Step]
  /// JSON Schema (2020-12) of the object that `render` takes as inputs, as JSON text.
  public let inputSchema: String
  /// Lower-case hexadecimal digits; two bundles with the same hash render the same.
  public let sha256: String

  /// The tokenizer files that budgets are counted with, for which `add(tokenizer:)` has not been called: steps with
  /// such a budget cannot be rendered.
  public var missingTokenizers: [String] { routine.missingTokenizers }

  /// The languages that it can be asked for with `inLocale`, as `ko`, `en`; the first is that of this bundle's own words.
  public var locales: [String] { [routine.locale] + translations.map(\.locale) }

  private(set) var routine: Routine
  private var translations: [(locale: String, bundle: PromptBundle)] = []

  /// The same routine in another language: titles, questions and prompts. Its inputs and steps have the same names and the
  /// same types, so that data fit both.
  /// - Returns: nil for a language that is not among `locales`.
  public func inLocale(_ locale: String) -> PromptBundle? {
    locale == routine.locale ? self : translations.first { $0.locale == locale }?.bundle
  }

  /// Hands over the `tokenizer.json` that the bundle counts budgets with. It takes part of a second, and bundles that are
  /// copied from this one have it too.
  public mutating func add(tokenizer json: some Sequence<UInt8>) throws(PromptTokenizerError) {
    let bytes = Array(json)
    try routine.add(tokenizer: bytes, named: "tokenizer.json")
    for index in translations.indices {
      try translations[index].bundle.routine.add(tokenizer: bytes, named: "tokenizer.json")
    }
  }

  /// Loads a bundle. The bytes are checked through and through; the file may come from anywhere.
  /// - Parameter json: the bytes of the file.
  public init(json: some Sequence<UInt8>) throws(PromptBundleError) {
    let object = try BundleLoader.verifiedObject(Array(json))
    var hash = ""
    if case .string(let text)? = object["sha256"] { hash = text }
    let routine = try BundleLoader.routine(of: object)
    self.init(routine, object, sha256: hash)
    guard case .array(let nodes)? = object["translations"] else { return }
    for (node, translation) in zip(nodes, routine.translations) {
      guard case .object(let node) = node, case .object(let body)? = node["routine"] else { continue }
      translations.append((translation.locale, PromptBundle(translation.routine, body, sha256: hash)))
    }
  }

  /// - Parameter object: that the routine was read from.
  private init(_ routine: Routine, _ object: JSONObject, sha256: String) {
    self.routine = routine
    self.sha256 = sha256
    name = routine.name
    title = routine.title
    version = routine.version
    inputs = routine.inputs.map { input in
      Input(
        name: input.name, question: input.question, type: input.type.description,
        isRequired: !input.type.isOptional && input.defaultValue == nil)
    }
    inputSchema = object["inputSchema"].map { CanonicalJSON.text(of: $0) } ?? "{}"
    var schemas: [String?] = []
    if case .array(let steps)? = object["steps"] { schemas = steps.map(Self.schema) }
    steps = zip(routine.steps, schemas).map { step, schema in
      Step(
        name: step.name, title: step.title, actor: Step.Actor(rawValue: step.actor.kind) ?? .human,
        isRendered: RoutineRenderer.isRendered(step), resultSchema: schema, budget: step.budget?.tokens)
    }
  }

  private static func schema(of step: JSONValue) -> String? {
    guard case .object(let step) = step, case .object(let result)? = step["result"] else { return nil }
    return result["schema"].map { CanonicalJSON.text(of: $0) }
  }
}

/// What `PromptBundle.render` gives.
public struct RenderedPrompts: Hashable, Sendable {
  public enum Role: String, Hashable, Sendable { case system, user, assistant }

  public struct Message: Hashable, Sendable {
    public let role: Role
    /// What to show to people, and, without pictures, sounds and files, what to send. Where one goes along, its
    /// mark stands: `⟦image: cat.jpg, image/jpeg, 34 KB⟧`.
    public let text: String
    /// What to send, in order: texts, with the pictures, sounds and files where they belong. Together all of the
    /// message; of a message that is only text, that text, or nothing if it is empty.
    public let parts: [Part]
    /// Values from outside that did not go in as they were handed in.
    public let cleaned: [CleanedValue]
  }

  /// What was taken out of a value from outside, or broken up in it.
  public struct CleanedValue: Hashable, Sendable {
    /// The value, as `order.note`; of one that is made of several, all of them.
    public let paths: [String]
    /// Characters that nobody sees, as `U+200B`; the first few kinds.
    public let removed: [String]
    /// How many were taken out in all.
    public let removals: Int
    /// Signs with which models tell messages apart, as `<|im_start|>`; a space was put into each.
    public let markers: [String]
  }

  public struct Step: Hashable, Sendable {
    /// Of a step in a routine that another step calls, with the names of the calls: `write.draft`,
    /// `write[2].draft`.
    public let name: String
    /// Which item it is for, from 0; nil without `each`.
    public let item: Int?
    /// Its `when` does not hold, so there is nothing to do and it has no result.
    public let isSkipped: Bool
    /// What to send to the model, in order; empty for a step without an AI. If the step is done again, the last two
    /// are the refused answer and what the person said to it.
    public let messages: [Message]
    /// The text of a step that puts one together without an AI.
    public let text: String?
    /// How many tokens the messages have together; of a step with a budget.
    public let tokens: Int?
  }

  /// The steps that were asked for, in the routine's order.
  public let steps: [Step]
}

extension PromptBundle {
  /// Renders the prompts of every AI step and every text, or of some.
  ///
  /// Results of earlier steps that are not given show as `⟦classify.kind⟧` where they are printed; where one
  /// decides what is written, rendering is an error.
  ///
  /// - Parameters:
  ///   - inputs: JSON: one object whose keys are the inputs' names. An optional input may be
  ///     left out or null.
  ///   - given: results of steps by their names, as JSON; of a step with `each` a list of all its results, or of
  ///     those so far; of a step in a called routine by `write.draft`. A text is a JSON text too: `"\"안녕하세요…\""`;
  ///     `givenTexts` takes it as it is.
  ///   - givenTexts: results of steps that are a text, by their names.
  ///   - remarks: what people said when they refused, by the name of the step that reviews. What is given for a
  ///     step that is done again is the answer that was refused.
  ///   - files: what is in the files that inputs of the types `image`, `audio` and `file` name, by the name that
  ///     stands in `inputs`: `["cat.jpg": bytes]` for `{"photo": "cat.jpg"}`. An address (`https://…`, `data:…`) needs
  ///     none.
  ///   - steps: names of the steps to render; nil for all. For a routine of several AI steps, render one
  ///     after the other, and give each the results so far.
  /// - Throws: everything that is wrong at once.
  public func render(
    inputs: String, given: [String: String] = [:], givenTexts: [String: String] = [:],
    remarks: [String: String] = [:], files: [String: [UInt8]] = [:], steps: [String]? = nil
  ) throws(PromptRenderingError) -> RenderedPrompts {
    var problems: [PromptRenderingError.Problem] = []
    let wanted = wantedSteps(steps, &problems)
    var data = RoutineData()
    // Dictionaries have no order; the problems have one.
    for (name, json) in given.sorted(by: { $0.key < $1.key }) {
      if let node = Self.parse(json, path: name, &problems) { data.given.append((name, node)) }
    }
    for (name, text) in givenTexts.sorted(by: { $0.key < $1.key }) {
      data.given.append((name, DataNode(.text(text))))
    }
    data.remarks = remarks.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    guard let node = Self.parse(inputs, path: "", &problems) else {
      throw PromptRenderingError(problems: problems)
    }
    data.inputs = MediaData.attached(node, Type(.record(routine.inputRecord))) { files[$0] }
    let renderer: RoutineRenderer
    do throws(RoutineDataError) { renderer = try RoutineRenderer(routine: routine, data: data) } catch {
      problems += error.problems.map { .init($0) }
      if error.omitted > 0 { problems.append(.init(.moreDataProblems(count: error.omitted), path: "")) }
      throw PromptRenderingError(problems: problems)
    }
    if !problems.isEmpty { throw PromptRenderingError(problems: problems) }
    let rendered = renderer.render(wanted)
    if rendered.hasFailures {
      throw PromptRenderingError(problems: Self.failures(of: rendered, in: routine, prefix: ""))
    }
    return RenderedPrompts(steps: Self.steps(of: rendered, in: routine, prefix: ""))
  }

  private static func failures(
    of rendered: RenderedRoutine, in routine: Routine, prefix: String
  ) -> [PromptRenderingError.Problem] {
    rendered.failures.map { .init($0, in: routine, prefix: prefix) }
      + rendered.steps.flatMap { step in
        step.call.map {
          failures(of: $0.rendered, in: $0.routine, prefix: name(of: step, in: routine, prefix) + ".")
        } ?? []
      }
  }

  /// What a step in a called routine is called from outside.
  private static func name(of step: RenderedStep, in routine: Routine, _ prefix: String) -> String {
    let name = prefix + routine.steps[step.step].name
    return step.call == nil ? name : step.item.map { "\(name)[\($0.number)]" } ?? name
  }

  private static func steps(
    of rendered: RenderedRoutine, in routine: Routine, prefix: String
  ) -> [RenderedPrompts.Step] {
    rendered.steps.flatMap { step -> [RenderedPrompts.Step] in
      let name = name(of: step, in: routine, prefix)
      if let call = step.call { return steps(of: call.rendered, in: call.routine, prefix: name + ".") }
      return [
        RenderedPrompts.Step(
          name: name, item: step.item?.number, isSkipped: step.isSkipped,
          messages: step.messages.map(message), text: step.text?.text, tokens: step.tokens?.count)
      ]
    }
  }

  private static func message(_ message: RenderedStep.Message) -> RenderedPrompts.Message {
    let role: RenderedPrompts.Role =
      switch message.role {
      case .system: .system
      case .user: .user
      case .assistant: .assistant
      }
    return RenderedPrompts.Message(
      role: role, text: message.body.text, parts: message.body.parts.map(RenderedPrompts.Part.init),
      cleaned: message.body.cleanings.map {
        RenderedPrompts.CleanedValue(
          paths: $0.paths, removed: $0.report.removedNames, removals: $0.report.removals,
          markers: $0.report.markers)
      })
  }

  private func wantedSteps(_ names: [String]?, _ problems: inout [PromptRenderingError.Problem]) -> Set<Int>?
  {
    guard let names else { return nil }
    var wanted = Set<Int>()
    for name in names {
      if let index = routine.steps.firstIndex(where: { $0.name == name && RoutineRenderer.isRendered($0) }) {
        wanted.insert(index)
      } else {
        problems.append(.init(.stepToRenderUnknown(step: name), path: name))
      }
    }
    return wanted
  }

  private static func parse(
    _ json: String, path: String, _ problems: inout [PromptRenderingError.Problem]
  ) -> DataNode? {
    do throws(JSONError) { return DataNode(try JSONParser.parse(json)) } catch {
      problems.append(.init(error, path: path))
      return nil
    }
  }
}
