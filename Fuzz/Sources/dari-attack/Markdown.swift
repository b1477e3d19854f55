// The same with the reader of others for Markdown, cmark-gfm.

import CCMarkGFM

enum Markdown {
  /// Kinds of nodes in order, with what stands in code.
  static func read(_ bytes: [UInt8]) -> [Event] {
    let parser = cmark_parser_new(CMARK_OPT_DEFAULT)!
    defer { cmark_parser_free(parser) }
    bytes.withUnsafeBufferPointer { bytes in
      bytes.withMemoryRebound(to: CChar.self) { cmark_parser_feed(parser, $0.baseAddress, $0.count) }
    }
    let root = cmark_parser_finish(parser)!
    defer { cmark_node_free(root) }
    var events: [Event] = []
    let walk = cmark_iter_new(root)!
    defer { cmark_iter_free(walk) }
    while true {
      let step = cmark_iter_next(walk)
      if step == CMARK_EVENT_DONE { return events }
      let node = cmark_iter_get_node(walk)
      let kind = String(cString: cmark_node_get_type_string(node))
      let text = cmark_node_get_literal(node).map { String(cString: $0) } ?? ""
      if step == CMARK_EVENT_EXIT {
        events.append(.close(kind))
        continue
      }
      switch kind {
      case "code": events.append(.code(text))
      case "code_block":
        // What is in JSON, the other reader reads.
        let info = String(cString: cmark_node_get_fence_info(node))
        events.append(.fence(info, info == "json" ? "" : text))
      case "text":
        // How a text is cut into nodes says nothing.
        if case .text(let before)? = events.last {
          events[events.count - 1] = .text(before + text)
        } else {
          events.append(.text(text))
        }
      case "link": events.append(.open("link " + String(cString: cmark_node_get_url(node))))
      default: events.append(.open(kind))
      }
    }
  }
}
