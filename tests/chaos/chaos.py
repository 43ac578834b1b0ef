"""kill -9 of the service before, during and after every step of a release and of its way back, under write load;
then at random moments for SLIPWAY_CHAOS_MINUTES; and of everything else that can die. After each kill: production
answers within the bound of a hold's lease, by one side only, and no request fails: the service isn't on their way,
and who waits in a hold is let go to a side that is well. In the end nothing acknowledged is lost, the release is
live or back, once, and the ledger verifies."""

import dataclasses
import datetime
import itertools
import os
import pathlib
import random
import subprocess
import sys
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "lab"))
from slipway_lab import Customer, Failed, Ledger, Load, Service, Story, Watch, check, say, version  # noqa: E402

SEED = int(os.environ.get("SLIPWAY_CHAOS_SEED") or time.time_ns() % 1_000_000)
MINUTES = float(os.environ.get("SLIPWAY_CHAOS_MINUTES") or 0)
BOUND = 3.5  # the lease of a hold, and a moment
HOLD_KILLS = 3  # so often a hold that was cut short is begun again by itself
FRUITLESS = 8  # releases without a hit in a row: some steps take two milliseconds and are easily missed


@dataclasses.dataclass
class Strike:
    """A kill to come: how the service fares after it, why, and what is ticked off if it really hit its moment."""

    fate: str
    why: str
    key: tuple = ()
    since: int = 0  # the event that called for it
    ends: str = ""  # the step that isn't over yet at its moment


class Plan:
    """Which (phase, step, moment) is still to be hit, and how the service fares after it."""

    def __init__(self, chance):
        self.chance = chance
        self.left, self.known, self.count = {}, set(), 0

    def learn(self, phase, steps):
        for step in steps:
            for moment in ("before", "during", "after"):
                key = (phase, step, moment)
                if key not in self.known:
                    self.known.add(key)
                    self.left[key] = ["restart", "never"]

    def take(self, key):
        fates = self.left.get(key)
        if not fates:
            return None
        fate = fates.pop(self.chance.randrange(len(fates)))
        if not fates:
            del self.left[key]
        self.count += 1
        return fate

    def give_back(self, strike):
        """Its moment was over: it is still to be hit."""
        if strike.key:
            self.left.setdefault(strike.key, []).append(strike.fate)
            self.count -= 1


class Killer(threading.Thread):
    """Watches the ledger and strikes: as soon as an event matches the plan, or when a random moment has come."""

    def __init__(self, chaos, choose, random_every=None):
        super().__init__(daemon=True)
        self.chaos, self.choose, self.random_every = chaos, choose, random_every
        self.ending = threading.Event()
        self.frozen = False
        self.problem = None

    def __enter__(self):
        with Ledger(self.chaos.service) as ledger:
            self.mark = ledger.after(0)[-1]["seq"]
        self.start()
        return self

    def __exit__(self, kind, *_):
        self.ending.set()
        self.join(60)
        if kind is None:
            check(not self.is_alive(), "the killer doesn't come to its end")
            if self.problem:
                raise self.problem

    def run(self):
        try:
            with Ledger(self.chaos.service) as ledger:
                self.strike(ledger)
        except Exception as e:  # whatever it is, the release's end tells it
            self.problem = e

    def strike(self, ledger):
        due = time.monotonic() + self.pause()
        while not self.ending.wait(0.0005):
            strike = self.look(ledger)
            if not strike and time.monotonic() > due:
                strike = Strike(self.chaos.chance.choice(("restart", "restart", "never")), "a random moment")
            if not strike:
                continue
            if self.is_over(ledger, strike):
                self.chaos.plan.give_back(strike)
                continue
            self.chaos.kill(strike.fate, strike.why, lambda: self.is_late(ledger, strike))
            due = time.monotonic() + self.pause()

    def pause(self):
        return self.chaos.chance.expovariate(1 / self.random_every) if self.random_every else float("inf")

    @staticmethod
    def is_over(ledger, strike):
        """Whether the ledger has the end of the step by now that shouldn't be over yet."""
        return bool(strike.ends) and any(
            e["kind"] in ("step.done", "step.failed") and e["payload"].get("step") == strike.ends
            for e in ledger.after(strike.since))

    def is_late(self, ledger, strike):
        """After the kill nothing is written any more: only now it is certain what it hit."""
        late = self.is_over(ledger, strike)
        if late:
            self.chaos.plan.give_back(strike)
        return late

    def look(self, ledger):
        for event in ledger.after(self.mark):
            self.mark = event["seq"]
            if event["kind"].startswith("release."):
                self.frozen = event["kind"] == "release.frozen"
            for moment, phase, step, ends in self.chaos.moments(event):
                key = (phase, step, moment)
                fate = self.choose(key, self.frozen)
                if fate:
                    if moment == "during":
                        time.sleep(self.chaos.within(phase, step))
                    why = f"{phase}/{step} {moment}{' (frozen)' if self.frozen else ''}"
                    return Strike(fate, why, key, event["seq"], ends)
        return None


class Chaos:
    def __init__(self, service):
        self.service = service
        self.chance = random.Random(SEED)
        self.plan = Plan(self.chance)
        self.kills = self.releases = self.failed_requests = 0
        self.struck = 0.0  # when the last kill was over
        self.strikes = []  # when, and why
        self.problems = []
        self.longest = 0.0
        self.order = {}  # phase → its steps in order
        self.took = {}  # (phase, step) → seconds, undisturbed
        self.customer = Customer(service)
        self.app = self.customer.app
        self.url = service.environment(self.app, "production")["url"]

    def kill(self, fate, why, is_late):
        began = time.monotonic()
        self.service.kill()
        self.kills += 1
        if is_late():
            why += ", but that was over"
        self.strikes.append((began, f"{why}, {fate}"))
        self.must_answer(why)
        if fate == "never":  # as long as a hold could last, and then some
            while time.monotonic() < began + BOUND + 1:
                self.must_answer(why)
                time.sleep(0.1)
        self.service.start()
        self.struck = time.monotonic()
        say(f"  kill {self.kills}: {why}, {fate}; serving again after {time.monotonic() - began:.2f} s")

    def broken(self, what):
        say("BROKEN", what)
        self.problems.append(what)

    def must_answer(self, why):
        began = time.monotonic()
        try:
            version(self.url, timeout=BOUND)
        except (OSError, AssertionError) as e:
            self.broken(f"{why}: production didn't answer within {BOUND} s: {e}")
        self.longest = max(self.longest, time.monotonic() - began)

    def moments(self, event):
        """What an event says of steps: (moment, phase, step, which step isn't over then). One step's end and the
        next one's begin are one commit, so before a step is before it has done anything."""
        payload = event["payload"]
        step, phase = payload.get("step"), payload.get("phase") or "forward"
        first = {"run.started": "forward", "run.rolling-back": "rollback"}.get(event["kind"])
        if first:
            return [("before", first, name, name) for name in self.order.get(first, [])[:1]]
        if event["kind"] in ("step.started", "step.waiting") and step and not payload.get("problem"):
            return [("during", phase, step, step)]
        if event["kind"] == "step.done" and step:
            steps = self.order.get(phase, [])
            following = steps[steps.index(step) + 1:][:1] if step in steps else []
            found = [("after", phase, step, "".join(following))]
            found += [("before", phase, name, name) for name in following]
            return found if self.chance.random() < 0.5 else found[::-1]
        return []

    def within(self, phase, step):
        """A moment while a step goes on, by how long it took undisturbed."""
        return self.chance.choice((0, 0, 0.2, 0.5, 0.8)) * min(self.took.get((phase, step), 0), 1)

    # ---- one release ---------------------------------------------------------------------------------------

    def release(self, choose, end="live", random_every=None):
        """Plays one release to its end (live, rolled-back or finalized) while the killer strikes, and judges it."""
        self.releases += 1
        name = f"chaos-{SEED}-{self.releases}"
        with Load(self.url, seed=SEED + self.releases) as load, Watch(self.url) as watch:
            with Killer(self, choose, random_every):  # before it begins: its first step is struck as well
                story = Story(self.service, self.customer)
                ended = self.drive(story, name)
                if ended == "live" and end == "rolled-back":
                    self.insist(lambda: self.service.ctl("release", "rollback", story.id, "--reason", "chaos"))
                    ended = self.drive(story, name, on=True)
                elif ended == "live" and end == "finalized":
                    self.insist(lambda: self.service.ctl("release", "finalize", story.id))
                    ended = self.drive(story, name, on=True)
            time.sleep(0.5)
        self.judge(story, name, ended, load, watch, end)

    @staticmethod
    def insist(command):
        """A command that a kill may have cut short: refused the second time means that it was done the first."""
        try:
            return command()
        except Failed:
            time.sleep(1)
        try:
            return command()
        except Failed as e:
            say(f"  (again: {str(e).splitlines()[-1]})")
            return None

    def drive(self, story, name, on=False):
        """To its end; on: past live."""
        brought = signed = False
        self.struck = time.monotonic()
        while time.monotonic() < self.struck + 240:
            try:
                release = self.service.release(story.id)
                state = release["state"]
                if state in Story.ENDED or (state == "live" and not on and not self.probing(release)):
                    return state
                if Story.stuck_in(release):
                    self.service.ctl("release", "retry", story.id)
                elif state == "waiting" and not signed and not on:
                    environment = story.test()
                    if environment and (environment.get("ssh") or {}).get("host"):
                        brought = brought or not self.customer.bring(environment["ssh"],
                                                                     self.customer.candidate(name)).returncode
                        if brought:
                            story.sign()
                            signed = True
            except (Failed, subprocess.TimeoutExpired) as e:
                say(f"  ({str(e).splitlines()[-1]})")
            time.sleep(0.2)
        raise AssertionError(f"the release doesn't end: {story.describe()}")

    @staticmethod
    def probing(release):
        """Steps after the swap are to be disturbed as well."""
        return [s for s in release.get("steps", []) if s["phase"] == "forward" and s["state"] in ("running", "unknown")]

    def judge(self, story, name, ended, load, watch, wanted):
        where = f"release {story.id} ({ended})"
        if ended != wanted:
            self.broken(f"{where}: not {wanted}: {story.describe()}")
        kinds = [e["kind"] for e in self.service.events() if e["subject"] == f"release/{story.id}"]
        if kinds.count("release.live") != (1 if ended in ("live", "rolled-back", "finalized") else 0):
            self.broken(f"{where}: live {kinds.count('release.live')} times")
        expected = name if ended in ("live", "finalized") else story.before
        if version(self.url) != expected:
            self.broken(f"{where}: production says {version(self.url)}, not {expected}")
        if ended in Story.ENDED and kinds.count(f"release.{ended}") != 1:
            self.broken(f"{where}: {ended} {kinds.count(f'release.{ended}')} times")
        turns = [v for i, (_, v) in enumerate(watch.answers) if i == 0 or watch.answers[i - 1][1] != v]
        allowed = {"live": [story.before, name], "finalized": [story.before, name], "rolled-back": [story.before, name, story.before]}
        if turns != allowed.get(ended, [story.before]):
            self.broken(f"{where}: production answered as {turns}")
        self.judge_service(where, load, watch)
        try:
            self.service.verify_ledger()
        except (AssertionError, Failed) as e:
            self.broken(f"{where}: {e}")
        say(f"release {self.releases}: {ended}, {load.requests} requests, {load.acknowledged()} writes, "
            f"longest gap {watch.longest_gap():.2f} s, longest wait {load.worst:.2f} s, the watch itself late by "
            f"{watch.late:.2f} s at most, {self.kills} kills so far")

    def judge_service(self, where, load, watch):
        """What the site's users and an onlooker met meanwhile, kills or not."""
        self.failed_requests += len(load.failures) + len(watch.errors)
        if load.failures:
            self.broken(f"{where}: {len(load.failures)} of {load.requests} requests failed: {load.failures[:3]}")
        if watch.errors:
            self.broken(f"{where}: production refused {len(watch.errors)} times: {watch.errors[:3]}")
        if load.worst > BOUND:
            self.broken(f"{where}: a request waited {load.worst:.2f} s, more than {BOUND} s")
        for (began, _), (ended, _) in zip(watch.answers, watch.answers[1:]):
            if ended - began > BOUND:
                near = [f"{at - began:+.2f} s {why}" for at, why in self.strikes if began - 5 < at < ended]
                self.broken(f"{where}: nothing answered for {ended - began:.2f} s, more than {BOUND} s; kills: {near}")
        lost = load.lost()
        if lost or load.wrong:
            self.broken(f"{where}: lost {lost[:5]} wrong {load.wrong[:5]}")
        self.longest = max(self.longest, watch.longest_gap(), load.worst)

    # ---- the three parts -----------------------------------------------------------------------------------

    def learn(self):
        """An undisturbed release tells which steps there are, and which of them its conditions leave out."""
        self.release(lambda *_: None, end="rolled-back")
        number = self.service.ctl("release", "list")["items"][0]["id"]
        for step in self.service.release(number)["steps"]:
            if step["state"] != "skipped":
                self.order.setdefault(step["phase"], []).append(step["id"])
                if step.get("started") and step.get("finished"):
                    began, ended = (datetime.datetime.fromisoformat(step[at].replace("Z", "+00:00"))
                                    for at in ("started", "finished"))
                    self.took[step["phase"], step["id"]] = (ended - began).total_seconds()
        for phase, steps in self.order.items():
            self.plan.learn(phase, steps)
        check(self.plan.left, "no steps were found to be disturbed")

    def every_step(self):
        fruitless = 0
        ends = itertools.cycle(("rolled-back", "finalized"))
        while self.plan.left and fruitless < FRUITLESS:
            before = self.plan.count
            held = {"forward": HOLD_KILLS, "rollback": HOLD_KILLS}

            def choose(key, frozen):
                if frozen and held[key[0]] <= 0:
                    return None
                fate = self.plan.take(key)
                held[key[0]] -= bool(fate and frozen)
                return fate

            self.release(choose, next(ends))
            fruitless = fruitless + 1 if self.plan.count == before else 0
        for key, fates in sorted(self.plan.left.items()):
            self.broken(f"{'/'.join(key[:2])} {key[2]}: never struck with {' nor with '.join(sorted(fates))}")

    def random_moments(self, minutes):
        end = time.monotonic() + minutes * 60
        while time.monotonic() < end:
            self.release(lambda *_: None, self.chance.choice(("live", "rolled-back", "finalized")), random_every=4)


def main():
    say(f"chaos with --seed {SEED}, {MINUTES:g} minutes of random moments")
    with Service("chaos") as service:
        service.start()
        chaos = Chaos(service)
        chaos.learn()
        chaos.every_step()
        steps = chaos.kills
        chaos.random_moments(MINUTES)
        say(f"{chaos.kills} kills ({steps} by step, {chaos.kills - steps} at random moments) in {chaos.releases} releases; "
            f"longest wait at the production address {chaos.longest:.2f} s; {chaos.failed_requests} requests failed")
        if chaos.problems:
            sys.exit(f"{len(chaos.problems)} invariants broken with --seed {SEED}\n{service.log_end()}")


if __name__ == "__main__":
    main()
