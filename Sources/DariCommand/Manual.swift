// dari manual

import ArgumentParser
import DariBase
import DariEmit
import DariRuntime
import DariSemantics
import DariSyntax
import DariWorkspace

struct Manual: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Manuals alone: a page for browsers, Markdown, a PDF, or slides for the closing talk.",
    discussion: """
      Example: dari manual email-reply
               dari manual email-reply --format pdf --out reply.pdf
               dari manual --project my-project --format md --out wiki
               dari manual email-reply --format md --out -
               dari manual email-reply --since v1.0.0
               dari manual email-reply --theme letterhead

      Without --out they lie where `dari build` puts them. Without a routine, those of the whole project are written. \
      PDF is made by WeasyPrint; if it is missing, the error says how to install it.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case html, md, pdf, slides
    var form: ManualForm { ManualForm(rawValue: rawValue)! }
  }

  @Argument(
    help: "A routine's name, or its .dari file; once or more.", completion: .file(extensions: ["dari"]))
  var routine: [String] = []

  @Option(help: "The project that the routines are in.", completion: .directory)
  var project = "."

  @Option(help: "The form; by the end of --out if left out, else html.")
  var format: Format?

  @Option(
    help: "A file for one routine (reply.pdf), a folder, or - for standard output.", completion: .file())
  var out: String?

  @Option(help: "The language; without --out all of the project's, else the manifest's first.")
  var locale: String?

  @Option(
    help: "A folder with your own page.html or style sheets, instead of the manifest's `outputs.theme`.",
    completion: .directory)
  var theme: String?

  @OptionGroup var former: FormerVersionOption

  @OptionGroup var language: LanguageOption

  func run() throws {
    let console = Console(language: language)
    let destination = try destination(console)
    try checkTheme(console)
    let project = try LoadedProject.load(try projectPath(console), theme: theme, console)
    try project.tellProblems(console)
    let compilation = project.usable
    let locale = locale ?? routine.lazy.compactMap { TranslationName(path: $0)?.locale }.first
    let names = try names(in: project, locale, console)
    let former = try former.read(of: project.location.root, console)
    var build =
      switch destination {
      case .build:
        ProjectBuild(
          compilation, targets: [form.target], of: routine.isEmpty ? .all : .routines(Set(names)),
          locale: locale, since: former)
      case .folder, .file, .standardOutput:
        ProjectBuild(
          manualsOf: names, as: form, compilation, locale: locale, withCalled: destination.takesMany,
          since: former)
      }
    if !destination.takesMany, build.outputs.count != 1 {
      throw console.wrongUse(.manualsInOnePlace(out: out ?? "-", count: build.outputs.count))
    }
    try project.refuse(build, console)
    try build.printPaper(console)
    let root = ProjectLocation.join(project.location.root, compilation.manifest.out)
    do throws(SystemFailure) {
      try destination.write(build, root: root)
    } catch {
      throw CommandFailure(error, console)
    }
    try tell(build, destination, root, console)
  }

  private var form: ManualForm { (format ?? Self.format(of: out) ?? .html).form }

  /// `reply.pdf` asks for a PDF.
  private static func format(of out: String?) -> Format? {
    guard let out else { return nil }
    // The longest first: slides are HTML too.
    let found = Format.allCases.filter { out.hasSuffix($0.form.suffix) }
    return found.max { $0.form.suffix.utf8.count < $1.form.suffix.utf8.count }
  }

  /// What the manifest names is told where it stands; this is told before anything is read.
  private func checkTheme(_ console: Console) throws {
    try console.refuseEmpty(theme, .theFolderName, after: "--theme")
    guard let theme else { return }
    switch FileReading.kind(theme) {
    case .folder:
      // A link that leads nowhere is told as that.
      let isThere = ThemeFiles.names.map { ProjectLocation.join(theme, $0) }.contains {
        FileReading.kind($0) != .missing || FileReading.isLink($0)
      }
      if !isThere { throw console.wrongUse(.themeEmpty(path: theme), .themeFiles) }
    case nil: throw CommandFailure(SystemFailure(.read, theme, .refused), console)
    case .file, .other, .missing: throw console.wrongUse(.themeMissing(path: theme))
    }
  }

  // MARK: What

  /// The project that was named, or the one of the first file; of one file alone that file.
  private func projectPath(_ console: Console) throws -> String {
    try console.refuseEmpty(project, .theFolderName, after: "--project", .thisFolder)
    guard let first = routine.first, Self.isFile(first) else { return project }
    return routine.count == 1 ? first : try location(of: first, console).root
  }

  /// A translation is of its original's routine.
  private static func original(_ path: String) -> String { TranslationName(path: path)?.original ?? path }

  private static func isFile(_ name: String) -> Bool { name.hasSuffix(".dari") }

  private func location(of file: String, _ console: Console) throws -> ProjectLocation {
    do throws(ProjectFailure) {
      return try ProjectLocation.find(file)
    } catch {
      throw CommandFailure(error, console)
    }
  }

  private func names(in project: LoadedProject, _ locale: String?, _ console: Console) throws -> [String] {
    let routines = project.usable.routines
    if routine.isEmpty {
      for each in routines { try check(each, locale, console) }
      return routines.map(\.name)
    }
    return try routine.map { name in
      let file = Self.isFile(name) ? try location(of: name, console).onlyFile.map(Self.original) : nil
      let found = routines.first { file == nil ? $0.name == name : $0.file == file }
      guard let found else {
        throw CommandFailure(
          exit: .wrongUse,
          message: console.text(
            .unknownRoutine(name: name), console.proposal(for: name, among: routines.map(\.name).sorted())))
      }
      try check(found, locale, console)
      return found.name
    }
  }

  private func check(_ routine: Routine, _ locale: String?, _ console: Console) throws {
    guard let locale, routine.inLocale(locale) == nil else { return }
    throw console.wrongUse(
      .noWordsInLocale(name: routine.name, locale: locale),
      .thereAre(known: [routine.locale] + routine.translations.map(\.locale)))
  }

  // MARK: Where

  private enum Destination {
    /// Among what `dari build` writes.
    case build
    case folder(String)
    case file(String)
    case standardOutput

    var takesMany: Bool {
      switch self {
      case .build, .folder: true
      case .file, .standardOutput: false
      }
    }

    func write(_ build: ProjectBuild, root: String) throws(SystemFailure) {
      switch self {
      case .build: _ = try build.write(to: root)
      case .folder(let folder): try build.writePlainly(to: folder)
      case .file(let path): try build.writeOnly(to: path)
      case .standardOutput: break
      }
    }
  }

  /// What nobody calls a folder.
  private static let otherEndings = [
    ".doc", ".docx", ".epub", ".htm", ".hwp", ".hwpx", ".jpg", ".json", ".key", ".markdown", ".odp", ".odt",
    ".png",
    ".ppt", ".pptx", ".rtf", ".txt", ".xls", ".xlsx", ".yaml", ".zip",
  ]

  private func destination(_ console: Console) throws -> Destination {
    try console.refuseEmpty(out, .theFileName, after: "--out")
    guard let out else { return .build }
    if out == "-" { return .standardOutput }
    guard let named = Self.format(of: out), !out.hasSuffix("/") else {
      if let ending = Self.otherEndings.first(where: { out.lowercased().hasSuffix($0) }) {
        throw console.wrongUse(.noSuchForm(ending: ending), .formsByName)
      }
      return .folder(out)
    }
    if let format, out.hasSuffix(format.form.suffix) == false {
      throw console.wrongUse(
        .manualOfOtherForm(out: out, format: format.rawValue, meant: named.rawValue),
        .nameFormSo(name: out.dropLast(named.form.suffix.utf8.count) + format.form.suffix))
    }
    return .file(out)
  }

  private func tell(
    _ build: ProjectBuild, _ destination: Destination, _ root: String, _ console: Console
  ) throws {
    switch destination {
    case .standardOutput: try console.answer(build.outputs.first?.bytes ?? [])
    case .file(let path): try console.answer("\(path)\n")
    case .folder(let folder):
      for output in build.outputs { try console.answer("\(ProjectLocation.join(folder, output.name))\n") }
    case .build:
      for output in build.outputs { try console.answer("\(ProjectLocation.join(root, output.name))\n") }
    }
  }
}
