#!/usr/bin/env bash
# The shipped routines' bundles against the schema, an independent validator and an independent interpreter.
set -euo pipefail
dari=${DARI:-.build/debug/dari}
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
"$dari" build Templates --out "$out" >/dev/null
.venv/bin/python Tests/Judges/check_bundles.py --dari "$dari" --data Templates/marketing/data "$out/bundle"
