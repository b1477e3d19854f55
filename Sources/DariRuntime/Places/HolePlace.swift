// A hole's place, and what may stand in it.

/// What the containers around a hole ask of its value.
package struct HolePlace: Sendable {
  /// Why a value cannot stand here.
  package enum Refusal: Hashable, Sendable {
    case tagName
    case unquoted
    case info
    case codeBreak
    case key
    case notJSON
    case brokenJSON
    case host
    case notURL
    case program
    case markup
    case loose(line: PlacePoint)
    case mixed

    /// Whatever the value is; the others are for untrusted ones.
    package var isForAll: Bool {
      switch self {
      case .tagName, .unquoted, .key, .notJSON, .brokenJSON, .host, .notURL: true
      case .info, .codeBreak, .program, .markup, .loose, .mixed: false
      }
    }
  }

  package var place = Escaping.Place.prose
  /// For all values, and for untrusted ones.
  package var steps: [Escaping.Step] = []
  package var untrustedSteps: [Escaping.Step] = []
  package var prefix: [UInt8] = []
  package var refusal: Refusal?
  /// The frame that refuses it, or that it stands in.
  package var container: Int?
  /// In the quotes of an attribute: its name.
  package var attribute: String?
  /// A tag that is never closed, so that what follows it stands in nothing.
  package var unclosed: Int?
  /// Frames of fences and inline code, whose length follows an untrusted value.
  package var lengthened: [Int] = []

  package var isDataPlace: Bool { place != .prose }
}

extension PlaceScanner {
  /// Resolved once the whole message was read: an opening tag is one only if it is closed.
  package func place(of hole: PlacedHole, _ form: ValueForm) -> HolePlace {
    var result = HolePlace()
    if hole.tag == .name {
      result.refusal = .tagName
      return result
    }
    takeURL(hole, form, &result)
    if hole.isBetweenRuns { result.refuse(.mixed, hole.frame) }
    for frame in chain(of: hole.frame) { take(frame, hole, form, &result) }
    result.untrustedSteps = result.steps + result.untrustedSteps
    return result
  }

  private func take(_ frame: Int, _ hole: PlacedHole, _ form: ValueForm, _ result: inout HolePlace) {
    switch frames[frame].kind {
    case .root: break
    case .tag: takeTag(frame, hole, &result)
    case .element:
      guard isReal(frame) else {
        if result.unclosed == nil { result.unclosed = frame }
        return
      }
      if !result.steps.contains(.attribute) { takeElement(frame, hole, &result) }
      result.stand(in: .element, frame)
      if ["script", "style"].contains(frames[frame].name.lowercased()) { result.refuse(.program, frame) }
    case .markup: result.refuse(.markup, frame)
    case .code:
      result.stand(in: .code, frame)
      result.lengthened.append(frame)
      if form.mayBreak { result.refuse(.codeBreak, frame) }
      if frames[canonical(frame)].isAfterLoneRun { result.refuse(.mixed, frame) }
    case .fence(_, _, let prefix, let isJSON):
      if hole.isInfo { return result.refuse(.info, frame) }
      if isJSON { takeJSON(frame, hole, form, &result) }
      result.stand(in: .fence, frame)
      result.lengthened.append(frame)
      result.prefix = prefix.starts(with: hole.base) ? Array(prefix.dropFirst(hole.base.count)) : []
      if let line = frames[canonical(frame)].looseLine { result.refuse(.loose(line: line), frame) }
    }
  }

  private func takeElement(_ frame: Int, _ hole: PlacedHole, _ result: inout HolePlace) {
    let isInner = result.lengthened.isEmpty && (hasLoneRuns || holdsRuns.contains(canonical(frame)))
    if let known = result.untrustedSteps.firstIndex(where: { $0 == .element || $0 == .elementCode }) {
      if isInner { result.untrustedSteps[known] = .elementCode }
    } else {
      result.untrustedSteps.append(isInner ? .elementCode : .element)
    }
  }

  private func takeTag(_ frame: Int, _ hole: PlacedHole, _ result: inout HolePlace) {
    guard isReal(frame) else {
      result.unclosed = result.unclosed ?? frame
      return
    }
    guard case .value(_, let attribute) = hole.tag else { return result.refuse(.unquoted, frame) }
    result.steps.append(.attribute)
    result.attribute = attribute
    result.stand(in: .attribute, frame)
    if TagScan.isCode(attribute) { result.refuse(.program, frame) }
  }

  private func takeJSON(_ frame: Int, _ hole: PlacedHole, _ form: ValueForm, _ result: inout HolePlace) {
    if hole.json.isBroken || hole.json.isEscaped { return result.refuse(.brokenJSON, frame) }
    if hole.json.isInString {
      if hole.json.isKey { return result.refuse(.key, frame) }
      result.steps.append(.jsonString)
      result.stand(in: .jsonString, frame)
    } else if !hole.json.takesValue {
      result.refuse(.key, frame)
    } else if form.isJSON {
      result.steps.append(.jsonValue)
      result.stand(in: .jsonValue, frame)
    } else if form.kind == .number {
      result.stand(in: .jsonValue, frame)
    } else {
      result.refuse(.notJSON, frame)
    }
  }

  private func takeURL(_ hole: PlacedHole, _ form: ValueForm, _ result: inout HolePlace) {
    switch hole.url {
    case .none: break
    case .whole:
      if form.kind == .url {
        result.steps.append(.url)
        result.stand(in: .url, hole.frame)
      } else if !form.isConstant {
        result.refuse(.notURL, hole.frame)
      }
    case .word, .host:
      if !form.isConstant { result.refuse(.host, hole.frame) }
    case .path, .query, .fragment:
      result.steps.append(hole.url == .path ? .urlPath : .urlPart)
      result.stand(in: .urlPart, hole.frame)
    case .address:
      if form.kind == .email {
        result.steps.append(.url)
        result.stand(in: .url, hole.frame)
      } else if !form.isConstant {
        result.refuse(.host, hole.frame)
      }
    case .script: result.refuse(.program, hole.frame)
    case .afterWhole: if !form.isConstant { result.refuse(.mixed, hole.frame) }
    case .mixed: result.refuse(.mixed, hole.frame)
    }
  }
}

extension HolePlace {
  /// The innermost place gives the name.
  fileprivate mutating func stand(in other: Escaping.Place, _ frame: Int) {
    guard place == .prose else { return }
    place = other
    container = container ?? frame
  }

  /// The first reason is told.
  fileprivate mutating func refuse(_ reason: Refusal, _ frame: Int) {
    if let refusal, refusal.isForAll || !reason.isForAll { return }
    refusal = reason
    container = frame
  }
}
