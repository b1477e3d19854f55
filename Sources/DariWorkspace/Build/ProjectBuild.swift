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
  }

  package var outputs: [Output] = []
  private var routines: [Routine]
  /// Folders whose former outputs this build replaces; none if it is of one file only.
  private var replaced: [String]
  private var hasIndex: Bool

  /// Pure: the same compilation gives the same outputs.
  /// - Parameter file: path of the one file that is built; what was built of the others stays. The manuals of the
  ///   routines that it calls are written with its own, which leads to them; a bundle holds them already.
  package init(_ compilation: Compilation, targets: [String], onlyOf file: String? = nil) {
    let sorted = compilation.routines.sorted {
      $0.name.unicodeScalars.lexicographicallyPrecedes($1.name.unicodeScalars)
    }
    routines = sorted.filter { routine in file.map(routine.isMade) ?? true }
    let called = Set(routines.flatMap { $0.routines.map(\.name) })
    replaced = file == nil ? targets.map { "\($0)/" } : []
    hasIndex = targets.contains("bundle")
    if targets.contains("bundle") {
      for routine in routines {
        outputs.append(
          Output(
            name: "bundle/\(BundleEmitter.fileName(of: routine))", bytes: BundleEmitter.bytes(of: routine)))
      }
      outputs.append(Output(name: Self.index, bytes: BundleEmitter.index(of: routines)))
    }
    if targets.contains("manual") {
      let own = Set(routines.map(\.name))
      for routine in sorted where own.contains(routine.name) || called.contains(routine.name) {
        for locale in compilation.manifest.locales {
          outputs += Self.manual(of: routine, in: locale, compilation.manifest).map { [$0] } ?? []
        }
      }
    }
  }

  /// Those of the first language lie in the folder itself, the others in one of their own: what leads from one manual to
  /// another stays in the language.
  private static func manual(of routine: Routine, in locale: String, _ manifest: Manifest) -> Output? {
    guard let routine = routine.inLocale(locale) else { return nil }
    let words = manifest.inLocale(locale)
    let look = ManualLook(words)
    let folder = locale == manifest.originalLocale ? "manual" : "manual/\(locale)"
    return Output(
      name: "\(folder)/\(routine.name).html",
      bytes: ManualEmitter.html(routine, locale: routine.locale, look: look))
  }

  static let index = "bundle/index.json"
  /// Names what builds wrote, so that what no routine gives any more can go.
  static let record = ".dari-build"

  /// Puts all outputs in place, or leaves the folder as it was.
  package func write(to folder: String) throws(SystemFailure) -> OutputTransaction.Outcome {
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
