// From what `dari render` was given to a routine.

import DariBase
import DariRuntime
import DariSemantics
import DariWorkspace

struct RoutineSource {
  /// A routine's name, a `.dari` file or a bundle.
  var name: String
  var project: String

  func load(_ console: Console) throws -> Routine {
    if name.hasSuffix(".json") { return try bundle(console) }
    let isFile = name.hasSuffix(".dari")
    let loaded = try LoadedProject.load(isFile ? name : project, console)
    // What does not compile is not rendered, wherever in the project the error is.
    for failure in loaded.failures { try console.tell(console.text(failure.problem(console.language))) }
    if loaded.compilation.diagnostics.hasErrors {
      let diagnostics = loaded.diagnostics.hasErrors ? loaded.diagnostics : loaded.compilation.diagnostics
      try console.tell(diagnostics.filter { $0.severity == .error }, in: loaded.compilation.sources)
      throw loaded.failures.isEmpty ? CommandFailure.told : CommandFailure(exit: .system, message: "")
    }
    let routines = loaded.compilation.routines
    let found =
      isFile
      ? routines.first { $0.file == loaded.location.onlyFile }
      : routines.first { $0.name == name }
    if let found { return found }
    // It may be in a file that could not be read, which has been told.
    if !loaded.failures.isEmpty { throw CommandFailure(exit: .system, message: "") }
    throw CommandFailure(
      exit: .wrongUse,
      message: console.text(
        .unknownRoutine(name: name), console.proposal(for: name, among: routines.map(\.name).sorted())))
  }

  private func bundle(_ console: Console) throws -> Routine {
    let bytes: [UInt8]
    do throws(SystemFailure) {
      bytes = try FileReading.read(name, limit: 256 << 20)
    } catch {
      throw CommandFailure(error, console)
    }
    do throws(PromptBundleError) {
      return try BundleLoader.load(bytes)
    } catch {
      throw CommandFailure(exit: .errors, message: "\(name): \(error)")
    }
  }
}
