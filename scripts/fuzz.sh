#!/usr/bin/env bash
# Fuzzes the parser, the checker and the formatter together: `make fuzz`, or `make fuzz SECONDS=600`.
#
# The corpus begins with the repository's own .dari files and grows in Fuzz/.build, which is thrown away at will. What
# crashes is left in Fuzz/.build/crashes: mend it, and keep the input in Fixtures/Fuzz, where an ordinary test runs it.
set -euo pipefail
cd "$(dirname "$0")/.."

seconds=${1:-60}
work=Fuzz/.build
mkdir -p "$work/corpus" "$work/crashes"

# Assertions stay in: the parser asserts that it gets on.
swift build --package-path Fuzz -c release --sanitize=fuzzer \
  -Xswiftc -parse-as-library -Xswiftc -assert-config -Xswiftc Debug

# Seeds are named by what is in them, so that none is taken twice.
find Fixtures Templates -type f \( -name '*.dari' -o -path 'Fixtures/Fuzz/*' \) -print0 |
  while IFS= read -r -d '' file; do
    cp "$file" "$work/corpus/$(sha1sum < "$file" | cut -c 1-40)"
  done

# Words that bytes alone would find late.
grep -v '^#' Fuzz/dari.dict > "$work/dari.dict"

# A crash hangs when Swift prints its backtrace.
SWIFT_BACKTRACE=enable=no "$work/release/dari-fuzz" "$work/corpus" \
  -max_total_time="$seconds" -max_len=4096 -timeout=10 -rss_limit_mb=4096 \
  -dict="$work/dari.dict" -artifact_prefix="$work/crashes/" -print_final_stats=1
