"""What infra/status sees of what was changed behind CloudFormation's back, and how it is mended."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from cloud import ACCOUNT, REGION
from moto.cloudwatch.models import cloudwatch_backends
from moto.dynamodb.models import dynamodb_backends
from moto.logs.models import logs_backends
from stage import STACK, STAGE, bucket, parameters, table, tables

pytestmark = pytest.mark.usefixtures("online")
LOG = f"/{STACK}/form"


def test_what_was_switched_off_is_named_and_switched_on_again(terminal):
    dynamodb, logs = dynamodb_backends[ACCOUNT][REGION], logs_backends[ACCOUNT][REGION]
    dynamodb.update_time_to_live(table(), {"AttributeName": "expires", "Enabled": False})
    dynamodb.update_continuous_backups(table(), {"PointInTimeRecoveryEnabled": False})
    dynamodb.update_time_to_live(table("JournalTable"), {"AttributeName": "expires", "Enabled": False})
    dynamodb.update_continuous_backups(table("JournalTable"), {"PointInTimeRecoveryEnabled": False})
    logs.delete_retention_policy(LOG)

    said = terminal.run("status", STAGE, expect=1)
    assert "switched off outside CloudFormation: expiry, recovery, journal-expiry, journal-recovery, log" in said and f"infra/repair {STAGE}" in said

    assert "off, and to be switched on" in terminal.run("repair", STAGE, "--dry-run")
    assert "say --yes" in terminal.run("repair", STAGE, expect=1)
    assert "off" in terminal.run("status", STAGE, expect=1), "it was changed without asking"
    terminal.run("repair", STAGE, "--yes")

    said = terminal.run("repair", STAGE, "--yes")
    assert "not looked at: protection, maxima" in said and "2.16" in said and "nothing else is off" in said
    assert "not looked at: protection, maxima" in terminal.run("status", STAGE)
    for name in [table(), table("JournalTable")]:
        assert tables()[name].ttl["TimeToLiveStatus"] == "ENABLED"
        assert tables()[name].continuous_backups["PointInTimeRecoveryDescription"]["PointInTimeRecoveryStatus"] == "ENABLED"
    assert str(logs.groups[LOG].retention_in_days) == parameters()["LogDays"]
    terminal.run("status", STAGE)


# What AWS's newest command shows of a table, and that AWS takes one change of it at a time.
NEWER = """#!/bin/sh
cd {folder}
case "$*" in
  --version) echo aws-cli/2.31.0 ;;
  "dynamodb describe-table "*) {aws} "$@" | jq --slurpfile shown "$4.json" '.Table += $shown[0]' ;;
  "dynamodb update-table "*)
    [ ! -e "$4.busy" ] || {{ echo "An error occurred (ResourceInUseException) when calling the UpdateTable operation: Table is being updated" >&2; exit 254; }}
    touch "$4.busy"
    case "$*" in
      *--deletion-protection-enabled) sed -i 's/"DeletionProtectionEnabled": false/"DeletionProtectionEnabled": true/' "$4.json" ;;
      *MaxReadRequestUnits=100,MaxWriteRequestUnits=*) sed -i 's/"MaxReadRequestUnits": 9/"MaxReadRequestUnits": 100/' "$4.json" ;;
    esac ;;
  "dynamodb wait table-exists "*) rm -f "$5.busy" ;;
  *) exec {aws} "$@" ;;
esac
"""


def test_protection_and_maxima_are_seen_by_a_newer_command_and_switched_on_one_after_the_other(terminal, tmp_path):
    (tmp_path / "aws").write_text(NEWER.format(folder=tmp_path, aws=terminal.folder / "bin/aws"))
    (tmp_path / "aws").chmod(0o755)
    maxima = {"MaxReadRequestUnits": 9, "MaxWriteRequestUnits": int(parameters()["MaxWritesPerSecond"])}
    for name in [table(), table("JournalTable")]:
        (tmp_path / f"{name}.json").write_text(json.dumps({"DeletionProtectionEnabled": False, "OnDemandThroughput": maxima}))
    newer = {"PATH": f"{tmp_path}:{terminal.environment['PATH']}"}

    said = terminal.run("status", STAGE, expect=1, **newer)
    assert "switched off outside CloudFormation: protection, maxima, journal-protection, journal-maxima" in said and "not looked at" not in said
    terminal.run("repair", STAGE, "--yes", **newer)

    assert "nothing is off" in terminal.run("repair", STAGE, "--yes", **newer)
    assert "not looked at" not in terminal.run("status", STAGE, **newer)


def test_an_address_that_has_not_confirmed_is_named(cloud, deploy, terminal, monkeypatch):
    deploy("--yes", "--alarm-email", "alarm@site.example")
    assert "told         alarm@site.example" in terminal.run("status", STAGE)

    monkeypatch.setattr(cloud, "confirmed", False)
    assert "has not confirmed" in terminal.run("status", STAGE, expect=1)
    monkeypatch.setattr(cloud, "confirmed", None)
    assert "is not told any more" in terminal.run("status", STAGE, expect=1)


def test_a_routine_deployment_removes_nothing(deploy):
    said = deploy("--routine", "--no-alarm-email", expect=1)

    assert "no routine deployment" in said and "loses AlarmSubscription, Budget" in said and parameters()["AlarmEmail"]


def test_the_alarms_of_another_stage_are_not_this_ones(terminal):
    cloudwatch = cloudwatch_backends[ACCOUNT][REGION]
    ours = next(name for name in cloudwatch.alarms if name == f"{STACK}-errors")
    other = f"{STACK}-2-errors"
    terminal.aws(*f"cloudwatch put-metric-alarm --alarm-name {other} --namespace AWS/Lambda --metric-name Errors --statistic Sum --period 300".split(),
                 *"--evaluation-periods 1 --threshold 1 --comparison-operator GreaterThanOrEqualToThreshold".split())  # fmt: skip

    terminal.aws(*f"cloudwatch set-alarm-state --alarm-name {other} --state-value ALARM --state-reason test".split())
    assert "none rings" in terminal.run("status", STAGE)

    terminal.aws(*f"cloudwatch set-alarm-state --alarm-name {ours} --state-value ALARM --state-reason test".split())
    assert ours in terminal.run("status", STAGE, expect=1)
    terminal.aws(*f"cloudwatch set-alarm-state --alarm-name {ours} --state-value OK --state-reason test".split())
    terminal.aws("cloudwatch", "delete-alarms", "--alarm-names", other)


def test_the_age_of_the_last_backup_is_said_and_copies_that_have_stopped(terminal, monkeypatch):
    terminal.run("backup", STAGE, "--out", "aged.age")

    assert "a file was written 0 day(s) ago" in terminal.run("status", STAGE)

    last = bucket("artifacts").keys["backups/last"]
    for days, status in [(14, 0), (15, 1)]:
        monkeypatch.setattr(last, "last_modified", datetime.now(UTC).replace(tzinfo=None) - timedelta(days=days, minutes=1))
        said = terminal.run("status", STAGE, expect=status)
        assert f"a file was written {days} day(s) ago" in said and ("A copy outside AWS" in said) == bool(status)
