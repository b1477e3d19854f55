#!/usr/bin/env bash
# What the built `dari` loads when it starts: no Foundation, but for FoundationEssentials, which the
# argument parser needs, and nothing that makes connections, which `dari-live` beside it does.
set -euo pipefail
binary=${1:-.build/debug/dari}
[ -x "$binary" ] || { echo "links: $binary is not built" >&2; exit 1; }

if [ "$(uname -s)" = Darwin ]; then
  # The system's Foundation is one library there; the imports are checked by ArchitectureTests.
  loaded=$(otool -L "$binary" | tail -n +2 | awk '{print $1}')
  forbidden=$(grep -E 'WebKit|AppKit|FoundationNetworking' <<< "$loaded" || true)
else
  # Direct and indirect ones: ldd follows the whole closure.
  loaded=$(ldd "$binary" | awk '{print $1}')
  forbidden=$(grep -E 'libFoundation\.so|libFoundationNetworking|libFoundationXML|lib_?FoundationICU|libFoundationInternationalization' <<< "$loaded" || true)
fi
if [ -n "$forbidden" ]; then
  printf 'links: %s loads\n%s\n' "$binary" "$forbidden"
  exit 1
fi
live=$(dirname "$binary")/dari-live
[ -x "$live" ] || { echo "links: $live is not built" >&2; exit 1; }
if grep -q libcurl <<< "$loaded"; then
  echo "links: $binary loads libcurl"
  exit 1
fi
if [ "$(uname -s)" = Darwin ]; then connects=$(otool -L "$live"); else connects=$(ldd "$live"); fi
if grep -q Foundation <<< "$connects" || ! grep -q libcurl <<< "$connects"; then
  printf 'links: %s has to load libcurl and no Foundation, and loads\n%s\n' "$live" "$connects"
  exit 1
fi
echo "links: $(wc -l <<< "$loaded") libraries, no Foundation"
