#!/usr/bin/env python3
"""`dari test` as people and machines meet it: its review on a terminal that Python plays, its watch, and its reports read by
others: junitparser, `json`, and the rules of GitHub's runner.

usage: judge-tests.py [--dari PATH] [--only NAME]
"""

import argparse
import contextlib
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import termios
import time
import traceback
import urllib.parse

import junitparser

from terminal import PATIENCE, Terminal, Wrong, expect

ROOT = pathlib.Path(__file__).resolve().parents[2]
START = ROOT / "Templates/init/ko"
CASES = """\
routine: review-reply
common: { inputs: { review: 잘 마셨습니다. } }
cases:
  every-star:
    about: 별점마다 한 번씩
    vary: { stars: [1, 2, 3, 4, 5], situation: [absent, 2층을 엽니다.] }
"""


def project(folder):
    """Ten prompts, kept; then an edit of the shop that moves all of them, and one that moves four."""
    shutil.copytree(START, folder, dirs_exist_ok=True)
    shutil.rmtree(folder / "tests/golden")
    (folder / "tests/review-reply.yaml").write_text(CASES)


def edit(folder, name, old, new):
    text = (folder / name).read_text()
    expect(old in text, f"{name} does not hold {old}")
    (folder / name).write_text(text.replace(old, new))


def run(dari, folder, *options, code=None, **environment):
    # A machine that tests changes sets CI for all of this, and most of it is about people's machines.
    own = {name: value for name, value in os.environ.items() if name != "CI"}
    environment = {**own, "LC_ALL": "C.UTF-8", **environment}
    done = subprocess.run(
        [dari, "test", ".", *options], cwd=folder, capture_output=True, text=True, env=environment, timeout=PATIENCE,
        stdin=subprocess.DEVNULL)
    if code is not None:
        expect(done.returncode == code, options, done.returncode, done.stdout, done.stderr)
    return done


def goldens(folder):
    root = folder / "tests/golden"
    return {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def changed(dari, folder):
    project(folder)
    run(dari, folder, "--update", code=0)
    kept = goldens(folder)
    expect(len(kept) == 10, kept.keys())
    edit(folder, "shop.dari", "환불, 할인, 선물을", "환불과 할인을")
    edit(folder, "review-reply.dari", "고마운 마음을 먼저", "고맙다는 말을 먼저")
    return kept


@contextlib.contextmanager
def reviewing(dari, folder, *options, **more):
    terminal = Terminal([dari, "test", ".", "--review", *options], folder, **more)
    try:
        yield terminal
    finally:
        terminal.close()


def press(terminal, keys):
    os.write(terminal.terminal, keys.encode() if isinstance(keys, str) else keys)


# MARK: Review


def fact_what_is_accepted_is_written_at_once(dari, folder):
    kept = changed(dari, folder)
    with reviewing(dari, folder, "--lang", "ko", columns=90, rows=30) as terminal:
        terminal.until("1/2 · 바뀐 프롬프트 10개 · shop.dari:20", "프롬프트 10개 가운데 1번째", "환불과 할인을", "나온 곳 shop.dari:20")
        press(terminal, "a")
        terminal.until("2/2 · 바뀐 프롬프트 4개 · review-reply.dari")
        now = goldens(folder)
        for name, old in kept.items():
            new = old.decode().replace("환불, 할인, 선물을", "환불과 할인을").encode()
            expect(now[name] == new, name, "is not what was kept with that one change", now[name].decode())
        # Killed, nothing that was accepted is lost and nothing else is touched.
        os.kill(terminal.pid, signal.SIGKILL)
        terminal.finish()
    expect(goldens(folder) == now, "a killed review changed something")
    done = run(dari, folder, "--lang", "ko", code=1)
    expect("바뀐 프롬프트 4개" in done.stdout and "바뀐 프롬프트 10개" not in done.stdout, done.stdout)


def fact_keys_also_of_a_korean_keyboard(dari, folder):
    kept = changed(dari, folder)
    with reviewing(dari, folder, "--lang", "ko", columns=90, rows=30) as terminal:
        terminal.until("1/2 ·")
        press(terminal, "ㅁ")  # a
        terminal.until("2/2 ·")
        press(terminal, "ㅕ")  # u
        terminal.until("1/2 ·", "받아들임")
        press(terminal, "ㄱ")  # r: another decision takes back what was written
        terminal.until("2/2 ·", without=["받아들임"])
        expect(goldens(folder) == kept, "what was accepted and then rejected is still written")
        press(terminal, "\x1b[C\x1b[C")
        terminal.until("4개 가운데 3번째")
        press(terminal, "\x1bOD")
        terminal.until("4개 가운데 2번째")
        press(terminal, "?")
        terminal.until("아무 키나 누르면 돌아갑니다")
        press(terminal, "a")
        terminal.until("2/2 ·", without=["아무 키나"])
        expect(goldens(folder) == kept, "a key that leaves the help did something else")
        press(terminal, "ㄴ")  # s
        expect(terminal.finish() == 1, "an open change passes")
        shown = terminal.text
    expect("0건 받아들임, 1건 거절, 1건 남음" in shown and "거절한 것" in shown and "shop.dari:20" in shown, shown)
    expect(goldens(folder) == kept, "something was written")


def fact_everything_accepted_passes(dari, folder):
    changed(dari, folder)
    edit(folder, "tests/review-reply.yaml", "[1, 2, 3, 4, 5]", "[1, 2, 3, 4]")
    edit(folder, "tests/review-reply.yaml", "cases:\n", "cases:\n  new-one:\n    inputs: { stars: 2 }\n")
    with reviewing(dari, folder, "--lang", "en", columns=90, rows=30) as terminal:
        terminal.until("1/4 · changed · 8 prompts")
        press(terminal, "a")
        terminal.until("2/4 · changed · 2 prompts")
        press(terminal, "y")
        terminal.until("3/4 · new · 1 prompt", "new-one", "## system")
        press(terminal, "a")
        terminal.until("4/4 · kept, but no case makes them any more", "stars=5")
        press(terminal, "a")
        expect(terminal.finish() == 0, "all accepted, and it fails", terminal.text)
        expect("4 accepted, 0 rejected, 0 left open" in terminal.text, terminal.text)
    run(dari, folder, code=0)
    expect(not [name for name in goldens(folder) if name.endswith(".new") or "stars=5" in name], goldens(folder).keys())


def fact_the_screen_fits_and_comes_back(dari, folder):
    changed(dari, folder)
    with reviewing(dari, folder, "--lang", "ko", columns=90, rows=30) as terminal:
        before = None
        for columns, rows in ((90, 30), (50, 12), (20, 6), (120, 40), (33, 9)):
            terminal.resize(columns, rows)
            terminal.until("1/2 ·")
            end = time.monotonic() + 2
            while time.monotonic() < end and terminal.read() and len(terminal.lines[rows - 1]) == 0:
                pass
            terminal.until("1/2 ·", "a r s u q" if columns < 60 else "a 받아들이기")
            expect(terminal.lines[0].startswith("1/2 ·") and terminal.lines[rows - 1], columns, rows, terminal.text)
            before = before or terminal.text
        press(terminal, "jjjj\x1b[6~\x1b[F")
        press(terminal, "q")
        expect(terminal.finish() == 1, "it passes")
        raw = terminal.raw
        expect(raw.count(b"\x1b[?1049h") == 1 and raw.count(b"\x1b[?1049l") == 1, "the screen does not come back")
        expect(raw.rindex(b"\x1b[?25h") > raw.rindex(b"\x1b[?25l"), "the cursor stays hidden")
        echo = termios.tcgetattr(terminal.terminal)[3]
        expect(echo & termios.ECHO and echo & termios.ICANON and echo & termios.ISIG, "the terminal stays raw")


def fact_signals_give_the_terminal_back(dari, folder):
    changed(dari, folder)
    for number, code in ((signal.SIGTERM, -signal.SIGTERM), (signal.SIGHUP, -signal.SIGHUP), (signal.SIGINT, 1)):
        with reviewing(dari, folder, "--lang", "ko") as terminal:
            terminal.until("1/2 ·")
            os.kill(terminal.pid, number)
            expect(terminal.finish() == code, number, terminal.code)
            expect(terminal.raw.count(b"\x1b[?1049l") == 1, "the screen does not come back", number, terminal.raw[-200:])
    with reviewing(dari, folder, "--lang", "ko") as terminal:
        terminal.until("1/2 ·")
        press(terminal, "\x03")
        expect(terminal.finish() == 1, "Ctrl-C does not stop")


def fact_what_others_write_is_not_overwritten(dari, folder):
    changed(dari, folder)
    with reviewing(dari, folder, "--lang", "ko", columns=120, rows=30) as terminal:
        terminal.until("1/2 ·")
        name = next(iter(goldens(folder)))
        (folder / "tests/golden" / name).write_text("다른 사람이 쓴 글\n")
        kept = goldens(folder)
        press(terminal, "a")
        expect(terminal.finish() == 3, terminal.code, terminal.text)
        expect("E1004" in terminal.text, terminal.text)
        expect(goldens(folder) == kept, "it was overwritten")


def fact_a_killed_update_leaves_every_prompt_whole(dari, folder):
    project(folder)
    reviews = ", ".join(f"review {number}" for number in range(150))
    (folder / "tests/review-reply.yaml").write_text(
        f"routine: review-reply\ncases:\n  many:\n    vary: {{ stars: [1, 3, 5], review: [{reviews}] }}\n")
    run(dari, folder, "--update", code=0)
    old = goldens(folder)
    edit(folder, "shop.dari", "환불, 할인, 선물을", "환불과 할인을")
    new = {name: text.decode().replace("환불, 할인, 선물을", "환불과 할인을").encode() for name, text in old.items()}
    killed = 0
    for delay in (0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.12, 0.15, 0.2, 0.3):
        process = subprocess.Popen(
            [dari, "test", ".", "--update", "--no-cache"], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env={name: value for name, value in os.environ.items() if name != "CI"})
        time.sleep(delay)
        process.kill()
        killed += process.wait() == -signal.SIGKILL
        for name, text in goldens(folder).items():
            if not pathlib.PurePath(name).name.startswith(".dari-"):
                expect(text in (old[name], new[name]), name, "is not whole", text.decode())
        expect(set(old) <= set(goldens(folder)), "a prompt is gone")
    expect(killed > 0, "every run was faster than it was killed")
    run(dari, folder, "--update", code=0)
    expect(goldens(folder) == new, "something was left lying", set(goldens(folder)) - set(new))


def fact_an_expectation_is_told_once(dari, folder):
    project(folder)
    edit(folder, "tests/review-reply.yaml", "    vary:", "    expect: { draft: [contains: nowhere] }\n    vary:")
    done = run(dari, folder, "--update", "--lang", "en", code=1)
    expect(done.stdout.count("E0946") == 1 and "and in 9 more cases" in done.stdout, done.stdout)
    expect("10 not as expected" in done.stdout, done.stdout)


def fact_no_terminal(dari, folder):
    changed(dari, folder)
    expect("E1005" in run(dari, folder, "--review", code=2).stderr, "review without a terminal")
    expect("E0994" in run(dari, folder, "--review", "--update", code=2).stderr, "review and update")
    for other in (["--live"], ["--models", "a"], ["--report", "a.html"], ["--update"], ["--coverage"], ["--format", "json"]):
        expect("E0994" in run(dari, folder, "--watch", *other, code=2).stderr, other)
    for shard in ("3/2", "0/2", "x", "1/", "1/2/3", "-1/2"):
        expect("E1006" in run(dari, folder, f"--shard={shard}", code=2).stderr, shard)


# MARK: Reports


def fact_junit(dari, folder):
    changed(dari, folder)
    edit(folder, "tests/review-reply.yaml", "cases:\n", """cases:
  bad:
    about: <&"> 안
    inputs: { stars: 2, review: "a]]>b\\u0001<x>" }
    expect: { draft: [contains: "<nowhere> & co"] }
  broken: { inputs: { stars: 3 }, remarks: { check: 더 } }
""")
    edit(folder, "tests/review-reply.yaml", "[1, 2, 3, 4, 5]", "[1, 2, 3, 4]")
    done = run(dari, folder, "--format", "junit", code=1, CI="true")
    again = run(dari, folder, "--format", "junit", code=1, CI="true")
    expect(done.stdout == again.stdout, "two runs differ")
    report = junitparser.JUnitXml.fromstring(done.stdout.encode())
    suites = list(report)
    expect([suite.name for suite in suites] == ["tests/review-reply.yaml", "tests/golden"], [suite.name for suite in suites])
    cases = {case.name: case for case in suites[0]}
    expect(len(cases) == 10 and suites[0].tests == 10 and report.tests == 12, report.tests)
    bad = [result.message for result in cases["bad"].result]
    expect(any("<nowhere> & co" in message for message in bad), bad)
    whole = {name: [type(one).__name__ for one in case.result] for name, case in cases.items()}
    failing = {name for name, results in whole.items() if results}
    expect(suites[0].failures + suites[0].errors == len(failing), suites[0].failures, suites[0].errors, whole)
    expect(len(list(suites[1])) == 2 and suites[1].failures == 2, done.stdout)
    # Nothing but the XML on standard output, also where the project does not compile.
    (folder / "x.dari").write_text("---\nroutine: [\n")
    broken = junitparser.JUnitXml.fromstring(run(dari, folder, "--format", "junit", code=1).stdout.encode())
    expect(broken.errors > 0 and all(list(suite) for suite in broken), broken)


def fact_json(dari, folder):
    changed(dari, folder)
    text = run(dari, folder, "--format", "json", "--coverage", code=1, CI="true").stdout
    report = json.loads(text)
    expect(report["passed"] is False and report["cases"] == 10 and report["prompts"] == 10, text)
    kinds = [finding["kind"] for finding in report["findings"]]
    expect(kinds == ["changed"] * 10, kinds)
    sizes = [len(group["goldens"]) for group in report["groups"]]
    expect(sizes == [10, 4], sizes)
    for group in report["groups"]:
        for line in group["lines"]:
            source = (folder / line["file"]).read_text().splitlines()[line["line"] - 1]
            expect("환불과 할인을" in source or "고맙다는 말을" in source, source)
    for finding in report["findings"]:
        for group in finding["groups"]:
            expect(finding["golden"] in report["groups"][group]["goldens"], finding)
        expect((folder / finding["golden"]).is_file(), finding["golden"])
    coverage = report["coverage"]
    expect(coverage["total"] == sum(file["total"] for file in coverage["files"]), coverage)
    said = [one["message"] for file in coverage["files"] for one in file["missing"]]
    expect(coverage["covered"] == coverage["total"] - 1 and "`@again`" in said[0], coverage)
    edit(folder, "tests/review-reply.yaml", "[1, 2, 3, 4, 5]", "[1, 2]")
    less = json.loads(run(dari, folder, "--format", "json", "--coverage", code=1, CI="true").stdout)["coverage"]
    missing = [one for file in less["files"] for one in file["missing"]]
    expect(less["total"] == coverage["total"] and less["covered"] + len(missing) == less["total"] and missing, less)
    for one in missing:
        if "`@again`" in one["message"]:
            continue
        line = (folder / "review-reply.dari").read_text().splitlines()[one["line"] - 1]
        expect(line.startswith("{% ") and line in one["message"], one, line)
    passing = json.loads(run(dari, folder, "--format", "json", "--update", code=0).stdout)
    expect(passing["passed"] and passing["updated"], passing)
    fine = json.loads(run(dari, folder, "--format", "json", code=0).stdout)
    expect(fine["findings"] == [] and fine["groups"] == [], fine)


def annotations(text):
    """As the runner reads them: `::command key=value,…::data`, with what would end a part escaped."""
    for line in text.splitlines():
        expect(line.startswith("::error "), line)
        properties, data = line[len("::error "):].split("::", 1)
        yield dict(part.split("=", 1) for part in properties.split(",")), urllib.parse.unquote(data)


def fact_github(dari, folder):
    below = folder / "가게, 하나"
    below.mkdir()
    changed(dari, below)
    done = subprocess.run(
        [dari, "test", below.name, "--format", "github", "--lang", "ko"], cwd=folder, capture_output=True, text=True,
        env={**os.environ, "CI": "true", "LC_ALL": "C.UTF-8"}, timeout=PATIENCE)
    expect(done.returncode == 1 and not done.stderr, done)
    found = list(annotations(done.stdout))
    expect(len(found) == 2, done.stdout)
    for properties, message in found:
        file = urllib.parse.unquote(properties["file"])
        line = (folder / file).read_text().splitlines()[int(properties["line"]) - 1]
        expect("환불과 할인을" in line or "고맙다는 말을" in line, file, line)
        expect("외 " in message and line.strip() in message, message)


def fact_shards_are_a_partition(dari, folder):
    project(folder)
    run(dari, folder, "--update", code=0)
    edit(folder, "shop.dari", "환불, 할인, 선물을", "환불과 할인을")
    seen = []
    for part in (1, 2, 3):
        report = json.loads(run(dari, folder, "--format", "json", "--shard", f"{part}/3", code=1, CI="true").stdout)
        seen += [finding["golden"] for finding in report["findings"]]
    expect(len(seen) == len(set(seen)) == 10, seen)


# MARK: Watch


def fact_watch(dari, folder):
    changed(dari, folder)
    kept = goldens(folder)
    terminal = Terminal([dari, "test", ".", "--watch", "--lang", "ko"], folder, columns=90, rows=30)
    try:
        terminal.until("바뀐 프롬프트 10개 · shop.dari:20", "10개 바뀜", "끝내려면 Ctrl-C")
        edit(folder, "shop.dari", "환불과 할인을", "환불, 할인, 선물을")
        terminal.until("바뀐 프롬프트 4개 · review-reply.dari", "4개 바뀜", without=["shop.dari:20"])
        edit(folder, "tests/review-reply.yaml", "about: 별점마다", "abuot: 별점마다")
        terminal.until("E0216", "tests/review-reply.yaml:5")
        edit(folder, "tests/review-reply.yaml", "abuot: 별점마다", "about: 별점마다")
        terminal.until("4개 바뀜")
        edit(folder, "review-reply.dari", "고맙다는 말을 먼저", "고마운 마음을 먼저")
        terminal.until("모두 전과 같습니다")
        name = next(iter(kept))
        (folder / "tests/golden" / name).write_text("## system\n")
        terminal.until("1개 바뀜")
        press(terminal, "\x03")
        expect(terminal.finish() == 0, "Ctrl-C does not end with 0")
    finally:
        terminal.close()
    expect(set(goldens(folder)) == set(kept), "watching wrote something")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--dari", default=os.environ.get("DARI", str(ROOT / ".build/debug/dari")))
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    dari = str(pathlib.Path(options.dari).resolve())
    facts = [(name, fact) for name, fact in globals().items() if name.startswith("fact_") and options.only in name]
    wrong = 0
    for name, fact in facts:
        with tempfile.TemporaryDirectory() as base:
            folder = pathlib.Path(base) / "folder"
            folder.mkdir()
            try:
                fact(dari, folder)
            except Wrong as error:
                wrong += 1
                place = traceback.extract_tb(error.__traceback__)
                line = next(frame.lineno for frame in reversed(place) if frame.name == name)
                print(f"==== {name}, line {line}\n{error}\n")
    print(f"tests: {len(facts)} facts, {wrong} do not hold")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
