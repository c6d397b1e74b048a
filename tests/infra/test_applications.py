"""What happens to applications: a new secret, a backup, a restoration."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
import standins
from cloud import ACCOUNT, REGION
from shared import signing_key
from moto.awslambda.models import lambda_backends
from stage import STAGE, applications, items, parameters, send, table

pytestmark = pytest.mark.usefixtures("online")


def form():
    """The function's settings, as AWS has them."""
    every = [function.environment_vars for function in lambda_backends[ACCOUNT][REGION].list_functions()]
    [variables] = [variables for variables in every if "SECRET" in variables]
    return variables


def in_hours(hours):
    return (datetime.now(UTC) + timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M:%SZ")


def test_a_check_page_outlives_a_new_secret_for_a_day(cloud, terminal, tmp_path):
    sent, late = tmp_path / "sent.json", tmp_path / "late.json"
    send(cloud, sent, "check")
    send(cloud, late, "check")
    first = form()["SECRET"]
    assert "nothing was changed" in terminal.run("rotate-secret", STAGE, "--dry-run")

    said = terminal.run("rotate-secret", STAGE, "--yes")
    until = form()["SECRET_PREVIOUS_UNTIL"]
    assert form()["SECRET_PREVIOUS"] == first and in_hours(24) < until < in_hours(25.1)
    assert f"still counts until {until}" in said
    assert f"still counts until {until}" in terminal.run("status", STAGE)
    assert "will not any more" in terminal.run("rotate-secret", STAGE, "--dry-run")
    assert re.fullmatch(r"BDP-.{4}-.{4}", send(cloud, sent))

    # Whenever the function starts: the end is not counted from there.
    form()["SECRET_PREVIOUS_UNTIL"] = in_hours(-0.01)
    with pytest.raises(AssertionError, match="409"):
        send(cloud, late)
    assert "still counts" not in terminal.run("status", STAGE)
    assert "will not any more" not in terminal.run("rotate-secret", STAGE, "--dry-run")


def test_a_secret_that_leaked_is_forgotten_at_once(cloud, terminal, tmp_path):
    late = tmp_path / "late.json"
    send(cloud, late, "check")
    terminal.run("rotate-secret", STAGE, "--yes")

    terminal.run("rotate-secret", STAGE, "--finish", "--yes")

    assert not {"SECRET_PREVIOUS", "SECRET_PREVIOUS_UNTIL"} & form().keys()
    assert "still counts" not in terminal.run("status", STAGE)
    with pytest.raises(AssertionError, match="409"):
        send(cloud, late)
    assert "nothing to change" in terminal.run("rotate-secret", STAGE, "--finish", "--yes")


def test_the_form_answers_while_cloudfront_learns_another_secret(cloud, terminal, monkeypatch):
    secrets = lambda: cloud.deployed()["form"]["environment"]
    before, sent = form()["ORIGIN_SECRET"], []
    monkeypatch.setattr(standins, "while_it_learns", [lambda: sent.append((send(cloud), form()["ORIGIN_SECRET"]))])

    said = terminal.run("rotate-secret", STAGE, "--origin", "--yes")

    assert "the old one is forgotten" in said and send(cloud)
    [(reference, during)] = sent
    assert reference and during != before, "the form knows the new secret before CloudFront does"
    assert form()["ORIGIN_SECRET"] == during and "ORIGIN_SECRET_PREVIOUS" not in form()


def test_another_key_signs_once_what_is_online_names_it(cloud, content, deploy, terminal, tmp_path):
    rotate = ["rotate-secret", STAGE, "--signing-key"]
    (tmp_path / "none").write_text("c2hvcnQ=\n")
    assert "there is no key at /none" in terminal.run(*rotate, "/none", expect=1)
    assert "holds no key for signatures" in terminal.run(*rotate, tmp_path / "none", expect=1)
    file, public = signing_key(tmp_path / "next")

    said = terminal.run(*rotate, file, "--yes", expect=1)
    assert "does not name" in said and f'public = "{public}"' in said
    with (content.folder / "signing.toml").open("a") as listed:
        listed.write(f'\n[[key]]\npublic = "{public}"\nfrom = 2021-06-02\n')
    deploy("--yes")
    assert "nothing was changed" in terminal.run(*rotate, file, "--dry-run")
    said = terminal.run(*rotate, file, "--yes")

    assert f"the form signs with {public} from now on" in said
    assert send(cloud)
    assert "signs with another key" in deploy("--yes", expect=1)
    content.signing_key = file
    assert "nothing has changed" in deploy("--yes")
    assert "does not know the key" in terminal.run("rollback", STAGE, "--yes", expect=1), "its form would not start"


def test_a_backup_brings_back_what_was_lost_and_not_what_was_erased(cloud, content, terminal):
    while len(applications(terminal)) < 2:
        send(cloud)
    before = items(terminal)
    assert f"would write {len(before)} application(s)" in terminal.run("backup", STAGE, "--out", "backup.age", "--dry-run")
    assert not (terminal.folder / "backup.age").exists()
    said = terminal.run("backup", STAGE, "--out", "backup.age")
    assert f"{len(before)} candidature(s)" in said
    sealed = (terminal.folder / "backup.age").read_bytes()
    assert b"BDP-" not in sealed and (terminal.folder / "backup.age").stat().st_mode & 0o077 == 0
    assert "ajoutez --replace" in terminal.run("backup", STAGE, "--out", "backup.age", expect=1)

    lost, erased, *_ = before
    for key in (lost, erased):
        terminal.aws("dynamodb", "delete-item", "--table-name", table(), "--key", json.dumps({"pk": {"S": key}}))
    open_it = [STAGE, "backup.age", "--identity", content.identities[0]]
    for slip in ["BDP-2222-2222", "BDP-2222-2223"]:
        terminal.run("restore", *open_it, "--except", slip, "--yes", expect=1)
    assert erased not in applications(terminal), "a slip of the finger brings back what was erased"
    open_it += ["--erased", "none", "--except", erased.removeprefix("APP#").lower()]
    assert f"entière : {len(before)} candidature(s)" in terminal.run("restore", *open_it, "--dry-run")
    assert "nobody to ask" in terminal.run("restore", *open_it, expect=1)
    assert lost not in applications(terminal)
    assert "1 candidature(s) de la sauvegarde" in terminal.run("restore", *open_it, "--yes")
    del before[erased]
    assert items(terminal) == before, "byte by byte: what is sealed opens as before"
    assert "0 candidature(s) de la sauvegarde" in terminal.run("restore", *open_it, "--yes")


def test_a_backup_that_two_people_cannot_open_is_not_made(content, terminal, tmp_path):
    listed = (content.folder / "recipients.toml").read_text()
    alone = tmp_path / "recipients.toml"
    for text, said in [(listed[: listed.rindex("[[")], "au moins deux personnes"), (None, "there is no")]:
        alone.write_text(text) if text else alone.unlink()
        assert said in terminal.run("backup", STAGE, "--out", "none.age", "--content", tmp_path, expect=1)
        assert not (terminal.folder / "none.age").exists()


def test_the_programs_run_with_the_newest_jq(content, deploy, terminal, newest_jq):
    there = items(terminal)
    PATH = newest_jq
    terminal.run("backup", STAGE, "--out", "newest.age", PATH=PATH)
    terminal.aws("dynamodb", "delete-item", "--table-name", table(), "--key", json.dumps({"pk": {"S": next(iter(there))}}))

    assert "1 candidature(s) de la sauvegarde" in terminal.run("restore", STAGE, "newest.age", "--identity", content.identities[0], "--erased", "none", "--yes", PATH=PATH)
    assert items(terminal) == there
    assert "nothing was changed" in terminal.run("rotate-secret", STAGE, "--dry-run", PATH=PATH)
    assert ", online" in terminal.run("rollback", STAGE, "--list", PATH=PATH)
    assert "kept application" in terminal.run("logs", STAGE, "--outcome", "kept", PATH=PATH)
    assert parameters()["Deployment"] in terminal.run("status", STAGE, PATH=PATH)
    assert "nothing has changed" in deploy("--yes", PATH=PATH)


def test_a_table_that_lets_through_no_more_for_a_moment_is_read_all_the_same(cloud, terminal):
    cloud.throttled = 2

    terminal.run("backup", STAGE, "--out", "throttled.age")

    assert cloud.throttled == 0 and (terminal.folder / "throttled.age").exists()


def test_a_stranger_restores_nothing(content, terminal, tmp_path):
    stranger = content.recipient(tmp_path / "stranger.txt") and content.identities.pop()
    terminal.run("backup", STAGE, "--out", "other.age")

    for more in (["--dry-run"], ["--yes"]):
        assert "ne s'ouvre pas" in terminal.run("restore", STAGE, "other.age", "--identity", stranger, *more, expect=1)


def test_none_of_it_changed_what_is_online(terminal):
    assert parameters()["Deployment"] in terminal.run("status", STAGE)
