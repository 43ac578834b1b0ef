"""The release under load on a big site: how long requests are held, there and back, beside a bare script of the
same steps in the same run.

    SLIPWAY_BENCH_SWITCHES   how many exchanges of the smaller site are measured (default 20)
    SLIPWAY_BENCH_LARGE      the same of the large one (default 8); 0 leaves it out
"""

import datetime
import os
import pathlib
import statistics
import sys
import time

sys.path[:0] = [str(pathlib.Path(__file__).parents[1] / "lab"), str(pathlib.Path(__file__).parent)]
from bare import Bare  # noqa: E402
from live_data import LiveData  # noqa: E402
from slipway_lab import SOURCE, Customer, Load, Service, Story, check, eventually, say  # noqa: E402

SWITCHES = int(os.environ.get("SLIPWAY_BENCH_SWITCHES") or 20)
LARGE = int(os.environ.get("SLIPWAY_BENCH_LARGE") or 8)
SMALL_SITE, LARGE_SITE = (1, 20_000), (4, 100_000)  # GB of files and as many of database, files
CHANGED = 0.01  # of the files and of the rows
SIZE = 1.25  # so much longer the large site may be held at most with as many changes as the small one
HELD_STEPS = ("drain", "quiesce", "last-sync", "verify", "start-private", "swap")
WAIT = """  - id: bench-{which}
    title: The bench changes one per cent of the data
    wait: {{sign_off: bench-{which}, by: operations}}

"""


def with_waits(yaml):
    """The shipped pipeline with a pause before each hold's approach; how else to change data since the last pass."""
    lines = yaml.replace("name: no-migration", "name: bench", 1).splitlines(keepends=True)
    for which, mark in (("back", "  - id: back-approach\n"), ("there", "  - id: approach\n")):
        lines.insert(lines.index(mark), WAIT.format(which=which))
    return "".join(lines)


class Ours:
    """Slipway's side of the bench: a demo site filled with live data, released and rolled back."""

    def __init__(self, service, gigabytes, files):
        self.service = service
        self.customer = Customer(service)
        self.app = self.customer.app
        self.files = files
        production = service.environment(self.app, "production")
        self.url = production["url"]
        began = time.monotonic()
        self.data(production).fill(gigabytes, files)
        say(f"  filled {gigabytes} GB in {files} files and {gigabytes} GB of database in {time.monotonic() - began:.0f} s")
        self.size = int(gigabytes * 1e9) // files
        pipeline = service.base / "bench.yaml"
        pipeline.write_text(with_waits((SOURCE / "resources/processes/no-migration.yaml").read_text()))
        service.ctl("pipeline", "import", pipeline)
        self.there, self.back, self.failed, self.requests, self.lost = [], [], 0, 0, 0
        self.took = {step: [] for step in HELD_STEPS}
        self.ready = []  # seconds from the swap until the old side follows
        self.outside = []  # the longest wait that the probe saw around each exchange
        self.load = []  # and the longest of the load's readers and writers around both of a release
        self.carried = []  # (files, bytes) that went over within each hold

    def data(self, environment):
        slot = self.service.slot(environment)
        made = LiveData(self.service.data / f"env/{slot}/app/photos", self.service.data / f"doors/{slot}/db")
        made.files, made.size = self.files, getattr(self, "size", 0)
        return made

    @staticmethod
    def follows(story):
        steps = {step["id"]: step for step in story.steps() if step["phase"] == "forward"}
        if steps["follow-back"]["state"] != "done":
            return None
        swapped, followed = (datetime.datetime.fromisoformat(steps[step]["finished"].replace("Z", "+00:00"))
                             for step in ("swap", "follow-back"))
        return (followed - swapped).total_seconds()

    def release(self, number, shares):
        with Load(self.url, rate=50, seed=number) as load:
            story = Story(self.service, self.customer, "--pipeline", "bench")
            story.bring(f"bench-{number}-{self.files}", within=600)
            story.sign()
            self.change(story, "there", 2 * number, shares)
            self.reach(story, "live")
            report = eventually(lambda: self.report(story), "the report", 30, 0.2)
            self.there.append(report["held_ms"])
            self.ready.append(eventually(lambda: self.follows(story), "the old side follows", 60, 0.2))
            began = time.monotonic()
            self.service.ctl("release", "rollback", story.id, "--reason", "bench")
            self.change(story, "back", 2 * number + 1, shares)
            prepared = time.monotonic() - began
            self.reach(story, "rolled-back")
            report = self.service.ctl("release", "report", story.id)
            self.back.append(report["held_ms"])
            self.outside += [c["probe"]["worst_ms"] for c in report["cutovers"]]
            self.carried += [(step["output"]["files"], step["output"]["bytes"]) for step in story.steps()
                             if step["id"] in ("last-sync", "back-last-sync")]
            for step in report["steps"]:
                if (name := step["id"].removeprefix("back-")) in self.took:
                    self.took[name].append(step["took_ms"])
            say(f"  release {number}: held {self.there[-1]:.0f} ms, back {self.back[-1]:.0f} ms, "
                f"the way back ready {self.ready[-1]:.1f} s after the swap, {prepared:.1f} s until it stood before its hold")
        self.requests += load.requests
        self.load.append(load.worst * 1000)
        self.failed += len(load.failures)
        self.lost += len(load.lost()) + len(load.wrong)

    @staticmethod
    def reach(story, state):
        """A hold that didn't come through is what the bench looks for, and isn't tried again."""
        def reached():
            check(not story.stuck(), lambda: f"the hold was given up: {story.describe()}")
            return story.state() == state
        eventually(reached, story.describe, 600, 0.1)

    def change(self, story, which, seed, shares):
        """So much of the files and of the rows changes after the last pass before the hold's approach."""
        eventually(lambda: any(s["id"] == f"bench-{which}" and s["state"] == "waiting" for s in story.steps()),
                   lambda: f"the pause before the hold: {story.describe()}", 900, 0.1)
        self.data(self.service.environment(self.app, "production")).change(shares[0], seed, shares[1])
        self.service.ctl("release", "signoff", story.id, "--as", "operations", "--step", f"bench-{which}")

    def report(self, story):
        report = self.service.ctl("release", "report", story.id)
        return report if report.get("requests") else None


def told(values):
    values = sorted(values)
    return f"median {statistics.median(values):.0f}, worst {values[-1]:.0f} ms of {len(values)}"


def too_long(values):
    """At most a second in 19 of 20, never over three."""
    return sum(v > 1000 for v in values) > len(values) // 20 or max(values) > 3000


def bare_script(gigabytes, files, switches):
    """The limit on the same data: milliseconds held."""
    limit = []
    with Bare(gigabytes, files) as bare, Load(bare.url, rate=50, seed=9) as load:
        for number in range(max(4, switches // 2)):
            limit.append(bare.exchange(CHANGED, number))
    say(f"  held, bare script: {told(limit)} ({len(load.failures)} of {load.requests} failed)")
    return limit


def report(ours, held):
    """Prints what Slipway's side did."""
    say(f"  held, ours: {told(held)}; there {told(ours.there)}; back {told(ours.back)}")
    say(f"  the longest wait seen from outside, by the probe: {told(ours.outside)}; by the load: {told(ours.load)}")
    say("  of it, medians: " + ", ".join(f"{step} {statistics.median(took):.0f}" for step, took in ours.took.items()))
    files, size = zip(*ours.carried)
    say(f"  carried within the hold: median {statistics.median(files):.0f} files, {statistics.median(size) / 1e6:.2f} MB, "
        f"most {max(files)} files, {max(size) / 1e6:.2f} MB; the approach right before it brings what changed earlier")
    say(f"  the way back is ready {statistics.median(ours.ready):.1f} s after the swap, worst {max(ours.ready):.1f} s "
        f"(at most 5)")


def compare(gigabytes, files, switches, as_many=None):
    """Both on the same data. With `as_many` (files, rows) of a smaller site every second release changes only that
    many. Returns what was broken, and what was held with few changes and with the share."""
    say(f"{gigabytes} GB in {files} files, {gigabytes} GB of database, {CHANGED:.0%} changed, 50 requests/s")
    few = (as_many[0] / files, as_many[1] / gigabytes) if as_many else None
    held = {}
    with Service(f"bench-{gigabytes}") as service:
        service.start()
        ours = Ours(service, gigabytes, files)
        for number in range(1, max(2 if few else 1, switches // 2) + 1):
            shares = few if few and number % 2 == 0 else (CHANGED, CHANGED)
            ours.release(number, shares)
            held.setdefault(shares, []).extend([ours.there[-1], ours.back[-1]])
    limit = bare_script(gigabytes, files, switches)
    everything = ours.there + ours.back
    ratio = statistics.median(held[CHANGED, CHANGED]) / statistics.median(limit)
    report(ours, everything)
    say(f"  ratio of medians {ratio:.2f} (at most 1.2); {ours.failed} of {ours.requests} requests failed, "
        f"{ours.lost} acknowledged writes lost")
    broken = []
    if ours.failed or ours.lost:
        broken.append(f"{ours.failed} failed, {ours.lost} lost")
    broken += [f"{what} too long: {sorted(values)}" for what, values in
               (("held", everything), ("the probe waited", ours.outside)) if too_long(values)]
    if max(ours.load) > 3000:  # over the whole release, with all that a disk does to a write
        broken.append(f"the load waited {max(ours.load):.0f} ms")
    if len(ours.outside) != len(everything):
        broken.append(f"{len(everything)} exchanges, {len(ours.outside)} of them watched from outside")
    if max(ours.ready) > 5:
        broken.append(f"the way back ready {max(ours.ready):.1f} s after the swap")
    if ratio > 1.2:
        broken.append(f"{ratio:.2f} of the bare script")
    return [f"{gigabytes} GB: {b}" for b in broken], held.get(few), held[CHANGED, CHANGED]


def by_size(small, large):
    """As many files and rows changed on both: the large site isn't held longer for its size."""
    ratio = statistics.median(large) / statistics.median(small)
    say(f"as many changes on 4 GB as on 1 GB: held {told(large)} beside {told(small)}; ratio of medians {ratio:.2f} "
        f"(at most {SIZE})")
    return [f"the hold grows with the size: {ratio:.2f}"] if ratio > SIZE else []


if __name__ == "__main__":
    broken, small, large = [], None, None
    if SWITCHES:
        broken, _, small = compare(*SMALL_SITE, SWITCHES)
    if LARGE:
        changes = (CHANGED * SMALL_SITE[1], CHANGED * SMALL_SITE[0])
        more, large, _ = compare(*LARGE_SITE, LARGE, changes)
        broken += more
    if small and large:
        broken += by_size(small, large)
    check(not broken, "; ".join(broken))
