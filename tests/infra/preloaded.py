"""AWS's own command, loaded once: each call is answered by a process that has it in memory, and is no less a real one.

A deployment calls it some twenty times, and most of each call is Python reading its modules. A fork for each call would
spend as long on memory that it shares as on the call. What a script runs in its place is call.c.
usage: preloaded.py SOCKET (the server; ends with its standard input), with the interpreter that the command itself has
"""

import gc
import logging
import os
import socket
import sys
import threading
import traceback

# What the scripts of infra/ call, and what the command reads of each.
SERVICES = ["acm", "cloudformation", "cloudfront", "cloudwatch", "dynamodb", "iam", "lambda", "logs", "s3", "sns", "sts"]
REGION = "eu-west-3"
CALLS_AT_ONCE = 3
MODELS = ["service-2", "paginators-1", "waiters-2", "endpoint-rule-set-1"]


def receive(connection):
    length, streams, _, _ = socket.recv_fds(connection, 4, 3)
    call, length = b"", int.from_bytes(length, "big")
    while len(call) < length:
        call += connection.recv(length - len(call))
    count, folder, *words = map(os.fsdecode, call.split(b"\0"))
    return streams, words[: int(count)], folder, dict(word.split("=", 1) for word in words[int(count) :])


def place(streams, folder):
    """Puts the process where a call is made from: its three streams, and its place."""
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    # What another call has not read is not for this one.
    sys.stdin = open(0, closefd=False)
    os.chdir(folder)


def answer(connection, command):
    streams, arguments, folder, environment = receive(connection)
    place(streams, folder)
    # Where the command has its own data is what it has told itself when it was loaded.
    environment = {"AWS_DATA_PATH": os.environ["AWS_DATA_PATH"], **environment}
    os.environ.clear()
    os.environ.update(environment)
    # Each of a service's operations makes a copy, which os.environ does a name at a time.
    os.environ.copy = environment.copy
    code = 255
    try:
        code = command().main(["--endpoint-url", environment["AWS_ENDPOINT_URL"], *arguments])
        sys.stdout.flush()
    except BaseException:
        traceback.print_exc()
    # Whoever reads what it says waits until nobody holds the other end. What could not be said is said to nobody: parts of
    # the command keep the streams that they were loaded with, so these stay.
    nowhere = os.open(os.devnull, os.O_RDWR)
    place([os.dup(nowhere), os.dup(nowhere), nowhere], "/")
    sys.stdout.flush()
    sys.stderr.flush()
    logging.getLogger("awscli").handlers.clear()
    connection.sendall(str(code or 0).encode())


def load():
    """The command, which knows what it has read before and nothing of who called it."""
    from awscli.clidriver import AWSCLIEntryPoint, create_clidriver
    from botocore import endpoint_provider, hooks

    driver = create_clidriver([])
    driver.session.get_available_services()
    loader = driver.session.get_component("data_loader")
    for model in MODELS:
        for service in set(SERVICES) & set(loader.list_available_services(model)):
            loader.load_service_model(service, model)
    for name in ["endpoints", "partitions"]:
        loader.load_data(name)

    def new_driver():
        driver = create_clidriver([])
        driver.session.register_component("data_loader", loader)
        return driver

    # Each call registers the same 350 handlers. Whether they take what they are told was looked at for the first driver.
    hooks.BaseEventHooks._verify_accept_kwargs = lambda *_: None
    # Each client has a copy of those, three lists for each.
    hooks.NodeList.__copy__ = lambda handlers: hooks.NodeList(handlers.first[:], handlers.middle[:], handlers.last[:])
    # Where a service is, a client finds by rules that the loader keeps: they are made into objects once.
    made, make = {}, endpoint_provider.RuleSet

    def rules_made_once(rules, **others):
        if id(rules) not in made:
            made[id(rules)] = make(rules=rules, **others)
        return made[id(rules)]

    endpoint_provider.RuleSet = rules_made_once
    # What a client is made of besides.
    for service in SERVICES:
        new_driver().session.create_client(service, REGION, aws_access_key_id="none", aws_secret_access_key="none")
    return lambda: AWSCLIEntryPoint(new_driver())


def end_with(life):
    threading.Thread(target=lambda: (os.read(life, 1), os._exit(0)), daemon=True).start()


def serve(path):
    command, life = load(), os.dup(0)
    gc.freeze()
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(path)
    listener.listen()
    # A script may call while another call of its waits.
    for _ in range(CALLS_AT_ONCE):
        if os.fork() == 0:
            end_with(life)
            while True:
                connection, _ = listener.accept()
                with connection:
                    answer(connection, command)
    # Without them, a call fails at once.
    listener.close()
    print("ready", flush=True)
    os.read(life, 1)


if __name__ == "__main__":
    serve(sys.argv[1])
