// libyaml's events, with their marks turned into byte offsets.

import CLibYAML
import DariBase

/// Why libyaml stopped, and where (a local offset).
struct EventFailure: Error {
  var offset: Int
}

/// One event of libyaml; offsets are local to the `ScanText`.
struct Event {
  enum Kind {
    case scalar(text: String, style: YAMLScalarStyle)
    case sequenceStart, mappingStart
    case collectionEnd
    case alias
    /// Marks of the stream and of documents.
    case other
    case streamEnd
  }

  var kind: Kind
  var range: Range<Int>
  /// It carries an anchor or a tag.
  var isDecorated = false
}

/// Reads events of a part of the bytes. Not copyable: it owns libyaml's parser.
struct EventReader: ~Copyable {
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let input: UnsafeMutableBufferPointer<UInt8>
  private let base: Int
  private var cursor: MarkCursor

  /// `bytes` begin at the local offset `base`. They are copied: libyaml keeps a pointer to them.
  init(_ bytes: ArraySlice<UInt8>) {
    parser = .allocate(capacity: 1)
    input = .allocate(capacity: max(bytes.count, 1))
    _ = input.initialize(from: bytes)
    base = bytes.startIndex
    cursor = MarkCursor(UnsafeBufferPointer(rebasing: input[..<bytes.count]))
    yaml_parser_initialize(parser)
    // Said outright, so that no byte order mark decides. The scan has taken marks away.
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, input.baseAddress, bytes.count)
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
    input.deallocate()
  }

  mutating func next() throws(EventFailure) -> Event {
    var event = yaml_event_t()
    guard yaml_parser_parse(parser, &event) == 1 else {
      throw EventFailure(offset: base + cursor.byte(of: parser.pointee.problem_mark.index))
    }
    defer { yaml_event_delete(&event) }
    let start = base + cursor.byte(of: event.start_mark.index)
    let end = base + cursor.byte(of: event.end_mark.index)
    var result = Event(kind: .other, range: start..<max(start, end))
    switch event.type {
    case YAML_SCALAR_EVENT:
      let scalar = event.data.scalar
      let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
      result.kind = .scalar(
        text: String(decoding: bytes, as: UTF8.self), style: YAMLScalarStyle(scalar.style))
      result.isDecorated = scalar.anchor != nil || scalar.tag != nil
    case YAML_SEQUENCE_START_EVENT:
      result.kind = .sequenceStart
      result.isDecorated = event.data.sequence_start.anchor != nil || event.data.sequence_start.tag != nil
    case YAML_MAPPING_START_EVENT:
      result.kind = .mappingStart
      result.isDecorated = event.data.mapping_start.anchor != nil || event.data.mapping_start.tag != nil
    case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: result.kind = .collectionEnd
    case YAML_ALIAS_EVENT: result.kind = .alias
    case YAML_STREAM_END_EVENT: result.kind = .streamEnd
    default: break
    }
    return result
  }
}

extension YAMLScalarStyle {
  init(_ style: yaml_scalar_style_t) {
    switch style {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE: self = .singleQuoted
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE: self = .doubleQuoted
    case YAML_LITERAL_SCALAR_STYLE: self = .literal
    case YAML_FOLDED_SCALAR_STYLE: self = .folded
    default: self = .plain
    }
  }
}

/// libyaml counts characters. Marks come almost in order, so a cursor that steps to the next one costs one walk
/// over the text in all.
struct MarkCursor {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var index = 0
  private var offset = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  mutating func byte(of mark: Int) -> Int {
    while index < mark, offset < bytes.count {
      offset += 1
      while offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
      index += 1
    }
    while index > mark, offset > 0 {
      offset -= 1
      while offset > 0, bytes[offset] & 0xC0 == 0x80 { offset -= 1 }
      index -= 1
    }
    return offset
  }
}
