// Type rules that several filters share, and how a filter reads what it is given.

extension Filter {
  typealias Rule = @Sendable (FilterCall) -> FilterTyping

  /// The subject must be there. What could not be typed passes through untyped, so that one mistake is told
  /// once.
  static func present(_ rule: @escaping Rule) -> Rule {
    { call in
      if call.subject.isUnknown { return .type(Type(.unknown, labels: call.subject.labels)) }
      return call.subject.isOptional ? .wrong(.optionalSubject) : rule(call)
    }
  }

  struct TextCall {
    /// How many scalars the subject may have.
    var limits: Limits<Int>
    var isLine: Bool
    var labels: Labels
    var arguments: [FilterArgument?]

    func type(_ limits: Limits<Int>, isLine: Bool? = nil) -> Type {
      Type(isLine ?? self.isLine ? .line(limits) : .text(limits), labels: labels)
    }
  }

  /// Of a text, a line, a URL or an e-mail address.
  static func ofText(_ rule: @escaping @Sendable (TextCall) -> FilterTyping) -> Rule {
    present { call in
      guard let limits = call.subject.core.textLimits else { return .wrong(.subject) }
      return rule(
        TextCall(
          limits: limits, isLine: call.subject.core.printsOneLine, labels: call.subject.labels,
          arguments: call.arguments))
    }
  }

  struct ListCall {
    var limits: Limits<Int>
    var element: Type
    var labels: Labels
    var arguments: [FilterArgument?]

    var mayBeEmpty: Bool { (limits.low ?? 0) < 1 }
    func list(_ limits: Limits<Int>, of element: Type, adding labels: Labels = []) -> Type {
      Type(.list(limits, element), labels: self.labels.union(labels))
    }
    /// One of the items, absent if there is none.
    var item: Type {
      let item = element.adding(labels)
      return mayBeEmpty ? item.asOptional : item
    }
  }

  static func ofList(_ rule: @escaping @Sendable (ListCall) -> FilterTyping) -> Rule {
    present { call in
      guard case .list(let limits, let element) = call.subject.core else { return .wrong(.subject) }
      return rule(
        ListCall(limits: limits, element: element, labels: call.subject.labels, arguments: call.arguments))
    }
  }

  /// A list whose items can be printed.
  static func ofPrintableList(_ rule: @escaping @Sendable (ListCall) -> FilterTyping) -> Rule {
    ofList { call in
      guard call.element.core.isPrintable, !call.element.isOptional else { return .wrong(.subject) }
      return rule(call)
    }
  }

  // MARK: Literals

  /// A literal argument within limits; the default where it is left out.
  static func whole(
    _ argument: FilterArgument?, _ index: Int, in range: ClosedRange<Int64>, default fallback: Int
  ) -> Result<Int, FilterProblem> {
    guard let argument else { return .success(fallback) }
    if argument.type.isUnknown && argument.constant == nil { return .success(fallback) }
    let expected = "int(\(range.lowerBound)..\(range.upperBound))"
    guard case .int(let number)? = argument.constant else {
      return .failure(
        argument.type.core.isWhole
          ? .literal(index, expected: expected) : .argument(index, expected: expected))
    }
    return range.contains(number) ? .success(Int(number)) : .failure(.literal(index, expected: expected))
  }

  /// A literal text; nil where the argument is left out or could not be typed.
  static func literalText(
    _ argument: FilterArgument?, _ index: Int, expected: String, where isValid: (String) -> Bool
  ) -> Result<String?, FilterProblem> {
    guard let argument else { return .success(nil) }
    if argument.type.isUnknown && argument.constant == nil { return .success(nil) }
    guard argument.type.isUnknown || argument.type.core.textLimits != nil else {
      return .failure(.argument(index, expected: expected))
    }
    guard case .text(let text)? = argument.constant, isValid(text) else {
      return .failure(.literal(index, expected: expected))
    }
    return .success(text)
  }

  static func separator(_ argument: FilterArgument?, _ index: Int) -> Result<String?, FilterProblem> {
    literalText(argument, index, expected: "text(1..)") { !$0.utf8.isEmpty }
  }
}

extension FilterProblem: Error {}

extension Type.Core {
  /// The limits of a text, a line or an address; nil for everything else.
  var textLimits: Limits<Int>? {
    switch self {
    case .text(let limits), .line(let limits): limits
    case .url: Limits(1, 65_536)
    case .email: Limits(6, 254)
    default: nil
    }
  }

  var isWhole: Bool { if case .int = self { true } else { false } }

  /// Values that have an order.
  var isOrdered: Bool {
    switch self {
    case .text, .line, .url, .email, .int, .number, .bool, .date, .money, .enumeration, .nothing, .unknown:
      true
    case .media, .list, .record: false
    }
  }

  /// The words of an enum in the order in which they are declared: what `sort`, `min` and `max` go by.
  var orderShape: Value {
    if case .enumeration(let type) = self { .list(type.words.map { .symbol($0) }) } else { .absent }
  }
}

/// Upper limits that are nil when they are unknown or too large to be told.
enum Bound {
  static func product(_ a: Int?, _ b: Int?) -> Int? {
    guard let a, let b else { return a == 0 || b == 0 ? 0 : nil }
    let (result, overflow) = a.multipliedReportingOverflow(by: b)
    return overflow ? nil : result
  }

  static func sum(_ a: Int?, _ b: Int?) -> Int? {
    guard let a, let b else { return nil }
    let (result, overflow) = a.addingReportingOverflow(b)
    return overflow ? nil : result
  }
}

extension FilterInput {
  /// The subject as text. Empty for what has no text, which the type rules don't let through.
  var text: String { subject.printed }
  var bytes: [UInt8] { Array(subject.printed.utf8) }

  var items: [Value] { if case .list(let items) = subject { items } else { [] } }

  func argument(_ index: Int) -> Value { index < arguments.count ? arguments[index] : .absent }

  /// A whole literal or a slot. The type rule has looked at it; a damaged program must not ask for more
  /// either.
  func whole(_ index: Int, in range: ClosedRange<Int> = 0...Int(Int32.max)) -> Int? {
    guard case .int(let number) = argument(index) else { return nil }
    return Swift.min(Swift.max(Int(number), range.lowerBound), range.upperBound)
  }

  func text(_ index: Int) -> String? {
    if case .text(let text) = argument(index) { text } else { nil }
  }
}

extension Value {
  /// The field in `slot` of a record; the value itself without a slot.
  func field(_ slot: Int?) -> Value {
    guard let slot else { return self }
    if case .record(let fields) = self, fields.indices.contains(slot) { return fields[slot] }
    return .absent
  }
}

/// The text a filter makes: larger than `limit` is a fault, because a small template can ask for a huge text.
struct LimitedText {
  static let limit = 64 << 20
  /// Items of a list that a filter makes of a text.
  static let itemLimit = 1_000_000

  private(set) var bytes: [UInt8] = []

  mutating func append(_ piece: some Collection<UInt8>) throws(RenderFault) {
    if bytes.count + piece.count > Self.limit { throw .tooLarge }
    bytes.append(contentsOf: piece)
  }

  mutating func append(_ value: Value) throws(RenderFault) {
    value.printed(into: &bytes)
    if bytes.count > Self.limit { throw .tooLarge }
  }

  var text: String { String(decoding: bytes, as: UTF8.self) }
  var value: Value { .text(text) }
}
