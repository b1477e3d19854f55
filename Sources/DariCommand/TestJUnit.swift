// What `dari test` found as JUnit XML, which most machines that run tests read.

import DariBase
import DariWorkspace

/// A suite for each file of tests, a case for each case, and a suite for what is kept and no case makes. Without times: the
/// same tests give the same bytes.
///
/// There is no standard of it; elements and attributes are those of the Jenkins xUnit schema (`junit-10.xsd`).
struct TestJUnit {
  let run: TestRun
  let findings: [TestFinding]

  var text: String {
    let suites = self.suites
    let head =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      + "<testsuites name=\"dari test\"\(counts(suites.map(\.tests).reduce(0, +), findings))>\n"
    return head + suites.map(\.text).joined() + "</testsuites>\n"
  }

  /// Something that keeps every case from running.
  struct Problem {
    var code: String
    var message: String
    var place: String?
  }

  static func text(of problems: [Problem]) -> String {
    let counts = " tests=\"\(problems.count)\" failures=\"0\" errors=\"\(problems.count)\" skipped=\"0\""
    let cases = problems.map { problem in
      let text = ([problem.message] + (problem.place.map { [$0] } ?? [])).joined(separator: "\n")
      return
        "    <testcase\(attribute("name", problem.place ?? problem.code))\(attribute("classname", "project"))>\n"
        + "      <error\(attribute("message", problem.message))\(attribute("type", problem.code))>\(escaped(text))</error>\n"
        + "    </testcase>\n"
    }.joined()
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"dari test\"\(counts)>\n"
      + "  <testsuite name=\"project\"\(counts)>\n\(cases)  </testsuite>\n</testsuites>\n"
  }

  private var suites: [(text: String, tests: Int)] {
    var byCase: [String: [TestFinding]] = [:]
    for finding in findings {
      if let test = finding.test { byCase[test.folder, default: []].append(finding) }
    }
    var suites: [(text: String, tests: Int)] = []
    for file in run.tests.files {
      let ran = run.ran.filter { $0.path == file }
      if ran.isEmpty { continue }
      let own = ran.flatMap { byCase[$0.folder] ?? [] }
      let cases = ran.map { self.case($0, byCase[$0.folder] ?? []) }.joined()
      suites.append((suite(file, ran.count, own, cases), ran.count))
    }
    let orphans = findings.filter { $0.test == nil }
    if !orphans.isEmpty {
      let cases = orphans.map { finding in
        "    <testcase\(Self.attribute("name", finding.golden ?? ""))\(Self.attribute("classname", "golden"))>\n"
          + self.finding(finding) + "    </testcase>\n"
      }.joined()
      suites.append((suite(ProjectTests.goldenFolder, orphans.count, orphans, cases), orphans.count))
    }
    return suites
  }

  private func suite(_ name: String, _ tests: Int, _ findings: [TestFinding], _ cases: String) -> String {
    "  <testsuite\(Self.attribute("name", name))\(counts(tests, findings))>\n\(cases)  </testsuite>\n"
  }

  private func counts(_ tests: Int, _ findings: [TestFinding]) -> String {
    // A case counts once, however much is wrong in it.
    func count(_ isMeant: (TestFinding) -> Bool) -> Int {
      Set(findings.filter(isMeant).map { $0.test?.folder ?? $0.golden ?? "" }).count
    }
    let errors = count { $0.kind == .error }
    let failures = count { $0.kind != .error }
    return " tests=\"\(tests)\" failures=\"\(failures)\" errors=\"\(errors)\" skipped=\"0\""
  }

  private func `case`(_ ran: TestRun.Ran, _ findings: [TestFinding]) -> String {
    let head =
      "    <testcase\(Self.attribute("name", ran.name))\(Self.attribute("classname", ran.routine))\(Self.attribute("file", ran.path))"
    if findings.isEmpty { return head + "/>\n" }
    return head + ">\n" + findings.map(finding).joined() + "    </testcase>\n"
  }

  private func finding(_ finding: TestFinding) -> String {
    let element = finding.kind == .error ? "error" : "failure"
    var lines = [finding.message]
    if let place = finding.place { lines.append("\(place.file):\(place.line)") }
    if let golden = finding.golden { lines.append(golden) }
    let text = lines.joined(separator: "\n") + "\n" + finding.details
    return "      <\(element)\(Self.attribute("message", finding.message))"
      + "\(Self.attribute("type", finding.code ?? finding.kind.rawValue))>\(Self.escaped(text))</\(element)>\n"
  }

  private static func attribute(_ name: String, _ value: String) -> String {
    " \(name)=\"\(escaped(value).replacing("\n", with: "&#10;"))\""
  }

  /// Characters that XML 1.0 has no way to write are shown as pictures (section 2.2).
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\n": result += "\n"
      case "\t": result += "&#9;"
      case "\r": result += "&#13;"
      case "\u{0}"..<" ", "\u{7F}"..."\u{9F}": result += VisibleText.visible(String(Character(scalar)))
      case "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
