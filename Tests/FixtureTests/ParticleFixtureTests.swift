// Words with their particles, decided by ear: `Fixtures/Particles/particles.tsv`. The judge of the scripts in manuals reads the same table.

import DariBase
import Testing

@Suite struct ParticleFixtureTests {
  private struct Row {
    var word: String
    var reading: String?
    var pair: String
    var particle: String
  }

  private func rows() throws -> [Row] {
    let lines = try readFixtureText("Fixtures/Particles/particles.tsv").split(separator: "\n")
    return try lines.filter { !$0.hasPrefix("# ") }.map { line in
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      try #require(fields.count == 5, "\(line)")
      return Row(
        word: try unescaped(fields[0]), reading: fields[1].isEmpty ? nil : fields[1], pair: fields[2],
        particle: fields[3])
    }
  }

  /// `\u0020` is the scalar that nobody would see in the table.
  private func unescaped(_ text: String) throws -> String {
    var result = ""
    var rest = Substring(text)
    while let escape = rest.firstRange(of: "\\u") {
      let value = try #require(UInt32(rest[escape.upperBound...].prefix(4), radix: 16), "\(text)")
      result += rest[..<escape.lowerBound]
      result.unicodeScalars.append(try #require(Unicode.Scalar(value), "\(text)"))
      rest = rest[escape.upperBound...].dropFirst(4)
    }
    return result + rest
  }

  @Test func particlesAreTheOnesPeopleSay() throws {
    let rows = try rows()
    #expect(rows.count >= 450)
    for row in rows {
      let particle = KoreanParticle.particle(row.pair, after: row.word, reading: row.reading)
      #expect(particle == row.particle, "\(row.word)")
      let both = KoreanParticle.pairs.first { $0.text == row.pair }?.both
      #expect(
        KoreanParticle.isCertain(row.pair, after: row.word, reading: row.reading) == (row.particle != both))
    }
  }

  /// No row is there twice, and every pair is asked for in its closed and its open form.
  @Test func theTableCoversAllPairs() throws {
    let rows = try rows()
    let keys = rows.map { Array("\($0.word)\t\($0.reading ?? "")\t\($0.pair)".utf8) }
    #expect(Set(keys).count == rows.count)
    for pair in KoreanParticle.pairs {
      let forms = Set(rows.filter { $0.pair == pair.text }.map(\.particle))
      #expect(forms.isSuperset(of: [pair.closed, pair.open]), "\(pair.text): \(forms)")
    }
  }
}
