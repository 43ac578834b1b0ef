#!/usr/bin/python3 -B
"""Readers and writers of the shop, at a given rate whatever the answers: orders and photos are placed and read
back. Every acknowledged write is kept in a file, so that a later look (--verify) proves that none was lost.

    traffic.py --url http://127.93.4.1:8080 --rate 50 --seconds 20 --state acknowledged.jsonl
    traffic.py --url http://127.93.4.1:8080 --state acknowledged.jsonl --verify

At its end it prints one line: {"requests", "failed", "acknowledged", "missing", "worst_ms", ...}. With --verify
`missing` is what was looked for and not found, and the exit code is 1 when there is any.
"""
import argparse
import asyncio
import collections
import hashlib
import json
import os
import random
import signal
import sys
import time
import urllib.parse

TIMEOUT = 5.0  # a request without an answer for so long has failed
IDLE = 4.0  # an unused connection is not used again after so long
STATE_LIMIT = 64 << 20  # bytes; then the file becomes .1, and the one before goes
KINDS = ("order", "look", "order", "look", "photo", "look", "order", "look", "order", "view")


class Wrong(Exception):
    """An answer that is none."""


class Client:
    """As much HTTP/1.1 as the shop needs, on kept connections; `unix:PATH` works as well as `http://HOST:PORT`."""

    def __init__(self, url):
        parts = urllib.parse.urlsplit(url)
        self._unix = parts.path if parts.scheme == "unix" else None
        if self._unix is None and (parts.scheme != "http" or not parts.hostname):
            raise SystemExit(f"--url {url} is neither http://HOST:PORT nor unix:PATH")
        self._host, self._port = parts.hostname, parts.port or 80
        self._name = "shop" if self._unix else parts.netloc
        self._idle = []

    async def ask(self, method, path, body=b""):
        """Status and body. Raises OSError, Wrong or TimeoutError."""
        async with asyncio.timeout(TIMEOUT):
            reader, writer = await self._connection()
            kept = False
            try:
                head = f"{method} {path} HTTP/1.1\r\nHost: {self._name}\r\n"
                if method == "POST":
                    head += f"Content-Length: {len(body)}\r\n"
                writer.write(head.encode() + b"\r\n" + body)
                await writer.drain()
                status, headers = await self._head(reader)
                content = await self._body(reader, headers)
                kept = headers.get("connection", "").lower() != "close"
                return status, content
            except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, ValueError) as problem:
                raise Wrong(f"broken answer: {problem}") from problem
            finally:
                if kept:
                    self._idle.append((reader, writer, time.monotonic()))
                else:
                    writer.close()

    async def _connection(self):
        while self._idle:
            reader, writer, since = self._idle.pop()
            if not reader.at_eof() and not writer.is_closing() and time.monotonic() - since < IDLE:
                return reader, writer
            writer.close()
        if self._unix:
            return await asyncio.open_unix_connection(self._unix)
        return await asyncio.open_connection(self._host, self._port)

    @staticmethod
    async def _head(reader):
        lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        status = int(lines[0].split(" ")[1])
        headers = {}
        for line in lines[1:]:
            name, colon, value = line.partition(":")
            if colon:
                headers[name.strip().lower()] = value.strip()
        return status, headers

    @staticmethod
    async def _body(reader, headers):
        if headers.get("transfer-encoding", "").lower() == "chunked":
            pieces = []
            while size := int((await reader.readuntil(b"\r\n")).split(b";")[0], 16):
                pieces.append(await reader.readexactly(size))
                await reader.readexactly(2)
            await reader.readuntil(b"\r\n")
            return b"".join(pieces)
        return await reader.readexactly(int(headers.get("content-length", 0)))


class Traffic:
    def __init__(self, options):
        self._client = Client(options.url)
        self._options = options
        self._random = random.Random(options.seed)
        self._state = None
        if options.state and not options.verify:
            self._state = open(options.state, "a", encoding="utf-8")
            self._state.write("\n")  # the last line may be a torn one
        self._known = {"order": collections.deque(maxlen=1000), "photo": collections.deque(maxlen=200)}
        self._times = collections.Counter()
        self.counts = {"requests": 0, "failed": 0, "acknowledged": 0, "missing": 0, "worst_ms": 0.0}
        self.stopped = asyncio.Event()

    async def run(self):
        """Requests at their due times, however long the answers take."""
        begin, count, tasks = time.monotonic(), 0, set()
        end = begin + self._options.seconds if self._options.seconds else float("inf")
        while not self.stopped.is_set():
            due = begin + count / self._options.rate
            if due >= end:
                break
            pause = due - time.monotonic()
            if pause > 0:
                try:
                    await asyncio.wait_for(self.stopped.wait(), pause)
                    break
                except TimeoutError:
                    pass
            task = asyncio.create_task(self._one(KINDS[count % len(KINDS)], due))
            tasks.add(task)
            task.add_done_callback(tasks.discard)
            count += 1
        if tasks:
            await asyncio.wait(tasks)

    async def _one(self, kind, due):
        self.counts["requests"] += 1
        try:
            if kind == "order":
                await self._order()
            elif kind == "photo":
                await self._photo()
            else:
                await self._read("order" if kind == "look" else "photo")
        except (OSError, Wrong) as problem:  # a TimeoutError is an OSError
            self.counts["failed"] += 1
            reason = str(problem) or f"no answer within {TIMEOUT:g} s"
            self._note({"kind": "failure", "at": round(time.time(), 3), "what": kind, "reason": reason})
            print(f"{time.strftime('%H:%M:%S')} {kind}: {reason}", file=sys.stderr, flush=True)
        took = (time.monotonic() - due) * 1000
        self._times[int(took)] += 1
        self.counts["worst_ms"] = max(self.counts["worst_ms"], round(took, 1))

    async def _order(self):
        item = f"{self._random.choice(('teapot', 'kettle', 'whisk', 'bread tin'))} {self._random.randrange(10000)}"
        order = {"item": item, "quantity": self._random.randint(1, 9)}
        answer = await self._write("/orders", json.dumps(order).encode())
        self._acknowledge({"kind": "order", "id": answer["id"], **order})

    async def _photo(self):
        photo = self._random.randbytes(self._options.photo_size)
        answer = await self._write("/photos", photo)
        self._acknowledge({"kind": "photo", "id": answer["id"], "sha256": hashlib.sha256(photo).hexdigest()})

    async def _write(self, path, body):
        status, content = await self._client.ask("POST", path, body)
        if status != 201:
            raise Wrong(f"POST {path} answered {status}: {content[:120]!r}")
        try:
            answer = json.loads(content)
            answer["id"]
        except (ValueError, LookupError, TypeError) as problem:
            raise Wrong(f"POST {path} answered without an id: {content[:120]!r}") from problem
        return answer

    async def _read(self, kind):
        known = self._known[kind]
        if not known:
            status, content = await self._client.ask("GET", "/version")
            if status != 200 or not content.strip():
                raise Wrong(f"GET /version answered {status}")
            return
        await self.look(self._random.choice(known))

    async def look(self, entry):
        """Raises when what was acknowledged isn't there as it was."""
        path = f"/{entry['kind']}s/{entry['id']}"
        status, content = await self._client.ask("GET", path)
        if status != 200:
            raise Wrong(f"GET {path} answered {status}")
        if entry["kind"] == "photo":
            same = hashlib.sha256(content).hexdigest() == entry["sha256"]
        else:
            try:
                answer = json.loads(content)
                same = all(answer[key] == entry[key] for key in ("id", "item", "quantity"))
            except (ValueError, LookupError, TypeError):
                same = False
        if not same:
            raise Wrong(f"GET {path} answered something else than was stored")

    async def verify(self):
        """Reads back everything that the state file says was acknowledged, eight at a time."""
        entries = self._noted()

        async def reader():
            for entry in entries:
                self.counts["requests"] += 1
                self.counts["acknowledged"] += 1
                try:
                    await self._patiently(entry)
                except (OSError, Wrong) as problem:
                    self.counts["missing"] += 1
                    if self.counts["missing"] <= 20:
                        print(f"missing {entry['kind']} {entry['id']}: {problem}", file=sys.stderr, flush=True)

        await asyncio.gather(*(reader() for _ in range(8)))

    async def _patiently(self, entry):
        """A lost connection says nothing about what is stored: asked again."""
        for last in (False, False, True):
            try:
                return await self.look(entry)
            except OSError:
                if last:
                    raise
                await asyncio.sleep(0.2)

    def _acknowledge(self, entry):
        self.counts["acknowledged"] += 1
        self._known[entry["kind"]].append(entry)
        self._note(entry)

    def _note(self, entry):
        if self._state is None:
            return
        try:
            self._state.write(json.dumps(entry) + "\n")
            self._state.flush()
            if self._state.tell() > STATE_LIMIT:
                os.replace(self._options.state, self._options.state + ".1")
                self._state = open(self._options.state, "a", encoding="utf-8")
        except OSError as problem:
            # Not noted is only not verified later; what the shop does is another matter.
            print(f"the state is no longer kept: {problem}", file=sys.stderr, flush=True)
            self._state = None

    def _noted(self):
        """What was acknowledged, oldest first. A line that was being written when the writer was killed is none."""
        for name in (self._options.state + ".1", self._options.state):
            if not os.path.exists(name):
                continue
            with open(name, encoding="utf-8") as file:
                for line in file:
                    try:
                        entry = json.loads(line)
                    except ValueError:
                        continue
                    if entry["kind"] in self._known:
                        yield entry

    def summary(self):
        below, wanted, p99 = 0, sum(self._times.values()) * 0.99, 0
        for took, count in sorted(self._times.items()):
            below += count
            if below >= wanted:
                p99 = took
                break
        return {**self.counts, "p99_ms": p99}


async def main():
    parser = argparse.ArgumentParser(description="Readers and writers of the shop.")
    parser.add_argument("--url", required=True, help="http://HOST:PORT or unix:PATH")
    parser.add_argument("--rate", type=float, default=50, help="requests a second")
    parser.add_argument("--seconds", type=float, default=0, help="0: until it is stopped")
    parser.add_argument("--state", help="file of what was acknowledged, appended to")
    parser.add_argument("--verify", action="store_true", help="read back everything in the state file")
    parser.add_argument("--photo-size", type=int, default=16384)
    parser.add_argument("--seed", type=int)
    options = parser.parse_args()
    if options.verify and not options.state:
        parser.error("--verify needs --state")
    if options.verify and not os.path.exists(options.state):
        parser.error(f"{options.state} does not exist: nothing was acknowledged, or it is another file")
    if options.rate <= 0:
        parser.error("--rate must be positive")
    traffic = Traffic(options)
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, traffic.stopped.set)
    await (traffic.verify() if options.verify else traffic.run())
    print(json.dumps(traffic.summary()), flush=True)
    return 1 if traffic.counts["missing"] else 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
