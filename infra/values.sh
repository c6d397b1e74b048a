# shellcheck shell=bash disable=SC2154 # what it takes for granted is set in stage.sh and infra/deploy
# What infra/deploy tells the template: limits, people, address. All of it is checked before anything is built, because
# CloudFormation would refuse it many minutes later. Sourced by infra/deploy, never run.

# give [NAME VALUE]...: parameters of the template.
declare -A given=()
give() { while (($# > 0)); do given[$1]=$2; shift 2; done; }

# keep_given: all that was given, by name, in $work/values.json.
keep_given() {
  local key
  for key in "${!given[@]}"; do printf '%s\t%s\n' "$key" "${given[$key]}"; done |
    jq -Rs '[split("\n")[:-1][] | split("\t") | {key: .[0], value: .[1]}] | from_entries' >"$work/values.json"
}

give Architecture "$arch"

# rule NAME RULE: what the template says of a parameter, such as its MinValue.
rule() {
  awk -v name="  $1:" -v rule="$2:" '/^  [^ ]/ { inside = $0 == name } inside && $1 == rule { sub(/^[^:]*: */, ""); print }' \
    "$here/template.yaml"
}

# suits NAME VALUE: whether the template takes it; if not, prints what it takes.
suits() {
  local among pattern least most
  among=$(rule "$1" AllowedValues | tr -d '[],"') pattern=$(rule "$1" AllowedPattern)
  least=$(rule "$1" MinValue) most=$(rule "$1" MaxValue)
  if [[ -n $among ]]; then
    [[ " $among " == *" $2 "* ]] || { echo "one of $among"; return 1; }
  elif [[ -n $pattern ]]; then
    [[ $2 =~ ^($pattern)$ ]] || { echo "$pattern"; return 1; }
  elif ! [[ $2 =~ ^[1-9][0-9]{0,8}$ ]] || (($2 < ${least:-1} || $2 > ${most:-999999999})); then
    echo "a whole number from ${least:-1}${most:+ to $most}"
    return 1
  fi
}

# -- limits ------------------------------------------------------------------------------

known=$(awk '/^  # -- limits/ { inside = 1 } /^  # -- people/ { inside = 0 } inside && /^  [A-Z]/' "$here/template.yaml")
for limit in "${limits[@]}"; do
  [[ $limit == *=* && $'\n'$known$'\n' == *$'\n'"  ${limit%%=*}:"$'\n'* ]] ||
    wrong_usage "--set $limit: the limits are the parameters between \"limits\" and \"people\" in infra/template.yaml"
  wanted=$(suits "${limit%%=*}" "${limit#*=}") || wrong_usage "--set $limit: expected $wanted"
  give "${limit%%=*}" "${limit#*=}"
done

quota=$(aws lambda get-account-settings --query 'AccountLimit.ConcurrentExecutions || `0`' --output text 2>"$work/err") || quota=0
reserved=${given[ReservedConcurrency]-none}
if [[ $reserved != none ]] && ((quota > 0 && reserved > quota - 100)); then
  fail "--set ReservedConcurrency=$reserved: this account runs $quota functions at once, and AWS reserves none of the last 100" \
    "leave it out: the account's own quota bounds the cost" \
    'or ask for a higher one: AWS console, Service Quotas, AWS Lambda, "Concurrent executions"'
elif ((quota > 100)) && [[ $reserved == none && $(parameter ReservedConcurrency) == @(|none) ]]; then
  say "this account runs $quota functions at once; --set ReservedConcurrency=20 would bound what a flood of requests costs"
fi

# What the privacy page says is written once, in the content.
# stated FILE KEY: that number of days, if the content says one.
stated() { [[ ! -e $content/$1 ]] || sed -nE "s/^$2 *= *([0-9]+) *(#.*)?$/\1/p" "$content/$1"; }
days=$(stated data/privacy.toml journal_days)
if [[ -n $days ]]; then
  wanted=$(suits LogDays "$days") ||
    fail "journal_days = $days in $content/data/privacy.toml: AWS cannot keep a log for so long, only for $wanted days"
  [[ ${given[LogDays]-} == @(|"$days") ]] ||
    fail "the privacy page says that the log is kept $days days" "change journal_days in $content/data/privacy.toml; --set LogDays is not needed"
  give LogDays "$days"
fi
days=$(stated site.toml backup_days)
[[ $days == @(|35) ]] ||
  fail "backup_days = $days in $content/site.toml: AWS keeps the table of every second for 35 days" 'say 35, or the privacy page is wrong'

# -- people ------------------------------------------------------------------------------

# person NAME OPTION EMAIL: an address, `none` to take it back, nothing to leave it as it is.
person() {
  case $3 in
    '') ;;
    none) give "$1" '' ;;
    *)
      suits "$1" "$3" >/dev/null || wrong_usage "$2 $3: that is no e-mail address"
      give "$1" "$3" ;;
  esac
}
person AlarmEmail --alarm-email "$email"
person NoticeEmail --notice-email "$notice"

# The role that makes the changes then makes no other roles than bounded ones.
[[ -z ${CLOUDFORMATION_ROLE-} ]] || give Boundary bureau-boundary

# -- address -----------------------------------------------------------------------------

[[ -z $also || -n $domain ]] || domain=$(parameter DomainName)
case $domain in
  '')
    [[ -z $also ]] || wrong_usage "--also $also beside which domain? --domain NAME"
    domain=$(parameter DomainName) ;;
  none)
    domain=''
    give DomainName '' AlsoName '' CertificateArn '' ;;
  *)
    certificates
    [[ -n $also || $domain != "$(parameter DomainName)" ]] || also=$(parameter AlsoName)
    arn=$(certificate "$domain" "$also" ISSUED | jq -r .arn)
    [[ -n $arn ]] || fail "$domain${also:+ with $also} has no certificate yet" \
      "infra/domain $stage $domain${also:+ --also $also} makes it, or says what it waits for"
    give DomainName "$domain" AlsoName "$also" CertificateArn "$arn" ;;
esac
# budget FROM TO: what the account may cost before someone is told, where nobody has said another sum.
budget() {
  local now
  now=$(parameter MonthlyBudget)
  [[ ${now:-5} != "$1" || -v given[MonthlyBudget] ]] || give MonthlyBudget "$2"
}
case $firewall in
  on)
    acl=$(output_of "$stack-us-east-1" WebAclArn us-east-1)
    [[ -n $acl ]] || fail 'there is no firewall yet' "infra/domain $stage --firewall makes it"
    give WebAclArn "$acl"
    budget 5 12 ;;
  off)
    [[ $(plan_noted) == @(|none) ]] || fail 'the firewall cannot go while the site has a flat-rate plan' "first: infra/domain $stage --no-plan"
    give WebAclArn ''
    budget 12 5 ;;
esac

address=${domain:+https://$domain}
# Without a domain it is CloudFront's own, which nobody knows before a first deployment: what is built then never goes online.
own=$(output DistributionDomain)
expected=${address:-https://${own:-not-known-yet.invalid}}
