#!/usr/bin/env bash
# Runs the judges: checks of what was built by programs that are not ours. Each is a script `judge-*` in this
# folder; it gets the root of the repository as its working folder, exits with 0 if it agrees and prints what it
# compared. Python ones run in .venv. As many run at once as there are processors, or JOBS; each one's output is shown
# when it ends.
set -uo pipefail
cd "$(dirname "$0")/../.."

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT

judge() {
  local judge=$1 name=${1##*/}
  case $judge in
    *.py) .venv/bin/python "$judge" ;;
    *.sh) bash "$judge" ;;
    *) echo "$judge: neither .py nor .sh"; false ;;
  esac > "$2/$name.output" 2>&1 || touch "$2/$name.failed"
  # In one piece, so that those of two judges do not mix.
  printf -- '-- %s (%d s)\n%s\n' "$name" "$SECONDS" "$(cat "$2/$name.output")"
}
export -f judge

printf '%s\0' Tests/Judges/judge-* \
  | xargs -0 -n 1 -P "${JOBS:-$(getconf _NPROCESSORS_ONLN)}" bash -c 'judge "$2" "$1"' judge "$results"

count=$(find "$results" -name '*.output' | wc -l | tr -d ' ')
failed=$(find "$results" -name '*.failed' -exec basename {} .failed \; | sort | tr '\n' ' ')
if [ -n "$failed" ]; then
  echo "judges: of $count, these disagree: $failed"
  exit 1
fi
echo "judges: all $count agree"
