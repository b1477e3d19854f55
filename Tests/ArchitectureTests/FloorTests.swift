// The floors of Documentation/Architecture.md: imports go down only, and the world is touched in one place.

import Testing

/// A target of the package: the floor it stands on, and what it may import from outside.
struct Floor {
  var floor: Int
  /// Modules that are not ours, or that only this target may use.
  var outside: Set<String> = []

  /// By folder of Sources. A folder that is not here fails the test.
  static let all: [String: Floor] = [
    "CLibYAML": Floor(floor: 0), "CCMarkGFM": Floor(floor: 0), "CCurl": Floor(floor: 0),
    "DariBase": Floor(floor: 0),
    "DariYAML": Floor(floor: 1, outside: ["CLibYAML"]), "DariSyntax": Floor(floor: 1),
    "DariRuntime": Floor(floor: 1),
    "DariSemantics": Floor(floor: 2),
    "DariEmit": Floor(floor: 3, outside: ["CCMarkGFM"]), "DariIDE": Floor(floor: 3),
    "DariWorkspace": Floor(floor: 4, outside: cLibraries),
    "DariWire": Floor(floor: 5),
    "DariCommand": Floor(floor: 6, outside: ["ArgumentParser"]), "DariUmbrella": Floor(floor: 6),
    "dari-serve": Floor(floor: 6, outside: ["ArgumentParser", "FlyingFox", "FlyingSocks", "Foundation"]),
    "dari-live": Floor(floor: 6, outside: cLibraries.union(["CCurl"])),
    "dari-dev": Floor(floor: 6, outside: ["Foundation"]),
  ]

  static let cLibraries: Set<String> = ["Glibc", "Musl", "Darwin"]
  /// Parts of the standard library that need to be imported.
  static let standard: Set<String> = ["Swift", "Synchronization"]
  /// Each is imported by one target only, whatever the floors allow.
  static let reserved: Set<String> = ["CLibYAML", "CCMarkGFM", "CCurl"]
  /// The one place where the C library is called; `dari-live` is nothing but the world.
  static let platform = "Sources/DariWorkspace/Platform/"
  static let isWorld: Set<String> = ["dari-live"]
}

@Suite struct FloorTests {
  struct Import: Hashable {
    var target: String
    var path: String
    var line: Int
    var module: String
  }

  static func imports(_ file: RepositoryFile) -> [Import] {
    let target = file.path.split(separator: "/").dropFirst().first.map(String.init) ?? ""
    return file.lines.enumerated().compactMap { index, line in
      // Most lines are told apart by a glance; the pattern is slow.
      guard line.utf8.first.map({ "@ipf ".utf8.contains($0) }) == true, line.contains("import") else {
        return nil
      }
      let pattern =
        /^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|package|internal|private|fileprivate)\s+)?import\s+(?:(?:struct|class|enum|protocol|func|var|let|typealias|actor)\s+)?(\w+)/
      guard let match = line.prefixMatch(of: pattern) else { return nil }
      return Import(target: target, path: file.path, line: index + 1, module: String(match.1))
    }
  }

  static let imports: [Import] = Repository.files("Sources", endings: [".swift"]).flatMap(imports)

  /// Nil if the import is allowed.
  static func objection(_ item: Import) -> String? {
    guard let own = Floor.all[item.target] else { return "Sources/\(item.target) has no floor" }
    if Floor.standard.contains(item.module) { return nil }
    if own.outside.contains(item.module) {
      if Floor.cLibraries.contains(item.module), !Floor.isWorld.contains(item.target),
        !item.path.hasPrefix(Floor.platform)
      {
        return "the C library is called in \(Floor.platform) only"
      }
      return nil
    }
    guard let other = Floor.all[item.module] else { return "\(item.target) may not import \(item.module)" }
    if Floor.reserved.contains(item.module) { return "\(item.module) is not for \(item.target)" }
    if other.floor >= own.floor {
      return "\(item.module) (floor \(other.floor)) does not lie below \(item.target) (floor \(own.floor))"
    }
    return nil
  }

  @Test func importsGoDown() {
    for item in Self.imports {
      if let objection = Self.objection(item) { Issue.record("\(item.path):\(item.line): \(objection)") }
    }
    // Reading nothing would find nothing.
    #expect(Self.imports.count > 20)
    #expect(Self.imports.contains { $0.target == "DariRuntime" && $0.module == "DariBase" })
  }

  @Test func everyFolderHasAFloor() {
    let folders = Set(
      Repository.files("Sources", endings: [".swift", ".modulemap"]).compactMap {
        $0.path.split(separator: "/").dropFirst().first.map(String.init)
      })
    #expect(folders.subtracting(Floor.all.keys) == [])
  }

  @Test(arguments: [
    ("import Foundation", "Foundation"), ("@testable import DariBase", "DariBase"),
    ("  @_spi(A) package import struct DariBase.Diagnostic", "DariBase"), ("public import Glibc", "Glibc"),
    ("// import Foundation", nil), ("let important = 1", nil),
  ])
  func importsAreRead(_ line: String, _ module: String?) {
    let file = RepositoryFile(path: "Sources/DariBase/a.swift", text: line)
    #expect(Self.imports(file).first?.module == module)
  }

  @Test(arguments: [
    ("DariYAML", "DariSyntax"), ("DariBase", "DariRuntime"), ("DariCommand", "Foundation"),
    ("DariSemantics", "FoundationEssentials"), ("DariRuntime", "Glibc"), ("DariSemantics", "CLibYAML"),
    ("DariEmit", "DariWorkspace"), ("Unknown", "DariBase"), ("DariWorkspace", "Glibc"),
  ])
  func whatIsForbiddenIsFound(_ target: String, _ module: String) {
    let item = Import(target: target, path: "Sources/\(target)/a.swift", line: 1, module: module)
    #expect(Self.objection(item) != nil)
  }

  // MARK: Purity

  /// What reaches the clock, chance, the process or its outputs without an import.
  static let impure = [
    "print(\"", "debugPrint(", "readLine(", "CommandLine.", "ContinuousClock", "SuspendingClock",
    "SystemRandomNumberGenerator", ".randomElement(", ".shuffled(", ".random(in:", "@_silgen_name",
  ]

  @Test func coreIsPure() {
    let core = Set(Floor.all.filter { $0.value.floor <= 3 }.keys)
    for file in Repository.files("Sources", endings: [".swift"]) {
      let target = file.path.split(separator: "/").dropFirst().first.map(String.init) ?? ""
      guard core.contains(target) else { continue }
      for word in Self.impure where file.text.contains(word) {
        for (index, line) in file.lines.enumerated() where line.contains(word) {
          if line.drop(while: { $0 == " " }).hasPrefix("//") { continue }
          Issue.record("\(file.path):\(index + 1): the core takes values and gives values: \(line)")
        }
      }
    }
  }
}
