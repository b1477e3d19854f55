#!/usr/bin/env python3
"""Judges the swimlanes of all manuals below a folder.

usage: check_swimlanes.py DIR               (needs playwright, and Chromium at /usr/bin/chromium or $CHROMIUM)
       check_swimlanes.py --make DIR COUNT  writes projects with routines made at random

Of each picture: no box on another, no line through a box or over a name, lines of different steps never on or close to each
other, each edge from and to its step (`swimlane_geometry`); as few crossings as there can be, where that can be tried;
every line of text within its box, as wide as the browser draws it in the fonts of this machine and in a wide one; each step
there once, with the words of its title; contrast, light and dark. Of each page: one picture is seen at every width, it fits, and on A4 no text is below
7 pt. Prints what is wrong and exits 1.
"""

import html
import os
import pathlib
import re
import sys

from playwright.sync_api import sync_playwright

import swimlane_geometry
import swimlane_routines

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-sync"]
FONTS = ["Noto Sans CJK KR", "DejaVu Sans"]

# The text of each box against the box, in the picture's own units.
TEXT = """font => {
  const found = [];
  const style = document.createElement('style');
  style.textContent = `.lanes text{font-family:"${font}"!important}.lanes{display:block!important}`;
  document.documentElement.append(style);
  for (const svg of document.querySelectorAll('.lanes svg')) {
    const name = svg.getAttribute('aria-labelledby');
    for (const group of svg.querySelectorAll('g')) {
      const box = group.querySelector('rect').getBBox();
      let bottom = -1e9;
      for (const text of group.querySelectorAll('text')) {
        const own = text.getBBox();
        if (own.x < box.x + 1 || own.x + own.width > box.x + box.width - 1)
          found.push(`${name}: too wide in ${font}: ${text.textContent} ${own.width} of ${box.width}`);
        const size = parseFloat(getComputedStyle(text).fontSize);
        const y = Number(text.getAttribute('y'));
        if (y - size * .95 < box.y || y + size * .3 > box.y + box.height)
          found.push(`${name}: too high: ${text.textContent}`);
        if (y - size < bottom - 1) found.push(`${name}: lines on each other: ${text.textContent}`);
        bottom = y;
      }
    }
    const heads = [...svg.querySelectorAll('.head')].map(each => each.getBBox());
    for (const text of svg.querySelectorAll(':scope > text')) {
      const own = text.getBBox();
      if (!heads.some(head => own.x >= head.x && own.x + own.width <= head.x + head.width
          && own.y >= head.y && own.y + own.height <= head.y + head.height))
        found.push(`${name}: a lane's name leaves its place in ${font}: ${text.textContent}`);
    }
  }
  style.remove();
  return found;
}"""

# Each text of the picture against what it stands on.
CONTRAST = """() => {
  const parse = text => (text.match(/[\\d.]+/g) || []).map(Number);
  const linear = part => { const v = part / 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; };
  const luminance = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  const contrast = (a, b) => {
    const [x, y] = [luminance(parse(a)), luminance(parse(b))];
    return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
  };
  const found = [];
  for (const svg of document.querySelectorAll('.lanes svg')) {
    const ground = getComputedStyle(svg.querySelector('.lane')).fill, head = getComputedStyle(svg.querySelector('.head')).fill;
    for (const text of svg.querySelectorAll('text')) {
      const under = text.parentElement === svg ? head : getComputedStyle(text.parentElement.querySelector('rect')).fill;
      const value = contrast(getComputedStyle(text).fill, under);
      if (value < 4.5) found.push(`contrast ${value.toFixed(2)}: ${text.textContent}`);
    }
    // What is no text needs 3 to 1 (WCAG 2.2, 1.4.11).
    for (const line of svg.querySelectorAll('.way, .gate, .box')) {
      const value = contrast(getComputedStyle(line).stroke, ground);
      if (value < 3) found.push(`contrast of ${line.getAttribute('class')} ${value.toFixed(2)}`);
    }
  }
  return found;
}"""

SEEN = """() => {
  const shown = [...document.querySelectorAll('.lanes')].filter(each => each.getBoundingClientRect().height > 0);
  return shown.map(each => {
    const svg = each.querySelector('svg').getBoundingClientRect();
    const scale = svg.width / Number(each.querySelector('svg').getAttribute('width'));
    return { kind: each.className, left: svg.left, right: svg.right, height: svg.height, scale,
             width: document.documentElement.clientWidth };
  });
}"""


def steps_of(page):
    """Titles, as the list below the picture has them."""
    flow = re.search(r'<ol class="flow">(.*?)</ol>', page, re.S)
    return [html.unescape(title) for title in re.findall(r'<a class="title"[^>]*>(.*?)</a>', flow[1])] if flow else []


def judge_picture(name, picture, titles, tally):
    found = [f"{name} {picture.identity}: {problem}" for problem in swimlane_geometry.problems(picture)]
    for number, title in enumerate(titles, 1):
        words = "".join(text for step, kind, _, _, text in picture.texts if step == number and kind == "title")
        if re.sub(r"\s", "", words) != re.sub(r"\s", "", f"{number}. {title}"):
            found.append(f"{name} {picture.identity}: step {number} says {words}")
    if sorted(picture.boxes) != list(range(1, len(titles) + 1)):
        found.append(f"{name} {picture.identity}: not every step is there once")
    drawn, fewest = swimlane_geometry.crossings(picture), swimlane_geometry.fewest_crossings(picture)
    tally["pictures"] += 1
    tally["crossings"] += drawn
    if fewest is None:
        tally["untried"] += 1
    # The shortest way with one crossing can be better than a long way around without: up to six steps there is none.
    elif drawn > fewest + (1 if len(titles) > 6 else 0):
        found.append(f"{name} {picture.identity}: {drawn} crossings, and {fewest} would do")
    return found


def judge_page(browser, path):
    name, page_text = "/".join(path.parts[-3:]), path.read_text()
    found = []
    # The page's policy would keep the fonts out that its text is measured in.
    context = browser.new_context(viewport={"width": 1280, "height": 900}, offline=True, bypass_csp=True)
    page = context.new_page()
    page.goto(path.as_uri())
    for font in FONTS:
        found += [f"{name}: {problem}" for problem in page.evaluate(TEXT, font)]
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found += [f"{name} {scheme}: {problem}" for problem in page.evaluate(CONTRAST)]
    for width in (320, 360, 768, 1280, 1920):
        page.set_viewport_size({"width": width, "height": 900})
        seen = page.evaluate(SEEN)
        if len(seen) != 1:
            found.append(f"{name} {width}: {len(seen)} pictures are seen")
            continue
        only = seen[0]
        if only["left"] < 0 or only["right"] > only["width"] + 0.5:
            found.append(f"{name} {width}: the picture leaves the page")
        least = {320: 0.7, 360: 0.8}.get(width, 0.85)
        if only["scale"] < least:
            found.append(f"{name} {width}: drawn at {only['scale']:.2f}, which is hard to read")
    # A4 less its margins, in the pixels of print: 96 to an inch.
    page.set_viewport_size({"width": 665, "height": 900})
    page.emulate_media(media="print")
    for only in page.evaluate(SEEN):
        points = 12 * only["scale"] * 0.75
        if points < 7:
            found.append(f"{name} print: text of {points:.1f} pt")
        if only["height"] > 940:
            found.append(f"{name} print: higher than a page")
    context.close()
    return found


def main():
    if len(sys.argv) == 4 and sys.argv[1] == "--make":
        for locale in ("ko", "en"):
            swimlane_routines.write(pathlib.Path(sys.argv[2]) / locale, range(int(sys.argv[3])), locale)
        return
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    pages = sorted(pathlib.Path(sys.argv[1]).resolve().rglob("*.html"))
    problems, tally = [], {"pictures": 0, "crossings": 0, "untried": 0}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=ARGUMENTS)
        for path in pages:
            text = path.read_text()
            titles = steps_of(text)
            pictures = swimlane_geometry.pictures(text)
            if len(titles) > 1 and not pictures:
                problems.append(f"{path.name}: no picture")
            for picture in pictures:
                problems += judge_picture(path.name, picture, titles, tally)
            if pictures:
                problems += judge_page(browser, path)
        browser.close()
    for problem in problems:
        print(problem)
    print(f"{len(pages)} manuals, {tally['pictures']} pictures with {tally['crossings']} crossings "
          f"({tally['untried']} too large to try all), {len(problems)} problems")
    sys.exit(1 if problems or not pages else 0)


if __name__ == "__main__":
    main()
