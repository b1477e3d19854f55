#!/usr/bin/env python3
"""Keys never come out: everything that the tool writes is searched for keys that were planted.

usage: judge-keys.py [--dari PATH] [--only PART]

Each key is a word that stands nowhere else. Some are in the environment, in the variable that a manifest names and in those
that people have; others are written into dari.yaml, tools.yaml and addresses, in the ways that people do it, also in YAML that
is broken. Then every subcommand runs with every format and option, on projects that are right and on those that are wrong in each
way, on hostile bundles, and dies of signals. Standard output, standard error and every byte of every file that was written
are searched, for the key as it is and in other writings. A program that does tell its environment has to be found out.
"""

import argparse
import base64
import contextlib
import json
import os
import pathlib
import pty
import random
import resource
import select
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from faulty_server import FaultyServer  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
PATIENCE = 60
VARIABLES = [
    "HARU_MODEL_KEY", "OPENAI_API_KEY", "ANTHROPIC_API_KEY", "GEMINI_API_KEY", "GOOGLE_API_KEY", "AWS_SECRET_ACCESS_KEY",
    "AWS_ACCESS_KEY_ID", "AZURE_OPENAI_API_KEY", "GITHUB_TOKEN", "HF_TOKEN", "DATABASE_URL", "DARI_API_KEY", "DARI_TOKEN",
    "SSH_AUTH_SOCK_PASSWORD", "NETRC_PASSWORD", "HTTP_PROXY",
]  # fmt: skip


def canary(number):
    """A word of 24 letters and digits."""
    source = random.Random(f"canary {number}")
    return "Qz7" + "".join(source.choice("BCDFGHJKLMNPQRSTVWXZbcdfghjklmnpqrstvwxz23456789") for _ in range(21))


def writings(key):
    """The key as bytes in the ways in which a program may write it; all in lower case, as what is searched."""
    raw = key.encode()
    forms = {"as it is": raw, "backwards": raw[::-1], "hex": raw.hex().encode(), "UTF-16": key.encode("utf-16-le")}
    forms["percent"] = "".join(f"%{byte:02x}" for byte in raw).encode()
    forms["JSON"] = "".join(f"\\u{byte:04x}" for byte in raw).encode()
    forms["decimal"] = ",".join(map(str, raw)).encode()
    for shift in range(3):
        # What is before the key moves its digits; the first and last of them depend on what stands around.
        code = base64.b64encode(b"\0" * shift + raw)
        forms[f"base64+{shift}"] = code[4 : len(code) - 4]
    # Parts of it are a leak as well.
    for start in range(0, len(raw), 8):
        forms[f"from the {start}th sign"] = raw[start : start + 8]
    return {name: form.lower() for name, form in forms.items()}


class Log:
    """What was written, and the keys that are searched for in it."""

    def __init__(self):
        self.runs, self.files, self.bytes = 0, 0, 0
        self.leaks = []
        self.keys = {}

    def plant(self, name, key):
        self.keys[name] = writings(key)
        return key

    def search(self, what, data, but=()):
        self.bytes += len(data)
        small = data.lower()
        for name, forms in self.keys.items():
            if name in but:
                continue
            for form, word in forms.items():
                if word in small:
                    at = small.index(word)
                    around = data[max(0, at - 50) : at + 50]
                    self.leaks.append(f"{what}\n    tells the key of {name}, {form}: {around!r}")
                    break


class Place:
    """A folder in which the tool runs."""

    def __init__(self, log, dari, folder, environment):
        self.log, self.dari, self.folder = log, dari, pathlib.Path(folder)
        self.environment = environment
        self.kept = {}
        # The keys that its own files hold: a mend writes the file with the key again.
        self.held = []

    def put(self, path, content):
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        self.kept[file] = file.read_bytes()
        return file

    def copy(self, source, path="."):
        shutil.copytree(source, self.folder / path, dirs_exist_ok=True)
        for file in self.folder.rglob("*"):
            if file.is_file():
                self.kept[file] = file.read_bytes()

    def command(self, *arguments):
        return [str(self.dari), *map(str, arguments)]

    def run(self, *arguments, stdin=b"", **environment):
        try:
            done = subprocess.run(
                self.command(*arguments), cwd=self.folder, input=stdin, capture_output=True, timeout=PATIENCE,
                env={**self.environment, **environment},
            )  # fmt: skip
        except subprocess.TimeoutExpired as late:
            self.tell(arguments, late.stdout or b"", late.stderr or b"")
            return None
        self.tell(arguments, done.stdout, done.stderr)
        return done

    def tell(self, arguments, *outputs):
        self.log.runs += 1
        shown = " ".join(str(one)[:60] for one in arguments)
        for name, data in zip(("stdout", "stderr"), outputs):
            self.log.search(f"dari {shown}: {name}, in {self.folder.name}", data)

    def died(self, arguments, number, delay=0.6, **environment):
        """Waits for input or for changes, and is killed from outside."""
        process = subprocess.Popen(
            self.command(*arguments), cwd=self.folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, env={**self.environment, **environment},
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CORE, (0, 0)),
        )  # fmt: skip
        time.sleep(delay)
        process.send_signal(number)
        # Swift's handler writes its backtrace and lets a process go on that did not stumble itself.
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(2)
        process.terminate()
        try:
            out, err = process.communicate(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            out, err = process.communicate()
        self.tell([*arguments, f"({signal.Signals(number).name})"], out, err)

    def on_terminal(self, *arguments, keys=b"q", **environment):
        """Under a terminal, where there are colours and a pager."""
        pid, terminal = pty.fork()
        if pid == 0:
            os.chdir(self.folder)
            os.execve(self.command()[0], self.command(*arguments), {**self.environment, "TERM": "xterm", **environment})
        data, end = b"", time.monotonic() + 8
        with contextlib.suppress(OSError):
            while time.monotonic() < end:
                if select.select([terminal], [], [], 0.5)[0]:
                    piece = os.read(terminal, 65536)
                    if not piece:
                        break
                    data += piece
                else:
                    os.write(terminal, keys)
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(terminal)
        self.tell([*arguments, "(terminal)"], data, b"")

    def search_files(self):
        """Every file that was made or changed."""
        for file in self.folder.rglob("*"):
            if file.is_file() and not file.is_symlink():
                with contextlib.suppress(PermissionError):
                    data = file.read_bytes()
                    if self.kept.get(file) != data:
                        self.log.files += 1
                        path = str(file.relative_to(self.folder))
                        held = self.held if path in ("dari.yaml", "tools.yaml", "letter.dari") else ()
                        self.log.search(f"the file {path}, in {self.folder.name}", data, held)
            self.log.search("the name of a file", file.name.encode())


# What is run


def everything(place, routine, data, given=()):
    """Every subcommand with every option, in a folder that is a project or should be one."""
    handed = ["--data", data, *(part for one in given for part in ("--given", one))]
    for language in ("en", "ko"):
        for form in ("text", "json", "sarif", "github"):
            place.run("check", ".", "--format", form, "--lang", language)
        place.run("check", ".", "--diff", "--lang", language)
        place.run("build", ".", "--lang", language, "--out", f"out-{language}")
        place.run("test", ".", "--lang", language)
        for form in ("text", "json", "openai", "anthropic", "gemini"):
            place.run("render", routine, *handed, "--format", form, "--lang", language)
            place.run("render", routine, *handed, "--format", form, "--trace", "--lang", language)
    place.run("build", ".", "--target", "bundle")
    place.run("build", ".", "--target", "manual")
    place.run("render", routine, *handed, "--model", "another", "--format", "openai")
    place.run("render", routine, "--step", "nothing")
    place.run("render", routine, *handed, "--set", "nothing=1")
    place.run("render", routine, *handed, "--tokenizer", "nothing.json")
    place.run("render", routine, *handed, "--given", "nothing=nothing.json", "--remarks", "nothing=…")
    place.run("fmt", ".", "--check")
    place.run("test", ".", "--update")
    place.run("test", ".", "--filter", "nothing")
    place.run("test", ".", CI="true")
    place.died(["check", ".", "--watch"], signal.SIGINT)
    place.run("check", ".", "--fix", "--format", "json")
    place.run("fmt", ".")
    place.run("check", ".")
    place.search_files()


def without_project(place):
    """Help, completions, explanations, new projects, and all ways to use it wrongly."""
    for words in (
        [], ["--help"], ["--version"], ["help"], ["--experimental-dump-help"], ["explain"], ["explain", "E0709"],
        ["explain", "E0709", "--lang", "ko"], ["explain", "key"], ["explain", "환경", "변수"], ["nothing"], ["check", "--nothing"],
        ["check", "nowhere"], ["build", "nowhere"], ["render"], ["render", "nowhere"], ["render", "x", "--data", "nothing"],
        ["test", "nowhere"], ["fmt", "nowhere"], ["check", "--format", "xml"], ["check", "--lang", "xx"], ["check", ""],
        ["init", ""], ["render", "x", "--set", "a"], ["explain", "E9999"], ["render", "$HARU_MODEL_KEY"], ["check", "$OPENAI_API_KEY"],
    ):  # fmt: skip
        place.run(*words)
    for command in ("init", "check", "build", "render", "test", "fmt", "explain"):
        place.run(command, "--help")
        place.run("help", command)
    for shell in ("bash", "zsh", "fish"):
        place.run("--generate-completion-script", shell)
    place.run("init", "new", "--lang", "en")
    place.run("init", "neu", "--lang", "ko", "--name", "haru")
    place.run("init", "new")
    place.run("fmt", "-", stdin="---\nlibrary: x\n---\n@snippet a()\n{{  1 }}\n".encode())
    place.run("fmt", "-", stdin=b"\xff\xfe{{")
    place.on_terminal("explain")
    place.on_terminal("explain", "E0301", PAGER="cat")
    place.on_terminal("explain", "E0301", DARI_PAGER="nothing-such-program")
    place.on_terminal("check", "new")
    place.search_files()


ROUTINE = """---
routine: letter
title: 편지
owner: owner
---
@input name: line(..40)
받는 사람입니다.

@step write: 편지 쓰기
by: ai(text)
gives: text(..200)
{model}{budget}
@user
{{{{ name | redact }}}}님께 편지를 쓰세요. {wrong}

@step look: 보기
by: human(owner)
reviews: write
"""
MANIFEST = "project: haru\nversion: 1.0.0\nlocales: [ko]\npeople: { owner: 점장 }\n"
MODELS = "models:\n  text: { api: openai, model: gpt-5-mini, key: %s }\n"
TOOLS = "tools:\n  note: { name: Note, does: [text], url: \"https://example.com/\" }\n"
CASES = "letter:\n  - name: 한 사람\n    data: { name: 지우 }\n"


def routine(model="", budget="", wrong=""):
    return ROUTINE.format(model=model, budget=budget, wrong=wrong)


def project(place, manifest=MANIFEST + MODELS % "$HARU_MODEL_KEY", text=None, tools=TOOLS):
    place.put("dari.yaml", manifest)
    place.put("letter.dari", routine() if text is None else text)
    if tools:
        place.put("tools.yaml", tools)
    place.put("tests/letter.yaml", CASES)
    place.put("data.json", '{"name": "지우"}')


def sound(place):
    """Nothing is searched where nothing is written: the project has to be right."""
    for words in (["check", "."], ["build", "."], ["render", "letter", "--data", "data.json", "--trace"]):
        done = place.run(*words)
        if done is None or done.returncode:
            place.log.leaks.append(f"dari {' '.join(words)} fails on a project that is right: {done and done.stderr[:600]}")


def part_environment(make):
    """What is in variables is not read."""
    place = make("plain")
    project(place)
    sound(place)
    everything(place, "letter", "data.json")
    place = make("shipped")
    place.copy(ROOT / "Templates")
    manifest = (place.folder / "dari.yaml").read_text("utf-8")
    place.put("dari.yaml", manifest + ("" if "\nmodels:" in manifest else "\n" + MODELS % "$HARU_MODEL_KEY"))
    everything(place, "marketing/email-reply.dari", "marketing/data/email-reply-haru.json")
    without_project(make("nothing"))


def part_errors(make):
    """Projects with each kind of error, and what cannot be read."""
    wrong = {
        "broken": dict(text=routine(wrong="{{ name")), "unknown": dict(text=routine(wrong="{{ nmae }} {{ $OPENAI_API_KEY }}")),
        "model": dict(text=routine(model="model: none\n")), "budget": dict(text=routine(budget="budget: 1 tokens\n")),
        "manifest": dict(manifest="project: [\n"), "empty": dict(manifest=""), "tabs": dict(manifest="project:\thi\n\tkey: $HARU_MODEL_KEY\n"),
        "variable": dict(manifest=MANIFEST + MODELS % "HARU_MODEL_KEY"), "braces": dict(manifest=MANIFEST + MODELS % "'${HARU_MODEL_KEY}'"),
        "tokenizer": dict(manifest=MANIFEST + "tokenizer: none.json\n" + MODELS % "$HARU_MODEL_KEY"), "encoding": dict(text="---\nroutine: \udcff".encode("utf-8", "surrogateescape")),
        "from": dict(text="---\nlibrary: a\n---\n@value x: text from $HARU_MODEL_KEY\n"),
    }  # fmt: skip
    for name, parts in wrong.items():
        place = make(name)
        project(place, **parts)
        everything(place, "letter", "data.json")
    place = make("unreadable")
    project(place)
    place.put("locked.dari", routine().replace("letter", "locked"))
    (place.folder / "locked.dari").chmod(0)
    (place.folder / "loop.dari").symlink_to("loop.dari")
    os.mkfifo(place.folder / "pipe")
    everything(place, "letter", "missing.json")
    place.put("build", "a file where a folder has to be")
    place.run("build", ".")
    for index, page in enumerate(sorted((ROOT / "Documentation/Errors").glob("*.md"))):
        if index % 3 and not make.thorough:
            continue
        if (at := page.read_text("utf-8").find("```dari wrong")) >= 0:
            text = page.read_text("utf-8")[at:].split("\n", 1)[1].split("```")[0]
            place = make(page.stem)
            project(place, text=text, tools=None)
            place.run("check", ".", "--format", "json")
            place.run("check", ".", "--fix")
            place.run("build", ".")
            place.search_files()


def part_bundles(make):
    """Bundles from anywhere, and data that does not fit."""
    place = make("bundles")
    project(place)
    sound(place)
    bundle = next((place.folder / "build").rglob("letter.json"))
    text = bundle.read_text("utf-8")
    source = random.Random(7)
    spoiled = [text[: source.randrange(len(text))] for _ in range(8)]
    spoiled += [text.replace('"gpt-5-mini"', '"$HARU_MODEL_KEY"'), text.replace("지우", "$OPENAI_API_KEY"), "[" * 9000, "{}", ""]
    for _ in range(30):
        at = source.randrange(len(text))
        spoiled.append(text[:at] + source.choice('"{}[],:0$\\') + text[at + 1 :])
    with_key = json.loads(text)
    with_key["models"] = [{"api": "openai", "key": "$HARU_MODEL_KEY", "url": "https://$OPENAI_API_KEY@host/", "model": "m"}]
    for index, one in enumerate([*spoiled, json.dumps(with_key)]):
        place.put(f"b{index}.json", one)
        place.run("render", f"b{index}.json", "--data", "data.json", "--trace", "--format", source.choice(["text", "json", "openai"]))
    for index, data in enumerate(['{"name": 1}', '{"nmae": "x"}', "{", '{"name": "$HARU_MODEL_KEY"}', "name: [", "\xff"]):
        place.put(f"d{index}.{'yaml' if 'name:' in data else 'json'}", data)
        place.run("render", "letter", "--data", f"d{index}.{'yaml' if 'name:' in data else 'json'}", "--trace")
    place.search_files()


def part_crash(make):
    """A process that dies says nothing of its surroundings, with and without Swift's backtraces."""
    place = make("crash")
    project(place)
    waiting = [["fmt", "-"], ["check", ".", "--watch"]]
    for number in (signal.SIGABRT, signal.SIGSEGV, signal.SIGBUS, signal.SIGILL, signal.SIGTERM, signal.SIGQUIT):
        for words in waiting:
            place.died(words, number)
    for words in waiting:
        place.died(words, signal.SIGSEGV, SWIFT_BACKTRACE="enable=yes,interactive=no,color=no,output-to=stderr,timeout=20s")
    place.search_files()


# Keys that somebody wrote into a file


def spellings(new):
    """Manifests, catalogues and routines with a key in them; `new` makes one."""
    yield "key", MANIFEST + MODELS % new(), {}
    yield "quoted", MANIFEST + MODELS % f'"{new()}"', {}
    yield "apostrophes", MANIFEST + MODELS % f"'{new()}'", {}
    yield "dollar", MANIFEST + MODELS % f"$sk-{new()}", {}
    yield "comment", MANIFEST + MODELS % f"$HARU_MODEL_KEY # {'key: ' + new()}", {}
    block = MANIFEST + "models:\n  text:\n    api: openai\n    model: gpt-5-mini\n    "
    yield "block", block + f"key: {new()}\n", {}
    yield "literal", block + f"key: |\n      {new()}\n", {}
    yield "folded", block + f"key: >-\n      {new()}\n    tokenizer: bytes\n", {}
    yield "next line", block + f"key:\n      {new()}\n", {}
    yield "list", block + f"key: [ \"{new()}\", {new()} ]\n", {}
    yield "items", block + f"key:\n    - {new()}\n    - {new()}\n", {}
    yield "mapping", block + f"key: {{ value: {new()} }}\n", {}
    yield "below", block + f"key:\n      value: {new()}\n", {}
    yield "tag", block + f"key: !!str {new()}\n", {}
    yield "anchor", block + f"key: &k {new()}\n    tokenizer: *k\n", {}
    yield "two lines", block + f'key: "{new()}\n      {new()}"\n', {}
    for name in (
        "api_key", "api-key", "apiKey", "API_KEY", "OPENAI_API_KEY", "openai_key", "token", "access_token", "secret", "client_secret",
        "password", "Passwd", "authorization", "Auth", "비밀번호", "키", "인증키", "키 ", "secretKey", "credentials", "bearer",
    ):  # fmt: skip
        yield f"name {name}", block + f"{name}: {new()}\n", {}
        yield f"top {name}", f"{name}: {new()}\n" + MANIFEST, {}
    for name, text in {
        "no colon": "key %s", "equals": "key = %s", "wide colon": "key：%s", "no space": "key:%s", "open quote": 'key: "%s',
        "open apostrophe": "key: '%s", "two colons": "key: a: %s", "tab": "key:\t%s", "tab before": "\tkey: %s", "brace": "key: {%s",
        "bracket": "key: [%s", "at": "key: @%s", "percent": "key: %%%s", "backtick": "key: `%s`", "star": "key: *%s", "arrow": "key => %s",
        "twice": "key: %s\n    key: x", "hash": "key: abc#%s", "comma": "key: abc,%s", "in braces": "key: ab}%s", "colon inside": "key: ab:%s", "colon end": "key: %s:", "bang": "key: !%s", "json": '"key": "%s"', "bearer": "authorization: Bearer %s",
    }.items():  # fmt: skip
        yield name, block + text % new() + "\n", {}
    yield "broken before", "project: [haru\n" + MODELS % new(), {}
    yield "broken after", MANIFEST + MODELS % new() + "people: {\n", {}
    yield "mangled", MANIFEST + (MODELS % new()).replace("}", "") + "\x01\n", {}
    yield "bytes", (MANIFEST + MODELS % new()).encode() + b"client: \xff\n", {}
    yield "utf-16", (MANIFEST + MODELS % new()).encode("utf-16"), {}
    yield "beside a mend", MANIFEST.replace("project", "projekt") + f"key: {new()}\nversion: on\n", {}
    for address in (
        "https://user:%s@example.com/v1", "https://%s@example.com/", "https://example.com/?api_key=%s", "https://example.com/v1?a=b&key=%s",
        "https://example.com/v1#access_token=%s", "http://u:%s@127.0.0.1:8000/v1?token=abc", "https://example.com/?X-Amz-Signature=%s",
    ):  # fmt: skip
        yield f"url {address}", block + f'url: "{address % new()}"\n', {}
        yield f"plain url {address}", block + f"url: {address % new()}\n", {}
        yield f"tool {address}", MANIFEST, {"tools.yaml": TOOLS.replace("https://example.com/", address % new())}
        yield f"start {address}", MANIFEST, {"tools.yaml": TOOLS.replace("name: Note", f'name: Note, start: "go to {address % new()}"')}
    tools = MANIFEST + "use: { text: note }\n"
    for name in ("key", "api_key", "token", "password"):
        yield f"tool {name}", tools, {"tools.yaml": TOOLS.replace("name: Note", f"name: Note, {name}: {new()}")}
        yield f"broken tool {name}", tools, {"tools.yaml": f"tools:\n  note:\n    {name}: {new()}\n   does: [\n"}
    shape = "sk-proj-%s1234"
    yield "client", MANIFEST + f"client: {{ name: Haru, contact: {shape % new()} }}\n", {}
    yield "client name", MANIFEST + f"client: {{ name: {shape % new()} }}\n", {}
    yield "person", MANIFEST.replace("점장", shape % new()), {}
    yield "model name", MANIFEST + f"models:\n  text: {{ api: openai, model: {shape % new()} }}\n", {}
    yield "glossary", MANIFEST + f"glossary: {{ 키: {shape % new()}, a: {shape % new()} }}\n", {}
    yield "word", MANIFEST + f"use: {{ text: {shape % new()} }}\n", {}
    yield "version", MANIFEST.replace("1.0.0", shape % new()), {}
    yield "tool name", tools, {"tools.yaml": TOOLS.replace("name: Note", f"name: {shape % new()}")}
    yield "tool plan", tools, {"tools.yaml": TOOLS.replace("name: Note", f"name: Note, plan: ghp_{new()}12")}
    yield "wrong routine", MANIFEST, {"letter.dari": routine(wrong="{{ nmae }} " + shape % new())}


def part_files(make):
    """Written by mistake: refused, covered in all messages, and in nothing that is built."""
    number = 100
    quiet = []
    log = make.log

    def new():
        nonlocal number
        number += 1
        return log.plant(f"a file ({number})", canary(number))

    for index, (name, manifest, others) in enumerate(spellings(new)):
        place = make(f"file {name}".replace("/", "_")[:60])
        place.held = [name for name in log.keys if name.startswith("a file")]
        project(place, manifest=manifest)
        for path, content in others.items():
            place.put(path, content)
        whole = index % 12 == 0
        if whole:
            everything(place, "letter", "data.json")
        else:
            forms = ["text", "json", "sarif", "github"]
            for form in forms if make.thorough else [forms[index % 4]]:
                place.run("check", ".", "--format", form, "--lang", "ko" if index % 2 else "en")
            place.run("build", ".")
            others = [("check", ".", "--diff"), ("render", "letter", "--data", "data.json", "--trace"), ("test", ".")]
            for words in others if make.thorough else [others[index % 3]]:
                place.run(*words)
            place.run("check", ".", "--fix")
            place.run("check", ".")
        done = place.run("check", ".", "--format", "json")
        if done and done.returncode == 0 and name not in ("comment",):
            quiet.append(name)
        place.search_files()
    if quiet:
        log.leaks.append(f"keys in files that nobody is told of: {', '.join(quiet)}")
    print(f"   {number - 100} keys in files, {len(quiet)} of them not refused")


def part_live(make):
    """Models are asked, by servers that say again what they were sent: their answers, errors and addresses are kept and told."""
    ways = [
        "echoing", "echoing-error", "echoing-redirect", "echoing-type", "unauthorized", "fine", "cut", "page", "malformed", "refusing", "large",
        "redirecting", "other-json", "slow",
    ]  # fmt: skip
    cases = "routine: letter\ncases:\n  one:\n    inputs: { name: 지우 }\n    samples: 2\n    answers: { write: [length: ..20, judge: 짧다] }\n"
    cases += "  whole:\n    inputs: { name: 지우 }\n    run: true\n"
    for way in ways:
        with FaultyServer() as server:
            server.elsewhere = f"http://127.0.0.1:{server.port}/elsewhere"
            place = make(f"live {way}")
            text = f'models:\n  text: {{ api: openai, url: "{server.url}", model: {way}, key: $HARU_MODEL_KEY }}\n'
            project(place, manifest=MANIFEST + "use: { text: note }\n" + text)
            place.put("tests/letter.yaml", cases)
            for language in ("en", "ko"):
                place.run("test", ".", "--live", "--attempts", "2", "--timeout", "1", "--report", "page.html", "--lang", language)
                place.run("test", ".", "--report", "page.html", "--models", "text", "--lang", language)
            place.run("test", ".", "--live", "--resume", "--attempts", "1", "--timeout", "1")
            place.run("test", ".", "--update")
            if way == "slow":
                for number in (signal.SIGINT, signal.SIGTERM, signal.SIGSEGV, signal.SIGABRT):
                    place.died(["test", ".", "--live"], number)
            sent = [headers.get("authorization") for _, headers, _ in server.seen if headers]
            if not sent or None in sent:
                place.log.leaks.append(f"live {way}: no key was sent, so none could be told: {sent[:3]}")
            place.search_files()
    for words in (["--resume"], ["--budget", "nothing"], ["--live", "--budget", "$HARU_MODEL_KEY"], ["--models", "$HARU_MODEL_KEY"], ["--live", "--parallel", "0"]):
        place.run("test", ".", *words)
    place.search_files()


def part_self(make):
    """The search finds a key in each writing, and a program that tells one."""
    key, missed = canary(1), []
    log = Log()
    log.plant("this check", key)
    texts = [
        key, key.lower(), key.upper(), key.swapcase(), key[::-1], key.encode().hex(), key.encode().hex().upper(), key[2:16], f"x{key}y",
        urllib.parse.quote(key), "".join(f"%{ord(c):02X}" for c in key), "".join(f"\\u{ord(c):04x}" for c in key),
        *(base64.b64encode(b"Bearer"[:n] + key.encode() + b"!").decode() for n in range(6)),
        base64.urlsafe_b64encode(key.encode()).decode(), key.encode("utf-16").decode("latin-1"),
    ]  # fmt: skip
    for text in texts:
        before = len(log.leaks)
        log.search("self-check", f"before {text} after".encode("latin-1"))
        if len(log.leaks) == before:
            missed.append(text)
    clean = Log()
    clean.plant("this check", key)
    clean.search("self-check", (ROOT / "Documentation/Language.md").read_bytes())
    place = make("tells")
    fake = place.put("fake", '#!/bin/sh\nenv >&2\nprintf %s "$OPENAI_API_KEY" | base64 >told.txt\n')
    fake.chmod(fake.stat().st_mode | stat.S_IXUSR)
    told = Log()
    told.keys = make.log.keys
    liar = Place(told, fake, place.folder, place.environment)
    liar.run("check")
    if len(told.leaks) < len(VARIABLES):
        missed.append("a program that tells its environment")
    before = len(told.leaks)
    liar.search_files()
    if len(told.leaks) == before:
        missed.append("a file with a key")
    if missed or clean.leaks:
        make.log.leaks.append(f"the search itself misses {missed} and finds {clean.leaks}")


PARTS = {
    "self": part_self, "environment": part_environment, "errors": part_errors, "bundles": part_bundles, "crash": part_crash,
    "files": part_files, "live": part_live,
}  # fmt: skip


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--dari", default=os.environ.get("DARI", str(ROOT / ".build/debug/dari")))
    options.add_argument("--only", choices=PARTS)
    options.add_argument("--thorough", action="store_true", help="every command with every key in a file, instead of some in turn")
    options = options.parse_args()
    log = Log()
    with tempfile.TemporaryDirectory() as folder:
        environment = {"PATH": os.environ["PATH"], "HOME": folder, "LANG": "C.UTF-8"}
        for number, name in enumerate(VARIABLES):
            environment[name] = log.plant(name, canary(number))
        environment["DATABASE_URL"] = f"postgres://haru:{environment['DATABASE_URL']}@db/"

        def make(name):
            made = pathlib.Path(folder) / name
            made.mkdir()
            return Place(log, pathlib.Path(options.dari).resolve(), made, environment)

        make.log = log
        make.thorough = options.thorough
        for name, part in PARTS.items():
            if options.only in (None, name):
                part(make)
        for path in pathlib.Path(folder).rglob("*"):
            with contextlib.suppress(OSError):
                path.chmod(0o700) if not path.is_symlink() else None
    for leak in log.leaks[:40]:
        print(f"leak: {leak}", file=sys.stderr)
    print(f"keys: {log.runs} runs, {log.files} files, {log.bytes} bytes searched for {len(log.keys)} keys, {len(log.leaks)} leaks")
    return 1 if log.leaks else 0


if __name__ == "__main__":
    raise SystemExit(main())
