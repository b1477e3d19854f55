// Data files and settings -> a renderer with checked data, or everything that is wrong with them.

import DariBase
import DariRuntime
import DariWorkspace

struct RenderRequest {
  var routine: Routine
  var data: String?
  var settings: [DataSetting]
  var given: [(step: String, path: String)]
  var remarks: [(step: String, text: String)] = []

  /// `classify=kind.json`. What stands behind `=` may be empty.
  static func pair(_ text: String) -> (step: String, path: String)? {
    guard let equals = text.utf8.firstIndex(of: 0x3D), equals != text.startIndex else { return nil }
    return (String(text[..<equals]), String(text[text.utf8.index(after: equals)...]))
  }

  func renderer(tracing: Bool, isParanoid: Bool, _ console: Console) throws -> RoutineRenderer {
    // A step that is misspelt is told as that, and not as what is wrong with its file.
    let misnamed = routine.problems(ofGiven: given.map(\.step), remarks: remarks.map(\.step))
    if !misnamed.isEmpty { throw CommandFailure(misnamed, [], console) }
    try refuseRepeats(console)
    var unread: [UnreadMedia] = []
    let data: RoutineData
    do throws(DataFailure) {
      data = try read(&unread)
    } catch {
      throw try CommandFailure(error, console)
    }
    var problems: [RoutineDataProblem] = []
    var omitted = 0
    do throws(RoutineDataError) {
      let renderer = try RoutineRenderer(
        routine: routine, data: data, tracing: tracing, isParanoid: isParanoid)
      if unread.isEmpty { return renderer }
    } catch {
      problems = error.problems
      omitted = error.omitted
    }
    throw CommandFailure(
      problems, unread.map { ($0, question(of: $0.path)) }, omitted: omitted, console)
  }

  /// The question of the input that a path begins with.
  private func question(of path: String) -> String? {
    let name = String(path.unicodeScalars.prefix { $0 != "." && $0 != "[" })
    return routine.inputs.first { $0.name == name }?.question
  }

  /// One value for each place. Files for a list of media are said one by one.
  private func refuseRepeats(_ console: Console) throws {
    let type = Type(.record(routine.inputRecord))
    func refuse<Name: Hashable>(_ option: String, _ said: [(name: Name, shown: String, text: String)]) throws
    {
      var first: [Name: String] = [:]
      for (name, shown, text) in said {
        let written = "\(option) \(text)"
        if let before = first.updateValue(written, forKey: name) {
          throw console.wrongUse(.optionsApart(option: before, other: written), .valueOnce(name: shown))
        }
      }
    }
    try refuse(
      "--set",
      settings.filter { !$0.isItem(of: type) }.map { ($0.path, $0.path.joined(separator: "."), $0.text) })
    try refuse("--given", given.map { ($0.step, $0.step, "\($0.step)=\($0.path)") })
    try refuse("--remarks", remarks.map { ($0.step, $0.step, "\($0.step)=\($0.text)") })
  }

  private func read(_ unread: inout [UnreadMedia]) throws(DataFailure) -> RoutineData {
    let type = Type(.record(routine.inputRecord))
    var inputs = DataNode(.object([]))
    if let data { inputs = try DataSource.read(data, as: type, &unread) }
    var set: Set<[String]> = []
    for setting in settings {
      let isFirst = set.insert(setting.path).inserted
      inputs = try setting.apply(to: inputs, as: type, adding: !isFirst, &unread)
    }
    var results: [(step: String, result: DataNode)] = []
    for (step, path) in given {
      let found = StepName(step).flatMap(routine.step(named:))
      let type = found.flatMap { $0.routine.givenType(of: $0.index) }
      results.append((step, try DataSource.result(path, of: type)))
    }
    var said: [(step: String, text: String)] = []
    for (step, text) in remarks {
      said.append((step, text.utf8.first == 0x40 ? try DataSource.text(String(text.dropFirst())) : text))
    }
    return RoutineData(inputs: inputs, given: results, remarks: said)
  }
}

extension DataSetting {
  /// As it was typed.
  fileprivate var text: String {
    switch content {
    case .word(let word): "\(path.joined(separator: "."))=\(word)"
    case .file(let file): "\(path.joined(separator: "."))=@\(file)"
    }
  }
}

extension DataProblem {
  /// `nmae` of `order.nmae`.
  fileprivate var lastName: String { path.split(separator: ".").last.map(String.init) ?? path }
}

extension CommandFailure {
  init(_ failure: DataFailure, _ console: Console) throws {
    switch failure {
    case .system(let failure): self.init(failure, console)
    case .json(let path, let error, let isList):
      // Who hands over a text has one result in mind.
      self.init(exit: .errors, message: console.text(error, in: path, isList ? .resultsAsList : nil))
    case .csv(let path, let problems):
      let lines = problems.map { "\(VisibleText.visible(path)):\($0.line): \(console.text($0.problem))" }
      self.init(exit: .errors, message: lines.joined())
    case .yaml(let sources, let diagnostics), .encoding(let sources, let diagnostics):
      try console.tell(diagnostics, in: sources)
      self.init(exit: .errors, message: "")
    case .rows(let path, let count):
      self.init(
        exit: .errors,
        message: console.text(.severalRows(path: path, count: count), .useSetForRows(path: path)))
    }
  }

  /// All problems of the data, each with the question that its input asks. Files that could not be read come first, and
  /// decide on the exit code.
  init(
    _ problems: [RoutineDataProblem], _ unread: [(media: UnreadMedia, question: String?)], omitted: Int = 0,
    _ console: Console
  ) {
    var text = ""
    for (media, question) in unread {
      text += console.text(media.failure.problem(console.language), .forInput(path: media.path))
      text += Self.lines(of: question)
    }
    for var problem in problems {
      if case .data(var data) = problem.kind {
        // That its content did not come is what has been told.
        if case .media(.notHandedIn) = data.kind, unread.contains(where: { $0.media.path == data.path }) {
          continue
        }
        if data.path.isEmpty { data.path = "--data" }
        problem.kind = .data(data)
      }
      var note: Note?
      switch problem.kind {
      case .unknownStep(let name, let known): note = console.proposal(for: name, among: known)
      case .data(let problem):
        if case .unknownKey(let known) = problem.kind,
          let nearest = Suggestion.nearest(to: problem.lastName, among: known)
        {
          note = .didYouMean(name: nearest)
        }
        if case .media(let media) = problem.kind { note = media.note }
      default: break
      }
      text += console.text(problem.problem, note) + Self.lines(of: problem.question)
    }
    if omitted > 0 { text += console.text(.moreDataProblems(count: omitted)) }
    self.init(exit: unread.isEmpty ? .errors : .system, message: text)
  }

  private static func lines(of question: String?) -> String {
    (question ?? "").split(separator: "\n").map { "    \(VisibleText.visible(String($0)))\n" }.joined()
  }
}
