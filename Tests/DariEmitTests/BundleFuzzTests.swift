// A bundle is data from anywhere. Whatever it says, loading it is an error or what it loads renders or fails in words;
// nothing ever traps. The hash is made right after each change, as somebody who means harm would do.

import DariBase
import DariRuntime
import Testing

@testable import DariEmit

@Suite struct BundleFuzzTests {
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
    var original = BundleEmitter.bundle(of: BundleFixture.routine())
    // What people read is of no interest here; what runs is.
    original["tools"] = []
    original["inputSchema"] = [:]
    var loaded = 0
    for bytes in BundleMutation.bundles(
      of: original, count: 300, seed: seed,
      where: { path in
        switch path.steps.first {
        case .key("program"), .key("steps"), .key("inputs"), .key("slots"): true
        default: false
        }
      })
    {
      guard let routine = try? BundleLoader.load(bytes) else { continue }
      loaded += 1
      Self.render(routine)
    }
    // Otherwise this tests the loader alone.
    #expect(loaded > 30)
  }

  @Test func changedBytesNeverTrap() {
    var random = BundleMutation.Random(state: 99)
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
