// The loop: questions come in, so many attempts run at a time, answers and failures go out.

import CCurl
import DariBase

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

struct Session: ~Copyable {
  private struct Waiting {
    var question: Question
    /// Attempts that have been made.
    var attempts: Int
    var since: Int
    /// Not before this moment.
    var moment: Int
  }

  private let settings: Settings
  private let multi: OpaquePointer
  private var waiting: [Waiting] = []
  private var running: [UnsafeMutableRawPointer: (transfer: Transfer, attempts: Int, since: Int)] = [:]
  /// Addresses whose server has said that nobody should ask before that moment.
  private var quiet: [String: Int] = [:]

  init?(_ settings: Settings) {
    guard let multi = curl_multi_init() else { return nil }
    self.settings = settings
    self.multi = OpaquePointer(multi)
  }

  /// Until standard input ends.
  mutating func run(_ input: inout Input) {
    Output.write(Line.greeting)
    while true {
      for line in input.lines() { take(line) }
      if input.isAtEnd { return }
      start()
      var count: Int32 = 0
      curl_multi_perform(UnsafeMutableRawPointer(multi), &count)
      finish()
      var descriptor = curl_waitfd(fd: 0, events: Int16(CURL_WAIT_POLLIN), revents: 0)
      curl_multi_poll(UnsafeMutableRawPointer(multi), &descriptor, 1, Int32(clamping: pause), nil)
    }
  }

  /// Milliseconds until something that waits is due.
  private var pause: Int {
    guard running.count < settings.parallel, let next = waiting.map({ due($0) }).min() else { return 10_000 }
    return max(0, min(10_000, next - Clock.now))
  }

  private func due(_ item: Waiting) -> Int { max(item.moment, quiet[item.question.url] ?? 0) }

  private mutating func take(_ line: [UInt8]) {
    switch Line.Order(line) {
    case .ask(let question):
      waiting.append(Waiting(question: question, attempts: 0, since: Clock.now, moment: 0))
    case .cancel(let id):
      waiting.removeAll { $0.question.id == id }
      for (handle, item) in running where item.transfer.question.id == id {
        curl_multi_remove_handle(UnsafeMutableRawPointer(multi), handle)
        running[handle] = nil
      }
    case nil: return
    }
  }

  private mutating func start() {
    let now = Clock.now
    while running.count < settings.parallel, let index = waiting.firstIndex(where: { due($0) <= now }) {
      let item = waiting.remove(at: index)
      var key: String?
      if let name = item.question.keyVariable {
        guard let value = Keys.value(of: name) else {
          fail(item.question, "key", "", attempts: item.attempts)
          continue
        }
        key = value
      }
      guard let transfer = Transfer(item.question, key: key, settings: settings) else {
        fail(item.question, "other", "", attempts: item.attempts)
        continue
      }
      running[transfer.handle] = (transfer, item.attempts + 1, item.since)
      curl_multi_add_handle(UnsafeMutableRawPointer(multi), transfer.handle)
    }
  }

  private mutating func finish() {
    var code = CURLE_OK
    while let handle = dari_curl_finished(UnsafeMutableRawPointer(multi), &code) {
      curl_multi_remove_handle(UnsafeMutableRawPointer(multi), handle)
      guard let (transfer, attempts, since) = running.removeValue(forKey: handle) else { continue }
      settle(transfer.question, transfer.outcome(code), attempts, since)
    }
  }

  private mutating func settle(_ question: Question, _ outcome: Outcome, _ attempts: Int, _ since: Int) {
    switch outcome {
    case .failure(let reason, let detail, let proxy, let status):
      if Retry.isWorthwhile(reason), attempts < settings.attempts {
        return again(question, attempts, since, reason, nil, "", Retry.wait(after: attempts, settings))
      }
      fail(question, reason, detail, attempts: attempts, status: status, proxy: proxy)
    case .response(let status, let type, let received):
      let body = Keys.hidden(received.body, question.keyVariable)
      if (300...399).contains(status) {
        let place = Keys.hidden(Array((received.location ?? "").utf8), question.keyVariable)
        return fail(question, "redirect", place, attempts: attempts, status: status)
      }
      guard Retry.isWorthwhile(status) else {
        let time = Clock.now - since
        return Output.write(
          Line.answer(
            question.id, status: status, type: type, body: body, attempts: attempts, milliseconds: time))
      }
      let asked = Retry.milliseconds(received.retryAfter)
      // Also of the last attempt: the other questions go to the same server.
      if let asked, asked > 0, status == 429 || status == 503 {
        quiet[question.url] = max(quiet[question.url] ?? 0, Clock.now + asked)
      }
      if let asked, asked > settings.longestWait {
        return fail(question, "wait", "\(asked / 1000)", attempts: attempts, status: status)
      }
      if attempts >= settings.attempts {
        return fail(question, "status", body, attempts: attempts, status: status)
      }
      // A server that counts tokens for what it did not answer is believed.
      let detail = body.contains("\"usage\"") ? body : ""
      again(
        question, attempts, since, "status", status, detail,
        asked ?? Retry.wait(after: attempts, settings))
    }
  }

  private mutating func again(
    _ question: Question, _ attempts: Int, _ since: Int, _ reason: String, _ status: Int?,
    _ detail: String, _ wait: Int
  ) {
    Output.write(
      Line.retry(
        question.id, after: attempts, reason: reason, status: status, detail: detail, wait: wait))
    waiting.append(
      Waiting(question: question, attempts: attempts, since: since, moment: Clock.now + wait))
  }

  private func fail(
    _ question: Question, _ reason: String, _ detail: String, attempts: Int, status: Int? = nil,
    proxy: String? = nil
  ) {
    // A server's words may be long; more than this is no explanation.
    let short = String(decoding: detail.utf8.prefix(4096), as: UTF8.self)
    Output.write(
      Line.failure(
        question.id, reason: reason, detail: short, status: status, attempts: attempts, proxy: proxy))
  }
}

enum Clock {
  /// Milliseconds since some moment, never going back.
  static var now: Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
  }
}
