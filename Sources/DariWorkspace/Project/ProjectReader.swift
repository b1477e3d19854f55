// A project's files from disk.

import DariBase
import DariSemantics
import DariSyntax

/// What was read, and what could not be.
package struct ReadProject: Sendable {
  package var location: ProjectLocation
  package var sources: ProjectSources
  /// Files and folders that could not be read; the rest is there.
  package var failures: [SystemFailure]
  /// Where the project's own files lie, as paths to open.
  package var paths: [FileID: String] = [:]
  /// Of the theme that was read, as a path to open.
  var themeFolder: String?

  package init(location: ProjectLocation, sources: ProjectSources, failures: [SystemFailure] = []) {
    self.location = location
    self.sources = sources
    self.failures = failures
  }
}

package enum ProjectReader {
  /// A `.dari` file larger than this is refused by the checker; a little more is read so that it can say so.
  static let fileLimit = 64 << 20

  /// - Parameter theme: a folder to take instead of the manifest's, from where we are.
  package static func read(
    _ location: ProjectLocation, theme: String? = nil
  ) throws(ProjectFailure) -> ReadProject {
    var project = ReadProject(location: location, sources: ProjectSources())
    let shipped = project.sources.sources.add(
      path: SourceFile.shippedFolder + "tools.yaml", bytes: Array(ShippedCatalogue.text.utf8))
    project.sources.catalogues.append(shipped.id)
    project.sources.addShippedPacks()
    for file in try list(location, &project.failures) {
      do throws(SystemFailure) {
        let bytes = try FileReading.read(file.path, limit: fileLimit)
        project.add(bytes, of: file)
      } catch {
        project.failures.append(SystemFailure(error.operation, file.name, error.reason))
      }
    }
    project.readResources()
    project.readTheme(theme)
    return project
  }

  /// The files that a project is made of, those of the projects inside it left out.
  static func list(
    _ location: ProjectLocation, _ failures: inout [SystemFailure]
  ) throws(ProjectFailure) -> [ListedFile] {
    let listing: FolderListing
    do throws(SystemFailure) {
      listing = try FolderListing.files(
        below: location.root, leavingOut: location.hasManifest ? [outputFolder(of: location)] : [],
        wants: isWanted)
    } catch {
      throw .system(error)
    }
    if location.hasManifest {
      // A folder with a manifest of its own is another project, as it is when it is checked by itself.
      let isOurs = isOurs(among: listing.files.map(\.name))
      failures += listing.failures.filter { isOurs($0.path) }
      if let failure = manifestFailure(location, listing) { failures.append(failure) }
      return listing.files.filter { isOurs($0.name) }
    }
    // A lone file sees its own folder only, and nobody promised that everything there is readable.
    return listing.files.filter { !$0.name.utf8.contains(0x2F) && $0.name != "dari.yaml" }
  }

  /// The files that a project is made of, and the manifests of those inside it.
  static func isWanted(_ name: String) -> Bool {
    name == "tools.yaml" || name.hasSuffix(".dari") || name == "dari.yaml" || name.hasSuffix("/dari.yaml")
      || ProjectSources.packName(of: name) != nil
  }

  /// Whether a file belongs to the project, and not to one inside it.
  static func isOurs(among names: [String]) -> (String) -> Bool {
    let others = names.filter { $0.hasSuffix("/dari.yaml") }.map { $0.dropLast(9) }
    return { name in !others.contains { name.hasPrefix($0) } }
  }

  /// A `dari.yaml` that is a folder or a device is not listed; a project without its manifest is another project.
  private static func manifestFailure(_ location: ProjectLocation, _ listing: FolderListing) -> SystemFailure?
  {
    let name = "dari.yaml"
    if listing.files.contains(where: { $0.name == name }) { return nil }
    if listing.failures.contains(where: { $0.path == name }) { return nil }
    do throws(SystemFailure) {
      _ = try FileReading.read(ProjectLocation.join(location.root, name), limit: fileLimit)
      return nil
    } catch {
      return SystemFailure(error.operation, name, error.reason)
    }
  }

  /// What is built is not read as source, whatever it is.
  static func outputFolder(of location: ProjectLocation) -> String {
    let path = ProjectLocation.join(location.root, "dari.yaml")
    guard let bytes = try? FileReading.read(path, limit: EncodingCheck.largestFile) else {
      return Manifest().out
    }
    return outputFolder(ofManifest: bytes)
  }

  static func outputFolder(ofManifest bytes: [UInt8]) -> String {
    let out = Manifest.glance(at: SourceFile(id: FileID(0), path: "dari.yaml", bytes: bytes)).out
    let parts = out.split(separator: "/").filter { $0 != "." }
    return parts.joined(separator: "/")
  }
}

extension ReadProject {
  mutating func add(_ bytes: [UInt8], of listed: ListedFile) {
    let file = sources.sources.add(path: listed.name, bytes: bytes)
    paths[file.id] = listed.path
    switch listed.name {
    case "dari.yaml": sources.manifest = file.id
    case "tools.yaml": sources.catalogues.append(file.id)
    default:
      if let pack = ProjectSources.packName(of: listed.name) {
        sources.packs[pack] = file.id
      } else {
        sources.dariFiles.append(file.id)
      }
    }
  }

  /// Reads the files that values name with `from`, and those that the manifest names, as far as they have not been
  /// read. One that is missing is the checker's to tell.
  mutating func readResources() { for path in resourcePaths { readResource(path) } }

  var resourcePaths: [String] {
    var paths: [String] = []
    if let manifest = sources.manifest {
      let named = Manifest.glance(at: sources.sources[manifest])
      paths += named.tokenizerPaths + [named.logoFile].compactMap(\.self)
    }
    for id in sources.dariFiles {
      let file = sources.sources[id]
      guard file.bytes.count <= EncodingCheck.largestFile else { continue }
      paths += ResourcePath.all(in: file)
    }
    return paths
  }

  private mutating func readResource(_ path: String) {
    guard sources.resources[path] == nil else { return }
    do throws(SystemFailure) {
      sources.resources[path] = try FileReading.read(
        ProjectLocation.join(location.root, path), limit: ProjectReader.fileLimit)
    } catch {
      if error.reason != .missing { failures.append(SystemFailure(.read, path, error.reason)) }
    }
  }
}

// MARK: Themes

extension ReadProject {
  /// The folder of the theme that the manifest names.
  var namedTheme: String? {
    sources.manifest.flatMap { Manifest.glance(at: sources.sources[$0]).themeFolder }
  }

  /// Reads the files of a theme that are there. A folder that is missing is the checker's to tell.
  /// - Parameter other: one that stands for the manifest's.
  mutating func readTheme(_ other: String?) {
    guard let folder = other ?? namedTheme else { return }
    let path = other ?? ProjectLocation.join(location.root, folder)
    guard FileReading.kind(path) == .folder else {
      if FileReading.kind(path) == nil { failures.append(SystemFailure(.read, folder, .refused)) }
      return
    }
    themeFolder = path
    sources.theme = ThemeFiles(folder: folder)
    for name in ThemeFiles.names {
      let file = ProjectLocation.join(path, name)
      if FileReading.kind(file) == .missing, !FileReading.isLink(file) { continue }
      do throws(SystemFailure) {
        sources.addTheme(name, try FileReading.read(file, limit: ProjectReader.fileLimit), in: folder)
        // Those of another folder are not the project's own.
        if other == nil, let id = sources.theme?.files[name] { paths[id] = file }
      } catch {
        failures.append(SystemFailure(.read, ProjectLocation.join(folder, name), error.reason))
      }
    }
  }
}
