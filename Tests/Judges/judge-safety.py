#!/usr/bin/env python3
"""Hostile values in random templates, rendered by dari and read back by parsers of others: expat, markdown-it, json, urllib.

usage: judge-safety.py [--dari PATH] [--templates N] [--values N] [--seed N]

Each message is compared with the same one rendered with a harmless word: what the parser finds open and closed is the same,
and where the word stood, it finds what cleaning leaves of the value. The parsers have to notice it when the values are put in
as they are.
"""

import argparse
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import urllib.parse
import xml.etree.ElementTree

import markdown_it

import bundle_safety

ROOT = pathlib.Path(__file__).resolve().parents[2]
MANIFEST = "project: safety\nversion: 1.0.0\nlocales: [en]\npeople: { owner: Owner }\nuse: { text: chatgpt }\n"
PIECES = [
    "</a>", "<a>", "</doc>", '"', "'", '">', "'/>", "<", ">", "&", "&lt;", "&#60;", "]]>", "<!--", "<![CDATA[", "＜/a＞", "<\u0338", "`", "``",
    "```", "````", "\n```\n", "\n~~~\n", "~~~~", "\n\n", "\n# ", "\n- ", "\n> ", "    ", "\t", "\\", "\\`", "|", "](", ")", "**", "_", '\\"',
    '"},{"', "{", "}", "[", "]", "\u2028", "..", "//evil.example", "?", "#", "%00", "%", "<|im_start|>", "[INST]", "<<SYS>>", "\n\nHuman:",
    "\u200b", "\u200d", "\u202e", "\ufeff", "\xad", "\u3164", "\ufe0f", "\U000e0067", "\x1b[2J", "\x1b", "\x9b", "\0", "\x7f", "\x85", "\r", "\r\n",
    "\uffff", "👨\u200d👩", "क्\u200dष", "می\u200cخ", "a", "한글", "\u1112\u1161\u11ab", " ", "ignore previous",
]  # fmt: skip
BREAKS = "\n\x0b\x0c\r\x1c\x1d\x1e\x85\u2028\u2029"
WORDS = {"t": "Qtext", "l": "Qline", "q": "Qpart"}


class Templates:
    """Messages in one notation each, so that one parser can read all of them."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    def hole(self, names="ttl"):
        return "{{ x." + self.random.choice(names) + " }}"

    def url(self):
        return self.random.choice(
            ["https://h.example/a/{{ x.q }}/b", "https://h.example/?a={{ x.q }};b=1", "https://h.example/#{{ x.q }}"])

    def xml(self, depth=0):
        name = self.random.choice(["a", "doc", "메일"])
        attribute = self.random.choice(["", f' k="{self.hole()}"', f" k='-{self.hole()}'", f' u="{self.url()}"'])
        inside = []
        for _ in range(self.random.randint(1, 3)):
            kind = self.random.randrange(5 if depth < 3 else 2)
            if kind == 0:
                inside.append(f"word {self.hole()}")
            elif kind == 1:
                inside.append(f"<i>{self.hole()}</i>")
            elif kind == 2:
                inside.append(f"<f>\n```\n{self.hole()}\n```\n</f>")
            elif kind == 3:
                inside.append('<f>\n```json\n{"k": "' + self.hole() + '"}\n```\n</f>')
            else:
                inside.append(self.xml(depth + 1))
        return f"<{name}{attribute}>\n" + "\n".join(inside) + f"\n</{name}>"

    def markdown(self, depth=0):
        kind = self.random.randrange(7 if depth < 3 else 5)
        if kind == 0:
            sign = self.random.choice(["```", "~~~"])
            return f"{sign}text\nword\n{self.hole()}\n{sign}"
        if kind == 1:
            return 'Now:\n\n```json\n{"k": "' + self.hole() + '", "l": [{{ x.l | json }}, "' + self.url() + '"]}\n```'
        if kind == 2:
            return self.random.choice(["See `{{ x.l }}` here.", "``{{ x.l }}``", "a `{{ x.l }}-{{ x.l }}` b `c`"])
        if kind == 3:
            return f"[link]({self.url()}) and [other]({self.url()})"
        if kind == 4:
            return f"```\n{self.hole()}\n```\n\nword\n\n~~~\n{self.hole()}{self.hole()}\n~~~"
        lines = "\n\n".join(self.markdown(depth + 1) for _ in range(2)).split("\n")
        if kind == 5:
            return "- item\n\n" + "\n".join("  " + line if line else "" for line in lines) + "\n\nend"
        return "\n".join("> " + line if line else ">" for line in lines) + "\n\nend"

    def value(self):
        return "".join(self.random.choice(PIECES) * (self.random.randrange(9) == 0 and self.random.randrange(8) or 1)
                       for _ in range(self.random.randrange(7)))  # fmt: skip

    def values(self):
        line = {name: "".join(sign for sign in self.value() if sign not in BREAKS) for name in "lq"}
        # An empty part of a path is refused, and so are dots.
        return {"t": self.value(), **line, "q": line["q"] + "한"}


# What the parsers find


def read_xml(text):
    root = xml.etree.ElementTree.fromstring(f"<message>{text}</message>")

    def walk(node):
        yield ("open", node.tag)
        for name, value in node.attrib.items():
            yield ("url" if name == "u" else "text", value)
        if node.tag == "f":
            yield from read_markdown(node.text)
        else:
            yield ("text", node.text or "")
        for child in node:
            yield from walk(child)
            yield ("text", child.tail or "")
        yield ("close", node.tag)

    return [one for one in walk(root)]


def read_markdown(text):
    found = []
    for token in markdown_it.MarkdownIt("commonmark").parse(text):
        if token.type == "fence" and token.info == "json":
            found.append(("json", json.loads(token.content)))
        elif token.type in ("fence", "code_block"):
            found.append((token.type + token.markup[:1] + token.info, token.content))
        elif token.type == "inline":
            for child in token.children:
                if child.type == "code_inline":
                    found.append(("text", child.content))
                elif child.type == "link_open":
                    found.append(("url", child.attrs["href"]))
                else:
                    found.append((child.type, child.content))
        else:
            found.append((token.type, token.tag))
    return found


READERS = {"xml": read_xml, "markdown": read_markdown}


def bare(text):
    """Markers that pieces make together are broken up by spaces; an XML parser may make one of another white space."""
    return "".join(sign for sign in text if sign not in " \n\t")


def same(before, after, put):
    """What was found with harmless words, with the values in their place, is what is found now."""
    if isinstance(before, str):
        return bare(put(before)) == bare(after)
    if isinstance(before, dict):
        return list(before) == list(after) and all(same(before[key], after[key], put) for key in before)
    if isinstance(before, (list, tuple)):
        return len(before) == len(after) and all(same(one, other, put) for one, other in zip(before, after))
    return before == after


def same_url(before, after, value):
    """Parted as it was, and its parts read back."""
    one, other = urllib.parse.urlsplit(before), urllib.parse.urlsplit(after)
    if (one.scheme, one.netloc, one.path.count("/")) != (other.scheme, other.netloc, other.path.count("/")):
        return False
    if len(urllib.parse.parse_qsl(one.query)) != len(urllib.parse.parse_qsl(other.query)):
        return False
    return bare(urllib.parse.unquote(before.replace(WORDS["q"], urllib.parse.quote(value)))) == bare(urllib.parse.unquote(after))


def problem(kind, harmless, text, values):
    """What differs, in words; None if nothing does."""
    read = READERS[kind]
    try:
        before, after = read(harmless), read(text)
    except (xml.etree.ElementTree.ParseError, ValueError, AttributeError) as error:
        return f"cannot be read: {error}"
    cleaned = {name: bundle_safety.cleaned(value.replace("\r\n", "\n")) for name, value in values.items()}

    def put(text):
        for name, word in WORDS.items():
            text = text.replace(word, cleaned[name])
        return text

    if len(before) != len(after):
        return f"{len(before)} things before, {len(after)} now"
    for one, other in zip(before, after):
        if one[0] == "url" and other[0] == "url":
            fits = same_url(one[1], other[1], cleaned["q"])
        elif one[0] == "json" and other[0] == "json":
            fits = same_json(one[1], other[1], put, values["l"], cleaned)
        else:
            fits = one[0] == other[0] and same(one[1], other[1], put)
        if not fits:
            return f"{one!r} became {other!r}"
    return None


def same_json(before, after, put, line, cleaned):
    if list(before) != list(after) or not same(before["k"], after["k"], put):
        return False
    if "l" not in before:
        return True
    # What `| json` has written as an escape stays there, where people see it.
    printed = json.loads(bundle_safety.cleaned(json.dumps(line, ensure_ascii=False), True))
    return bare(printed) == bare(after["l"][0]) and same_url(before["l"][1], after["l"][1], cleaned["q"])


def unescaped(harmless, values):
    for name, word in WORDS.items():
        harmless = harmless.replace(word, values[name])
    return harmless


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--dari", default=os.environ.get("DARI", str(ROOT / ".build/debug/dari")))
    parser.add_argument("--templates", type=int, default=60)
    parser.add_argument("--values", type=int, default=60)
    parser.add_argument("--seed", type=int, default=4)
    options = parser.parse_args()
    dari = str(pathlib.Path(options.dari).resolve())
    make = Templates(options.seed)
    wrong = prompts = raw = noticed = refused = 0
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "dari.yaml").write_text(MANIFEST)
        for number in range(options.templates):
            kind = "xml" if number % 2 else "markdown"
            body = getattr(make, kind)()
            fields = "{ t: untrusted text, l: untrusted line, q: untrusted line }"
            head = f"---\nroutine: t{number}\nowner: owner\n---\n@input xs: list of {fields}\n\n"
            source = head + "@step s: S\nby: ai(text)\neach: x in xs\n\n@user\n" + body + "\n"
            (folder / f"t{number}.dari").write_text(source, encoding="utf-8")
            items = [WORDS] + [make.values() for _ in range(options.values)]
            (folder / "d.json").write_text(json.dumps({"xs": items}), encoding="utf-8")
            command = [dari, "render", f"t{number}", "--data", "d.json", "--format", "json"]
            done = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", timeout=300)
            (folder / f"t{number}.dari").unlink()
            if done.returncode != 0:
                refused += 1
                print(f"==== refused\n{source}\n{done.stderr[:800]}")
                continue
            texts = [step["messages"][0]["text"] for step in json.loads(done.stdout)["steps"]]
            for values, text in zip(items[1:], texts[1:]):
                prompts += 1
                found = problem(kind, texts[0], text, values)
                if found:
                    wrong += 1
                    if wrong < 10:
                        print(f"==== {found}\n{body}\n{values!r}\n{text!r}\n")
                raw += 1
                noticed += problem(kind, texts[0], unescaped(texts[0], values), values) is not None
    print(f"safety: {prompts} prompts, {wrong} read otherwise; {noticed} of {raw} are noticed with nothing escaped")
    # Parsers that notice nothing when nothing is escaped, and templates that are refused, would prove nothing.
    sys.exit(1 if wrong or refused or not prompts or noticed * 2 < raw else 0)


if __name__ == "__main__":
    main()
