// One attempt to ask a server: a transfer of libcurl, what has come so far, and how it ended.

import CCurl
import DariBase

/// What comes in while a transfer runs. A class, since libcurl's callbacks hold a pointer to it.
final class Received {
  let limit: Int
  var body: [UInt8] = []
  var isTooLong = false
  /// Values of `Retry-After` and `Location` of the last response.
  var retryAfter: String?
  var location: String?

  init(limit: Int) { self.limit = limit }

  /// False ends the transfer.
  func take(_ bytes: UnsafeRawBufferPointer) -> Bool {
    if body.count + bytes.count > limit {
      isTooLong = true
      body = []
      return false
    }
    body.append(contentsOf: bytes)
    return true
  }

  func takeHeader(_ line: String) {
    // A new response begins, as after `100 Continue`.
    if line.lowercased().hasPrefix("http/") {
      (retryAfter, location) = (nil, nil)
      return
    }
    guard let colon = line.utf8.firstIndex(of: 0x3A) else { return }
    let value = String(line[line.utf8.index(after: colon)...].trimmingSpaces)
    switch line[..<colon].lowercased() {
    case "retry-after": retryAfter = value
    case "location": location = value
    default: break
    }
  }
}

/// How one attempt ended.
enum Outcome {
  case response(status: Int, type: String, Received)
  /// - Parameter proxy: the one that was to be gone through; `status` is what it said, if it did.
  case failure(reason: String, detail: String, proxy: String? = nil, status: Int? = nil)
}

final class Transfer {
  let question: Question
  let handle: UnsafeMutableRawPointer
  private let received: Received
  private var headers: UnsafeMutablePointer<curl_slist>?

  /// - Parameter key: goes into a header and nowhere else.
  init?(_ question: Question, key: String?, settings: Settings) {
    guard let handle = curl_easy_init() else { return nil }
    self.question = question
    self.handle = handle
    received = Received(limit: settings.answerLimit)
    var lines = ["Content-Type: application/json", "Accept: application/json", "Expect:"]
    if let key { lines.append("Authorization: Bearer \(key)") }
    for line in lines { headers = curl_slist_append(headers, line) }
    configure(settings)
  }

  deinit {
    curl_slist_free_all(headers)
    curl_easy_cleanup(handle)
  }

  private func configure(_ settings: Settings) {
    dari_curl_set_text(handle, CURLOPT_URL, question.url)
    dari_curl_set_text(handle, CURLOPT_PROTOCOLS_STR, "http,https")
    dari_curl_set_text(handle, CURLOPT_USERAGENT, "dari")
    dari_curl_set_number(handle, CURLOPT_NOSIGNAL, 1)
    // A key must not follow to where a server sends us.
    dari_curl_set_number(handle, CURLOPT_FOLLOWLOCATION, 0)
    dari_curl_set_number(handle, CURLOPT_CONNECTTIMEOUT_MS, settings.connectTimeout)
    dari_curl_set_number(handle, CURLOPT_TIMEOUT_MS, settings.timeout)
    if question.isDirect { dari_curl_set_text(handle, CURLOPT_NOPROXY, "*") }
    dari_curl_set_headers(handle, headers)
    question.body.withUnsafeBufferPointer { bytes in
      bytes.withMemoryRebound(to: CChar.self) { bytes in
        _ = dari_curl_set_body(handle, bytes.baseAddress, bytes.count)
      }
    }
    let context = Unmanaged.passUnretained(received).toOpaque()
    dari_curl_set_writers(
      handle,
      { bytes, size, count, context in
        guard let context, let bytes else { return 0 }
        let received = Unmanaged<Received>.fromOpaque(context).takeUnretainedValue()
        let whole = size * count
        // Another number than was handed over ends the transfer.
        return received.take(UnsafeRawBufferPointer(start: bytes, count: whole)) ? whole : whole &+ 1
      },
      { bytes, size, count, context in
        guard let context, let bytes else { return 0 }
        let received = Unmanaged<Received>.fromOpaque(context).takeUnretainedValue()
        let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
        received.takeHeader(String(decoding: line, as: UTF8.self))
        return size * count
      }, context)
  }

  func outcome(_ code: CURLcode) -> Outcome {
    if received.isTooLong { return .failure(reason: "too_long", detail: "\(received.limit)") }
    if code != CURLE_OK {
      let words = curl_easy_strerror(code).map { String(cString: $0) } ?? ""
      let proxy = question.isDirect ? nil : Proxy.of(question.url)
      // A proxy that says no does so before the server is reached.
      let said = dari_curl_number(handle, CURLINFO_HTTP_CONNECTCODE)
      if proxy != nil, said >= 300 {
        return .failure(reason: "proxy", detail: words, proxy: proxy, status: said)
      }
      return .failure(reason: Self.reason(code), detail: words, proxy: proxy)
    }
    let status = dari_curl_number(handle, CURLINFO_RESPONSE_CODE)
    let type = dari_curl_text(handle, CURLINFO_CONTENT_TYPE).map { String(cString: $0) } ?? ""
    return .response(status: status, type: type, received)
  }

  private static func reason(_ code: CURLcode) -> String {
    switch code {
    case CURLE_OPERATION_TIMEDOUT: "timeout"
    case CURLE_COULDNT_CONNECT: "refused"
    case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: "unresolved"
    case CURLE_GOT_NOTHING, CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_PARTIAL_FILE, CURLE_HTTP2,
      CURLE_HTTP2_STREAM:
      "cut"
    case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CIPHER, CURLE_USE_SSL_FAILED: "tls"
    case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CACERT_BADFILE,
      CURLE_SSL_ISSUER_ERROR:
      "certificate"
    case CURLE_URL_MALFORMAT: "address"
    // That the address is one of HTTP has been looked at: it is what came that libcurl does not know.
    case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY: "no_http"
    default: "other"
    }
  }
}

extension StringProtocol {
  var trimmingSpaces: SubSequence {
    let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\t" || $0.isNewline }
    guard let start = firstIndex(where: { !isSpace($0) }), let last = lastIndex(where: { !isSpace($0) })
    else {
      return self[endIndex...]
    }
    return self[start...last]
  }
}
