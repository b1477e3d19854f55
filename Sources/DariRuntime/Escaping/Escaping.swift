// How a hole writes its value: which place it stands in, and what the value is escaped with there.

/// Inserted by the compiler, never written by an author. The scheme is that of Go's `html/template` (contextual escaping):
/// the author is trusted, data is not.
package struct Escaping: Hashable, Sendable {
  /// What a hole stands in, as people call it; the innermost container counts.
  package enum Place: String, CaseIterable, Sendable {
    case prose, element, attribute, fence, code
    case jsonString = "json-string"
    case jsonValue = "json-value"
    case urlPart = "url-part"
    case url
  }

  /// One way to write a value so that it cannot end what it stands in.
  package enum Step: String, CaseIterable, Sendable {
    /// `&`, `<` and `>` as entities (XML 1.0, section 2.4).
    case element
    /// Also backticks and tildes: the element holds fences or inline code, which a value beside them must not open or close.
    case elementCode = "element-code"
    /// Also quotes, backticks, CR, LF and TAB (XML 1.0, sections 2.3 and 3.3.3).
    case attribute
    /// Inside the quotes of a JSON string (RFC 8259), with `<`, `>`, `&`, line separators and what nobody sees as `\u`.
    case jsonString = "json-string"
    /// A JSON text: the same in its strings.
    case jsonValue = "json-value"
    /// Everything but RFC 3986's unreserved characters as `%` and two digits; `_` and `~` too, which are emphasis in Markdown.
    case urlPart = "url-part"
    /// The same in a path, where `.` and `..` lead elsewhere and are refused.
    case urlPath = "url-path"
    /// A whole URL: what it may not hold, and what ends it in Markdown, as `%` and two digits.
    case url
  }

  package var place: Place
  package var labels: Labels
  /// An outsider may have written it: it is cleaned, and looked at once it is written.
  package var isUntrusted: Bool
  /// Innermost first.
  package var steps: [Step]
  /// What every line of it after the first begins with, as the lines of the fence do.
  package var prefix: [UInt8]

  package init(
    place: Place, labels: Labels = [], isUntrusted: Bool = false, steps: [Step] = [], prefix: [UInt8] = []
  ) {
    self.place = place
    self.labels = labels
    self.isUntrusted = isUntrusted
    self.steps = steps
    self.prefix = prefix
  }

  /// The value is written as it is.
  package var changesNothing: Bool { !isUntrusted && steps.isEmpty }
}

/// A value as a hole writes it.
struct EscapedValue {
  /// nil: as it is.
  var bytes: [UInt8]?
  /// What was taken out of it or broken up; nil if nothing was.
  var cleaning: CleaningReport?
}

extension Escaping {
  /// - Parameter preceding: the message so far.
  /// - Throws: `dotSegment` for a part of a path that leads elsewhere, `tooLarge`, and `unsafeOutput` if what comes out is not
  ///   what went in, written differently: that is a mistake of this program.
  func written(
    _ value: UnsafeBufferPointer<UInt8>, after preceding: [UInt8] = []
  ) throws(RenderFault) -> EscapedValue {
    var text = RewrittenText(value)
    var report = CleaningReport()
    if isUntrusted { Cleaning.clean(&text, isJSON: steps.contains(.jsonValue), &report) }
    let meant = text
    for step in steps {
      if step == .urlPath, meant.read({ leadsElsewhere($0, after: preceding) }) { throw .dotSegment }
      text.apply { Escaper.escaped($0, step) }
      if text.count > LimitedText.limit * 2 { throw .tooLarge }
    }
    if isUntrusted, !PostCheck.holds(text, meant, steps) { throw .unsafeOutput }
    if !prefix.isEmpty { text.apply(prefixed) }
    return EscapedValue(bytes: text.changed, cleaning: report.isEmpty ? nil : report)
  }

  /// With what stands before it, the part of the path is empty, `.` or `..`: `/` and nothing can make a host of the next part.
  private func leadsElsewhere(_ value: UnsafeBufferPointer<UInt8>, after preceding: [UInt8]) -> Bool {
    if value.isEmpty { return preceding.last == 0x2F }
    guard value.count <= 2, value.allSatisfy({ $0 == 0x2E }) else { return false }
    let dots = preceding.reversed().prefix { $0 == 0x2E }.prefix(2).count
    guard dots + value.count <= 2 else { return false }
    return dots == 0 || preceding.dropLast(dots).last == 0x2F
  }

  private func prefixed(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    guard bytes.contains(0x0A) else { return nil }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + prefix.count * 8)
    for byte in bytes {
      result.append(byte)
      if byte == 0x0A { result += prefix }
    }
    return result
  }
}
