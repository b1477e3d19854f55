// Which part of a version has to grow: Semantic Versioning 2.0.0.

package enum VersionBump: String, CaseIterable, Comparable, Sendable {
  case none, patch, minor, major

  private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
  package static func < (a: VersionBump, b: VersionBump) -> Bool { a.rank < b.rank }
}

/// `1.4.0`, also `1.4` and `v1.4.0-beta.1+build`.
package struct ProjectVersion: Hashable, Comparable, Sendable {
  package var numbers: [Int]
  /// What stands behind `-`: not yet the version it names.
  package var preRelease: String?

  /// In the order of Semantic Versioning (11): `1.0.0-beta.2`, `1.0.0-beta.11`, `1.0.0-rc.1`, `1.0.0`.
  package static func < (a: ProjectVersion, b: ProjectVersion) -> Bool {
    if a.numbers != b.numbers { return a.numbers.lexicographicallyPrecedes(b.numbers) }
    guard let left = a.preRelease else { return false }
    guard let right = b.preRelease else { return true }
    let parts = (left.split(separator: "."), right.split(separator: "."))
    for (x, y) in zip(parts.0, parts.1) where !x.utf8.elementsEqual(y.utf8) { return precedes(x, y) }
    return parts.0.count < parts.1.count
  }

  /// Numbers by their value and before words, words by their bytes.
  private static func precedes(_ a: Substring, _ b: Substring) -> Bool {
    func isNumber(_ text: Substring) -> Bool { text.utf8.allSatisfy { (0x30...0x39).contains($0) } }
    switch (isNumber(a), isNumber(b)) {
    case (true, true):
      // However many digits there are.
      let (x, y) = (a.drop { $0 == "0" }, b.drop { $0 == "0" })
      return x.utf8.count == y.utf8.count
        ? x.utf8.lexicographicallyPrecedes(y.utf8) : x.utf8.count < y.utf8.count
    case (true, false): return true
    case (false, true): return false
    case (false, false): return a.utf8.lexicographicallyPrecedes(b.utf8)
    }
  }

  /// Nil for what is no version.
  package init?(_ text: String) {
    var rest = text[...]
    if rest.hasPrefix("v") { rest = rest.dropFirst() }
    if let plus = rest.firstIndex(of: "+") { rest = rest[..<plus] }
    if let hyphen = rest.firstIndex(of: "-") {
      let name = rest[rest.index(after: hyphen)...]
      if name.isEmpty { return nil }
      preRelease = String(name)
      rest = rest[..<hyphen]
    }
    let parts = rest.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...3).contains(parts.count) else { return nil }
    numbers = []
    for part in parts {
      guard (1...9).contains(part.utf8.count), part.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
        let number = Int(part)
      else { return nil }
      numbers.append(number)
    }
    while numbers.count < 3 { numbers.append(0) }
  }

  /// What lies between two versions, none if the new one is not later. Below 1.0.0, where Semantic Versioning promises nothing, the
  /// second number stands for what breaks and the third for the rest, as package managers read it.
  package func bump(to new: ProjectVersion) -> VersionBump {
    guard self < new else { return .none }
    // `2.0.0-rc.1` promises no more than 1.9 did: whatever comes after it may change what the step to 2.0.0 may.
    let open = preRelease == nil ? VersionBump.none : ownStep
    if new.numbers == numbers { return open }
    if new.numbers[0] != numbers[0] { return .major }
    if new.numbers[1] != numbers[1] { return max(open, numbers[0] == 0 ? .major : .minor) }
    return max(open, numbers[0] == 0 ? .minor : .patch)
  }

  /// As large as the step to these numbers was from those before them.
  private var ownStep: VersionBump {
    if numbers[2] > 0 { return numbers[0] == 0 ? .minor : .patch }
    return numbers[1] > 0 && numbers[0] > 0 ? .minor : .major
  }

  /// The least version without a name behind `-` that this bump leads to.
  package func next(_ bump: VersionBump) -> String {
    var next = numbers
    // A name behind `-` that goes, or becomes another one, is enough.
    let bump = isEnough(for: bump) ? VersionBump.none : bump
    switch bump {
    case .none: break
    case .major: next = numbers[0] == 0 ? [0, numbers[1] + 1, 0] : [numbers[0] + 1, 0, 0]
    case .minor: next = numbers[0] == 0 ? [0, numbers[1], numbers[2] + 1] : [numbers[0], numbers[1] + 1, 0]
    case .patch: next[2] += 1
    }
    return next.map(String.init).joined(separator: ".")
  }

  /// Any later version will do: this one is not yet the one that it names, and that one may change as much.
  package func isEnough(for bump: VersionBump) -> Bool { preRelease != nil && bump <= ownStep }
}
