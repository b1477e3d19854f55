#!/usr/bin/env bash
# Builds the shipped routines with a given `dari`, says where the results are, and renders one prompt.
set -euo pipefail
cd "$(dirname "$0")/.."
dari=${1:?usage: scripts/demo.sh DARI}
out=build

"$dari" build Templates --out "$out"

list() {
  printf '\n%s\n' "$1"
  shopt -s nullglob
  local files=("$out"/$2)
  [ ${#files[@]} -gt 0 ] || { echo "demo: nothing in $out/$2" >&2; exit 1; }
  printf '  %s\n' "${files[@]}"
}
list "Bundles, for programs:" "bundle/*.json"
list "Manuals, for people (open them in a browser):" "manual/*.html"

# A PDF too, where WeasyPrint is: `scripts/setup.sh pdf`.
if [ -z "${DARI_WEASYPRINT:-}" ] && [ -x .venv-weasyprint/bin/weasyprint ]; then
  export DARI_WEASYPRINT=$PWD/.venv-weasyprint/bin/weasyprint
fi
if [ -n "${DARI_WEASYPRINT:-}" ] || [ -x ~/.local/share/dari/weasyprint/bin/weasyprint ]; then
  printf '\nOne of them on paper:\n  '
  "$dari" manual email-reply --project Templates --format pdf --out "$out/pdf/email-reply.pdf"
fi

data=Templates/marketing/data
render=("$dari" render "$out/bundle/email-reply.json" --step draft
  --data "$data/email-reply-rich.yaml" --given "classify=$data/given/email-reply-rich.classify.json")
printf '\nOne prompt, with a customer'\''s data:\n  %s\n\n' "${render[*]}"
"${render[@]}"
