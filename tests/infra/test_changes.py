"""What changes when something changes, and that nothing does when it goes wrong."""

import pytest
import standins
from stage import STAGE, bucket, folders, get, invalidations, page, parameters, send

pytestmark = pytest.mark.usefixtures("online")


def test_a_change_of_content_changes_that_page_only(cloud, content, deploy):
    first, told = parameters(), len(invalidations())
    content.replace("pages/contact.md", "\n---\n", "\n---\n\nUne phrase nouvelle.\n")

    shown = deploy("--dry-run")
    assert "changed /contact/index.html" in shown and "/index.html\n  changed" not in shown
    assert parameters() == first

    said = deploy("--yes")
    assert "Une phrase nouvelle" in page(cloud, "/contact/")
    assert [sorted(paths) for paths in invalidations()[told:]] == [["/contact/index.html"]]
    assert parameters()["CodeKey"] == first["CodeKey"] and "FormFunction" not in said
    assert parameters()["PreviousDeployment"] == first["Deployment"]
    assert folders() == {first["Release"], parameters()["Release"]}


def test_a_change_of_the_form_changes_the_function_and_a_limit_its_parameter(content, deploy):
    before = parameters()
    content.replace("candidature.toml", "min = 300_000", "min = 250_000")
    content.replace("data/privacy.toml", "journal_days = 30", "journal_days = 60")

    said = deploy("--yes", "--set", "MaxWritesPerSecond=60")

    assert "modify FormFunction" in said and "modify Applications" in said
    assert parameters()["CodeKey"] != before["CodeKey"]
    assert parameters()["MaxWritesPerSecond"] == "60"
    assert parameters()["LogDays"] == "60", "the log is kept for as long as the privacy page says"


def test_rollback_returns_to_the_form_before_and_forth_again(cloud, terminal):
    before, there = parameters(), page(cloud, "/pour-qui/")

    assert "nothing was changed" in terminal.run("rollback", STAGE, "--dry-run")
    assert "say --yes" in terminal.run("rollback", STAGE, expect=1)
    assert parameters() == before

    said = terminal.run("rollback", STAGE, "--yes")
    assert "modify FormFunction" in said
    assert parameters()["Deployment"] == before["PreviousDeployment"] and parameters()["CodeKey"] != before["CodeKey"]
    assert page(cloud, "/pour-qui/") != there
    assert send(cloud), "the form of that deployment answers"
    listed = terminal.run("rollback", STAGE, "--list")
    assert [line[:12] for line in listed.splitlines() if line.endswith(", online")] == [parameters()["Deployment"]]

    terminal.run("rollback", STAGE, "--yes")
    assert parameters() == before and page(cloud, "/pour-qui/") == there
    assert "there is no deployment" in terminal.run("rollback", STAGE, "--to", "000000000abc", "--yes", expect=1)


def test_an_upload_that_is_refused_leaves_the_site_as_it_was(cloud, content, deploy):
    before, there = parameters(), get(cloud.site + "/contact/")
    content.replace("pages/contact.md", "Une phrase nouvelle.", "Une phrase refusée.")
    cloud.refused_uploads = "contact/index.html"
    try:
        said = deploy("--yes", expect=1)
    finally:
        cloud.refused_uploads = None

    assert "the bucket refused the upload" in said and "nothing that visitors see has changed" in said
    assert parameters() == before and get(cloud.site + "/contact/") == there


def test_a_failure_that_nobody_foresaw_says_what_to_do_too(cloud, deploy):
    before, there = parameters(), get(cloud.site + "/contact/")
    cloud.refused_uploads = "/templates/"
    try:
        said = deploy("--yes", expect=1)
    finally:
        cloud.refused_uploads = None

    assert "AccessDenied" in said and "infra/deploy: stopped half-way" in said and "run it again" in said
    assert parameters() == before and get(cloud.site + "/contact/") == there


def test_a_stack_that_refuses_leaves_the_site_as_it_was(cloud, deploy):
    before, there = parameters(), get(cloud.site + "/contact/")
    standins.refusing.add("AWS::CloudFront::Distribution")

    said = deploy("--yes", expect=1)

    assert "is refused" in said and "the site is as it was" in said and "then run this again" in said
    assert parameters() == before and get(cloud.site + "/contact/") == there
    assert send(cloud)


def test_a_site_that_does_not_answer_as_built_is_taken_back(cloud, deploy):
    before, there = parameters(), get(cloud.site + "/contact/")

    said = deploy("--yes", "--set", "FloodRequests=2000", expect=1, SMOKE_URL="http://127.0.0.1:9")

    assert "not ok  /contact/" in said and "what was online before is online again" in said
    assert parameters() == before, "neither a limit nor where a rollback leads has changed"
    assert get(cloud.site + "/contact/")[2] == there[2]


def test_once_the_obstacle_is_gone_the_same_command_deploys_and_removes_what_is_old(cloud, deploy, terminal):
    before = parameters()
    old = [f"{n:012x}" for n in range(6)]
    for id in old:
        for part, key in [("artifacts", f"deployments/{id}/{id}/x86_64-{id}/{id}.json"), ("sitebucket", f"releases/{id}/index.html")]:
            terminal.aws("s3api", "put-object", "--bucket", bucket(part).name, "--key", key)

    said = deploy("--yes")

    assert "Une phrase refusée" in page(cloud, "/contact/")
    assert parameters()["MaxWritesPerSecond"] == "60", "what was set once is remembered"
    assert "removed an old deployment" in said
    assert folders() == {*old[2:], before["Release"], parameters()["Release"]}
    ids = {key.split("/")[1] for key in bucket("artifacts").keys if key.startswith("deployments/")}
    assert ids == {*old[2:], before["Deployment"], parameters()["Deployment"]}


def test_a_limit_under_which_the_site_does_not_answer_is_taken_back_too(cloud, deploy):
    before = parameters()

    said = deploy("--yes", "--set", "FloodRequests=2000", expect=1, SMOKE_URL="http://127.0.0.1:9")

    assert "what was online before is online again" in said and parameters() == before


def test_an_old_address_redirects_once_it_is_deployed(cloud, content, deploy):
    content.replace("pages/contact.md", "title:", "aliases: [/nous-ecrire]\ntitle:")

    said = deploy("--yes")

    assert "modify EdgeFunction" in said and "ok      /nous-ecrire/ leads to /contact/" in said
    for old in ["/nous-ecrire", "/nous-ecrire/"]:
        status, headers, _ = get(cloud.site + old)
        assert (status, headers["location"]) == (301, "/contact/")
