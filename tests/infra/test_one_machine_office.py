"""Access to the applications of one machine for people of the office, from their own computers."""

import hashlib
import json
import os
import re
import subprocess
from datetime import date

import pytest
from one_machine import HERE, NAME, SECRETARIAT, application, machine, online, send  # noqa: F401, what a test asks for by name


def office(machine, *arguments, folder, expect=0):
    done = subprocess.run([HERE / "office", *arguments, "--root", machine.root], cwd=folder, text=True, capture_output=True)
    said = done.stdout + done.stderr
    assert done.returncode == expect, said
    return said


@pytest.fixture
def marie(content, tmp_path):
    """Her public key and where her identity is."""
    public = content.recipient(tmp_path / "marie.txt")
    return public, content.identities.pop()


def opened(file, identity):
    text = subprocess.run(["age", "-d", "-i", identity, file], capture_output=True, text=True, check=True).stdout
    return dict(line.split("=", 1) for line in text.splitlines())


def test_an_access_is_made_for_one_person_and_taken_back(machine, marie, tmp_path):
    public, identity = marie
    ours, listed = ["--name", "marie"], machine.root / "etc/bureau/office"
    before = listed.read_text()
    assert before.startswith("#") and office(machine, "list", folder=tmp_path) == ""
    assert "age1…" in office(machine, "add", *ours, folder=tmp_path, expect=2)
    assert "in lower case" in office(machine, "add", "--name", "Marie", "--key", public, folder=tmp_path, expect=2)
    assert "in lower case" in office(machine, "add", "--name", "m" * 24, "--key", public, folder=tmp_path, expect=2)
    assert "add, remove or list?" in office(machine, folder=tmp_path, expect=2)
    slip = f"{public[:-1]}{'q' if public[-1] != 'q' else 'p'}"
    assert "is not a public key" in office(machine, "add", *ours, "--key", slip, folder=tmp_path, expect=1)
    nowhere = office(machine, "add", *ours, "--key", public, "--out", "none/marie.age", folder=tmp_path, expect=1)
    assert "cannot be written" in nowhere
    assert listed.read_text() == before and list(tmp_path.glob("*.age")) == [], "nothing of it is left"

    said = office(machine, "add", *ours, "--key", public, folder=tmp_path)

    given = opened(tmp_path / "office-marie.age", identity)
    assert given.keys() == {"STORE", "TOKEN"} and given["STORE"] == f"https://{NAME}/bureau/store"
    assert len(given["TOKEN"]) == 44 and given["TOKEN"] not in said + listed.read_text()
    hashed = hashlib.sha256(given["TOKEN"].encode()).hexdigest()
    assert listed.read_text() == f"{before}marie {date.today()} {hashed}\n" and listed.stat().st_mode & 0o077 == 0
    assert office(machine, "list", folder=tmp_path) == f"marie, since {date.today()}\n"
    assert "exists already" in office(machine, "add", *ours, "--key", public, folder=tmp_path, expect=1)
    assert "has access already" in office(machine, "add", *ours, "--key", public, "--out", "other.age", folder=tmp_path, expect=1)
    office(machine, "add", "--name", "marie-2", "--key", public, folder=tmp_path)
    assert opened(tmp_path / "office-marie-2.age", identity)["TOKEN"] != given["TOKEN"]

    said = office(machine, "remove", *ours, folder=tmp_path)

    assert "stays sealed to that key" in said and "until" in said
    assert office(machine, "list", folder=tmp_path) == f"marie-2, since {date.today()}\n", "nobody else's"
    assert "has no access" in office(machine, "remove", *ours, folder=tmp_path, expect=1)
    office(machine, "remove", "--name", "marie-2", folder=tmp_path)
    assert listed.read_text() == before


def test_an_update_leaves_the_list_as_it_is_and_a_broken_one_is_not_installed(machine, marie, tmp_path):
    listed = machine.root / "etc/bureau/office"
    before = listed.read_text()
    office(machine, "add", "--name", "marie", "--key", marie[0], folder=tmp_path)
    written = listed.read_text()

    machine.install()
    assert listed.read_text() == written

    listed.write_text(written + "paul\n")
    said = machine.install(expect=1)
    assert "nothing was installed" in said and "line 3 is not a name" in said
    listed.write_text(before)


def test_the_office_works_from_her_own_computer_through_the_proxy(online, marie, tmp_path):
    _, identity = marie
    recipient = online.content.identities[0]
    reference = json.loads(send(online, application(online), "127.0.9.1")[2])["reference"]
    door = ("/bureau/store", online.plain, "POST", "{}")
    assert online.get(*door)[0] == 405, "as any page: there is no such door yet"
    office(online, "add", "--name", "marie", "--key", marie[0], folder=tmp_path)
    given = opened(tmp_path / "office-marie.age", identity)
    # The name leads to the real site, not to this machine.
    here = f"STORE=https://localhost:{online.https}/bureau/store\nTOKEN={given['TOKEN']}\n"
    hers = tmp_path / "hers"
    hers.mkdir()
    key = next(line.split()[-1] for line in recipient.read_text().splitlines() if "public key" in line)
    subprocess.run(["age", "-r", key, "-o", hers / "office-marie.age"], input=here, text=True, check=True)
    certificate = online.folder / "caddy/caddy/pki/authorities/local/root.crt"

    def secretariat(*arguments, trust=certificate):
        environment = {**os.environ, **({"SSL_CERT_FILE": str(trust)} if trust else {})}
        command = [SECRETARIAT, *arguments, "--content", online.content.folder, "--identity", recipient]
        done = subprocess.run(command, cwd=hers, env=environment, text=True, capture_output=True, timeout=60)
        return done.returncode, done.stdout + done.stderr

    # The server has read its list when it started.
    online.stop()
    online.start()
    code, said = secretariat("list")
    assert code == 0 and reference in said, said
    code, said = secretariat("show", reference)
    assert code == 0 and "Fonderies du Lez" in said, said
    code, said = secretariat("backup", "--out", "all.age")
    assert code == 0 and (hers / "all.age").exists(), said
    code, said = secretariat("list", trust=None)
    assert code == 1 and "le site ne répond pas" in said, "whoever vouches for the site is known to this computer"

    for headers in [{}, {"Authorization": "Bearer wrong"}, {"Authorization": f"Bearer {given['TOKEN'][:-1]}"}]:
        status, answered, body = online.get(*door, **headers)
        assert (status, body) == (401, "") and answered["Cache-Control"] == "no-store"

    office(online, "remove", "--name", "marie", folder=tmp_path)
    office(online, "add", "--name", "paul", "--key", marie[0], folder=tmp_path)
    online.stop()
    online.start()
    code, said = secretariat("list")
    assert code == 1 and "le site ne vous laisse pas entrer" in said, said
    office(online, "remove", "--name", "paul", folder=tmp_path)

    log = (online.folder / "site.log").read_text()
    lines = [re.sub(r"^\S+ +", "", line) for line in log.splitlines() if "the office's store" in line]
    assert set(lines) == {
        "INFO form_handler::service::office: the office's store: marie -> replied person=marie outcome=\"replied\"",
        "INFO form_handler::service::office: the office's store: not admitted",
    }  # fmt: skip
    assert given["TOKEN"] not in log + (online.folder / "caddy.log").read_text()
