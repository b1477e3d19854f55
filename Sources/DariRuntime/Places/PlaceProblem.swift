// What is wrong with the structure of a message, whatever is put into it.

package struct PlaceProblem: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// The branches of a tag end in different places: this opens, or closes, what the other does not.
    case branchOpens(name: String)
    case branchCloses(name: String)
    /// They end in different parts of the same thing: in a quote and outside of it, in a JSON text and behind it.
    case branchesDiffer
    /// The body of a loop opens, or closes, something that stands around it.
    case loopOpens(name: String)
    case loopCloses(name: String)
    case loopDiffers
    /// Closed here, and opened on one branch only.
    case openedOnOneBranch(name: String)
    /// The message ends in it.
    case unclosedFence
    /// Whether it opens a fence depends on the value before it.
    case unsureFence
    /// Something stands on the line behind the sign that closes a fence.
    case textAfterFence
    /// A value directly before `://`.
    case schemeHole
  }

  package var kind: Kind
  package var point: PlacePoint
  /// The other branch, or the line that opened it.
  package var other: PlacePoint?

  init(_ kind: Kind, at point: PlacePoint, other: PlacePoint? = nil) {
    self.kind = kind
    self.point = point
    self.other = other
  }
}
