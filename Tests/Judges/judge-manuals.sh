#!/usr/bin/env bash
# Manuals of the shipped routines, and of some with all that steps can do, in a browser without a network.
set -euo pipefail
dari=${DARI:-.build/debug/dari}
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
"$dari" build Templates --out "$out" --target manual >/dev/null
"$dari" build Fixtures/Manual/Steps --out "$out/steps" --target manual >/dev/null
.venv/bin/python Tests/Judges/check_manuals.py "$out"
