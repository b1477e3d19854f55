// The languages of a project: which there are, which stands in for which, and the manifest's own words in each.

import DariBase
import DariSyntax
import DariYAML

extension String {
  var isLocale: Bool { TranslationName.isLocale(self) }
}

extension Manifest {
  /// The language that originals are written in.
  package var originalLocale: String { locales.first ?? "ko" }
  /// Those that there are translations into.
  package var translatedLocales: ArraySlice<String> { locales.dropFirst() }

  /// A language, and those that stand in for it one after the other; originals come last.
  package func chain(from locale: String) -> [String] {
    var chain = [locale]
    while let next = fallback[chain[chain.count - 1]], !chain.contains(next) { chain.append(next) }
    return chain.contains(originalLocale) ? chain : chain + [originalLocale]
  }

  /// The same manifest with its words for people in a language.
  package func inLocale(_ locale: String) -> Manifest {
    var manifest = self
    let chain = chain(from: locale)
    for (role, words) in peopleWords { manifest.people[role] = words.text(in: chain) }
    manifest.client.name = clientName?.text(in: chain)
    manifest.author.name = authorName?.text(in: chain)
    return manifest
  }

  mutating func readLocales(_ reader: MappingReader) {
    var found: [String] = []
    for word in reader.texts("locales") {
      guard word.text.isLocale else {
        reader.reporter.report(.notALocale(text: word.text), at: word.span)
        continue
      }
      if !found.contains(word.text) { found.append(word.text) }
    }
    if !found.isEmpty { locales = found }
    localesPlace = reader.node.entry("locales")?.value.span
    for pair in reader.pairs("fallback") {
      let translated = Array(translatedLocales)
      if !translated.contains(pair.key) {
        reader.reporter.reportUnknown(
          .unknownWord(word: pair.key, known: translated), pair.key, at: pair.keySpan, among: translated)
      } else if !locales.contains(pair.text) {
        reader.reporter.reportUnknown(
          .unknownWord(word: pair.text, known: locales), pair.text, at: pair.span, among: locales)
      } else {
        fallback[pair.key] = pair.text
        reportCircle(from: pair.key, at: pair.span, reader.reporter)
      }
    }
  }

  /// Told once, at the entry that closes it, which is dropped.
  private mutating func reportCircle(from start: String, at span: SourceSpan, _ reporter: Reporter) {
    var path = [start]
    while let next = fallback[path[path.count - 1]] {
      path.append(next)
      guard next == start else { continue }
      reporter.report(.fallbackInCircle(path: path.joined(separator: " → ")), at: span)
      fallback[start] = nil
      return
    }
  }

  /// Words for people that lack a language.
  func checkWords(_ reader: MappingReader) {
    for pair in reader.localePairs("people") {
      for locale in locales where pair.text.byLocale[locale] == nil {
        // One text is that of the originals.
        if !pair.text.isMapping, locale == originalLocale { continue }
        if let standIn = fallback[locale] {
          reader.reporter.report(
            .fallbackForAll(name: pair.key, locale: locale, fallback: standIn), at: pair.span)
        } else {
          reader.reporter.report(.noWordsInLocale(name: pair.key, locale: locale), at: pair.span)
        }
      }
    }
  }
}
