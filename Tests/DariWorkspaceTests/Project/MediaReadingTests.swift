// Pictures, sounds and files that data and `--set` name, read from a real folder.

import DariBase
import DariRuntime
import Testing

@testable import DariWorkspace

@Suite struct MediaReadingTests {
  static let type = Type(
    .record(
      RecordType(fields: [
        .init(name: "memo", type: Type(.media(.file)).asOptional),
        .init(name: "more", type: Type(.list(Limits(), Type(.media(.file)))).asOptional),
        .init(
          name: "order",
          type: Type(.record(RecordType(fields: [.init(name: "scan", type: Type(.media(.file)))]))).asOptional
        ),
        .init(
          name: "rows",
          type: Type(
            .list(
              Limits(), Type(.record(RecordType(fields: [.init(name: "scan", type: Type(.media(.file)))]))))
          ).asOptional),
      ])))

  /// Names and texts of all files in the values, in order.
  private func files(_ node: DataNode) -> [String] {
    var decoder = DataDecoder()
    guard let value = decoder.decode(node, as: Self.type, path: "") else {
      return decoder.problems.map { $0.problem.message(.english) }
    }
    func all(_ value: Value) -> [String] {
      switch value {
      case .media(let media):
        guard case .bytes(let bytes) = media.source else { return [media.name] }
        return ["\(media.name): \(String(decoding: bytes, as: UTF8.self))"]
      case .list(let items), .record(let items): return items.flatMap(all)
      default: return []
      }
    }
    return all(value)
  }

  private func read(_ path: String) throws -> DataNode {
    var unread: [UnreadMedia] = []
    let node = try DataSource.read(path, as: Self.type, &unread)
    #expect(unread.isEmpty)
    return node
  }

  /// A path in a file of data is relative to that file, one of `--set` to the current folder.
  @Test func pathsAreRelativeToTheFileThatNamesThem() throws {
    let folder = try Folder()
    try folder.file("사진/a.txt", "가")
    try folder.file("사진/더/b.txt", "나")
    try folder.file("b.txt", "다")
    let data = try folder.file(
      "사진/d.yaml", "memo: a.txt\nmore: [./a.txt, 더/b.txt, 더/../a.txt]\norder: { scan: a.txt }\n")
    #expect(
      files(try read(data))
        == ["a.txt: 가", "a.txt: 가", "b.txt: 나", "a.txt: 가", "a.txt: 가"])
    let order = try folder.file("사진/order.json", #"{"scan": "a.txt"}"#)
    let rows = try folder.file("사진/rows.csv", "scan\na.txt\nhttps://example.com/c.pdf\n")
    var node = DataNode(.object([]))
    var unread: [UnreadMedia] = []
    for text in ["memo=\(folder("b.txt"))", "order=@\(order)", "rows=@\(rows)"] {
      node = try #require(DataSetting(text)).apply(to: node, as: Self.type, &unread)
    }
    #expect(files(node) == ["b.txt: 다", "a.txt: 가", "a.txt: 가", "c.pdf"])
  }

  @Test func aFileIsTheValueWhereMediaAreAskedFor() throws {
    let folder = try Folder()
    // Also one that would be data elsewhere.
    let table = try folder.file("t.csv", "a,b\n")
    let text = try folder.file("a.txt", "가")
    var node = DataNode(.object([]))
    var unread: [UnreadMedia] = []
    for (setting, adding) in [
      ("memo=@\(table)", false), ("order.scan=@\(text)", false), ("more=@\(text)", false),
      ("more=@\(text)", true),
    ] {
      node = try #require(DataSetting(setting)).apply(to: node, as: Self.type, adding: adding, &unread)
    }
    #expect(files(node) == ["t.csv: a,b\n", "a.txt: 가", "a.txt: 가", "a.txt: 가"])
    node = try #require(DataSetting("more=@\(text)")).apply(to: node, as: Self.type, &unread)
    #expect(files(node).count == 3)
    node = try #require(DataSetting("memo=https://example.com/x.pdf")).apply(to: node, as: Self.type, &unread)
    #expect(files(node).first == "x.pdf")
  }

  /// All at once, and nothing that is no ordinary file.
  @Test func everyFileThatIsNotThereIsTold() throws {
    let folder = try Folder()
    try folder.file("a.txt", "가")
    try folder.folder("b")
    let data = try folder.file("d.yaml", "memo: none.txt\nmore: [a.txt, b]\norder: { scan: none.txt }\n")
    var unread: [UnreadMedia] = []
    let node = try DataSource.read(data, as: Self.type, &unread)
    #expect(unread.map(\.failure.reason) == [.missing, .isFolder, .missing])
    #expect(unread.map(\.path) == ["memo", "more[1]", "order.scan"])
    // Each stays a name, so that the rest of the data is read all the same.
    #expect(files(node).first == "`memo` names the file `none.txt`, which was not handed in")
    unread = []
    for text in ["memo=@\(folder("none.txt"))", "more=@\(folder("none.png"))"] {
      _ = try #require(DataSetting(text)).apply(to: node, as: Self.type, adding: true, &unread)
    }
    #expect(unread.map(\.path) == ["memo", "more[2]"])
  }

  /// Data may come from outside: it must not name a file that is none of its own.
  @Test(arguments: ["../b.txt", "더/../../b.txt", "./../b.txt", "ABSOLUTE", "link.txt"])
  func pathsStayInTheFolderOfTheData(_ path: String) throws {
    let folder = try Folder()
    try folder.file("b.txt", "비밀")
    try folder.link("사진/link.txt", to: "../b.txt")
    let named = path == "ABSOLUTE" ? folder("b.txt") : path
    let data = try folder.file("사진/d.json", #"{"memo": "\#(named)"}"#)
    #expect(
      files(try read(data)) == [
        "`memo` names the file `\(named)`, which was not handed in"
      ])
  }
}
