// What changed in the translations of a routine: words, and how values stand among them. All else is the original's.

import DariRuntime

extension RoutineComparison {
  mutating func compareTranslations() {
    let (before, after) = (old.routine.byLocale, new.routine.byLocale)
    for (locale, _) in before where !after.contains(where: { $0.locale == locale }) {
      add(.translationRemoved, .text, breaks: true, name: locale)
    }
    let original = changes
    for (locale, routine) in after {
      guard let was = before.first(where: { $0.locale == locale })?.routine else {
        add(.translationAdded, .text, name: locale)
        continue
      }
      // The originals have been compared.
      if locale == old.routine.locales.first, locale == new.routine.locales.first { continue }
      var found = RoutineComparison(was.withoutTranslations, routine.withoutTranslations).changes
      found.removeAll { change in
        !change.isOfWords || original.contains { $0.isSame(as: change) }
      }
      for change in found { add(change, in: locale) }
    }
  }
}

extension RoutineChange {
  /// What the words of a language can change.
  fileprivate var isOfWords: Bool {
    switch kind {
    case .promptChanged, .snippetChanged, .snippetAdded, .snippetRemoved, .valueChanged, .valueAdded,
      .valueRemoved, .manualChanged, .wordsChanged, .exampleChanged,
      .defaultChanged, .placeLost, .escapingWeakened, .cleaningLost:
      true
    default: false
    }
  }

  /// Not a translation's own: the same was written there and is written there now, as a text that is not translated.
  fileprivate func isSame(as other: RoutineChange) -> Bool {
    kind == other.kind && step == other.step && part == other.part && name == other.name && old == other.old
      && new == other.new
  }
}

extension Routine {
  /// The routine in all its languages.
  fileprivate var byLocale: [(locale: String, routine: Routine)] {
    [(locales.first ?? locale, self)] + translations.map { ($0.locale, $0.routine) }
  }

  fileprivate var withoutTranslations: Routine {
    var routine = self
    routine.translations = []
    return routine
  }
}
