#!/usr/bin/env python3
"""Judges emitted bundles with an independent validator and an independent interpreter.

usage: check_bundles.py [--dari PATH] [--data DIR] DIR_OR_BUNDLE.json …

Of every bundle it checks: Documentation/bundle.schema.json accepts it; it is canonical JSON; its sha256 is right; every
JSON Schema in it is one; defaults and examples fit the inputs' schema; data files named <routine>-*.json in the data
folder fit it too, and, with the path of the dari binary, bundle_interpreter.py renders them as `dari render` does, in every
language of the bundle.
Results of steps are <data>/given/<name of the data file>.<step>.json. index.json must name every bundle beside it.
"""

import argparse
import hashlib
import json
import pathlib
import subprocess
import sys

import jsonschema
import yaml

import bundle_interpreter

ROOT = pathlib.Path(__file__).resolve().parents[2]
Validator = jsonschema.Draft202012Validator
# A bundle may nest 500 deep, and each level takes a few calls.
sys.setrecursionlimit(20_000)


def canonical(value):
    """RFC 8785 for what bundles hold: no key outside the BMP but sorted right, numbers as ECMAScript writes them."""
    if isinstance(value, dict):
        members = sorted(value.items(), key=lambda member: member[0].encode("utf-16-be"))
        return "{" + ",".join(f"{json.dumps(k, ensure_ascii=False)}:{canonical(v)}" for k, v in members) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    if isinstance(value, float):
        return ecma_script(value)
    return json.dumps(value, ensure_ascii=False)


def ecma_script(number):
    if number == int(number) and abs(number) < 1e21:
        return str(int(number))
    mantissa, _, exponent = repr(number).partition("e")
    if not exponent:
        return mantissa
    power = int(exponent)
    if -7 <= power < 0:
        sign, digits = ("-", mantissa[1:]) if mantissa.startswith("-") else ("", mantissa)
        return f"{sign}0.{'0' * (-power - 1)}{digits.replace('.', '')}"
    return f"{mantissa.removesuffix('.0')}e{'+' if power > 0 else '-'}{abs(power)}"


class PlainLoader(yaml.SafeLoader):
    """YAML as JSON has it: a day stays the text it is."""


PlainLoader.add_constructor("tag:yaml.org,2002:timestamp", lambda loader, node: loader.construct_scalar(node))


def read(path):
    text = path.read_text(encoding="utf-8")
    return json.loads(text) if path.suffix == ".json" else yaml.load(text, Loader=PlainLoader)


class Judge:
    def __init__(self, options):
        self.options = options
        self.errors = []
        self.renders = 0
        self.skipped = []
        with open(ROOT / "Documentation/bundle.schema.json", encoding="utf-8") as file:
            schema = json.load(file)
        Validator.check_schema(schema)
        self.bundle_validator = Validator(schema)

    def fail(self, path, message):
        self.errors.append(f"{path}: {message}")

    def check(self, path):
        text = path.read_text(encoding="utf-8")
        bundle = json.loads(text)
        found = list(self.bundle_validator.iter_errors(bundle))
        for error in found:
            best = jsonschema.exceptions.best_match([error])
            self.fail(path, f"{best.json_path}: {best.message[:300]}")
        if found:
            return
        if canonical(bundle) != text:
            self.fail(path, "is not canonical JSON")
        rest = {key: value for key, value in bundle.items() if key != "sha256"}
        if hashlib.sha256(canonical(rest).encode()).hexdigest() != bundle["sha256"]:
            self.fail(path, "sha256 does not fit")
        schemas = [bundle["inputSchema"]] + [s["result"]["schema"] for s in bundle["steps"] if "result" in s]
        for schema in schemas:
            Validator.check_schema(schema)
        for name, schema in bundle["inputSchema"]["properties"].items():
            for value in [*schema.get("examples", []), *([schema["default"]] if "default" in schema else [])]:
                for error in Validator(schema).iter_errors(value):
                    self.fail(path, f"default or example of {name}: {error.message}")
        self.check_data(path, bundle)

    def check_data(self, path, bundle):
        if not self.options.data:
            return
        files = [file for end in ("json", "yaml") for file in self.options.data.glob(f"{bundle['routine']}-*.{end}")]
        for data in sorted(files):
            inputs = read(data)
            for error in Validator(bundle["inputSchema"]).iter_errors(inputs):
                self.fail(data, f"{error.json_path}: {error.message[:300]}")
            given = {}
            for step in bundle["steps"]:
                file = data.parent / "given" / f"{data.stem}.{step['name']}.json"
                if "result" in step and file.exists():
                    given[step["name"]] = file
                    for error in Validator(step["result"]["schema"]).iter_errors(json.loads(file.read_text("utf-8"))):
                        self.fail(file, f"{error.json_path}: {error.message[:300]}")
            if self.options.dari:
                self.compare(path, bundle, data, inputs, given)
                for translation in bundle.get("translations", []):
                    translated = translation["routine"] | {"routines": translation["routines"]}
                    self.compare(path, translated, data, inputs, given, translation["locale"])

    def compare(self, path, bundle, data, inputs, given, locale=None):
        command = [self.options.dari, "render", str(path), "--data", str(data), "--format", "json"]
        if locale:
            command += ["--locale", locale]
        for step, file in given.items():
            command += ["--given", f"{step}={file}"]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
        results = {step: json.loads(file.read_text("utf-8")) for step, file in given.items()}
        try:
            mine = bundle_interpreter.Interpreter(bundle, folder=data.parent).render_steps(inputs, results)
        except bundle_interpreter.UnknownFilter as unknown:
            self.skipped.append(f"{data.name}: filter {unknown}")
            return
        except bundle_interpreter.RenderFault as fault:
            if done.returncode == 0:
                self.fail(data, f"dari renders what the interpreter refuses: {fault}")
            return
        if done.returncode != 0:
            self.fail(data, f"dari render failed: {done.stderr.strip()[:500]}")
            return
        theirs = json.loads(done.stdout)["steps"]
        if mine != theirs:
            for here, there in zip(mine, theirs):
                if here != there:
                    self.fail(data, f"step {here['step']} differs:\n  here {here}\n  dari {there}")
                    break
            else:
                self.fail(data, f"{len(mine)} steps here, {len(theirs)} of dari")
        self.renders += 1

    def check_index(self, path, bundles):
        index = json.loads(path.read_text(encoding="utf-8"))
        named = {entry["file"]: entry["sha256"] for entry in index["routines"]}
        there = {bundle.name: json.loads(bundle.read_text("utf-8"))["sha256"] for bundle in bundles}
        if named != there:
            self.fail(path, f"names {sorted(named)}, beside it are {sorted(there)}, or a hash differs")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dari", help="path of the dari binary: also compare with what it renders")
    parser.add_argument("--data", type=pathlib.Path, help="folder with data files")
    parser.add_argument("paths", nargs="+", type=pathlib.Path)
    options = parser.parse_args()
    judge = Judge(options)
    count = 0
    for path in options.paths:
        bundles = [path]
        if path.is_dir():
            bundles = sorted(file for file in path.glob("*.json") if file.name != "index.json")
            if (path / "index.json").exists():
                judge.check_index(path / "index.json", bundles)
        for bundle in bundles:
            count += 1
            judge.check(bundle)
    for error in judge.errors:
        print(error, file=sys.stderr)
    for skipped in judge.skipped:
        print(f"not compared, {skipped}", file=sys.stderr)
    print(f"{count} bundles, {judge.renders} renderings compared, {len(judge.errors)} errors")
    # Finding nothing to judge is a failure of the call, not a success.
    return 1 if judge.errors or count == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
