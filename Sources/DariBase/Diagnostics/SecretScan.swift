// Where keys and passwords stand in a text that was not meant to hold any.

/// Looks at bytes and not at what could be read of them: a manifest that is shown may be broken. In doubt it takes a
/// value for a secret; a word too much is covered, and no key too few.
package enum SecretScan {
  /// - Parameter isSettings: what stands behind words such as `key` is one, too; elsewhere these are words as any other.
  static func ranges(in bytes: [UInt8], isSettings: Bool) -> [Range<Int>] {
    (isSettings ? named(in: bytes) : []) + credentials(in: bytes) + shaped(in: bytes)
  }

  /// Whether an address holds a password or a key: `https://user:password@host`, `https://host/?api_key=…`.
  package static func hasCredentials(_ address: String) -> Bool {
    !credentials(in: Array(address.utf8)).isEmpty
  }

  /// Whether a text is, or holds, what a known service gives out as a key.
  package static func holdsKey(_ text: String) -> Bool { !shaped(in: Array(text.utf8)).isEmpty }

  // MARK: Behind a name

  private static let words: Set<String> = [
    "key", "apikey", "token", "secret", "password", "passwd", "passphrase", "pwd", "auth", "authorization",
    "bearer",
    "credential", "credentials", "sig", "signature", "키", "암호", "비밀번호", "비밀키", "인증키", "토큰",
  ]

  /// `key`, `api-key`, `OPENAI_API_KEY`, `secretKey`, `API키`.
  static func isSecretName(_ name: some Collection<UInt8>) -> Bool {
    var last: [UInt8] = []
    var before: UInt8 = 0
    for byte in name {
      let isUpper = 0x41...0x5A ~= byte
      let isNew = (isUpper && 0x61...0x7A ~= before) || (byte >= 0x80 && before < 0x80)
      if byte == 0x2D || byte == 0x5F || byte == 0x2E {
        last = []
      } else {
        if isNew { last = [] }
        last.append(isUpper ? byte | 0x20 : byte)
      }
      before = byte
    }
    return words.contains(String(decoding: last, as: UTF8.self))
  }

  private static func named(in bytes: [UInt8]) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var index = 0
    while index < bytes.count {
      let start = index
      while index < bytes.count, isWord(bytes, index) { index += 1 }
      if index == start {
        index += 1
        continue
      }
      guard isSecretName(bytes[start..<index]) else { continue }
      var position = index
      while position < bytes.count, isQuote(bytes[position]) || isBlank(bytes[position]) { position += 1 }
      if let value = afterColon(position, bytes) {
        let ranges = value == position ? bareValue(value, bytes) : values(of: start, from: value, bytes)
        result += ranges
        index = max(index, ranges.last?.upperBound ?? index)
      }
    }
    return result
  }

  /// `:`, `：` or `=`, as people write it; nothing, if they forgot it.
  private static func afterColon(_ position: Int, _ bytes: [UInt8]) -> Int? {
    guard position < bytes.count else { return nil }
    if bytes[position] == 0x3A || bytes[position] == 0x3D {
      let next = position + 1
      return next < bytes.count && bytes[next] == 0x3E ? next + 1 : next
    }
    if isWideColon(bytes, position) { return position + 3 }
    return position > 0 && isBlank(bytes[position - 1]) ? position : nil
  }

  /// Without a colon only what cannot be a word of a sentence.
  private static func bareValue(_ start: Int, _ bytes: [UInt8]) -> [Range<Int>] {
    var end = start
    while end < bytes.count, bytes[end] > 0x20 { end += 1 }
    let value = bytes[start..<end]
    return value.count >= 16 && value.contains { 0x30...0x39 ~= $0 } ? [start..<end] : []
  }

  /// The value on its line, and the lines below that are further in; not a variable's name, `$NAME`.
  private static func values(of name: Int, from position: Int, _ bytes: [UInt8]) -> [Range<Int>] {
    var start = position
    while start < bytes.count, isBlank(bytes[start]) { start += 1 }
    var end = start
    if start < bytes.count, isQuote(bytes[start]) {
      let quote = bytes[start]
      start += 1
      end = start
      while end < bytes.count, bytes[end] != quote { end += 1 }
      if end < bytes.count { return isVariable(bytes[start..<end]) ? [] : lines(of: start..<end, bytes) }
      end = start
    }
    let isBracketed = start < bytes.count && (bytes[start] == 0x7B || bytes[start] == 0x5B)
    // `# …` after it may be a part of the key that YAML takes away.
    while end < bytes.count, bytes[end] != 0x0A, isBracketed || !endsValue(end, bytes) { end += 1 }
    let isWhole = end == bytes.count || bytes[end] == 0x0A
    var result = lines(of: start..<end, bytes)
    if let first = result.first, isVariable(bytes[first]) || isVariableAndComment(bytes[first]) { return [] }
    let isBlock =
      result.isEmpty || bytes[start] == 0x7C || bytes[start] == 0x3E || !bytes[start..<end].contains(0x24)
    if isWhole, isBlock { result += deeperLines(than: name, after: end, bytes) }
    return result
  }

  /// The comma before another key, and the brace that closes the keys; in a key itself they may stand as well.
  private static func endsValue(_ place: Int, _ bytes: [UInt8]) -> Bool {
    var next = place + 1
    if bytes[place] == 0x7D {
      return next == bytes.count || bytes[next] <= 0x20 || [0x2C, 0x5D, 0x7D].contains(bytes[next])
    }
    guard bytes[place] == 0x2C else { return false }
    while next < bytes.count, isBlank(bytes[next]) || isQuote(bytes[next]) { next += 1 }
    let name = next
    while next < bytes.count, isWord(bytes, next) { next += 1 }
    if name == next { return next < bytes.count && bytes[next] == 0x0A }
    while next < bytes.count, isBlank(bytes[next]) || isQuote(bytes[next]) { next += 1 }
    return next < bytes.count && bytes[next] == 0x3A
  }

  private static func deeperLines(than name: Int, after end: Int, _ bytes: [UInt8]) -> [Range<Int>] {
    var margin = 0
    var lineStart = name
    while lineStart > 0, bytes[lineStart - 1] != 0x0A { lineStart -= 1 }
    while lineStart + margin < name, isBlank(bytes[lineStart + margin]) { margin += 1 }
    var result: [Range<Int>] = []
    var index = end
    while index < bytes.count {
      let start = index + 1
      var text = start
      while text < bytes.count, isBlank(bytes[text]) { text += 1 }
      var lineEnd = text
      while lineEnd < bytes.count, bytes[lineEnd] != 0x0A { lineEnd += 1 }
      let isEmpty = text == lineEnd
      // A list may stand as far left as its key.
      if !isEmpty, text - start <= margin, bytes[text] != 0x2D || text - start < margin { break }
      result += lines(of: text..<lineEnd, bytes)
      index = lineEnd
    }
    return result
  }

  /// The parts of a range on its lines, without blanks at their ends.
  private static func lines(of range: Range<Int>, _ bytes: [UInt8]) -> [Range<Int>] {
    var result: [Range<Int>] = []
    for line in bytes[range].split(separator: 0x0A) {
      var line = line
      while let last = line.last, isBlank(last) { line.removeLast() }
      while let first = line.first, isBlank(first) { line.removeFirst() }
      if !line.isEmpty { result.append(line.startIndex..<line.endIndex) }
    }
    return result
  }

  /// `$OPENAI_API_KEY`; what else begins with `$` is a key with a sign before it.
  private static func isVariable(_ text: ArraySlice<UInt8>) -> Bool {
    var name = text.dropFirst()
    guard text.first == 0x24 else { return false }
    if name.first == 0x7B, name.last == 0x7D { name = name.dropFirst().dropLast() }
    guard let first = name.first, !(0x30...0x39 ~= first) else { return false }
    return name.allSatisfy { isLetterOrDigit($0) || $0 == 0x5F }
  }

  private static func isVariableAndComment(_ text: ArraySlice<UInt8>) -> Bool {
    guard let blank = text.firstIndex(where: isBlank), isVariable(text[..<blank]) else { return false }
    return text[blank...].first { !isBlank($0) } == 0x23
  }

  // MARK: In addresses

  private static func credentials(in bytes: [UInt8]) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var index = 0
    while index + 3 <= bytes.count {
      guard bytes[index] == 0x3A, bytes[index + 1] == 0x2F, bytes[index + 2] == 0x2F, index > 0,
        isLetterOrDigit(bytes[index - 1])
      else {
        index += 1
        continue
      }
      let start = index + 3
      var end = start
      while end < bytes.count, bytes[end] > 0x20, bytes[end] != 0x22, bytes[end] != 0x3C, bytes[end] != 0x3E {
        end += 1
      }
      let address = bytes[start..<end]
      let path = address.firstIndex { $0 == 0x2F || $0 == 0x3F || $0 == 0x23 } ?? end
      if let at = address[..<path].lastIndex(of: 0x40), at > start { result.append(start..<at) }
      result += queries(in: address)
      index = end
    }
    return result
  }

  /// The values of `?api_key=…&token=…`.
  private static func queries(in address: ArraySlice<UInt8>) -> [Range<Int>] {
    guard let start = address.firstIndex(where: { $0 == 0x3F || $0 == 0x23 }) else { return [] }
    return address[start...].split(whereSeparator: { [0x3F, 0x23, 0x26, 0x3B].contains($0) }).compactMap {
      part in
      guard let sign = part.firstIndex(of: 0x3D), isSecretName(part[..<sign]) else { return nil }
      let value = part[(sign + 1)...].prefix { $0 != 0x27 && $0 != 0x2C && $0 != 0x7D }
      return value.isEmpty || value.first == 0x24 || value.first == 0x7B
        ? nil : value.startIndex..<value.endIndex
    }
  }

  // MARK: By their shape

  /// How keys of services begin that many people have, and how long they are at least.
  private static let shapes: [(start: [UInt8], least: Int)] = [
    ("sk-", 20), ("sk_live_", 20), ("sk_test_", 20), ("rk_live_", 20), ("AKIA", 20), ("ASIA", 20),
    ("AIza", 30),
    ("ghp_", 20), ("gho_", 20), ("ghs_", 20), ("github_pat_", 30), ("glpat-", 20), ("xoxb-", 20),
    ("xoxp-", 20),
    ("xapp-", 20), ("hf_", 20), ("gsk_", 20), ("pplx-", 20), ("xai-", 20), ("ya29.", 20), ("npm_", 20),
    ("eyJ", 60),
  ].map { (Array($0.0.utf8), $0.1) }

  private static func shaped(in bytes: [UInt8]) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var index = 0
    while index < bytes.count {
      let start = index
      while index < bytes.count, bytes[index] < 0x80, isWord(bytes, index) { index += 1 }
      if index - start >= 20, bytes[start..<index].contains(where: { 0x30...0x39 ~= $0 }),
        shapes.contains(where: { index - start >= $0.least && bytes[start..<index].starts(with: $0.start) })
      {
        result.append(start..<index)
      }
      index = max(index, start + 1)
    }
    return result
  }

  // MARK: Bytes

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }

  private static func isQuote(_ byte: UInt8) -> Bool { byte == 0x22 || byte == 0x27 }

  private static func isWideColon(_ bytes: [UInt8], _ index: Int) -> Bool {
    bytes[index] == 0xEF && bytes[index...].starts(with: [0xEF, 0xBC, 0x9A])
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10
  }

  /// A part of a name or a key. Between Hangul and full-width colons, the byte says.
  private static func isWord(_ bytes: [UInt8], _ index: Int) -> Bool {
    let byte = bytes[index]
    if byte >= 0x80 {
      let start = (max(0, index - 2)...index).first { isWideColon(bytes, $0) }
      return start == nil
    }
    return isLetterOrDigit(byte) || byte == 0x5F || byte == 0x2D || byte == 0x2E
  }
}
