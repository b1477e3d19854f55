#!/usr/bin/env python3
"""Counts of tokens by `dari render`: against Hugging Face's `tokenizers` with tokenizers that are trained here, and
`approx-1` and `bytes` against their description in Documentation/Bundle.md.

usage: judge-tokens.py [--dari PATH] [--texts N]

With --oracle FILE it writes what the unit tests hold their token numbers against, and judges nothing.
"""

import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import bundle_interpreter
import token_training as training

ROOT = pathlib.Path(__file__).resolve().parents[2]
MANIFEST = "project: tokens\nversion: 1.0.0\nlocales: [ko]\npeople: { owner: 점장 }\ntokenizer: %s\n"


def write_oracle(path):
    cases = []
    for index, (name, pre_tokenizer, normalizer, whole_words) in enumerate(training.variants()):
        tokenizer = training.train(pre_tokenizer, normalizer, whole_words, size=420)
        written = tokenizer.to_str()
        texts = training.texts(110, seed=index)
        ids = [tokenizer.encode(text, add_special_tokens=False).ids for text in texts]
        cases.append({
            "name": name, "file": training.older(written) if index % 2 else written,
            "texts": [{"text": text, "ids": numbers} for text, numbers in zip(texts, ids)],
        })
    with open(path, "w", encoding="utf-8") as file:
        json.dump(cases, file, ensure_ascii=True, separators=(",", ":"))
        file.write("\n")


def routine(count, budget):
    """One step a text, which holds nothing else."""
    parts = ["---\nroutine: t\nowner: owner\n---\n"]
    parts += [f"@input t{index}: text(..2000)\n\n" for index in range(count)]
    parts += [f"@step s{index}\nby: ai(text)\nbudget: {budget} tokens\n\n@user\n{{{{ t{index} }}}}\n\n" for index in range(count)]
    parts.append("@step look\nby: human(owner)\nreviews: " + ", ".join(f"s{index}" for index in range(count)) + "\n")
    return "".join(parts)


class Place:
    def __init__(self, folder, dari):
        self.folder = pathlib.Path(folder)
        self.dari = dari

    def run(self, *arguments, code=0):
        env = {**os.environ, "LC_ALL": "C.UTF-8", "NO_COLOR": "1"}
        done = subprocess.run([self.dari, *arguments], cwd=self.folder, env=env, capture_output=True, timeout=300)
        if done.returncode != code:
            sys.exit(f"dari {' '.join(arguments)} ended with {done.returncode}, not {code}\n{done.stderr.decode()}")
        return done

    def counts(self, source, *more):
        steps = json.loads(self.run("render", source, "--data", "data.json", "--format", "json", *more).stdout)["steps"]
        return [step["tokens"]["count"] for step in steps]


def written(texts):
    """As Dari takes them: CR LF is LF in a text, and what a text may not hold is left out."""
    return [text.replace("\r\n", "\n")[:2000] for text in texts]


def compare(name, texts, found, wanted):
    wrong = 0
    for text, count, expected in zip(texts, found, wanted, strict=True):
        if count != expected:
            wrong += 1
            if wrong <= 5:
                print(f"{name}: {text!r:.200} has {expected} tokens, and dari counts {count}")
    return wrong


def judge_tokenizers(place, count):
    wrong = compared = 0
    for index, (name, pre_tokenizer, normalizer, whole_words) in enumerate(training.variants()):
        tokenizer = training.train(pre_tokenizer, normalizer, whole_words, size=600)
        file = tokenizer.to_str()
        (place.folder / "own.json").write_text(training.older(file) if index % 2 else file, encoding="utf-8")
        (place.folder / "dari.yaml").write_text(MANIFEST % "own.json", encoding="utf-8")
        texts = written(training.texts(count, seed=100 + index))
        (place.folder / "data.json").write_text(json.dumps({f"t{i}": text for i, text in enumerate(texts)}), encoding="utf-8")
        wanted = [len(tokenizer.encode(text, add_special_tokens=False).ids) for text in texts]
        wrong += compare(name, texts, place.counts("t"), wanted)
        compared += len(texts)
        if index == 0:
            judge_bundle(place, wanted)
    return wrong, compared


def judge_bundle(place, wanted):
    """A bundle renders with the same tokenizer handed over, and not without it."""
    place.run("build", ".", "--out", "build")
    bundle = "build/bundle/t.json"
    refused = place.run("render", bundle, "--data", "data.json", "--step", "s1", code=1).stderr.decode()
    assert "E0716" in refused and "--tokenizer own.json" in refused, refused
    assert place.counts(bundle, "--tokenizer", "own.json") == wanted
    (place.folder / "other.json").write_bytes((place.folder / "own.json").read_bytes() + b"\n")
    refused = place.run("render", bundle, "--data", "data.json", "--tokenizer", "other.json", code=1).stderr.decode()
    assert "E0718" in refused, refused


def judge_estimators(place, count):
    wrong = 0
    for name in ("approx-1", "bytes"):
        (place.folder / "dari.yaml").write_text(MANIFEST % name, encoding="utf-8")
        texts = written(training.texts(count, seed=7))
        (place.folder / "data.json").write_text(json.dumps({f"t{i}": text for i, text in enumerate(texts)}), encoding="utf-8")
        wanted = [bundle_interpreter.count_tokens(name, [text]) for text in texts]
        wrong += compare(name, texts, place.counts("t"), wanted)
    return wrong


def judge_refusal(place, count):
    """A budget is kept exactly: what has more is refused by name, and the others are rendered."""
    texts = written(training.texts(count, seed=8))
    (place.folder / "dari.yaml").write_text(MANIFEST % "approx-1", encoding="utf-8")
    (place.folder / "t.dari").write_text(routine(count, 20), encoding="utf-8")
    (place.folder / "data.json").write_text(json.dumps({f"t{i}": text for i, text in enumerate(texts)}), encoding="utf-8")
    done = place.run("render", "t", "--data", "data.json", "--format", "json", code=1)
    rendered = {step["step"] for step in json.loads(done.stdout)["steps"]}
    wanted = {f"s{i}" for i, text in enumerate(texts) if bundle_interpreter.count_tokens("approx-1", [text]) <= 20}
    assert 20 < len(wanted) < count - 20
    assert rendered == wanted, rendered ^ wanted
    assert done.stderr.decode().count("E0715") == count - len(wanted)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--dari", default=os.environ.get("DARI", str(ROOT / ".build/debug/dari")))
    parser.add_argument("--texts", type=int, default=250)
    parser.add_argument("--oracle")
    options = parser.parse_args()
    if options.oracle:
        write_oracle(options.oracle)
        return
    with tempfile.TemporaryDirectory() as folder:
        place = Place(folder, str(pathlib.Path(options.dari).resolve()))
        (place.folder / "t.dari").write_text(routine(options.texts, 100_000_000), encoding="utf-8")
        wrong, compared = judge_tokenizers(place, options.texts)
        wrong += judge_estimators(place, options.texts)
        judge_refusal(place, options.texts)
    print(f"tokens: {compared} texts with {len(training.variants())} tokenizers, {2 * options.texts} by estimators, {wrong} differ")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
