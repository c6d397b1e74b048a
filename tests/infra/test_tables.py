"""The tables that outlive what is deployed: applications, and the journal that a later version has brought."""

import json
import re

import pytest
from stage import STACK, STAGE, bucket, parameters, table, tables
from test_changes import public_key

pytestmark = pytest.mark.usefixtures("online")


@pytest.fixture
def another(terminal, tmp_path):
    """Makes a deployment of what is online with another template, to roll back to."""
    kept = []

    def make(change):
        store, id = bucket("artifacts").name, "0123456789ab"
        [key] = [key for key in bucket("artifacts").keys if key.startswith(f"deployments/{parameters()['Deployment']}/")]
        _, _, release, code, template = key.split("/")
        text = terminal.aws("s3", "cp", f"s3://{store}/templates/{template.replace('json', 'yaml')}", "-")
        assert change(text) != text
        (tmp_path / "template.yaml").write_text(change(text))
        kept.extend([f"s3://{store}/templates/{id}.yaml", f"s3://{store}/deployments/{id}/{release}/{code}/{id}.json"])
        terminal.aws("s3", "cp", str(tmp_path / "template.yaml"), kept[0])
        terminal.aws("s3", "cp", f"s3://{store}/{key}", kept[1])
        return id

    yield make
    for key in kept:
        terminal.aws("s3", "rm", key)


@pytest.mark.parametrize("name", ["Applications", "JournalTable"])
def test_a_table_is_not_replaced_by_an_empty_one_unless_told(another, terminal, name):
    id = another(lambda text: re.sub(rf"(  {name}:\n(?:    .*\n)*?    Properties:\n)(?:      TableName: .*\n)?", r"\1      TableName: another\n", text))
    before = parameters()

    said = terminal.run("rollback", STAGE, "--to", id, "--yes", expect=1)

    assert f"an empty table in the place of {name}" in said and "--replace" in said and parameters() == before


def without_journal(text):
    """A template of before there was one."""
    return re.sub(r"^  JournalTable(Name)?:\n(    .*\n)+", "", text, flags=re.M)


def test_a_rollback_to_before_there_was_a_journal_leaves_it(another, terminal):
    id, before, journal = another(without_journal), parameters(), table("JournalTable")
    entry = json.dumps({"pk": {"S": "JOURNAL"}, "sk": {"N": "0"}})
    terminal.aws("dynamodb", "put-item", "--table-name", journal, "--item", entry)

    said = terminal.run("rollback", STAGE, "--to", id, "--yes")

    assert "JournalTable" not in said and parameters()["Deployment"] == id
    assert f"journal      {journal}, " in terminal.run("status", STAGE)

    terminal.run("rollback", STAGE, "--yes")
    assert parameters() == before | {"PreviousDeployment": id} and table("JournalTable") == journal
    assert "Item" in terminal.aws("dynamodb", "get-item", "--table-name", journal, "--key", entry)
    terminal.aws("dynamodb", "delete-item", "--table-name", journal, "--key", entry)


@pytest.fixture
def older_stage(deploy, terminal, tmp_path):
    """The stage as it was before there was a journal."""
    policy = {"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "Update:*", "Resource": "*"}]}
    terminal.aws("cloudformation", "set-stack-policy", "--stack-name", STACK, "--stack-policy-body", json.dumps(policy))
    body = json.loads(terminal.aws("cloudformation", "get-template", "--stack-name", STACK))["TemplateBody"]
    (tmp_path / "older.yaml").write_text(without_journal(body))
    named = [f"ParameterKey={name},UsePreviousValue=true" for name in parameters()]
    change = ["--stack-name", STACK, "--change-set-name", "older"]
    terminal.aws("cloudformation", "create-change-set", *change, "--change-set-type", "UPDATE", "--template-body", f"file://{tmp_path}/older.yaml", "--parameters", *named, "--capabilities", "CAPABILITY_IAM")
    journal = table("JournalTable")
    terminal.aws("cloudformation", "execute-change-set", *change)
    tables()[journal].deletion_protection_enabled = False
    terminal.aws("dynamodb", "delete-table", "--table-name", journal)
    assert not any(name.endswith("-journal") for name in tables())


def test_a_stage_of_before_gets_its_journal_with_the_next_deployment_and_nothing_by_hand(older_stage, content, deploy, terminal):
    assert "journal " not in terminal.run("status", STAGE)
    assert f"infra/deploy {STAGE}, then run this again" in terminal.run("office", "add", STAGE, "--name", "marie", "--key", public_key(content.identities[0]), expect=1)

    said = deploy("--yes", "--set", "FloodRequests=3000", expect=1, SMOKE_URL="http://127.0.0.1:9")
    assert "add JournalTable" in said and "what was online before is online again" in said
    made = table("JournalTable")

    assert "add JournalTable" not in deploy("--yes")
    assert table("JournalTable") == made and tables()[made].deletion_protection_enabled
    assert f"journal      {made}, " in terminal.run("status", STAGE)
