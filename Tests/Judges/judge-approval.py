#!/usr/bin/env python3
"""Whether what an AI made really cannot leave the house unapproved, nor decide alone whether something leaves: makes routines at random, asks `dari check` for its
verdict, and goes through all runs of each with an interpreter of its own (approval_model.py).

An accepted routine with a run that leaks is an error. Refused ones without such a run are counted: nobody promises that
there are none. Refused ones with such a run show that the model can find leaks.

usage: judge-approval.py [--dari PATH] [--seed N] [--count N]
"""

import argparse
import collections
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from approval_model import ROUTINES, Judged, Maker, written  # noqa: E402

MANIFEST = "project: judge\nversion: 1.0.0\nlocales: [ko]\npeople: { boss: 사장님 }\n"
TOOLS = """tools:
  gpt: { name: GPT, category: text, does: [text] }
  mail: { name: Mail, category: manage, does: [sends, stores] }
"""
# A whole project in one call: starting the compiler costs more than checking a routine.
BATCH = 200
LEAKS = {"E0528", "E0529"}


def make_batch(rng, number):
    ROUTINES.clear()
    callees = []
    for index in range(BATCH):
        maker = Maker(rng, f"r{number}-{index}", callees[-8:])
        routine = maker.make()
        ROUTINES[routine.name] = routine
        if routine.inner and routine.result and not routine.list_result and routine.find(routine.result).gives == "text":
            callees.append(routine.name)
    return list(ROUTINES.values())


def verdicts(dari, routines):
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        (root / "dari.yaml").write_text(MANIFEST, "utf-8")
        (root / "tools.yaml").write_text(TOOLS, "utf-8")
        for routine in routines:
            (root / f"{routine.name}.dari").write_text(written(routine), "utf-8")
        done = subprocess.run([dari, "check", folder, "--format", "json"], capture_output=True, text=True)
        found = collections.defaultdict(set)
        for diagnostic in json.loads(done.stdout)["diagnostics"]:
            if diagnostic["severity"] == "error":
                found[pathlib.PurePath(diagnostic["file"]).stem].add(diagnostic["code"])
        return found


def shown(routine):
    return "\n".join([written(routine)] + [written(ROUTINES[step.calls]) for step in routine.steps if step.calls])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dari", default=os.environ.get("DARI", ".build/debug/dari"))
    parser.add_argument("--seed", type=int, default=20261126)
    parser.add_argument("--count", type=int, default=1200)
    parser.add_argument("--others", action="store_true", help="print other errors of what was made, to mend the maker")
    parser.add_argument("--safe", type=int, default=0, metavar="N", help="print N refused ones of which no run leaks")
    options = parser.parse_args()
    rng = random.Random(options.seed)
    seen, wrong, others, safe = collections.Counter(), [], collections.Counter(), []
    for number in range(-(-options.count // BATCH)):
        routines = make_batch(rng, number)
        found = verdicts(options.dari, routines)
        for routine in routines:
            codes = set(found[routine.name])
            # What is called counts with what calls it.
            for step in routine.steps:
                codes |= found[step.calls] if step.calls else set()
            if codes - LEAKS:
                seen["not judged"] += 1
                others.update(codes - LEAKS)
                continue
            judged = Judged(routine, random.Random(f"{options.seed} {routine.name}"))
            leaks = judged.leaks()
            seen["runs"] += judged.runs
            seen["not all runs tried"] += not leaks and not judged.oracle.complete
            if codes:
                seen["refused, and a run leaks" if leaks else "refused, and no run leaks"] += 1
                if judged.gate and not judged.reasons:
                    seen["refused, and an AI decides alone"] += 1
                if not leaks and len(safe) < options.safe:
                    safe.append(shown(routine))
            else:
                seen["accepted"] += 1
                if leaks:
                    wrong.append(("an AI decides alone" if judged.gate else judged.reasons, shown(routine)))
                if any(step.redo for step in routine.steps):
                    seen["accepted with redo"] += 1
                if any(step.each for step in routine.steps):
                    seen["accepted with each"] += 1
                if any(step.calls for step in routine.steps):
                    seen["accepted with a call"] += 1
                if any(step.kind == "send" for step in routine.steps):
                    seen["accepted with something leaving"] += 1
    for why, text in wrong[:3]:
        print(f"accepted, and a run leaks ({why}):\n{text}", file=sys.stderr)
    for text in safe:
        print(f"refused, and no run leaks:\n{text}")
    print(", ".join(f"{count} {name}" for name, count in sorted(seen.items())) + f", {len(wrong)} leaks in accepted ones")
    if options.others:
        print(others)
    refused = seen["refused, and a run leaks"] + seen["refused, and no run leaks"]
    if refused:
        print(f"{seen['refused, and a run leaks'] / refused:.1%} of the refused ones leak")
    # A model that finds nothing, and routines that are all alike, would judge nothing.
    kinds = ("accepted with something leaving", "accepted with redo", "accepted with each", "accepted with a call")
    lacking = [name for name in (*kinds, "refused, and a run leaks", "refused, and an AI decides alone") if not seen[name]]
    if lacking:
        print(f"never seen: {', '.join(lacking)}", file=sys.stderr)
    return 1 if wrong or lacking else 0


if __name__ == "__main__":
    sys.exit(main())
