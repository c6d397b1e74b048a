# shellcheck shell=bash disable=SC2154 # what it takes for granted is set in stage.sh
# Closing the form for a while, and opening it again. Sourced by infra/pause and infra/resume, never run.

# set_paused yes|no QUESTION: one parameter of what is online.
set_paused() {
  jq -n --arg paused "$1" '{Paused: $paused}' >"$work/values.json"
  tell_online Paused 'cannot be paused' "$2"
  if [[ -z $planned ]]; then
    say 'nothing to change'
    exit 0
  elif [[ $dry == yes ]]; then
    say 'nothing was changed'
    exit 0
  fi
}
