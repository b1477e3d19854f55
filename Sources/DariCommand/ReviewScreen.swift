// What `dari test --review` shows and what its keys do: one thing to decide at a time. Pure, but for what is accepted.

import DariBase
import DariWorkspace

struct ReviewScreen {
  private(set) var review: GoldenReview
  private let console: Console
  private let colour: Bool
  /// Of the review's items.
  private(set) var current = 0
  /// Which of the item's prompts is shown, and its first line.
  private var example = 0
  private var top = 0
  private var showsHelp = false
  /// What the last key came to.
  private var message: String?
  private var columns = 80
  private var rows = 24
  private(set) var isFinished = false
  /// Why it had to end.
  private(set) var failure: ReviewFailure?

  init(_ review: GoldenReview, _ console: Console, colour: Bool) {
    self.review = review
    self.console = console
    self.colour = colour
  }

  // MARK: Keys

  mutating func press(_ key: TerminalKey) {
    message = nil
    if showsHelp {
      showsHelp = false
      return
    }
    switch key {
    case .character("a"), .character("y"): decide(.accepted)
    case .character("r"), .character("n"): decide(.rejected)
    case .character("s"), .character(" "), .enter: advance()
    case .character("u"), .character("b"): back()
    case .character("q"), .interrupt: isFinished = true
    case .character("?"), .character("h"): showsHelp = true
    case .right, .character("l"): turn(1)
    case .left: turn(-1)
    case .down, .character("j"): scroll(1)
    case .up, .character("k"): scroll(-1)
    case .pageDown: scroll(room)
    case .pageUp: scroll(-room)
    case .home: top = 0
    case .end: scroll(.max / 2)
    default: break
    }
  }

  mutating func resize(_ columns: Int, _ rows: Int) {
    (self.columns, self.rows) = (max(columns, 20), max(rows, 6))
    scroll(0)
  }

  private mutating func decide(_ decision: GoldenReview.Decision) {
    do throws(ReviewFailure) {
      try review.decide(current, decision)
      advance()
    } catch {
      failure = error
      isFinished = true
    }
  }

  /// To the next one that is open, and to the end behind the last.
  private mutating func advance() {
    let next = (current + 1..<review.items.count).first { review.decisions[$0] == .open }
    guard let next else {
      isFinished = true
      return
    }
    show(next)
  }

  private mutating func back() {
    guard current > 0 else {
      message = console.words("this is the first one", "맨 처음입니다")
      return
    }
    show(current - 1)
  }

  private mutating func show(_ item: Int) {
    (current, example, top) = (item, 0, 0)
  }

  private mutating func turn(_ step: Int) {
    let count = examples
    if count < 2 { return }
    example = (example + step + count) % count
    top = 0
  }

  private mutating func scroll(_ lines: Int) {
    top = min(max(0, top + lines), max(0, body.count - room))
  }

  // MARK: What is shown

  /// Rows between the heading and the keys.
  private var room: Int { rows - 5 }

  private var examples: Int {
    switch review.items[current] {
    case .changed(let group): review.causes.groups[group].parts.count
    case .new(let pages): pages.count
    case .orphans: 1
    }
  }

  private var changes: ChangeText {
    ChangeText(review.run, review.causes, console, colour: colour, width: Self.whole)
  }

  private var title: String {
    let item =
      switch review.items[current] {
      case .changed(let group): changes.heading(review.causes.groups[group])
      case .new(let pages):
        console.words(
          "new · \(pages.count) prompt\(pages.count == 1 ? "" : "s")", "새 프롬프트 \(pages.count)개")
      case .orphans:
        console.words("kept, but no case makes them any more", "이제 어느 사례에서도 나오지 않는 글")
      }
    let decided =
      switch review.decisions[current] {
      case .open: ""
      case .accepted: console.words(" · accepted", " · 받아들임")
      case .rejected: console.words(" · rejected", " · 거절함")
      }
    return "\(current + 1)/\(review.items.count) · \(item)\(decided)"
  }

  /// Nothing is cut: what does not fit goes on in the next row.
  private static let whole = 100_000

  private var body: [String] { WrappedComparison.rows(content, columns: columns) }

  private var content: [Substring] {
    switch review.items[current] {
    case .changed(let group):
      return TerminalRows.lines(
        changes.body(review.causes.groups[group], example: example, isAlone: true, mostRows: .max))
    case .new(let pages):
      let page = review.run.comparison.missing[pages[example]]
      let text = ComparisonText(from: [], to: page.prompt.page).text(
        colour: colour, width: Self.whole, language: console.language, mostRows: .max)
      let about = page.test.about.map { VisibleText.visible($0) + "\n" } ?? ""
      return TerminalRows.lines(
        ChangeText.name(of: page) + "\n" + about + changes.path(page.name) + "\n" + text)
    case .orphans: return review.run.comparison.orphans.map { changes.path($0.name)[...] }
    }
  }

  /// As many lines as the terminal has rows, none wider than it.
  func lines() -> [String] {
    let rule = String(repeating: "─", count: columns)
    var lines = [bold(cut(title)), rule]
    let shown = showsHelp ? WrappedComparison.rows(help, columns: columns) : Array(body.dropFirst(top))
    lines += shown.prefix(room)
    lines += Array(repeating: "", count: max(0, 2 + room - lines.count))
    lines += [rule, cut(status), cut(keys)]
    return lines
  }

  private var status: String {
    if let message { return message }
    var parts: [String] = []
    if examples > 1 {
      parts.append(
        console.words(
          "prompt \(example + 1) of \(examples) (← →)", "프롬프트 \(examples)개 가운데 \(example + 1)번째 (← →)"))
    }
    let count = body.count
    if count > room {
      let last = min(count, top + room)
      parts.append(
        console.words(
          "lines \(top + 1) to \(last) of \(count) (↑ ↓)", "\(count)줄 가운데 \(top + 1)~\(last)줄 (↑ ↓)"))
    }
    return parts.joined(separator: " · ")
  }

  private var keys: String {
    let whole = console.words(
      "a accept · r reject · s later · u back · q stop · ? help",
      "a 받아들이기 · r 거절 · s 나중에 · u 이전 것 · q 그만 · ? 도움말")
    let short = console.words("a r s u q · ? help", "a r s u q · ? 도움말")
    return TerminalRows.count(whole[...], columns: columns) == 1 ? whole : short
  }

  private var help: [Substring] {
    let text = console.words(
      """
      a  accept: keep these prompts as they are now. Written at once.
      r  reject: what is kept stays, and the run fails.
      s  later: decide another time.
      u  back to the one before; a decision can be changed.
      ← →  other prompts that changed for the same reason
      ↑ ↓  scroll; Page Up and Page Down too
      q  stop. What was accepted stays accepted.

      Any key leaves this page.
      """,
      """
      a  받아들이기: 이 프롬프트를 지금 모습으로 저장합니다. 바로 저장됩니다.
      r  거절: 저장해 둔 글을 그대로 두고, 테스트는 실패합니다.
      s  나중에: 지금 정하지 않습니다.
      u  바로 앞의 것으로 돌아갑니다. 정한 것을 바꿀 수 있습니다.
      ← →  같은 이유로 바뀐 다른 프롬프트 보기
      ↑ ↓  위아래로 보기. Page Up, Page Down도 됩니다.
      q  그만두기. 받아들인 것은 저장된 채로 남습니다.

      아무 키나 누르면 돌아갑니다.
      """)
    return TerminalRows.lines(text)
  }

  private func cut(_ line: String) -> String {
    String(TerminalRows.cut(line[...], columns: columns, rows: 1))
  }

  private func bold(_ text: String) -> String { colour ? "\u{1B}[1m\(text)\u{1B}[0m" : text }
}
