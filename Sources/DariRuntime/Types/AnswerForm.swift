// In which form a model is asked for a value of a type.

extension Type {
  /// As it is, without a JSON Schema.
  package var isAnsweredAsText: Bool {
    switch core {
    case .text, .line, .url, .email, .unknown: true
    default: false
    }
  }

  /// As `{"result": …}` where an answer has to be an object, which OpenAI's has: only a record is one by itself.
  package var isWrappedInAnswers: Bool {
    if case .record = core { return isOptional }
    return !isAnsweredAsText
  }
}
