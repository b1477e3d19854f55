#!/usr/bin/env python3
"""Cases with `run: true`, against the engine in Python that runs routines from their bundles alone (routine_runner.py).

The engine runs first, with made-up answers, people who send back so often and things that people give. Then `dari test --live` runs
the same as a case, asking a server that knows the engine's answers by what was asked: each conversation has to be one of the
engine's, all of them have to be asked, and the end has to be the same.

usage: judge-run-cases.py [--dari PATH]
"""

import argparse
import collections
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

from check_bundles import read

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import routine_runner  # noqa: E402
from bundle_interpreter import Interpreter, UnknownFilter  # noqa: E402
from faulty_server import FaultyServer, answer  # noqa: E402
from routine_runner import No, Run, Stopped, Yes  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
# What a person's machine does is looked at, also where CI is set.
os.environ.pop("CI", None)
made_up = __import__("judge-runs").made_up
PROJECTS = [
    (ROOT / "Templates", ROOT / "Templates/marketing/data"),
    (ROOT / "Fixtures/Render/flow", ROOT / "Fixtures/Render/flow"),
    (ROOT / "Fixtures/Render/redo", ROOT / "Fixtures/Render/redo"),
    (ROOT / "Fixtures/Run", ROOT / "Fixtures/Run"),
]


class PlacedRun(Run):
    """Says to whom it asks which step, and which item of it, is meant."""

    def do(self, step, item, frame):
        self.answers.place = (self.prefix + step["name"], item)
        return super().do(step, item, frame)


def key(messages):
    # What is only white space is not sent.
    return json.dumps([[one["role"], one["text"]] for one in messages if one["text"].strip()], ensure_ascii=False)


class Answers:
    def __init__(self, refusals):
        self.refusals = refusals
        self.said, self.known, self.given, self.reviewers = collections.Counter(), {}, {}, set()
        self.number = 0

    def ai(self, step, item, messages):
        asked = key(messages)
        if asked not in self.known:
            self.number += 1
            self.known[asked] = made_up(step["result"]["schema"], self.number)
        return self.known[asked]

    def tool(self, step, item):
        return self.gives(step)

    def gives(self, step):
        name = self.place[0]
        if "each" in step:
            raise NotImplementedError("a list of what people give")
        return self.given.setdefault(name, made_up(step["result"]["schema"], len(self.given) + 1))

    def person(self, step, item, shown):
        if step["reviews"] or "edits" in step:
            self.reviewers.add(self.place[0])
            self.said[self.place] += 1
            if self.said[self.place] <= self.refusals:
                return No(f"{self.said[self.place]}번째로 고쳐 주세요.")
            return Yes()
        return Yes(self.gives(step)) if "result" in step else Yes()


def in_yaml(value):
    """As a file of tests says it."""
    if value is None:
        return "absent"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{json.dumps(k, ensure_ascii=False)}: {in_yaml(v)}" for k, v in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(in_yaml, value)) + "]"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else json.dumps(value)


class Server(FaultyServer):
    """Knows the answers of the engine."""

    def __init__(self):
        super().__init__()
        self.known, self.asked, self.strangers = {}, set(), []

    def fine(self, request, body, number):
        asked = json.dumps([[one["role"], one["content"]] for one in body["messages"]], ensure_ascii=False)
        if asked not in self.known:
            self.strangers.append(asked)
            return self.send(request, 400, {"error": {"message": "nobody asks so"}})
        self.asked.add(asked)
        known = self.known[asked]
        self.send(request, 200, answer(known if isinstance(known, str) else json.dumps(known, ensure_ascii=False)))


class Judge:
    def __init__(self, dari):
        self.dari, self.errors, self.skipped, self.seen = dari, [], [], collections.Counter()

    def project(self, source, data):
        target = (source / "dari.yaml").exists()
        folder = pathlib.Path(tempfile.mkdtemp()) / "project"
        shutil.copytree(source, folder, ignore=shutil.ignore_patterns("init", "build", "tests"))
        with Server() as server:
            manifest = (folder / "dari.yaml").read_text("utf-8") if target else "project: runs\npeople: { owner: Owner }\nuse: { text: chatgpt }\nlocales: [ko]\n"
            manifest = re.sub(r"^models:\n(  .*\n)+", "", manifest, flags=re.M)
            manifest += f'\nmodels:\n  only: {{ api: openai, url: "{server.url}", model: fine }}\n'
            (folder / "dari.yaml").write_text(manifest, "utf-8")
            out = folder.parent / "out"
            done = subprocess.run([self.dari, "build", str(folder), "--out", str(out), "--target", "bundle"], capture_output=True, text=True)
            if done.returncode:
                self.errors.append(f"{source}: {done.stderr[:800]}")
                return
            bundles = [json.loads(file.read_text("utf-8")) for file in sorted((out / "bundle").glob("*.json")) if file.name != "index.json"]
            called = {inner["routine"] for bundle in bundles for inner in bundle["routines"]}
            for bundle in bundles:
                prefix = f"{bundle['routine']}-" if target else "data"
                if prefix == "data" and bundle["routine"] in called:
                    continue
                for file in sorted(data.glob(f"{prefix}*")):
                    if file.suffix in (".json", ".yaml") and file.name.count(".") == 1:
                        for refusals in (0, 1, 2, 6):
                            self.case(folder, server, bundle, file, refusals)

    def case(self, folder, server, bundle, file, refusals):
        label = f"{bundle['routine']} with {file.name}, {refusals} refusals"
        interpreter, answers = Interpreter(bundle), Answers(refusals)
        stopped, result = False, None
        # Runs of called routines are made by name.
        routine_runner.Run = PlacedRun
        try:
            result = PlacedRun(interpreter, answers).run(interpreter.read_inputs(read(file)))
        except Stopped:
            stopped = True
        except (UnknownFilter, NotImplementedError) as unknown:
            self.skipped.append(f"{label}: {unknown}")
            return
        finally:
            routine_runner.Run = Run
        server.known, server.asked, server.strangers = answers.known, set(), []
        # Without a number, every item.
        reviewers = {re.sub(r"\[\d+\]", "", name) for name in answers.reviewers}
        text = f"routine: {bundle['routine']}\ncases:\n  case:\n    run: true\n    inputs: {in_yaml(read(file))}\n"
        if answers.given:
            text += f"    given: {in_yaml(answers.given)}\n"
        if refusals:
            said = {name: [f"{number}번째로 고쳐 주세요." for number in range(1, refusals + 1)] for name in sorted(reviewers)}
            text += f"    remarks: {in_yaml(said)}\n"
        (folder / "tests").mkdir(exist_ok=True)
        shutil.rmtree(folder / "tests/recorded", ignore_errors=True)
        (folder / "tests/case.yaml").write_text(text, "utf-8")
        done = subprocess.run([self.dari, "test", str(folder), "--live", "--update", "--lang", "en"], capture_output=True, text=True)
        page = folder / f"tests/golden/{bundle['routine']}/case/run-1.md"
        problem = None
        if server.strangers:
            problem = f"asks otherwise: {server.strangers[0][:600]}\nof {[one[:300] for one in answers.known if one not in server.asked][:2]}"
        elif done.returncode:
            problem = f"{done.stdout[:900]}{done.stderr[:600]}\n{text[:900]}"
        elif server.asked != set(answers.known):
            problem = f"does not ask {[one[:300] for one in set(answers.known) - server.asked][:2]}"
        elif ("\n## Stopped\n" in page.read_text("utf-8")) != stopped:
            problem = f"ends otherwise: stopped {stopped}"
        elif isinstance(result, str) and not page.read_text("utf-8").endswith("".join(">\n" if not line else f"> {line}\n" for line in result.split("\n"))):
            problem = f"another result than {result[:300]!r}: {page.read_text('utf-8')[-400:]}"
        if problem:
            self.errors.append(f"{label}: {problem}")
        self.seen["runs"] += 1
        self.seen["stopped"] += stopped
        self.seen["questions"] += len(answers.known)
        self.seen["refusals"] += sum(min(count, refusals) for count in answers.said.values())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dari", default=os.environ.get("DARI", ".build/debug/dari"))
    options = parser.parse_args()
    judge = Judge(str(pathlib.Path(options.dari).resolve()))
    for folder, data in PROJECTS:
        judge.project(folder, data)
    for error in judge.errors[:10]:
        print(f"run cases: {error}", file=sys.stderr)
    for skipped in judge.skipped:
        print(f"   left out: {skipped}")
    print("run cases: " + ", ".join(f"{count} {name}" for name, count in judge.seen.items()) + f", {len(judge.errors)} differ")
    return 1 if judge.errors or judge.seen["runs"] < 10 or not judge.seen["stopped"] else 0


if __name__ == "__main__":
    raise SystemExit(main())
