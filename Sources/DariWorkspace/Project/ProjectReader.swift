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
}

package enum ProjectReader {
  /// A `.dari` file larger than this is refused by the checker; a little more is read so that it can say so.
  static let fileLimit = 64 << 20

  package static func read(_ location: ProjectLocation) throws(ProjectFailure) -> ReadProject {
    var project = ReadProject(location: location, sources: ProjectSources(), failures: [])
    let shipped = project.sources.sources.add(
      path: "(shipped)/tools.yaml", bytes: Array(ShippedCatalogue.text.utf8))
    project.sources.catalogues.append(shipped.id)
    for file in try list(location, &project.failures) {
      do throws(SystemFailure) {
        let bytes = try FileReading.read(file.path, limit: fileLimit)
        project.add(bytes, named: file.name)
      } catch {
        project.failures.append(SystemFailure(error.operation, file.name, error.reason))
      }
    }
    project.readResources()
    return project
  }

  private static func list(
    _ location: ProjectLocation, _ failures: inout [SystemFailure]
  ) throws(ProjectFailure) -> [ListedFile] {
    let listing: FolderListing
    do throws(SystemFailure) {
      listing = try FolderListing.files(below: location.root) { name in
        name == "dari.yaml" || name == "tools.yaml" || name.hasSuffix(".dari")
      }
    } catch {
      throw .system(error)
    }
    if location.hasManifest {
      failures += listing.failures
      return listing.files
    }
    // A lone file sees its own folder only, and nobody promised that everything there is readable.
    return listing.files.filter { !$0.name.utf8.contains(0x2F) && $0.name != "dari.yaml" }
  }
}

extension ReadProject {
  fileprivate mutating func add(_ bytes: [UInt8], named name: String) {
    let file = sources.sources.add(path: name, bytes: bytes)
    switch name {
    case "dari.yaml": sources.manifest = file.id
    case "tools.yaml": sources.catalogues.append(file.id)
    default: sources.dariFiles.append(file.id)
    }
  }

  /// Files that values name with `from`. One that is missing is the checker's to tell.
  fileprivate mutating func readResources() {
    for id in sources.dariFiles {
      let file = sources.sources[id]
      guard file.bytes.count <= EncodingCheck.largestFile else { continue }
      for path in ResourcePath.all(in: file) where sources.resources[path] == nil {
        let place = ProjectLocation.join(location.root, path)
        do throws(SystemFailure) {
          sources.resources[path] = try FileReading.read(place, limit: ProjectReader.fileLimit)
        } catch {
          if error.reason != .missing { failures.append(SystemFailure(.read, path, error.reason)) }
        }
      }
    }
  }
}
