// One template with the same data in Dari and in Python's Jinja2, each in its own process and timed there.

import DariRuntime
import Foundation

extension Bench {
  static func measureRendering(_ dari: String, _ repository: String, _ folder: String) throws {
    let template = """
      {% for item in items %}
      - {{ item.name | upper }}: {{ item.count * 2 }} {{ item.name | replace("a", "o") if item.count > 5 else "-" }}
      {% endfor %}
      {{ items | length }} {{ words | trim | title }}
      """
    let project = folder + "/rendering"
    try FileManager.default.createDirectory(atPath: project, withIntermediateDirectories: true)
    func write(_ name: String, _ text: String) throws {
      try Data(text.utf8).write(to: URL(fileURLWithPath: project + "/" + name))
    }
    try write("dari.yaml", "project: bench\npeople: { me: me }\n")
    try write(
      "r.dari",
      "---\nroutine: r\n---\n@input items: list of { name: line, count: int }\n\n@input words: text\n\n@step s\nby: human(me)\n@text\n\(template)\n"
    )
    let items = (0..<2000).map { #"{"name": "banana \#($0)", "count": \#($0 % 10)}"# }.joined(separator: ",")
    let data = #"{"items": [\#(items)], "words": "  some words to print "}"#
    try write("data.json", data)
    try write("template.txt", template)
    try Command.run([dari, "build", project, "--out", project + "/out", "--target", "bundle"])
    let bundle = try PromptBundle(
      json: try Data(contentsOf: URL(fileURLWithPath: project + "/out/bundle/r.json")))
    let ours = try Timing.of(20) { Sink.take(try bundle.render(inputs: data).steps[0].text?.utf8.count ?? 0) }
    guard let theirs = try jinja(repository, project, try bundle.render(inputs: data).steps[0].text ?? "")
    else { return }
    ours.show("read data and render 2,000 items", against: "Jinja2 (compiled)", theirs)
  }

  /// Nil, with a word about it, where there is no Jinja2.
  private static func jinja(_ repository: String, _ project: String, _ expected: String) throws -> Timing? {
    let program = """
      import json, sys, time, jinja2
      folder = sys.argv[1]
      template = jinja2.Environment(trim_blocks=True, lstrip_blocks=True).from_string(open(folder + "/template.txt").read())
      text = open(folder + "/data.json").read()
      seconds = []
      for _ in range(21):
          start = time.perf_counter()
          result = template.render(**json.loads(text))
          seconds.append(time.perf_counter() - start)
      seconds = sorted(seconds[1:])
      open(folder + "/jinja.txt", "w").write(result)
      print(seconds[0], seconds[len(seconds) // 2])
      """
    let own = repository + "/.venv/bin/python3"
    let python = FileManager.default.isExecutableFile(atPath: own) ? [own] : ["/usr/bin/env", "python3"]
    guard let output = try? Command.output(of: python + ["-c", program, project]) else {
      print(
        "read data and render 2,000 items: no Python with Jinja2 to hold it against; `make test` installs one"
      )
      return nil
    }
    let numbers = output.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
    let result = try String(contentsOfFile: project + "/jinja.txt", encoding: .utf8)
    if result != expected {
      print("  Jinja2 renders other bytes, so the next line compares two different things")
    }
    return numbers.count == 2 ? Timing(min: numbers[0], median: numbers[1]) : nil
  }
}
