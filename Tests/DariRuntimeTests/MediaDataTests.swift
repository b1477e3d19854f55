// Pictures, sounds and files out of data: formats by their bytes, addresses, limits, and what is told when one is wrong.

import DariBase
import Testing

@testable import DariRuntime

@Suite struct MediaDataTests {
  static let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13]

  /// The value of an input `x`, or the code of the first problem with what it speaks of.
  static func read(_ node: DataNode, _ kind: Type.Media) -> Result<MediaValue, Told> {
    var decoder = DataDecoder()
    let value = decoder.decode(node, as: Type(.media(kind)), path: "x")
    if case .media(let media)? = value { return .success(media) }
    return .failure(Told(text: decoder.problems.first?.problem.message(.english) ?? ""))
  }

  struct Told: Error, Equatable { var text: String }

  static func file(_ name: String, _ bytes: [UInt8]) -> DataNode {
    DataNode(.file(name: name, bytes: bytes))
  }

  // MARK: Formats

  static func iso(_ brand: String) -> [UInt8] { [0, 0, 0, 24] + Array("ftyp\(brand)".utf8) + [0, 0, 0, 0] }

  @Test(
    arguments: [
      (png, "cat.txt", "image/png"), ([0xFF, 0xD8, 0xFF, 0xE0], "", "image/jpeg"),
      (Array("GIF89a...".utf8), "", "image/gif"), (Array("RIFF....WEBPVP8 ".utf8), "", "image/webp"),
      (iso("heic"), "", "image/heic"), (iso("mif1"), "", "image/heif"), (iso("avif"), "", "image/avif"),
      (Array("BM".utf8) + [6, 0, 0, 0], "", "image/bmp"), ([0x4D, 0x4D, 0, 0x2A], "", "image/tiff"),
      (Array("RIFF....WAVEfmt ".utf8), "", "audio/wav"), (Array("ID3".utf8) + [4, 0], "", "audio/mpeg"),
      ([0xFF, 0xFB, 0x90, 0x64], "", "audio/mpeg"), ([0xFF, 0xF1, 0x50, 0x80], "", "audio/aac"),
      (iso("M4A "), "", "audio/mp4"), (iso("isom"), "memo.m4a", "audio/mp4"),
      (iso("isom"), "a.mp4", "video/mp4"),
      (Array("OggS".utf8), "", "audio/ogg"), (Array("fLaC".utf8), "", "audio/flac"),
      (Array("FORM....AIFF".utf8), "", "audio/aiff"), (Array("#!AMR\n".utf8), "", "audio/amr"),
      (Array("%PDF-1.7".utf8), "cat.png", "application/pdf"),
      (Array("PK".utf8) + [3, 4], "a.zip", "application/zip"),
      (
        Array("PK".utf8) + [3, 4], "표.XLSX",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
      ),
      (Array("PK".utf8) + [3, 4], "a.hwpx", "application/hwp+zip"),
      (Array("PK".utf8) + [3, 4], "a.png", "application/zip"),
      ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "공문.hwp", "application/x-hwp"),
      (Array("안녕".utf8), "", "text/plain"), (Array("a,b\n".utf8), "t.csv", "text/csv"),
      (Array("{}".utf8), "t.json", "application/json"), (Array("BMW".utf8), "", "text/plain"),
      (Array("hello".utf8), "cat.png", "text/plain"), ([0xFF, 0xFE, 0x41, 0x00], "", MediaFormat.unknown),
      ([0, 1, 2], "cat.png", MediaFormat.unknown), ([0xFF], "", MediaFormat.unknown),
    ] as [([UInt8], String, String)])
  func bytesSayWhatTheyAre(_ bytes: [UInt8], _ name: String, _ expected: String) {
    #expect(MediaFormat.mediaType(of: bytes, name: name) == expected)
  }

  /// Any beginning of a file can be handed in.
  @Test func cutFilesAreNoTrap() {
    let whole: [[UInt8]] = [
      Self.png, Self.iso("heic"), Array("RIFF....WAVE".utf8), Array("FORM....AIFF".utf8),
    ]
    for bytes in whole {
      for count in 0...bytes.count { _ = MediaFormat.mediaType(of: Array(bytes[..<count]), name: "") }
    }
  }

  // MARK: Values

  @Test func aFileBecomesAValueWithoutItsFolders() throws {
    let media = try Self.read(Self.file("고객/민지/cat.png", Self.png), .image).get()
    #expect(media.name == "cat.png")
    #expect(media.mediaType == "image/png")
    #expect(media.source == .bytes(Self.png))
    #expect(media.mark == "⟦image: cat.png, image/png, 12 B⟧")
  }

  @Test func aNameIsOneLineWhateverTheDiskSays() throws {
    let media = try Self.read(Self.file("a\n⟧ b.png", Self.png), .image).get()
    #expect(media.name == "a_⟧ b.png")
  }

  @Test(
    arguments: [
      ("https://example.com/a/cat.JPG?x=1#y", Type.Media.image, "image/jpeg", "cat.JPG"),
      ("https://example.com/photo", .image, nil, "photo"),
      ("HTTPS://example.com/", .file, nil, "HTTPS://example.com/"),
      ("https://example.com/a.pdf", .file, "application/pdf", "a.pdf"),
      ("https://example.com/a.mp3", .file, "audio/mpeg", "a.mp3"),
    ] as [(String, Type.Media, String?, String)])
  func addresses(_ text: String, _ kind: Type.Media, _ mediaType: String?, _ name: String) throws {
    let media = try Self.read(DataNode(.text(text)), kind).get()
    #expect(media.source == .url(text))
    #expect(media.mediaType == mediaType)
    #expect(media.name == name)
    #expect(media.mark == "⟦\(kind.rawValue): \(text)⟧")
  }

  @Test func dataAddressesAreRead() throws {
    // What it says of its type does not count: the bytes are a PNG.
    let text = "data:image/jpeg;base64,\(Base64.encode(Self.png))"
    let media = try Self.read(DataNode(.word(text)), .image).get()
    #expect(media.source == .bytes(Self.png))
    #expect(media.mediaType == "image/png")
    #expect(media.name == "image.png")
    let table = try Self.read(DataNode(.text("data:text/csv;base64,YSxi")), .file).get()
    #expect((table.mediaType, table.name) == ("text/csv", "file.csv"))
  }

  @Test(arguments: [
    (
      file("v.wav", Array("RIFF....WAVE".utf8)), Type.Media.image,
      "`x` asks for a picture, and `v.wav` is something else (`audio/wav`)"
    ),
    (file("cat.png", png), .audio, "`x` asks for a sound, and `cat.png` is something else (`image/png`)"),
    (
      file("cat.png", Array("<html>".utf8)), .image,
      "`x` asks for a picture, and `cat.png` is something else (`text/plain`)"
    ),
    (
      file("cat.png", [1, 2, 0]), .image,
      "`x` asks for a picture, and `cat.png` is in no format that is known"
    ),
    (file("a.txt", []), .file, "`a.txt`, for `x`, is empty"),
    (DataNode(.text("cat.png")), .image, "`x` names the file `cat.png`, which was not handed in"),
    (DataNode(.word("http://a.com/b.png")), .image, "`x` is no address to fetch from: `http://a.com/b.png`"),
    (
      DataNode(.text("https://user@a.com/b.png")), .image,
      "`x` is no address to fetch from: `https://user@a.com/b.png`"
    ),
    (
      DataNode(.text("https://a.com/b.mp3")), .image,
      "`x` asks for a picture, and `https://a.com/b.mp3` is something else (`audio/mpeg`)"
    ),
    (DataNode(.text("file:///a/b.png")), .image, "`x` is no address to fetch from: `file:///a/b.png`"),
    (
      DataNode(.text("data:image/png;base64,")), .image, "`data:image/png;base64,`, for `x`, is empty"
    ),
    (DataNode(.text("data:image/png,abc")), .image, "`x` is no address to fetch from: `data:image/png,abc`"),
    (
      DataNode(.text("data:image/png;base64,a!")), .image,
      "`x` is no address to fetch from: `data:image/png;base64,a!`"
    ),
    (DataNode(.text("data:")), .image, "`x` is no address to fetch from: `data:`"),
    (DataNode(.text("")), .image, "`x` is missing"),
    (DataNode(.integer("3")), .image, "`x` must be `image`, but it is `3`"),
  ])
  func whatIsWrongIsTold(_ node: DataNode, _ kind: Type.Media, _ expected: String) {
    guard case .failure(let told) = Self.read(node, kind) else {
      Issue.record("it was accepted")
      return
    }
    #expect(told.text == expected)
  }

  @Test func theLimitIsTwentyMebibytes() throws {
    var bytes = Self.png + Array(repeating: 0, count: MediaData.limit - Self.png.count)
    #expect(throws: Never.self) { try Self.read(Self.file("a.png", bytes), .image).get() }
    bytes.append(0)
    #expect(throws: Told(text: "`a.png`, for `x`, has 20.1 MB; a file may have up to 20 MB")) {
      try Self.read(Self.file("a.png", bytes), .image).get()
    }
    let long = "data:image/png;base64,\(String(repeating: "AAAA", count: bytes.count / 3 + 400))"
    #expect(throws: Told.self) { try Self.read(DataNode(.text(long)), .image).get() }
  }

  @Test(arguments: [
    (0, "0 B"), (1023, "1023 B"), (1024, "1 KB"), (1025, "2 KB"), (1_047_552, "1023 KB"), (1_047_553, "1 MB"),
    (1 << 20, "1 MB"), ((1 << 20) + 1, "1.1 MB"), (20 << 20, "20 MB"),
  ])
  func sizes(_ count: Int, _ expected: String) { #expect(ByteCount.text(count) == expected) }

  // MARK: Files

  /// Only what the types ask for as media is read, and addresses are not.
  @Test func onlyMediaAreRead() {
    let record = RecordType(fields: [
      .init(name: "photo", type: Type(.media(.image))),
      .init(name: "more", type: Type(.list(Limits(), Type(.media(.file))))),
      .init(name: "title", type: .line),
    ])
    func text(_ text: String) -> DataNode { DataNode(.text(text)) }
    let node = DataNode(
      .object([
        .init(key: "photo", value: text("cat.png")), .init(key: "title", value: text("cat.png")),
        .init(key: "more", value: DataNode(.list([text("a.pdf"), text("https://a.com"), text("")]))),
        .init(key: "other", value: text("cat.png")),
      ]))
    var asked: [String] = []
    let result = MediaData.attached(node, Type(.record(record))) { name in
      asked.append(name)
      return name == "a.pdf" ? nil : [1]
    }
    #expect(asked == ["cat.png", "a.pdf"])
    guard case .object(let entries) = result.content, case .file("cat.png", [1]) = entries[0].value.content,
      case .text = entries[1].value.content, case .list(let items) = entries[2].value.content,
      case .text("a.pdf") = items[0].content
    else {
      Issue.record("\(result)")
      return
    }
  }
}

/// Where media stand in a message.
@Suite struct MessagePartTests {
  static func rendered(_ values: [Value], texts: [String], tracing: Bool = false) throws -> RenderedText {
    var program = Program()
    program.files = ["r.dari"]
    let place = Program.Place(file: 0, line: 1, column: 1)
    for (index, text) in texts.enumerated() {
      let start = program.literals.count
      program.literals += Array(text.utf8)
      program.instructions.append(.text(.init(start: start, end: program.literals.count), place))
      guard index < values.count else { continue }
      program.expressions.append(.slot(Int32(index)))
      program.instructions.append(.print(.init(program.expressions.count - 1), escaping: -1, place))
    }
    var renderer = Renderer(
      program: program, slotNames: values.indices.map { "v\($0)" }, values: values, tracing: tracing)
    return try renderer.render(.init(start: 0, count: program.instructions.count))
  }

  static let cat = MediaValue(
    kind: .image, mediaType: "image/png", source: .bytes([1, 2, 3]), name: "cat.png")

  @Test func partsAreTextsWithMediaAmongThem() throws {
    let text = try Self.rendered(
      [.media(Self.cat), .text("값"), .media(Self.cat)], texts: ["가", "나", "다", ""])
    #expect(text.parts == [.text("가"), .media(Self.cat), .text("나값다"), .media(Self.cat)])
    #expect(text.text == "가\(Self.cat.mark)나값다\(Self.cat.mark)")
    #expect(text.hasMedia)
  }

  /// Text that looks like a mark is text.
  @Test func aForgedMarkIsText() throws {
    let text = try Self.rendered([.text(Self.cat.mark)], texts: ["", ""])
    #expect(text.parts == [.text(Self.cat.mark)])
    #expect(!text.hasMedia)
  }

  @Test func traceNamesTheInput() throws {
    let text = try Self.rendered([.media(Self.cat)], texts: ["가", ""], tracing: true)
    guard case .media(Self.cat, ["v0"]) = try #require(text.segments.last).origin else {
      Issue.record("\(text.segments)")
      return
    }
  }

  /// A bundle from anywhere must not make a message of any size.
  @Test func mediaCountTowardsTheLimit() throws {
    let large = MediaValue(
      kind: .file, mediaType: nil, source: .bytes(Array(repeating: 0, count: 20 << 20)), name: "a")
    let few = Array(repeating: Value.media(large), count: 12)
    #expect(throws: Never.self) { try Self.rendered(few, texts: Array(repeating: "", count: 12)) }
    let many = Array(repeating: Value.media(large), count: 13)
    #expect(throws: RenderError.self) { try Self.rendered(many, texts: Array(repeating: "", count: 13)) }
  }

  @Test func mediaAreEqualIfAllOfThemIs() {
    var other = Self.cat
    other.source = .bytes([1, 2, 4])
    #expect(Value.media(Self.cat).isEqual(to: .media(Self.cat)))
    #expect(!Value.media(Self.cat).isEqual(to: .media(other)))
    #expect(!Value.media(Self.cat).isEqual(to: .text(Self.cat.mark)))
  }
}
