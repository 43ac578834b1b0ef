"""The shop: orders in PostgreSQL, photos on disk, a page for people. WSGI, the callable is `application`."""
import json
import os
import secrets

from database import Database, Unavailable
from page import Page
from photos import Photos

ORDER_LIMIT = 64 * 1024
PHOTO_LIMIT = 20 * 1024 * 1024
MOST_DROPPED = 32 * 1024 * 1024  # of a body that is refused; as much as comes through nginx
QUANTITY_LIMIT = 1_000_000


class Refused(Exception):
    """The client must change something: status, what is wrong, what to do."""

    def __init__(self, status, what, hint, **headers):
        super().__init__(what)
        self.status, self.what, self.hint = status, what, hint
        self.headers = [(name.replace("_", "-"), value) for name, value in headers.items()]


class Shop:
    def __init__(self, home):
        with open(os.path.join(home, "conf", "settings.json"), encoding="utf-8") as file:
            settings = json.load(file)
        code = os.path.dirname(os.path.abspath(__file__))
        with open(os.path.join(code, "VERSION"), encoding="utf-8") as file:
            self._version = file.read().strip()
        self._database = Database(settings["database"])
        self._photos = Photos(settings["photos"])
        self._page = Page(code, self._version, settings["mark"])
        self._routes = {
            "": {"GET": self._home},
            "version": {"GET": self._tell_version},
            "healthz": {"GET": self._health},
            "orders": {"POST": self._place_order},
            "photos": {"POST": self._add_photo},
        }

    def __call__(self, environ, start_response):
        try:
            status, headers, body = self._answer(environ)
        except Refused as refused:
            status, headers, body = as_json(refused.status, {"error": refused.what, "hint": refused.hint})
            headers += refused.headers
        except Unavailable as problem:
            status, headers, body = as_json(
                "503 Service Unavailable", {"error": str(problem), "hint": "nothing was stored; try again"})
            headers.append(("Retry-After", "1"))
        if environ["REQUEST_METHOD"] == "HEAD":
            getattr(body, "close", lambda: None)()
            body = []
        start_response(status, headers)
        return body

    def _answer(self, environ):
        method = environ["REQUEST_METHOD"]
        name, slash, rest = environ["PATH_INFO"].lstrip("/").partition("/")
        if slash and name in ("orders", "photos"):
            actions = {"GET": self._show_order if name == "orders" else self._show_photo}
        else:
            actions = {} if slash else self._routes.get(name, {})
        if not actions:
            raise Refused("404 Not Found", f"there is nothing at {environ['PATH_INFO']}",
                          "the site has /, /version, /orders and /photos")
        action = actions.get("GET" if method == "HEAD" else method)
        if action is None:
            raise Refused("405 Method Not Allowed", f"{method} does not work here",
                          f"use {' or '.join(actions)}", Allow=", ".join(actions))
        return action(environ, rest)

    def _home(self, environ, rest):
        try:
            orders = self._database.read("SELECT id, item, quantity, placed_at FROM customer_order"
                                         " ORDER BY placed_at DESC LIMIT 12")
        except Unavailable:
            orders = None
        return ("200 OK", [("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", "no-store")],
                [self._page.render(orders, self._photos.latest(12)).encode()])

    def _tell_version(self, environ, rest):
        return ("200 OK", [("Content-Type", "text/plain; charset=utf-8"), ("Cache-Control", "no-store")],
                [f"{self._version}\n".encode()])

    def _health(self, environ, rest):
        return as_json("200 OK", {"ok": True, "version": self._version, "writable": not self._database.recovering()})

    def _place_order(self, environ, rest):
        length = body_length(environ, ORDER_LIMIT)
        try:
            order = json.loads(environ["wsgi.input"].read(length))
        except (ValueError, RecursionError) as problem:
            raise Refused("400 Bad Request", f"the body is not JSON: {problem}",
                          'send {"item": "teapot", "quantity": 1}') from problem
        item, quantity = (order.get("item"), order.get("quantity")) if isinstance(order, dict) else (None, None)
        if not isinstance(item, str) or not 0 < len(item) <= 200 or "\0" in item or not is_text(item):
            raise Refused("422 Unprocessable Entity", "`item` is missing or not a text of 1 to 200 characters",
                          'send {"item": "teapot", "quantity": 1}')
        if not isinstance(quantity, int) or isinstance(quantity, bool) or not 0 < quantity <= QUANTITY_LIMIT:
            raise Refused("422 Unprocessable Entity", "`quantity` is missing or not a whole number of 1 to 1000000",
                          'send {"item": "teapot", "quantity": 1}')
        # The id is ours and not the database's, so that the statement can be repeated when its answer is lost.
        number = secrets.randbits(53)
        self._database.write("INSERT INTO customer_order (id, item, quantity) VALUES (%s, %s, %s)"
                             " ON CONFLICT (id) DO NOTHING", (number, item, quantity))
        status, headers, body = as_json("201 Created", {"id": number})
        return status, headers + [("Location", f"/orders/{number}")], body

    def _show_order(self, environ, rest):
        found = []
        if rest.isascii() and rest.isdigit() and len(rest) < 18:
            found = self._database.read("SELECT id, item, quantity, placed_at FROM customer_order WHERE id = %s",
                                        (int(rest),))
        if not found:
            raise Refused("404 Not Found", f"there is no order {rest}", "use an id that POST /orders answered")
        number, item, quantity, placed = found[0]
        return as_json("200 OK", {"id": number, "item": item, "quantity": quantity, "placed_at": placed.isoformat()})

    def _add_photo(self, environ, rest):
        length = body_length(environ, PHOTO_LIMIT)
        name = self._photos.add(environ["wsgi.input"], length)
        if name is None:
            raise Refused("400 Bad Request", "the body ended early", "send as many bytes as Content-Length says")
        status, headers, body = as_json("201 Created", {"id": name})
        return status, headers + [("Location", f"/photos/{name}")], body

    def _show_photo(self, environ, rest):
        file = self._photos.open(rest)
        if file is None:
            raise Refused("404 Not Found", f"there is no photo {rest}", "use an id that POST /photos answered")
        start = file.read(12)
        file.seek(0)
        headers = [("Content-Type", media_type(start)), ("Content-Length", str(os.fstat(file.fileno()).st_size)),
                   ("X-Content-Type-Options", "nosniff"), ("Cache-Control", "private, max-age=60")]
        return "200 OK", headers, environ["wsgi.file_wrapper"](file, 1 << 18)


def as_json(status, value):
    body = json.dumps(value).encode() + b"\n"
    return status, [("Content-Type", "application/json"), ("Content-Length", str(len(body)))], [body]


def is_text(item):
    try:
        item.encode()
    except UnicodeEncodeError:
        return False
    return True


def body_length(environ, limit):
    text = environ.get("CONTENT_LENGTH") or ""
    if not text.isdigit():
        raise Refused("411 Length Required", "the request does not say how long its body is", "send Content-Length")
    if int(text) > limit:
        drop(environ["wsgi.input"], min(int(text), MOST_DROPPED))
        raise Refused("413 Content Too Large", f"the body is larger than {limit} bytes", "send less", Connection="close")
    return int(text)


def drop(body, length):
    """Who is answered while they still send may never hear it: the connection breaks under them."""
    while length > 0 and (piece := body.read(min(length, 1 << 16))):
        length -= len(piece)


def media_type(start):
    if start.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if start.startswith(b"\x89PNG"):
        return "image/png"
    if start[:4] == b"RIFF" and start[8:] == b"WEBP":
        return "image/webp"
    return "application/octet-stream"


application = Shop(os.environ["SHOP_HOME"])
