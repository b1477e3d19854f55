// URLs and JSON as they stand in literal text.

extension PlaceScanner {
  /// One byte of text as part of a URL, or as the colon that makes one. Gives where to go on.
  mutating func url(_ index: Int, _ text: LiteralScan, _ state: inout PlaceState) -> Int {
    let byte = text.bytes[index]
    if byte == 0x3A, let next = scheme(index, text, &state) { return next }
    switch state.url {
    case .none: return index + 1
    case .whole, .word:
      switch byte {
      case 0x2F: state.url = text.bytes[index..<text.end].starts(with: [0x2F, 0x2F]) ? .host : .path
      case 0x3F: state.url = .query
      case 0x23: state.url = .fragment
      case 0x3A: state.url = .script
      default: state.url = endsURL(index, text) ? .none : .word
      }
      if state.url == .host { return index + 2 }
    case .afterWhole:
      switch byte {
      case 0x2F: state.url = .path
      case 0x3F: state.url = .query
      case 0x23: state.url = .fragment
      case 0x2D, 0x2E, 0x30...0x39, 0x3A, 0x40, 0x41...0x5A, 0x61...0x7A: state.url = .host
      default: state.url = .none
      }
    case .host, .path, .query, .fragment, .address, .script, .mixed:
      if endsURL(index, text) {
        state.url = .none
        break
      }
      switch (byte, state.url) {
      case (0x2F, .host): state.url = .path
      case (0x3F, .host), (0x3F, .path), (0x3F, .address): state.url = .query
      case (0x23, .host), (0x23, .path), (0x23, .query): state.url = .fragment
      default: break
      }
    }
    return index + 1
  }

  /// `https:`, `mailto:`, and in a place for URLs every other scheme.
  private func scheme(_ colon: Int, _ text: LiteralScan, _ state: inout PlaceState) -> Int? {
    switch state.url {
    case .none, .word, .mixed: break
    default: return nil
    }
    var start = colon
    while start > text.start, isSchemePart(text.bytes[start - 1]) { start -= 1 }
    guard start < colon else { return nil }
    if text.bytes[colon + 1..<text.end].starts(with: [0x2F, 0x2F]) {
      state.url = .host
      return colon + 3
    }
    if text.bytes[start..<colon].lazy.map({ $0 | 0x20 }).elementsEqual("mailto".utf8) {
      state.url = .address
      return colon + 1
    }
    guard state.url == .word else { return nil }
    state.url = .script
    return colon + 1
  }

  private func isSchemePart(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x41...0x5A, 0x61...0x7A, 0x30...0x39, 0x2B, 0x2D, 0x2E: true
    default: false
    }
  }

  /// White space and signs that no URL has; `)` and `]`, which end a link of Markdown; punctuation of East Asia.
  private func endsURL(_ index: Int, _ text: LiteralScan) -> Bool {
    switch text.bytes[index] {
    case 0...0x20, 0x22, 0x27, 0x29, 0x3C, 0x3E, 0x5C, 0x5D, 0x5E, 0x60, 0x7B...0x7D: true
    case 0xE3: index + 1 < text.end && text.bytes[index + 1] == 0x80
    case 0xEF: index + 1 < text.end && (0xBC...0xBD).contains(text.bytes[index + 1])
    default: false
    }
  }

  // MARK: JSON

  mutating func inJSON(_ start: Int, _ text: LiteralScan, _ state: inout PlaceState) -> Int {
    var index = start
    while index < text.end {
      if case .start(let prefix) = state.line {
        if let next = jsonLineStart(index, prefix, text, &state) { return next }
      }
      let byte = text.bytes[index]
      if byte == 0x0A {
        if state.json.isInString { state.json.isBroken = true }
        state.line = .start(base)
        state.url = .none
        index += 1
        continue
      }
      state.line = .middle
      if state.json.isInString {
        if state.json.isEscaped {
          state.json.isEscaped = false
        } else if byte == 0x5C {
          state.json.isEscaped = true
        } else if byte == 0x22 {
          state.json.isInString = false
          state.json.isKey = false
          state.url = .none
        }
        index = state.json.isInString ? url(index, text, &state) : index + 1
      } else {
        state.json.take(byte)
        index += 1
      }
    }
    return index
  }

  /// The same as in any fence: white space, then perhaps what closes it.
  private mutating func jsonLineStart(
    _ index: Int, _ prefix: [UInt8], _ text: LiteralScan, _ state: inout PlaceState
  ) -> Int? {
    switch text.bytes[index] {
    case 0x20, 0x09, 0x3E:
      state.line = .start(prefix + [text.bytes[index]])
      return index + 1
    case 0x60, 0x7E: return fenceLine(index, prefix, text, &state)
    default:
      noteLooseLine(prefix, text.point(index), state.frame)
      return nil
    }
  }
}

extension JSONState {
  /// A byte outside of a string.
  mutating func take(_ byte: UInt8) {
    switch byte {
    case 0x20, 0x09, 0x0D: break
    case 0x22:
      isInString = true
      isKey = open.last == 0x7B && !awaitsValue
      awaitsValue = false
    case 0x7B, 0x5B:
      open.append(byte)
      awaitsValue = false
    case 0x7D, 0x5D:
      _ = open.popLast()
      awaitsValue = false
    case 0x3A: awaitsValue = true
    default: awaitsValue = false
    }
  }

  /// A value may stand here, outside of strings.
  var takesValue: Bool { open.last != 0x7B || awaitsValue }
}
