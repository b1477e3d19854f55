// Filters that Jinja has too, against Jinja.

import DariBase
import Testing

@testable import DariRuntime

@Suite struct FilterOracleTests {
  @Test func filtersDoWhatJinjaDoes() throws {
    let cases = try OracleFile.read("jinja_filters.json").items
    #expect(cases.count > 3000)
    var wrong = 0
    for node in cases {
      let name = try #require(node.member("filter")).node.text
      let filter = try #require(Filter.named(name))
      let subject = try #require(node.member("in")).node.asValue
      var arguments = try #require(node.member("arguments")).node.items.map(\.asValue)
      let expected = try #require(node.member("out")).node.asValue
      for parameter in filter.parameters.dropFirst(arguments.count) {
        arguments.append(parameter.defaultValue ?? .absent)
      }
      var shape = Value.absent
      if name == "sum", case .list(let items) = subject {
        shape = items.contains { if case .number = $0 { true } else { false } } ? .number(0) : .int(0)
      }
      let result = try filter.apply(FilterInput(subject: subject, arguments: arguments, shape: shape))
      if isSame(result, expected) { continue }
      wrong += 1
      if wrong <= 10 {
        Issue.record("\(name) of \(subject) with \(arguments) gives \(result), in Jinja \(expected)")
      }
    }
    #expect(wrong == 0)
  }
}
