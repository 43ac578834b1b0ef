"""Mail by IMAP, against a real Dovecot: a customer's mail becomes a case while the service waits by IDLE; who is
on duty doesn't answer, the alternate is paged on the second, answers from a mail client, and the customer has the
reply in their thread. Then everything that can happen to a mailbox: nothing is lost and nothing taken twice."""

import email.message
import json
import os
import pathlib
import smtplib
import subprocess
import sys
import time
import urllib.request
from datetime import datetime

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "lab"))
from dovecot import Dovecot  # noqa: E402
from mail_lab import Post, Way, read_box  # noqa: E402
from slipway_lab import BIN, Service, check, eventually, must_be_empty, play, say  # noqa: E402

CUSTOMER = "customer@northwind.example"
PASSWORD = 'Nebel "im" Moor\\7'  # which must arrive as it is, and be nowhere else
DESK = "support@provider.example"
BOXES = {CUSTOMER: "customer", DESK: "support", "eva@provider.example": "eva", "jan@provider.example": "jan"}


def mail(sender, to, subject, text, answers=None):
    message = email.message.EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, to, subject
    message["Message-ID"] = f"<{time.time_ns()}@{sender.partition('@')[2]}>"
    if answers:
        message["In-Reply-To"] = message["References"] = answers
    message.set_content(text)
    return message


def send(service, message):
    """From a mail client, through the mail system."""
    with smtplib.SMTP("127.0.0.1", service.post.port, timeout=20) as client:
        client.send_message(message)


def set_mailbox(service, *words, name="support", password=PASSWORD, refused=None):
    done = subprocess.run([BIN / "slipwayctl", "--data", service.data, "mailbox", "set", name, *map(str, words),
                           *(["--password"] if password else []), "--json"],
                          input=(password or "").encode(), capture_output=True, timeout=60)
    if refused:
        text = (done.stdout + done.stderr).decode()
        check(done.returncode != 0 and refused in text, lambda: f"{done}")
        return None
    check(done.returncode == 0, lambda: f"{done}")
    return json.loads(done.stdout)


def state(service, name="support"):
    return service.ctl("mailbox", "show", name)["state"]


def connected(service, name="support"):
    return eventually(lambda: (now := state(service, name))["connected"] and now, lambda: f"connected: {state(service, name)}", 30)


def to_dovecot(service, port=None, *words):
    set_mailbox(service, "--host", "127.0.0.1", "--port", port or service.dovecot.port, "--security", "none", "--user",
                "support", *words)
    connected(service)


def cases(service, subject):
    found = service.ctl("case", "list", "--state", "all", "--search", subject)["items"]
    return [case for case in found if case["subject"] == subject]


def becomes_case(service, subject, within=20):
    case = eventually(lambda: cases(service, subject), lambda: f"a case: {state(service)}", within, 0.05)
    check(len(case) == 1, lambda: f"one mail became {len(case)} cases")
    return case[0]


def seen(service):
    """How many mails of the support mailbox are marked as seen."""
    return sum("S" in name.rpartition(":2,")[2] for name in service.dovecot.mails("support"))


def at(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


def quicker(service, **delays):
    """The shipped process with delays that a test can wait for."""
    yaml = service.run_ctl("pipeline", "show", "paging-2h").stdout
    for old, new in delays.items():
        check(f"until: {old}}}" in yaml, f"no delay of {old}:\n{yaml}")
        yaml = yaml.replace(f"until: {old}}}", f"until: {new}}}")
    file = service.base / "paging.yaml"
    file.write_text(yaml)
    service.ctl("pipeline", "import", file)


def whole(service):
    """a mail by IMAP becomes a case; the alternate is paged on the second, answers, and the customer has the reply"""
    to_dovecot(service)
    check(state(service)["idle"], lambda: f"{state(service)}")
    quicker(service, **{"5m": "2s", "10m": "4s", "20m": "60s"})
    duty = service.ctl("duty", "show")
    on_duty, alternate = duty["on_duty"], duty["alternate"]
    request = mail(CUSTOMER, DESK, "The shop is slow", "Since this morning.\n")
    send(service, request)
    began = time.time()
    case = becomes_case(service, "The shop is slow")
    say(f"case committed {at(case['created']) - began:.3f} s after the mail was delivered")
    check(at(case["created"]) - began < 2, lambda: f"it took long: {case}")
    check(case["customer"] == "northwind" and case["contact"] == CUSTOMER, lambda: f"{case}")
    eventually(lambda: seen(service) == 1, "the mail is marked", 10)
    call = eventually(lambda: read_box(service.dovecot, alternate), "the page lies in the alternate's mailbox", 20, 0.2)[-1]
    pages = sorted(service.ctl("page", "list", "--case", case["id"])["items"], key=lambda page: page["id"])
    check([page["to"] for page in pages] == [on_duty, on_duty, alternate], lambda: f"{pages}")
    for page, after in zip(pages, (0, 2, 4)):
        check(abs(at(page["due"]) - at(case["created"]) - after) < 0.2, lambda: f"due at the wrong moment: {page}")
        check(page["lateness_ms"] < 1000, lambda: f"late: {page}")
    check(len(read_box(service.dovecot, on_duty)) == 2, "who is on duty was paged twice")
    send(service, mail(f"{alternate}@provider.example", call["Reply-To"], f"Re: {call['Subject']}",
                       "We look into it.\n\n> quoted\n", call["Message-ID"]))
    reply = eventually(lambda: read_box(service.dovecot, "customer"), "the customer has the reply", 20, 0.1)[-1]
    check(reply["In-Reply-To"] == request["Message-ID"], lambda: f"not in the thread: {reply}")
    check(request["Message-ID"] in (reply["References"] or ""), lambda: f"not in the thread: {reply}")
    check(reply.get_content().strip() == "We look into it.", lambda: f"{reply.get_content()!r}")
    shown = service.ctl("case", "show", case["id"])
    check(shown["state"] == "waiting-for-customer" and shown["acknowledged_by"] == alternate, lambda: f"{shown}")
    send(service, mail(CUSTOMER, reply["Reply-To"], "Re: " + reply["Subject"], "Thank you.\n", reply["Message-ID"]))
    eventually(lambda: len(service.ctl("case", "show", case["id"])["messages"]) == 3, "the thanks are in the case", 20)
    service.ctl("case", "close", case["id"], "--solved")
    check(len(read_box(service.dovecot, alternate)) == 1, "somebody was paged after the acknowledgement")
    quicker(service, **{"2s": "5m", "4s": "10m", "60s": "20m"})


def restarted(service):
    """Dovecot goes away and comes back: what came meanwhile is taken, and the mailbox says how it goes"""
    service.dovecot.stop()
    gone = eventually(lambda: (now := state(service))["problem"] and now, "it says that the server is away", 30)
    check(not gone["connected"], lambda: f"{gone}")
    eventually(lambda: "can't be reached" in state(service)["problem"], "why", 30)
    doctor = json.loads(service.run_ctl("doctor", "--json").stdout)
    check([item["ok"] for item in doctor["items"] if item["check"] == "mailbox support"] == [False], lambda: f"{doctor}")
    service.dovecot.deliver("support", mail(CUSTOMER, DESK, "While away", "x\n").as_bytes())
    service.dovecot.start()
    becomes_case(service, "While away", 60)
    eventually(lambda: told(service)[-2:] == ["mailbox.waits", "mailbox.flows"], lambda: f"{told(service)}", 10)


def told(service):
    return [event["kind"] for event in service.events() if event["kind"].startswith("mailbox.")]


def killed(service):
    """kill -9 between the commit and the mark: once it is back, the mail is one case and marked"""
    before = seen(service)
    with Way(service.dovecot.port, seen=lambda words: b" UID STORE " in words) as way:
        to_dovecot(service, way.port)
        send(service, mail(CUSTOMER, DESK, "Killed between", "x\n"))
        check(way.held.wait(20), "the mark was sent")
        check(len(cases(service, "Killed between")) == 1, "it is marked before it is committed")
        check(seen(service) == before, "it is marked already")
        service.kill()
    service.start()
    to_dovecot(service)
    eventually(lambda: seen(service) == before + 1, "it is marked after all", 20)
    becomes_case(service, "Killed between")


def dropped(service):
    """the connection drops in the middle of a mail: it is taken whole, once"""
    text = "A long mail.\n" * 10000
    with Way(service.dovecot.port) as way:
        to_dovecot(service, way.port)
        way.cut = 60000
        send(service, mail(CUSTOMER, DESK, "Cut in two", text))
        case = becomes_case(service, "Cut in two", 40)
        to_dovecot(service)
        check(way.connections >= 2, "it wasn't cut")
        shown = service.ctl("case", "show", case["id"])
        check(shown["messages"][0]["text"].count("A long mail.") == 10000, "it isn't whole")


def renumbered(service):
    """the folder has other numbers for the same mail (UIDVALIDITY): all is read again, nothing taken twice"""
    service.dovecot.stop()
    service.dovecot.renumber("support")
    service.dovecot.deliver("support", mail(CUSTOMER, DESK, "After the change", "x\n").as_bytes())
    before = len(service.ctl("case", "list", "--state", "all")["items"])
    service.dovecot.start()
    becomes_case(service, "After the change", 60)
    check(any(event["kind"] == "mailbox.restarted" for event in service.events()), "it isn't told")
    after = len(service.ctl("case", "list", "--state", "all")["items"])
    check(after == before + 1, f"{before} cases became {after}")
    send(service, mail(CUSTOMER, DESK, "And further on", "x\n"))
    becomes_case(service, "And further on")


def without_idle(service):
    """a server that can't tell of new mail is asked for it; taken mail can be moved away"""
    with Dovecot(service.base / "plain", {"support": PASSWORD}, idle=False) as plain:
        to_dovecot(service, plain.port, "--poll", 1, "--move-to", "Taken & done")
        check(not state(service)["idle"], "it says that the server tells")
        plain.deliver("support", mail(CUSTOMER, DESK, "Asked for", "x\n").as_bytes())
        becomes_case(service, "Asked for")
        eventually(lambda: not plain.mails("support") and plain.mails("support", "Taken &- done"), "it is moved", 10)
    to_dovecot(service, None, "--move-to", "")


def too_large(service):
    """a mail that is too large is left there and said, and the others get through; a higher limit takes it"""
    set_mailbox(service, "--largest", 100000, password=None)
    connected(service)
    send(service, mail(CUSTOMER, DESK, "Far too large", "A long mail.\n" * 20000))
    send(service, mail(CUSTOMER, DESK, "Small", "x\n"))
    becomes_case(service, "Small")
    left = state(service)["left"]
    check(len(left) == 1 and "100000" in left[0]["why"], lambda: f"{left}")
    check(not cases(service, "Far too large"), "it was taken")
    metrics = metrics_of(service)
    check('slipway_mailbox_left{mailbox="support"} 1' in metrics, lambda: metrics)
    check('slipway_mailbox_up{mailbox="support"} 1' in metrics, lambda: metrics)
    set_mailbox(service, "--largest", 50000000, password=None)
    becomes_case(service, "Far too large")
    eventually(lambda: not state(service)["left"], "nothing is left", 10)


def metrics_of(service):
    client = json.loads((service.data / "client.json").read_text())
    request = urllib.request.Request(client["url"] + "/metrics", headers={"Authorization": "Bearer " + client["token"]})
    with urllib.request.urlopen(request, timeout=20) as answer:
        return answer.read().decode()


def said_in_words(service):
    """wrong passwords, settings and servers are said in words; secrets are nowhere"""
    set_mailbox(service, password=PASSWORD + "!")
    refused = eventually(lambda: (now := state(service))["problem"] and now, "it says why", 30)
    check("doesn't let" in refused["problem"] and "password" in refused["hint"], lambda: f"{refused}")
    checked = service.run_ctl("mailbox", "check", "support", "--json")
    check(checked.returncode == 1 and "doesn't let" in json.loads(checked.stdout)["problem"], lambda: f"{checked}")
    to_dovecot(service)
    checked = service.ctl("mailbox", "check", "support")
    check(checked["ok"] and checked["idle"] and checked["mails"] > 0, lambda: f"{checked}")
    set_mailbox(service, "--folder", "Nowhere", password=None)
    eventually(lambda: "Nowhere" in state(service)["problem"], "which folder", 30)
    set_mailbox(service, "--folder", "INBOX", password=None)
    connected(service)
    set_mailbox(service, "--host", "mail.example.net", "--security", "none", password=None, refused="this machine")
    set_mailbox(service, "--security", "ssl", password=None, refused="starttls")
    set_mailbox(service, "--host", "127.0.0.1", "--user", "support", name="other", password=None, refused="password")
    service.refused("secret", "remove", "mailbox.support", naming="mailbox")
    service.refused("mailbox", "show", "nowhere", naming="nowhere")
    connected(service)
    for place in [*service.data.glob("slipway.db*"), *service.data.glob("mail/*.json"), service.base / "service.log"]:
        check(b"Nebel" not in place.read_bytes(), f"the password lies in {place}")


def secured(service):
    """TLS from the beginning and STARTTLS: a certificate that isn't to be trusted is refused, and said"""
    base = service.base / "tls"
    base.mkdir()
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
                    "-addext", "subjectAltName=DNS:localhost", "-keyout", base / "key.pem", "-out", base / "ca.pem"],
                   check=True, capture_output=True)
    (base / "both.pem").write_text((base / "ca.pem").read_text() + (base / "key.pem").read_text())
    os.chmod(base, 0o755)
    with Dovecot(service.base / "secure", {"support": PASSWORD}, certificate=base / "both.pem") as secure:
        for security, port in (("tls", secure.tls_port), ("starttls", secure.port)):
            words = ("--port", port, "--security", security)
            set_mailbox(service, "--host", "localhost", *words)
            eventually(lambda: "certificate" in state(service)["problem"], lambda: f"{state(service)}", 30)
            set_mailbox(service, "--ca", base / "ca.pem")
            connected(service)
            set_mailbox(service, "--host", "127.0.0.1")  # which the certificate doesn't name
            eventually(lambda: "certificate" in state(service)["problem"], lambda: f"{state(service)}", 30)
            set_mailbox(service, "--host", "localhost")
            connected(service)
            secure.deliver("support", mail(CUSTOMER, DESK, f"Over {security}", "x\n").as_bytes())
            becomes_case(service, f"Over {security}")
            set_mailbox(service, "--ca", "/dev/null")
    to_dovecot(service)


def two_services(service):
    """two services on one mailbox: each has each mail once"""
    with Service("e2e-mailbox-other") as other:
        other.dovecot, other.post = service.dovecot, service.post
        other.start()
        to_dovecot(other)
        for number in range(20):
            send(service, mail(CUSTOMER, DESK, f"For both {number}", "x\n"))
        for number in range(20):
            becomes_case(service, f"For both {number}", 60)
            becomes_case(other, f"For both {number}", 60)


def flood(service):
    """a thousand mails at once: each is one case, none is lost"""
    before = seen(service)
    for number in range(1000):
        service.dovecot.deliver("support", mail(CUSTOMER, DESK, f"Flood {number:04}", "x\n").as_bytes())
    began = time.monotonic()
    eventually(lambda: seen(service) >= before + 1000, lambda: f"{seen(service) - before} of 1000: {state(service)}", 300, 0.5)
    say(f"1,000 mails in {time.monotonic() - began:.1f} s")
    found = [c["subject"] for c in service.ctl("case", "list", "--state", "all", "--search", "Flood")["items"]]
    check(sorted(found) == [f"Flood {n:04}" for n in range(1000)], lambda: f"{len(found)} cases, {len(set(found))} of them different")
    service.verify_ledger()


def removed(service):
    """a removed mailbox is read no more, its password is gone, and the service ends promptly in the middle of it"""
    service.ctl("mailbox", "remove", "support")
    check(not service.ctl("mailbox", "list")["items"], "it is still there")
    check(not [s for s in service.ctl("secret", "list")["items"] if s["name"].startswith("mailbox.")], "its password stays")
    with Way(service.dovecot.port, seen=lambda words: b" LOGIN " in words) as way:
        set_mailbox(service, "--host", "127.0.0.1", "--port", way.port, "--security", "none", "--user", "support")
        check(way.held.wait(20), "it connects")
        began = time.monotonic()
        service.process.terminate()
        service.process.wait(10)
        took = time.monotonic() - began
        check(took < 5, f"it took {took:.1f} s to end")
    service.start()


if __name__ == "__main__":
    with Service("e2e-mailbox") as service:
        service.base.chmod(0o755)
        users = {user: PASSWORD for user in BOXES.values()}
        with Dovecot(service.base / "dovecot", users) as service.dovecot, Post(service.dovecot, BOXES) as service.post:
            service.start()
            (service.data / "outbound.json").write_text(json.dumps(
                {"mail": {"smarthost": f"127.0.0.1:{service.post.port}", "security": "none"}}))
            wanted = sys.argv[1:]
            scenarios = [whole, restarted, killed, dropped, renumbered, without_idle, too_large, said_in_words, secured,
                         two_services, flood, removed]
            failed = play([one for one in scenarios if not wanted or one.__name__ in wanted], service)
            service.stop()
            must_be_empty(failed, service)
