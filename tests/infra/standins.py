"""The CloudFormation types that moto lacks, or only pretends to know.

Each records what it was told, so that a test can look at it and tests/infra/edge.mjs can serve it. What moto has the
service for, it also tells the service, so that AWS's own client finds it there.
"""

import copy
import os

import plans
from moto.cloudfront.models import cloudfront_backends
from moto.cloudwatch.models import cloudwatch_backends
from moto.core.common_models import CloudFormationModel
from moto.dynamodb.models import dynamodb_backends
from moto.dynamodb.models.table import Table
from moto.logs.models import logs_backends
from stacks import Refused

# Distributions' logical names, by ARN.
distributions: dict[str, str] = {}
# What there is now, by type and logical name.
recorded: dict[str, dict[str, dict]] = {}
# Called while a distribution that is there is told something new: for minutes, most of CloudFront still does as before.
while_it_learns = []
# Types that refuse once to be created or changed, for tests of what happens then: putting back must work.
refusing: set[str] = set()


def _told(kind, name, properties):
    if kind in refusing:
        refusing.discard(kind)
        raise Refused(f"{kind} is refused: a stand-in for whatever AWS may say")
    recorded.setdefault(kind, {})[name] = copy.deepcopy(properties)


class _Recorded:
    """What all stand-ins do; `attributes` are what a template may ask of them."""

    kind = ""

    @classmethod
    def cloudformation_type(cls):
        return cls.kind

    @staticmethod
    def cloudformation_name_type():
        return ""

    @classmethod
    def has_cfn_attr(cls, attr):
        return True

    def is_created(self):
        return True

    @property
    def physical_resource_id(self):
        return self.id

    def get_cfn_attribute(self, attribute):
        return self.attributes()[attribute]

    def attributes(self):
        return {"Id": self.id, "Arn": f"arn:aws:stand-in:::{self.id}", "FunctionARN": f"arn:aws:cloudfront:::function/{self.name}"}

    @classmethod
    def create_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
        resource = cls()
        resource.id = resource_name.lower()
        resource.name, resource.account, resource.region = kwargs["LogicalId"], account_id, region_name
        resource.tell(cloudformation_json["Properties"])
        return resource

    @classmethod
    def update_from_cloudformation_json(cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name):
        original_resource.tell(cloudformation_json["Properties"])
        return original_resource

    def tell(self, properties):
        _told(self.kind, self.name, properties)

    def delete(self, account_id, region_name):
        recorded.get(self.kind, {}).pop(self.name, None)


def stand_in(kind):
    def make(cls):
        # moto looks at the direct subclasses of its model, and of two for one type takes the later one.
        return type(cls.__name__, (cls, _Recorded, CloudFormationModel), {"kind": kind})

    return make


for _kind in [
    "AWS::CloudFront::Function",
    "AWS::CloudFront::OriginAccessControl",
    "AWS::CloudFront::OriginRequestPolicy",
    "AWS::CloudFront::ResponseHeadersPolicy",
    "AWS::Lambda::EventInvokeConfig",
    "AWS::Lambda::Permission",
    "AWS::S3::BucketPolicy",
    "AWS::SNS::Subscription",
    "AWS::SNS::TopicPolicy",
    "AWS::Budgets::Budget",
    "AWS::Logs::MetricFilter",
    "AWS::Scheduler::Schedule",
    "AWS::Pipes::Pipe",
]:
    stand_in(_kind)(type(_kind.replace("::", ""), (), {}))


@stand_in("AWS::Lambda::Url")
class FunctionUrl:
    """Its address is the edge's port for functions, so that asking it directly can be tried."""

    def attributes(self):
        return {"FunctionUrl": os.environ.get("FUNCTION_URL", "https://form.stand-in.example") + "/"}


@stand_in("AWS::CloudFront::Distribution")
class Distribution:
    """Also in moto's CloudFront, which keeps the invalidations."""

    def tell(self, properties):
        before = recorded.get(self.kind, {}).get(self.name, {}).get("DistributionConfig", {})
        if before and plans.holds(self.arn) and before.get("WebACLId") != properties["DistributionConfig"].get("WebACLId"):
            raise Refused("You can't remove or replace the web ACL for your distribution.")
        for see in while_it_learns:
            see()
        _Recorded.tell(self, properties)
        if not hasattr(self, "made"):
            origin = {"Id": "o", "DomainName": "o.s3.amazonaws.com", "S3OriginConfig": {"OriginAccessIdentity": ""}}
            config = {"CallerReference": self.id, "Comment": "", "Enabled": True, "Origins": {"Items": [origin]}}
            config["DefaultCacheBehavior"] = {"TargetOriginId": "o", "ViewerProtocolPolicy": "https-only"}
            self.made, _, _ = cloudfront_backends[self.account]["aws"].create_distribution(config, [])
            self.id = self.made.distribution_id
            distributions[self.arn] = self.name

    @property
    def arn(self):
        return f"arn:aws:cloudfront::{self.account}:distribution/{self.id}"

    def attributes(self):
        return {"DomainName": f"{self.id.lower()}.cloudfront.example", "Id": self.id}

    def delete(self, account_id, region_name):
        if plans.holds(self.arn):
            raise Refused("You can't delete this distribution while it's subscribed to a pricing plan.")
        distributions.pop(self.arn, None)
        _Recorded.delete(self, account_id, region_name)


@stand_in("AWS::WAFv2::WebACL")
class WebAcl:
    def attributes(self):
        return {"Arn": f"arn:aws:wafv2:us-east-1:{self.account}:global/webacl/{self.name}/1"}

    def delete(self, account_id, region_name):
        if plans.holds(self.attributes()["Arn"]) or self.attributes()["Arn"] in str(recorded.get("AWS::CloudFront::Distribution")):
            raise Refused("AWS WAF couldn't perform the operation because your resource is being used by another resource")
        _Recorded.delete(self, account_id, region_name)


@stand_in("AWS::PricingPlanManager::Subscription")
class FlatRate:
    """One that is deleted goes on until the month is over, and so in plans.py."""

    def tell(self, properties):
        arns = properties["ResourceArns"]
        try:
            if not hasattr(self, "arn"):
                self.id = self.arn = plans.create(properties["PlanFamily"], properties["PlanTier"], arns, recorded, distributions)
            elif plans.subscriptions[self.arn]["planTier"] != properties["PlanTier"]:
                raise plans.Invalid("CloudFormation does not change the tier of an existing subscription")
        except plans.Invalid as cause:
            raise Refused(str(cause)) from None
        _Recorded.tell(self, properties)

    def delete(self, account_id, region_name):
        if self.arn in plans.subscriptions:
            if plans.subscriptions[self.arn]["status"] == "SYNC_IN_PROGRESS":
                raise Refused("ValidationException: the operation is not valid for the current state")
            plans.cancel(plans.subscriptions[self.arn])
        _Recorded.delete(self, account_id, region_name)


@stand_in("AWS::CloudWatch::Alarm")
class Alarm:
    """Also in moto's CloudWatch, where a test can make it ring."""

    def tell(self, properties):
        _Recorded.tell(self, properties)
        self.id = properties["AlarmName"]
        of = properties.get
        cloudwatch_backends[self.account][self.region].put_metric_alarm(
            name=of("AlarmName"), namespace=of("Namespace"), metric_name=of("MetricName"),
            comparison_operator=of("ComparisonOperator"), evaluation_periods=of("EvaluationPeriods"), period=of("Period"),
            threshold=float(of("Threshold")), statistic=of("Statistic"), description=of("AlarmDescription"),
            dimensions=[], alarm_actions=of("AlarmActions"), ok_actions=of("OKActions"),
        )  # fmt: skip


@stand_in("AWS::Logs::LogGroup")
class LogGroup:
    """moto's, which never learns from CloudFormation how long a log is kept from then on."""

    def tell(self, properties):
        _Recorded.tell(self, properties)
        self.id = properties["LogGroupName"]
        backend = logs_backends[self.account][self.region]
        if self.id not in backend.groups:
            backend.create_log_group(self.id, {})
        backend.groups[self.id].set_retention_policy(properties.get("RetentionInDays"))

    def attributes(self):
        return {"Arn": logs_backends[self.account][self.region].groups[self.id].arn}

    def delete(self, account_id, region_name):
        logs_backends[self.account][self.region].delete_log_group(self.id)
        _Recorded.delete(self, account_id, region_name)


@stand_in("AWS::DynamoDB::Table")
class Tables:
    """moto's tables, with the protections that its CloudFormation leaves out."""

    def tell(self, properties):
        _Recorded.tell(self, properties)
        backend = dynamodb_backends[self.account][self.region]
        if not hasattr(self, "table"):
            self.id = properties.get("TableName") or self.id.replace(self.name.lower(), self.name)
            self.table = Table.create_from_cloudformation_json(self.id, {"Properties": properties}, self.account, self.region)
        self.table.deletion_protection_enabled = properties.get("DeletionProtectionEnabled") in (True, "true")
        if recovery := properties.get("PointInTimeRecoverySpecification"):
            backend.update_continuous_backups(self.id, recovery)
        backend.update_time_to_live(self.id, properties["TimeToLiveSpecification"])

    def attributes(self):
        stream = recorded[self.kind][self.name].get("StreamSpecification")
        return {"Arn": self.table.table_arn} | ({"StreamArn": f"{self.table.table_arn}/stream/1"} if stream else {})

    def delete(self, account_id, region_name):
        if self.table.deletion_protection_enabled:
            raise Refused("the table is protected against deletion")
        dynamodb_backends[self.account][self.region].delete_table(self.id)
        _Recorded.delete(self, account_id, region_name)
