"""The console on a large service: from exec to the first frame with rows, what it takes of memory, whether a
storm of events blocks its window, and the start of a service of its own. Beside it, on the same display in the
same run, the first painted window of programs that people know: without them nothing is measured.

    SLIPWAY_BENCH_STARTS   how many starts of each (default 10)
"""

import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time

from first_window import Display, ended, started

BIN = pathlib.Path(os.environ["SLIPWAY_BIN"])
STARTS = int(os.environ.get("SLIPWAY_BENCH_STARTS") or 10)
ROWS, OWN_SERVICE, BLOCK, MEMORY = 250, 1000, 50, 120  # ms, ms, ms, MB
RATE, SECONDS = 5000, 10
WRITTEN, LATE = 0.95, 20  # of the rate, at least; s after the last one, at most
MACHINES = 1000
PEERS = {"qbittorrent": ["qbittorrent", "--no-splash"], "keepassxc": ["keepassxc"],
         "virt-manager": ["virt-manager", "--no-fork", "-c", "test:///{machines}"]}  # of libvirt's test driver
# So that it opens its window and not a question before it.
FILES = {".config/qBittorrent/qBittorrent.conf": "[LegalNotice]\nAccepted=true\n"}


def say(*words):
    print(*words, flush=True)


class Console:
    """slipway with its trace; `marks` are milliseconds since it was started here."""

    def __init__(self, display, words, **environment):
        self.process = started([BIN / "slipway", *words], display, {"SLIPWAY_TRACE_START": "1", **environment},
                               stderr=subprocess.PIPE, text=True)
        self.marks, self.blocks, self.other, self.event = {}, [], [], 0
        self.news = threading.Condition()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        for line in self.process.stderr:
            with self.news:
                if mark := re.match(r"slipway-start (\S+) .*monotonic ([\d.]+)", line):
                    self.marks[mark[1]] = float(mark[2]) - self.process.began * 1000
                elif block := re.match(r"slipway-blocked ([\d.]+) ms, event (\d+)", line):
                    self.blocks.append(float(block[1]))
                    self.event = int(block[2])
                else:
                    self.other.append(line.rstrip())
                self.news.notify_all()

    def until(self, said, what, within=30):
        with self.news:
            if not self.news.wait_for(said, within):
                raise AssertionError(f"no {what} within {within} s: {self.marks} {self.other}")

    def mark(self, name, within=30):
        self.until(lambda: name in self.marks, f"mark {name}", within)
        return self.marks[name]

    def seconds(self, count):
        """Lets that many seconds of the watchdog go by; the longest block in them."""
        with self.news:
            had = len(self.blocks)
        self.until(lambda: len(self.blocks) >= had + count, "word from the watchdog", count + 30)
        return max(self.blocks[had:])

    def memory(self):
        """MB: resident, and of it not shared."""
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return [int(re.search(rf"{key}:\s+(\d+)", status)[1]) / 1024 for key in ("VmRSS", "RssAnon")]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        ended(self.process)


def told(values, unit="ms"):
    return f"median {statistics.median(values):.0f}, worst {max(values):.0f} {unit} of {len(values)}"


def machines():
    """A file of libvirt's test driver: what virt-manager lists."""
    file = tempfile.NamedTemporaryFile("w", prefix="machines-", suffix=".xml")
    rows = (f"<domain type='test'><name>machine-{number:04}</name><memory>1024</memory><os><type>hvm</type></os>"
            "</domain>" for number in range(MACHINES))
    file.write(f"<node>{''.join(rows)}</node>")
    file.flush()
    return file


def peer_windows(display, listed):
    """Medians of the first painted window of each program."""
    found = {}
    for name, pattern in PEERS.items():
        words = [word.format(machines=listed.name) for word in pattern]
        if not shutil.which(words[0]):
            raise SystemExit(f"{name} isn't installed: see tests/bench/packages")
        took = []
        for _ in range(STARTS):
            process = started(words, display, files=FILES, stderr=subprocess.DEVNULL)
            at = display.first_window(30)
            if at:
                took.append((at - process.began) * 1000)
            ended(process)
        if took:
            found[name] = statistics.median(took)
            say(f"  {name}: first painted window {told(took)}")
        else:
            say(f"  {name}: shows no window here")
    return found


def starts(display, server, token):
    """Rows and memory of every start, each in a home without settings."""
    rows, windows, memory = [], [], []
    for _ in range(STARTS):
        with Console(display, ["--server", server], SLIPWAY_TOKEN=token) as console:
            at = display.first_window(30)
            rows.append(console.mark("rows"))
            windows.append((at - console.process.began) * 1000)
            console.seconds(2)
            memory.append(console.memory())
            marks = console.marks
    say("  one of them: " + ", ".join(f"{name} {at:.0f}" for name, at in marks.items()) + " ms")
    say(f"  first painted window {told(windows)}")
    say(f"  rows {told(rows)} (the worst at most {ROWS})")
    say(f"  memory {told([m for m, _ in memory], 'MB')} (at most {MEMORY}), of it its own "
        f"{statistics.median(own for _, own in memory):.0f} MB")
    return rows, statistics.median(windows), max(m for m, _ in memory)


def storm(display, server, token, host):
    """The longest block while events come in, with the ledger in sight; at which rate they were written, and how
    many of them the console hasn't heard of in the end."""
    with Console(display, ["--server", server], SLIPWAY_TOKEN=token) as console:
        console.mark("live")
        subprocess.run(["xdotool", "search", "--sync", "--onlyvisible", "--class", "slipway", "windowfocus", "key", "g",
                        "t"], env={**os.environ, "DISPLAY": display.name}, check=True, timeout=20,
                       stdout=subprocess.DEVNULL)
        console.seconds(1)  # in which it started
        quiet = console.seconds(3)
        began = time.monotonic()
        host.stdin.write(f"feed {RATE} {SECONDS}\n")
        host.stdin.flush()
        longest = console.seconds(SECONDS + 2)
        fed = re.fullmatch(r"fed (\d+) in ([\d.]+) s to (\d+)", host.stdout.readline().strip())
        rate, head = int(fed[1]) / float(fed[2]), int(fed[3])
        while console.event < head and time.monotonic() - began < SECONDS + LATE:
            longest = max(longest, console.seconds(1))
        say(f"  {fed[1]} events in {fed[2]} s: {rate:.0f} a second (at least {RATE * WRITTEN:.0f}); the ledger ends at "
            f"{head}, the console has heard of {console.event}")
        say(f"  longest block {longest:.0f} ms (at most {BLOCK}); before, at rest {quiet:.0f} ms; memory after "
            f"{console.memory()[0]:.0f} MB")
    return longest, rate, abs(head - console.event)


def own_service(display):
    """From exec of the console to the answers of a service that it started in a new folder."""
    took = []
    for _ in range(max(3, STARTS // 3)):
        folder = pathlib.Path(tempfile.mkdtemp(prefix="slipway-own-"))
        folder.chmod(0o755)
        try:
            with Console(display, ["--data", folder / "data"]) as console:
                took.append(console.mark("live", 60))
        finally:
            subprocess.run([BIN / "slipwayd", "--stop", "--data", folder / "data"], timeout=60,
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            shutil.rmtree(folder, ignore_errors=True)
    say(f"  a service of its own, new: {told(took)} (the worst at most {OWN_SERVICE})")
    return max(took)


def main():
    host = subprocess.Popen([sys.argv[1]], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        port, token = host.stdout.readline().split()
        server = f"http://127.0.0.1:{port}"
        with Display() as display:
            say("10,000 applications and 2,000 releases:")
            rows, window, memory = starts(display, server, token)
            say(f"beside it (qbittorrent and keepassxc empty, virt-manager with {MACHINES} machines):")
            with machines() as listed:
                peers = peer_windows(display, listed)
            for name, median in peers.items():
                say(f"    the console's window takes {window / median:.2f} of it, its rows "
                    f"{statistics.median(rows) / median:.2f}")
            say(f"{RATE} events a second:")
            block, rate, unheard = storm(display, server, token, host)
            own = own_service(display)
    finally:
        host.stdin.close()
        host.wait()
    goals = {"rows": (max(rows), ROWS), "memory": (memory, MEMORY), "longest block": (block, BLOCK),
             "own service": (own, OWN_SERVICE), "events that weren't heard of": (unheard, 0)}
    missed = [f"{name} {value:.0f} > {goal}" for name, (value, goal) in goals.items() if value > goal]
    if not peers:
        missed.append("no peer showed a window")
    if rate < RATE * WRITTEN:
        missed.append(f"events written a second {rate:.0f} < {RATE * WRITTEN:.0f}")
    say("goals " + ("MISSED: " + "; ".join(missed) if missed else "reached"))
    return 1 if missed else 0


sys.exit(main())
