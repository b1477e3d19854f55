// Lines and columns of source files.

import DariBase
import Testing

@Suite struct SourceFileTests {
  @Test func columnsCountScalarsFromOne() {
    var sources = SourceSet()
    let file = sources.add(path: "a.dari", bytes: Array("가나\r\n다x\n".utf8))
    #expect(file.position(at: 3) == LineColumn(line: 1, column: 2))
    #expect(file.position(at: 11) == LineColumn(line: 2, column: 2))
    #expect(file.text(file.lineRange(0)) == "가나")
  }
}
