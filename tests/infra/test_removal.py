"""The end of a stage, and what is there when it was only half made."""

import base64
import json
import subprocess

import pytest
from cloud import ACCOUNT
from moto.cloudformation.models import CloudFormationBackend, cloudformation_backends
from moto.s3.models import s3_backends
from stage import STACK, STAGE, applications, bucket, buckets, get, parameters, send, stacks_there, table, tables


@pytest.fixture
def sent_meanwhile(online, cloud, monkeypatch, tmp_path):
    """References of what someone, who has the check page open, sends in the moment in which the stack is removed."""
    sent, remove = [], CloudFormationBackend.delete_stack
    send(cloud, tmp_path / "open.json", "check")

    def send_first(backend, name):
        if name == STACK:
            sent.append(send(cloud, tmp_path / "open.json"))
        remove(backend, name)

    monkeypatch.setattr(CloudFormationBackend, "delete_stack", send_first)
    return sent


def test_a_bucket_with_thousands_of_files_and_deleted_files_is_emptied(online, cloud, terminal):
    site = bucket("sitebucket")
    for number in range(1100):
        s3_backends[ACCOUNT]["aws"].put_object(site.name, f"old/{number}", b"")
        s3_backends[ACCOUNT]["aws"].delete_object(site.name, f"old/{number}")

    terminal.run("destroy", STAGE, "--with-applications", "--confirm", STAGE, "--out", "thousands.age")

    assert gone()


def test_a_file_that_cannot_be_removed_ends_it_with_its_name(online, cloud, deploy, terminal, monkeypatch):
    refused = b"<DeleteResult><Error><Key>index.html</Key><Code>AccessDenied</Code><Message>Access Denied</Message></Error></DeleteResult>"
    monkeypatch.setattr(cloud, "answers", {"delete": refused})

    said = terminal.run("destroy", STAGE, "--with-applications", "--confirm", STAGE, "--out", "kept-file.age", expect=1)

    assert "cannot be emptied" in said and "index.html: AccessDenied" in said


def gone():
    everywhere = [stack.name for region in cloudformation_backends[ACCOUNT].values() for stack in region.stacks.values()]
    return everywhere == [] and tables() == {} and buckets() == {}


KEY = {"pk": {"S": "JOURNAL"}, "sk": {"N": "0"}}
BYTES = {name: {"B": base64.b64encode(bytes(count)).decode()} for name, count in [("body", 16), ("commit", 32), ("prev", 32), ("hash", 32), ("sig", 64)]}
TEXTS = {"at": {"S": "2021-06-01T10:42:00Z"}, "by": {"S": "0123456789abcdef"}, "until": {"S": "2022-06-30"}}
ENTRY = json.dumps({**KEY, **BYTES, **TEXTS, "version": {"N": "1"}})


def test_a_stage_with_applications_is_only_removed_when_told_twice(cloud, content, terminal, sent_meanwhile):
    if not applications(terminal):
        send(cloud)
    terminal.aws("dynamodb", "put-item", "--cli-binary-format", "base64", "--table-name", table("JournalTable"), "--item", ENTRY)
    nobody = ["--content", content.folder.parent]
    said = terminal.run("destroy", STAGE, "--confirm", STAGE, expect=1)
    assert "would be lost" in said and f"infra/destroy {STAGE} --with-applications" in said
    said = terminal.run("destroy", STAGE, "--with-applications", "--yes", expect=1)
    assert "nobody to ask" in said
    assert "is not test" in terminal.run("destroy", STAGE, "--with-applications", "--confirm", "other", expect=1)
    assert "would write a backup" in terminal.run("destroy", STAGE, "--with-applications", "--dry-run")
    said = terminal.run("destroy", STAGE, "--with-applications", "--confirm", STAGE, *nobody, expect=1)
    assert "without a backup nothing is removed" in said, "there are no recipients in that folder"
    assert get(cloud.site + "/")[0] == 200

    told = [STAGE, "--with-applications", "--confirm", STAGE]
    cloud.refused_call = "DeleteTable"
    try:
        assert "stays: AccessDeniedException" in terminal.run("destroy", *told, "--out", "first.age", expect=1)
    finally:
        cloud.refused_call = None
    assert tables() and not gone(), "the stack is gone, and its table is still there"
    assert sent_meanwhile and (terminal.folder / "first-late.age").exists()

    key = "--key-schema AttributeName=pk,KeyType=HASH --attribute-definitions AttributeName=pk,AttributeType=S"
    terminal.aws(*f"dynamodb create-table --billing-mode PAY_PER_REQUEST --table-name {table()}-before {key}".split())

    said = terminal.run("destroy", *told, "--out", "last.age")

    [command] = [line.split("needs it: aws ")[1] for line in said.splitlines() if "not removed: a copy" in line]
    terminal.aws(*command.split())
    assert "is gone" in said and gone()
    opened = subprocess.run(["age", "-d", "-i", content.identities[0], terminal.folder / "first.age"], capture_output=True, text=True, check=True)
    assert '"events":1' in opened.stdout, "of the journal too there is a file"
    sizes = [(terminal.folder / name).stat().st_size for name in ("first.age", "last.age")]
    assert min(sizes) > 1000
    assert "there is no stage" in terminal.run("destroy", STAGE, "--confirm", STAGE, expect=1)
    assert "there is no stage" in terminal.run("status", STAGE, expect=1)


def test_a_first_deployment_that_was_interrupted_goes_on_from_there(cloud, deploy, terminal):
    cloud.refused_uploads = "/releases/"
    try:
        said = deploy("--yes", expect=1)
    finally:
        cloud.refused_uploads = None
    assert "the bucket refused the upload" in said and parameters()["Deployment"] == "none"
    assert "only half deployed: run infra/deploy" in terminal.run("status", STAGE, expect=1)

    said = deploy("--yes")

    assert "ok      /contact/" in said and "not ok" not in said
    assert parameters()["ProtectTable"] == "true"


def test_an_application_that_is_sent_while_the_stage_goes_keeps_its_table(content, terminal, sent_meanwhile):
    said = terminal.run("destroy", STAGE, "--confirm", STAGE, expect=1)

    assert "1 application(s) were sent" in said and f"infra/destroy {STAGE} --with-applications" in said
    assert tables() and stacks_there().keys() == {f"{STACK}-artifacts"}

    terminal.run("destroy", STAGE, "--with-applications", "--confirm", STAGE, "--out", "kept.age")
    opened = subprocess.run(["age", "-d", "-i", content.identities[0], terminal.folder / "kept.age"], capture_output=True, text=True, check=True)
    assert sent_meanwhile[0] in opened.stdout and gone()


def test_a_stage_without_applications_is_removed_when_told_once(online, terminal):
    assert "nobody to ask" in terminal.run("destroy", STAGE, "--yes", expect=1)

    terminal.aws("dynamodb", "put-item", "--cli-binary-format", "base64", "--table-name", table("JournalTable"), "--item", ENTRY)
    assert "0 application(s) and 1 item(s) of the journal would be lost" in terminal.run("destroy", STAGE, "--confirm", STAGE, expect=1)
    terminal.aws("dynamodb", "delete-item", "--table-name", table("JournalTable"), "--key", json.dumps(KEY))

    terminal.run("destroy", STAGE, "--confirm", STAGE)

    assert gone() and stacks_there() == {}
