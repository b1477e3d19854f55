// What is wrong with the place of a hole or the structure of a message, in the words of the catalogue.

import DariBase
import DariRuntime
import DariSyntax

struct PlaceReports {
  let checker: RoutineChecker
  let scanner: PlaceScanner

  private var places: ProgramPlaces { ProgramPlaces(checker: checker) }

  // MARK: Structure

  func report(_ problem: PlaceProblem) {
    let span = places.span(at: problem.point)
    let other = problem.other.map { places.span(at: $0) }
    func labelled(_ note: Note) -> [DiagnosticLabel] { other.map { [DiagnosticLabel($0, note)] } ?? [] }
    func tell(_ problem: Problem, _ labels: [DiagnosticLabel] = []) {
      checker.reporter.report(problem, at: span, labels: labels)
    }
    switch problem.kind {
    case .branchOpens(let name), .openedOnOneBranch(let name):
      tell(.branchOpens(name: Self.shown(name)), labelled(.otherBranch))
    case .branchCloses(let name): tell(.branchCloses(name: Self.shown(name)), labelled(.otherBranch))
    case .branchesDiffer: tell(.branchPlacesDiffer)
    case .loopOpens(let name): tell(.loopOpens(name: Self.shown(name)))
    case .loopCloses(let name): tell(.loopCloses(name: Self.shown(name)))
    case .loopDiffers: tell(.loopDiffers)
    case .unclosedFence: tell(.messageEndsInFence)
    case .unsureFence: tell(.unsureFence)
    case .textAfterFence: tell(.textAfterFence)
    case .schemeHole: tell(.holeInHost(path: places.hole(at: problem.point.instruction).path))
    }
  }

  /// Messages put it between backticks.
  private static func shown(_ sign: String) -> String { sign.utf8.first == 0x60 ? " \(sign) " : sign }

  func reportTooMuch(_ block: Program.Block) {
    guard let first = block.range.first else { return }
    checker.reporter.report(.messageTooTangled, at: places.span(at: PlacePoint(first)))
  }

  // MARK: Holes

  /// - Parameter section: that the hole is in, or that the snippet is called from.
  func report(_ refused: RefusedHole, section: String) {
    let hole = places.hole(at: refused.instruction)
    // What a snippet is given decides, so it is told where the snippet is called.
    let outer = refused.calls.first.map { places.hole(at: $0) } ?? hole
    var labels: [DiagnosticLabel] = []
    if !refused.calls.isEmpty { labels.append(DiagnosticLabel(hole.span, .printedHere)) }
    let tell = { (problem: Problem, more: [DiagnosticLabel], mends: [Mend]) in
      checker.reporter.report(problem, at: outer.span, labels: labels + more, mends: mends)
    }
    switch refused.place {
    case .prose(let unclosed):
      var more: [DiagnosticLabel] = []
      if let unclosed {
        more = [DiagnosticLabel(places.span(at: scanner.frames[unclosed].opener), .neverClosed)]
      }
      tell(.untrustedInProse(path: hole.path), more, mends(wrapping: hole, refused.calls.isEmpty, unclosed))
    case .role: tell(.untrustedInRole(path: hole.path, section: section), [], [Mend(.moveToUser)])
    case .refused(let refusal): report(refusal, refused, hole, tell)
    }
  }

  private typealias Tell = (Problem, [DiagnosticLabel], [Mend]) -> Void

  private func report(
    _ refusal: HolePlace.Refusal, _ refused: RefusedHole, _ hole: ProgramPlaces.Hole, _ tell: Tell
  ) {
    let path = hole.path
    let container = refused.container.map { scanner.frames[$0] }
    let elsewhere = [Mend(.wrapIt(text: "<\(hole.elementName)>\(hole.text)</\(hole.elementName)>"))]
    let opened = container.map { [DiagnosticLabel(places.span(at: $0.opener), .openedHere)] } ?? []
    switch refusal {
    case .tagName: tell(.holeInTagName, [], [Mend(.spaceBehindLess, [TextEdit(hole.span.atStart, " ")])])
    case .unquoted:
      let quoted = "\"\(hole.text)\""
      tell(
        .holeWithoutQuotes(name: container?.name ?? ""), opened,
        [Mend(.quoteIt, [TextEdit(hole.span, quoted)])])
    case .info: tell(.untrustedInInfo(path: path), [], elsewhere)
    case .codeBreak: tell(.breakInCode(path: path), opened, [Mend(.useCodeLines), Mend(.useLineType)])
    case .key: tell(.holeInKey(path: path), opened, [])
    case .notJSON:
      let written = "\(hole.subject) | json"
      tell(
        .notJSON(path: path), opened,
        [Mend(.asJSON(text: "{{ \(written) }}"), hole.expression.map { [TextEdit($0, written)] } ?? [])])
    case .brokenJSON: tell(.holeInBrokenJSON(path: path), opened, [])
    case .host: tell(.holeInHost(path: path), [], [Mend(.addressAsURL)])
    case .notURL: tell(.notURL(path: path), [], [Mend(.addressAsURL)])
    case .program: tell(.untrustedInProgram(path: path), opened, elsewhere)
    case .markup: tell(.untrustedInMarkup(path: path), opened, elsewhere)
    case .loose(let line):
      tell(
        .looseFence(path: path),
        opened + [DiagnosticLabel(places.span(at: line), .lessIndented)], elsewhere)
    case .mixed: tell(.untrustedInMixed(path: path), [], elsewhere)
    }
  }

  /// A pair named after the input; or the closing tag that is missing.
  private func mends(
    wrapping hole: ProgramPlaces.Hole, _ isOwn: Bool, _ unclosed: Int?
  ) -> [Mend] {
    if let unclosed, isOwn {
      let closing = "</\(scanner.frames[unclosed].name)>"
      let text = hole.isAlone ? "\n\(closing)" : closing
      return [Mend(.addText(text: closing), [TextEdit(hole.span.atEnd, text)])]
    }
    let name = hole.elementName
    let text = hole.isAlone ? "<\(name)>\n\(hole.text)\n</\(name)>" : "<\(name)>\(hole.text)</\(name)>"
    let shown = "<\(name)>\(hole.text)</\(name)>"
    return [Mend(.wrapIt(text: shown), isOwn ? [TextEdit(hole.span, text)] : [])]
  }
}

/// Places of a program's instructions in the source.
struct ProgramPlaces {
  let checker: RoutineChecker

  struct Hole {
    /// Of the hole with its braces.
    var span: SourceSpan
    var text: String
    /// What is between the braces.
    var path: String
    var expression: SourceSpan?
    /// `path`, in brackets where a filter would not take all of it.
    var subject: String
    /// Nothing else is on its line.
    var isAlone: Bool

    /// A name for a pair of tags around it: `order-note` for `order.note`.
    var elementName: String {
      let head = path.unicodeScalars.prefix { $0 != "|" && $0 != " " && $0 != "(" && $0 != "[" }
      var name = ""
      for scalar in head {
        name.unicodeScalars.append(scalar == "." || scalar == "_" ? "-" : scalar)
      }
      let isName = Identifier.isValid(name.split(separator: "-").joined())
      return isName && !name.hasPrefix("-") ? name : "data"
    }
  }

  /// The byte that a point stands for.
  func span(at point: PlacePoint) -> SourceSpan {
    let program = checker.builder.program
    guard program.instructions.indices.contains(point.instruction) else { return checker.unit.nameSpan }
    let instruction = program.instructions[point.instruction]
    guard let (file, start) = offset(of: instruction.place) else { return checker.unit.nameSpan }
    guard case .text = instruction else {
      return hole(at: point.instruction).span
    }
    var offset = start
    var left = point.offset
    while left > 0, offset < file.bytes.count {
      // CR LF was read as one.
      if file.bytes[offset] == 0x0D, offset + 1 < file.bytes.count, file.bytes[offset + 1] == 0x0A {
        offset += 1
      }
      offset += 1
      left -= 1
    }
    return file.span(offset..<end(ofSignAt: offset, in: file))
  }

  /// `<name …>`, a run of backticks, or one letter.
  private func end(ofSignAt start: Int, in file: SourceFile) -> Int {
    guard start < file.bytes.count else { return start }
    let sign = file.bytes[start]
    var end = start + 1
    switch sign {
    case 0x3C:
      while end < file.bytes.count, file.bytes[end] != 0x0A, file.bytes[end - 1] != 0x3E { end += 1 }
    case 0x60, 0x7E: while end < file.bytes.count, file.bytes[end] == sign { end += 1 }
    default: while end < file.bytes.count, file.bytes[end] & 0xC0 == 0x80 { end += 1 }
    }
    return end
  }

  private func offset(of place: Program.Place) -> (file: SourceFile, offset: Int)? {
    guard let id = checker.builder.fileID(of: place) else { return nil }
    let file = checker.project.sources[id]
    let position = LineColumn(line: Int(place.line), column: Int(place.column))
    return file.offset(of: position).map { (file, $0) }
  }

  func hole(at instruction: Int) -> Hole {
    let program = checker.builder.program
    let unknown = Hole(
      span: checker.unit.nameSpan, text: "", path: "", expression: nil, subject: "", isAlone: false)
    guard program.instructions.indices.contains(instruction),
      let (file, start) = offset(of: program.instructions[instruction].place),
      let node = node(at: start, in: file)
    else { return unknown }
    let inner = node.expressionNode
    let path = inner?.text ?? node.text
    return Hole(
      span: node.span, text: node.text, path: path, expression: inner?.span,
      subject: inner?.kind.bindsTightly == false ? "(\(path))" : path, isAlone: isAlone(node.span, in: file))
  }

  /// The hole or the tag that begins here.
  private func node(at start: Int, in file: SourceFile) -> SyntaxNode? {
    guard let tree = checker.project.units.lazy.compactMap({ $0.tree(of: file.id) }).first else { return nil }
    return tree.node(startingAt: start) {
      [.hole, .ifTag, .forTag, .matchTag, .setTag].contains($0)
    }
  }

  private func isAlone(_ span: SourceSpan, in file: SourceFile) -> Bool {
    let line = file.lineRange(file.lineIndex(at: Int(span.start)))
    guard Int(span.end) <= line.upperBound else { return false }
    func isBlank(_ range: Range<Int>) -> Bool { file.bytes[range].allSatisfy { $0 == 0x20 || $0 == 0x09 } }
    return isBlank(line.lowerBound..<Int(span.start)) && isBlank(Int(span.end)..<line.upperBound)
  }
}
