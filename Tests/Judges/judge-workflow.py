#!/usr/bin/env python3
"""The workflow and the hooks of Documentation/Testing.md, done for real: a repository, a pull request, and the steps as they are written.

GitHub's part is played by git and bash: a branch `origin/main`, `$GITHUB_STEP_SUMMARY`, and the value of `github.base_ref`.

usage: judge-workflow.py [--dari PATH]
"""

import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGE = ROOT / "Documentation/Testing.md"


class Wrong(Exception):
    pass


def expect(condition, *said):
    if not condition:
        raise Wrong("\n".join(str(one) for one in said))


def block(name):
    found = re.search(r"^```\w+ " + re.escape(name) + r"\n(.*?)^```$", PAGE.read_text(), re.S | re.M)
    expect(found, f"the page has no {name}")
    return found.group(1)


class Repository:
    def __init__(self, folder, dari):
        self.folder = folder
        self.environment = {
            **os.environ, "LC_ALL": "C.UTF-8", "PATH": f"{dari.parent}:{os.environ['PATH']}", "HOME": str(folder.parent),
            "XDG_CACHE_HOME": str(folder.parent / "cache"), "GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@b.example",
            "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@b.example",
        }
        self.environment.pop("CI", None)

    def run(self, *command, code=0, **more):
        done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True, env={**self.environment, **more}, timeout=120)
        expect(code is None or done.returncode == code, command, done.returncode, done.stdout, done.stderr)
        return done

    def edit(self, name, old, new):
        text = (self.folder / name).read_text()
        expect(old in text, f"{name} does not hold {old}")
        (self.folder / name).write_text(text.replace(old, new))


def workflow(repository, summary):
    """The exit code of each step that runs something, as the runner would do them."""
    steps = yaml.safe_load(block(".github/workflows/prompts.yml"))["jobs"]["prompts"]["steps"]
    codes, outputs, failed = [], [], False
    for step in steps:
        if "run" not in step or "install-dari.sh" in step["run"]:
            continue
        if failed and step.get("if") != "always()":
            continue
        script = step["run"].replace("${{ github.base_ref }}", "main")
        expect("${{" not in script, "an expression that nobody plays", script)
        done = repository.run("bash", "-e", "-c", script, code=None, CI="true", GITHUB_STEP_SUMMARY=str(summary))
        codes.append(done.returncode)
        outputs.append(done.stdout + done.stderr)
        failed = failed or done.returncode != 0
    return codes, outputs


def same_in_both_languages():
    named = {}
    for page in (PAGE, PAGE.with_name("Testing.ko.md")):
        named[page.name] = re.findall(r"^```\w+ (\S+)\n(.*?)^```$", page.read_text(), re.S | re.M)
    expect(named["Testing.md"] == named["Testing.ko.md"] and len(named["Testing.md"]) >= 4, "the pages show different files")


def judge(dari, base):
    same_in_both_languages()
    folder = base / "shop"
    shutil.copytree(ROOT / "Templates/init/en", folder)
    repository = Repository(folder, dari)
    expect(repository.run("dari", "test").stdout.count("all as they were") == 1, "the project does not begin as it was")
    repository.run("git", "init", "-q", "-b", "main")
    hook = folder / ".git/hooks/pre-commit"
    hook.write_text(block(".git/hooks/pre-commit"))
    hook.chmod(0o755)
    repository.run("git", "add", "-A")
    repository.run("git", "commit", "-qm", "start")
    repository.run("git", "update-ref", "refs/remotes/origin/main", "main")
    repository.run("git", "switch", "-qc", "edit")

    # Before a commit: what nobody has looked at is not committed.
    repository.edit("shop.dari", "Make nothing up", "Invent nothing")
    refused = repository.run("git", "commit", "-qam", "edit", code=1)
    expect("shop.dari:" in refused.stdout + refused.stderr and "2 changed" in refused.stdout + refused.stderr, refused)

    # Somebody commits it all the same: the machine says so, at the line.
    repository.run("git", "commit", "-qnam", "edit")
    summary = base / "summary.md"
    codes, outputs = workflow(repository, summary)
    expect(codes == [1, 0] and "::error file=shop.dari,line=" in outputs[0], codes, outputs)

    # With what is kept: it passes, and the summary says what the edit did, in one piece.
    repository.run("dari", "test", "--update")
    repository.run("git", "add", "-A")
    repository.run("git", "commit", "-qm", "prompts")
    summary.write_text("")
    codes, outputs = workflow(repository, summary)
    expect(codes == [0, 0], codes, outputs)
    said = summary.read_text()
    expect(said.startswith("```\n") and said.rstrip().endswith("```") and said.count("══ changed") == 1, said)
    expect("changed · 2 prompts · shop.dari:" in said and "Invent nothing" in said, said)
    expect("TEXT" in said, "dari diff says nothing", said)
    expect(repository.run("git", "status", "--porcelain").stdout == "", "the workflow leaves something in the work tree")

    config = yaml.safe_load(block(".pre-commit-config.yaml"))["repos"][0]["hooks"][0]
    expect(repository.run(*config["entry"].split()).returncode == 0, config)
    for name in ("shop.dari", "tests/review-reply.yaml", "tests/golden/a/b/c.md"):
        expect(re.search(config["files"], name), config["files"], name)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--dari", default=os.environ.get("DARI", str(ROOT / ".build/debug/dari")))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as base:
        try:
            judge(pathlib.Path(options.dari).resolve(), pathlib.Path(base))
        except Wrong as error:
            print(f"workflow: {error}")
            sys.exit(1)
    print("workflow: the steps and hooks of Testing.md do what the page says")


if __name__ == "__main__":
    main()
