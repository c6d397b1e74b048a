"""AWS on this machine: moto for the control plane, DynamoDB Local for the items, stand-ins for the rest."""

import json
import logging
import os
import re
import shutil
import socket
import subprocess
import tempfile
import threading
import time
import urllib.error
import urllib.request
import zipfile
from io import BytesIO
from pathlib import Path
from urllib.parse import parse_qs, unquote
from xml.etree import ElementTree

import plans
import stacks
import standins
from moto.awslambda.models import lambda_backends
from moto.dynamodb.models import dynamodb_backends
from moto.logs.models import logs_backends
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, MotoRequestHandler, create_backend_app
from werkzeug.serving import make_server

ROOT = Path(__file__).resolve().parents[2]
TARGET = (ROOT / os.environ.get("CARGO_TARGET_DIR", "target")).resolve()
# What `cargo test` has made, unless another one is named.
SITE_GEN = Path(os.environ.get("SITE_GEN", TARGET / "debug/site-gen"))
FULL = os.environ.get("E2E_MODE") == "full"
EMULATOR = ROOT / "tests/node_modules/amplify-dynamodb-simulator/emulator"


def find_aws():
    """Version 2, as infra/README.md asks for: version 1 reads binary values in another way."""
    for folder in os.environ["PATH"].split(":"):
        found = Path(folder, "aws")
        if found.is_file() and subprocess.run([found, "--version"], capture_output=True, text=True).stdout.startswith("aws-cli/2."):
            return found
    raise FileNotFoundError("these tests want version 2 of AWS's own command: apt-get install awscli")


AWS = find_aws()
# Somebody's settings, of which one would spoil binary values.
SETTINGS = {"AWS_CONFIG_FILE": str(ROOT / "tests/infra/aws-config"), "AWS_SHARED_CREDENTIALS_FILE": os.devnull}
ACCOUNT, REGION = "123456789012", "eu-west-3"
# Compiled by the first of Java's two compilers only: in so few minutes the second one costs more than it saves.
SERVE_ITEMS = """java -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Djava.library.path=DynamoDBLocal_lib -jar DynamoDBLocal.jar \
  -port "$1" -inMemory -sharedDb -disableTelemetry & server=$!
read -r _
kill -9 $server"""
# What reads and writes items; everything else about tables is moto's.
ITEMS = {"PutItem", "GetItem", "UpdateItem", "DeleteItem", "Query", "Scan", "BatchGetItem", "BatchWriteItem", "TransactWriteItems"}


class Cloud:
    def __init__(self):
        stacks.install()
        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        self.folder = Path(tempfile.mkdtemp(prefix="cloud-"))
        self.refused_uploads = None  # a text: uploads of keys that contain it are refused
        self.refused_lists = None  # a text: lists of keys that begin with it are refused
        self.refused_call = None  # of CloudFormation, DynamoDB or IAM, such as DeleteTable
        self.refused_about = ""  # of these calls, but to DynamoDB, only those that hold this text
        self.answers = {}  # by query, such as `delete`: what is answered instead
        self.confirmed = True  # that someone has followed the link in the e-mail of a subscription; None: and left again
        self.throttled = 0  # so many reads more
        self.asked = []  # by whom, for which action, of what
        self.quota = 10  # functions at once, in a new account
        self.tables, self.unpacked, self.lines = set(), {}, 0
        self.moto = DomainDispatcherApplication(create_backend_app)
        self.server = make_server("127.0.0.1", 0, self.answer, threaded=True, request_handler=MotoRequestHandler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.processes = []
        self.dynamodb = self.start_dynamodb()
        self.site, functions = self.start_edge()
        os.environ["FUNCTION_URL"] = functions
        self.commands = self.start_commands()

    def start_dynamodb(self):
        port = free_port()
        self.start(["sh", "-c", SERVE_ITEMS, "sh", str(port)], cwd=EMULATOR)
        return f"http://127.0.0.1:{port}"

    def start_edge(self):
        edge = self.start(["node", str(ROOT / "tests/infra/edge.mjs"), self.url], stdout=subprocess.PIPE, text=True)
        return edge.stdout.readline().split()

    def start_commands(self):
        """Where AWS's own command waits, loaded (see preloaded.py); None if it is not a Python program here."""
        path = str(self.folder / "aws")
        first = AWS.open("rb").readline()
        if not re.match(rb"#!/\S*python", first):
            return None
        commands = self.start([first[2:].decode().strip(), ROOT / "tests/infra/preloaded.py", path], stdout=subprocess.PIPE, text=True, env={**os.environ, **SETTINGS})
        assert commands.stdout.readline() == "ready\n"
        return path

    def start(self, command, **options):
        """Each ends with its standard input, and so with this process, however that ends."""
        options = {"stdout": subprocess.DEVNULL, "stdin": subprocess.PIPE, **options}
        process = subprocess.Popen(command, **options)
        self.processes.append(process)
        return process

    def stop(self):
        for process in self.processes:
            process.stdin.close()
            process.wait(10)
        self.server.shutdown()
        shutil.rmtree(self.folder)

    # -- what answers -------------------------------------------------------------------------

    def answer(self, environ, start_response):
        path, target = environ["PATH_INFO"], environ.get("HTTP_X_AMZ_TARGET", "")
        if path.startswith("/stand-in/"):
            return reply(start_response, 200, self.stand_in(path, environ))
        self.asked.append(asked_for(environ, self.peek(environ)))
        if path.endswith("/account-settings") or path.endswith("/account-settings/"):  # moto has none
            return reply(start_response, 200, json.dumps({"AccountLimit": {"ConcurrentExecutions": self.quota}}).encode())
        lists = self.refused_lists and f"prefix={self.refused_lists}" in unquote(environ.get("QUERY_STRING", ""))
        if lists or (environ["REQUEST_METHOD"] == "PUT" and self.refused_uploads and self.refused_uploads in path):
            refusal = b"<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>"
            return reply(start_response, 403, refusal, "application/xml")
        if environ["REQUEST_METHOD"] == "POST" and path == "/" and b"Action=ListSubscriptionsByTopic" in self.peek(environ):
            return reply(start_response, 200, self.subscriptions(), "text/xml")
        body = self.peek(environ) if environ["REQUEST_METHOD"] == "POST" and path == "/" else b""
        if self.refused_call and f"Action={self.refused_call}&".encode() in body and self.refused_about.encode() in body:
            return reply(start_response, 403, b"<ErrorResponse><Error><Code>AccessDenied</Code><Message>not now</Message></Error></ErrorResponse>", "text/xml")
        if environ.get("QUERY_STRING") in self.answers:
            return reply(start_response, 200, self.answers[environ["QUERY_STRING"]], "application/xml")
        if refusal := strict_about(environ):
            return reply(start_response, 400, refusal, "application/xml")
        if target == "CertificateManager.DeleteCertificate" and self.is_used(environ):
            return reply(start_response, 400, b'{"__type": "ResourceInUseException", "message": "Certificate is in use."}', "application/x-amz-json-1.1")
        if self.refused_call and target.endswith("." + self.refused_call):
            return reply(start_response, 400, b'{"__type": "AccessDeniedException", "Message": "not now"}', "application/x-amz-json-1.0")
        if target.startswith("DynamoDB_") and target.split(".")[1] in ITEMS:
            return self.items(environ, start_response, target)
        return self.moto(environ, start_response)

    @staticmethod
    def peek(environ):
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        environ["wsgi.input"] = BytesIO(body)
        return body

    def subscriptions(self):
        """As AWS lists them: one has no name of its own until whoever gets its e-mails has agreed."""
        arn = "arn:aws:sns:stand-in" if self.confirmed else "PendingConfirmation"
        listed = standins.recorded.get("AWS::SNS::Subscription", {}).values() if self.confirmed is not None else []
        members = "".join(f"<member><Endpoint>{one['Endpoint']}</Endpoint><SubscriptionArn>{arn}</SubscriptionArn></member>" for one in listed)
        result = f"<ListSubscriptionsByTopicResult><Subscriptions>{members}</Subscriptions></ListSubscriptionsByTopicResult>"
        return f"<ListSubscriptionsByTopicResponse>{result}</ListSubscriptionsByTopicResponse>".encode()

    def is_used(self, environ):
        """Whether a distribution has the certificate: AWS keeps it then, moto does not."""
        return json.loads(self.peek(environ))["CertificateArn"] in json.dumps(standins.recorded.get("AWS::CloudFront::Distribution", {}))

    def items(self, environ, start_response, target):
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        asked = json.loads(body)
        if target.endswith(".Scan") and (asked.get("Limit", 1000) > 10 or self.throttled > 0):
            # The table's own limit of reads, which DynamoDB Local does not have: a whole page is more than a second of it.
            self.throttled -= asked.get("Limit", 1000) <= 10
            refusal = {"__type": "com.amazonaws.dynamodb.v20120810#ThrottlingException", "message": "Throughput exceeds the on-demand limit"}
            return reply(start_response, 400, json.dumps(refusal).encode(), "application/x-amz-json-1.0")
        table = asked.get("TableName") or next(iter(asked.get("RequestItems", {})), None)
        if table and table not in self.tables:
            made = dynamodb_backends[ACCOUNT][REGION].tables[table]
            status, answer = self.local("CreateTable", {
                "TableName": table, "AttributeDefinitions": made.attr, "KeySchema": made.schema, "BillingMode": "PAY_PER_REQUEST",
            })  # fmt: skip
            assert status == 200 or b"ResourceInUseException" in answer, answer
            self.tables.add(table)
        status, answer = self.local(target.split(".")[1], asked)
        return reply(start_response, status, answer, "application/x-amz-json-1.0")

    def local(self, operation, asked):
        signature = "AWS4-HMAC-SHA256 Credential=local/20210601/eu-west-3/dynamodb/aws4_request, SignedHeaders=host, Signature=0"
        headers = {"Content-Type": "application/x-amz-json-1.0", "X-Amz-Target": f"DynamoDB_20120810.{operation}", "Authorization": signature}
        request = urllib.request.Request(self.dynamodb, json.dumps(asked).encode(), headers)
        for _ in range(1200):
            try:
                with urllib.request.urlopen(request) as response:
                    return response.status, response.read()
            except urllib.error.HTTPError as error:
                if error.code < 500:
                    return error.code, error.read()
            except OSError:  # Still starting.
                pass
            time.sleep(0.1)
        raise RuntimeError("DynamoDB Local does not answer in two minutes")

    def stand_in(self, path, environ):
        if path == "/stand-in/site":
            return json.dumps(self.deployed()).encode()
        body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])).decode()
        if path == "/stand-in/plans":
            try:
                return json.dumps(plans.call(json.loads(body))).encode()
            except plans.Invalid as cause:
                return json.dumps(str(cause)).encode()
        self.log(body.splitlines())
        return b"{}"

    def log(self, lines):
        logs = logs_backends[ACCOUNT][REGION]
        for group in [name for name in logs.groups if name.endswith("/form")]:
            if "stream" not in logs.groups[group].streams:
                logs.create_log_stream(group, "stream")
            now = int(time.time() * 1000)
            logs.put_log_events(group, "stream", [{"timestamp": now, "message": line} for line in lines])

    def deployed(self):
        """What CloudFront and Lambda have been told, for tests/infra/edge.mjs to do."""
        form = next((it for it in lambda_backends[ACCOUNT][REGION].list_functions() if "TABLE_NAME" in it.environment_vars), None)
        return {
            "recorded": standins.recorded,
            "form": form and {"folder": self.unpack(form), "environment": form.environment_vars, "endpoint": self.url},
        }

    def unpack(self, form):
        if form.code_sha_256 not in self.unpacked:
            folder = self.folder / f"code-{len(self.unpacked)}"
            with zipfile.ZipFile(BytesIO(form.code_bytes)) as archive:
                archive.extractall(folder)
            (folder / "bootstrap").chmod(0o755)
            self.unpacked[form.code_sha_256] = str(folder)
        return self.unpacked[form.code_sha_256]


def asked_for(environ, body):
    """Whose key it is, and what IAM would have to allow: the action, and the resource without what all ARNs begin with."""
    scope = re.search(r"Credential=(\w+)/\d+/[\w-]+/(\w+)/", environ.get("HTTP_AUTHORIZATION", ""))
    who, service = scope.groups() if scope else (None, None)
    method, path, query = environ["REQUEST_METHOD"], unquote(environ["PATH_INFO"]).lstrip("/"), environ.get("QUERY_STRING", "")
    if service == "s3":
        action = "ListBucket" if "list-type" in query else {"GET": "GetObject", "HEAD": "GetObject", "PUT": "PutObject"}.get(method, method)
        return who, f"s3:{action}", path.rstrip("/")
    if target := environ.get("HTTP_X_AMZ_TARGET"):
        return who, f"{service}:{target.split('.')[-1]}", f"table/{json.loads(body or b'{}').get('TableName')}"
    form = parse_qs(body.decode(errors="replace"))
    return who, f"{service}:{form.get('Action', [method])[0]}", f"stack/{form.get('StackName', [''])[0]}/1"


def strict_about(environ):
    """Why AWS refuses what moto takes; nothing if it does not."""
    path, asked = environ["PATH_INFO"], environ.get("QUERY_STRING", "")
    if environ["REQUEST_METHOD"] != "POST" or not (asked == "delete" or path.endswith("/invalidation")):
        return None
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    environ["wsgi.input"] = BytesIO(body)
    root = ElementTree.fromstring(body)
    if asked == "delete" and len(root.findall("{*}Object")) > 1000:
        return b"<Error><Code>MalformedXML</Code><Message>The XML you provided was not well-formed</Message></Error>"
    for told in root.iter("{*}Path"):
        if not re.fullmatch(r"/([!$&-;=?-Z_a-z~]|%[0-9A-F]{2})*", told.text):
            return b"<ErrorResponse><Error><Code>InvalidArgument</Code><Message>Your request contains one or more invalid invalidation paths.</Message></Error></ErrorResponse>"
    return None


def reply(start_response, status, body, type="application/json"):
    start_response(f"{status} .", [("Content-Type", type), ("Content-Length", str(len(body)))])
    return [body]


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]
