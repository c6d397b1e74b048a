"""AWS's own command, loaded once: each call is a fork of a process that has it in memory, and no less a real one.

A deployment calls it some twenty times, and most of each call is Python reading its modules. What a script runs in its
place is call.c.
usage: preloaded.py SOCKET (the server; ends with its standard input), with the interpreter that the command itself has
"""

import gc
import os
import signal
import socket
import sys
import threading
import traceback

# What the scripts of infra/ call, and what the command reads of each.
SERVICES = ["acm", "cloudformation", "cloudfront", "cloudwatch", "dynamodb", "iam", "lambda", "logs", "s3", "sns", "sts"]
REGION = "eu-west-3"
MODELS = ["service-2", "paginators-1", "waiters-2", "endpoint-rule-set-1"]


def receive(connection):
    length, streams, _, _ = socket.recv_fds(connection, 4, 3)
    call, length = b"", int.from_bytes(length, "big")
    while len(call) < length:
        call += connection.recv(length - len(call))
    count, folder, *words = map(os.fsdecode, call.split(b"\0"))
    return streams, words[: int(count)], folder, dict(word.split("=", 1) for word in words[int(count) :])


def run(connection, command):
    streams, arguments, folder, environment = receive(connection)
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
    os.chdir(folder)
    # Where the command has its own data is what it has told itself when it was loaded.
    environment = {"AWS_DATA_PATH": os.environ["AWS_DATA_PATH"], **environment}
    os.environ.clear()
    os.environ.update(environment)
    code = 255
    try:
        code = command.main(["--endpoint-url", environment["AWS_ENDPOINT_URL"], *arguments])
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        connection.sendall(str(code or 0).encode())
        os._exit(0)


def serve(path):
    from awscli.clidriver import AWSCLIEntryPoint, create_clidriver

    driver = create_clidriver([])
    driver.session.get_available_services()
    # What it has read once it keeps, and so do the processes that are made of it.
    loader = driver.session.get_component("data_loader")
    for model in MODELS:
        for service in set(SERVICES) & set(loader.list_available_services(model)):
            loader.load_service_model(service, model)
    for name in ["endpoints", "partitions"]:
        loader.load_data(name)
    # What a client is made of besides, without making the one that a call will use: whose keys it has is not known yet.
    other = create_clidriver([]).session
    other.register_component("data_loader", loader)
    for service in SERVICES:
        other.create_client(service, REGION, aws_access_key_id="none", aws_secret_access_key="none")
    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(path)
    listener.listen()
    threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
    print("ready", flush=True)
    while True:
        connection, _ = listener.accept()
        if os.fork() == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            listener.close()
            run(connection, AWSCLIEntryPoint(driver))
        connection.close()


if __name__ == "__main__":
    serve(sys.argv[1])
