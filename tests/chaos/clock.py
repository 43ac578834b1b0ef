"""The wall clock is set an hour forward and an hour back while releases wait, in their holds and while the probe asks
on after the swap, there and on the way back, under load; and in a hold that nobody is left to end. What was held, the
lease, the probe's time and the ledger stay right.

Service, guardian, gateway and probe read the clock that is set; the monotonic one isn't touched. What runs inside of
environments has the machine's: nothing that an init measures is taken from its wall clock."""

import datetime
import os
import pathlib
import random
import shutil
import struct
import sys
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "lab"))
from slipway_lab import (Customer, Ledger, Load, Service, Story, Watch, check, eventually, must_be_empty,  # noqa: E402
                         play, say)

LIBRARY = sys.argv[1]  # of WallClock.cpp
BOUND = 3.5  # s; the lease of a hold, and a moment
LEAD, TAIL = 2.0, 5.0  # s; so long the probe asks before the hold and after the swap
HELD_STEPS = ("hold", "drain", "quiesce", "last-sync", "verify")
TRIES = 4

chance = random.Random(int(os.environ.get("SLIPWAY_CHAOS_SEED") or 1))


class WallClock:
    """What the service's programs take for the time: the machine's, and some hours."""

    def __init__(self, folder):
        self.library = shutil.copy(LIBRARY, folder)  # where the service's user can read it, too
        self.file = folder / "clock"
        self.set(0)
        self.file.chmod(0o644)

    def variables(self):
        return {"LD_PRELOAD": str(self.library), "SLIPWAY_WALL_CLOCK": str(self.file)}

    def set(self, hours):
        with open(self.file, "r+b" if self.file.exists() else "wb") as file:
            file.write(struct.pack("=q", hours * 3600))


class Setter(threading.Thread):
    """Sets the clock when a step is done, and knows whether that was before another one was."""

    def __init__(self, service, moments):
        super().__init__(daemon=True)
        self.service, self.moments = service, moments  # [(step, hours, step that must not be done yet)]
        self.landed, self.problem = [], None
        self.ending = threading.Event()

    def __enter__(self):
        self.ledger = Ledger(self.service)
        self.since = self.ledger.after(0)[-1]["seq"]
        self.start()
        return self

    def __exit__(self, kind, *_):
        self.ending.set()
        self.join(30)
        self.ledger.store.close()
        if kind is None and self.problem:
            raise self.problem

    def done(self, step):
        found = [e["seq"] for e in self.ledger.after(self.since)
                 if e["kind"] == "step.done" and e["payload"].get("step") == step]
        return found[0] if found else 0

    def run(self):
        try:
            for step, hours, limit in self.moments:
                while not self.done(step):
                    if self.ending.wait(0.001):
                        return
                self.service.clock.set(hours)
                reached = {name for name, line in programs(self.service)}
                self.landed.append((step, not self.done(limit), reached))
        except Exception as e:  # whatever it is, the story's end tells it
            self.problem = e


def programs(service):
    """What runs on the clock that is set, by its name."""
    found = []
    for pid, line in service.leftovers():
        name = next((n for n, mark in (("guardian", "--guardian"), ("probe", "--probe"), ("gateway", "haproxy"),
                                       ("service", "--demo")) if mark in line), None)
        try:
            shifted = str(service.clock.library) in pathlib.Path(f"/proc/{pid}/maps").read_text()
        except OSError:
            continue
        if name and shifted:
            found.append((name, line))
    return found


def instant(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


def leaps(service, since):
    """Hours by which the ledger's clock went on or back between two of its entries."""
    with Ledger(service) as ledger:
        at = [instant(a) for a, in ledger.store.execute("select at from event where seq > ? order by seq", (since,))]
    return [round((b - a).total_seconds() / 3600) for a, b in zip(at, at[1:]) if abs((b - a).total_seconds()) > 1800]


def settled(story):
    """Live or back, and the probe has told what it saw."""
    steps = story.steps()
    return not [s for s in steps if s["state"] in ("running", "unknown")] and story.state() in ("live", *Story.ENDED)


def must_be_measured(story, count):
    """Each cutover was held as long as it was seen from outside, and watched as long as it should be."""
    cutovers = story.service.ctl("release", "report", story.id)["cutovers"]
    check(len(cutovers) == count and all(c["outcome"] == "swapped" for c in cutovers), lambda: f"{cutovers}")
    for cutover in cutovers:
        held, seen = cutover["held_ms"], cutover["probe"]
        check(0 < held <= BOUND * 1000 and abs(held - seen["held_ms"]) < 500,
              lambda: f"held {held} ms by the service, {seen['held_ms']} ms as seen from outside")
        asked = (instant(seen["until"]) - instant(seen["since"])).total_seconds()
        check(LEAD + TAIL <= asked + 0.05 and asked <= LEAD + TAIL + 8, lambda: f"the probe asked for {asked:.2f} s: {seen}")
        check(seen["failed_requests"] == 0, lambda: f"{seen}")
    return ", ".join(f"{c['held_ms']:.0f} ms" for c in cutovers)


def there_and_back(service, hours):
    """One release and its way back, the clock set in each wait, hold and tail; False when one of them was missed."""
    customer = Customer(service)
    url = service.environment(customer.app, "production")["url"]
    since = service.events()[-1]["seq"]
    step = chance.choice(HELD_STEPS)
    moments = [(step, hours, "swap"), ("swap", 0, "probe-check"),
               (f"back-{step}", hours, "back-swap"), ("back-swap", 0, "back-probe-check")]
    with Load(url, rate=30, seed=chance.randrange(1000)) as load, Watch(url) as watch:
        story = Story(service, customer)
        with Setter(service, moments) as setter:
            story.wait_for_customer()
            service.clock.set(hours)
            story.bring(f"clock-{time.time_ns()}")
            check(story.state() == "waiting", story.describe)
            story.sign()
            service.clock.set(0)
            story.wait("live")
            eventually(lambda: settled(story), story.describe, 60)
            service.ctl("release", "rollback", story.id, "--reason", "clock")
            story.wait("rolled-back")
    told = must_be_measured(story, 2)
    load.must_be_clean()
    check(not watch.errors and max(watch.longest_gap(), load.worst) <= BOUND,
          lambda: f"waited {watch.longest_gap():.2f} and {load.worst:.2f} s; {watch.errors[:3]}")
    service.verify_ledger()
    check(len(setter.landed) == len(moments), lambda: f"set only at {setter.landed}")
    for _, _, reached in setter.landed:
        check(reached == {"service", "guardian", "gateway", "probe"}, lambda: f"the clock was set for {reached} only")
    seen = leaps(service, since)
    check(seen.count(hours) >= 3 and seen.count(-hours) >= 3, lambda: f"the ledger's clock leapt by {seen}")
    say(f"      {hours:+d} h after {step}: held {told}; longest gap {watch.longest_gap():.2f} s; the ledger's leaps {seen}")
    return all(in_time for _, in_time, _ in setter.landed)


def forward(service):
    """an hour forward in waits, holds and tails, and back again"""
    check(any(there_and_back(service, 1) for _ in range(TRIES)), "the moments were missed over and over")


def backward(service):
    """an hour back in waits, holds and tails, and forward again"""
    check(any(there_and_back(service, -1) for _ in range(TRIES)), "the moments were missed over and over")


def deaths(service, hours):
    """The clock is set in a hold, then service and guardian die, and nobody comes for a while; False when the hold was
    over by then."""
    customer = Customer(service)
    production = service.environment(customer.app, "production")
    with Load(production["url"], rate=30) as load, Watch(production["url"]) as watch:
        story = Story(service, customer)
        story.bring(f"clock-{time.time_ns()}")
        with Setter(service, [("hold", hours, "swap")]) as setter:
            story.sign()
            eventually(lambda: setter.landed or setter.problem, "the hold", 60, 0.001)
            held = service.holds(production["address"])
            service.kill()
            for pid, line in service.leftovers():
                if "--guardian" in line:
                    os.kill(pid, 9)
        killed = time.monotonic()
        waited = eventually(lambda: [at for at, _ in watch.answers if at > killed], "production answers", 10, 0.005)[0]
        check(not service.holds(production["address"]), "production answers, and the gateway says that it is held")
        service.start()
        service.clock.set(0)
        story.insist()
    load.must_be_clean()
    check(not watch.errors and max(watch.longest_gap(), load.worst) <= BOUND,
          lambda: f"waited {watch.longest_gap():.2f} and {load.worst:.2f} s; {watch.errors[:3]}")
    say(f"      {hours:+d} h{'' if held else ' after the hold'}: answers {waited - killed:.2f} s after the deaths, longest "
        f"gap {watch.longest_gap():.2f} s")
    return held


def left_alone(service):
    """set in a hold whose service and guardian are dead: the lease lapses in its time, then the release goes on"""
    for hours in (-1, 1):
        check(any(deaths(service, hours) for _ in range(TRIES)), "the hold was over before the deaths, over and over")


if __name__ == "__main__":
    with Service("clock") as service:
        service.clock = WallClock(service.base)
        service.variables = service.clock.variables()
        service.start()
        failed = play([forward, backward, left_alone], service)
        service.verify_ledger()
        must_be_empty(failed, service)
