#!/usr/bin/env bash
# The commands as a shell sees them: exit codes, what goes to which output, closed pipes, pagers, and folders that stay as
# they were.
set -uo pipefail
dari=$(realpath "${1:-.build/debug/dari}")
[ -x "$dari" ] || { echo "commands: $dari is not built" >&2; exit 1; }
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
unset CI DARI_PAGER PAGER LESS LC_ALL LC_MESSAGES NO_COLOR
export LANG=C XDG_CACHE_HOME="$scratch/.cache"
count=0
failed=0

# try CODE OUT ERR COMMAND…: the exit code, and a pattern (grep -E) for each output; `-` for nothing at all.
try() {
  local code=$1 out=$2 err=$3
  shift 3
  count=$((count + 1))
  "$@" > out.txt 2> err.txt < /dev/null
  local found=$?
  local wrong=""
  [ "$found" -eq "$code" ] || wrong="exit $found, not $code"
  fits out.txt "$out" || wrong+=" · standard output is not '$out'"
  fits err.txt "$err" || wrong+=" · standard error is not '$err'"
  [ -z "$wrong" ] && return
  failed=$((failed + 1))
  printf 'commands: %s: %s\n' "$*" "$wrong"
  sed 's/^/  | /' out.txt err.txt | head -20
}
fits() {
  if [ "$2" = - ]; then [ ! -s "$1" ]; else grep -qE -- "$2" "$1"; fi
}
check() {
  count=$((count + 1))
  "$@" && return
  failed=$((failed + 1))
  echo "commands: not so: $*"
}

# explain: the page, by every way to name it
for word in E0301 e0301 301 wrongType 'error[E0301]: `date` is needed'; do
  try 0 '^E0301 · error' - "$dari" explain "$word"
done
try 0 '^E0301 · 오류' - "$dari" explain ㄷ0301 --lang ko
try 0 '^E0301 · 오류' - env LANG=ko_KR.UTF-8 "$dari" explain E0301
try 0 '^W0401 · warning' - "$dari" explain 401
try 0 '^E0402 · error' - "$dari" explain E0301 E0402
try 0 '^  E0164  ' - "$dari" explain unclosed quote
try 0 '^  E0164  ' - "$dari" explain 따옴표가 안 닫혔어요 --lang ko
try 0 '^Names · ' - "$dari" explain
try 2 - '^error\[E0950\].*E9999' "$dari" explain E9999
try 2 - '^  E0328 ' "$dari" explain E0329
try 2 - '^error\[E0951\]' "$dari" explain zzzqqq
try 2 - '^오류\[E0951\]' "$dari" explain 쀍쀍 --lang ko
# Somebody who has seen enough closes the pipe: not a word about it.
try 0 '^Everything' - bash -c '"$0" explain | head -n 5' "$dari"

# A terminal has a pager for what is longer than it, and no more than that.
if [ "$(uname -s)" = Linux ] && command -v script > /dev/null; then
  on_terminal() { script -qec "stty rows 10 cols 60; $1" /dev/null; }
  try 0 '^PAGED' - on_terminal "PAGER='sed s/^/PAGED/' '$dari' explain E0301"
  try 0 '^PAGED' - on_terminal "PAGER=false DARI_PAGER='sed s/^/PAGED/' '$dari' explain E0301"
  try 0 '^E0301|\[1;31mE0301' - on_terminal "PAGER='sed s/^/PAGED/' '$dari' explain --no-pager E0301"
  try 0 'E0301' - on_terminal "PAGER=dari-no-such-pager '$dari' explain E0301"
  try 0 'E0301' - on_terminal "PAGER= NO_COLOR=1 '$dari' explain E0301"
  check bash -c '! grep -q $'\''\e'\'' out.txt'
fi
check bash -c "PAGER='sed s/^/PAGED/' '$dari' explain E0301 | grep -q '^E0301'"

# init: a project that checks, builds and renders, and never over what is there
try 0 '^  dari test$' - "$dari" init shop
try 0 - '^no problems · 1 routine' "$dari" check shop
# Which data goes where: a table on standard output, JSON for programs; a name, or the file.
try 0 '^What leaves the house$' - "$dari" check --labels review-reply shop
check bash -c '! grep -q $'\''\e'\'' out.txt'
try 0 '^밖으로 나가는 것$' - "$dari" check --labels review-reply shop --lang ko
try 0 '"routine": "review-reply"' - "$dari" check --labels review-reply shop --format json
try 0 '^What comes in$' - "$dari" check --labels shop/review-reply.dari
try 2 - '^error\[E0072\].*review-repl`' "$dari" check --labels review-repl shop
check grep -q 'did you mean `review-reply`' err.txt
try 2 '"code": "E0072"' - "$dari" check --labels review-repl shop --format json
try 2 - '^error\[E0994\].*--labels.*sarif' "$dari" check --labels review-reply shop --format sarif
try 2 - '^오류\[E0994\].*--labels.*--fix' "$dari" check --labels review-reply shop --fix --lang ko
try 2 - '^error\[E0995\]' "$dari" check --labels '' shop
try 0 'Lovely latte' - "$dari" render review-reply --project shop --data shop/data/review.yaml
try 0 'manual/review-reply.html' - "$dari" build shop
try 2 - '^error\[E0952\]: `shop/dari.yaml`' "$dari" init shop
try 0 '^이제 차례로' - "$dari" init '새 가게' --lang ko
try 0 - '^문제 없음' "$dari" check '새 가게' --lang ko
check grep -qx 'project: 새-가게' '새 가게/dari.yaml'
mkdir way && echo mine > way/shop.dari
try 2 - '^error\[E0953\].*`shop.dari`' "$dari" init way
check test "$(ls -A way)" = shop.dari
try 2 - '^error\[E0954\]' "$dari" init other --name 'a b'
check test ! -e other
try 3 - '^error\[E0055\]' "$dari" init way/shop.dari
try 2 - 'folder' "$dari" init ''
# test: what init makes passes at once, a changed word fails and is shown, --update mends it, and CI never writes
try 0 '^2 cases · 2 prompts · all as they were$' - "$dari" test shop
try 0 '모두 전과 같습니다$' - "$dari" test '새 가게' --lang ko
sed -i.bak 's/Haru Coffee/Miso Coffee/' shop/shop.dari
try 1 '^   \|             \+\+\+\+$' - "$dari" test shop
try 1 '^2 cases · 2 prompts · 2 changed$' - env CI=true "$dari" test shop
try 1 '^1 case · 1 prompt · 1 changed$' - "$dari" test shop --filter upset
try 2 - '^error\[E0948\]' "$dari" test shop --filter nobody
try 2 - '^error\[E0949\]' env CI=true "$dari" test shop --update
try 0 '^changed: .*upset-customer/draft.md$' - "$dari" test shop --update
try 0 'all as they were$' - env CI=true "$dari" test shop
rm -r shop/tests/golden/review-reply/upset-customer
try 1 '^2 cases · 2 prompts · 1 new$' - env CI=true "$dari" test shop
check test ! -e shop/tests/golden/review-reply/upset-customer
try 1 '1 new$' - "$dari" test shop
check test -s shop/tests/golden/review-reply/upset-customer/draft.md.new
try 0 '1 new · 1 not rendered again$' - "$dari" test shop --update
check test "$(find shop/tests -name '*.md.new' | wc -l)" -eq 0
sed -i.bak 's/^  upset-customer:/  sad-customer:/' shop/tests/review-reply.yaml
try 1 '1 new, 1 without a case$' - env CI=true "$dari" test shop
try 0 '1 new, 1 removed · 1 not rendered again$' - "$dari" test shop --update
sed -i.bak 's/stars: 1/stars: 9/' shop/tests/review-reply.yaml
try 1 - '^error\[E0906\]' "$dari" test shop
check grep -q -- '--> tests/review-reply.yaml:' err.txt
sed -i.bak 's/stars: 9/stars: 1/' shop/tests/review-reply.yaml
mkdir -p none && cp shop/*.dari shop/dari.yaml none
try 0 '^no tests yet' - "$dari" test none
try 2 - '^error\[E0995\].*`--filter`' "$dari" test shop --filter ''
try 2 - '^error\[E0995\].*`dari test`' "$dari" test ''
mkdir empty
try 2 - '^error\[E0070\]' "$dari" test empty
# Killed while it keeps a hundred prompts, again and again: each golden is an old one or a new one, and none is a part.
for n in $(seq 100); do
  printf '  case-%s: { inputs: { review: Review %s, stars: 4 } }\n' "$n" "$n"
done > cases.txt
{ printf 'routine: review-reply\ncases:\n'; cat cases.txt; } > shop/tests/review-reply.yaml
"$dari" test shop --update > /dev/null
for delay in 0.04 0.08 0.1 0.12 0.15; do
  sed -i.bak 's/, and never .*/, and never '"$delay"'/' shop/shop.dari
  "$dari" test shop --update > /dev/null 2>&1 & pid=$!
  sleep "$delay"
  kill -9 "$pid" 2> /dev/null
  wait "$pid" 2> /dev/null
  whole=$(find shop/tests/golden -name 'draft.md' -exec sh -c 'tail -n 1 "$1" | grep -q "nothing but the reply" && echo' _ {} \; | wc -l)
  check test "$whole" -eq 100
done
try 0 . - "$dari" test shop --update
try 0 'all as they were( · [0-9]+ not rendered again)?$' - "$dari" test shop
check test "$(find shop/tests/golden -name '.dari-*' | wc -l)" -eq 0
# After the problems, and only after them, where to read more.
sed -i.bak 's/{{ review }}/{{ reveiw }}/' shop/review-reply.dari
try 1 - '^`dari explain E0201` says more$' "$dari" check shop
try 1 - '^error\[E0201\]' "$dari" check --labels review-reply shop
try 1 '"code": "E0201"' - "$dari" check --labels review-reply shop --format json
check bash -c '! grep -q "\"routines\"" out.txt'
try 1 - '^`dari explain E0201 --lang ko`를 치면' "$dari" check shop --lang ko
try 1 '"code": "E0201"' - "$dari" check shop --format json


# Wrong use: 2, in the language of messages wherever it is named, and before anything is read.
try 2 - '^오류: `--fromat`.*`--format`' "$dari" check --fromat json --lang ko
try 2 - '^오류: `--format` 뒤에 값이 없습니다$' env LANG=ko_KR.UTF-8 "$dari" check --format
try 2 - "^Error: Unknown option '--fromat'" env LANG=ko_KR.UTF-8 "$dari" check --lang=en --fromat
try 2 - 'did you mean `check`' "$dari" chekc shop --lang en
try 2 - '^오류\[E0995\].*`--remarks approve=` 뒤의 글' "$dari" render x --remarks approve= --lang ko
for path in nope nope.dari nope/x; do
  try 2 - '^error\[E0050\]' "$dari" check "$path"
  try 2 - '^error\[E0050\]' "$dari" build "$path"
  try 2 - '^error\[E0050\]' "$dari" fmt "$path"
done
try 2 - '^error\[E0050\]' "$dari" render x --project nope
try 2 - '^error\[E0050\]' "$dari" render nope.json
try 2 '"code": "E0070"' - "$dari" check / --format json
try 2 '"id": "E0070"' - "$dari" check / --format sarif
try 2 '^::error title=E0070' - "$dari" check / --format github

# One file: what it needs has to compile, what else is in the folder has not.
mkdir -p one lost
printf -- '---\nroutine: a\nowner: o\nuses: [lib]\n---\n@input xs: list of line\n@input n: int = 0\n@input photo: image?\n\n@step s\nby: ai(text)\neach: x in xs\ngives: line\n\n@user\n{{ x }} {{ n }} {{ w }}\n' > one/a.dari
printf -- '---\nlibrary: lib\n---\n@value w: line\n"w"\n' > one/lib.dari
printf -- '---\nroutine: b\n---\n{{ x\n' > one/b.dari
try 0 - '^no problems · 1 routine$' "$dari" check one/a.dari
echo '["q"]' > one/xs.json
try 0 '^q 0 "w"$' - "$dari" render one/a.dari --set xs=@one/xs.json --step s
try 0 'bundle/a.json' - "$dari" build one/a.dari --out built
printf -- '---\nlibrary: lib\n---\n@value w: line\n"w"\n@value v: int\nx\n' > one/lib.dari
try 1 - '^ *--> lib.dari:7:1' "$dari" check one/a.dari
try 1 - '^ *--> lib.dari:7:1' "$dari" build one/a.dari
printf -- '---\nlibrary: lib\n---\n@value w: line\n"w"\n' > one/lib.dari
printf -- 'project: lost\n' > lost/dari.yaml
cp one/a.dari one/lib.dari lost
rm lost/lib.dari && ln -s nowhere lost/lib.dari
# What seems to be missing may be in the file that could not be read.
try 3 '"code": "E0053"|"code": "E00' - "$dari" check lost --format json
check bash -c '! grep -q E0205 out.txt'
try 3 - '^error\[E00' "$dari" render a --project lost

# Data: everything that is wrong at once, each with a code.
echo '{"xs":}' > data.json
try 1 - '^data.json:1:7: 오류\[E0989\]' "$dari" render one/a.dari --data data.json --lang ko
echo '{"photo": "none.png", "n": "x"}' > data.json
try 3 - '^    it is for `photo`$' "$dari" render one/a.dari --data data.json
check bash -c 'grep -q "E0903" err.txt && grep -q "E0901.*xs" err.txt && ! grep -q E0964 err.txt'
echo '[1]' > data.json
try 1 - '^error\[E0903\]: `--data` must be' "$dari" render one/a.dari --data data.json
printf '\x1b[1' > data.json
try 1 - '^data.json:1:1: error\[E0989\].*`␛`' "$dari" render one/a.dari --data data.json
check bash -c '! grep -q $'\''\e'\'' err.txt'
echo hi > hi.txt
try 1 - '^    several results stand as a list' "$dari" render one/a.dari --set xs=@one/xs.json --given s=hi.txt
try 1 - '^error\[E0986\]' "$dari" render one/a.dari --set xs=@one/xs.json --given ss=hi.txt
check bash -c 'grep -qx "    there are .s." err.txt'
try 1 - '^error\[E0986\]' "$dari" render one/a.dari --set xs=@one/xs.json --remarks ss=hi
try 2 - '^error\[E0994\].*`--set n=3`.*`--set n=4`' "$dari" render one/a.dari --set n=3 --set n=4
echo '{"xs": []}' > data.json
try 0 '^\(no items\)$' - "$dari" render one/a.dari --data data.json --step s
try 0 '^\(항목 없음\)$' - "$dari" render one/a.dari --data data.json --lang ko
try 0 '"empty": true' - "$dari" render one/a.dari --data data.json --format json
try 0 - '^s: no items$' "$dari" render one/a.dari --data data.json --step s --format openai --model m
try 0 '"steps": \[\]' '^s: no items$' "$dari" render one/a.dari --data data.json --format openai --model m

# Bundles: what is wrong is said in both languages, and nothing in them steers the terminal.
sed 's/"w"/"v"/' built/bundle/a.json > changed.json
try 1 - '^오류\[E0998\]' "$dari" render changed.json --lang ko
try 1 - '^오류\[E0997\].*목록' "$dari" render built/bundle/index.json --lang ko
try 1 - '^changed.json:1:1: 오류\[E0989\]' bash -c 'echo x > changed.json; "$0" render changed.json --lang ko' "$dari"
python3 - built/bundle/a.json > steered.json << 'EOF'
import hashlib, json, sys
bundle = json.load(open(sys.argv[1]))
del bundle["sha256"]
bundle["steps"][0]["title"] = "\x1b[31mred\n══ fake"
text = lambda: json.dumps(bundle, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
bundle["sha256"] = hashlib.sha256(text().encode()).hexdigest()
print(text(), end="")
EOF
try 0 '^══ s \[1/1\] · ␛\[31mred␊══ fake' - "$dari" render steered.json --set xs=@one/xs.json
check bash -c '! grep -q $'\''\e'\'' out.txt'

# A prompt is kept byte for byte where a program reads on; a person's terminal does not obey it.
echo '{"xs": ["\u001b[31mred\ttab"]}' > data.json
try 0 $'^\e\\[31mred\ttab 0' - "$dari" render one/a.dari --data data.json --step s
if [ "$(uname -s)" = Linux ] && command -v script > /dev/null; then
  try 0 '^␛\[31mred' - script -qec "'$dari' render one/a.dari --data data.json --step s" /dev/null
fi

# fmt: a file that is not there leaves the others alone.
printf -- '---\nroutine:   c\n---\n@step s\nby:   ai(text)\n\n@user\nx\n' > c.dari
try 2 '^c.dari$' '^error\[E0050\].*nope' "$dari" fmt --check nope.dari c.dari
try 2 '^c.dari$' '^error\[E0050\].*nope' "$dari" fmt nope.dari c.dari
try 0 - - "$dari" fmt --check c.dari

# Who stops reading changes nothing: the exit code is the command's own, however long its answer is.
piped() {
  local code=$1
  shift
  try "$code" - - bash -c '"$@" 2> /dev/null | true; exit "${PIPESTATUS[0]}"' - "$@"
  try "$code" - - bash -c '"$@" 2> /dev/null | head -c 1 > /dev/null; exit "${PIPESTATUS[0]}"' - "$@"
  try "$code" - - bash -c '"$@" 2>&1 > /dev/null | true; exit "${PIPESTATUS[0]}"' - "$@"
}
python3 -c 'import json; print(json.dumps({"xs": ["x" * 99] * 9999}))' > long.json
piped 0 "$dari" explain
piped 0 "$dari" explain E0301
piped 0 "$dari" render one/a.dari --data long.json
piped 0 "$dari" check one/a.dari --format json
piped 1 "$dari" check shop --format json
piped 1 "$dari" check shop
piped 1 "$dari" test shop
piped 2 "$dari" check /

[ "$failed" -eq 0 ] || { echo "commands: $failed of $count are not as they should be"; exit 1; }
echo "commands: $count calls of the commands end, answer and leave folders as they should"
