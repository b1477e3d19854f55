// `<`: tags, comments and what else begins so; and what stands inside them.

extension PlaceScanner {
  /// - Returns: where to go on; `index` if the sign is text.
  mutating func less(_ index: Int, _ text: LiteralScan, _ state: inout PlaceState) -> Int {
    let tags = TagScan(bytes: text.bytes, end: text.end)
    if values.contains(text.index), index + 1 == text.end || text.bytes[index + 1] != 0x2F { return index }
    guard index + 1 < text.end else {
      if isBeforeHole(text) { state.tag = .name }
      return index
    }
    switch text.bytes[index + 1] {
    case 0x2F: return closingTag(index, tags, text, &state)
    case 0x21, 0x3F: return openMarkup(index, text, &state)
    default: break
    }
    guard let nameEnd = tags.nameEnd(from: index + 1) else { return index }
    if nameEnd == text.end {
      if isBeforeHole(text), closesTag(nameEnd, text, state) { state.tag = .name }
      return index
    }
    let next = text.bytes[nameEnd]
    guard next == 0x3E || next == 0x2F || TagScan.isSpace(next), closesTag(nameEnd, text, state) else {
      return index
    }
    let name = String(decoding: text.bytes[index + 1..<nameEnd], as: UTF8.self)
    frames.append(PlaceFrame(.tag, in: state.frame, at: text.point(index), name: name))
    state.frame = frames.count - 1
    state.tag = .between
    state.url = .none
    return nameEnd
  }

  private func isBeforeHole(_ text: LiteralScan) -> Bool {
    if values.contains(text.index) { return false }
    guard text.block.range.contains(text.index + 1), case .print = program.instructions[text.index + 1] else {
      return false
    }
    return true
  }

  private mutating func closingTag(
    _ index: Int, _ tags: TagScan, _ text: LiteralScan, _ state: inout PlaceState
  ) -> Int {
    guard let nameEnd = tags.nameEnd(from: index + 2) else {
      if index + 2 == text.end, isBeforeHole(text) { state.tag = .name }
      return index
    }
    var end = nameEnd
    while end < text.end, TagScan.isSpace(text.bytes[end]) { end += 1 }
    guard end < text.end, text.bytes[end] == 0x3E else {
      if end == text.end, end == nameEnd, isBeforeHole(text) { state.tag = .name }
      return index
    }
    close(Substring(decoding: text.bytes[index + 2..<nameEnd], as: UTF8.self), at: text.point(index), &state)
    state.url = .none
    return end + 1
  }

  /// The tag that goes on at `start` is ended by `>` in the same block, with only quoted text and other tags of the
  /// language in between.
  private func closesTag(_ start: Int, _ text: LiteralScan, _ state: PlaceState) -> Bool {
    let isInFence = frames[fence(around: state.frame)].isFence
    var position = start
    var end = text.end
    var instruction = text.index
    var quote: UInt8?
    var last: UInt8 = 0x20
    while true {
      while position < end {
        let byte = text.bytes[position]
        // In a fence a line may end the fence first.
        if byte == 0x0A, isInFence, beginsWithRun(position + 1, end, text.bytes) { return false }
        if let sign = quote {
          if byte == sign { quote = nil }
        } else {
          switch byte {
          case 0x3E: return true
          case 0x3C: return false
          case 0x22, 0x27:
            // A quote that no `=` stands before is not an attribute's.
            if last != 0x3D { return false }
            quote = byte
          default: break
          }
        }
        if !TagScan.isSpace(byte) { last = byte }
        position += 1
      }
      instruction += 1
      guard text.block.range.contains(instruction) else { return false }
      guard case .text(let literal, _) = program.instructions[instruction] else {
        last = 0x20
        continue
      }
      position = Int(literal.start)
      end = Int(literal.end)
    }
  }

  /// Three signs of a fence behind white space.
  private func beginsWithRun(_ start: Int, _ end: Int, _ bytes: Bytes) -> Bool {
    var index = start
    while index < end, [0x20, 0x09, 0x3E].contains(bytes[index]) { index += 1 }
    guard index + 2 < end, bytes[index] == 0x60 || bytes[index] == 0x7E else { return false }
    return bytes[index + 1] == bytes[index] && bytes[index + 2] == bytes[index]
  }

  // MARK: Inside a tag

  mutating func inTag(_ start: Int, _ text: LiteralScan, _ state: inout PlaceState) -> Int {
    var index = start
    while index < text.end {
      let byte = text.bytes[index]
      if byte == 0x0A { state.line = .start(base) } else if !TagScan.isSpace(byte) { state.line = .middle }
      switch state.tag {
      case .value(let quote, _):
        if byte == quote {
          state.tag = .between
          state.url = .none
          index += 1
        } else {
          index = url(index, text, &state)
        }
      case .unquoted where TagScan.isSpace(byte):
        state.tag = .between
        index += 1
      case .between, .unquoted, .name, .none:
        if byte == 0x3E { return endTag(index, isClosed: false, &state) }
        if byte == 0x2F, index + 1 < text.end, text.bytes[index + 1] == 0x3E {
          return endTag(index + 1, isClosed: true, &state)
        }
        index = state.tag == .unquoted ? index + 1 : attribute(index, text, &state)
      }
    }
    return index
  }

  private mutating func endTag(_ index: Int, isClosed: Bool, _ state: inout PlaceState) -> Int {
    let tag = state.frame
    state.tag = .none
    state.url = .none
    if isClosed {
      frames[tag].element = tag
      state.frame = frames[tag].parent
      return index + 1
    }
    guard closable.contains(frames[tag].name) else {
      state.frame = frames[tag].parent
      return index + 1
    }
    let element = PlaceFrame(.element, in: frames[tag].parent, at: frames[tag].opener, name: frames[tag].name)
    frames.append(element)
    frames[tag].element = frames.count - 1
    state.frame = frames.count - 1
    return index + 1
  }

  /// A name, and its `="` if they follow.
  private mutating func attribute(_ index: Int, _ text: LiteralScan, _ state: inout PlaceState) -> Int {
    var end = index
    func isNamePart(_ byte: UInt8) -> Bool {
      !TagScan.isSpace(byte) && ![0x22, 0x27, 0x3E, 0x2F, 0x3D, 0x3C].contains(byte)
    }
    while end < text.end, isNamePart(text.bytes[end]) { end += 1 }
    let nameEnd = end
    while end < text.end, TagScan.isSpace(text.bytes[end]) { end += 1 }
    guard end < text.end, text.bytes[end] == 0x3D else { return max(nameEnd, index + 1) }
    end += 1
    while end < text.end, TagScan.isSpace(text.bytes[end]) { end += 1 }
    guard end < text.end, text.bytes[end] == 0x22 || text.bytes[end] == 0x27 else {
      state.tag = .unquoted
      return end
    }
    let name = String(decoding: text.bytes[index..<nameEnd], as: UTF8.self)
    state.tag = .value(quote: text.bytes[end], attribute: name)
    state.url = TagScan.isURL(name, of: frames[state.frame].name) ? .whole : .none
    return end + 1
  }

  // MARK: Comments and the like

  private mutating func openMarkup(_ index: Int, _ text: LiteralScan, _ state: inout PlaceState) -> Int {
    let rest = text.bytes[index + 1..<text.end]
    let end: [UInt8]
    if rest.starts(with: "!--".utf8) {
      end = Array("-->".utf8)
    } else if rest.starts(with: "![CDATA[".utf8) {
      end = Array("]]>".utf8)
    } else if rest.first == 0x3F {
      end = Array("?>".utf8)
    } else if rest.count > 1, (rest[rest.startIndex + 1] | 0x20) &- 0x61 < 26 {
      end = [0x3E]
    } else {
      return index
    }
    guard contains(end, from: index + 2, text) else { return index }
    frames.append(PlaceFrame(.markup(end: end), in: state.frame, at: text.point(index)))
    state.frame = frames.count - 1
    return index + (end.count == 3 && end[0] == 0x2D ? 4 : 2)
  }

  /// Whether the sign follows in the same block. One that does not is looked for once.
  private mutating func contains(_ sign: [UInt8], from start: Int, _ text: LiteralScan) -> Bool {
    if missing.contains(MissingSign(sign: sign, block: text.block)) { return false }
    for instruction in text.index..<text.block.range.upperBound {
      guard case .text(let literal, _) = program.instructions[instruction] else { continue }
      let from = instruction == text.index ? start : Int(literal.start)
      if ByteSearch.first(sign, in: text.bytes, from: from, to: Int(literal.end)) != nil { return true }
    }
    missing.insert(MissingSign(sign: sign, block: text.block))
    return false
  }

  mutating func inMarkup(
    _ start: Int, _ end: [UInt8], _ text: LiteralScan, _ state: inout PlaceState
  ) -> Int {
    guard let found = ByteSearch.first(end, in: text.bytes, from: start, to: text.end) else {
      state.line = .middle
      return text.end
    }
    frames[state.frame].closer = text.point(found)
    state.frame = frames[state.frame].parent
    state.line = .middle
    return found + end.count
  }
}

/// A sign that does not follow in a block, from where it was looked for on.
struct MissingSign: Hashable {
  var sign: [UInt8]
  var block: Program.Block
}
