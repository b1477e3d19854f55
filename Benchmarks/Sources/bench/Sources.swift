// What is measured: sources of a real size.

import Foundation

enum Sources {
  /// A library of snippets with holes, conditions, loops and Korean text.
  static func templates(bytes: Int) -> String {
    var text = "---\nlibrary: many\n---\n@type Item: { name: line, count: int(1..), note: text? }\n\n"
    var number = 0
    while text.utf8.count < bytes {
      text += """
        @snippet s\(number)(items: list of Item, who: line, hint: text?)
        {{ who }}님께 보낼 글입니다. 인사는 짧게 하고 바로 답을 씁니다.
        {% for item in items if item.note %}
        - {{ item.name | upper }} {{ item.count }}개: {{ item.note | truncate(40) }}
        {% else %}
        적어 둔 것이 없습니다.
        {% endfor %}
        {% if hint and hint != "" %}
        > {{ hint | trim }}
        {% endif %}
        모두 {{ items | sum(count) }}개, {{ "많음" if (items | length) > 3 else "적음" }}


        """
      number += 1
    }
    return text
  }

  /// Copies of the reply to a customer's mail under other names, the brand library and four more. Gives the paths of
  /// all files.
  static func project(of count: Int, in folder: String, from templates: String) throws -> [String] {
    var paths: [String] = []
    func write(_ name: String, _ text: String) throws {
      let path = folder + "/" + name
      try FileManager.default.createDirectory(
        atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
      try Data(text.utf8).write(to: URL(fileURLWithPath: path))
      paths.append(path)
    }
    func template(_ name: String) throws -> String {
      try String(contentsOfFile: templates + "/" + name, encoding: .utf8)
    }
    // The copies are in one language.
    try write(
      "dari.yaml", try template("dari.yaml").replacingOccurrences(of: "locales: [ko, en]", with: "locales: [ko]"))
    for name in ["tools.yaml", "brand/logo.svg", "marketing/brand.dari", "marketing/menu.yaml"] {
      try write(name, try template(name))
    }
    for index in 0..<4 {
      try write(
        "lib\(index).dari",
        "---\nlibrary: lib\(index)\n---\n@value note\(index): text\n안내\n\n@snippet extra\(index)(a: text, b: int?)\n"
          + "{% if b %}\n{{ a }} {{ b }}\n{% else %}\n{{ note\(index) }}\n{% endif %}\n")
    }
    let routine = try template("marketing/email-reply.dari")
    for index in 0..<count {
      try write(
        "r\(index % 20)/email-\(index).dari",
        routine.replacingOccurrences(of: "routine: email-reply", with: "routine: email-reply-\(index)")
          .replacingOccurrences(of: "uses: [brand]", with: "uses: [brand, lib0, lib1, lib2, lib3]")
          .replacingOccurrences(of: "## 쓰는 법", with: "{{ extra\(index % 4)(\"가\", \(index)) }}\n\n## 쓰는 법"))
    }
    return paths
  }
}
