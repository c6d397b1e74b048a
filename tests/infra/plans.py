"""CloudFront's flat-rate plans, as AWS's PricingPlanManager takes, keeps and refuses them.

By what AWS documents (Developer Guide of CloudFront, "Features by pricing plan tier"; User Guide of PricingPlanManager), and
what people were told who tried: that no plan takes a distribution in fewer places, and FREE no rule that looks for a text.
"""

import json
from datetime import UTC, datetime, timedelta

ACCOUNT = "123456789012"
# By ARN, as ListSubscriptions shows them.
subscriptions: dict[str, dict] = {}
# Whether the account is on AWS's own Free plan, which is offered none.
free_accounts: list[str] = []
# What each plan takes: cache behaviors, rules of the firewall, and whether policies may be other ones than AWS's own.
TIERS = {"FREE": (5, 5, False), "PRO": (10, 25, False), "BUSINESS": (50, 50, True), "PREMIUM": (100, 75, True)}
# AWS's own policies for caching that the template names: CachingOptimized, CachingDisabled.
OF_AWS = {"658327ea-f89d-4fab-a63d-7e88639e58f6", "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"}


class Invalid(Exception):
    """What AWS says, after the name of its exception."""


def lacking(tier, distribution, firewall):
    """What these have that a plan does not take."""
    behaviors, rules, own = TIERS[tier]
    config, text = distribution["DistributionConfig"], json.dumps(firewall)
    every = [config["DefaultCacheBehavior"], *config["CacheBehaviors"]]
    if len(every) > behaviors:
        yield f"{len(every)} cache behaviors (limit {behaviors})"
    if len(firewall["Rules"]) > rules:
        yield f"{len(firewall['Rules'])} rules (limit {rules})"
    for kind in ["CachePolicyId", "OriginRequestPolicyId", "ResponseHeadersPolicyId"]:
        if not own and any(behavior.get(kind, "") not in {*OF_AWS, ""} for behavior in every):
            yield f"custom {kind}"
    if tier == "FREE" and "ByteMatchStatement" in text:
        yield "byte match"
    if tier == "FREE" and "CustomResponse" in text:
        yield "custom response"
    if config["PriceClass"] != "PriceClass_All":
        yield "price class"


def holds(arn):
    """The plan that something has; one that waits for approval does nothing yet."""
    return next((plan for plan in subscriptions.values() if arn in plan["resourceArns"] and plan["status"] != "PENDING_APPROVAL"), None)


def create(family, tier, arns, recorded, ids):
    """As CloudFormation asks for one. `ids` are distributions that there are, by ARN."""
    if family != "CloudFront" or tier not in TIERS:
        raise Invalid("ValidationException: no such plan")
    distributions, firewalls = ([arn for arn in arns if part in arn] for part in [":distribution/", ":global/webacl/"])
    if len(distributions) != 1 or len(firewalls) != 1:
        raise Invalid("ValidationException: exactly one CloudFront distribution and exactly one WAF web ACL are required")
    if free_accounts:
        raise Invalid("ValidationException: Accounts using AWS Free Tier are not eligible for pricing plans")
    if any(arns[0] in plan["resourceArns"] or arns[1] in plan["resourceArns"] for plan in subscriptions.values()):
        raise Invalid("ValidationException: the resource is already associated with another subscription")
    distribution = recorded["AWS::CloudFront::Distribution"].get(ids.get(distributions[0]))
    if not distribution or distribution["DistributionConfig"].get("WebACLId") != firewalls[0]:
        raise Invalid("ValidationException: the web ACL must be associated with the distribution")
    [firewall] = recorded["AWS::WAFv2::WebACL"].values()
    if unavailable := list(lacking(tier, distribution, firewall)):
        raise Invalid(f"ValidationException: You're using configuration not available in this tier: {', '.join(unavailable)}")
    arn = f"arn:aws:pricingplanmanager::{ACCOUNT}:subscription:sub_{len(subscriptions)}"
    status = "ACTIVE" if tier == "FREE" else "PENDING_APPROVAL"
    subscriptions[arn] = {"arn": arn, "planFamily": family, "planTier": tier, "resourceArns": arns, "status": status, "eTag": "v1"}
    return arn


def changed(plan, **values):
    plan |= values | {"eTag": f"v{int(plan['eTag'][1:]) + 1}"}


def cancel(plan):
    if plan["planTier"] == "FREE" or plan["status"] in ("PENDING_APPROVAL", "FAILED"):
        del subscriptions[plan["arn"]]
    else:  # The day is only said once this has reached every place.
        changed(plan, scheduledChange={"changeType": "CANCELLATION"}, status="SYNC_IN_PROGRESS")


def synced():
    """Some minutes later."""
    for plan in subscriptions.values():
        if plan["status"] == "SYNC_IN_PROGRESS":
            changed(plan, status="ACTIVE")
        if "scheduledChange" in plan:
            plan["scheduledChange"]["effectiveDate"] = f"{next_month()}T00:00:00+00:00"


def next_month():
    return (datetime.now(UTC).replace(day=1) + timedelta(days=31)).strftime("%Y-%m-01")


def month_is_over():
    for plan in [plan for plan in subscriptions.values() if "scheduledChange" in plan]:
        del subscriptions[plan["arn"]]


def call(arguments):
    """What AWS's command answers; arguments as it takes them."""
    operation, *rest = arguments
    options = dict(zip(rest[::2], rest[1::2], strict=True))
    if options.pop("--region", None) != "us-east-1":
        raise Invalid('Could not connect to the endpoint URL: "https://pricingplanmanager.eu-west-3.api.aws"')
    if operation == "list-subscriptions":
        return {"subscriptionSummaries": list(subscriptions.values())}
    if not (plan := subscriptions.get(options["--arn"])):
        raise Invalid("An error occurred (ResourceNotFoundException) when calling it: no such subscription")
    if plan["eTag"] != options["--if-match"]:
        raise Invalid("An error occurred (ConflictException) when calling it: the subscription was modified")
    if operation == "approve-paid-subscription" and plan["status"] == "PENDING_APPROVAL":
        changed(plan, status="SYNC_IN_PROGRESS")
    elif operation == "update-subscription" and plan["status"] == "ACTIVE" and options["--plan-tier"] in TIERS:
        changed(plan, planTier=options["--plan-tier"])
    elif operation == "cancel-subscription" and plan["status"] != "SYNC_IN_PROGRESS":
        cancel(plan)
    else:
        raise Invalid("An error occurred (ValidationException) when calling it: the operation is not valid for the current state")
    return {"subscription": plan}
