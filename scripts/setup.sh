#!/usr/bin/env bash
# Installs what is missing on this machine, and says nothing if nothing is.
#
#   scripts/setup.sh libraries   what building needs: libyaml, cmark-gfm, libcurl, pkg-config
#   scripts/setup.sh pdf         what `dari manual --format pdf` needs: WeasyPrint in .venv-weasyprint, Pango, a Korean font
#   scripts/setup.sh generate    what `make generate` needs: the Unicode data files, and esbuild
#   scripts/setup.sh test        what the judges need: a browser, fonts, PDF tools, and Python packages in .venv and .venv-litellm
#
# Several may be named at once.
set -euo pipefail
cd "$(dirname "$0")/.."

fail() { echo "setup: $*" >&2; exit 3; }

need_swift() {
  command -v swift > /dev/null || fail "Swift 6.2 or newer is needed: https://www.swift.org/install"
  # Read to the end: with pipefail, a closed pipe would count as a failure.
  local version
  version=$(swift --version 2>&1)
  [[ $version =~ Swift\ version\ ([0-9]+)\.([0-9]+) ]] || fail "can't read the version of swift"
  (( BASH_REMATCH[1] * 100 + BASH_REMATCH[2] >= 602 )) ||
    fail "Swift 6.2 or newer is needed; this is ${BASH_REMATCH[1]}.${BASH_REMATCH[2]}: https://www.swift.org/install"
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo > /dev/null; then sudo "$@"
  else fail "not root, and there is no sudo; run as root: $*"
  fi
}

installed() { [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2> /dev/null || true)" = installed ]; }

with_apt() {
  local missing=() name log
  for name in "$@"; do installed "$name" || missing+=("$name"); done
  [ ${#missing[@]} = 0 ] && return
  echo "setup: installing ${missing[*]}"
  log=$(mktemp)
  local install=(env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends)
  # The lists of a fresh machine are empty or old; they are fetched only if they turn out to be.
  if ! as_root "${install[@]}" "${missing[@]}" > "$log" 2>&1; then
    if ! { as_root apt-get update -qq && as_root "${install[@]}" "${missing[@]}"; } >> "$log" 2>&1; then
      tail -n 20 "$log" >&2
      rm -f "$log"
      fail "could not install ${missing[*]}"
    fi
  fi
  rm -f "$log"
}

with_brew() {
  local missing=() name
  command -v brew > /dev/null || fail "please install: $* (with Homebrew: brew install $*)"
  for name in "$@"; do brew list --versions "$name" > /dev/null 2>&1 || missing+=("$name"); done
  [ ${#missing[@]} = 0 ] || fail "please run: brew install ${missing[*]}"
}

# packages DEBIAN... -- BREW...
packages() {
  local debian=()
  while [ "$1" != -- ]; do debian+=("$1"); shift; done
  shift
  if [ "$(uname -s)" = Darwin ]; then
    [ $# = 0 ] || with_brew "$@"
  elif command -v apt-get > /dev/null && command -v dpkg-query > /dev/null; then
    with_apt "${debian[@]}"
  elif ! pkg-config --exists yaml-0.1 libcmark-gfm libcurl 2> /dev/null; then
    fail "please install what your system calls: ${debian[*]}"
  fi
}

# python_environment FOLDER REQUIREMENTS
python_environment() {
  local python=${PYTHON:-python3} folder=$1 list=$2
  command -v "$python" > /dev/null || packages python3 -- python3
  # The copy of the list says what is installed; an interrupted installation has none.
  if [ -x "$folder/bin/python" ] && cmp -s "$list" "$folder/requirements.txt"; then return; fi
  echo "setup: making $folder from $list"
  if ! "$python" -c 'import ensurepip' 2> /dev/null; then packages python3-venv -- python3; fi
  "$python" -m venv --clear "$folder"
  "$folder/bin/python" -m pip install --quiet --disable-pip-version-check --requirement "$list"
  cp "$list" "$folder/requirements.txt"
}

[ $# -gt 0 ] || set -- libraries
for part in "$@"; do
  case $part in
    libraries)
      need_swift
      packages libyaml-dev libcmark-gfm-dev libcmark-gfm-extensions-dev libcurl4-openssl-dev pkg-config -- \
        libyaml cmark-gfm curl pkgconf
      ;;
    generate) packages unicode-data esbuild -- esbuild ;;
    test)
      packages chromium fonts-noto-cjk unicode-data poppler-utils -- poppler
      python_environment .venv Tests/requirements.txt
      python_environment .venv-litellm Tests/requirements-litellm.txt
      ;;
    pdf)
      packages libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-cjk -- pango
      python_environment .venv-weasyprint scripts/requirements-pdf.txt
      ;;
    *) fail "\`$part\` is none of: libraries pdf generate test" ;;
  esac
done
