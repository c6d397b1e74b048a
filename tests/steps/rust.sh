# shellcheck shell=bash disable=SC2034,SC2154 # what it takes for granted is set in tests/run, which uses the rest
# The steps that look from inside. Sourced by tests/run, never run.

# The Lambda's own parts are behind features that nothing on one machine needs.
features=(--features form-handler/lambda)
snapshots_used=$logs/snapshots-used

# cargo_test [OPTION]...
cargo_test() {
  local random=() only=()
  [[ $mode != full ]] || random=(PROPTEST_CASES=4096 PAIRS=all COMBINATIONS=all FAULTS=all STORES=all BOLERO_RANDOM_ITERATIONS=20000)
  # The same set of crates, whatever has changed: with another, libraries would be compiled with other features.
  # Cargo calls the runner instead of a test program, and it leaves out those that nothing has changed for.
  [[ -z ${chosen[crates]} ]] || only=(--config "target.'cfg(unix)'.runner = ['$root/tests/steps/cargo/only-affected']")
  # The crates are linted and documented where they are compiled.
  env RUSTC_WORKSPACE_WRAPPER="$root/tests/steps/cargo/compiler" DOCUMENTED="$target/tests-documented" \
    CI=true INSTA_UPDATE=no INSTA_SNAPSHOT_REFERENCES_FILE="$snapshots_used" AFFECTED_CRATES="${chosen[crates]}" "${random[@]}" \
    cargo "${only[@]}" test --workspace "${features[@]}" --locked --no-fail-fast "$@"
}

# compile: all there is, benchmarks and examples too. It also makes the programs that are tested from outside.
compile() {
  cargo_test --no-run --all-targets "$@"
}

# warnings lints|documentation: nothing is compiled again for this; with a warning it fails.
warnings() {
  compile --message-format=json | node tests/steps/cargo/warnings.mjs "$1"
}

# What `cargo insta test --unreferenced=reject` does, without compiling cargo-insta:
# insta writes down each snapshot file a test has looked at; any other is a leftover.
unused_snapshots() {
  local used unused crate folders=()
  # Where only some crates were tested, only theirs. A crate has the name of its folder.
  for crate in ${chosen[crates]}; do [[ ! -d $crate ]] || folders+=("$root/$crate"); done
  [[ -n ${chosen[crates]} ]] || folders=("$root")
  ((${#folders[@]} > 0)) || return 0
  touch "$snapshots_used"
  used=$(sort -u "$snapshots_used" | xargs -r -d '\n' realpath -q || true)
  unused=$(
    find "${folders[@]}" \( -path "$target" -o -name .git -o -name node_modules \) -prune -o -name '*.snap' -print |
      sort | grep -vxF -f <(printf '%s\n' "$used") || true
  )
  [[ -n $unused ]] || return 0
  printf 'no test looks at these snapshots any more; delete them:\n%s\n' "$unused"
  return 1
}

# Four programs that make up inputs, led by what each input reaches: libFuzzer, which bolero brings, and which
# needs no nightly compiler, only the compiler's coverage pass. An hour in all, or FUZZ_SECONDS each; what it
# learned stays in target/, what fails is written there.
fuzz() {
  # A crate's own program is linked too, without libFuzzer, and never run.
  local host flags=(--cfg fuzzing --cfg fuzzing_libfuzzer -Cpasses=sancov-module -Clink-arg=-Wl,--unresolved-symbols=ignore-all)
  local option crate test learned
  for option in level=4 inline-8bit-counters pc-table trace-compares; do
    flags+=("-Cllvm-args=-sanitizer-coverage-$option")
  done
  host=$(rustc -vV | sed -n 's/^host: //p')
  while read -r crate test; do
    learned=$target/fuzz/corpus/$test
    mkdir -p "$learned"
    # With --target, the flags leave out what runs while compiling.
    env RUSTFLAGS="${flags[*]}" CARGO_PROFILE_DEV_OPT_LEVEL=1 BOLERO_LIBTEST_HARNESS=1 \
      BOLERO_LIBFUZZER_ARGS="$learned $root/$crate/tests/fuzz/__fuzz__/$test/corpus -max_total_time=${FUZZ_SECONDS:-900} -max_len=4096 -timeout=60 -artifact_prefix=$target/fuzz/failed- -print_final_stats=1" \
      cargo test --package "$crate" --test fuzz --target "$host" --target-dir "$target/fuzz" --locked -- --exact "$test" --test-threads 1 --nocapture
  done <<'TEXT'
form-handler bodies
form-handler sealed_texts
secretariat identity_files
secretariat exports
TEXT
}

# What no other work of the machine can change, unlike any time: fails where a page takes 10 % more than it did.
instructions_a_page() {
  cargo bench -p site-gen --locked -- --instructions
}
