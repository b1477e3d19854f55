// The report of labels for programs: `dari check --labels ROUTINE --format json` (Documentation/CommandLine.md).

import DariBase
import DariRuntime
import DariSemantics

extension LabelReport {
  package var json: JSONValue {
    var object: JSONObject = ["routines": .array(parts.map(\.json))]
    if isCut { object["cut"] = .bool(true) }
    return .object(object)
  }
}

extension LabelReport.Part {
  fileprivate var json: JSONValue {
    var object: JSONObject = ["routine": .string(name)]
    if let title { object["title"] = .string(title) }
    object["file"] = .string(file)
    if !calls.isEmpty { object["calledIn"] = .texts(calls) }
    object["inputs"] = .array(
      inputs.map { input in
        var object = JSONObject(place: input.place)
        object["name"] = .string(input.name)
        object["type"] = .string("\(input.type)")
        object["labels"] = .array(
          input.labels.map { declared in
            var object: JSONObject = ["label": .string(declared.label.words.first ?? "")]
            if !declared.fields.isEmpty { object["fields"] = .texts(declared.fields) }
            return .object(object)
          })
        if let given = input.given { object["given"] = .object(given.json) }
        return .object(object)
      })
    object["steps"] = .array(steps.map(\.json))
    object["looks"] = .array(
      looks.map { look in
        var object: JSONObject = [
          "step": .string(look.step), "kind": .string(look.kind.rawValue), "of": .string(look.of),
          "person": .string(look.person), "takes": .texts(look.takes.words),
        ]
        if let covers = look.covers { object["onlyIn"] = .texts(covers) }
        return .object(object)
      })
    return .object(object)
  }
}

extension LabelReport.Step {
  fileprivate var json: JSONValue {
    var object = JSONObject(place: place)
    object["name"] = .string(name)
    if let title { object["title"] = .string(title) }
    object["by"] = .object(who)
    if !decisions.isEmpty {
      object["decisions"] = .array(
        decisions.map { decision in
          var object = decision.value.json
          object["kind"] = .string(decision.kind.rawValue)
          return .object(object)
        })
    }
    object["reads"] = .array(reads.map { .object($0.json) })
    if isCut { object["cut"] = .bool(true) }
    if let result {
      object["gives"] = ["type": .string("\(result.type)"), "labels": .labels(result.labels)]
    }
    if !effects.isEmpty {
      object["leaves"] = .array(
        effects.map { effect in
          [
            "kind": .string(effect.kind.rawValue), "steps": .texts(effect.steps),
            "ownText": .bool(effect.ownText), "labels": .labels(effect.labels),
          ]
        })
    }
    return .object(object)
  }

  private var who: JSONObject {
    var object: JSONObject = ["kind": .string(actor.kind)]
    switch actor {
    case .human(let role):
      object["role"] = .string(role)
      if let person { object["name"] = .string(person) }
    case .ai(let name, _), .tool(let name), .routine(let name): object["name"] = .string(name)
    }
    if !tools.isEmpty {
      object["tools"] = .array(
        tools.map { tool in
          var object: JSONObject = ["id": .string(tool.id), "name": .string(tool.name)]
          if let plan = tool.plan { object["plan"] = .string(plan) }
          object["clears"] = .texts(tool.clears)
          return .object(object)
        })
    }
    return object
  }
}

extension LabelReport.Read {
  fileprivate var json: JSONObject {
    var object = value.json
    object["kind"] = .string(kind.rawValue)
    object["section"] = .string(section)
    if !snippets.isEmpty {
      object["snippets"] = .array(
        snippets.map { call in
          var object = JSONObject(place: call.place)
          object["name"] = .string(call.snippet)
          return .object(object)
        })
    }
    if let spot {
      var place: JSONObject = ["kind": .string(spot.kind.rawValue)]
      if !spot.name.isEmpty { place["name"] = .string(spot.name) }
      if let attribute = spot.attribute { place["attribute"] = .string(attribute) }
      object["in"] = .object(place)
      object["done"] = .texts(treatment.map(\.rawValue))
    }
    return object
  }
}

extension LabelReport.Written {
  fileprivate var json: JSONObject {
    var object = JSONObject(place: place)
    object["text"] = .string(text)
    object["labels"] = .labels(labels)
    return object
  }
}

extension JSONObject {
  fileprivate init(place: LabelReport.Place) {
    self = [
      "file": .string(place.file), "line": .integer(Int64(place.line)),
      "column": .integer(Int64(place.column)),
    ]
  }
}

extension JSONValue {
  fileprivate static func texts(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }

  fileprivate static func labels(_ labels: [LabelReport.Label]) -> JSONValue {
    .array(
      labels.map { label in
        [
          "label": .string(label.label.words.first ?? ""),
          "from": .array(
            label.sources.map { source in
              [
                "kind": .string(source.kind.rawValue), "name": .string(source.name),
                "through": .texts(source.through),
              ]
            }),
        ]
      })
  }
}
