// Which data goes where in a routine, and who sees it: what `dari check --labels` shows to the person who answers for data.

import DariBase
import DariRuntime

/// A routine, and each call of another that it leads to.
package struct LabelReport: Sendable {
  /// The routine itself, then the called ones, each behind the one that calls it.
  package var parts: [Part]
  /// There are more calls than are listed.
  package var isCut = false

  /// More than anybody reads; routines that call each other twice double.
  static let callLimit = 200

  /// One routine, as it is called.
  package struct Part: Sendable {
    package var name: String
    package var title: String?
    package var file: String
    /// The steps that call it, the outermost first; empty for the routine itself.
    package var calls: [String] = []
    package var inputs: [Input]
    package var steps: [Step]
    package var looks: [Look]
  }

  /// In a file of the project; line and column count from 1.
  package struct Place: Hashable, Sendable {
    package var file: String
    package var line: Int
    package var column: Int
  }

  /// One label of a value, and where it comes from.
  package struct Label: Sendable {
    /// Exactly one.
    package var label: Labels
    package var sources: [Source]
  }

  package struct Source: Hashable, Sendable {
    package enum Kind: String, Sendable { case input, step }
    package var kind: Kind
    package var name: String
    /// The steps it went through, in order.
    package var through: [String]
  }

  /// Something that is written in the source, with its labels.
  package struct Written: Sendable {
    package var text: String
    package var place: Place
    package var labels: [Label]
  }

  /// A label that the type of an input declares.
  package struct Declared: Sendable {
    package var label: Labels
    /// The fields that carry it; empty if all of it does.
    package var fields: [String]
  }

  package struct Input: Sendable {
    package var name: String
    /// Without its labels.
    package var type: Type
    package var place: Place
    package var labels: [Declared]
    /// What the calling step hands over; nil for the routine itself, and where the default is taken.
    package var given: Written?
  }

  package struct Tool: Sendable {
    package var id: String
    package var name: String
    package var plan: String?
    package var clears: [String]
  }

  package struct Step: Sendable {
    package var name: String
    package var title: String?
    package var place: Place
    package var actor: Routine.Actor
    /// The project's word for the role of the person who does it.
    package var person: String?
    /// Those that may do it.
    package var tools: [Tool] = []
    package var decisions: [Decision] = []
    package var reads: [Read] = []
    /// The step has more holes than are listed.
    package var isCut = false
    package var effects: [Effect] = []
    package var result: Result?
    /// What a called routine is given, by its input.
    package var given: [(input: String, value: Written)] = []
  }

  /// What decides whether, or how often, a step is done.
  package struct Decision: Sendable {
    package enum Kind: String, Sendable { case when, each }
    package var kind: Kind
    package var value: Written
  }

  /// A value that is printed in a text, or a condition with a label that decides what is printed.
  package struct Read: Sendable {
    package enum Kind: String, Sendable { case value, condition, list }
    package var kind: Kind
    /// `user`, `text`, `do`, …
    package var section: String
    /// The snippets that it is in, the outermost first.
    package var snippets: [Call]
    package var value: Written
    /// Of a value.
    package var spot: Spot?
    package var treatment: [Treatment] = []
  }

  /// A snippet, and where it is called.
  package struct Call: Sendable {
    package var snippet: String
    package var place: Place
  }

  /// What a printed value stands in.
  package struct Spot: Hashable, Sendable {
    package enum Kind: String, Sendable {
      case prose, element, attribute, fence, code
      case jsonString = "json-string"
      case jsonValue = "json-value"
      case urlPart = "url-part"
      case url
      /// A picture, a sound or a file that goes along.
      case attached
      /// What a person or a tool is told to do.
      case instructions
    }
    package var kind: Kind
    /// Of an element, or of the tag of an attribute: its name. Of a fence or inline code: its signs.
    package var name = ""
    package var attribute: String?
  }

  /// What is done to a value so that it stays in its place. A value with nothing done to it is written as it is.
  package enum Treatment: String, Sendable {
    case element, attribute
    case jsonString = "json-string"
    case jsonValue = "json-value"
    case urlPart = "url-part"
    case urlPath = "url-path"
    case url
    /// What nobody sees, and the signs of chat templates, are taken out or broken up.
    case cleaned
    /// The fence, or the backticks, become longer than any in the value.
    case lengthened
    /// Every line begins as the lines of the fence do.
    case indented

    init(_ step: Escaping.Step) { self = Treatment(rawValue: step.rawValue)! }
  }

  /// What leaves the house.
  package struct Effect: Sendable {
    package var kind: Routine.EffectKind
    package var steps: [String]
    package var ownText: Bool
    package var labels: [Label]
  }

  package struct Result: Sendable {
    /// Without its labels.
    package var type: Type
    package var labels: [Label]
  }

  /// A person's look at what a step gives.
  package struct Look: Sendable {
    package enum Kind: String, Sendable { case reviews, edits }
    package var kind: Kind
    package var step: String
    package var of: String
    package var person: String
    /// The labels that it takes away.
    package var takes: Labels
    /// The later steps that nothing reaches without the look; nil for all of them. Of what was edited: those that use the new value.
    package var covers: [String]?
  }
}

extension LabelReport {
  /// Puts the routine together with those that it calls, as they are called.
  init(of name: String, from parts: [String: Part]) {
    self.parts = []
    if let part = parts[name] { append(part, parts) }
  }

  private mutating func append(_ part: Part, _ known: [String: Part]) {
    if parts.count > Self.callLimit {
      isCut = true
      return
    }
    parts.append(part)
    for step in part.steps {
      guard case .routine(let name) = step.actor, var called = known[name] else { continue }
      called.calls = part.calls + [step.name]
      for index in called.inputs.indices {
        called.inputs[index].given = step.given.first { $0.input == called.inputs[index].name }?.value
      }
      append(called, known)
    }
  }
}
