// Which pictures of a flow a page shows: one beside its text and on paper, one on a phone, and for long flows one that
// fills a large screen. All are the same layout in other measures.

struct SwimlanePictures {
  /// In the column of text and on paper.
  var page: Drawn
  /// Below 40rem.
  var phone: Drawn
  /// From 80rem on, where the page's picture goes down because the flow is too long for its column.
  var wide: Drawn?

  struct Drawn {
    var flow: SwimlaneFlow
    var picture: SwimlanePicture
  }

  /// Units that the column of text has; on a phone; on a large screen. A unit is a pixel unless a picture is wider.
  static let column = 700, small = 324, large = 1210
  /// The same picture is at most this much smaller on paper, where 176 mm are 665 units: its smallest text, 12 units, is
  /// then 7 pt.
  private static let paper = (width: 665, height: 860, percent: 78)

  init(of flow: SwimlaneFlow) {
    let actors = Measured(flow)
    phone = Self.phone(actors)
    if let right = actors.fitting(goesRight: true, [112, 104, 96, 88, 80, 74], Self.column, 110) {
      page = right
      return
    }
    page = Self.down(actors)
    wide = actors.fitting(goesRight: true, [112, 104, 96, 88, 80], Self.large, 100)
  }

  private static func down(_ actors: Measured) -> Drawn {
    let boxes = [150, 132, 116, 104, 92, 82]
    if let drawn = actors.fitting(goesRight: false, boxes, column, 110), isReadable(drawn.picture) {
      return drawn
    }
    // More actors than a page can hold beside each other.
    let kinds = Measured(actors.flow.byKind)
    return kinds.fitting(goesRight: false, boxes, column, 110) ?? kinds.drawn(goesRight: false, 92)
  }

  private static func isReadable(_ picture: SwimlanePicture) -> Bool {
    picture.width * paper.percent <= paper.width * 100 && picture.height * paper.percent <= paper.height * 100
  }

  private static func phone(_ actors: Measured) -> Drawn {
    let boxes = [104, 92, 82, 74, 68, 62]
    if actors.flow.lanes.count <= 4, let drawn = actors.fitting(goesRight: false, boxes, small, 108) {
      return drawn
    }
    let kinds = Measured(actors.flow.byKind)
    return kinds.fitting(goesRight: false, boxes, small, 115) ?? kinds.drawn(goesRight: false, 62)
  }

  /// A flow whose lanes and ways are settled.
  private struct Measured {
    let flow: SwimlaneFlow
    let layout: SwimlaneLayout
    /// What a box needs for its longest word, up to what a box may have.
    let needed: Int

    init(_ flow: SwimlaneFlow) {
      self.flow = flow
      layout = SwimlaneLayout(flow: flow)
      let words = flow.steps.enumerated().flatMap { index, step in
        let small = step.marks.map(\.text) + [step.actor].compactMap(\.self)
        return [SwimlaneText.widestWord("\(index + 1). \(step.title)", size: SwimlaneStyle.font)]
          + small.map { SwimlaneText.widestWord($0, size: SwimlaneStyle.smallFont) }
      }
      needed = min(112, (words.max() ?? 0) + 2 * SwimlaneStyle.padding)
    }

    func drawn(goesRight: Bool, _ box: Int) -> Drawn {
      Drawn(flow: flow, picture: layout.picture(SwimlaneStyle(goesRight: goesRight, box: box)))
    }

    /// The largest boxes with which the picture is no wider than what there is, or than `most` hundredths of it. Words are
    /// not torn for that.
    func fitting(goesRight: Bool, _ boxes: [Int], _ width: Int, _ most: Int) -> Drawn? {
      var tight: Drawn?
      for box in boxes where box == boxes.first || box >= needed {
        let drawn = drawn(goesRight: goesRight, box)
        if drawn.picture.width <= width { return drawn }
        if drawn.picture.width * 100 <= width * most { tight = drawn }
      }
      return tight
    }
  }
}
