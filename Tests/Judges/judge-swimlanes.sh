#!/usr/bin/env bash
# The swimlanes of the shipped routines, of those with all that steps can do, and of routines made at random: their geometry by
# a reader of SVG that shares nothing with the code, their text as a browser draws it, and how large it is on paper.
set -euo pipefail
dari=${DARI:-.build/debug/dari}
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
"$dari" build Templates --out "$out/pages/library" --target manual >/dev/null
"$dari" build Fixtures/Manual/Steps --out "$out/pages/steps" --target manual >/dev/null
.venv/bin/python Tests/Judges/check_swimlanes.py --make "$out/made" "${COUNT:-24}"
for locale in ko en; do
  "$dari" build "$out/made/$locale" --out "$out/pages/made-$locale" --target manual >/dev/null 2>&1
done
.venv/bin/python Tests/Judges/check_swimlanes.py "$out/pages"
