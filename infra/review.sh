# shellcheck shell=bash disable=SC2154 # what it takes for granted is set in stage.sh
# What a person is to see, and to agree to, before a deployment or a rollback: who will be able to open applications, and
# whether someone else's work would be taken back. Sourced by infra/backup, infra/deploy and infra/rollback, never run.

# fingerprint KEY: of a recipient, as secretariat keys show gives it.
fingerprint() { printf %s "$1" | sha256sum | sed -E 's/^(.{4})(.{4})(.{4})(.{4}).*/\1 \2 \3 \4/'; }

# read_revoked BUCKET: the keys that nothing may be sealed to any more, one a line, in $work/revoked. The stage's own list, in
# the bucket of artifacts. If nobody can say what is in it, nothing goes on: every key would count again.
read_revoked() {
  local why="nobody can say which keys are revoked" known
  : >"$work/revoked"
  [[ -n $1 ]] || return 0
  known=$(aws s3api list-objects-v2 --bucket "$1" --prefix revoked --query "contains(Contents[].Key || \`[]\`, 'revoked')" 2>"$work/err") ||
    fail "$why: $(reason)" 'run it again'
  [[ $known == true ]] || return 0
  aws s3 cp --only-show-errors "s3://$1/revoked" "$work/revoked" 2>"$work/err" || fail "$why: $(reason)" 'run it again'
}

# review_revocations OLD NEW: shows what $revoke and $readmit change in that list, and asks for it. From then on $work/revoked
# is the list as it will be; keep_revoked puts it where others find it.
review_revocations() {
  local key changed=no about
  for key in "${revoke[@]}"; do
    ! grep -qxF "$key" <<<"$(recipients_of "$2")" || fail "$(fingerprint "$key") is still one of the recipients, and cannot be revoked" \
      "take it out of $content/recipients.toml, then run this again: $key"
    about=''
    grep -qxF "$key" <<<"$(recipients_of "$1")" || about=' (not a recipient of what is online: is it the right one?)'
    say "  revoked key $(fingerprint "$key")$about: no deployment, no rollback and no backup seals to it again"
    echo "$key" | LC_ALL=C sort -u - "$work/revoked" -o "$work/revoked"
    changed=yes
  done
  for key in "${readmit[@]}"; do
    grep -qxF "$key" "$work/revoked" || fail "$(fingerprint "$key") is not revoked: $key"
    say "  readmitted key $(fingerprint "$key"): may be sealed to again, once it is in recipients.toml"
    sed -i "/^$key$/d" "$work/revoked"
    changed=yes
  done
  [[ $changed == no || $dry == yes ]] || confirm_by_hand 'these are the changes of which keys are revoked: do you agree?'
}

# keep_revoked: what review_revocations has asked for.
keep_revoked() {
  [[ $dry == no ]] && ((${#revoke[@]} + ${#readmit[@]} > 0)) || return 0
  aws s3 cp --only-show-errors "$work/revoked" "s3://$store/revoked"
  say 'which keys are revoked is noted'
}

# recipients_of RECORD: the keys that a deployment seals to, one a line.
recipients_of() { jq -r '.recipients // [] | .[]' "$1" | LC_ALL=C sort -u; }

# keys_of_present FILE: the keys of those in a recipients.toml who have not left, one a line. Who has left stays in that
# file, below `until`: what she signed is true.
keys_of_present() {
  awk -v today="$(date -u +%F)" '
    function person_ends() { if (key != "" && (until == "" || until > today)) print key; key = until = "" }
    /^[ \t]*#/ { next }
    /^[ \t]*\[\[/ { person_ends() }
    match($0, /age1[02-9ac-hj-np-z]+/) && RLENGTH == 62 { key = substr($0, RSTART, RLENGTH) }
    /^[ \t]*until[ \t]*=/ && match($0, /[0-9]+-[0-9]+-[0-9]+/) { until = substr($0, RSTART, RLENGTH) }
    END { person_ends() }' "$1"
}

# revoked_among: the fingerprints of the keys on its standard input that are revoked, in one line.
revoked_among() {
  local key keys
  keys=$(cat) # grep reads nothing where nothing is revoked, and whoever writes to it would fail
  while IFS= read -r key; do printf '%s, ' "$(fingerprint "$key")"; done < <(grep -xFf "$work/revoked" <<<"$keys") | sed 's/, $//'
}

# revoked_in RECORD: of the keys that a deployment seals to.
revoked_in() { recipients_of "$1" | revoked_among; }

# review_recipients OLD NEW: shows who is added and who is not among the recipients any more, and asks for it.
review_recipients() {
  local key again changed=no
  recipients_of "$1" >"$work/recipients-before"
  recipients_of "$2" >"$work/recipients"
  again=$(revoked_among <"$work/recipients")
  [[ -z $again ]] || fail "this would seal applications to a key that was revoked: $again" \
    'take it out of recipients.toml, and deploy that'
  while IFS= read -r key; do
    say "  added recipient $(fingerprint "$key"): opens what is sent from now on"
    changed=yes
  done < <(LC_ALL=C comm -13 "$work/recipients-before" "$work/recipients")
  while IFS= read -r key; do
    say "  removed recipient $(fingerprint "$key"): does not open what is sent from now on"
    say "    if it was lost or stolen: infra/deploy $stage --revoke $key, so that no rollback seals to it again"
    changed=yes
  done < <(LC_ALL=C comm -23 "$work/recipients-before" "$work/recipients")
  [[ $changed == no || $dry == yes || ! -s $work/recipients-before ]] || confirm_by_hand 'these are the changes of who can open applications: do you agree?'
}

# probe: whoever is to read applications must be able to: better to learn it now than from the first applicant.
probe() {
  local recipients=() identity key
  if ((${#identities[@]} == 0)); then
    say 'no identity at hand (--identity FILE): nobody has shown yet that they can open applications'
    return 0
  fi
  need age
  while IFS= read -r key; do recipients+=(-r "$key"); done < <(jq -r '.recipients[].key' "$out/handler/bundle.json")
  for identity in "${identities[@]}"; do
    echo probe | age "${recipients[@]}" -o "$work/probe.age"
    [[ $(age -d -i "$identity" "$work/probe.age") == probe ]] || fail "$identity does not open what the form seals" \
      "its public key is not in $content/recipients.toml: compare with secretariat keys show"
    say "$identity opens what the form seals"
  done
}

# review_commit RECORD: asks before what someone else has put online is taken back unseen.
review_commit() {
  local online
  online=$(jq -r '.commit // "unknown"' "$1")
  online=${online%-dirty}
  [[ $online != unknown ]] && git rev-parse --quiet --verify HEAD >/dev/null 2>&1 || return 0
  if ! git rev-parse --quiet --verify "$online^{commit}" >/dev/null 2>&1; then
    say "what is online was made from commit $online, which this copy of the repository does not have: git pull brings it"
  elif ! git merge-base --is-ancestor "$online" HEAD; then
    say "what is online was made from commit $online, whose changes this copy of the repository would take back: git pull brings them"
  else
    return 0
  fi
  [[ $dry == yes ]] || confirm_by_hand 'deploy this older state all the same?'
}
