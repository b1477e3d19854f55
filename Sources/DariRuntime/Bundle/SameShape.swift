// That a translation in a bundle asks for the same data and does the same as the routine that it translates: an app that
// asks for another language must not have to change anything else.

import DariBase

enum SameShape {
  static func check(
    _ translated: [Routine], _ originals: [Routine], _ node: BundleNode
  ) throws(PromptBundleError) {
    guard translated.map(\.name) == originals.map(\.name) else {
      throw node.damaged("a translation holds other routines than the original")
    }
    for (routine, original) in zip(translated, originals) {
      guard hasSameInputs(routine, original), hasSameSteps(routine, original),
        routine.result == original.result
      else {
        throw node.damaged("the translation of `\(original.name)` is another routine than the original")
      }
    }
  }

  private static func hasSameInputs(_ a: Routine, _ b: Routine) -> Bool {
    a.inputs.count == b.inputs.count
      && zip(a.inputs, b.inputs).allSatisfy {
        $0.name == $1.name && isSame($0.type, $1.type) && ($0.defaultValue == nil) == ($1.defaultValue == nil)
      }
  }

  private static func hasSameSteps(_ a: Routine, _ b: Routine) -> Bool {
    a.steps.count == b.steps.count && zip(a.steps, b.steps).allSatisfy(isSame)
  }

  private static func isSame(_ a: Routine.Step, _ b: Routine.Step) -> Bool {
    let isResultSame =
      switch (a.result, b.result) {
      case (nil, nil): true
      case (let a?, let b?): isSame(a, b)
      default: false
      }
    return a.name == b.name && a.actor == b.actor && isResultSame && a.reviews == b.reviews
      && a.edits == b.edits
      && a.redo?.step == b.redo?.step && a.redo?.limit == b.redo?.limit && a.effects == b.effects
      && a.risk == b.risk && (a.when == nil) == (b.when == nil) && (a.each == nil) == (b.each == nil)
      && a.messages.map(\.role) == b.messages.map(\.role)
  }

  /// Labels and limits included; words for people are not looked at.
  private static func isSame(_ a: Type, _ b: Type) -> Bool {
    a.fits(b) && b.fits(a) && a.labelSignature == b.labelSignature
  }
}
