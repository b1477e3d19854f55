// Keys: read from the environment where they are needed, and covered in everything that goes out.

import DariBase

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

enum Keys {
  /// Nil if there is none, or none that a header can hold: a line break in it would begin a header of its own.
  static func value(of variable: String) -> String? {
    guard let value = getenv(variable).map({ String(cString: $0) }), !value.isEmpty,
      value.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
    else { return nil }
    return value
  }

  /// A server may say again what it was sent.
  static func hidden(_ bytes: [UInt8], _ variable: String?) -> String {
    guard let variable, let key = value(of: variable) else { return String(decoding: bytes, as: UTF8.self) }
    return String(decoding: KeyCover(key).covered(bytes), as: UTF8.self)
  }
}
