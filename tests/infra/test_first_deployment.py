"""From an empty account to a site: what is checked and asked before anything is made."""

import os
import shutil
import subprocess

import pytest
import standins
from cloud import ACCOUNT
from shared import signing_key
from stage import STACK, STAGE, address, applications, bucket, buckets, everything, parameters, stacks_there, table, tables


def test_it_says_in_whose_name_and_where_it_works(terminal):
    said = terminal.run("deploy", STAGE, expect=1)

    assert f"account {ACCOUNT}, as arn:aws:" in said and f"region eu-west-3, stage {STAGE}" in said


def test_values_that_are_still_to_be_given_keep_the_content_offline(terminal):
    said = terminal.run("deploy", STAGE, "--yes", expect=1)

    assert "content/recipients.toml:" in said and "the content cannot go online yet" in said
    assert stacks_there() == {}


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        ("--arch riscv", 2, "an architecture is x86_64 or arm64; found riscv"),
        ("--set Secret=x", 2, "the limits are the parameters between"),
        ("--set MemoryMb", 2, "the limits are the parameters between"),
        ("--set MemoryMb=abc", 2, "expected a whole number from 128 to 1024"),
        ("--set MemoryMb=64", 2, "expected a whole number from 128 to 1024"),
        ("--set LogDays=31", 2, "expected one of 1 3 5 7 14 30 60 90"),
        ("--set ReservedConcurrency=0", 2, "expected none|"),
        ("--set ReservedConcurrency=5", 1, "this account runs 10 functions at once"),
        ("--alarm-email nobody", 2, "that is no e-mail address"),
        ("--content /none", 1, "there is no folder /none"),
        ("--identity /none", 1, "there is no identity at /none"),
        ("--signing-key /none", 1, "there is no key at /none"),
        ("--domain www.site.example", 1, f"infra/domain {STAGE} www.site.example makes it"),
        ("--firewall", 1, f"infra/domain {STAGE} --firewall makes it"),
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_built(terminal, arguments, status, message):
    assert message in terminal.run("deploy", STAGE, *arguments.split(), expect=status)


def test_an_architecture_that_rust_cannot_compile_for_is_refused_with_what_to_do(terminal, rust_without_arm64):
    said = terminal.run("deploy", STAGE, "--arch", "arm64", expect=1, PATH=f"{rust_without_arm64}:{terminal.environment['PATH']}")

    assert "rustup target add aarch64-unknown-linux-gnu" in said and "--arch x86_64" in said


def test_content_without_a_form_is_refused_at_once(terminal, tmp_path):
    (tmp_path / "site.toml").touch()

    assert f"{tmp_path} has no form" in terminal.run("deploy", STAGE, "--content", tmp_path, expect=1)


def test_days_that_aws_cannot_keep_what_the_privacy_page_says_are_refused(content, terminal, tmp_path):
    def refused(file, old, new, *options):
        folder = shutil.copytree(content.folder, tmp_path / new)
        (folder / file).write_text((folder / file).read_text().replace(old, new))
        return terminal.run("deploy", STAGE, "--content", folder, *options, expect=1)

    assert "AWS cannot keep a log for so long" in refused("data/privacy.toml", "journal_days = 30", "journal_days = 45")
    assert "35 days" in refused("site.toml", "backup_days = 35", "backup_days = 10")
    assert "says that the log is kept 60 days" in refused("data/privacy.toml", "journal_days = 30", "journal_days = 60", "--set", "LogDays=30")


def test_an_account_that_may_run_many_functions_at_once_is_told_of_the_fuse(cloud, terminal):
    assert "ReservedConcurrency" not in terminal.run("deploy", STAGE, expect=1)
    cloud.quota = 1000
    try:
        assert "--set ReservedConcurrency=20" in terminal.run("deploy", STAGE, expect=1)
    finally:
        cloud.quota = 10


def test_it_is_only_made_when_someone_agrees(deploy):
    said = deploy("--dry-run")
    assert "add Applications (AWS::DynamoDB::Table)" in said and "would create these" in said and "no identity at hand" in said

    said = deploy(expect=1)
    assert "say --yes" in said
    assert "no routine deployment" in deploy("--routine", expect=1)
    assert stacks_there() == {}


def test_where_the_site_cannot_be_written_the_reason_is_said(content, terminal, tmp_path):
    (tmp_path / "mine").touch()

    said = terminal.run("deploy", STAGE, "--yes", "--content", content.folder, "--out", tmp_path, expect=1)

    assert "the site could not be built" in said and f"{tmp_path} is not the output of a build" in said
    assert stacks_there() == {}


def test_without_a_key_that_the_content_names_nothing_is_made(content, terminal, out, tmp_path):
    ours = [STAGE, "--yes", "--content", content.folder, "--out", out]
    other, public = signing_key(tmp_path / "other")

    assert "a first deployment wants the key" in terminal.run("deploy", *ours, expect=1)
    said = terminal.run("deploy", *ours, "--signing-key", other, expect=1)

    assert "does not name" in said and f'public = "{public}"' in said
    assert stacks_there() == {}


def test_a_recipient_who_cannot_open_applications_stops_it(deploy, tmp_path):
    stranger = tmp_path / "stranger.txt"
    subprocess.run(["age-keygen", "-o", stranger], check=True, capture_output=True)

    said = deploy("--yes", "--identity", stranger, expect=1)

    assert "does not open what the form seals" in said
    assert stacks_there() == {}


def test_someone_who_sees_what_would_be_made_can_still_say_no(deploy):
    said = deploy(expect=1, answers="y\nn\n")

    assert "add Applications (AWS::DynamoDB::Table)" in said and "stopped" in said
    assert stacks_there().keys() == {f"{STACK}-artifacts"}, "an empty stack stays"
    assert list(bucket("artifacts").keys) == [], "something was uploaded before anyone agreed"


def test_one_that_aws_refuses_leaves_no_stage_behind(deploy):
    standins.refusing.add("AWS::CloudWatch::Alarm")

    said = deploy("--yes", expect=1)

    assert "AWS::CloudWatch::Alarm is refused" in said and "was removed again" in said
    assert stacks_there().keys() == {f"{STACK}-artifacts"}
    assert not tables() and [name for name in buckets() if "sitebucket" in name] == []


def test_it_puts_site_and_form_online(content, deploy, terminal):
    said = deploy("--yes", "--identity", content.identities[1], "--alarm-email", "alarm@site.example")

    assert "opens what the form seals" in said
    assert "add Applications (AWS::DynamoDB::Table)" in said, "nobody was shown what would be made"
    assert "not ok" not in said and "ok      an empty form is refused, and nothing stored" in said
    assert f"online: {address()}" in said and "cost: nothing at rest" in said
    assert applications(terminal) == []
    assert parameters()["ProtectTable"] == "true"
    assert tables()[table()].deletion_protection_enabled
    assert standins.recorded["AWS::SNS::Subscription"]["AlarmSubscription"]["Endpoint"] == "alarm@site.example"
    assert "AWS::Budgets::Budget" in standins.recorded
    with pytest.raises(AssertionError, match="TerminationProtection is enabled"):
        terminal.aws("cloudformation", "delete-stack", "--stack-name", STACK)


def test_the_alarm_address_can_be_changed(online, deploy):
    deploy("--yes", "--alarm-email", "alarm@site.example")

    said = deploy("--yes", "--alarm-email", "other@site.example")

    assert "modify AlarmSubscription" in said and "modify Budget" not in said
    assert standins.recorded["AWS::SNS::Subscription"]["AlarmSubscription"]["Endpoint"] == "other@site.example"


def test_the_address_that_aws_gave_is_the_one_the_pages_name(online, out):
    assert f'<link rel="canonical" href="{address()}/' in (out / "public/index.html").read_text()


def test_a_second_one_changes_nothing(online, deploy):
    before = everything()

    said = deploy("--yes")

    assert "nothing has changed" in said and "online: " in said
    assert everything() == before


def test_paths_are_meant_from_where_they_are_typed_and_the_content_is_remembered(online, content, terminal, out):
    here = lambda path: os.path.relpath(path, terminal.folder)

    said = terminal.run("deploy", STAGE, "--yes", "--content", here(content.folder), "--out", here(out), "--identity", here(content.identities[0]))
    assert "nothing has changed" in said and "opens what the form seals" in said

    said = terminal.run("deploy", STAGE, "--yes", "--out", out)
    assert f"publishing {content.folder}, as the last time" in said and "nothing has changed" in said
