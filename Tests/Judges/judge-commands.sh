#!/usr/bin/env bash
# `dari explain`, `dari init` and `dari test` as a shell sees them: exit codes, what goes to which output, pagers, and folders that
# stay as they were.
set -uo pipefail
dari=$(realpath "${1:-.build/debug/dari}")
[ -x "$dari" ] || { echo "commands: $dari is not built" >&2; exit 1; }
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
unset CI DARI_PAGER PAGER LESS LC_ALL LC_MESSAGES NO_COLOR
export LANG=C
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
try 0 '1 new$' - "$dari" test shop --update
check test "$(find shop/tests -name '*.md.new' | wc -l)" -eq 0
sed -i.bak 's/^  upset-customer:/  sad-customer:/' shop/tests/review-reply.yaml
try 1 '1 new, 1 without a case$' - env CI=true "$dari" test shop
try 0 '1 new, 1 removed$' - "$dari" test shop --update
sed -i.bak 's/stars: 1/stars: 9/' shop/tests/review-reply.yaml
try 1 - '^error\[E0906\]' "$dari" test shop
check grep -q -- '--> tests/review-reply.yaml:' err.txt
sed -i.bak 's/stars: 9/stars: 1/' shop/tests/review-reply.yaml
mkdir -p none && cp shop/*.dari shop/dari.yaml none
try 0 '^no tests yet' - "$dari" test none
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
try 0 'all as they were$' - "$dari" test shop
check test "$(find shop/tests/golden -name '.dari-*' | wc -l)" -eq 0
# After the problems, and only after them, where to read more.
sed -i.bak 's/{{ review }}/{{ reveiw }}/' shop/review-reply.dari
try 1 - '^`dari explain E0201` says more$' "$dari" check shop
try 1 - '^`dari explain E0201 --lang ko`를 치면' "$dari" check shop --lang ko
try 1 '"code": "E0201"' - "$dari" check shop --format json

[ "$failed" -eq 0 ] || { echo "commands: $failed of $count are not as they should be"; exit 1; }
echo "commands: $count calls of explain, init and test end, answer and leave folders as they should"
