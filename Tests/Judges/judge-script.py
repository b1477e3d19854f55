#!/usr/bin/env python3
"""Holds what a manual's script makes of data, in Chromium, against `dari render`: every text byte for byte.

usage: judge-script.py [--dari PATH] [--templates N] [--hostile N] [--seed N]

The fixtures of Fixtures/Render and the shipped routines with their data; random templates of the language (those that are
held against Jinja2) with random data; random messages with hostile values. A text fails in the page exactly where it fails
in `dari render`.
"""

import argparse
import csv
import io
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

import yaml
from playwright.sync_api import sync_playwright

import jinja_templates as trees
import jinja_writing
import manual_page
from importlib import import_module

ROOT = pathlib.Path(__file__).resolve().parents[2]
JINJA = import_module("judge-jinja")
SAFETY = import_module("judge-safety")

MANIFEST = "project: fixture\nversion: 1.0.0\nlocales: [ko]\npeople: { owner: 점장 }\nuse: { text: chatgpt }\n"


class Judge:
    def __init__(self, dari, browser):
        self.dari, self.browser = dari, browser
        self.problems = []
        self.compared = self.faults = 0

    def run(self, *arguments, cwd=ROOT):
        return subprocess.run([self.dari, *arguments], cwd=cwd, capture_output=True, text=True, encoding="utf-8", timeout=600)

    def page(self, project, routine, out):
        done = self.run("build", str(project), "--out", str(out), "--target", "manual")
        if done.returncode != 0:
            raise RuntimeError(f"dari build {project}: {done.stderr}")
        return manual_page.opened(self.browser, pathlib.Path(out) / "manual" / f"{routine}.html", self.problems)

    def rendered(self, *arguments, cwd=ROOT):
        """(step, number of the run) -> its texts; steps of called routines are told in their own manuals."""
        done = self.run("render", *arguments, "--format", "json", cwd=cwd)
        if done.returncode not in (0, 1) or not done.stdout:
            raise RuntimeError(f"dari render {arguments}: {done.stderr}")
        found = {}
        for step in json.loads(done.stdout)["steps"]:
            number = step.get("item", 0)
            if "messages" in step and step["messages"]:
                found[step["step"], number] = [message["text"] for message in step["messages"]]
        return found

    def compare(self, where, expected, page, inputs, given=None, remarks=None, only=None):
        answer = manual_page.asked(page, inputs, given, remarks)
        self.problems += [f"{where}: the page refuses {problem}" for problem in answer["problems"]]
        found = manual_page.prompts(answer)
        self.faults += sum(step["fault"] is not None for step in answer["steps"])
        for key in sorted(set(expected) | set(found), key=str):
            self.compared += 1
            if expected.get(key) != found.get(key):
                self.problems.append(f"{where} {key}:\n  render {expected.get(key)!r}\n  page   {found.get(key)!r}")


# MARK: Fixtures


def typed(node, type):
    """A plain scalar of YAML, read as a text, as the JSON that its type asks for."""
    if node is None or type is None:
        return node
    if node in ("", "null", "~") and type["kind"] not in ("text", "line") and type.get("optional"):
        return None
    match type["kind"]:
        case "int" | "number":
            return json.loads(node) if isinstance(node, str) else node
        case "bool":
            return {"true": True, "yes": True, "false": False, "no": False}.get(node, node)
        case "list":
            return [typed(item, type["of"]) for item in node]
        case "record":
            fields = {field["name"]: field["type"] for field in type["fields"]}
            return {name: typed(value, fields.get(name)) for name, value in node.items()}
    return node


def read(path, types):
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".json":
        return json.loads(text)
    if path.suffix == ".yaml":
        data = yaml.load(text, yaml.BaseLoader) or {}
        return {name: typed(value, types.get(name)) for name, value in data.items()}
    if path.suffix == ".csv":
        row = next(csv.DictReader(io.StringIO(text)))
        return {name: typed(value, types.get(name)) for name, value in row.items() if value != ""}
    return text.removesuffix("\n")


def fixtures(judge, out):
    """The folders of Fixtures/Render that hold one routine without media, and what calls another."""
    count = 0
    for folder in sorted((ROOT / "Fixtures/Render").iterdir()):
        routines = [path for path in sorted(folder.glob("*.dari")) if "\nroutine:" in path.read_text(encoding="utf-8")]
        for data in sorted(folder.glob("data*.*")):
            if data.name.count(".") != 1 or not routines:
                continue
            # The caller comes first in the alphabet; who is called has a manual of its own.
            routine = next(path for path in routines if not any(
                f"routine({path.stem})" in other.read_text(encoding="utf-8") for other in routines if other != path))
            name = next(line[9:] for line in routine.read_text(encoding="utf-8").splitlines() if line.startswith("routine: "))
            project = out / folder.name
            if not project.exists():
                shutil.copytree(folder, project)
                (project / "dari.yaml").write_text(MANIFEST)
            page = judge.page(project, name, project / "build")
            types = page.evaluate(manual_page.TYPES)
            given, remarks, arguments = {}, {}, []
            for path in sorted(folder.glob("given.*")) + sorted(folder.glob(f"{data.stem}.given.*")):
                step = path.stem.split("given.")[1]
                given[step] = read(path, {})
                arguments += ["--given", f"{step}={path}"]
            for path in sorted(folder.glob(f"{data.stem}.remarks.*")):
                step = path.stem.split("remarks.")[1]
                remarks[step] = path.read_text(encoding="utf-8").removesuffix("\n")
                arguments += ["--remarks", f"{step}=@{path}"]
            expected = judge.rendered(name, "--project", str(project), "--data", str(data), *arguments)
            judge.compare(f"{folder.name}/{data.name}", expected, page, read(data, types["inputs"]), given, remarks)
            page.close()
            count += 1
    return count


def shipped(judge, out):
    count = 0
    data = ROOT / "Templates/marketing/data"
    for path in sorted(data.iterdir()):
        if not path.is_file():
            continue
        routine = path.stem.rsplit("-", 1)[0]
        page = judge.page(ROOT / "Templates", routine, out / "shipped")
        types = page.evaluate(manual_page.TYPES)
        given, arguments = {}, []
        for answer in sorted(data.glob(f"given/{path.stem}.*")):
            step = answer.name.split(".")[1]
            given[step] = read(answer, {})
            arguments += ["--given", f"{step}={answer}"]
        expected = judge.rendered(routine, "--project", "Templates", "--data", str(path), *arguments)
        judge.compare(path.name, expected, page, read(path, types["inputs"]), given)
        page.close()
        count += 1
    return count


# MARK: Random templates


def templates(judge, seed, count, out):
    world = trees.World(random.Random(seed))
    writer = trees.Writer(world)
    nodes = [each for each in (writer.template() for _ in range(count)) if jinja_writing.dari(each).strip()]
    routine = JINJA.Routine(judge.dari, world, nodes, out)
    numbers, _ = routine.check()
    page = judge.page(out, "t", out / "build")
    for _ in range(2):
        data = world.data()
        (out / "data.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        expected = judge.rendered("t", "--data", "data.json", cwd=out)
        before = len(judge.problems)
        judge.compare(f"seed {seed}", expected, page, {name: value for name, value in data.items()})
        for problem in judge.problems[before:before + 3]:
            for number in numbers:
                if f"'s{number}'," in problem.split("\n")[0]:
                    print(f"==== {jinja_writing.dari(nodes[number])}\n{problem}\n{json.dumps(data, ensure_ascii=False)[:2000]}")
    page.close()


def hostile(judge, seed, count, values, out):
    make = SAFETY.Templates(seed)
    (out / "dari.yaml").write_text(SAFETY.MANIFEST)
    for number in range(count):
        body = getattr(make, "xml" if number % 2 else "markdown")()
        fields = "{ t: untrusted text, l: untrusted line, q: untrusted line }"
        head = f"---\nroutine: t\nowner: owner\n---\n@input xs: list of {fields}\n\n"
        source = head + "@step s: S\nby: ai(text)\neach: x in xs\n\n@user\n" + body + "\n"
        (out / "t.dari").write_text(source, encoding="utf-8")
        items = [make.values() for _ in range(values)]
        (out / "d.json").write_text(json.dumps({"xs": items}), encoding="utf-8")
        expected = judge.rendered("t", "--data", "d.json", cwd=out)
        page = judge.page(out, "t", out / "build")
        judge.compare(f"hostile {number}: {body!r}", expected, page, {"xs": items})
        page.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--dari", default=os.environ.get("DARI", str(ROOT / ".build/debug/dari")))
    parser.add_argument("--templates", type=int, default=1000)
    parser.add_argument("--hostile", type=int, default=30)
    parser.add_argument("--values", type=int, default=40)
    parser.add_argument("--seed", type=int, default=5)
    options = parser.parse_args()
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = manual_page.launch(playwright)
        judge = Judge(str(pathlib.Path(options.dari).resolve()), browser)
        out = pathlib.Path(folder)
        cases = fixtures(judge, out) + shipped(judge, out)
        for name in ("templates", "hostile"):
            (out / name).mkdir()
        for index in range(0, options.templates, 250):
            templates(judge, options.seed * 1_000_003 + index, min(250, options.templates - index), out / "templates")
        hostile(judge, options.seed, options.hostile, options.values, out / "hostile")
        browser.close()
    for problem in judge.problems[:20]:
        print(problem)
    print(f"script: {cases} cases of data, {options.templates} random templates, {options.hostile} hostile messages; "
          f"{judge.compared} texts compared, {judge.faults} that fail, {len(judge.problems)} problems")
    sys.exit(1 if judge.problems or not judge.compared else 0)


if __name__ == "__main__":
    main()
