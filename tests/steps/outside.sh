# shellcheck shell=bash disable=SC2154 # what it takes for granted is set in tests/run
# The steps that look from outside: over TCP, in a browser, at what is deployed. Sourced by tests/run, never run.

# Each test has its own time limit; this one is for what they did not foresee. In the foreground, that is, in the
# process group that Ctrl-C and the end of this script reach: in one of its own, it would go on.
limited() {
  local seconds=2400
  # There are more tests then, beside four programs that make up inputs for an hour.
  [[ $mode != full ]] || seconds=9000
  timeout --foreground --kill-after=10 "$seconds" "$@"
}

# at_once: how many files at a time. Deploying, and a browser's test, wait for half of their time; each runs beside the
# other, and both beside what computes.
at_once() {
  local cores
  cores=$(nproc)
  echo $((cores > 4 ? cores / 2 : 2))
}

# in_node CONCURRENCY FILE...
in_node() {
  E2E_MODE=$mode limited node --test --test-reporter=spec --test-concurrency="$1" "${@:2}"
}

end_to_end() {
  local file files=()
  for file in ${chosen[e2e]}; do [[ $mode == full && $file == *lighthouse* ]] || files+=("$file"); done
  in_node "$(at_once)" "${files[@]}"
}

# With --full it measures time too, and runs alone: beside others, the browser loses what it should record.
lighthouse() {
  in_node 1 tests/e2e/browser-lighthouse.test.mjs
}

# Several files at a time, each with a cloud of its own, in the order of shared.py. What is compiled as it is deployed is
# compiled once. What Python has read, several of them read.
infra() {
  local files apart=(--numprocesses "$(at_once)" --dist loadfile --no-loadscope-reorder)
  read -ra files <<<"${chosen[infra]}"
  [[ $mode != full ]] || apart=()
  E2E_MODE=$mode limited env -u PYTHONDONTWRITEBYTECODE python -m pytest "${apart[@]}" "${files[@]}"
}

# Once: every test that wants the zip takes this one, or finds nothing left to compile.
lambda_package() {
  "$target/debug/site-gen" build && infra/package x86_64
}
