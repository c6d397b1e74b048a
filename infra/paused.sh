# shellcheck shell=bash disable=SC2154 # what it takes for granted is set in stage.sh
# Closing the form for a while, and opening it again. Sourced by infra/pause and infra/resume, never run.

# set_paused yes|no QUESTION: one parameter of what is online; nothing is built.
set_paused() {
  template >"$work/template.yaml"
  grep -q '^  Paused:' "$work/template.yaml" ||
    fail "what stage $stage was deployed from cannot be paused" "infra/deploy $stage, then run this again"
  jq -n --arg paused "$1" '{Paused: $paused}' >"$work/values.json"
  parameters "$work/template.yaml" "$work/values.json" "$live" >"$work/parameters.json"
  plan "$stack" "$region" "$work/template.yaml" "$work/parameters.json"
  if [[ -z $planned ]]; then
    say 'nothing to change'
    exit 0
  elif [[ $dry == yes ]]; then
    say 'nothing was changed'
    exit 0
  fi
  confirm "$2"
  apply "$stack" "$region" || fail 'CloudFormation refused the change and has put everything back' 'the lines above say why'
}
