// Numbers the way people write them.

enum ManualNumber {
  /// `14000` as `14,000`; what follows a point stays as it is. A text that is not a number comes back unchanged.
  static func grouped(_ text: String) -> String {
    let digits = text.utf8.drop { $0 == UInt8(ascii: "-") }.prefix { (0x30...0x39).contains($0) }
    guard digits.count > 3 else { return text }
    var bytes = Array(text.utf8)
    let start = bytes.first == UInt8(ascii: "-") ? 1 : 0
    for place in stride(from: start + digits.count - 3, to: start, by: -3) {
      bytes.insert(UInt8(ascii: ","), at: place)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Without a point if there is nothing behind it; at most two digits otherwise.
  static func short(_ value: Double) -> String {
    guard value.magnitude < 1e12 else { return "\(value)" }
    let hundredths = Int((value * 100).rounded())
    let (whole, rest) = (hundredths / 100, hundredths.magnitude % 100)
    if rest == 0 { return "\(whole)" }
    let sign = hundredths < 0 && whole == 0 ? "-" : ""
    return rest % 10 == 0 ? "\(sign)\(whole).\(rest / 10)" : "\(sign)\(whole).\(rest < 10 ? "0" : "")\(rest)"
  }
}
