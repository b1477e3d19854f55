// The words of HTML that may stand in a theme: what shows something, and nothing that acts or fetches.

enum ThemeWords {
  static let void: Set<String> = ["br", "col", "hr", "img", "wbr"]

  /// What a part of ours may stand in, whatever is around it: a browser would move it out of a paragraph or a table.
  static let boxes: Set<String> = [
    "address", "article", "aside", "blockquote", "div", "figure", "footer", "header", "hgroup", "main", "nav",
    "section",
  ]

  static let elements: Set<String> = boxes.union(void).union([
    "a", "abbr", "b", "bdi", "bdo", "caption", "cite", "code", "colgroup", "data", "dd", "del", "dfn", "dl",
    "dt", "em", "figcaption", "h1", "h2", "h3", "h4", "h5", "h6", "i", "ins", "kbd", "li", "mark", "ol", "p",
    "pre", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "table", "tbody",
    "td", "tfoot", "th", "thead", "time", "tr", "u", "ul", "var",
  ])

  private static let everywhere: Set<String> = ["class", "dir", "id", "lang", "role", "title", "translate"]
  private static let some: [String: Set<String>] = [
    "a": ["hreflang", "rel", "target"], "col": ["span"], "colgroup": ["span"], "data": ["value"],
    "del": ["datetime"], "img": ["alt", "height", "width"], "ins": ["datetime"], "li": ["value"],
    "ol": ["reversed", "start", "type"], "td": ["colspan", "headers", "rowspan"],
    "th": ["abbr", "colspan", "headers", "rowspan", "scope"], "time": ["datetime"],
  ]

  /// Other than addresses.
  static func isAllowed(_ attribute: String, of element: String) -> Bool {
    everywhere.contains(attribute) || some[element]?.contains(attribute) == true
      || (attribute.hasPrefix("aria-") && attribute != "aria-hidden") || attribute.hasPrefix("data-")
  }
}
