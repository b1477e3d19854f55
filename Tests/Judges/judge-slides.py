#!/usr/bin/env python3
"""Slides in a browser without a network: keys and clicks turn them, P prints, each fits on a screen of 1280 × 720 and on a page
of its own, nothing scrolls sideways on a phone, and all of it is there with JavaScript off."""

import os
import pathlib
import re
import subprocess
import sys
import tempfile

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from check_manuals import ARGUMENTS, CONTRAST  # noqa: E402

DARI = os.environ.get("DARI", ".build/debug/dari")
PROJECTS = [("Templates", "ko"), ("Templates", "en"), ("Fixtures/Manual/Steps", "ko"), ("Fixtures/Manual/Forms", "ko")]

CURRENT = "[...document.querySelectorAll('.slide')].findIndex(slide => Math.abs(slide.getBoundingClientRect().top) < 3)"

FIT = """() => [...document.querySelectorAll('.slide')].flatMap(slide => {
  const box = slide.getBoundingClientRect(), found = [];
  if (box.height > innerHeight + 1) found.push(slide.id + ' is ' + Math.round(box.height) + ' high');
  for (const each of slide.querySelectorAll('*')) {
    const inner = each.getBoundingClientRect();
    if (inner.width && (inner.right > box.right + 1 || inner.left < box.left - 1)) found.push(slide.id + ': ' + each.tagName + ' sticks out');
    if (inner.height && inner.bottom > box.bottom + 1) found.push(slide.id + ': ' + each.tagName + ' is cut');
  }
  return found;
})"""

SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"

STRUCTURE = """() => {
  const found = [], ids = [...document.querySelectorAll('[id]')].map(each => each.id);
  if (new Set(ids).size !== ids.length) found.push('id twice');
  for (const slide of document.querySelectorAll('.slide'))
    if (!document.getElementById(slide.getAttribute('aria-labelledby'))) found.push('no name: ' + slide.id);
  for (const link of document.querySelectorAll('a[href^="#"]'))
    if (!document.getElementById(link.getAttribute('href').slice(1))) found.push('dead link ' + link.href);
  if (document.querySelector('link, img:not([src^="data:image/"]), iframe, object, form, [style], [onclick]')) found.push('an element that acts');
  if (document.querySelectorAll('h1').length !== 1) found.push('h1');
  return found;
}"""


def settled(page):
    page.wait_for_function("() => new Promise(done => { let last = -1; const look = () => { "
                           "if (scrollY === last) done(true); else { last = scrollY; setTimeout(look, 60); } }; look(); })")


def judge_keys(page, count, where):
    problems = []

    def expect(index, what):
        settled(page)
        here = page.evaluate(CURRENT)
        if here != index:
            problems.append(f"{where}: {what}: slide {here + 1} instead of {index + 1}")

    page.evaluate("() => { window.printed = 0; window.print = () => { window.printed += 1 } }")
    for key, index in (("ArrowRight", 1), (" ", 2), ("ArrowLeft", 1), ("Enter", 2), ("PageUp", 1), ("End", count - 1),
                       ("ArrowRight", count - 1), ("Home", 0), ("ArrowLeft", 0)):
        page.keyboard.press(key)
        expect(min(index, count - 1), key)
    # Pressed twice before the first has been scrolled to.
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(min(2, count - 1), "two keys at once")
    page.keyboard.press("Home")
    expect(0, "Home")
    page.mouse.click(1200, 700)
    expect(1, "click")
    page.mouse.click(40, 700)
    expect(0, "click on the left")
    page.keyboard.press("p")
    page.keyboard.press("Control+ArrowRight")
    expect(0, "a key of the browser")
    if page.evaluate("window.printed") != 1:
        problems.append(f"{where}: P does not print")
    return problems


def judge(browser, path, folder):
    problems = []
    url = path.as_uri()
    texts = {}
    for scheme, width, height, script in (("light", 1280, 720, True), ("dark", 1920, 1080, True), ("light", 1024, 768, True),
                                          ("dark", 360, 740, False)):
        where = f"{path.name} {scheme} {width}"
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme, offline=True,
                                      java_script_enabled=script, reduced_motion="reduce")
        page = context.new_page()
        page.on("console", lambda message: problems.append(f"{where}: console: {message.text}"))
        page.on("pageerror", lambda error: problems.append(f"{where}: error: {error}"))
        page.on("request", lambda request: request.url == url or problems.append(f"{where}: fetched {request.url}"))
        page.goto(url)
        for name, check in (("contrast", CONTRAST), ("structure", STRUCTURE)):
            problems += [f"{where}: {name}: {found}" for found in page.evaluate(check)]
        if width > 720:
            problems += [f"{where}: fit: {found}" for found in page.evaluate(FIT)]
        if page.evaluate(SIDEWAYS) > 0:
            problems.append(f"{where}: scrolls sideways")
        texts[script] = page.locator("main").text_content()
        if (scheme, width) == ("light", 1280):
            problems += judge_keys(page, page.locator(".slide").count(), where)
        context.close()
    if texts[True] != texts[False]:
        problems.append(f"{path.name}: differs with JavaScript off")
    context = browser.new_context(color_scheme="dark", offline=True)
    page = context.new_page()
    page.goto(url)
    count = page.locator(".slide").count()
    pdf = pathlib.Path(folder, path.stem + ".pdf")
    page.pdf(path=str(pdf), prefer_css_page_size=True, print_background=True)
    info = subprocess.run(["pdfinfo", str(pdf)], capture_output=True, text=True, check=True).stdout
    pages = int(re.search(r"^Pages:\s+(\d+)", info, re.M).group(1))
    if pages != count:
        problems.append(f"{path.name}: {count} slides on {pages} pages")
    context.close()
    return problems


def main():
    problems, count = [], 0
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=ARGUMENTS)
        for project, language in PROJECTS:
            out = pathlib.Path(folder, f"{project.replace('/', '-')}-{language}")
            done = subprocess.run([DARI, "manual", "--project", project, "--locale", language, "--format", "slides",
                                   "--out", str(out)], capture_output=True, text=True)
            if done.returncode != 0:
                problems.append(f"{project}: {done.stderr}")
                continue
            for path in sorted(out.glob("*.slides.html")):
                count += 1
                problems += judge(browser, path.resolve(), folder)
        browser.close()
    for problem in problems:
        print(problem)
    print(f"{count} decks, {len(problems)} problems")
    sys.exit(1 if problems or not count else 0)


if __name__ == "__main__":
    main()
