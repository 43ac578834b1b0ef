"""A mail system on loopback: an SMTP server that lays what it takes into Dovecot's mailboxes, and a way to
Dovecot that a test can cut, hold or watch."""

import contextlib
import imaplib
import email
import email.policy
import socket
import threading

from aiosmtpd.controller import Controller
from dovecot import free_port


class Post:
    """Takes mail by SMTP. boxes: {address: user of Dovecot}; a plus-address is its box's, others are refused."""

    def __init__(self, dovecot, boxes):
        self.dovecot, self.boxes = dovecot, boxes
        self.controller = Controller(self, hostname="127.0.0.1", port=free_port(), server_hostname="post.example")

    def box(self, address):
        local, _, domain = address.lower().partition("@")
        return self.boxes.get(f"{local.partition('+')[0]}@{domain}")

    async def handle_RCPT(self, server, session, envelope, address, options):
        if not self.box(address):
            return "550 nobody of that name"
        envelope.rcpt_tos.append(address)
        return "250 fine"

    async def handle_DATA(self, server, session, envelope):
        for address in envelope.rcpt_tos:
            self.dovecot.deliver(self.box(address), envelope.content)
        return "250 kept"

    @property
    def port(self):
        return self.controller.port

    def __enter__(self):
        self.controller.start()
        return self

    def __exit__(self, *_):
        self.controller.stop()


def read_box(dovecot, user):
    """As a mail client does it, over IMAP: the messages, oldest first."""
    client = imaplib.IMAP4("127.0.0.1", dovecot.port)
    client.login(user, dovecot.users[user])
    try:
        client.select("INBOX", readonly=True)
        numbers = client.search(None, "ALL")[1][0].split()
        raw = [client.fetch(number, "(BODY.PEEK[])")[1][0][1] for number in numbers]
        return [email.message_from_bytes(one, policy=email.policy.default) for one in raw]
    finally:
        client.logout()


class Way:
    """Listens on a port and hands on to another. `seen` is asked for what the client says: a true answer holds that
    back, and all that follows. `cut` bytes of the server's words pass in all, then it hangs up."""

    def __init__(self, to, seen=lambda words: False, cut=None):
        self.to, self.seen, self.cut = to, seen, cut
        self.held = threading.Event()
        self.connections = 0
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.open = []
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            self.connections += 1
            try:
                server = socket.create_connection(("127.0.0.1", self.to), 5)
                server.settimeout(None)
            except OSError:
                client.close()
                continue
            self.open += [client, server]
            threading.Thread(target=self._there, args=(client, server), daemon=True).start()
            threading.Thread(target=self._back, args=(server, client), daemon=True).start()

    def _there(self, client, server):
        with contextlib.suppress(OSError):
            while words := client.recv(65536):
                if self.held.is_set() or self.seen(words):
                    self.held.set()
                    continue
                server.sendall(words)
        self._end(client, server)

    def _back(self, server, client):
        with contextlib.suppress(OSError):
            while words := server.recv(65536):
                if self.cut is not None:
                    words, self.cut = words[:self.cut], self.cut - len(words)
                client.sendall(words)
                if self.cut is not None and self.cut <= 0:
                    self.cut = None  # the next one passes whole
                    break
        self._end(client, server)

    @staticmethod
    def _end(*sockets):
        for one in sockets:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    def close(self):
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        self._end(*self.open)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
