// Changes to bundles as somebody who means harm would make them, and as accidents make them.

import DariBase
import DariRuntime

enum BundleMutation {
  /// SplitMix64: the same changes on every machine.
  struct Random: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }

  /// All nodes of a tree in order, with the way to them.
  static func paths(_ value: JSONValue, _ path: JSONPath = JSONPath()) -> [JSONPath] {
    switch value {
    case .array(let items): [path] + items.enumerated().flatMap { paths($1, path.index($0)) }
    case .object(let object): [path] + object.members.flatMap { paths($0.value, path.key($0.key)) }
    default: [path]
    }
  }

  private static func get(_ value: JSONValue, _ steps: ArraySlice<JSONPath.Step>) -> JSONValue {
    guard let step = steps.first else { return value }
    switch (value, step) {
    case (.array(let items), .index(let index)): return get(items[index], steps.dropFirst())
    case (.object(let object), .key(let key)): return get(object[key]!, steps.dropFirst())
    default: return value
    }
  }

  private static func set(_ value: JSONValue, _ steps: ArraySlice<JSONPath.Step>, _ new: JSONValue?)
    -> JSONValue
  {
    guard let step = steps.first else { return new ?? .null }
    switch (value, step) {
    case (.array(var items), .index(let index)):
      if steps.count == 1, new == nil {
        items.remove(at: index)
      } else {
        items[index] = set(items[index], steps.dropFirst(), new)
      }
      return .array(items)
    case (.object(var object), .key(let key)):
      if steps.count == 1, new == nil {
        object[key] = nil
      } else {
        object[key] = set(object[key]!, steps.dropFirst(), new)
      }
      return .object(object)
    default: return value
    }
  }

  private static let atoms: [JSONValue] = [
    .null, true, false, 0, 1, -1, 2, 7, 12, 15, 1000, 9_007_199_254_740_991, .integer(.max), .integer(.min),
    .number(0.5),
    "", "a", "present", "absent", "refund", "polite", "constant", "slot", "join", "sort", "truncate", "date",
    "length",
    [], [:], ["slot", 12], ["constant", 3], ["list"], ["number": 1e308], ["int": "9223372036854775807"],
    ["case": "refund"], ["record": []], ["date": "2026-11-20"],
    ["money": ["currency": "USD", "units": "-5"]],
    ["record": [1, "x", ["a", 2]]], .string(String(repeating: "가", count: 300)),
  ]

  static func changed(_ value: JSONValue, _ all: [JSONPath], _ random: inout Random) -> JSONValue {
    let path = all.randomElement(using: &random)!
    let steps = path.steps[...]
    switch Int.random(in: 0..<10, using: &random) {
    case 0: return steps.isEmpty ? value : set(value, steps, nil)
    case 1...3: return set(value, steps, atoms.randomElement(using: &random)!)
    case 4:
      guard case .integer(let number) = get(value, steps) else { fallthrough }
      return set(value, steps, .integer(number &+ Int64.random(in: -2...2, using: &random)))
    case 5:
      guard case .array(let items) = get(value, steps), !items.isEmpty else { fallthrough }
      return set(value, steps, .array(items.shuffled(using: &random)))
    case 6:
      guard case .array(let items) = get(value, steps), let item = items.randomElement(using: &random) else {
        fallthrough
      }
      return set(value, steps, .array(items + [item]))
    default:
      // Another part of the same bundle: the likeliest way to something that loads and has the wrong types.
      return set(value, steps, get(value, all.randomElement(using: &random)!.steps[...]))
    }
  }

  /// Bundles with changed values at the places that `isWanted`, and every third with one more change anywhere. Their
  /// hashes are right.
  static func bundles(
    of original: JSONObject, count: Int, seed: Int, where isWanted: (JSONPath) -> Bool
  ) -> [[UInt8]] {
    var random = Random(state: UInt64(seed))
    let value = JSONValue.object(original)
    let wanted = paths(value).filter(isWanted)
    return (0..<count).compactMap { round -> [UInt8]? in
      var copy = changed(value, wanted, &random)
      if round % 3 == 0 { copy = changed(copy, paths(copy), &random) }
      guard case .object(var object) = copy else { return nil }
      object["sha256"] = .string(BundleFormat.hash(of: object))
      return CanonicalJSON.bytes(of: .object(object))
    }
  }
}
