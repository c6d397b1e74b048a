"""The one machine of infra/one-machine, below a folder: installed by its own script, run by its own units' commands."""

import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import time
from http.client import HTTPConnection, HTTPSConnection
from urllib.parse import urlencode

import pytest
from cloud import ROOT, SITE_GEN, TARGET, free_port
from terminal import BIN

HERE = ROOT / "infra/one-machine"
NAME = "candidatures.bureau-des-pairs.fr"
ORIGIN = f"https://{NAME}"
README = (HERE / "README.md").read_text()
UNITS = sorted(file.name for file in (HERE / "systemd").glob("bureau-*.*") if file.is_file())
SECRETARIAT = TARGET / "debug/secretariat"


class Machine:
    def __init__(self, folder, content):
        self.folder, self.root, self.content = folder, folder / "root", content
        self.port = free_port()
        self.processes = []

    def build(self, base_url=f"https://{NAME}", production=True):
        command = [SITE_GEN, "build", "--content", self.content.folder, "--out", self.folder / "dist", "--base-url", base_url]
        subprocess.run([*command, *["--production"] * production], check=True, capture_output=True)

    def install(self, *arguments, expect=0, **environment):
        done = subprocess.run(
            [HERE / "install", "--root", self.root, "--content", self.content.folder, "--out", self.folder / "dist", *arguments],
            text=True, capture_output=True, timeout=120,
            env={**os.environ, "SITE_GEN": str(SITE_GEN), "SECRETARIAT": str(SECRETARIAT), **environment},
        )  # fmt: skip
        said = done.stdout + done.stderr
        assert done.returncode == expect, said
        return said

    def below(self, text):
        """A command or a path of the machine, as one below the folder."""
        return re.sub(r"(?<![\w.])/(usr/local|var/lib|srv|etc|run)/", rf"{self.root}/\1/", text).replace("127.0.0.1:8080", f"127.0.0.1:{self.port}")

    def unit(self, name):
        """How systemd would start a unit: command, folder, environment."""
        text = (self.root / "etc/systemd/system" / name).read_text()
        stated = {key: self.below(value) for key, value in re.findall(r"^(\w+)=(.*)$", text, re.M)}
        credentials = self.folder / f"credentials-{name}"
        credentials.mkdir(exist_ok=True)
        for credential, path in re.findall(r"^LoadCredential=([\w-]+):(.*)$", text, re.M):
            shutil.copy(self.below(path), credentials / credential)
        state = self.root / "var/lib/bureau"
        state.mkdir(parents=True, exist_ok=True, mode=0o700)
        environment = {"PATH": f"{self.root}/usr/local/bin:{os.environ['PATH']}", "CREDENTIALS_DIRECTORY": str(credentials), "STATE_DIRECTORY": str(state)}
        lines = re.findall(r"^Environment=(.*)$", text, re.M)
        for optional, path in re.findall(r"^EnvironmentFile=(-?)(.*)$", text, re.M):
            if not optional or os.path.exists(self.below(path)):
                lines += [line for line in open(self.below(path)).read().splitlines() if not line.startswith("#")]
        environment |= dict(line.split("=", 1) for line in lines if line)
        command = " ".join(environment.get(word[1:], "") if word[0] == "$" else word for word in stated["ExecStart"].split())
        return shlex.split(command), stated.get("WorkingDirectory", "/"), environment

    def run(self, name, expect=0, **changes):
        command, folder, environment = self.unit(name)
        done = subprocess.run(command, cwd=folder, env={**environment, **changes}, text=True, capture_output=True, timeout=60)
        assert done.returncode == expect, done.stdout + done.stderr
        return done.stdout + done.stderr

    def start(self):
        command, folder, environment = self.unit("bureau-site.service")
        log = (self.folder / "site.log").open("a")
        self.server = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)
        self.processes.append(self.server)
        wait(lambda: self.get("/healthz", self.port)[0] == 200, self.server)

    def stop(self):
        self.server.send_signal(signal.SIGTERM)
        assert self.server.wait(10) == 0

    def start_proxy(self):
        """Caddy, with the file that was installed; only where it listens, and who vouches for it, are other here."""
        for _ in range(5):
            try:
                return self.try_proxy()
            except AssertionError:
                # Of three ports that were free, another test's server may have taken one meanwhile.
                if "address already in use" not in (self.folder / "caddy.log").read_text():
                    raise
        raise AssertionError("five times, somebody had taken a port")

    def try_proxy(self):
        self.http, self.https, self.plain = free_port(), free_port(), free_port()
        here = f"admin off\n local_certs\n skip_install_trust\n http_port {self.http}\n https_port {self.https}\n"
        text = self.below((self.root / "etc/caddy/Caddyfile").read_text())
        text = text.replace("\n{\n", "\n{\n " + here, 1).replace(f"\n{NAME} {{", f"\n{NAME}, https://localhost:{self.https}, http://127.0.0.1:{self.plain} {{")
        (self.folder / "Caddyfile").write_text(text)
        home = {"HOME": str(self.folder), "XDG_DATA_HOME": str(self.folder / "caddy"), "XDG_CONFIG_HOME": str(self.folder / "caddy")}
        log = (self.folder / "caddy.log").open("w")
        command = ["caddy", "run", "--config", self.folder / "Caddyfile", "--adapter", "caddyfile"]
        self.proxy = subprocess.Popen(command, env={**os.environ, **home}, stdout=log, stderr=log)
        self.processes.append(self.proxy)
        wait(lambda: self.get("/healthz", self.plain)[0] == 200, self.proxy)

    def end(self):
        for process in self.processes:
            process.kill()
            process.wait()

    def get(self, path, port, method="GET", body=None, sender="127.0.0.1", secure=None, **headers):
        """Asks from an address of this machine, of which there are as many as one likes."""
        kind, options = (HTTPSConnection, {"context": secure}) if secure else (HTTPConnection, {})
        connection = kind("127.0.0.1", port, timeout=30, source_address=(sender, 0), **options)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read().decode()
        finally:
            connection.close()


def with_keys(data):
    """As if `serve` had run there: where it finds no development keys it looks for three, which takes seconds."""
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in ("identity.txt", "signing-key"):
        shutil.copy(ROOT / "tests/e2e" / name, data)
        (data / name).chmod(0o600)


def wait(so, process):
    for _ in range(300):
        assert process.poll() is None, "it has ended"
        try:
            if so():
                return
        except OSError:
            pass
        time.sleep(0.1)
    raise AssertionError("it does not answer")


@pytest.fixture(scope="module")
def machine(content, tmp_path_factory):
    machine = Machine(tmp_path_factory.mktemp("machine"), content)
    machine.build()
    machine.install("--signing-key", content.signing_key)
    yield machine
    machine.end()


@pytest.fixture(scope="module")
def online(machine):
    machine.start()
    machine.start_proxy()
    return machine


def applications(machine, count):
    """Each of another firm, checked and ready to be sent."""
    command = [BIN / "node", ROOT / "tests/infra/apply.mjs", f"http://127.0.0.1:{machine.plain}", ORIGIN, str(count)]
    done = subprocess.run(command, text=True, capture_output=True, check=True)
    return [urlencode(json.loads(line), doseq=True) for line in done.stdout.splitlines()]


def application(machine):
    [one] = applications(machine, 1)
    return one


def send(machine, body, sender="127.0.0.1", **headers):
    headers = {"Origin": ORIGIN, "Accept": "application/json", "Content-Type": "application/x-www-form-urlencoded", **headers}
    return machine.get("/candidature/envoi", machine.plain, "POST", body, sender, **headers)


def rows(machine, query):
    done = subprocess.run(["sqlite3", "-json", "-cmd", ".timeout 10000", machine.root / "var/lib/bureau/applications.db", query], capture_output=True, text=True, check=True)
    return [tuple(row.values()) for row in json.loads(done.stdout or "[]")]
