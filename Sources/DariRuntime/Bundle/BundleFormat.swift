// What writer and reader of a bundle agree on, beside its fields (Documentation/Bundle.md).

import DariBase

package enum BundleFormat {
  /// Changes when a reader of the old format would misread the new one.
  package static let current = "dari-bundle/1"

  /// Brackets in brackets, of the JSON text. Templates nest at most 100 deep, and a block of them takes at
  /// most four levels.
  package static let depthLimit = 500

  /// Routines within each other; more would take more stack than there may be.
  package static let calledDepthLimit = 50

  /// Whole numbers from here on are no exact binary64 and stand as `{"int": "…"}`, for readers that know
  /// only doubles.
  package static let safeInteger: Int64 = (1 << 53) - 1

  /// SHA-256 of the canonical bytes without the field `sha256`, in lower-case hexadecimal digits.
  package static func hash(of bundle: JSONObject) -> String {
    var rest = bundle
    rest["sha256"] = nil
    return SHA256.hexDigest(of: CanonicalJSON.bytes(of: .object(rest)))
  }
}

extension Program.BinaryOperation {
  /// `["+", a, b, c]` is `(a + b) + c`: a long sum is no deep tree.
  package var isChained: Bool {
    switch self {
    case .add, .subtract, .multiply, .divide, .floorDivide, .remainder, .concatenate, .and, .or: true
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .contained: false
    }
  }
}
