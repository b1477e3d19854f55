// What `dari build` writes.

import DariBase
import DariEmit
import DariRuntime
import DariSemantics

/// The outputs of a compiled project: names relative to the output folder, and bytes.
package struct ProjectBuild: Sendable {
  package struct Output: Sendable {
    package var name: String
    package var bytes: [UInt8]
    /// The bytes are those of a document that is still to be printed.
    var isPaper = false
  }

  /// What is built of a project.
  package enum Part: Sendable {
    case all
    /// The routine of one file. What was built of the others stays.
    case file(String)
    case routines(Set<String>)

    func has(_ routine: Routine) -> Bool {
      switch self {
      case .all: true
      case .file(let path): routine.isMade(of: path)
      case .routines(let names): names.contains(routine.name)
      }
    }

    var isAll: Bool { if case .all = self { true } else { false } }
  }

  package private(set) var outputs: [Output] = []
  /// What of the author's theme does not fit these manuals; then nothing is to be written.
  package private(set) var diagnostics: [Diagnostic] = []
  private var routines: [Routine]
  /// Folders whose former outputs this build replaces; none if it is of a part only.
  private var replaced: [String]
  private var hasIndex: Bool

  /// Pure: the same compilation gives the same outputs. The manuals of the routines that a routine calls are written with
  /// its own, which leads to them; a bundle holds them already.
  /// - Parameter former: the version that clients have; manuals tell what changed since.
  package init(
    _ compilation: Compilation, targets: [String], of part: Part = .all, locale: String? = nil,
    since former: FormerVersion? = nil
  ) {
    let sorted = compilation.routines.sorted {
      $0.name.unicodeScalars.lexicographicallyPrecedes($1.name.unicodeScalars)
    }
    routines = sorted.filter(part.has)
    replaced = part.isAll ? targets.map { "\($0)/" } : []
    hasIndex = targets.contains("bundle")
    if targets.contains("bundle") {
      for routine in routines {
        outputs.append(
          Output(
            name: "bundle/\(BundleEmitter.fileName(of: routine))", bytes: BundleEmitter.bytes(of: routine)))
      }
      outputs.append(Output(name: Self.index, bytes: BundleEmitter.index(of: routines)))
    }
    let manifest = compilation.manifest
    for form in ManualForm.allCases where targets.contains(form.target) {
      for routine in Self.manuals(of: routines, in: sorted) {
        for locale in locale.map({ [$0] }) ?? manifest.locales {
          let folder = locale == manifest.originalLocale ? form.target : "\(form.target)/\(locale)"
          addManual(of: routine, as: form, in: locale, folder: folder + "/", manifest, former)
        }
      }
    }
  }

  /// One manual, or several, without the rest of a build.
  package init(
    manualsOf names: [String], as form: ManualForm, _ compilation: Compilation, locale: String? = nil,
    withCalled: Bool, since former: FormerVersion? = nil
  ) {
    let locale = locale ?? compilation.manifest.originalLocale
    routines = compilation.routines.filter { names.contains($0.name) }
    replaced = []
    hasIndex = false
    for routine in withCalled ? Self.manuals(of: routines, in: compilation.routines) : routines {
      addManual(of: routine, as: form, in: locale, folder: "", compilation.manifest, former)
    }
  }

  /// With those that they lead to.
  private static func manuals(of routines: [Routine], in all: [Routine]) -> [Routine] {
    let names = Set(routines.map(\.name)).union(routines.flatMap { $0.routines.map(\.name) })
    return all.filter { names.contains($0.name) }
  }

  /// Those of the first language lie in the folder itself, the others in one of their own: what leads from one manual to
  /// another stays in the language. None if the routine has no words in it.
  private mutating func addManual(
    of routine: Routine, as form: ManualForm, in locale: String, folder: String, _ manifest: Manifest,
    _ former: FormerVersion?
  ) {
    guard let routine = routine.inLocale(locale) else { return }
    let look = ManualLook(manifest.inLocale(locale))
    let result = ManualEmitter.result(
      routine, as: form, locale: routine.locale, look: look,
      since: former?.routine(of: routine.name, in: locale))
    // The same is wrong with most manuals.
    diagnostics = (diagnostics + result.diagnostics).withoutRepeats()
    outputs.append(
      Output(
        name: folder + form.fileName(of: routine.name), bytes: result.bytes, isPaper: form == .pdf))
  }

  // MARK: Paper

  package var hasPaper: Bool { outputs.contains(where: \.isPaper) }

  /// Prints what is to be printed. Before anything is written: a PDF that fails leaves everything as it was.
  package mutating func print(with weasyPrint: WeasyPrint) throws(PaperFailure) {
    for index in outputs.indices where outputs[index].isPaper {
      outputs[index].bytes = try weasyPrint.pdf(of: outputs[index].bytes, for: outputs[index].name)
      outputs[index].isPaper = false
    }
  }

  // MARK: Writing

  static let index = "bundle/index.json"
  /// Names what builds wrote, so that what no routine gives any more can go.
  static let record = ".dari-build"

  /// Puts all outputs in place, or leaves the folder as it was. There are no diagnostics: whoever builds has told them.
  package func write(to folder: String) throws(SystemFailure) -> OutputTransaction.Outcome {
    precondition(diagnostics.isEmpty, "a manual that lost something is not written")
    var transaction = try OutputTransaction(root: folder)
    let former = Self.formerOutputs(in: folder)
    let (stale, kept) = former.reduce(into: ([String](), [String]())) { parts, name in
      if replaced.contains(where: name.hasPrefix) { parts.0.append(name) } else { parts.1.append(name) }
    }
    for output in outputs { try transaction.write(output.bytes, to: output.name) }
    if hasIndex, replaced.isEmpty {
      let index = try? FileReading.read(ProjectLocation.join(folder, Self.index), limit: 64 << 20)
      try transaction.write(BundleEmitter.index(of: routines, addingTo: index), to: Self.index)
    }
    let names = Set(outputs.map(\.name) + kept).sorted().map { $0 + "\n" }.joined()
    transaction.replaces(formerOutputs: stale)
    try transaction.write(Array(names.utf8), to: Self.record)
    return try transaction.commit()
  }

  /// Puts the outputs into a folder of somebody's own, all or none, without the record of a build.
  package func writePlainly(to folder: String) throws(SystemFailure) {
    var transaction = try OutputTransaction(root: folder)
    for output in outputs { try transaction.write(output.bytes, to: output.name) }
    _ = try transaction.commit()
  }

  /// The one output as a file of that name.
  package func writeOnly(to path: String) throws(SystemFailure) {
    guard let output = outputs.first else { return }
    var transaction = try OutputTransaction(root: ProjectLocation.parent(of: path))
    try transaction.write(output.bytes, to: ProjectLocation.name(of: path))
    _ = try transaction.commit()
  }

  private static func formerOutputs(in folder: String) -> [String] {
    guard let bytes = try? FileReading.read(ProjectLocation.join(folder, record), limit: 16 << 20) else {
      return []
    }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
  }
}

extension Routine {
  /// Whether a file is one of those that it was compiled from, in any language.
  fileprivate func isMade(of file: String) -> Bool {
    ([self] + translations.map(\.routine)).contains { $0.sources.contains { $0.path == file } }
  }
}

/// An earlier version of a project, whose manuals its clients have.
package struct FormerVersion: Sendable {
  private let routines: [String: Routine]
  private let name: String

  /// - Parameter name: what it is called where it has no number of its own: `v1.0.0`.
  package init(_ compilation: Compilation, name: String) {
    routines = Dictionary(compilation.routines.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    self.name = name
  }

  /// Nil if there was none, or not in this language.
  func routine(of name: String, in locale: String) -> FormerRoutine? {
    routines[name]?.inLocale(locale).map { FormerRoutine($0, name: self.name) }
  }
}
