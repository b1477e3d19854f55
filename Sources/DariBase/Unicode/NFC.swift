// Canonical composition (UAX 15): one spelling for what looks and means the same.

package enum NFC {
  /// The text in Normalization Form C. ASCII and text that is composed already come back as they are,
  /// after one look at each scalar.
  package static func normalized(_ text: String) -> String {
    if isSurelyNormalized(text) { return text }
    var scalars = decompose(text)
    order(&scalars)
    compose(&scalars)
    var result = String.UnicodeScalarView()
    for scalar in scalars {
      if let scalar = Unicode.Scalar(scalar.value) { result.append(scalar) }
    }
    return String(result)
  }

  package static func isNormalized(_ text: String) -> Bool {
    isSurelyNormalized(text) || normalized(text).hasSameBytes(as: text)
  }

  private struct Item {
    var value: UInt32
    var combiningClass: UInt8
  }

  /// The quick check: no scalar that NFC may change, and marks in order.
  private static func isSurelyNormalized(_ text: String) -> Bool {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return true }
    var lastClass: UInt8 = 0
    for scalar in text.unicodeScalars {
      let value = scalar.value
      if value < 0x300 || 0xAC00...0xD7A3 ~= value || 0x4E00...0x9FFF ~= value {
        lastClass = 0
        continue
      }
      if ScalarRanges.contains(UnicodeTables.notSurelyComposed, value) { return false }
      let current = combiningClass(value)
      if current != 0, current < lastClass { return false }
      lastClass = current
    }
    return true
  }

  private static func combiningClass(_ value: UInt32) -> UInt8 {
    if value < 0x300 { return 0 }
    let table = UnicodeTables.combiningClasses
    return ScalarRanges.entry(table, value, stride: 3).map { UInt8(table[$0 + 2]) } ?? 0
  }

  // MARK: Decomposing

  private static func decompose(_ text: String) -> [Item] {
    var result: [Item] = []
    result.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars { decompose(scalar.value, into: &result) }
    return result
  }

  private static func decompose(_ value: UInt32, into result: inout [Item]) {
    if value < 0xC0 {
      result.append(Item(value: value, combiningClass: 0))
    } else if let jamo = HangulJamo(syllable: value) {
      result.append(Item(value: jamo.lead, combiningClass: 0))
      result.append(Item(value: jamo.vowel, combiningClass: 0))
      if let final = jamo.final { result.append(Item(value: final, combiningClass: 0)) }
    } else if let entry = decomposition(value) {
      decompose(UnicodeTables.decompositions[entry + 1], into: &result)
      let second = UnicodeTables.decompositions[entry + 2]
      if second != 0 { decompose(second, into: &result) }
    } else {
      result.append(Item(value: value, combiningClass: combiningClass(value)))
    }
  }

  private static func decomposition(_ value: UInt32) -> Int? {
    let table = UnicodeTables.decompositions
    let entry = lowerBound(table) { $0 < value }
    return entry < table.count && table[entry] == value ? entry : nil
  }

  /// Index of the first entry, of three numbers each, that does not come before.
  private static func lowerBound(_ table: [UInt32], _ isBefore: (UInt32) -> Bool) -> Int {
    var low = 0
    var high = table.count / 3
    while low < high {
      let middle = (low + high) / 2
      if isBefore(table[middle * 3]) { low = middle + 1 } else { high = middle }
    }
    return low * 3
  }

  /// Sorts each run of marks by class, and keeps the order within a class.
  private static func order(_ items: inout [Item]) {
    var start = 0
    while start < items.count {
      if items[start].combiningClass == 0 {
        start += 1
        continue
      }
      var end = start
      while end < items.count, items[end].combiningClass != 0 { end += 1 }
      if end - start > 1 {
        let run = items[start..<end].enumerated().sorted {
          ($0.element.combiningClass, $0.offset) < ($1.element.combiningClass, $1.offset)
        }
        items.replaceSubrange(start..<end, with: run.map(\.element))
      }
      start = end
    }
  }

  // MARK: Composing

  private static func compose(_ items: inout [Item]) {
    var output: [Item] = []
    output.reserveCapacity(items.count)
    /// Where the last scalar of class 0 stands in the output.
    var starter: Int?
    for item in items {
      if let place = starter, let last = output.last,
        place == output.count - 1 || (last.combiningClass != 0 && last.combiningClass < item.combiningClass),
        let composed = composition(output[place].value, item.value)
      {
        output[place].value = composed
        continue
      }
      if item.combiningClass == 0 { starter = output.count }
      output.append(item)
    }
    items = output
  }

  private static func composition(_ first: UInt32, _ second: UInt32) -> UInt32? {
    if let syllable = HangulJamo.compose(first, second) { return syllable }
    let table = UnicodeTables.compositions
    var entry = lowerBound(table) { $0 < first }
    while entry < table.count, table[entry] == first {
      if table[entry + 1] == second { return table[entry + 2] }
      entry += 3
    }
    return nil
  }
}

/// The parts of a modern Hangul syllable, as conjoining jamo.
package struct HangulJamo: Hashable, Sendable {
  package let lead: UInt32
  package let vowel: UInt32
  package let final: UInt32?

  /// nil if the scalar is not a syllable (U+AC00…U+D7A3).
  package init?(syllable value: UInt32) {
    guard 0xAC00...0xD7A3 ~= value else { return nil }
    let index = value - 0xAC00
    lead = 0x1100 + index / 588
    vowel = 0x1161 + index % 588 / 28
    final = index % 28 == 0 ? nil : 0x11A7 + index % 28
  }

  /// A lead and a vowel, or a syllable without a final and a final.
  package static func compose(_ first: UInt32, _ second: UInt32) -> UInt32? {
    if 0x1100...0x1112 ~= first, 0x1161...0x1175 ~= second {
      return 0xAC00 + ((first - 0x1100) * 21 + (second - 0x1161)) * 28
    }
    if 0xAC00...0xD7A3 ~= first, (first - 0xAC00) % 28 == 0, 0x11A8...0x11C2 ~= second {
      return first + (second - 0x11A7)
    }
    return nil
  }
}
