"""The site's own domain and the firewall, which CloudFront takes from us-east-1 only."""

import pytest
import standins
from cloud import ACCOUNT
from moto.acm.models import acm_backends
from stage import STACK, STAGE, address, page, send, stacks_there

pytestmark = pytest.mark.usefixtures("online")
DOMAIN = "www.site.example"


def test_a_domain_is_a_name_with_a_dot(terminal):
    for name in ["site", "https://site.example", "-x.example"]:
        terminal.run("domain", STAGE, name, expect=2)


def test_its_certificate_is_asked_for_when_someone_agrees(terminal):
    assert "add Certificate" in terminal.run("domain", STAGE, DOMAIN, "--dry-run")
    assert "say --yes" in terminal.run("domain", STAGE, DOMAIN, expect=1)
    assert stacks_there("us-east-1") == {}, "an empty stack stays"

    said = terminal.run("domain", STAGE, DOMAIN, "--yes")

    [certificate] = acm_backends[ACCOUNT]["us-east-1"]._certificates.values()
    assert "write this DNS record" in said and "CNAME" in said
    certificate.status = "ISSUED"
    said = terminal.run("domain", STAGE, DOMAIN, "--yes")
    assert f"then: infra/deploy {STAGE} --domain {DOMAIN}" in said
    assert f"  {DOMAIN} CNAME {address().removeprefix('https://')}" in said, "the record is written before the change, not after it"


def test_the_certificate_of_another_domain_is_not_taken_for_this_ones(deploy, monkeypatch):
    assert "other.site.example has no certificate yet" in deploy("--yes", "--domain", "other.site.example", expect=1)

    monkeypatch.setattr(stacks_there("us-east-1")[f"{STACK}-us-east-1"], "status", "UPDATE_IN_PROGRESS")
    assert f"{DOMAIN} has no certificate yet" in deploy("--yes", "--domain", DOMAIN, expect=1)


def test_the_firewall_is_made_beside_it(terminal):
    said = terminal.run("domain", STAGE, "--firewall", "--yes")

    assert f"infra/deploy {STAGE} --firewall" in said
    assert "AWS::WAFv2::WebACL" in standins.recorded and acm_backends[ACCOUNT]["us-east-1"]._certificates


def test_the_site_is_built_again_for_the_domain(cloud, deploy, out):
    said = deploy("--yes", "--domain", DOMAIN, "--firewall")

    assert f"its DNS record: {DOMAIN} CNAME " in said and address() == f"https://{DOMAIN}"
    config = standins.recorded["AWS::CloudFront::Distribution"]["Distribution"]["DistributionConfig"]
    assert config["Aliases"] == [DOMAIN] and config["WebACLId"]
    assert config["ViewerCertificate"]["MinimumProtocolVersion"] == "TLSv1.2_2021"
    assert f'href="https://{DOMAIN}/' in (out / "public/index.html").read_text()
    assert f"https://{DOMAIN}/" in page(cloud, "/sitemap.xml")
    assert send(cloud), "the form takes what the domain's pages send"
    assert "nothing has changed" in deploy("--yes"), "both are remembered"


def test_a_rollback_over_a_change_of_address_leaves_a_form_that_takes_applications(cloud, terminal):
    said = terminal.run("rollback", STAGE, "--yes")

    assert f"no longer at https://{DOMAIN}" in said and address() != f"https://{DOMAIN}"
    assert send(cloud), "the form takes what the pages at its own address send"
    config = standins.recorded["AWS::CloudFront::Distribution"]["Distribution"]["DistributionConfig"]
    assert "Aliases" not in config and config["WebACLId"], "the firewall is no part of a deployment"

    terminal.run("rollback", STAGE, "--yes")
    assert address() == f"https://{DOMAIN}" and send(cloud)


def test_domain_and_firewall_can_be_given_up_again(cloud, deploy, terminal):
    assert "still uses the firewall" in terminal.run("domain", STAGE, "--no-firewall", "--yes", expect=1)

    deploy("--yes", "--no-domain", "--no-firewall", "--no-alarm-email")

    config = standins.recorded["AWS::CloudFront::Distribution"]["Distribution"]["DistributionConfig"]
    assert "Aliases" not in config and "WebACLId" not in config and config["ViewerCertificate"] == {"CloudFrontDefaultCertificate": True}
    assert address().endswith(".cloudfront.example") and send(cloud)
    assert not standins.recorded.get("AWS::SNS::Subscription")
    assert "remove WebAcl" in terminal.run("domain", STAGE, "--no-firewall", "--yes")
