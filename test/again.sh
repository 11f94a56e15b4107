# Sourced by test/run and test/packages/run, which both have a function `one` that runs a test and prints its result.
# What failed beside others is run once more, alone: a race that only a busy machine loses is told, and fails nothing.

again() { # file of results: prints "again ok …" or "FAIL …" for each "FAIL test (why)" in it
  local first test why
  sed -n 's/^FAIL \([^ ]*\) (\(.*\))$/\1 \2/p' "$1" | while read -r test why; do
    first=$(one "$test" 2>"$OUT/again.log" </dev/null)
    case $first in
      FAIL*) echo "${first%)}; beside others: $why)"; cat "$OUT/again.log" >&2 ;;
      ok*) echo "again ok $test (failed once beside others: $why)" ;;
      *) echo "$first" ;;
    esac
  done
}

count() { # pattern, files of results
  cat "${@:2}" | grep -c -- "$1"
}

summary() { # files of results, without the lines of those that were run again
  local alone; alone=$(cat "$@" | sed -n 's/^again ok \([^ ]*\) .*/\1/p')
  [ -z "$alone" ] || echo "$(echo "$alone" | wc -l) passed only when run alone:" $alone
  echo "$(count '^\(again \)\?ok ' "$@") passed, $(count '^FAIL ' "$@") failed, $(count '^skip ' "$@") skipped"
}
