"""CloudFront's flat-rate plan: asked for, approved by a person, and going on until the month is over when it is ended."""

import re
import subprocess
import sys

import plans
import pytest
import standins
from stage import STAGE, get, parameters, stacks_there

pytestmark = pytest.mark.usefixtures("online")
# AWS's newest command, as far as the one of the system lacks it.
COMMAND = """#!/bin/sh
[ "$1" = pricing-plan-manager ] || exec {aws} "$@"
shift
exec {python} -IS -c '
import json, sys, urllib.request
answer = json.load(urllib.request.urlopen("{url}", json.dumps(sys.argv[1:]).encode()))
if isinstance(answer, str):
    sys.exit(answer)
print(json.dumps(answer))' "$@"
"""


@pytest.fixture
def newest(cloud, terminal, tmp_path):
    """Where to look for programs, if AWS's command is to be the newest one."""
    (tmp_path / "aws").write_text(COMMAND.format(python=sys.executable, aws=str(terminal.folder / "bin/aws"), url=cloud.url + "/stand-in/plans"))
    (tmp_path / "aws").chmod(0o755)
    return {"PATH": f"{tmp_path}:{terminal.environment['PATH']}"}


@pytest.fixture
def domain(terminal, newest):
    return lambda *arguments, **options: terminal.run("domain", STAGE, *arguments, **newest, **options)


def distribution():
    return standins.recorded["AWS::CloudFront::Distribution"]["Distribution"]


def set_for_a_plan():
    return parameters()["Plan"], parameters()["MonthlyBudget"], distribution()["DistributionConfig"]["PriceClass"]


WITHOUT = ("none", "12", "PriceClass_100")
WITH = ("BUSINESS", "205", "PriceClass_All")


def advised(terminal, newest, said, operation):
    """Types the command that a script has named."""
    [command] = re.findall(rf"'?aws pricing-plan-manager '?{operation}.*", said)
    done = subprocess.run(["sh", "-c", command], text=True, capture_output=True, env={**terminal.environment, **newest})
    assert done.returncode == 0, f"{command}\n{done.stderr}"


def test_it_wants_the_firewall_on_the_site_and_aws_newest_command(deploy, domain, terminal):
    assert "first: infra/domain test --firewall" in domain("--plan", "BUSINESS", "--yes", expect=1)
    domain("--firewall", "--yes")
    deploy("--yes", "--firewall")

    said = terminal.run("domain", STAGE, "--plan", "BUSINESS", "--yes", expect=1)

    assert "older than plans" in said and "Something was switched off" in said
    assert set_for_a_plan() == WITHOUT and "AWS::PricingPlanManager::Subscription" not in standins.recorded


@pytest.mark.parametrize("tier", ["FREE", "PRO"])
def test_a_plan_that_aws_would_refuse_this_site_is_refused_with_the_reason(domain, tier):
    [firewall] = standins.recorded["AWS::WAFv2::WebACL"].values()
    assert {"custom OriginRequestPolicyId", "custom ResponseHeadersPolicyId"} <= set(plans.lacking(tier, distribution(), firewall))
    assert list(plans.lacking("BUSINESS", distribution(), firewall)) == ["price class"], "which infra/domain changes first"

    assert "neither response headers nor origin requests of one's own" in domain("--plan", tier, "--yes", expect=1)

    domain("--plan", "GOLD", expect=2)


def test_one_that_aws_refuses_can_be_taken_back(domain, monkeypatch):
    monkeypatch.setattr(plans, "free_accounts", ["this one"])
    said = domain("--plan", "BUSINESS", "--yes", expect=1)
    assert "not eligible for pricing plans" in said and f"infra/domain {STAGE} --no-plan" in said

    domain("--no-plan", "--yes")

    assert set_for_a_plan() == WITHOUT and "there is no plan that" in domain("--no-plan", "--yes")


def test_one_that_nobody_has_approved_ends_at_once(domain):
    assert "(AWS::PricingPlanManager::Subscription)" in domain("--plan", "BUSINESS", "--dry-run")
    assert "nobody to ask" in domain("--plan", "BUSINESS", expect=1) and plans.subscriptions == {}
    domain("--plan", "BUSINESS", "--yes")
    assert set_for_a_plan() == WITH

    said = domain("--no-plan", "--yes")

    assert "what is used is paid for" in said and plans.subscriptions == {} and set_for_a_plan() == WITHOUT


def test_a_person_approves_it_with_the_command_that_is_named(domain, newest, terminal):
    said = domain("--plan", "BUSINESS", "--yes")

    [plan] = plans.subscriptions.values()
    assert plan["status"] == "PENDING_APPROVAL" and "200 dollars a month" in said
    waiting = terminal.run("status", STAGE, expect=1, **newest)
    assert "BUSINESS, pending_approval" in waiting and "waits for approval" in waiting
    assert "not looked at: AWS's command of this computer is older than plans" in terminal.run("status", STAGE)

    advised(terminal, newest, said, "approve-paid-subscription")
    plans.synced()

    assert "plan         BUSINESS, active" in terminal.run("status", STAGE, **newest)
    assert "the site has the plan BUSINESS" in domain("--plan", "BUSINESS", "--yes") and len(plans.subscriptions) == 1


def test_another_plan_is_made_of_it_by_aws_only(domain, newest, terminal):
    [plan] = plans.subscriptions.values()
    plans.changed(plan, planTier="PREMIUM")

    said = domain("--plan", "BUSINESS", "--yes", expect=1)

    assert "the site has the plan PREMIUM, and CloudFormation makes no other of it" in said
    advised(terminal, newest, said, "update-subscription")
    assert plan["planTier"] == "BUSINESS" and "the site has the plan BUSINESS" in domain("--plan", "BUSINESS", "--yes")


def test_while_it_holds_the_firewall_stays(deploy, domain):
    assert f"first: infra/domain {STAGE} --no-plan" in deploy("--yes", "--no-firewall", expect=1)
    assert "still uses the firewall" in domain("--no-firewall", "--yes", expect=1)
    assert "nothing has changed" in deploy("--yes") and set_for_a_plan() == WITH


def test_removing_the_site_ends_the_plan_and_nothing_else_before_the_month_is_over(cloud, domain, newest, terminal):
    until, told = plans.next_month(), ["destroy", STAGE, "--with-applications", "--confirm", STAGE]
    before = stacks_there()[f"bureau-des-pairs-{STAGE}"].status
    assert "would end the flat-rate plan" in terminal.run("destroy", STAGE, "--with-applications", "--dry-run", **newest)
    assert "older than plans" in terminal.run(*told, expect=1) and len(plans.subscriptions) == 1

    # AWS changes nothing for the minutes in which an earlier change reaches every place.
    [plan] = plans.subscriptions.values()
    plans.changed(plan, status="SYNC_IN_PROGRESS")
    assert "AWS has not ended the plan BUSINESS" in terminal.run(*told, expect=1, **newest)
    plans.synced()
    advised(terminal, newest, terminal.run(*told, expect=1, **newest), "cancel-subscription")

    for synced in [False, True]:
        said = terminal.run(*told, expect=1, **newest)
        assert f"goes on until {until}" in said and "nothing was removed" in said, synced
        assert f"from that day on: infra/destroy {STAGE} --with-applications" in said and f"infra/pause {STAGE}" in said
        plans.synced()

    assert get(cloud.site + "/")[0] == 200 and stacks_there()[f"bureau-des-pairs-{STAGE}"].status == before
    assert f"BUSINESS, active, until {until}" in terminal.run("status", STAGE, **newest)
    assert f"goes on until {until}" in domain("--plan", "BUSINESS", "--yes", expect=1)
    assert f"goes on until {until}" in domain("--no-plan", "--yes") and set_for_a_plan() == WITH


def test_when_the_month_is_over_all_is_as_before(deploy, domain, newest, terminal):
    plans.month_is_over()
    assert f"take back what was set for it: infra/domain {STAGE} --no-plan" in terminal.run("status", STAGE, expect=1, **newest)

    assert "what is used is paid for" in domain("--no-plan", "--yes") and set_for_a_plan() == WITHOUT

    deploy("--yes", "--no-firewall")
    domain("--no-firewall", "--yes")
    assert "WebACLId" not in distribution()["DistributionConfig"] and not standins.recorded.get("AWS::WAFv2::WebACL")
    assert "plan " not in terminal.run("status", STAGE)
