// Manuals as pages: how long they take, and how large they are.

import Foundation

extension Bench {
  /// 100 manuals of the longest shipped routine, against a copy of the pages that come of it; and how large the page of a routine
  /// of seven steps is, by the size of what its author wrote.
  static func measureManuals(_ dari: String, _ repository: String, _ folder: String) throws {
    let project = folder + "/manuals"
    _ = try Sources.project(of: 100, in: project, from: repository + "/Templates")
    let build = [dari, "build", project, "--target", "manual", "--out", folder + "/pages"]
    let manuals = try Timing.of(6) { try Command.run(build) }
    let copy = try Timing.of(6) {
      try Command.run(["/bin/cp", "-r", folder + "/pages/manual", folder + "/copied"])
    }
    manuals.show("100 manuals of 5 steps", against: "a copy of the pages", copy)
    let check = try Timing.of(6) { try Command.run([dari, "check", project]) }
    manuals.without(check).show("  without checking", against: "checking", check)
    let (seven, text) = (folder + "/seven", Sources.sevenSteps)
    try FileManager.default.createDirectory(atPath: seven, withIntermediateDirectories: true)
    for (name, text) in [
      ("seven.dari", text), ("dari.yaml", "project: seven\nlocales: [ko]\npeople: { owner: 점장 }\n"),
    ] {
      try Data(text.utf8).write(to: URL(fileURLWithPath: seven + "/" + name))
    }
    try Command.run([dari, "manual", seven + "/seven.dari", "--out", seven + "/seven.html"])
    let size = try Data(contentsOf: URL(fileURLWithPath: seven + "/seven.html")).count
    print(
      String(
        format: "  a manual of 7 steps: %.1f KB, of %.1f KB of source", Double(size) / 1000,
        Double(text.utf8.count) / 1000))
  }
}

extension Sources {
  /// Four prompts with holes, conditions and loops, two looks, and something that leaves the house.
  static var sevenSteps: String {
    func prompt(_ hole: String) -> String {
      """
      당신은 작은 가게의 일을 돕는 사람입니다. 아래 <notes> 안의 글을 읽고 정리해 주세요. 확인되지 않은 값과 날짜는 지어내지 않습니다.

      <notes>
      {{ \(hole) }}
      </notes>

      {% if guests %}
      함께 오는 분들:
      {% for guest in guests %}
      - {{ guest.name }}: {{ guest.count }}명{% if guest.wish %}, {{ guest.wish }}{% endif %}

      {% endfor %}
      {% endif %}
      {% match tone %}
      {% case polite %}
      "-습니다"로 끝맺습니다. 손님을 부를 때는 이름 뒤에 "님"을 붙입니다.
      {% case friendly %}
      "-해요"로 끝맺습니다. 단골에게 말하듯 쓰되 반말은 하지 않습니다.
      {% endmatch %}

      지킬 것:
      - 한 문장에 한 가지만 담습니다.
      - 금액과 날짜는 받은 그대로 옮깁니다.
      - 모르는 것은 모른다고 쓰고, 누구에게 물어보면 되는지 적습니다.

      """
    }
    func step(_ name: String, _ title: String, _ hole: String) -> String {
      "@step \(name): \(title)\nby: ai(text)\ngives: text(..1500)\nminutes: 20 -> 3\n\n@user\n\(prompt(hole))\n@check\n- [ ] 숫자와 날짜가 받은 글과 같습니다.\n\n"
    }
    func look(_ name: String, _ title: String, _ of: String) -> String {
      "@step \(name): \(title)\nby: human(owner)\nedits: \(of)\nredo: \(of), up to 2\nminutes: 5 -> 4\n\n@do\n- [ ] 금액과 날짜가 맞는지 봅니다.\n- [ ] 약속할 수 없는 말이 있으면 고칩니다.\n\n"
    }
    return """
      ---
      routine: seven
      title: 단체 예약 안내하기
      summary: 예약 전화를 받은 뒤 안내 글을 보내기까지의 일입니다.
      owner: owner
      ---
      전화로 받은 예약을 빠짐없이 정리하고, 손님에게 보낼 글을 씁니다.

      @input notes: text(..4000)
      통화하며 적은 것을 그대로 붙여 넣으세요.

      @input guests: (list(1..20) of { name: line "이름", count: int(1..99) "인원", wish: line? "바라는 것" })?
      함께 오는 분들이 정해져 있으면 적으세요.

      @input tone: polite "정중하게" | friendly "친근하게" = polite
      안내 글의 말투입니다.


      """ + step("sort", "통화 내용 정리하기", "notes") + step("plan", "자리와 차림 짜기", "sort")
        + look("settle", "점장이 차림 확인하기", "plan") + step("draft", "안내 글 쓰기", "settle")
        + step("short", "문자로 줄이기", "draft") + look("approve", "점장이 글 확인하기", "short")
        + "@step send: 문자 보내기\nby: human(owner)\nsends: this\n\n@text\n{{ approve }}\n\n@do\n- [ ] 손님 번호로 보냅니다.\n"
  }
}
