// swift-tools-version: 6.2
import PackageDescription

// The fuzzer, a package of its own because all of it has to be built with `-sanitize=fuzzer`. The sources are those
// of the product, by links: what is asked is `package`, and a package cannot ask another for that.

let package = Package(
  name: "dari-fuzz",
  platforms: [.macOS(.v15)],
  targets: [
    .systemLibrary(name: "CLibYAML", pkgConfig: "yaml-0.1"),
    .systemLibrary(name: "CCMarkGFM", pkgConfig: "libcmark-gfm"),
    .target(name: "DariBase"),
    .target(name: "DariYAML", dependencies: ["DariBase", "CLibYAML"]),
    .target(name: "DariSyntax", dependencies: ["DariBase"]),
    .target(name: "DariRuntime", dependencies: ["DariBase"], exclude: ["Places/README.md"]),
    .target(name: "DariSemantics", dependencies: ["DariBase", "DariYAML", "DariSyntax", "DariRuntime"]),
    .target(name: "DariEmit", dependencies: ["DariBase", "DariRuntime", "DariSemantics", "CCMarkGFM"]),
    .executableTarget(
      name: "dari-fuzz", dependencies: ["DariBase", "DariSyntax", "DariRuntime", "DariSemantics", "DariEmit"]),
    // A loop of its own, without libFuzzer.
    .executableTarget(
      name: "dari-attack", dependencies: ["DariBase", "DariSyntax", "DariRuntime", "DariSemantics", "CCMarkGFM"]),
  ],
  swiftLanguageModes: [.v6]
)
