// What changed between two versions of a file, in the unified format that `patch` and `git apply` read.

package enum UnifiedDiff {
  /// Lines of context around a change.
  static let context = 3

  /// Empty if nothing changed. Bytes are kept as they are, carriage returns included.
  package static func bytes(path: String, from old: [UInt8], to new: [UInt8]) -> [UInt8] {
    let before = lines(old)
    let after = lines(new)
    let rows = Self.rows(before, after)
    let hunks = Self.hunks(rows)
    if hunks.isEmpty { return [] }
    var output = Array("--- \(name("a/" + path))\n+++ \(name("b/" + path))\n".utf8)
    for hunk in hunks {
      let first = rows[hunk.lowerBound]
      let removed = rows[hunk].count { $0.sign != "+" }
      let added = rows[hunk].count { $0.sign != "-" }
      // An empty side is named by the line before it.
      let start = (removed == 0 ? first.old : first.old + 1, added == 0 ? first.new : first.new + 1)
      output += Array("@@ -\(start.0),\(removed) +\(start.1),\(added) @@\n".utf8)
      for row in rows[hunk] {
        output.append(row.sign.value < 0x80 ? UInt8(row.sign.value) : 0x20)
        output += row.text
        if row.text.last != 0x0A { output += Array("\n\\ No newline at end of file\n".utf8) }
      }
    }
    return output
  }

  /// A line and how many lines of both sides stand before it.
  private struct Row {
    var sign: Unicode.Scalar
    var text: ArraySlice<UInt8>
    var old: Int
    var new: Int
  }

  /// With their line feeds.
  private static func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    var result: [ArraySlice<UInt8>] = []
    var start = 0
    for (index, byte) in bytes.enumerated() where byte == 0x0A {
      result.append(bytes[start...index])
      start = index + 1
    }
    if start < bytes.count { result.append(bytes[start...]) }
    return result
  }

  /// The shortest way from one to the other; what both have at the ends is left out of the search.
  private static func rows(_ old: [ArraySlice<UInt8>], _ new: [ArraySlice<UInt8>]) -> [Row] {
    var head = 0
    while head < min(old.count, new.count), old[head] == new[head] { head += 1 }
    var tail = 0
    while tail < min(old.count, new.count) - head, old[old.count - 1 - tail] == new[new.count - 1 - tail] {
      tail += 1
    }
    let difference = Array(new[head..<new.count - tail]).difference(from: Array(old[head..<old.count - tail]))
    var removed = Set<Int>()
    var added = Set<Int>()
    for change in difference {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset + head)
      case .insert(let offset, _, _): added.insert(offset + head)
      }
    }
    var rows: [Row] = []
    var (left, right) = (0, 0)
    while left < old.count || right < new.count {
      if left < old.count, removed.contains(left) {
        rows.append(Row(sign: "-", text: old[left], old: left, new: right))
        left += 1
      } else if right < new.count, added.contains(right) {
        rows.append(Row(sign: "+", text: new[right], old: left, new: right))
        right += 1
      } else {
        rows.append(Row(sign: " ", text: old[left], old: left, new: right))
        left += 1
        right += 1
      }
    }
    return rows
  }

  /// Changes and their context; what lies closer together than two contexts is one hunk.
  private static func hunks(_ rows: [Row]) -> [Range<Int>] {
    var hunks: [Range<Int>] = []
    for (index, row) in rows.enumerated() where row.sign != " " {
      let range = max(0, index - context)..<min(rows.count, index + context + 1)
      if let last = hunks.last, range.lowerBound <= last.upperBound {
        hunks[hunks.count - 1] = last.lowerBound..<range.upperBound
      } else {
        hunks.append(range)
      }
    }
    return hunks
  }

  /// A name with characters that steer is quoted, as git does it; one with a space is ended by a tab, as GNU diff does.
  private static func name(_ path: String) -> String {
    let needsQuotes = path.utf8.contains { $0 < 0x20 || $0 == 0x22 || $0 == 0x5C || $0 == 0x7F }
    if !needsQuotes { return path.utf8.contains(0x20) ? path + "\t" : path }
    var result = "\""
    for scalar in path.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        let octal = String(scalar.value, radix: 8)
        result += "\\" + String(repeating: "0", count: 3 - octal.utf8.count) + octal
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
