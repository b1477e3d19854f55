// The bundles in a folder, as paths to open.

import DariBase
import DariRuntime

package enum ComparableBundles {
  /// `build/bundle`, or the `build` that it lies in. Empty if there are none; other files of JSON do not matter.
  package static func files(in folder: String) throws(SystemFailure) -> [String] {
    for place in [folder, ProjectLocation.join(folder, "bundle")] where FileReading.kind(place) == .folder {
      let listing = try FolderListing.files(below: place) { $0.hasSuffix(".json") && !$0.utf8.contains(0x2F) }
      var found: [String] = []
      for file in listing.files where try isBundle(file.path) {
        found.append(ProjectLocation.join(place, ProjectLocation.name(of: file.path)))
      }
      if !found.isEmpty { return found }
    }
    return []
  }

  /// Whether a file says that it is one; a damaged one does too, and is told when it is loaded.
  private static func isBundle(_ path: String) throws(SystemFailure) -> Bool {
    let bytes = try FileReading.read(path, limit: 256 << 20)
    guard let root = try? JSONParser.parse(bytes, depthLimit: BundleFormat.depthLimit),
      case .object(let object) = root.value, case .string(let format)? = object["format"]
    else { return false }
    return format.hasPrefix("dari-bundle/") && object["steps"] != nil
  }
}
