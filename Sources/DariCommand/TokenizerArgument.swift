// `--tokenizer FILE`: the file that a bundle counts its budgets with.

import DariBase
import DariRuntime
import DariWorkspace

struct TokenizerArgument {
  var path: String

  func load(into routine: inout Routine, _ console: Console) throws {
    let bytes: [UInt8]
    do throws(SystemFailure) {
      bytes = try FileReading.read(path, limit: 256 << 20)
    } catch {
      throw CommandFailure(error, console)
    }
    do throws(PromptTokenizerError) {
      try routine.add(tokenizer: bytes, named: path)
    } catch {
      throw CommandFailure(exit: .errors, message: console.text(error.problem, error.note))
    }
  }
}
