"""A form that is closed for a while, and one that does not answer."""

import json
import os
import subprocess

import pytest
import standins
from cloud import ACCOUNT, REGION, ROOT
from moto.awslambda.models import lambda_backends
from stage import STAGE, address, get, page, parameters, send
from templates import of

pytestmark = pytest.mark.usefixtures("online")
CLOSED = "Le formulaire est fermé pour le moment"


def canary(cloud):
    """What the stack's own canary says of the site, with its address led to the stand-in of CloudFront."""
    code = of("Canary")["Code"]["ZipFile"]
    [variables] = [it.environment_vars for it in lambda_backends[ACCOUNT][REGION].list_functions() if "SITE" in it.environment_vars]
    assert variables["SITE"] == address()
    script = f"const real = fetch; globalThis.fetch = (url, options) => real(url.replace(process.env.SITE, {json.dumps(cloud.site)}), options); {code}"
    script += "; exports.handler().then(() => console.log('fine'), (error) => console.log(error.message))"
    done = subprocess.run(["node", "-e", script], capture_output=True, text=True, env={**os.environ, **variables}, check=True)
    return done.stdout.strip()


def test_the_canary_sees_what_rings_no_other_alarm(cloud, monkeypatch):
    assert canary(cloud) == "fine"
    assert standins.recorded["AWS::Scheduler::Schedule"]["CanarySchedule"]["State"] == "ENABLED"
    distribution = standins.recorded["AWS::CloudFront::Distribution"]["Distribution"]["DistributionConfig"]
    form = next(origin for origin in distribution["Origins"] if origin["Id"] == "form")
    site = next(origin for origin in distribution["Origins"] if origin["Id"] == "site")

    monkeypatch.setitem(form["OriginCustomHeaders"][0], "HeaderValue", "another")
    assert canary(cloud) == "the form answers an empty one with 403, not 422"
    monkeypatch.setitem(site, "OriginPath", "/releases/none")
    assert canary(cloud).endswith("/ answers 404, not 200")


def test_a_paused_form_says_so_and_takes_nothing_until_it_is_opened(cloud, deploy, terminal):
    assert "nothing was changed" in terminal.run("pause", STAGE, "--dry-run")
    assert "say --yes" in terminal.run("pause", STAGE, expect=1)

    said = terminal.run("pause", STAGE, "--yes")

    assert f"infra/resume {STAGE}" in said and "FormFunction" in said
    status, headers, body = get(cloud.site + "/candidater/")
    assert status == 503 and CLOSED in body.decode() and headers["cache-control"] == "no-store"
    with pytest.raises(AssertionError):
        send(cloud)
    assert get(cloud.site + "/candidature/verification")[0] == 503
    assert get(cloud.site + "/")[0] == 200
    assert "the form is closed" in terminal.run("status", STAGE)
    assert standins.recorded["AWS::Scheduler::Schedule"]["CanarySchedule"]["State"] == "DISABLED"
    assert "nothing to change" in terminal.run("pause", STAGE, "--yes")


def test_a_deployment_leaves_it_closed(cloud, content, deploy):
    content.replace("pages/contact.md", "\n---\n", "\n---\n\nPendant la pause.\n")

    said = deploy("--yes")

    assert "not ok" not in said and "says that the form is closed" in said and f"infra/resume {STAGE}" in said
    assert "Pendant la pause" in page(cloud, "/contact/") and parameters()["Paused"] == "yes"


def test_it_is_opened_again(cloud, terminal):
    said = terminal.run("resume", STAGE, "--yes")

    assert "open again" in said and send(cloud)
    assert CLOSED not in page(cloud, "/candidater/")
    assert "nothing to change" in terminal.run("resume", STAGE, "--yes")


def test_a_function_that_does_not_answer_is_a_page_in_french(cloud, monkeypatch):
    deployed = cloud.deployed
    monkeypatch.setattr(cloud, "deployed", lambda: {**deployed(), "form": None})

    status, _, body = get(cloud.site + "/candidature/verification")

    assert status == 502 and body.decode() == (ROOT / "infra/unavailable.html").read_text()
