"""People are reached by more than mail, and answer from a phone: webhook, push and command against servers that
misbehave, signed links, and the customer's page, all by the programs alone."""

import http.server
import json
import pathlib
import re
import ssl
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "lab"))
from slipway_lab import BIN, Service, check, eventually, must_be_empty, play  # noqa: E402
from test_case import CUSTOMER, DESK, at, box, mail, pages, take  # noqa: E402


class Target(http.server.ThreadingHTTPServer):
    """Stands for a webhook or a push service: keeps what it is given and answers as the test says."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.taken, self.mood, self.hold = [], "well", threading.Event()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def url(self, path="/eva"):
        return f"http://127.0.0.1:{self.server_port}{path}"

    def ids(self):
        return [headers["Idempotency-Key"] for _, headers, _ in self.taken]

    def handle_error(self, *_):
        pass  # whoever hangs up on purpose


class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.taken.append((self.path, self.headers, body))
        mood = self.server.mood
        if mood == "hang":
            self.server.hold.wait(60)
        if mood in ("hang", "drop"):
            self.connection.close()
            return
        status = {"well": 200, "ill": 500, "gone": 404, "elsewhere": 307}[mood]
        self.send_response(status)
        if mood == "elsewhere":
            self.send_header("Location", self.server.url("/elsewhere"))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


HOOK, PUSH = Target(), Target()


class NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


def fetch(url, data=None, kind="application/x-www-form-urlencoded", context=None):
    """One request as a browser sends it: status, headers, bytes; redirects aren't followed."""
    handlers = [NoRedirects] + ([urllib.request.HTTPSHandler(context=context)] if context else [])
    request = urllib.request.Request(url, data, {"Content-Type": kind} if data is not None else {})
    try:
        with urllib.request.build_opener(*handlers).open(request, timeout=60) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()


def web(url, form=None, context=None, files=None):
    """The same with a form, and text. files: (name, type, bytes) of each."""
    data, kind = (None, "") if form is None else (urllib.parse.urlencode(form).encode(), "application/x-www-form-urlencoded")
    if files is not None:
        boundary = "----WebKitFormBoundary7MA4YWxkTrZu0gW"
        parts = [(f'name="{name}"', "", value.encode()) for name, value in form.items()]
        parts += [(f'name="files"; filename="{name}"', f"Content-Type: {type_}\r\n", value) for name, type_, value in files]
        data = b"".join(f"--{boundary}\r\nContent-Disposition: form-data; {what}\r\n{more}\r\n".encode() + value + b"\r\n"
                        for what, more, value in parts) + f"--{boundary}--\r\n".encode()
        kind = f"multipart/form-data; boundary={boundary}"
    status, headers, body = fetch(url, data, kind, context)
    return status, headers, body.decode()


def link_in(text, kind):
    found = re.search(rf"https?://\S+/{kind}/\S+", text)
    check(found, lambda: f"no link in {text!r}")
    return found.group()


def tapped(url, **form):
    """A button of the page behind the link, tapped twice; where that leads."""
    form["once"] = re.search(r'name="once" value="(\w+)"', web(url)[2]).group(1)
    led = set()
    for _ in range(2):
        status, headers, text = web(url, form)
        check(status == 303, lambda: f"{form}: {status} {text}")
        led.add(urllib.parse.urljoin(url, headers["Location"]))
    check(len(led) == 1 and url not in led, lambda: f"{form} leads from {url} to {led}")
    return led.pop()


def secret(service, name, value):
    done = subprocess.run([BIN / "slipwayctl", "--data", service.data, "secret", "set", name], input=value.encode(),
                          capture_output=True, timeout=60)
    check(done.returncode == 0, lambda: f"{done}")


def set_duty(service, **what):
    file = service.base / "duty.json"
    file.write_text(json.dumps(what))
    return service.ctl("duty", "set", file)


def methods(service, *list_of, person="eva"):
    return set_duty(service, people=[{"name": person, "methods": list(list_of)}])


def on_duty(service, person="eva"):
    service.ctl("duty", "override", person, "--until", "2099-01-01T00:00:00Z", "--reason", "a test")


def others(problems):
    """Besides that of the rota's two people one is replaced."""
    return [problem for problem in problems if "nobody else" not in problem]


def would_reach(service):
    """Whom each step would reach for a case of now."""
    return [page["people"] for page in service.ctl("duty", "simulate")["items"]]


def new_case(service, subject, files=()):
    message = mail(CUSTOMER, DESK, subject, "Since this morning <b>it</b> is slow.\n")
    for name, content in files:
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    done = take(service, message)
    check(done.returncode == 0, lambda: f"{done}")
    return json.loads(done.stdout)["case"]


def call_of(service, case, person="eva"):
    """The mail by which they were paged for it."""
    def found():
        return [m for m in box(service, f"{person}@provider.example") if m["Subject"].startswith(f"[Case {case}]")]
    return eventually(found, "the page", 10, 0.05)[-1]


def settled(service, case, count):
    """So many pages of it, all of them accepted or refused."""
    def all_known():
        known = pages(service, case)
        return known if len(known) >= count and all(p["accepted"] or p["refused"] for p in known[:count]) else None
    return eventually(all_known, lambda: f"pages are settled: {pages(service, case)}", 20, 0.05)


def by_hook_and_push(service):
    """a webhook and a push are given the page, with what is secret taken from the secrets and said nowhere"""
    secret(service, "eva-hook", HOOK.url("/eva?key=S3CRETKEY") + "\n")
    secret(service, "eva-token", "S3CRETTOKEN\n")
    on_duty(service)
    shown = methods(service, {"kind": "webhook", "url_secret": "eva-hook", "token_secret": "eva-token"})
    check(not others(shown["problems"]), lambda: f"{shown['problems']}")
    case = new_case(service, "By webhook")
    page = settled(service, case, 1)[0]
    check(page["method"] == "webhook" and page["lateness_ms"] < 1000, lambda: f"{page}")
    path, headers, body = HOOK.taken[0]
    told = json.loads(body)
    check(path == "/eva?key=S3CRETKEY" and headers["Authorization"] == "Bearer S3CRETTOKEN", lambda: f"{path} {headers}")
    check(told["case"] == case and told["person"] == "eva" and told["id"] == headers["Idempotency-Key"], lambda: f"{told}")
    check("/p/" in told["link"], lambda: f"{told}")
    service.ctl("page", "ack", page["id"])
    methods(service, {"kind": "push", "url": PUSH.url("/eva-topic")})
    case = new_case(service, "Störung: by push")
    page = settled(service, case, 1)[0]
    path, headers, body = PUSH.taken[0]
    check(path == "/eva-topic" and headers["Priority"] == "3" and headers["Title"].startswith("=?UTF-8?B?"), lambda: f"{headers}")
    check("/p/" in headers["Click"] and b"Since this morning" in body, lambda: f"{headers} {body}")
    service.ctl("page", "ack", page["id"])
    for place in (service.base / "service.log", *(service.data / "log").glob("*.log")):
        check(b"S3CRET" not in place.read_bytes(), f"a secret stands in {place}")
    check("S3CRET" not in service.run_ctl("ledger", "export").stdout, "a secret stands in the ledger")


def nowhere_to_mail(service):
    """where no mail server is named, whoever is called by mail alone is flagged before it matters"""
    def unreached():
        return [problem for problem in service.ctl("duty", "show")["problems"]
                if "can't be reached" in problem or "goes nowhere" in problem]

    methods(service, {"kind": "mail", "to": "eva@provider.example"})
    check(not unreached(), lambda: f"flagged, and the mail arrives: {unreached()}")
    check(would_reach(service)[:2] == [["eva"], ["eva"]], lambda: f"{would_reach(service)}")
    box = service.data / "demo/mail"  # takes mail where no server does
    box.rename(service.data / "demo/shut")
    told = unreached()
    check(any(problem.startswith("eva can't be reached: no method of theirs works") for problem in told), lambda: f"{told}")
    check(any("eva's mail goes nowhere" in problem for problem in told), lambda: f"{told}")
    check(not any(would_reach(service)), lambda: f"named, and nothing goes out: {would_reach(service)}")
    (service.data / "demo/shut").rename(box)
    check(not unreached(), lambda: f"flagged although there is a way again: {unreached()}")
    methods(service, {"kind": "webhook", "url_secret": "eva-lost"})
    check(would_reach(service)[:4] == [["jan"]] * 4, lambda: f"{would_reach(service)}")
    methods(service, {"kind": "webhook", "url_secret": "eva-lost"}, {"kind": "mail", "to": "eva@provider.example"})
    check(would_reach(service)[0] == ["eva"], lambda: f"{would_reach(service)}")


def by_command(service):
    """a program is run only where the administrator has allowed it, and given the page"""
    (service.base / "out").mkdir()
    (service.base / "out").chmod(0o777)  # the service runs as a user of its own
    out = service.base / "out" / "paged"
    program = service.base / "page.py"
    program.write_text(f"#!/usr/bin/python3\nimport sys\nopen({str(out)!r}, 'a').write(sys.stdin.read())\n")
    program.chmod(0o755)
    shown = methods(service, {"kind": "command", "command": [str(program)]}, {"kind": "mail", "to": "eva@provider.example"})
    check(any(str(program) in problem for problem in shown["problems"]), lambda: f"{shown['problems']}")
    case = new_case(service, "Not allowed")
    known = settled(service, case, 2)
    check([page["method"] for page in known] == ["command", "mail"] and known[0]["refused"], lambda: f"{known}")
    check(not out.exists(), "a program ran that nobody allowed")
    shown = service.ctl("duty", "show")
    check(any("was refused by command" in problem for problem in shown["problems"]), lambda: f"{shown['problems']}")
    service.ctl("page", "ack", known[1]["id"])
    (service.data / "outbound.json").write_text(json.dumps({"commands": [str(program)]}))
    case = eventually(lambda: new_case(service, "Allowed"), "a case", 10)
    page = settled(service, case, 1)[0]
    check(page["method"] == "command" and page["accepted"], lambda: f"{page}")
    check(json.loads(out.read_text())["case"] == case, lambda: out.read_text())
    service.ctl("page", "ack", page["id"])
    check(not others(service.ctl("duty", "show")["problems"]), "a method that works again is still flagged")


def misbehaving(service):
    """whatever is wrong with a webhook, the next method is used at once"""
    methods(service, {"kind": "webhook", "url": HOOK.url()}, {"kind": "push", "url": PUSH.url()})
    for mood, outcome in (("ill", "waits"), ("drop", "waits"), ("gone", "refused"), ("elsewhere", "refused"), ("hang", "waits")):
        HOOK.mood = mood
        HOOK.taken.clear()
        PUSH.taken.clear()
        case = new_case(service, f"The webhook: {mood}")
        began = time.monotonic()
        eventually(lambda: PUSH.taken, lambda: f"the push is used: {pages(service, case)}", 30, 0.02)
        took = time.monotonic() - began
        check(took < (15 if mood == "hang" else 3), f"{mood}: the next method after {took:.1f} s")
        first, second = pages(service, case)[:2]
        check((first["method"], second["method"]) == ("webhook", "push"), lambda: f"{first} {second}")
        check(bool(first["refused"]) == (outcome == "refused"), lambda: f"{mood}: {first}")
        check("/elsewhere" not in [path for path, _, _ in HOOK.taken], "a redirect was followed")
        check({page["to"] for page in pages(service, case)} == {"eva"}, "somebody else was paged")
        if outcome == "waits":
            HOOK.hold.set()
            HOOK.mood = "well"
            eventually(lambda: pages(service, case)[0]["accepted"], "it is taken later", 30, 0.05)
            HOOK.hold.clear()
            check(len(set(HOOK.ids())) == 1 and len(HOOK.ids()) >= 2, lambda: f"{HOOK.ids()}")
        service.ctl("case", "close", case)
    HOOK.mood = "well"


def from_a_phone(service):
    """a link shows, and acts once when posted to; forged, used and wrong ones do nothing"""
    methods(service)
    case = new_case(service, "From a phone")
    url = link_in(call_of(service, case).get_content(), "p")  # to this machine itself: nothing else is set
    set_duty(service, pages={"public_url": url.rsplit("/p/", 1)[0]})
    status, headers, text = web(url)
    check(status == 200 and headers["Cache-Control"] == "no-store", lambda: f"{status} {headers}")
    check("&lt;b&gt;it&lt;/b&gt;" in text and "<b>" not in text, lambda: text)
    check(not service.ctl("case", "show", case)["acknowledged"], "looking has acknowledged it")
    check(web(url[:-1] + ("a" if url[-1] != "a" else "b"), {"action": "ack"})[0] == 404, "a forged link")
    second = tapped(url, action="snooze", minutes=15)
    check("Nobody is paged until" in web(second)[2], "it isn't told")
    check(not service.ctl("case", "show", case)["acknowledged"], "a snooze is no acknowledgement")
    third = tapped(second, action="ack")
    fourth = tapped(third, action="take")
    last = tapped(fourth, action="reply", text="We look into it.\n")
    shown = service.ctl("case", "show", case)
    check(shown["acknowledged_by"] == "eva" and shown["owner"] == "eva", lambda: f"{shown}")
    used = web(url)[2]
    check("Snoozed by eva" in used and "<form" not in used and "Since this morning" not in used, lambda: used)
    status, _, text = web(second, {"action": "reply", "text": "Once <more>"})
    check(status == 409 and "Once &lt;more&gt;" in text and "/p/" not in text and "href" not in text, lambda: f"{status} {text}")
    replied = [m for m in service.ctl("case", "show", case)["messages"] if m["kind"] == "staff"]
    check(len(replied) == 1, lambda: f"{replied}")
    told = service.run_ctl("ledger", "tail", "--subject", f"case/{case}", "--kind", "case.acknowledged").stdout
    check(len(told.splitlines()) == 1, lambda: f"acknowledged twice: {told}")
    service.kill()
    service.start()
    check("Acknowledged by eva" in web(second)[2], "what was done by a link doesn't outlive the service")
    check("Written by eva" in web(last)[2] and "<form" in web(last)[2], "the link doesn't outlive the service")
    return case


def customers_page(service):
    """the customer reads and writes in the browser, and sees nothing that is internal"""
    case = service.ctl("case", "list")["items"][0]["id"]
    service.ctl("case", "note", case, "They never restart it")
    answer = eventually(lambda: box(service, CUSTOMER), "the reply", 10, 0.05)[-1]  # the only one so far
    url = link_in(answer.get_content(), "c")
    status, _, text = web(url)
    check(status == 200 and "We look into it." in text and "never restart" not in text, lambda: text)
    once = re.search(r'name="once" value="(\w+)"', text).group(1)
    for _ in range(2):
        check(web(url, {"action": "reply", "once": once, "text": "Danke, läuft <i>wieder</i>"})[0] == 303, "not taken")
    messages = service.ctl("case", "show", case)["messages"]
    check([m["kind"] for m in messages].count("customer") == 2, lambda: f"{messages}")
    check("läuft &lt;i&gt;wieder" in web(url)[2], "it isn't shown")
    base = url.rsplit("/c/", 1)[0]
    check(web(f"{base}/api/v1/cases")[0] == 404, "the API is served beside the pages")
    service.ctl("case", "close", case)


def customers_files(service):
    """what came with the customer's mail is on their page, and what they send from there is at the case; never ours"""
    log = bytes(range(256)) * 40
    case = new_case(service, "With files", [("Größe.log", log)])
    page = call_of(service, case)
    answer = mail("eva@provider.example", page["Reply-To"], f"Re: {page['Subject']}", "note Look at that\n", page["Message-ID"])
    answer.add_attachment(b"ours", maintype="text", subtype="plain", filename="internal.txt")
    check(take(service, answer).returncode == 0, "the engineer's note isn't taken")
    sent = len(box(service, CUSTOMER))
    service.ctl("case", "reply", case, "--template", "need-more")
    url = link_in(eventually(lambda: box(service, CUSTOMER)[sent:], "the reply", 10, 0.05)[-1].get_content(), "c")
    text = web(url)[2]
    check("we need to know a little more" in text and "{{" not in text, lambda: text)
    links = re.findall(r'href="([^"]+)"', text)
    check(len(links) == 1 and "Größe.log" in text and "internal" not in text, lambda: text)
    file = urllib.parse.urljoin(url, links[0])
    status, headers, body = fetch(file)
    check(status == 200 and body == log, lambda: f"{status} {headers}")
    check(headers["Content-Disposition"].startswith('attachment; filename="Gr__e.log"'), lambda: f"{headers}")
    check(headers["X-Content-Type-Options"] == "nosniff" and "sandbox" in headers["Content-Security-Policy"], lambda: f"{headers}")
    for wrong in (file[:-1] + "2", file.replace("/files/", "/files/1"), file.replace("/c/", "/c/1")):
        check(fetch(wrong)[0] == 404, wrong)
    form = {"action": "reply", "once": re.search(r'name="once" value="(\w+)"', text).group(1), "text": "Hier ist alles"}
    picture, evil = b"\x89PNG\r\n\x1a\n" + log, b"<script>alert(1)</script>"
    sizes = [("a.bin", "application/octet-stream", b"x" * 3_000_000)] * 8
    status, headers, told = web(url, form, files=sizes)
    check(status == 413 and headers["Content-Type"].startswith("text/html") and "20 MB in all" in told, lambda: f"{status} {told}")
    check(web(url, form, files=[("a", "text/plain", b"x")] * 11)[0] == 413, "eleven files are taken")
    for _ in range(2):
        done = web(url, form, files=[("bild ü.png", "image/png", picture), ("x.html", "text/html", evil)])
        check(done[0] == 303, lambda: f"{done}")
    check(web(url[:-1] + ("a" if url[-1] != "a" else "b"), form, files=[("a", "text/plain", b"x")])[0] == 404, "a forged link")
    shown = service.ctl("case", "show", case)
    last = [message for message in shown["messages"] if message["kind"] == "customer"][-1]
    check(last["text"].strip() == "Hier ist alles" and len(shown["messages"]) == 4, lambda: f"{shown}")
    check([(one["name"], one["size"]) for one in last["attachments"]] == [("bild ü.png", len(picture)), ("x.html", len(evil))],
          lambda: f"{last}")
    kept = service.base / "kept"
    service.ctl("mail", "attachment", last["attachments"][0]["mail"], 1, "--output", kept)
    check(kept.read_bytes() == picture, "staff gets another file than was sent")
    links = re.findall(r'href="([^"]+)"', web(url)[2])
    check(len(links) == 3, lambda: f"{links}")
    check(fetch(urllib.parse.urljoin(url, links[2]))[2] == evil, "the customer gets another file than was sent")
    service.kill()
    service.start()
    check(fetch(urllib.parse.urljoin(url, links[1]))[2] == picture, "a file doesn't outlive the service")
    service.ctl("case", "close", case)


def public(service):
    """links lead to the public address, and the listener is secured by a certificate"""
    key, certificate = service.base / "key.pem", service.base / "certificate.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days",
                    "2", "-subj", "/CN=desk", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate],
                   check=True, capture_output=True)
    for file in (key, certificate):
        file.chmod(0o644)
    free = Target()
    port = free.server_port
    free.shutdown()
    free.server_close()
    set_duty(service, pages={"public_url": f"https://127.0.0.1:{port}", "listen": "127.0.0.1", "port": port,
                             "certificate": str(certificate), "key": str(key)})
    trusted = ssl.create_default_context(cafile=certificate)
    eventually(lambda: secured(port, trusted), "it is secured", 20, 0.1)
    case = new_case(service, "By a public link")
    url = link_in(call_of(service, case).get_content(), "p")
    check(url.startswith(f"https://127.0.0.1:{port}/p/"), url)
    check(web(url, {"action": "ack"}, trusted)[0] == 303, "it isn't acknowledged")
    check(service.ctl("case", "show", case)["acknowledged_by"] == "eva", "it isn't acknowledged")
    try:
        web(url.replace("https", "http"))
        check(False, "it answers without TLS")
    except OSError:
        pass
    service.refused("duty", "set", plain(service), naming="certificate")
    set_duty(service, pages={})
    service.ctl("case", "close", case)


def secured(port, context):
    try:
        return web(f"https://127.0.0.1:{port}/", context=context)[0] == 404
    except OSError:
        return None


def plain(service):
    file = service.base / "plain.json"
    file.write_text(json.dumps({"pages": {"listen": "0.0.0.0"}}))
    return file


def killed(service):
    """killed between handing over and writing it down: the same page again, under the same id"""
    methods(service, {"kind": "webhook", "url": HOOK.url()})
    for round_ in range(5):
        HOOK.taken.clear()
        HOOK.hold.clear()
        HOOK.mood = "hang"  # it has it, and the service doesn't know
        case = new_case(service, f"Killed {round_}")
        eventually(lambda: HOOK.taken, "it is handed over", 10, 0.01)
        service.kill()
        HOOK.hold.set()
        HOOK.mood = "well"
        service.start()
        page = settled(service, case, 1)[0]
        check(page["accepted"], lambda: f"{page}")
        check(len(HOOK.ids()) >= 2 and len(set(HOOK.ids())) == 1, lambda: f"{HOOK.ids()}")
        check(len(pages(service, case)) == 1, lambda: f"{pages(service, case)}")
        service.ctl("page", "ack", page["id"])
    service.verify_ledger()


if __name__ == "__main__":
    with Service("e2e-contact") as service:
        service.start()
        must_be_empty(play([by_hook_and_push, nowhere_to_mail, by_command, misbehaving, from_a_phone, customers_page, customers_files, public, killed], service),
                      service)
