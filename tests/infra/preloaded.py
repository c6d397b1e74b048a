"""AWS's own command, loaded once: each call is a fork of a process that has it in memory, and no less a real one.

A deployment calls it some twenty times, and most of each call is Python reading its modules.
usage: preloaded.py SOCKET (the server; ends with its standard input), with the interpreter that the command itself has
"""

import gc
import json
import os
import signal
import socket
import sys
import threading
import traceback

# What a call runs instead of the command: it hands over its arguments, its place and its three streams.
CLIENT = """#!{python} -IS
import json, os, socket, sys
with open({listed!r}, "a") as listed:
    print("aws", *sys.argv[1:], file=listed)
connection = socket.socket(socket.AF_UNIX)
connection.connect({server!r})
call = json.dumps([["--endpoint-url", os.environ["AWS_ENDPOINT_URL"], *sys.argv[1:]], os.getcwd(), dict(os.environ)]).encode()
socket.send_fds(connection, [len(call).to_bytes(4, "big")], [0, 1, 2])
connection.sendall(call)
sys.exit(int(connection.recv(16) or 255))
"""


def receive(connection):
    length, streams, _, _ = socket.recv_fds(connection, 4, 3)
    call, length = b"", int.from_bytes(length, "big")
    while len(call) < length:
        call += connection.recv(length - len(call))
    return streams, json.loads(call)


def run(connection, command):
    streams, (arguments, folder, environment) = receive(connection)
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
    os.chdir(folder)
    # Where the command has its own data is what it has told itself when it was loaded.
    environment = {"AWS_DATA_PATH": os.environ["AWS_DATA_PATH"], **environment}
    os.environ.clear()
    os.environ.update(environment)
    code = 255
    try:
        code = command.main(arguments)
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
    for service in ["cloudformation", "cloudfront", "dynamodb", "lambda", "logs", "s3", "sts"]:
        driver.session.get_service_model(service)
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
