// Which part of a version has to grow: Semantic Versioning 2.0.0.

package enum VersionBump: String, CaseIterable, Comparable, Sendable {
  case none, patch, minor, major

  private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
  package static func < (a: VersionBump, b: VersionBump) -> Bool { a.rank < b.rank }
}

/// `1.4.0`, also `1.4` and `v1.4.0-beta.1+build`.
package struct ProjectVersion: Hashable, Sendable {
  package var numbers: [Int]
  /// What stands behind `-`: not yet the version it names.
  package var preRelease: String?

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

  /// What lies between two versions. Below 1.0.0, where nothing is promised yet, the second number stands for what breaks and
  /// the third for the rest, as package managers read it.
  package func bump(to new: ProjectVersion) -> VersionBump {
    if new.numbers == numbers {
      // From `2.0.0-beta` to `2.0.0`, or to the next beta: as large as the step to 2.0.0 is.
      guard let preRelease, new.preRelease != preRelease else { return .none }
      return numbers[2] > 0 ? .patch : numbers[1] > 0 ? .minor : .major
    }
    guard numbers.lexicographicallyPrecedes(new.numbers) else { return .none }
    if new.numbers[0] != numbers[0] { return .major }
    if new.numbers[1] != numbers[1] { return numbers[0] == 0 ? .major : .minor }
    return numbers[0] == 0 ? .minor : .patch
  }

  /// The least version that this bump leads to.
  package func next(_ bump: VersionBump) -> String {
    var next = numbers
    switch bump {
    case .none: break
    case .major: next = numbers[0] == 0 ? [0, numbers[1] + 1, 0] : [numbers[0] + 1, 0, 0]
    case .minor: next = numbers[0] == 0 ? [0, numbers[1], numbers[2] + 1] : [numbers[0], numbers[1] + 1, 0]
    case .patch: next[2] += 1
    }
    return next.map(String.init).joined(separator: ".")
  }
}
