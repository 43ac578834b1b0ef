"""Load on a site that remembers what was acknowledged, a watch on its version, and what every driver of tests
needs besides: checks that say what was wrong, and waiting without guessing."""

import hashlib
import http.client
import json
import queue
import random
import threading
import time
import urllib.parse


def check(condition, what):
    if not condition:
        raise AssertionError(what() if callable(what) else what)


def eventually(condition, what, within=30.0, every=0.05):
    """Asks again until it's true; the value is returned."""
    end = time.monotonic() + within
    while True:
        value = condition()
        if value:
            return value
        check(time.monotonic() < end, lambda: f"not within {within} s: {what() if callable(what) else what}")
        time.sleep(every)


def say(*words):
    print(time.strftime("%H:%M:%S"), *words, flush=True)


class Load:
    """Reads and writes on a site at a steady rate (an open loop), from keep-alive clients, and remembers every
    write that was acknowledged."""

    IDLE = 10.0  # s; an older connection isn't used again: the server may close it while a request is on its way

    def __init__(self, url, rate=50, clients=16, seed=1, timeout=35.0):
        where = urllib.parse.urlsplit(url)
        self.host, self.port = where.hostname, where.port or 80
        self.rate, self.timeout = rate, timeout
        self.random = random.Random(seed)
        self.orders, self.photos = {}, {}  # id → what was sent
        self.failures, self.wrong = [], []
        self.requests = 0
        self.worst = 0.0
        self._lock = threading.Lock()
        self._work = queue.Queue()
        self._ending = threading.Event()
        self._threads = [threading.Thread(target=self._client, daemon=True) for _ in range(clients)]
        self._threads.append(threading.Thread(target=self._tick, daemon=True))

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self._ending.set()
        for _ in self._threads:
            self._work.put(None)
        for thread in self._threads:
            thread.join(self.timeout + 5)

    def _tick(self):
        due = time.monotonic()
        while not self._ending.is_set():
            due += 1.0 / self.rate
            self._ending.wait(max(0.0, due - time.monotonic()))
            with self._lock:
                kind = self.random.choices(("order", "read", "photo", "look"), (40, 40, 10, 10))[0]
                number = self.random.getrandbits(48)
            self._work.put((kind, number))

    def _client(self):
        connection, used = None, 0.0
        while (work := self._work.get()) and not self._ending.is_set():
            kind, number = work
            began = time.monotonic()
            if connection and began - used > self.IDLE:
                connection.close()
                connection = None
            try:
                connection = connection or http.client.HTTPConnection(self.host, self.port, timeout=self.timeout)
                self._one(connection, kind, number)
                problem = None
            except (OSError, http.client.HTTPException, ValueError, KeyError) as e:
                problem = f"{type(e).__name__}: {e}"
                if connection:
                    connection.close()
                connection = None
            used = time.monotonic()
            with self._lock:
                self.requests += 1
                self.worst = max(self.worst, time.monotonic() - began)
                if problem:
                    self.failures.append((time.time(), round(time.monotonic() - began, 3), kind, problem))
        if connection:
            connection.close()

    @staticmethod
    def ask(connection, method, path, body=None, kind=None):
        connection.request(method, path, body, {"Content-Type": kind} if kind else {})
        answer = connection.getresponse()
        return answer.status, answer.read()

    def _one(self, connection, kind, number):
        if kind == "order":
            sent = {"item": f"thing-{number}", "quantity": number % 9 + 1}
            status, body = self.ask(connection, "POST", "/orders", json.dumps(sent), "application/json")
            if status != 201:
                raise ValueError(f"{status} {body[:100]!r}")
            with self._lock:
                self.orders[json.loads(body)["id"]] = sent
        elif kind == "photo":
            sent = random.Random(number).randbytes(2000 + number % 20000)
            status, body = self.ask(connection, "POST", "/photos", sent, "application/octet-stream")
            if status != 201:
                raise ValueError(f"{status} {body[:100]!r}")
            with self._lock:
                self.photos[json.loads(body)["id"]] = hashlib.sha256(sent).hexdigest()
        else:
            self._read_back(connection, kind == "look", number)

    def _read_back(self, connection, photo, number):
        with self._lock:
            known = self.photos if photo else self.orders
            if not known:
                return
            name = list(known)[number % len(known)]
            sent = known[name]
        status, body = self.ask(connection, "GET", f"/{'photos' if photo else 'orders'}/{name}")
        if status != 200 and status != 404:
            raise ValueError(f"{status} {body[:100]!r}")
        same = status == 200 and self.same(photo, sent, body)
        if not same:
            with self._lock:
                self.wrong.append((time.time(), "photo" if photo else "order", name, status, body[:100]))

    @staticmethod
    def same(photo, sent, body):
        if photo:
            return hashlib.sha256(body).hexdigest() == sent
        got = json.loads(body)
        return got["item"] == sent["item"] and got["quantity"] == sent["quantity"]

    def lost(self, url=None):
        """Every acknowledged write is asked for again; what is missing or different."""
        where = urllib.parse.urlsplit(url) if url else None
        connection = http.client.HTTPConnection(where.hostname if where else self.host,
                                                where.port if where else self.port, timeout=self.timeout)
        with self._lock:
            known = [(False, n, s) for n, s in self.orders.items()] + [(True, n, s) for n, s in self.photos.items()]
        missing = []
        for photo, name, sent in known:
            status, body = self.ask(connection, "GET", f"/{'photos' if photo else 'orders'}/{name}")
            if status != 200 or not self.same(photo, sent, body):
                missing.append(("photo" if photo else "order", name, status))
        connection.close()
        return missing

    def acknowledged(self):
        with self._lock:
            return len(self.orders) + len(self.photos)

    def must_be_clean(self):
        check(self.requests > 0 and self.acknowledged() > 0, "no load at all reached the site")
        check(not self.failures, lambda: f"{len(self.failures)} of {self.requests} failed: {self.failures[:5]}")
        check(not self.wrong, lambda: f"{len(self.wrong)} wrong answers: {self.wrong[:5]}")
        missing = self.lost()
        check(not missing, lambda: f"{len(missing)} acknowledged writes lost: {missing[:5]}")


class Watch:
    """Asks a site for its version every few milliseconds; knows every answer and the longest silence, and how late it
    came to its own turn at most: where that is long the machine was too busy to be watched."""

    def __init__(self, url, every=0.02):
        where = urllib.parse.urlsplit(url)
        self.host, self.port, self.every = where.hostname, where.port or 80, every
        self.answers = []  # (monotonic, version)
        self.errors = []
        self.late = 0.0
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._ending.set()
        self._thread.join(40)

    def _run(self):
        rest = time.monotonic()
        while not self._ending.wait(self.every):
            self.late = max(self.late, time.monotonic() - rest - self.every)
            try:
                self.answers.append((time.monotonic(), version(f"http://{self.host}:{self.port}/", timeout=35)))
            except (OSError, http.client.HTTPException, AssertionError) as e:
                self.errors.append((time.monotonic(), str(e)))
            rest = time.monotonic()

    def versions(self):
        return sorted({v for _, v in self.answers})

    def longest_gap(self):
        return max((b - a for (a, _), (b, _) in zip(self.answers, self.answers[1:])), default=0.0)


def get(url, timeout=5.0):
    where = urllib.parse.urlsplit(url)
    connection = http.client.HTTPConnection(where.hostname, where.port or 80, timeout=timeout)
    try:
        return Load.ask(connection, "GET", where.path or "/")
    finally:
        connection.close()


def takes_orders(url, timeout=2.0):
    """Whether the whole of the site is there: an order is acknowledged once the database has it on disk."""
    where = urllib.parse.urlsplit(url)
    connection = http.client.HTTPConnection(where.hostname, where.port or 80, timeout=timeout)
    try:
        return Load.ask(connection, "POST", "/orders", json.dumps({"item": "probe", "quantity": 1}),
                        "application/json")[0] == 201
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def version(url, timeout=5.0):
    status, body = get(urllib.parse.urljoin(url, "/version"), timeout)
    check(status == 200, f"GET /version: {status} {body[:100]!r}")
    return body.decode().strip()
