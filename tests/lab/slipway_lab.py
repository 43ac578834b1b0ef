"""What the drivers of e2e, chaos and bench share: a Slipway of one's own in a temporary folder, and its people:
the customer who brings a candidate, and the release they play."""

import json
import os
import pathlib
import queue
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import traceback

from site_load import Load, Watch, check, eventually, get, say, takes_orders, version  # noqa: F401

BIN = pathlib.Path(os.environ.get("SLIPWAY_BIN") or pathlib.Path(__file__).parents[2] / "build/release/bin")
SOURCE = pathlib.Path(os.environ.get("SLIPWAY_SOURCE") or pathlib.Path(__file__).parents[2])


class Failed(AssertionError):
    """A command of slipwayctl that ended badly, with all it said."""


class Service:
    """slipwayd on a data folder of its own; everything it started ends with stop(). `variables` are set for it
    and for what it starts."""

    def __init__(self, name="slipway", data=None, variables=None):
        self.base = pathlib.Path(tempfile.mkdtemp(prefix=f"{name}-"))
        self.base.chmod(0o755)  # the users of service and environments pass through
        self.data = pathlib.Path(data) if data else self.base / "data"
        self.variables = variables or {}
        self.process = None
        self.url = ""

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        self.stop()
        if kind is None and not os.environ.get("SLIPWAY_KEEP"):
            shutil.rmtree(self.base, ignore_errors=True)
        else:
            say("kept for a look:", self.base)

    def start(self, within=120):
        """Returns once it has printed that it is ready; its other words go to service.log."""
        log = open(self.base / "service.log", "ab")
        self.process = subprocess.Popen([BIN / "slipwayd", "--data", self.data, "--demo"], cwd="/",
                                        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log,
                                        env={**os.environ, **self.variables})
        log.close()
        lines = queue.Queue()
        threading.Thread(target=self._read, args=(self.process.stdout, lines), daemon=True).start()
        try:
            line = lines.get(timeout=within)
        except queue.Empty:
            line = b""
        check(line.startswith(b"ready "), lambda: f"the service isn't ready: {line!r}\n{self.log_end()}")
        self.url = line.split()[1].decode()
        return self

    @staticmethod
    def _read(stream, lines):
        for line in stream:
            lines.put(line)
        lines.put(b"")

    def log_end(self):
        return (self.base / "service.log").read_bytes()[-4000:].decode(errors="replace")

    def pid(self):
        return int((self.data / "slipwayd.pid").read_text())

    def alive(self):
        return self.process is not None and self.process.poll() is None

    def kill(self):
        """kill -9 of the service and nothing else."""
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait(10)

    def stop(self):
        """Ends all of it; returns the seconds it took."""
        began = time.monotonic()
        done = subprocess.run([BIN / "slipwayd", "--stop", "--data", self.data], capture_output=True, text=True,
                              timeout=60)
        if self.process:
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
        check(done.returncode == 0, lambda: f"slipwayd --stop: {done.returncode} {done.stderr}")
        return time.monotonic() - began

    def processes(self, name=None, slot=None):
        """pids of what runs from this folder: by program, and by environment where a slot is given. What runs
        inside an environment is known by what is mounted there."""
        found = set()
        wanted = f"/{self.data.parent.name}/{self.data.name}/env/" + (f"{slot}/" if slot else "")
        for entry in pathlib.Path("/proc").glob("[0-9]*"):
            try:
                if name and (entry / "comm").read_text().strip() != name:
                    continue
                if (entry / "stat").read_text().rpartition(")")[2].split()[0] == "Z" or int(entry.name) == os.getpid():
                    continue
                inside = [line.split()[3:5] for line in (entry / "mountinfo").read_text().splitlines()]
                words = (entry / "cmdline").read_text() + " " + os.readlink(entry / "cwd")
            except (OSError, UnicodeDecodeError):
                continue
            places = {source + "/" for source, at in inside if at == "/srv"}
            here = any(wanted in place for place in places)
            here = here or slot is None and str(self.data) in words
            if here:
                found.add(int(entry.name))
        return found

    def kill_all(self, name, slot=None):
        """kill -9 of every such process; how many there were."""
        found = self.processes(name, slot)
        for pid in found:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        return len(found)

    def leftovers(self):
        """What still runs from the folder, with its arguments."""
        found = []
        for pid in self.processes():
            try:
                found.append((pid, pathlib.Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")))
            except OSError:
                continue
        return found

    def holds(self, address):
        """Whether requests to it wait, as the gateway itself says: works without a service."""
        with socket.socket(socket.AF_UNIX) as gateway:
            gateway.connect(str(self.data / "gateway/runtime.sock"))
            gateway.sendall(f"slipway route {address}\n".encode())
            answer = b""
            while piece := gateway.recv(65536):
                answer += piece
        return json.loads(answer)["held"]

    # ---- slipwayctl ----------------------------------------------------------------------------------------

    def run_ctl(self, *words, timeout=120, **more):
        return subprocess.run([BIN / "slipwayctl", "--data", self.data, *map(str, words)], capture_output=True,
                              text=True, timeout=timeout, stdin=subprocess.DEVNULL, **more)

    def ctl(self, *words, timeout=120):
        """One command with --json; its answer."""
        done = self.run_ctl(*words, "--json", timeout=timeout)
        if done.returncode:
            raise Failed(f"slipwayctl {' '.join(map(str, words))}: {done.returncode}\n{done.stdout}\n{done.stderr}")
        return json.loads(done.stdout) if done.stdout.strip() else None

    def interrupted(self, *words):
        """The service is killed while it does what slipwayctl asks for; slipwayctl waits for the next one, which
        ends it."""
        done = []
        with Ledger(self) as ledger:
            since = ledger.after(0)[-1]["seq"]
            caller = threading.Thread(target=lambda: done.append(self.run_ctl(*words)))
            caller.start()
            eventually(lambda: any(e["kind"] == "run.started" for e in ledger.after(since)), lambda: f"{words} begins", 20,
                       0.001)
            self.kill()
            self.start()
            caller.join(90)
        check(done and done[0].returncode == 0, lambda: f"{words}, the service killed meanwhile: {done}")

    def refused(self, *words, naming=""):
        """The command must fail, and say why."""
        done = self.run_ctl(*words, "--json")
        text = done.stdout + done.stderr
        check(done.returncode != 0, lambda: f"slipwayctl {' '.join(map(str, words))} was not refused:\n{text}")
        check(naming.lower() in text.lower(), lambda: f"the refusal doesn't name {naming!r}:\n{text}")
        return text

    def environment(self, app, role):
        """The one environment of that role, or None."""
        found = [e for e in self.ctl("app", "show", app)["environments"] if e["role"] == role]
        return found[0] if found else None

    @staticmethod
    def slot(environment):
        """Its place in the data folder, by which its private addresses are made."""
        _, _, high, low = map(int, environment["appliances"][0]["address"].split("."))
        return ((high % 8 - 1) * 250 + low - 1) // 16

    def release(self, number):
        return self.ctl("release", "show", number)

    def events(self, since=0):
        """What the ledger holds, read from the file itself: works without a service."""
        with Ledger(self) as ledger:
            return ledger.after(since)

    def verify_ledger(self):
        answer = self.ctl("ledger", "verify")
        check(answer["ok"] and not answer["bad"], lambda: f"the ledger doesn't verify: {answer}")


class Ledger:
    """The event table of a data folder, read directly: as fast as it's written, and without a service."""

    def __init__(self, service):
        self.store = sqlite3.connect(f"file:{service.data}/slipway.db?mode=ro", uri=True, timeout=10,
                                     check_same_thread=False)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.store.close()

    def after(self, since):
        rows = self.store.execute("select seq, kind, subject, payload from event where seq > ? order by seq", (since,))
        return [{"seq": s, "kind": k, "subject": j, "payload": json.loads(p or "{}")} for s, k, j, p in rows]


class Tail:
    """Follows the ledger; calls `seen` with each event as it comes."""

    def __init__(self, service, seen):
        self.process = subprocess.Popen([BIN / "slipwayctl", "--data", service.data, "ledger", "tail", "--follow",
                                         "--json"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                        stdin=subprocess.DEVNULL)
        self.seen = seen
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.thread.start()

    def _run(self):
        for line in self.process.stdout:
            try:
                event = json.loads(line)
            except ValueError:
                continue
            self.seen(event)

    def close(self):
        self.process.kill()
        self.process.wait()
        self.thread.join(5)


class Customer:
    """Has the demo's key, and brings candidates by plain scp."""

    def __init__(self, service):
        self.service = service
        self.demo = service.ctl("demo", "show")
        self.app = self.demo["app"]

    def options(self, key=None, port_option="-p", port=22):
        return ["-i", key or self.demo["key"], port_option, str(port), "-F", "none", "-o", "BatchMode=yes", "-o",
                "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-o", "IdentitiesOnly=yes", "-o",
                "LogLevel=ERROR", "-o", "ConnectTimeout=5"]

    def ssh(self, ssh, *command, key=None, timeout=30):
        return subprocess.run(["ssh", *self.options(key, "-p", ssh["port"]), f"{ssh['user']}@{ssh['host']}", *command],
                              capture_output=True, text=True, timeout=timeout, stdin=subprocess.DEVNULL)

    def candidate(self, version, change=None):
        """A copy of the demo's candidate with another version; `change` gets the folder to edit it."""
        folder = pathlib.Path(tempfile.mkdtemp(prefix="candidate-", dir=self.service.base))
        shutil.copytree(self.demo["candidate"], folder, dirs_exist_ok=True)
        (folder / pathlib.Path(self.demo["version_file"]).name).write_text(version + "\n")
        if change:
            change(folder)
        return folder

    def bring(self, ssh, folder, timeout=60):
        """scp of everything in the folder."""
        entries = sorted(str(p) for p in pathlib.Path(folder).iterdir())
        return subprocess.run(["scp", "-r", *self.options(None, "-P", ssh["port"]), *entries,
                               f"{ssh['user']}@{ssh['host']}:{self.demo['upload_path']}"],
                              capture_output=True, text=True, timeout=timeout, stdin=subprocess.DEVNULL)


class Story:
    """One release as the demo's people play it; whatever is left unfinished before it is put away first."""

    ENDED = ("finalized", "rolled-back", "aborted", "failed")

    def __init__(self, service, customer, *more):
        self.service, self.customer = service, customer
        self.app = customer.app
        self.put_away(service, self.app)
        self.production = service.environment(self.app, "production")
        self.before = version(self.production["url"])
        self.id = service.ctl("release", "start", self.app, *more)["id"]

    @staticmethod
    def put_away(service, app):
        """Finalizes or aborts what an earlier story left."""
        for release in service.ctl("release", "list")["items"]:
            if release["application"] != app or release["state"] in Story.ENDED:
                continue
            if release["state"] == "live":
                service.ctl("release", "finalize", release["id"])
                service.ctl("release", "wait", release["id"], "--for", "finalized", "--timeout", 60)
            else:
                service.ctl("release", "abort", release["id"], "--reason", "put away by a test")
                service.ctl("release", "wait", release["id"], "--for", "aborted", "--timeout", 60)

    def state(self):
        return self.service.release(self.id)["state"]

    def test(self):
        return self.service.environment(self.app, "test")

    def wait_for_customer(self, within=120):
        """The door of the test environment is open and readiness is waited for."""
        def open_and_waiting():
            environment = self.test()
            if self.state() != "waiting" or not environment:
                return None
            ssh = environment.get("ssh") or {}
            check(ssh.get("host") in (None, "", environment["address"]), lambda: f"a door at a foreign address: {environment}")
            return environment if ssh.get("host") else None
        return eventually(open_and_waiting, lambda: f"the customer is asked: {self.describe()}", within, 0.2)

    def bring(self, name, change=None, within=120):
        environment = self.wait_for_customer(within)
        done = self.customer.bring(environment["ssh"], self.customer.candidate(name, change))
        check(done.returncode == 0, lambda: f"scp: {done.stdout} {done.stderr}")
        return environment

    def sign(self):
        self.service.ctl("release", "signoff", self.id, "--note", "tested")

    def wait(self, state, timeout=120):
        self.service.ctl("release", "wait", self.id, "--for", state, "--timeout", timeout, timeout=timeout + 30)

    def insist(self, within=120):
        """To live, once it is signed: what waits for a person because something failed is tried again."""
        end = time.monotonic() + within
        while self.state() != "live":
            check(self.state() not in self.ENDED and time.monotonic() < end, self.describe)
            if self.stuck():
                self.service.run_ctl("release", "retry", self.id)
            time.sleep(0.2)

    def to_live(self, name):
        self.bring(name)
        self.sign()
        self.wait("live")
        return self

    def steps(self):
        return self.service.ctl("release", "show", self.id).get("steps", [])

    @staticmethod
    def stuck_in(release):
        """The step that waits for a person because something failed, or None."""
        if release["state"] != "waiting":
            return None
        found = [s for s in release.get("steps", [])
                 if s["state"] in ("failed", "unknown") or s["state"] == "waiting" and s.get("problem")]
        return found[0] if found else None

    def stuck(self):
        return self.stuck_in(self.service.release(self.id))

    def describe(self):
        try:
            release = self.service.release(self.id)
        except (Failed, subprocess.TimeoutExpired) as e:
            return str(e)
        steps = [f"{s['id']}:{s['state']}" for s in release.get("steps", []) if s["state"] != "pending"]
        problems = [s["problem"] for s in release.get("steps", []) if s.get("problem")]
        return f"release {self.id} {release['state']} {release.get('waits_for')}; {' '.join(steps)}; {problems}"


def play(scenarios, service):
    """Runs them in order, each told with its time; a failed one doesn't hide the others, and is told again as what
    is returned: of a long output only the end may be kept."""
    failed = []
    for scenario in scenarios:
        began = time.monotonic()
        try:
            scenario(service)
            say(f"ok    {scenario.__doc__.strip()} ({time.monotonic() - began:.1f} s)")
        except Exception as e:  # whatever it is, the next scenario is still worth its answer
            failed.append(f"{scenario.__name__}: {type(e).__name__}: {str(e)[:1500]}")
            say(f"FAIL  {scenario.__doc__.strip()} ({time.monotonic() - began:.1f} s)\n      {type(e).__name__}: {e}")
            for frame in traceback.extract_tb(e.__traceback__)[1:]:
                print(f"      {pathlib.Path(frame.filename).name}:{frame.lineno} {frame.line}", flush=True)
    return failed


def must_be_empty(failed, service):
    """Ends the test badly if a scenario failed: the service's last words first, the reasons last."""
    if failed:
        sys.exit("\n".join(["the service's last words:", service.log_end(), "failed:", *failed]))
