# shellcheck shell=bash disable=SC2154 # what it takes for granted is set in stage.sh
# How stacks are changed, and what is known of deployments. Sourced by stage.sh, never run.

# parameters TEMPLATE VALUES DESCRIPTION: what a change set wants, from a file of values by name. What is not given
# stays as it is; what the template does not know is left out.
parameters() {
  local declared
  declared=$(awk '/^[A-Z]/ { inside = /^Parameters:/ } inside && /^  [A-Z][A-Za-z]*:$/ { gsub(/[ :]/, ""); print }' "$1")
  jq -n --slurpfile values "$2" --arg declared "$declared" --argjson live "${3:-null}" '
    [($live.Parameters // [])[].ParameterKey]
    | . as $before | $declared | split("\n") | map(select(. != "") | . as $key
      | if $values[0] | has($key) then {ParameterKey: $key, ParameterValue: ($values[0][$key] | tostring)}
        elif $before | index([$key]) then {ParameterKey: $key, UsePreviousValue: true}
        else empty end)'
}

# usable STACK REGION STATE: ends, saying what to do, if nothing can be done with a stack in that state.
usable() {
  case $3 in
    CREATE_FAILED | ROLLBACK_COMPLETE | ROLLBACK_FAILED)
      fail "stack $1 is $3: its first deployment failed and left nothing of use" \
        "remove it: aws cloudformation delete-stack --region $2 --stack-name $1" "then: infra/deploy $stage" ;;
    *_IN_PROGRESS) fail "stack $1 is being changed: $3" "wait, half an hour at most; infra/status $stage says when it is complete" ;;
    UPDATE_ROLLBACK_FAILED)
      fail "stack $1 is stuck: $3" "aws cloudformation continue-update-rollback --region $2 --stack-name $1" ;;
    DELETE_FAILED) fail "stack $1 is $3: it was not wholly removed" "infra/destroy $stage goes on with it" ;;
  esac
}

# plan STACK REGION TEMPLATE PARAMETERS: makes a change set and shows it. Sets $planned to its name, or to nothing
# if nothing would change; and $severe to the names of what it removes or replaces.
plan() {
  local type=UPDATE set status why lost changes
  # One that was only shown.
  ((${#pending[@]} == 0)) || forget_plan "${pending[@]}" >"$work/out"
  severe=''
  status=$(state_of "$1" "$2")
  case $status in
    '' | REVIEW_IN_PROGRESS) type=CREATE ;;
    *) usable "$1" "$2" "$status" ;;
  esac
  planned=change-$(date +%s)-$RANDOM
  pending=("$1" "$2" "$planned")
  aws cloudformation create-change-set --region "$2" --stack-name "$1" --change-set-name "$planned" \
    --change-set-type "$type" --template-body "file://$3" --parameters "file://$4" --capabilities CAPABILITY_IAM \
    ${CLOUDFORMATION_ROLE:+--role-arn "$CLOUDFORMATION_ROLE"} \
    --tags Key=project,Value=bureau-des-pairs "Key=stage,Value=$stage" >"$work/out" 2>"$work/err" || {
    fail "AWS refuses the template: $(reason)"
  }
  while :; do
    set=$(aws cloudformation describe-change-set --region "$2" --stack-name "$1" --change-set-name "$planned")
    { read -r status; IFS= read -r why; IFS= read -r severe; IFS= read -r lost; changes=$(sort -u); } < <(read_change_set <<<"$set")
    [[ $status == CREATE_PENDING || $status == CREATE_IN_PROGRESS ]] || break
    sleep 2
  done
  if [[ $status == FAILED ]]; then
    planned=''
    [[ $why == *"didn't contain changes"* || $why == *'No updates'* ]] || fail "AWS refuses the change: $why"
    return 0
  fi
  [[ -z $changes ]] || say "$changes"
  [[ -z $lost || $replace == yes ]] || fail "this would put an empty table in the place of $lost; nothing was changed" \
    "that is hardly what you want: what was kept so far stays in the old table, where nobody reads it" \
    "if it is: infra/backup $stage first, the same command with --replace, then infra/restore"
}

# read_change_set: of the one on its standard input, a line each: its state, why, what it removes or replaces, which of those
# are, or may be, $kept_tables; then what it changes.
read_change_set() {
  jq -r --argjson kept "$kept_tables" '[(.Changes // [])[].ResourceChange] as $changes
    | def names(of): [$changes[] | select(of).LogicalResourceId] | unique | join(", ");
    .Status, (.StatusReason // "" | gsub("\\s+"; " ")), names(.Action == "Remove" or .Replacement == "True"),
    names((.LogicalResourceId as $name | $kept | index([$name])) and (.Action == "Remove" or .Replacement == "True" or .Replacement == "Conditional")),
    ($changes[] | "  \(.Action | ascii_downcase) \(.LogicalResourceId) (\(.ResourceType))"
      + (if .Replacement == "True" then " — REPLACED: its content does not follow" else "" end))'
}

# What holds what people have sent, and what the office has noted of it.
kept_tables='["Applications", "JournalTable"]'

# block TEMPLATE SECTION NAME: that part of a template, as it is written there.
block() {
  awk -v section="$2:" -v name="  $3:" '/^[^ ]/ { there = $0 == section } /^ ? ?[^ ]/ { inside = there && $0 == name } inside && NF' "$1"
}

# keep_tables TEMPLATE ONLINE: puts into an older template the tables of the one that is online which it does not know, with
# their outputs. It would take them out of the stack otherwise, and the next deployment would begin them anew.
keep_tables() {
  local table resources='' outputs=''
  for table in $(jq -r '.[]' <<<"$kept_tables"); do
    [[ -z $(block "$1" Resources "$table") && -n $(block "$2" Resources "$table") ]] || continue
    resources+=$(block "$2" Resources "$table")$'\n'
    outputs+=$(block "$2" Outputs "${table}Name")$'\n'
  done
  [[ -n $resources ]] || return 0
  { sed '/^Outputs:$/,$d' "$1" && printf '%s\nOutputs:\n%s' "$resources" "$outputs" && sed '1,/^Outputs:$/d' "$1"; } >"$work/kept.yaml"
  mv "$work/kept.yaml" "$1"
}

# guard yes|no: whether CloudFormation itself refuses to replace or to remove those, whoever asks; the stack too.
guard() {
  jq -n --argjson kept "$kept_tables" --arg on "$1" '{Statement: [
    {Effect: "Allow", Principal: "*", Action: "Update:*", Resource: "*"},
    (if $on == "yes" then {Effect: "Deny", Principal: "*", Action: ["Update:Replace", "Update:Delete"],
      Resource: [$kept[] | "LogicalResourceId/\(.)"]} else empty end)]}' >"$work/policy.json"
  aws cloudformation set-stack-policy --stack-name "$stack" --stack-policy-body "file://$work/policy.json"
  [[ $1 == no ]] ||
    aws cloudformation update-termination-protection --stack-name "$stack" --enable-termination-protection >"$work/out"
}

# remove STACK REGION: and waits. Nothing if there is none.
remove() {
  local status id
  id=$(one_of_stack "$1" "$2" StackId)
  [[ -n $id ]] || return 0
  running=$1
  aws cloudformation delete-stack --region "$2" --stack-name "$1"
  while :; do
    status=$(state_of "$id" "$2")
    [[ $status == *_IN_PROGRESS ]] || break
    sleep "${POLL_SECONDS:-5}"
  done
  running=''
  [[ -z $status || $status == DELETE_COMPLETE ]] || fail "stack $1 could not be removed: $status" \
    'see its events in the AWS console (CloudFormation), then run this again'
  say "removed $1"
}

# apply STACK REGION: executes $planned and waits. False if CloudFormation has put everything back.
apply() {
  local status failed
  [[ $replace == no || $1 != "$stack" ]] || guard no
  pending=() running=$1
  aws cloudformation execute-change-set --region "$2" --stack-name "$1" --change-set-name "$planned" >"$work/out" 2>"$work/err" || {
    running=''
    say "AWS refuses: $(reason)" >&2
    return 1
  }
  while :; do
    status=$(state_of "$1" "$2") ||
      fail 'AWS goes on with the change, unwatched' "infra/status $stage says how it ends; then run this again"
    [[ $status == *_IN_PROGRESS ]] || break
    [[ ! -t 1 ]] || printf '\r  %s %4d s ' "$status" "$SECONDS"
    sleep "${POLL_SECONDS:-5}"
  done
  running=''
  [[ $replace == no || $1 != "$stack" ]] || guard yes
  [[ ! -t 1 ]] || printf '\n'
  [[ $status != CREATE_COMPLETE && $status != UPDATE_COMPLETE ]] || return 0
  failed=$(aws cloudformation describe-stack-events --region "$2" --stack-name "$1" | jq -r '
    [.StackEvents[] | select(.ResourceStatus | endswith("_FAILED"))] | sort_by(.Timestamp)
    | .[] | select(.ResourceStatusReason // "" | test("cancelled") | not)
    | "  \(.LogicalResourceId): \(.ResourceStatusReason)"' | tail -n 5)
  printf 'stack %s: %s\n%s\n' "$1" "$status" "$failed" >&2
  return 1
}

# -- deployments ----------------------------------------------------------------------

# A deployment is one object of the bucket of artifacts, whose name says all that is needed to return to it:
# deployments/ID/RELEASE/ARCHITECTURE-CODE/TEMPLATE.json; it lists the files of the site with their digests, and says
# which content it was made from, for which address, and who can open what it seals.

# deployments BUCKET: their names, the oldest first. There are seven at most (prune): a thousand would be sorted apart.
deployments() {
  aws s3api list-objects-v2 --bucket "$1" --prefix deployments/ --output text --query 'sort_by(Contents || `[]`, &LastModified)[].[Key]'
}

# record BUCKET ID: what is noted of a deployment; {} if there is none any more.
record() {
  local key='' listed
  if [[ -n $1 ]]; then
    # Not the same as none: what is online would be taken for nobody's, and replaced without a question.
    listed=$(deployments "$1" 2>"$work/err") || fail "nobody can say what is online: $(reason)" 'run it again'
    key=$(grep "^deployments/$2/" <<<"$listed" || true)
  fi
  if [[ -z $key ]]; then echo '{}'; else aws s3 cp --only-show-errors "s3://$1/$key" -; fi
}

# prune: the five last deployments stay, to go back to; older ones go.
prune() {
  local names keep key
  mapfile -t names < <(deployments "$store")
  keep=$(printf '%s\n' "${names[@]}" | tail -n 5
    printf '%s\n' "${names[@]}" | grep -E "^deployments/($(parameter Deployment)|$(parameter PreviousDeployment))/")
  for key in "${names[@]}"; do
    ! grep -qxF "$key" <<<"$keep" || continue
    IFS=/ read -r _ _ release code template <<<"$key"
    template=${template%.json}
    grep -q "/$release/" <<<"$keep" || aws s3 rm --recursive --only-show-errors "s3://$(output SiteBucketName)/releases/$release/"
    grep -q "/$code/" <<<"$keep" || aws s3 rm --only-show-errors "s3://$store/code/$code.zip"
    grep -q "/$template.json" <<<"$keep" || aws s3 rm --only-show-errors "s3://$store/templates/$template.yaml"
    aws s3 rm --only-show-errors "s3://$store/$key"
    say "removed an old deployment: ${key#deployments/}"
  done
}

# template [STACK REGION]: what the stack was last made from, to change parameters only.
template() {
  aws cloudformation get-template --region "${2:-$region}" --stack-name "${1:-$stack}" |
    jq -r '.TemplateBody | if type == "string" then . else tojson end'
}

# tell_online PARAMETER LACKING QUESTION: gives what is online the values of $work/values.json, if someone agrees; nothing is
# built. Ends, saying what it is LACKING, if it does not know that parameter. $planned is empty if there is nothing to change.
tell_online() {
  template >"$work/template.yaml"
  grep -q "^  $1:" "$work/template.yaml" || fail "what stage $stage was deployed from $2" "infra/deploy $stage, then run this again"
  parameters "$work/template.yaml" "$work/values.json" "$live" >"$work/parameters.json"
  plan "$stack" "$region" "$work/template.yaml" "$work/parameters.json"
  [[ -n $planned && $dry == no ]] || return 0
  confirm "$3"
  apply "$stack" "$region" || fail 'CloudFormation refused the change and has put everything back' 'the lines above say why'
}

# form_addresses TEMPLATE: what goes to the form, one a line, as infra/render has told CloudFront; `*` is whatever follows.
form_addresses() { sed -nE 's/^ *- PathPattern: "(.*)"$/\1/p' "$1"; }

# invalidate OLD NEW: tells CloudFront to forget the files that differ between two records. A first one has no OLD.
invalidate() {
  local count
  { read -r count; cat >"$work/invalidation.json"; } < <(jq -cn --slurpfile old "$1" --slurpfile new "$2" --arg reference "$(date +%s)-$RANDOM" '
    ($old[0].files // {}) as $old | ($new[0].files // {}) as $new
    | if $old == {} then [] else [($old + $new | keys[]) | select($old[.] != $new[.]) | "/" + .
      # CloudFront wants these percent-encoded, and nothing else: it would forget another address.
      | gsub("(?<one>[^!-~]|[<>\"#%{}|\\\\^\\[\\]`])"; .one | @uri)] | if length > 30 then ["/*"] else . end end
    | length, {CallerReference: $reference, Paths: {Quantity: length, Items: .}}')
  ((count > 0)) || return 0
  aws cloudfront create-invalidation --distribution-id "$(output DistributionId)" \
    --invalidation-batch "file://$work/invalidation.json" >"$work/out" 2>"$work/err" || {
    say "CloudFront could not be told to forget old pages: $(reason)" \
      '  nothing is lost: pages are checked for changes each time; a new page may say 404 for one more minute' >&2
    return 0
  }
  say "CloudFront forgets what changed: $count path(s)"
}
