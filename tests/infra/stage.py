"""What can be seen of a stage: in the control plane, and from outside."""

import json
import subprocess
import urllib.error
import urllib.request

from cloud import ACCOUNT, REGION, ROOT
from moto.cloudformation.models import cloudformation_backends
from moto.cloudfront.models import cloudfront_backends
from moto.dynamodb.models import dynamodb_backends
from moto.s3.models import s3_backends

STAGE = "test"
STACK = f"bureau-des-pairs-{STAGE}"


def stacks_there(region=REGION):
    return {stack.name: stack for stack in cloudformation_backends[ACCOUNT][region].stacks.values()}


def parameters():
    return {p["ParameterKey"]: str(p["ParameterValue"]) for p in stacks_there()[STACK].parameter_list}


def address():
    [output] = [o for o in stacks_there()[STACK].outputs if o["OutputKey"] == "Url"]
    return output["OutputValue"]


def buckets():
    return s3_backends[ACCOUNT]["aws"].buckets


def bucket(part):
    return next(made for name, made in buckets().items() if part in name)


def folders():
    return {key.split("/")[1] for key in bucket("sitebucket").keys}


def tables():
    return dynamodb_backends[ACCOUNT][REGION].tables


def table(kind="Applications"):
    """Of applications, unless another one is asked for: JournalTable, or Counters."""
    [name] = [name for name in tables() if (name.endswith("-journal") if kind == "JournalTable" else f"-{kind}-" in name and not name.endswith("-journal"))]
    return name


def items(terminal):
    """Applications, whole, by key."""
    found = json.loads(terminal.aws("dynamodb", "scan", "--page-size", "10", "--table-name", table()))["Items"]
    return {item["pk"]["S"]: item for item in found if item["pk"]["S"].startswith("APP#")}


def applications(terminal):
    return sorted(items(terminal))


def invalidations():
    return [batch.paths for batches in cloudfront_backends[ACCOUNT]["aws"].invalidations.values() for batch in batches]


def everything():
    """What a run that changes nothing leaves alone."""
    versions = {(b.name, key, v.version_id) for b in buckets().values() for key in b.keys for v in b.keys.getlist(key)}
    return versions, [(s.status, len(s.events)) for s in stacks_there().values()], parameters(), invalidations()


class Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


def get(url):
    """Status, headers and body, without following where it leads."""
    try:
        response = urllib.request.build_opener(Stay).open(url)
    except urllib.error.HTTPError as error:
        response = error
    headers = {name.lower(): value for name, value in response.headers.items() if name.lower() != "date"}
    return response.status, headers, response.read()


def page(cloud, path):
    return get(cloud.site + path)[2].decode()


def send(cloud, *more):
    """Sends an application through the site; its reference."""
    command = ["node", ROOT / "tests/infra/apply.mjs", cloud.site, address(), *map(str, more)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()
