#!/usr/bin/env python3
"""Whether what `dari diff` calls compatible is: data made at random from the old version's JSON Schema (hypothesis-jsonschema) are
held against the new version's (jsonschema), and results the other way round.

Types and mutations of them are made here. Each pair is a routine of one project; both versions are built, and the schemas are taken
out of the bundles. To show that it can fail, the judge then takes one kind of change after the other for compatible, whatever
`dari diff` says, and has to find data that disprove it.

  judge-diff.py [--pairs N] [--seed N] [--examples N]
"""
import argparse
import copy
import json
import os
import random
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

import jsonschema
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import HypothesisWarning, Unsatisfiable
from hypothesis_jsonschema import from_schema

warnings.simplefilter("ignore", HypothesisWarning)
DARI = os.environ.get("DARI", ".build/debug/dari")

# Types: dictionaries with `kind`, `optional`, and what the kind needs.

LIMITED = ["text", "line", "int", "number", "list"]
SIMPLE = ["text", "line", "int", "number", "bool", "date", "money", "url", "email", "enum"]
WORDS = ["red", "green", "blue", "grey", "pink", "black"]
FIELDS = ["alpha", "beta", "gamma", "delta", "omega"]


def limits(rng, kind):
    low = rng.choice([None, None, 0, 1, 2, 3])
    high = rng.choice([None, 3, 4, 5, 8, 10, 12])
    if kind == "number" and high is not None and rng.random() < 0.3:
        high += 0.5
    return [low, high]


def make(rng, depth=2, may_be_optional=True):
    kinds = SIMPLE + (["list", "record", "record"] if depth else [])
    node = {"kind": rng.choice(kinds), "optional": may_be_optional and rng.random() < 0.25}
    fill(rng, node, depth)
    return node


def fill(rng, node, depth):
    kind = node["kind"]
    if kind in LIMITED:
        node["limits"] = limits(rng, kind)
    if kind == "money":
        node["currency"] = rng.choice(["KRW", "USD"])
    if kind == "enum":
        node["cases"] = rng.sample(WORDS, rng.randint(2, 4))
    if kind == "list":
        node["of"] = make(rng, depth - 1, may_be_optional=False)
    if kind == "record":
        names = rng.sample(FIELDS, rng.randint(2, 3))
        node["fields"] = [(name, make(rng, depth - 1)) for name in names]


def shown(node):
    kind = node["kind"]
    text = kind
    if kind in LIMITED and node["limits"] != [None, None]:
        low, high = ("" if end is None else str(end) for end in node["limits"])
        text += f"({low}..{high})"
    if kind == "money":
        text += f"({node['currency']})"
    if kind == "enum":
        text = "(" + " | ".join(node["cases"]) + ")"
    if kind == "list":
        text += f" of {shown(node['of'])}"
        if node["optional"]:
            text = f"({text})"
    if kind == "record":
        text = "{ " + ", ".join(f"{name}: {shown(field)}" for name, field in node["fields"]) + " }"
    return text + ("?" if node["optional"] else "")


def nodes(node, depth=2, may_be_optional=True):
    yield node, depth, may_be_optional
    if node["kind"] == "list":
        yield from nodes(node["of"], depth - 1, False)
    if node["kind"] == "record":
        for _, field in node["fields"]:
            yield from nodes(field, depth - 1)


def mutate(rng, root):
    """One change somewhere in a type; the old one stays."""
    root = copy.deepcopy(root)
    node, depth, may_be_optional = rng.choice(list(nodes(root)))
    ways = [replace, change_kind]
    if may_be_optional:
        ways += [toggle, toggle]
    if node["kind"] in LIMITED:
        ways += [change_limits] * 4
    if node["kind"] == "enum":
        ways += [change_cases] * 4
    if node["kind"] == "record":
        ways += [change_fields] * 4
    rng.choice(ways)(rng, node, depth)
    return root


def replace(rng, node, depth):
    fresh = make(rng, depth, may_be_optional=False)
    optional = node["optional"]
    node.clear()
    node.update(fresh, optional=optional)


def change_kind(rng, node, depth):
    """To a type that is near: texts of all sorts, numbers."""
    groups = [["text", "line", "date", "url", "email", "money", "enum"], ["int", "number"], ["bool", "enum"]]
    group = rng.choice([group for group in groups if node["kind"] in group] or [["text", "line"]])
    kept = {key: node[key] for key in ("optional", "limits") if key in node}
    node.clear()
    node.update({"kind": rng.choice(group), "optional": kept["optional"]})
    fill(rng, node, 0)
    if "limits" in kept and "limits" in node and rng.random() < 0.6:
        low, high = kept["limits"]
        if node["kind"] != "number" and isinstance(high, float):
            high = int(high)
        node["limits"] = [low, high]


def toggle(rng, node, depth):
    node["optional"] = not node["optional"]


def change_limits(rng, node, depth):
    low, high = node["limits"]
    if rng.random() < 0.5:
        low = rng.choice([None, 0, max(0, (low or 0) - 1), (low or 0) + 1])
    else:
        high = rng.choice([None, (high or 6) + 1, max(3, (high or 6) - 1)])
    if isinstance(high, float) and node["kind"] != "number":
        high = int(high)
    if low is not None and high is not None and low > high:
        low = None
    node["limits"] = [low, high]


def change_cases(rng, node, depth):
    cases = node["cases"]
    free = [word for word in WORDS if word not in cases]
    way = rng.choice(["add", "remove", "rename", "turn"])
    if way == "add" and free:
        cases.insert(rng.randint(0, len(cases)), rng.choice(free))
    elif way == "remove" and len(cases) > 2:
        cases.pop(rng.randrange(len(cases)))
    elif way == "rename" and free:
        cases[rng.randrange(len(cases))] = rng.choice(free)
    else:
        cases.reverse()


def change_fields(rng, node, depth):
    fields = node["fields"]
    free = [name for name in FIELDS if name not in [known for known, _ in fields]]
    way = rng.choice(["add", "add", "remove", "remove", "rename", "turn"])
    if way == "add" and free:
        fields.insert(rng.randint(0, len(fields)), (rng.choice(free), make(rng, max(0, depth - 1))))
    elif way == "remove" and len(fields) > 1:
        fields.pop(rng.randrange(len(fields)))
    elif way == "rename" and free:
        place = rng.randrange(len(fields))
        fields[place] = (rng.choice(free), fields[place][1])
    else:
        fields.reverse()


# Projects

ROUTINE = """---
routine: {name}
---
@input given: {input}{default}

@input other: bool = true

@step take: Take it
by: human(staff)
gives: {output}

@do
Take it.
"""


def default(rng, node):
    if rng.random() > 0.3:
        return ""
    if node["kind"] == "enum":
        return f" = {node['cases'][0]}"
    if node["kind"] == "bool":
        return " = true"
    if node["kind"] == "int" and node["limits"][0] is not None:
        return f" = {node['limits'][0]}"
    return ""


class Pair:
    def __init__(self, rng, number):
        self.name = f"r{number:04}"
        self.old = {"input": make(rng), "output": make(rng, may_be_optional=False)}
        self.new = {side: mutate(rng, node) for side, node in self.old.items()}
        if rng.random() < 0.3:
            self.new = {side: mutate(rng, node) for side, node in self.new.items()}
        # The result of a step is optional by its `when` alone.
        self.new["output"]["optional"] = False
        self.defaults = default(rng, self.old["input"]), default(rng, self.new["input"])
        if rng.random() < 0.6 and self.old["input"] == self.new["input"]:
            self.defaults = self.defaults[0], self.defaults[0]

    def write(self, folder, types, default):
        text = ROUTINE.format(
            name=self.name, input=shown(types["input"]), default=default, output=shown(types["output"])
        )
        (folder / f"{self.name}.dari").write_text(text)

    def told(self):
        return (
            f"{shown(self.old['input'])}{self.defaults[0]} -> {shown(self.new['input'])}{self.defaults[1]}; "
            f"gives {shown(self.old['output'])} -> {shown(self.new['output'])}"
        )


def run(*arguments):
    return subprocess.run([DARI, *map(str, arguments)], capture_output=True, text=True)


def build(folder, out):
    result = run("build", folder, "--target", "bundle", "--out", out)
    if result.returncode:
        sys.exit(f"judge-diff: {result.stderr[:3000]}")
    return {path.stem: json.loads(path.read_text()) for path in (out / "bundle").glob("r*.json")}


# Data

def for_making(schema):
    """What hypothesis-jsonschema makes no data of in reasonable time, written otherwise; narrower, never wider."""
    if isinstance(schema, list):
        return [for_making(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    result = {key: for_making(value) for key, value in schema.items()}
    kind = schema.get("format")
    if kind == "uri":
        del result["format"]
        result["pattern"] = r"^https://[a-z]{1,8}\.example/[a-z]{0,5}\Z"
    if kind == "date":
        result.pop("pattern", None)
    if kind == "int64":
        del result["format"]
    return result


def counterexample(source, target, examples, number):
    """Data that are right for one schema and wrong for the other; None if none were found."""
    before, after = (jsonschema.Draft202012Validator(schema) for schema in (source, target))
    found = []

    @seed(number)
    @settings(
        max_examples=examples, database=None, deadline=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(from_schema(for_making(source)))
    def look(data):
        if not found and before.is_valid(data) and not after.is_valid(data):
            found.append(data)

    try:
        look()
    except Unsatisfiable:
        pass
    return found[0] if found else None


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--pairs", type=int, default=140)
    options.add_argument("--seed", type=int, default=3)
    options.add_argument("--examples", type=int, default=50)
    options = options.parse_args()
    rng = random.Random(options.seed)
    pairs = [Pair(rng, number) for number in range(options.pairs)]
    with tempfile.TemporaryDirectory() as name:
        folders = []
        for version in ("old", "new"):
            folder = Path(name) / version
            folder.mkdir()
            folders.append(folder)
            (folder / "dari.yaml").write_text("project: judge\npeople: { staff: Staff }\n")
            for pair in pairs:
                pair.write(folder, getattr(pair, version), pair.defaults[version == "new"])
        schemas = [build(folder, Path(name) / f"{folder.name}-built") for folder in folders]
        result = run("diff", *folders, "--format", "json")
        if result.returncode not in (0, 1) or not result.stdout:
            sys.exit(f"judge-diff: {result.stderr[:3000]}")
        changes = json.loads(result.stdout)["changes"]

    directions = []
    for number, pair in enumerate(pairs):
        old, new = (side[pair.name] for side in schemas)
        own = [change for change in changes if pair.name in change["routines"]]
        ways = [
            ("INPUTS", old["inputSchema"], new["inputSchema"]),
            ("OUTPUTS", new["steps"][0]["result"]["schema"], old["steps"][0]["result"]["schema"]),
        ]
        for tier, source, target in ways:
            breaking = {change["change"] for change in own if change["tier"] == tier and change["breaking"]}
            if source != target:
                directions.append((pair, tier, breaking, counterexample(source, target, options.examples, number)))

    wrong = [(pair, tier, data) for pair, tier, breaking, data in directions if data is not None and not breaking]
    compatible = sum(not breaking for _, _, breaking, _ in directions)
    proved = sum(data is not None for _, _, breaking, data in directions if breaking)
    print(
        f"{options.pairs} pairs, {len(directions)} differences: {compatible} called compatible, "
        f"{len(wrong)} of them disproved; {len(directions) - compatible} called breaking, {proved} of them proved"
    )
    for pair, tier, data in wrong[:10]:
        print(f"  {pair.name} {tier}: {json.dumps(data, ensure_ascii=False)}\n    {pair.told()}")
    failed = bool(wrong)

    # Taken for compatible, each of these has to be disproved.
    for kind in (
        "limits-changed", "type-changed", "became-required", "became-optional", "choice-removed", "choice-added",
        "choice-renamed", "field-removed", "field-added", "field-renamed",
    ):
        found = sum(data is not None for _, _, breaking, data in directions if breaking == {kind})
        print(f"  if {kind} were compatible: disproved {found} times")
        failed = failed or found == 0
    if compatible < len(directions) / 10:
        print("judge-diff: hardly anything was called compatible, so hardly anything was judged")
        failed = True
    sys.exit(failed)


main()
