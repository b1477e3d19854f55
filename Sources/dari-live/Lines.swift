// The protocol with `dari`: lines of JSON on standard input and output (README.md beside this file).

import DariBase

/// What the first line says.
struct Settings {
  /// Attempts at the same time.
  var parallel = 4
  /// Milliseconds of one attempt.
  var timeout = 120_000
  var connectTimeout = 10_000
  var attempts = 5
  /// Bytes of an answer.
  var answerLimit = 4 << 20
  /// Milliseconds before the second attempt; twice as many before each one after it.
  var backOff = 1000
  /// The longest time to wait for anything, in milliseconds.
  var longestWait = 120_000

  init?(_ line: [UInt8]) {
    guard let object = Line.object(line), object["hello"] == .integer(1) else { return nil }
    func take(_ key: String, _ place: inout Int) {
      if case .integer(let number)? = object[key], number > 0 { place = Int(number) }
    }
    take("parallel", &parallel)
    take("timeout_ms", &timeout)
    take("connect_timeout_ms", &connectTimeout)
    take("attempts", &attempts)
    take("answer_limit", &answerLimit)
    take("back_off_ms", &backOff)
    take("longest_wait_ms", &longestWait)
  }
}

struct Question {
  var id: String
  var url: String
  /// The environment variable that holds the key.
  var keyVariable: String?
  var body: [UInt8]
  /// Past the proxies of the environment.
  var isDirect = false
}

enum Line {
  static func object(_ line: [UInt8]) -> JSONObject? {
    guard let node = try? JSONParser.parse(line), case .object(let object) = node.value else { return nil }
    return object
  }

  /// What `dari` asks for; nil if the line is none that we know.
  enum Order {
    case ask(Question)
    case cancel(String)

    init?(_ line: [UInt8]) {
      guard let object = Line.object(line) else { return nil }
      if case .string(let id)? = object["cancel"] {
        self = .cancel(id)
        return
      }
      guard case .string(let id)? = object["ask"], case .string(let url)? = object["url"],
        let body = object["body"]
      else { return nil }
      var question = Question(id: id, url: url, body: CanonicalJSON.bytes(of: body))
      if case .string(let name)? = object["key"] { question.keyVariable = name }
      question.isDirect = object["direct"] == .bool(true)
      self = .ask(question)
    }
  }

  static let greeting: JSONValue = ["hello": 1]

  static func retry(
    _ id: String, after attempt: Int, reason: String, status: Int?, detail: String, wait: Int
  ) -> JSONValue {
    var object: JSONObject = [
      "id": .string(id), "retry": .integer(Int64(attempt)), "reason": .string(reason),
      "wait_ms": .integer(Int64(wait)),
    ]
    object["status"] = status.map { .integer(Int64($0)) }
    if !detail.isEmpty { object["detail"] = .string(detail) }
    return .object(object)
  }

  static func answer(
    _ id: String, status: Int, type: String, body: String, attempts: Int, milliseconds: Int
  ) -> JSONValue {
    [
      "id": .string(id), "status": .integer(Int64(status)), "type": .string(type), "body": .string(body),
      "attempts": .integer(Int64(attempts)), "ms": .integer(Int64(milliseconds)),
    ]
  }

  static func failure(
    _ id: String, reason: String, detail: String, status: Int?, attempts: Int, proxy: String?
  ) -> JSONValue {
    var object: JSONObject = [
      "id": .string(id), "failure": .string(reason), "detail": .string(detail),
      "attempts": .integer(Int64(attempts)),
    ]
    object["proxy"] = proxy.map { .string($0) }
    object["status"] = status.map { .integer(Int64($0)) }
    return .object(object)
  }
}
