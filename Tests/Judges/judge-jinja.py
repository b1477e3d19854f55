#!/usr/bin/env python3
"""Holds `dari render` against Jinja2: templates of the shared subset give the same bytes, or fail for the same reason.

usage: judge-jinja.py [--dari PATH] [--seed N] [--count N] [--jobs N]

Templates and data are made at random from the seed. Jinja runs with trim_blocks and lstrip_blocks, and with what the
language's description says of itself put into its options and sources (here, in jinja_templates and jinja_writing,
each with the sentence). A template that differs is made smaller as long as it differs, and printed with its data.
"""

import argparse
import functools
import json
import multiprocessing
import operator
import os
import pathlib
import random
import subprocess
import sys
import tempfile

import jinja2
import jinja2.filters
import jinja2.runtime

import jinja_shrinking
import jinja_templates as trees
import jinja_writing

ROOT = pathlib.Path(__file__).resolve().parents[2]
BATCH = 250
MANIFEST = "project: jinja\nversion: 1.0.0\nlocales: [en]\npeople: { owner: Owner }\n"
# The only problems that a template may have: arithmetic on literals that can never work, and "a case that cannot
# happen is an error" (an enum's word where a condition before it has excluded it).
REFUSED = {
    "constantOverflow", "constantDivisionByZero", "unknownCase", "impossibleCase",
    # What a message opens and does not close alike on every way: random pieces of tags, backticks and addresses.
    "branchOpens", "branchCloses", "branchPlacesDiffer", "loopOpens", "loopCloses", "loopDiffers", "textAfterFence",
    "messageEndsInFence", "holeInTagName", "holeWithoutQuotes", "holeInHost", "notURL", "notJSON", "holeInKey",
    "holeInBrokenJSON",
}
# What stands in for a value that is always there is warned of and never worked out: Jinja may fail over it.
UNNEEDED_DEFAULT = "W0404"
FAULTS = (OverflowError, ZeroDivisionError)
MOST_REPORTS = 12

# Expressions that once differed, and data for them.
CASES = [
    "fs | sum", "[f] | sum", "items_ | map(count) | sum", "f | round(-1)", "n | round(-1)", "0.5 if false else 0", "f if ok else 12",
    "([0.1] if ok else [10]) | last", "o4 | default(3)", "f == 9007199254740993", "f in [1, 9007199254740993]",
    "[f] == [9007199254740993]", "[1, 2.5] | first", "-n | round", "-f | round(1)", "not f == 1", "2 - -n", "true ~ f ~ n",
    "n // -3", "n % -3", "f // -2.5", "f % -2.5",
]
CASE_DATA = {"f": 9007199254740992.0, "n": 25, "fs": [], "ok": False, "o4": None}


# MARK: Jinja


class Absent(jinja2.StrictUndefined):
    """What is absent: a condition may ask for it, nothing else."""

    def __bool__(self):
        return False


def shown(value):
    """\"bools print `true` and `false`\""""
    return ("false", "true")[value] if isinstance(value, bool) else value


def within_limits(value):
    """\"`int` is 64-bit\"; numbers are finite."""
    if isinstance(value, int) and not -(2**63) <= value < 2**63:
        raise OverflowError(value)
    if isinstance(value, float) and not abs(value) < float("inf"):
        raise OverflowError(value)
    return value


class Environment(jinja2.Environment):
    # Makes Jinja ask before it calculates, so that overflow is noticed where it happens.
    sandboxed = True
    intercepted_binops = frozenset(["+", "-", "*", "/", "//", "%"])
    intercepted_unops = frozenset(["-"])
    operations = {
        "+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv, "//": operator.floordiv, "%": operator.mod,
    }

    def call_binop(self, context, op, left, right):
        return within_limits(self.operations[op](left, right))

    def call_unop(self, context, op, value):
        return within_limits(-value)


def jinja_environment():
    env = Environment(
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True, undefined=Absent, autoescape=False, optimized=False,
        finalize=jinja2.pass_context(lambda _, value: shown(value)))
    # `a ~ b` prints both.
    jinja2.runtime.str_join = lambda values: "".join(str(shown(value)) for value in values)
    env.policies["truncate.leeway"] = 0  # "`truncate` has no leeway"
    filters = env.filters
    # Generators become lists, which is what the next filter needs; what they give is Jinja's.
    for name in ("unique", "map"):
        env.filters[name] = listed(filters[name])
    env.filters["reverse"] = lambda value: value[::-1] if isinstance(value, str) else list(value)[::-1]
    join = filters["join"]
    env.filters["join"] = jinja2.pass_eval_context(
        lambda context, value, *rest: join(context, [shown(item) for item in value], *rest))
    # From Python 3.12 on `sum` compensates for rounding; Jinja's `sum` is what adding with `+` gives.
    env.filters["sum"] = jinja2.pass_environment(total)
    env.filters["round"] = rounded
    env.tests["present"] = lambda value: not isinstance(value, jinja2.Undefined)
    env.tests["absent"] = lambda value: isinstance(value, jinja2.Undefined)
    env.tests["empty"] = lambda value: len(value) == 0
    env.tests["same_word"] = lambda value, word: value == word
    env.tests["differing"] = lambda value, word: value != word
    return env


def listed(filter):
    @functools.wraps(filter)
    def wrapper(*arguments, **named):
        return list(filter(*arguments, **named))

    return wrapper


def total(environment, values, attribute=None):
    if attribute is not None:
        values = map(jinja2.filters.make_attrgetter(environment, attribute), values)
    return within_limits(functools.reduce(operator.add, values, 0))


def rounded(value, precision=None):
    if precision is None:
        return within_limits(int(jinja2.filters.do_round(value)))  # "`round` gives an int without `n`"
    return within_limits(jinja2.filters.do_round(value, precision))


# MARK: One routine


class Routine:
    """Many templates over the same inputs, one `@text` each."""

    def __init__(self, dari, world, templates, folder):
        self.dari, self.world, self.folder = dari, world, pathlib.Path(folder)
        self.templates = templates
        self.folder.joinpath("dari.yaml").write_text(MANIFEST)

    def write(self, numbers):
        lines = [self.world.header()]
        self.starts = []
        line = lines[0].count("\n") + 1
        for number in numbers:
            section = f"@step s{number}\nby: human(owner)\n\n@text\n{jinja_writing.dari(self.templates[number])}\n\n"
            self.starts.append((line, number))
            line += section.count("\n")
            lines.append(section)
        self.folder.joinpath("t.dari").write_text("".join(lines), encoding="utf-8", newline="")

    def run(self, *arguments):
        return subprocess.run([self.dari, *arguments], cwd=self.folder, capture_output=True)

    def number(self, line):
        return next((number for start, number in reversed(self.starts) if start <= line), None)

    def check(self):
        """Templates that compile, and what is said of the others."""
        refused = {}
        numbers = list(range(len(self.templates)))
        while True:
            self.write(numbers)
            done = self.run("check", ".", "--format", "json", "--lang", "en")
            if done.returncode not in (0, 1):
                raise RuntimeError(f"dari check ended with {done.returncode}: {done.stderr.decode()}")
            diagnostics = json.loads(done.stdout)["diagnostics"]
            errors = [d for d in diagnostics if d["severity"] == "error"]
            if not errors:
                unneeded = [d for d in diagnostics if d["code"] == UNNEEDED_DEFAULT]
                self.lenient = {self.number(d["range"]["start"]["line"]) for d in unneeded}
                return numbers, refused
            for error in errors:
                number = self.number(error["range"]["start"]["line"])
                if number is None:
                    raise RuntimeError(f"the frame of the templates is refused: {error}")
                refused.setdefault(number, f"{error['code']} {error['message']}")
            numbers = [number for number in numbers if number not in refused]

    def build(self):
        done = self.run("build", ".", "--out", "build", "--target", "bundle", "--lang", "en")
        if done.returncode != 0:
            raise RuntimeError(f"dari build ended with {done.returncode}: {done.stderr.decode()}")

    def render(self, data):
        """What each template gives, and what is said of those that fail."""
        # A value that may be absent is null or is not there.
        self.folder.joinpath("data.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        done = self.run("render", "build/bundle/t.json", "--data", "data.json", "--format", "json", "--lang", "en")
        if done.returncode not in (0, 1) or not done.stdout:
            raise RuntimeError(f"dari render ended with {done.returncode}: {done.stderr.decode()}\n{json.dumps(data)}")
        steps = {int(s["step"][1:]): s["messages"][0]["text"] for s in json.loads(done.stdout)["steps"]}
        faults = {}
        for line in done.stderr.decode().splitlines():
            parts = line.split(":", 3)
            if len(parts) == 4 and parts[1].isdigit():
                faults[self.number(int(parts[1]))] = parts[3].strip()
        return steps, faults


def for_jinja(world, type, value):
    """Data as its types say: a `number` is binary64, what is absent is not there."""
    match type:
        case ("opt", inner):
            return None if value is None else for_jinja(world, inner, value)
        case ("list", element, _):
            return [for_jinja(world, element, item) for item in value]
        case ("rec", name):
            fields = {field: for_jinja(world, inner, value.get(field)) for field, inner in world.records[name].items()}
            return {field: item for field, item in fields.items() if item is not None}
        case ("num",):
            return float(value)
        case ("text",):
            return value.replace("\r\n", "\n")  # "CRLF is read as LF"
    return value


def jinja_result(env, template, data):
    """(text, None) or (None, what is wrong)."""
    try:
        return template.render(data), None
    except FAULTS as error:
        return None, f"{type(error).__name__}: {error}"


def compile_jinja(env, nodes):
    source = jinja_writing.jinja(nodes)
    try:
        return env.from_string(source), None
    except jinja2.TemplateError as error:
        return None, f"{type(error).__name__}: {error}"


def differences(env, routine, all_data, refused_codes):
    """(template, data, what differs) and how many were compared."""
    numbers, refused = routine.check()
    found = []
    counts = {"compared": 0, "refused": 0, "faults": 0}
    for number, problem in refused.items():
        if problem.split()[0] in refused_codes:
            counts["refused"] += 1
        else:
            found.append((number, None, f"Dari refuses it: {problem}"))
    if not numbers:
        return found, counts
    routine.build()
    compiled = {number: compile_jinja(env, routine.templates[number]) for number in numbers}
    for data in all_data:
        steps, faults = routine.render(data)
        values = {name: for_jinja(routine.world, type, data.get(name)) for name, type in routine.world.inputs.items()}
        values = {name: value for name, value in values.items() if value is not None}
        for number in numbers:
            template, problem = compiled[number]
            if template is None:
                found.append((number, None, f"Jinja refuses it: {problem}"))
                continue
            text, fault = jinja_result(env, template, values)
            counts["compared"] += 1
            counts["faults"] += fault is not None
            dari_text, dari_fault = steps.get(number), faults.get(number)
            if fault is not None and number in routine.lenient:
                continue
            if text != dari_text or (fault is None) != (dari_fault is None):
                jinja_said = f"gives {text!r}" if fault is None else f"fails: {fault}"
                dari_said = f"gives {dari_text!r}" if dari_fault is None else f"fails: {dari_fault}"
                found.append((number, data, f"Jinja {jinja_said}\nDari  {dari_said}"))
    return found, counts


# MARK: Failures


def code_of(problem):
    """What a smaller template must have in common with it."""
    return " ".join(problem.split()[:4]) if "refuses" in problem.split("\n")[0] else "differs"


def shrink(dari, env, world, nodes, data, problem, codes, tries=400):
    kind = code_of(problem)
    with tempfile.TemporaryDirectory() as folder:
        again = True
        while again and tries > 0:
            again = False
            for less in jinja_shrinking.smaller(nodes):
                tries -= 1
                if tries < 0:
                    break
                found, _ = differences(env, Routine(dari, world, [less], folder), [data] if data else [], codes)
                found = [entry for entry in found if code_of(entry[2]) == kind]
                if found:
                    nodes, problem, again = less, found[0][2], True
                    break
    return nodes, problem


def report(world, nodes, data, problem):
    source = jinja_writing.dari(nodes)
    lines = ["-- Dari", source, "-- Jinja", jinja_writing.jinja(nodes), "--"]
    if data:
        used = {name: value for name, value in data.items() if name in source}
        lines.append("data: " + json.dumps(used, ensure_ascii=False))
        lines += [f"  {name}: {world.declared(world.inputs[name])}" for name in used]
    return "\n".join(lines + [problem, ""])


def codes_of_refusals():
    """The codes of the problems in REFUSED, from their pages."""
    codes = set()
    for page in (ROOT / "Documentation/Errors").glob("E*.md"):
        head = dict(line.split(": ", 1) for line in page.read_text(encoding="utf-8").split("---")[1].splitlines() if ": " in line)
        if head.get("name") in REFUSED:
            codes.add(head["code"])
    assert len(codes) == len(REFUSED), "an error page is missing"
    return codes


reported = None


def share(counter):
    """How many failures all processes have reported: making thousands of them small would take hours."""
    global reported
    reported = counter


def old_cases(dari):
    """What went wrong once."""
    world = trees.World(random.Random(0))
    world.inputs["fs"] = ("list", trees.NUM, 0)
    # The one difference in writing: Jinja's `map(attribute=…)`.
    templates = [[trees.Tag("hole", [trees.atom(trees.TEXT, case, case.replace("map(count)", "map(attribute='count')"))])] for case in CASES]
    data = {**world.data(), **CASE_DATA}
    with tempfile.TemporaryDirectory() as folder:
        found, _ = differences(jinja_environment(), Routine(dari, world, templates, folder), [data], set())
    return [report(world, templates[number], data, problem) for number, _, problem in found]


def judge_batch(task):
    dari, seed, count = task
    world = trees.World(random.Random(seed))
    writer = trees.Writer(world)
    templates = [nodes for nodes in (writer.template() for _ in range(count)) if jinja_writing.dari(nodes).strip()]
    all_data = [world.data(), world.data()]
    env = jinja_environment()
    codes = codes_of_refusals()
    with tempfile.TemporaryDirectory() as folder:
        found, counts = differences(env, Routine(dari, world, templates, folder), all_data, codes)
    counts["templates"] = len(templates)
    reports, kinds = [], set()
    for number, data, problem in found:
        if len(reports) == 3 or reported.value >= MOST_REPORTS:
            break
        if code_of(problem) in kinds and "refuses" in problem:
            continue
        kinds.add(code_of(problem))
        reported.value += 1
        nodes, problem = shrink(dari, env, world, templates[number], data, problem, codes)
        reports.append(report(world, nodes, data, problem))
    return seed, counts, len(found), reports


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--dari", default=os.environ.get("DARI", str(ROOT / ".build/debug/dari")))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=2000, help="how many templates; each gets two sets of data")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    dari = str(pathlib.Path(options.dari).resolve())
    batches = [
        (dari, options.seed * 1_000_003 + index, min(BATCH, options.count - start))
        for index, start in enumerate(range(0, options.count, BATCH))
    ]
    sums = {}
    old = old_cases(dari)
    failures = len(old)
    print("\n".join(old), end="")
    with multiprocessing.Pool(options.jobs, share, [multiprocessing.Value("i", 0)]) as pool:
        for seed, counts, found, reports in pool.imap_unordered(judge_batch, batches):
            for name, count in counts.items():
                sums[name] = sums.get(name, 0) + count
            failures += found
            for text in reports:
                print(f"==== seed {seed}\n{text}", flush=True)
    print(
        f"jinja: {sums['templates']} templates, {sums['compared']} renderings compared with Jinja2 {jinja2.__version__}, "
        f"{sums['faults']} of them arithmetic that both refuse, {sums['refused']} templates that ask for what "
        f"can't be; {failures} differ")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
