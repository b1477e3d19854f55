// The marks with which chat templates tell messages apart: a value that spells one is broken up.

/// `<|im_start|>`, `[INST]`, `<<SYS>>`, `\n\nHuman:` and their kin. A space goes into each, where people see it.
enum ChatMarkers {
  /// The text with a space in every marker; nil if there is none.
  static func broken(_ bytes: UnsafeBufferPointer<UInt8>, _ report: inout CleaningReport) -> [UInt8]? {
    var breaks: [Int] = []
    var index = 0
    while let found = next(bytes, from: index) {
      if let (length, place) = marker(bytes, found, isStart: true) {
        breaks.append(found + place)
        report.breakUp(String(decoding: bytes[found..<min(found + length, found + 40)], as: UTF8.self))
      }
      index = found + 1
    }
    if breaks.isEmpty { return nil }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + breaks.count)
    var copied = 0
    for place in breaks {
      result += bytes[copied..<place]
      result.append(0x20)
      copied = place
    }
    return result + bytes[copied...]
  }

  private static func next(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    ByteScan.first(in: bytes, from: start) {
      ByteScan.equal($0, 0x3C) | ByteScan.equal($0, 0x5B) | ByteScan.equal($0, 0x48)
        | ByteScan.equal($0, 0x41)
    }
  }

  private static let fixed: [[UInt8]] = [
    "[INST]", "[/INST]", "<<SYS>>", "<</SYS>>", "<s>", "</s>", "<bos>", "<eos>", "<start_of_turn>",
    "<end_of_turn>", "<start_of_image>", "[TOOL_CALLS]", "[TOOL_RESULTS]", "[/TOOL_RESULTS]",
    "[AVAILABLE_TOOLS]", "[/AVAILABLE_TOOLS]", "[SYSTEM_PROMPT]", "[/SYSTEM_PROMPT]", "[IMG]", "[BOS]",
    "[EOS]",
  ].map { Array($0.utf8) }

  private static let turns: [[UInt8]] = ["Human:", "Assistant:"].map { Array($0.utf8) }

  /// The marker that begins here: its length, and where the space goes.
  private static func marker(
    _ bytes: UnsafeBufferPointer<UInt8>, _ index: Int, isStart: Bool
  ) -> (length: Int, place: Int)? {
    let rest = bytes[index...]
    switch bytes[index] {
    case 0x3C, 0x5B:
      for sign in fixed where rest.starts(with: sign) { return (sign.count, 1) }
      if bytes[index] == 0x3C, let length = barred(bytes, index) { return (length, 1) }
      return nil
    default:
      guard startsTurn(bytes, index, isStart) else { return nil }
      for sign in turns where rest.starts(with: sign) { return (sign.count, sign.count - 1) }
      return nil
    }
  }

  /// `<|name|>`, also with the full-width bar.
  private static func barred(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int? {
    func bar(_ at: Int) -> Int? {
      if at < bytes.count, bytes[at] == 0x7C { return 1 }
      if at + 2 < bytes.count, bytes[at] == 0xEF, bytes[at + 1] == 0xBD, bytes[at + 2] == 0x9C { return 3 }
      return nil
    }
    guard let open = bar(index + 1) else { return nil }
    var end = index + 1 + open
    while end < bytes.count, end - index < longest {
      if let close = bar(end) {
        if end + close < bytes.count, bytes[end + close] == 0x3E { return end + close + 1 - index }
        end += close
        continue
      }
      if bytes[end] == 0x0A || bytes[end] == 0x3C { return nil }
      end += 1
    }
    return nil
  }

  /// No marker is longer, in bytes.
  static let longest = 96

  /// An empty line stands before, or nothing.
  /// - Parameter isStart: nothing stands before the bytes, or an empty line may.
  private static func startsTurn(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int, _ isStart: Bool) -> Bool {
    var at = index
    var breaks = 0
    while at > 0, [0x0A, 0x20, 0x09].contains(bytes[at - 1]) {
      at -= 1
      if bytes[at] == 0x0A { breaks += 1 }
    }
    return at == 0 && isStart || breaks >= 2
  }

  /// A marker that begins in the first text and ends in the second, where `counts` says so of it.
  /// - Parameters:
  ///   - first: the end of a message, `longest` bytes and what is looked back at for an empty line.
  ///   - isStart: the message begins there.
  static func joined(
    _ first: ArraySlice<UInt8>, isStart: Bool, _ second: some Collection<UInt8>, counts: (Range<Int>) -> Bool
  ) -> String? {
    let joined = Array(first) + second
    return joined.withUnsafeBufferPointer { bytes in
      var index = max(0, first.count - longest + 1)
      while let found = next(bytes, from: index), found < first.count {
        if let (length, _) = marker(bytes, found, isStart: isStart), found + length > first.count,
          counts(first.startIndex + found..<first.startIndex + found + length)
        {
          return String(decoding: bytes[found..<found + length], as: UTF8.self)
        }
        index = found + 1
      }
      return nil
    }
  }
}
