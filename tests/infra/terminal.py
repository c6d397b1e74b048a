"""A maintainer's terminal: the scripts of infra/, as they are, against AWS on this machine."""

import os
import pty
import re
import shutil
import subprocess
import sys
import time
from signal import SIG_DFL, SIGINT
from signal import signal as reset
from pathlib import Path

from cloud import ACCOUNT, AWS, REGION, ROOT, SETTINGS
from moto.awslambda.models import lambda_backends

BIN = Path(sys.executable).parent
# Whatever is started with a secret among its arguments shows it to everyone on the machine.
WATCHED = ["age", "aws", "curl", "grep", "jq", "openssl", "sed", "zip"]


def compile_call(program, **texts):
    given = [f'-D{name}="{text}"' for name, text in texts.items()]
    subprocess.run(["cc", "-O1", "-Wall", "-Werror", *given, "-o", program, ROOT / "tests/infra/call.c"], check=True)


class Terminal:
    """Runs a script and keeps what it said, and what the processes it started were called with."""

    def __init__(self, folder, cloud=None):
        self.folder, self.arguments, self.temporary = folder, folder / "arguments", folder / "tmp"
        self.temporary.mkdir(parents=True)
        shims = folder / "bin"
        shims.mkdir()
        search = f"{BIN}:{os.environ['PATH']}"
        for name in WATCHED:
            program = f'"{shutil.which(name, path=search)}"'
            if name == "aws":
                program = f'"{AWS}" --endpoint-url "$AWS_ENDPOINT_URL"'
            shim = shims / name
            if name == "aws" and cloud and cloud.commands:
                compile_call(shim, SERVER=cloud.commands, LISTED=self.arguments)
                continue
            shim.write_text(f'#!/bin/sh\nprintf "%s\\n" "{name} $*" >>"{self.arguments}"\nexec {program} "$@"\n')
            shim.chmod(0o755)
        self.environment = {
            **os.environ,
            "PATH": f"{shims}:{search}",
            "TMPDIR": str(self.temporary),
            **SETTINGS,
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

    def run(self, script, *arguments, expect=0, answers=None, **environment):
        """With answers, someone sits in front of the terminal and types them."""
        person, terminal = pty.openpty() if answers else (None, subprocess.DEVNULL)
        if answers:
            os.write(person, answers.encode())
        done = subprocess.run(
            [str(ROOT / "infra" / script), *map(str, arguments)], cwd=self.folder, text=True, capture_output=True,
            stdin=terminal, timeout=900, env={**self.environment, **environment},
        )  # fmt: skip
        if answers:
            os.close(person)
            os.close(terminal)
        said = done.stdout + done.stderr
        assert done.returncode == expect, f"infra/{script} {arguments} exited {done.returncode}, expected {expect}:\n{said}"
        complaint = re.search(r"(^|\] )infra/[a-z-]+: .", done.stderr, re.M)
        assert bool(complaint) == (expect == 1) or expect == 2, said
        assert list(self.temporary.iterdir()) == [], "files were left behind, perhaps with secrets in them"
        self.keeps_secrets(said)
        return said

    def interrupt(self, signal, until, script, *arguments, **environment):
        """Runs a script, sends it a signal as soon as something is so, and gives its exit status and what it said."""
        running = subprocess.Popen(
            [str(ROOT / "infra" / script), *map(str, arguments)], cwd=self.folder, text=True, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env={**self.environment, **environment},
            preexec_fn=lambda: reset(SIGINT, SIG_DFL), # it is ignored in what a shell runs in the background
        )  # fmt: skip
        while not until():
            assert running.poll() is None, running.stdout.read()
            time.sleep(0.05)
        running.send_signal(signal)
        said, _ = running.communicate(timeout=60)
        assert list(self.temporary.iterdir()) == [], "files were left behind, perhaps with secrets in them"
        return running.returncode, said

    def keeps_secrets(self, said):
        listed = self.arguments.read_text() if self.arguments.exists() else ""
        for function in lambda_backends[ACCOUNT][REGION].list_functions():
            for name in ("SECRET", "SECRET_PREVIOUS", "SIGNING_KEY", "ORIGIN_SECRET", "ORIGIN_SECRET_PREVIOUS"):
                secret = function.environment_vars.get(name)
                assert not secret or secret not in said, f"{name} was printed"
                assert not secret or secret not in listed, f"{name} was on a command line"

    def aws(self, *arguments):
        done = subprocess.run([str(self.folder / "bin/aws"), "--region", REGION, *arguments], text=True, capture_output=True, env=self.environment)
        assert done.returncode == 0, done.stderr
        return done.stdout
