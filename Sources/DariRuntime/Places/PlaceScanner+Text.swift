// Literal text, byte by byte. All signs that matter are ASCII, so that bytes do: no letter of another script has one in it.

import DariBase

extension PlaceScanner {
  mutating func scan(_ text: LiteralScan, _ state: inout PlaceState) {
    var index = text.start
    if index < text.end { checkScheme(text, &state) }
    while index < text.end {
      lastHole = nil
      switch frames[state.frame].kind {
      case .tag: index = inTag(index, text, &state)
      case .markup(let end): index = inMarkup(index, end, text, &state)
      case .code(let length): index = inCode(index, length, text, &state)
      case .fence(_, _, _, true) where state.line != .info: index = inJSON(index, text, &state)
      case .root, .element, .fence: index = inContent(index, text, &state)
      }
    }
  }

  /// A value right before `://` is a scheme.
  private mutating func checkScheme(_ text: LiteralScan, _ state: inout PlaceState) {
    guard let hole = lastHole, text.bytes[text.start..<text.end].starts(with: [0x3A, 0x2F, 0x2F]) else {
      return
    }
    report(.schemeHole, at: hole)
  }

  // MARK: Content

  /// Text of the message, of an element or of a fence, up to where something else begins.
  private mutating func inContent(_ start: Int, _ text: LiteralScan, _ state: inout PlaceState) -> Int {
    var index = start
    let isFence = frames[state.frame].isFence
    while index < text.end {
      if case .start = state.line, let next = atLineStart(index, text, &state) {
        index = next
        return index
      }
      let byte = text.bytes[index]
      if state.line == .unsure, !values.contains(text.index), byte == 0x60 || byte == 0x7E, !isFence,
        runLength(index, text) >= 3
      {
        report(.unsureFence, at: text.point(index))
        state.line = .middle
      }
      switch byte {
      case 0x0A:
        state.line = .start(base)
        state.url = .none
        index += 1
        if isFence { return index }
        continue
      case 0x20, 0x09: break
      default:
        if state.line == .unsure { state.line = .middle }
        if state.line == .closed {
          report(.textAfterFence, at: text.point(index))
          state.line = .middle
        }
      }
      if state.line != .info {
        switch byte {
        case 0x3C:
          let frame = state.frame
          let next = less(index, text, &state)
          if next > index || state.frame != frame { return max(next, index) }
        case 0x60 where !isFence:
          let length = runLength(index, text)
          if let next = openCode(index, length, text, &state) { return next }
          state.hasLoneRun = true
          hasLoneRuns = true
          index += length
          continue
        case 0x5C where index + 1 < text.end && [0x60, 0x3C].contains(text.bytes[index + 1]):
          index += 2
          continue
        case 0x5D where !isFence && index + 1 < text.end && text.bytes[index + 1] == 0x28:
          index += 2
          if index < text.end, text.bytes[index] == 0x3C { index += 1 }
          state.url = .whole
          continue
        default: break
        }
      }
      index = url(index, text, &state)
    }
    return index
  }

  func runLength(_ index: Int, _ text: LiteralScan) -> Int {
    let sign = text.bytes[index]
    var end = index
    while end < text.end, text.bytes[end] == sign { end += 1 }
    return end - index
  }

  /// Nothing stands on the line yet. Nil: what stands here is text like any other.
  private mutating func atLineStart(_ index: Int, _ text: LiteralScan, _ state: inout PlaceState) -> Int? {
    guard case .start(var prefix) = state.line else { return nil }
    let byte = text.bytes[index]
    switch byte {
    case 0x0A:
      state.line = .start(base)
      state.hasLoneRun = false
      return index + 1
    case 0x20, 0x09, 0x3E:
      prefix.append(byte)
      state.line = .start(prefix)
      return index + 1
    case 0x60, 0x7E:
      // Elements in a fence do not keep it open: for a reader of Markdown they are text.
      if let next = fenceLine(index, prefix, text, &state) { return next }
      if !frames[state.frame].isFence {
        let length = runLength(index, text)
        if length >= 3, let next = openFence(index, length, prefix, text, &state) { return next }
      }
    default:
      if let width = ListSign.width(at: index, in: text.bytes, end: text.end), !frames[state.frame].isFence {
        // A sign of a list, whose text is indented as far as it begins.
        state.line = .start(prefix + Array(repeating: 0x20, count: width))
        if startsItem(index, width, text) { state.hasLoneRun = false }
        return index + width
      }
      noteLooseLine(prefix, text.point(index), state.frame)
    }
    state.line = .middle
    return nil
  }

  /// A run of the fence's sign at the start of a line, if it closes the fence; the line is one of its text otherwise.
  mutating func fenceLine(
    _ index: Int, _ prefix: [UInt8], _ text: LiteralScan, _ state: inout PlaceState
  ) -> Int? {
    let frame = fence(around: state.frame)
    guard case .fence(let sign, let least, _, _) = frames[frame].kind else { return nil }
    let length = runLength(index, text)
    if sign == text.bytes[index], length >= least, endsLine(index + length, text) {
      state.frame = frame
      return closeFence(index, length, text, &state)
    }
    noteLooseLine(prefix, text.point(index), state.frame)
    return nil
  }

  /// A line of a fence, also of elements in it, that something begins on behind this.
  mutating func noteLooseLine(_ prefix: [UInt8], _ point: PlacePoint, _ frame: Int) {
    let frame = canonical(fence(around: frame))
    guard case .fence(_, _, let own, _) = frames[frame].kind, !prefix.starts(with: own),
      frames[frame].looseLine == nil
    else { return }
    frames[frame].looseLine = point
  }

  /// The nearest fence that the frame is or stands in; the frame itself if there is none.
  func fence(around frame: Int) -> Int {
    var next = frame
    while next != 0 {
      if frames[next].isFence { return next }
      next = frames[next].parent
    }
    return frame
  }

  /// The list sign begins an item wherever it stands: one that is empty, or whose number is not 1, would be a part of the
  /// paragraph before it (CommonMark 0.31, section 5.2).
  private func startsItem(_ index: Int, _ width: Int, _ text: LiteralScan) -> Bool {
    guard index + width < text.end, !TagScan.isSpace(text.bytes[index + width]) else { return false }
    return !(0x30...0x39).contains(text.bytes[index]) || text.bytes[index] == 0x31 && width == 3
  }

  // MARK: Fences and inline code

  private mutating func openFence(
    _ index: Int, _ length: Int, _ prefix: [UInt8], _ text: LiteralScan, _ state: inout PlaceState
  ) -> Int? {
    if values.contains(text.index) { return nil }
    let sign = text.bytes[index]
    // The line may hold none of the backticks that open it: then it is inline code.
    if sign == 0x60, find(from: index + length, text, { $0 == 0x60 }) != nil { return nil }
    var word: [UInt8] = []
    var end = index + length
    while end < text.end, text.bytes[end] == 0x20 || text.bytes[end] == 0x09 { end += 1 }
    while end < text.end, !TagScan.isSpace(text.bytes[end]) {
      word.append(text.bytes[end] | 0x20)
      end += 1
    }
    let isJSON = word.elementsEqual("json".utf8)
    frames.append(
      PlaceFrame(
        .fence(sign: sign, length: length, prefix: prefix, isJSON: isJSON), in: state.frame,
        at: text.point(index)))
    state.frame = frames.count - 1
    state.line = .info
    state.hasLoneRun = false
    state.json = JSONState()
    state.url = .none
    note(index, length, isOpening: true, state.frame, text)
    return index + length
  }

  private mutating func closeFence(
    _ index: Int, _ length: Int, _ text: LiteralScan, _ state: inout PlaceState
  ) -> Int {
    note(index, length, isOpening: false, state.frame, text)
    frames[canonical(state.frame)].closer = text.point(index)
    frames[state.frame].closer = text.point(index)
    state.frame = frames[state.frame].parent
    state.line = .closed
    state.json = JSONState()
    state.url = .none
    return index + length
  }

  private mutating func note(
    _ index: Int, _ length: Int, isOpening: Bool, _ frame: Int, _ text: LiteralScan
  ) {
    let run = PlacedRun(offset: index - text.start, length: length, isOpening: isOpening, frame: frame)
    var runs = templates[text.template].runs[text.index, default: []]
    // The body of a loop is read again; what was found last holds.
    runs.removeAll { $0.offset == run.offset }
    runs.append(run)
    templates[text.template].runs[text.index] = runs
  }

  /// Nothing but white space up to the end of the line, or of the template.
  private func endsLine(_ index: Int, _ text: LiteralScan) -> Bool {
    find(from: index, text, holesCount: true) { byte in byte != 0x20 && byte != 0x09 } == nil
  }

  /// Looks along the line, over what follows in the same block, for a byte on which `stop` says true. What tags hold is
  /// not looked at.
  private func find(
    from index: Int, _ text: LiteralScan, holesCount: Bool = false, _ stop: (UInt8) -> Bool
  ) -> PlacePoint? {
    var position = index
    var end = text.end
    var instruction = text.index
    while true {
      while position < end {
        let byte = text.bytes[position]
        if byte == 0x0A { return nil }
        if stop(byte) { return PlacePoint(instruction, position) }
        position += 1
      }
      instruction += 1
      guard text.block.range.contains(instruction) else { return nil }
      if case .text(let literal, _) = program.instructions[instruction] {
        position = Int(literal.start)
        end = Int(literal.end)
      } else if holesCount {
        return PlacePoint(instruction)
      }
    }
  }

  /// Inline code as CommonMark has it, on one line: a run of backticks and the next run as long.
  private mutating func openCode(
    _ index: Int, _ length: Int, _ text: LiteralScan, _ state: inout PlaceState
  ) -> Int? {
    guard !values.contains(text.index), codeCloses(index + length, length, text) else { return nil }
    frames.append(PlaceFrame(.code(length: length), in: state.frame, at: text.point(index)))
    state.frame = frames.count - 1
    frames[state.frame].isAfterLoneRun = state.hasLoneRun
    note(index, length, isOpening: true, state.frame, text)
    return index + length
  }

  private func codeCloses(_ start: Int, _ length: Int, _ text: LiteralScan) -> Bool {
    var position = start
    var end = text.end
    var instruction = text.index
    var looked = 0
    while true {
      while position < end {
        let byte = text.bytes[position]
        looked += 1
        if byte == 0x0A || looked > Self.codeLimit { return false }
        var run = position
        while run < end, text.bytes[run] == 0x60 { run += 1 }
        if run - position == length { return true }
        position = max(run, position + 1)
      }
      instruction += 1
      guard text.block.range.contains(instruction) else { return false }
      guard case .text(let literal, _) = program.instructions[instruction] else { continue }
      position = Int(literal.start)
      end = Int(literal.end)
    }
  }

  /// Longer code on one line is none.
  private static let codeLimit = 4096

  private mutating func inCode(
    _ start: Int, _ length: Int, _ text: LiteralScan, _ state: inout PlaceState
  ) -> Int {
    var index = start
    while index < text.end {
      if text.bytes[index] == 0x60 {
        let run = runLength(index, text)
        if run == length {
          note(index, length, isOpening: false, state.frame, text)
          frames[state.frame].closer = text.point(index)
          state.frame = frames[state.frame].parent
          state.url = .none
          return index + length
        }
        index += run
        continue
      }
      index = url(index, text, &state)
    }
    return index
  }
}
