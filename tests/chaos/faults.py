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
from slipway_lab import (Customer, Ledger, Load, Service, Story, check, eventually, must_be_empty, play,  # noqa: E402
                         say, takes_orders, version)
from small_disk import small_disk  # noqa: E402

chance = random.Random(int(os.environ.get("SLIPWAY_CHAOS_SEED") or 1))

BACK = 2.0  # s; so soon production is back once gateway or database were killed
HELD = 3.5  # s; or in a hold, in which it is away on purpose: its lease, and a moment
MOST_RELEASES = 6


class Fault(threading.Thread):
    """Strikes over and over while releases run, each victim in its turn, until it has struck often enough. What a
    strike finds wrong is told at the end."""

    def __init__(self, strikes, times, every):
        super().__init__(daemon=True)
        self.strikes, self.times, self.every = strikes, times, every
        self.struck = 0
        self.ending = threading.Event()
        self.problem = None

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, kind, *_):
        self.ending.set()
        self.join(60)
        if self.problem and kind:
            say(f"      the strike, too: {self.problem}")
        elif self.problem:
            raise self.problem
        check(not self.is_alive(), "a strike doesn't come to its end")

    def run(self):
        try:
            while self.struck < self.times and not self.ending.wait(chance.uniform(0, 2 * self.every)):
                self.struck += bool(self.strikes[self.struck % len(self.strikes)]())
        except Exception as e:  # whatever it is, it is told where the scenario ends
            self.problem = e

    def is_done(self):
        return self.problem or self.struck >= self.times


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


def under(service, strikes, times, every=0.3, clean=True):
    """Releases under load until every one of `strikes` has struck in its turn, `times` in all; with `clean` no request
    may fail. Returns the load."""
    customer = Customer(service)
    url = service.environment(customer.app, "production")["url"]
    with Load(url, rate=30, seed=chance.randrange(1000)) as load:
        stories, told = [Story(service, customer)], []
        with Fault([lambda s=s: s(stories[-1]) for s in strikes], times, every) as fault:
            told += to_live(stories[-1], f"fault-{time.time_ns()}")
            while not fault.is_done():
                check(len(stories) < MOST_RELEASES, lambda: f"struck {fault.struck} of {times} times only")
                stories.append(Story(service, customer))
                told += to_live(stories[-1], f"fault-{time.time_ns()}")
    if clean:
        load.must_be_clean()
    lost = load.lost()
    check(not lost and not load.wrong, lambda: f"lost {lost[:5]}, wrong {load.wrong[:5]}")
    check(all(p for p in told), "a step failed without a reason")
    say(f"      struck {fault.struck} times in {len(stories)} releases, {len(load.failures)} of {load.requests} requests "
        f"failed, told: {[p.get('title') or p.get('what') or p for p in told]}")
    return load


def helpers(service):
    """rsync and pg_basebackup killed: the step fails or is tried again, production isn't touched"""
    under(service, [lambda _: service.kill_all("rsync"), lambda _: service.kill_all("pg_basebackup")], times=4, every=0.01)


def test_database(service):
    """the test environment's database killed: it is restarted, and the release goes on"""
    def strike(story):
        environment = story.test()
        return service.kill_all("postgres", service.slot(environment)) if environment else 0
    under(service, [strike], times=3, every=2)


def door(service):
    """sshd killed under the customer: the door opens again"""
    customer = Customer(service)
    story = Story(service, customer)
    environment = story.wait_for_customer()
    check(customer.ssh(environment["ssh"], "pwd").returncode == 0, "the door is shut")
    session = subprocess.Popen(["ssh", *customer.options(None, "-p", environment["ssh"]["port"]),
                                f"{environment['ssh']['user']}@{environment['ssh']['host']}", "sleep 60"],
                               stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    killed = []  # the first may be that of the visit before, which is about to end

    def ended():
        killed.append(service.kill_all("sshd"))
        return session.poll() is not None

    eventually(ended, "the session ends with its sshd", 20)
    check(any(killed) and session.returncode != 0, lambda: f"killed {killed}, the session ended with {session.returncode}")
    eventually(lambda: customer.ssh(environment["ssh"], "pwd").returncode == 0, "the door opens again", 10)
    to_live(story, f"fault-{time.time_ns()}")


def guardian(service):
    """the guardian killed: the service restarts it, no request fails"""
    def strike(_):
        found = [pid for pid, line in service.leftovers() if "--guardian" in line]
        for pid in found:
            os.kill(pid, 9)
        return found
    under(service, [strike], times=3, every=1)


def production(service):
    """gateway and production database killed in a release: back within 2 s, nothing acknowledged is lost"""
    customer = Customer(service)
    url = service.environment(customer.app, "production")["url"]

    outages = []  # from the kill until orders are taken again

    def away(name, slot=None):
        if not service.kill_all(name, slot):
            return False
        began, since = time.monotonic(), time.time()
        before = service.events()
        held = [e["kind"] for e in before if e["kind"].startswith("release.")][-1:] == ["release.frozen"]
        eventually(lambda: takes_orders(url), "production takes orders again", 10, 0.02)
        took = time.monotonic() - began
        outages.append((since, time.time()))
        check(took < (HELD if held else BACK), lambda: f"without {name} production was away for {took:.2f} s, since "
              f"{[(e['kind'], e['payload'].get('step')) for e in service.events(before[-4]['seq'])]}")
        return True
    load = under(service, [lambda _: away("haproxy"), lambda story: away("postgres", service.slot(story.production))],
                 times=4, every=3, clean=False)
    # Each client finds out that its connection was cut when it uses it next.
    strays = [f for f in load.failures if not any(since <= f[0] <= until + BACK for since, until in outages)]
    check(not strays, lambda: f"failed without an outage: {strays[:5]} of {len(strays)}; {outages}")


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
    under(service, [strike], times=2, every=2)


def says_that_it_is_full(story, steps, fill):
    """One of these steps waits for a person and says why; production serves meanwhile. What is given back is taken
    again."""
    stuck = eventually(lambda: fill() or story.stuck(),
                       lambda: f"a step says that the disk is full: {story.describe()}", 90)
    check(stuck["id"] in steps, lambda: f"not {steps}, but {story.describe()}")
    check("space" in str(stuck["problem"]).lower() or "disk" in str(stuck["problem"]).lower(), f"{stuck}")
    check(version(story.production["url"]) == story.before, "production doesn't serve")


def disk_full_at_clone(_):
    """the disk full before a copy is made: a reason that a person can act on, then it goes on"""
    with small_disk() as (service, fill, filler):
        fill()
        story = Story(service, Customer(service))
        says_that_it_is_full(story, ("clone",), fill)
        filler.unlink()
        to_live(story, "after-the-disk-was-full")


def disk_full_at_pre_sync(_):
    """the disk full while the copy is brought up to production: a reason, production serves, then it goes on"""
    with small_disk() as (service, fill, filler):
        customer = Customer(service)
        story = Story(service, customer)
        story.bring("while-the-disk-was-full")
        since = service.events()[-1]["seq"]
        with Load(story.production["url"], rate=30) as load, Ledger(service) as ledger:
            story.sign()
            eventually(lambda: any(e["kind"] == "step.done" and e["payload"].get("step") == "guardrails"
                                   for e in ledger.after(since)), "the look for free space is over", 60, 0.001)
            says_that_it_is_full(story, ("pre-sync", "catch-up"), fill)
            filler.unlink()
            to_live(story, "while-the-disk-was-full")
        lost = load.lost()
        check(not lost and not load.wrong, lambda: f"lost {lost[:5]}, wrong {load.wrong[:5]}")
        say(f"      {len(load.failures)} of {load.requests} requests failed meanwhile")


if __name__ == "__main__":
    scenarios = [helpers, test_database, door, guardian, production, store_locked]
    needing_root = [disk_full_at_clone, disk_full_at_pre_sync]  # which mount a small file system
    if os.getuid() == 0:
        scenarios += needing_root
    else:
        say(*(f"\n      skipped: needs root: {scenario.__doc__}" for scenario in needing_root))
    with Service("faults") as service:
        service.start()
        failed = play(scenarios, service)
        service.verify_ledger()
        must_be_empty(failed, service)
