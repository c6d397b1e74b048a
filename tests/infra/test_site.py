"""The template and the site agree, because the one is filled in from the other."""

import json
import os
import re
import shutil
import subprocess
from urllib.parse import unquote

import pytest
import yaml
from cloud import ROOT
from templates import Loader, cfn_lint  # noqa: F401, what a test asks for by name

INFRA = ROOT / "infra"


def render(dist, *options, expect=0):
    done = subprocess.run([INFRA / "render", dist, *options], capture_output=True, text=True)
    assert done.returncode == expect, done.stderr
    return done.stdout if expect == 0 else done.stderr


def sent(config):
    """Every header the policy sends, by name."""
    known, found = config["SecurityHeadersConfig"], {}
    found["content-security-policy"] = known["ContentSecurityPolicy"]["ContentSecurityPolicy"]
    transport = known["StrictTransportSecurity"]
    found["strict-transport-security"] = f"max-age={transport['AccessControlMaxAgeSec']}"
    found["strict-transport-security"] += "; includeSubDomains" * transport["IncludeSubdomains"] + "; preload" * transport["Preload"]
    found["x-content-type-options"] = "nosniff" if "ContentTypeOptions" in known else None
    found["referrer-policy"] = known["ReferrerPolicy"]["ReferrerPolicy"]
    assert set(known) <= {"ContentSecurityPolicy", "StrictTransportSecurity", "ContentTypeOptions", "ReferrerPolicy", "FrameOptions"}
    return found | {header["Header"]: header["Value"] for header in config["CustomHeadersConfig"]["Items"]}


def test_the_headers_are_exactly_those_of_site_gen(dist):
    rendered = yaml.load(render(dist), Loader)
    policy = rendered["Resources"]["SiteHeaders"]["Properties"]["ResponseHeadersPolicyConfig"]
    assert sent(policy) == dict(json.loads((dist / "headers.json").read_text()))


def test_the_rendered_template_is_valid_and_fits(cfn_lint, dist, tmp_path):
    file = tmp_path / "template.yaml"
    file.write_text(render(dist))
    assert file.stat().st_size < 51_200, "CloudFormation takes no more in one call"
    assert cfn_lint("-r", "eu-west-3", "-t", file) == (0, "")


def test_the_form_is_asked_exactly_where_its_service_answers(copy):
    def behaviors():
        return yaml.load(render(copy), Loader)["Resources"]["Distribution"]["Properties"]["DistributionConfig"]["CacheBehaviors"]

    owned = json.loads((copy / "service-addresses.json").read_text())
    assert owned == ["/candidature/verification", "/candidature/modification", "/candidature/envoi", "/candidature/recue/*"]
    assert [behavior["PathPattern"] for behavior in behaviors()] == owned
    assert {behavior["TargetOriginId"] for behavior in behaviors()} == {"form"}
    assert all(behavior["AllowedMethods"] for behavior in behaviors())
    # A second form owns as much, and its page may stand at `/contact/`.
    more = [*owned, "/contact/verification", "/contact/recue/*"]
    (copy / "service-addresses.json").write_text(json.dumps(more))
    assert [behavior["PathPattern"] for behavior in behaviors()] == more


@pytest.mark.parametrize("file", ["headers.json", "redirects.json", "service-addresses.json"])
def test_what_a_site_is_compared_with_must_be_there(copy, file):
    (copy / file).unlink()
    done = subprocess.run([INFRA / "smoke", "http://127.0.0.1:9", copy], capture_output=True, text=True, env={**os.environ, "SMOKE_PATIENCE": "0"})
    assert (done.returncode, done.stderr.splitlines()[0]) == (1, f"infra/smoke: {copy}/{file} is missing: run cargo run -- build")


def test_a_site_below_a_path_is_an_error(copy):
    (copy / "base-path.json").write_text('"/projet"\n')
    told = render(copy, expect=1)
    assert told.startswith("infra/render: base_url has the path /projet: a site that infra puts up has a host of its own\n")
    assert "write the host alone into base_url" in told


def test_a_header_that_cloudfront_cannot_send_is_an_error(copy):
    headers = copy / "headers.json"
    headers.write_text(json.dumps([["x-content-type-options", "sniff"]]))
    assert "nosniff" in render(copy, expect=1)
    headers.unlink()
    assert "cargo run -- build" in render(copy, expect=1)


def test_a_content_security_policy_that_cloudfront_does_not_take_is_an_error(copy):
    for length, status in [(1783, 0), (1784, 1)]:
        (copy / "headers.json").write_text(json.dumps([["content-security-policy", "x" * length]]))
        render(copy, expect=status)


def test_more_redirects_than_cloudfront_takes_are_an_error(copy):
    (copy / "redirects.json").write_text(json.dumps([[f"/ancienne-adresse-{n}/", "/nouvelle-adresse/"] for n in range(300)]))
    assert "10240" in render(copy, "--function", expect=1)


# -- the upload: each file with its media type ---------------------------------------------------------


def upload(dist, expect=0):
    """What the dry run would call, or what it says is wrong."""
    done = subprocess.run([INFRA / "upload", dist / "public", "bucket", "0123456789ab", "--dry-run"], capture_output=True, text=True)
    assert done.returncode == expect, done.stderr
    return done.stdout if expect == 0 else done.stderr


def test_every_file_is_uploaded_with_the_type_that_site_gen_says(site_gen, tmp_path):
    content = shutil.copytree(ROOT / "content", tmp_path / "content")
    for file in ["agenda.ics", "Tarifs.PDF", "film.mp4", "film.vtt", "liste.csv", "police.woff2", "calcul.wasm", "archive.tar.gz", "LICENSE", "Logo.SVG", "Photo.JPEG", "site.webmanifest", "module.mjs", "Style.CSS"]:
        (content / "assets").mkdir(exist_ok=True)
        (content / "assets" / file).write_text("a { color: red }" if file.endswith("CSS") else "x")
    subprocess.run([site_gen, "build", "--content", content, "--out", tmp_path / "dist"], check=True, capture_output=True)

    calls = [line.split("would run: aws s3 cp ")[1] for line in upload(tmp_path / "dist").splitlines()]

    said = {re.search(r"/files/(\d-\w+)/ending=(\S*)", call).groups(): re.search(r"--content-type (.*?) --cache-control", call)[1] for call in calls}
    assert said == {
        ("1-kept", "css"): "text/css; charset=utf-8",
        ("1-kept", "js"): "text/javascript; charset=utf-8",
        ("1-kept", "png"): "image/png",
        ("1-kept", "svg"): "image/svg+xml",
        ("2-other", ""): "application/octet-stream",
        ("2-other", "CSS"): "text/css; charset=utf-8",
        ("2-other", "JPEG"): "image/jpeg",
        ("2-other", "PDF"): "application/pdf",
        ("2-other", "SVG"): "image/svg+xml",
        ("2-other", "css"): "text/css; charset=utf-8",
        ("2-other", "csv"): "text/csv; charset=utf-8",
        ("2-other", "gz"): "application/gzip",
        ("2-other", "ics"): "text/calendar; charset=utf-8",
        ("2-other", "js"): "text/javascript; charset=utf-8",
        ("2-other", "mjs"): "text/javascript; charset=utf-8",
        ("2-other", "mp4"): "video/mp4",
        ("2-other", "svg"): "image/svg+xml",
        ("2-other", "txt"): "text/plain; charset=utf-8",
        ("2-other", "vtt"): "text/vtt; charset=utf-8",
        ("2-other", "wasm"): "application/wasm",
        ("2-other", "webmanifest"): "application/manifest+json",
        ("2-other", "woff2"): "font/woff2",
        ("2-other", "xml"): "application/xml; charset=utf-8",
        ("3-pages", "html"): "text/html; charset=utf-8",
    }


def test_a_file_whose_type_nobody_says_is_an_error(copy):
    (copy / "public/x.unheard-of").write_text("x")
    assert 'no type for files that end in "unheard-of"' in upload(copy, expect=1)
    (copy / "media-types.json").unlink()
    assert "cargo run -- build" in upload(copy, expect=1)


# -- the function of the edge, with CloudFront's own events --------------------------------------------

RUN = """
const { runInNewContext } = require('node:vm')
const { code, events } = JSON.parse(require('node:fs').readFileSync(0, 'utf8'))
console.log(JSON.stringify(events.map((event) => runInNewContext(code + '\\nhandler(event)', { event }))))
"""


def viewer_request(uri, querystring=None, method="GET", host="d111.cloudfront.net"):
    return {
        "version": "1.0",
        "context": {"distributionDomainName": "d111.cloudfront.example", "distributionId": "E1", "eventType": "viewer-request", "requestId": "r"},
        "viewer": {"ip": "192.0.2.7"},
        "request": {
            "method": method, "uri": uri, "querystring": querystring or {}, "cookies": {},
            "headers": {"host": {"value": host}, "accept": {"value": "text/html"}},
        },
    }  # fmt: skip


@pytest.fixture(scope="session")
def edge(dist, tmp_path_factory):
    copy = shutil.copytree(dist, tmp_path_factory.mktemp("edge") / "dist")
    (copy / "redirects.json").write_text(json.dumps([["/ancienne/", "/pour-qui/"], ["/vieux.html", "/questions/"]]))
    for file in json.loads((ROOT / "tests/infra/paths.json").read_text())["files"]:
        if "." not in file.rsplit("/")[-1]:
            (copy / "public" / file).parent.mkdir(parents=True, exist_ok=True)
            (copy / "public" / file).write_text("x")
    code = render(copy, "--function")

    def answers(*events):
        given = json.dumps({"code": code, "events": events})
        done = subprocess.run(["node", "-e", RUN], input=given, capture_output=True, text=True, check=True)
        return json.loads(done.stdout)

    return answers


@pytest.mark.parametrize(
    ("host", "uri", "expected"),
    [
        ("bureau-des-pairs.example", "/pour-qui/", "/pour-qui/index.html"),
        ("d111.cloudfront.net", "/pour-qui/", "/pour-qui/index.html"),
        ("www.bureau-des-pairs.example", "/pour-qui/", (301, "https://bureau-des-pairs.example/pour-qui/")),
        ("www.bureau-des-pairs.example", "/ancienne/", (301, "https://bureau-des-pairs.example/ancienne/")),
        ("cloudfront.net.evil.example", "/", (301, "https://bureau-des-pairs.example/")),
    ],
)
def test_another_name_leads_to_the_site_s_own(edge, host, uri, expected):
    [answer] = edge(viewer_request(uri, host=host))
    assert place(answer) == expected


def place(answer):
    return (answer["statusCode"], answer["headers"]["location"]["value"]) if "statusCode" in answer else answer["uri"]


@pytest.mark.parametrize(
    ("uri", "expected"),
    [
        ("/", "/index.html"),
        ("/index.html", "/index.html"),
        ("/pour-qui/", "/pour-qui/index.html"),
        ("/pour-qui", (301, "/pour-qui/")),
        ("/pour-qui/index.html", (301, "/pour-qui/")),
        ("/a/b/", "/a/b/index.html"),
        ("/assets/theme.css", "/assets/theme.css"),
        ("/robots.txt", "/robots.txt"),
        ("/404.html", "/404.html"),
        ("/ancienne/", (301, "/pour-qui/")),
        ("/ancienne", (301, "/pour-qui/")),
        ("/ancienne/index.html", (301, "/pour-qui/")),
        ("/vieux.html", (301, "/questions/")),
        ("/constructor/", "/constructor/index.html"),
        ("/__proto__", (301, "/__proto__/")),
        # A path that a browser would read as another site's address leads nowhere.
        ("//evil.example/x", "//evil.example/x"),
        ("/\\evil.example", "/\\evil.example"),
        ("//evil.example/", "//evil.example/"),
        ("/\t/evil.example", "/\t/evil.example"),
        ("/\r\n/evil.example", "/\r\n/evil.example"),
        ("/x//y", "/x//y"),
        # Encoded, it is a path of this site, to every browser.
        ("/%2Fevil.example/x", (301, "/%2Fevil.example/x/")),
        ("/%5Cevil.example/x", (301, "/%5Cevil.example/x/")),
    ],
)
def test_an_address_leads_to_its_file_or_to_its_better_form(edge, uri, expected):
    [answer] = edge(viewer_request(uri))
    assert place(answer) == expected


def leads_to(answer, files):
    """What a visitor gets in the end: the bucket decodes a path once."""
    if "statusCode" in answer:
        return f"moved {answer['headers']['location']['value']}"
    file = unquote(answer["uri"])[1:]
    return f"file {file}" if file in files else None


def test_a_path_leads_where_serve_leads_it(edge):
    contract = json.loads((ROOT / "tests/infra/paths.json").read_text())
    answers = edge(*(viewer_request(path) for path, _ in contract["paths"]))
    for (path, expected), answer in zip(contract["paths"], answers, strict=True):
        assert leads_to(answer, contract["files"]) == expected, path


def test_a_query_survives_a_redirect_as_it_was_written(edge):
    query = {"a": {"value": "1%202"}, "b": {"value": "x", "multiValue": [{"value": "x"}, {"value": "y"}]}, "c": {"value": ""}}
    [answer] = edge(viewer_request("/pour-qui", query))
    assert place(answer) == (301, "/pour-qui/?a=1%202&b=x&b=y&c")


def test_nothing_but_the_address_is_changed(edge):
    event = viewer_request("/pour-qui/", method="HEAD")
    [answer] = edge(event)
    assert answer == event["request"] | {"uri": "/pour-qui/index.html"}


def test_every_page_of_the_site_is_found(edge, dist):
    pages = ["/" + str(page.relative_to(dist / "public")).removesuffix("index.html") for page in (dist / "public").rglob("*.html")]
    for page, answer in zip(pages, edge(*map(viewer_request, pages)), strict=True):
        assert (dist / "public" / place(answer).lstrip("/")).is_file(), page
