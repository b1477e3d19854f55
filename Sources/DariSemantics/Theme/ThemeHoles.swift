// What stands in the holes of a theme's page: parts of ours between tags and as they are, everything else where its signs are
// escaped for HTML.

import DariBase
import DariRuntime

struct ThemeHoles {
  private let routine: Routine
  private let source: ThemeSource
  private(set) var diagnostics: [Diagnostic] = []
  /// Of the page: where attributes are.
  private let attributes: [Range<Int>]

  init(routine: Routine, source: ThemeSource, markup: ThemeMarkup) {
    self.routine = routine
    self.source = source
    attributes = markup.events.flatMap { event in
      if case .open(let tag) = event { return tag.attributes.map { source.range($0.value) } }
      return []
    }
    for block in routine.steps.flatMap({ $0.messages.map(\.body) }) { check(block) }
    if diagnostics.isEmpty, !holdsSections {
      diagnostics.append(
        Diagnostic(
          .themeCount(what: "{{ parts.sections }}", count: 0), at: source.page.span(0..<0),
          mends: [Mend(.themeSections)]))
    }
    diagnostics = diagnostics.inFileOrder()
  }

  private var program: Program { routine.program }
  private var holdsSections = false

  private mutating func check(_ block: Program.Block) {
    for instruction in program.instructions[block.range] {
      switch instruction {
      case .print(let value, let row, let place): check(value, program.escaping(row), place)
      case .branch(_, let then, let otherwise, _):
        check(then)
        check(otherwise)
      case .loop(_, _, _, let body, let otherwise, _):
        check(body)
        check(otherwise)
      case .match(_, let start, let count, let otherwise, _):
        for branch in program.branches[Int(start)..<Int(start + count)] { check(branch.body) }
        check(otherwise)
      case .text, .opening, .closing, .call, .set: break
      }
    }
  }

  private mutating func check(_ value: Program.ExpressionID, _ escaping: Escaping?, _ place: Program.Place) {
    guard let escaping, let offset = source.offset(of: place) else { return }
    let span = span(ofHoleAt: offset)
    let isInAttribute = attributes.contains { $0.contains(offset) }
    let isPart = escaping.isUntrusted && escaping.labels.contains(ThemeSource.partLabel) && holdsPart(value)
    if isPart {
      // A filter would change what it is known by.
      let isAsIs = escaping.place == .element && !isInAttribute && isName(value)
      if !isAsIs { diagnostics.append(Diagnostic(.themePartPlace(path: source.page.text(span)), at: span)) }
      switch program[value] {
      case .slot, .field(_, _, "sections"), .field(_, _, "body"): holdsSections = true
      default: break
      }
      return
    }
    guard escaping.isUntrusted else { return }
    // Two readers, of prompts and of HTML, have to agree on what it stands in.
    let isEscaped =
      isInAttribute
      ? escaping.steps.contains(.attribute) || escaping.steps.contains(.urlPart)
      : escaping.steps.contains(.element) || escaping.steps.contains(.elementCode)
    if !isEscaped {
      diagnostics.append(
        Diagnostic(.themeValuePlace(path: source.page.text(span)), at: span, mends: [Mend(.themeWrap)]))
    }
  }

  /// What decides between two values has its label in them, and is not written.
  private func holdsPart(_ value: Program.ExpressionID) -> Bool {
    switch program[value] {
    case .slot: true
    case .field(_, _, let name): ["body", "logo", "figures", "contents", "sections"].contains(name)
    case .item(let list, _): holdsPart(list)
    case .conditional(_, let then, let otherwise): holdsPart(then) || holdsPart(otherwise)
    case .binary(_, let left, let right): holdsPart(left) || holdsPart(right)
    case .list(let items): program.lists[items.range].contains { holdsPart($0) }
    case .filter(_, let subject, let arguments, _):
      holdsPart(subject) || program.lists[arguments.range].contains { holdsPart($0) }
    case .constant, .loop, .not, .negate, .isPresent, .isEmpty: false
    }
  }

  /// Of a part: a field, or a name that one was given with `set`.
  private func isName(_ value: Program.ExpressionID) -> Bool {
    switch program[value] {
    case .slot: true
    case .field(let inner, _, _): isName(inner)
    default: false
    }
  }

  private func span(ofHoleAt offset: Int) -> SourceSpan {
    let bytes = source.page.bytes
    var end = offset
    while end < bytes.count, !(bytes[end] == 0x7D && end > offset && bytes[end - 1] == 0x7D) { end += 1 }
    return source.page.span(offset..<min(end + 1, bytes.count))
  }
}
