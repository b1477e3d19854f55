// dari render

import ArgumentParser
import DariBase
import DariEmit
import DariRuntime
import DariSemantics
import DariWorkspace

struct Render: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "One routine's prompts with real inputs.",
    discussion: """
      Example: dari render email-reply --data mail.yaml --set tone=friendly --given classify=kind.json
               dari render build/bundle/email-reply.json --data mail.json --step draft --format json
               dari render album --set photo=@cat.jpg --format anthropic --model NAME --step describe

      Without --step, the whole routine is walked through: every AI step, every text and every routine that a step \
      calls, steps with `each` once for every item. Results of earlier steps that are not handed over with --given \
      are shown as ⟦step.field⟧.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json, openai, anthropic, gemini

    /// Nil for what people and programs of one's own read.
    var provider: Provider? { Provider(rawValue: rawValue) }
  }

  @Argument(
    help: "A routine's name, its .dari file, or a bundle (.json).",
    completion: .file(extensions: ["dari", "json"]))
  var routine: String

  @Option(help: "The project that the routine is in.", completion: .directory)
  var project = "."

  @Option(help: "Only this step, once or more.")
  var step: [String] = []

  @Option(help: "The inputs: a .json, .yaml or .csv file (one row; columns are paths).", completion: .file())
  var data: String?

  @Option(
    name: .customLong("set"),
    help: """
      One input: name=value, name.field=value, or name=@file (a CSV gives a list of records; a picture, a sound or a \
      file for an input that is one).
      """)
  var settings: [String] = []

  @Option(
    help: """
      A step's result: step=FILE (JSON; plain text for a text; of a step with `each` a list of them, or of the first). \
      write.draft=FILE is the result of the step draft in the routine that the step write calls.
      """)
  var given: [String] = []

  @Option(
    help: """
      What the person of a step said when sending back: step=TEXT, or step=@FILE. The steps that are done again are \
      shown with the refused answer (from --given) and the person's words.
      """)
  var remarks: [String] = []

  @Option(
    name: .customLong("tokenizer"),
    help: "A tokenizer.json that a bundle counts its budgets with, once or more.",
    completion: .file(extensions: ["json"]))
  var tokenizers: [String] = []

  @Option(
    help:
      "What is written: text for people, json for programs, or the request that a provider takes (AI steps).")
  var format = Format.text

  @Option(
    help:
      "The model that answers, instead of the one in the manifest; requests to OpenAI and Anthropic name it.")
  var model: String?

  @Flag(help: "Shows where each part of a prompt comes from.")
  var trace = false

  @OptionGroup var language: LanguageOption

  func validate() throws {
    for setting in settings where DataSetting(setting) == nil {
      throw ValidationError("--set takes name=value, not '\(setting)'")
    }
    for pair in given where RenderRequest.pair(pair) == nil {
      throw ValidationError("--given takes step=FILE, not '\(pair)'")
    }
    for pair in remarks where RenderRequest.pair(pair) == nil {
      throw ValidationError("--remarks takes step=TEXT, not '\(pair)'")
    }
    if let provider = format.provider {
      if trace { throw ValidationError("--trace goes with --format text and json") }
      if model != nil, !provider.namesModel {
        throw ValidationError("--model: \(provider.name) has the model in the address, not in the request")
      }
    } else if model != nil {
      throw ValidationError("--model goes with --format openai and anthropic")
    }
  }

  func run() throws {
    let console = Console(language: language)
    var routine = try RoutineSource(name: routine, project: project).load(console)
    for path in tokenizers { try TokenizerArgument(path: path).load(into: &routine, console) }
    let wanted = try wantedSteps(of: routine, console)
    let request = RenderRequest(
      routine: routine, data: data, settings: settings.compactMap { DataSetting($0) },
      given: given.compactMap { RenderRequest.pair($0) },
      remarks: remarks.compactMap { RenderRequest.pair($0).map { ($0.step, $0.path) } })
    let renderer = try request.renderer(tracing: trace, console)
    let rendered = renderer.render(wanted)
    let output = RenderOutput(routine: routine, rendered: rendered, console: console)
    switch format {
    case .text: try console.answer(output.text(tracing: trace, isOneStep: step.count == 1))
    case .json: try console.answer(PrettyJSON.bytes(of: output.json(tracing: trace)))
    case .openai, .anthropic, .gemini: try answerRequests(routine, rendered, console)
    }
    try output.tellFailures()
  }

  /// One request for one step asked for; else all that can be made, each under its step.
  private func answerRequests(_ routine: Routine, _ rendered: RenderedRoutine, _ console: Console) throws {
    guard let provider = format.provider else { return }
    let requests = ProviderRequests(routine: routine, rendered: rendered, provider: provider, model: model)
    let isBare = step.count == 1
    if requests.isEmpty, !rendered.hasFailures {
      throw CommandFailure(exit: .wrongUse, message: console.text(.noAIStep(routine: routine.name)))
    }
    let (answer, problems) = requests.answer(isBare: isBare)
    if let answer { try console.answer(PrettyJSON.bytes(of: answer)) }
    if !problems.isEmpty {
      for problem in problems { try console.tell(console.text(problem)) }
      throw CommandFailure.told
    }
  }

  /// Indices of the steps asked for; nil for all.
  private func wantedSteps(of routine: Routine, _ console: Console) throws -> Set<Int>? {
    if step.isEmpty { return nil }
    let names = routine.steps.filter(RoutineRenderer.isRendered).map(\.name)
    var wanted: Set<Int> = []
    for name in step {
      guard let index = routine.steps.firstIndex(where: { $0.name == name }) else {
        throw CommandFailure(
          exit: .wrongUse,
          message: console.text(
            .noSuchStep(routine: routine.name, step: name), console.proposal(for: name, among: names)))
      }
      guard RoutineRenderer.isRendered(routine.steps[index]) else {
        throw CommandFailure(
          exit: .wrongUse,
          message: console.text(.nothingToRender(step: name), .thereAre(known: names)))
      }
      wanted.insert(index)
    }
    return wanted
  }
}
