// Patches: whole ones are applied by git and patch in Tests/Judges; here their edges.

import DariBase
import Testing

@Suite struct UnifiedDiffTests {
  private func diff(_ old: String, _ new: String, path: String = "a.dari") -> String {
    String(
      decoding: UnifiedDiff.bytes(path: path, from: Array(old.utf8), to: Array(new.utf8)), as: UTF8.self)
  }

  @Test func sameFilesGiveNothing() {
    #expect(diff("a\n", "a\n") == "")
    #expect(diff("", "") == "")
  }

  @Test func changesFarApartAreHunksOfTheirOwn() {
    let old = (1...20).map { "\($0)\n" }.joined()
    let new = old.replacing("2\n3\n", with: "2\ndrei\n").replacing("18\n", with: "")
    #expect(
      diff(old, new) == """
        --- a/a.dari
        +++ b/a.dari
        @@ -1,6 +1,6 @@
         1
         2
        -3
        +drei
         4
         5
         6
        @@ -15,6 +15,5 @@
         15
         16
         17
        -18
         19
         20

        """)
  }

  @Test func lastLineWithoutABreakIsTold() {
    #expect(
      diff("a", "a\n") == """
        --- a/a.dari
        +++ b/a.dari
        @@ -1,1 +1,1 @@
        -a
        \\ No newline at end of file
        +a

        """)
    #expect(diff("", "a\n").hasSuffix("@@ -0,0 +1,1 @@\n+a\n"))
  }

  @Test(arguments: [
    ("글 쓰기.dari", "a/글 쓰기.dari\t"), ("a\"b.dari", "\"a/a\\\"b.dari\""), ("a\u{1B}.dari", "\"a/a\\033.dari\""),
  ])
  func namesThatNeedIt(_ path: String, _ shown: String) {
    #expect(diff("a\n", "b\n", path: path).hasPrefix("--- \(shown)\n"))
  }
}
