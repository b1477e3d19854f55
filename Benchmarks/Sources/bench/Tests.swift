// `dari test` with 2,000 cases, against pytest, Jinja2 and syrupy on the same ones; and with 10,000, which they take half an
// hour for.

import Foundation

extension Bench {
  /// Both keep the same pages, byte for byte, which is seen to before anything is timed.
  static func measureTests(_ dari: String, _ repository: String, _ folder: String) throws {
    let python = repository + "/.venv/bin/python"
    guard FileManager.default.isExecutableFile(atPath: python),
      (try? Command.run([python, "-c", "import jinja2, pytest, syrupy"])) != nil
    else {
      print("cases: no pytest, Jinja2 and syrupy (Benchmarks/requirements.txt) to compare with")
      return
    }
    setenv("XDG_CACHE_HOME", folder + "/cache", 1)
    func cases(_ count: Int) throws -> String {
      let place = "\(folder)/tests-\(count)"
      try Command.run([
        python, repository + "/Benchmarks/peers/make_tests.py", place, String(count), String(count / 100),
      ])
      try Command.run([dari, "test", place + "/dari", "--update"])
      return place
    }
    let small = try cases(2_000)
    func pytest(_ options: [String] = []) throws {
      try Command.run(
        [
          python, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", small + "/pytest",
          small + "/pytest",
        ]
          + options)
    }
    try pytest(["--snapshot-update"])
    guard try samePages(small + "/dari", small + "/pytest", 2_000) else {
      print("2,000 cases: the pages of both are not the same")
      return
    }
    let peer = try Timing.of(2) { try pytest() }
    let same = try Timing.of(6) { try Command.run([dari, "test", small + "/dari", "--no-cache"]) }
    same.show("test 2,000 cases of 3 KB", against: "pytest + syrupy", peer)
    let project = try cases(10_000) + "/dari"
    let all = try Timing.of(6) { try Command.run([dari, "test", project, "--no-cache"]) }
    all.show("test 10,000 cases of 3 KB", against: "2,000 of them", same)
    try Command.run([dari, "test", project])
    let known = try Timing.of(6) { try Command.run([dari, "test", project]) }
    known.show("  nothing has changed", against: "all rendered", all)
    // Some words more in one routine, which no prompt shows.
    let routine = project + "/r7.dari"
    let text = try String(contentsOfFile: routine, encoding: .utf8)
    var number = 0
    let edited = try Timing.of(6) {
      number += 1
      try text.replacingOccurrences(of: "owner: boss", with: "summary: \(number)\nowner: boss")
        .write(toFile: routine, atomically: true, encoding: .utf8)
      try Command.run([dari, "test", project])
    }
    edited.show("  one routine of 100 has changed", against: "all rendered", all)
    let few = try Command.peakMemory([dari, "test", try cases(1_000) + "/dari", "--no-cache"])
    let many = try Command.peakMemory([dari, "test", project, "--no-cache"])
    print(
      String(
        format: "  peak memory: %.1f MiB with 1,000 cases, %.1f MiB with 10,000", Double(few) / 1024,
        Double(many) / 1024))
  }

  private static func samePages(_ project: String, _ peer: String, _ count: Int) throws -> Bool {
    let files = FileManager.default
    let snapshots = peer + "/__snapshots__/test_prompts"
    let names = try files.contentsOfDirectory(atPath: snapshots)
    return names.count == count
      && names.allSatisfy { name in
        // `test_prompt[r0-case-0].md`
        let parts = name.dropFirst("test_prompt[".count).dropLast("].md".count).split(
          separator: "-", maxSplits: 1)
        return parts.count == 2
          && files.contentsEqual(
            atPath: "\(snapshots)/\(name)",
            andPath: "\(project)/tests/golden/\(parts[0])/\(parts[1])/draft.md")
      }
  }
}
