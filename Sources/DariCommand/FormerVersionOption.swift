// --since: the version that clients have.

import ArgumentParser
import DariBase
import DariWorkspace

struct FormerVersionOption: ParsableArguments {
  @Option(
    help:
      "The version that the client has, a revision such as v1.0.0 or a folder; manuals then tell what changed since.",
    completion: .file())
  var since: String?

  /// - Parameter project: whose revisions are meant.
  func read(of project: String, _ console: Console) throws -> FormerVersion? {
    try console.refuseEmpty(since, .theVersion, after: "--since")
    guard let since else { return nil }
    let version = try VersionReader(anchor: project, console: console).read(since)
    guard let compilation = version.compilation else {
      throw console.wrongUse(.bundleHasNoManual(name: since))
    }
    return FormerVersion(compilation, name: since)
  }
}
