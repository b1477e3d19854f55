// Pictures, sounds and files through the public API: source in, parts of messages out.

import Dari
import Testing

@Suite struct MediaMessageTests {
  static let album = """
    ---
    routine: album
    owner: owner
    ---
    @input photo: image
    @input more: list of image = []
    @input voice: audio?

    @step ask: 묻기
    by: ai(text)

    @user
    <photo>{{ photo }}</photo>
    {% for one in more %}
    {{ one }}
    {% endfor %}
    {% if voice %}
    {{ voice }}
    {% endif %}
    """
  static let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  static func bundle() throws -> PromptBundle {
    let result = PromptCompiler.compile(["album.dari": album])
    #expect(result.problems.isEmpty)
    return try #require(result.bundles.first)
  }

  @Test func filesGoAlongWhereTheyStand() throws {
    let bundle = try Self.bundle()
    let prompts = try bundle.render(
      inputs: #"{"photo": "사진/cat.png", "more": ["https://example.com/dog"]}"#,
      files: ["사진/cat.png": Self.png])
    let message = prompts.steps[0].messages[0]
    #expect(
      message.text == "<photo>⟦image: cat.png, image/png, 8 B⟧</photo>\n⟦image: https://example.com/dog⟧\n")
    let cat = try #require(message.parts.first { if case .media = $0 { true } else { false } })
    guard case .media(let media) = cat else { return }
    #expect((media.kind, media.name, media.mediaType) == (.image, "cat.png", "image/png"))
    #expect(media.source == .bytes(Self.png))
    #expect(message.parts.count == 5)
    #expect(message.parts[0] == .text("<photo>") && message.parts[2] == .text("</photo>\n"))
    guard case .media(let dog) = message.parts[3] else {
      Issue.record("\(message.parts)")
      return
    }
    #expect((dog.source, dog.mediaType) == (.url("https://example.com/dog"), nil))
  }

  @Test func aMessageWithoutMediaIsOneText() throws {
    let result = PromptCompiler.compile(["greet.dari": PromptCompilerTests.greet])
    let prompts = try #require(result.bundles.first).render(inputs: #"{"name": "민지"}"#)
    let message = prompts.steps[0].messages[0]
    #expect(message.parts == [.text(message.text)])
  }

  @Test func whatIsWrongComesAtOnce() throws {
    let bundle = try Self.bundle()
    do {
      _ = try bundle.render(
        inputs: #"{"photo": "cat.png", "more": ["dog.png"], "voice": "cat.png"}"#,
        files: ["cat.png": Self.png])
      Issue.record("it was rendered")
    } catch {
      #expect(error.problems.map(\.code) == ["E0964", "E0960"])
      #expect(error.problems.map(\.path) == ["more[0]", "voice"])
    }
  }

  @Test func inputsSayThatTheyAreMedia() throws {
    let bundle = try Self.bundle()
    #expect(bundle.inputs.map(\.type) == ["image", "list of image", "audio?"])
    #expect(bundle.inputs.map(\.isRequired) == [true, false, false])
    #expect(bundle.inputSchema.contains(#""x-dari-media":"image""#))
  }
}
