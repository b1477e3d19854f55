// `vary: { tone: [polite, brief], order: [absent, { file: data/order.json }] }`: a case for every way to take one of each.

import DariBase
import DariSemantics
import DariYAML

/// The values that one case is rendered with in turn.
struct Variations {
  private struct Choice {
    /// Part of the case's name: `polite`, `absent`, or the place in the list, `#2`.
    var label: String
    var entry: TestCase.Entry
  }

  private struct Axis {
    var input: String
    var choices: [Choice]
  }

  private var axes: [Axis] = []
  private let span: SourceSpan

  /// More are nobody's to read.
  static let most = 1000

  /// - Parameter own: what the case itself says of inputs.
  init?(_ body: MappingReader, own: [TestCase.Entry], reporter: Reporter) {
    guard let node = body.value("vary") else { return nil }
    span = node.span
    for entry in body.mapping("vary") {
      if entry.value.isError { continue }
      guard entry.value.isSequence, !entry.value.items.isEmpty else {
        body.wrong(entry.keyText, entry.value, .expectVariants)
        continue
      }
      if let other = own.first(where: { $0.key == entry.keyText }) {
        reporter.report(
          .variedAndGiven(input: entry.keyText), at: entry.key.span,
          labels: [DiagnosticLabel(other.keySpan, .otherHere)])
        continue
      }
      axes.append(Self.axis(entry, reporter))
    }
    if axes.isEmpty { return nil }
    let count = axes.reduce(1) { min($0 * $1.choices.count, Self.most * 1000) }
    if count > Self.most {
      reporter.report(.tooManyVariants(count: count, limit: Self.most), at: node.span)
      return nil
    }
  }

  /// In the order of the lists, the last one turning fastest.
  func cases(of test: TestCase) -> [TestCase] {
    var chosen: [[Choice]] = [[]]
    for axis in axes { chosen = chosen.flatMap { start in axis.choices.map { start + [$0] } } }
    return chosen.enumerated().map { index, choices in
      var variant = test
      variant.name = name(of: test, choices, number: index + 1)
      variant.inputs = TestFileReader.merged(test.inputs, with: choices.map(\.entry))
      return variant
    }
  }

  /// `every-tone@tone=polite,order=absent`; with long names `every-tone@#12`.
  private func name(of test: TestCase, _ choices: [Choice], number: Int) -> String {
    let parts = zip(axes, choices).map { "\($0.input)=\($1.label)" }.joined(separator: ",")
    let name = "\(test.name)@\(NFC.normalized(parts))"
    return name.utf8.count <= TestCase.longestName ? name : "\(test.name)@#\(number)"
  }

  // MARK: Labels

  /// Labels are the values as they are written, as long as all of a list can stand in the name of a folder.
  private static func axis(_ entry: YAMLEntry, _ reporter: Reporter) -> Axis {
    var axis = Axis(input: entry.keyText, choices: [])
    var seen: [String: YAMLNode] = [:]
    for (index, item) in entry.value.items.enumerated() {
      var label = label(of: item) ?? "#\(index + 1)"
      if let other = seen[TestCase.folded(label)] {
        if item.isSame(as: other) {
          reporter.report(
            .variantTwice(value: label, input: entry.keyText), at: item.span,
            labels: [DiagnosticLabel(other.span, .otherHere)])
          continue
        }
        // Another value that is called alike.
        label = "#\(index + 1)"
      }
      seen[TestCase.folded(label)] = item
      axis.choices.append(
        Choice(
          label: label, entry: TestCase.Entry(key: entry.keyText, keySpan: entry.key.span, value: item)))
    }
    return axis
  }

  private static let longestLabel = 40

  /// Of a file, its name without the ending. Nil for what has no short name.
  private static func label(of item: YAMLNode) -> String? {
    var text: String
    if let file = item.namedFile?.scalarText {
      let name = file.split(separator: "/").last ?? ""
      text = String(name.prefix { $0 != "." })
    } else if let scalar = item.scalar {
      // The text "absent" is not the word.
      if scalar.text == "absent", !item.saysAbsent { return nil }
      text = scalar.text
    } else {
      return nil
    }
    // A sentence is called by its words.
    if let end = text.utf8.last, end == 0x2E { text.removeLast() }
    let isPlain = text.unicodeScalars.allSatisfy { !",=#%".unicodeScalars.contains($0) }
    guard isPlain, text.utf8.count <= longestLabel, TestCase.isName(text) else { return nil }
    return NFC.normalized(text)
  }
}

extension YAMLNode {
  /// The same word or text, or the same file.
  fileprivate func isSame(as other: YAMLNode) -> Bool {
    if let file = namedFile?.scalarText, let second = other.namedFile?.scalarText {
      return file.hasSameBytes(as: second)
    }
    guard let mine = scalar, let theirs = other.scalar else { return false }
    return mine.text.hasSameBytes(as: theirs.text) && saysAbsent == other.saysAbsent
  }
}
