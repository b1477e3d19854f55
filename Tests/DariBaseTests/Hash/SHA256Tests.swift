// Vectors of FIPS 180-4 and NIST's CAVP.

import DariBase
import Testing

@Suite struct SHA256Tests {
  @Test(
    arguments: [
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
      (
        "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
        "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
      ),
    ] as [(String, String)]) func digestsAreThoseOfTheStandard(text: String, digest: String)
  {
    #expect(SHA256.hexDigest(of: text) == digest)
    #expect(SHA256.hexDigest(of: Array(text.utf8)) == digest)
  }

  @Test func aMillionLetters() {
    #expect(
      SHA256.hexDigest(of: [UInt8](repeating: 0x61, count: 1_000_000))
        == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  @Test func binaryVectors() {
    #expect(
      SHA256.hexDigest(of: [0xBD] as [UInt8])
        == "68325720aabd7c82f30f554b313d0570c95accbb7dc4b5aae11204c08ffe732b")
    #expect(
      SHA256.hexDigest(of: [0xC9, 0x8C, 0x8E, 0x55] as [UInt8])
        == "7abc22c0ae5af26ce93dbb94433a0e0b2e119d014f8e7f65bd56c61ccccd9504")
    #expect(
      SHA256.hexDigest(of: [UInt8](repeating: 0, count: 64))
        == "f5a5fd42d16a20302798ef6ed309979b43003d2320d9f0e8ea9831a92759fb4b")
  }

  /// Every length around the block and padding borders, and every way to cut it in two.
  @Test func piecesGiveTheSameDigest() {
    for length in [0, 1, 54, 55, 56, 57, 63, 64, 65, 119, 120, 127, 128, 129, 200] {
      let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 7) }
      let whole = SHA256.digest(of: bytes)
      for cut in 0...length {
        var hash = SHA256()
        hash.update(bytes[..<cut])
        hash.update(bytes[cut...].lazy.map { $0 })
        #expect(hash.finalize() == whole)
      }
    }
  }
}
