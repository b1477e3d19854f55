// When a step is done, how often, and by which other routine.

import DariRuntime

extension ManualBuilder {
  func describeFlow(of step: Routine.Step, in result: inout ManualStep) {
    let reader = PromptReader(program: routine.program, words: words, frame: frame)
    if let when = step.when {
      switch reader.value(when.value) {
      case .bool(true)?: break
      case .bool(false)?: result.condition = words.sentences.neverDone
      default: result.condition = words.sentences.onlyWhen(reader.clause(when.value))
      }
    }
    if let each = step.each {
      result.repetition = words.sentences.forEach(each.items.map { reader.list($0.list.value).noun })
      result.items = each.items.map { item(of: $0, reader) }
    }
    guard case .routine(let name) = step.actor else { return }
    let called = routine.routines.first { $0.name == name }
    let handOver = step.with.map { argument in
      let input = called?.inputs.first { $0.name == argument.input }
      return ManualStep.HandOver(
        question: input.flatMap { ManualMarkdown.firstLine($0.question) } ?? argument.input,
        value: handedOver(argument.value.value, input?.type, reader))
    }
    result.called = .init(routine: name, title: called?.title ?? name, handOver: handOver)
  }

  private func item(of item: Routine.Each.Item, _ reader: PromptReader) -> ManualStep.Item {
    let list = reader.list(item.list.value)
    var values: [String] = []
    if case .list(let items)? = reader.value(item.list.value) {
      var element: Type?
      if case .list(_, let type)? = list.type?.core { element = type }
      values = items.map { words.text($0, element) }
    }
    let line = values.joined(separator: ", ").unicodeScalars
    var isLong = line.count > Self.lineLimit || line.contains("\n")
    if case .list(_, let element)? = list.type?.core, case .record = element.core { isLong = true }
    return ManualStep.Item(
      name: item.name, words: words.prompts.itemOf(list.noun), values: values, isLong: isLong)
  }

  /// More than this is easier to find in a list.
  private static var lineLimit: Int { 60 }

  /// What answers a question of the called routine. A place of this manual is named by its name: its own question under
  /// the other would be two questions and no answer.
  private func handedOver(_ id: Program.ExpressionID, _ type: Type?, _ reader: PromptReader) -> String {
    if let value = reader.value(id) {
      let text = words.text(value, type)
      return text.utf8.isEmpty ? words.sentences.nothing : text
    }
    let datum = reader.datum(id)
    let isPlace = datum.noun == words.conditions.input(datum.path)
    switch datum.origin {
    case .input: return isPlace ? words.sentences.putInto(datum.noun) : datum.noun.text
    case .field where datum.source == nil: return datum.noun.text
    default: return datum.words
    }
  }
}
