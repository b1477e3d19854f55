// What the tests of this target share: a text in, nodes and problems out.

import DariBase
import DariYAML

func source(_ text: String, path: String = "dari.yaml") -> SourceFile {
  source(Array(text.utf8), path: path)
}

func source(_ bytes: [UInt8], path: String = "dari.yaml") -> SourceFile {
  SourceFile(id: FileID(0), path: path, bytes: bytes)
}

func parse(_ text: String, dialect: YAMLDialect = .project) -> YAMLResult {
  YAML.parse(source(text), dialect: dialect)
}

/// `E0012 "#3"` for each problem, in file order.
func problems(_ text: String, dialect: YAMLDialect = .project) -> [String] {
  let file = source(text)
  return YAML.parse(file, dialect: dialect).diagnostics.map {
    "\($0.code.text) \(file.text($0.span).debugDescription)"
  }
}

/// One line of JSON-like text for a structure; `!` for what can't be read, `-` for what is absent.
func structure(_ node: YAMLNode?) -> String {
  switch node?.content {
  case nil: "nothing"
  case .scalar(let scalar): quoted(scalar.text)
  case .sequence(let items): "[" + items.map { structure($0) }.joined(separator: ", ") + "]"
  case .mapping(let entries):
    "{" + entries.map { quoted($0.keyText) + ": " + structure($0.value) }.joined(separator: ", ") + "}"
  case .absent: "-"
  case .error: "!"
  }
}

private func quoted(_ text: String) -> String {
  var result = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": result += "\\\""
    case "\\": result += "\\\\"
    case "\n": result += "\\n"
    case "\t": result += "\\t"
    case "\r": result += "\\r"
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result + "\""
}

/// Every node of a tree, keys included.
func allNodes(_ node: YAMLNode?) -> [YAMLNode] {
  guard let node else { return [] }
  return [node] + node.items.flatMap { allNodes($0) }
    + node.entries.flatMap { allNodes($0.key) + allNodes($0.value) }
}
