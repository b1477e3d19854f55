#!/usr/bin/env python3
"""Uses one manual with a theme and without, in Chromium: what a person copies is the same.

usage: check_themes.py THEMED PLAIN

The script and every prompt as it stands in the page are compared byte for byte; so is each finished prompt once all text fields
have been filled in. The theme's own words and its style sheet have to be there, and the page's policy lets them through.
"""

import pathlib
import sys

from playwright.sync_api import sync_playwright

import check_manuals

PARTS = """() => ({
  script: document.querySelector('script').textContent,
  prompts: [...document.querySelectorAll('.prompt')].map(each => each.textContent),
  ids: [...document.querySelectorAll('main [id]')].map(each => each.id),
})"""


def used(browser, path):
    """What stands in the page, and what its tool makes of the same words in every field."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, offline=True)
    page = context.new_page()
    problems = []
    page.on("console", lambda message: problems.append(message.text))
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto(path.as_uri())
    found = page.evaluate(PARTS)
    for field in page.locator(".work textarea:visible, .work input[type=text]:visible").all():
        field.fill('가 <b> & "x" `y`\u0020')
    for choice in page.locator(".work .choices").all():
        if choice.locator("input").first.is_visible():
            choice.locator("input").first.check()
    found["finished"] = [each.text_content() for each in page.locator(".finished").all()]
    found["border"] = page.evaluate(
        "() => { const head = document.querySelector('.letterhead'); return head && getComputedStyle(head).borderBottomStyle; }")
    context.close()
    return found, problems


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    themed, plain = (pathlib.Path(each).resolve() for each in sys.argv[1:])
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=check_manuals.os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=check_manuals.ARGUMENTS)
        (one, problems), (other, more) = used(browser, themed), used(browser, plain)
        browser.close()
    problems += more
    for part in ("script", "prompts", "finished", "ids"):
        if one[part] != other[part]:
            problems.append(f"{part} differ")
    if not one["prompts"] or not any("가 &lt;b&gt; &amp;" in each for each in one["finished"]):
        problems.append(f"no prompt was finished: {one['finished']}")
    if one["border"] != "double" or other["border"] is not None:
        problems.append(f"the style sheet of the theme: {one['border']}, {other['border']}")
    for problem in problems:
        print(problem)
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
