"""Access for a person of the office, who is no administrator."""

import json
import os
import subprocess
from urllib.parse import unquote

import pytest
from cloud import ACCOUNT, SETTINGS, TARGET
from moto.iam.models import iam_backends
from stage import STACK, STAGE, table

pytestmark = pytest.mark.usefixtures("online")


def users():
    return iam_backends[ACCOUNT]["aws"].users


def allowed(action, key, kind="Applications"):
    """Whether the policy, as it is written, lets that operation touch an item with this key in that table of the stage."""
    [policy] = users()[f"{STACK}-office-marie"].policies.values()
    for statement in json.loads(unquote(policy) if isinstance(policy, str) else json.dumps(policy))["Statement"]:
        [keys] = [c["dynamodb:LeadingKeys"] for c in statement.get("Condition", {}).values()] or [["*"]]
        resources = statement["Resource"] if isinstance(statement["Resource"], list) else [statement["Resource"]]
        here = any(resource.endswith(f":table/{table(kind)}") for resource in resources)
        if here and f"dynamodb:{action}" in statement["Action"] and any(key.startswith(k.rstrip("*")) for k in keys):
            return True
    return False


def test_an_access_is_made_for_one_person_and_taken_back(content, terminal, tmp_path):
    public, identity = content.recipient(tmp_path / "marie.txt"), content.identities.pop()
    ours = [STAGE, "--name", "marie"]
    assert "age1…" in terminal.run("office", "add", *ours, expect=2)
    assert "in lower case" in terminal.run("office", "add", STAGE, "--name", "Marie", "--key", public, expect=2)
    assert "would give marie" in terminal.run("office", "add", *ours, "--key", public, "--dry-run")
    assert "say --yes" in terminal.run("office", "add", *ours, "--key", public, expect=1) and users() == {}

    said = terminal.run("office", "add", *ours, "--key", public, "--yes")

    file = terminal.folder / f"office-{STAGE}-marie.age"
    opened = subprocess.run(["age", "-d", "-i", identity, file], capture_output=True, text=True, check=True).stdout
    given = dict(line.split("=", 1) for line in opened.splitlines())
    assert given.keys() == {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_REGION", "STORE"}
    assert given["STORE"] == f"dynamodb:{table()}" and table("JournalTable") == f"{table()}-journal"
    # Found and opened by itself, where nothing else says where AWS is.
    mine = {name: value for name, value in terminal.environment.items() if not name.startswith("AWS_") or name in ["AWS_ENDPOINT_URL", *SETTINGS]}
    program = os.environ.get("SECRETARIAT", TARGET / "debug/secretariat")
    listed = subprocess.run([program, "list", "--identity", identity], cwd=terminal.folder, env=mine, capture_output=True, text=True)
    # What is there may be sealed to others.
    assert listed.returncode in (0, 1) and "référence" in listed.stdout, listed.stderr
    assert given["AWS_SECRET_ACCESS_KEY"] not in said + terminal.arguments.read_text()
    kinds = {"Applications": ("APP#BDP-2222-2222", ["PREWARM"]), "JournalTable": ("BODY#00112233", ["JOURNAL", "ERASED", "APP#BDP-2222-2222"])}
    for kind, (key, others) in kinds.items():
        for action in ["Scan", "Query", "GetItem", "BatchGetItem", "PutItem", "UpdateItem", "ConditionCheckItem"]:
            assert all(allowed(action, one, kind) for one in [key, *others]), (kind, action)
        assert allowed("DeleteItem", key, kind) and not any(allowed("DeleteItem", one, kind) for one in others), kind
        assert not allowed("DeleteTable", key, kind) and not allowed("BatchWriteItem", key, kind), kind
    assert not allowed("DeleteItem", "BODY#00112233"), "of the applications' table, only applications"
    assert not allowed("Scan", "", "Counters")
    assert "marie, since" in terminal.run("office", "list", STAGE)
    assert "has access already, or a part of one" in terminal.run("office", "add", *ours, "--key", public, "--yes", "--out", "other.age", expect=1)

    assert "nobody to ask" in terminal.run("office", "remove", *ours, expect=1)
    said = terminal.run("office", "remove", *ours, "--yes")

    assert "--revoke" in said and "stays sealed to that key" in said and "backups made until now" in said
    assert users() == {}
    assert "has no access" in terminal.run("office", "remove", *ours, "--yes", expect=1)


def test_of_an_access_that_could_not_be_made_nothing_is_left(cloud, content, terminal, tmp_path, monkeypatch):
    public = content.recipient(tmp_path / "half.txt")
    content.identities.pop()
    ours = ["office", "add", STAGE, "--name", "paul", "--yes", "--key"]
    assert "is not a public key" in terminal.run(*ours, f"{public[:-1]}{'q' if public[-1] != 'q' else 'p'}", expect=1) and users() == {}

    for call in ["PutUserPolicy", "CreateAccessKey"]:
        monkeypatch.setattr(cloud, "refused_call", call)
        assert "AccessDenied: not now" in terminal.run(*ours, public, expect=1) and users() == {}
    monkeypatch.setattr(cloud, "refused_call", None)
    assert "paul has no access" in terminal.run(*ours, public, "--out", tmp_path / "none/paul.age", expect=1) and users() == {}

    monkeypatch.setattr(cloud, "refused_call", "DeleteUser")
    said = terminal.run(*ours, public, "--out", tmp_path / "none/paul.age", expect=1)
    assert f"infra/office remove {STAGE} --name paul" in said and len(users()) == 1
    monkeypatch.setattr(cloud, "refused_call", None)
    terminal.run("office", "remove", STAGE, "--name", "paul", "--yes")
    assert users() == {}


def test_the_longest_names_make_a_user_that_aws_takes(content, offline, tmp_path):
    public = content.recipient(tmp_path / "long.txt")
    content.identities.pop()
    stage = "s" * 16

    for length, status in [(23, 1), (24, 2)]:
        offline.run("office", "add", stage, "--name", "n" * length, "--key", public, expect=status)
    offline.run("status", stage + "s", expect=2)

    assert len(f"bureau-des-pairs-{stage}-office-{'n' * 23}") == 64
