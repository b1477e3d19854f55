#!/usr/bin/env python3
"""Manuals as Markdown: markdown-it-py and cmark-gfm each render them, and every section must say what the page says.

What an author wrote must not have become markup: the page and the rendering have the same links, the same number of
tables, fences and check boxes, and no raw HTML."""

import html as html_words
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.parse

import cmarkgfm
from cmarkgfm.cmark import Options
from markdown_it import MarkdownIt

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from manual_text import difference, sections  # noqa: E402

DARI = os.environ.get("DARI", ".build/debug/dari")
PROJECTS = ["Templates", "Fixtures/Manual/Steps", "Fixtures/Manual/Forms", "Fixtures/Bundle", "Fixtures/Labels/shop",
            "Fixtures/Media", "Fixtures/Check/ok/duties-hiring", "Fixtures/Check/ok/duties-label"]


def with_markdown_it(text):
    # Without HTML: raw HTML would show as words, and the texts would differ.
    return MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"]).render(text)


def with_cmark(text):
    return cmarkgfm.markdown_to_html_with_extensions(
        text, options=Options.CMARK_OPT_UNSAFE, extensions=["table", "strikethrough", "tasklist"])


def counted(html):
    """What stands in both: lines of code blocks are held against each other by the text."""
    body = html[html.find("<body"):] if "<body" in html else html
    body = re.sub(r"<nav.*?</nav>", "", body, flags=re.S)
    return {
        "tables": len(re.findall(r"<table", body)),
        "links": sorted(urllib.parse.unquote(html_words.unescape(link))
                        for link in re.findall(r'href="((?:https?|mailto|tel):[^"]*)"', body)),
    }


def words_of(section):
    # Boxes of tasks are written out by a reader that does not know them.
    heading, text = section
    return heading, text.replace("[]", "").replace("[x]", "")


def judge(name, page, markdown):
    problems = []
    # Pictures and what explains their signs are left out; the list below the picture says the same.
    theirs = [words_of(section) for section in sections(page, {"figure"})]
    for reader, render in (("markdown-it", with_markdown_it), ("cmark-gfm", with_cmark)):
        html = render(markdown)
        ours = [words_of(section) for section in sections(html)]
        where = f"{name} ({reader})"
        if [heading for heading, _ in ours] != [heading for heading, _ in theirs]:
            problems.append(f"{where}: sections {[h for h, _ in ours]} and {[h for h, _ in theirs]}")
            continue
        for index, ((heading, our), (_, their)) in enumerate(zip(ours, theirs)):
            # The title comes first in Markdown, and behind the client's name on the page.
            if index == 0:
                our, their = "".join(sorted(our)), "".join(sorted(their))
            if our != their:
                problems.append(f"{where}: {heading or 'cover'}: {difference(our, their)}")
        for what, count in counted(html).items():
            if count != counted(page)[what]:
                problems.append(f"{where}: {what}: {count} and {counted(page)[what]}")
    boxes = len(re.findall(r'<input type="checkbox"', page))
    if with_cmark(markdown).count('type="checkbox"') != boxes:
        problems.append(f"{name}: {with_cmark(markdown).count('type=' + chr(34) + 'checkbox')} boxes, {boxes} on the page")
    tokens = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(markdown)
    for token in tokens + [child for token in tokens for child in token.children or []]:
        if token.type in ("html_block", "html_inline"):
            problems.append(f"{name}: raw HTML: {token.content[:60]!r}")
    fenced = {line for token in tokens if token.type == "fence" for line in range(*token.map)}
    for number, line in enumerate(markdown.split("\n")):
        if number not in fenced and line != line.rstrip():
            problems.append(f"{name}: space at the end of line {number + 1}")
    return problems


def written(project, out):
    """None, or why there are no manuals."""
    for form in ("html", "md"):
        done = subprocess.run([DARI, "manual", "--project", project, "--format", form, "--out", f"{out}/{form}"],
                              capture_output=True, text=True)
        if done.returncode != 0:
            return done.stderr
    return None


def in_english(project, folder):
    """The same project with English words around the author's."""
    copy = pathlib.Path(folder, "project")
    shutil.copytree(project, copy)
    manifest = copy / "dari.yaml"
    manifest.write_text(re.sub(r"locales: .*", "locales: [en]", manifest.read_text()))
    return str(copy)


def main():
    problems, count = [], 0
    for project in PROJECTS:
        for locale in ("ko", "en"):
            if locale == "en" and not project.startswith("Fixtures/Manual"):
                continue
            with tempfile.TemporaryDirectory() as out:
                why = written(project if locale == "ko" else in_english(project, out), out)
                if why:
                    problems.append(f"{project}: {why}")
                for page in sorted(pathlib.Path(out).glob("html/*.html")):
                    markdown = pathlib.Path(out, "md", page.stem + ".md")
                    count += 1
                    problems += judge(f"{project}/{markdown.name} {locale}", page.read_text(), markdown.read_text())
    for problem in problems:
        print(problem)
    print(f"{count} manuals as Markdown, {len(problems)} problems")
    sys.exit(1 if problems or not count else 0)


if __name__ == "__main__":
    main()
