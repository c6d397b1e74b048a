"""What is deployed is served: the pages as they were built, and the form by the real function."""

import gzip
import json
import re
import shutil
import signal
import subprocess
import threading
import urllib.error
import urllib.request
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import stacks
from one_machine import with_keys
from stage import STACK, STAGE, address, applications, bucket, get, send, stacks_there

pytestmark = pytest.mark.usefixtures("online")


@pytest.fixture
def local(content, site_gen, out, tmp_path):
    """The address of the same site on one machine."""
    with_keys(tmp_path)
    command = [site_gen, "serve", "--as-deployed", "--addr", "127.0.0.1:0", "--data", tmp_path, "--content", content.folder]
    server = subprocess.Popen(command, cwd=out.parent, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        for line in server.stdout:
            if found := re.search(r"http://127\.0\.0\.1:\d+", line):
                break
        else:
            pytest.fail("site-gen serve ended")
        yield found[0]
    finally:
        server.kill()
        server.wait()


def normal(body):
    return re.sub(rb"https?://[a-z0-9.:-]+", b"", body)


def test_it_is_what_serve_shows(cloud, local, out):
    for_other_hosts = {"_headers", "_redirects"}, {".br", ".gz"}
    files = [file for file in (out / "public").rglob("*") if file.is_file() and file.name not in for_other_hosts[0] and file.suffix not in for_other_hosts[1]]
    paths = ["/" + str(file.relative_to(out / "public")).removesuffix("index.html") for file in files]
    headers = [name for name, _ in json.loads((out / "headers.json").read_text())] + ["content-type", "location"]
    assert len(paths) > 10
    for path in [*paths, *(path.rstrip("/") + "?a=1" for path in paths if path.endswith("/") and path != "/"), "/missing/"]:
        ours, theirs = get(cloud.site + path), get(local + path)
        if {ours[0], theirs[0]} == {301, 303}:
            # The form's service leads to its page by itself; where it is not asked, a redirect does.
            assert re.match("/candidature/?([?]|$)", path)
            assert {answer[1]["location"].split("?")[0] for answer in (ours, theirs)} == {"/candidater/"}
            continue
        assert ours[0] == theirs[0], path
        if ours[0] == 301:
            assert ours[1]["location"] == theirs[1]["location"]
            continue
        assert {name: ours[1].get(name) for name in headers} == {name: theirs[1].get(name) for name in headers}, path
        if path not in ("/robots.txt", "/sitemap.xml"):  # These name the address, which differs.
            assert normal(ours[2]) == normal(theirs[2]), path


def test_pages_are_checked_for_changes_each_time(cloud):
    assert get(cloud.site + "/")[1]["cache-control"] == "public, max-age=0, must-revalidate"


def test_the_smoke_test_names_whatever_differs_from_what_was_built(terminal, cloud, out, tmp_path):
    before = applications(terminal)
    dist = shutil.copytree(out, tmp_path / "dist")
    assert "not ok" not in terminal.run("smoke", cloud.site, dist)

    contact = dist / "public/contact/index.html"
    contact.write_text(contact.read_text() + "<!-- newer -->")
    (dist / "public/nouvelle").mkdir()
    (dist / "public/nouvelle/index.html").write_text("page")
    headers = json.loads((dist / "headers.json").read_text())
    headers[0][1] += "; upgrade-insecure-requests"
    (dist / "headers.json").write_text(json.dumps(headers))
    (dist / "redirects.json").write_text('[["/jamais/", "/contact/"]]')
    said = terminal.run("smoke", cloud.site, dist, "--function-url", cloud.site, expect=1)

    for complaint in [
        "/contact/: expected 200, found 200 with other content",
        "/nouvelle/: expected 200, found 404",
        "content-security-policy of /: ",
        "content-security-policy of the form's answer: ",
        "/jamais/ leads to /contact/: expected 301 /contact/, found 404",
        "the form answers only through the site: expected 403, found 303",
    ]:
        assert f"not ok  {complaint}" in said
    assert applications(terminal) == before


def test_the_smoke_test_sends_the_form_as_a_page_at_the_address_it_was_built_for(terminal, cloud, out, tmp_path):
    dist = shutil.copytree(out, tmp_path / "dist")
    bundle = json.loads((dist / "handler/bundle.json").read_text())
    (dist / "handler/bundle.json").write_text(json.dumps(bundle | {"base_url": "https://other.example/folder"}))

    said = terminal.run("smoke", cloud.site, dist, expect=1)

    assert "an empty form is refused, and nothing stored: expected 422 true, found 403" in said


def test_a_site_of_one_page_has_no_other_to_look_for(terminal, cloud, out, tmp_path):
    dist = shutil.copytree(out, tmp_path / "dist")
    for file in [file for file in (dist / "public").rglob("*") if file.is_file()]:
        if file.relative_to(dist / "public").name != "index.html" or file.parent != dist / "public":
            file.unlink()

    assert "ok      /\n" in terminal.run("smoke", cloud.site, dist)


@pytest.fixture
def unsteady(cloud):
    """The site's address over a line that loses the first request for a page."""
    lost = []

    class Line(BaseHTTPRequestHandler):
        def do_GET(self):
            if self.path == "/contact/" and not lost:
                lost.append(self.path)
                return self.connection.close()
            length = int(self.headers.get("Content-Length") or 0)
            connection = HTTPConnection(cloud.site.removeprefix("http://"))
            connection.request(self.command, self.path, self.rfile.read(length), dict(self.headers))
            response = connection.getresponse()
            body = response.read()
            self.send_response_only(response.status)
            for name, value in response.getheaders():
                if name.lower() not in ("content-length", "transfer-encoding", "connection"):
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Line)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def test_the_smoke_test_asks_again_before_it_says_that_something_is_wrong(terminal, unsteady, out):
    said = terminal.run("smoke", unsteady, out, SMOKE_PATIENCE="60")

    assert "1 answer(s) are not what was built: trying again" in said and "not ok" not in said


@pytest.fixture
def uploaded(terminal, tmp_path):
    """Which files of these are in the bucket afterwards."""

    def upload(*files):
        (tmp_path / "public/assets").mkdir(parents=True)
        for file in files:
            (tmp_path / "public" / file).write_text(file)
        types = {file.name.rpartition(".")[2] if "." in file.name else "": "text/plain" for file in map(Path, files)}
        (tmp_path / "media-types.json").write_text(json.dumps(types))
        terminal.run("upload", tmp_path / "public", "other", "0123456789ab")
        return {key.split("/", 2)[2] for key in bucket("other").keys}

    terminal.aws(*"s3api create-bucket --bucket other --create-bucket-configuration LocationConstraint=eu-west-3".split())
    yield upload
    terminal.aws("s3", "rb", "--force", "s3://other")


def test_a_file_without_an_extension_goes_where_it_belongs(uploaded):
    assert uploaded("index.html", "assets/LICENSE", "assets/a.b.css") == {"index.html", "assets/LICENSE", "assets/a.b.css", "unavailable.html"}


def test_an_authors_own_archive_is_uploaded_and_no_compressed_form_of_another_file(uploaded):
    own = {"index.html", "assets/archive.tar.gz", "assets/index.html.gz", "assets/b.br"}
    assert uploaded(*own, "index.html.br", "index.html.gz", "_headers", "_redirects") == own | {"unavailable.html"}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_script_that_is_interrupted_says_so_and_what_goes_on_without_it(terminal, monkeypatch, number):
    monkeypatch.setattr(stacks, "unending", [True])
    stack = stacks_there()[STACK]

    under_way = lambda: stack.status == "UPDATE_IN_PROGRESS"
    try:
        status, said = terminal.interrupt(number, under_way, "rotate-secret", STAGE, "--yes")
    finally:
        stack.status = "UPDATE_COMPLETE"

    assert status == 128 + number and "stopped half-way: interrupted" in said
    assert f"AWS goes on with stack {STACK}: infra/status {STAGE}" in said


def test_the_form_keeps_an_application_and_its_log_names_no_one(cloud, terminal):
    reference = send(cloud)

    assert f"APP#{reference}" in applications(terminal)
    assert reference in terminal.run("logs", STAGE, "--reference", reference)
    said = terminal.run("logs", STAGE, "--outcome", "kept", "--since", "1h")
    assert said.count('"outcome":"kept"') == 1
    assert reference not in terminal.run("logs", STAGE, "--outcome", "too_many")
    assert reference in said, "the whole request is shown"
    whole = terminal.run("logs", STAGE)
    for word in ["Fonderies", "Durand", "Gérante", "732829320", "fonderies.example", "192.0.2."]:
        assert word not in whole, "an answer or an address is in the log"


def test_the_log_says_why_an_application_was_not_kept(cloud, terminal):
    cloud.refused_call = "UpdateItem"
    try:
        with pytest.raises(AssertionError, match="503"):
            send(cloud)
    finally:
        cloud.refused_call = None

    said = terminal.run("logs", STAGE, "--outcome", "not_kept")

    assert "AccessDeniedException" in said and "an application could not be kept" in said
    assert '"outcome":"kept"' not in said and "kept application" not in said
    assert terminal.run("logs", STAGE, "--outcome", "too_many").count("\n") == 1, "only in whose name it works"


def test_status_says_what_is_online_and_what_is_wrong(terminal):
    said = terminal.run("status", STAGE)
    assert address() in said and "none rings" in said and "every second: enabled" in said

    ring = "cloudwatch set-alarm-state --state-reason test --alarm-name"
    terminal.aws(*f"{ring} {STACK}-errors --state-value ALARM".split())
    said = terminal.run("status", STAGE, expect=1)
    assert f"{STACK}-errors" in said and "runbook" in said
    terminal.aws(*f"{ring} {STACK}-errors --state-value OK".split())


@pytest.mark.parametrize(
    ("state", "advice"),
    [
        ("CREATE_IN_PROGRESS", "wait, half an hour at most"),
        ("ROLLBACK_COMPLETE", f"aws cloudformation delete-stack --region eu-west-3 --stack-name {STACK}"),
        ("DELETE_FAILED", f"infra/destroy {STAGE}"),
    ],
)
@pytest.mark.parametrize("script", ["status", "rotate-secret", "backup"])
def test_a_half_made_stage_says_its_state_and_the_next_command(terminal, monkeypatch, script, state, advice):
    stack = stacks_there()[STACK]
    monkeypatch.setattr(stack, "status", state)
    monkeypatch.setattr(stack, "output_map", {})

    said = terminal.run(script, STAGE, expect=1)

    assert state in said and advice in said and "stopped half-way" not in said


def test_a_page_of_the_form_is_compressed_for_who_takes_it(cloud):
    def asked(**headers):
        request = urllib.request.Request(cloud.site + "/candidature/envoi", headers=headers)
        with pytest.raises(urllib.error.HTTPError) as answer:
            urllib.request.urlopen(request)
        return answer.value

    # What a browser says under the other name is not believed.
    plain = asked(**{"X-Accept-Encoding": "gzip"})
    packed = asked(**{"Accept-Encoding": "gzip, br"})

    assert plain.headers["Content-Encoding"] is None
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.read()) == plain.read()
