// What a place in a message stands in: elements, fences, inline code, tags, one in the other.

/// A container that literal text opens. Frames point to the one around them, so that a place can be kept as one number.
package struct PlaceFrame: Sendable {
  package enum Kind: Hashable, Sendable {
    /// The message itself.
    case root
    /// Between `<name` and `>`.
    case tag
    case element
    /// A comment, CDATA, a processing instruction or a declaration, up to this.
    case markup(end: [UInt8])
    /// Inline code between runs of so many backticks.
    case code(length: Int)
    /// A fence of so many backticks or tildes; its lines stand behind `prefix`.
    case fence(sign: UInt8, length: Int, prefix: [UInt8], isJSON: Bool)
  }

  package var kind: Kind
  /// Index of the frame around it; the root's is its own.
  package var parent: Int
  /// Of a tag or an element: its name as written.
  package var name = ""
  package var opener: PlacePoint
  package var closer: PlacePoint?
  /// The element of a tag, once `>` was read; of a tag that closes itself, the tag.
  package var element: Int?
  /// The frame that stands for this one: the other branch opened the same.
  package var alias: Int?
  /// Opened on one branch only; where the other one is.
  package var otherBranch: PlacePoint?
  /// The branch is the body of a loop.
  var isOfLoop = false
  /// Of a fence: a line of its text that is indented less than the fence, so that a reader of Markdown may end it there.
  package var looseLine: PlacePoint?
  /// Of inline code: a run of backticks before it, in the same paragraph, pairs with nothing. A longer run than the one written
  /// here would pair with it.
  package var isAfterLoneRun = false

  init(_ kind: Kind, in parent: Int, at opener: PlacePoint, name: String = "") {
    self.kind = kind
    self.parent = parent
    self.opener = opener
    self.name = name
  }

  var isElement: Bool { kind == .element }
  var isFence: Bool { if case .fence = kind { true } else { false } }
}

/// A byte of literal text: an instruction of the program and an offset into its text; of other instructions 0.
package struct PlacePoint: Hashable, Sendable {
  package var instruction: Int
  package var offset: Int

  package init(_ instruction: Int, _ offset: Int = 0) {
    self.instruction = instruction
    self.offset = offset
  }
}

/// Where the scanner stands. Two ways through a message that meet have to meet in equal states.
struct PlaceState: Hashable, Sendable {
  /// Index of the innermost frame.
  var frame = 0
  var line = LineState.start([])
  /// A run of backticks in this paragraph pairs with none on its line.
  var hasLoneRun = false
  var url = URLState.none
  var json = JSONState()
  var tag = TagState.none
}

/// What stands on the line so far.
enum LineState: Hashable, Sendable {
  /// Nothing but white space, `>` and list signs; what the next lines of the same thing begin with.
  case start([UInt8])
  /// Something.
  case middle
  /// It depends on a value or a branch.
  case unsure
  /// The rest of the line that opens a fence.
  case info
  /// The sign that closes a fence: nothing may follow it on the line.
  case closed
}

/// As far as a URL was read (RFC 3986), with the two places where a whole one is asked for.
enum URLState: Hashable, Sendable {
  case none
  /// A link's destination, or an attribute that holds one: nothing of it yet.
  case whole
  /// Letters of such a destination, which may be a scheme.
  case word
  case host
  case path
  case query
  case fragment
  /// Behind `mailto:`.
  case address
  /// Behind `javascript:` and other schemes that are not for reading.
  case script
  /// Right behind a value that is a whole URL.
  case afterWhole
  /// The ways that lead here stand in different parts.
  case mixed
}

/// In a `json` fence (RFC 8259).
struct JSONState: Hashable, Sendable {
  /// Open `{` and `[`.
  var open: [UInt8] = []
  var isInString = false
  /// The string is a key.
  var isKey = false
  /// A backslash stands right before.
  var isEscaped = false
  /// Behind the colon of a key.
  var awaitsValue = false
  /// A line break in a string: this is no JSON.
  var isBroken = false
}

/// Inside a tag.
enum TagState: Hashable, Sendable {
  case none
  /// `<` or `</`, or a part of the name, stands right before.
  case name
  case between
  case unquoted
  /// In a quoted value of the attribute.
  case value(quote: UInt8, attribute: String)
}
