"""What changes when something changes, and that nothing does when it goes wrong."""

import hashlib
import json
import os
import re
import subprocess

import pytest
import standins
from cloud import ACCOUNT, ROOT
from stage import STACK, STAGE, bucket, folders, get, invalidations, page, parameters, send
from templates import by_type

pytestmark = pytest.mark.usefixtures("online")


def fingerprint(key):
    return " ".join(re.findall("....", hashlib.sha256(key.encode()).hexdigest()[:16]))


def public_key(identity):
    return re.search(r"age1[a-z0-9]{58}", identity.read_text()).group()


def test_a_change_of_content_changes_that_page_only(cloud, content, deploy):
    first, told = parameters(), len(invalidations())
    content.replace("pages/contact.md", "\n---\n", "\n---\n\nUne phrase nouvelle.\n")

    shown = deploy("--dry-run")
    assert "changed /contact/index.html" in shown and "/index.html\n  changed" not in shown
    assert parameters() == first

    said = deploy("--routine")
    assert "Une phrase nouvelle" in page(cloud, "/contact/")
    assert [sorted(paths) for paths in invalidations()[told:]] == [["/contact/index.html"]]
    assert parameters()["CodeKey"] == first["CodeKey"] and "FormFunction" not in said
    assert parameters()["PreviousDeployment"] == first["Deployment"]
    assert folders() == {first["Release"], parameters()["Release"]}


def test_a_change_of_the_form_changes_the_function_and_a_limit_its_parameter(content, deploy):
    before = parameters()
    content.replace("candidature.toml", "min = 300_000", "min = 250_000")
    content.replace("data/privacy.toml", "journal_days = 30", "journal_days = 60")

    said = deploy("--yes", "--set", "MaxWritesPerSecond=60")

    assert "modify FormFunction" in said and "modify Applications" in said
    assert parameters()["CodeKey"] != before["CodeKey"]
    assert parameters()["MaxWritesPerSecond"] == "60"
    assert parameters()["LogDays"] == "60", "the log is kept for as long as the privacy page says"


def test_a_stage_that_no_administrator_deploys_has_bounded_roles(deploy):
    said = deploy("--dry-run", CLOUDFORMATION_ROLE=f"arn:aws:iam::{ACCOUNT}:role/bureau-changer")

    # Nobody has asked for the notice, which has one of its own.
    roles = by_type("AWS::IAM::Role").keys() - {"NoticeRole"}
    assert said.count("modify FormRole") == 1 and said.count("(AWS::IAM::Role)") == len(roles)


def test_rollback_returns_to_the_form_before_and_forth_again(cloud, terminal):
    before, there = parameters(), page(cloud, "/pour-qui/")

    assert "nothing was changed" in terminal.run("rollback", STAGE, "--dry-run")
    assert "say --yes" in terminal.run("rollback", STAGE, expect=1)
    assert parameters() == before

    said = terminal.run("rollback", STAGE, "--yes")
    assert "modify FormFunction" in said
    assert parameters()["Deployment"] == before["PreviousDeployment"] and parameters()["CodeKey"] != before["CodeKey"]
    assert page(cloud, "/pour-qui/") != there
    assert send(cloud), "the form of that deployment answers"
    listed = terminal.run("rollback", STAGE, "--list")
    assert [line[:12] for line in listed.splitlines() if line.endswith(", online")] == [parameters()["Deployment"]]

    terminal.run("rollback", STAGE, "--yes")
    assert parameters() == before and page(cloud, "/pour-qui/") == there
    assert "there is no deployment" in terminal.run("rollback", STAGE, "--to", "000000000abc", "--yes", expect=1)


def test_an_upload_that_is_refused_leaves_the_site_as_it_was(cloud, content, deploy):
    before, there = parameters(), get(cloud.site + "/contact/")
    content.replace("pages/contact.md", "Une phrase nouvelle.", "Une phrase refusée.")
    cloud.refused_uploads = "contact/index.html"
    try:
        said = deploy("--yes", expect=1)
    finally:
        cloud.refused_uploads = None

    assert "the bucket refused the upload" in said and "nothing that visitors see has changed" in said
    assert parameters() == before and get(cloud.site + "/contact/") == there


def test_a_stack_that_nobody_may_look_at_is_not_taken_for_one_that_is_not_there(cloud, deploy, monkeypatch):
    artifacts = f"{STACK}-artifacts"
    monkeypatch.setattr(cloud, "refused_call", "DescribeStacks")
    monkeypatch.setattr(cloud, "refused_about", f"StackName={artifacts}")

    said = deploy("--yes", expect=1)

    assert f"cannot look at stack {artifacts}: AccessDenied" in said and "stopped half-way" not in said
    assert "building" not in said, "it went on without a bucket"


def test_a_failure_that_nobody_foresaw_says_what_to_do_too(cloud, deploy):
    before, there = parameters(), get(cloud.site + "/contact/")
    cloud.refused_uploads = "/templates/"
    try:
        said = deploy("--yes", expect=1)
    finally:
        cloud.refused_uploads = None

    assert "AccessDenied" in said and "infra/deploy: stopped half-way" in said and "run it again" in said
    assert parameters() == before and get(cloud.site + "/contact/") == there


def test_a_stack_that_refuses_leaves_the_site_as_it_was(cloud, deploy):
    before, there = parameters(), get(cloud.site + "/contact/")
    standins.refusing.add("AWS::CloudFront::Distribution")

    said = deploy("--yes", expect=1)

    assert "is refused" in said and "the site is as it was" in said and "then run this again" in said
    assert parameters() == before and get(cloud.site + "/contact/") == there
    assert send(cloud)


def test_a_site_that_does_not_answer_as_built_is_taken_back(cloud, deploy):
    before, there = parameters(), get(cloud.site + "/contact/")

    said = deploy("--yes", "--set", "FloodRequests=2000", expect=1, SMOKE_URL="http://127.0.0.1:9")

    assert "not ok  /contact/" in said and "what was online before is online again" in said
    assert parameters() == before, "neither a limit nor where a rollback leads has changed"
    assert get(cloud.site + "/contact/")[2] == there[2]


def test_once_the_obstacle_is_gone_the_same_command_deploys_and_removes_what_is_old(cloud, deploy, terminal):
    before = parameters()
    old = [f"{n:012x}" for n in range(6)]
    for id in old:
        for part, key in [("artifacts", f"deployments/{id}/{id}/x86_64-{id}/{id}.json"), ("sitebucket", f"releases/{id}/index.html")]:
            terminal.aws("s3api", "put-object", "--bucket", bucket(part).name, "--key", key)

    said = deploy("--yes")

    assert "Une phrase refusée" in page(cloud, "/contact/")
    assert parameters()["MaxWritesPerSecond"] == "60", "what was set once is remembered"
    assert "removed an old deployment" in said
    assert folders() == {*old[2:], before["Release"], parameters()["Release"]}
    ids = {key.split("/")[1] for key in bucket("artifacts").keys if key.startswith("deployments/")}
    assert ids == {*old[2:], before["Deployment"], parameters()["Deployment"]}


def test_a_limit_under_which_the_site_does_not_answer_is_taken_back_too(cloud, deploy):
    before = parameters()

    said = deploy("--yes", "--set", "FloodRequests=2000", expect=1, SMOKE_URL="http://127.0.0.1:9")

    assert "what was online before is online again" in said and parameters() == before


def revoked(terminal):
    kept = "revoked" in bucket("artifacts").keys
    return terminal.aws("s3", "cp", f"s3://{bucket('artifacts').name}/revoked", "-").split() if kept else []


def test_a_recipient_who_was_revoked_comes_back_neither_by_rollback_nor_by_a_failed_deployment(cloud, content, deploy, terminal, tmp_path):
    before = public_key(content.identities[0])
    short = fingerprint(before)
    assert f"{short} is still one of the recipients" in deploy("--yes", "--revoke", before, expect=1)
    content.replace("recipients.toml", before, content.recipient(tmp_path / "three.txt"))
    content.identities[0] = content.identities.pop()

    said = deploy("--dry-run")
    assert "added recipient" in said and f"removed recipient {short}" in said and f"--revoke {before}" in said
    said = deploy(expect=1, answers="n\n")
    assert "do you agree" in said and "stopped; nothing was changed" in said
    assert "no routine deployment" in deploy("--routine", expect=1)
    deploy("--yes")
    assert f"added recipient {short}" in terminal.run("rollback", STAGE, "--dry-run")

    # Only when all that is checked is right, and when someone agrees.
    stranger = content.recipient(tmp_path / "stranger.txt") and content.identities.pop()
    for arguments, told in [
        (["--yes", "--identity", stranger], "does not open what the form seals"),
        (["--routine"], "no routine deployment"),
        ([], "nobody to ask"),
    ]:
        assert told in deploy("--revoke", before, *arguments, expect=1) and revoked(terminal) == []
    assert f"revoked key {short}" in deploy("--revoke", before, "--dry-run") and revoked(terminal) == []
    assert f"revoked key {short}" in deploy("--revoke", before, "--yes") and revoked(terminal) == [before]

    said = terminal.run("rollback", STAGE, "--yes", expect=1)
    assert f"a key that was revoked: {short}" in said
    new = public_key(content.identities[0])
    content.replace("recipients.toml", new, before)
    assert f"a key that was revoked: {short}" in deploy("--yes", expect=1)
    said = terminal.run("backup", STAGE, "--out", "revoked.age", expect=1)
    assert f"a key that was revoked: {short}" in said and not (terminal.folder / "revoked.age").exists()
    # Who has left stays in the list; who leaves later is in it.
    for day, status in [("2020-01-01", 0), ("2100-01-01", 1)]:
        content.replace("recipients.toml", f'"{before}"', f'"{before}"\nuntil = {day}')
        terminal.run("backup", STAGE, "--dry-run", expect=status)
        content.replace("recipients.toml", f'"{before}"\nuntil = {day}', f'"{before}"')
    content.replace("recipients.toml", before, new)
    terminal.run("backup", STAGE, "--dry-run")


def test_a_key_that_was_revoked_by_a_slip_is_readmitted(content, deploy, terminal):
    [key] = revoked(terminal)
    assert "is not revoked" in deploy("--yes", "--no-revoke", public_key(content.identities[0]), expect=1)

    assert f"readmitted key {fingerprint(key)}" in deploy("--yes", "--no-revoke", key) and revoked(terminal) == []

    assert f"added recipient {fingerprint(key)}" in terminal.run("rollback", STAGE, "--dry-run")
    assert "is it the right one?" in deploy("--yes", "--revoke", key) and revoked(terminal) == [key]


def test_what_nobody_can_read_is_never_taken_for_empty(cloud, content, deploy, terminal, tmp_path, monkeypatch):
    before, keys, other = parameters(), revoked(terminal), content.recipient(tmp_path / "other.txt")
    content.identities.pop()
    assert keys

    for lists, told in [("revoked", "nobody can say which keys are revoked"), ("deployments/", "nobody can say what is online")]:
        monkeypatch.setattr(cloud, "refused_lists", lists)
        for arguments in [["--yes"], ["--yes", "--revoke", other]]:
            assert f"{told}: AccessDenied" in deploy(*arguments, expect=1)
    terminal.run("rollback", STAGE, "--yes", expect=1)
    monkeypatch.setattr(cloud, "refused_lists", "revoked")
    assert "which keys are revoked: AccessDenied" in terminal.run("rollback", STAGE, "--yes", expect=1)

    assert revoked(terminal) == keys and parameters() == before


def test_what_someone_else_has_deployed_is_not_taken_back_unseen(deploy, terminal, tmp_path):
    def git(*arguments, cwd=ROOT):
        return subprocess.run(["git", *arguments], cwd=cwd, check=True, capture_output=True, text=True).stdout.strip()

    git("clone", "--quiet", "--shared", "--no-checkout", str(ROOT), str(tmp_path / "theirs"))
    theirs = {"GIT_DIR": str(tmp_path / "theirs/.git"), "GIT_AUTHOR_NAME": "a", "GIT_COMMITTER_NAME": "a", "EMAIL": "a@site.example"}
    newer = subprocess.run(
        ["git", "commit-tree", "-p", "HEAD", "-m", "newer", "HEAD^{tree}"], cwd=ROOT, env={**os.environ, **theirs}, check=True, capture_output=True, text=True
    ).stdout.strip()
    [key] = [key for key in bucket("artifacts").keys if key.startswith(f"deployments/{parameters()['Deployment']}/")]
    record = json.loads(terminal.aws("s3", "cp", f"s3://{bucket('artifacts').name}/{key}", "-"))
    for commit, told in [(newer, "would take back"), ("0" * 40, "does not have")]:
        (tmp_path / "record.json").write_text(json.dumps({**record, "commit": commit}))
        terminal.aws("s3", "cp", str(tmp_path / "record.json"), f"s3://{bucket('artifacts').name}/{key}")
        said = deploy(expect=1, **theirs)
        assert told in said and "nobody to ask" in said
        assert "no routine deployment" in deploy("--routine", expect=1, **theirs)
    (tmp_path / "record.json").write_text(json.dumps({**record, "commit": git("rev-parse", "HEAD")}))
    terminal.aws("s3", "cp", str(tmp_path / "record.json"), f"s3://{bucket('artifacts').name}/{key}")


def test_a_file_with_accents_and_spaces_in_its_name_is_forgotten_by_its_address(content, deploy):
    picture = content.folder / "assets/été 1.svg"
    picture.parent.mkdir(exist_ok=True)
    picture.write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    told = len(invalidations())

    said = deploy("--yes")

    assert "could not be told" not in said
    assert "/assets/%C3%A9t%C3%A9%201.svg" in [path for paths in invalidations()[told:] for path in paths]


def test_an_old_address_redirects_once_it_is_deployed(cloud, content, deploy):
    content.replace("pages/contact.md", "title:", "aliases: [/nous-ecrire]\ntitle:")

    said = deploy("--yes")

    assert "modify EdgeFunction" in said and "ok      /nous-ecrire/ leads to /contact/" in said
    for old in ["/nous-ecrire", "/nous-ecrire/"]:
        status, headers, _ = get(cloud.site + old)
        assert (status, headers["location"]) == (301, "/contact/")
