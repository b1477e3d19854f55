// Changes in English.

extension ChangeWords {
  var english: String {
    switch change.tier {
    case .data: englishData
    case .duties: englishDuties
    case .steps: englishSteps
    case .outputs, .inputs: englishTypes
    case .text: englishText
    }
  }

  private var englishData: String {
    switch change.kind {
    case .labelRemoved: "the label \(name) is gone"
    case .labelAdded: "has the label \(name) now"
    case .cleaningLost: "is no longer treated as what an outsider wrote"
    case .placeLost: "stood in a place of its own (\(placeWords)) and stands among the instructions now"
    case .escapingWeakened: "is no longer written so that it can't leave its place (\(placeWords))"
    case .clearanceAdded: "the tool may see \(name) data now"
    case .clearanceRemoved: "the tool may no longer see \(name) data"
    default: ""
    }
  }

  private var englishDuties: String {
    switch change.kind {
    case .checkpointRemoved: "nobody looks here any more\(titled)"
    case .checkpointAdded: "a person looks here now\(titled)"
    case .reviewRemoved: "the person no longer looks at \(name)"
    case .reviewAdded: "the person looks at \(name) too now"
    case .reviewerChanged: "\(new) looks now, and no longer \(old)"
    case .checkRemoved: "one thing less to look for: \(change.name)"
    case .checkNarrowed:
      change.old == nil
        ? "is looked for only sometimes now: \(change.name) (\(tags(change.new)))"
        : "is looked for at other times now: \(change.name) (\(tags(change.old)), now \(tags(change.new)))"
    case .checkWidened:
      change.new == nil
        ? "is always looked for now, and no longer only sometimes: \(change.name) (\(tags(change.old)))"
        : "is looked for more often now: \(change.name) (\(tags(change.new)))"
    case .checkAdded: "one thing more to look for: \(change.name)"
    case .ownerRemoved: "nobody answers for it any more; it was \(old)"
    case .ownerChanged: "\(new) answers for it now, and no longer \(old)"
    case .ownerAdded: "\(new) answers for it now"
    case .riskLowered: "the risk went down from \(old) to \(new)"
    case .riskRaised: "the risk went up from \(old) to \(new)"
    case .packRemoved: "the routine is no longer held against this law"
    case .packAdded: "the routine is held against this law now"
    case .packUpdated: "the law pack is another one: \(old), now \(new)"
    case .dutyRemoved: "this duty no longer concerns the routine"
    case .dutyAdded: "this duty concerns the routine now"
    case .dutyWeakened: "less is known of this duty being kept: \(old), now \(new)"
    case .dutyStrengthened: "more is known of this duty being kept: \(old), now \(new)"
    case .dutyChanged: "the duty has other words or days"
    case .noticeRemoved: "the manual no longer tells what this duty asks for"
    case .noticeAdded: "the manual tells what this duty asks for now"
    default: englishSteps
    }
  }

  private var englishSteps: String {
    switch change.kind {
    case .routineRemoved: "the routine is gone"
    case .routineRenamed: "the routine was called \(old)"
    case .routineAdded: "a new routine"
    case .stepRemoved: "the step is gone\(titled)"
    case .stepRenamed: "the step was called \(old)"
    case .stepAdded: "a new step\(titled)"
    case .stepMoved: change.new.map { "comes after `\($0)` now" } ?? "comes first now"
    case .actorChanged: "is done by \(new) now, and no longer by \(old)"
    case .toolsChanged: "is done with \(new) now, and no longer with \(old)"
    case .effectAdded: "\(new) leaves the house now: \(name)"
    case .effectRemoved: "\(old) no longer leaves the house: \(name)"
    case .whenAdded: "is done only if \(new) now"
    case .whenRemoved: "is always done now, and no longer only if \(old)"
    case .whenChanged: "is done if \(new) now, and no longer if \(old)"
    case .eachAdded: "is done once for each item now: \(new)"
    case .eachRemoved: "is done once now, and no longer for each item: \(old)"
    case .eachChanged: "goes through \(new) now, and no longer through \(old)"
    case .lookChanged:
      change.new == "edits"
        ? "the person may change \(name) now"
        : "the person may no longer change \(name), only accept or refuse it"
    case .redoAdded: "a no leads back now: \(new)"
    case .redoRemoved: "a no no longer leads back: \(old)"
    case .redoChanged: "a no leads back to \(new) now, and no longer to \(old)"
    case .withChanged: "hands over \(new) now, and no longer \(old)"
    case .modelChanged: modelEnglish
    case .budgetAdded: "the prompt may have \(new) tokens at most now"
    case .budgetLowered: "the prompt may have \(new) tokens at most now, and no longer \(old)"
    case .budgetRaised: "the prompt may have \(new) tokens now instead of \(old)"
    case .budgetRemoved: "the prompt may have any number of tokens now, and no longer \(old) at most"
    case .budgetCounted: "tokens are counted with \(new) now, and no longer with \(old)"
    default: ""
    }
  }

  private var modelEnglish: String {
    switch (change.old, change.new) {
    case (nil, _): "has a model of its own now: \(new)"
    case (_, nil): "no longer has a model of its own; it was \(old)"
    default: "the model is \(new) now, and no longer \(old)"
    }
  }

  private var englishTypes: String {
    switch change.kind {
    case .resultRemoved: "gives no result any more; it was \(old)"
    case .resultAdded: "gives a result now: \(new)"
    case .routineResultChanged:
      switch (change.old, change.new) {
      case (nil, _): "the routine gives the result of \(new) now"
      case (_, nil): "the routine no longer gives a result; it was that of \(old)"
      default: "the routine gives the result of \(new) now, and no longer that of \(old)"
      }
    case .inputRemoved: "the input is gone; it was \(old)"
    case .inputRenamed: "the input was called \(old)"
    case .inputAdded:
      change.isBreaking ? "a new input that is needed: \(new)" : "a new input that may be left out: \(new)"
    case .defaultRemoved: "has no default any more; it was \(old)"
    case .defaultAdded: "has a default now: \(new)"
    case .defaultChanged: "the default is \(new) now, and no longer \(old)"
    case .typeChanged: "is \(new) now, and no longer \(old)"
    case .limitsChanged: "the limits are \(new) now, and no longer \(old)"
    case .becameRequired: "is always there now, and may no longer be absent"
    case .becameOptional: "may be absent now"
    case .caseRemoved: "the choice \(name) is gone"
    case .caseRenamed: "the choice \(old) is called \(new) now"
    case .caseAdded: "a new choice: \(name)"
    case .fieldRemoved: "the field \(name) is gone; it was \(old)"
    case .fieldRenamed: "the field \(old) is called \(new) now"
    case .fieldAdded: "a new field \(name): \(new)"
    default: ""
    }
  }

  private var englishText: String {
    switch change.kind {
    case .translationRemoved: "there are no words in \(name) any more"
    case .translationAdded: "there are words in \(name) now"
    case .promptChanged: pageEnglish
    case .snippetChanged: "the words of the snippet"
    case .snippetAdded: "the words of a snippet that is read now"
    case .snippetRemoved: "the words of a snippet that is no longer read"
    case .snippetRenamed: "the snippet was called \(old)"
    case .valueChanged: "the value"
    case .valueAdded: "a value that is read now"
    case .valueRemoved: "a value that is no longer read"
    case .valueRenamed: "the value was called \(old)"
    case .manualChanged: "words for people (\(sectionEnglish))"
    case .wordsChanged: "words for people (\(sectionEnglish))"
    case .exampleChanged:
      change.new?.isEmpty == false ? "the example is \(new) now" : "has no example any more"
    case .minutesChanged:
      "the minutes are \(shown(change.new, "gone")) now; before: \(shown(change.old, "none"))"
    case .toolChanged:
      "\(name) of the tool is \(shown(change.new, "gone")) now; before: \(shown(change.old, "none"))"
    default: ""
    }
  }

  private var pageEnglish: String {
    switch change.name {
    case "text": "the words of the text"
    case "text-to-prompt": "a prompt for an AI instead of a text"
    case "prompt-to-text": "a text instead of a prompt for an AI"
    default: "the words of the prompt"
    }
  }

  private func shown(_ text: String?, _ none: String) -> String {
    text.flatMap { $0.isEmpty ? nil : $0 } ?? none
  }

  private var sectionEnglish: String {
    switch change.name {
    case "about": "description"
    case "do": "what to do"
    case "check": "how to tell that it is right"
    case "why": "why"
    case "note": "note"
    case "people": "role"
    case "question": "question"
    case "": "what it is called"
    default: change.name
    }
  }
}
