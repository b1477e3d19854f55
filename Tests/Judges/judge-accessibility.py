#!/usr/bin/env python3
"""Manuals and decks of slides for people who hear them, enlarge them, or have no mouse.

axe-core (the rules for WCAG 2.0 to 2.2, A and AA, and its best practices) finds nothing on a light desk and on a dark phone,
filled in, and without JavaScript. At 200 and 400 percent, which is a window of 640 and 320 pixels, nothing
has to be scrolled sideways (WCAG 1.4.10). Tab goes through everything that can be used, in the order of the page, each with a
mark that shows where it is, and nothing holds it. What can be touched is at least 24 pixels wide and high (WCAG 2.5.8)."""

import os
import pathlib
import subprocess
import sys
import tempfile

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from check_manuals import ARGUMENTS  # noqa: E402

DARI = os.environ.get("DARI", ".build/debug/dari")
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
PROJECTS = ["Templates", "Fixtures/Manual/Steps"]

SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"

# Text goes into every field, so that finished prompts and limits are there too.
FILL = """() => {
  for (const field of document.querySelectorAll('.work input[type=text], .work textarea')) {
    field.value = field.placeholder || '3';
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.dispatchEvent(new Event('change', { bubbles: true }));
  }
  for (const fold of document.querySelectorAll('details')) fold.open = true;
}"""

USABLE = """() => [...document.querySelectorAll('a[href], button, input, textarea, select, summary, [tabindex="0"]')]
  .filter(each => each.checkVisibility({ checkVisibilityCSS: true }) && !each.disabled && each.tabIndex >= 0)"""

# A group of radio buttons is one stop.
STOPS = f"""() => {{
  const names = new Set(), stops = [];
  for (const each of ({USABLE})()) {{
    if (each.type === 'radio') {{
      if (names.has(each.name)) continue;
      names.add(each.name);
    }}
    stops.push(each);
  }}
  window.stops = stops;
  return stops.length;
}}"""

# Which stop has the focus, and whether a mark shows it.
FOCUS = """() => {
  const here = document.activeElement;
  const stop = window.stops.findIndex(each => each === here || (each.type === 'radio' && each.name === here.name && here.type === 'radio'));
  const style = getComputedStyle(here);
  const shown = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  const box = here.getBoundingClientRect();
  return { stop, shown, seen: box.bottom > 0 && box.top < innerHeight, what: here.outerHTML.slice(0, 80) };
}"""

SMALL = f"""() => ({USABLE})().filter(each => {{
    // A link within a sentence is as high as its line (2.5.8, Inline).
    if (each.tagName === 'A' && getComputedStyle(each).display === 'inline') return false;
    const label = each.labels?.length ? each.labels[0].getBoundingClientRect() : {{ width: 0, height: 0 }};
    const box = each.getBoundingClientRect();
    return box.width && Math.max(box.height, label.height) < 24 || Math.max(box.width, label.width) < 24;
  }}).map(each => each.outerHTML.slice(0, 80))"""


def judge_rules(page, where):
    found = Axe().run(page, options=RULES).response["violations"]
    return [
        f"{where}: {each['id']}: {each['help']}: {node['html'][:120]}"
        for each in found for node in each["nodes"][:3]
    ]


def judge_keyboard(page, where):
    problems = []
    count = page.evaluate(STOPS)
    page.evaluate("document.activeElement.blur()")
    expected = 0
    # A date has parts of its own, which Tab goes through.
    for _ in range(count * 4):
        if expected == count:
            break
        page.keyboard.press("Tab")
        found = page.evaluate(FOCUS)
        if found["stop"] == expected - 1 and 'type="date"' in found["what"]:
            continue
        if found["stop"] != expected:
            problems.append(f"{where}: Tab goes to {found['stop'] + 1} instead of {expected + 1} of {count}: {found['what']}")
            break
        if not found["shown"]:
            problems.append(f"{where}: nothing shows the focus: {found['what']}")
        if not found["seen"]:
            problems.append(f"{where}: the focus is out of sight: {found['what']}")
        expected += 1
    return problems


def judge(browser, path, is_deck):
    problems = []
    for scheme, width, script in (("light", 1280, True), ("dark", 360, True), ("light", 1280, False)):
        where = f"{path.parent.name}/{path.name} {scheme} {width}{'' if script else ' without JavaScript'}"
        context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, offline=True,
                                      java_script_enabled=True, reduced_motion="reduce")
        page = context.new_page()
        if not script:
            # axe-core needs JavaScript, so the page's own is taken out instead.
            without = path.with_suffix(".plain.html")
            text = path.read_text()
            start, end = text.index("<script>"), text.index("</script>") + len("</script>")
            without.write_text(text[:start] + text[end:])
            page.goto(without.as_uri())
        else:
            page.goto(path.as_uri())
        if script and not is_deck:
            page.evaluate(FILL)
            problems += [f"{where}: too small: {each}" for each in page.evaluate(SMALL)]
        problems += judge_rules(page, where)
        if (scheme, width, script) == ("light", 1280, True) and not is_deck:
            problems += judge_keyboard(page, where)
        for zoomed in (640, 320):
            page.set_viewport_size({"width": zoomed, "height": 400})
            if page.evaluate(SIDEWAYS) > 0:
                problems.append(f"{where}: scrolls sideways in a window of {zoomed}")
        context.close()
    return problems


def main():
    problems, count = [], 0
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=ARGUMENTS)
        for project in PROJECTS:
            out = pathlib.Path(folder, project.replace("/", "-"))
            done = subprocess.run([DARI, "build", project, "--target", "manual", "--target", "slides", "--out", str(out)],
                                  capture_output=True, text=True)
            if done.returncode != 0:
                sys.exit(f"{project}: {done.stderr}")
            for path in sorted(out.resolve().rglob("*.html")):
                count += 1
                problems += judge(browser, path, path.name.endswith(".slides.html"))
        browser.close()
    for problem in problems:
        print(problem)
    print(f"accessibility: {count} pages, {len(problems)} problems")
    sys.exit(1 if problems or not count else 0)


if __name__ == "__main__":
    main()
