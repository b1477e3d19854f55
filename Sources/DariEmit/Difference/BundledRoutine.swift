// A routine as its bundle holds it.

import DariRuntime

extension Routine {
  /// What is left of it once it has been written and read back, so that a project compares as its bundles do; its file is
  /// kept, for places.
  package var asInBundle: Routine {
    guard var loaded = try? BundleLoader.load(BundleEmitter.bytes(of: self)) else { return self }
    loaded.file = file
    return loaded
  }
}
