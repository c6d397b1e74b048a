"""What is done day after day on one machine: its backups, its mails, a restore, an erasure."""

import base64
import email
import json
import os
import re
import shutil
import subprocess
import time
from datetime import date

import pytest
from mail_server import MailServer
from one_machine import README, SECRETARIAT, application, applications, machine, online, rows, send  # noqa: F401, what a test asks for by name


# -- backup --------------------------------------------------------------------------------------


def test_each_night_all_is_sealed_once_more_and_what_is_too_old_goes(online):
    assert send(online, application(online), "127.0.8.1")[0] == 201
    folder = online.root / "var/lib/bureau/backups"
    folder.mkdir(exist_ok=True)
    for days in [33, 34, 40]:
        old = folder / f"applications-old-{days}.age"
        old.touch()
        os.utime(old, times=(time.time() - days * 86400 - 60,) * 2)

    online.run("bureau-backup.service")

    [new] = set(folder.iterdir()) - {folder / "applications-old-33.age"}
    assert new.stat().st_mode & 0o077 == 0
    [(total,)] = rows(online, "select count(*) from applications")
    for identity in online.content.identities:
        verified = subprocess.run([SECRETARIAT, "backup", "verify", new, "--identity", identity], capture_output=True, text=True)
        assert f"{total} candidature(s)" in verified.stdout, verified.stderr


def test_without_a_new_backup_the_old_ones_stay(online, tmp_path):
    old = online.root / "var/lib/bureau/backups/applications-old-40.age"
    old.parent.mkdir(exist_ok=True)
    old.touch()
    os.utime(old, times=(0, 0))
    recipients = online.root / "srv/bureau/content/recipients.toml"
    recipients.rename(tmp_path / "away")

    said = online.run("bureau-backup.service", expect=1)

    (tmp_path / "away").rename(recipients)
    assert "recipients.toml" in said and old.exists()


# -- mail ----------------------------------------------------------------------------------------


@pytest.fixture
def mailbox(machine, tmp_path):
    """The association's mailbox, and a machine that has it in its settings; nothing counted yet."""
    server = MailServer(tmp_path, "bureau@localhost", "pass word é")
    etc = machine.root / "etc/bureau"
    settings = {"HOST": "localhost", "PORT": server.port, "FROM": "bureau@localhost", "TO": "presidence@localhost", "TRUST": server.certificate}
    (etc / "mail.conf").write_text("# ours\n" + "".join(f"MAIL_{name}={value}\n" for name, value in settings.items()))
    (etc / "mail-password").write_text("pass word é\n")
    mailed = machine.root / "var/lib/bureau/mailed"
    mailed.unlink(missing_ok=True)
    yield server
    server.stop()


@pytest.fixture
def later(tmp_path):
    """An environment whose `date` is ahead: mails are about minutes that are over. (libfaketime leaves something of each
    process in /dev/shm, and a script is many: sooner or later one meets what another of its number has left.)"""

    def at(minutes, weekday=None):
        days = 0 if weekday is None else (weekday - date.today().isoweekday()) % 7 or 7
        folder, real = tmp_path / f"date-{time.monotonic_ns()}", shutil.which("date")
        folder.mkdir()
        ahead = f'-d "@$(($({real} +%s) + {days * 86400 + minutes * 60}))"'
        (folder / "date").write_text(f'#!/bin/sh\ncase " $* " in *" -d "*) exec {real} "$@" ;; esac\nexec {real} {ahead} "$@"\n')
        (folder / "date").chmod(0o755)
        return {"PATH": f"{folder}:{os.environ['PATH']}"}

    return at


MONDAY, TUESDAY = 1, 2


def parts(message):
    parsed = email.message_from_bytes(message)
    [(subject, charset)] = email.header.decode_header(parsed["Subject"])
    return parsed, subject.decode(charset), parsed.get_payload(decode=True).decode()


def test_the_mail_says_how_many_are_new_and_names_nobody(online, mailbox, later):
    for number, one in enumerate(applications(online, 2), 1):
        assert send(online, one, f"127.0.5.{number}")[0] == 201
    [(total,)] = rows(online, "select count(*) from applications")

    online.run("bureau-mail.service", **later(2))

    [(envelope, message)] = mailbox.messages
    parsed, subject, text = parts(message)
    assert envelope == ["MAIL FROM:<bureau@localhost>", "RCPT TO:<presidence@localhost>"] and parsed["To"] == "presidence@localhost"
    assert subject == f"Bureau des pairs : {total} nouvelles candidatures" and f" : {total} nouvelles candidatures." in text
    for word in ["BDP-", "Fonderies", "Durand", "732829320"]:
        assert word not in message.decode() + text, word
    assert "pass" not in "".join(mailbox.in_clear), "the password goes encrypted only"
    assert base64.b64encode(b"bureau@localhost").decode() not in "".join(mailbox.in_clear)


def test_each_application_is_counted_once(online, mailbox, later):
    for number, minutes in enumerate([0, 2, 3]):
        if minutes < 3:
            assert send(online, application(online), f"127.0.6.{number + 1}")[0] == 201
        # That of the minute that is not over is for the next mail.
        online.run("bureau-mail.service", **later(minutes))

    counted = [int(found[1]) for _, message in mailbox.messages if (found := re.search(r"(\d+) nouvelle", parts(message)[1]))]
    [(total,)] = rows(online, "select count(*) from applications")
    assert sum(counted) == total, counted


def test_what_is_sent_again_and_what_is_set_apart_is_said_too(online, mailbox, tmp_path):
    for number, one in enumerate(applications(online, 5), 1):
        assert send(online, one, f"127.0.9.{number}")[0] == 201
    state, now = tmp_path / "state", time.time()
    state.mkdir()
    minute = lambda ago: time.strftime("%Y-%m-%dT%H:%M:00Z", time.gmtime(now - ago * 60))
    database = state / "applications.db"
    for command in [
        f"attach '{online.root}/var/lib/bureau/applications.db' as real; create table applications as select * from real.applications limit 5",
        f"update applications set quarantine = 0, over_limit = 0, received_at = '{minute(9999)}', again = '{minute(9999)}'",
        f"update applications set again = '{minute(10)}' where rowid <= 2",
        f"update applications set received_at = '{minute(10)}', again = '{minute(5)}', over_limit = rowid = 4 where rowid >= 4",
    ]:
        subprocess.run(["sqlite3", database, command], check=True)
    (state / "mailed").write_text(minute(30))

    online.run("bureau-mail.service", STATE_DIRECTORY=str(state))

    _, subject, text = parts(mailbox.messages[0][1])
    assert subject == "Bureau des pairs : 2 nouvelles candidatures, 2 envoyées de nouveau"
    assert "envoyées de nouveau depuis : 2." in text and "un même endroit) : 1." in text


def test_without_news_it_is_sent_on_mondays_only(online, mailbox, later):
    online.run("bureau-mail.service", **later(2))
    mailbox.messages.clear()

    online.run("bureau-mail.service", **later(3, TUESDAY))
    assert mailbox.messages == []

    online.run("bureau-mail.service", **later(4, MONDAY))
    assert parts(mailbox.messages[0][1])[1] == "Bureau des pairs : Aucune nouvelle candidature"


def test_what_could_not_be_sent_is_counted_again(online, mailbox, later):
    assert send(online, application(online), "127.0.7.1")[0] == 201
    mailbox.refuses = True

    said = online.run("bureau-mail.service", expect=1, **later(2))

    assert "localhost does not take the message" in said and "/etc/bureau/mail-password" in said
    mailbox.refuses = False
    online.run("bureau-mail.service", **later(3))
    assert "nouvelle" in parts(mailbox.messages[0][1])[1]


def test_a_server_that_cannot_prove_who_it_is_gets_no_password(online, mailbox, later):
    said = online.run("bureau-mail.service", expect=1, MAIL_TRUST="system", **later(2, MONDAY))

    assert "does not take the message" in said
    assert not mailbox.messages


def test_a_failure_is_mailed_with_where_to_look(machine, mailbox):
    command, folder, environment = machine.unit("bureau-failed@.service")
    command = [part.replace("%i", "bureau-site") for part in command]
    subprocess.run(command, cwd=folder, env=environment, check=True)

    _, subject, text = parts(mailbox.messages[0][1])
    assert subject == "Bureau des pairs : Le serveur demande de l’aide : bureau-site"
    assert "journalctl -u bureau-site -n 30" in text and "le site ne répond pas" in text


# -- restore and erasure, as the page says ----------------------------------------------------------------------------



def test_a_backup_fetched_as_the_page_says_brings_everything_back(online, tmp_path):
    for file in (online.root / "var/lib/bureau/backups").glob("*"):
        file.unlink()
    online.run("bureau-backup.service")
    before = rows(online, "select reference, hex(sealed) from applications order by reference")
    assert before
    [fetching] = re.findall(r"'.*sudo (tar -C /var\S+ -c backups)' \| tar -x", README)
    subprocess.run(["sh", "-c", f"{online.below(fetching)} | tar -x -C {tmp_path}"], check=True)
    online.stop()
    for file in (online.root / "var/lib/bureau").glob("applications.db*"):
        file.unlink()

    [backup], copy = (tmp_path / "backups").iterdir(), tmp_path / "copy.db"
    here = ["--store", f"sqlite:{copy}", "--identity", online.content.identities[1]]
    done = subprocess.run([SECRETARIAT, "restore", backup, "--erased", "none", *here], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    shutil.copy(copy, online.root / "var/lib/bureau/applications.db")
    online.start()

    assert rows(online, "select reference, hex(sealed) from applications order by reference") == before
    listed = subprocess.run([SECRETARIAT, "list", "--content", online.content.folder, *here], capture_output=True, text=True)
    assert all(reference in listed.stdout for reference, _ in before), listed.stderr


def test_an_application_is_erased_as_the_page_says(online):
    status, _, answer = send(online, application(online), "127.0.10.1")
    assert status == 201
    reference = json.loads(answer)["reference"]
    [erasing] = re.findall(r"sudo -u bureau (sqlite3 \S+ \"pragma.*?returning reference\")\n", README, re.S)

    said = [subprocess.run(["sh", "-c", online.below(erasing).replace("BDP-XXXX-XXXX", reference)], check=True, capture_output=True, text=True).stdout for _ in range(2)]

    assert said == [f"1\n{reference}\n", "1\n"]
    assert rows(online, "select records = (select count(*) from applications) from state") == [(1,)], "what is lost later shows"
    assert send(online, application(online), "127.0.10.1")[0] == 201
    here = ["--store", f"sqlite:{online.root}/var/lib/bureau/applications.db", "--identity", online.content.identities[0]]
    listed = subprocess.run([SECRETARIAT, "list", "--content", online.content.folder, *here], capture_output=True, text=True)
    assert listed.returncode == 0 and reference not in listed.stdout, listed.stderr
