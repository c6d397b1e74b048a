"""The copy outside AWS that a maintainer's computer makes each week by itself: the runbook's commands, as they are written."""

import fnmatch
import json
import os
import re
import shlex
import subprocess
import sys
import time

import pytest
from cloud import ACCOUNT, ROOT, TARGET
from moto.iam.models import iam_backends
from stage import STACK, STAGE, applications, bucket, send, table
from test_scripts import INFRA

pytestmark = pytest.mark.usefixtures("online")
RUNBOOK = (INFRA / "README.md").read_text().split("### A copy outside AWS")[1].split("\n### ")[0]
UNITS = sorted((INFRA / "weekly").iterdir())
# Starts a unit as systemd does, as far as these are written; all else it takes down.
SYSTEMCTL = """#!{python} -IS
import os, pathlib, re, shlex, sys
home, words = pathlib.Path(os.environ["HOME"]), sys.argv[1:]
unit = home / ".config/systemd/user" / words[-1]
text = unit.read_text()
if "start" not in words:
    sys.exit(0)
[file] = re.findall("^EnvironmentFile=(.*)$", text, re.M)
[command] = re.findall("^ExecStart=(.*)$", text, re.M)
lines = pathlib.Path(file.replace("%h", str(home))).read_text().splitlines()
kept = {{name: value for name, value in os.environ.items() if name not in ("PATH", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")}}
words = [word.replace("$$", "$").replace("%%", "%") for word in shlex.split(command)]
os.chdir("/")
os.execve(words[0], words, {{**kept, **dict(line.split("=", 1) for line in lines)}})
"""


@pytest.fixture(scope="module")
def computer(cloud, content, terminal, tmp_path_factory):
    """Of a maintainer, with a drive; what it runs, and where."""
    home, drive = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("drive")
    (home / "bin").mkdir()
    (home / "bin/systemctl").write_text(SYSTEMCTL.format(python=sys.executable))
    (home / "bin/systemctl").chmod(0o755)
    repository = home / "repository"
    repository.mkdir()
    (repository / "infra").symlink_to(INFRA)
    identity = repository / "marie-identity.txt"
    public = content.recipient(identity)
    content.identities.pop()
    environment = {**terminal.environment, "HOME": str(home), "PATH": f"{home}/bin:{terminal.environment['PATH']}"}
    # There is only what is deployed with: nothing can be compiled here, as with --full it would be.
    environment["SECRETARIAT"] = str(TARGET / "debug/secretariat")

    def run(commands, expect=0):
        named = {"production": STAGE, "/media/key": str(drive), "AGE1…": public, "--backup": "--backup --yes"}
        for old, new in named.items():
            commands = commands.replace(old, new)
        done = subprocess.run(["sh", "-ec", commands], cwd=repository, env=environment, text=True, capture_output=True, timeout=120)
        assert done.returncode == expect, done.stdout + done.stderr
        return done.stdout + done.stderr

    run.home, run.drive = home, drive
    return run


def copy_of(drive, days):
    file = drive / f"backup-of-{days}-days.age"
    file.write_text("sealed")
    os.utime(file, times=(time.time() - days * 86400 - 60,) * 2)
    return file


def allowed(action, resource):
    """Whether the policy of the access, as it is written, lets it do that."""
    [policy] = iam_backends[ACCOUNT]["aws"].users[f"{STACK}-office-weekly"].policies.values()
    for statement in json.loads(policy)["Statement"]:
        resources = statement["Resource"] if isinstance(statement["Resource"], list) else [statement["Resource"]]
        if action in statement["Action"] and any(fnmatch.fnmatchcase(f"arn:{resource}", re.sub(r"^arn:aws:\w+:[\w-]*:\d*:", "arn:", one)) for one in resources):
            return True
    return False


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_systemd_understands_every_word_of_a_unit(unit, tmp_path):
    command = ["systemd-analyze", "verify", "--user", "--man=no", unit]
    done = subprocess.run(command, text=True, capture_output=True, env={**os.environ, "XDG_RUNTIME_DIR": str(tmp_path)})
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_the_commands_of_the_runbook_make_a_copy_and_forget_one_that_is_too_old(cloud, computer, content, terminal):
    if not applications(terminal):
        send(cloud)
    setting_up, _ = re.findall(r"```sh\n(.*?)```", RUNBOOK, re.S)
    ages = {days: copy_of(computer.drive, days) for days in [20, 26, 27, 41]}
    other = computer.drive / "photo.jpg"
    other.write_text("no backup")
    os.utime(other, times=(0, 0))

    said = computer(setting_up)

    [made] = set(computer.drive.glob("backup-2*.age"))
    assert [days for days, file in ages.items() if file.exists()] == [20, 26] and other.exists()
    assert f"{len(applications(terminal))} candidature(s)" in said
    assert "entière" in terminal.run("restore", STAGE, made, "--identity", content.identities[0], "--dry-run")
    assert "a file was written 0 day(s) ago" in terminal.run("status", STAGE)
    secret = (computer.home / ".config/bureau-backup").read_text()
    assert (computer.home / ".config/bureau-backup").stat().st_mode & 0o077 == 0 and f"STAGE={STAGE}\n" in secret
    assert re.search("AWS_SECRET_ACCESS_KEY=(.*)", secret)[1] not in said


def test_without_a_new_copy_the_old_ones_stay(cloud, computer, monkeypatch):
    for made in computer.drive.glob("backup-2*.age"):
        made.unlink()
    old = copy_of(computer.drive, 41)
    monkeypatch.setattr(cloud, "refused_call", "Scan")

    said = computer("systemctl --user start bureau-backup.service", expect=1)

    assert "not whole" in said and old.exists()


def test_its_access_is_used_for_nothing_that_it_may_not_do_and_may_do_no_more(cloud, computer, terminal):
    [key] = iam_backends[ACCOUNT]["aws"].users[f"{STACK}-office-weekly"].access_keys
    used = {(action, resource) for who, action, resource in cloud.asked if who == key.access_key_id} - {("sts:GetCallerIdentity", "stack//1")}
    assert {action for action, _ in used} == {"cloudformation:DescribeStacks", "dynamodb:Query", "dynamodb:Scan", "s3:GetObject", "s3:ListBucket", "s3:PutObject"}

    assert [one for one in used if not allowed(*one)] == []

    artifacts = bucket("artifacts").name
    assert allowed("dynamodb:BatchGetItem", f"table/{table('JournalTable')}"), "what the office's acts are about"
    for kind in ["Applications", "JournalTable"]:
        for action in ["DeleteItem", "PutItem", "UpdateItem", "BatchWriteItem", "DeleteTable", "PartiQLDelete"]:
            assert not allowed(f"dynamodb:{action}", f"table/{table(kind)}"), action
    assert not allowed("s3:PutObject", f"{artifacts}/revoked") and not allowed("s3:GetObject", f"{artifacts}/code/x.zip")
    assert not allowed("cloudformation:DescribeStacks", f"stack/{STACK}-2/1")
    assert "weekly, since" in terminal.run("office", "list", STAGE)
    terminal.run("office", "remove", STAGE, "--name", "weekly", "--yes")


def test_the_commands_of_the_drill_exist(offline):
    _, drill = re.findall(r"```sh\n(.*?)```", RUNBOOK, re.S)
    commands = [shlex.split(line) for line in drill.splitlines() if line.startswith("infra/")]
    assert [words[0] for words in commands] == ["infra/deploy", "infra/restore", "infra/status", "infra/destroy"]
    for program, *words in commands:
        help = offline.run(program.removeprefix("infra/"), "--help")
        assert all(word in help for word in words if word.startswith("--")), program
