// From what `dari render` was given to a routine.

import DariBase
import DariRuntime
import DariSemantics
import DariSyntax
import DariWorkspace

struct RoutineSource {
  /// A routine's name, a `.dari` file or a bundle.
  var name: String
  var project: String

  /// The language that is asked for; that of a file's name if it is a translation.
  var locale: String?

  func load(_ console: Console) throws -> Routine {
    let routine = try original(console)
    guard let wanted = locale ?? TranslationName(path: name)?.locale else { return routine }
    if let translated = routine.inLocale(wanted) { return translated }
    let known = [routine.locale] + routine.translations.map(\.locale)
    throw CommandFailure(
      exit: .wrongUse,
      message: console.text(
        .noWordsInLocale(name: routine.name, locale: wanted), .thereAre(known: known)))
  }

  private func original(_ console: Console) throws -> Routine {
    if DataSource.has(name, ending: ".json") { return try bundle(console) }
    let isFile = name.hasSuffix(".dari")
    let loaded = try LoadedProject.load(isFile ? name : project, console)
    // What does not compile is not rendered, wherever in the project the error is; neither is what can't be read whole.
    for failure in loaded.failures { try console.tell(console.text(failure.problem(console.language))) }
    try console.tell(loaded.diagnostics.filter { $0.severity == .error }, in: loaded.compilation.sources)
    try loaded.refuseErrors()
    let routines = loaded.usable.routines
    let only = loaded.location.onlyOriginal
    let found =
      isFile
      ? routines.first { $0.file == only }
      : routines.first { $0.name == name }
    if let found { return found }
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
      throw CommandFailure(ProjectFailure.system(error), console)
    }
    do throws(PromptBundleError) {
      return try BundleLoader.load(bytes)
    } catch {
      throw CommandFailure(exit: .errors, message: refusal(error, bytes, console))
    }
  }

  /// Why it is no bundle that can be used. What is wrong inside of one is for who made it, so it is told as it is.
  private func refusal(_ error: PromptBundleError, _ bytes: [UInt8], _ console: Console) -> String {
    switch error.reason {
    case .notJSON:
      do throws(JSONError) {
        _ = try JSONParser.parse(bytes, depthLimit: BundleFormat.depthLimit)
      } catch {
        return console.text(error, in: name)
      }
    case .notABundle:
      return console.text(
        .bundleNotRead(path: name, reason: .noBundleOfDari(format: BundleFormat.current)))
    case .unknownFormat:
      return console.text(
        .bundleNotRead(path: name, reason: .otherBundleFormat(format: BundleFormat.current)))
    case .changed: return console.text(.bundleChanged(path: name), .buildAgain)
    case .damaged where Self.isIndex(bytes):
      return console.text(.bundleNotRead(path: name, reason: .bundleIndex))
    case .damaged: break
    }
    return VisibleText.visible("\(name): ") + console.text(.damagedProgram)
      + "    \(VisibleText.visible(error.description))\n"
  }

  /// `bundle/index.json`: it has routines, and no steps of its own.
  private static func isIndex(_ bytes: [UInt8]) -> Bool {
    guard let root = try? JSONParser.parse(bytes, depthLimit: BundleFormat.depthLimit) else { return false }
    return root.member("steps") == nil && root.member("routines") != nil
  }
}
