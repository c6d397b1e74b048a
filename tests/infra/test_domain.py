"""The site's own domain and the firewall, which CloudFront takes from us-east-1 only."""

import http.client
from datetime import UTC, datetime, timedelta

import pytest
import standins
from cloud import ACCOUNT, REGION
from moto.acm.models import acm_backends
from moto.awslambda.models import lambda_backends
from stage import STAGE, address, page, parameters, send

pytestmark = pytest.mark.usefixtures("online")
DOMAIN = "www.site.example"


def test_a_domain_is_a_name_with_a_dot(terminal):
    for name in ["site", "https://site.example", "-x.example"]:
        terminal.run("domain", STAGE, name, expect=2)


def certificates():
    return {c.common_name: c for c in acm_backends[ACCOUNT]["us-east-1"]._certificates.values()}


def test_its_certificate_is_asked_for_when_someone_agrees(terminal):
    assert "nothing was changed" in terminal.run("domain", STAGE, DOMAIN, "--dry-run")
    assert "say --yes" in terminal.run("domain", STAGE, DOMAIN, expect=1)
    assert certificates() == {}

    said = terminal.run("domain", STAGE, DOMAIN, "--also", "site.example", "--yes")

    assert "write this DNS record" in said and "CNAME" in said
    assert f"infra/domain {STAGE} {DOMAIN} --also site.example" in said and f"--give-up {DOMAIN}" in said


def counted():
    """Which addresses the firewall counts requests to; those that CloudFront sends to the form."""
    [acl] = standins.recorded["AWS::WAFv2::WebACL"].values()
    matches = [one["ByteMatchStatement"] for one in acl["Rules"][0]["Statement"]["RateBasedStatement"]["ScopeDownStatement"]["OrStatement"]["Statements"]]
    config = standins.recorded["AWS::CloudFront::Distribution"]["Distribution"]["DistributionConfig"]
    firewall = {match["SearchString"] + "*" * (match["PositionalConstraint"] == "STARTS_WITH") for match in matches}
    return firewall, {behaviour["PathPattern"] for behaviour in config["CacheBehaviors"]}


def test_while_it_waits_the_firewall_is_made_and_a_slip_is_given_up(terminal):
    terminal.run("domain", STAGE, "www.sote.example", "--yes")

    said = terminal.run("domain", STAGE, "--firewall", "--yes")
    assert f"infra/deploy {STAGE} --firewall" in said
    firewall, form = counted()
    assert firewall == form and len(form) > 3

    said = terminal.run("domain", STAGE, DOMAIN)
    assert "the certificate for www.sote.example, pending_validation" in said
    assert f"infra/domain {STAGE} --give-up www.sote.example" in said
    assert "would delete 1" in terminal.run("domain", STAGE, "--give-up", "www.sote.example", "--dry-run")
    terminal.run("domain", STAGE, "--give-up", "www.sote.example", "--yes")
    assert certificates().keys() == {DOMAIN}
    assert "there is no certificate" in terminal.run("domain", STAGE, "--give-up", "www.sote.example", "--yes", expect=1)


def test_one_that_aws_waited_for_in_vain_is_asked_for_again(terminal, monkeypatch):
    monkeypatch.setattr(certificates()[DOMAIN], "status", "VALIDATION_TIMED_OUT")

    said = terminal.run("domain", STAGE, DOMAIN, "--also", "site.example", expect=1)

    assert "VALIDATION_TIMED_OUT" in said and f"first: infra/domain {STAGE} --give-up {DOMAIN}" in said


def test_it_says_what_to_do_once_it_is_issued(terminal):
    certificates()[DOMAIN].status = "ISSUED"

    said = terminal.run("domain", STAGE, DOMAIN, "--also", "site.example")

    assert f"then: infra/deploy {STAGE} --domain {DOMAIN} --also site.example" in said
    assert f"  {DOMAIN} CNAME {address().removeprefix('https://')}" in said, "the record is written before the change, not after it"
    assert "takes no CNAME" in said


def test_the_certificate_of_another_domain_is_not_taken_for_this_ones(deploy):
    assert "other.site.example has no certificate yet" in deploy("--yes", "--domain", "other.site.example", expect=1)
    said = deploy("--yes", "--domain", DOMAIN, "--also", "third.example", expect=1)
    assert f"infra/domain {STAGE} {DOMAIN} --also third.example makes it" in said


def test_the_site_is_built_again_for_the_domain(cloud, deploy, out):
    said = deploy("--yes", "--domain", DOMAIN, "--also", "site.example", "--firewall")

    assert f"its DNS record: {DOMAIN} CNAME " in said and address() == f"https://{DOMAIN}"
    config = standins.recorded["AWS::CloudFront::Distribution"]["Distribution"]["DistributionConfig"]
    assert config["Aliases"] == [DOMAIN, "site.example"] and config["WebACLId"]
    assert parameters()["MonthlyBudget"] == "12", "the firewall alone would ring a budget of five dollars"
    assert config["ViewerCertificate"]["MinimumProtocolVersion"] == "TLSv1.2_2021"
    assert f'href="https://{DOMAIN}/' in (out / "public/index.html").read_text()
    assert f"https://{DOMAIN}/" in page(cloud, "/sitemap.xml")
    assert send(cloud), "the form takes what the domain's pages send"
    assert "nothing has changed" in deploy("--yes"), "all are remembered"


def test_the_other_name_leads_to_the_domain_and_cloudfronts_own_stays(cloud):
    def asked(host, path="/contact/?a=1"):
        connection = http.client.HTTPConnection(cloud.site.removeprefix("http://"))
        connection.request("GET", path, headers={"Host": host})
        answer = connection.getresponse()
        return answer.status, answer.getheader("location")

    assert asked("site.example") == (301, f"https://{DOMAIN}/contact/?a=1")
    assert asked(DOMAIN) == (200, None)
    assert asked("d111111abcdef8.cloudfront.net") == (200, None)
    assert "evil" not in (asked("site.example", "//evil.example/")[1] or ""), "two slashes lead nowhere"


def test_a_certificate_that_is_used_is_not_given_up_and_another_of_its_name_is(terminal):
    used = certificates()[DOMAIN].arn
    assert f"the site is at {DOMAIN}, and uses its only" in terminal.run("domain", STAGE, "--give-up", DOMAIN, "--yes", expect=1)
    terminal.run("domain", STAGE, DOMAIN, "--also", "fourth.example", "--yes")
    assert len(acm_backends[ACCOUNT]["us-east-1"]._certificates) == 2

    assert "would delete 1" in terminal.run("domain", STAGE, "--give-up", DOMAIN, "--yes")

    assert [certificate.arn for certificate in certificates().values()] == [used]


@pytest.mark.parametrize(("days", "status"), [(31, 0), (30, 1)])
def test_a_certificate_that_aws_has_not_renewed_in_time_is_named(terminal, monkeypatch, days, status):
    end = datetime.now(UTC).replace(tzinfo=None) + timedelta(days=days, hours=1)
    monkeypatch.setattr(certificates()[DOMAIN], "_not_valid_after", lambda _: end)

    said = terminal.run("status", STAGE, expect=status)

    assert f"of {DOMAIN}, {days} day(s) more" in said and ("AWS could not renew it" in said) == bool(status)


def test_a_rollback_over_a_change_of_address_leaves_a_form_that_takes_applications(cloud, terminal):
    said = terminal.run("rollback", STAGE, "--yes")

    assert f"no longer at https://{DOMAIN}" in said and address() != f"https://{DOMAIN}"
    assert send(cloud), "the form takes what the pages at its own address send"
    config = standins.recorded["AWS::CloudFront::Distribution"]["Distribution"]["DistributionConfig"]
    assert "Aliases" not in config and config["WebACLId"], "the firewall is no part of a deployment"

    terminal.run("rollback", STAGE, "--yes")
    assert address() == f"https://{DOMAIN}" and send(cloud)


def test_where_the_form_goes_the_firewall_and_the_canary_go(content, deploy, terminal):
    content.replace("candidature.toml", 'path = "/candidature"', 'path = "/demande"')

    said = deploy("--yes")
    assert f"infra/domain {STAGE} --firewall" in said
    terminal.run("domain", STAGE, "--firewall", "--yes")

    firewall, form = counted()
    assert firewall == form == {"/demande/verification", "/demande/modification", "/demande/envoi", "/demande/recue/*"}
    [canary] = [it.environment_vars for it in lambda_backends[ACCOUNT][REGION].list_functions() if "SITE" in it.environment_vars]
    assert canary["FORM"] == "/demande/verification"
    content.replace("candidature.toml", 'path = "/demande"', 'path = "/candidature"')


def test_domain_and_firewall_can_be_given_up_again(cloud, deploy, terminal):
    assert "still uses the firewall" in terminal.run("domain", STAGE, "--no-firewall", "--yes", expect=1)

    deploy("--yes", "--no-domain", "--no-firewall", "--no-alarm-email")

    config = standins.recorded["AWS::CloudFront::Distribution"]["Distribution"]["DistributionConfig"]
    assert "Aliases" not in config and "WebACLId" not in config and config["ViewerCertificate"] == {"CloudFrontDefaultCertificate": True}
    assert address().endswith(".cloudfront.example") and send(cloud)
    assert parameters()["MonthlyBudget"] == "5"
    assert not standins.recorded.get("AWS::SNS::Subscription")
    assert "remove WebAcl" in terminal.run("domain", STAGE, "--no-firewall", "--yes")
