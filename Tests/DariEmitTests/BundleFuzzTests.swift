// A bundle is data from anywhere. Whatever it says, loading it is an error or what it loads renders or fails in words;
// nothing ever traps. The hash is made right after each change, as somebody who means harm would do.

import DariBase
import DariRuntime
import Testing

@testable import DariEmit

@Suite struct BundleFuzzTests {
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
  private static func paths(_ value: JSONValue, _ path: JSONPath = JSONPath()) -> [JSONPath] {
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

  private static func changed(_ value: JSONValue, _ all: [JSONPath], _ random: inout Random) -> JSONValue {
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

  static func render(_ routine: Routine) {
    let order = #"{"number":"1","paid":"2026-11-20","items":[{"name":"원두","count":2,"price":"15000 KRW"}]}"#
    let inputs = #"{"message":"안녕\r\n<b>","order":\#(order),"ratio":2.5}"#
    for json in [inputs, #"{"message":"x"}"#] {
      guard let node = try? JSONParser.parse(json),
        let kind = try? JSONParser.parse(#"{"kind":"refund","urgent":true}"#)
      else { continue }
      for given in [[("classify", DataNode(kind))], []] {
        let data = RoutineData(inputs: DataNode(node), given: given, remarks: [("approve", "짧게")])
        for tracing in [false, true] {
          guard let renderer = try? RoutineRenderer(routine: routine, data: data, tracing: tracing) else {
            continue
          }
          _ = renderer.render()
        }
      }
    }
  }

  @Test(arguments: 0..<4) func changedBundlesNeverTrap(_ seed: Int) throws {
    var random = Random(state: UInt64(seed))
    var original = BundleEmitter.bundle(of: BundleFixture.routine())
    // What people read is of no interest here; what runs is.
    original["tools"] = []
    original["inputSchema"] = [:]
    let value = JSONValue.object(original)
    let program = Self.paths(value).filter { path in
      switch path.steps.first {
      case .key("program"), .key("steps"), .key("inputs"), .key("slots"): true
      default: false
      }
    }
    var loaded = 0
    for round in 0..<300 {
      var copy = Self.changed(value, program, &random)
      if round % 3 == 0 { copy = Self.changed(copy, Self.paths(copy), &random) }
      guard case .object(var object) = copy else { continue }
      object["sha256"] = .string(BundleFormat.hash(of: object))
      guard let routine = try? BundleLoader.load(CanonicalJSON.bytes(of: .object(object))) else { continue }
      loaded += 1
      Self.render(routine)
    }
    // Otherwise this tests the loader alone.
    #expect(loaded > 30)
  }

  @Test func changedBytesNeverTrap() {
    var random = Random(state: 99)
    let bytes = BundleEmitter.bytes(of: BundleFixture.routine())
    for _ in 0..<300 {
      var copy = bytes
      for _ in 0...Int.random(in: 0...3, using: &random) {
        copy[Int.random(in: copy.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      // A byte may have been changed into itself.
      if copy == bytes { continue }
      #expect(throws: PromptBundleError.self) { try BundleLoader.load(copy) }
    }
  }
}
