// Versions, how far apart they are, and what comes next.

import Testing

@testable import DariSemantics

@Suite struct VersionBumpTests {
  @Test(arguments: [
    ("1.2.3", "1.2.3", VersionBump.none), ("1.2.3", "1.2.4", .patch), ("1.2.3", "1.3.0", .minor),
    ("1.2.3", "2.0.0", .major), ("1.2.3", "1.10.0", .minor), ("1.2.3", "1.2.2", .none),
    ("2.0.0", "1.9.9", .none),
    ("1.2", "1.2.0", .none), ("v1.2", "1.3", .minor), ("1", "2", .major), ("1.2.3+a", "1.2.3+b", .none),
    ("0.3.7", "0.3.8", .minor), ("0.3.7", "0.4.0", .major), ("0.3.7", "1.0.0", .major),
    ("2.0.0-rc.1", "2.0.0", .major), ("1.3.0-rc.1", "1.3.0-rc.2", .minor), ("1.3.1-rc.1", "1.3.1", .patch),
    ("1.3.0", "2.0.0-rc.1", .major), ("1.3.0-rc.1", "1.3.0-rc.1", .none),
    // Back, also from a version to what it was before.
    ("2.0.0", "2.0.0-rc.1", .none), ("2.0.0-rc.2", "2.0.0-rc.1", .none), ("2.0.0-rc.11", "2.0.0-rc.2", .none),
    ("2.0.0-rc.1", "1.9.0", .none), ("2.0.0-rc.2", "2.0.0-rc.11", .major),
    ("2.0.0-alpha", "2.0.0-alpha.1", .major),
    ("2.0.0-1", "2.0.0-a", .major), ("2.0.0-a", "2.0.0-1", .none), ("2.0.0-beta+a", "2.0.0-beta+b", .none),
    // A pre-release on the way to another one may change what the first may.
    ("2.0.0-rc.1", "2.0.1", .major), ("1.3.1-rc.1", "1.4.0", .minor), ("1.3.0-rc.1", "1.3.1", .minor),
    ("0.4.0-rc.1", "0.4.0", .major), ("0.3.8-rc.1", "0.3.8", .minor), ("0.3.8-rc.1", "0.4.0", .major),
    ("1.0.0-rc.1", "1.0.0", .major), ("0.9.0", "1.0.0-rc.1", .major),
  ])
  func between(_ old: String, _ new: String, _ bump: VersionBump) throws {
    #expect(try #require(ProjectVersion(old)).bump(to: try #require(ProjectVersion(new))) == bump)
  }

  @Test(arguments: [
    "", "x", "1.", ".1", "1.2.3.4", "1..2", "-1", "1.2.x", "1.2.3-", "１.2.3", "1 .2", "9999999999",
  ])
  func noVersion(_ text: String) { #expect(ProjectVersion(text) == nil) }

  /// The version that is asked for is one that is enough, and the one right before it is not.
  /// As Semantic Versioning lists them in its article 11.
  @Test func theOrderIsThatOfTheStandard() throws {
    let row = [
      "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11",
      "1.0.0-rc.1", "1.0.0", "2.0.0", "2.1.0", "2.1.1",
    ].compactMap { ProjectVersion($0) }
    #expect(row.count == 11)
    for (index, version) in row.enumerated() {
      for later in row[(index + 1)...] { #expect(version < later && !(later < version)) }
    }
  }

  @Test(arguments: ["0.0.0", "0.3.7", "1.0.0", "1.2.3", "9.9.9", "2.0.0-rc.1", "1.3.1-rc.1", "0.4.0-a"])
  func theNextIsEnough(_ text: String) throws {
    let version = try #require(ProjectVersion(text))
    for bump in VersionBump.allCases {
      let next = try #require(ProjectVersion(version.next(bump)))
      #expect(version.bump(to: next) >= bump)
      if version.isEnough(for: bump) { continue }
      for smaller in VersionBump.allCases where smaller < bump {
        let before = try #require(ProjectVersion(version.next(smaller)))
        // Below 1.0.0 a patch and a minor change ask for the same.
        if before != next { #expect(version.bump(to: before) < bump) }
      }
    }
  }
}
