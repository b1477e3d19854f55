// What a filter is: its signature, its type rule and what it does, side by side. The checker, the renderer,
// the editor and the reference read one table, `Filter.all`.

import DariBase

package struct Filter: Sendable {
  package let name: String
  package let parameters: [Parameter]
  /// What stands before the bar, in the words of the reference: `text`, `list of record`.
  package let subject: String
  /// What comes out, in the words of the reference.
  package let result: String
  /// One sentence for the reference, English and Korean.
  package let summary: (english: String, korean: String)
  /// A template that runs with no input, and what it renders: shown in the reference and run by a test.
  package let example: (template: String, output: String)
  /// The type rule.
  package let typing: @Sendable (FilterCall) -> FilterTyping
  /// What the filter does, on values that have passed the type rule; never a placeholder. Arguments stand in the order of
  /// `parameters`; one that was left out is its default, or `.absent` without one.
  package let apply: @Sendable (FilterInput) throws(RenderFault) -> Value

  package struct Parameter: Sendable {
    package enum Kind: Sendable {
      /// An expression of any type that the type rule accepts.
      case value
      /// A literal that is known when compiling.
      case literal
      /// A bare name of a field of the subject's element; handed to `apply` as the `.int` of its slot.
      case field
      /// A value that takes the subject's place where that is absent (`default`): what is asked for of it is asked for of
      /// the subject too, and a bare word is a case of the subject's enum.
      case standIn
      /// A bare case or a value, of the type of the field named by the parameter before it (`where`).
      case fieldValue
    }
    package var name: String
    package var kind: Kind
    /// Nil: must be given.
    package var defaultValue: Value?

    package init(_ name: String, _ kind: Kind, default defaultValue: Value? = nil) {
      self.name = name
      self.kind = kind
      self.defaultValue = defaultValue
    }
  }
}

/// A use of a filter, to be typed.
package struct FilterCall: Sendable {
  package var subject: Type
  /// In the order of the filter's parameters; nil where the default stands.
  package var arguments: [FilterArgument?]

  package init(subject: Type, arguments: [FilterArgument?]) {
    self.subject = subject
    self.arguments = arguments
  }
}

package struct FilterArgument: Sendable {
  /// Of a field: the field's type.
  package var type: Type
  /// If it is known when compiling.
  package var constant: Value?
  /// The name, if the parameter is a field.
  package var field: String?

  package init(type: Type, constant: Value? = nil, field: String? = nil) {
    self.type = type
    self.constant = constant
    self.field = field
  }
}

package enum FilterTyping: Sendable {
  /// The result's type, and what `apply` needs to know of the subject's type (columns of a table, words of an enum):
  /// a constant that the Program carries, so that another language can run it.
  case type(Type, shape: Value)
  case wrong(FilterProblem)

  package static func type(_ type: Type) -> FilterTyping { .type(type, shape: .absent) }
}

/// Why a use of a filter has no type.
package enum FilterProblem: Sendable {
  /// The filter does not take a subject of this type.
  case subject
  /// The subject may be absent.
  case optionalSubject
  /// The subject is always there, so the filter does nothing.
  case presentSubject
  /// The argument of this index has the wrong type; what is expected, in the words of the reference.
  case argument(Int, expected: String)
  /// The field of this argument may be absent.
  case optionalField(Int)
  /// The field of this argument has a type that the filter can't use; what is expected.
  case fieldType(Int, expected: String)
  /// A literal argument that makes no sense (an empty separator, a negative length, a date format with an unknown letter);
  /// what is expected.
  case literal(Int, expected: String)
}

package struct FilterInput: Sendable {
  package var subject: Value
  package var arguments: [Value]
  package var shape: Value

  package init(subject: Value, arguments: [Value], shape: Value) {
    self.subject = subject
    self.arguments = arguments
    self.shape = shape
  }
}

/// What can go wrong while rendering, all of it because of the data handed in.
package enum RenderFault: Error, Hashable, Sendable {
  /// The result of whole-number arithmetic does not fit into 64 bits, or an exact amount of money.
  case overflow
  case divisionByZero
  /// A number that is not finite.
  case notFinite
  /// A step's result decides what is rendered and was not handed in; its path.
  case needsResult(String)
  /// A result was handed in for a step that is skipped.
  case skippedStep
  /// More results were handed in than there are items.
  case tooManyResults(Int, of: Int)
  /// A result of a step is needed that goes through a list, and was handed in for some of the items only.
  case fewResults(path: String, Int, of: Int)
  /// Something was handed in for an item that the list does not have.
  case noSuchItem(Int, of: Int)
  /// `.` or `..` as a part of the path of a URL, which would lead elsewhere.
  case dotSegment
  /// More signs around a code than readers of Markdown count.
  case longRun
  /// What was written is not what went in: a mistake of this program, and never a prompt.
  case unsafeOutput
  /// The output would be larger than the renderer allows.
  case tooLarge
  case overBudget(BudgetExcess)
  /// The prompt cannot be counted: the tokenizer's file was not handed in.
  case needsTokenizer(String)
  /// The tokenizer takes too long over this text.
  case tokenizerTooSlow(String)
  /// The program does what no checked template does: the bundle it came from was not written by this compiler.
  case damagedProgram
}
