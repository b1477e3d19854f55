// Keys and passwords in the manifest and the catalogue, wherever somebody put them.

import DariBase
import DariYAML

/// A value that is a key by its shape, or an address with a password in it, is refused in every place: what stands
/// there goes into manuals and bundles.
struct ProjectSecrets {
  /// Its name for people.
  let file: String
  let reporter: Reporter

  func check(_ node: YAMLNode) {
    if let text = node.scalarText {
      check(text, at: node.span)
    }
    for item in node.items { check(item) }
    for entry in node.entries {
      if let key = entry.key.scalarText { check(key, at: entry.key.span) }
      check(entry.value)
    }
  }

  private func check(_ text: String, at span: SourceSpan) {
    if SecretScan.hasCredentials(text) {
      reporter.report(.credentialsInAddress, at: span, mends: [Mend(.addressWithoutKey)])
    } else if SecretScan.holdsKey(text) {
      reporter.report(.keyInManifest(file: file), at: span, mends: [Mend(.useVariable)])
    }
  }
}
