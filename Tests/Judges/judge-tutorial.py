#!/usr/bin/env python3
"""Does what the tutorials say, as a reader would, and compares what the terminal shows.

In an empty folder, block by block: ` ```dari NAME ` and ` ```yaml NAME ` write a file (with `add` they write on at its
end); in ` ```console ` a line that begins with `$ ` is typed, and what follows is what has to come out, a lone `…` for
any lines. A command fails if and only if it shows an error. Each tutorial is read in its language.

    judge-tutorial.py [--update] [DARI]    --update writes what comes out into the page, but for blocks with `…`
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile

PAGES = [("Documentation/Tutorial.ko.md", "ko_KR.UTF-8"), ("Documentation/Tutorial.md", "en_US.UTF-8")]
FENCE = re.compile(r"^(`{3,})([^\n]*)\n(.*?)^\1`*$", re.M | re.S)


class Reader:
    """Somebody who follows the tutorial: a folder, and a terminal in it."""

    def __init__(self, folder, dari, language):
        self.folder = self.place = folder
        self.environment = {
            "PATH": os.pathsep.join([str(dari.parent), os.environ["PATH"]]),
            "LANG": language,
            "HOME": str(folder),
        }

    def write(self, name, text, at_the_end):
        with open(self.place / name, "a" if at_the_end else "w", encoding="utf-8") as file:
            file.write(text)

    def type(self, command):
        """What is shown, and whether the command failed."""
        mark = "\x01"
        done = subprocess.run(
            ["bash", "-c", f"{command}\ncode=$?; printf '{mark}%s' \"$PWD\"; exit $code"],
            cwd=self.place, env=self.environment, text=True, encoding="utf-8",
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60,
        )
        shown, _, place = done.stdout.rpartition(mark)
        self.place = pathlib.Path(place)
        return shown.rstrip("\n"), done.returncode != 0


def turns(text):
    """A console block as commands with what follows them."""
    result = []
    for line in text.rstrip("\n").split("\n"):
        if line.startswith("$ "):
            result.append((line[2:], []))
        elif not result:
            raise SystemExit(f"a console block begins with its command: {line}")
        else:
            result[-1][1].append(line)
    return [(command, "\n".join(lines).rstrip("\n")) for command, lines in result]


def matches(expected, shown):
    pattern = "\n".join(
        r"(?:.*\n)*?.*" if line == "…" else re.escape(line) for line in expected.split("\n"))
    return re.fullmatch(pattern, shown) is not None


def follow(page, language, dari, update):
    text = pathlib.Path(page).read_text(encoding="utf-8")
    problems, count, changes = [], 0, []
    with tempfile.TemporaryDirectory() as scratch:
        reader = Reader(pathlib.Path(scratch).resolve(), dari, language)
        for fence in FENCE.finditer(text):
            words = fence[2].split()
            line = text.count("\n", 0, fence.start()) + 1
            if words and words[0] in ("dari", "yaml") and len(words) > 1:
                reader.write(words[1], fence[3], "add" in words)
            elif words == ["console"]:
                new = ""
                for command, expected in turns(fence[3]):
                    shown, failed = reader.type(command)
                    count += 1
                    new += f"$ {command}\n" + (shown + "\n" if shown else "")
                    if not matches(expected, shown):
                        problems.append(f"{page}:{line}: $ {command}\n{shown}\n  and not\n{expected}")
                    if failed != (re.search(r"^(error|오류)\[", shown, re.M) is not None):
                        problems.append(f"{page}:{line}: $ {command}: failed is {failed}\n{shown}")
                if "\n…\n" not in fence[3]:
                    changes.append((fence.start(3), fence.end(3), new))
    if update:
        for start, end, new in reversed(changes):
            text = text[:start] + new + text[end:]
        pathlib.Path(page).write_text(text, encoding="utf-8")
    return problems, count


def main():
    arguments = [word for word in sys.argv[1:] if word != "--update"]
    dari = pathlib.Path(arguments[0] if arguments else ".build/debug/dari").resolve()
    if not dari.exists():
        raise SystemExit(f"tutorial: {dari} is not built")
    total = 0
    problems = []
    for page, language in PAGES:
        found, count = follow(page, language, dari, "--update" in sys.argv)
        # A page whose blocks were not seen would agree with anything.
        if count < 15:
            found.append(f"{page} has {count} commands only")
        problems += found
        total += count
    for problem in problems:
        print(problem)
    if problems:
        raise SystemExit(f"tutorial: {len(problems)} of {total} commands show something else")
    print(f"tutorial: {total} commands in {len(PAGES)} languages do what the page says")


main()
