#!/usr/bin/env bash
# Sample manuals in Documentation/samples, and the README's pictures of them. `make samples` runs it.
#
#   scripts/samples.sh DARI
set -euo pipefail
cd "$(dirname "$0")/.."
dari=$1
out=Documentation/samples
export DARI_WEASYPRINT=${DARI_WEASYPRINT:-$PWD/.venv-weasyprint/bin/weasyprint}

manual() { "$dari" manual email-reply --project Templates "$@"; }
manual --out "$out/email-reply.html"
manual --locale en --out "$out/email-reply.en.html"
manual --out "$out/email-reply.pdf"
manual --out "$out/email-reply.slides.html"
.venv/bin/python scripts/screenshots.py "$out/email-reply.html" Documentation/images
