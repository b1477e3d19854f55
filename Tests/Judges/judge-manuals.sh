#!/usr/bin/env bash
# The shipped routines' manuals in a browser without a network.
set -euo pipefail
dari=${DARI:-.build/debug/dari}
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
"$dari" build Templates --out "$out" --target manual >/dev/null
.venv/bin/python Tests/Judges/check_manuals.py "$out/manual"
