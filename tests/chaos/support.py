"""The support desk while its service is killed: mail comes in, by the MTA's pipe and by IMAP, and pages go out to a mail
server that now and then takes one and hangs up without a word, kill -9 at random moments. Every mail that was accepted
or lay in the mailbox is one case or one message of the case that it answers, every page that fell due was handed over
under one id, and nobody is paged after an acknowledgement.

    SLIPWAY_CHAOS_MINUTES   how long (default 2); SLIPWAY_CHAOS_SEED   the same moments again
"""

import email
import json
import os
import pathlib
import random
import sys
import threading
import time
from collections import Counter

from aiosmtpd.controller import Controller

sys.path[:0] = [str(pathlib.Path(__file__).parents[1] / "lab"), str(pathlib.Path(__file__).parents[1] / "e2e")]
from dovecot import Dovecot, free_port  # noqa: E402
from slipway_lab import Service, check, eventually, say  # noqa: E402
from test_case import CUSTOMER, DESK, mail, quicker, take  # noqa: E402
from test_mailbox import PASSWORD, seen, to_dovecot  # noqa: E402

SEED = int(os.environ.get("SLIPWAY_CHAOS_SEED") or time.time_ns() % 1_000_000)
MINUTES = float(os.environ.get("SLIPWAY_CHAOS_MINUTES") or 2)
STEPS = ["on-duty", "on-duty-again", "alternate"]


class Sink:
    """A mail server that keeps count of what it took, by Message-ID and recipient."""

    def __init__(self):
        self.random, self.taken, self.unanswered = random.Random(SEED), Counter(), 0
        self.controller = Controller(self, hostname="127.0.0.1", port=free_port(), server_hostname="sink.example")

    async def handle_DATA(self, server, session, envelope):
        message = email.message_from_bytes(envelope.content)
        self.taken.update((message["Message-ID"].strip("<>"), recipient) for recipient in envelope.rcpt_tos)
        if self.random.random() < 0.03:
            self.unanswered += 1
            server.transport.abort()
        return "250 kept"

    def __enter__(self):
        self.controller.start()
        return self

    def __exit__(self, *_):
        self.controller.stop()

    def ids(self, page):
        """Under which it was handed over, to whom."""
        return {(name, to) for name, to in self.taken if name.startswith(f"page-{page['id']}-")}


class Mailer(threading.Thread):
    """A mail system: it keeps a mail until somebody says that it was taken."""

    def __init__(self, service, number, stop):
        super().__init__(daemon=True)
        self.service, self.number, self.stopped = service, number, stop
        self.random = random.Random(SEED * 100 + number)
        self.taken, self.refusals = [], 0
        self.answers, self.ids = {}, {}  # by subject: the texts of answers, the Message-ID of the request

    def run(self):
        count = 0
        while not self.stopped.is_set():
            count += 1
            answered = self.random.choice(self.taken) if self.taken and self.random.random() < 0.3 else None
            subject = f"Re: {answered}" if answered else f"Request {self.number}-{count}"
            text = f"It is slow, {self.number}-{count}."
            message = mail(CUSTOMER, DESK, subject, text + "\n", self.ids.get(answered))
            while (code := take(self.service, message).returncode) != 0:
                check(code == 75, f"intake ended with {code}")
                self.refusals += 1
            if answered:
                self.answers.setdefault(answered, []).append(text)
            else:
                self.taken.append(subject)
                self.ids[subject] = message["Message-ID"]
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


def check_mail(service, cases, mailers, more):
    """What was taken is there once: requests as cases, answers as messages of theirs."""
    taken = more + [subject for mailer in mailers for subject in mailer.taken]
    found = sorted(case["subject"] for case in cases.values())
    check(found == sorted(taken), lambda: f"accepted {len(taken)}, cases {len(found)}: "
          f"lost {sorted(set(taken) - set(found))[:5]}, twice {sorted({s for s in found if found.count(s) > 1})[:5]}")
    by_subject = {case["subject"]: case["id"] for case in cases.values()}
    answers = {subject: texts for mailer in mailers for subject, texts in mailer.answers.items()}
    for subject, texts in answers.items():
        said = [m["text"].strip() for m in service.ctl("case", "show", by_subject[subject])["messages"]
                if m["kind"] == "customer"]
        check(sorted(said[1:]) == sorted(texts), lambda: f"{subject}: answered {texts}, there is {said}")
    return len(taken), sum(map(len, answers.values()))


def check_pages(cases, pages, sink):
    """Each that a server took went out to its person under one id, and none after the acknowledgement."""
    twice = {(p["case"], p["step"], p["to"]) for p in pages}
    check(len(twice) == len(pages), f"{len(pages) - len(twice)} pages of one step to one person")
    for page in pages:
        acknowledged = cases[page["case"]]["acknowledged"]
        check(not (acknowledged and page["sent"] and page["sent"] > acknowledged),
              lambda: f"paged after the acknowledgement: {page}")
        ids = sink.ids(page)
        check(not page["accepted"] or len(ids) == 1, lambda: f"{page} was handed over as {ids}")
        check(all(to == f"{page['to']}@provider.example" for _, to in ids), lambda: f"{page} went to {ids}")
    known = {str(page["id"]) for page in pages}
    strays = [name for name, _ in sink.taken if name.startswith("page-") and name.split("-")[1] not in known]
    check(not strays, lambda: f"pages that nobody knows went out: {strays[:5]}")


def main():
    say(f"seed {SEED}, {MINUTES:g} minutes")
    chance = random.Random(SEED)
    with (Service("chaos-support") as service, Sink() as sink,
          Dovecot(service.base / "dovecot", {"support": PASSWORD}) as service.dovecot):
        service.start()
        (service.data / "outbound.json").write_text(json.dumps(
            {"mail": {"smarthost": f"127.0.0.1:{sink.controller.port}", "security": "none"}}))
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
        taken, answers = check_mail(service, cases, mailers, letterbox.laid)
        check_pages(cases, pages, sink)
        service.verify_ledger()
        late = sorted(page["lateness_ms"] for page in pages if page["accepted"])
        again = sum(count - 1 for count in sink.taken.values())
        say(f"{kills} kills, {taken} requests ({len(letterbox.laid)} by IMAP) and {answers} answers taken after "
            f"{sum(m.refusals for m in mailers)} refusals, {len(late)} pages (late: median {late[len(late) // 2]}, worst "
            f"{late[-1]} ms), {sink.unanswered} taken without an answer, {again} handed over again under the same id, "
            f"{sum(1 for c in cases.values() if c['acknowledged'])} cases acknowledged; nothing lost, none under two ids")


if __name__ == "__main__":
    main()
