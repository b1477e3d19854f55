#!/usr/bin/env python3
"""Uses manuals as a person does, in Chromium: fills in fields, copies, pastes answers, says yes or no.

usage: judge-manual-use.py [--dari PATH]

What stands in the page as the finished prompt, and on the clipboard, is what `dari render` gives for the same data. Wrong answers are
told with the fields' words, a table of cells becomes rows, what is kept comes back after the page was closed, and a fresh start
forgets it; nothing is asked of any network, a keyboard is enough, and paper shows the blank text where nothing is filled in.
"""

import argparse
import json
import os
import pathlib
import shutil
import sys
import tempfile
from importlib import import_module

from playwright.sync_api import sync_playwright

import manual_page

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCRIPT = import_module("judge-script")
DATA = ROOT / "Templates/marketing/data"


def fill(field, type, value):
    """Fills in one field of the page with data, by what a person sees."""
    if value is None:
        return
    kind = type["kind"]
    if field.evaluate("node => node.tagName") == "DETAILS" and field.get_attribute("open") is None:
        field.locator("> summary").click()
    if kind == "record":
        fields = field.locator("> .field")
        for index, part in enumerate(type["fields"]):
            fill(fields.nth(index), part["type"], value.get(part["name"]))
    elif kind == "list" and type["of"]["kind"] == "enum":
        for word in value:
            field.locator(f'input[value="{word}"]').check()
    elif kind == "list":
        for index, item in enumerate(value):
            if index > 0:
                field.locator("> .row > button").click()
            fill(field.locator("> .items > .item > .field").nth(index), type["of"], item)
    elif kind in ("enum", "bool"):
        word = {True: "yes", False: "no"}.get(value, value)
        if field.locator("> select").count():
            field.locator("> select").select_option(word)
        else:
            field.locator(f'input[value="{word}"]').check()
    else:
        text = str(value).split(" ")[0] if kind == "money" else str(value)
        field.locator("> textarea, > input, > .amount > input").first.fill(text)


class Use:
    def __init__(self, judge, project, routine, out):
        self.judge, self.routine, self.problems = judge, routine, judge.problems
        done = judge.run("build", str(project), "--out", str(out), "--target", "manual")
        if done.returncode != 0:
            raise RuntimeError(done.stderr)
        self.path = out / "manual" / f"{routine}.html"
        self.context = judge.browser.new_context(
            viewport={"width": 1280, "height": 900}, reduced_motion="reduce", permissions=["clipboard-read", "clipboard-write"])
        self.context.on("request", lambda request: request.url.startswith("file:") or self.problems.append(f"fetched {request.url}"))
        self.open()

    def open(self):
        self.page = self.context.new_page()
        self.page.on("pageerror", lambda error: self.problems.append(f"{self.routine}: {error}"))
        self.page.on("console", lambda message: self.problems.append(f"{self.routine}: console: {message.text}"))
        self.page.goto(self.path.resolve().as_uri())
        self.types = self.page.evaluate(manual_page.TYPES)
        self.fills = self.page.evaluate("() => routine.steps.map((each) => each.fills.map((index) => routine.inputs[index].name))")
        self.steps = self.page.evaluate("() => routine.steps.map((each) => each.name)")

    def expect(self, holds, what):
        self.judge.compared += 1
        if not holds:
            self.problems.append(f"{self.routine}: {what}")

    def inputs(self, data):
        for index, names in enumerate(self.fills):
            for place, name in enumerate(names):
                fill(self.page.locator(f"#fill-{index + 1} .form > .field").nth(place), self.types["inputs"][name], data.get(name))

    def answer(self, step, value):
        """Pastes what an AI said, or fills in what a person found out."""
        outcome = self.page.locator(f"#outcome-{self.steps.index(step) + 1} .outcome").first
        text = value if isinstance(value, str) else f"여기 있습니다.\n```json\n{json.dumps(value, ensure_ascii=False)}\n```"
        outcome.locator("textarea").first.fill(text)

    def accept(self, step, answer="yes"):
        self.page.locator(f'#outcome-{self.steps.index(step) + 1} .decision input[value="{answer}"]').check()

    def shown(self, step):
        return self.page.locator(f"#fill-{self.steps.index(step) + 1} .finished").all_text_contents()

    def compare(self, expected):
        for (step, number), texts in expected.items():
            if step in self.steps and number == 0:
                found = self.shown(step)
                self.expect(found[:len(texts)] == texts, f"{step}: render {texts!r}\n  page {found!r}")


def shipped(judge, out):
    for name in ("email-reply-rich.yaml", "post-polish-rich.yaml", "email-reply-refund.yaml"):
        routine = name.rsplit("-", 1)[0]
        use = Use(judge, ROOT / "Templates", routine, out / "shipped")
        given, arguments = {}, []
        for path in sorted(DATA.glob(f"given/{name.split('.')[0]}.*")):
            step = path.name.split(".")[1]
            given[step] = SCRIPT.read(path, {})
            arguments += ["--given", f"{step}={path}"]
        use.inputs(SCRIPT.read(DATA / name, use.types["inputs"]))
        for step in use.steps:
            if step in given:
                use.answer(step, given[step]) if use.page.evaluate(
                    "(name) => routine.steps.find((each) => each.name === name).edits === null", step) else None
        expected = judge.rendered(routine, "--project", "Templates", "--data", str(DATA / name), *arguments)
        prompts = {key: texts for key, texts in expected.items() if use.page.evaluate(
            "(name) => routine.steps.find((each) => each.name === name)?.by === 'ai'", key[0])}
        use.compare(prompts)
        use.expect(prompts, "no prompt was compared")
        use.page.close()


def copying(judge, out):
    use = Use(judge, ROOT / "Templates", "email-reply", out / "shipped")
    use.page.locator("#fill-1 textarea").first.fill("원두가 <아직> 안 왔어요.")
    texts = use.shown("classify")
    for index in range(len(texts)):
        use.page.locator("#fill-1 .part").nth(index).locator("button").click()
        use.expect(use.page.evaluate("() => navigator.clipboard.readText()") == texts[index], f"the clipboard has not text {index}")
    use.page.locator("#fill-1 .main-button").click()
    whole = use.page.evaluate("() => navigator.clipboard.readText()")
    use.expect(all(text in whole for text in texts) and '"$schema"' in whole, "copying everything lacks a part")

    # An answer that does not fit is told in the fields' words, and the step after waits.
    use.answer("classify", {"kind": "refundd", "urgent": True, "mood": "upset", "questions": ["언제 오나요?"]})
    told = use.page.locator("#outcome-1 .problem").all_text_contents()
    use.expect(any("유형" in text and "refund" in text for text in told), f"the wrong word is not told: {told}")
    use.expect(use.page.locator("#fill-2 .status.done").count() == 0, "a wrong answer counts")
    use.answer("classify", "환불 문의 같습니다.")
    use.expect(use.page.locator("#outcome-1 .problem").first.text_content() != "", "an answer that is no JSON is not told")
    use.answer("classify", {"kind": "refund", "urgent": True, "mood": "upset", "questions": ["언제 오나요?"]})
    use.expect(use.page.locator('#outcome-1 input[value="refund"]').is_checked(), "the answer is not in its fields")

    # Cells of a spreadsheet become rows.
    order = use.page.locator("#fill-2 .form > .field").first
    order.locator("> summary").click()
    items = order.locator("> .field").nth(1)
    items.locator("input").first.evaluate("""(node) => {
      const data = new DataTransfer();
      data.setData('text/plain', '상품 이름\\t수량\\n겨울밤 블렌드\\t2\\n"드립백\t세트"\\t1\\n');
      node.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    }""")
    values = items.locator(".item input").evaluate_all("(nodes) => nodes.map((node) => node.value)")
    use.expect(values == ["겨울밤 블렌드", "2", "드립백\t세트", "1"] or values == ["겨울밤 블렌드", "2", "드립백 세트", "1"],
               f"cells became {values}")

    # What leaves the house waits for the look.
    use.answer("draft", {"title": "답장", "body": "안녕하세요.", "unsure": []})
    use.expect(use.shown("send") == [], "a text that nobody looked at can be copied")
    use.accept("approve")
    use.expect(len(use.shown("send")) == 1, "the text does not appear after the look")
    use.page.close()


def keeping(judge, out):
    use = Use(judge, ROOT / "Templates", "email-reply", out / "shipped")
    use.page.locator("#fill-1 textarea").first.fill("남을까요?")
    use.page.reload()
    use.expect(use.page.locator("#fill-1 textarea").first.input_value() == "", "something was kept that nobody asked for")
    use.page.locator("#save").check()
    use.page.locator("#fill-1 textarea").first.fill("남을까요?")
    use.answer("classify", {"kind": "refund", "urgent": True, "mood": "upset", "questions": ["언제 오나요?"]})
    use.accept("approve")
    before = use.shown("draft")
    use.page.close()
    use.open()
    use.expect(use.page.locator("#fill-1 textarea").first.input_value() == "남을까요?", "what was kept is not there")
    use.expect(use.shown("draft") == before, "the prompt is another after coming back")
    use.expect(use.page.locator('#outcome-3 .decision input[value="yes"]').is_checked(), "the decision is not there")
    use.page.on("dialog", lambda dialog: dialog.accept())
    use.page.locator("#desk button").click()
    use.expect(use.page.locator("#fill-1 textarea").first.input_value() == "", "starting again leaves something")
    use.page.locator("#save").uncheck()
    use.expect(use.page.evaluate("() => localStorage.length") == 0, "something stays in the store")
    use.page.close()


def refusing(judge, out):
    project = out / "redo-project"
    shutil.copytree(ROOT / "Fixtures/Render/redo", project)
    (project / "dari.yaml").write_text(SCRIPT.MANIFEST, encoding="utf-8")
    use = Use(judge, project, "letter", out / "redo")
    data = project / "data-check.yaml"
    use.inputs(SCRIPT.read(data, use.types["inputs"]))
    plan = SCRIPT.read(project / "given.plan.json", {})
    use.answer("plan", plan)
    use.accept("check", "no")
    use.page.locator(f"#outcome-{use.steps.index('check') + 1} .refused textarea").fill("더 짧게요.")
    expected = judge.rendered(
        "letter", "--project", str(project), "--data", str(data), "--given", f"plan={project / 'given.plan.json'}",
        "--remarks", "check=더 짧게요.")
    use.expect(expected["plan", 0][-1] in use.shown("plan"), f"the follow-up is not shown: {use.shown('plan')}")
    use.answer("plan", {**plan, "greeting": "반갑습니다"})
    use.expect(use.page.locator(f'#outcome-{use.steps.index("check") + 1} .decision input:checked').count() == 0,
               "a no about the old answer stands after a new one")
    use.page.close()


def looking(judge, out):
    """What a person approves is what the step before gave last, and a yes holds for what it was said about."""
    use = Use(judge, ROOT / "Templates", "email-reply", out / "shipped")
    look = use.page.locator(f"#outcome-{use.steps.index('approve') + 1}")
    kinds = {"kind": "refund", "urgent": True, "mood": "upset", "questions": ["언제 오나요?"]}

    def draft(title):
        use.answer("draft", {"title": title, "body": f"{title} 본문", "unsure": ["가격", "날짜"]})

    def seen():
        return look.locator("input[type=text], textarea").evaluate_all("(nodes) => nodes.map((node) => node.value)")

    mail = use.page.locator("#fill-1 textarea").first
    mail.fill("원두가 안 왔어요.")
    use.answer("classify", kinds)
    draft("첫 제목")
    use.expect("첫 제목" in seen() and "첫 제목 본문" in seen() and "날짜" in seen(), f"the checkpoint shows {seen()}")
    use.accept("approve", "no")
    look.locator(".refused textarea").fill("더 짧게")
    draft("새 제목")
    use.expect("새 제목" in seen() and "첫 제목" not in seen(), f"after a no the checkpoint shows {seen()}")
    use.accept("approve")
    use.expect(["새 제목" in text for text in use.shown("send")] == [True], f"what is sent: {use.shown('send')}")
    # What the person has changed stays, until there is another text to look at.
    look.locator("input[type=text]").first.fill("고친 제목")
    use.expect(["고친 제목" in text for text in use.shown("send")] == [True], f"a change is not sent: {use.shown('send')}")
    draft("셋째 제목")
    use.expect(use.shown("send") == [] and "고친 제목" not in seen(), f"a yes about another text: {use.shown('send')} {seen()}")
    use.accept("approve")
    mail.fill("다른 손님의 메일입니다.")
    use.expect(use.shown("send") == [], f"a yes about another customer's mail: {use.shown('send')}")
    use.expect(look.locator(".decision > .problem").text_content() != "", "nobody says why the yes is gone")
    use.answer("classify", "죄송합니다. 다시 시도해 주세요.")
    use.expect(use.page.locator("#fill-2 .status.done").count() == 0, "an answer that can't be read leaves the one before")
    use.page.close()

    # A look that only edits is one, too.
    use = Use(judge, ROOT / "Templates", "post-polish", out / "shipped")
    use.inputs(SCRIPT.read(DATA / "post-polish-rich.yaml", use.types["inputs"]))
    use.answer(use.steps[0], SCRIPT.read(DATA / "given/post-polish-rich.polish.json", {}))
    use.expect(use.shown(use.steps[2]) == [], "a post that nobody looked at can be copied")
    use.accept(use.steps[1])
    use.expect(len(use.shown(use.steps[2])) == 1, "the post does not appear after the look")
    use.page.close()


def keyboard(judge, out):
    use = Use(judge, ROOT / "Templates", "post-polish", out / "shipped")
    for _ in range(120):
        use.page.keyboard.press("Tab")
        if use.page.evaluate("() => document.activeElement.matches('#fill-1 textarea')"):
            break
    use.page.keyboard.type("내일은 쉬어요")
    use.expect(use.page.locator("#fill-1 textarea").first.input_value() == "내일은 쉬어요", "the first field is not reached by keys")
    use.page.close()


def printing(judge, out):
    """What is on a browser's paper: the blank texts where nothing is filled in, the finished ones where something is."""
    use = Use(judge, ROOT / "Templates", "email-reply", out / "shipped")
    use.page.emulate_media(media="print")

    def printed():
        use.page.evaluate("() => window.dispatchEvent(new Event('beforeprint'))")
        seen = [use.page.locator(each).first.is_visible() for each in ("#blank-1 .prompt", "#fill-1 .form", "#fill-1 .finished", "#outcome-1")]
        use.page.evaluate("() => window.dispatchEvent(new Event('afterprint'))")
        return seen

    found = printed()
    use.expect(found == [True, False, False, False], f"nothing filled in, on paper: {found}")
    use.page.locator("#fill-1 .form textarea").first.evaluate(
        "node => { node.value = '언제 오나요?'; node.dispatchEvent(new Event('input', { bubbles: true })); }")
    found = printed()
    use.expect(found == [False, True, True, False], f"filled in, on paper: {found}")
    use.page.emulate_media(media="screen")
    use.expect(not use.page.locator("#blank-1 .prompt").first.is_visible(), "the blank text stays open after printing")
    use.page.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--dari", default=os.environ.get("DARI", str(ROOT / ".build/debug/dari")))
    options = parser.parse_args()
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        judge = SCRIPT.Judge(str(pathlib.Path(options.dari).resolve()), manual_page.launch(playwright))
        for part in (shipped, copying, keeping, refusing, looking, keyboard, printing):
            part(judge, pathlib.Path(folder))
        judge.browser.close()
    for problem in judge.problems[:20]:
        print(problem)
    print(f"manual-use: {judge.compared} things seen, {len(judge.problems)} problems")
    sys.exit(1 if judge.problems or not judge.compared else 0)


if __name__ == "__main__":
    main()
