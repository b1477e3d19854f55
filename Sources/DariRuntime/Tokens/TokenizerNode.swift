// A value of a tokenizer file with its place, so that a problem can say where it is.

import DariBase

struct TokenizerNode {
  let json: JSONNode
  let place: String

  init(_ json: JSONNode, _ place: String) {
    self.json = json
    self.place = place
  }

  /// A member; nil if there is none, or it is `null`.
  subscript(key: String) -> TokenizerNode? {
    guard let node = json.member(key)?.node else { return nil }
    if case .null = node.kind { return nil }
    return TokenizerNode(node, path(key))
  }

  private func path(_ key: String) -> String { place.isEmpty ? key : "\(place).\(key)" }

  func required(_ key: String) throws(TokenizerFileError) -> TokenizerNode {
    guard let node = self[key] else { throw TokenizerFileError(.malformed, at: path(key)) }
    return node
  }

  func items() throws(TokenizerFileError) -> [TokenizerNode] {
    guard case .array(let items) = json.kind else { throw TokenizerFileError(.malformed, at: place) }
    return items.enumerated().map { TokenizerNode($1, "\(place)[\($0)]") }
  }

  func members() throws(TokenizerFileError) -> [(String, TokenizerNode)] {
    guard case .object(let members) = json.kind else { throw TokenizerFileError(.malformed, at: place) }
    return members.map { ($0.key, TokenizerNode($0.node, place)) }
  }

  /// The text of a member, if it is one.
  func word(_ key: String) -> String? {
    guard case .string(let text)? = self[key]?.json.kind else { return nil }
    return text
  }

  func text(_ key: String) throws(TokenizerFileError) -> String {
    guard let text = word(key) else { throw TokenizerFileError(.malformed, at: path(key)) }
    return text
  }

  func flag(_ key: String, otherwise: Bool = false) throws(TokenizerFileError) -> Bool {
    guard let node = self[key] else { return otherwise }
    guard case .bool(let flag) = node.json.kind else { throw TokenizerFileError(.malformed, at: node.place) }
    return flag
  }

  /// The number of a token.
  func id() throws(TokenizerFileError) -> UInt32 {
    guard case .integer(let number) = json.kind, 0...Int64(Int32.max) ~= number else {
      throw TokenizerFileError(.malformed, at: place)
    }
    return UInt32(number)
  }

  func id(_ key: String) throws(TokenizerFileError) -> UInt32 { try required(key).id() }

  var number: Double? {
    switch json.kind {
    case .integer(let number): Double(number)
    case .number(let number): number
    default: nil
    }
  }

  func unsupported(_ key: String, known: [String]) -> TokenizerFileError {
    var found = self[key].map { CanonicalJSON.text(of: $0.json.value) } ?? "null"
    if let word = word(key) { found = word }
    return TokenizerFileError(.unsupported(found: found, known: known), at: path(key))
  }
}
