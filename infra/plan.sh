# shellcheck shell=bash disable=SC2034,SC2154 # what it takes for granted is set in stage.sh; who sources it uses the rest
# CloudFront's flat-rate plan: what holds, and how it ends. The stack in us-east-1 asks for it and ends it; AWS goes on with it
# until the month is over. Sourced by infra/deploy, infra/destroy, infra/domain and infra/status, never run.

# plan_noted: what that stack was last told: nothing or none, BUSINESS, or ended.
plan_noted() { output_of "$stack-us-east-1" Plan us-east-1; }

# see_plan: sets $held to the plan that AWS has for the site, a line of JSON, or to nothing. False if nobody can say, and
# $blind says why.
see_plan() {
  held='' blind=''
  if aws pricing-plan-manager list-subscriptions --region us-east-1 >"$work/plans.json" 2>"$work/err"; then
    held=$(jq -c --arg site ":distribution/$(output DistributionId)" \
      '[(.subscriptionSummaries // [])[] | select(any(.resourceArns[]; endswith($site)))] | last // empty' "$work/plans.json")
  elif grep -qi 'invalid choice' "$work/err"; then
    blind="AWS's command of this computer is older than plans; infra/README.md, \"Something was switched off\", installs another"
    return 1
  else
    blind=$(reason)
    return 1
  fi
}

must_see_plan() { see_plan || fail "nobody can say which plan the site has: $blind" 'or look in the AWS console: CloudFront, the distribution, Manage plan'; }

# of_plan FILTER: of $held.
of_plan() { jq -r "$1" <<<"$held"; }

# has_ended: whether that plan is to go on only until the month is over.
has_ended() { [[ $(of_plan '.scheduledChange.changeType // ""') == CANCELLATION ]]; }

# plan_end: that day. AWS names it some minutes after it was asked.
plan_end() {
  local day
  day=$(of_plan '.scheduledChange.effectiveDate // "" | .[:10]')
  echo "${day:-$(date -u -d "$(date -u +%Y-%m-01) 1 month" +%F)}"
}

# with_plan OPERATION: the command that does something with that plan.
with_plan() { of_plan '@sh "aws pricing-plan-manager '"$1"' --region us-east-1 --arn \(.arn) --if-match \(.eTag)"'; }

# note_plan none|BUSINESS|ended TEMPLATE: tells the stack in us-east-1, which makes or ends the plan by it.
note_plan() {
  jq -n --arg plan "$1" --arg distribution "$(output DistributionId)" '{Plan: $plan, DistributionId: $distribution}' >"$work/values.json"
  parameters "$2" "$work/values.json" "$(describe "$stack-us-east-1" us-east-1)" >"$work/parameters.json"
  plan "$stack-us-east-1" us-east-1 "$2" "$work/parameters.json"
  [[ -n $planned && $dry == no ]] || return 0
  apply "$stack-us-east-1" us-east-1 || fail 'AWS refused it and has put everything back' 'the lines above say why' \
    "put that right and run this again, or take back what was set for a plan: infra/domain $stage --no-plan"
}

# end_plan: and sets $held to what goes on of it. Nothing if there was none, or one that nobody has approved.
end_plan() {
  must_see_plan
  template "$stack-us-east-1" us-east-1 >"$work/firewall.yaml"
  [[ $(plan_noted) == ended ]] || note_plan ended "$work/firewall.yaml"
  must_see_plan
  [[ -z $held || $dry == yes ]] || has_ended || fail "AWS has not ended the plan $(of_plan .planTier)" "to end it: $(with_plan cancel-subscription)" 'then run this again'
}
