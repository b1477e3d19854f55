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
    public enum Actor: String, Hashable, Sendable { case human, ai, tool }

    public let name: String
    public let title: String?
    public let actor: Actor
    /// Whether `render` gives something for it: an AI's messages or a text.
    public let isRendered: Bool
    /// JSON Schema (2020-12) of the result, as JSON text, for a model's structured output; nil without a
    /// result.
    public let resultSchema: String?
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

  let routine: Routine

  /// Loads a bundle. The bytes are checked through and through; the file may come from anywhere.
  /// - Parameter json: the bytes of the file.
  public init(json: some Sequence<UInt8>) throws(PromptBundleError) {
    let object = try BundleLoader.verifiedObject(Array(json))
    routine = try BundleLoader.routine(of: object)
    name = routine.name
    title = routine.title
    version = routine.version
    inputs = routine.inputs.map { input in
      Input(
        name: input.name, question: input.question, type: input.type.description,
        isRequired: !input.type.isOptional && input.defaultValue == nil)
    }
    inputSchema = object["inputSchema"].map { CanonicalJSON.text(of: $0) } ?? "{}"
    if case .string(let hash)? = object["sha256"] { sha256 = hash } else { sha256 = "" }
    var schemas: [String?] = []
    if case .array(let steps)? = object["steps"] { schemas = steps.map(Self.schema) }
    steps = zip(routine.steps, schemas).map { step, schema in
      Step(
        name: step.name, title: step.title, actor: Step.Actor(rawValue: step.actor.kind) ?? .human,
        isRendered: RoutineRenderer.isRendered(step), resultSchema: schema)
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
  }

  public struct Step: Hashable, Sendable {
    public let name: String
    /// What to send to the model, in order; empty for a step without an AI.
    public let messages: [Message]
    /// The text of a step that puts one together without an AI.
    public let text: String?
    /// With remarks: what to add as the user's message after the refused answer when the step is done again.
    public let again: String?
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
  ///   - given: results of steps by their names, as JSON. A text is a JSON text too: `"\"안녕하세요…\""`;
  ///     `givenTexts` takes it as it is.
  ///   - givenTexts: results of steps that are a text, by their names.
  ///   - remarks: what people said when they refused, by the name of the step that reviews.
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
    if !rendered.failures.isEmpty {
      throw PromptRenderingError(problems: rendered.failures.map { .init($0, in: routine) })
    }
    return RenderedPrompts(steps: rendered.steps.map(step))
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

  private func step(_ rendered: RenderedStep) -> RenderedPrompts.Step {
    RenderedPrompts.Step(
      name: routine.steps[rendered.step].name,
      messages: rendered.messages.map { message in
        let role: RenderedPrompts.Role =
          switch message.role {
          case .system: .system
          case .user: .user
          case .assistant: .assistant
          }
        return RenderedPrompts.Message(
          role: role, text: message.body.text, parts: message.body.parts.map(RenderedPrompts.Part.init))
      },
      text: rendered.text?.text, again: rendered.again?.text)
  }
}
