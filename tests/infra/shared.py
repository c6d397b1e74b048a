"""What the tests share: one cloud, one terminal, one content, one stage that is online."""

import base64
import os
import re
import shutil
import subprocess
import sys

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

import standins
from cloud import FULL, ROOT, SITE_GEN, TARGET, Cloud
from stage import STACK, STAGE, parameters, stacks_there
from terminal import BIN, Terminal

# The Node that tests/run has installed, before any other.
os.environ["PATH"] = f"{BIN}:{os.environ['PATH']}"

# A stage's life, in the order in which a maintainer lives through it. Any chapter can be run alone: the stage is then
# put online first.
CHAPTERS = ["test_first_deployment", "test_serving", "test_changes", "test_tables", "test_pause", "test_status", "test_office", "test_notice", "test_domain", "test_plan", "test_applications", "test_weekly", "test_removal"]


def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: CHAPTERS.index(item.module.__name__) if item.module.__name__ in CHAPTERS else -1)


def signing_key(file):
    """As `secretariat keys signing` writes it, and its public half."""
    pair = Ed25519PrivateKey.generate()
    file.write_text(base64.b64encode(pair.private_bytes_raw()).decode() + "\n")
    return file, base64.b64encode(pair.public_key().public_bytes_raw()).decode()


class Content:
    """The site's own content with every value that is still to be given made up, and two recipients."""

    def __init__(self, folder):
        self.folder, self.identities = folder / "content", []
        shutil.copytree(ROOT / "content", self.folder)
        self.signing_key, public = signing_key(folder / "signing-key")
        keys = iter([self.recipient(folder / "one.txt"), self.recipient(folder / "two.txt")])
        for file in self.folder.rglob("*.toml"):
            text = file.read_text()
            text = re.sub(r"^key = \{ placeholder = .*\}", lambda _: f'key = "{next(keys)}"', text, flags=re.M)
            text = re.sub(r"^public = \{ placeholder = .*\}", f'public = "{public}"', text, flags=re.M)
            text = re.sub(r"^from = \{ placeholder = .*\}", "from = 2021-06-01", text, flags=re.M)
            text = re.sub(r"\{ placeholder = .*proposed = (\d+) \}", r"\1", text)
            text = re.sub(r"^email = \{ placeholder = .*\}", 'email = "bureau@site.example"', text, flags=re.M)
            text = re.sub(r'\{ placeholder = "[^"\n]*" \}', '"valeur d’essai"', text)
            file.write_text(text)
        # A letter's text stands below its front matter.
        for file in (self.folder / "lettres").glob("*.md"):
            written = re.sub(r"^texte: \{ placeholder: .*\}\n---$", "---\nUn texte d'essai.", file.read_text(), flags=re.M)
            file.write_text(written)
        # A card takes longer to draw than all else of a page: the home page's is enough to see that pictures arrive.
        for file in (self.folder / "pages").rglob("*.md"):
            if file != self.folder / "pages/index.md":
                file.write_text(file.read_text().replace("---\n", "---\ncard: false\n", 1))

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


@pytest.fixture(scope="session", autouse=True)
def programs(tmp_path_factory):
    """What the scripts would compile, as `cargo test` has left it. With --full they compile it, as a maintainer's do."""
    if FULL:
        return
    folder = tmp_path_factory.mktemp("program")
    bootstrap = folder / "bootstrap"
    # Most of it is for debuggers, and is copied, packed and unpacked with each deployment.
    subprocess.run(["strip", "-o", bootstrap, TARGET / "debug/bootstrap"], check=True)
    # Where they put the zip: another file of tests may deploy at the same time.
    os.environ |= {"SITE_GEN": str(SITE_GEN), "BOOTSTRAP": str(bootstrap), "CARGO_TARGET_DIR": str(folder)}
    os.environ["SECRETARIAT"] = str(TARGET / "debug/secretariat")


@pytest.fixture(scope="session")
def site_gen():
    assert SITE_GEN.exists(), "cargo test --workspace --features form-handler/lambda makes it; tests/run does"
    return SITE_GEN


@pytest.fixture(scope="session")
def dist(site_gen, tmp_path_factory):
    """What is built of the content as it is, to be read."""
    out = tmp_path_factory.mktemp("built") / "dist"
    subprocess.run([site_gen, "build", "--out", out], cwd=ROOT, check=True, capture_output=True)
    return out


@pytest.fixture
def copy(dist, tmp_path):
    """The same, to be changed."""
    return shutil.copytree(dist, tmp_path / "dist")


@pytest.fixture(scope="session")
def content(tmp_path_factory):
    return Content(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="session")
def terminal(cloud, tmp_path_factory):
    return Terminal(tmp_path_factory.mktemp("terminal"), cloud)


@pytest.fixture
def offline(tmp_path):
    """A terminal from which AWS cannot be reached."""
    return Terminal(tmp_path / "terminal")


@pytest.fixture
def rust_without_arm64(tmp_path):
    """A folder with a rustc that knows of no library for arm64, whatever this machine has."""
    folder, rustc = tmp_path / "rust", shutil.which("rustc")
    folder.mkdir()
    (folder / "rustc").write_text(f'#!/bin/sh\ncase "$*" in *target-libdir*aarch64*) echo /none ;; *) exec {rustc} "$@" ;; esac\n')
    (folder / "rustc").chmod(0o755)
    return folder


@pytest.fixture(scope="session")
def newest_jq(terminal, tmp_path_factory):
    """Where to look for programs, if jq is to be the newest one."""
    folder = tmp_path_factory.mktemp("jq")
    (folder / "jq").write_text(f'#!/bin/sh\nexec "{sys.executable}" "{ROOT}/tests/infra/newest_jq.py" "$@"\n')
    (folder / "jq").chmod(0o755)
    return f"{folder}:{terminal.environment['PATH']}"


@pytest.fixture(scope="session")
def out(terminal):
    """Where the deployments build the site."""
    return terminal.folder / "dist"


@pytest.fixture
def deploy(terminal, content, out):
    def run(*arguments, **options):
        ours = ["--content", content.folder, "--out", out, "--signing-key", content.signing_key]
        return terminal.run("deploy", STAGE, *ours, *arguments, **options)

    return run


@pytest.fixture
def online(deploy):
    if STACK not in stacks_there() or parameters()["Deployment"] == "none":
        deploy("--yes")


@pytest.fixture(autouse=True)
def nothing_is_refused():
    standins.refusing.clear()
