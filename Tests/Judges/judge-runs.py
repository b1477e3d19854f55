#!/usr/bin/env python3
"""Runs every shipped routine, and the fixtures of steps, from its bundle alone, with people who accept everything, who
refuse once, and who never accept; and compares each prompt on the way with what `dari render` makes of the same state.

usage: judge-runs.py [--dari PATH]
"""

import argparse
import collections
import json
import os
import pathlib
import subprocess
import sys
import tempfile

from check_bundles import read

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from bundle_interpreter import Interpreter, UnknownFilter  # noqa: E402
from routine_runner import No, Run, Stopped, Yes, to_data  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROJECTS = [
    (ROOT / "Templates", ROOT / "Templates/marketing/data"),
    (ROOT / "Fixtures/Render/flow", ROOT / "Fixtures/Render/flow"),
    (ROOT / "Fixtures/Render/redo", ROOT / "Fixtures/Render/redo"),
    (ROOT / "Fixtures/Run", ROOT / "Fixtures/Run"),
]


def made_up(schema, number):
    """Data that a JSON Schema of a result accepts; another for each number."""
    if "anyOf" in schema:
        return made_up(schema["anyOf"][0], number)
    if "enum" in schema:
        return schema["enum"][number % len(schema["enum"])]
    kind = schema["type"][0] if isinstance(schema["type"], list) else schema["type"]
    if kind == "object":
        return {name: made_up(part, number) for name, part in schema["properties"].items()}
    if kind == "array":
        count = min(max(schema.get("minItems", 0), number % 3), schema.get("maxItems", 3))
        return [made_up(schema["items"], number + one) for one in range(count)]
    if kind == "string":
        if schema.get("format") == "date":
            return f"2026-11-{number % 28 + 1:02}"
        if schema.get("format") in ("uri", "email") or "pattern" in schema and "KRW" in schema["pattern"]:
            return {"uri": "https://example.com/", "email": "a@example.com"}.get(schema.get("format"), "49000 KRW")
        text = f"답 {number}"
        text += "." * max(0, schema.get("minLength", 0) - len(text))
        return text[: schema.get("maxLength", len(text))]
    if kind in ("integer", "number"):
        low, high = schema.get("minimum", 0), schema.get("maximum", 10**6)
        return max(low, min(high, number))
    return number % 2 == 0


class Answers:
    """Made up from the schemas; people say no as often as `refusals` says."""

    def __init__(self, refusals):
        self.refusals = refusals
        self.said = collections.Counter()
        self.number = 0

    def answer(self, step):
        self.number += 1
        return made_up(step["result"]["schema"], self.number)

    def ai(self, step, item, messages):
        return self.answer(step)

    def tool(self, step, item):
        return self.answer(step)

    def person(self, step, item, shown):
        if step["reviews"] or "edits" in step:
            if self.said[step["name"]] < self.refusals:
                self.said[step["name"]] += 1
                return No(f"{self.said[step['name']]}번째로 고쳐 주세요.")
        if "result" in step and "edits" not in step:
            return Yes(self.answer(step))
        return Yes()


class Comparison:
    """Asks `dari render` for the same prompt."""

    def __init__(self, dari, bundle, data):
        self.dari, self.bundle, self.data = dari, bundle, data
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.count = 0
        self.left_out = 0
        self.again = 0

    def given(self, run, own_answers):
        """Everything that has been answered so far, in this routine and those around it."""
        pairs = []
        for name, value in run.results.items():
            step = run.steps[run.index[name]]
            pairs.append((run.prefix + name, step, value))
        for name, value in own_answers.items():
            pairs = [pair for pair in pairs if pair[0] != run.prefix + name]
            pairs.append((run.prefix + name, run.steps[run.index[name]], value))
        arguments = []
        for number, (path, step, value) in enumerate(pairs):
            kind = step["result"]["type"]
            content = [to_data(one, kind) for one in value] if "each" in step else to_data(value, kind)
            file = self.folder / f"{self.count}-{run.prefix.count('.')}-{number}.json"
            file.write_text(json.dumps(content, ensure_ascii=False), "utf-8")
            arguments += ["--given", f"{path}={file}"]
        outer = getattr(run, "outer", None)
        return arguments + (self.given(outer[0], {}) if outer else [])

    def __call__(self, run, step, item, messages):
        refusals = [one for one in run.refusals.get(step["name"], []) if one.items is None or item in one.items]
        own, remarks, extra = {}, [], 0
        if refusals and "again" in step:
            # `dari render` shows one refusal, the last.
            self.again += 1
            last = refusals[-1]
            own[step["name"]] = last.answers
            said = {"": last.remarks} if last.items is None else {f"[{one}]": text for one, text in last.items.items()}
            for place, text in said.items():
                remarks += ["--remarks", f"{run.prefix}{last.reviewer}{place}={text}"]
            extra = 2 * (len(refusals) - 1)
            if "earlierSlot" in step.get("each", {}):
                self.left_out += 1
                return
        elif "each" in step:
            own[step["name"]] = list(run.so_far)
        elif step["name"] in run.results:
            own = {step["name"]: run.results[step["name"]]}
        outermost = run
        while getattr(outermost, "outer", None):
            outermost = outermost.outer[0]
        path = (run.prefix + step["name"]).split(".")
        command = [self.dari, "render", str(self.bundle), "--format", "json", "--data", str(self.data)]
        command += ["--step", path[0].split("[")[0], *self.given(run, own), *remarks]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
        self.count += 1
        try:
            theirs = find(json.loads(done.stdout), path, item)
        except (ValueError, StopIteration):
            raise AssertionError(f"{' '.join(command)}\n{done.stdout[:300]}{done.stderr[:800]}") from None
        base = len(step["messages"])
        mine = messages[:base] + messages[base + extra :]
        if theirs != mine:
            raise AssertionError(f"{' '.join(command)}\nhere {mine}\ndari {theirs}")


def find(rendered, path, item):
    """The messages of one step of what `dari render --format json` printed."""
    for number, part in enumerate(path):
        name, _, rest = part.partition("[")
        wanted = int(rest[:-1]) if rest else (item if number == len(path) - 1 else None)
        entry = next(
            one for one in rendered["steps"] if one["step"] == name and one.get("item") == wanted
        )
        rendered = entry.get("call", rendered)
    return entry["messages"]


class Judge:
    def __init__(self, dari):
        self.dari = dari
        self.errors, self.skipped, self.seen = [], [], collections.Counter()

    def project(self, folder, data):
        out = pathlib.Path(tempfile.mkdtemp())
        target = folder if (folder / "dari.yaml").exists() else None
        files = [folder] if target else sorted(folder.glob("*.dari"))
        for file in files:
            done = subprocess.run(
                [self.dari, "build", str(file), "--out", str(out), "--target", "bundle"], capture_output=True, text=True)
            if done.returncode != 0:
                self.errors.append(f"{file}: {done.stderr[:600]}")
        bundles = [file for file in sorted((out / "bundle").glob("*.json")) if file.name != "index.json"]
        called = {inner["routine"] for file in bundles for inner in json.loads(file.read_text("utf-8"))["routines"]}
        for file in bundles:
            bundle = json.loads(file.read_text("utf-8"))
            prefix = f"{bundle['routine']}-" if target and folder.name == "Templates" else "data"
            if prefix == "data" and bundle["routine"] in called:
                continue
            names = [
                one for end in ("json", "yaml") for one in sorted(data.glob(f"{prefix}*.{end}")) if one.name.count(".") == 1
            ]
            if not names:
                self.errors.append(f"{file.name}: no data to run it with")
            for name in names:
                for refusals in (0, 1, 99):
                    self.run(file, bundle, name, refusals)

    def run(self, file, bundle, data, refusals):
        comparison = Comparison(self.dari, file, data)
        interpreter = Interpreter(bundle)
        run = Run(interpreter, Answers(refusals), comparison)
        label = f"{bundle['routine']} with {data.name}, {refusals} refusals"
        try:
            run.run(interpreter.read_inputs(read(data)))
            stopped = None
        except Stopped as stop:
            stopped = stop
        except UnknownFilter as unknown:
            self.skipped.append(f"{label}: filter {unknown}")
            return
        except AssertionError as wrong:
            self.errors.append(f"{label}: {wrong}")
            return
        asked = [event for event in run.events if event.kind in ("yes", "no")]
        reviewed = [event for event in run.events if event.kind == "no"]
        if refusals == 0 and (stopped or reviewed):
            self.errors.append(f"{label}: stopped, although everybody accepts")
        if refusals == 99 and reviewed and not stopped:
            self.errors.append(f"{label}: went on, although somebody never accepts")
        self.seen["runs"] += 1
        self.seen["stopped"] += stopped is not None
        self.seen["prompts"] += comparison.count
        self.seen["done again"] += comparison.again
        self.seen["decisions"] += len(asked)
        for event in run.events:
            if event.kind in ("skipped", "text"):
                self.seen[event.kind] += 1


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dari", default=os.environ.get("DARI", ".build/debug/dari"))
    options = parser.parse_args()
    judge = Judge(options.dari)
    for folder, data in PROJECTS:
        judge.project(folder, data)
    for error in judge.errors[:10]:
        print(error, file=sys.stderr)
    for skipped in judge.skipped:
        print(f"not run, {skipped}", file=sys.stderr)
    print(", ".join(f"{count} {name}" for name, count in sorted(judge.seen.items())) + f", {len(judge.errors)} errors")
    # Runs without a single one of these would judge nothing.
    lacking = [name for name in ("prompts", "done again", "stopped", "skipped", "text") if not judge.seen[name]]
    if lacking:
        print(f"never seen: {', '.join(lacking)}", file=sys.stderr)
    return 1 if judge.errors or lacking else 0


if __name__ == "__main__":
    sys.exit(main())
