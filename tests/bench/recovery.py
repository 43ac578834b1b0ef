"""kill -9 of the service in the hold: how soon production answers, and how soon work goes on after the restart.
Beside it, in the same run, the lease alone: the guardian is killed with the service and nobody is left to help.

    SLIPWAY_BENCH_DEATHS   how many of each (default 10)
"""

import os
import pathlib
import random
import statistics
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "lab"))
from slipway_lab import Customer, Ledger, Load, Service, Story, Watch, check, eventually, say  # noqa: E402

DEATHS = int(os.environ.get("SLIPWAY_BENCH_DEATHS") or 10)
ANSWERS, GOES_ON = 1.0, 5.0  # seconds
LEASE = 3.0 + 0.5  # s; that of a hold, and a moment
TRIES = 5  # for one death: a hold may be over before it comes


def kill_guardian(service):
    for pid, line in service.leftovers():
        if "--guardian" in line:
            os.kill(pid, 9)


def first_event(ledger, mark, kinds, within):
    """Its sequence number and when it was seen, read every millisecond or two."""
    end = time.monotonic() + within
    while time.monotonic() < end:
        found = [e for e in ledger.after(mark) if e["kind"].startswith(kinds)]
        if found:
            return found[0]["seq"], time.monotonic()
        time.sleep(0.001)
    raise AssertionError(f"no {kinds} within {within} s")


def death(service, customer, chance, alone):
    """One release killed in its hold, which the gateway confirms right before; seconds to the first answer, and from
    the restart to the next step."""
    for _ in range(TRIES):
        if found := try_death(service, customer, chance, alone):
            return found
    raise AssertionError(f"the hold was over {TRIES} times before the death came")


def try_death(service, customer, chance, alone):
    """The same, or None when the hold was over already."""
    production = service.environment(customer.app, "production")
    url, address = production["url"], production["address"]
    with Load(url, rate=30, seed=chance.randrange(10**6)) as load, Watch(url, every=0.005) as watch, \
            Ledger(service) as ledger:
        story = Story(service, customer)
        story.bring(f"death-{time.time_ns()}")
        mark = service.events()[-1]["seq"]
        story.sign()
        mark, _ = first_event(ledger, mark, "release.frozen", 120)
        eventually(lambda: service.holds(address), "requests are held", 10, 0.001)
        time.sleep(chance.uniform(0, 0.2))  # the moment of the death
        held = service.holds(address)
        killed = time.monotonic()
        service.kill()
        if alone:
            kill_guardian(service)
        answered = eventually(lambda: [at for at, _ in watch.answers if at > killed], "production answers", 10, 0.001)[0]
        mark = ledger.after(mark)[-1]["seq"] if ledger.after(mark) else mark
        began = time.monotonic()
        service.start()
        _, went_on = first_event(ledger, mark, "step.", 60)
        story.insist()
    load.must_be_clean()
    check(not watch.errors, lambda: f"{watch.errors[:3]}")
    return (answered - killed, went_on - began) if held else None


def told(values):
    return f"median {statistics.median(values) * 1000:.0f}, worst {max(values) * 1000:.0f} ms of {len(values)}"


def main():
    chance = random.Random(3)
    with Service("bench-recovery") as service:
        service.start()
        customer = Customer(service)
        guarded = [death(service, customer, chance, alone=False) for _ in range(DEATHS)]
        alone = [death(service, customer, chance, alone=True) for _ in range(max(2, DEATHS // 3))]
    answers, goes_on = [a for a, _ in guarded], [g for _, g in guarded]
    lease = [a for a, _ in alone]
    say(f"answers again after kill -9 in the hold: {told(answers)} (at most {ANSWERS * 1000:.0f})")
    say(f"the lease alone, guardian dead too: {told(lease)} (at most {LEASE * 1000:.0f}); ratio of worst "
        f"{max(answers) / max(lease):.2f}")
    say(f"from the restart to the next step: {told(goes_on)} (at most {GOES_ON * 1000:.0f})")
    broken = [f"{name}: {max(values):.2f} s, more than {limit} s"
              for name, values, limit in (("answers", answers, ANSWERS), ("the lease alone", lease, LEASE),
                                          ("work goes on", goes_on + [g for _, g in alone], GOES_ON)) if max(values) > limit]
    check(not broken, "; ".join(broken))


if __name__ == "__main__":
    main()
