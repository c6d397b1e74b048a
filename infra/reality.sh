# shellcheck shell=bash disable=SC2034,SC2154 # what it takes for granted is set in stage.sh; who sources it uses the rest
# What the tables and the log really are, which may differ from what CloudFormation was told. Sourced by infra/status and
# infra/repair, never run.

# reality: sets $table and $journal, about how many items they have in ${items[table]} and ${items[journal]}, $off: what is off that
# the stage was deployed with, of expiry, recovery, protection, maxima and log, those of the journal's table with `journal-`
# before; and $unseen: a sentence about those that the command of this computer does not show, or nothing.
declare -A items=()
reality() {
  local kept hidden=()
  off='' unseen='' table=$(output TableName) journal=$(output JournalTableName)
  look_at_table "$table" table ''
  # A stage that was deployed before there was one has none.
  [[ -z $journal ]] || look_at_table "$journal" journal journal-
  kept=$(aws logs describe-log-groups --log-group-name-prefix "$(output LogGroupName)" |
    jq -r --arg name "$(output LogGroupName)" '.logGroups[] | select(.logGroupName == $name).retentionInDays // "for ever"')
  [[ $kept == "$(parameter LogDays)" ]] || off+=' log'
  off=${off# }
  at_least 2.11.0 || hidden+=(protection)
  at_least 2.16.0 || hidden+=(maxima)
  unseen=${hidden[*]}
  [[ -z $unseen ]] || unseen="not looked at: ${unseen// /, }, which needs AWS's command 2.16 (infra/README.md, \"Something was switched off\")"
}

# look_at_table NAME KEY PREFIX: how many items it has goes to ${items[KEY]}, and what is off of it, with PREFIX before, to $off.
look_at_table() {
  local about=$work/$2.json protected maxima
  aws dynamodb describe-table --table-name "$1" >"$about" 2>"$work/err" || fail "table $1 cannot be read: $(reason)" \
    'if it was deleted: infra/README.md, "The table is deleted"'
  { read -r "items[$2]"; read -r protected; read -r maxima; } < <(
    jq -r --arg reads "$(parameter MaxReadsPerSecond)" --arg writes "$(parameter MaxWritesPerSecond)" '.Table
      | .ItemCount, .DeletionProtectionEnabled, (.OnDemandThroughput // {}
        | (.MaxReadRequestUnits | tostring) == $reads and (.MaxWriteRequestUnits | tostring) == $writes)' "$about")
  [[ $(aws dynamodb describe-time-to-live --table-name "$1" --query TimeToLiveDescription.TimeToLiveStatus --output text) == ENABL* ]] ||
    off+=" $3expiry"
  [[ $(aws dynamodb describe-continuous-backups --table-name "$1" --output text \
    --query ContinuousBackupsDescription.PointInTimeRecoveryDescription.PointInTimeRecoveryStatus) == ENABLED ]] || off+=" $3recovery"
  # AWS's command before 2.11 does not show protection, before 2.16 not the limits.
  ! at_least 2.11.0 || [[ $protected == true ]] || off+=" $3protection"
  ! at_least 2.16.0 || [[ $maxima == true ]] || off+=" $3maxima"
}

# at_least VERSION: of AWS's command.
at_least() {
  local version=${aws_version#aws-cli/}
  version=${version%% *}
  [[ $(printf '%s\n' "$1" "$version" | sort -V | head -n 1) == "$1" ]]
}
