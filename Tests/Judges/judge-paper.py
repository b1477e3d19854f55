#!/usr/bin/env python3
"""Manuals as PDF, by readers of PDF: poppler says what the pages hold, pypdf what the outline leads to.

Every word of the page is on paper, section by section and in that order; the file is tagged, its fonts are embedded, it
has a title, an author and a language; contents and outline name the page where a heading stands; no heading is the last
line of a page; no row of a table is on two; the head of a table is repeated; no page is empty; and the same routine gives
the same bytes. Then what is told where WeasyPrint is missing, old, slow or broken. Skipped where there is none, but not with CI."""

import html
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from html.parser import HTMLParser

import pypdf

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from manual_text import sections, squeezed  # noqa: E402

DARI = os.environ.get("DARI", ".build/debug/dari")
PROJECTS = ["Templates", "Fixtures/Manual/Steps", "Fixtures/Manual/Forms"]
PRINTED_TWICE = "Fixtures/Manual/Steps"
ENVIRONMENT = dict(os.environ)
OWN = pathlib.Path(".venv-weasyprint/bin/weasyprint")
if "DARI_WEASYPRINT" not in ENVIRONMENT and OWN.exists():
    ENVIRONMENT["DARI_WEASYPRINT"] = str(OWN.absolute())


def dari(*arguments, **surroundings):
    environment = {**ENVIRONMENT, **surroundings}
    return subprocess.run([DARI, *arguments], capture_output=True, text=True, env=environment)


def tool(*arguments):
    return subprocess.run(arguments, capture_output=True, check=True).stdout.decode()


def pages_of(path):
    """Lines of each page as (text, top, bottom, largest font) in reading order, running heads left out."""
    root = ET.fromstring(tool("pdftotext", "-bbox-layout", str(path), "-").encode())
    space = "{http://www.w3.org/1999/xhtml}"
    pages = []
    for page in root.iter(f"{space}page"):
        height = float(page.get("height"))
        lines = []
        for line in page.iter(f"{space}line"):
            top, bottom = float(line.get("yMin")), float(line.get("yMax"))
            # Margins: 27 mm above, 24 mm below.
            if bottom < 27 * 72 / 25.4 - 6 or top > height - 24 * 72 / 25.4 + 6:
                continue
            lines.append((" ".join(word.text or "" for word in line.iter(f"{space}word")), top, bottom))
        pages.append(sorted(lines, key=lambda line: (round(line[1]), 0)))
    return pages


def destinations(reader, entries, level=0):
    for entry in entries:
        if isinstance(entry, list):
            yield from destinations(reader, entry, level + 1)
        else:
            yield level, entry.title, reader.get_destination_page_number(entry), float(entry.top)


def words_of(pdf, first, last):
    """In the order in which they are painted, without running heads and feet: 27 mm above, 24 mm below are cut away."""
    return squeezed(tool("pdftotext", "-raw", "-f", str(first), "-l", str(last), "-x", "0", "-y", "71", "-W", "596", "-H", "708",
                         str(pdf), "-"))


def judge_text(name, pdf, page):
    """Every character of the page that is no white space, in that order; marks and numbers of lists stand between them."""
    reader = pypdf.PdfReader(pdf)
    front = min(number for level, _, number, _ in destinations(reader, reader.outline) if level > 0)
    parts = [words_of(pdf, 1, front), words_of(pdf, front + 1, len(reader.pages))]
    problems = []
    # The picture at a glance is painted as one: its words are all there, in a place of their own.
    picture = re.search(r'<div class="lanes on-page[^"]*">.*?</svg>', page, re.S)
    if picture:
        words = squeezed(html.unescape("".join(re.findall(r"<text[^>]*>(.*?)</text>", picture.group(), re.S))))
        if words not in parts[1]:
            problems.append(f"{name}: the words of the picture are not there: {words[:60]!r}")
        parts[1] = parts[1].replace(words, "", 1)
    at = 0
    for index, (heading, text) in enumerate(sections(page, {"footer"})):
        spoken = parts[min(index, 1)]
        position = 0 if index < 2 else at
        wanted = heading + text
        for count, character in enumerate(wanted):
            found = spoken.find(character, position, position + 60)
            if found < 0:
                problems.append(f"{name}: {heading or 'cover'}: {wanted[count:count + 40]!r} is not where it should be: "
                                f"{spoken[position:position + 60]!r}")
                break
            position = found + 1
        at = position
    return problems


def judge_file(name, pdf, locale):
    problems = []
    info = tool("pdfinfo", str(pdf))
    if not re.search(r"^Tagged:\s+yes", info, re.M):
        problems.append(f"{name}: not tagged")
    reader = pypdf.PdfReader(pdf)
    catalogue = reader.trailer["/Root"]
    if catalogue.get("/Lang") != locale:
        problems.append(f"{name}: language {catalogue.get('/Lang')}")
    if not (reader.metadata and reader.metadata.title):
        problems.append(f"{name}: no title")
    if not catalogue.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        problems.append(f"{name}: shows its file's name for its title")
    for line in tool("pdffonts", str(pdf)).splitlines()[2:]:
        if line.split()[-5] != "yes":
            problems.append(f"{name}: not embedded: {line}")
    if b"pdfuaid" not in catalogue["/Metadata"].get_data():
        problems.append(f"{name}: does not say that it is PDF/UA")
    for page in reader.pages:
        for annotation in page.get("/Annots", []):
            action = annotation.get_object().get("/A", {})
            if str(action.get("/URI", "")).startswith("file:"):
                problems.append(f"{name}: leads to a disk: {action['/URI']}")
    return problems


def judge_pages(name, pdf, page):
    problems = []
    headings = {squeezed(re.sub("<[^>]*>", "", words)) for words in re.findall(r"<h[2-6][^>]*>(.*?)</h[2-6]>", page, re.S)}
    pages = pages_of(pdf)
    reader = pypdf.PdfReader(pdf)
    outline = list(destinations(reader, reader.outline))
    if len(outline) < 5:
        problems.append(f"{name}: an outline of {len(outline)}")
    for _, title, number, top in outline:
        on_page = squeezed("".join(text for text, _, _ in pages[number]))
        if squeezed(title)[:25] not in on_page:
            problems.append(f"{name}: {title!r} is not on page {number + 1}")
    # Contents: "Heading ........ 7". Titles may take several lines.
    front = squeezed("".join(text for page in pages[:4] for text, _, _ in page))
    for level, title, number, _ in outline:
        if level == 0:
            continue
        entry = re.search(re.escape(squeezed(title)) + r"\.{2,}(\d+)", front)
        if not entry:
            problems.append(f"{name}: {title!r} is not in the contents")
        elif not entry.group(1).startswith(str(number + 1)):
            problems.append(f"{name}: {title!r} is on page {number + 1}, the contents say {entry.group(1)}")
    headings |= {squeezed(title) for _, title, _, _ in outline}
    for number, lines in enumerate(pages):
        if not lines:
            problems.append(f"{name}: page {number + 1} is empty")
        elif squeezed(lines[-1][0]) in headings and number > 0:
            problems.append(f"{name}: a heading ends page {number + 1}: {lines[-1][0]!r}")
    return problems


class Words(HTMLParser):
    """Of a page, each with what it begins in: an element may end in the middle of a word."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.words = set()

    def handle_data(self, data):
        self.words.update(data.split())


def judge_words(name, pdf, page):
    """No line begins in the middle of a Korean word: where one may be broken at all, it is too long for a line."""
    reader = Words()
    reader.feed(page)
    words, long = reader.words, [word for word in reader.words if len(word) > 24]
    problems = []
    for number, lines in enumerate(pages_of(pdf)):
        for text, _, _ in lines:
            first = text.split()[0].replace("\u2060", "") if text.split() else ""
            if not re.search("[가-힣]", first) or first in words or any(first in word for word in long):
                continue
            if not any(first.startswith(word) for word in words):
                problems.append(f"{name}: page {number + 1}: a line begins with {first!r}")
    return problems


def judge_rows(name, pdf):
    """By the marked content of the tags: no row has parts on two pages, and a table over two pages has its head on both."""
    reader = pypdf.PdfReader(pdf)
    numbers = {page.indirect_reference.idnum: index for index, page in enumerate(reader.pages)}
    problems = []
    rows = 0

    def pages_below(node, found):
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, int):
            return
        if isinstance(node, list):
            for each in node:
                pages_below(each, found)
            return
        if "/Pg" in node:
            found.add(numbers[node.raw_get("/Pg").idnum])
        if "/K" in node:
            pages_below(node["/K"], found)

    def visit(node):
        nonlocal rows
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, int):
            return
        if isinstance(node, list):
            for each in node:
                visit(each)
            return
        if node.get("/S") == "/TR":
            rows += 1
            found = set()
            pages_below(node, found)
            if len(found) > 1:
                problems.append(f"{name}: a row is on pages {sorted(number + 1 for number in found)}")
        elif "/K" in node:
            visit(node["/K"])

    visit(reader.trailer["/Root"]["/StructTreeRoot"]["/K"])
    return problems, rows


def judge_project(project):
    problems, count, rows = [], 0, 0
    with tempfile.TemporaryDirectory() as out:
        for form, name in (("html", "html"), ("pdf", "pdf"), ("pdf", "again")):
            if name == "again" and project != PRINTED_TWICE:
                continue
            done = dari("manual", "--project", project, "--format", form, "--out", f"{out}/{name}")
            if done.returncode != 0:
                return [f"{project}: {done.stderr}"], 0, 0
        for pdf in sorted(pathlib.Path(out, "pdf").iterdir()):
            name = f"{project}/{pdf.name}"
            count += 1
            if project == PRINTED_TWICE and pdf.read_bytes() != pathlib.Path(out, "again", pdf.name).read_bytes():
                problems.append(f"{name}: other bytes the second time")
            page = pathlib.Path(out, "html", pdf.stem + ".html").read_text()
            problems += judge_text(name, pdf, page) + judge_file(name, pdf, "ko") + judge_pages(name, pdf, page)
            problems += judge_words(name, pdf, page)
            found, more = judge_rows(name, pdf)
            problems += found
            rows += more
    return problems, count, rows


FAKES = {
    "E1124": 'case "$1" in --version) echo "WeasyPrint version 57.2";; *) echo "usage: weasyprint" >&2; '
             'echo "weasyprint: error: unrecognized arguments: --allowed-protocols data" >&2; exit 2;; esac',
    "E1125": 'echo "OSError: cannot load library \'libpango-1.0-0\'" >&2; exit 1',
    "E1126": 'echo "Traceback" >&2; echo "MemoryError: no room" >&2; exit 1',
    # Ends well, and gives no PDF.
    "E1126 ": "cat > /dev/null; echo hello",
}


def judge_failures():
    """Each way to fail is told with its code and exit 3, and what was built before is as it was."""
    problems = []
    with tempfile.TemporaryDirectory() as folder:
        home = pathlib.Path(folder, "home")
        home.mkdir()
        out = pathlib.Path(folder, "out")
        built = dari("build", "Fixtures/Manual/Steps", "--target", "manual", "--out", str(out))
        before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
        if built.returncode != 0 or not before:
            return [built.stderr]

        def expect(code, **surroundings):
            done = dari("build", "Fixtures/Manual/Steps", "--target", "manual", "--target", "pdf", "--out", str(out),
                        **surroundings)
            after = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
            if done.returncode != 3 or f"[{code.strip()}]" not in done.stderr or after != before:
                problems.append(f"{code}: exit {done.returncode}, {done.stderr!r}, changed: {after != before}")
            return done.stderr

        said = expect("E1121", DARI_WEASYPRINT="", HOME=str(home), PATH="/nowhere")
        if f"pip install weasyprint==" not in said:
            problems.append(f"E1121 does not say how to install it: {said!r}")
        expect("E1122", DARI_WEASYPRINT="/nowhere/weasyprint")
        broken = pathlib.Path(folder, "broken")
        broken.write_text("#!/nowhere/python\n")
        broken.chmod(0o755)
        expect("E1123", DARI_WEASYPRINT=str(broken))
        for code, script in FAKES.items():
            fake = pathlib.Path(folder, "fake")
            fake.write_text(f"#!/bin/sh\n{script}\n")
            fake.chmod(0o755)
            expect(code, DARI_WEASYPRINT=str(fake))
        # The one that was installed for Dari comes before PATH.
        own = home / ".local/share/dari/weasyprint/bin"
        own.mkdir(parents=True)
        (own / "weasyprint").write_text("#!/bin/sh\necho 'OSError: mine' >&2; exit 1\n")
        (own / "weasyprint").chmod(0o755)
        if "mine" not in expect("E1126", DARI_WEASYPRINT="", HOME=str(home)):
            problems.append("the one in ~/.local/share is not the first")
    return problems


def main():
    problems = judge_failures()
    if "DARI_WEASYPRINT" not in ENVIRONMENT:
        print("no WeasyPrint: `scripts/setup.sh pdf` installs it")
        sys.exit(1 if problems or ENVIRONMENT.get("CI") else 0)
    count = rows = 0
    for project in PROJECTS:
        found, manuals, more = judge_project(project)
        problems += found
        count += manuals
        rows += more
    for problem in problems:
        print(problem)
    print(f"{count} manuals on paper, {rows} rows of tables, {len(problems)} problems")
    sys.exit(1 if problems or not count else 0)


if __name__ == "__main__":
    main()
