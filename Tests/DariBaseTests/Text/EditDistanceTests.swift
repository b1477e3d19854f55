// Which names are near enough to be proposed.

import DariBase
import Testing

@Suite struct EditDistanceTests {
  @Test(
    arguments: [
      ("", "", 0), ("abc", "abc", 0), ("abc", "abd", 1), ("abc", "acb", 1), ("abc", "abcd", 1),
      ("abc", "bc", 1),
      ("", "abc", 3), ("kitten", "sitting", 3), ("ca", "abc", 3), ("message", "mesage", 1), ("환불", "환뿔", 1),
      ("환불", "환부", 1), ("배송", "송배", 1), ("고객이름", "고객 이름", 1), ("é", "e\u{301}", 0),
      ("가", "\u{1100}\u{1161}", 0),
    ] as [(String, String, Int)]) func distancesAreThoseOfTheAlignment(a: String, b: String, expected: Int)
  {
    #expect(EditDistance.distance(a, b, limit: 5) == expected)
    #expect(EditDistance.distance(b, a, limit: 5) == expected)
    #expect(EditDistance.distance(a, b, limit: expected) == expected)
    if expected > 0 { #expect(EditDistance.distance(a, b, limit: expected - 1) == nil) }
  }

  @Test func farWordsAreGivenUpEarly() {
    let long = String(repeating: "a", count: 5000)
    #expect(EditDistance.distance(long, "b", limit: 3) == nil)
    #expect(EditDistance.distance(long, String(repeating: "b", count: 5000), limit: 3) == nil)
  }

  @Test(
    arguments: [
      ("mesage", "message"), ("Message", "message"), ("ordr", "order"), ("toen", "tone"), ("환뿔", "환불"),
      ("배쏭", "배송"),
      ("refnud_polcy", "refund_policy"), ("고객명", "고객"),
    ] as [(String, String)]) func theNearestNameIsFound(name: String, expected: String)
  {
    let known = ["order", "message", "tone", "refund_policy", "환불", "배송", "고객"]
    #expect(Suggestion.nearest(to: name, among: known) == expected)
  }

  @Test(arguments: ["x", "값", "zzzz", "brand", "환경", "", "mmmmmmm", "id"])
  func nothingIsProposedForWhatIsNotAlike(name: String) {
    let known = ["order", "message", "tone", "환불", "뿔", "y", "is"]
    #expect(Suggestion.nearest(to: name, among: known) == nil)
  }

  @Test func theFirstOfEquallyNearNamesIsProposed() {
    #expect(Suggestion.nearest(to: "tame", among: ["time", "tome", "same"]) == "time")
    #expect(Suggestion.nearest(to: "tame", among: ["same", "time"]) == "same")
    #expect(Suggestion.nearest(to: "TONE", among: ["tine", "tone"]) == "tone")
  }

  @Test func namesKnownAreNotProposedForThemselves() {
    #expect(Suggestion.nearest(to: "tone", among: ["tone"]) == nil)
  }
}
