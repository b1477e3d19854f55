// Code blocks of the documentation's pages.

/// A fence of backticks and what is in it.
struct Fence {
  /// What stands behind the opening backticks.
  var info: String
  var text: String
  /// Of the opening, from 1.
  var line: Int

  /// As CommonMark has them: closed by as many backticks as opened them, or more.
  static func all(in page: String) -> [Fence] {
    var fences: [Fence] = []
    var open: (ticks: Int, fence: Fence)?
    for (index, line) in page.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let ticks = line.utf8.prefix { $0 == 0x60 }.count
      if let (opening, fence) = open {
        if ticks >= opening, line.utf8.count == ticks {
          fences.append(fence)
          open = nil
        } else {
          open?.fence.text += line + "\n"
        }
      } else if ticks >= 3 {
        open = (ticks, Fence(info: String(line.dropFirst(ticks)), text: "", line: index + 1))
      }
    }
    return fences
  }
}
