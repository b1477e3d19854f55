#!/usr/bin/env bash
# Runs the judges: checks of what was built by programs that are not ours. Each is a script `judge-*` in this
# folder; it gets the root of the repository as its working folder, exits with 0 if it agrees and prints what it
# compared. Python ones run in .venv.
set -uo pipefail
cd "$(dirname "$0")/../.."

failed=()
count=0
for judge in Tests/Judges/judge-*; do
  [ -e "$judge" ] || continue
  count=$((count + 1))
  printf -- '-- %s\n' "${judge##*/}"
  case $judge in
    *.py) .venv/bin/python "$judge" ;;
    *.sh) bash "$judge" ;;
    *) echo "$judge: neither .py nor .sh" >&2; false ;;
  esac || failed+=("${judge##*/}")
done
if [ ${#failed[@]} -gt 0 ]; then
  echo "judges: ${#failed[@]} of $count disagree: ${failed[*]}"
  exit 1
fi
echo "judges: all $count agree"
