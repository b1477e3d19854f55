// The parts of live answers that can be tried without a server: languages, addresses, budgets, what servers say.

import DariBase
import DariSemantics
import Testing

@testable import DariWorkspace

@Suite struct WrittenLanguageTests {
  @Test(arguments: [
    ("환불은 영업일 기준 3일 안에 처리됩니다. ChatGPT와 Gmail을 씁니다.", WrittenLanguage.ko),
    ("네.", .ko), ("주문 번호는 https://example.com/orders/12345?ref=mail 에 있습니다", .ko),
    ("`SELECT name FROM orders WHERE id = 1`을 실행하세요", .ko),
    ("Your refund is on its way, and it will take three days.", .en), ("Thanks!", .en),
    ("ご注文ありがとうございます。返金は三日以内に行います。", .ja), ("您的退款将在三天内处理完毕。", .zh),
    ("Ihre Erstattung ist auf dem Weg und wird in drei Tagen bei Ihnen sein.", .de),
    ("Votre remboursement est en cours et sera effectué dans les trois jours.", .fr),
    ("Su reembolso está en camino y llegará en tres días con el correo.", .es),
    ("Il rimborso è in corso e non ci sono altre spese per questo ordine.", .it),
    ("O seu reembolso está a caminho e não há mais custos para você.", .pt),
    ("Uw terugbetaling is onderweg en het is niet meer dan drie dagen.", .nl),
    ("Ваш возврат будет выполнен в течение трёх дней.", .ru), ("Η επιστροφή θα γίνει σε τρεις μέρες.", .el),
    ("ההחזר שלך בדרך.", .he), ("سيتم رد المبلغ خلال ثلاثة أيام.", .ar), ("เราจะคืนเงินภายในสามวัน", .th),
    ("आपका पैसा तीन दिन में वापस होगा।", .hi),
  ])
  func isToldApart(_ text: String, _ language: WrittenLanguage) {
    #expect(language.finding(in: text) == nil, "\(language.rawValue): \(text)")
    // Of the Latin ones a word or two may fit several.
    for other in WrittenLanguage.allCases where other != language && text.count > 12 {
      #expect(other.finding(in: text) != nil, "\(other.rawValue) is no language of: \(text)")
    }
  }

  @Test func otherLanguagesAreNamed() {
    #expect(WrittenLanguage.ko.finding(in: "Your refund is on its way.") == .languageIs(language: "en"))
    #expect(WrittenLanguage.en.finding(in: "환불해 드리겠습니다") == .languageIs(language: "ko"))
    #expect(WrittenLanguage.ko.finding(in: "返金は三日以内に行います。") == .languageIs(language: "ja"))
    #expect(WrittenLanguage.ko.finding(in: "12,000") == .languageUnknown)
    #expect(WrittenLanguage.ko.finding(in: "") == .languageUnknown)
  }
}

@Suite struct ModelEndpointTests {
  private func setting(_ url: String?, api: String = "openai", key: String? = "K") -> ModelSetting {
    var setting = ModelSetting(name: "text", api: api, url: url, model: "m")
    setting.keyVariable = key
    return setting
  }

  private func problem(_ setting: ModelSetting, key: String? = "sk-1234") -> String? {
    do throws(ModelEndpoint.Refusal) {
      _ = try ModelEndpoint(setting) { $0 == "K" ? key : nil }
      return nil
    } catch {
      return error.problem.code.text
    }
  }

  @Test func addresses() throws {
    let made = try ModelEndpoint(setting("https://api.example.com/v1/")) { _ in "sk-1" }
    #expect(made.url == "https://api.example.com/v1/chat/completions" && made.keyVariable == "K")
    #expect(try ModelEndpoint(setting("http://x.example.com/v1", key: nil)) { _ in nil }.keyVariable == nil)
    for url in ["ftp://x/v1", "localhost:8000", "", "http://", "//x/v1"] {
      #expect(problem(setting(url)) == "E0922", "\(url)")
    }
    #expect(problem(setting(nil)) == "E0922" && problem(setting("https://x", api: "gemini")) == "E0922")
    for key in [nil, "", "a b", "a\nb", "키"] {
      #expect(problem(setting("https://x/v1"), key: key) == "E0923")
    }
    func reason(_ key: String?) -> String? {
      do throws(ModelEndpoint.Refusal) {
        _ = try ModelEndpoint(setting("https://x/v1")) { _ in key }
        return nil
      } catch {
        return error.isOfMachine ? error.problem.message(.english) : nil
      }
    }
    #expect(reason(nil)?.hasSuffix("that is not set") == true)
    #expect(reason("")?.hasSuffix("that is empty") == true)
    #expect(reason("sk-1\n")?.contains("a line break") == true)
  }

  @Test(arguments: [
    ("127.0.0.1", true), ("127.9.9.9:80", true), ("localhost:8000", true), ("[::1]:8000", true),
    ("10.1.2.3", true),
    ("172.16.0.1", true), ("172.32.0.1", false), ("192.168.1.5", true), ("gpu-box:8000", true),
    ("model.local", true),
    ("model.internal", true), ("8.8.8.8", false), ("example.com", false), ("127.0.0.1.example.com", false),
    ("localhost.example.com", false), ("local", true), ("evil.com@127.0.0.1", true),
    ("127.0.0.1@evil.com", false),
    ("[2001:db8::1]", false), ("0127.0.0.1", true), ("192.169.0.1", false),
  ])
  func keysInTheClear(_ host: String, _ isNear: Bool) {
    #expect(problem(setting("http://\(host)/v1")) == (isNear ? nil : "E0924"), "\(host)")
    #expect(problem(setting("https://\(host)/v1")) == nil)
  }
}

@Suite struct AnswerBudgetTests {
  @Test func limits() {
    #expect(AnswerBudget("20000") == .tokens(20000))
    #expect(AnswerBudget("0.50 USD") == .money(0.5, currency: "USD"))
    for text in ["", "0", "-1", "1.5", "many", "1 XYZ", "USD 1", "1 USD more", "1e3 USD", "0 USD", "nan USD"]
    {
      #expect(AnswerBudget(text) == nil, "\(text)")
    }
  }

  @Test func whatItCost() {
    var setting = ModelSetting(name: "text", api: "openai", url: nil, model: "m")
    setting.price = ModelPrice(input: 0.25, output: 2, currency: "USD")
    var answer = RecordedAnswer(text: "x")
    answer.tokensIn = 1_000_000
    answer.tokensOut = 500_000
    var use = AnswerUse()
    use.add(answer, setting)
    #expect(use.money == ["USD": 1.25] && use.tokensIn == 1_000_000)
    #expect(AnswerBudget.money(1.25, currency: "USD").isSpent(use))
    #expect(!AnswerBudget.money(1.26, currency: "USD").isSpent(use))
    #expect(AnswerBudget.tokens(1_500_000).isSpent(use) && !AnswerBudget.tokens(1_500_001).isSpent(use))
    answer.tokensIn = .max
    answer.tokensOut = .max
    use.add(answer, setting)
    use.add(answer, setting)
    use.add(unanswered: TokenUse(input: .max), setting)
    #expect(use.tokensIn == .max && use.tokens == .max && use.unanswered == 1)
    #expect(AnswerBudget.tokens(.max).isSpent(use))
    #expect(AnswerUse.shown(0.00005, "USD") == "0.0001 USD" && AnswerUse.shown(12.3, "KRW") == "12.3000 KRW")
  }
}

@Suite struct KeyCoverTests {
  private static let long = "sk-proj-AbCdEfGhIjKlMnOpQrStUvWxYzAbCdEf1"

  @Test(arguments: [
    ("sk-proj-Ab3dEf6hIj9l", "key sk-proj-Ab3dEf6hIj9l.", "key ***."),
    ("sk-proj-Ab3dEf6hIj9l", "sk-proj-Ab3dEf6hIj9lsk-proj-Ab3dEf6hIj9l", "******"),
    ("sk-proj-Ab3dEf6hIj9l", "begins with sk-proj-Ab3d", "begins with ***"),
    ("sk-proj-Ab3dEf6hIj9lMn2p", "keys begin with sk-proj- here", "keys begin with sk-proj- here"),
    ("sk-proj-Ab3dEf6hIj9lMn2p", "…hIj9lMn2p…", "…***…"), ("none", "none of it", "none of it"),
    ("placeholder", "a placeholder", "a placeholder"), ("abc12345", "abc12345", "***"), ("abc12345", "", ""),
    ("abc12345", "abc1234", "abc1234"), ("abc12345", "환불 abc12345입니다", "환불 ***입니다"),
    // The whole key, and long runs of it, whether there is a digit in them or not.
    (long, "Bearer \(long).", "Bearer ***."), (long, "\(long)\(long)", "******"),
    (long, "is sk-proj-AbCdEfGhIj", "is ***"), (long, "AbCdEfGh", "***"), (long, "sk-proj-", "sk-proj-"),
    ("sk-proj-abcdefghijklmnopqrstuvwxyzabcd1", "sk-proj-abcdefghijklmnopqrstuvwxyzabcd1", "***"),
    ("sk-proj-abcdefghijklmnopqrstuvwxyzabcd1", "mnopqrstuvwx and mnopqrs", "*** and mnopqrs"),
    ("sk-abcdefghijklmnopqrstuvwx", "key sk-abcdefghijklmnopqrstuvwx!", "key ***!"),
    ("sk-abcdefghijklmnopqrstuvwx", "sk-abcdefgh…", "sk-abcdefgh…"),
    ("placeholder", "placeholder", "placeholder"),
    ("ABCDEFGHIJKLMNOPQRSTUVWX", "xABCDEFGHIJKLMNOPQRSTUVWXx", "x***x"),
  ])
  func covers(_ key: String, _ text: String, _ covered: String) {
    #expect(KeyCover(key).covered(text) == covered)
  }

  /// Whatever stands around it, and wherever it begins.
  @Test func coversEveryRun() {
    let signs = Array(Self.long)
    for start in signs.indices {
      for end in signs.indices where end - start >= KeyCover.longPart {
        let covered = KeyCover(Self.long).covered("«\(String(signs[start..<end]))»")
        #expect(covered == "«***»", "\(start)..<\(end)")
      }
    }
  }
}

@Suite struct ChatAnswerTests {
  private func answer(_ body: String, status: Int = 200) -> String {
    let reply = ChatAnswer(
      status: status, type: "application/json", body: body, milliseconds: 5,
      hide: { KeyCover("abc12345").covered($0) })
    return switch reply.kind {
    case .answer(let answer):
      "\(answer.text)|\(answer.end)|\(answer.tokensIn ?? -1)|\(answer.tokensOut ?? -1)"
    case .failure(let note): "failure: \(note.text(.english))"
    case .end(let note): "end: \(note.text(.english))"
    }
  }

  @Test func answers() {
    let usage = #","usage":{"prompt_tokens":3,"completion_tokens":4}"#
    #expect(answer(#"{"choices":[{"message":{"content":"a"}}]\#(usage)}"#) == "a|whole|3|4")
    #expect(
      answer(#"{"choices":[{"message":{"content":"a"},"finish_reason":"length"}]}"#) == "a|cutOff|-1|-1")
    #expect(answer(#"{"choices":[{"message":{"content":null,"refusal":"no"}}]}"#) == "no|refused|-1|-1")
    #expect(
      answer(#"{"choices":[{"message":{"content":""},"finish_reason":"content_filter"}]}"#)
        == "|refused|-1|-1")
    #expect(
      answer(#"{"choices":[{"message":{"content":"a"}}],"usage":{"prompt_tokens":-3}}"#) == "a|whole|-1|-1")
    // Absurd numbers do not get round a budget.
    for (number, count) in [
      ("9223372036854775807", Int.max), ("9223372036854775808", .max), ("1e30", .max), ("12.5", 13),
      ("\"3\"", -1),
    ] {
      #expect(
        answer(#"{"choices":[{"message":{"content":"a"}}],"usage":{"prompt_tokens":\#(number)}}"#)
          == "a|whole|\(count)|-1")
    }
  }

  /// What was charged counts, whatever came of it.
  @Test(arguments: [
    (#""choices":[{"message":{"content":null}}]"#, 200, "the model says nothing"),
    (
      #""choices":[{"message":{"content":null,"tool_calls":[{"id":"a"}]}}]"#, 200,
      "the model calls a tool and says nothing"
    ), (#""choices":[]"#, 200, "what came is no answer of a model"),
    (#""error":{"message":"backend overloaded"}"#, 200, "the server says: backend overloaded"),
    (#""error":{"message":"no"}"#, 400, "the server says 400: no"),
  ])
  func chargedWithoutAnAnswer(_ members: String, _ status: Int, _ words: String) {
    let body = "{\(members),\"usage\":{\"prompt_tokens\":100,\"completion_tokens\":50}}"
    let reply = ChatAnswer(status: status, type: "", body: body, milliseconds: 5, hide: { $0 })
    #expect(reply.use == TokenUse(input: 100, output: 50))
    #expect(answer(body, status: status) == "failure: \(words)")
  }

  @Test func whatIsNone() {
    for body in [
      #"{"choices":[]}"#, #"{"choices":{}}"#, "[]", "3", "null", #"{"choices":[{"text":"a"}]}"#,
      #"{"choices":[{"message":{"content":3}}]}"#,
    ] {
      #expect(answer(body) == "failure: what came is no answer of a model", "\(body)")
    }
    let unreadable = "failure: what came can't be read as JSON: "
    #expect(answer("<html>").hasPrefix(unreadable))
    #expect(answer(#"{"choices":[{"message":{"content":"a"#).hasPrefix(unreadable))
    #expect(answer("") == "failure: what came is empty (status 200)")
    #expect(answer("", status: 204) == "failure: what came is empty (status 204)")
    #expect(answer("", status: 418) == "failure: the server says 418 and not why")
    // Covered before it is cut: half a key would not be known for one.
    let long = String(repeating: "x", count: 195) + "abc12345"
    #expect(answer(#"{"error":{"message":"\#(long)"}}"#, status: 400).hasSuffix("x***"))
    #expect(
      answer(#"{"error":{"message":"bad\n model"}}"#, status: 400)
        == "failure: the server says 400: bad model")
    #expect(answer(#"{"detail":"x"}"#, status: 404) == "end: the server says 404: x")
    #expect(answer("key sk-1", status: 401) == "end: the server says 401: it does not take the key")
  }
}
