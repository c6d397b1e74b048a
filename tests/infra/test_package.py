"""The function's zip: what is in it, and that the same sources give the same bytes."""

import hashlib
import os
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from cloud import FULL, ROOT, TARGET

TRIPLE = "x86_64-unknown-linux-gnu"
PACKAGE = ROOT / "infra/package"
# Otherwise it is the program of the other tests that is packed (see shared.py).
as_deployed = pytest.mark.skipif(not FULL, reason="compiles the program as it is deployed: tests/run --full")


def package(*arguments, root=ROOT, expect=0, **environment):
    done = subprocess.run([root / "infra/package", *arguments], cwd="/", capture_output=True, text=True, env={**os.environ, **environment})
    assert done.returncode == expect, done.stderr
    return Path(done.stdout.strip()) if expect == 0 else done.stderr


def packed():
    """Where it is put."""
    return Path(os.environ.get("CARGO_TARGET_DIR", TARGET), "lambda/form-handler-x86_64.zip")


def digest(zip):
    return hashlib.sha256(zip.read_bytes()).hexdigest()


@pytest.fixture(scope="session")
def zip(dist, tmp_path_factory):
    """The zip of this checkout, kept aside: the next one is written over it."""
    return Path(shutil.copy(package("x86_64", dist), tmp_path_factory.mktemp("zip")))


def write_again(folder):
    """The same files, made in another order, at another time, under another umask."""
    files = {file.relative_to(folder): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    shutil.rmtree(folder)
    before = os.umask(0o002)
    for name in sorted(files, reverse=True):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(files[name])
        os.utime(folder / name, (981173106, 981173106))
    os.umask(before)


def test_it_holds_the_program_and_what_site_gen_made_for_it(zip, dist):
    with zipfile.ZipFile(zip) as archive:
        handler = [f"handler/{file.name}" for file in (dist / "handler").iterdir()]
        assert archive.namelist() == sorted(["bootstrap", *handler])
        assert [info.external_attr >> 16 & 0o777 for info in archive.infolist()] == [0o755] + [0o644] * len(handler)
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        program = archive.read("bootstrap")
    assert program.startswith(b"\x7fELF")


@as_deployed
def test_it_says_nothing_of_the_machine_it_was_compiled_on(zip):
    with zipfile.ZipFile(zip) as archive:
        program = archive.read("bootstrap")
    # Where this machine keeps sources is nobody's business, and would differ elsewhere.
    assert str(ROOT).encode() not in program and str(Path.home()).encode() not in program


@as_deployed
def test_it_is_as_small_as_was_promised(zip):
    assert zip.stat().st_size <= 2_900_000


@as_deployed
def test_the_same_sources_give_the_same_bytes(zip, copy):
    """The crate is compiled and the program linked again; what it depends on is compiled once (see the next test)."""
    clean = ["cargo", "clean", "--quiet", "--package", "form-handler", "--profile", "lambda", "--target", TRIPLE]
    subprocess.run(clean, cwd=ROOT, check=True)
    assert not (TARGET / TRIPLE / "lambda/bootstrap").exists()
    write_again(copy / "handler")
    packed().unlink()

    again = package("x86_64", copy, TZ="Pacific/Auckland", LC_ALL="C.UTF-8")

    assert digest(again) == digest(zip)


@as_deployed
def test_another_checkout_on_another_disk_gives_the_same_bytes(zip, dist, tmp_path):
    elsewhere = tmp_path / "some where else"
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, listed.split("\0")):
        (elsewhere / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, elsewhere / name)
    shutil.copytree(dist, elsewhere / "dist")
    home = tmp_path / "cargo"
    home.symlink_to(os.environ.get("CARGO_HOME", Path.home() / ".cargo"))

    again = package("x86_64", root=elsewhere, CARGO_TARGET_DIR=str(tmp_path / "target"), CARGO_HOME=str(home))

    assert digest(again) == digest(zip)


def test_what_has_not_changed_is_not_packed_again_unless_it_is_gone(zip, dist):
    made = package("x86_64", dist)
    before = made.stat().st_mtime_ns

    assert package("x86_64", dist).stat().st_mtime_ns == before

    made.unlink()
    assert digest(package("x86_64", dist)) == digest(zip)


def test_packing_that_was_interrupted_is_done_again(zip, dist, tmp_path):
    """What is there by then is half a zip."""
    made = package("x86_64", dist)
    (tmp_path / "zip").write_text('#!/bin/sh\nfor given; do case $given in *.zip) echo half >"$given" ;; esac; done\nexit 15\n')
    (tmp_path / "zip").chmod(0o755)
    made.unlink()
    package("x86_64", dist, expect=15, PATH=f"{tmp_path}:{os.environ['PATH']}")
    assert made.read_text() == "half\n"

    assert digest(package("x86_64", dist)) == digest(zip)


def test_a_change_of_the_content_changes_the_zip(zip, copy):
    bundle = copy / "handler/bundle.json"
    bundle.write_text(bundle.read_text().replace("{", "{ ", 1))

    assert digest(package("x86_64", copy)) != digest(zip)


def test_an_architecture_that_rust_cannot_compile_for_says_what_to_install(dist, rust_without_arm64):
    said = package("arm64", dist, expect=1, PATH=f"{rust_without_arm64}:{os.environ['PATH']}")

    assert said.startswith("infra/package: ") and "rustup target add aarch64-unknown-linux-gnu" in said


@pytest.mark.parametrize("arguments", ["riscv64", "x86_64 dist arm64"])
def test_an_architecture_that_lambda_does_not_have_is_wrong_usage(arguments):
    assert package(*arguments.split(), expect=2).startswith("usage: infra/package x86_64|arm64")


def test_without_a_built_site_it_says_how_to_build_one(tmp_path):
    (tmp_path / "infra").mkdir()
    shutil.copy(PACKAGE, tmp_path / "infra")
    assert "run cargo run -- build --production" in package("x86_64", root=tmp_path, expect=1)
