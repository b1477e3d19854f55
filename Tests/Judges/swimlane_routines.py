"""Writes projects with routines made at random, for the judge of swimlanes: up to twelve steps with people, AIs, tools and
called routines, steps that are left out or repeated, looks with a way back over other steps."""

import random

MANIFEST = """project: swimlanes
version: 1.0.0
locales: [{locale}]
people: {{ owner: 점장, staff: 직원, guest: 시간제 직원 }}
"""

TOOLS = """tools:
  chatgpt: { name: ChatGPT, category: text, does: [text], clears: [personal], plan: Team, cost: 30 USD, asof: 2026-11-01 }
  claude: { name: Claude, category: text, does: [text], clears: [personal], plan: Team, cost: 30 USD, asof: 2026-11-01 }
  notion: { name: Notion, category: manage, does: [stores], clears: [personal], cost: 10 USD, asof: 2026-10-01 }
  gmail: { name: Gmail, category: mail, does: [sends], clears: [personal] }
  sheets: { name: "구글 스프레드시트 (가게 장부)", category: manage, does: [stores], clears: [personal], cost: 0 KRW, asof: 2026-11-01 }
"""

HELPER = """---
routine: helper
title: {title}
owner: owner
---
@input body: text
무엇을 할까요?

@step make: 만들기
by: ai(claude)

@user
다듬으세요.
<text>{{{{ body }}}}</text>

@step look: 보기
by: human(owner)
edits: make
"""

TITLES = {
    "ko": ["이번 달 사정 적기", "글감 내기", "고르고 고치기", "초안 쓰기", "먼저 보기", "영어로 옮기기", "마지막으로 확인하기",
           "손님에게 보내고 알리기", "메일로 알리기", "노션 달력에 남기기", "사진 찍기", "한 달 뒤에 돌아보기", "숫자 맞추어 보기",
           "인스타그램과 블로그에 올릴 글을 한꺼번에 정리하기", "끝", "AI로 초안 3개 받기"],
    "en": ["Collect what happened", "Find ideas", "Pick and edit", "Write a draft", "First look", "Translate it",
           "Final check", "Send and announce", "Announcement by e-mail", "Store it in the calendar", "Take pictures",
           "Look back", "Reconcile the numbers", "Internationalization", "Go", "Prepare everything that the shop needs"],
}


class Step:
    def __init__(self, name):
        self.name = name
        self.lines, self.body = [], ""
        self.gives = self.listed = self.optional = self.approved = False
        self.isAI = False


def routine(seed, locale="ko"):
    """The text of a routine, and how many steps it has."""
    dice = random.Random(seed)
    count = dice.randint(2, 12)
    words = dice.sample(TITLES[locale], count)
    steps, unused = [], []
    for index in range(count):
        steps.append(_step(dice, index, count, words[index], steps, unused))
    text = f"---\nroutine: routine-{seed}\ntitle: {words[0]} {seed}\nowner: owner\n---\n"
    text += "@input topic: text\n무엇에 대한 글인가요?\n\n@input urgent: bool\n급한가요?\n\n"
    text += "@input items: list(1..9) of line\n항목을 적으세요.\n\n"
    return text + "\n".join(f"{head}\n" + "\n".join(step.lines) + f"\n{step.body}" for step, head in
                            ((step, f"@step {step.name}: {words[place]}") for place, step in enumerate(steps)))


def _printed(step):
    value = f"{{{{ {step.name} | bullets }}}}" if step.listed else f"{{{{ {step.name} }}}}"
    value = f"<{step.name}>\n{value}\n</{step.name}>"
    return f"{{% if {step.name} %}}\n{value}\n{{% endif %}}" if step.optional else value


def _step(dice, index, count, title, steps, unused):
    step = Step(f"s{index + 1}")
    results = [other for other in steps if other.gives]
    isLast = index == count - 1
    reads = list(unused) if isLast else []
    if results and not isLast:
        reads += dice.sample(results, min(len(results), dice.choice([0, 1, 1, 1, 2])))
        if unused and dice.random() < 0.7:
            reads.append(unused[-1])
    reads = list(dict.fromkeys(reads))
    kind = dice.choice(["ai", "ai", "human", "look", "look", "tool", "tool", "routine"])
    looked = [other for other in results if not other.optional and not other.approved]
    texts = [other for other in results if not other.optional and not other.listed]
    if kind == "look" and not looked or isLast and kind in ("ai", "routine", "tool"):
        kind = "human"
    if kind == "routine" and not texts:
        kind = "ai"
    when = kind != "look" and not isLast and dice.random() < 0.25
    if kind == "look":
        chosen = dice.sample(looked, min(len(looked), dice.choice([1, 1, 2])))
        step.lines = [f"by: human({dice.choice(['owner', 'staff'])})", "reviews: " + ", ".join(o.name for o in chosen)]
        if dice.random() < 0.7:
            first = min(steps.index(other) for other in chosen)
            again = dice.choice([other for other in looked if steps.index(other) <= first])
            step.lines.append(f"redo: {again.name}, up to {dice.randint(1, 3)}")
        for other in chosen:
            other.approved = True
        reads = [other for other in reads if other not in chosen]
        for other in chosen:
            if other in unused:
                unused.remove(other)
        step.body = "\n@do\n- [ ] 봅니다.\n"
    elif kind == "ai":
        step.lines = [f"by: ai({dice.choice(['chatgpt', 'chatgpt', 'claude'])})"]
        step.gives = step.isAI = True
        step.body = "\n@user\n{{ topic }}에 대해 쓰세요.\n"
        if dice.random() < 0.25:
            step.lines.append("each: item in items")
            step.listed = True
            step.body += "{{ item }}\n"
    elif kind == "routine":
        given = dice.choice(texts)
        step.lines = ["by: routine(helper)", f"with: body: {given.name}"]
        step.gives = True
        if given in unused:
            unused.remove(given)
        reads = []
    elif kind == "tool":
        tool, effect = dice.choice([("notion", "stores"), ("gmail", "sends"), ("sheets", "stores")])
        step.lines = [f"by: tool({tool})", f"{effect}: this"]
        reads = [other for other in reads if other.approved or not other.isAI]
        step.body = "\n@text\n그대로 적습니다.\n"
    else:
        step.lines = [f"by: human({dice.choice(['owner', 'staff', 'guest'])})"]
        if dice.random() < 0.5 and not isLast:
            step.lines.append("gives: text")
            step.gives = True
        step.body = "\n@do\n- [ ] 합니다.\n"
    if when:
        condition = dice.choice(["urgent", "not urgent"])
        step.lines.append(f"when: {condition}")
        step.optional = step.gives
    if kind != "routine":
        step.body += "".join(_printed(other) + "\n" for other in reads)
        for other in reads:
            if other in unused:
                unused.remove(other)
    if step.gives and (step.isAI or kind == "routine"):
        unused.append(step)
    return step


def write(folder, seeds, locale="ko"):
    """A project with one routine for each seed."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "dari.yaml").write_text(MANIFEST.format(locale=locale))
    (folder / "tools.yaml").write_text(TOOLS)
    title = {"ko": "다듬어서 확인받기", "en": "Polish and have it checked"}[locale]
    (folder / "helper.dari").write_text(HELPER.format(title=title))
    for seed in seeds:
        (folder / f"routine-{seed}.dari").write_text(routine(seed, locale))
