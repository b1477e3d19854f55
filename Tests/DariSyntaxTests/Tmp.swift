import Testing
import Foundation
import DariBase
@testable import DariSyntax
@Suite struct TmpTests {
  @Test func all() {
    for path in Repository.files(in: ".", ending: ".dari") where !path.contains(".build") {
      let file = SourceFile(id: FileID(0), path: path, bytes: Repository.bytes(path))
      switch Formatter.format(file) {
      case .broken: break
      case .unfaithful: print("UNFAITHFUL", path)
      case .edits(let e):
        if !e.isEmpty {
          print("== \(path)")
          for x in e { print(file.position(at: Int(x.span.start)).line, file.text(x.span).debugDescription, "->", x.text.debugDescription) }
        }
      }
    }
  }
}
