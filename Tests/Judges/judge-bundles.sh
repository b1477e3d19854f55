#!/usr/bin/env bash
# The bundles of the shipped routines, and of one with pictures and files, against the schema, an independent validator and an independent interpreter.
set -euo pipefail
dari=${DARI:-.build/debug/dari}
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
"$dari" build Templates --out "$out" >/dev/null
.venv/bin/python Tests/Judges/check_bundles.py --dari "$dari" --data Templates/marketing/data "$out/bundle"
"$dari" build Fixtures/Media --out "$out/media" >/dev/null
.venv/bin/python Tests/Judges/check_bundles.py --dari "$dari" --data Fixtures/Media "$out/media/bundle"
mkdir "$out/names" "$out/project"
cp Fixtures/Render/redact/redact.dari "$out/project"
printf 'project: names\npeople: { owner: Owner }\n' >"$out/project/dari.yaml"
for data in Fixtures/Render/redact/data*.*; do cp "$data" "$out/names/redact-${data##*/}"; done
"$dari" build "$out/project" --out "$out/redact" >/dev/null
.venv/bin/python Tests/Judges/check_bundles.py --dari "$dari" --data "$out/names" "$out/redact/bundle"
.venv/bin/python Tests/Judges/redaction.py
