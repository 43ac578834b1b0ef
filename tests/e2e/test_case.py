"""The support desk by the programs alone: a customer's mail becomes a case, who is on duty doesn't answer, the
alternate is paged on the second, answers by mail, and the customer has the reply in their thread."""

import email
import email.message
import email.policy
import http.server
import json
import pathlib
import select
import signal
import subprocess
import sys
import threading
import time
from datetime import datetime

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "lab"))
from slipway_lab import BIN, Service, check, eventually, must_be_empty, play  # noqa: E402

CUSTOMER = "customer@northwind.example"
DESK = "support@provider.example"


def mail(sender, to, subject, text, answers=None):
    message = email.message.EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, to, subject
    message["Message-ID"] = f"<{time.time_ns()}@{sender.partition('@')[2]}>"
    if answers:
        message["In-Reply-To"] = message["References"] = answers
    message.set_content(text)
    return message


def take(service, message):
    """As the mail system's pipe does it."""
    return subprocess.run([BIN / "slipwayctl", "--data", service.data, "mail", "intake", "--json"],
                          input=message.as_bytes(), capture_output=True, timeout=120)


def box(service, address):
    """What was delivered there, oldest first."""
    files = sorted((service.data / "demo/mail" / address).glob("*.eml"), key=lambda file: file.stat().st_mtime_ns)
    return [email.message_from_bytes(file.read_bytes(), policy=email.policy.default) for file in files]


def quicker(service, **delays):
    """The shipped process with delays that a test can wait for."""
    yaml = service.run_ctl("pipeline", "show", "paging-2h").stdout
    for old, new in delays.items():
        check(f"until: {old}}}" in yaml, f"no delay of {old}:\n{yaml}")
        yaml = yaml.replace(f"until: {old}}}", f"until: {new}}}")
    file = service.base / "paging.yaml"
    file.write_text(yaml)
    service.ctl("pipeline", "import", file)


def pages(service, case):
    return sorted(service.ctl("page", "list", "--case", case)["items"], key=lambda page: page["id"])


def at(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


def duty(service):
    """who is on duty is known, and so is whom a case would page"""
    shown = service.ctl("duty", "show")
    check({shown["on_duty"], shown["alternate"]} == {"eva", "jan"}, lambda: f"{shown}")
    check(not shown["problems"], lambda: f"{shown['problems']}")
    plan = service.ctl("duty", "simulate", "--at", "2026-10-25T00:30:00Z")["items"]
    check([round((at(page["at"]) - at("2026-10-25T00:30:00Z")) / 60) for page in plan] == [0, 5, 10, 20, 30],
          lambda: f"{plan}")
    check(not box(service, "eva@provider.example") and not box(service, "jan@provider.example"), "a simulation sent mail")
    first, second = shown["on_duty"], shown["alternate"]
    service.ctl("duty", "override", second, "--until", "2099-01-01T00:00:00Z", "--reason", "a swap")
    check(service.ctl("duty", "show")["on_duty"] == second, "the override doesn't count")
    shifts = service.ctl("duty", "shifts")["items"]
    check({shift["on_duty"] for shift in shifts} == {second} and shifts[0]["reason"] == "a swap", lambda: f"{shifts}")
    service.ctl("duty", "override", "--remove", shifts[0]["override"])
    check(service.ctl("duty", "show")["on_duty"] == first, "the override that was taken back still counts")
    service.refused("duty", "override", "--remove", shifts[0]["override"], naming="is over")
    service.ctl("duty", "override", second, "--until", "2099-01-01T00:00:00Z", "--reason", "a swap")
    check(service.ctl("duty", "show")["on_duty"] == second, "the override doesn't count")
    service.refused("duty", "override", "nobody", "--until", "2099-01-01T00:00:00Z", naming="nobody")
    return first, second


def whole(service):
    """a mail becomes a case; the alternate is paged on the second, answers, and the customer has the reply"""
    quicker(service, **{"5m": "2s", "10m": "4s", "20m": "60s"})
    now = service.ctl("duty", "show")
    on_duty, alternate = now["on_duty"], now["alternate"]
    request = mail(CUSTOMER, DESK, "The shop is slow", "Since this morning.\n")
    done = take(service, request)
    check(done.returncode == 0, lambda: f"{done}")
    again = take(service, request)
    check(again.returncode == 0 and again.stdout == done.stdout, "the same mail again isn't the same")
    case = service.ctl("case", "list")["items"][0]
    check(case["customer"] == "northwind" and case["state"] == "new", lambda: f"{case}")
    check({clock["name"] for clock in case["clocks"]} >= {"first-response"}, lambda: f"{case['clocks']}")
    eventually(lambda: box(service, f"{alternate}@provider.example"), lambda: f"the alternate is paged: {pages(service, case['id'])}", 20, 0.05)

    def written():  # the server has a page before the service has written that down
        sent = pages(service, case["id"])
        return sent if all(page["lateness_ms"] is not None for page in sent) else None

    sent = eventually(written, lambda: f"what was paged is written down: {pages(service, case['id'])}", 10, 0.05)
    check([page["to"] for page in sent] == [on_duty, on_duty, alternate], lambda: f"{sent}")
    for page, after in zip(sent, (0, 2, 4)):
        check(abs(at(page["due"]) - at(case["created"]) - after) < 0.2, lambda: f"due at the wrong moment: {page}")
        check(page["lateness_ms"] < 1000, lambda: f"late: {page}")
    call = box(service, f"{alternate}@provider.example")[-1]
    answer = mail(f"{alternate}@provider.example", call["Reply-To"], f"Re: {call['Subject']}", "We look into it.\n\n> quoted\n",
                  call["Message-ID"])
    check(take(service, answer).returncode == 0, "the answer isn't taken")
    reply = eventually(lambda: box(service, CUSTOMER), "the customer has the reply", 10, 0.05)[-1]
    check(reply["In-Reply-To"] == request["Message-ID"], lambda: f"not in the thread: {reply}")
    check(reply.get_content().strip() == "We look into it.", lambda: f"{reply.get_content()!r}")
    shown = service.ctl("case", "show", case["id"])
    check(shown["state"] == "waiting-for-customer" and shown["acknowledged_by"] == alternate, lambda: f"{shown}")
    check([clock["state"] for clock in shown["clocks"] if clock["name"] == "first-response"] == ["met"], lambda: f"{shown}")
    more = mail(CUSTOMER, reply["Reply-To"], "Re: " + reply["Subject"], "Thank you.\n", reply["Message-ID"])
    check(take(service, more).returncode == 0, "the customer's answer isn't taken")
    check(len(service.ctl("case", "show", case["id"])["messages"]) == 3, "it isn't the same case")
    told = service.run_ctl("page", "list", "--case", case["id"], "--for-customer")
    check(told.returncode == 0 and told.stdout.count("\n") > 2 and "on-duty" in told.stdout, lambda: f"{told}")
    check("@" not in told.stdout and on_duty not in told.stdout and alternate not in told.stdout, lambda: f"{told.stdout}")
    check(all(page["claimed"] and not page["bounced"] for page in pages(service, case["id"]) if page["accepted"]),
          "it isn't said when a page was taken in hand")
    service.ctl("case", "close", case["id"], "--solved")
    time_passed = len(box(service, f"{alternate}@provider.example"))
    check(time_passed == 1, "somebody was paged after the acknowledgement")


def killed(service):
    """killed right after a mail was taken: the case is there, and both pages go out once"""
    case = None
    for _ in range(3):
        request = mail(CUSTOMER, DESK, f"Down {time.time_ns()}", "It is down.\n")
        done = take(service, request)
        check(done.returncode == 0, lambda: f"{done}")
        service.kill()
        service.start()
        case = [c for c in service.ctl("case", "list")["items"] if c["subject"] == request["Subject"]]
        check(len(case) == 1, lambda: f"{case}")
        sent = eventually(lambda: [p for p in pages(service, case[0]["id"]) if p["accepted"]], "the page goes out", 20, 0.05)
        check(len({page["step"] for page in sent}) == len(sent), lambda: f"one step paged twice: {sent}")
        service.ctl("page", "ack", sent[0]["id"])
    away = mail(CUSTOMER, DESK, "While nobody is there", "Hello?\n")
    service.kill()
    check(take(service, away).returncode == 75, "nobody took it, and the mail system isn't told")
    service.start()
    check(take(service, away).returncode == 0, "it isn't taken later")


def by_hand(service):
    """cases by hand, refusals that say why, strangers in quarantine"""
    case = service.ctl("case", "new", "--subject", "By phone", "--text", "The site is down", "--contact", CUSTOMER,
                       "--severity", "critical", "--application", "northwind/shop")
    service.ctl("case", "take", case["id"])
    service.ctl("case", "note", case["id"], "The disk is full")
    service.ctl("case", "assign", case["id"], "jan")
    service.ctl("case", "reply", case["id"], "It is up again.")
    eventually(lambda: any("up again" in m.get_content() for m in box(service, CUSTOMER)), "the reply goes out", 10, 0.05)
    shown = service.ctl("case", "close", case["id"])
    check(shown["state"] == "closed" and shown["owner"] == "jan", lambda: f"{shown}")
    service.refused("case", "show", 9999, naming="9999")
    service.refused("case", "new", "--subject", "x", "--text", "y", "--severity", "urgent", naming="critical")
    service.refused("page", "ack", 9999, naming="9999")
    service.refused("release", "start", "northwind/shop", "--pipeline", "paging-2h", naming="for cases")
    stranger = take(service, mail("mallory@x.example", DESK, "Buy", "now\n"))
    check(stranger.returncode == 0 and b"quarantined" in stranger.stdout, lambda: f"{stranger}")
    waiting = service.ctl("mail", "list")["items"]
    check([mail["sender"] for mail in waiting] == ["mallory@x.example"], lambda: f"{waiting}")
    released = service.ctl("mail", "release", waiting[0]["id"])
    check(service.ctl("case", "show", released["case"])["contact"] == "mallory@x.example", lambda: f"{released}")
    service.ctl("case", "close", released["case"])
    nonsense = subprocess.run([BIN / "slipwayctl", "--data", service.data, "mail", "intake"], input=b"\0\xff" * 1000,
                              capture_output=True, timeout=60)
    check(nonsense.returncode == 0, lambda: f"{nonsense}")
    service.verify_ledger()


def guaranteed(service):
    """what a customer was promised decides until when; a change says what it does and can be taken back"""
    office = service.base / "office.json"
    office.write_text(json.dumps({"zone": "Europe/Berlin", "hours": {day: ["00:00-24:00"] for day in
                                                                    ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}}))
    service.ctl("sla", "set", "calendar", "office", office)
    holidays = service.base / "holidays.ics"
    holidays.write_text("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20200101\r\nRRULE:FREQ=YEARLY\r\n"
                        "SUMMARY:New Year\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")
    added = service.ctl("sla", "holidays", "office", holidays)["now"]["holidays"]
    check(len(added) >= 10 and added[0]["name"] == "New Year", lambda: f"{added}")
    gold = service.base / "gold.json"
    gold.write_text(json.dumps({"promises": [{"severity": "normal", "first_response": "30m", "resolution": "4h"}]}))
    service.ctl("sla", "set", "policy", "gold", gold)
    plan = service.base / "plan.json"
    plan.write_text(json.dumps({"plan": "gold"}))
    service.ctl("sla", "set", "agreement", "northwind", plan)
    case = service.ctl("case", "new", "--subject", "Promised", "--text", "Is it?", "--contact", CUSTOMER)
    first = case["clocks"][0]
    check(case["plan"] == "gold" and at(first["target"]) - at(first["started"]) == 1800, lambda: f"{case}")
    gold.write_text(json.dumps({"promises": [{"severity": "normal", "first_response": "1h", "resolution": "4h"}]}))
    tried = service.ctl("sla", "set", "policy", "gold", gold, "--dry-run")
    check(tried["later"] >= 1 and service.ctl("case", "show", case["id"])["clocks"][0] == first, lambda: f"{tried}")
    check(service.ctl("sla", "set", "policy", "gold", gold)["later"] == tried["later"], "the change does something else")
    check(at(service.ctl("case", "show", case["id"])["clocks"][0]["target"]) - at(first["target"]) == 1800, "the clock stays")
    check(service.ctl("sla", "undo", "policy", "gold")["sooner"] == tried["later"], "it isn't taken back")
    service.refused("sla", "remove", "policy", "gold", naming="northwind")
    nearest = service.ctl("case", "list", "--sort", "deadline")["items"]
    targets = [min(clock["target"] for clock in c["clocks"] if not clock["met"]) for c in nearest]
    check(targets == sorted(targets) and case["id"] in [c["id"] for c in nearest], lambda: f"{nearest}")
    check([c["id"] for c in service.ctl("case", "list", "--search", "promised")["items"]] == [case["id"]], "not found")
    waiting = service.ctl("case", "wait", case["id"], "customer")
    check([clock["state"] for clock in waiting["clocks"]] == ["running", "paused"], lambda: f"{waiting}")
    low = service.ctl("case", "triage", case["id"], "--severity", "low", "--tags", "a,b")
    check(low["tags"] == ["a", "b"] and not low["clocks"], lambda: f"nothing is promised for what is low: {low}")
    again = service.ctl("case", "triage", case["id"], "--severity", "normal")["clocks"]
    check(len(again) == 2 and again[0]["started"] == first["started"], lambda: f"they don't run from the beginning: {again}")
    service.ctl("case", "reopen", case["id"])
    service.ctl("case", "close", case["id"])
    service.ctl("sla", "remove", "agreement", "northwind")
    report = service.ctl("sla", "report", "--by", "plan")["items"]
    check("gold" in [group["key"] for group in report], lambda: f"{report}")
    csv = service.run_ctl("sla", "report", "--by", "plan", "--csv").stdout.splitlines()
    check(csv[0].startswith("what,met_%") and any(line.startswith("gold,") for line in csv), lambda: f"{csv}")


def layered(service):
    """a rota of several layers decides whom a case would page; two people swap, and take it back"""
    before = service.ctl("duty", "show")
    for override in before["overrides"]:
        service.ctl("duty", "override", "--remove", override["id"])
    file = service.base / "layers.json"

    def set_layers(*layers):
        file.write_text(json.dumps({"rota": {"manager": "eva", "layers": layers}}))
        return service.ctl("duty", "set", file)
    nights = {"name": "nights", "first": "2026-01-05", "hours": 12, "hand_over": "20:00", "people": ["jan"],
              "when": [{"from": "20:00", "to": "08:00"}]}
    shown = set_layers({"name": "holidays", "zone": "Europe/Berlin", "first": "2026-01-05", "days": 1, "people": ["eva"],
                        "holidays": {"calendar": "office", "layer": "only"}}, nights,
                       {"name": "always", "first": "2026-01-05", "people": ["eva", "jan"]})
    check(not shown["problems"] and shown["rota"]["people"] == ["eva", "jan"], lambda: f"{shown}")
    new_year = service.ctl("duty", "shifts", "--from", "2027-12-31T12:00:00Z", "--to", "2028-01-02T12:00:00Z")["items"]
    held = [shift for shift in new_year if shift["layer"] == "holidays"]
    check(at(held[0]["begins"]) == at("2027-12-31T23:00:00Z") and at(held[-1]["ends"]) == at("2028-01-01T23:00:00Z"),
          lambda: f"{new_year}")
    plan = service.ctl("duty", "simulate", "--at", "2028-01-01T21:00:00Z")["items"]
    check(plan[0]["people"] == ["eva"] and plan[2]["people"] == ["jan"], lambda: f"{plan}")
    service.refused("sla", "remove", "calendar", "office", naming="the rota")

    def to_come():
        return service.ctl("duty", "shifts", "--from", "2027-02-01T00:00:00Z", "--to", "2027-03-01T00:00:00Z")["items"]
    shifts = to_come()
    hers, his = (next(shift for shift in shifts if shift["on_duty"] == name) for name in ("eva", "jan"))
    swap = service.ctl("duty", "swap", "eva", "--from", hers["begins"], "--until", hers["ends"], "--with", "jan",
                       "--their-from", his["begins"], "--their-until", his["ends"])
    changed = {shift["begins"]: shift["on_duty"] for shift in to_come()}
    check(changed[hers["begins"]] == "jan" and changed[his["begins"]] == "eva", lambda: f"{changed}")
    shown = service.ctl("duty", "show")
    check([one["id"] for one in shown["swaps"]] == [swap["id"]] and len(shown["overrides"]) == 2, lambda: f"{shown}")
    service.refused("duty", "override", "--remove", shown["overrides"][0]["id"], naming="half of the swap")
    service.refused("duty", "swap", "eva", "--from", hers["begins"], "--until", hers["ends"], "--with", "jan",
                    "--their-from", his["begins"], "--their-until", his["ends"], naming="isn't on duty")
    service.ctl("duty", "swap", "--remove", swap["id"])
    check(to_come() == shifts, "the swap that was taken back still counts")
    check(any("Nobody is on duty from" in problem for problem in set_layers(nights)["problems"]), "a gap isn't told")
    file.write_text(json.dumps({"rota": {"layers": [{"name": "x", "first": "2026-01-05", "people": ["eva"], "hours": 0}]}}))
    service.refused("duty", "set", file, naming="/layers/0/hours")
    file.write_text(json.dumps({"rota": before["rota"]}))
    check(service.ctl("duty", "set", file)["rota"] == before["rota"], "a rota of one layer isn't as it was")


def of_the_platform(service):
    """what goes down in production is a case; what comes back by itself wakes nobody"""
    shop = service.ctl("app", "show", "northwind/shop")
    production = next(e for e in shop["environments"] if e["role"] == "production")
    check(service.kill_all("nginx", service.slot(production)) > 0, "no nginx of production was found")

    def cases():
        return [c for c in service.ctl("case", "list", "--state", "all")["items"] if "platform" in c["tags"]]
    eventually(cases, "a case is opened", 10, 0.1)
    eventually(lambda: cases()[0]["state"] == "solved", "it is solved by itself", 20, 0.1)
    case = service.ctl("case", "show", cases()[0]["id"])
    check(case["application"] == "northwind/shop" and case["severity"] == "critical", lambda: f"{case}")
    down = {link["title"].partition(" ")[0]: link for link in case["links"] if link["kind"] == "appliance"}
    check(down and all(link["state"] == "running" for link in down.values()), lambda: f"{case['links']}")
    check("went down" in case["messages"][0]["text"] and "is back" in case["messages"][-1]["text"], lambda: f"{case}")
    check(not pages(service, case["id"]), "somebody was paged")


def watched(service):
    """paging that stands still is reported by the small process that watches it, and that it goes on again"""
    told = service.base / "told"
    watch = subprocess.Popen([BIN / "slipwayd", "--watch", "--data", service.data, "--command", "/bin/sh", "-c",
                              f"echo $SLIPWAY_WATCH >>{told}"], stdout=subprocess.PIPE, text=True)
    try:
        began = time.monotonic()
        service.process.send_signal(signal.SIGSTOP)
        try:
            line = json.loads(watch.stdout.readline())
        finally:
            service.process.send_signal(signal.SIGCONT)
        took = time.monotonic() - began
        check(line["state"] == "stalled" and 10000 <= line["silent_ms"] < 12000, lambda: f"{line}")
        check(took < 14, f"told after {took:.1f} s")
        check(json.loads(watch.stdout.readline())["state"] == "alive", "it goes on and isn't told")
        eventually(lambda: told.exists() and told.read_text() == "stalled\nalive\n", "the command ran", 10, 0.05)
    finally:
        watch.kill()
        watch.wait()


class Receiver:
    """Whoever is told outside that paging goes on: a real HTTP server that notes when it is called."""

    def __enter__(self):
        calls = self.calls = []

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                self.rfile.read(int(self.headers["Content-Length"]))
                calls.append((time.monotonic(), self.path))
                self.send_response(200)
                self.end_headers()

            def log_message(self, *words):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/ping/S3CRET"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


def told_outside(service):
    """somebody outside is told that paging goes on, as long as it does"""
    with Receiver() as receiver:
        done = subprocess.run([BIN / "slipwayctl", "--data", service.data, "watcher", "set", "--address", "--every", "5",
                               "--json"], input=receiver.url + "\n", capture_output=True, text=True, timeout=60)
        check(done.returncode == 0, lambda: f"{done}")
        eventually(lambda: len(receiver.calls) >= 2, "it is called again", 15, 0.05)
        check(receiver.calls[0][1] == "/ping/S3CRET", lambda: f"{receiver.calls}")
        service.process.send_signal(signal.SIGSTOP)
        try:
            time.sleep(0.5)  # what was on its way
            before = len(receiver.calls)
            time.sleep(6)  # longer than it waits between two
            check(len(receiver.calls) == before, "a service that is stopped says that it is alive")
        finally:
            service.process.send_signal(signal.SIGCONT)
        eventually(lambda: len(receiver.calls) > before, "it is called again", 15, 0.05)
        check(service.ctl("watcher", "test")["ok"], "the test didn't reach it")
        watcher = service.ctl("watcher", "show")
        check("S3CRET" not in json.dumps(watcher) and watcher["ways"][0]["accepted_at"], lambda: f"{watcher}")
    # Nobody is there any more: that is said where somebody looks.
    eventually(lambda: service.ctl("watcher", "show")["ways"][0]["problem"], "why", 30, 0.2)
    doctor = json.loads(subprocess.run([BIN / "slipwayd", "--doctor", "--json", "--data", service.data],
                                       capture_output=True, text=True, timeout=60).stdout)
    finding = next(item for item in doctor["items"] if item["check"] == "watcher url")
    check(not finding["ok"] and "S3CRET" not in json.dumps(doctor), lambda: f"{finding}")
    check("S3CRET" not in (service.base / "service.log").read_text(errors="replace"), "a secret stands in the log")
    service.ctl("watcher", "remove")
    check(service.ctl("watcher", "show")["ways"] == [], "it is told still")


def watched_from_outside(service):
    """another machine's slipwayd notices within its limit that the service stands still, and tells once that it
    goes on"""
    told = service.base / "told-outside"
    watch = subprocess.Popen([BIN / "slipwayd", "--watch", "--url", f"{service.url}/healthz", "--limit", "10s",
                              "--command", "/bin/sh", "-c", f"echo $SLIPWAY_WATCH >>{told}"],
                             stdout=subprocess.PIPE, text=True)
    try:
        more, _, _ = select.select([watch.stdout], [], [], 12)
        check(not more, lambda: f"it is well, and the watch says {watch.stdout.readline()}")
        began = time.monotonic()
        service.process.send_signal(signal.SIGSTOP)
        try:
            line = json.loads(watch.stdout.readline())
        finally:
            service.process.send_signal(signal.SIGCONT)
        took = time.monotonic() - began
        check(line["state"] == "stalled" and line["url"].endswith("/healthz") and line["why"], lambda: f"{line}")
        check(5 < took < 14 and 10000 <= line["silent_ms"] < 12000, f"told after {took:.1f} s: {line}")
        check(json.loads(watch.stdout.readline())["state"] == "alive", "it goes on and isn't told")
        more, _, _ = select.select([watch.stdout], [], [], 4)
        check(not more, lambda: f"it was told, and is again: {watch.stdout.readline()}")
        check(told.read_text() == "stalled\nalive\n", lambda: told.read_text())
    finally:
        watch.kill()
        watch.wait()


def beaten_before_boot(service):
    """a beat that stayed from before the machine was started is no life, also when the clock comes to it"""
    folder = service.base / "restarted"
    (folder / "run").mkdir(parents=True)
    ahead = time.monotonic_ns() // 1000 + 3_000_000
    (folder / "run" / "paging.beat").write_text(f"{ahead:019}")
    watch = subprocess.Popen([BIN / "slipwayd", "--watch", "--data", folder, "--limit", "1s"],
                             stdout=subprocess.PIPE, text=True)
    try:
        check(json.loads(watch.stdout.readline())["state"] == "stalled", "nothing beats, and it isn't told")
        more, _, _ = select.select([watch.stdout], [], [], 5)
        check(not more, lambda: f"nothing beats, and it says {watch.stdout.readline()}")
    finally:
        watch.kill()
        watch.wait()


if __name__ == "__main__":
    with Service("e2e-case") as service:
        service.start()
        must_be_empty(play([duty, whole, killed, by_hand, guaranteed, of_the_platform, watched, told_outside,
                            watched_from_outside, layered, beaten_before_boot], service), service)
