// Codes and notes of the generated catalogue, and how a message is put together from its template.

/// A code of the catalogue: an index into `diagnosticCatalogue`, generated from Documentation/Errors.
package struct DiagnosticCode: Hashable, Sendable {
  package let index: Int
  package init(index: Int) { self.index = index }

  package var entry: DiagnosticEntry { diagnosticCatalogue[index] }
  /// `E0203`, `W0401`.
  package var text: String { entry.code }
  package var severity: Severity { entry.code.hasPrefix("W") ? .warning : .error }
}

/// A note of the catalogue: an index into `noteCatalogue`.
package struct NoteID: Hashable, Sendable {
  package let index: Int
  package init(index: Int) { self.index = index }
}

package struct DiagnosticEntry: Sendable {
  package let code: String
  package let name: String
  package let english: MessageTemplate
  package let korean: MessageTemplate
  /// Whether its mend writes only in another way what the author wrote, so that nobody has to look: `fix: automatic` on
  /// the page. A guess, a choice and whatever takes words away or adds some is for the author.
  package var isFixedAutomatically = false
}

package struct NoteEntry: Sendable {
  package let name: String
  package let english: MessageTemplate
  package let korean: MessageTemplate
}

/// Words with places for arguments. The places are numbered in the order of the arguments.
package struct MessageTemplate: Sendable {
  package enum Part: Sendable {
    case words(String)
    case argument(Int)
    /// The Korean particle that goes with the argument's last sound; the pair as `을/를`.
    case particle(Int, String)
  }

  package let parts: [Part]
  package init(_ parts: [Part]) { self.parts = parts }

  package func text(_ arguments: [MessageArgument], _ language: MessageLanguage) -> String {
    var result = ""
    for part in parts {
      switch part {
      case .words(let words): result += words
      case .argument(let index): result += arguments[index].text(language)
      case .particle(let index, let pair):
        result += KoreanParticle.particle(pair, after: arguments[index].text(language))
      }
    }
    return result
  }
}

extension MessageArgument {
  package func text(_ language: MessageLanguage) -> String {
    switch self {
    case .text(let text): return text
    case .number(let number): return String(number)
    case .names(let names):
      return names.map { "`\($0)`" }.joined(separator: ", ")
    case .wording(let words): return words.text(language)
    case .note(let note): return note.text(language)
    }
  }
}

extension Problem {
  package func message(_ language: MessageLanguage) -> String {
    let entry = code.entry
    return (language == .korean ? entry.korean : entry.english).text(arguments, language)
  }
}

extension Note {
  package func text(_ language: MessageLanguage) -> String {
    let entry = noteCatalogue[id.index]
    return (language == .korean ? entry.korean : entry.english).text(arguments, language)
  }
}
