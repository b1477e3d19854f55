// Words of the manifest and the catalogue, which have no translation beside them: one text, or one for each language.

import DariBase
import DariYAML

/// `점장`, or `{ ko: 점장, en: Manager }`.
package struct LocaleText: Sendable, Hashable {
  /// For all languages that have none of their own; with a mapping the first of it.
  package var plain: String
  package var byLocale: [String: String] = [:]
  /// Whether there is one text for each language.
  package var isMapping: Bool { !byLocale.isEmpty }

  /// The text in the first of these languages that has one.
  package func text(in locales: [String]) -> String {
    for locale in locales { if let text = byLocale[locale] { return text } }
    // `en` is better than nothing for who asks for `en-GB`.
    for locale in locales {
      if let language = locale.split(separator: "-").first, let text = byLocale[String(language)] {
        return text
      }
    }
    return byLocale["en"] ?? plain
  }
}

extension MappingReader {
  /// A text, or a mapping of languages to texts.
  func localeText(_ key: String) -> LocaleText? {
    node[key].flatMap { localeText(key, $0) }
  }

  /// A mapping of names to such texts, in the order written.
  func localePairs(_ key: String) -> [(key: String, keySpan: SourceSpan, text: LocaleText, span: SourceSpan)]
  {
    mapping(key).compactMap { entry in
      localeText(entry.keyText, entry.value).map { (entry.keyText, entry.key.span, $0, entry.value.span) }
    }
  }

  private func localeText(_ key: String, _ value: YAMLNode) -> LocaleText? {
    if let text = value.scalarText { return LocaleText(plain: text) }
    guard value.isMapping, let first = value.entries.first else {
      wrong(key, value, .expectText)
      return nil
    }
    var result = LocaleText(plain: first.value.scalarText ?? "")
    for entry in value.entries {
      guard entry.keyText.isLocale else {
        reporter.report(.notALocale(text: entry.keyText), at: entry.key.span)
        continue
      }
      guard let text = entry.value.scalarText else {
        wrong(entry.keyText, entry.value, .expectText)
        continue
      }
      result.byLocale[entry.keyText] = text
    }
    return result
  }
}
