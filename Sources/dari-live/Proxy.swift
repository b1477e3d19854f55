// The proxy that the environment names for an address, for messages; the way itself is libcurl's.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

enum Proxy {
  /// `http://proxy.example.com:3128`, without the name and password that may stand in it; nil if there is none for this address.
  static func of(_ url: String) -> String? {
    let isSecure = url.lowercased().hasPrefix("https:")
    // `HTTP_PROXY` in capital letters is not read: of a CGI program anybody can set it.
    let names = (isSecure ? ["https_proxy", "HTTPS_PROXY"] : ["http_proxy"]) + ["all_proxy", "ALL_PROXY"]
    guard let value = names.lazy.compactMap(variable).first, !isExcepted(host(of: url)) else { return nil }
    return shown(value)
  }

  private static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
  }

  static func shown(_ proxy: String) -> String {
    var scheme = "http://"
    var rest = proxy[...]
    if let colons = proxy.firstRange(of: "://") {
      scheme = proxy[..<colons.upperBound].lowercased()
      rest = proxy[colons.upperBound...]
    }
    let place = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    // A password may hold these signs as well, so the last `@` of all counts.
    guard let at = rest.lastIndex(of: "@") else { return scheme + place }
    return scheme + rest[rest.index(after: at)...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
  }

  private static func host(of url: String) -> String {
    guard let colons = url.firstRange(of: "://") else { return "" }
    var place = url[colons.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    if let at = place.lastIndex(of: "@") { place = place[place.index(after: at)...] }
    if place.hasPrefix("[") { return String(place.dropFirst().prefix { $0 != "]" }).lowercased() }
    return String(place.prefix { $0 != ":" }).lowercased()
  }

  /// `no_proxy`: names, which stand for those below them too, or `*`.
  private static func isExcepted(_ host: String) -> Bool {
    guard let list = variable("no_proxy") ?? variable("NO_PROXY") else { return false }
    return list.split(whereSeparator: { $0 == "," || $0 == " " }).contains { entry in
      if entry == "*" { return true }
      let name = entry.lowercased().drop { $0 == "." }
      return host == name || host.hasSuffix("." + name)
    }
  }
}
