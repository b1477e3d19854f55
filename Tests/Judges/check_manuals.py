#!/usr/bin/env python3
"""Opens every manual of a folder in a browser and judges it as a reader would.

usage: check_manuals.py DIR        (needs playwright, and Chromium at /usr/bin/chromium or $CHROMIUM)

For each *.html, light and dark, at the widths of a phone, a tablet and a desk: nothing is fetched, nothing is written
to the console, nothing scrolls sideways, text has a contrast of at least 4.5 to 1, what can be touched is at least
44 px high, there is one h1, headings skip no level, ids are unique, and all of it is there with JavaScript off.
Prints what is wrong and exits 1.
"""

import os
import pathlib
import sys

from playwright.sync_api import sync_playwright

WIDTHS = (360, 768, 1280)
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]

OVERFLOW = """() => {
  const width = document.documentElement.clientWidth, found = [];
  if (document.documentElement.scrollWidth > width) found.push('page: ' + document.documentElement.scrollWidth);
  for (const each of document.querySelectorAll('main *, header *, nav *, footer *')) {
    const box = each.getBoundingClientRect();
    if (box.width && box.right > width + 1) found.push(each.tagName + '.' + each.className + ': ' + each.textContent.slice(0, 40));
    // A large screen has room for a wide picture beside the column of text.
    if (each.querySelector('.on-wide')) continue;
    // On a wide screen the fields and the finished prompt stand beside each other, wider than the text around them.
    if (each.querySelector('.desk.two')) continue;
    if (each.scrollWidth > each.clientWidth + 1 && getComputedStyle(each).display === 'block' && each.clientWidth)
      found.push('inside ' + each.tagName + '.' + each.className + ': ' + each.textContent.slice(0, 40));
  }
  return found;
}"""

CONTRAST = """() => {
  const parse = text => (text.match(/[\\d.]+/g) || []).map(Number);
  const linear = part => { const v = part / 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; };
  const luminance = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  const ground = element => {
    for (let each = element; each; each = each.parentElement) {
      const colour = parse(getComputedStyle(each).backgroundColor);
      if (colour.length === 3 || (colour.length === 4 && colour[3] === 1)) return colour;
      if (colour.length === 4 && colour[3] !== 0) throw new Error('half-transparent ground');
    }
    return parse(getComputedStyle(document.documentElement).backgroundColor).slice(0, 3);
  };
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode.textContent.trim();
    if (!text) continue;
    const element = walker.currentNode.parentElement, style = getComputedStyle(element);
    const a = luminance(parse(style.color)), b = luminance(ground(element));
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (contrast < 4.5) found.push(contrast.toFixed(2) + ' ' + element.className + ': ' + text.slice(0, 40));
    if (style.opacity !== '1') found.push('opacity ' + element.className);
  }
  return found;
}"""

STRUCTURE = """() => {
  const found = [];
  if (!document.documentElement.lang) found.push('no lang');
  if (document.querySelectorAll('h1').length !== 1) found.push('h1: ' + document.querySelectorAll('h1').length);
  if (document.querySelectorAll('main').length !== 1) found.push('main');
  if (!document.title.trim()) found.push('no title');
  let level = 0;
  for (const heading of document.querySelectorAll('h1,h2,h3,h4,h5,h6')) {
    const next = Number(heading.tagName[1]);
    if (next > level + 1) found.push('heading skips a level: ' + heading.textContent);
    if (!heading.textContent.trim()) found.push('empty heading');
    level = next;
  }
  const ids = [...document.querySelectorAll('[id]')].map(each => each.id);
  if (new Set(ids).size !== ids.length) found.push('id twice');
  for (const link of document.querySelectorAll('a[href^="#"]'))
    if (!document.getElementById(decodeURIComponent(link.getAttribute('href').slice(1)))) found.push('dead link ' + link.href);
  for (const cell of document.querySelectorAll('th')) if (!cell.scope) found.push('th without scope: ' + cell.textContent);
  for (const box of document.querySelectorAll('input, textarea, select'))
    if (!box.labels.length || !box.labels[0].textContent.trim()) found.push('a field without a label');
  for (const box of document.querySelectorAll('fieldset')) if (!box.querySelector('legend')?.textContent.trim()) found.push('fieldset without a name');
  for (const box of document.querySelectorAll('button')) if (!box.textContent.trim()) found.push('button without a name');
  for (const box of document.querySelectorAll('[aria-describedby]'))
    for (const id of box.getAttribute('aria-describedby').split(' ')) if (!document.getElementById(id)) found.push('described by nothing');
  if (document.querySelectorAll('script').length !== 1 || document.querySelector('script[src]')) found.push('not one script of its own');
  if (document.querySelector('link, img:not([src^="data:image/"]), iframe, object, form')) found.push('an element that acts');
  return found;
}"""

TOUCH = """() => [...document.querySelectorAll(
    'nav a, .flow a, .tasks label, .work button, .desk-bar button, .choices > label, .switch, .work summary, .work input[type=text]')]
  .filter(each => { const box = each.getBoundingClientRect(); return box.height && box.height < 43.5; })
  .map(each => each.getBoundingClientRect().height + ': ' + each.textContent.slice(0, 40))"""


def judge(browser, path):
    problems = []
    for scheme in ("light", "dark"):
        for width in WIDTHS:
            where = f"{path.name} {scheme} {width}"
            context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, offline=True)
            page = context.new_page()
            page.on("console", lambda message: problems.append(f"{where}: console: {message.text}"))
            page.on("pageerror", lambda error: problems.append(f"{where}: error: {error}"))
            page.on("request", lambda request: request.url == path.as_uri()
                    or problems.append(f"{where}: fetched {request.url}"))
            page.goto(path.as_uri())
            for name, script in (("overflow", OVERFLOW), ("contrast", CONTRAST), ("structure", STRUCTURE), ("touch", TOUCH)):
                problems += [f"{where}: {name}: {found}" for found in page.evaluate(script)]
            context.close()
    problems += judge_without_script(browser, path)
    problems += judge_print(browser, path)
    return problems


def judge_without_script(browser, path):
    """Everything is said without JavaScript, each text before it is filled in, and nothing waits for it."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto(path.as_uri())
    problems = []
    if page.locator(".work:visible, .desk-bar:visible").count():
        problems.append(f"{path.name}: a field without JavaScript")
    hidden = page.locator(".prompt").count() - page.locator(".prompt:visible").count()
    if hidden:
        problems.append(f"{path.name}: {hidden} prompts are hidden without JavaScript")
    context.close()
    return problems


def judge_print(browser, path):
    """In print the page is light whatever the screen is, and holds no address."""
    context = browser.new_context(viewport={"width": 794, "height": 1123}, color_scheme="dark", offline=True)
    page = context.new_page()
    page.goto(path.as_uri())
    page.emulate_media(media="print", color_scheme="dark")
    problems = [f"{path.name} print: contrast: {found}" for found in page.evaluate(CONTRAST)]
    problems += [f"{path.name} print: overflow: {found}" for found in page.evaluate(OVERFLOW)]
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    if ground != "rgb(255, 255, 255)":
        problems.append(f"{path.name} print: ground {ground}")
    context.close()
    return problems


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    manuals = sorted(pathlib.Path(sys.argv[1]).resolve().rglob("*.html"))
    if not manuals:
        sys.exit(f"no manuals in {sys.argv[1]}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=ARGUMENTS)
        problems = [problem for path in manuals for problem in judge(browser, path)]
        browser.close()
    for problem in problems:
        print(problem)
    print(f"{len(manuals)} manuals, {len(problems)} problems")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
