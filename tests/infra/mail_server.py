"""A mail server on this machine that takes messages as a provider's port 587 does: encrypted, and after a password."""

import base64
import socketserver
import ssl
import subprocess
import threading


class MailServer:
    def __init__(self, folder, user, password):
        self.certificate, key = folder / "mail.pem", folder / "mail-key.pem"
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj", "/CN=localhost",
             "-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", self.certificate], check=True, capture_output=True,
        )  # fmt: skip
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(self.certificate, key)
        self.expected = base64.b64encode(f"\0{user}\0{password}".encode()).decode()
        self.messages, self.in_clear, self.refuses = [], [], False
        outer = self

        class Session(socketserver.StreamRequestHandler):
            def handle(self):
                outer.converse(self)

        self.server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Session)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()

    def converse(self, session):
        connection, encrypted, known, to = session.connection, False, False, []
        lines = connection.makefile("rb")

        def say(text):
            connection.sendall(text.encode() + b"\r\n")

        say("220 ready")
        while line := lines.readline():
            text = line.decode().rstrip("\r\n")
            verb = text.upper().split(" ")[0]
            if not encrypted:
                self.in_clear.append(text)
            if verb == "EHLO":
                say("250-localhost\r\n250 AUTH PLAIN" if encrypted else "250-localhost\r\n250 STARTTLS")
            elif verb == "STARTTLS":
                say("220 go on")
                connection = self.context.wrap_socket(connection, server_side=True)
                lines, encrypted = connection.makefile("rb"), True
            elif verb == "AUTH":
                known = text.split(" ")[2] == self.expected
                say("235 welcome" if known else "535 wrong password")
            elif verb in ("MAIL", "RCPT") and known and not self.refuses:
                to.append(text)
                say("250 fine")
            elif verb == "DATA" and to:
                say("354 go on")
                message = b""
                while (line := lines.readline()) != b".\r\n":
                    message += line
                self.messages.append((to, message))
                say("250 taken")
            elif verb == "QUIT":
                say("221 bye")
                return
            else:
                say("550 no")
