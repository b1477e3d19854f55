// The command that goes on with a session, word by word, and the session that `--resume` alone means.

import DariBase
import DariWorkspace

/// What was asked for, as a command that can be typed again.
struct LiveCommand {
  let project: String
  let scope: SessionScope

  /// `dari test my-project --live --resume --filter few`
  func text(resumes: Bool = true) -> String {
    var words = ["dari", "test"]
    if project != "." { words.append(ShellWord.quoted(project)) }
    words.append("--live")
    if resumes { words.append("--resume") }
    if let filter = scope.filter { words += ["--filter", ShellWord.quoted(filter)] }
    if !scope.models.isEmpty { words += ["--models", ShellWord.quoted(scope.models.joined(separator: ","))] }
    if let shard = scope.shard { words += ["--shard", shard] }
    return words.joined(separator: " ")
  }
}

extension Test {
  func scope(_ location: ProjectLocation) -> SessionScope {
    var scope = SessionScope()
    (scope.filter, scope.shard, scope.file) = (filter, shard?.text, location.onlyFile)
    scope.models = answers.modelNames
    return scope
  }

  /// With `--resume` and nothing that says which cases or models, the session that broke off is meant, whatever it was about. Nil if
  /// these arguments say it all.
  func resumed(in location: ProjectLocation, _ console: Console) throws -> Test? {
    guard answers.live, answers.resume, scope(location).isWhole else { return nil }
    let sessions: [SessionScope]
    do throws(UnfinishedSession.Fault) {
      sessions = try UnfinishedSession.all(root: location.root).map(\.scope)
    } catch {
      throw refusal(of: error, location, console)
    }
    if sessions.isEmpty || sessions.contains(where: \.isWhole) { return nil }
    if sessions.count > 1 {
      let commands = sessions.map { command(of: $0, location).text() }
      throw console.wrongUse(.severalUnfinished(sessions: commands))
    }
    let session = sessions[0]
    let words = command(of: session, location).text(resumes: false)
    try console.tell(console.words("going on with `\(words)`", "`\(words)` 작업을 이어서 합니다"))
    var test = self
    test.filter = session.filter
    test.shard = session.shard.flatMap { ShardArgument(argument: $0) }
    test.answers.models = session.models.isEmpty ? nil : session.models.joined(separator: ",")
    if let file = session.file { test.project = ProjectLocation.join(location.root, file) }
    return test
  }

  func command(of scope: SessionScope, _ location: ProjectLocation) -> LiveCommand {
    let file = scope.file.map { ProjectLocation.join(location.root, $0) }
    return LiveCommand(project: location.onlyFile == nil ? file ?? project : project, scope: scope)
  }

  private func refusal(
    of fault: UnfinishedSession.Fault, _ location: ProjectLocation, _ console: Console
  ) -> LiveRefusal {
    switch fault {
    case .system(let failure):
      let problem = failure.problem(console.language)
      return LiveRefusal(exit: .system, problems: [problem], message: console.text(problem))
    case .damaged(let path, let line):
      let problem = Problem.unfinishedDamaged(line: line, path: ProjectLocation.join(location.root, path))
      let note = Note.removeUnfinished(command: command(of: scope(location), location).text())
      return LiveRefusal(exit: .errors, problems: [problem], message: console.text(problem, note))
    }
  }
}

/// Why models were not asked at all, for whoever reads the answer.
struct LiveRefusal: Error {
  var exit: CommandFailure.Exit
  var problems: [Problem]
  /// For people.
  var message: String
}
