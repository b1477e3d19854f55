// dari check --fix and --diff

import DariBase
import DariWorkspace

/// A project that is mended before it is reported.
struct CheckFix {
  var fix: ProjectFix
  var console: Console

  init(_ project: LoadedProject, _ console: Console) {
    self.console = console
    fix = ProjectFix(project.read, project.compilation, editable: project.read.editableFiles)
  }

  /// What is left, as a check of the mended files finds it.
  var remaining: LoadedProject { LoadedProject(read: fix.project, compilation: fix.compilation) }

  /// Writes the mended files. What was read is read again, so that what is told is true of the disk.
  func write(_ path: String) throws -> LoadedProject {
    if fix.changes.isEmpty { return remaining }
    do throws(SystemFailure) {
      try fix.write()
    } catch {
      throw CommandFailure(error, console)
    }
    return try LoadedProject.load(path, console)
  }

  /// The changes, as `patch` and `git apply` read them, but with a key or a password covered; on a terminal in colours, and without what steers it.
  func diff() throws {
    let stream = OutputStream.standardOutput
    for (before, after) in fix.changes {
      let bytes = UnifiedDiff.bytes(
        path: before.path, from: SecretMask.covered(before.bytes, path: before.path),
        to: SecretMask.covered(after.bytes, path: after.path))
      try console.answer(
        stream.isTerminal ? Array(DiffText.shown(bytes, colour: stream.showsColour).utf8) : bytes)
    }
  }

  /// One line a file, and one for all: what was mended, or with `--diff` would be.
  func tellFixed(isDone: Bool) throws {
    let files = fix.changes
    if files.isEmpty {
      try console.tell(console.words("nothing to fix automatically", "자동으로 고칠 것이 없습니다"))
      return
    }
    var lines: [String] = []
    var all = 0
    for (before, _) in files {
      let codes = fix.mended[before.id] ?? []
      all += codes.count
      let path = VisibleText.visible(before.path)
      let list = counted(codes).map { code, count in
        count == 1 ? code.text : console.words("\(code.text) × \(count)", "\(code.text) \(count)개")
      }.joined(separator: ", ")
      lines.append(
        console.words(
          "\(isDone ? "fixed" : "would fix") \(path): \(list)",
          "\(isDone ? "고침" : "고칠 곳") \(path): \(list)"))
    }
    let problems = console.words("\(all) problem\(all == 1 ? "" : "s")", "문제 \(all)개")
    let places = console.words("\(files.count) file\(files.count == 1 ? "" : "s")", "파일 \(files.count)개")
    lines.append(
      console.words(
        isDone ? "fixed \(problems) in \(places)" : "would fix \(problems) in \(places); nothing was written",
        isDone
          ? "\(places)에서 \(problems)를 고쳤습니다" : "\(places)에서 \(problems)를 고칠 수 있습니다. 아직 아무것도 저장하지 않았습니다"))
    try console.tell(lines.joined(separator: "\n"))
  }

  /// `"fixed"` of the JSON report.
  var json: JSONValue {
    .array(
      fix.changes.flatMap { before, _ in
        counted(fix.mended[before.id] ?? []).map { code, count in
          [
            "file": .string(before.path), "code": .string(code.text), "count": .integer(Int64(count)),
          ]
        }
      })
  }

  /// The codes are in order.
  private func counted(_ codes: [DiagnosticCode]) -> [(code: DiagnosticCode, count: Int)] {
    var result: [(code: DiagnosticCode, count: Int)] = []
    for code in codes {
      if let last = result.last, last.code == code {
        result[result.count - 1].count += 1
      } else {
        result.append((code, 1))
      }
    }
    return result
  }
}
