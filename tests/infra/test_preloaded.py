"""That a call of AWS's command by the tests is one of its own, though a process answers many (preloaded.py)."""

import os
import subprocess

import pytest
from cloud import REGION

# More than there are processes: one of them answers twice, whichever is free.
OFTEN = 4
SETTINGS = ["configure", "list"]
CALLS = {
    "of another region": (["--region", "us-east-1", *SETTINGS], {}),
    "by somebody else": (SETTINGS, {"AWS_ACCESS_KEY_ID": "AKIASOMEBODYELSE", "AWS_SECRET_ACCESS_KEY": "else"}),
    "elsewhere": (SETTINGS, {"AWS_DEFAULT_REGION": "eu-central-1"}),
    "in other words": (["--output", "text", "--query", "Account", "sts", "get-caller-identity"], {}),
    "that is refused": (["--profile", "nobody", *SETTINGS], {}),
    "that is none": (["cloudformation", "no-such-command"], {}),
    "that AWS refuses": (["cloudformation", "describe-stacks", "--stack-name", "none"], {}),
}


@pytest.fixture
def call(terminal):
    def run(arguments, **environment):
        options = {"capture_output": True, "text": True, "timeout": 60, "cwd": terminal.folder}
        return subprocess.run([terminal.folder / "bin/aws", *arguments], env={**terminal.environment, **environment}, **options)

    return run


def said(call):
    """Who calls, and from where, as AWS's command sees it."""
    settings = call(SETTINGS)
    return settings.returncode, settings.stdout, settings.stderr


@pytest.mark.parametrize("other", CALLS)
def test_a_call_knows_nothing_of_the_one_before(call, other):
    arguments, environment = CALLS[other]
    before, first = said(call), call(arguments, **environment)

    for _ in range(OFTEN):
        again = call(arguments, **environment)
        assert (again.returncode, again.stdout, again.stderr) == (first.returncode, first.stdout, first.stderr)
        assert said(call) == before


def test_what_nobody_has_read_reaches_nobody_else(call, terminal):
    before = said(call)
    for _ in range(OFTEN):
        read, written = os.pipe()
        os.close(read)
        subprocess.run([terminal.folder / "bin/aws", *SETTINGS], env=terminal.environment, stdout=written, stderr=subprocess.DEVNULL, timeout=60)
        os.close(written)
        assert said(call) == before


def test_a_call_is_made_where_it_stands_and_reads_what_it_is_given(call, terminal, tmp_path):
    (tmp_path / "here.txt").write_text("here")
    there = subprocess.run(
        [terminal.folder / "bin/aws", "cloudformation", "validate-template", "--template-body", "file://here.txt", "--region", REGION],
        cwd=tmp_path, env=terminal.environment, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert "Unable to load paramfile" not in there.stderr
    assert "Unable to load paramfile" in call(["cloudformation", "validate-template", "--template-body", "file://here.txt", "--region", REGION]).stderr
