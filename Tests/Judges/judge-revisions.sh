#!/usr/bin/env bash
# `dari diff` on real git repositories: every way to name a version, what goes wrong with each, exit codes, and work trees that
# nobody touched.
set -uo pipefail
dari=$(realpath "${DARI:-.build/debug/dari}")
[ -x "$dari" ] || { echo "revisions: $dari is not built" >&2; exit 1; }
command -v git > /dev/null || { echo "revisions: git is needed" >&2; exit 1; }
scratch=$(mktemp -d)
trap 'chmod -R u+w "$scratch"; rm -rf "$scratch"' EXIT
cd "$scratch"
unset CI LC_ALL LC_MESSAGES NO_COLOR GIT_DIR GIT_WORK_TREE
export LANG=C HOME="$scratch" GIT_CONFIG_NOSYSTEM=1 GIT_CEILING_DIRECTORIES="$scratch"
git config --global user.name Judge
git config --global user.email judge@example.com
git config --global init.defaultBranch main
count=0
failed=0

# try CODE OUT ERR COMMAND…: the exit code, and a pattern (grep -E) for each output; `-` for nothing at all.
try() {
  local code=$1 out=$2 err=$3
  shift 3
  count=$((count + 1))
  "$@" > "$scratch/out.txt" 2> "$scratch/err.txt" < /dev/null
  local found=$?
  local wrong=""
  [ "$found" -eq "$code" ] || wrong="exit $found, not $code"
  fits out.txt "$out" || wrong+=" · standard output is not '$out'"
  fits err.txt "$err" || wrong+=" · standard error is not '$err'"
  [ -z "$wrong" ] && return
  failed=$((failed + 1))
  printf 'revisions: %s: %s\n' "$*" "$wrong"
  sed 's/^/  | /' "$scratch/out.txt" "$scratch/err.txt" | head -20
}
fits() {
  if [ "$2" = - ]; then [ ! -s "$scratch/$1" ]; else grep -qE -- "$2" "$scratch/$1"; fi
}
same() {
  count=$((count + 1))
  [ "$1" = "$2" ] && return
  failed=$((failed + 1))
  printf 'revisions: %s: not as it was\n' "$3"
}

routine() { # LIMIT WORDS
  printf '%s\n' '---' 'routine: note' 'title: A note' '---' "@input words: text(..$1)" "$2" '' \
    '@step write: Write it down' 'by: human(staff)' '' '@text' '{{ words }}'
}
manifest() { printf 'project: shop\nversion: %s\npeople: { staff: Staff }\n' "$1"; }

# A repository with a project at its top, and three versions.
mkdir repo && cd repo
git init --quiet .
manifest 1.0.0 > dari.yaml
mkdir -p 'shelf/한국어'
routine 100 'What shall be written?' > 'shelf/한국어/note.dari'
printf '%s\n' '---' 'library: shop' '---' '@value rules: text from "rules.md"' '@value one: line' 'x' > shelf/shop.dari
echo 'Old rules.' > shelf/rules.md
git add -A && git commit --quiet -m one && git tag v1.0.0
manifest 1.1.0 > dari.yaml
routine 200 'What shall be written?' > 'shelf/한국어/note.dari'
git commit --quiet -am two && git tag -m two v1.1.0
git checkout --quiet -b broken
printf '@nonsense\n' >> 'shelf/한국어/note.dari'
echo '{{' >> 'shelf/한국어/note.dari'
git commit --quiet -am broken
git checkout --quiet main
manifest 1.1.1 > dari.yaml
routine 50 'What shall be written?' > 'shelf/한국어/note.dari'
printf 'not to be lost\n' > unsaved.txt
before="$(git status --porcelain=v2 --branch; git stash list; find . -type f -not -path './.git/*' -exec cksum {} + | sort)"
objects="$(find .git -type f -exec cksum {} + | sort)"

try 0 'note › words: the limits are .\(\.\.200\). now' - "$dari" diff v1.0.0 v1.1.0
try 1 '✗ note › words: the limits' - "$dari" diff main
try 1 '✗ note › words: the limits' - "$dari" diff v1.1.0 .
try 1 '✗ note › words: the limits' - "$dari" diff HEAD "$PWD"
try 1 '^the version has to be 2\.0\.0 or later \(major\), and is 1\.1\.1$' - "$dari" diff HEAD
try 1 '1\.1\.1입니다' - "$dari" diff HEAD --lang ko
try 0 '^everything is allowed' - "$dari" diff HEAD --allow inputs
try 0 '"given": "minor"' - "$dari" diff v1.0.0 v1.1.0 --format json
try 0 '^::warning file=shelf/한국어/note.dari,line=5,title=INPUTS limits-changed::' - "$dari" diff v1.0.0 v1.1.0 --format github
try 1 '^::error file=shelf/한국어/note.dari,line=5,' - "$dari" diff HEAD --format github
try 0 '^nothing that means' - "$dari" diff v1.1.0 main
try 0 '^nothing that means' - "$dari" diff HEAD HEAD
try 0 'limits' - "$dari" diff "$(git rev-parse v1.0.0)" "$(git rev-parse --short v1.1.0)"
try 0 'limits' - "$dari" diff HEAD~1 HEAD
try 0 'limits' - "$dari" diff v1.0.0 'v1.1.0^{commit}'
try 0 'limits' - "$dari" diff v1.0.0 v1.1.0 shelf/한국어/note.dari
try 1 '✗ note' - "$dari" diff main shelf/한국어/note.dari
(cd shelf && try 0 'limits' - "$dari" diff v1.0.0 v1.1.0; echo "$count $failed" > "$scratch/sub")
read -r count failed < "$scratch/sub"
cd "$scratch"
try 0 'limits' - "$dari" diff v1.0.0 v1.1.0 repo
try 0 '^::warning file=repo/shelf/' - "$dari" diff v1.0.0 v1.1.0 repo --format github
cd repo
# As a hook of git's sees it.
try 0 'limits' - env GIT_DIR=.git GIT_INDEX_FILE=.git/index "$dari" diff v1.0.0 v1.1.0

# A file that was elsewhere then, and a library, which has nothing to compare.
try 1 '✗ note › words' - "$dari" diff main shelf/한국어/note.dari
mkdir moved && cp 'shelf/한국어/note.dari' moved/ && mv 'shelf/한국어/note.dari' "$scratch/aside"
try 1 '✗ note › words' - "$dari" diff main moved/note.dari
mv "$scratch/aside" 'shelf/한국어/note.dari' && rm -r moved
try 2 - 'E1027.*shop.dari' "$dari" diff main shelf/shop.dari

# What is not there, and what does not compile.
try 2 - '^error\[E1022\].*`v9`' "$dari" diff v9
try 2 - '^error\[E1022\].*`v9`' "$dari" diff v1.0.0 v9
try 2 - '^오류\[E1022\].*`v9`' "$dari" diff v9 --lang ko
try 2 - '^error\[E1022\]' "$dari" diff ':/no such message'
try 2 - 'Unknown option|E1022' "$dari" diff -- --upload-pack=x
try 1 - '^error\[E1026\]: `broken`' "$dari" diff broken main
try 1 - 'shelf/한국어/note.dari:' "$dari" diff main broken
try 2 - '^error\[E0510\].*`SAFETY`' "$dari" diff main --allow SAFETY
try 2 - "'yaml' is invalid" "$dari" diff main --format yaml
try 2 - 'E0995' "$dari" diff ''
try 2 - 'Missing expected argument' "$dari" diff
try 3 - '^error\[E1021\]' env PATH="$scratch/nothing" "$dari" diff v1.0.0 v1.1.0
try 2 - '^error\[E1024\]' env GIT_CEILING_DIRECTORIES="$scratch" bash -c 'mkdir -p ../alone && cp dari.yaml ../alone && "$0" diff v1 ../alone' "$dari"
try 2 - '^error\[E1027\]: `\.`' bash -c 'mkdir -p ../empty && cd ../empty && "$0" diff v1' "$dari"
try 2 - '^error\[E1022\]: `v1`' bash -c 'cd ../empty && "$0" diff v1 v2' "$dari"
try 2 - 'or name it: `dari diff main HEAD' bash -c 'cd ../empty && "$0" diff v1 v2' "$dari"

same "$before" "$(git status --porcelain=v2 --branch; git stash list; find . -type f -not -path './.git/*' -exec cksum {} + | sort)" 'the work tree'
same "$objects" "$(find .git -type f -exec cksum {} + | sort)" 'the repository'

# A repository that nobody may write.
chmod -R a-w .git
try 0 'limits' - "$dari" diff v1.0.0 v1.1.0
chmod -R u+w .git

# Paths go before revisions of their name.
git branch shelf v1.0.0
try 2 - 'write `shelf~0`' "$dari" diff shelf main
try 0 'limits' - "$dari" diff shelf~0 main
git branch --quiet -D shelf
try 2 - 'lies in, write `\./shelf`$' "$dari" diff shelf main
try 0 'limits' - "$dari" diff v1.0.0 v1.1.0 ./shelf

# What a project is made of, at a revision: resources, links, projects inside, hidden files, the output folder.
git stash --quiet
mkdir -p inner .hidden build
manifest 9.9.9 > inner/dari.yaml
echo 'no text at all {{' > inner/inner.dari
echo '{{' > .hidden/x.dari
echo '{{' > build/left.dari
ln -s 'shelf/한국어/note.dari' link.dari
git mv 'shelf/한국어/note.dari' note.dari && ln -sf note.dari link2.dari && rm -f link.dari link2.dari
mkdir words && printf '%s\n' '---' 'routine: say' '---' '@input a: line' '' '@step b: c' 'by: human(staff)' '' '@text' '{{ a }}{{ hello }}' '' '@value hello: text from "hello.txt"' > words/say.dari
echo 'Hello.' > words/real.txt && ln -s real.txt words/hello.txt
git add -A -f && git commit --quiet -m three
try 1 'say: a new routine' - "$dari" diff v1.1.0 main
try 0 '^nothing' - "$dari" diff main .
echo 'Good day.' > words/real.txt
try 1 'say › hello: the value' - "$dari" diff main
git checkout --quiet words/real.txt
ln -s ../../outside.dari words/out.dari
git add -A && git commit --quiet -m 'a link that leads out'
try 3 - '^error\[E1029\]: `main:words/out.dari`' "$dari" diff main~1 main
git reset --quiet --hard main~1
ln -sf ../../outside.txt words/hello.txt
git add -A && git commit --quiet -m 'words that lie elsewhere'
try 3 - '^error\[E1029\]: `main:words/hello.txt`' "$dari" diff main~1 main
git reset --quiet --hard main~1
ln -s nowhere.dari words/out.dari
git add -A && git commit --quiet -m 'a link to nothing'
try 3 - '^error\[E0057\]: `main:words/out.dari`' "$dari" diff main~1 main
git reset --quiet --hard main~1

# A project below the top, and from before it was there.
mkdir below && cd below && manifest 1.0.0 > dari.yaml && routine 10 Hello > note.dari
git add . && git commit --quiet -m below
try 2 - '^error\[E1023\].*v1.0.0.*below' "$dari" diff v1.0.0
try 0 '^nothing' - "$dari" diff HEAD
cd ..
try 0 '^nothing' - "$dari" diff HEAD below
try 0 '^nothing' - "$dari" diff HEAD HEAD below
# Files beside the project, in the same repository, of the same revision.
mkdir -p shared && printf '%s\n' '---' 'library: common' '---' '@value sign: line' 'Old sign' > shared/common.dari
mkdir -p beside && manifest 1.0.0 > beside/dari.yaml && ln -s ../shared/common.dari beside/common.dari && ln -s ../shared beside/all
printf '%s\n' '---' 'routine: use' 'uses: [common]' '---' '@step b: c' 'by: human(staff)' '' '@text' '{{ sign }}' > beside/use.dari
rm beside/all && git add shared beside && git commit --quiet -m beside
sed -i.bak 's/Old sign/New sign/' shared/common.dari && rm shared/common.dari.bak
try 1 'use › sign: the value' - "$dari" diff HEAD beside
try 1 'New sign' - "$dari" diff HEAD beside
git checkout --quiet shared
git reset --quiet --hard HEAD~1
# A project that is one at the revisions only.
git init --quiet ../former
(cd ../former && mkdir shop && manifest 1.0.0 > shop/dari.yaml && routine 10 Hello > shop/note.dari && git add . && git commit --quiet -m one
 git rm --quiet -r shop && echo x > x && git add x && git commit --quiet -m two && mkdir shop
 try 0 '^nothing' - "$dari" diff HEAD~1 HEAD~1 shop
 try 2 - '^error\[E1023\].*`HEAD`.*`shop`' "$dari" diff HEAD~1 HEAD shop
 try 2 - '^error\[E1023\].*`HEAD~1`.*`\.`' "$dari" diff HEAD~1 HEAD
 try 2 - '^error\[E1022\]: `v9`' "$dari" diff v9 HEAD shop
 try 2 - 'or name it: `dari diff main HEAD' "$dari" diff v9 HEAD
 echo "$count $failed" > "$scratch/sub")
read -r count failed < "$scratch/sub"
# Annotations are named from the top of the repository, wherever the command runs in it.
sed 's/10)/20)/' below/note.dari > "$scratch/aside" && cp "$scratch/aside" below/note.dari
(cd below && try 1 '^::error file=below/note.dari,line=5,' - "$dari" diff HEAD --format github; echo "$count $failed" > "$scratch/sub")
read -r count failed < "$scratch/sub"
git checkout --quiet below
# What is no version: a folder and a file of the repository.
try 2 - '^error\[E1030\]' "$dari" diff "$(git rev-parse 'HEAD^{tree}')"
try 2 - '^error\[E1030\]' "$dari" diff HEAD:dari.yaml
# What is named as a project is one.
try 2 - '^error\[E0050\].*nowhere' "$dari" diff v1.0.0 v1.1.0 nowhere
try 2 - 'nowhere' "$dari" diff build build nowhere
# A copy without its history.
git clone --quiet --depth 1 "file://$PWD" ../shallow
try 2 - 'git fetch --unshallow --tags' "$dari" diff v1.0.0 HEAD ../shallow
try 2 - '`git fetch --unshallow' "$dari" diff HEAD~1 HEAD ../shallow --lang ko
try 0 '^nothing' - "$dari" diff HEAD HEAD ../shallow
# What is wrong with a revision is not taken for what lies there now, in any format.
try 1 - '--> broken:shelf/' "$dari" diff broken main
try 1 '"file": "broken:shelf/' 'E1026' "$dari" diff broken main --format json
try 1 '^::error title=E[0-9]+::broken:shelf/.*note.dari:[0-9]+:[0-9]+: ' 'E1026' "$dari" diff broken main --format github

# allowed.yaml: of the new side, with its mistakes.
manifest 1.1.1 > dari.yaml
routine 50 'What shall be written?' > note.dari
printf 'allowed:\n  - change: limits-changed\n    routine: note\n    at: words\n    reason: nobody writes more\n' > allowed.yaml
try 0 'allowed: nobody writes more' - "$dari" diff v1.1.0 . --allow STEPS
git add -A && git commit --quiet -m four
try 0 'allowed: nobody writes more' - "$dari" diff v1.1.0 main --allow steps
try 0 '^::notice .*%0Aallowed: nobody writes more$' - "$dari" diff v1.1.0 main --allow steps --format github
try 0 '^nothing' 'warning\[W1021\]' "$dari" diff main .
printf 'allowed:\n  - chnage: limits-changed\n    reason: x\n' > allowed.yaml
try 1 - 'error\[E0216\].*chnage' "$dari" diff v1.1.0 .
printf 'allowed:\n  - change: limit-changed\n    reason: x\n' > allowed.yaml
try 1 - 'error\[E1028\].*limit-changed' "$dari" diff v1.1.0 .
printf 'allowed:\n  - change: limits-changed\n' > allowed.yaml
try 1 - 'error\[E0217\].*reason' "$dari" diff v1.1.0 .
printf 'allowed:\n  - reason: because\n' > allowed.yaml
try 1 - 'error\[E0217\].*change' "$dari" diff v1.1.0 .
try 1 - 'or write `tier`' "$dari" diff v1.1.0 .
try 1 '"code": "E0217"' - "$dari" diff v1.1.0 . --format json
try 1 '^::error file=allowed.yaml,line=2,.*title=E0217' - "$dari" diff v1.1.0 . --format github
printf 'allowed:\n  - tier: safety\n    reason: x\n' > allowed.yaml
try 1 - 'error\[E0510\].*safety' "$dari" diff v1.1.0 .
printf 'allowed: yes\n' > allowed.yaml
try 1 - 'error\[E0220\]' "$dari" diff v1.1.0 .
printf 'nothing\n' > allowed.yaml
try 1 - 'error\[E0217\].*allowed' "$dari" diff v1.1.0 .
git checkout --quiet allowed.yaml

# Bundles, alone, in folders, and beside projects.
git archive v1.1.0 | (mkdir -p ../older && tar x -C ../older)
"$dari" build ../older --target bundle --out ../older/build > /dev/null
"$dari" build . --target bundle > /dev/null
try 1 '✗ note › words' - "$dari" diff ../older/build/bundle/note.json build/bundle/note.json
try 1 '✗ note › words' - "$dari" diff ../older/build build
try 1 '✗ note › words' - "$dari" diff ../older/build/bundle build/bundle
try 1 '✗ note › words' - "$dari" diff ../older/build/bundle/note.json build
try 0 'nobody writes more' - "$dari" diff ../older/build build . --allow STEPS
try 0 '^nothing' 'W1021' "$dari" diff build/bundle/note.json note.dari
try 0 '^nothing' - "$dari" diff note.dari build/bundle/note.json
# Without NEW it is the project here, with its `allowed.yaml`.
try 0 'allowed: nobody writes more' - "$dari" diff ../older --allow STEPS
try 1 '· say: a new routine' - "$dari" diff ../older/build
try 0 '^nothing' 'W1021' "$dari" diff build .
try 2 - 'E0072.*note' "$dari" diff build/bundle/note.json ../alone
# A damaged bundle among others is no routine that is gone; files that are none do not matter.
cp -r build/bundle ../some && printf '{"name": "x"}' > ../some/package.json && printf '[]' > ../some/list.json
try 0 '^nothing' - "$dari" diff ../some build
try 0 '^nothing' - "$dari" diff build ../some
for damage in 'head -c 300 build/bundle/note.json' 'true' 'echo {}' 'sed s/dari-bundle/dari/ build/bundle/note.json' 'sed s/"steps"/"stops"/ build/bundle/note.json'; do
  $damage > ../some/note.json
  try 1 - 'some/note\.json' "$dari" diff ../some build
  try 1 - 'some/note\.json' "$dari" diff build ../some
done
mkdir -p ../only/bundle && true > ../only/bundle/note.json && try 1 - 'only/bundle/note\.json' "$dari" diff ../only build
mkdir -p build/kept && true > build/kept/note.json && try 1 - 'build/kept/note\.json' "$dari" diff build/kept build
rm -r build/kept
printf '{}' > ../no.json && try 1 - 'no\.json|bundle' "$dari" diff ../no.json build
sed 's/50/51/' build/bundle/note.json > ../changed.json && try 1 - 'E09' "$dari" diff ../changed.json build
mkdir ../nothing-here && try 2 - 'E1027' "$dari" diff ../nothing-here build
printf x > README.txt && try 2 - 'E1027' "$dari" diff README.txt build
# The reader goes away.
try 0 . - bash -c '"$0" diff v1.0.0 v1.1.0 | head -n 1' "$dari"
# What is told anywhere else tells of it.
try 0 'diff .*Tells what changed in meaning' - "$dari" --help
try 0 'diff' - "$dari" --generate-completion-script bash
try 0 'main' - "$dari" diff --help

echo "revisions: $count tried, $failed not as expected"
[ "$failed" = 0 ]
