// Where pictures, sounds and files may stand: as inputs, and alone in a hole of `@user`.

import DariBase
import DariRuntime
import DariSyntax

extension TemplateChecker {
  func isMedia(_ value: Typed) -> Bool { value.type.core.media != nil }

  /// What a hole attaches to its message, or a report why it can't.
  func attached(_ value: Typed) -> Typed {
    guard let section, section != Routine.Role.user.rawValue else { return present(value) }
    let note: Note = section == "again" ? .attachedBefore : .nameItInWords
    reporter.report(
      .mediaElsewhere(path: value.node.text, section: "@\(section)"), at: value.span, mends: [Mend(note)])
    return unknown(value.node)
  }

  /// Media where a text is asked for, or something to compare.
  func reportMedia(_ value: Typed) {
    guard let kind = value.type.core.media else { return }
    let text = value.node.text
    var mends: [Mend] = []
    if value.type.isOptional { mends = [Mend(.askFirst(text: "{% if \(text) %} … {% endif %}"))] }
    reporter.report(
      .mediaInExpression(path: text, kind: kind.inWords, text: "{{ \(text) }}"), at: value.span, mends: mends)
  }

  /// True if there were any.
  func reportMedia(among values: [Typed]) -> Bool {
    let found = values.filter(isMedia)
    if let first = found.first { reportMedia(first) }
    return !found.isEmpty
  }
}

/// Types and constants that media may not be.
enum MediaPlaces {
  /// The type, or nothing known after a report that it may not stand here.
  static func refused(
    _ type: Type, _ place: Note, at span: SourceSpan, _ reporter: Reporter, mends: [Mend] = []
  ) -> Type {
    guard type.core.holdsMedia else { return type }
    reporter.report(.mediaNotAnInput(type: "\(Type(type.core))", place: place), at: span, mends: mends)
    return .unknown
  }

  /// An input with media in it has neither a default, but `[]`, nor an example. True if it was given one.
  static func reportConstants(of section: Unit.Section, _ type: Type, _ reporter: Reporter) -> Bool {
    guard type.core.holdsMedia, let kind = type.core.firstMedia else { return false }
    let written = section.header.expressionNode
    let constant =
      written?.kind == .listExpression && written?.expressionNodes.isEmpty == true ? nil : written
    let example = section.metadata.first { $0.token(.metadataKey)?.text == "example" }
    let places = [constant?.span, example?.span].compactMap { $0 }
    for span in places {
      var mends = [Mend(.removeIt)]
      if span == constant?.span, let typeNode = section.header.typeNode {
        let rest = SourceSpan(file: span.file, start: Int(typeNode.span.end), end: Int(span.end))
        mends = [Mend(.removeIt, [TextEdit(rest, "")])]
        // Whoever uses it has to ask for it then, so the word alone mends nothing.
        if !type.isOptional { mends.append(Mend(.makeOptional(text: "\(type.asOptional)"))) }
      }
      reporter.report(.mediaConstant(input: section.name, kind: kind.inWords), at: span, mends: mends)
    }
    return !places.isEmpty
  }
}

extension Type.Core {
  var media: Type.Media? { if case .media(let kind) = self { kind } else { nil } }

  /// The first kind in it, in the order of the fields.
  fileprivate var firstMedia: Type.Media? {
    switch self {
    case .media(let kind): kind
    case .list(_, let element): element.core.firstMedia
    case .record(let record): record.fields.lazy.compactMap(\.type.core.firstMedia).first
    default: nil
    }
  }
}
