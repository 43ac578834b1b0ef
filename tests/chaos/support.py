"""The support desk while its service is killed: mail comes in, by the MTA's pipe and by IMAP, and pages go out, kill
-9 at random moments. Every mail that was accepted or lay in the mailbox is one case, every page that fell due was
handed over, nobody is paged after an acknowledgement.

    SLIPWAY_CHAOS_MINUTES   how long (default 2); SLIPWAY_CHAOS_SEED   the same moments again
"""

import json
import os
import pathlib
import random
import sys
import threading
import time

sys.path[:0] = [str(pathlib.Path(__file__).parents[1] / "lab"), str(pathlib.Path(__file__).parents[1] / "e2e")]
from dovecot import Dovecot  # noqa: E402
from slipway_lab import Service, check, eventually, say  # noqa: E402
from test_case import CUSTOMER, DESK, box, mail, quicker, take  # noqa: E402
from test_mailbox import PASSWORD, seen, to_dovecot  # noqa: E402

SEED = int(os.environ.get("SLIPWAY_CHAOS_SEED") or time.time_ns() % 1_000_000)
MINUTES = float(os.environ.get("SLIPWAY_CHAOS_MINUTES") or 2)
STEPS = ["on-duty", "on-duty-again", "alternate"]


class Mailer(threading.Thread):
    """A mail system: it keeps a mail until somebody says that it was taken."""

    def __init__(self, service, number, stop):
        super().__init__(daemon=True)
        self.service, self.number, self.stopped = service, number, stop
        self.random = random.Random(SEED * 100 + number)
        self.taken, self.refusals = [], 0

    def run(self):
        count = 0
        while not self.stopped.is_set():
            count += 1
            message = mail(CUSTOMER, DESK, f"Request {self.number}-{count}", "It is slow.\n")
            while (code := take(self.service, message).returncode) != 0:
                check(code == 75, f"intake ended with {code}")
                self.refusals += 1
            self.taken.append(message["Subject"])
            self.stopped.wait(self.random.uniform(0.05, 0.4))


class Letterbox(threading.Thread):
    """Mail that is laid into the mailbox, whether anybody reads it or not."""

    def __init__(self, service, stop):
        super().__init__(daemon=True)
        self.service, self.stopped, self.random = service, stop, random.Random(SEED * 100 + 99)
        self.laid = []

    def run(self):
        while not self.stopped.is_set():
            message = mail(CUSTOMER, DESK, f"Letter {len(self.laid) + 1}", "It is slow.\n")
            self.service.dovecot.deliver("support", message.as_bytes())
            self.laid.append(message["Subject"])
            self.stopped.wait(self.random.uniform(0.1, 0.8))


def acknowledge_some(service, chance):
    """Somebody on duty answers now and then, by the command line."""
    done = service.run_ctl("page", "list", "--json", timeout=60)
    if done.returncode:
        return
    for page in json.loads(done.stdout)["items"]:
        if page["accepted"] and not page["acknowledged"] and page["step"] == "on-duty" and chance.random() < 0.02:
            service.run_ctl("page", "ack", page["id"], timeout=60)


def settle(service):
    """Whatever is due has gone out."""
    def all_out():
        pages = service.ctl("page", "list")["items"]
        cases = {case["id"]: case for case in service.ctl("case", "list", "--state", "all")["items"]}
        by_case = {}
        for page in pages:
            by_case.setdefault(page["case"], []).append(page)
        for case in cases.values():
            known = by_case.get(case["id"], [])
            if not case["acknowledged"] and not {p["step"] for p in known} >= set(STEPS):
                return None
            if any(not p["accepted"] and not p["withdrawn"] for p in known):
                return None
        return cases, pages
    return eventually(all_out, "all pages go out", 90, 0.5)


def main():
    say(f"seed {SEED}, {MINUTES:g} minutes")
    chance = random.Random(SEED)
    with Service("chaos-support") as service, Dovecot(service.base / "dovecot", {"support": PASSWORD}) as service.dovecot:
        service.start()
        to_dovecot(service)
        quicker(service, **{"5m": "3s", "10m": "6s", "20m": "12h", "30m": "13h"})
        stop = threading.Event()
        mailers = [Mailer(service, number, stop) for number in range(4)]
        letterbox = Letterbox(service, stop)
        for bringer in (*mailers, letterbox):
            bringer.start()
        kills, end = 0, time.monotonic() + MINUTES * 60
        while time.monotonic() < end:
            time.sleep(chance.uniform(0.02, 2))  # the moment of the next death
            if chance.random() < 0.3:
                acknowledge_some(service, chance)
            service.kill()
            kills += 1
            service.start()
        stop.set()
        for mailer in mailers:
            mailer.join(120)
            check(not mailer.is_alive(), "a mail is never taken")
        letterbox.join(10)
        eventually(lambda: seen(service) == len(letterbox.laid), "every letter is marked as taken", 90, 0.5)
        cases, pages = settle(service)
        taken = letterbox.laid + [subject for mailer in mailers for subject in mailer.taken]
        found = sorted(case["subject"] for case in cases.values())
        check(found == sorted(taken), lambda: f"accepted {len(taken)}, cases {len(found)}: "
              f"lost {sorted(set(taken) - set(found))[:5]}, twice {sorted({s for s in found if found.count(s) > 1})[:5]}")
        twice = {(p["case"], p["step"], p["to"]) for p in pages}
        check(len(twice) == len(pages), f"{len(pages) - len(twice)} pages of one step to one person")
        for page in pages:
            acknowledged = cases[page["case"]]["acknowledged"]
            check(not (acknowledged and page["sent"] and page["sent"] > acknowledged),
                  lambda: f"paged after the acknowledgement: {page}")
        delivered = {m["Message-ID"] for who in ("eva", "jan") for m in box(service, f"{who}@provider.example")}
        accepted = [page for page in pages if page["accepted"]]
        check(len(delivered) >= len(accepted), f"{len(accepted)} pages accepted, {len(delivered)} delivered")
        service.verify_ledger()
        late = sorted(page["lateness_ms"] for page in accepted)
        again = sum(page["attempts"] - 1 for page in accepted)
        say(f"{kills} kills, {len(taken)} mails ({len(letterbox.laid)} by IMAP) taken after {sum(m.refusals for m in mailers)} refusals, {len(accepted)} pages "
            f"(late: median {late[len(late) // 2]}, worst {late[-1]} ms), {again} tried more than once, "
            f"{sum(1 for c in cases.values() if c['acknowledged'])} cases acknowledged; nothing lost, none twice")


if __name__ == "__main__":
    main()
