"""A maintainer's terminal: the scripts of infra/, as they are, against AWS on this machine."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import standins
from cloud import REGION, ROOT, TARGET, Cloud

BIN = Path(sys.executable).parent
STAGE = "test"
STACK = f"bureau-des-pairs-{STAGE}"


class Terminal:
    """Runs a script and keeps what it said, and what the processes it started were called with."""

    def __init__(self, folder, cloud=None):
        self.folder, self.arguments = folder, folder / "arguments"
        shims = folder / "bin"
        shims.mkdir(parents=True)
        (shims / "aws").write_text(f'#!/bin/sh\nprintf "%s\\n" "$*" >>"{self.arguments}"\nexec "{BIN}/aws" "$@"\n')
        (shims / "aws").chmod(0o755)
        self.environment = {
            **os.environ,
            "PATH": f"{shims}:{BIN}:{os.environ['PATH']}",
            "HOME": os.environ["HOME"],
            "AWS_CONFIG_FILE": str(folder / "none"),
            "AWS_SHARED_CREDENTIALS_FILE": str(folder / "none"),
            "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_ENDPOINT_URL": cloud.url if cloud else "http://127.0.0.1:9",
            "AWS_MAX_ATTEMPTS": "1",
            "SMOKE_URL": cloud.site if cloud else "http://127.0.0.1:9",
            "SMOKE_PATIENCE": "0",
            "POLL_SECONDS": "0",
        }
        for name in ("AWS_REGION", "AWS_DEFAULT_REGION", "AWS_PROFILE"):
            self.environment.pop(name, None)

    def run(self, script, *arguments, expect=0, **environment):
        done = subprocess.run(
            [str(ROOT / "infra" / script), *map(str, arguments)], cwd=self.folder, text=True, capture_output=True,
            stdin=subprocess.DEVNULL, timeout=900, env={**self.environment, **environment},
        )  # fmt: skip
        said = done.stdout + done.stderr
        assert done.returncode == expect, f"infra/{script} {arguments} exited {done.returncode}, expected {expect}:\n{said}"
        self.keeps_secrets(said)
        return said

    def keeps_secrets(self, said):
        listed = self.arguments.read_text() if self.arguments.exists() else ""
        for function in standins_environment():
            for name in ("SECRET", "SECRET_PREVIOUS", "ORIGIN_SECRET"):
                secret = function.get(name)
                assert not secret or secret not in said, f"{name} was printed"
                assert not secret or secret not in listed, f"{name} was on a command line"

    def aws(self, *arguments):
        done = subprocess.run([str(BIN / "aws"), "--region", REGION, *arguments], text=True, capture_output=True, env=self.environment)
        assert done.returncode == 0, done.stderr
        return done.stdout


def standins_environment():
    from cloud import ACCOUNT
    from moto.awslambda.models import lambda_backends

    return [function.environment_vars for function in lambda_backends[ACCOUNT][REGION].list_functions()]


class Content:
    """The site's own content with every value that is still to be given made up, and two recipients."""

    def __init__(self, folder):
        self.folder, self.identities = folder / "content", []
        shutil.copytree(ROOT / "content", self.folder)
        keys = iter([self.recipient(folder / "one.txt"), self.recipient(folder / "two.txt")])
        for file in self.folder.rglob("*.toml"):
            text = file.read_text()
            text = re.sub(r"^key = \{ placeholder = .*\}", lambda _: f'key = "{next(keys)}"', text, flags=re.M)
            text = re.sub(r"\{ placeholder = .*proposed = (\d+) \}", r"\1", text)
            text = re.sub(r"^email = \{ placeholder = .*\}", 'email = "bureau@site.example"', text, flags=re.M)
            text = re.sub(r'\{ placeholder = "[^"\n]*" \}', '"valeur d’essai"', text)
            file.write_text(text)

    def recipient(self, file):
        made = subprocess.run(["age-keygen", "-o", str(file)], capture_output=True, text=True, check=True)
        self.identities.append(file)
        return made.stderr.split()[-1]

    def replace(self, file, old, new):
        path = self.folder / file
        text = path.read_text()
        assert old in text, f"{file} does not contain {old}"
        path.write_text(text.replace(old, new, 1))


@pytest.fixture(scope="session")
def cloud():
    cloud = Cloud()
    yield cloud
    cloud.stop()


@pytest.fixture(scope="session")
def site_gen():
    subprocess.run(["cargo", "build", "--quiet", "--locked", "-p", "site-gen"], cwd=ROOT, check=True)
    return TARGET / "debug/site-gen"


@pytest.fixture(scope="session")
def content(tmp_path_factory):
    return Content(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="session")
def terminal(cloud, tmp_path_factory):
    return Terminal(tmp_path_factory.mktemp("terminal"), cloud)


@pytest.fixture(autouse=True)
def nothing_is_refused():
    standins.refusing.clear()
