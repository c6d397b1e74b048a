"""The site and its form on one machine: installed, run by its units' own commands, behind a real Caddy, in a container."""

import base64
import json
import re
import shutil
import socket
import ssl
import subprocess
import threading

import pytest
from cloud import ROOT
from one_machine import HERE, NAME, README, SECRETARIAT, UNITS, Machine, application, applications, machine, online, rows, send  # noqa: F401, what a test asks for by name
from terminal import BIN


# -- install -------------------------------------------------------------------------------------


@pytest.mark.parametrize("script", ["backup", "install", "mail", "office"])
def test_the_scripts_keep_what_every_script_promises(script):
    checked = subprocess.run([BIN / "shellcheck", HERE / script], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout
    helped = subprocess.run([HERE / script, "--help"], capture_output=True, text=True)
    assert helped.returncode == 0 and helped.stdout.startswith(f"usage: infra/one-machine/{script}")
    wrong = subprocess.run([HERE / script, "--no-such-option"], capture_output=True, text=True)
    assert wrong.returncode == 2 and "usage:" in wrong.stderr


def test_an_update_leaves_the_secret_and_the_mailbox_as_they_are(machine):
    etc = machine.root / "etc/bureau"
    (etc / "mail.conf").write_text("MAIL_HOST=mine\n")
    before = {file.name: file.read_bytes() for file in etc.iterdir()}

    machine.install()

    assert {file.name: file.read_bytes() for file in etc.iterdir()} == before
    assert etc.stat().st_mode & 0o777 == 0o700 and all(file.stat().st_mode & 0o777 == 0o600 for file in [etc / "secret", etc / "signing-key"])


def test_what_the_server_refuses_is_not_installed(content, tmp_path):
    machine = Machine(tmp_path, content)
    machine.build()
    machine.install("--signing-key", content.signing_key)
    before = (machine.root / "srv/bureau/dist/handler/bundle.json").read_bytes()
    machine.build(base_url="https://site.example", production=False)

    said = machine.install(expect=1)

    assert "nothing was installed" in said and "`site.example` leads nowhere" in said and "base_url" in said
    assert (machine.root / "srv/bureau/dist/handler/bundle.json").read_bytes() == before


def test_the_first_time_a_key_for_signatures_is_asked_for_and_a_strange_one_refused(content, tmp_path):
    machine = Machine(tmp_path, content)
    machine.build()

    said = machine.install(expect=1)
    assert "keys signing --out signing-key" in said and "--signing-key signing-key" in said

    (tmp_path / "strange").write_text(base64.b64encode(bytes(range(32))).decode())
    said = machine.install("--signing-key", tmp_path / "strange", expect=1)
    assert "nothing was installed" in said and "is not in content/signing.toml" in said
    assert not (machine.root / "usr").exists()


def test_somebody_elses_proxy_settings_are_kept(content, tmp_path):
    machine = Machine(tmp_path, content)
    machine.build()
    caddy = machine.root / "etc/caddy"
    caddy.mkdir(parents=True)
    (caddy / "Caddyfile").write_text("mine\n")

    for _ in range(2):
        machine.install("--signing-key", content.signing_key)

    assert (caddy / "Caddyfile.before").read_text() == "mine\n"
    assert NAME in (caddy / "Caddyfile").read_text()


def test_what_is_missing_is_named_with_what_makes_it(machine, tmp_path):
    assert "cargo build --release" in machine.install(expect=1, SITE_GEN="none")
    said = machine.install(expect=1, SITE_GEN="", CARGO_TARGET_DIR=str(tmp_path))
    assert f"there is no {tmp_path}/release/site-gen" in said
    other = Machine(tmp_path, machine.content)
    assert "build --production" in other.install(expect=1)


def test_the_log_is_kept_as_long_as_the_privacy_page_says(machine):
    assert "MaxRetentionSec=30day\n" in (machine.root / "etc/systemd/journald.conf.d/bureau.conf").read_text()


# -- units ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def systemd(machine):
    """systemd's own analysis of the machine, with Debian's units beside ours."""
    shutil.copytree("/usr/lib/systemd/system", machine.root / "usr/lib/systemd/system", symlinks=True, dirs_exist_ok=True)

    def run(verb, *arguments):
        done = subprocess.run(["systemd-analyze", verb, f"--root={machine.root}", "--no-pager", *arguments], capture_output=True, text=True)
        return done.stdout + done.stderr

    return run


@pytest.mark.parametrize("unit", UNITS)
def test_systemd_understands_every_word_of_a_unit(systemd, unit):
    said = systemd("verify", unit.replace("@", "@bureau-site"))
    assert not [line for line in said.splitlines() if "bureau" in line], said


def test_every_service_is_shut_in(systemd):
    for unit in [unit.replace("@", "@bureau-site") for unit in UNITS if unit.endswith(".service")]:
        [exposure] = re.findall(r"exposure level for \S+: ([\d.]+)", systemd("security", "--offline=true", unit))
        assert float(exposure) <= 1.5, f"{unit}: {exposure}"


def test_a_unit_that_fails_is_told_of_but_for_the_mail_itself(machine):
    for unit in [unit for unit in UNITS if unit.endswith(".service")]:
        told = "OnFailure=bureau-failed@%N.service" in (HERE / "systemd" / unit).read_text()
        assert told != unit.startswith(("bureau-mail", "bureau-failed")), unit


# -- behind the proxy ----------------------------------------------------------------------------


def test_pages_come_encrypted_and_with_the_sites_own_headers(online):
    status, headers, _ = online.get("/contact/", online.http, Host=NAME)
    assert status == 308 and headers["Location"].startswith(f"https://{NAME}")

    context = ssl.create_default_context(cafile=online.folder / "caddy/caddy/pki/authorities/local/root.crt")
    with socket.create_connection(("127.0.0.1", online.https)) as plain, context.wrap_socket(plain, server_hostname=NAME) as secure:
        secure.sendall(f"GET /contact/ HTTP/1.1\r\nHost: {NAME}\r\nConnection: close\r\n\r\n".encode())
        answer = b"".join(iter(lambda: secure.recv(65536), b"")).decode()

    head, page = answer.split("\r\n\r\n", 1)
    built = (online.folder / "dist/public/contact/index.html").read_text()
    assert head.startswith("HTTP/1.1 200") and built in page
    for name, value in json.loads((online.folder / "dist/headers.json").read_text()):
        assert f"{name}: {value}".lower() in head.lower()


def test_an_application_is_kept_for_the_recipients(online):
    status, _, answer = send(online, application(online))

    assert status == 201
    listed = subprocess.run(
        [SECRETARIAT, "list", "--content", online.content.folder, "--store", f"sqlite:{online.root}/var/lib/bureau/applications.db", "--identity", online.content.identities[0]],
        capture_output=True, text=True,
    )  # fmt: skip
    assert json.loads(answer)["reference"] in listed.stdout, listed.stderr


def test_twelve_people_behind_the_proxy_are_twelve_and_one_is_one(online):
    twelve = [send(online, one, f"127.0.1.{number}")[0] for number, one in enumerate(applications(online, 12), 1)]
    assert twelve == [201] * 12
    assert rows(online, "select count(*) from applications where over_limit") == [(0,)]

    masked = [send(online, one, "127.0.2.1", **{"X-Forwarded-For": f"192.0.2.{number}"})[0] for number, one in enumerate(applications(online, 60))]
    assert 429 in masked, masked


def test_sixty_half_sent_applications_do_not_shut_it(online):
    body = application(online)
    halves = [socket.create_connection(("127.0.0.1", online.plain)) for _ in range(60)]
    for half in halves:
        half.sendall(b"POST /candidature/envoi HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 9\r\n\r\na=b")

    assert send(online, body, "127.0.3.1")[0] == 201
    for half in halves:
        half.close()


def test_while_the_site_is_restarted_visitors_wait_a_moment(online):
    online.stop()
    answers = []
    visitor = threading.Thread(target=lambda: answers.append(online.get("/contact/", online.plain)[0]))
    visitor.start()

    online.start()

    visitor.join()
    assert answers == [200]


def test_what_the_proxy_logs_says_nothing_of_who_came(online):
    online.stop()

    status, _, _ = online.get("/marker-path?marker-query", online.plain, sender="127.0.4.1", **{"User-Agent": "marker-agent", "Cookie": "marker"})

    online.start()
    log = (online.folder / "caddy.log").read_text() + (online.folder / "site.log").read_text()
    assert status == 502 and "connection refused" in log, "an error is logged"
    assert "marker" not in log and "127.0.4.1" not in log


def test_a_clock_that_is_right_after_all_is_accepted_as_the_page_says(online):
    [saying] = re.findall(r"`echo (\S+) \\\| sudo tee (/run/\S+)`", README)
    path = online.root / saying[1].removeprefix("/")
    path.parent.mkdir(exist_ok=True)
    path.write_text(saying[0] + "\n")
    online.stop()

    online.start()

    assert "--accept-clock" in online.server.args
    path.unlink()


def test_the_page_names_what_is_there():
    units = {name.split(".")[0] for name in UNITS}
    named = set(re.findall(r"(?<![\w/.-])(bureau-[a-z]+)(?![\w-])", README)) - {"bureau-secret", "bureau-data", "bureau-signing-key"}
    assert named and named <= units, named - units
    for path in re.findall(r"(?:infra|tests)/[\w/.-]*[\w]", README):
        assert (ROOT / path).exists() or path.startswith("tests/.venv"), path


# -- in a container ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def containerfile():
    return [line.split() for line in (HERE / "Containerfile").read_text().splitlines() if line and line[0] != "#"]


def test_what_is_copied_into_a_container_is_enough_to_compile(containerfile, tmp_path):
    for _, *sources, _to in [line for line in containerfile if line[0] == "COPY" and "--from=build" not in line]:
        for source in sources:
            target = tmp_path / source
            target.parent.mkdir(parents=True, exist_ok=True)
            (shutil.copytree if (ROOT / source).is_dir() else shutil.copy)(ROOT / source, target)

    read = subprocess.run(["cargo", "metadata", "--format-version=1", "--no-deps", "--offline", "--locked"], cwd=tmp_path, capture_output=True, text=True)

    assert read.returncode == 0, read.stderr
    programs = [target["name"] for package in json.loads(read.stdout)["packages"] for target in package["targets"] if "bin" in target["kind"]]
    assert {"site-gen", "secretariat"} <= set(programs)


def test_what_a_container_runs_starts(containerfile, machine, tmp_path):
    entry, options = (json.loads(" ".join(line[1:])) for line in containerfile if line[0] in ("ENTRYPOINT", "CMD"))
    words = " ".join([*entry, *options]).replace("/run/secrets/bureau-", f"{machine.root}/etc/bureau/")
    words = machine.below(words).replace(f"127.0.0.1:{machine.port}", "127.0.0.1:0").replace(str(machine.root / "var/lib/bureau"), str(tmp_path / "data"))
    server = subprocess.Popen(words.split(), cwd=machine.root / "srv/bureau", stdout=subprocess.PIPE, text=True)
    try:
        assert "http://127.0.0.1:" in server.stdout.readline()
    finally:
        server.kill()
        server.wait()
