// The words for what is wrong with a picture, a sound or a file.

import DariBase

extension MediaProblem {
  /// - Parameter path: of the input.
  package func problem(path: String) -> Problem {
    switch self {
    case .wrongKind(let wanted, let name, let found):
      .mediaWrongKind(path: path, kind: wanted.inWords, name: name, found: found)
    case .unknownFormat(let wanted, let name):
      .mediaUnknownFormat(path: path, kind: wanted.inWords, name: name)
    case .empty(let name): .mediaEmpty(name: name, path: path)
    case .tooLarge(let name, let size):
      .mediaTooLarge(
        name: name, path: path, size: ByteCount.text(size), limit: ByteCount.text(MediaData.limit))
    case .notHandedIn(let name): .mediaNotHandedIn(path: path, name: name)
    case .badAddress(let found): .mediaBadAddress(path: path, found: found)
    }
  }

  /// What to hand in instead.
  package var note: Note? {
    switch self {
    case .badAddress: .mediaAddresses
    case .notHandedIn: .mediaOutside
    default: nil
    }
  }
}

extension Type.Media {
  /// "a picture", "그림".
  package var inWords: Note {
    switch self {
    case .image: .kindImage
    case .audio: .kindAudio
    case .file: .kindFile
    }
  }
}
