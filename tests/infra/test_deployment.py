"""One stage from its first deployment to its end, in the order in which a maintainer lives through it.

The scripts and the template are the ones of infra/, unmodified. Each test starts from what the one before left.
"""

import json
import re
import subprocess
import urllib.error
import urllib.request

import pytest
import standins
from cloud import ACCOUNT, REGION, ROOT
from conftest import STACK, STAGE
from moto.cloudformation.models import cloudformation_backends
from moto.cloudfront.models import cloudfront_backends
from moto.dynamodb.models import dynamodb_backends
from moto.s3.models import s3_backends


def stacks_there():
    return {stack.name: stack for stack in cloudformation_backends[ACCOUNT][REGION].stacks.values()}


def parameters():
    return {p["ParameterKey"]: str(p["ParameterValue"]) for p in stacks_there()[STACK].parameter_list}


def bucket(part):
    buckets = s3_backends[ACCOUNT]["aws"].buckets
    return next(made for name, made in buckets.items() if part in name)


def folders():
    return {key.split("/")[1] for key in bucket("sitebucket").keys}


def everything():
    """What a run that changes nothing leaves alone."""
    made = s3_backends[ACCOUNT]["aws"].buckets.values()
    versions = {(b.name, key, v.version_id) for b in made for key in b.keys for v in b.keys.getlist(key)}
    return versions, [(s.status, len(s.events)) for s in stacks_there().values()], parameters(), invalidations()


def invalidations():
    return [batch.paths for batches in cloudfront_backends[ACCOUNT]["aws"].invalidations.values() for batch in batches]


def get(url, method="GET"):
    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_):
            return None

    request = urllib.request.Request(url, method=method)
    try:
        response = urllib.request.build_opener(Stay).open(request)
    except urllib.error.HTTPError as error:
        response = error
    headers = {name.lower(): value for name, value in response.headers.items() if name.lower() != "date"}
    return response.status, headers, response.read()


def apply(cloud, *more):
    outputs = standins.recorded["AWS::CloudFront::Distribution"]
    assert outputs
    done = subprocess.run(
        ["node", ROOT / "tests/infra/apply.mjs", cloud.site, address(), *map(str, more)], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def address():
    [output] = [o for o in stacks_there()[STACK].outputs if o["OutputKey"] == "Url"]
    return output["OutputValue"]


@pytest.fixture
def deploy(terminal, content):
    def run(*arguments, **options):
        return terminal.run("deploy", STAGE, "--content", content.folder, *arguments, **options)

    return run


def test_the_first_deployment_is_only_made_when_someone_agrees(cloud, deploy):
    said = deploy("--dry-run")
    assert "would create both" in said and "no identity at hand" in said

    said = deploy(expect=1)
    assert "say --yes" in said
    assert stacks_there() == {}


def test_a_recipient_that_cannot_open_applications_stops_it(deploy, tmp_path):
    stranger = tmp_path / "stranger.txt"
    subprocess.run(["age-keygen", "-o", stranger], check=True, capture_output=True)

    said = deploy("--yes", "--identity", stranger, expect=1)

    assert "does not open what the form seals" in said
    assert stacks_there() == {}


def test_a_first_deployment_that_is_refused_leaves_nothing_behind(deploy, terminal):
    standins.refusing.add("AWS::CloudWatch::Alarm")

    said = deploy("--yes", expect=1)

    assert "AWS::CloudWatch::Alarm is refused" in said and "delete-stack" in said
    assert stacks_there()[STACK].status == "ROLLBACK_COMPLETE"
    assert not [name for name in dynamodb_backends[ACCOUNT][REGION].tables]
    terminal.aws(*f"cloudformation delete-stack --stack-name {STACK}".split())


def test_the_first_deployment_puts_site_and_form_online(cloud, content, deploy):
    said = deploy("--yes", "--identity", content.identities[1], "--alarm-email", "alarm@site.example")

    assert f"online: {address()}" in said
    assert "opens what the form seals" in said
    assert "not ok" not in said and "ok      an empty form is refused" in said
    assert parameters()["ProtectTable"] == "true"
    [table] = dynamodb_backends[ACCOUNT][REGION].tables.values()
    assert table.deletion_protection_enabled


def test_a_second_deployment_changes_nothing(deploy):
    before = everything()

    said = deploy("--yes")

    assert "nothing has changed" in said
    assert everything() == before


def test_what_is_served_is_what_serve_shows(cloud, content, site_gen, tmp_path):
    command = [site_gen, "serve", "--as-deployed", "--addr", "127.0.0.1:0", "--data", tmp_path]
    local = subprocess.Popen([*command, "--content", content.folder], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        found = None
        while not found:
            line = local.stdout.readline()
            assert line, "site-gen serve ended"
            found = re.search(r"http://127\.0\.0\.1:\d+", line)
        public = ROOT / "dist/public"
        paths = ["/" + str(file.relative_to(public)).removesuffix("index.html") for file in public.rglob("*") if file.is_file()]
        headers = [name for name, _ in json.loads((ROOT / "dist/headers.json").read_text())] + ["content-type", "location"]
        for path in [*paths, *(path.rstrip("/") + "?a=1" for path in paths if path.endswith("/") and path != "/"), "/missing/"]:
            ours, theirs = get(cloud.site + path), get(found[0] + path)
            assert ours[0] == theirs[0], path
            if ours[0] == 301:
                assert ours[1]["location"] == theirs[1]["location"]
                continue
            assert {name: ours[1].get(name) for name in headers} == {name: theirs[1].get(name) for name in headers}, path
            if path not in ("/robots.txt", "/sitemap.xml"):  # These name the address, which differs.
                assert normal(ours[2]) == normal(theirs[2]), path
    finally:
        local.kill()
        local.wait()


def normal(body):
    return re.sub(rb"https?://[a-z0-9.:-]+", b"", body)


def test_pages_are_checked_each_time_and_fingerprinted_files_kept(cloud):
    assert get(cloud.site + "/")[1]["cache-control"] == "public, max-age=0, must-revalidate"


def test_the_form_keeps_an_application_and_its_log_says_so_without_naming_anyone(cloud, terminal):
    reference = apply(cloud)

    assert reference in terminal.run("logs", STAGE, "--reference", reference)
    said = terminal.run("logs", STAGE, "--outcome", "kept", "--since", "1h")
    assert said.count('"outcome":"kept"') == 1
    assert reference not in terminal.run("logs", STAGE, "--outcome", "too_many")
    whole = terminal.run("logs", STAGE)
    assert "Ateliers" not in whole and "192.0.2.7" not in whole


def test_status_says_what_is_online_and_what_is_wrong(terminal):
    said = terminal.run("status", STAGE)
    assert address() in said and "none rings" in said and "every second: enabled" in said

    ring = "cloudwatch set-alarm-state --state-reason test --alarm-name"
    terminal.aws(*f"{ring} {STACK}-errors --state-value ALARM".split())
    said = terminal.run("status", STAGE, expect=1)
    assert f"{STACK}-errors" in said and "runbook" in said
    terminal.aws(*f"{ring} {STACK}-errors --state-value OK".split())


def test_a_change_of_content_changes_that_page_only(cloud, content, deploy):
    first, told = parameters(), len(invalidations())
    content.replace("pages/contact.md", "\n---\n", "\n---\n\nUne phrase nouvelle.\n")

    shown = deploy("--dry-run")
    assert "changed /contact/index.html" in shown and "/index.html\n  changed" not in shown
    assert parameters() == first

    said = deploy("--yes")
    assert "Une phrase nouvelle" in get(cloud.site + "/contact/")[2].decode()
    assert [sorted(paths) for paths in invalidations()[told:]] == [["/contact/index.html"]]
    assert parameters()["CodeKey"] == first["CodeKey"] and "FormFunction" not in said
    assert parameters()["PreviousDeployment"] == first["Deployment"]
    assert folders() == {first["Release"], parameters()["Release"]}


def test_a_change_of_the_form_changes_the_function(cloud, content, deploy):
    before = parameters()
    content.replace("candidature.toml", "min = 300_000", "min = 250_000")

    said = deploy("--yes")

    assert "modify FormFunction" in said
    assert parameters()["CodeKey"] != before["CodeKey"]


def test_an_upload_that_is_refused_leaves_the_site_as_it_was(cloud, content, deploy):
    before, page = parameters(), get(cloud.site + "/contact/")
    content.replace("pages/contact.md", "Une phrase nouvelle.", "Une phrase refusée.")
    cloud.refused_uploads = "contact/index.html"
    try:
        said = deploy("--yes", expect=1)
    finally:
        cloud.refused_uploads = None

    assert "the bucket refused the upload" in said and "nothing that visitors see has changed" in said
    assert parameters() == before and get(cloud.site + "/contact/") == page


def test_a_stack_that_refuses_leaves_the_site_as_it_was(cloud, deploy):
    before, page = parameters(), get(cloud.site + "/contact/")
    standins.refusing.add("AWS::CloudFront::Distribution")

    said = deploy("--yes", expect=1)

    assert "is refused" in said and "the site is as it was" in said
    assert parameters() == before and get(cloud.site + "/contact/") == page
    assert apply(cloud)


def test_a_site_that_does_not_answer_is_taken_back(cloud, deploy):
    before, page = parameters(), get(cloud.site + "/contact/")

    said = deploy("--yes", expect=1, SMOKE_URL="http://127.0.0.1:9")

    assert "going back to what was online before" in said
    assert parameters()["Deployment"] == before["Deployment"] and get(cloud.site + "/contact/")[2] == page[2]


def test_once_the_obstacle_is_gone_the_same_command_deploys(cloud, deploy):
    deploy("--yes")

    assert "Une phrase refusée" in get(cloud.site + "/contact/")[2].decode()


def test_rollback_returns_and_returns_again(cloud, terminal):
    before, page = parameters(), get(cloud.site + "/contact/")[2]

    assert "nothing was changed" in terminal.run("rollback", STAGE, "--dry-run")
    assert parameters() == before

    terminal.run("rollback", STAGE, "--yes")
    assert parameters()["Deployment"] == before["PreviousDeployment"]
    assert "Une phrase refusée" not in get(cloud.site + "/contact/")[2].decode()
    assert f"{parameters()['Deployment']}  " in terminal.run("rollback", STAGE, "--list")

    terminal.run("rollback", STAGE, "--yes")
    assert get(cloud.site + "/contact/")[2] == page
    assert "there is no deployment" in terminal.run("rollback", STAGE, "--to", "000000000000", "--yes", expect=1)


def test_a_check_page_outlives_a_new_secret_until_it_is_finished(cloud, terminal, tmp_path):
    sent, late = tmp_path / "sent.json", tmp_path / "late.json"
    apply(cloud, sent, "check")
    apply(cloud, late, "check")

    terminal.run("rotate-secret", STAGE, "--yes")
    assert re.fullmatch(r"BDP-.{4}-.{4}", apply(cloud, sent))

    terminal.run("rotate-secret", STAGE, "--finish", "--yes")
    with pytest.raises(AssertionError, match="409"):
        apply(cloud, late)
    assert "nothing to change" in terminal.run("rotate-secret", STAGE, "--finish", "--yes")

    terminal.run("rotate-secret", STAGE, "--origin", "--yes")
    assert apply(cloud)


def test_a_backup_brings_back_what_was_lost_and_not_what_was_erased(cloud, content, terminal):
    names = ["--recipients", content.folder / "recipients.toml"]
    items = keys(terminal)
    said = terminal.run("backup", STAGE, "--out", "backup.age", *names)
    assert f"{len(items)} application(s)" in said
    sealed = (terminal.folder / "backup.age").read_bytes()
    assert b"BDP-" not in sealed and (terminal.folder / "backup.age").stat().st_mode & 0o077 == 0
    assert "exists already" in terminal.run("backup", STAGE, "--out", "backup.age", *names, expect=1)

    lost, erased, *_ = items
    for key in (lost, erased):
        table = parameters_of_table()
        terminal.aws("dynamodb", "delete-item", "--table-name", table, "--key", json.dumps({"pk": {"S": key}}))
    open_it = [STAGE, "backup.age", "--identity", content.identities[0], "--except", erased.removeprefix("APP#")]
    assert "1 to bring back" in terminal.run("restore", *open_it, "--dry-run")
    assert "1 application(s) brought back" in terminal.run("restore", *open_it, "--yes")
    assert keys(terminal) == sorted(set(items) - {erased})
    assert "0 to bring back" in terminal.run("restore", *open_it, "--yes")


def parameters_of_table():
    [table] = dynamodb_backends[ACCOUNT][REGION].tables
    return table


def keys(terminal):
    found = json.loads(terminal.aws("dynamodb", "scan", "--table-name", parameters_of_table()))["Items"]
    return sorted(item["pk"]["S"] for item in found if item["pk"]["S"].startswith("APP#"))


def test_a_stage_with_applications_is_only_destroyed_when_told_twice(cloud, content, terminal):
    names = ["--recipients", content.folder / "recipients.toml"]
    said = terminal.run("destroy", STAGE, "--confirm", STAGE, *names, expect=1)
    assert "would be lost" in said
    said = terminal.run("destroy", STAGE, "--with-applications", "--yes", *names, expect=1)
    assert "nobody to ask" in said
    assert "is not test" in terminal.run("destroy", STAGE, "--with-applications", "--confirm", "other", *names, expect=1)
    assert "would write a backup" in terminal.run("destroy", STAGE, "--with-applications", "--dry-run")
    assert get(cloud.site + "/")[0] == 200

    said = terminal.run("destroy", STAGE, "--with-applications", "--confirm", STAGE, "--out", "last.age", *names)

    assert "is gone" in said and (terminal.folder / "last.age").stat().st_size > 1000
    assert stacks_there() == {} and dynamodb_backends[ACCOUNT][REGION].tables == {}
    assert s3_backends[ACCOUNT]["aws"].buckets == {}
    assert "there is no stage" in terminal.run("destroy", STAGE, "--confirm", STAGE, expect=1)
