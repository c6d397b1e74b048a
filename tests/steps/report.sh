# shellcheck shell=bash disable=SC2154 # what it takes for granted is set in tests/run
# How a step runs, is counted and is shown. Sourced by tests/run, never run.

passed=0
failed=0
failures=()
# The steps that run beside others: the process of each.
declare -A beside=()

# Each has a process group of its own, so that what it started ends with it, whatever ends this script.
end_steps() {
  local process
  for process in "${beside[@]}"; do kill -- "-$process" 2>/dev/null || true; done
}
trap end_steps EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

log_of() {
  echo "$logs/${1// /-}.log"
}

# record NAME COMMAND...: runs it; its output goes to its log, and what it cost to a file beside that.
record() {
  local log TIMEFORMAT='%R %U %S'
  log=$(log_of "$1")
  shift
  { time "$@" >"$log" 2>&1 </dev/null; } 2>"$log.cost"
}

# step NAME COMMAND...: runs it, counts it, says how long it took.
step() {
  local result=0
  printf '%-34s' "$1"
  record "$@" || result=$?
  conclude "$1" "$result"
}

# start NAME COMMAND...: runs it beside the steps that follow, until `finish NAME`.
start() {
  set -m
  { record "$@" || exit; } &
  beside[$1]=$!
  set +m
}

# finish NAME: waits for it, and counts it; if it was started at all.
finish() {
  local result=0
  [[ -n ${beside[$1]-} ]] || return 0
  printf '%-34s' "$1"
  wait "${beside[$1]}" || result=$?
  unset "beside[$1]"
  conclude "$1" "$result"
}

# conclude NAME RESULT: a line of progress; the log too, if it failed.
conclude() {
  local log lines cost
  log=$(log_of "$1")
  cost=$(awk 'NF == 3 { printf "%4.0f s  %5.0f CPU s", $1, $2 + $3 }' "$log.cost")
  if (($2 == 0)); then
    passed=$((passed + 1))
    echo "${green}ok${plain}      $cost"
    return
  fi
  failed=$((failed + 1))
  failures+=("$1")
  echo "${red}failed${plain}  $cost"
  lines=$(wc -l <"$log")
  if ((lines > 200)); then
    echo "  | … the last 200 of $lines lines, all in $log"
  fi
  tail -n 200 "$log" | sed -E 's/^(.{240}).+/\1…/; s/^/  | /'
}

# count STEP PATTERN-OF-PASSED PATTERN-OF-FAILED: adds what the step's own summary says.
count() {
  local log
  log=$(log_of "$1")
  [[ -e $log ]] || return 0
  passed=$((passed + $(total "$log" "$2")))
  failed=$((failed + $(total "$log" "$3")))
}

total() {
  sed -nE "s/$2/\\1/p" "$1" | awk '{ sum += $1 } END { print sum + 0 }'
}

# verdict: which steps and tests failed, and the line that counts them. Ends the script.
verdict() {
  local name log
  if ((failed > 0)); then
    printf '\nfailed:\n'
    for name in "${failures[@]}"; do
      echo "  $name"
      log=$(log_of "$name")
      sed -nE 's/^test (.*) \.\.\. FAILED$/    \1/p; s/^ *✖ (.*) \(.*ms\)$/    \1/p
        s/^(FAILED|ERROR) ([^ ]+).*$/    \2/p' "$log" | sort -u
    done
    echo
  fi
  echo "$passed passed, $failed failed"
  if ((failed > 0)); then exit 1; fi
  exit 0
}
