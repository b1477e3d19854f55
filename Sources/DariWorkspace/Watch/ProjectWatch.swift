// Waiting until a project on disk is another one: `dari check --watch`.

import DariBase
import DariSemantics

/// Follows the folders of a project. Editors save in bursts (a temporary file, a rename, a backup), so a change is told
/// when it has been quiet for a moment; what is read then is compared with what was read before, and only a difference
/// counts. The signals of the process are its own as long as it lives; there is one at a time. Folders that come, go or are renamed are followed: they are listed anew at each reading.
package struct ProjectWatch: ~Copyable {
  package enum Event: Hashable, Sendable {
    case changed
    /// The terminal has another size, or the process goes on after a pause.
    case redraw
    /// The user ends it (Ctrl-C).
    case ended
  }

  package let location: ProjectLocation
  private var events: FolderEvents
  private let signals: Int32
  /// Where the system can't tell, or not all: we look ourselves.
  private var isPolling: Bool
  private var last: Snapshot?
  /// Where the files lie that values name with `from`, and those of the theme.
  private var resourceFolders: Set<String> = []

  /// How long nothing must happen until a change is told, and how long it may go on at most; in milliseconds.
  static let quiet = 60
  static let patience = 1000
  /// How often we look where the system does not tell.
  static let interval = 500

  /// - Parameter polling: looks by itself, also where the system could tell.
  package init(_ location: ProjectLocation, polling: Bool = false) throws(SystemFailure) {
    self.location = location
    do throws(System.Failure) {
      signals = try System.receiveSignals()
    } catch {
      throw SystemFailure(.read, location.root, error)
    }
    events = FolderEvents()
    isPolling = polling
  }

  deinit { System.stopReceivingSignals(signals) }

  /// The project as it is now; nil if it is as it was the last time.
  package mutating func read() -> Result<ReadProject, ProjectFailure>? {
    let result = readAnyhow()
    let now = Snapshot(result)
    if now == last { return nil }
    last = now
    return result
  }

  /// The project as it is now, for those who read more of its folders than the project itself, as tests do.
  package mutating func readAnyhow() -> Result<ReadProject, ProjectFailure> {
    var result: Result<ReadProject, ProjectFailure>
    var named = resourceFolders
    repeat {
      resourceFolders = named
      // Watched first and read then, so that nothing that happens between the two is missed.
      if !isPolling, !events.watch(folders() + resourceFolders.sorted()) { isPolling = true }
      result = Self.read(location)
      if case .success(let project) = result {
        named = Set(
          project.sources.resources.keys.map {
            ProjectLocation.parent(of: ProjectLocation.join(location.root, $0))
          } + [project.themeFolder].compactMap(\.self))
      }
    } while !named.isSubset(of: resourceFolders)
    return result
  }

  /// Whether the folder of the project is not there any more.
  package var isGone: Bool { FileReading.resolved(location.root) == nil }

  /// Waits for the next event.
  package borrowing func next() -> Event {
    while true {
      switch wait(isPolling ? Self.interval : nil) {
      case .changed?:
        // Whatever else comes in the meantime is found by the same reading, or by the next.
        let start = Surroundings.now
        while Surroundings.now - start < .milliseconds(Self.patience), let more = wait(Self.quiet) {
          if more != .changed { return more }
        }
        return .changed
      case let event?: return event
      case nil: if isPolling { return .changed }
      }
    }
  }

  /// Nil if the time is over.
  private borrowing func wait(_ milliseconds: Int?) -> Event? {
    let watched = isPolling ? nil : events.descriptor
    let descriptors = [signals] + (watched.map { [$0] } ?? [])
    guard let ready = try? System.wait(for: descriptors, milliseconds: milliseconds) else { return nil }
    if ready[0] {
      let notices = System.notices(in: System.drain(signals))
      for notice in notices where notice == .terminated || notice == .hungUp { System.end(by: notice) }
      return notices.contains(.interrupted) ? .ended : .redraw
    }
    guard let watched, ready.count > 1, ready[1] else { return nil }
    _ = System.drain(watched)
    return .changed
  }

  private static func read(_ location: ProjectLocation) -> Result<ReadProject, ProjectFailure> {
    do throws(ProjectFailure) {
      var project = try ProjectReader.read(location)
      if let only = location.onlyFile, !project.sources.sources.files.contains(where: { $0.path == only }),
        !project.failures.contains(where: { $0.path == only })
      {
        project.failures.append(SystemFailure(.read, only, .missing))
      }
      return .success(project)
    } catch {
      return .failure(error)
    }
  }

  /// All folders whose files are read, and those that files behind links lie in.
  private func folders() -> [String] {
    let listing = try? FolderListing.files(
      below: location.root, leavingOut: location.hasManifest ? [ProjectReader.outputFolder(of: location)] : []
    )
    guard let listing else { return [location.root] }
    if !location.hasManifest { return [location.root] }
    let linked = listing.files.compactMap { file in
      file.isLink ? FileReading.resolved(file.path).map(ProjectLocation.parent(of:)) : nil
    }
    return listing.folders + linked
  }
}

/// What was read, to be compared with the next time.
private struct Snapshot: Equatable {
  var files: [String: [UInt8]] = [:]
  var resources: [String: [UInt8]] = [:]
  var failures: [SystemFailure] = []
  /// There is a folder, whatever is in it.
  var hasTheme = false

  init(_ result: Result<ReadProject, ProjectFailure>) {
    switch result {
    case .success(let project):
      for file in project.sources.sources.files { files[file.path] = file.bytes }
      resources = project.sources.resources
      failures = project.failures
      hasTheme = project.sources.theme != nil
    case .failure(.system(let failure)): failures = [failure]
    case .failure(.noManifest(let path)), .failure(.notAProject(let path)):
      failures = [SystemFailure(.read, path, .missing)]
    }
  }
}
