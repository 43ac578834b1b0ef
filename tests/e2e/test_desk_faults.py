"""The support desk where things run out: the disk, while mail comes in and a page falls due; and the size of a mail, by
the mail system's pipe and by IMAP. Nothing is lost, nothing is there twice, and somebody is told."""

import email
import json
import os
import pathlib
import subprocess
import sys
import time
from collections import Counter

from aiosmtpd.controller import Controller

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "lab"))
from dovecot import Dovecot, free_port  # noqa: E402
from slipway_lab import BIN, Service, check, eventually, must_be_empty, play, say  # noqa: E402
from small_disk import small_disk  # noqa: E402
from test_case import CUSTOMER, DESK, mail, pages, quicker, take  # noqa: E402
from test_mailbox import PASSWORD, becomes_case, seen, state, to_dovecot  # noqa: E402

TRIES = 2000  # of what still fits into a disk that is full


class Sink:
    """A mail server outside of that disk; counts what it took, by Message-ID and recipient."""

    def __init__(self):
        self.taken = Counter()
        self.controller = Controller(self, hostname="127.0.0.1", port=free_port(), server_hostname="sink.example")

    async def handle_DATA(self, server, session, envelope):
        name = email.message_from_bytes(envelope.content)["Message-ID"].strip("<>")
        self.taken.update((name, recipient) for recipient in envelope.rcpt_tos)
        return "250 kept"

    def handed_over(self, page):
        return [count for (name, _), count in self.taken.items() if name.startswith(f"page-{page['id']}-")]

    def __enter__(self):
        self.controller.start()
        return self

    def __exit__(self, *_):
        self.controller.stop()


def to_sink(service, sink):
    (service.data / "outbound.json").write_text(json.dumps(
        {"mail": {"smarthost": f"127.0.0.1:{sink.controller.port}", "security": "none"}}))


def request(subject, size=10):
    return mail(CUSTOMER, DESK, subject, "It is slow.\n" * max(1, size // 12))


def until_refused(service, fill, size, taken):
    """Mail of that size comes in until one is refused, which is returned; those that were taken are noted."""
    for count in range(TRIES):
        fill()
        message = request(f"Full {size} {count}", size)
        done = take(service, message)
        if done.returncode != 0:
            check(done.returncode == 75, lambda: f"intake ended with {done.returncode}: {done.stderr}")
            check(b"full" in done.stderr or b"space" in done.stderr, lambda: f"it isn't said why: {done.stderr}")
            return message
        taken.append(message)
    raise AssertionError("the disk is never full")


def fill_up(service, fill):
    """Not even a little fits any more. What was taken until then, and what was refused."""
    taken = []
    refused = [until_refused(service, fill, size, taken) for size in (400_000, 40_000, 10)]
    return taken, refused


def each_once(service, messages):
    found = Counter(case["subject"] for case in service.ctl("case", "list", "--state", "all")["items"])
    for message in messages:
        check(found[message["Subject"]] == 1, lambda m=message: f"{m['Subject']} is there {found[m['Subject']]} times")


def full_at_intake(_):
    """the disk full while mail comes in: exit 75 and why, and once there is room each mail is taken, once"""
    with small_disk(left=0) as (service, fill, filler):
        taken, refused = fill_up(service, fill)
        again = take(service, refused[-1])
        check(again.returncode == 75, lambda: f"it is full and takes a mail: {again}")
        each_once(service, taken)  # reading goes on
        filler.unlink()
        for message in refused:
            eventually(lambda m=message: take(service, m).returncode == 0, "it is taken once there is room", 20, 0.2)
            check(take(service, message).returncode == 0, "it isn't taken as the same again")
        each_once(service, taken + refused)
        service.verify_ledger()
        say(f"      {len(taken)} mails until it was full")


def full_at_page(_):
    """the disk full while a page falls due: it goes out as soon as there is room, once, and somebody is told"""
    with small_disk(left=0) as (service, fill, filler), Sink() as sink:
        to_sink(service, sink)
        quicker(service, **{"5m": "20s", "10m": "2h", "20m": "3h", "30m": "4h"})
        told = service.base / "told"
        watch = subprocess.Popen([BIN / "slipwayd", "--watch", "--data", service.data, "--command", "/bin/sh", "-c",
                                  f"echo $SLIPWAY_WATCH >>{told}"], stdout=subprocess.PIPE, text=True)
        try:
            check(take(service, request("A page falls due")).returncode == 0, "the mail isn't taken")
            case = service.ctl("case", "list", "--search", "falls")["items"][0]
            eventually(lambda: pages(service, case["id"])[0]["accepted"], "the first page is out", 10, 0.05)
            fill_up(service, fill)
            check(len(pages(service, case["id"])) == 1, "filling it up took too long: the page was due meanwhile")
            line = json.loads(watch.stdout.readline())
            check(line["state"] == "stalled", lambda: f"{line}")
            eventually(lambda: told.exists() and told.read_text() == "stalled\n", "somebody is told", 10)
            check(len(pages(service, case["id"])) == 1, lambda: f"written to a full disk: {pages(service, case['id'])}")
            filler.unlink()
            room = time.monotonic()
            late = eventually(lambda: [p for p in pages(service, case["id"])[1:] if p["accepted"]], "the page goes out", 20, 0.05)
            took = time.monotonic() - room
            check(took < 8, f"{took:.1f} s after there was room")
            check(late[0]["step"] == "on-duty-again" and late[0]["lateness_ms"] >= 10_000, lambda: f"{late}")
            check(json.loads(watch.stdout.readline())["state"] == "alive", "it goes on and isn't told")
        finally:
            watch.kill()
            watch.wait()
        service.kill()
        service.start()
        eventually(lambda: all(p["accepted"] for c in service.ctl("case", "list")["items"] for p in pages(service, c["id"])),
                   "all pages are out", 30, 0.5)
        all_pages = [p for c in service.ctl("case", "list")["items"] for p in pages(service, c["id"])]
        check(len({(p["case"], p["step"], p["to"]) for p in all_pages}) == len(all_pages), lambda: f"{all_pages}")
        for page in all_pages:
            check(sink.handed_over(page) == [1], lambda p=page: f"handed over {sink.handed_over(p)} times: {p}")
        service.verify_ledger()
        say(f"      {took:.2f} s after there was room; {len(all_pages)} pages, each handed over once")


def too_large_by_pipe(_):
    """a mail over 64 MB by the pipe goes back to its sender, with words for them; the next one is taken"""
    with Service("desk-pipe") as service:
        service.start()
        done = take(service, request("Far too large", 65 << 20))
        check(done.returncode == 65, lambda: f"{done.returncode}: {done.stderr[-500:]}")
        check(b"larger than 64 MB" in done.stderr and not done.stdout, lambda: f"{done.stderr[-500:]}")
        check(take(service, request("Small")).returncode == 0, "the next isn't taken")
        cases = [case["subject"] for case in service.ctl("case", "list")["items"]]
        check(cases == ["Small"], lambda: f"{cases}")
        said = len(done.stderr.splitlines())
        check(said <= 3, lambda: f"{said} lines: {done.stderr}")


def too_large_by_imap(_):
    """a mail over 50 MB in the mailbox stays there, unread, which staff is told; the next one is taken"""
    with (Service("desk-imap") as service,
          Dovecot(service.base / "dovecot", {"support": PASSWORD}) as service.dovecot):
        service.start()
        to_dovecot(service)
        service.dovecot.deliver("support", request("Far too large", 51_000_000).as_bytes())
        service.dovecot.deliver("support", request("Small").as_bytes())
        becomes_case(service, "Small", 60)
        left = eventually(lambda: state(service)["left"], "it says what it left", 10)
        check(len(left) == 1 and "50000000" in left[0]["why"], lambda: f"{left}")
        eventually(lambda: seen(service) == 1, "the other alone is marked", 10)
        check([case["subject"] for case in service.ctl("case", "list")["items"]] == ["Small"], "it was taken")
        check([e["kind"] for e in service.events() if e["kind"] == "mailbox.left"] == ["mailbox.left"], "told once, in the ledger")
        doctor = json.loads(service.run_ctl("doctor", "--json").stdout)
        finding = next(item for item in doctor["items"] if item["check"] == "mailbox support")
        check(not finding["ok"] and "can't be taken: 1" in finding["detail"], lambda: f"{finding}")


if __name__ == "__main__":
    scenarios = [too_large_by_pipe, too_large_by_imap]
    needing_root = [full_at_intake, full_at_page]  # which mount a small file system
    if os.getuid() == 0:
        scenarios += needing_root
    else:
        say(*(f"\n      skipped: needs root: {scenario.__doc__}" for scenario in needing_root))
    with Service("desk-faults") as outer:
        failed = play(scenarios, outer)
        if failed:
            sys.exit("\n".join(["failed:", *failed]))
