// What of a project's routines the cases have rendered, and what none has.

import DariBase
import DariRuntime
import DariSemantics

package struct TestCoverage: Sendable {
  /// Something that could have been rendered.
  package struct Point: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
      case isTrue, isFalse
      /// A case of a `match`, by its words; none for what is left.
      case match([String])
      case hasItems, isEmpty
      case snippet(String)
      case step(String)
      case skippedStep(String)
      case again(String)
      case input(String, RenderCoverage.InputWay.Kind)
    }

    package var place: SourceLine
    package var kind: Kind
    package var isCovered: Bool
  }

  package struct File: Sendable {
    package var path: String
    /// By their lines.
    package var points: [Point]
    package var covered: Int { points.count { $0.isCovered } }
  }

  /// In the order of their paths; those that have nothing to render are left out.
  package let files: [File]

  package init(_ routines: [Routine], _ sources: [SourceFile], _ coverage: RenderCoverage) {
    let lines = SectionLines(sources)
    var points: [Key: Point] = [:]
    for routine in routines {
      var survey = Survey(routine: routine, lines: lines, coverage: coverage)
      survey.run()
      // Several routines render a snippet that they share.
      for (point, column) in survey.points {
        let key = Key(place: point.place, column: column, kind: point.kind)
        points[key, default: point].isCovered = point.isCovered
      }
    }
    files = Dictionary(grouping: points, by: { ExactText($0.value.place.path) }).map { path, points in
      let inOrder = points.sorted { $0.key < $1.key }
      return File(path: path.text, points: inOrder.map(\.value))
    }.sorted { ExactText($0.path) < ExactText($1.path) }
  }

  package var covered: Int { files.reduce(0) { $0 + $1.covered } }
  package var total: Int { files.reduce(0) { $0 + $1.points.count } }

  fileprivate struct Key: Hashable, Comparable {
    var place: SourceLine
    var column: Int
    var kind: Point.Kind

    static func < (a: Key, b: Key) -> Bool {
      (a.place, a.column, a.order) < (b.place, b.column, b.order)
    }

    private var order: String { String(describing: kind) }
  }
}

/// What one routine could render.
private struct Survey {
  let routine: Routine
  let lines: SectionLines
  let coverage: RenderCoverage
  private(set) var points: [(point: TestCoverage.Point, column: Int)] = []

  init(routine: Routine, lines: SectionLines, coverage: RenderCoverage) {
    self.routine = routine
    self.lines = lines
    self.coverage = coverage
  }

  private var program: Program { routine.program }

  mutating func run() {
    for input in routine.inputs {
      let line = lines.line(of: "@input", input.name, in: routine.file ?? "")
      survey(input.type, input.name, line)
    }
    for step in routine.steps where RoutineRenderer.isRendered(step) {
      let line = lines.line(of: "@step", step.name, in: routine.file ?? "")
      func way(_ isSkipped: Bool) -> Bool {
        coverage.steps.contains(.init(routine: routine.name, step: step.name, isSkipped: isSkipped))
      }
      add(line, .step(step.name), way(false))
      if step.when != nil { add(line, .skippedStep(step.name), way(true)) }
      if step.again != nil {
        let again = RenderCoverage.StepWay(
          routine: routine.name, step: step.name, isSkipped: false, isAgain: true)
        add(line, .again(step.name), coverage.steps.contains(again))
      }
    }
    var blocks = routine.steps.flatMap { $0.messages.map(\.body) + [$0.again, $0.text].compactMap { $0 } }
    var snippets: Set<Int32> = []
    while let block = blocks.popLast() {
      for instruction in program.instructions[block.range] { survey(instruction, &blocks, &snippets) }
    }
  }

  private mutating func add(
    _ place: SourceLine, _ kind: TestCoverage.Point.Kind, _ isCovered: Bool, column: Int = 0
  ) {
    points.append((.init(place: place, kind: kind, isCovered: isCovered), column))
  }

  private mutating func add(
    _ place: Program.Place, _ kind: TestCoverage.Point.Kind, _ outcome: RenderCoverage.Outcome
  ) {
    let way = RenderCoverage.Way(place, outcome, in: program)
    add(
      SourceLine(path: way.path, line: way.line), kind, coverage.ways.contains(way), column: way.column)
  }

  // MARK: Templates

  private mutating func survey(
    _ instruction: Program.Instruction, _ blocks: inout [Program.Block], _ snippets: inout Set<Int32>
  ) {
    switch instruction {
    case .text, .opening, .closing, .print, .set: break
    case .call(let index, _, _, _):
      guard snippets.insert(index).inserted else { return }
      let snippet = program.snippets[Int(index)]
      blocks.append(snippet.body)
      if let line = firstLine(of: snippet.body) {
        let place = lines.line(of: "@snippet", snippet.name, in: line.path)
        add(place, .snippet(snippet.name), coverage.called.contains(snippet.name))
      }
    case .branch(_, let then, let otherwise, let place):
      add(place, .isTrue, .holds)
      add(place, .isFalse, .fails)
      blocks += [then, otherwise]
    case .loop(_, _, _, let body, let otherwise, let place):
      add(place, .hasItems, .hasItems)
      // Without `else` nothing is rendered for an empty list, and the type may not allow one.
      if otherwise.count > 0 { add(place, .isEmpty, .isEmpty) }
      blocks += [body, otherwise]
    case .match(_, let start, let count, let otherwise, let place):
      for index in 0..<Int(count) {
        let branch = program.branches[Int(start) + index]
        add(place, .match(branch.patterns.map(\.word)), .matches(index))
        blocks.append(branch.body)
      }
      if otherwise.count > 0 { add(place, .match([]), .otherwise) }
      blocks.append(otherwise)
    }
  }

  private func firstLine(of block: Program.Block) -> SourceLine? {
    guard let first = block.range.first else { return nil }
    let way = RenderCoverage.Way(program.instructions[first].place, .holds, in: program)
    return SourceLine(path: way.path, line: way.line)
  }

  // MARK: Inputs

  private mutating func survey(_ type: Type, _ path: String, _ line: SourceLine) {
    var kinds: [RenderCoverage.InputWay.Kind] = type.isOptional ? [.given, .absent] : []
    switch type.core {
    case .enumeration(let choice): kinds += choice.cases.map { .word($0.word) }
    case .bool: kinds += [.bool(true), .bool(false)]
    case .list(_, let item): survey(item, path + "[]", line)
    case .record(let record):
      for field in record.fields { survey(field.type, "\(path).\(field.name)", line) }
    default: break
    }
    for kind in kinds {
      let way = RenderCoverage.InputWay(routine: routine.name, path: path, kind: kind)
      add(line, .input(path, kind), coverage.inputs.contains(way))
    }
  }
}

extension Program.MatchBranch.Pattern {
  /// As it is written behind `case`.
  fileprivate var word: String {
    switch self {
    case .word(let word): word
    case .present: "present"
    case .absent: "absent"
    }
  }
}

/// Where sections begin.
private struct SectionLines {
  private var lines: [String: SourceLine] = [:]

  init(_ files: [SourceFile]) {
    for file in files where file.path.hasSuffix(".dari") {
      for index in file.lineStarts.indices {
        let bytes = file.bytes[file.lineRange(index)]
        guard bytes.first == 0x40 else { continue }
        let words = bytes.prefix { ![0x3A, 0x28, 0x0D].contains($0) }.split(separator: 0x20).prefix(2)
        let key = ([file.path] + words.map { String(decoding: $0, as: UTF8.self) }).joined(separator: " ")
        if lines[key] == nil { lines[key] = SourceLine(path: file.path, line: index + 1) }
      }
    }
  }

  /// The first line of the file where the section is not to be found.
  func line(of section: String, _ name: String, in file: String) -> SourceLine {
    lines["\(file) \(section) \(name)"] ?? SourceLine(path: file, line: 1)
  }
}
