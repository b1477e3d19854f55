// Where ways through a message meet: branches of a tag, the body of a loop and the way around it.

extension PlaceScanner {
  /// The state behind branches that end in `ends`, all begun in `start`. What they do not agree on is reported, or kept as
  /// something that no hole may rely on.
  /// - Parameter points: the tags of the branches.
  mutating func meet(
    _ ends: [PlaceState], from start: PlaceState, at points: [PlacePoint], inLoop: Bool = false
  ) -> PlaceState {
    guard var result = ends.first else { return start }
    if ends.allSatisfy({ $0 == result }) { return result }
    result.frame = meetFrames(ends.map(\.frame), from: start.frame, at: points, inLoop)
    let differs = PlaceProblem.Kind.branchesDiffer
    if !ends.allSatisfy({ $0.tag == result.tag }) {
      report(inLoop ? .loopDiffers : differs, at: points[0])
      result.tag = start.tag
    }
    if !ends.allSatisfy({ $0.json == result.json }) {
      report(inLoop ? .loopDiffers : differs, at: points[0])
      result.json = start.json
    }
    if !ends.allSatisfy({ $0.line == result.line }) {
      if ends.contains(where: { $0.line == .info }) {
        report(inLoop ? .loopDiffers : differs, at: points[0])
      }
      result.line = .unsure
    }
    if !ends.allSatisfy({ $0.url == result.url }) { result.url = .mixed }
    result.hasLoneRun = ends.contains { $0.hasLoneRun }
    return result
  }

  private mutating func meetFrames(
    _ ends: [Int], from start: Int, at points: [PlacePoint], _ inLoop: Bool
  ) -> Int {
    if ends.allSatisfy({ $0 == ends[0] }) { return ends[0] }
    let around = Set(chain(of: start))
    // How far each way has closed what was open before, and what it has opened since.
    let grounds = ends.map { end in chain(of: end).first(where: around.contains) ?? 0 }
    let opened = ends.map { end in Array(chain(of: end).prefix { !around.contains($0) }.reversed()) }
    guard grounds.allSatisfy({ $0 == grounds[0] }) else {
      return meetClosed(grounds, from: start, at: points, inLoop)
    }
    if opened.allSatisfy({ same($0, opened[0]) }) {
      for (frames, firsts) in zip(opened.dropFirst(), repeatElement(opened[0], count: ends.count)) {
        for (frame, first) in zip(frames, firsts) where frame != first { self.frames[frame].alias = first }
      }
      return ends[0]
    }
    var result = grounds[0]
    for (way, list) in opened.enumerated() {
      for frame in list {
        if !frames[frame].isElement {
          report(
            inLoop ? .loopOpens(name: sign(of: frame)) : .branchOpens(name: sign(of: frame)),
            at: frames[frame].opener, other: points[way == 0 ? min(1, points.count - 1) : 0])
          continue
        }
        // Only a closing tag makes an element of it.
        var copy = PlaceFrame(.element, in: result, at: frames[frame].opener, name: frames[frame].name)
        copy.otherBranch = frames[frame].otherBranch ?? points[way == 0 ? min(1, points.count - 1) : 0]
        copy.isOfLoop = frames[frame].isOfLoop || inLoop
        frames.append(copy)
        result = frames.count - 1
      }
    }
    return result
  }

  /// Some ways have closed more than others.
  private mutating func meetClosed(
    _ grounds: [Int], from start: Int, at points: [PlacePoint], _ inLoop: Bool
  ) -> Int {
    let chains = chain(of: start)
    let depths = grounds.map { ground in chains.firstIndex(of: ground) ?? 0 }
    let most = depths.max() ?? 0
    let least = depths.min() ?? 0
    for frame in chains[least..<most] {
      let point = frames[frame].closer ?? frames[frame].opener
      let way = depths.firstIndex { $0 <= (chains.firstIndex(of: frame) ?? 0) } ?? 0
      report(
        inLoop ? .loopCloses(name: sign(of: frame)) : .branchCloses(name: sign(of: frame)), at: point,
        other: points[way])
    }
    return chains[most]
  }

  /// From the innermost outwards; the message itself is the last.
  func chain(of frame: Int) -> [Int] {
    var result = [frame]
    var next = frame
    while next != 0 {
      next = frames[next].parent
      result.append(next)
    }
    return result
  }

  private func same(_ a: [Int], _ b: [Int]) -> Bool {
    a.count == b.count
      && zip(a, b).allSatisfy { frames[$0].kind == frames[$1].kind && frames[$0].name == frames[$1].name }
  }

  /// How it is written: `<mail>`, ```` ``` ````.
  package func sign(of frame: Int) -> String {
    switch frames[frame].kind {
    case .root: ""
    case .tag, .element: "<\(frames[frame].name)>"
    case .markup(let end): end == [0x2D, 0x2D, 0x3E] ? "<!--" : "<!"
    case .code(let length): String(repeating: "`", count: min(length, 40))
    case .fence(let sign, let length, _, _):
      String(repeating: sign == 0x60 ? "`" : "~", count: min(length, 40))
    }
  }

  // MARK: Tags that pair

  /// `</name>`: ends the innermost open element of that name in the same fence or message. Those opened since are text.
  mutating func close(_ name: Substring, at point: PlacePoint, _ state: inout PlaceState) {
    var frame = state.frame
    while frames[frame].isElement {
      if frames[frame].name == name {
        if let other = frames[frame].otherBranch {
          let name = sign(of: frame)
          report(
            frames[frame].isOfLoop ? .loopOpens(name: name) : .openedOnOneBranch(name: name),
            at: frames[frame].opener, other: other)
        }
        frames[frame].closer = point
        state.frame = frames[frame].parent
        return
      }
      frame = frames[frame].parent
    }
  }

  /// The frame that stands for it where branches opened the same.
  package func canonical(_ frame: Int) -> Int {
    var frame = frame
    while let alias = frames[frame].alias { frame = alias }
    return frame
  }

  /// It is what it looks like: an element or a fence that is closed, a tag of such an element.
  package func isReal(_ frame: Int) -> Bool {
    let frame = canonical(frame)
    switch frames[frame].kind {
    case .root, .code, .markup: return true
    case .fence, .element: return frames[frame].closer != nil
    case .tag:
      guard let element = frames[frame].element else { return false }
      return element == frame || isReal(element)
    }
  }
}
