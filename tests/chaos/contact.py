"""Pages by webhook while the service is killed and the webhook misbehaves: kill -9 at random moments, and answers that
are lost, late or bad. Every page that fell due reaches the webhook or, where that refuses, the push; what came twice has
the same id.

    SLIPWAY_CHAOS_MINUTES   how long (default 2); SLIPWAY_CHAOS_SEED   the same moments again
"""

import os
import pathlib
import random
import sys
import threading
import time
from collections import Counter

sys.path[:0] = [str(pathlib.Path(__file__).parents[1] / "lab"), str(pathlib.Path(__file__).parents[1] / "e2e")]
from slipway_lab import Service, check, eventually, say  # noqa: E402
from support import Mailer, check_mail  # noqa: E402
from test_case import quicker  # noqa: E402
from test_contact import HOOK, PUSH, methods  # noqa: E402

SEED = int(os.environ.get("SLIPWAY_CHAOS_SEED") or time.time_ns() % 1_000_000)
MINUTES = float(os.environ.get("SLIPWAY_CHAOS_MINUTES") or 2)
MOODS = ["well"] * 4 + ["ill", "drop", "gone"]


def settle(service):
    """Whatever is due was taken by one or the other."""
    def all_out():
        known = service.ctl("page", "list")["items"]
        cases = service.ctl("case", "list", "--state", "all")["items"]
        paged = {page["case"] for page in known}
        open_ones = [p for p in known if not p["accepted"] and not p["refused"] and not p["withdrawn"]]
        return (cases, known) if not open_ones and all(case["id"] in paged for case in cases) else None
    return eventually(all_out, "all pages go out", 90, 0.5)


def main():
    say(f"seed {SEED}, {MINUTES:g} minutes")
    chance = random.Random(SEED)
    with Service("chaos-contact") as service:
        service.start()
        quicker(service, **{"5m": "12h", "10m": "12h", "20m": "12h", "30m": "13h"})
        for person in ("eva", "jan"):
            methods(service, {"kind": "webhook", "url": HOOK.url()}, {"kind": "push", "url": PUSH.url()}, person=person)
        stop = threading.Event()
        mailers = [Mailer(service, number, stop) for number in range(4)]
        for mailer in mailers:
            mailer.start()
        kills, end = 0, time.monotonic() + MINUTES * 60
        while time.monotonic() < end:
            HOOK.mood = chance.choice(MOODS)
            time.sleep(chance.uniform(0.02, 2))  # the moment of the next death
            service.kill()
            kills += 1
            service.start()
        HOOK.mood = "well"
        stop.set()
        for mailer in mailers:
            mailer.join(120)
            check(not mailer.is_alive(), "a mail is never taken")
        cases, known = settle(service)
        check_mail(service, {case["id"]: case for case in cases}, mailers, [])
        told = {"webhook": Counter(HOOK.ids()), "push": Counter(PUSH.ids())}
        for page in known:
            mine = [name for name in told[page["method"]] if name.startswith(f"page-{page['id']}-")]
            check(not page["accepted"] or len(mine) == 1, lambda: f"{page} was handed over as {mine}")
        for case in cases:
            mine = [page for page in known if page["case"] == case["id"]]
            check(any(page["accepted"] for page in mine), lambda: f"nobody heard of {case['id']}: {mine}")
        service.verify_ledger()
        late = sorted(page["lateness_ms"] for page in known if page["accepted"])
        again = sum(count - 1 for ids in told.values() for count in ids.values())
        say(f"{kills} kills, {len(cases)} cases, {len(known)} pages, {len(late)} of them accepted (late: median "
            f"{late[len(late) // 2]}, worst {late[-1]} ms), {sum(1 for p in known if p['refused'])} refused, {again} handed "
            f"over again under the same id; nobody unheard of")


if __name__ == "__main__":
    main()
