"""A mail server that refuses for two minutes while cases come in: how soon another way is taken meanwhile, and how soon
after its return everything that waited is delivered.

    SLIPWAY_BENCH_OUTAGE   seconds of refusing (default 120)
    SLIPWAY_BENCH_REFUSAL  how: "recipients" (the default), "mails", or "connections", where nobody listens
"""

import json
import os
import pathlib
import statistics
import sys
import threading
import time

from aiosmtpd.controller import Controller

LAB = pathlib.Path(__file__).parents[1]
sys.path[:0] = [str(LAB / "lab"), str(LAB / "e2e")]
from dovecot import free_port  # noqa: E402
from slipway_lab import Service, check, eventually, say  # noqa: E402
from test_case import CUSTOMER, DESK, mail, take  # noqa: E402
from test_contact import Target, on_duty, set_duty  # noqa: E402

OUTAGE = float(os.environ.get("SLIPWAY_BENCH_OUTAGE") or 120)
REFUSAL = os.environ.get("SLIPWAY_BENCH_REFUSAL") or "recipients"
EVERY = 2.0  # seconds between two cases
MOST_AFTER = 5.0


class MailServer:
    """Refuses everybody for the moment, or takes what comes; knows when it took what for whom."""

    def __init__(self):
        self.refuses, self.refused, self.taken, self.wake = True, 0, [], threading.Condition()
        self.port = free_port()
        self.controller = self.listen() if REFUSAL != "connections" else None

    def listen(self):
        controller = Controller(self, hostname="127.0.0.1", port=self.port)
        controller.start()
        return controller

    def take_all(self):
        self.refuses = False
        self.controller = self.controller or self.listen()

    async def handle_MAIL(self, server, session, envelope, address, options):
        if self.refuses and REFUSAL == "mails":
            self.refused += 1
            return "452 4.3.1 no room now"
        envelope.mail_from = address
        return "250 fine"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.refuses:
            self.refused += 1
            return "451 4.3.0 not now"
        envelope.rcpt_tos.append(address)
        return "250 fine"

    async def handle_DATA(self, server, session, envelope):
        with self.wake:
            self.taken.append((time.monotonic(), envelope.rcpt_tos[0]))
            self.wake.notify_all()
        return "250 kept"

    def wait(self, address, count):
        """When so many had come for that address."""
        def times():
            return [at for at, to in self.taken if to == address]
        with self.wake:
            check(self.wake.wait_for(lambda: len(times()) >= count, 120), lambda: f"{len(times())} of {count} mails came")
            return times()[count - 1]


def outage(service, server, push):
    """Cases come in while it refuses; when each was pushed, from the moment it was committed."""
    began, cases, pushed = time.monotonic(), 0, []
    while time.monotonic() - began < OUTAGE:
        before = len(push.taken)
        done = take(service, mail(CUSTOMER, DESK, f"Slow since {cases}", "It is slow.\n"))
        committed = time.monotonic()
        check(done.returncode == 0, lambda: f"{done}")
        cases += 1
        eventually(lambda: len(push.taken) > before, "the push is used", 30, 0.002)
        pushed.append(time.monotonic() - committed)
        while time.monotonic() < began + cases * EVERY:
            threading.Event().wait(0.05)
    return cases, pushed


if __name__ == "__main__":
    push, server = Target(), MailServer()
    with Service("bench-outage") as service:
        service.base.chmod(0o755)
        service.start()
        (service.data / "outbound.json").write_text(json.dumps(
            {"mail": {"smarthost": f"127.0.0.1:{server.port}", "security": "none"}}))
        set_duty(service, people=[{"name": "eva", "methods": [{"kind": "mail", "to": "eva@provider.example"},
                                                              {"kind": "push", "url": push.url("/eva")}]}])
        on_duty(service)
        cases, pushed = outage(service, server, push)
        check(not server.taken and (server.refused or REFUSAL == "connections"), "nothing was refused")
        server.take_all()
        back = time.monotonic()
        took = server.wait("eva@provider.example", cases) - back
    server.controller.stop()
    say(f"{REFUSAL} refused for {OUTAGE:.0f} s ({server.refused} times), {cases} cases meanwhile: pushed after median "
        f"{statistics.median(pushed) * 1000:.0f}, worst {max(pushed) * 1000:.0f} ms")
    say(f"after its return all {cases} pages accepted within {took:.1f} s (at most {MOST_AFTER:.0f})")
    check(took <= MOST_AFTER, f"the mails took {took:.1f} s")
