// What the system refused to do, with which file, and why.

import DariBase

/// A failure of the disk or of an output. As a diagnostic it has a code and a page like any other.
package struct SystemFailure: Error, Hashable, Sendable {
  package enum Operation: Hashable, Sendable { case read, write, remove }

  package enum Reason: Hashable, Sendable {
    case missing, refused, isFolder, isFile, loop, readOnly, diskFull
    /// A device, a pipe, a socket.
    case notOrdinary
    case linkToNothing
    /// Of a revision: what it pointed to then is nowhere kept.
    case linkOutOfRepository
    case tooLarge(limit: Int)
    /// Two names that differ in normalization only.
    case sameNameTwice
    case nameIsNotText
    case outsideTheFolder
    /// Somebody else wrote the file after we read it.
    case changedMeanwhile
    /// Who read our output has gone. Nobody is told: there is nobody.
    case closedPipe
    /// An error number.
    case other(Int32)
  }

  package var operation: Operation
  /// As it is shown: relative where the caller's was, in NFC.
  package var path: String
  package var reason: Reason

  package init(_ operation: Operation, _ path: String, _ reason: Reason) {
    self.operation = operation
    self.path = NFC.normalized(path)
    self.reason = reason
  }

  init(_ operation: Operation, _ path: String, _ failure: System.Failure) {
    self.init(operation, path, failure.reason)
  }

  /// The problem for the catalogue. The language is that of the system's words, where they are all there is to say.
  package func problem(_ language: MessageLanguage) -> Problem {
    switch (reason, operation) {
    case (.missing, _): return .fileMissing(path: path)
    case (.isFolder, _): return .folderInsteadOfFile(path: path)
    case (.isFile, _): return .fileInsteadOfFolder(path: path)
    case (.notOrdinary, _): return .notAnOrdinaryFile(path: path)
    case (.loop, _): return .folderLoop(path: path)
    case (.linkToNothing, _): return .linkToNothing(path: path)
    case (.linkOutOfRepository, _): return .linkOutOfRepository(path: path)
    case (.tooLarge(let limit), _): return .fileOverLimit(path: path, limit: limit)
    case (.sameNameTwice, _): return .sameNameTwice(path: path)
    case (.nameIsNotText, _): return .nameIsNotText(path: path)
    case (.outsideTheFolder, _): return .outsideTheFolder(path: path)
    case (.changedMeanwhile, _): return .changedMeanwhile(path: path)
    case (.refused, .read): return .readRefused(path: path)
    case (.refused, .write): return .writeRefused(path: path)
    case (.readOnly, .write): return .readOnlyDisk(path: path)
    case (.diskFull, .write): return .diskFull(path: path)
    case (_, .read): return .readFailed(path: path, reason: words(language))
    case (_, .write): return .writeFailed(path: path, reason: words(language))
    case (_, .remove): return .removeFailed(path: path, reason: words(language))
    }
  }

  /// The reason in words.
  package func words(_ language: MessageLanguage) -> String {
    guard let number else { return String(describing: reason) }
    let english = System.words(number)
    return language == .korean ? SystemWords.korean(number) ?? english : english
  }

  private var number: Int32? {
    switch reason {
    case .other(let number): return number
    default: return SystemWords.number(of: reason)
    }
  }
}
