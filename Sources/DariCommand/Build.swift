// dari build

import ArgumentParser
import DariBase
import DariSemantics
import DariWorkspace

struct Build: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Writes what the manifest's outputs name: prompt bundles and manuals.",
    discussion: """
      Example: dari build my-project
               dari build my-project --out published --target bundle
               dari build my-project --target manual --target pdf

      A project with errors is not built, and what was built before stays as it is.
      """)

  @Argument(help: "A folder with a dari.yaml, or one .dari file.", completion: .file(extensions: ["dari"]))
  var project = "."

  @Option(help: "The folder to write into; the manifest's `outputs.out` if left out.", completion: .directory)
  var out: String?

  @Option(help: "What to write, once or more: bundle, manual (pages for browsers), pdf, md, slides.")
  var target: [String] = []

  @OptionGroup var former: FormerVersionOption

  @OptionGroup var language: LanguageOption

  func run() throws {
    let console = Console(language: language)
    try checkOptions(console)
    let project = try LoadedProject.load(project, console)
    try project.tellProblems(console)
    let compilation = project.usable
    let folder = out ?? ProjectLocation.join(project.location.root, compilation.manifest.out)
    var build = ProjectBuild(
      compilation, targets: target.isEmpty ? compilation.manifest.targets : target,
      of: project.location.onlyFile.map { .file($0) } ?? .all,
      since: try former.read(of: project.location.root, console))
    try project.refuse(build, console)
    try build.printPaper(console)
    do throws(SystemFailure) {
      let outcome = try build.write(to: folder)
      for failure in outcome.failures {
        try? OutputStream.standardError.write(console.text(failure.problem(console.language)) + "\n")
      }
    } catch {
      throw CommandFailure(error, console)
    }
    for output in build.outputs { try console.answer("\(ProjectLocation.join(folder, output.name))\n") }
  }

  private func checkOptions(_ console: Console) throws {
    try console.refuseEmpty(project, .theFolderName, after: "dari build", .thisFolder)
    try console.refuseEmpty(out, .theFolderName, after: "--out", .thisFolder)
    for target in target where !Manifest.allTargets.contains(target) {
      throw console.wrongUse(
        .unknownTarget(target: target), console.proposal(for: target, among: Manifest.allTargets))
    }
  }
}
