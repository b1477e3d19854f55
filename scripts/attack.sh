#!/usr/bin/env bash
# Attacks the places that values stand in: `make attack`, or `make attack COUNT=10000000 SEED=7`.
#
# Templates and values at random are compiled and rendered, and readers that share nothing with the product read them back. What
# is found is printed with its template and values: mend it, and keep it in Fixtures/Safety.
set -euo pipefail
cd "$(dirname "$0")/.."

swift build --package-path Fuzz -c release --product dari-attack
SWIFT_BACKTRACE=enable=no Fuzz/.build/release/dari-attack "${1:-1000000}" "${2:-1}"
