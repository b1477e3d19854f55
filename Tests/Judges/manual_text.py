"""The text of a manual, section by section, from any of its forms: what a reader would read, without white space.

Marks that a form adds between things that stand beside each other are taken away from both sides (`ADDED`)."""

import re
from html.parser import HTMLParser

# Bullets, separators, brackets around what depends on a condition, and the colon between a fact's name and its words.
ADDED = re.compile(r"[\s\u2060·:〔〕☐☑]+")
SKIPPED = {"nav", "style", "script", "svg", "head", "template", "button", "form", "textarea", "select", "output"}
VOID = {"br", "hr", "img", "input", "meta", "wbr", "link"}


def squeezed(text):
    return ADDED.sub("", text)


class Sections(HTMLParser):
    """`(heading, text)` for what comes before the first h2 and for each h2."""

    def __init__(self, without):
        super().__init__(convert_charrefs=True)
        self.skipped = SKIPPED | without
        self.sections = [["", ""]]
        self.skipping = []
        self.heading = False

    def handle_starttag(self, tag, attributes):
        if tag in VOID:
            return
        if self.skipping:
            self.skipping.append(tag)
        elif tag in self.skipped or ("class", "skip") in attributes or any(name == "hidden" for name, _ in attributes):
            self.skipping = [tag]
        elif tag == "h2":
            self.sections.append(["", ""])
            self.heading = True

    def handle_endtag(self, tag):
        if self.skipping and tag not in VOID:
            self.skipping.pop()
        elif tag == "h2":
            self.heading = False

    def handle_data(self, data):
        if not self.skipping:
            self.sections[-1][0 if self.heading else 1] += data


def sections(html, without=frozenset()):
    reader = Sections(without)
    reader.feed(html)
    reader.close()
    return [(squeezed(heading), squeezed(text)) for heading, text in reader.sections]


def difference(ours, theirs):
    """The first place where two texts part, with what stands around it."""
    at = next((i for i, (a, b) in enumerate(zip(ours, theirs)) if a != b), min(len(ours), len(theirs)))
    return f"…{ours[max(0, at - 30):at + 50]!r} and …{theirs[max(0, at - 30):at + 50]!r}"
