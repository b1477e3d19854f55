#!/usr/bin/env bash
# The man page, on standard output, from the command line's own description of itself on standard input:
#   dari --experimental-dump-help | scripts/man-page.sh > dari.1
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
# Compiled once: the interpreter takes seconds each time.
tool=$here/../.build/man-page
if [ ! -x "$tool" ] || [ "$here/man-page.swift" -nt "$tool" ]; then
  mkdir -p "$(dirname "$tool")"
  swiftc -swift-version 6 -o "$tool" "$here/man-page.swift"
fi
"$tool"
