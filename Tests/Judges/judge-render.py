#!/usr/bin/env python3
"""What a user relies on when rendering and building, tried on the shipped routines and on small projects made here.

usage: judge-render.py [--dari PATH] [--only NAME]

Every function `fact_…` is one fact; it gets a fresh folder. What is expected is written out or comes from Python's own
json, csv and unicodedata, never from Dari.
"""

import argparse
import csv
import io
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import traceback
import unicodedata

ROOT = pathlib.Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "Templates"
DATA = TEMPLATES / "marketing/data"
MANIFEST = "project: facts\nversion: 1.0.0\nlocales: [en]\npeople: { owner: Owner }\nuse: { text: chatgpt }\n"
TRICKY = "각\u1100\u1161\u11a8 e\u0301é 👨‍👩‍👧‍👦 🏴󠁧󠁢󠁳󠁣󠁴󠁿 \u200b\ufeff\u2028|\u0085| {{ x }} {% if %} {# c #} \\n \"quoted\" <b>&amp;\t끝"


class Wrong(Exception):
    pass


def expect(condition, *said):
    if not condition:
        raise Wrong("\n".join(str(one) for one in said) or "it does not hold")


def same(found, wanted):
    expect(found == wanted, f"wanted {wanted!r:.400}", f"found  {found!r:.400}")


class Place:
    """A folder and the binary."""

    dari = ""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)

    def write(self, **files):
        for name, content in files.items():
            self.put(name.replace("__", "/").replace("_", "."), content)
        return self

    def put(self, name, content):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())

    def run(self, *arguments, code=0, **options):
        options = {"capture_output": True, "cwd": self.folder, **options}
        env = {**os.environ, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "NO_COLOR": "1"}
        done = subprocess.run([self.dari, *arguments], env=env, timeout=120, **options)
        expect(code is None or done.returncode == code, f"dari {' '.join(arguments)}", f"ended with {done.returncode}, not {code}", done.stderr.decode())
        return done

    def error(self, *arguments, code):
        """What is said on standard error; nothing may stand on standard output."""
        done = self.run(*arguments, code=code)
        same(done.stdout, b"")
        return done.stderr.decode()

    def text(self, *arguments, **options):
        """The text of the only prompt."""
        done = self.run("render", *arguments, "--format", "json", **options)
        steps = json.loads(done.stdout)["steps"]
        expect(len(steps) == 1 and len(steps[0]["messages"]) == 1, steps)
        return steps[0]["messages"][0]["text"]


def routine(inputs, text, name="t", types=""):
    head = f"---\nroutine: {name}\ntitle: T\nowner: owner\n---\n{types}\n"
    asked = "".join(f"@input {line}\n\n" for line in inputs)
    return f"{head}{asked}@step s: S\nby: human(owner)\n\n@text\n{text}\n"


def project(place, inputs, text, **more):
    place.put("dari.yaml", MANIFEST)
    place.put("t.dari", routine(inputs, text, **more))
    return place


def contains(text, *parts):
    for part in parts:
        expect(part in text, f"no {part!r} in:", text)


# MARK: Values


def fact_large_integers(place):
    """Whole numbers beyond 2^53 come through every way in."""
    project(place, ["n: int", "m: int"], "{{ n }} {{ m + 1 }}")
    wanted = "9007199254740993 -9223372036854775807"
    numbers = {"n": 9007199254740993, "m": -9223372036854775808}
    place.put("d.json", json.dumps(numbers))
    place.put("d.yaml", "n: 9007199254740993\nm: -9223372036854775808\n")
    place.put("d.csv", "n,m\n9007199254740993,-9223372036854775808\n")
    for name in ("d.json", "d.yaml", "d.csv"):
        same(place.text("t", "--data", name), wanted)
    same(place.text("t", "--set", "n=9007199254740993", "--set", "m=-9223372036854775808"), wanted)
    contains(place.error("render", "t", "--set", "n=1", "--set", "m=9223372036854775808", code=1), "`m`")


def fact_numbers(place):
    project(place, ["n: number", "ns: list of number"], "{{ n }} {{ ns | sum }} {{ n | round(-1) }}")
    place.run("build", ".", "--target", "bundle")
    for number, ns in ((0.1, [0.1, 0.2]), (1e22, []), (5e-324, [1.5]), (123456789.125, [1e16, 1.0])):
        place.put("d.json", json.dumps({"n": number, "ns": ns}))
        wanted = f"{number} {sum(ns, 0)} {round(number, -1)}"
        same(place.text("t", "--data", "d.json"), wanted)
        same(place.text("build/bundle/t.json", "--data", "d.json"), wanted)


def fact_texts_survive(place):
    """Every character comes out as it went in, in every format."""
    project(place, ["x: text"], "{{ x }}")
    place.put("d.json", json.dumps({"x": TRICKY}, ensure_ascii=False))
    place.put("a.json", json.dumps({"x": TRICKY}))
    # YAML takes U+0085 and U+2028 for line breaks, unless they are escaped; what is hidden must be.
    escaped = "".join(f"\\u{ord(c):04x}" if c in "\x85\u2028\u200b\ufeff" else c for c in json.dumps(TRICKY, ensure_ascii=False))
    place.put("d.yaml", "x: " + escaped)
    row = io.StringIO()
    csv.writer(row).writerows([["x"], [TRICKY]])
    place.put("d.csv", row.getvalue())
    place.put("x.txt", TRICKY)
    for name in ("d.json", "a.json", "d.yaml", "d.csv"):
        same(place.text("t", "--data", name), TRICKY)
    same(place.text("t", "--set", f"x={TRICKY}"), TRICKY)
    same(place.text("t", "--set", "x=@x.txt"), TRICKY)
    same(place.run("render", "t", "--data", "d.json", "--step", "s").stdout.decode(), TRICKY + "\n")


def fact_text_of_the_template_survives(place):
    shown = TRICKY.replace("{{ x }} {% if %} {# c #}", "{% raw %}{{ x }} {% if %} {# c #}{% endraw %}")
    project(place, ["x: text"], f"{shown}{{{{ x }}}}")
    same(place.text("t", "--set", "x=끝"), TRICKY + "끝")


def fact_line_breaks_of_windows(place):
    """CRLF is read as LF, in the source and in data."""
    project(place, ["x: text"], "a\n{% if x != \"\" %}\n{{ x }}\n{% endif %}\nb")
    source = (place.folder / "t.dari").read_bytes()
    place.put("t.dari", source.replace(b"\n", b"\r\n"))
    place.put("d.json", json.dumps({"x": "1\r\n2\n3"}))
    same(place.text("t", "--data", "d.json"), "a\n1\n2\n3\nb")


def fact_large_texts(place):
    project(place, ["x: text", "xs: list of text"], "{{ x }}{{ xs | join }}")
    large = "가나다 abc 👨‍👩‍👧\n" * 50_000
    expect(len(large.encode()) > 1 << 20)
    place.put("d.json", json.dumps({"x": large, "xs": [large[:70_000], "끝"]}, ensure_ascii=False))
    same(place.text("t", "--data", "d.json"), large + large[:70_000] + "끝")
    done = place.run("render", "t", "--data", "d.json", "--step", "s")
    same(done.stdout.decode(), large + large[:70_000] + "끝\n")


def fact_empty_lists(place):
    body = "{{ xs | join(', ') }}|{{ xs | length }}|{{ xs | json }}|{% for x in xs %}{{ x }}{% else %}none{% endfor %}|{{ xs | first | default('-') }}"
    project(place, ["xs: list of text"], body)
    place.put("d.json", '{"xs": []}')
    place.put("d.yaml", "xs: []\n")
    for name in ("d.json", "d.yaml"):
        same(place.text("t", "--data", name), "|0|[]|none|-")


# MARK: Data that does not fit


def fact_all_problems_at_once(place):
    """Every problem with its path, its limit and the question of its input."""
    inputs = [
        "a: text(..5)\nWhat is the title?", "b: int(1..10)\nHow many are there?", "c: list(1..2) of R", "d: Kind", "e: date",
        "f: text\nWho wrote it?",
    ]
    project(place, inputs, "{{ a }}{{ b }}{{ c | length }}{{ d }}{{ e }}{{ f }}", types="@type R: { n: int, t: line(..3) }\n\n@type Kind: red | blue\n")
    rows = [{"n": "x", "t": "four"}, {"n": 1.5, "t": "a\nb"}, {"t": "ok", "z": 1}]
    place.put("d.json", json.dumps({"a": "여섯글자예요", "b": 11, "c": rows, "d": "green", "e": "2026-02-30", "q": 1}, ensure_ascii=False))
    said = place.error("render", "t", "--data", "d.json", code=1)
    contains(
        said, "`a`", "..5", "What is the title?", "`b`", "1..10", "How many are there?", "`c[0].n`", "`c[0].t`", "`c[1].n`", "`c[1].t`",
        "`c`", "1..2", "`d`", "`red`, `blue`", "`e`", "`f`", "Who wrote it?", "`q`")
    contains(said, "`c[2].n`", "`c[2].z`")


def fact_duplicate_keys(place):
    project(place, ["x: text", "r: { a: int }"], "{{ x }}{{ r.a }}")
    place.put("d.json", '{"x": "1", "x": "2", "r": {"a": 1}}')
    contains(place.error("render", "t", "--data", "d.json", code=1), "`x`")
    place.put("d.json", '{"x": "1", "r": {"a": 1, "a": 2}}')
    contains(place.error("render", "t", "--data", "d.json", code=1), "d.json:1:26", "`a`")
    place.put("d.yaml", "x: 1\nx: 2\nr: { a: 1 }\n")
    contains(place.error("render", "t", "--data", "d.yaml", code=1), "`x`")
    place.put("d.csv", "x,x,r.a\n1,2,3\n")
    contains(place.error("render", "t", "--data", "d.csv", code=1), "`x`")


def fact_wrong_json(place):
    project(place, ["x: text"], "{{ x }}")
    for wrong, where in (('{"x": "a",}', "d.json:1:"), ('{\n  "x": "a"\n  "y": 1}', "d.json:3:"), ("", "d.json:"), ('{"x": \xff}', "d.json:"), ("[1]", "")):
        place.put("d.json", wrong.encode("latin-1"))
        said = place.error("render", "t", "--data", "d.json", code=1)
        contains(said, where)
        expect(len(said.strip()) > 10, repr(said))
    place.put("d.json", "\ufeff" + '{"x": "a"}')
    done = place.run("render", "t", "--data", "d.json", "--step", "s")
    same(done.stdout, b"a\n")


def fact_csv(place):
    """As --data one row whose columns are paths; with --set a list of records."""
    inputs = ["who: { name: text, age: int? }", "items: list of Item"]
    body = "{{ who.name }} {% if who.age %}{{ who.age }}{% else %}-{% endif %}\n{% for i in items %}\n{{ i.name }}:{{ i.count }}:{% if i.note %}{{ i.note }}{% endif %}\n\n{% endfor %}"
    project(place, inputs, body, types="@type Item: { name: text, count: int, note: text? }\n")
    place.put("d.csv", "\ufeffwho.name,who.age\r\n\"하루, \"\"커피\"\"\",\r\n")
    place.put("rows.csv", "name,count,note\n원두,2,\n컵,1,\"깨지기\n쉬움\"\n")
    same(place.text("t", "--data", "d.csv", "--set", "items=@rows.csv"), '하루, "커피" -\n원두:2:\n\n컵:1:깨지기\n쉬움\n\n')
    contains(place.error("render", "t", "--data", "rows.csv", code=1), "2 rows", "--set")
    place.put("rows.csv", "name,count,note\n원두,둘,\n컵,1\n")
    contains(place.error("render", "t", "--data", "d.csv", "--set", "items=@rows.csv", code=1), "rows.csv:3")
    place.put("rows.csv", "name,count,note\n원두,둘,\n")
    contains(place.error("render", "t", "--data", "d.csv", "--set", "items=@rows.csv", code=1), "`items[0].count`")


def fact_null_and_missing_are_absent(place):
    project(place, ["x: text?", "r: { a: int? }"], "{% if x %}{{ x }}{% else %}-{% endif %}{% if r.a %}{{ r.a }}{% else %}-{% endif %}")
    for data in ('{"x": null, "r": {"a": null}}', '{"r": {}}'):
        place.put("d.json", data)
        same(place.text("t", "--data", "d.json"), "--")
    place.put("d.json", '{"x": "", "r": {"a": 0}}')
    same(place.text("t", "--data", "d.json"), "0")


# MARK: Results of steps


def fact_placeholders(place):
    """Without --given a result is shown as its path; where it decides, the error names --given."""
    email = ["render", "email-reply", "--project", str(TEMPLATES), "--data", str(DATA / "email-reply-rich.yaml")]
    done = place.run(*email, code=1)
    said = done.stderr.decode()
    contains(said, "--given classify=FILE", "`classify.urgent`", "email-reply.dari:")
    contains(done.stdout.decode(), "⟦approve.title⟧", "⟦approve.body⟧", "══ classify", "══ send")
    expect("══ draft" not in done.stdout.decode() and "══ record" not in done.stdout.decode(), done.stdout.decode())
    given = f"classify={DATA / 'given/email-reply-rich.classify.json'}"
    done = place.run(*email, "--given", given)
    expect("⟦classify" not in done.stdout.decode() and done.stderr == b"", done.stdout.decode())
    contains(place.error(*email, "--given", f"clasify={DATA / 'given/email-reply-rich.classify.json'}", code=1), "`clasify`")
    place.put("wrong.json", '{"kind": "refund", "urgent": "maybe"}')
    contains(place.error(*email, "--given", "classify=wrong.json", code=1), "classify.urgent", "classify.mood", "classify.questions")


def fact_bundle_and_source_render_alike(place):
    place.run("build", str(TEMPLATES), "--out", str(place.folder / "build"))
    rendered = 0
    for data in sorted(DATA.glob("*.*")):
        name = next(n for n in ("email-reply", "content-ideas", "post-polish") if data.name.startswith(n))
        given = []
        for path in sorted((DATA / "given").glob(f"{data.stem}.*.json")):
            given += ["--given", f"{path.name.split('.')[1]}={path}"]
        for format in (["--format", "text"], ["--format", "json"], ["--format", "json", "--trace"]):
            source = place.run("render", name, "--project", str(TEMPLATES), "--data", str(data), *given, *format, code=None)
            bundle = place.run("render", f"build/bundle/{name}.json", "--data", str(data), *given, *format, code=None)
            same((bundle.returncode, bundle.stdout, bundle.stderr), (source.returncode, source.stdout, source.stderr))
            rendered += 1
    expect(rendered >= 15, rendered)


# MARK: Ends of commands


def fact_exit_codes(place):
    project(place, ["x: text"], "{{ x }}")
    place.run("check", ".")
    place.run("render", "t", "--set", "x=1")
    place.run("--help")
    place.run("--version")
    for wrong in (
        ["render", "tt", "--set", "x=1"], ["render", "t", "--set", "x"], ["render", "t", "--set", "x=1", "--step", "nope"], ["render"],
        ["render", "t", "--format", "pdf"], ["nope"], ["build", ".", "--target", "nope"], ["check", ".", "--nope"], ["check", "/"],
    ):
        expect(place.error(*wrong, code=2) != "")
    contains(place.error("render", "t", "--data", "none.json", code=3), "none.json")
    for missing in (["check", "none"], ["check", "none.dari"], ["render", "none.json"], ["render", "none.dari"]):
        contains(place.error(*missing, code=2), missing[-1])
    expect(place.error("render", "t", code=1) != "")
    place.put("t.dari", routine(["x: text"], "{{ y }}"))
    for command in (["check", "."], ["build", "."], ["render", "t", "--set", "x=1"]):
        contains(place.error(*command, code=1), "`y`")
    place.put("b.json", "{}")
    expect(place.error("render", "b.json", code=1) != "")


def fact_closed_pipe(place):
    project(place, ["xs: list of text"], "{% for x in xs %}\n{{ x }}\n{% endfor %}")
    place.put("d.json", json.dumps({"xs": ["line"] * 200_000}))
    command = f"'{place.dari}' render t --data d.json --step s"
    done = subprocess.run(["bash", "-c", f"{command} | head -1; exit ${{PIPESTATUS[0]}}"], cwd=place.folder, capture_output=True, timeout=60)
    same((done.stdout, done.stderr, done.returncode), (b"line\n", b"", 0))


def fact_full_disk(place):
    if not os.path.exists("/dev/full"):
        return
    project(place, ["x: text"], "{{ x }}")
    with open("/dev/full", "wb") as full:
        done = place.run("render", "t", "--set", "x=1", code=3, capture_output=False, stdout=full, stderr=subprocess.PIPE)
    contains(done.stderr.decode(), "stdout", "the disk is full")


def as_nobody():
    """The superuser may read everything, so it becomes somebody who may not."""
    return {"user": 65534, "group": 65534} if os.geteuid() == 0 else {}


def fact_unreadable_file(place):
    project(place, ["x: text"], "{{ x }}")
    place.put("d.json", '{"x": "1"}')
    os.chmod(place.folder, 0o755)
    os.chmod(place.folder / "d.json", 0)
    try:
        done = place.run("render", "t", "--data", "d.json", code=3, **as_nobody())
        contains(done.stderr.decode(), "d.json")
        os.chmod(place.folder / "t.dari", 0)
        done = place.run("check", ".", code=3, **as_nobody())
        contains(done.stderr.decode(), "t.dari")
        done = place.run("render", "t", "--set", "x=1", code=3, **as_nobody())
        contains(done.stderr.decode(), "t.dari")
    finally:
        os.chmod(place.folder / "t.dari", 0o644)


def fact_folder_for_a_file(place):
    project(place, ["x: text"], "{{ x }}")
    (place.folder / "d.json").mkdir()
    contains(place.error("render", "t", "--data", "d.json", code=3), "d.json", "folder")
    contains(place.error("render", "d.json", code=3), "d.json", "folder")
    contains(place.error("render", "t", "--set", "x=@d.json", code=3), "d.json", "folder")
    (place.folder / "u.dari").mkdir()
    place.run("check", ".")  # A folder may be called so.
    shutil.rmtree(place.folder / "u.dari")
    (place.folder / "t.dari").unlink()
    (place.folder / "dari.yaml").unlink()
    (place.folder / "dari.yaml").mkdir()
    place.put("t.dari", routine(["x: text"], "{{ x }}"))
    expect(place.run("check", ".", code=3).stderr != b"")


def fact_links(place):
    """Links to folders above do not go round for ever, and are told by all commands; a link to itself is, where it would be a
    file of ours."""
    project(place, ["x: text"], "{{ x }}")
    (place.folder / "sub").mkdir()
    (place.folder / "sub/up").symlink_to("..")
    (place.folder / "sub/self").symlink_to("self")
    for command in (["render", "t", "--set", "x=1"], ["check", "."], ["build", "."]):
        said = place.run(*command, code=3).stderr.decode()
        contains(said, "`sub/up`")
        expect("sub/self" not in said, said)
    (place.folder / "sub/up").unlink()
    same(place.text("t", "--set", "x=1"), "1")
    (place.folder / "loop.json").symlink_to("loop.json")
    contains(place.error("render", "t", "--data", "loop.json", code=3), "loop.json")
    (place.folder / "loop.dari").symlink_to("loop.dari")
    contains(place.run("check", ".", code=3).stderr.decode(), "loop.dari")


def fact_decomposed_file_name(place):
    """A file that a Mac wrote is found by its name as it is typed, and the other way round."""
    project(place, ["x: text"], "{{ x }}")
    name = "답장.dari"
    place.put(unicodedata.normalize("NFD", name), routine(["x: text"], "나:{{ x }}", name="답장"))
    place.run("check", ".")
    same(place.text(unicodedata.normalize("NFD", name), "--set", "x=1"), "나:1")
    same(place.text(unicodedata.normalize("NFC", "답장"), "--set", "x=1"), "나:1")
    same(place.text(unicodedata.normalize("NFD", "답장"), "--set", "x=1"), "나:1")
    place.run("build", ".")
    names = sorted(path.name for path in (place.folder / "build/bundle").iterdir())
    same(names, ["index.json", "t.json", unicodedata.normalize("NFC", "답장.json")])
    (place.folder / unicodedata.normalize("NFD", name)).rename(place.folder / unicodedata.normalize("NFC", "새.dari"))
    same(place.text("새.dari", "--set", "x=1"), "나:1")


def fact_words_in_another_form(place):
    """Names are equal in any normal form, in data too; values stay as they are."""
    project(place, ["고객: { 이름: text }", "종류: (환불 | 배송)"], "{{ 고객.이름 }} {{ '네' if 종류 is 환불 else '아니요' }}")
    decomposed = unicodedata.normalize("NFD", "하루")
    place.put("d.json", unicodedata.normalize("NFD", '{"고객": {"이름": "하루"}, "종류": "환불"}'))
    same(place.text("t", "--data", "d.json"), decomposed + " 네")
    same(place.text("t", "--set", unicodedata.normalize("NFD", "고객.이름=하루"), "--set", "종류=환불"), decomposed + " 네")


# MARK: Building


def tree(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def fact_failed_build_leaves_the_previous_output(place):
    project(place, ["x: text"], "{{ x }}")
    place.put("u.dari", routine(["x: text"], "u {{ x }}", name="u"))
    place.run("build", ".")
    before = tree(place.folder / "build")
    place.put("u.dari", routine(["x: text"], "{{ nothing }}", name="u"))
    place.put("t.dari", routine(["x: text"], "changed {{ x }}"))
    place.error("build", ".", code=1)
    same(tree(place.folder / "build"), before)
    # No room or no right to write: nothing is half written either.
    place.put("u.dari", routine(["x: text"], "u {{ x }}", name="u"))
    for folder in (place.folder / "build", place.folder / "build/bundle"):
        os.chmod(folder, 0o555)
    os.chmod(place.folder, 0o755)
    place.run("build", ".", code=3, **as_nobody())
    for folder in (place.folder / "build", place.folder / "build/bundle"):
        os.chmod(folder, 0o755)
    same(tree(place.folder / "build"), before)


def fact_removed_routines_leave_the_output(place):
    project(place, ["x: text"], "{{ x }}")
    place.put("u.dari", routine(["x: text"], "u {{ x }}", name="u"))
    place.run("build", ".")
    place.put("build/mine.txt", "keep")
    (place.folder / "u.dari").unlink()
    place.run("build", ".")
    names = set(tree(place.folder / "build"))
    expect("bundle/u.json" not in names and "manual/u.html" not in names, names)
    expect("mine.txt" in names and "bundle/t.json" in names, names)


def fact_one_file_leaves_the_others(place):
    project(place, ["x: text"], "{{ x }}")
    place.put("u.dari", routine(["x: text"], "u {{ x }}", name="u"))
    place.run("build", ".")
    before = tree(place.folder / "build")
    place.run("build", "t.dari")
    same(tree(place.folder / "build"), before)


def fact_same_bytes_everywhere(place):
    """Twice, in two folders, with files made in another order."""
    files = {path.relative_to(TEMPLATES): path for path in sorted(TEMPLATES.rglob("*")) if path.is_file() and "build" not in path.parts}
    trees = []
    for name, order in (("하나", list(files)), ("둘 places/deep", list(reversed(files)))):
        folder = place.folder / name
        for path in order:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(files[path], folder / path)
        place.run("build", str(folder), "--out", str(folder / "out"))
        first = tree(folder / "out")
        place.run("build", ".", "--out", "out", cwd=folder)
        same(tree(folder / "out"), first)
        trees.append({path: content for path, content in first.items()})
    same(trees[0], trees[1])
    expect(len(trees[0]) >= 7, sorted(trees[0]))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--dari", default=os.environ.get("DARI", str(ROOT / ".build/debug/dari")))
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    Place.dari = str(pathlib.Path(options.dari).resolve())
    facts = [(name, fact) for name, fact in globals().items() if name.startswith("fact_") and options.only in name]
    wrong = 0
    for name, fact in facts:
        with tempfile.TemporaryDirectory() as folder:
            try:
                fact(Place(folder))
            except Wrong as error:
                wrong += 1
                place = traceback.extract_tb(error.__traceback__)
                line = next(frame.lineno for frame in reversed(place) if frame.name == name)
                print(f"==== {name}, line {line}\n{error}\n")
    print(f"render: {len(facts)} facts, {wrong} do not hold")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
