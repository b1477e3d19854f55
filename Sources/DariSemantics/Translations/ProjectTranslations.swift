// A project in its other languages: each routine is checked and lowered once more with the words of its translation, by
// the same checkers, so that what a translated prompt does is as sure as what the original does.

import DariBase
import DariRuntime
import DariSyntax

extension ProjectCompiler {
  func readTranslation(_ file: SourceFile, _ name: TranslationName) {
    guard isReadable(file) else { return }
    translations.append(TranslationFile(file, name))
  }

  /// Once the originals have been checked. The routines in all their languages, if nothing is wrong.
  func translate(_ routines: [Int: Routine], _ context: ProjectContext) -> [Int: Routine] {
    reportStrays()
    let words = matchAll(routines, context)
    for file in translations { file.reporter.dropConsequences(of: file.tree) }
    let own =
      general.diagnostics + reporters.flatMap(\.diagnostics) + translations.flatMap(\.reporter.diagnostics)
    guard !own.hasErrors else { return routines }
    var result = routines
    let known = Set(own)
    for locale in manifest.translatedLocales {
      guard let words = words[locale] else { continue }
      let compiler = ProjectCompiler(self, in: locale, words)
      let (checked, inLocale) = compiler.checkRoutines(reported: [])
      let check = TranslatedCheck(original: context, translated: inLocale, words: words)
      localized += check.diagnostics(compiler.reporters.flatMap(\.diagnostics), known: known)
      for (index, original) in routines {
        guard let routine = checked[index] else { continue }
        localized += check.differences(of: routine, from: original, unit: index)
        result[index]?.translations.append(Routine.Translation(locale: locale, routine: routine))
      }
    }
    return result
  }

  // MARK: Files

  /// A lone file has no manifest to say its languages: they are those of its translations.
  func guessLocales() {
    guard project.manifest == nil else { return }
    let found = Set(translations.map(\.name.locale)).sorted()
    if !found.isEmpty { manifest.locales = [found.contains("ko") ? "en" : "ko"] + found }
  }

  /// Translations of nothing, and into languages that the project has not.
  private func reportStrays() {
    let originals = Set(units.map(\.file.path))
    for file in translations {
      let span = file.identity.span
      if !originals.contains(where: { $0 == file.name.original }) {
        file.reporter.report(.noOriginal(path: file.name.original), at: span)
      }
      if project.manifest != nil, !manifest.isBroken, !manifest.translatedLocales.contains(file.name.locale) {
        var mends: [Mend] = []
        if file.name.locale != manifest.originalLocale {
          let list = (manifest.locales + [file.name.locale]).joined(separator: ", ")
          mends = [
            Mend(.addLocale(locales: list), manifest.localesPlace.map { [TextEdit($0, "[\(list)]")] } ?? [])
          ]
        }
        file.reporter.report(.localeNotListed(locale: file.name.locale), at: span, mends: mends)
      }
    }
  }

  // MARK: Words

  /// The words of every unit in every language, by language and the unit's index.
  private func matchAll(_ routines: [Int: Routine], _ context: ProjectContext) -> [String: [UnitWords]] {
    var files: [String: TranslationFile] = [:]
    for file in translations { files["\(file.name.locale) \(file.name.original)"] = file }
    var known: [String: [UnitWords]] = [:]
    // Those that stand in for others come before them.
    let order = manifest.translatedLocales.sorted {
      manifest.chain(from: $0).count < manifest.chain(from: $1).count
    }
    for locale in order {
      let fallback = manifest.fallback[locale]
      known[locale] = units.map { unit in
        let standIn =
          fallback.flatMap { known[$0]?[unit.index] } ?? UnitWords(of: unit, locale: manifest.originalLocale)
        guard let file = files["\(locale) \(unit.file.path)"] else {
          reportMissing(locale, unit, context)
          return standIn
        }
        // What was read wrongly of the original would be told again of each translation.
        guard !reporters[unit.index].diagnostics.hasErrors else { return standIn }
        var match = TranslationMatch(
          unit, file, standIn: standIn,
          facts: OriginalFacts(
            values: context.scopes[unit.index].own.values, inputs: routines[unit.index]?.inputs ?? []),
          resources: project.resources, fallback: fallback, originalLocale: manifest.originalLocale)
        return match.match()
      }
    }
    return known
  }

  private func reportMissing(_ locale: String, _ unit: Unit, _ context: ProjectContext) {
    guard project.manifest != nil, unit.kind != nil, !unit.name.isEmpty,
      !reporters[unit.index].diagnostics.hasErrors,
      unit.kind == .routine || hasWords(unit, context),
      let path = TranslationName.path(of: unit.file.path, in: locale)
    else { return }
    if let fallback = manifest.fallback[locale] {
      reporters[unit.index].report(
        .fallbackForAll(name: unit.name, locale: locale, fallback: fallback), at: unit.nameSpan)
    } else {
      reporters[unit.index].report(
        .noTranslation(name: unit.name, locale: locale, path: path), at: unit.nameSpan,
        mends: [Mend(.allowFallback(locale: locale, fallback: manifest.originalLocale))])
    }
  }

  /// A library of types and numbers has nothing to translate.
  private func hasWords(_ unit: Unit, _ context: ProjectContext) -> Bool {
    if unit.front.title != nil || unit.front.summary != nil || unit.description != nil { return true }
    return unit.sections.contains { section in
      switch section.word {
      case "type": return TypeWordsMatch.hasWords(section.typeWords)
      case "value":
        guard let symbol = context.scopes[unit.index].own.values[section.name], let value = symbol.value
        else {
          return false
        }
        return ValueWords.hasWords(value, symbol.type)
      default: return section.template?.hasLetters ?? false
      }
    }
  }
}

/// What the second check of a project finds, told where a translator can mend it.
struct TranslatedCheck {
  let original: ProjectContext
  let translated: ProjectContext
  let words: [UnitWords]

  /// What the check of the originals has told is not told again.
  func diagnostics(_ found: [Diagnostic], known: Set<Diagnostic>) -> [Diagnostic] {
    found.filter { !known.contains($0) }.map(moved)
  }

  /// What is found in an original only in this language comes from the translation: the same sections, there.
  private func moved(_ diagnostic: Diagnostic) -> Diagnostic {
    guard let unit = original.units.first(where: { $0.file.id == diagnostic.span.file }),
      let file = words[unit.index].files.last
    else { return diagnostic }
    let section = unit.sections.last { $0.node.span.start <= diagnostic.span.start }
    let place = section.flatMap { words[unit.index].sections[$0.node.index] }.map {
      Unit.Section($0).nameSpan
    }
    var result = diagnostic
    result.span = place ?? file.identity.span
    result.labels.insert(DiagnosticLabel(diagnostic.span, .originalHere), at: 0)
    result.mends = []
    return result
  }

  /// Of one routine: what stands elsewhere than in the original, and constants that are other ones.
  func differences(of routine: Routine, from original: Routine, unit: Int) -> [Diagnostic] {
    placeDifferences(unit) + constantDifferences(routine, original, unit)
  }

  private func placeDifferences(_ unit: Int) -> [Diagnostic] {
    words[unit].pairs.compactMap { pair in
      let expected = pair.originals.compactMap { original.place(of: $0) }
      guard let found = translated.place(of: pair.hole), let first = expected.first,
        !expected.contains(found)
      else { return nil }
      return Diagnostic(
        .holeElsewhere(text: pair.hole.text, found: found.inWords, expected: first.inWords),
        at: pair.hole.span,
        labels: pair.originals.first.map { [DiagnosticLabel($0.span, .originalHere)] } ?? [], mends: [])
    }
  }

  private func constantDifferences(_ routine: Routine, _ other: Routine, _ unit: Int) -> [Diagnostic] {
    zip(routine.inputs, other.inputs).flatMap { input, original -> [Diagnostic] in
      var paths: [String] = []
      for (value, before) in [
        (input.defaultValue, original.defaultValue), (input.example, original.example),
      ] {
        guard let value, let before else { continue }
        paths += ValueWords.differences(value, before, original.type, "").map {
          $0.isEmpty ? input.name : "\(input.name).\($0)"
        }
      }
      guard
        let section = self.original.units[unit].sections.first(where: {
          $0.word == "input" && $0.name == input.name
        }), let node = words[unit].sections[section.node.index]
      else { return [] }
      return paths.map {
        Diagnostic(
          .valueDiffers(path: $0), at: Unit.Section(node).nameSpan,
          labels: [DiagnosticLabel(section.header.span, .originalHere)], mends: [])
      }
    }
  }
}

extension ProjectContext {
  /// What a hole of a message stands in; nil outside of messages.
  func place(of hole: SyntaxNode) -> Escaping.Place? {
    let file = hole.tree.file
    let position = file.position(at: Int(hole.span.start))
    return holePlaces[HoleKey(file: file.path, line: position.line, column: position.column)]
  }

  struct HoleKey: Hashable {
    var file: String
    var line: Int
    var column: Int
  }
}

extension Escaping.Place {
  /// As a translator knows it: how exactly a value is written there is not their affair.
  fileprivate var inWords: Note {
    switch self {
    case .prose: .inProse
    case .element: .inElement
    case .attribute: .inAttribute
    case .fence: .inFence
    case .code: .inCode
    case .jsonString, .jsonValue: .inJSON
    case .urlPart, .url: .inAddress
    }
  }
}
