"""An OAuth2 token endpoint on loopback (RFC 6749, section 6 and 4.4), and what a mail server asks whether a token is
good. It stands for a provider's paid service, and misbehaves when a test wants it to."""

import contextlib
import http.server
import json
import secrets
import ssl
import threading
import time
import urllib.parse


class TokenEndpoint:
    """client: (name, secret). Hands out tokens for `user`. Each refresh token works until the one that took its place
    is used, as providers do it that allow for an answer that was lost; `strict`: it works once. certificate: PEM file
    with its key, for https."""

    def __init__(self, client, user, lasts=3600, rotates=False, strict=False, certificate=None):
        self.client, self.user, self.lasts, self.rotates, self.strict = client, user, lasts, rotates, strict
        self.refresh = {self.new("refresh")}  # that are good
        self.access = {}  # token: when it runs out
        self.asked = []  # forms, as they came
        self.answer = None  # (status, body) instead of what is right
        self.held = threading.Event()  # a request has come while `hold` is cleared
        self.hold = threading.Event()
        self.hold.set()
        self.lock = threading.Lock()
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.server.daemon_threads = True
        self.port = self.server.server_port
        self.url = f"http://127.0.0.1:{self.port}/token"
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True, do_handshake_on_connect=False)
            self.url = f"https://localhost:{self.port}/token"

    @staticmethod
    def new(kind):
        return f"{kind}-{secrets.token_urlsafe(24)}"

    def _handler(self):
        endpoint = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def handle(self):
                with contextlib.suppress(ConnectionError, ssl.SSLError):  # who asked may have been killed, or not trust us
                    super().handle()

            def do_POST(self):
                form = urllib.parse.parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
                self._say(*endpoint.token({name: values[0] for name, values in form.items()}))

            def do_GET(self):
                """What Dovecot asks: whose token that is."""
                token = urllib.parse.parse_qs(urllib.parse.urlparse(self.path).query).get("access_token", [""])[0]
                with endpoint.lock:
                    is_good = endpoint.access.get(token, 0) > time.time()
                self._say(200 if is_good else 401, {"email": endpoint.user} if is_good else {"error": "invalid_token"})

            def _say(self, status, body):
                said = body if isinstance(body, bytes) else json.dumps(body).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(said)))
                self.end_headers()
                self.wfile.write(said)

            def log_message(self, *_):
                pass

        return Handler

    def token(self, form):
        """The answer to a request for a token: status and body."""
        with self.lock:
            self.asked.append(form)
            if self.answer:
                return self.answer
            if (form.get("client_id"), form.get("client_secret", "")) != self.client:
                return 401, {"error": "invalid_client", "error_description": "who is that?"}
            answer = {"token_type": "Bearer", "expires_in": self.lasts}
            if form["grant_type"] == "refresh_token":
                given = form["refresh_token"]
                if given not in self.refresh:
                    return 400, {"error": "invalid_grant", "error_description": "Token has been expired or revoked."}
                if self.rotates:
                    fresh = self.new("refresh")
                    self.refresh = {fresh} if self.strict else {given, fresh}
                    answer["refresh_token"] = fresh
            elif form["grant_type"] != "client_credentials":
                return 400, {"error": "unsupported_grant_type"}
            answer["access_token"] = self.new("access")
            self.access[answer["access_token"]] = time.time() + self.lasts
        if not self.hold.is_set():
            self.held.set()
            self.hold.wait(30)
        return 200, answer

    def revoke(self):
        """The user takes the consent back: tokens and refresh tokens are no good any more."""
        with self.lock:
            self.refresh, self.access = set(), {}

    @contextlib.contextmanager
    def holding(self):
        """What is asked for meanwhile is answered afterwards; `held` tells that it was."""
        self.held.clear()
        self.hold.clear()
        try:
            yield self.held
        finally:
            self.hold.set()

    def grant(self):
        """The user signs in again: a refresh token."""
        fresh = self.new("refresh")
        with self.lock:
            self.refresh = {fresh}
        return fresh

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.hold.set()
        self.server.shutdown()
        self.server.server_close()
