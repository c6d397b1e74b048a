# shellcheck shell=bash disable=SC2034,SC2154 # what it takes for granted is set in stage.sh; who sources it uses the rest
# What the table and the log really are, which may differ from what CloudFormation was told. Sourced by infra/status and
# infra/repair, never run.

# reality: sets $table, its description in $work/table.json, $off: what is off that the stage was deployed with, of
# expiry, recovery, protection, maxima and log; and $unseen: a
# sentence about those that the command of this computer does not show, or nothing.
reality() {
  local kept
  off='' unseen='' table=$(output TableName)
  aws dynamodb describe-table --table-name "$table" >"$work/table.json" 2>"$work/err" || fail "table $table cannot be read: $(reason)" \
    'if it was deleted: infra/README.md, "The table is deleted"'
  [[ $(aws dynamodb describe-time-to-live --table-name "$table" | jq -r '.TimeToLiveDescription.TimeToLiveStatus') == ENABL* ]] || off+=' expiry'
  [[ $(aws dynamodb describe-continuous-backups --table-name "$table" |
    jq -r '.ContinuousBackupsDescription.PointInTimeRecoveryDescription.PointInTimeRecoveryStatus') == ENABLED ]] || off+=' recovery'
  # AWS's command before 2.11 does not show protection, before 2.16 not the limits.
  if ! at_least 2.11.0; then
    unseen+=' protection'
  elif [[ $(jq -r .Table.DeletionProtectionEnabled "$work/table.json") != true ]]; then
    off+=' protection'
  fi
  if ! at_least 2.16.0; then
    unseen+=' maxima'
  else
    jq -e --arg reads "$(parameter MaxReadsPerSecond)" --arg writes "$(parameter MaxWritesPerSecond)" '.Table.OnDemandThroughput // {}
      | (.MaxReadRequestUnits | tostring) == $reads and (.MaxWriteRequestUnits | tostring) == $writes' "$work/table.json" >/dev/null || off+=' maxima'
  fi
  kept=$(aws logs describe-log-groups --log-group-name-prefix "$(output LogGroupName)" |
    jq -r --arg name "$(output LogGroupName)" '.logGroups[] | select(.logGroupName == $name).retentionInDays // "for ever"')
  [[ $kept == "$(parameter LogDays)" ]] || off+=' log'
  off=${off# } unseen=${unseen# }
  [[ -z $unseen ]] || unseen="not looked at: ${unseen// /, }, which needs AWS's command 2.16 (infra/README.md, \"Something was switched off\")"
}

# at_least VERSION: of AWS's command.
at_least() {
  local version
  version=$(aws --version 2>&1 | sed -nE 's|^aws-cli/([0-9.]+).*|\1|p')
  [[ $(printf '%s\n' "$1" "$version" | sort -V | head -n 1) == "$1" ]]
}
