// The bundles in a folder, as paths to open.

import DariBase
import DariRuntime

package enum ComparableBundles {
  /// `build/bundle`, or the `build` that it lies in. Damaged ones are among them, so that loading tells what is wrong with them: one
  /// that is passed over would be a routine that is gone. Empty if there are none; other files of JSON do not matter.
  package static func files(in folder: String) throws(SystemFailure) -> [String] {
    for place in [folder, ProjectLocation.join(folder, "bundle")] where FileReading.kind(place) == .folder {
      let listing = try FolderListing.files(below: place) { $0.hasSuffix(".json") && !$0.utf8.contains(0x2F) }
      if let failure = listing.failures.first(where: { $0.path.hasSuffix(".json") }) { throw failure }
      var found: [String] = []
      for file in listing.files where try mayBeBundle(file.path) {
        found.append(ProjectLocation.join(place, ProjectLocation.name(of: file.path)))
      }
      if !found.isEmpty { return found }
    }
    return []
  }

  /// Whether a file is a bundle, says that it is one, or can't be told from the rest of one: an empty file, JSON that breaks off,
  /// an object with nothing in it.
  private static func mayBeBundle(_ path: String) throws(SystemFailure) -> Bool {
    let bytes = try FileReading.read(path, limit: 256 << 20)
    guard let root = try? JSONParser.parse(bytes, depthLimit: BundleFormat.depthLimit) else { return true }
    guard case .object(let object) = root.value else { return false }
    if object.members.isEmpty || object["steps"] != nil && object["program"] != nil { return true }
    // `index.json` has the format too, and routines instead of steps.
    guard case .string(let format)? = object["format"] else { return false }
    return format.hasPrefix("dari-bundle/") && (object["routine"] != nil || object["routines"] == nil)
  }
}
