// What law packs say of a routine: carried to manuals and bundles (Documentation/Law.md).

import DariBase

extension Routine {
  /// What one law pack wants of the routine. Words for people are there in both languages; nothing here is legal advice.
  package struct PackDuties: Hashable, Sendable {
    package var pack: String
    package var version: String
    /// The short name of the law.
    package var law: Wording
    /// Its official name and number.
    package var source: Wording
    package var url: String
    /// The day on which the pack was last held against the law.
    package var checked: CalendarDate
    package var duties: [Duty] = []

    package init(
      pack: String, version: String, law: Wording, source: Wording, url: String, checked: CalendarDate
    ) {
      self.pack = pack
      self.version = version
      self.law = law
      self.source = source
      self.url = url
      self.checked = checked
    }
  }

  package struct Duty: Hashable, Sendable {
    /// Whether it is kept, as far as that can be known of a routine.
    package enum Standing: String, CaseIterable, Sendable {
      /// The routine shows that it is kept.
      case shown
      /// The author says that it is kept outside of the routine.
      case declared
      /// Neither: a warning has said so.
      case open
    }

    package var id: String
    package var article: Wording
    package var binds: Wording
    /// What has to be done.
    package var asks: Wording
    package var from: CalendarDate
    package var until: CalendarDate?
    package var standing: Standing
    /// What manuals tell because of it.
    package var notice: Wording?

    package init(
      id: String, article: Wording, binds: Wording, asks: Wording, from: CalendarDate,
      until: CalendarDate? = nil, standing: Standing, notice: Wording? = nil
    ) {
      self.id = id
      self.article = article
      self.binds = binds
      self.asks = asks
      self.from = from
      self.until = until
      self.standing = standing
      self.notice = notice
    }
  }
}
