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

  /// Pure: the same compilation gives the same outputs.
  package init(_ compilation: Compilation, targets: [String]) {
    let routines = compilation.routines.sorted {
      $0.name.unicodeScalars.lexicographicallyPrecedes($1.name.unicodeScalars)
    }
    if targets.contains("bundle") {
      for routine in routines {
        outputs.append(
          Output(
            name: "bundle/\(BundleEmitter.fileName(of: routine))", bytes: BundleEmitter.bytes(of: routine)))
      }
      outputs.append(Output(name: "bundle/index.json", bytes: BundleEmitter.index(of: routines)))
    }
    if targets.contains("manual") {
      let manifest = compilation.manifest
      let look = ManualLook(
        author: manifest.author.name, colour: manifest.author.colour, client: manifest.client.name)
      for routine in routines {
        let page = ManualEmitter.html(routine, locale: manifest.locales.first ?? "ko", look: look)
        outputs.append(Output(name: "manual/\(routine.name).html", bytes: page))
      }
    }
  }

  /// Names what the build before wrote, so that what no routine gives any more can go.
  static let record = ".dari-build"

  /// Puts all outputs in place, or leaves the folder as it was.
  package func write(to folder: String) throws(SystemFailure) -> OutputTransaction.Outcome {
    var transaction = try OutputTransaction(root: folder)
    for output in outputs { try transaction.write(output.bytes, to: output.name) }
    let names = outputs.map(\.name).joined(separator: "\n") + "\n"
    transaction.replaces(formerOutputs: Self.formerOutputs(in: folder))
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
