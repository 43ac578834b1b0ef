"""The demo's support desk: `slipwayctl demo case` plays everyone, story after story, over a killed service, too; its
mailbox takes what is laid there, once; and what lies where is told."""

import json
import os
import pathlib
import subprocess
import sys
import threading

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "lab"))
from slipway_lab import BIN, Ledger, Service, check, eventually, must_be_empty, play  # noqa: E402
from test_case import CUSTOMER, DESK, box, mail, pages  # noqa: E402


def story(service, *words):
    return service.ctl("demo", "case", *words, timeout=240)


def cases(service, subject=None):
    found = service.ctl("case", "list", "--state", "all")["items"]
    return [case for case in found if subject in (None, case["subject"])]


def of_case(service, address, case):
    """What was delivered there for it."""
    return [one for one in box(service, address) if f"[Case {case}]" in one["Subject"]]


def told(service):
    """what lies where is told, for people and for programs"""
    demo = service.ctl("demo", "show")
    check(demo["support_address"] == DESK and demo["customer_address"] == CUSTOMER, lambda: f"{demo}")
    check(demo["mail_folder"] == str(service.data / "demo/mail"), lambda: f"{demo}")
    check(pathlib.Path(demo["mailbox"], "new").is_dir(), lambda: f"{demo}")
    check(len(demo["stories"]) >= 2 and len({one["name"] for one in demo["stories"]}) == len(demo["stories"]), lambda: f"{demo}")
    words = service.run_ctl("demo", "show").stdout
    for word in (DESK, CUSTOMER, demo["mailbox"], "mail intake", "demo case"):
        check(word in words, lambda: f"no {word} in:\n{words}")


def is_right(service, done, wanted):
    """What a story left, in the service and in everybody's mail."""
    shown = service.ctl("case", "show", done["case"])
    turns = wanted["course"]
    ending = turns[-1]["engineer_command"]
    check(shown["state"] == {"solve": "solved", "close": "closed"}[ending], lambda: f"{shown}")
    check(shown["contact"] == CUSTOMER and shown["customer"] == "northwind", lambda: f"{shown}")
    said = {kind: [m["text"].strip() for m in shown["messages"] if m["kind"] == kind] for kind in ("customer", "staff", "note")}
    check(said["customer"] == [wanted["text"].strip(), *[t["customer"] for t in turns if "customer" in t]], lambda: f"{said}")
    replies = [t["engineer_reply"] for t in turns if "engineer_reply" in t]
    check(said["staff"] == replies, lambda: f"{said}")
    notes = [t["engineer_command"][5:] for t in turns if t.get("engineer_command", "").startswith("note ")]
    check(said["note"] == notes, lambda: f"{said}")
    files = [f["name"] for m in shown["messages"] for f in m.get("attachments", [])]
    check(files == ([wanted["attachment"]["name"]] if "attachment" in wanted else []), lambda: f"{files}")
    got = of_case(service, CUSTOMER, done["case"])
    read = [one.get_content().replace("\r\n", "\n").strip() for one in got]
    check(sorted(read) == sorted(replies), lambda: f"{read}")
    check(all(one["In-Reply-To"] and one["References"] for one in got), "a reply isn't in a thread")
    called = pages(service, done["case"])
    check(called and all(page["accepted"] and page["acknowledged"] for page in called), lambda: f"{called}")
    delivered = sum(len(of_case(service, page, done["case"])) for page in {page["address"] for page in called})
    check(delivered == len(called), lambda: f"{delivered} mails of {called}")
    return called


def every_story(service):
    """each run plays the next one, to its end: everybody has had their mail, and nobody is called for nothing"""
    stories = {one["name"]: one for one in service.ctl("demo", "show")["stories"]}
    seen = []
    for _ in stories:
        done = story(service)
        check(done["course"] and str(done["case"]) in " ".join(done["course"]), lambda: f"{done}")
        is_right(service, done, stories[done["story"]])
        seen.append(done["story"])
    check(seen == list(stories), lambda: f"{seen}")
    check(any("attachment" in one for one in stories.values()), "no story has a file")
    with_file = next(name for name, one in stories.items() if "attachment" in one)
    again = story(service, "--story", with_file)
    case = service.ctl("case", "show", again["case"])
    file = case["messages"][0]["attachments"][0]
    kept = service.base / "kept"
    service.ctl("mail", "attachment", file["mail"], file["number"], "--output", kept)
    check(kept.read_text() == stories[with_file]["attachment"]["text"], lambda: kept.read_text())
    words = service.run_ctl("demo", "case", "--story", "campaign", timeout=240)
    check(words.returncode == 0 and f"{CUSTOMER} writes to {DESK}" in words.stdout and "is called" in words.stdout
          and "is closed" in words.stdout, lambda: f"{words}")


def only_asked(service):
    """the customer alone writes, once or again and again, and waits for an answer"""
    before = len(cases(service))
    asked = story(service, "--ask", "--story", "campaign")
    check(asked["state"] == "new" and len(asked["messages"]) == 1, lambda: f"{asked}")
    writes = subprocess.Popen([BIN / "slipwayctl", "--data", service.data, "--json", "demo", "case", "--ask", "--every", "1s"],
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        lines = [json.loads(writes.stdout.readline()) for _ in range(3)]
    finally:
        writes.kill()
        writes.wait()
    check(len({line["case"] for line in lines}) == 3 and len({line["story"] for line in lines}) == 3, lambda: f"{lines}")
    check(len(cases(service)) >= before + 4, "they aren't cases")
    for case in cases(service):
        if case["state"] not in ("solved", "closed"):
            service.ctl("case", "close", case["id"])


def wrong(service):
    """what can't be played is said"""
    service.refused("demo", "case", "--story", "nowhere", naming="slow-checkout")
    done = service.run_ctl("demo", "case", "--every", "0s")
    check(done.returncode == 2 and "--every" in done.stderr, lambda: f"{done}")


def killed(service):
    """kill -9 at every turn: the story goes on, and nothing is there twice"""
    stories = {one["name"]: one for one in service.ctl("demo", "show")["stories"]}
    for name, moments in (("slow-checkout", ("case.opened", "page.accepted", "case.replied")),
                          ("missing-mail", ("case.acknowledged", "case.message", "case.solved"))):
        ended = []
        player = threading.Thread(target=lambda n=name, e=ended: e.append(
            service.run_ctl("--json", "demo", "case", "--story", n, timeout=240)))
        with Ledger(service) as ledger:
            since = ledger.after(0)[-1]["seq"]
            player.start()
            for kind in moments:
                eventually(lambda k=kind: any(e["kind"] == k for e in ledger.after(since)), lambda k=kind: f"{k}: {ended}", 60, 0.001)
                service.kill()
                service.start()
        player.join(240)
        check(ended and ended[0].returncode == 0, lambda: f"{ended}")
        done = json.loads(ended[0].stdout)
        called = is_right(service, done, stories[name])
        check(len({(page["step"], page["to"], page["due"]) for page in called}) == len(called), lambda: f"called twice: {called}")
        check(len(cases(service, stories[name]["subject"])) == len({c["id"] for c in cases(service, stories[name]["subject"])}),
              "a case is there twice")
        opened = [e for e in service.events(since) if e["kind"] == "case.opened"]
        check(len(opened) == 1, lambda: f"{opened}")


def lay(service, message, name):
    """As mail programs do it: written, then moved in."""
    drop = service.data / "demo/mailbox"
    (drop / "tmp" / name).write_bytes(message.as_bytes())
    os.chmod(drop / "tmp" / name, 0o644)
    (drop / "tmp" / name).rename(drop / "new" / name)


def put_aside(service, name):
    drop = service.data / "demo/mailbox"
    return (drop / "cur" / f"{name}:2,S").exists() and not (drop / "new" / name).exists()


def dropped(service):
    """a mail that is laid into the demo's mailbox is a case, once, whenever the service dies"""
    request = mail(CUSTOMER, DESK, "Laid there", "By a mail program.\n")
    lay(service, request, "1.one.host")
    eventually(lambda: cases(service, "Laid there"), "it is a case", 20)
    eventually(lambda: put_aside(service, "1.one.host"), "it is put aside", 10)
    lay(service, request, "2.again.host")
    eventually(lambda: put_aside(service, "2.again.host"), "the same again is put aside", 10)
    service.kill()
    lay(service, mail(CUSTOMER, DESK, "Laid there too", "While nobody looked.\n"), "3.away.host")
    service.start()
    eventually(lambda: put_aside(service, "3.away.host"), "it is put aside", 20)
    with Ledger(service) as ledger:
        since = ledger.after(0)[-1]["seq"]
        lay(service, mail(CUSTOMER, DESK, "Laid there last", "Now.\n"), "4.last.host")
        eventually(lambda: any(e["kind"] == "case.opened" for e in ledger.after(since)), "it is committed", 20, 0.001)
        service.kill()
    service.start()
    eventually(lambda: put_aside(service, "4.last.host"), "it is put aside", 20)
    for subject in ("Laid there", "Laid there too", "Laid there last"):
        found = cases(service, subject)
        check(len(found) == 1, lambda: f"{subject}: {found}")
        service.ctl("case", "close", found[0]["id"])
    service.verify_ledger()


if __name__ == "__main__":
    with Service("e2e-demo-case") as service:
        service.start()
        failed = play([told, every_story, only_asked, wrong, killed, dropped], service)
        must_be_empty(failed, service)
