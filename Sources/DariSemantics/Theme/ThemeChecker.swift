// Checks a theme: its page as a template and as HTML, its style sheets.

import DariBase
import DariRuntime
import DariSyntax

struct ThemeChecker {
  let files: ThemeFiles
  let sources: SourceSet
  let reporter: Reporter

  func check() -> Theme {
    var theme = Theme()
    theme.page = readable(ThemeFiles.pageName).flatMap(page)
    theme.style = style(ThemeFiles.styleName)
    theme.paper = style(ThemeFiles.paperName)
    theme.slides = style(ThemeFiles.slidesName)
    return theme
  }

  /// Nil if it is not there, or no text.
  private func readable(_ name: String) -> SourceFile? {
    guard let id = files.files[name] else { return nil }
    let problems = EncodingCheck.check(sources[id])
    reporter.add(problems)
    return problems.isEmpty ? sources[id] : nil
  }

  private func style(_ name: String) -> ThemeStyle {
    guard let file = readable(name) else { return ThemeStyle() }
    let reader = ThemeStyleReader(file)
    reporter.add(reader.diagnostics.inFileOrder())
    return ThemeStyle(css: Self.asRead(file.bytes), holdsData: reader.holdsData)
  }

  /// Line breaks as HTML reads them: the hash that the page allows is of what a browser has read.
  private static func asRead(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    for index in bytes.indices.dropFirst(start) {
      if bytes[index] != 0x0D {
        result.append(bytes[index])
      } else if index + 1 == bytes.count || bytes[index + 1] != 0x0A {
        result.append(0x0A)
      }
    }
    return result
  }

  // MARK: The page

  private func page(_ file: SourceFile) -> Theme.Page? {
    let source = ThemeSource(file)
    let project = ProjectSources(files: [
      ("dari.yaml", Array(ThemeSource.manifest.utf8)), ("tools.yaml", Array(ThemeSource.catalogue.utf8)),
      ("theme.dari", source.wrapped),
    ])
    let wrapped = project.sources[project.dariFiles[0]]
    let tree = DariParser.parse(wrapped)
    if reportSections(tree, source) { return nil }
    let template = ThemeTemplate(tree, source)
    let markup = ThemeMarkup(template.bytes, source: Array(source.wrapped[source.start...]))
    for problem in markup.problems {
      reporter.report(problem.problem, at: file.span(source.range(problem.range)), mends: problem.mends)
    }
    let compilation = Compiler.compile(project)
    reportCompiled(compilation.diagnostics, source, isMarkupSound: markup.problems.isEmpty)
    guard let routine = compilation.routines.first, markup.problems.isEmpty else { return nil }
    let holes = ThemeHoles(routine: routine, source: source, markup: markup)
    reporter.add(holes.diagnostics)
    return Theme.Page(routine: routine, source: source)
  }

  /// A theme declares nothing, and has no messages of its own.
  private func reportSections(_ tree: SyntaxTree, _ source: ThemeSource) -> Bool {
    var found = false
    for section in tree.root.nodes(.section) {
      guard let header = section.node(.sectionHeader), let span = source.span(header.span),
        let word = header.token(.sectionWord)
      else { continue }
      found = true
      reporter.report(
        .notInTheme(what: word.text), at: span,
        mends: [Mend(.themeSectionLine(text: "\\\(word.text)"), [TextEdit(span.atStart, "\\")])])
    }
    return found
  }

  /// What the compiler says of the page. What it says of the frame is a consequence.
  private func reportCompiled(
    _ diagnostics: [Diagnostic], _ source: ThemeSource, isMarkupSound: Bool
  ) {
    for diagnostic in diagnostics {
      // Places in markup that is not sound are not certain.
      let isOfPlaces = diagnostic.code.text.hasPrefix("E06")
      guard let span = source.span(diagnostic.span), isMarkupSound || !isOfPlaces else { continue }
      if diagnostic.code.text == "E0601" {
        reporter.report(.themeValuePlace(path: source.page.text(span)), at: span, mends: [Mend(.themeWrap)])
        continue
      }
      var shown = diagnostic
      shown.span = span
      shown.labels = diagnostic.labels.compactMap { label in
        source.span(label.span).map { DiagnosticLabel($0, label.note) }
      }
      shown.mends = diagnostic.mends.compactMap { mend in
        let edits = mend.edits.compactMap { edit in source.span(edit.span).map { TextEdit($0, edit.text) } }
        return edits.count == mend.edits.count ? Mend(mend.title, edits) : nil
      }
      shown.path = []
      reporter.add([shown])
    }
  }
}

/// The page with its holes and tags as single signs, byte for byte.
struct ThemeTemplate {
  let bytes: [UInt8]

  init(_ tree: SyntaxTree, _ source: ThemeSource) {
    var bytes = Array(tree.file.bytes)
    for entry in tree.entries {
      let sign: UInt8
      switch entry.kind {
      case .hole: sign = ThemeMarkup.hole
      case .ifTag, .elseTag, .endTag, .forTag, .matchTag, .caseTag, .setTag, .rawTag, .errorTag, .comment,
        .escape:
        sign = ThemeMarkup.tag
      default: continue
      }
      for index in Int(entry.start)..<Int(entry.end) { bytes[index] = sign }
    }
    self.bytes = Array(bytes[source.start...])
  }
}
