"""What other programs read of a letter of the office: Python's own reader of messages, and a library for calendars."""

import email
import email.policy
import json
import os
import shutil
import subprocess
from datetime import UTC, date, datetime, time, timedelta
from http.client import HTTPConnection
from zoneinfo import ZoneInfo

import icalendar
import pytest
from cloud import ROOT, SITE_GEN, TARGET, free_port
from one_machine import wait, with_keys
from terminal import BIN

PROGRAM = os.environ.get("SECRETARIAT", TARGET / "debug/secretariat")
# In one encoded word: of two, Python's reader keeps the blank between them in a name, against RFC 2047.
PEER = 'Élodie "Zoé" Çelik 👩‍💻'
PLACE = "Salle « Été », bâtiment C ; 12, rue de la République 🎉 – à gauche, " + "é" * 60


class Office:
    """A site on this machine, one application that was sent to it, and the office's commands."""

    def __init__(self, folder):
        self.folder, self.content = folder, folder / "content"
        shutil.copytree(ROOT / "content", self.content)
        self.change("data/hearings.toml", "firms_min = 5", "firms_min = 1")
        self.change("secretariat.toml", "quorum = 3", "quorum = 1")
        self.change("data/contact.toml", 'email = { placeholder = "l\'adresse électronique du bureau" }', 'email = "bureau@site.example"')
        self.server = None

    def start(self):
        with_keys(self.folder / "data")
        port = free_port()
        address = f"127.0.0.1:{port}"
        self.server = subprocess.Popen([SITE_GEN, "serve", "--content", self.content, "--data", self.folder / "data", "--addr", address], stdout=subprocess.DEVNULL)
        wait(lambda: HTTPConnection("127.0.0.1", port).request("GET", "/") is None, self.server)
        site = f"http://{address}"
        sent = subprocess.run([BIN / "node", ROOT / "tests/infra/apply.mjs", site, site], capture_output=True, text=True, check=True)
        self.reference = sent.stdout.strip()

    def stop(self):
        if self.server:
            self.server.kill()
            self.server.wait()

    def change(self, file, old, new):
        text = (self.content / file).read_text()
        assert old in text
        (self.content / file).write_text(text.replace(old, new))

    def run(self, *words):
        where = ["--store", f"sqlite:{self.folder}/data/applications.db", "--identity", self.folder / "data/identity.txt", "--content", self.content]
        done = subprocess.run([PROGRAM, *words, *where], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def add(self, what, entry):
        file = self.folder / "entry.json"
        file.write_text(json.dumps(entry))
        self.run(what, "add", "--from", file)

    def files(self, letter):
        """The message and the calendar's file of a letter that is taken, exported and sent."""
        self.run("outbox", "take", letter)
        self.run("outbox", "export", "--out", self.folder / letter)
        self.run("outbox", "sent", letter)
        message, event = ((self.folder / letter / f"{letter}.{ending}").read_bytes() for ending in ["eml", "ics"])
        return email.message_from_bytes(message, policy=email.policy.default), event

    def written(self, letter):
        return json.loads(self.run("outbox", "show", letter, "--format", "json"))


@pytest.fixture
def office(tmp_path):
    office = Office(tmp_path)
    try:
        office.start()
        yield office
    finally:
        office.stop()


def event_of(file):
    assert all(len(line) <= 75 for line in file.split(b"\r\n")) and b"\n" not in file.replace(b"\r\n", b"")
    calendar = icalendar.Calendar.from_ical(file)
    [event] = calendar.walk("VEVENT")
    assert calendar.errors == [] and event.errors == []
    return calendar["METHOD"], event


def test_messages_and_calendars_are_read_as_they_were_meant(office):
    # Before the application expires.
    day = date.today() + timedelta(days=40)
    begins = datetime.combine(day, time(9), ZoneInfo("Europe/Paris"))
    peer = {"id": "p1", "name": PEER, "network": "Réseau", "siren": None, "sector": "finance", "days": {day.isoformat(): "yes"}, "most": 4, "links": [], "signed": "2021-06-01", "email": "elodie@pair.example"}
    hearing = {"id": "a1", "starts": f"{day}T09:00", "gap_minutes": 5, "break_after": None, "break_minutes": 0, "access": [], "panel": ["p1"], "hold": "auto", "locked": {}, "place": PLACE}
    office.run("decide", office.reference, "--as", "retained", "--by", "Marie")
    office.add("peers", peer)
    office.add("hearings", hearing)
    office.run("plan", "accept")
    office.run("convoke", "a1")

    for letter, name, address in [(f"convocation-a1-{office.reference}", "Jeanne Durand-Lavoisier", "jeanne@fonderies.example"), ("convocation-a1-p1", PEER, "elodie@pair.example")]:
        message, file = office.files(letter)
        text = office.written(letter)["text"]
        [to] = message["To"].addresses
        assert (message["X-Unsent"], message["Subject"], to.display_name, to.addr_spec) == ("1", text["subject"], name, address)
        assert message.get_body().get_content().replace("\r\n", "\n").rstrip("\n") == text["text"]
        assert message.defects == [] and message["Message-ID"].endswith(".invalid>")
        [attached] = message.iter_attachments()
        assert (attached.get_content_type(), attached.get_param("method"), attached.get_content().encode()) == ("text/calendar", "REQUEST", file)

        method, event = event_of(file)
        assert (method, event["SEQUENCE"], event["STATUS"], event["CLASS"]) == ("REQUEST", 0, "CONFIRMED", "PRIVATE")
        assert event["LOCATION"] == PLACE
        assert event["ATTENDEE"] == f"mailto:{address}" and event["ATTENDEE"].params["CN"] == name.replace('"', "'")
        assert event["ORGANIZER"] == "mailto:bureau@site.example"
        assert event.decoded("DTSTART") == begins.astimezone(UTC)

    others = file.decode().replace("\r\n ", "")
    assert office.reference not in others and "Fonderies" not in others and "Jeanne" not in others
    office.run("hearings", "cancel", "a1")
    method, cancelled = event_of(office.files("cancelled-a1-1-p1")[1])
    assert (method, cancelled["SEQUENCE"], cancelled["STATUS"], cancelled["UID"]) == ("CANCEL", 1, "CANCELLED", event["UID"])
