# shellcheck shell=bash
# What the scripts of infra/ share: one stage, its stacks, and how we speak. Sourced, never run.
set -euo pipefail
umask 077 # temporary files may hold secrets

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$here")
name=infra/$(basename "$0")
work=$(mktemp -d)
trap 'tidy' EXIT
# Without these, bash would know nothing of the reason, and say nothing.
interrupted=no
trap 'interrupted=yes; exit 130' INT
trap 'interrupted=yes; exit 143' TERM
trap 'interrupted=yes; exit 129' HUP
# shellcheck disable=SC2034 # each script uses what it needs
stage='' stack='' artifacts='' yes=no dry=no anywhere=no replace=no url='' live='' live_state=''
export AWS_PAGER='' AWS_DEFAULT_OUTPUT=json AWS_CLI_AUTO_PROMPT=off
region=${AWS_REGION:-${AWS_DEFAULT_REGION:-eu-west-3}}
export AWS_REGION=$region AWS_DEFAULT_REGION=$region
# Parameters whose values AWS masks.
masked='["Secret", "SecretPrevious", "SigningKey", "OriginSecret", "OriginSecretPrevious"]'
# In the Union, that is: London and Zurich have `eu-` names too.
eu_regions='eu-west-1 eu-west-3 eu-central-1'
# In the Union too: Stockholm, Milan and Spain. They lack a part of the template, AWS::Budgets::Budget, without which
# CloudFormation refuses all of it.
lacking_regions='eu-north-1 eu-south-1 eu-south-2'

# A change set that was made and not executed would stay for ever, and an empty stack with it if there was none before.
# Whatever ends a script without having said why
# (a command of AWS's that failed, someone's Ctrl-C) ends it here. $running is the stack that AWS is changing.
planned='' pending=() running=''
tidy() {
  local code=$? reason='the lines above say why'
  trap '' INT TERM HUP
  [[ $interrupted == no ]] || reason=interrupted
  if ((code != 0)) && [[ ! -e $work/explained ]]; then
    printf '%s: stopped half-way: %s\n' "$name" "$reason" >&2
    [[ -z $running ]] || printf '  AWS goes on with stack %s: infra/status %s says how it ends\n' "$running" "$stage" >&2
    printf '  run it again: it goes on from what is there\n' >&2
    [[ $interrupted == yes ]] || code=1
  fi
  rm -rf "$work"
  ((${#pending[@]} == 0)) || forget_plan "${pending[@]}" >/dev/null 2>&1 || true
  exit "$code"
}

# forget_plan STACK REGION CHANGE-SET
forget_plan() {
  aws cloudformation delete-change-set --region "$2" --stack-name "$1" --change-set-name "$3"
  [[ $(aws cloudformation describe-stacks --region "$2" --stack-name "$1" --query 'Stacks[0].StackStatus' --output text) != REVIEW_IN_PROGRESS ]] ||
    aws cloudformation delete-stack --region "$2" --stack-name "$1"
}

say() { printf '%s\n' "$@"; }

# fail WHAT [WHAT TO DO]...: 1 is "errors found".
fail() {
  printf '%s: %s\n' "$name" "$1" >&2
  shift
  (($# == 0)) || printf '  %s\n' "$@" >&2
  give_up
}

# give_up [CODE]: ends, when it has been said why.
give_up() {
  : >"$work/explained"
  exit "${1-1}"
}

wrong_usage() {
  printf '%s: %s\n\n' "$name" "$1" >&2
  usage >&2
  give_up 2
}

# confirm QUESTION: goes on only if a person, or --yes (or --routine), says so.
confirm() {
  [[ $yes == no ]] || return 0
  [[ -t 0 ]] || fail 'nobody to ask: run it in a terminal, or say --yes'
  local answer
  read -r -p "$1 [y/N] " answer
  [[ $answer == [yYoO]* ]] || fail 'stopped; nothing was changed'
}

# confirm_by_hand QUESTION: for what no routine change brings with it.
confirm_by_hand() {
  [[ $yes != routine ]] || fail "this is no routine deployment; nothing was changed: $1" "someone who has read the lines above: infra/deploy $stage"
  confirm "$1"
}

# change COMMAND...: what changes something; with --dry-run it is only shown.
change() {
  if [[ $dry == yes ]]; then
    say "would run: $*"
  else
    "$@" >"$work/out" || return 1
  fi
}

need() {
  local tool absent=()
  for tool in "$@"; do
    command -v "$tool" >/dev/null || absent+=("$tool")
  done
  ((${#absent[@]} == 0)) || fail "missing: ${absent[*]}" "infra/README.md, step 2, says how to install them"
}

# public_files FOLDER: what readers get of a built site, by path. CloudFront compresses by itself: a file that is another,
# compressed, stays here; an author's own archive is beside no such other. What only other hosts read stays here too.
public_files() {
  (cd "$1" && find . -type f ! -path ./_headers ! -path ./_redirects -printf '%P\n') | LC_ALL=C sort |
    LC_ALL=C awk '{ there[$0]; plain = $0 } !(sub(/\.(br|gz)$/, "", plain) && plain in there)'
}

# common ARGUMENT: the options every script has; false if it is not one of them.
common() {
  case $1 in
    --help | -h) usage; exit 0 ;;
    --yes) yes=yes ;;
    --dry-run) dry=yes ;;
    --anywhere) anywhere=yes ;;
    -*) return 1 ;;
    *)
      [[ -z $stage ]] || return 1
      [[ $1 =~ ^[a-z][a-z0-9-]{0,15}$ ]] ||
        wrong_usage "a stage is a short name in lower case, such as production; found $1"
      stage=$1 stack=bureau-des-pairs-$1 artifacts=bureau-des-pairs-$1-artifacts
      ;;
  esac
}

# open_stage: who we are, where, and what is there.
open_stage() {
  [[ -n $stage ]] || wrong_usage 'which stage? For example: production'
  need aws jq
  aws_version=$(aws --version 2>&1)
  [[ $aws_version == aws-cli/2.* ]] || fail "version 2 of AWS's command is needed; aws --version says another" \
    "infra/README.md, step 2, says how to install it"
  [[ " $lacking_regions " != *" $region "* ]] || fail \
    "$region is in the European Union, but AWS does not offer all there that the site needs (AWS::Budgets::Budget)" \
    "set AWS_REGION to one of: $eu_regions"
  [[ $anywhere == yes || " $eu_regions " == *" $region "* ]] || fail \
    "$region is not in the European Union, and applications must be" \
    "set AWS_REGION to one of: $eu_regions" "or, if you know what it means for the privacy page, say --anywhere"
  local identity
  identity=$(aws sts get-caller-identity --query '[Account, Arn]' --output text 2>"$work/err") || fail "AWS does not know who you are: $(reason)" \
    "log in (aws configure, or aws sso login), then check with: aws sts get-caller-identity"
  say "account ${identity%%$'\t'*}, as ${identity##*$'\t'}, region $region, stage $stage"
  look
}

# look: reads the stack again. $live is its description, or nothing, and $live_state what it is in.
declare -A output_values=() parameter_values=()
look() {
  local found kind key value
  found=$(ask_of_stack "$stack" "$region")
  live='' live_state='' output_values=() parameter_values=()
  # All of it at once: a deployment asks for forty values, and jq takes longer to start than to read.
  while IFS=$'\t' read -r kind key value; do
    case $kind in
      state) live_state=$key ;;
      output) output_values[$key]=$value ;;
      parameter) parameter_values[$key]=$value ;;
      *) live=$kind ;;
    esac
  done < <([[ -z $found ]] || jq -r --argjson masked "$masked" "$without_secrets"' | tojson,
    (["state", .StackStatus], (.Outputs[]? | ["output", .OutputKey, .OutputValue]),
      (.Parameters[] | ["parameter", .ParameterKey, .ParameterValue]) | @tsv)' <<<"$found")
  # A change set that was never executed leaves an empty stack of that state.
  [[ $live_state != REVIEW_IN_PROGRESS ]] || live='' live_state='' output_values=() parameter_values=()
  url=$(output Url)
}

# What AWS said, in one line, without the name of the operation and how often it was tried.
reason() { sed -nE '/./{s/ \(reached max retries: [0-9]+\)//;s/^.*error occurred \(([A-Za-z0-9.]+)\)[^:]*: /\1: /;p;}' "$work/err" | tail -n 1; }

# ask_of_stack STACK REGION OPTION...: what AWS says of it, or nothing if there is none.
ask_of_stack() {
  aws cloudformation describe-stacks --region "$2" --stack-name "$1" "${@:3}" 2>"$work/err" ||
    grep -q 'does not exist' "$work/err" || fail "cannot look at stack $1: $(reason)"
}

# one_of_stack STACK REGION WHICH: one value, by AWS's own filter (JMESPath); an empty line if it has none.
one_of_stack() { ask_of_stack "$1" "$2" --query "Stacks[0].$3 || ''" --output text; }

# describe STACK [REGION]: its description, or nothing if there is none.
without_secrets='.Stacks[0] | .Parameters |= (. // [] | map(if .ParameterKey | IN($masked[]) then {ParameterKey} else . end))'
describe() {
  local found
  found=$(ask_of_stack "$1" "${2:-$region}") || return 1
  [[ -z $found ]] || jq -c --argjson masked "$masked" "$without_secrets" <<<"$found"
}

# state_of STACK REGION
state_of() { one_of_stack "$1" "$2" StackStatus; }


# must_exist: that there is a form to work on, and not only half a stack.
must_exist() {
  [[ -n $live ]] || fail "there is no stage $stage in $region" "infra/deploy $stage makes it"
  [[ -z $(output FunctionName) ]] || return 0
  usable "$stack" "$region" "$live_state"
  fail "stack $stack has no form: $live_state" "infra/deploy $stage makes it"
}

output() { printf '%s\n' "${output_values[$1]-}"; }

# output_of STACK KEY [REGION]
output_of() { one_of_stack "$1" "${3:-$region}" "Outputs[?OutputKey=='$2'].OutputValue | [0]"; }

# Until when the secret before a rotation counts, if it still does, of what AWS says of the function: a filter of jq's.
older_secret='.Environment.Variables.SECRET_PREVIOUS_UNTIL // "" | if . != "" and fromdateiso8601 >= now then . else "" end'

# scan OPTION...: all of a table, in pages that its own limit of reads lets through (an application is about 30 kB, that is
# eight units), and with patience for the moments in which others read.
scan() {
  AWS_RETRY_MODE=adaptive AWS_MAX_ATTEMPTS=${SCAN_ATTEMPTS:-12} aws dynamodb scan --consistent-read --page-size 10 "$@"
}

parameter() { printf '%s\n' "${parameter_values[$1]-}"; }

# shellcheck source-path=SCRIPTDIR source=stacks.sh
source "$here/stacks.sh"
# shellcheck source-path=SCRIPTDIR source=certificates.sh
source "$here/certificates.sh"
