// Where what can be made again is kept, outside of projects.

import DariBase

extension Surroundings {
  /// `$XDG_CACHE_HOME/dari`, else `~/.cache/dari` (XDG Base Directory Specification 0.8), on macOS `~/Library/Caches/dari`; nil
  /// where there is no home.
  package static var cacheFolder: String? {
    cacheFolder(of: environment)
  }

  static func cacheFolder(of environment: (String) -> String?) -> String? {
    // A relative path is to be ignored.
    if let set = environment("XDG_CACHE_HOME"), set.hasPrefix("/") { return set + "/dari" }
    guard let home = environment("HOME"), home.hasPrefix("/") else { return nil }
    #if canImport(Darwin)
      return home + "/Library/Caches/dari"
    #else
      return home + "/.cache/dari"
    #endif
  }

  /// What tells this program from another of the same version: its file's size and time. Of one that can't be found, nothing.
  package static var programIdentity: String? {
    let path =
      FileReading.resolved("/proc/self/exe") ?? CommandLine.arguments.first.flatMap(FileReading.resolved)
    guard let path, let status = try? System.status(path) else { return nil }
    return "\(status.size) \(status.modified) \(status.identity.node)"
  }
}

extension VerdictCache {
  /// The project's, where caches are kept; nil where they are not, or where this program can't be told from others.
  /// - Parameter version: of the program.
  package init?(of root: String, version: String) {
    guard let folder = Surroundings.cacheFolder, let program = Surroundings.programIdentity else {
      return nil
    }
    self.init(in: folder, of: root, program: "\(version) \(program)")
  }
}
