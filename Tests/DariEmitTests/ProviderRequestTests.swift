// Requests for providers: where each message goes, what is refused, and the form of the answer. That the whole is what the
// providers' own types say is for Tests/Judges/judge-providers.py.

import DariBase
import Testing

@testable import DariEmit
@testable import DariRuntime

private func messages(_ texts: [(Routine.Role, String)]) -> [RenderedStep.Message] {
  texts.map { RenderedStep.Message($0.0, RenderedText($0.1)) }
}

private func media(
  _ kind: Type.Media, _ mediaType: String?, _ source: MediaValue.Source = .bytes([1, 2, 3]),
  name: String = "a.x"
) -> RenderedText {
  let media = MediaValue(kind: kind, mediaType: mediaType, source: source, name: name)
  let mark = Array(media.mark.utf8)
  return RenderedText(
    bytes: mark,
    segments: [
      Segment(
        range: 0..<mark.count, origin: .media(media, paths: []), place: .init(file: 0, line: 1, column: 1))
    ])
}

/// The request, or what is told, as one line.
private func request(
  _ provider: Provider, _ messages: [RenderedStep.Message], gives: Type? = .text, step: String = "draft"
) -> String {
  let request = ProviderRequest(
    provider: provider, step: step, messages: messages, result: gives,
    model: provider.namesModel ? "m" : nil)
  do throws(ProviderError) {
    return CanonicalJSON.text(of: try request.encoded())
  } catch {
    return error.problems.map { $0.message(.english) }.joined(separator: "\n")
  }
}

@Suite struct ProviderOrderTests {
  static let few: [(Routine.Role, String)] = [
    (.system, "가"), (.user, "나"), (.assistant, "다"), (.user, "라"), (.system, "마"), (.user, "바"),
  ]

  @Test func openAIHasThemInOrder() {
    #expect(
      request(.openai, messages(Self.few))
        == #"{"messages":[{"content":"가","role":"system"},{"content":"나","role":"user"},"#
        + #"{"content":"다","role":"assistant"},{"content":"라","role":"user"},{"content":"마","role":"system"},"#
        + #"{"content":"바","role":"user"}],"model":"m"}"#)
  }

  @Test func anthropicHasTheSystemApartAndTurns() {
    #expect(
      request(.anthropic, messages(Self.few))
        == #"{"max_tokens":8192,"messages":[{"content":"나","role":"user"},{"content":"다","role":"assistant"},"#
        + #"{"content":[{"text":"라","type":"text"},{"text":"바","type":"text"}],"role":"user"}],"model":"m","#
        + #""system":"가\n\n마"}"#)
  }

  @Test func geminiHasTheSystemApartAndTurns() {
    #expect(
      request(.gemini, messages(Self.few))
        == #"{"contents":[{"parts":[{"text":"나"}],"role":"user"},{"parts":[{"text":"다"}],"role":"model"},"#
        + #"{"parts":[{"text":"라"},{"text":"바"}],"role":"user"}],"#
        + #""systemInstruction":{"parts":[{"text":"가"},{"text":"마"}]}}"#)
  }

  @Test func whatOnlyTheSystemIsToldIsAskedByTheUser() {
    let only = messages([(.system, "가"), (.system, "나")])
    #expect(
      request(.anthropic, only)
        == #"{"max_tokens":8192,"messages":[{"content":[{"text":"가","type":"text"},"#
        + #"{"text":"나","type":"text"}],"role":"user"}],"model":"m"}"#)
    #expect(request(.gemini, only) == #"{"contents":[{"parts":[{"text":"가"},{"text":"나"}],"role":"user"}]}"#)
    #expect(request(.openai, only).hasPrefix(#"{"messages":[{"content":"가","role":"system"},"#))
  }

  @Test(arguments: [Provider.anthropic, .gemini])
  func conversationsBeginAndEndWithTheUser(_ provider: Provider) {
    #expect(
      request(provider, messages([(.system, "가"), (.assistant, "나"), (.user, "다")]))
        == "\(provider.name) can't take the messages of `draft`: they begin with an answer (`@assistant`) and have "
        + "to begin with a `@user`")
    #expect(
      request(provider, messages([(.user, "가"), (.assistant, "나"), (.system, "다")]))
        == "\(provider.name) can't take the messages of `draft`: they end with an answer (`@assistant`), and nothing "
        + "is left to ask")
  }

  @Test(arguments: Provider.allCases)
  func whiteSpaceAloneIsNotSent(_ provider: Provider) {
    let some = messages([(.system, " \n"), (.user, "\u{3000}"), (.user, " 가 ")])
    #expect(request(provider, some) == request(provider, messages([(.user, " 가 ")])))
    #expect(
      request(provider, messages([(.user, "\n")]))
        == "\(provider.name) can't take the messages of `draft`: with this data nothing is written in them")
  }

  @Test(arguments: Provider.allCases)
  func mediaStandWithTheUserOnly(_ provider: Provider) {
    let wrong = [RenderedStep.Message(.system, media(.image, "image/png")), .init(.user, RenderedText("가"))]
    #expect(
      request(provider, wrong)
        == "\(provider.name) can't take the messages of `draft`: a picture, a sound or a file stands outside a `@user`"
    )
  }

  @Test func aModelIsNamed() {
    let request = ProviderRequest(
      provider: .openai, step: "s", messages: messages([(.user, "가")]), result: nil)
    #expect(throws: ProviderError.self) { try request.encoded() }
  }
}

@Suite struct ProviderMediaTests {
  private func part(_ provider: Provider, _ text: RenderedText) -> String {
    request(provider, [.init(.user, text)])
  }

  @Test(arguments: [
    (
      Provider.openai, Type.Media.image, "image/jpeg",
      #"{"image_url":{"url":"data:image/jpeg;base64,AQID"},"type":"image_url"}"#
    ),
    (.openai, .audio, "audio/mpeg", #"{"input_audio":{"data":"AQID","format":"mp3"},"type":"input_audio"}"#),
    (.openai, .file, "audio/wav", #"{"input_audio":{"data":"AQID","format":"wav"},"type":"input_audio"}"#),
    (
      .openai, .file, "application/pdf",
      #"{"file":{"file_data":"data:application/pdf;base64,AQID","filename":"a.x"},"type":"file"}"#
    ),
    (
      .anthropic, .file, "image/png",
      #"{"source":{"data":"AQID","media_type":"image/png","type":"base64"},"type":"image"}"#
    ),
    (
      .anthropic, .file, "application/pdf",
      #"{"source":{"data":"AQID","media_type":"application/pdf","type":"base64"},"title":"a.x","type":"document"}"#
    ),
    (
      .anthropic, .file, "text/csv",
      #"{"source":{"data":"\u0001\u0002\u0003","media_type":"text/plain","type":"text"},"title":"a.x","type":"document"}"#
    ),
    (.gemini, .audio, "audio/ogg", #"{"inlineData":{"data":"AQID","mimeType":"audio/ogg"}}"#),
    (.gemini, .file, "text/markdown", #"{"inlineData":{"data":"AQID","mimeType":"text/plain"}}"#),
    (.gemini, .image, "image/heic", #"{"inlineData":{"data":"AQID","mimeType":"image/heic"}}"#),
  ])
  func carried(_ provider: Provider, _ kind: Type.Media, _ mediaType: String, _ expected: String) {
    #expect(part(provider, media(kind, mediaType)).contains("[\(expected)]"))
  }

  @Test(arguments: [
    (Provider.openai, Type.Media.audio, "audio/ogg"), (.openai, .image, "image/heic"),
    (.openai, .file, "video/mp4"),
    (.openai, .file, MediaFormat.unknown), (.anthropic, .audio, "audio/wav"),
    (.anthropic, .file, "audio/mpeg"),
    (.anthropic, .image, "image/bmp"), (.anthropic, .file, "application/zip"), (.gemini, .image, "image/gif"),
    (.gemini, .file, "application/msword"), (.gemini, .audio, "audio/amr"),
  ])
  func refused(_ provider: Provider, _ kind: Type.Media, _ mediaType: String) {
    #expect(
      part(provider, media(kind, mediaType)).hasPrefix("\(provider.name) can't take `a.x` in `draft`: "))
  }

  private static let url = MediaValue.Source.url("https://a.com/x")

  @Test(
    arguments: [
      (
        Provider.openai, Type.Media.image, nil, #"{"image_url":{"url":"https://a.com/x"},"type":"image_url"}"#
      ),
      (.openai, .file, "application/pdf", nil), (.openai, .audio, "audio/wav", nil),
      (.openai, .image, "image/tiff", nil),
      (.anthropic, .image, nil, #"{"source":{"type":"url","url":"https://a.com/x"},"type":"image"}"#),
      (
        .anthropic, .file, "application/pdf",
        #"{"source":{"type":"url","url":"https://a.com/x"},"title":"a.x","type":"document"}"#
      ),
      (.anthropic, .file, nil, nil), (.anthropic, .file, "text/plain", nil),
      (
        .gemini, .image, "image/png",
        #"{"fileData":{"fileUri":"https://a.com/x","mimeType":"image/png"}}"#
      ),
      (.gemini, .image, nil, nil),
    ] as [(Provider, Type.Media, String?, String?)])
  func addresses(_ provider: Provider, _ kind: Type.Media, _ mediaType: String?, _ expected: String?) {
    let result = part(provider, media(kind, mediaType, Self.url))
    if let expected {
      #expect(result.contains("[\(expected)]"))
    } else {
      #expect(result.hasPrefix("\(provider.name) can't take `a.x`"))
    }
  }

  /// All at once, each once.
  @Test func everythingThatCannotBeTakenIsTold() {
    let many = [
      RenderedStep.Message(.user, media(.audio, "audio/ogg", name: "a.ogg")),
      .init(.user, media(.image, "image/bmp", name: "b.bmp")), .init(.user, media(.image, "image/png")),
      .init(.user, media(.audio, "audio/ogg", name: "a.ogg")),
    ]
    let told = request(.anthropic, many).split(separator: "\n")
    #expect(told.count == 2 && told[0].contains("a.ogg") && told[1].contains("b.bmp"))
  }
}

@Suite struct ProviderSchemaTests {
  private func schema(_ provider: Provider, _ type: Type) -> String {
    CanonicalJSON.text(of: .object(ProviderSchema(provider: provider).document(of: type)))
  }

  static let record = Type(
    .record(
      RecordType(fields: [
        .init(name: "words", type: Type(.list(Limits(2, 5), Type(.line(Limits(nil, 20))))), label: "낱말"),
        .init(name: "many", type: Type(.int(Limits(0, 9))).asOptional),
      ])))

  @Test func openAIWantsAllFields() {
    #expect(
      schema(.openai, Self.record)
        == #"{"additionalProperties":false,"properties":{"many":{"anyOf":[{"maximum":9,"minimum":0,"type":"integer"},"#
        + #"{"type":"null"}]},"words":{"description":"낱말","items":{"description":"one line; at most 20 characters","#
        + #""type":"string"},"maxItems":5,"minItems":2,"type":"array"}},"required":["words","many"],"type":"object"}"#
    )
  }

  @Test func anthropicHasLimitsInWords() {
    #expect(
      schema(.anthropic, Self.record)
        == #"{"additionalProperties":false,"properties":{"many":{"anyOf":[{"type":"integer"},{"type":"null"}],"#
        + #""description":"0 to 9"},"words":{"description":"낱말; 2 to 5 items","items":{"description":"#
        + #""one line; at most 20 characters","type":"string"},"type":"array"}},"required":["words"],"type":"object"}"#
    )
  }

  @Test func geminiHasAnOrder() {
    #expect(
      schema(.gemini, Self.record).contains(#""propertyOrdering":["words","many"],"required":["words"]"#))
  }

  /// What is no record has a name around it where the provider asks for an object.
  @Test func onlyOpenAIWrapsWhatIsNoObject() {
    let list = Type(.list(Limits(), .bool))
    #expect(
      schema(.openai, list)
        == #"{"additionalProperties":false,"properties":{"result":{"items":{"type":"boolean"},"type":"array"}},"#
        + #""required":["result"],"type":"object"}"#)
    #expect(schema(.gemini, list) == #"{"items":{"type":"boolean"},"type":"array"}"#)
    #expect(schema(.openai, Self.record.asOptional).contains(#""result":{"anyOf":"#))
  }

  @Test(arguments: Provider.allCases)
  func textsAreAnsweredAsTheyAre(_ provider: Provider) {
    for type in [nil, .text, .line, Type(.url), Type(.email), .text.asOptional] as [Type?] {
      let text = request(provider, messages([(.user, "가")]), gives: type)
      #expect(!text.contains("schema") && !text.contains("Schema"))
    }
    #expect(request(provider, messages([(.user, "가")]), gives: .date).contains("chema"))
  }

  @Test func namesOfSchemasAreASCII() {
    func name(_ step: String) -> Bool {
      request(.openai, messages([(.user, "가")]), gives: .bool, step: step).contains(#""name":"\#(step)""#)
    }
    #expect(name("sort_2") && name(String(repeating: "a", count: 64)))
    #expect(!name("나누기") && !name(String(repeating: "a", count: 65)) && !name("caf\u{E9}"))
  }
}
