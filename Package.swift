// swift-tools-version: 6.2
import PackageDescription

// Targets stand on floors (Documentation/Architecture.md); imports go down only,
// and Tests/ArchitectureTests fails otherwise.

let package = Package(
  name: "dari-compiler",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "dari", targets: ["DariCommand"]),
    .executable(name: "dari-live", targets: ["dari-live"]),
    .library(name: "Dari", targets: ["Dari"]),
    .library(name: "DariRuntime", targets: ["DariRuntime"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0")
  ],
  targets: [
    // Floor 0
    .systemLibrary(
      name: "CLibYAML", pkgConfig: "yaml-0.1",
      providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),
    .systemLibrary(
      name: "CCMarkGFM", pkgConfig: "libcmark-gfm",
      providers: [
        .apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"]), .brew(["cmark-gfm"]),
      ]),
    .systemLibrary(
      name: "CCurl", pkgConfig: "libcurl",
      providers: [.apt(["libcurl4-openssl-dev"]), .brew(["curl"])]),
    .target(name: "DariBase"),

    // Floor 1
    .target(name: "DariYAML", dependencies: ["DariBase", "CLibYAML"]),
    .target(name: "DariSyntax", dependencies: ["DariBase"]),
    .target(name: "DariRuntime", dependencies: ["DariBase"], exclude: ["Places/README.md"]),

    // Floor 2
    .target(
      name: "DariSemantics", dependencies: ["DariBase", "DariYAML", "DariSyntax", "DariRuntime"]),

    // Floor 3
    .target(name: "DariEmit", dependencies: ["DariBase", "DariRuntime", "DariSemantics", "CCMarkGFM"]),

    // Floor 4
    .target(
      name: "DariWorkspace",
      dependencies: [
        "DariBase", "DariYAML", "DariSyntax", "DariRuntime", "DariSemantics", "DariEmit",
      ]),

    // Floor 6
    .target(
      name: "Dari", dependencies: ["DariBase", "DariRuntime", "DariSemantics", "DariEmit"],
      path: "Sources/DariUmbrella"),
    // The product is `dari`; the target is not, so that a file system that takes `Dari` and `dari`
    // for one name can build both.
    .executableTarget(
      name: "DariCommand",
      dependencies: [
        "DariBase", "DariRuntime", "DariSemantics", "DariEmit", "DariWorkspace",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(
      name: "dari-live", dependencies: ["DariBase", "CCurl"], exclude: ["README.md"]),
    .executableTarget(name: "dari-dev"),

    // Tests
    .testTarget(name: "DariBaseTests", dependencies: ["DariBase"]),
    .testTarget(name: "DariYAMLTests", dependencies: ["DariYAML"]),
    .testTarget(name: "DariSyntaxTests", dependencies: ["DariSyntax"]),
    .testTarget(name: "DariRuntimeTests", dependencies: ["DariRuntime"], exclude: ["Oracles"]),
    .testTarget(name: "DariSemanticsTests", dependencies: ["DariSemantics"]),
    .testTarget(name: "DariEmitTests", dependencies: ["DariEmit", "DariSemantics"]),
    .testTarget(name: "DariWorkspaceTests", dependencies: ["DariWorkspace"]),
    .testTarget(name: "DariTests", dependencies: ["Dari"]),
    .testTarget(
      name: "DariCommandTests",
      dependencies: ["DariCommand", .product(name: "ArgumentParser", package: "swift-argument-parser")]),
    .testTarget(name: "FixtureTests", dependencies: ["DariWorkspace"]),
    .testTarget(name: "ArchitectureTests"),
  ],
  swiftLanguageModes: [.v6]
)
