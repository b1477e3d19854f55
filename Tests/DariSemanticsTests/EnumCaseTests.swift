// Where an enum is expected, a bare word is its case.

import Testing

@Suite struct EnumCaseTests {
  static let declarations = """
    @type Tone: polite "정중하게" | friendly | brief
    @type Item: { name: line, tone: Tone }
    @input tone: Tone
    @input wish: Tone?
    @input items: list of Item
    @input friendly_name: line
    @snippet say(t: Tone)
    {{ t | label }}
    """

  @Test(arguments: [
    ("{{ tone == polite }}", "true"), ("{{ polite == tone }}", "true"), ("{{ tone != brief }}", "true"),
    ("{{ tone is polite }}", "true"), ("{{ tone in [brief, polite] }}", "true"),
    ("{{ brief in [tone] }}", "false"),
    ("{{ wish | default(brief) }}", "brief"), ("{{ wish is brief }}", "false"),
    ("{{ (wish | default(tone)) == polite }}", "true"),
    ("{{ items | where(tone, polite) | length }}", "1"), ("{{ say(polite) }}", "정중하게"),
    ("{{ say(t=brief) }}", "brief"),
    ("{{ tone }} {{ tone | label }}", "polite 정중하게"), ("{{ tone ~ 1 }}", "polite1"),
    ("{{ say(polite if tone is polite else brief) }}", "정중하게"),
    ("{% match tone %}{% case polite, brief %}1{% case friendly %}2{% endmatch %}", "1"),
  ])
  func isACase(_ template: String, _ expected: String) {
    let data =
      #"{"tone":"polite","items":[{"name":"a","tone":"polite"},{"name":"b","tone":"brief"}],"friendly_name":"f"}"#
    #expect(rendered(Self.declarations, template: template, with: data) == expected)
  }

  @Test(arguments: [
    ("{{ tone == polit }}", "E0405 polit", "{{ tone == polite }}"),
    (#"{{ tone == "polite" }}"#, #"E0317 tone == "polite""#, "{{ tone == polite }}"),
    ("{{ say(frendly) }}", "E0405 frendly", "{{ say(friendly) }}"),
    (#"{{ say("brief") }}"#, #"E0301 "brief""#, "{{ say(brief) }}"),
    ("{{ tone is plite }}", "E0405 plite", "{{ tone is polite }}"),
    ("{% match tone %}{% case polite, brif, friendly %}1{% endmatch %}", "E0405 brif", nil),
    ("{{ polite }}", "E0201 polite", nil), ("{% set brief = 1 %}{{ tone == brief }}", "W0403 brief", nil),
  ])
  func isNone(_ template: String, _ problem: String, _ mended: String?) {
    let checked = check(routine(Self.declarations, template: template))
    #expect(checked.problems == [problem])
    if let mended { #expect(checked.mended == routine(Self.declarations, template: mended)) }
  }

  /// A word that has been dealt with on the way here can't happen any more.
  @Test func wordsThatAreGone() {
    let template = "{% if tone is polite %}1{% elif tone is polite %}2{% endif %}"
    #expect(check(routine(Self.declarations, template: template)).problems == ["E0403 polite"])
  }
}
