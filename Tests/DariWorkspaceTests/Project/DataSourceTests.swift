// Data for a rendering, from files of every form and from `--set`.

import DariBase
import DariRuntime
import Testing

@testable import DariWorkspace

@Suite struct DataSourceTests {
  static let type = Type(
    .record(
      RecordType(fields: [
        .init(name: "name", type: .line), .init(name: "count", type: .int),
        .init(name: "note", type: Type(.text(Limits()), isOptional: true)),
      ])))

  private func decoded(_ node: DataNode, as type: Type = type) -> Value? {
    var decoder = DataDecoder()
    return decoder.decode(node, as: type, path: "x")
  }

  /// The same record from each form.
  @Test(arguments: [
    ("d.json", #"{"name": "007", "count": 2}"#), ("d.yaml", "name: 007\ncount: 2\n"),
    ("d.csv", "name,count\n007,2\n"), ("d.yml", "count: 2\nname: \"007\""),
    ("d.data", "name: 007\ncount: 2"), ("b.json", "\u{FEFF}{\"count\": 2.0, \"name\": \"007\"}"),
    ("crlf.csv", "name,count\r\n007,2\r\n"),
  ])
  func oneRecord(_ name: String, _ text: String) throws {
    let folder = try Folder()
    let value = decoded(try DataSource.read(try folder.file(name, text)))
    // In the order of the fields' names.
    #expect(value?.isEqual(to: .record([.int(2), .text("007"), .absent])) == true)
  }

  @Test(arguments: ["txt", "md"])
  func textAsItStands(ending: String) throws {
    let folder = try Folder()
    let node = try DataSource.read(try folder.file("a.\(ending)", "\u{FEFF}name: {{ x }}\n# 줄\n"))
    #expect(decoded(node, as: .text)?.isEqual(to: .text("name: {{ x }}\n# 줄\n")) == true)
  }

  @Test func resultsByTheirType() throws {
    let folder = try Folder()
    let text = try folder.file("r.txt", "한 줄\n")
    #expect(decoded(try DataSource.result(text, of: .line), as: .line)?.isEqual(to: .text("한 줄")) == true)
    let json = try folder.file("r.json", #"{"name": "a", "count": 1}"#)
    #expect(decoded(try DataSource.result(json, of: Self.type)) != nil)
    #expect(decoded(try DataSource.result(json, of: .text), as: .text) == nil)
    let quoted = try folder.file("q.json", #""글\n""#)
    #expect(decoded(try DataSource.result(quoted, of: .text), as: .text)?.isEqual(to: .text("글\n")) == true)
  }

  @Test(arguments: [
    ("a.json", "{", "json"), ("a.csv", "a,b\n1\n", "csv"), ("a.csv", "a\n1\n2\n", "2 rows"),
    ("a.csv", "a\n", "0 rows"), ("a.yaml", "a: [", "yaml"),
    ("a.yaml", "a: &x 1", "yaml"), ("a.yaml", "a: \0", "encoding"), ("none.json", nil, "missing"),
  ])
  func failures(_ name: String, _ text: String?, _ kind: String) throws {
    let folder = try Folder()
    if let text { try folder.file(name, text) }
    var found = "read"
    do throws(DataFailure) {
      _ = try DataSource.read(folder(name))
    } catch {
      found =
        switch error {
        case .json: "json"
        case .csv: "csv"
        case .yaml: "yaml"
        case .rows(_, let count): "\(count) rows"
        case .encoding: "encoding"
        case .system(let failure): "\(failure.reason)"
        }
    }
    #expect(found == kind)
  }

  @Test func settings() throws {
    let folder = try Folder()
    let csv = try folder.file("rows.csv", "name,count\na,1\nb,2\n")
    var unread: [UnreadMedia] = []
    var node = DataNode(
      .object([
        .init(key: "order", value: DataNode(.object([.init(key: "name", value: DataNode(.text("old")))])))
      ]))
    let order = RecordType.Field(name: "order", type: Self.type)
    let rows = RecordType.Field(name: "rows", type: Type(.list(Limits(2, 2), Self.type)))
    let type = Type(.record(RecordType(fields: [order, .init(name: "note", type: .text), rows])))
    for text in ["order.name=a=b", "order.count=3", "note=", "rows=@\(csv)"] {
      node = try #require(DataSetting(text)).apply(to: node, as: type, &unread)
    }
    let one: Value = .record([.int(3), .text("a=b"), .absent])
    let list: Value = .list([
      .record([.int(1), .text("a"), .absent]), .record([.int(2), .text("b"), .absent]),
    ])
    #expect(decoded(node, as: type)?.isEqual(to: .record([.text(""), one, list])) == true)
    for text in ["name", "=1", "a..b=1", ".a=1"] { #expect(DataSetting(text) == nil) }
  }
}
