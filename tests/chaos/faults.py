"""Everything but the service that can fail while a release runs under load: production goes on serving, a step
that suffers says why, and once mended the release still goes live."""

import os
import pathlib
import random
import sqlite3
import subprocess
import sys
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "lab"))
from slipway_lab import (Customer, Load, Service, Story, check, eventually, must_be_empty, play, say,  # noqa: E402
                         takes_orders, version)

chance = random.Random(int(os.environ.get("SLIPWAY_CHAOS_SEED") or 1))


class Fault(threading.Thread):
    """Strikes over and over while a release runs, until it has struck often enough."""

    def __init__(self, strike, times=3, every=0.3):
        super().__init__(daemon=True)
        self.strike, self.times, self.every = strike, times, every
        self.struck = 0
        self.ending = threading.Event()

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.ending.set()
        self.join(30)

    def run(self):
        while self.struck < self.times and not self.ending.wait(chance.uniform(0, 2 * self.every)):
            self.struck += bool(self.strike())


def to_live(story, name, within=300):
    """Plays customer and operator: whatever fails is tried again. Returns the problems that were told."""
    told, brought, signed = [], False, False
    end = time.monotonic() + within
    while time.monotonic() < end:
        release = story.service.release(story.id)
        if release["state"] in (*Story.ENDED, "live"):
            check(release["state"] == "live", story.describe)
            return told
        stuck = Story.stuck_in(release)
        environment = story.test() if release["state"] == "waiting" and not stuck else None
        if stuck:
            told.append(stuck["problem"])
            story.service.run_ctl("release", "retry", story.id)
        elif environment and (environment.get("ssh") or {}).get("host") and not brought:
            brought = story.customer.bring(environment["ssh"], story.customer.candidate(name)).returncode == 0
        elif environment and brought and not signed:
            signed = story.service.run_ctl("release", "signoff", story.id, "--note", "tested").returncode == 0
        time.sleep(0.1)
    raise AssertionError(f"not live: {story.describe()}; told: {told}")


def under(service, strike, times=3, every=0.3, clean=True):
    """A release under load while `strike` strikes; with `clean` no request may fail."""
    customer = Customer(service)
    url = service.environment(customer.app, "production")["url"]
    with Load(url, rate=30, seed=chance.randrange(1000)) as load:
        story = Story(service, customer)
        with Fault(lambda: strike(story), times, every) as fault:
            told = to_live(story, f"fault-{time.time_ns()}")
        check(fault.struck, "the fault never struck")
    if clean:
        load.must_be_clean()
    lost = load.lost()
    check(not lost and not load.wrong, lambda: f"lost {lost[:5]}, wrong {load.wrong[:5]}")
    check(all(p for p in told), "a step failed without a reason")
    say(f"      struck {fault.struck} times, {len(load.failures)} of {load.requests} requests failed, told: "
        f"{[p.get('title') or p.get('what') or p for p in told]}")
    return told


def helpers(service):
    """rsync and pg_basebackup killed: the step fails or is tried again, production isn't touched"""
    under(service, lambda _: service.kill_all("rsync") + service.kill_all("pg_basebackup"), every=0.01)


def test_database(service):
    """the test environment's database killed: it is restarted, and the release goes on"""
    def strike(story):
        environment = story.test()
        return service.kill_all("postgres", service.slot(environment)) if environment else 0
    under(service, strike, every=2)


def door(service):
    """sshd killed under the customer: the door opens again"""
    customer = Customer(service)
    story = Story(service, customer)
    environment = story.wait_for_customer()
    check(customer.ssh(environment["ssh"], "pwd").returncode == 0, "the door is shut")
    session = subprocess.Popen(["ssh", *customer.options(None, "-p", environment["ssh"]["port"]),
                                f"{environment['ssh']['user']}@{environment['ssh']['host']}", "sleep 60"],
                               stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    eventually(lambda: service.kill_all("sshd"), "a session to be killed", 10)
    check(session.wait(20) != 0, "the killed session ended well")
    eventually(lambda: customer.ssh(environment["ssh"], "pwd").returncode == 0, "the door opens again", 10)
    to_live(story, f"fault-{time.time_ns()}")


def guardian(service):
    """the guardian killed: the service restarts it, no request fails"""
    def strike(_):
        found = [pid for pid, line in service.leftovers() if "--guardian" in line]
        for pid in found:
            os.kill(pid, 9)
        return found
    under(service, strike, every=1)


def production(service):
    """gateway and production database killed in a release: back within 2 s, nothing acknowledged is lost"""
    customer = Customer(service)
    url = service.environment(customer.app, "production")["url"]

    def strike(story):
        if not service.kill_all(*chance.choice((("haproxy",), ("postgres", service.slot(story.production))))):
            return 0
        began = time.monotonic()
        eventually(lambda: takes_orders(url), "production takes orders again", 10, 0.02)
        check(time.monotonic() - began < 2, f"production was away for {time.monotonic() - began:.2f} s")
        return 1
    under(service, strike, times=4, every=3, clean=False)


def store_locked(service):
    """the store locked by somebody else: steps wait or say so, production serves"""
    def strike(_):
        store = sqlite3.connect(service.data / "slipway.db", timeout=5, isolation_level=None)
        try:
            store.execute("BEGIN IMMEDIATE")
            time.sleep(4)
            store.execute("ROLLBACK")
        except sqlite3.OperationalError:
            return 0
        finally:
            store.close()
        return 1
    under(service, strike, times=2, every=2)


def disk_full(_):
    """the disk full while a copy is made: a reason that a person can act on, then it goes on"""
    with Service("full") as service:
        service.data.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1200m,mode=755", "slipway-full", service.data], check=True)
        try:
            service.start()
            url = service.environment(Customer(service).app, "production")["url"]
            filler = service.data / "filler"
            free = os.statvfs(service.data)
            with filler.open("wb") as file:
                file.write(b"\0" * max(0, free.f_bavail * free.f_frsize - (6 << 20)))
            story = Story(service, Customer(service))
            stuck = eventually(story.stuck, lambda: f"a step says that the disk is full: {story.describe()}", 60)
            check("space" in str(stuck["problem"]).lower() or "disk" in str(stuck["problem"]).lower(), f"{stuck}")
            check(version(url), "production doesn't serve")
            filler.unlink()
            to_live(story, "after-the-disk-was-full")
        finally:
            service.stop()
            subprocess.run(["umount", "-l", service.data], check=False)


if __name__ == "__main__":
    scenarios = [helpers, test_database, door, guardian, production, store_locked]
    if os.getuid() == 0:
        scenarios.append(disk_full)  # needs a small file system
    with Service("faults") as service:
        service.start()
        failed = play(scenarios, service)
        service.verify_ledger()
        must_be_empty(failed, service)
