// Mends of a project applied until nothing changes: `dari check --fix`.

import DariBase
import DariSemantics

/// A project after its automatic mends.
///
/// Nothing that compiled is broken. A step is taken only if the check after it finds the mended problems gone, no more
/// errors than before, and none in a file that had none; otherwise its mends are tried in halves, so that the good ones
/// stay. What was refused is tried again once others are in, until a whole pass changes nothing: then a second run finds
/// nothing to do either. Each try compiles the project.
package struct ProjectFix: Sendable {
  /// The project with its mended files, and what is still wrong in it.
  package private(set) var project: ReadProject
  package private(set) var compilation: Compilation
  /// What was mended: the code of each problem, by file, in the order of the files and then of the codes.
  package private(set) var mended: [FileID: [DiagnosticCode]] = [:]
  /// The files as they were, of those that changed.
  package private(set) var originals: [FileID: SourceFile] = [:]

  private let editable: Set<FileID>
  private var refused: Set<Candidate.Key> = []
  private var seen: Set<[[UInt8]]> = []
  private var tries = 0

  /// More tries than this are made for no project; what is left is told as before.
  static let mostTries = 400

  /// - Parameter editable: files that may be changed. A mend that touches another is not applied.
  package init(_ project: ReadProject, _ compilation: Compilation, editable: Set<FileID>) {
    self.project = project
    self.compilation = compilation
    self.editable = editable
    while pass(), tries < Self.mostTries { refused = [] }
  }

  /// The changed files, in file order.
  package var changes: [(before: SourceFile, after: SourceFile)] {
    originals.keys.sorted().compactMap { id in
      guard let before = originals[id], project.sources.sources[id].bytes != before.bytes else { return nil }
      return (before, project.sources.sources[id])
    }
  }

  // MARK: Passes

  /// Applies what can be applied, step by step. False if nothing could.
  private mutating func pass() -> Bool {
    var hasChanged = false
    while tries < Self.mostTries {
      var plan = FixPlan(in: compilation.sources)
      let step = candidates().filter { plan.add($0.mend) }
      if step.isEmpty { break }
      let best = grown(Attempt(), by: step[...])
      if !best.taken.isEmpty {
        take(best)
        hasChanged = true
      }
    }
    return hasChanged
  }

  /// A problem that can be mended without a person.
  private struct Candidate {
    var code: DiagnosticCode
    var file: FileID
    var mend: Mend
    var key: Key

    /// What tells a mend from another although the places move: what it writes instead of what, on which line.
    struct Key: Hashable {
      var code: DiagnosticCode
      var file: FileID
      var line: ExactText
      var texts: [ExactText]
    }
  }

  private func candidates() -> [Candidate] {
    compilation.diagnostics.compactMap { diagnostic in
      guard let mend = diagnostic.automaticMend,
        mend.edits.allSatisfy({ editable.contains($0.span.file) })
      else { return nil }
      let file = compilation.sources[diagnostic.span.file]
      let line = file.lineRange(file.lineIndex(at: Int(diagnostic.span.start)))
      let texts = mend.edits.flatMap { [compilation.sources.text($0.span), $0.text] }
      let key = Candidate.Key(
        code: diagnostic.code, file: file.id, line: ExactText(file.text(line)),
        texts: texts.map { ExactText($0) })
      return refused.contains(key)
        ? nil : Candidate(code: diagnostic.code, file: file.id, mend: mend, key: key)
    }
  }

  // MARK: Tries

  /// Mends that were applied together, and what came of it; without mends, the project as it is.
  private struct Attempt {
    var taken: [Candidate] = []
    var result: (project: ReadProject, compilation: Compilation)?
  }

  /// The attempt with as many of the candidates as are good: all of them, or those of each half.
  private mutating func grown(_ attempt: Attempt, by more: ArraySlice<Candidate>) -> Attempt {
    if more.isEmpty || tries >= Self.mostTries { return attempt }
    if let better = tried(attempt.taken + more) { return better }
    if more.count == 1, let only = more.first {
      refused.insert(only.key)
      return attempt
    }
    let middle = more.startIndex + more.count / 2
    return grown(grown(attempt, by: more[..<middle]), by: more[middle...])
  }

  /// Nil if what comes of it is not better.
  private mutating func tried(_ candidates: [Candidate]) -> Attempt? {
    tries += 1
    var plan = FixPlan(in: compilation.sources)
    guard candidates.allSatisfy({ plan.add($0.mend) }), let files = try? plan.changedFiles() else {
      return nil
    }
    var next = project
    for (file, bytes) in files { next.sources.sources.replaceBytes(of: file.id, with: bytes) }
    next.readResources()
    let result = Compiler.compile(next.sources)
    guard isBetter(result, after: candidates), isNew(next) else { return nil }
    return Attempt(taken: candidates, result: (next, result))
  }

  private func isBetter(_ next: Compilation, after candidates: [Candidate]) -> Bool {
    let before = Counts(compilation.diagnostics)
    let after = Counts(next.diagnostics)
    guard after.allErrors <= before.allErrors else { return false }
    guard after.errors.keys.allSatisfy({ before.errors[$0] != nil }) else { return false }
    return candidates.allSatisfy { candidate in
      let kind = Counts.Kind(file: candidate.file, code: candidate.code)
      return after.kinds[kind, default: 0] < before.kinds[kind, default: 0]
    }
  }

  /// Two mends that undo each other would go on for ever.
  private func isNew(_ next: ReadProject) -> Bool { !seen.contains(state(next)) }

  private func state(_ project: ReadProject) -> [[UInt8]] {
    editable.sorted().map { project.sources.sources[$0].bytes }
  }

  private mutating func take(_ attempt: Attempt) {
    guard let result = attempt.result else { return }
    seen.insert(state(project))
    for file in project.sources.sources.files where originals[file.id] == nil {
      if result.project.sources.sources[file.id].bytes != file.bytes { originals[file.id] = file }
    }
    for candidate in attempt.taken { mended[candidate.file, default: []].append(candidate.code) }
    for id in mended.keys { mended[id]?.sort { $0.index < $1.index } }
    (project, compilation) = result
  }

  private struct Counts {
    struct Kind: Hashable {
      var file: FileID
      var code: DiagnosticCode
    }
    var errors: [FileID: Int] = [:]
    var kinds: [Kind: Int] = [:]
    var allErrors = 0

    init(_ diagnostics: [Diagnostic]) {
      for diagnostic in diagnostics {
        kinds[Kind(file: diagnostic.span.file, code: diagnostic.code), default: 0] += 1
        guard diagnostic.severity == .error else { continue }
        errors[diagnostic.span.file, default: 0] += 1
        allErrors += 1
      }
    }
  }
}
