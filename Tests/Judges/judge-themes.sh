#!/usr/bin/env bash
# Manuals in a theme: in a browser as any manual, the tool in them as without a theme, and what a theme may not do, told at its place.
set -euo pipefail
dari=${DARI:-$PWD/.build/debug/dari}
python=$PWD/.venv/bin/python
judges=$PWD/Tests/Judges
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
theme=Fixtures/Manual/Theme

"$dari" build "$theme" --out "$out/own" --target manual >/dev/null
# Over the shipped manuals, too.
"$dari" manual --project Templates --theme "$theme/letterhead" --out "$out/templates" --locale ko >/dev/null
"$python" "$judges/check_manuals.py" "$out"

# The prompts are byte for byte those of the page without a theme: in the script, and what a person copies.
cp -r "$theme" "$out/plain"
sed -i 's/, theme: letterhead//' "$out/plain/dari.yaml"
"$dari" build "$out/plain" --out "$out/plain-built" --target manual >/dev/null
"$python" "$judges/check_themes.py" "$out/own/manual/email-reply.html" "$out/plain-built/manual/email-reply.html"

# usage: refuse CODE PLACE NAME TEXT
refuse() {
  rm -rf "$out/bad" && mkdir "$out/bad" && printf '%s' "$4" >"$out/bad/$3"
  if (cd "$out" && "$dari" manual --project plain --theme bad --out page --lang en) >"$out/said" 2>&1; then
    echo "a theme with $4 was taken"
    exit 1
  fi
  grep -qF "error[$1]" "$out/said" && grep -qF -- "--> bad/$3:$2" "$out/said" || { echo "not $1 at $2: $4"; cat "$out/said"; exit 1; }
  if [ -e "$out/page" ]; then echo "a manual was written with $4"; exit 1; fi
}
sections='<main id="main"><h1>x</h1>{{ parts.sections }}</main>'
refuse E1131 2:13 page.html "$sections
<div title='{{ parts.contents }}'></div>"
refuse E1132 2:1 page.html "$sections
{{ manual.title }}"
refuse E0203 2:14 page.html "$sections
<p>{{ manual.titel }}</p>"
refuse E1135 2:1 page.html "$sections
<script>x</script>"
refuse E1136 2:6 page.html "$sections
<img src='https://a.example/x.png'>"
refuse E1139 1:1 page.html '<main id="main"><h1>x</h1>{% for s in sections if s.id != "checkpoints" %}<div id="{{ s.id }}">{{ s.body }}</div>{% endfor %}</main>'
refuse E1136 2:1 style.css "a{}
@import 'x';"
refuse E0001 1:1 paper.css $'\xff'
echo "themes: prompts as without one, 8 refused at their places"
