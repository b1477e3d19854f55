// dari init

import ArgumentParser
import DariBase
import DariWorkspace

struct Init: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Makes a small project that checks, builds and tests at once.",
    discussion: """
      Example: dari init my-project
               dari init my-project --name haru-coffee --lang ko

      The routine is about replying to customers' reviews, in Korean if messages are in Korean. Files that are there \
      are never written over.
      """)

  @Argument(help: "The folder; it is made if it is not there.", completion: .directory)
  var folder = "."

  @Option(help: "The project's name; the folder's if left out.")
  var name: String?

  @OptionGroup var language: LanguageOption

  func run() throws {
    let console = Console(language: language)
    // As `dari init "$FOLDER"` does where FOLDER is not set.
    try console.refuseEmpty(folder, .theFolderName, after: "dari init", .thisFolder)
    let project: NewProject
    do throws(NewProject.Refusal) {
      project = try NewProject(folder: folder, name: name, language: console.language)
      try project.write()
    } catch {
      throw CommandFailure(error, console)
    }
    try console.answer(Report(project: project, console: console).text)
  }
}

/// What was made, and what to type next.
private struct Report {
  let project: NewProject
  let console: Console

  var text: String {
    var text = console.words(
      "\(shown) is a Dari project now, called \(project.name):\n\n",
      "\(shown)\(KoreanParticle.particle("을/를", after: shown)) 다리 프로젝트로 만들었습니다. 이름은 \(project.name)입니다.\n\n")
    // What the tests keep is told with the tests.
    let files = project.files.filter { !$0.path.hasPrefix("tests/golden/") }
    let longest = files.map { DisplayWidth.width(of: $0.path) }.max() ?? 0
    for file in files {
      let room = String(repeating: " ", count: longest - DisplayWidth.width(of: file.path))
      text += "  \(file.path)\(room)  \(Self.purpose(of: file.path, console))\n"
    }
    if !project.kept.isEmpty {
      let names = project.kept.joined(separator: ", ")
      text +=
        "\n"
        + console.words("kept as it was: \(names)\n", "있던 파일은 그대로 두었습니다: \(names)\n")
    }
    text += "\n" + console.words("Type these next:\n\n", "이제 차례로 쳐 보세요.\n\n")
    for command in commands { text += "  \(command)\n" }
    return text
  }

  private var shown: String {
    project.folder == "." ? console.words("This folder", "이 폴더") : project.folder
  }

  private var commands: [String] {
    let go = project.folder == "." ? [] : ["cd \(ShellWord.quoted(project.folder))"]
    return go + ["dari check", "dari render review-reply --data data/review.yaml", "dari build", "dari test"]
  }

  private static func purpose(of path: String, _ console: Console) -> String {
    switch path {
    case "dari.yaml": console.words("the project: its name, people and tools", "프로젝트의 이름, 사람, 도구")
    case "shop.dari": console.words("what your shop is like: change this first", "우리 가게 이야기. 여기부터 고치세요")
    case "review-reply.dari": console.words("a routine: replying to a review", "루틴: 손님 후기에 답글 쓰기")
    case "data/review.yaml": console.words("a review to try it with", "연습해 볼 후기")
    case "tests/review-reply.yaml":
      console.words("two cases for dari test, kept in tests/golden", "dari test가 볼 사례 둘. 글은 tests/golden에")
    case "README.md": console.words("what is what, to read later", "무엇이 무엇인지 적은 글")
    case ".gitignore": console.words("what git leaves out", "git이 넣지 않을 것")
    default: ""
    }
  }
}

extension CommandFailure {
  init(_ refusal: NewProject.Refusal, _ console: Console) {
    switch refusal {
    case .projectAlreadyThere(let path):
      let shown = path == "." ? "dari.yaml" : ProjectLocation.join(path, "dari.yaml")
      self.init(
        exit: .wrongUse, message: console.text(.projectAlreadyThere(path: shown), .checkOrElsewhere))
    case .inTheWay(let files):
      self.init(exit: .wrongUse, message: console.text(.filesInTheWay(files: files), .emptyFolder))
    case .badName(let name, let proposal):
      self.init(
        exit: .wrongUse, message: console.text(.badProjectName(name: name), .nameThatFits(name: proposal)))
    case .system(let failure): self.init(failure, console)
    }
  }
}
