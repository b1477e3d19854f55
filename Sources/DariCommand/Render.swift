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

  @Option(help: "The language of the prompts, as `en`; the first of the manifest's `locales` if left out.")
  var locale: String?

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

  @Flag(
    help: """
      Reads every prompt back as a whole, to be doubly sure that no value from outside has changed what it is made of.
      """)
  var paranoid = false

  @OptionGroup var language: LanguageOption

  func run() throws {
    let console = Console(language: language)
    try checkValues(console)
    try checkFormat(console)
    var routine = try RoutineSource(name: routine, project: project, locale: locale).load(console)
    for path in tokenizers { try TokenizerArgument(path: path).load(into: &routine, console) }
    let wanted = try wantedSteps(of: routine, console)
    let request = RenderRequest(
      routine: routine, data: data, settings: settings.compactMap { DataSetting($0) },
      given: given.compactMap { RenderRequest.pair($0) },
      remarks: remarks.compactMap { RenderRequest.pair($0).map { ($0.step, $0.path) } })
    let renderer = try request.renderer(tracing: trace, isParanoid: paranoid, console)
    let rendered = renderer.render(wanted)
    let output = RenderOutput(routine: routine, rendered: rendered, wanted: wanted, console: console)
    switch format {
    case .text: try console.answer(output.text(tracing: trace, isOneStep: step.count == 1))
    case .json: try console.answer(PrettyJSON.bytes(of: output.json(tracing: trace)))
    case .openai, .anthropic, .gemini: try answerRequests(output, console)
    }
    try output.tellCleanings()
    try output.tellFailures()
  }

  // MARK: Wrong use

  private func checkValues(_ console: Console) throws {
    for setting in settings {
      guard let read = DataSetting(setting) else {
        throw console.wrongUse(.optionForm(option: "--set", form: .nameAndValue, found: setting))
      }
      if case .file(let path) = read.content {
        try console.refuseEmpty(path, .theFileName, after: "--set \(setting)")
      }
    }
    for pair in given {
      guard let read = RenderRequest.pair(pair) else {
        throw console.wrongUse(.optionForm(option: "--given", form: .stepAndFile, found: pair))
      }
      try console.refuseEmpty(read.path, .theFileName, after: "--given \(pair)")
    }
    for pair in remarks {
      guard let read = RenderRequest.pair(pair) else {
        throw console.wrongUse(.optionForm(option: "--remarks", form: .stepAndText, found: pair))
      }
      try console.refuseEmpty(read.path, .theText, after: "--remarks \(pair)")
      if read.path == "@" {
        throw console.wrongUse(.optionEmpty(what: .theFileName, option: "--remarks \(pair)"))
      }
    }
    try console.refuseEmpty(routine, .theRoutineName, after: "dari render")
    try console.refuseEmpty(project, .theFolderName, after: "--project", .thisFolder)
    try console.refuseEmpty(locale, .theLanguageName, after: "--locale")
    for name in step { try console.refuseEmpty(name, .theStepName, after: "--step") }
    for path in tokenizers { try console.refuseEmpty(path, .theFileName, after: "--tokenizer") }
    try console.refuseEmpty(data, .theFileName, after: "--data")
    try console.refuseEmpty(model?.trimmingSpaces, .theModelName, after: "--model")
  }

  private func checkFormat(_ console: Console) throws {
    let formatting = "--format \(format.rawValue)"
    if let provider = format.provider {
      if trace {
        throw console.wrongUse(.optionsApart(option: "--trace", other: formatting), .traceFormats)
      }
      if model != nil, !provider.namesModel {
        throw console.wrongUse(
          .optionsApart(option: "--model", other: formatting), .modelInAddress(provider: provider.name))
      }
    } else if model != nil {
      throw console.wrongUse(.optionsApart(option: "--model", other: formatting), .modelFormats)
    }
  }

  // MARK: Answers

  /// One request for one step asked for; else all that can be made, each under its step.
  private func answerRequests(_ output: RenderOutput, _ console: Console) throws {
    guard let provider = format.provider else { return }
    let (routine, rendered) = (output.routine, output.rendered)
    let requests = ProviderRequests(routine: routine, rendered: rendered, provider: provider, model: model)
    let isBare = step.count == 1
    if requests.isEmpty, !rendered.hasFailures {
      // Nothing is wrong with a step that these data leave out: there is just nothing to send.
      let idle = output.idleSteps
      if idle.isEmpty { throw console.wrongUse(.noAIStep(routine: routine.name)) }
      if !isBare {
        try console.answer(PrettyJSON.bytes(of: ["routine": .string(routine.name), "steps": []]))
      }
      try console.tell(VisibleText.visible(idle.joined(separator: ", ")))
      return
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

extension String {
  /// A name of spaces is none.
  fileprivate var trimmingSpaces: String { utf8.allSatisfy { $0 == 0x20 } ? "" : self }
}
