"""What the template promises, asserted on the template: moto ignores most of it."""

import json
import re
import subprocess

import pytest
import stacks
import yaml
from cloud import ROOT
from templates import INFRA, RESOURCES, TEMPLATE, TEMPLATES, by_type, cfn_lint, load, of, offered_regions  # noqa: F401, what a test asks for by name
from terminal import BIN


@pytest.mark.parametrize("file", TEMPLATES)
def test_cfn_lint_has_nothing_to_say_in_any_region_that_is_offered(cfn_lint, file):
    regions = ["us-east-1"] if file == "us-east-1.yaml" else offered_regions()
    assert regions
    assert cfn_lint("-r", *regions, "-t", INFRA / file) == (0, "")


def refers(part, names):
    """Whether a part of a template depends on one of these parameters or conditions."""
    text = json.dumps(part)
    return any(f'"Ref": "{name}"' in text or "${" + name + "}" in text or f'"If": ["{name}"' in text for name in names)


@pytest.mark.parametrize("file", TEMPLATES)
def test_what_has_a_fixed_name_has_nothing_that_can_only_be_given_once_and_may_change(file):
    # AWS makes a replacement before it removes what it replaces: with the same name it cannot, and the update fails.
    template = load(file)
    parameters = set(template["Parameters"])
    changing = parameters | {name for name, part in template.get("Conditions", {}).items() if refers(part, parameters)}
    for name, resource in template["Resources"].items():
        once = {path.split("/")[2:][-1]: stacks._at(resource.get("Properties", {}), path) for path in stacks.create_only(resource["Type"], "us-east-1")}
        fixed = [key for key, value in once.items() if key.endswith("Name") and value is not None and not refers(value, changing)]
        # The names of what they belong to are no names of theirs.
        if fixed and resource["Type"] != "AWS::Lambda::Permission":
            for key, value in once.items():
                assert not refers(value, changing), f"{name}: {key} depends on a parameter, and {fixed} is fixed"


def test_alarms_and_the_budget_may_tell_the_topic_and_nobody_from_elsewhere():
    [statement] = of("AlarmsPolicy")["PolicyDocument"]["Statement"]
    assert statement["Principal"] == {"Service": ["cloudwatch.amazonaws.com", "budgets.amazonaws.com"]}
    assert statement["Condition"] == {"StringEquals": {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}}
    told = [subscriber for notice in of("Budget")["NotificationsWithSubscribers"] for subscriber in notice["Subscribers"]]
    assert told == [{"SubscriptionType": "SNS", "Address": {"Ref": "Alarms"}}] * 2


def test_the_topic_takes_what_the_budget_tells_it_before_there_is_a_budget():
    assert RESOURCES["Budget"]["DependsOn"] == "AlarmsPolicy"


def test_a_failure_of_the_canary_is_one_error():
    assert of("CanaryCalls") == {"FunctionName": {"Ref": "Canary"}, "Qualifier": "$LATEST", "MaximumRetryAttempts": 0}
    assert of("CanarySchedule")["Target"]["RetryPolicy"] == {"MaximumRetryAttempts": 0}


@pytest.mark.parametrize("file", sorted(file.name for file in INFRA.iterdir() if file.is_file() and file.suffix != ".md"))
def test_where_a_form_is_sent_is_written_in_the_content_only(file):
    [path] = re.findall(r'^path = "(/[a-z]+)"', (ROOT / "content/candidature.toml").read_text(), re.M)
    assert f"{path}/" not in (INFRA / file).read_text()


def test_checkov_has_nothing_to_say_and_every_exception_has_its_reason():
    command = [BIN / "checkov", "--skip-download", "--framework", "cloudformation", "-o", "json", "-d", INFRA]
    done = subprocess.run(command, capture_output=True, text=True)
    found = json.loads(done.stdout)["results"]
    assert [check["check_id"] for check in found["failed_checks"]] == [] and found["parsing_errors"] == []
    assert len(found["passed_checks"]) > 30
    reasons = [check["check_result"].get("suppress_comment", "") for check in found["skipped_checks"]]
    assert reasons and min(map(len, reasons)) > 30, reasons


def test_no_yaml_alias_which_cloudformation_refuses():
    for file in TEMPLATES:
        events = yaml.parse((INFRA / file).read_text())
        assert not [event for event in events if isinstance(event, yaml.AliasEvent)], file


KEYS = {"Applications": [("pk", "S", "HASH")], "JournalTable": [("pk", "S", "HASH"), ("sk", "N", "RANGE")]}


@pytest.mark.parametrize("name", KEYS)
def test_what_people_have_sent_and_the_journal_are_protected_and_forget_in_time(name):
    table = of(name)
    assert RESOURCES[name]["DeletionPolicy"] == "RetainExceptOnCreate"
    assert RESOURCES[name]["UpdateReplacePolicy"] == "Retain"
    assert table["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
    assert table["TimeToLiveSpecification"] == {"AttributeName": "expires", "Enabled": True}
    assert table["SSESpecification"] == {"SSEEnabled": True}
    assert table["DeletionProtectionEnabled"] == {"Ref": "ProtectTable"} and TEMPLATE["Parameters"]["ProtectTable"]["Default"] == "true"
    assert table["BillingMode"] == "PAY_PER_REQUEST"
    assert table["AttributeDefinitions"] == [{"AttributeName": key, "AttributeType": kind} for key, kind, _ in KEYS[name]]
    assert table["KeySchema"] == [{"AttributeName": key, "KeyType": role} for key, _, role in KEYS[name]]
    assert table["OnDemandThroughput"] == {"MaxReadRequestUnits": {"Ref": "MaxReadsPerSecond"}, "MaxWriteRequestUnits": {"Ref": "MaxWritesPerSecond"}}


def test_every_table_that_outlives_the_stack_is_guarded():
    [listed] = re.findall(r"^kept_tables='(.*)'", (INFRA / "stacks.sh").read_text(), re.M)
    assert json.loads(listed) == list(KEYS) == [name for name in by_type("AWS::DynamoDB::Table") if RESOURCES[name]["DeletionPolicy"] != "Delete"]


def test_fuses_bound_what_a_flood_can_cost():
    counters = of("Counters")
    assert counters["OnDemandThroughput"]["MaxWriteRequestUnits"] == {"Ref": "MaxWritesPerSecond"}, "a bound of its own"
    assert counters["TimeToLiveSpecification"] == {"AttributeName": "expires", "Enabled": True}
    paused, nothing, reserved = of("FormFunction")["ReservedConcurrentExecutions"]["If"]
    assert (paused, nothing) == ("IsPaused", 0)
    reserved = reserved["If"]
    assert reserved[:2] == ["HasReservedConcurrency", {"Ref": "ReservedConcurrency"}]
    # A new account's quota is 10: a reservation by default would make the first deployment fail.
    assert TEMPLATE["Parameters"]["ReservedConcurrency"]["Default"] == "none"


def test_the_form_may_write_to_its_tables_and_its_log_and_nothing_else():
    role = of("FormRole")
    allowed = [statement for policy in role["Policies"] for statement in policy["PolicyDocument"]["Statement"]]
    assert allowed == [
        {"Effect": "Allow", "Action": ["dynamodb:PutItem", "dynamodb:UpdateItem"], "Resource": {"GetAtt": "Applications.Arn"},
         "Condition": {"ForAllValues:StringLike": {"dynamodb:LeadingKeys": ["APP#*", "PREWARM"]}}},
        {"Effect": "Allow", "Action": "dynamodb:UpdateItem", "Resource": {"GetAtt": "Counters.Arn"}},
        {"Effect": "Allow", "Action": ["logs:CreateLogStream", "logs:PutLogEvents"], "Resource": {"GetAtt": "FormLog.Arn"}},
    ]  # fmt: skip
    # The keys that its code writes.
    store = (ROOT / "form-handler/src/store/dynamo.rs").read_text() + (ROOT / "form-handler/src/store/dynamo/item.rs").read_text()
    assert set(re.findall(r'const (?:NOTHING|APPLICATIONS): &str = "(.*)"', store)) == {"APP#", "PREWARM"}
    assert "ManagedPolicyArns" not in role
    assert role["AssumeRolePolicyDocument"]["Statement"][0]["Principal"] == {"Service": "lambda.amazonaws.com"}


def test_no_role_of_a_stage_has_anything_to_do_with_the_journal():
    roles = by_type("AWS::IAM::Role")
    named = {name: re.findall(r"\b\w+\.(?:Stream)?Arn\b", json.dumps(role["Policies"])) for name, role in roles.items()}
    assert "Applications.Arn" in named["FormRole"] and all(named.values())
    for name, role in roles.items():
        resources = [resource for policy in role["Policies"] for statement in policy["PolicyDocument"]["Statement"] for resource in [statement["Resource"]]]
        # Each names one thing: neither the journal nor a pattern that would match it.
        assert all(resource in [{"Ref": "Notices"}] or resource.keys() == {"GetAtt"} and resource["GetAtt"] != "JournalTable.Arn" for resource in resources), name
    assert "JournalTable" not in json.dumps([of("FormFunction"), of("Canary")])


def test_only_the_distribution_reads_the_bucket_and_only_releases():
    allow, listing, deny = of("SiteBucketPolicy")["PolicyDocument"]["Statement"]
    assert (allow["Action"], allow["Resource"]) == ("s3:GetObject", {"Sub": "${SiteBucket.Arn}/releases/*"})
    for statement in (allow, listing):
        assert statement["Principal"] == {"Service": "cloudfront.amazonaws.com"}
        assert "distribution/${Distribution}" in statement["Condition"]["StringEquals"]["aws:SourceArn"]["Sub"]
    assert listing["Action"] == "s3:ListBucket"
    assert (deny["Effect"], deny["Condition"]) == ("Deny", {"Bool": {"aws:SecureTransport": "false"}})


@pytest.mark.parametrize("file", ["template.yaml", "artifacts.yaml"])
def test_buckets_are_private_encrypted_and_versioned(file):
    for bucket in by_type("AWS::S3::Bucket", load(file)).values():
        assert set(bucket["PublicAccessBlockConfiguration"].values()) == {True} and len(bucket["PublicAccessBlockConfiguration"]) == 4
        assert bucket["VersioningConfiguration"] == {"Status": "Enabled"}
        assert bucket["BucketEncryption"]["ServerSideEncryptionConfiguration"]
        assert bucket["OwnershipControls"] == {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]}


def test_the_function_is_the_measured_one():
    function = of("FormFunction")
    assert (function["Runtime"], function["Handler"]) == ("provided.al2023", "bootstrap")
    assert (TEMPLATE["Parameters"]["MemoryMb"]["Default"], TEMPLATE["Parameters"]["TimeoutSeconds"]["Default"]) == (256, 10)
    variables = set(function["Environment"]["Variables"])
    assert variables == {"TABLE_NAME", "COUNTERS_TABLE", "SECRET", "SECRET_PREVIOUS", "SECRET_PREVIOUS_UNTIL", "SIGNING_KEY", "ORIGIN_SECRET", "ORIGIN_SECRET_PREVIOUS"}
    assert function["LoggingConfig"] == {"LogGroup": {"Ref": "FormLog"}}
    assert of("FormLog")["RetentionInDays"] == {"Ref": "LogDays"} and TEMPLATE["Parameters"]["LogDays"]["Default"] == 30


def test_secrets_are_neither_written_nor_shown():
    for name in ("Secret", "SecretPrevious", "SigningKey", "OriginSecret", "OriginSecretPrevious"):
        parameter = TEMPLATE["Parameters"][name]
        assert parameter["NoEcho"] is True and not parameter.get("Default"), name
    assert "Secret" not in json.dumps(TEMPLATE["Outputs"])


def test_the_function_url_has_both_permissions_and_answers_the_distribution_only():
    permissions = by_type("AWS::Lambda::Permission").values()
    assert {p["Action"] for p in permissions} == {"lambda:InvokeFunctionUrl", "lambda:InvokeFunction"}
    [through] = [p for p in permissions if p["Action"] == "lambda:InvokeFunction"]
    assert through["InvokedViaFunctionUrl"] is True
    form = next(origin for origin in of("Distribution")["DistributionConfig"]["Origins"] if origin["Id"] == "form")
    assert form["OriginCustomHeaders"] == [{"HeaderName": "x-origin-secret", "HeaderValue": {"Ref": "OriginSecret"}}]
    assert form["CustomOriginConfig"]["OriginProtocolPolicy"] == "https-only"


def test_the_distribution_shows_one_release_over_tls_and_never_hides_what_the_form_answers():
    config = of("Distribution")["DistributionConfig"]
    site = next(origin for origin in config["Origins"] if origin["Id"] == "site")
    assert site["OriginPath"] == {"If": ["Published", {"Sub": "/releases/${Release}"}, ""]}
    assert site["OriginAccessControlId"] == {"GetAtt": "SiteAccess.Id"}
    assert config["DefaultCacheBehavior"]["ViewerProtocolPolicy"] == "redirect-to-https"
    [form] = config["CacheBehaviors"]
    assert (form["PathPattern"], form["ViewerProtocolPolicy"]) == ("/form/*", "https-only")
    replaced = [answer["ErrorCode"] for answer in config["CustomErrorResponses"] if "ResponsePagePath" in answer]
    assert replaced == [404, 502, 504]
    for behaviour in (form, config["DefaultCacheBehavior"]):
        assert behaviour["ResponseHeadersPolicyId"] == {"Ref": "SiteHeaders"}
    domain = config["ViewerCertificate"]["If"][1]
    assert domain["MinimumProtocolVersion"] == "TLSv1.2_2021"


def test_the_form_is_told_what_it_reads_of_a_request_and_no_more():
    policy = of("FormRequests")["OriginRequestPolicyConfig"]
    assert policy["CookiesConfig"] == {"CookieBehavior": "none"} and policy["QueryStringsConfig"] == {"QueryStringBehavior": "none"}
    headers = policy["HeadersConfig"]["Headers"]
    assert headers == ["Accept", "Content-Type", "Origin", "Sec-Fetch-Site", "X-Accept-Encoding", "CloudFront-Viewer-Address"]


def test_every_alarm_tells_someone_when_it_rings_and_when_it_stops():
    alarms = by_type("AWS::CloudWatch::Alarm")
    assert {alarm["MetricName"] for alarm in alarms.values()} == {
        "Errors", "Throttles", "Url5xxCount", "UrlRequestCount", "WriteThrottleEvents", "Refused",
    }  # fmt: skip
    readme = (INFRA / "README.md").read_text()
    for name, alarm in alarms.items():
        assert alarm["AlarmActions"] == alarm["OKActions"] == [{"Ref": "Alarms"}], name
        assert alarm["TreatMissingData"] == "notBreaching", name
        heading = alarm["AlarmDescription"].split('"')[1]
        assert f"### {heading}" in readme, f"{name} sends to a part of the runbook that is not there"
    assert of("AlarmSubscription") == {"TopicArn": {"Ref": "Alarms"}, "Protocol": "email", "Endpoint": {"Ref": "AlarmEmail"}}


def test_everything_that_can_be_tagged_is():
    kinds = {"AWS::S3::Bucket", "AWS::DynamoDB::Table", "AWS::Lambda::Function", "AWS::IAM::Role", "AWS::SNS::Topic",
             "AWS::Logs::LogGroup", "AWS::CloudFront::Distribution"}  # fmt: skip
    for name, resource in RESOURCES.items():
        assert resource["Type"] not in kinds or {"Key": "project", "Value": "bureau-des-pairs"} in resource["Properties"]["Tags"], name


def test_every_parameter_says_what_it_is_for():
    for file in TEMPLATES:
        for name, parameter in load(file)["Parameters"].items():
            assert len(parameter["Description"]) > 20, f"{file}: {name}"


def test_the_firewall_lets_an_application_through():
    [acl] = by_type("AWS::WAFv2::WebACL", load("us-east-1.yaml")).values()
    rate, common = [rule["Statement"] for rule in acl["Rules"]]
    overrides = common["ManagedRuleGroupStatement"]["RuleActionOverrides"]
    counted = {rule["Name"] for rule in overrides if rule["ActionToUse"] == {"Count": {}}}
    # Every rule of the group that looks into bodies; edge.mjs does what they do.
    assert counted >= {f"{rule}_BODY" for rule in ["SizeRestrictions", "CrossSiteScripting", "GenericLFI", "GenericRFI", "EC2MetaDataSSRF"]}
    assert rate["RateBasedStatement"]["ScopeDownStatement"]["ByteMatchStatement"]["SearchString"] == "/", "infra/domain says which"
    [answer] = acl["CustomResponseBodies"].values()
    assert "vos réponses sont toujours dans la page" in answer["Content"]
    assert load("us-east-1.yaml")["Parameters"]["Firewall"]["Default"] == "off"


def test_the_periods_are_those_the_privacy_page_states():
    site = (ROOT / "content/site.toml").read_text()
    assert "backup_days = 35" in site  # point-in-time recovery, whose default and maximum this is
    assert "RecoveryPeriodInDays" not in json.dumps(of("Applications"))
    assert "proposed = 30" in (ROOT / "content/data/privacy.toml").read_text()
