"""What every script promises to whoever calls it."""

import re
import shutil
import subprocess

import pytest
import stacks
from cloud import ROOT, TARGET
from terminal import BIN

INFRA = ROOT / "infra"
SCRIPTS = sorted(file.name for file in INFRA.iterdir() if file.is_file() and "." not in file.name)
SOURCED = ["certificates.sh", "paused.sh", "plan.sh", "reality.sh", "review.sh", "secretariat.sh", "signing.sh", "stage.sh", "stacks.sh", "values.sh"]
ONE_MACHINE = [INFRA / "one-machine" / name for name in ["backup", "install", "mail", "office"]]
PROGRAMS = ["tests/run", "tests/steps/cargo/compiler", "tests/steps/cargo/only-affected", ".ci/run", "site-gen/recipes/to-server"]
BESIDE = [ROOT / name for name in PROGRAMS]
STEPS = sorted((ROOT / "tests/steps").glob("*.sh"))
STAGED = ["backup", "deploy", "destroy", "domain", "logs", "office", "pause", "repair", "restore", "resume", "rollback", "rotate-secret", "status"]


def test_the_scripts_are_those_we_know():
    assert set(STAGED) < set(SCRIPTS) and {"package", "render", "smoke", "upload"} < set(SCRIPTS)


def test_every_shell_script_of_the_repository_is_looked_at():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    scripts = [ROOT / name for name in listed if (ROOT / name).is_file() and re.match(rb"#!.*sh\n|# shellcheck shell", (ROOT / name).read_bytes())]
    assert set(scripts) == {INFRA / name for name in [*SCRIPTS, *SOURCED]} | {*BESIDE, *STEPS, *ONE_MACHINE}


@pytest.mark.parametrize("script", [*[f"infra/{name}" for name in SCRIPTS], *[str(file.relative_to(ROOT)) for file in BESIDE]])
def test_shellcheck_has_nothing_to_say(script):
    done = subprocess.run([BIN / "shellcheck", "-x", ROOT / script], cwd=INFRA, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("name", SCRIPTS)
def test_help_is_complete_and_needs_nothing(offline, name):
    said = offline.run(name, "--help")
    assert said.startswith("usage: infra/" + name)
    assert max(map(len, said.splitlines())) <= 100
    for option in re.findall(r"^ +(--[a-z-]+)\)", (INFRA / name).read_text(), re.M):
        assert option in said, f"--help does not say {option}"


@pytest.mark.parametrize("name", SCRIPTS)
def test_wrong_usage_is_2_and_shows_the_usage(offline, name):
    assert f"usage: infra/{name}" in offline.run(name, "--no-such-option", expect=2)
    assert f"usage: infra/{name}" in offline.run(name, expect=2)


@pytest.mark.parametrize("name", ["status", "deploy"])
def test_without_aws_a_script_says_what_to_do(offline, name):
    said = offline.run(name, "production", expect=1)
    assert "AWS does not know who you are" in said and "aws configure" in said


@pytest.mark.parametrize("absent", ["jq", "aws"])
def test_a_missing_tool_is_named_with_where_to_read_of_it(offline, tmp_path, absent):
    tools = tmp_path / "tools"
    tools.mkdir()
    for tool in {"bash", "sh", "env", "dirname", "basename", "mktemp", "rm", "jq", "aws"} - {absent}:
        (tools / tool).symlink_to(shutil.which(tool, path=offline.environment["PATH"]))

    said = offline.run("status", "production", expect=1, PATH=str(tools))

    assert f"missing: {absent}\n" in said and "infra/README.md, step 2" in said


def test_version_1_of_the_command_is_refused(offline, tmp_path):
    (tmp_path / "aws").write_text("#!/bin/sh\necho aws-cli/1.36.40 Python/3.11.7\n")
    (tmp_path / "aws").chmod(0o755)

    said = offline.run("restore", "production", "file", "--identity", "x", expect=1, PATH=f"{tmp_path}:{offline.environment['PATH']}")

    assert "version 2" in said and "step 2" in said


def test_it_takes_two_words_to_leave_the_union(offline):
    said = offline.run("deploy", "production", "--anywhere", expect=1, AWS_REGION="us-east-1")
    assert "AWS does not know who you are" in said


@pytest.mark.parametrize("region", ["us-east-1", "eu-west-2", "eu-central-2"])
def test_a_region_outside_the_union_is_refused(offline, region):
    said = offline.run("deploy", "production", expect=1, AWS_REGION=region)
    assert f"{region} is not in the European Union" in said and "--anywhere" in said


@pytest.mark.parametrize("more", [[], ["--anywhere"]])
@pytest.mark.parametrize("region", ["eu-north-1", "eu-south-1", "eu-south-2"])
def test_a_region_of_the_union_that_lacks_a_part_of_the_template_is_refused_for_that(offline, region, more):
    said = offline.run("deploy", "production", *more, expect=1, AWS_REGION=region)
    assert f"{region} is in the European Union, but" in said and "AWS::Budgets::Budget" in said
    assert stacks.schema("AWS::Budgets::Budget", region) is None and stacks.schema("AWS::Budgets::Budget", "eu-west-3")


@pytest.mark.parametrize("name", ["", "Prod", "a b", "-x", "production-is-too-long"])
def test_a_stage_has_a_short_plain_name(offline, name):
    offline.run("status", name, expect=2)


def test_scripts_stay_short_and_can_be_run():
    for name in [*SCRIPTS, *SOURCED]:
        assert len((INFRA / name).read_text().splitlines()) <= 300, name
        assert name in SOURCED or (INFRA / name).stat().st_mode & 0o111, name


def test_the_readme_names_every_command():
    readme = (INFRA / "README.md").read_text()
    for name in STAGED + ["smoke"]:
        assert f"infra/{name}" in readme, name
    for command in re.findall(r"(?<!tests/)infra/([a-z-]+)", readme):
        assert command in SCRIPTS or (INFRA / command).exists() or list(INFRA.glob(command + ".*")), f"infra/{command} does not exist"


def test_identities_have_names_that_git_ignores():
    named = set(re.findall(r"--(?:identity|out) (\S+\.txt)", (INFRA / "README.md").read_text() + (ROOT / "README.md").read_text()))
    assert named
    for name in named:
        assert subprocess.run(["git", "check-ignore", "--quiet", name], cwd=ROOT).returncode == 0, name


def test_the_readme_names_only_options_that_exist(offline):
    spans = re.findall(r"`(?:AWS_REGION=\S+ )?infra/([a-z-]+)([^`]*)`", (INFRA / "README.md").read_text())
    named = {(name, option) for name, rest in spans for option in re.findall(r"--[a-z-]+", rest)}
    assert len(named) > 15
    for name, option in named:
        assert option in offline.run(name, "--help"), f"infra/{name} has no {option}"


def test_the_commands_of_the_secretariat_that_are_advised_exist():
    texts = [(INFRA / name).read_text() for name in [*SCRIPTS, *SOURCED, "README.md"]]
    advised = {words for text in texts for words in re.findall(r"-p secretariat -- (keys [a-z]+|[a-z]+)", text)}
    assert {"list", "keys new", "keys signing"} < advised
    for words in advised:
        done = subprocess.run([TARGET / "debug/secretariat", *words.split(), "--help"], capture_output=True, text=True)
        assert done.returncode == 0, f"secretariat {words}: {done.stderr}"


@pytest.mark.parametrize("name", STAGED)
def test_what_works_on_a_stage_can_be_tried_without_effect(offline, name):
    assert "--dry-run" in offline.run(name, "--help")
