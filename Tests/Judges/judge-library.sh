#!/usr/bin/env bash
# The shipped role library, tested as a client's project is: every prompt is as it is kept, and the cases render every branch,
# choice and step of it. The pages among the sample manuals are those that it makes.
set -euo pipefail
dari=${DARI:-.build/debug/dari}
export CI=true
"$dari" test Templates --no-cache
"$dari" test Templates --no-cache --format json --coverage | .venv/bin/python -c '
import json, sys

report = json.load(sys.stdin)
coverage = report["coverage"]
for file in coverage["files"]:
    for missing in file["missing"]:
        print("{}:{}: {}".format(file["file"], missing["line"], missing["message"]))
covered, total = coverage["covered"], coverage["total"]
print(f"library: the cases render {covered} of {total} ways")
sys.exit(not (report["passed"] and covered == total > 0))
'

out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
"$dari" manual email-reply --project Templates --out "$out/email-reply.html" > "$out/log"
"$dari" manual email-reply --project Templates --locale en --out "$out/email-reply.en.html" >> "$out/log"
"$dari" manual email-reply --project Templates --out "$out/email-reply.slides.html" >> "$out/log"
for page in "$out"/*.html; do
  cmp "$page" "Documentation/samples/${page##*/}" || { echo "samples: run \`make samples\`"; exit 1; }
done
