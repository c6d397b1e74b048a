# shellcheck shell=bash disable=SC2034,SC2154 # what it takes for granted is set in tests/run, which uses the rest
# Which steps run, and on what. Sourced by tests/run, never run.

# By step: the crates, or the test files, that it is about; for `crates`, nothing means all of them.
declare -A chosen=()

choose_steps() {
  local file e2e=()
  if [[ $mode == changed ]]; then
    choose_affected
    return
  fi
  for file in tests/steps/*.test.mjs tests/steps/cargo/*.test.mjs tests/e2e/*.test.mjs; do
    [[ $mode == fast && $file == *browser* ]] || e2e+=("$file")
  done
  chosen=([crates]='' [deny]='' [e2e]="${e2e[*]}")
  [[ $mode == fast ]] || chosen[infra]=tests/infra
}

# What differs from main: in commits, in files not committed yet, in files that git does not know yet.
changed_files() {
  local main base
  for main in origin/main main; do
    if base=$(git merge-base HEAD "$main" 2>/dev/null); then
      git diff --name-only --no-renames "$base"
      git ls-files --others --exclude-standard
      return
    fi
  done
  echo 'there is no main to compare with' >&2
  return 1
}

choose_affected() {
  local name what why files steps
  files=$(changed_files)
  steps=$(node tests/steps/changed.mjs <<<"$files")
  [[ -n $steps ]] || { echo 'nothing differs from main'; return; }
  while IFS='|' read -r name what why; do
    chosen[$name]=$what
    printf '%-10s%s\n' "$name" "$why"
  done <<<"$steps"
}

# -- a site that is the same, byte for byte ----------------------------------------------

passed_before=$target/tests-passed

# site_seen: a digest of the site that the programs make, and of what looks at it.
site_seen() {
  local out
  out=$(mktemp -d)
  "$target/debug/site-gen" build --no-compress --out "$out/dist" >/dev/null 2>&1 || return
  {
    (cd "$out/dist" && find . -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum)
    git ls-files -z --cached --others --exclude-standard tests infra | xargs -0 sha256sum 2>/dev/null
  } | sha256sum
  rm -rf "$out"
}

# Most changes in how a site is made leave this site as it is. A browser, and AWS, see nothing else of them.
spare_what_sees_the_same_site() {
  [[ -v chosen[unless-same] && -e $passed_before ]] || return 0
  [[ $(site_seen) == "$(<"$passed_before")" ]] || return 0
  echo 'the site has the same bytes as when all tests passed: no browser, no deployment'
  unset 'chosen[infra]'
  chosen[e2e]=${chosen[unless-same]}
}

remember_the_site() {
  if ((failed == 0)) && [[ ${chosen[infra]-} == tests/infra && ${chosen[e2e]-} == *browser-pages* ]]; then
    site_seen >"$passed_before" || rm -f "$passed_before"
  fi
}
