#!/usr/bin/env python3
"""`dari check --watch` under a terminal that Python plays (a pseudo-terminal, drawn by pyte), and without one.

Nothing is timed: each step waits until the screen shows what it should, and only gives up after a minute.

usage: judge-watch.py [--dari PATH] [--only NAME]
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
import time
import traceback

from terminal import PATIENCE, Terminal, Wrong, expect

ROOT = pathlib.Path(__file__).resolve().parents[2]
COMMON = ROOT / "Fixtures/Check/common"
def routine(*lines, name="t"):
    return f"---\nroutine: {name}\ntitle: T\nowner: owner\n---\n@input name: text\n\n@step s: S\nby: human(owner)\n\n@do\n" + "".join(line + "\n" for line in lines)


@contextlib.contextmanager
def watching(dari, folder, *options, **more):
    terminal = Terminal([dari, "check", ".", "--watch", *options], folder, **more)
    try:
        yield terminal
    finally:
        terminal.close()


def saved(path, text):
    """Saved as editors do: a file beside it, moved over it."""
    temporary = path.with_name(f".{path.name}.swp~")
    temporary.write_text(text)
    temporary.rename(path)


# MARK: Facts


def fact_page_follows_the_files(dari, folder):
    (folder / "t.dari").write_text(routine("{{ nmae }}"))
    with watching(dari, folder) as terminal:
        shown = terminal.until("error[E0201]", "t.dari:12:4", "1 error in 1 file", "Ctrl-C ends")
        expect(shown.splitlines()[0].startswith("error[E0201]"), "the problem does not begin on the first row", shown)
        saved(folder / "t.dari", routine("{{ name }}"))
        terminal.until("no problems · 1 routine", without=["E0201"])
        expect(len([line for line in terminal.lines if line]) == 1, "something is left on the screen", terminal.text)
        (folder / "새 폴더" / "깊이").mkdir(parents=True)
        (folder / "새 폴더" / "깊이" / "u.dari").write_text(routine("{{ naem }}", name="u"))
        terminal.until("새 폴더/깊이/u.dari:12:4", "`naem`")
        (folder / "새 폴더").rename(folder / "moved")
        terminal.until("moved/깊이/u.dari:12:4")
        shutil.rmtree(folder / "moved")
        terminal.until("no problems · 1 routine")
        (folder / "dari.yaml").write_text("project：x\n")
        terminal.until("dari.yaml:1:8")
        (folder / "dari.yaml").unlink()
        terminal.until("`dari.yaml` is not there")
        shutil.copy(COMMON / "dari.yaml", folder)
        terminal.until("no problems · 1 routine", without=["not there"])
        os.write(terminal.terminal, b"\x03")
        expect(terminal.finish() == 0, "Ctrl-C does not end with 0")
        expect(terminal.screen.cursor.x == 0, "the cursor is not at the start of a line")
        expect(b"\x1b[?1049" not in terminal.raw and b"\x1b[3J" not in terminal.raw, "another screen, or the history cleared")


def fact_first_problem_is_in_sight(dari, folder):
    (folder / "t.dari").write_text(routine(*("{{ nmae }} 안녕하세요 여러분" for _ in range(30))))
    (folder / "a.dari").write_text(routine("｛｛ name ｝｝", name="a"))
    with watching(dari, folder, columns=60, rows=14) as terminal:
        shown = terminal.until("30 errors, 1 warning in 2 files", "more")
        # The warning stands in the file before; errors go first.
        expect(shown.splitlines()[0].startswith("error[E0201]"), shown)
        expect("… and 30 more" in shown, shown)
        for columns, rows in ((30, 10), (100, 40), (20, 5), (12, 4), (60, 3), (60, 2), (40, 14)):
            before = len(terminal.raw)
            terminal.resize(columns, rows)
            end = time.monotonic() + PATIENCE
            while len(terminal.raw) == before and time.monotonic() < end:
                terminal.read()
            terminal.until("error[E0201]"[:columns], "30 errors, 1 warning in 2 files"[: columns - 11])
            expect(terminal.lines[0].startswith("error[E"), f"{columns} × {rows}: not on the first row", terminal.text)
        os.write(terminal.terminal, b"\x03")
        expect(terminal.finish() == 0, "the exit code")


def fact_what_was_on_the_screen_is_kept_above(dari, folder):
    terminal = Terminal(["/bin/sh", "-c", f"echo before; exec '{dari}' check . --watch"], folder, rows=10)
    try:
        terminal.until("no problems")
        above = ["".join(line[x].data for x in range(20)).strip() for line in terminal.screen.history.top]
        expect("before" in above, "what stood on the screen is gone", above)
        drawn = len(terminal.screen.history.top)
        (folder / "t.dari").write_text(routine("{{ nmae }}"))
        terminal.until("E0201")
        expect(len(terminal.screen.history.top) == drawn, "a page was scrolled into the history")
    finally:
        terminal.close()


def fact_korean(dari, folder):
    (folder / "t.dari").write_text(routine("{{ nmae }}"))
    with watching(dari, folder, LC_ALL="ko_KR.UTF-8", LANG="ko_KR.UTF-8", NO_COLOR="1") as terminal:
        terminal.until("E0201", "Ctrl-C")
        raw = terminal.raw.decode()
        expect("파일 1개에서 오류 1개 · 끝내려면 Ctrl-C" in raw and "\x1b[1;31m" not in raw, raw)


def fact_project_removed(dari, folder):
    project = folder / "project"
    shutil.copytree(COMMON, project)
    terminal = Terminal([dari, "check", "project", "--watch"], folder)
    try:
        terminal.until("no problems")
        shutil.rmtree(project)
        expect(terminal.finish() == 3, "the exit code")
        expect("E0941" in terminal.text and "`project`" in terminal.text, terminal.text)
    finally:
        terminal.close()


def fact_signals_end_it(dari, folder):
    for number in (signal.SIGTERM, signal.SIGHUP):
        with watching(dari, folder) as terminal:
            terminal.until("no problems")
            os.kill(terminal.pid, number)
            expect(terminal.finish() == -number, f"after {number}: {terminal.code}")


def wait_for(path, wanted):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        data = path.read_text()
        if wanted(data):
            return data
        time.sleep(0.05)
    raise Wrong(f"never written; there is\n{path.read_text()}")


@contextlib.contextmanager
def logging(dari, folder, *options):
    out, err = folder.parent / "out", folder.parent / "err"
    with open(out, "w") as o, open(err, "w") as e:
        process = subprocess.Popen([dari, "check", ".", "--watch", *options], cwd=folder, stdout=o, stderr=e, env={**os.environ, "LC_ALL": "C.UTF-8"})
        try:
            yield process, out, err
        finally:
            if process.poll() is None:
                process.kill()
            process.wait()


def fact_log_without_a_terminal(dari, folder):
    (folder / "t.dari").write_text(routine("{{ nmae }}"))
    with logging(dari, folder) as (process, out, err):
        wait_for(err, lambda text: "1 error in 1 file" in text)
        saved(folder / "t.dari", routine("{{ name }}"))
        text = wait_for(err, lambda text: "no problems" in text)
        # The same bytes again, and a file that is none of ours: no block for them.
        saved(folder / "t.dari", routine("{{ name }}"))
        (folder / "notes.txt").write_text("x")
        saved(folder / "t.dari", routine("{{ naem }}"))
        text = wait_for(err, lambda text: "naem" in text and text.count("1 error in 1 file") == 2)
        expect(text.count("──── ") == 3 and "\x1b" not in text and "\r" not in text, text)
        process.send_signal(signal.SIGINT)
        expect(process.wait(PATIENCE) == 0, "the exit code")
        expect(out.read_text() == "", "something on standard output")


def fact_one_json_object_a_line(dari, folder):
    (folder / "t.dari").write_text(routine("{{ nmae }}"))
    with logging(dari, folder, "--format", "json") as (process, out, err):
        wait_for(out, lambda text: text.count("\n") == 1)
        saved(folder / "t.dari", routine("{{ name }}"))
        text = wait_for(out, lambda text: text.count("\n") == 2)
        first, second = (json.loads(line) for line in text.splitlines())
        once = subprocess.run([dari, "check", ".", "--format", "json"], cwd=folder, capture_output=True)
        expect(first["diagnostics"][0]["code"] == "E0201" and second == json.loads(once.stdout), text)
        process.send_signal(signal.SIGINT)
        expect(process.wait(PATIENCE) == 0, "the exit code")


def fact_wrong_use(dari, folder):
    for options in (["--watch", "--fix"], ["--watch", "--diff"], ["--watch", "--format", "sarif"], ["--watch", "--format", "github"]):
        done = subprocess.run([dari, "check", ".", *options], cwd=folder, capture_output=True, timeout=PATIENCE)
        expect(done.returncode == 2 and done.stderr, options, done.returncode)
    done = subprocess.run([dari, "check", "nowhere", "--watch"], cwd=folder, capture_output=True, timeout=PATIENCE)
    expect(done.returncode == 2 and b"nowhere" in done.stderr, done)


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
            shutil.copytree(COMMON, folder)
            try:
                fact(dari, folder)
            except Wrong as error:
                wrong += 1
                place = traceback.extract_tb(error.__traceback__)
                line = next(frame.lineno for frame in reversed(place) if frame.name == name)
                print(f"==== {name}, line {line}\n{error}\n")
    print(f"watch: {len(facts)} facts, {wrong} do not hold")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
