// Why a bundle could not be loaded.

/// A bundle that could not be loaded, and why. Nothing of such a bundle is used.
public struct PromptBundleError: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Reason: String, Hashable, Sendable {
    /// The bytes are no JSON.
    case notJSON
    /// JSON, but not a bundle of Dari.
    case notABundle
    /// A bundle of a format that this version of the library does not read.
    case unknownFormat
    /// The content does not fit its `sha256`: the file was changed after it was built.
    case changed
    /// The hash fits and the content makes no sense; see `path`.
    case damaged
  }

  public let reason: Reason
  /// Where in the bundle, as `$.steps[0].messages[1].body[3]`; `$` is the whole.
  public let path: String
  /// One sentence in English, without a full stop.
  public let sentence: String

  package init(_ reason: Reason, path: String = "$", _ sentence: String) {
    self.reason = reason
    self.path = path
    self.sentence = sentence
  }

  public var description: String { path == "$" ? sentence : "\(path): \(sentence)" }
}
