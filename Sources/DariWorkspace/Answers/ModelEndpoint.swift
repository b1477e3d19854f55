// Where a model setting is asked, and what keeps it from being asked.

import DariBase
import DariSemantics

struct ModelEndpoint {
  /// `…/chat/completions`.
  var url: String
  var keyVariable: String?
  /// In the house and not encrypted: a proxy would read the key.
  var isNear: Bool

  /// - Parameter environment: the value of a variable.
  init(_ setting: ModelSetting, environment: (String) -> String?) throws(Refusal) {
    func refuse(_ reason: Note) -> Refusal {
      Refusal(problem: .modelNotAsked(name: setting.name, reason: reason))
    }
    guard setting.api == "openai" else { throw refuse(.onlyOpenAI) }
    guard let written = setting.url, !written.isEmpty else { throw refuse(.needsURL) }
    guard let address = Self.split(written) else { throw refuse(.badURL) }
    let trimmed = String(written.prefix { $0 != "?" && $0 != "#" })
    isNear = !address.isSecure && Self.isNear(address.host)
    url = (trimmed.hasSuffix("/") ? String(trimmed.dropLast()) : trimmed) + "/chat/completions"
    guard let variable = setting.keyVariable else { return }
    let key = environment(variable)
    guard let key, !key.isEmpty, key.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
      let reason: Note = key == nil ? .keyUnset : key == "" ? .keyEmpty : .keySigns
      throw Refusal(
        problem: .keyVariableEmpty(name: setting.name, variable: variable, reason: reason), isOfMachine: true)
    }
    guard address.isSecure || isNear else {
      throw Refusal(problem: .keyInTheClear(name: setting.name, host: address.host))
    }
    keyVariable = variable
  }

  struct Refusal: Error {
    var problem: Problem
    /// Not the project is wrong, but the machine has not what it needs.
    var isOfMachine = false
  }

  private static func split(_ url: String) -> (isSecure: Bool, host: String)? {
    let small = url.lowercased()
    let isSecure = small.hasPrefix("https://")
    guard isSecure || small.hasPrefix("http://") else { return nil }
    var rest = small.dropFirst(isSecure ? 8 : 7).prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    // A password in the address is a key that somebody wrote down, which the manifest refuses.
    if let at = rest.lastIndex(of: "@") { rest = rest[rest.index(after: at)...] }
    if rest.hasPrefix("["), let end = rest.firstIndex(of: "]") {
      return (isSecure, String(rest[rest.index(after: rest.startIndex)..<end]))
    }
    let host = rest.prefix { $0 != ":" }
    return host.isEmpty ? nil : (isSecure, String(host))
  }

  /// On this machine, or in the same house.
  static func isNear(_ host: String) -> Bool {
    if host == "::1" || host.hasPrefix("fe80:") || host.hasPrefix("fd") && host.contains(":") { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { UInt8($0) }
    if parts.count == 4, numbers.count == 4 {
      return numbers[0] == 127 || numbers[0] == 10 || numbers[0] == 192 && numbers[1] == 168
        || numbers[0] == 172 && (16...31).contains(numbers[1])
    }
    if host.contains(":") { return false }
    return parts.count == 1 || ["localhost", "local", "internal"].contains(parts.last.map(String.init) ?? "")
  }
}
