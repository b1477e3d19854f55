// Asks models what trials want to know, until they all have what they need or something says stop.

import DariBase
import DariRuntime
import DariSemantics

package struct LiveSettings: Sendable {
  package var parallel = 4
  package var attempts = 5
  /// Seconds of one attempt.
  package var timeout = 120
  package var budget: AnswerBudget?
  /// Goes on with what an earlier session did not get to.
  package var isResumed = false
  /// False where nothing may be written.
  package var writes = true
  /// What the arguments say of cases and models.
  package var scope = SessionScope()

  package init() {}
}

/// Why a session ended.
package enum LiveEnd: Hashable, Sendable {
  case finished
  case budgetSpent
  /// Ctrl-C, or the system wants us to end: which signal, for `Surroundings.end(bySignal:)`.
  case interrupted(Int32)
  /// Every other question would have failed alike.
  case refused
}

package struct LiveProgress: Sendable {
  package enum Event: Sendable {
    case answered
    case failed(step: String, reason: Note)
    /// Asked again, after so many milliseconds.
    case again(step: String, status: Int?, reason: String, wait: Int)
  }

  package var event: Event
  package var answered: Int
  package var known: Int
  package var use: AnswerUse
}

/// Why it could not begin.
package enum LiveFailure: Error, Sendable {
  case programMissing(path: String)
  case system(SystemFailure)
  /// - Parameter isSystem: not the project is wrong, but the machine.
  case problem(Problem, Note?, isSystem: Bool)
  case damaged([Recordings.Damaged])
  /// Below the project's folder.
  case unfinishedDamaged(path: String, line: Int)
}

struct LiveSession: ~Copyable {
  private let settings: LiveSettings
  private let desk: AnswerDesk
  private let journal: UnfinishedSession
  private let root: String
  private let lock: FileLock?
  private let manifest: Manifest
  private var child: PipedProcess
  private var queue: [WantedAnswer] = []
  private var running: [String: WantedAnswer] = [:]
  private var endpoints: [String: ModelEndpoint] = [:]
  private var next = 0
  private var answered = 0
  private var known = 0
  private(set) var use = AnswerUse()
  private var isRefused = false
  private let tell: (LiveProgress) -> Void

  static let program = "dari-live"

  /// Starts the program that makes the connections; it is beside this one.
  static func start() throws(LiveFailure) -> PipedProcess {
    let own = System.ownProgram ?? "dari"
    let path = ProjectLocation.join(ProjectLocation.parent(of: own), program)
    guard System.mayRun(path) else { throw .programMissing(path: path) }
    do throws(System.Failure) {
      return try PipedProcess(path)
    } catch {
      throw .system(SystemFailure(.read, path, error))
    }
  }

  init(
    _ program: consuming PipedProcess, _ lock: consuming FileLock?, _ desk: AnswerDesk, root: String,
    manifest: Manifest, _ settings: LiveSettings, tell: @escaping (LiveProgress) -> Void
  ) {
    self.lock = lock
    child = program
    journal = UnfinishedSession(root: root, scope: settings.scope)
    self.root = root
    self.settings = settings
    self.desk = desk
    self.manifest = manifest
    self.tell = tell
    let hello: JSONValue = [
      "hello": 1, "parallel": .integer(Int64(settings.parallel)),
      "attempts": .integer(Int64(settings.attempts)),
      "timeout_ms": .integer(Int64(settings.timeout) * 1000),
    ]
    child.send(CanonicalJSON.bytes(of: hello))
  }

  /// Two sessions at once would pay twice, and each would take the other's notes for its own.
  static func lock(_ root: String, _ settings: LiveSettings) throws(LiveFailure) -> FileLock? {
    if !settings.writes { return nil }
    let folder = ProjectLocation.join(root, Recordings.folder)
    let path = ProjectLocation.join(folder, ".lock")
    do throws(SystemFailure) {
      try AtomicFile.makeFolders(folder)
    } catch {
      throw .system(error)
    }
    do throws(FileLock.Refusal) {
      return try FileLock(path)
    } catch {
      switch error {
      case .held(let process):
        throw .problem(.liveLocked(process: process), .endOtherSession(process: process), isSystem: true)
      case .system(let failure): throw .system(SystemFailure(.write, path, failure))
      }
    }
  }

  /// Without a session that broke off, whatever is kept need not be asked again.
  private func former() throws(LiveFailure) -> Set<AnswerKey>? {
    if !settings.isResumed { return [] }
    do throws(UnfinishedSession.Fault) {
      return try journal.answers()
    } catch {
      switch error {
      case .system(let failure): throw .system(failure)
      case .damaged(let path, let line): throw .unfinishedDamaged(path: path, line: line)
      }
    }
  }

  /// - Parameter evaluate: makes the trials that wait for these answers anew; at first, with nil, all of them.
  mutating func run(_ evaluate: (Set<AnswerKey>?) -> Void) throws(LiveFailure) -> LiveEnd {
    desk.fresh = try former()
    let signals: Int32
    do throws(System.Failure) {
      signals = try System.receiveSignals()
    } catch {
      throw .system(SystemFailure(.read, "signal", error))
    }
    defer { System.stopReceivingSignals(signals) }
    do throws(SystemFailure) {
      if settings.writes {
        desk.recordings.removeAbandoned()
        if let answers = desk.fresh { try journal.begin(with: answers) }
      }
      evaluate(nil)
      let end = try loop(signals, evaluate)
      // What got no answer is still to be asked, also if an older one is kept.
      if end == .finished, settings.writes, desk.failures.isEmpty { journal.end(root: root) }
      return end
    } catch {
      throw .system(error)
    }
  }

  private mutating func loop(
    _ signals: Int32, _ evaluate: (Set<AnswerKey>?) -> Void
  ) throws(SystemFailure) -> LiveEnd {
    while true {
      let wanted = desk.takeWanted()
      known += wanted.count
      queue += wanted
      submit()
      if running.isEmpty {
        if isRefused { return .refused }
        return queue.isEmpty ? .finished : .budgetSpent
      }
      let (lines, hasSignal) = child.exchange(with: signals, milliseconds: 1000)
      if hasSignal {
        for notice in System.notices(in: System.drain(signals)) {
          if [.interrupted, .terminated, .hungUp].contains(notice) { return .interrupted(notice.rawValue) }
        }
      }
      var changed: Set<AnswerKey> = []
      for line in lines { if let key = try take(line) { changed.insert(key) } }
      if child.hasEnded, lines.isEmpty {
        for wanted in running.values {
          fail(wanted, .liveGone)
          changed.insert(wanted.key)
        }
        running = [:]
        isRefused = true
      }
      if !changed.isEmpty { evaluate(changed) }
    }
  }

  // MARK: Asking

  private var mayAsk: Bool { !isRefused && !(settings.budget?.isSpent(use) ?? false) }

  /// No more than can run: what is asked is paid for, and a budget may be spent before the rest.
  private mutating func submit() {
    while mayAsk, running.count < settings.parallel, !queue.isEmpty {
      let wanted = queue.removeFirst()
      guard let endpoint = endpoint(of: wanted.question.setting) else { continue }
      next += 1
      let id = String(next)
      running[id] = wanted
      var order: JSONObject = [
        "ask": .string(id), "url": .string(endpoint.url), "body": wanted.question.body,
      ]
      order["key"] = endpoint.keyVariable.map { .string($0) }
      if endpoint.isNear { order["direct"] = true }
      child.send(CanonicalJSON.bytes(of: .object(order)))
    }
  }

  private mutating func endpoint(of setting: ModelSetting) -> ModelEndpoint? {
    if let known = endpoints[setting.name] { return known }
    // That it can be asked has been looked at before.
    guard let made = try? ModelEndpoint(setting, environment: System.environment) else { return nil }
    endpoints[setting.name] = made
    return made
  }

  // MARK: What comes

  /// The answer that has come, or will not come.
  private mutating func take(_ line: [UInt8]) throws(SystemFailure) -> AnswerKey? {
    guard let node = try? JSONParser.parse(line), case .object(let object) = node.value,
      case .string(let id)? = object["id"], let wanted = running[id]
    else { return nil }
    let status = object.number("status")
    let attempts = object.number("attempts") ?? 1
    if object["retry"] != nil {
      use.add(
        unanswered: ChatAnswer.use(in: object.text("detail") ?? ""), wanted.question.setting)
      report(
        .again(
          step: wanted.question.step, status: status, reason: object.text("reason") ?? "",
          wait: object.number("wait_ms") ?? 0))
      return nil
    }
    running[id] = nil
    let hide = hiding(wanted.question.setting)
    if let reason = object.text("failure") {
      let detail = object.text("detail") ?? ""
      let note = Self.note(
        reason, hide(detail), status, attempts, endpoints[wanted.question.setting.name]?.url ?? "",
        proxy: object.text("proxy").map(hide))
      if Self.endsAll.contains(reason) { isRefused = true }
      fail(wanted, note, reason == "status" ? ChatAnswer.use(in: detail) : TokenUse())
      return wanted.key
    }
    let body = object.text("body") ?? ""
    let reply = ChatAnswer(
      status: status ?? 0, type: object.text("type") ?? "", body: body,
      milliseconds: object.number("ms") ?? 0,
      hide: hide)
    switch reply.kind {
    case .answer(var answer):
      estimate(&answer, wanted.question)
      use.add(answer, wanted.question.setting)
      try desk.recordings.keep(
        answer, to: wanted.question, sample: wanted.sample, askers: desk.askers[wanted.question.hash] ?? [],
        routine: wanted.routine,
        writes: settings.writes)
      desk.fresh?.insert(wanted.key)
      if settings.writes, desk.fresh != nil { try journal.note(wanted.key) }
      answered += 1
      report(.answered)
    case .failure(let note):
      fail(wanted, note, reply.use)
      if reply.use.isUnknown, let status, (200...299).contains(status), settings.budget != nil {
        let tokens = count(CanonicalJSON.text(of: wanted.question.body), wanted.question.setting)
        use.add(unanswered: TokenUse(input: tokens), wanted.question.setting)
      }
    case .end(let note):
      isRefused = true
      fail(wanted, note, reply.use)
    }
    return wanted.key
  }

  /// A server that does not say what it counted would make a budget blind.
  private func estimate(_ answer: inout RecordedAnswer, _ question: ModelQuestion) {
    guard answer.tokensIn == nil || answer.tokensOut == nil, settings.budget != nil else { return }
    answer.isEstimated = true
    if answer.tokensIn == nil {
      answer.tokensIn = count(CanonicalJSON.text(of: question.body), question.setting)
    }
    if answer.tokensOut == nil { answer.tokensOut = count(answer.text, question.setting) }
  }

  private func count(_ text: String, _ setting: ModelSetting) -> Int? {
    manifest.meter(for: setting.name).map { meter in
      (try? meter.weight(of: text)).map { TokenMeter.tokens($0) } ?? text.utf8.count
    }
  }

  private func hiding(_ setting: ModelSetting) -> (String) -> String {
    guard let key = setting.keyVariable.flatMap({ System.environment($0) }) else { return { $0 } }
    let cover = KeyCover(key)
    return { text in cover.covered(text) }
  }

  /// Where these keep one question from an answer, they keep all.
  private static let endsAll: Set<String> = [
    "refused", "unresolved", "tls", "certificate", "redirect", "key", "address", "proxy", "wait",
  ]

  /// What is no answer may have been charged all the same.
  private mutating func fail(_ wanted: WantedAnswer, _ reason: Note, _ charged: TokenUse = TokenUse()) {
    use.add(unanswered: charged, wanted.question.setting)
    let reason =
      charged.isUnknown
      ? reason : .livePaid(reason: reason, input: charged.input ?? 0, output: charged.output ?? 0)
    desk.fail(wanted.key, reason)
    report(.failed(step: wanted.question.step, reason: reason))
  }

  private func report(_ event: LiveProgress.Event) {
    tell(LiveProgress(event: event, answered: answered, known: known, use: use))
  }

  private static func note(
    _ reason: String, _ detail: String, _ status: Int?, _ attempts: Int, _ url: String, proxy: String?
  ) -> Note {
    let address = String(url.prefix { $0 != "?" })
    switch (reason, proxy) {
    case ("refused", let proxy?), ("unresolved", let proxy?): return .liveProxy(proxy: proxy)
    case ("proxy", let proxy?):
      return .liveProxyRefuses(proxy: proxy, address: address, status: status ?? 0)
    default: break
    }
    switch reason {
    case "timeout": return .liveTimeout(count: attempts)
    case "cut": return .liveCut(count: attempts)
    case "refused": return .liveRefused(address: address)
    case "unresolved": return .liveUnresolved(address: address)
    case "tls": return .liveTLS(address: address)
    case "certificate": return .liveCertificate(address: address)
    case "address": return .liveAddress(address: address)
    case "no_http": return .liveNoHTTP(address: address)
    case "redirect": return .liveRedirect(place: ChatAnswer.short(detail))
    case "too_long": return .liveTooLong(count: Int(detail) ?? 0)
    case "status": return .liveStatus(status: status ?? 0, count: attempts)
    case "wait": return .liveWait(seconds: ChatAnswer.short(detail))
    default: return .liveOther(words: ChatAnswer.short(detail.isEmpty ? reason : detail))
    }
  }
}

extension JSONObject {
  fileprivate func text(_ key: String) -> String? {
    if case .string(let text)? = self[key] { text } else { nil }
  }
  fileprivate func number(_ key: String) -> Int? {
    if case .integer(let number)? = self[key] { Int(number) } else { nil }
  }
}
