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

  /// `classify=kind.json`
  static func pair(_ text: String) -> (step: String, path: String)? {
    guard let equals = text.utf8.firstIndex(of: 0x3D) else { return nil }
    let step = String(text[..<equals])
    let path = String(text[text.utf8.index(after: equals)...])
    return step.isEmpty || path.isEmpty ? nil : (step, path)
  }

  func renderer(tracing: Bool, _ console: Console) throws -> RoutineRenderer {
    let data: RoutineData
    do throws(DataFailure) {
      data = try read()
    } catch {
      throw try CommandFailure(error, console)
    }
    do throws(RoutineDataError) {
      return try RoutineRenderer(routine: routine, data: data, tracing: tracing)
    } catch {
      throw try CommandFailure(error, console)
    }
  }

  private func read() throws(DataFailure) -> RoutineData {
    let type = Type(.record(routine.inputRecord))
    var inputs = DataNode(.object([]))
    if let data { inputs = try DataSource.read(data, as: type) }
    var set: Set<[String]> = []
    for setting in settings {
      inputs = try setting.apply(to: inputs, as: type, adding: !set.insert(setting.path).inserted)
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

extension DataProblem {
  /// `nmae` of `order.nmae`.
  fileprivate var lastName: String { path.split(separator: ".").last.map(String.init) ?? path }
}

extension CommandFailure {
  init(_ failure: DataFailure, _ console: Console) throws {
    switch failure {
    case .system(let failure): self.init(failure, console)
    case .media(let failures):
      let lines = failures.map { console.text($0.problem(console.language)) }
      self.init(exit: .system, message: lines.joined())
    case .json(let path, let error): self.init(exit: .errors, message: "\(path):\(error)")
    case .csv(let path, let problems):
      let lines = problems.map { "\(path):\($0.line): \(console.text($0.problem))" }
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

  /// All problems of the data, each with the question that its input asks.
  init(_ error: RoutineDataError, _ console: Console) throws {
    var text = ""
    for problem in error.problems {
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
      text += console.text(problem.problem, note)
      if let question = problem.question, !question.isEmpty {
        let lines = question.split(separator: "\n").map { "    \($0)\n" }.joined()
        text += lines
      }
    }
    self.init(exit: .errors, message: text)
  }
}
