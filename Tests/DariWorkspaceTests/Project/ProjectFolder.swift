// A project in a real temporary folder, and what is built from it.

import DariBase
import DariSemantics
import Testing

@testable import DariWorkspace

enum Sample {
  static let manifest = """
    project: shop
    version: 1.0
    people: { boss: 사장님 }
    use: { text: chatgpt }
    outputs: { out: made, targets: [bundle, manual] }

    """

  static let brand = """
    ---
    library: brand
    ---
    @type Tone: polite "정중하게" | brief

    @value shop: { name: line, since: date? }
    name: 하루커피

    @value rules: text from "rules.txt"

    @snippet voice(tone: Tone)
    {% match tone %}
    {% case polite %}
    정중하게
    {% case brief %}
    짧게
    {% endmatch %}

    """

  static func routine(_ name: String, words: String = "초안") -> String {
    """
    ---
    routine: \(name)
    title: \(name)
    owner: boss
    uses: [brand]
    ---
    @input message: text

    @input tone: Tone = brief

    @step draft: \(words)
    by: ai(text)

    @user
    {{ shop.name }} {{ voice(tone) }}
    {{ rules }}
    {{ message }}

    @step approve: 보기
    by: human(boss)
    edits: draft

    """
  }

  static func fill(_ folder: Folder, routines: [String] = ["a-mail", "b-post"]) throws {
    try folder.file("dari.yaml", manifest)
    try folder.file("lib/brand.dari", brand)
    try folder.file("lib/rules.txt", "받은 날부터 7일")
    for name in routines { try folder.file("mail/\(name).dari", routine(name)) }
  }
}

/// A file of a folder made anew.
func replace(_ folder: Folder, _ name: String, _ text: String) throws {
  try? System.removeFile(folder(name))
  try folder.file(name, text)
}

/// What reading and compiling gives, as a command would.
struct Attempt {
  var read: ReadProject
  var compilation: Compilation

  init(_ path: String) throws {
    read = try ProjectReader.read(try ProjectLocation.find(path))
    compilation = Compiler.compile(read.sources)
  }

  var problems: [String] {
    compilation.diagnostics.map { "\(compilation.sources[$0.span.file].path) \($0.code.text)" }
  }
  var failures: [String] { read.failures.map { "\($0.path) \($0.reason)" } }
  /// Paths of the project's own files.
  var paths: [String] { compilation.sources.files.map(\.path).filter { !$0.hasPrefix("(shipped)") } }

  var outputs: [String: [UInt8]] {
    let build = ProjectBuild(compilation, targets: compilation.manifest.targets)
    return Dictionary(build.outputs.map { ($0.name, $0.bytes) }, uniquingKeysWith: { $1 })
  }

  @discardableResult
  func build() throws -> OutputTransaction.Outcome {
    try #require(problems == [])
    let build = ProjectBuild(compilation, targets: compilation.manifest.targets)
    return try build.write(to: ProjectLocation.join(read.location.root, compilation.manifest.out))
  }
}
