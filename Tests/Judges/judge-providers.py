#!/usr/bin/env python3
"""Holds `dari render --format openai|anthropic|gemini` against the providers' own types.

The request types are those of the official packages `openai`, `anthropic` and `google-genai`: unknown fields are refused,
the strict parts of JSON Schema are checked with the packages' own converters, and rules that no type says (who speaks
first, turns, no empty text) are spelled out here. Judged are the shipped routines with their data, a routine with
pictures, sounds and files, every format of media, messages in orders made at random, and answers of types made at
random. Last come requests that are wrong on purpose: a judge that accepts one of them is broken.
"""

import base64
import copy
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile

import jsonschema
import provider_rules as rules

ROOT = pathlib.Path(__file__).resolve().parents[2]
DARI = os.environ.get("DARI", str(ROOT / ".build/debug/dari"))
PROVIDERS = ["openai", "anthropic", "gemini"]
errors = []
counts = {"requests": 0, "refusals": 0, "schemas": 0, "controls": 0}


def fail(what):
    errors.append(what)


def dari(*arguments, folder=ROOT):
    return subprocess.run(
        [DARI, *arguments, "--lang", "en"], capture_output=True, text=True, encoding="utf-8", cwd=folder)


def model(provider):
    return [] if provider == "gemini" else ["--model", "some-model"]


def judge(provider, request, where, messages=None):
    """Everything that is known of a request. With messages: nothing of them is lost, added or moved."""
    counts["requests"] += 1
    for problem in rules.problems(provider, request, messages):
        fail(f"{where}: {provider}: {problem}")


def render(provider, arguments, folder=ROOT):
    """Requests by step, and what was told."""
    done = dari("render", *arguments, "--format", provider, *model(provider), folder=folder)
    answer = json.loads(done.stdout) if done.stdout else {"steps": []}
    return {step["step"]: step["request"] for step in answer["steps"]}, done.stderr


def messages_of(arguments, folder=ROOT):
    done = dari("render", *arguments, "--format", "json", folder=folder)
    return {step["step"]: step["messages"] for step in json.loads(done.stdout)["steps"]}


# What is shipped


def judge_shipped():
    data = ROOT / "Templates/marketing/data"
    for file in sorted([*data.glob("*.yaml"), *data.glob("*.json")]):
        known = [path.stem for path in (ROOT / "Templates/marketing").glob("*.dari")]
        routine = max((name for name in known if file.stem.startswith(name)), key=len, default=None)
        if routine is None:
            fail(f"{file.name}: there is no routine of this name")
            continue
        arguments = [routine, "--project", "Templates", "--data", str(file)]
        for given in sorted((data / "given").glob(f"{file.stem}.*.json")):
            arguments += ["--given", f"{given.stem.rpartition('.')[2]}={given}"]
        messages = messages_of(arguments)
        for provider in PROVIDERS:
            requests, told = render(provider, arguments)
            # A step that an earlier result decides is rendered in no form without it.
            if told.count("error[") != told.count("error[E0983]"):
                fail(f"{file.name}: {provider}: {told}")
            for step, request in requests.items():
                judge(provider, request, f"{file.name} {step}", messages[step])
            one = next(iter(requests), None)
            bare = dari("render", *arguments, "--step", one, "--format", provider, *model(provider))
            if json.loads(bare.stdout) != requests[one]:
                fail(f"{file.name}: {provider}: one step alone is not the bare request")


def judge_fixture():
    for name in ["full", "addresses"]:
        arguments = ["album", "--project", "Fixtures/Media", "--data", f"Fixtures/Media/album-{name}.yaml"]
        arguments += ["--step", "describe", "--step", "post"]
        messages = messages_of(arguments)
        for provider in PROVIDERS:
            requests, told = render(provider, arguments)
            # A sound for Anthropic, a PDF's address for OpenAI, a GIF for Gemini.
            refused = (provider, name) in [("anthropic", "full"), ("openai", "addresses"), ("gemini", "addresses")]
            if refused != ("describe" not in requests) or refused != ("E0967" in told):
                fail(f"album-{name}: {provider}: {told or 'nothing was refused'}")
            for step, request in requests.items():
                judge(provider, request, f"album-{name} {step}", messages[step])


# Media of every format

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABh6FO1AAAAABJRU5ErkJggg==")
FORMATS = {
    # name: (content, kind, who takes it)
    "a.png": (PNG, "image", "oag"),
    "a.jpg": (b"\xff\xd8\xff\xe0\0\x10JFIF\0", "image", "oag"),
    "a.gif": (b"GIF89a\1\0\1\0\0\0\0;", "image", "oa"),
    "a.webp": (b"RIFF\x1a\0\0\0WEBPVP8L\x0d\0\0\0", "image", "oag"),
    "a.heic": (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "image", "g"),
    "a.bmp": (b"BM\x1a\0\0\0" + b"\0" * 20, "image", ""),
    "a.wav": (b"RIFF\x24\0\0\0WAVEfmt \x10\0\0\0", "audio", "og"),
    "a.mp3": (b"ID3\4\0\0\0\0\0\0", "audio", "og"),
    "a.ogg": (b"OggS\0\2" + b"\0" * 20, "audio", "g"),
    "a.flac": (b"fLaC\0\0\0\x22", "audio", "g"),
    "a.m4a": (b"\0\0\0\x18ftypM4A \0\0\0\0", "audio", "g"),
    "a.pdf": (b"%PDF-1.4\n%%EOF\n", "file", "oag"),
    "a.txt": ("글".encode(), "file", "oag"),
    "a.csv": (b"a,b\n1,2\n", "file", "oag"),
    "a.docx": (b"PK\3\4" + b"\0" * 30, "file", "o"),
    "a.bin": (b"\0\1\2\3", "file", ""),
}


def judge_formats(folder):
    steps, data, declared = [], {}, []
    for index, (name, (content, kind, _)) in enumerate(FORMATS.items()):
        (folder / name).write_bytes(content)
        # Each as what it is, and as a file of any kind.
        for suffix, type_ in [("", kind), ("_file", "file")]:
            declared.append(f"@input m{index}{suffix}: {type_}\n")
            data[f"m{index}{suffix}"] = name
            steps.append(
                f"@step s{index}{suffix}: a\nby: ai(text)\n\n@user\n앞\n<x>\n{{{{ m{index}{suffix} }}}}\n</x>\n")
    write_routine(folder, "formats", declared, steps)
    (folder / "formats.json").write_text(json.dumps(data))
    arguments = ["formats.dari", "--data", "formats.json"]
    messages = messages_of(arguments, folder)
    for provider in PROVIDERS:
        requests, told = render(provider, arguments, folder)
        for index, (name, (_, _, takers)) in enumerate(FORMATS.items()):
            for suffix in ["", "_file"]:
                step = f"s{index}{suffix}"
                if (provider[0] in takers) != (step in requests):
                    fail(f"{name}{suffix}: {provider}: {'refused' if provider[0] in takers else 'accepted'}")
                if step in requests:
                    judge(provider, requests[step], f"{name}{suffix}", messages[step])
                elif f"`{name}` in `{step}`" not in told:
                    fail(f"{name}{suffix}: {provider}: nothing is told")
                else:
                    counts["refusals"] += 1


def write_routine(folder, name, declared, steps):
    """A file in which a last step uses the result of every other."""
    names = [step.split()[1].rstrip(":") for step in steps]
    last = "@step last: 모두\nby: ai(text)\n\n@user\n" + "".join(f"{{{{ {n} | json }}}}\n" for n in names)
    text = f"---\nroutine: {name}\nowner: owner\n---\n" + "\n".join(declared) + "\n" + "\n".join(steps) + "\n" + last
    (folder / f"{name}.dari").write_text(text, encoding="utf-8")


# Messages in any order


def judge_orders(folder, seed=20, count=60):
    chance = random.Random(seed)
    steps, sequences = [], {}
    for index in range(count):
        roles = [chance.choice(["system", "user", "user", "assistant"]) for _ in range(chance.randint(1, 6))]
        if not {"system", "user"} & set(roles):
            roles.append("user")
        bodies = []
        for place, role in enumerate(roles):
            said = chance.random() > 0.2
            bodies.append((role, said))
            text = f"{role} {index} {place} 말" if said else "{% if no %}없음{% endif %}"
            steps.append(f"@{role}\n{text}\n")
        # The sections of one step are joined again below.
        sequences[f"s{index}"] = bodies
        steps[-len(roles):] = [f"@step s{index}: a\nby: ai(text)\n\n" + "\n".join(steps[-len(roles):])]
    write_routine(folder, "orders", ["@input no: bool = false\n"], steps)
    messages = messages_of(["orders.dari"], folder)
    for provider in PROVIDERS:
        requests, told = render(provider, ["orders.dari"], folder)
        for step, bodies in sequences.items():
            said = [role for role, is_said in bodies if is_said]
            turns = [role for role in said if role != "system"]
            takes = bool(said)
            if provider != "openai":
                takes = takes and (not turns or turns[0] == turns[-1] == "user")
            if takes != (step in requests):
                fail(f"{provider}: {said} is {'refused' if takes else 'accepted'}")
            if step in requests:
                judge(provider, requests[step], f"{provider} {said}", messages[step])
            elif f"`{step}`:" not in told:
                fail(f"{provider}: nothing is told of {said}")
            else:
                counts["refusals"] += 1


# Answers of any type


class Types:
    """Types as they are written, with values of them as they are handed in."""

    def __init__(self, seed):
        self.chance = random.Random(seed)

    def type(self, depth=0):
        kinds = ["text", "line", "int", "number", "bool", "date", "money", "url", "email", "enum"]
        kind = self.chance.choice(kinds + (["list", "record", "record"] if depth < 3 else []))
        if kind in ("text", "line"):
            high = self.chance.choice([None, 5, 40])
            return (f"{kind}(..{high})" if high else kind), lambda: "글자" * self.chance.randint(0, 2)
        if kind == "int":
            low, high = self.chance.choice([(None, None), (0, None), (-3, 9), (None, 2**53)])
            limits = f"({'' if low is None else low}..{'' if high is None else high})"
            return ("int" if low is high is None else f"int{limits}"), lambda: self.chance.randint(low or 0, 2)
        if kind == "number":
            return "number(0..9.5)", lambda: self.chance.choice([0, 1.5, 9.5])
        if kind == "money":
            return "money(USD)", lambda: "12.50 USD"
        if kind == "enum":
            return '(red "빨강" | blue)', lambda: self.chance.choice(["red", "blue"])
        if kind == "list":
            low = self.chance.randint(0, 2)
            inner, value = self.type(depth + 1)
            return f"(list({low}..4) of {inner})", lambda: [value() for _ in range(self.chance.randint(low, 4))]
        if kind == "record":
            fields = {}
            for index in range(self.chance.randint(1, 4)):
                inner, value = self.type(depth + 1)
                fields[f"f{index}"] = (inner, value, self.chance.random() < 0.3)
            written = ", ".join(f"{name}: {inner}{'?' if may else ''}" for name, (inner, _, may) in fields.items())

            def record():
                # Absent is null where every field has to be there, and may be left out elsewhere.
                return {
                    name: None if may and self.chance.random() < 0.5 else value()
                    for name, (_, value, may) in fields.items()
                }

            return f"{{ {written} }}", record
        plain = {
            "bool": True, "date": "2026-11-20", "url": "https://example.com/", "email": "a@example.com",
        }  # fmt: skip
        return kind, lambda: plain[kind]


def judge_answers(folder, seed=7, count=50):
    types = Types(seed)
    steps, values = [], {}
    for index in range(count):
        written, value = types.type()
        steps.append(f"@step s{index}: a\nby: ai(text)\ngives: {written}\n\n@user\n말\n")
        values[f"s{index}"] = (written, value)
    write_routine(folder, "answers", [], steps)
    for provider in PROVIDERS:
        requests, told = render(provider, ["answers.dari"], folder)
        if told:
            fail(f"answers: {provider}: {told}")
        for step, (written, value) in values.items():
            judge(provider, requests[step], f"gives {written}")
            schema = rules.schema_of(provider, requests[step])
            is_text = written.split("(")[0] in ("text", "line", "url", "email")
            if (schema is None) != is_text:
                fail(f"gives {written}: {provider}: {'no' if schema is None else 'a'} schema")
            if schema is None:
                continue
            wraps = provider == "openai" and not written.startswith("{")
            validator = jsonschema.Draft202012Validator(schema)
            for _ in range(4):
                answer = {"result": value()} if wraps else value()
                counts["schemas"] += 1
                for error in validator.iter_errors(answer):
                    fail(f"gives {written}: {provider}: {answer} is right, and the schema says: {error.message}")
            for wrong in [[], {"other": 1}, "?", None]:
                if (wraps or isinstance(wrong, dict)) and validator.is_valid(wrong):
                    fail(f"gives {written}: {provider}: the schema accepts {wrong}")


# Wrong on purpose


def judge_controls(folder):
    (folder / "cat.png").write_bytes(PNG)
    (folder / "control.dari").write_text(
        "---\nroutine: control\nowner: owner\n---\n@input photo: image\n\n@step s: a\nby: ai(text)\n"
        "gives: { name: line(..9), many: int(0..9)? }\n\n@system\n안내\n\n@user\n물음\n\n@assistant\n"
        '{"name": "가", "many": 1}\n\n@user\n보세요.\n{{ photo }}\n',
        encoding="utf-8")
    arguments = ["control.dari", "--set", "photo=@cat.png"]
    messages = messages_of(arguments, folder)["s"]
    for provider in PROVIDERS:
        requests, told = render(provider, arguments, folder)
        request = requests["s"]
        if rules.problems(provider, request, messages):
            fail(f"control: {provider}: {rules.problems(provider, request, messages)}")
        for name, mutate in rules.mutations(provider).items():
            wrong = copy.deepcopy(request)
            mutate(wrong)
            counts["controls"] += 1
            if wrong == request:
                fail(f"control: {provider}: {name} changes nothing")
            elif not rules.problems(provider, wrong, messages):
                fail(f"control: {provider}: {name} is accepted")


def main():
    judge_shipped()
    judge_fixture()
    with tempfile.TemporaryDirectory() as name:
        for part in [judge_formats, judge_orders, judge_answers, judge_controls]:
            folder = pathlib.Path(name) / part.__name__
            folder.mkdir()
            part(folder)
    for error in errors[:40]:
        print(error, file=sys.stderr)
    print(
        f"{counts['requests']} requests of {len(PROVIDERS)} providers, {counts['refusals']} refusals, "
        f"{counts['schemas']} answers held against schemas, {counts['controls']} wrong requests seen; "
        f"{len(errors)} errors")
    return 1 if errors or min(counts.values()) == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
