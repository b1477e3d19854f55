// Reading the generated tables: binary search in flat, sorted arrays.

enum ScalarRanges {
  /// Whether a table of first and last scalars has a range with the scalar in it.
  static func contains(_ table: [UInt32], _ scalar: UInt32) -> Bool {
    entry(table, scalar, stride: 2) != nil
  }

  /// Index of the entry (`first, last, …`, `stride` numbers each) whose range has the scalar in it.
  static func entry(_ table: [UInt32], _ scalar: UInt32, stride: Int) -> Int? {
    var low = 0
    var high = table.count / stride
    while low < high {
      let middle = (low + high) / 2
      if table[middle * stride + 1] < scalar { low = middle + 1 } else { high = middle }
    }
    let start = low * stride
    return start < table.count && table[start] <= scalar ? start : nil
  }
}
