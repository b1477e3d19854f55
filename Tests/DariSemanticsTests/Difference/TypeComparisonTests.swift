// What is told of two types fits what the types say as wholes.

import DariRuntime
import Testing

@testable import DariSemantics

@Suite struct TypeComparisonTests {
  private func findings(_ old: Type, _ new: Type, _ direction: DataDirection) -> [TypeComparison.Finding] {
    var comparison = TypeComparison(direction)
    comparison.compare(old, new, at: "x")
    return comparison.findings
  }

  /// Something breaks exactly if there are data that do not fit any more; nothing is told of types that take the same data and
  /// carry the same labels.
  @Test(arguments: 0..<200) func partsSayWhatTheWholeSays(_ number: Int) {
    var random = Generator(state: UInt64(number) &+ 77)
    let types = RandomTypes(&random)
    let few = (0..<6).map { _ in types.any(&random) }
    for old in few {
      #expect(findings(old, old, .input).isEmpty && findings(old, old, .output).isEmpty, "\(old)")
      for new in few + [Self.changed(old, &random), Self.changed(old, &random)] {
        let (inputs, outputs) = (findings(old, new, .input), findings(old, new, .output))
        #expect(
          !inputs.contains { $0.tier == .inputs && $0.isBreaking } == old.dataFits(new),
          "\(old) -> \(new)\n\(inputs)")
        #expect(
          !outputs.contains { $0.tier == .outputs && $0.isBreaking } == new.dataFits(old),
          "\(old) <- \(new)\n\(outputs)")
        if !old.dataFits(new) || !new.dataFits(old) { #expect(!inputs.isEmpty && !outputs.isEmpty) }
      }
    }
  }

  /// A type with a small change somewhere.
  private static func changed(_ type: Type, _ random: inout Generator) -> Type {
    var result = type
    switch type.core {
    case .list(let limits, let element):
      result.core =
        Bool.random(using: &random)
        ? .list(limits, changed(element, &random))
        : .list(Limits(limits.low, limits.high.map { $0 + 1 }), element)
    case .record(let record):
      var fields = record.fields
      let place = Int.random(in: 0..<fields.count, using: &random)
      switch Int.random(in: 0..<3, using: &random) {
      case 0: fields.append(.init(name: "added", type: Type(.bool, isOptional: Bool.random(using: &random))))
      case 1 where fields.count > 1: fields.remove(at: place)
      default: fields[place].type = changed(fields[place].type, &random)
      }
      result.core = .record(RecordType(name: record.name, fields: fields))
    case .enumeration(let choice):
      var cases = choice.cases
      if cases.count > 2, Bool.random(using: &random) {
        cases.removeLast()
      } else {
        cases.append(.init(word: "added"))
      }
      result.core = .enumeration(EnumType(name: choice.name, cases: cases))
    case .text(let limits): result.core = .line(limits)
    case .line(let limits): result.core = .text(Limits(0, limits.high))
    case .int(let limits):
      result.core = .number(Limits(limits.low.map(Double.init), limits.high.map(Double.init)))
    default: result.isOptional.toggle()
    }
    return result
  }

  @Test func whatFits() {
    func type(_ core: Type.Core) -> Type { Type(core) }
    let word = type(.enumeration(EnumType(cases: [.init(word: "yes"), .init(word: "maybe")])))
    #expect(word.dataFits(type(.line(Limits(3, 5)))))
    #expect(!word.dataFits(type(.text(Limits(nil, 4)))))
    #expect(Type.date.dataFits(type(.text(Limits(10, 10)))))
    #expect(!Type.date.dataFits(type(.text(Limits(nil, 9)))))
    #expect(type(.money("KRW")).dataFits(.line) && !type(.money("KRW")).dataFits(type(.money("USD"))))
    #expect(type(.email).dataFits(type(.text(Limits(0, nil)))))
    #expect(!Type.text.dataFits(.line) && Type.line.dataFits(.text))
    #expect(Type.int.dataFits(.number) && !Type.number.dataFits(.int))
    // Beyond 2^53 not every whole number is a double.
    let large = type(.int(Limits(0, 9_007_199_254_740_993)))
    #expect(!large.dataFits(type(.number(Limits(0, 9_007_199_254_740_992)))))
    #expect(large.dataFits(type(.number(Limits(0, 9_007_199_254_740_994)))))
    #expect(type(.int(Limits())).dataFits(type(.int(Limits(.min, .max)))))
  }
}
