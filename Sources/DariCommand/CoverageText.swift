// What no case has rendered, for people and for programs.

import DariBase
import DariRuntime
import DariWorkspace

struct CoverageText {
  private let coverage: TestCoverage
  private let sources: SourceSet
  private let console: Console

  init(_ coverage: TestCoverage, _ sources: SourceSet, _ console: Console) {
    self.coverage = coverage
    self.sources = sources
    self.console = console
  }

  /// A file with what is missing in it; what is whole is only counted.
  func text(heading: (String) -> String) -> String {
    let (covered, total) = (coverage.covered, coverage.total)
    var text = heading(
      console.words(
        "coverage · \(covered) of \(total)\(percent(covered, total))",
        "커버리지 · \(total)가지 가운데 \(covered)가지\(percent(covered, total))"))
    for file in coverage.files {
      text += "\(VisibleText.visible(file.path)) · \(file.covered)/\(file.points.count)\n"
      if file.covered == 0 {
        text += "  \(console.words("no case renders anything of it", "이 파일의 글을 만드는 사례가 없습니다"))\n"
        continue
      }
      let digits = String(file.points.last?.place.line ?? 0).utf8.count
      for point in file.points where !point.isCovered {
        let number = String(point.place.line)
        let pad = String(repeating: " ", count: max(0, digits - number.utf8.count))
        text += "  \(pad)\(number) | \(VisibleText.visible(words(point)))\n"
      }
    }
    return text
  }

  /// Rounded down: all is all.
  private func percent(_ covered: Int, _ total: Int) -> String {
    total == 0 ? "" : " · \(covered * 100 / total) %"
  }

  private func words(_ point: TestCoverage.Point) -> String {
    let tag = tag(point)
    switch point.kind {
    case .isTrue: return console.words("\(tag) is never true", "\(tag) 참인 적이 없습니다")
    case .isFalse: return console.words("\(tag) is never false", "\(tag) 거짓인 적이 없습니다")
    case .match(let words):
      let word = words.joined(separator: ", ")
      return words.isEmpty
        ? console.words("\(tag) never comes to `else`", "\(tag) `else`로 간 적이 없습니다")
        : console.words("\(tag) is never `\(word)`", "\(tag) `\(word)`인 적이 없습니다")
    case .hasItems: return console.words("\(tag) never has an item", "\(tag) 항목이 있었던 적이 없습니다")
    case .isEmpty: return console.words("\(tag) is never empty", "\(tag) 비어 있었던 적이 없습니다")
    case .snippet(let name):
      return console.words(
        "the snippet `\(name)` is never used", "스니펫 `\(name)`\(particle("을/를", name)) 쓴 적이 없습니다")
    case .step(let name):
      return console.words("the step `\(name)` is never done", "`\(name)` 단계를 한 적이 없습니다")
    case .skippedStep(let name):
      return console.words("the step `\(name)` is never skipped", "`\(name)` 단계를 건너뛴 적이 없습니다")
    case .again(let name):
      return console.words("`@again` of `\(name)` is never said", "`\(name)` 단계의 `@again`을 쓴 적이 없습니다")
    case .input(let path, let kind): return words(path, kind)
    }
  }

  private func words(_ path: String, _ kind: RenderCoverage.InputWay.Kind) -> String {
    switch kind {
    case .absent:
      console.words("`\(path)` is never left out", "`\(path)`\(particle("을/를", path)) 비워 둔 적이 없습니다")
    case .given: console.words("`\(path)` is never given", "`\(path)`\(particle("을/를", path)) 넣은 적이 없습니다")
    case .word(let word):
      console.words("`\(path)` is never `\(word)`", "`\(path)`\(particle("이/가", path)) `\(word)`인 적이 없습니다")
    case .bool(let holds):
      console.words(
        "`\(path)` is never \(holds)",
        "`\(path)`\(particle("이/가", path)) \(holds ? "참" : "거짓")인 적이 없습니다")
    }
  }

  private func particle(_ pair: String, _ word: String) -> String {
    KoreanParticle.particle(pair, after: word)
  }

  /// The tag as it stands in the source: `{% if order %}`.
  private func tag(_ point: TestCoverage.Point) -> String {
    guard let file = sources.files.first(where: { $0.path == point.place.path }),
      file.lineStarts.indices.contains(point.place.line - 1)
    else { return "" }
    let line = String(decoding: file.bytes[file.lineRange(point.place.line - 1)], as: UTF8.self)
    return String(line.drop { $0 == " " || $0 == "\t" })
  }

  // MARK: JSON

  var json: JSONValue {
    [
      "covered": .integer(Int64(coverage.covered)), "total": .integer(Int64(coverage.total)),
      "files": .array(
        coverage.files.map { file in
          [
            "file": .string(file.path), "covered": .integer(Int64(file.covered)),
            "total": .integer(Int64(file.points.count)),
            "missing": .array(
              file.points.filter { !$0.isCovered }.map { point in
                ["line": .integer(Int64(point.place.line)), "message": .string(words(point))]
              }),
          ]
        }),
    ]
  }
}
