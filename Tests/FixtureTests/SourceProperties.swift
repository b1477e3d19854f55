// What holds of every file, whatever its bytes are. Tests and the fuzzer (Fuzz) ask the same questions.

import DariBase
import DariEmit
import DariRuntime
import DariSemantics
import DariSyntax

/// Parsing gives back the file, formatting settles at once, and a formatted file says what it said before.
enum SourceProperties {
  /// What does not hold; empty if all does.
  static func faults(_ bytes: [UInt8]) -> [String] {
    guard EncodingCheck.firstFlaw(in: bytes) == nil else { return ofUnreadable(bytes) }
    let file = SourceFile(id: FileID(0), path: "fuzz.dari", bytes: bytes)
    let tree = DariParser.parse(file)
    var faults = treeFaults(tree)
    switch Formatter.format(file) {
    case .broken(let diagnostics):
      if diagnostics != tree.diagnostics.filter({ $0.severity == .error }) {
        faults.append("the formatter tells other problems than the parser")
      }
      // The checker comes back, whatever is wrong.
      _ = compile(bytes)
    case .unfaithful: faults.append("the layout would not say the same")
    case .edits(let edits):
      guard let laidOut = try? TextEdits.apply(edits, to: file) else {
        return faults + ["the edits can't be applied"]
      }
      if !edits.isEmpty { faults += layoutFaults(bytes, laidOut) } else { _ = compile(bytes) }
    }
    return faults
  }

  private static func ofUnreadable(_ bytes: [UInt8]) -> [String] {
    let file = SourceFile(id: FileID(0), path: "fuzz.dari", bytes: bytes)
    var faults: [String] = []
    if bytes.count < 1 << 20 { faults = treeFaults(DariParser.parse(file)) }
    if case .broken = Formatter.format(file) { return faults }
    return faults + ["what can't be read is laid out"]
  }

  private static func treeFaults(_ tree: SyntaxTree) -> [String] {
    var faults: [String] = []
    if tree.printed() != tree.file.bytes { faults.append("printed text differs") }
    for diagnostic in tree.diagnostics {
      let spans =
        [diagnostic.span] + diagnostic.labels.map(\.span) + diagnostic.mends.flatMap { $0.edits.map(\.span) }
      if spans.contains(where: { $0.start > $0.end || Int($0.end) > tree.file.bytes.count }) {
        faults.append("\(diagnostic.code.text): a place outside of the file")
      }
    }
    return faults
  }

  // MARK: Layout

  private static func layoutFaults(_ before: [UInt8], _ after: [UInt8]) -> [String] {
    var faults: [String] = []
    let file = SourceFile(id: FileID(0), path: "fuzz.dari", bytes: after)
    switch Formatter.format(file) {
    case .edits(let edits):
      if let edit = edits.first {
        faults.append(
          "formatting again changes \(file.text(edit.span).debugDescription) at \(edit.span.start)")
      }
    default: faults.append("the layout can't be laid out")
    }
    let isOpen = after.last != 0x0A && before.last == 0x0A
    if isOpen || after.starts(with: [0xEF, 0xBB, 0xBF]) { faults.append("the ends of the file") }
    let old = compile(before)
    let new = compile(after)
    if !old.diagnostics.hasErrors {
      let codes = [old, new].map { $0.diagnostics.map(\.code.text).sorted() }
      if codes[0] != codes[1] { faults.append("problems were \(codes[0]), are \(codes[1])") }
      let bundles = [old, new].map { $0.routines.map { meaning(of: $0) } }
      if bundles[0] != bundles[1] { faults.append("the bundle says something else") }
    }
    return faults
  }

  /// The bundle of a routine without places in the source and hashes.
  static func meaning(of routine: Routine) -> JSONValue { bare(.object(BundleEmitter.bundle(of: routine))) }

  private static func bare(_ value: JSONValue) -> JSONValue {
    switch value {
    case .array(let items): return .array(items.map(bare))
    case .object(let object):
      let places = ["at", "sources", "sha256"]
      return .object(
        JSONObject(
          object.members.filter { !places.contains($0.key) }.map { (key: $0.key, value: bare($0.value)) }))
    default: return value
    }
  }

  // MARK: Compiling

  static let manifest = """
    project: fuzz
    people: { owner: 점장, staff: 직원 }
    use: { text: chat }
    """
  static let catalogue = """
    tools:
      chat: { name: Chat, does: [text], clears: [personal, confidential] }
      mail: { name: Mail, does: [sends, stores, publishes], clears: [personal] }
    """

  private static func compile(_ bytes: [UInt8]) -> Compilation {
    Compiler.compile(
      ProjectSources(files: [
        ("dari.yaml", Array(manifest.utf8)), ("tools.yaml", Array(catalogue.utf8)), ("fuzz.dari", bytes),
      ]))
  }
}
