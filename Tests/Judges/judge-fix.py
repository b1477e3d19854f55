#!/usr/bin/env python3
"""`dari check --fix` on projects on disk: a patch of `--diff`, applied by git and by patch, gives what `--fix` writes; a
second run changes nothing; line breaks, a byte order mark and what else is in the folder stay.

usage: judge-fix.py [--dari PATH]
"""

import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "Fixtures/Check"


class Wrong(Exception):
    pass


def expect(condition, what):
    if not condition:
        raise Wrong(what)


def run(dari, folder, *options):
    environment = {**os.environ, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
    return subprocess.run([dari, "check", ".", *options], cwd=folder, capture_output=True, env=environment)


def tree(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def errors(dari, folder):
    return sum(one["severity"] == "error" for one in json.loads(run(dari, folder, "--format", "json").stdout)["diagnostics"])


def patched(folder, patch, *command):
    """The tree after the patch was applied by another program."""
    with tempfile.TemporaryDirectory() as copy:
        copy = pathlib.Path(copy) / "copy"
        shutil.copytree(folder, copy)
        done = subprocess.run(command, cwd=copy, input=patch, capture_output=True)
        expect(done.returncode == 0, f"{command[0]} refuses the patch: {done.stderr.decode()}{done.stdout.decode()}\n{patch.decode()}")
        return tree(copy)


def check(dari, folder):
    """The number of problems that were fixed."""
    before, had = tree(folder), errors(dari, folder)
    diff = run(dari, folder, "--diff")
    expect(tree(folder) == before, "--diff writes")
    fixed = run(dari, folder, "--fix", "--format", "json")
    report, after = json.loads(fixed.stdout), tree(folder)
    left = sum(one["severity"] == "error" for one in report["diagnostics"])
    expect(left <= had, f"{left} errors after, {had} before")
    expect(left == errors(dari, folder), "the report is not that of the files")
    expect(fixed.returncode == (1 if left else 0) == diff.returncode, f"exit codes {fixed.returncode} and {diff.returncode} with {left} errors")
    changed = {name for name in before if before[name] != after.get(name)}
    expect(set(before) == set(after), "files came or went")
    expect(changed == {one["file"] for one in report["fixed"]}, f"changed {changed}, told {report['fixed']}")
    expect(bool(diff.stdout) == bool(changed), "a patch of nothing, or none of something")
    if changed:
        # The fixed files put back, so that the patch has what it was made for.
        with tempfile.TemporaryDirectory() as copy:
            copy = pathlib.Path(copy) / "before"
            for name, data in before.items():
                (copy / name).parent.mkdir(parents=True, exist_ok=True)
                (copy / name).write_bytes(data)
            expect(patched(copy, diff.stdout, "git", "apply", "-") == after, "git apply gives another result")
            expect(patched(copy, diff.stdout, "patch", "--binary", "-p1", "--no-backup-if-mismatch") == after, "patch gives another result")
    again = run(dari, folder, "--fix", "--format", "json")
    expect(tree(folder) == after and json.loads(again.stdout)["fixed"] == [], "a second run changes something")
    return sum(one["count"] for one in report["fixed"])


def projects():
    entries = [entry for entry in sorted((FIXTURES / "err").iterdir()) if entry.suffix != ".expect"]
    lone = [entry for entry in entries if not entry.is_dir()]
    for entry in entries:
        if entry.is_dir():
            yield entry.name, lambda folder, entry=entry: shutil.copytree(entry, folder, dirs_exist_ok=True)
    for start in range(0, len(lone), 25):
        for name, change in (("", lambda data: data), (" as Windows writes", windows)):
            yield f"{lone[start].name}…{name}", lambda folder, start=start, change=change: together(lone[start : start + 25], folder, change)


def together(entries, folder, change):
    shutil.copytree(FIXTURES / "common", folder, dirs_exist_ok=True)
    for entry in entries:
        path = folder / "글 모음" / entry.name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(change(entry.read_bytes()))
    (folder / "mine.txt").write_text("keep")


def windows(data):
    return b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n")


def keeps_permissions(dari):
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        together([FIXTURES / "err/fi.dari"], folder, windows)
        path = folder / "글 모음/fi.dari"
        path.chmod(0o640)
        run(dari, folder, "--fix")
        data = path.read_bytes()
        expect(path.stat().st_mode & 0o777 == 0o640, "the permissions changed")
        expect(b"endif" in data and data.startswith(b"\xef\xbb\xbf---\r\n") and data.count(b"\n") == data.count(b"\r\n"), data)
        said = run(dari, folder, "--diff", "--lang", "ko")
        expect("자동으로 고칠 것이 없습니다" in said.stderr.decode() and said.stdout == b"", said.stderr.decode())


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--dari", default=os.environ.get("DARI", str(ROOT / ".build/debug/dari")))
    dari = str(pathlib.Path(parser.parse_args().dari).resolve())
    count = wrong = fixed = 0
    for name, make in projects():
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder)
            make(folder)
            count += 1
            try:
                fixed += check(dari, folder)
            except Wrong as error:
                wrong += 1
                print(f"==== {name}\n{error}\n")
    try:
        keeps_permissions(dari)
    except Wrong as error:
        wrong += 1
        print(f"==== permissions\n{error}\n")
    print(f"fix: {fixed} problems fixed in {count} projects, {wrong} projects not as they should be")
    if fixed < 40:
        sys.exit("too few to say anything")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
