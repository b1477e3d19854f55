// What the prompts of a case follow from, as one digest: its routine, its own words and the files that it names.

import DariBase
import DariEmit
import DariRuntime
import DariSemantics
import DariYAML

struct CaseKeys {
  private let root: String
  /// Of what all cases follow from.
  private let common: [UInt8]
  private var routines: [String: String] = [:]
  private var files: [String: String?] = [:]

  init(root: String, project: ProjectSources) {
    self.root = root
    // Tokens are counted as the manifest and the tokenizers that it names say.
    var hash = SHA256()
    for file in project.sources.files where file.path == "dari.yaml" { hash.add(file.bytes) }
    for (path, bytes) in project.resources.sorted(by: { ExactText($0.key) < ExactText($1.key) }) {
      hash.add(Array(path.utf8))
      hash.add(bytes)
    }
    common = hash.finalize()
  }

  /// In hexadecimal; nil where what a case follows from is not known beforehand, as with pictures that its data name.
  mutating func key(of test: TestCase) -> String? {
    guard let routine = digest(of: test.routine) else { return nil }
    var hash = SHA256()
    hash.add(common)
    hash.add(Array(routine.utf8))
    hash.add(Array(test.name.utf8))
    hash.add(test.source)
    for name in test.namedFiles {
      guard let path = ResourcePath.resolve(name, from: "dari.yaml"), let digest = digest(ofFile: path) else {
        return nil
      }
      hash.add(Array("\(name) \(digest)".utf8))
    }
    return SHA256.hex(hash.finalize())
  }

  /// Empty for one that takes pictures, sounds or files.
  private mutating func digest(of routine: Routine) -> String? {
    // A routine has the same name in all languages.
    let name = "\(routine.name) \(routine.locale)"
    if let known = routines[name] { return known.isEmpty ? nil : known }
    let types = routine.inputs.map(\.type) + routine.steps.compactMap(\.result)
    let digest =
      types.contains(where: \.holdsMedia) ? "" : SHA256.hexDigest(of: BundleEmitter.bytes(of: routine))
    routines[name] = digest
    return digest.isEmpty ? nil : digest
  }

  private mutating func digest(ofFile path: String) -> String? {
    if let known = files[path] { return known }
    let bytes = try? FileReading.read(ProjectLocation.join(root, path), limit: DataSource.limit)
    let digest = bytes.map { SHA256.hexDigest(of: $0) }
    files[path] = digest
    return digest
  }
}

extension SHA256 {
  /// With its length, so that two pieces are not taken for one.
  fileprivate mutating func add(_ bytes: [UInt8]) {
    withUnsafeBytes(of: UInt64(bytes.count).littleEndian) { update($0) }
    bytes.withUnsafeBytes { update($0) }
  }
}

extension Type {
  fileprivate var holdsMedia: Bool {
    switch core {
    case .media: true
    case .list(_, let item): item.holdsMedia
    case .record(let record): record.fields.contains { $0.type.holdsMedia }
    default: false
    }
  }
}

extension TestCase {
  /// Paths behind `file:` anywhere in what is handed in, whether a file is meant or a field called so.
  fileprivate var namedFiles: [String] { (inputs + given).flatMap { Self.files(in: $0.value) } }

  private static func files(in node: YAMLNode) -> [String] {
    if let name = node.namedFile?.scalarText { return [name] }
    return node.items.flatMap(files) + node.entries.flatMap { files(in: $0.value) }
  }
}
