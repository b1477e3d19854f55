// The tokenizers that a bundle names and does not hold.

import DariBase

/// A tokenizer that was handed over and is of no use.
public struct PromptTokenizerError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Of the diagnostic, as `dari explain` knows it: `E0705`.
  public let code: String
  /// One sentence, without a full stop.
  public let english: String
  public let korean: String
  package let problem: Problem
  package let note: Note?

  init(_ problem: Problem, note: Note?) {
    code = problem.code.text
    english = problem.message(.english)
    korean = problem.message(.korean)
    self.problem = problem
    self.note = note
  }

  public var description: String { english }
}

extension Routine {
  /// The files that budgets are counted with, also in called routines, each once.
  private var tokenizerFiles: [(path: String, sha256: String)] {
    var files: [(path: String, sha256: String)] = []
    for step in steps + routines.flatMap(\.steps) {
      guard case .file(let path, let sha256)? = step.budget?.estimator else { continue }
      if !files.contains(where: { $0.sha256 == sha256 }) { files.append((path, sha256)) }
    }
    return files
  }

  package var missingTokenizers: [String] {
    tokenizerFiles.filter { tokenizers[$0.sha256] == nil }.map(\.path)
  }

  /// Translations count with the same files.
  private mutating func takeTokenizer(_ tokenizer: ByteLevelTokenizer, _ sha256: String) {
    tokenizers[sha256] = tokenizer
    for index in translations.indices { translations[index].routine.tokenizers[sha256] = tokenizer }
  }

  package mutating func add(tokenizer bytes: [UInt8], named name: String) throws(PromptTokenizerError) {
    let sha256 = SHA256.hexDigest(of: bytes)
    guard tokenizerFiles.contains(where: { $0.sha256 == sha256 }) else {
      let known = tokenizerFiles.map(\.path).uniqued()
      throw PromptTokenizerError(
        .tokenizerNotAskedFor(path: name), note: known.isEmpty ? nil : .askedFor(known: known))
    }
    if tokenizers[sha256] != nil { return }
    do throws(TokenizerFileError) {
      takeTokenizer(try ByteLevelTokenizer.read(bytes), sha256)
    } catch {
      throw PromptTokenizerError(error.problem(path: name), note: error.note)
    }
  }
}

extension Array where Element == String {
  fileprivate func uniqued() -> [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}
