"""Who deploys without being an administrator, and what that role can and cannot do: the claims of "Who deploys"."""

import fnmatch
import json
import re

import pytest
from cloud import ACCOUNT, REGION, ROOT
from stage import STACK
from templates import INFRA, by_type, load

DEPLOYER = load("deployer.yaml")["Resources"]
ROLE = f"arn:aws:iam::{ACCOUNT}:role/{STACK}-FormRole-1"
BOUNDARY = f"arn:aws:iam::{ACCOUNT}:policy/bureau-boundary"
BOUNDED = {"iam:PermissionsBoundary": BOUNDARY}


def listed(value):
    return value if isinstance(value, list) else [value]


def arn(part):
    """As AWS writes out what the template says."""
    known = {"GetAtt": {"Changer.Arn": f"arn:aws:iam::{ACCOUNT}:role/bureau-changer"}, "Ref": {"Boundary": BOUNDARY}}
    if isinstance(part, str):
        return part
    [(intrinsic, name)] = part.items()
    return known[intrinsic][name] if intrinsic in known else name.replace("${AWS::Partition}", "aws").replace("${AWS::AccountId}", ACCOUNT)


def statements(name):
    properties = DEPLOYER[name]["Properties"]
    documents = [policy["PolicyDocument"] for policy in properties.get("Policies", [])] or [properties["PolicyDocument"]]
    return [statement for document in documents for statement in document["Statement"]]


def may(name, action, resource, context=None):
    """Whether these policies allow it: as AWS evaluates them, as far as they are written."""
    allowing = False
    for statement in statements(name):
        assert statement.keys() <= {"Effect", "Action", "Resource", "Condition"}
        assert statement.get("Condition", {}).keys() <= {"StringEquals"}
        if (
            any(fnmatch.fnmatchcase(action, allowed) for allowed in listed(statement["Action"]))
            and any(fnmatch.fnmatchcase(resource, arn(allowed)) for allowed in listed(statement["Resource"]))
            and all((context or {}).get(key) in map(arn, listed(value)) for key, value in statement.get("Condition", {}).get("StringEquals", {}).items())
        ):
            if statement["Effect"] == "Deny":
                return False
            allowing = True
    return allowing


def test_who_deploys_may_call_what_the_scripts_call_and_read_no_application():
    policies = statements("Deployer")
    actions = {action for statement in policies for action in listed(statement["Action"])}
    named = {"sts:GetCallerIdentity": None, "s3api:ListObjectsV2": "s3:ListBucket", "sso:Login": None}
    named["pricing-plan-manager:ListSubscriptions"] = "pricingplanmanager:ListSubscriptions"
    called = set()
    for script in ["plan.sh", "deploy", "status", "rollback", "upload", "stage.sh", "stacks.sh", "certificates.sh", "reality.sh", "review.sh", "values.sh", "signing.sh"]:
        for service, operation in re.findall(r"\baws ([a-z][a-z0-9-]*) ([a-z0-9-]+)", (INFRA / script).read_text()):
            action = f"{service}:{''.join(part.capitalize() for part in operation.split('-'))}"
            called.add(named.get(action, action))
    called = {action for action in called if action and not action.startswith(("s3:Cp", "s3:Rm", "dynamodb:Scan"))}
    assert len(called) > 20 and called <= actions, called - actions
    assert not any(word in action for action in actions for word in ["GetItem", "Scan", "Query", "*"])
    trust = DEPLOYER["Deployer"]["Properties"]["AssumeRolePolicyDocument"]["Statement"][1]["If"][1]
    assert trust["Condition"]["StringEquals"]["token.actions.githubusercontent.com:sub"] == {"Sub": "repo:${Repository}:environment:${Environment}"}


@pytest.mark.parametrize("action", ["CreateRole", "PutRolePolicy", "DeleteRolePolicy", "PutRolePermissionsBoundary"])
def test_a_role_that_is_made_carries_the_boundary(action):
    assert may("Changer", f"iam:{action}", ROLE, BOUNDED)
    for other in [None, {"iam:PermissionsBoundary": "arn:aws:iam::aws:policy/AdministratorAccess"}]:
        assert not may("Changer", f"iam:{action}", ROLE, other)


@pytest.mark.parametrize(
    ("action", "resource"),
    [
        # The ways to a role that can do more.
        ("iam:AttachRolePolicy", ROLE),
        ("iam:DeleteRolePermissionsBoundary", ROLE),
        ("iam:CreatePolicyVersion", BOUNDARY),
        ("iam:SetDefaultPolicyVersion", BOUNDARY),
        ("iam:DeletePolicy", BOUNDARY),
        ("iam:CreateUser", f"arn:aws:iam::{ACCOUNT}:user/{STACK}-office-marie"),
        ("iam:CreateAccessKey", f"arn:aws:iam::{ACCOUNT}:user/{STACK}-office-marie"),
        # The two roles themselves, and their stack.
        *[(f"iam:{action}", f"arn:aws:iam::{ACCOUNT}:role/bureau-{role}") for role in ["changer", "deployer"]
          for action in ["CreateRole", "DeleteRole", "PassRole", "PutRolePolicy", "UpdateAssumeRolePolicy"]],
        ("cloudformation:CreateChangeSet", f"arn:aws:cloudformation:{REGION}:{ACCOUNT}:stack/bureau-deployer/1"),
        ("pricingplanmanager:ApprovePaidSubscription", f"arn:aws:pricingplanmanager::{ACCOUNT}:subscription:1"), # which costs
        # What is in the tables.
        *[(f"dynamodb:{action}", f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/{STACK}-{table}") for table in ["Applications-1", "Applications-1-journal"]
          for action in ["BatchGetItem", "CreateBackup", "EnableKinesisStreamingDestination", "ExportTableToPointInTime", "GetItem", "GetRecords",
          "PartiQLSelect", "PutResourcePolicy", "Query", "RestoreTableToPointInTime", "Scan"]],
        ("dynamodb:GetRecords", f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/{STACK}-Applications-1-journal/stream/1"),
        # The form writes applications; the journal, nobody but the office.
        *[(f"dynamodb:{action}", f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/{STACK}-Applications-1-journal") for action in ["PutItem", "UpdateItem", "DeleteItem"]],
    ],
)  # fmt: skip
def test_nobody_becomes_an_administrator_or_reads_applications_by_deploying(action, resource):
    for name in ["Deployer", "Boundary"]:
        assert not may(name, action, resource, BOUNDED | {"iam:PassedToService": "lambda.amazonaws.com"})
    if action != "iam:PassRole":
        assert not may("Changer", action, resource, BOUNDED)
    for service in ["lambda.amazonaws.com", "ec2.amazonaws.com"]:
        assert not may("Changer", action, resource, BOUNDED | {"iam:PassedToService": service})


def test_what_it_starts_runs_as_the_one_role_that_is_cloudformations():
    changer, to = f"arn:aws:iam::{ACCOUNT}:role/bureau-changer", "iam:PassedToService"
    assert may("Deployer", "iam:PassRole", changer, {to: "cloudformation.amazonaws.com"})
    assert not may("Deployer", "iam:PassRole", changer, {to: "lambda.amazonaws.com"})
    assert not may("Deployer", "iam:PassRole", ROLE, {to: "cloudformation.amazonaws.com"})
    [trust] = DEPLOYER["Changer"]["Properties"]["AssumeRolePolicyDocument"]["Statement"]
    assert trust["Principal"] == {"Service": "cloudformation.amazonaws.com"}


def test_the_roles_of_a_stage_do_within_the_boundary_all_that_they_do():
    made = {
        "Applications.Arn": f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/{STACK}-Applications-1",
        "Counters.Arn": f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/{STACK}-Counters-1",
        "FormLog.Arn": f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:/{STACK}/form:*",
        "CanaryLog.Arn": f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:/{STACK}/canary:*",
        "Canary.Arn": f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{STACK}-Canary-1",
        "Applications.StreamArn": f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/{STACK}-Applications-1/stream/1",
        "Notices": f"arn:aws:sns:{REGION}:{ACCOUNT}:{STACK}-Notices-1",
    }
    roles = by_type("AWS::IAM::Role")
    assert len(roles) > 2
    for name, role in roles.items():
        assert role["PermissionsBoundary"]["If"][:2] == ["HasBoundary", {"Sub": "arn:${AWS::Partition}:iam::${AWS::AccountId}:policy/${Boundary}"}], name
        assert "ManagedPolicyArns" not in role, "the changer could not attach it"
        for statement in [statement for policy in role["Policies"] for statement in policy["PolicyDocument"]["Statement"]]:
            for action in listed(statement["Action"]):
                assert may("Boundary", action, made[next(iter(statement["Resource"].values()))]), f"{name}: {action}"


def test_the_runbook_makes_what_the_policies_expect():
    runbook = (INFRA / "README.md").read_text().split("### Who deploys")[1].split("###")[0]
    assert set(re.findall(r"--stack-name (\S+)", runbook)) == {"bureau-deployer"} and "CAPABILITY_NAMED_IAM" in runbook
    assert json.dumps(load("deployer.yaml")["Outputs"]).count("Arn") > 1 and "DeployerArn" in runbook and "ChangerArn" in runbook


def test_the_workflow_agrees_to_what_is_routine_only():
    commands = re.findall(r"^ +- run: (infra/.*)", (ROOT / ".github/workflows/deploy.yml").read_text(), re.M)
    assert commands == ["infra/deploy production --routine", "infra/status production"]
