// swift-tools-version: 6.2
import PackageDescription

// Apart from the product, so that who builds the product does not build this. What is measured is what users
// have: the `dari` binary and the public library.

let package = Package(
  name: "dari-benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "dari-compiler", path: "..")],
  targets: [
    .executableTarget(
      name: "bench", dependencies: [.product(name: "DariRuntime", package: "dari-compiler")])
  ],
  swiftLanguageModes: [.v6]
)
