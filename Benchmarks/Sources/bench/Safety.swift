// What data safety costs: the share of the passes in checking, and escaping where nothing needs it.

import DariRuntime
import Foundation

extension Bench {
  /// Instructions of the safety passes against those of the whole check of 100 routines, counted by valgrind's callgrind,
  /// which needs no switch in the product that leaves them out.
  static func measureSafetyShare(_ dari: String, _ repository: String, _ folder: String) throws {
    let valgrind = "/usr/bin/valgrind"
    guard FileManager.default.isExecutableFile(atPath: valgrind) else {
      print("share of the safety passes: no valgrind to count instructions with")
      return
    }
    let project = folder + "/safety"
    _ = try Sources.project(of: 100, in: project, from: repository + "/Templates")
    func instructions(_ toggle: [String], _ name: String) throws -> Double {
      let out = folder + "/" + name
      try Command.run(
        [valgrind, "--tool=callgrind", "--callgrind-out-file=\(out)"] + toggle + [dari, "check", project])
      let text = try String(contentsOfFile: out, encoding: .utf8)
      let line = text.split(separator: "\n").first { $0.hasPrefix("summary: ") || $0.hasPrefix("totals: ") }
      return line.flatMap { Double($0.split(separator: " ")[1]) } ?? 0
    }
    let whole = try instructions([], "whole.callgrind")
    let passes = try instructions(
      ["--collect-atstart=no", "--toggle-collect=*checkSafety*"], "safety.callgrind")
    print(
      String(
        format: "safety passes of checking 100 routines: %.1f of %.1f million instructions, %.1f %%",
        passes / 1e6, whole / 1e6, 100 * passes / whole))
  }

  /// A text of 8 MB as an untrusted value between two tags, against the same as a trusted one: what remains of the
  /// difference is cleaning, escaping and the second look at it.
  static func measureEscaping(_ dari: String, _ folder: String) throws {
    let project = folder + "/escaping"
    try FileManager.default.createDirectory(atPath: project, withIntermediateDirectories: true)
    func write(_ name: String, _ text: String) throws {
      try Data(text.utf8).write(to: URL(fileURLWithPath: project + "/" + name))
    }
    try write("dari.yaml", "project: bench\npeople: { me: me }\n")
    for (name, label) in [("safe", "untrusted "), ("plain", "")] {
      try write(
        "\(name).dari",
        "---\nroutine: \(name)\n---\n@input mail: \(label)text\n\n@step s\nby: human(me)\n@text\n<mail>\n{{ mail }}\n</mail>\n"
      )
    }
    try Command.run([dari, "build", project, "--out", project + "/out", "--target", "bundle"])
    func bundle(_ name: String) throws -> PromptBundle {
      try PromptBundle(json: try Data(contentsOf: URL(fileURLWithPath: project + "/out/bundle/\(name).json")))
    }
    let (safe, plain) = (try bundle("safe"), try bundle("plain"))
    for (what, line) in [
      ("Korean", "안녕하세요, 어제 산 원두를 돌려보내고 싶습니다. "),
      ("English", "I would like to return the coffee from yesterday. "),
    ] {
      let text = String(repeating: line, count: 8_000_000 / line.utf8.count)
      let data = "{\"mail\": \"\(text)\"}"
      func render(_ bundle: PromptBundle) throws -> Int {
        try bundle.render(inputs: data).steps[0].text?.utf8.count ?? 0
      }
      let without = try Timing.of(10) { Sink.take(try render(plain)) }
      let with = try Timing.of(10) { Sink.take(try render(safe)) }
      let bytes = Array(text.utf8)
      let copy = Timing.of(10) {
        Sink.take(
          [UInt8](unsafeUninitializedCapacity: bytes.count) { buffer, count in
            count = bytes.count
            bytes.withUnsafeBytes { UnsafeMutableRawBufferPointer(buffer).copyMemory(from: $0) }
          }.count)
      }
      with.without(without).show("clean, escape, check 8 MB, \(what)", against: "a copy of it", copy)
      print(String(format: "  %.0f MB/s", 8 / Swift.max(with.min - without.min, 1e-6)))
    }
  }
}
