// A laid out swimlane as an SVG element within the page: no style of its own, only classes, so that it takes the page's
// colours and passes its policy.

struct SwimlaneSVG {
  let flow: SwimlaneFlow
  let picture: SwimlanePicture
  /// For the ids of title and description, which have to differ from picture to picture.
  let id: String
  let title: String
  let description: String
  /// Colours of its own, where there is no style sheet.
  let palette: SwimlanePalette?
  let kinds: (SwimlaneFlow.Kind) -> String

  func write(into html: inout HTML) {
    html.element(
      "svg",
      [
        "xmlns": "http://www.w3.org/2000/svg", "viewBox": "0 0 \(picture.width) \(picture.height)",
        "width": "\(picture.width)", "height": "\(picture.height)", "role": "img",
        "aria-labelledby": "\(id)-title \(id)-desc",
        "font-family": palette.map { _ in "system-ui,'Noto Sans KR','Noto Sans CJK KR',sans-serif" },
      ]
    ) { html in
      html.element("title", ["id": "\(id)-title"], title)
      html.element("desc", ["id": "\(id)-desc"], description)
      html.line()
      for lane in picture.lanes { self.lane(lane, &html) }
      html.line()
      // Those that go back lie below: where two lines cross, the way on is the one to see.
      for edge in picture.edges.filter({ $0.edge.kind == .back }) { way(edge, &html) }
      for edge in picture.edges.filter({ $0.edge.kind != .back }) { way(edge, &html) }
      for box in picture.boxes {
        html.line()
        self.box(box, &html)
      }
    }
  }

  private func rect(_ rect: SwimlaneRect, _ name: String, _ radius: Int, _ html: inout HTML) {
    let shape = palette?.shape(name)
    html.element(
      "rect",
      [
        "class": name, "x": "\(rect.x)", "y": "\(rect.y)", "width": "\(rect.width)",
        "height": "\(rect.height)",
        "rx": radius > 0 ? "\(radius)" : nil, "fill": shape?.fill, "stroke": shape?.stroke,
        "stroke-width": shape?.width, "stroke-dasharray": shape?.dash,
      ], "")
  }

  private func path(_ line: String, _ name: String, _ html: inout HTML, _ edge: SwimlaneFlow.Edge? = nil) {
    let shape = palette?.shape(name)
    html.element(
      "path",
      [
        "class": name, "data-from": edge.map { "\($0.from + 1)" }, "data-to": edge.map { "\($0.to + 1)" },
        "d": line,
        "fill": shape?.fill, "stroke": shape?.stroke, "stroke-width": shape?.width,
        "stroke-dasharray": shape?.dash,
      ], "")
  }

  private func text(_ text: String, _ name: String, _ x: Int, _ y: Int, _ html: inout HTML) {
    let lettering = palette?.lettering(name)
    html.element(
      "text",
      [
        "class": name, "x": "\(x)", "y": "\(y)", "fill": lettering?.fill, "font-size": lettering?.size,
        "font-weight": lettering?.weight, "text-anchor": palette.map { _ in "middle" },
      ], text)
  }

  // MARK: Lanes

  private func lane(_ lane: SwimlanePicture.Lane, _ html: inout HTML) {
    rect(lane.rect, "lane", 0, &html)
    rect(lane.label, "head", 0, &html)
    let kind = kinds(flow.lanes[lane.lane].kind)
    let name = lane.name
    let height = name.count * SwimlaneStyle.line + SwimlaneStyle.smallLine
    var y = lane.label.midY - height / 2
    if name.isEmpty {
      text(kind, "name", lane.label.midX, lane.label.midY + 5, &html)
      return
    }
    text(kind, "kind", lane.label.midX, y + 12, &html)
    y += SwimlaneStyle.smallLine
    for line in name {
      text(line, "name", lane.label.midX, y + 13, &html)
      y += SwimlaneStyle.line
    }
  }

  // MARK: Boxes

  private func box(_ box: SwimlanePicture.Box, _ html: inout HTML) {
    let step = flow.steps[box.step]
    let leaves = step.marks.contains(where: \.leaves)
    let kind = flow.lanes[step.lane].kind
    var name = "box \(Self.name(of: kind))"
    if step.isConditional { name += " some" }
    if leaves { name += " out" }
    html.element("g", ["data-step": "\(box.step + 1)"]) { html in
      rect(box.rect, name, 6, &html)
      // A step that is repeated has a second line around it.
      if step.isRepeated {
        let inner = SwimlaneRect(
          x: box.rect.x + 3, y: box.rect.y + 3, width: box.rect.width - 6, height: box.rect.height - 6)
        rect(inner, leaves ? "again out" : "again", 4, &html)
      }
      var y = box.rect.midY - box.text.reduce(0) { $0 + $1.height } / 2
      for line in box.text {
        text(line.text, Self.name(of: line.kind), box.rect.midX, y + line.height - 4, &html)
        y += line.height
      }
      guard let diamond = box.diamond else { return }
      path(
        "M\(diamond.x) \(diamond.midY)L\(diamond.midX) \(diamond.y)L\(diamond.x + diamond.width) \(diamond.midY)"
          + "L\(diamond.midX) \(diamond.y + diamond.height)Z", "gate", &html)
    }
  }

  private static func name(of kind: SwimlaneFlow.Kind) -> String {
    switch kind {
    case .human: "human"
    case .ai: "ai"
    case .tool: "tool"
    case .routine: "routine"
    }
  }

  private static func name(of kind: SwimlaneLine.Kind) -> String {
    switch kind {
    case .title: "title"
    case .actor: "actor"
    case .mark: "mark"
    case .leaves: "leaves"
    }
  }

  // MARK: Edges

  private func way(_ edge: SwimlanePicture.Edge, _ html: inout HTML) {
    guard edge.dots.count > 1, let last = edge.dots.last else { return }
    let before = edge.dots[edge.dots.count - 2]
    let (dx, dy) = ((last.x - before.x).signum(), (last.y - before.y).signum())
    let tip = 7
    var dots = edge.dots
    // The line ends within the tip, so that it does not show beyond the point.
    dots[dots.count - 1] = SwimlaneDot(x: last.x - dx * (tip - 1), y: last.y - dy * (tip - 1))
    let kind = edge.edge.kind.rawValue
    path(Self.line(dots), "way \(kind)", &html, edge.edge)
    let (baseX, baseY) = (last.x - dx * tip, last.y - dy * tip)
    path(
      "M\(last.x) \(last.y)L\(baseX - dy * 4) \(baseY - dx * 4)L\(baseX + dy * 4) \(baseY + dx * 4)Z",
      "tip \(kind)",
      &html)
  }

  /// Straight pieces with rounded corners.
  private static func line(_ dots: [SwimlaneDot]) -> String {
    var text = "M\(dots[0].x) \(dots[0].y)"
    for index in 1..<max(1, dots.count - 1) {
      let (a, b, c) = (dots[index - 1], dots[index], dots[index + 1])
      func length(_ p: SwimlaneDot, _ q: SwimlaneDot) -> Int { abs(p.x - q.x) + abs(p.y - q.y) }
      let radius = min(5, length(a, b) / 2, length(b, c) / 2)
      func towards(_ p: SwimlaneDot) -> SwimlaneDot {
        SwimlaneDot(x: b.x + (p.x - b.x).signum() * radius, y: b.y + (p.y - b.y).signum() * radius)
      }
      let (start, end) = (towards(a), towards(c))
      text += "L\(start.x) \(start.y)Q\(b.x) \(b.y) \(end.x) \(end.y)"
    }
    if let last = dots.last { text += "L\(last.x) \(last.y)" }
    return text
  }
}
