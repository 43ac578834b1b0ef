"""Files with replies, through a real SMTP server: brought, sent, fetched by the customer and by staff, refused in
clear words, kept with notes and never sent, and over a killed service neither lost nor sent twice."""

import email
import email.policy
import json
import pathlib
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request

from aiosmtpd.controller import Controller

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "lab"))
from slipway_lab import BIN, Service, check, eventually, must_be_empty, play  # noqa: E402
from test_case import CUSTOMER, DESK, mail, take  # noqa: E402
from test_contact import fetch, link_in, set_duty, web  # noqa: E402

LOG = bytes(range(256)) * 5000  # 1.28 MB: three pieces


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


class Post:
    """An SMTP server that keeps what it takes. `before`: what is done when it has a mail and hasn't said so."""

    def __init__(self):
        self.taken, self.before = [], None
        self.controller = Controller(self, hostname="127.0.0.1", port=free_port(), server_hostname="post.example")

    async def handle_DATA(self, server, session, envelope):
        self.taken.append((envelope.rcpt_tos, email.message_from_bytes(envelope.content, policy=email.policy.default)))
        if self.before and envelope.rcpt_tos == [CUSTOMER]:
            before, self.before = self.before, None
            before()
        return "250 kept"

    def to(self, address):
        return [message for recipients, message in self.taken if recipients == [address]]


def attached(message):
    return [(part.get_filename(), part.get_content_type(), part.get_payload(decode=True)) for part in message.iter_attachments()]


def new_case(service, subject):
    done = take(service, mail(CUSTOMER, DESK, subject, "What does the log say?\n"))
    check(done.returncode == 0, lambda: f"{done}")
    case = json.loads(done.stdout)["case"]
    service.ctl("case", "take", case)
    return case


def file(service, name, content):
    path = service.base / name
    path.write_bytes(content)
    return path


def answer_to(service, case):
    """The reply to the customer that is about this case, once it is there."""
    def found():
        return [m for m in service.post.to(CUSTOMER) if f"[Case {case}]" in m["Subject"]]
    return eventually(found, lambda: f"the reply: {service.post.taken}", 20, 0.05)


def drafts(service, case):
    url, token = (json.loads((service.data / "client.json").read_text())[key] for key in ("url", "token"))
    request = urllib.request.Request(f"{url.rstrip('/')}/api/v1/cases/{case}/files", headers={"Authorization": f"Bearer {token}"})
    with urllib.request.urlopen(request, timeout=20) as answer:
        return json.load(answer)["items"]


def whole(service):
    """a reply carries its files, the customer has them by mail and on their page, staff in the thread"""
    case = new_case(service, "A log, please")
    paths = [file(service, "Größe 日本.log", LOG), file(service, "empty.txt", b""), file(service, "page.html", b"<p>x</p>")]
    service.ctl("case", "reply", case, "--attach", paths[0], "--attach", paths[1], "--attach", paths[2], "See these.")
    reply = answer_to(service, case)[0]
    check(reply.get_content_type() == "multipart/mixed", reply.get_content_type())
    check(reply.get_body().get_content().startswith("See these."), lambda: f"{reply.get_body().get_content()!r}")
    parts = attached(reply)
    check([(name, content) for name, _, content in parts] ==
          [("Größe 日本.log", LOG), ("empty.txt", b""), ("page.html", b"<p>x</p>")], lambda: f"{[p[:2] for p in parts]}")
    check(parts[2][1] == "text/html", parts[2][1])
    shown = service.ctl("case", "show", case)
    files = shown["messages"][-1]["attachments"]
    check([one["size"] for one in files] == [len(LOG), 0, 8], lambda: f"{files}")
    printed = service.run_ctl("case", "show", case).stdout
    check(f"case file {case} {files[0]['file']}]" in printed, printed)
    kept = service.base / "kept"
    service.ctl("case", "file", case, files[0]["file"], "--output", kept)
    check(kept.read_bytes() == LOG, "staff gets another file than was sent")
    url = link_in(reply.get_body().get_content(), "c")
    text = web(url)[2]
    links = [part.split('"')[0] for part in text.split('href="')[1:]]
    check(len(links) == 3 and "Größe 日本.log" in text, text)
    status, headers, body = fetch(urllib.parse.urljoin(url, links[0]))
    check(status == 200 and body == LOG and headers["Content-Disposition"].startswith("attachment;"), lambda: f"{status} {headers}")
    wrong = urllib.parse.urljoin(url, links[0])
    check(fetch(wrong + "9")[0] == 404 and fetch(wrong.replace("/c/", "/c/1"))[0] == 404, "a wrong link")
    check(not drafts(service, case), "what was sent is a draft still")
    told = service.run_ctl("ledger", "tail", "--subject", f"case/{case}", "--kind", "case.replied", "--json").stdout
    check("Größe 日本.log" in told, told)


def notes(service):
    """the files of a note stay here: no mail has them, and the customer's page neither shows nor serves them"""
    case = new_case(service, "An internal matter")
    service.ctl("case", "note", case, "--attach", file(service, "internal.txt", b"S3CRETWORDS"), "Look at that")
    service.ctl("case", "reply", case, "We look.")
    reply = answer_to(service, case)[0]
    check(not reply.is_multipart(), "the reply has parts")
    check(all(b"S3CRETWORDS" not in m.as_bytes() for _, m in service.post.taken), "a note left the house")
    note = next(m for m in service.ctl("case", "show", case)["messages"] if m["kind"] == "note")
    url = link_in(reply.get_content(), "c")
    check("internal.txt" not in web(url)[2], "it is shown to the customer")
    check(fetch(f"{url}/files/0-{note['attachments'][0]['file']}")[0] == 404, "it is served to the customer")
    kept = service.base / "kept"
    service.ctl("case", "file", case, note["attachments"][0]["file"], "--output", kept)
    check(kept.read_bytes() == b"S3CRETWORDS", "staff doesn't get it")


def refusals(service):
    """too large, too many, not there: said before anything is sent, and nothing is left behind"""
    case = new_case(service, "Too much")
    big = service.base / "big.iso"
    with big.open("wb") as made:
        made.truncate(20 * 1024 * 1024 + 1)
    service.refused("case", "reply", case, "--attach", big, "x", naming="20.1 MB, of at most 20 MB")
    half = service.base / "half.iso"
    with half.open("wb") as made:
        made.truncate(11 * 1024 * 1024)
    service.refused("case", "reply", case, "--attach", half, "--attach", half, "x", naming="22 MB together")
    small = file(service, "small.txt", b"x")
    service.refused("case", "reply", case, *(["--attach", small] * 11), "x", naming="at most 10 files, not 11")
    service.refused("case", "reply", case, "--attach", service.base / "nowhere", "x", naming="nowhere")
    service.refused("case", "note", case, "--attach", service.base, "x", naming="it is no file")
    service.refused("case", "reply", 9999, "--attach", small, "x", naming="There is no case 9999")
    service.refused("case", "reply", case, "--attach", small, "  ", naming="text")
    service.refused("case", "file", case, 9999, "--output", service.base / "kept", naming="no file 9999")
    check(not drafts(service, case), lambda: f"something is left: {drafts(service, case)}")
    check(len(service.ctl("case", "show", case)["messages"]) == 1, "something was said")


def killed(service):
    """killed while files come, while a reply is said and while it goes out: each file and mail is there once"""
    for round_ in range(6):
        case = new_case(service, f"Killed {round_}")
        path = file(service, f"log {round_}.bin", LOG * 4 + bytes([round_]))
        handed = len(service.post.to(CUSTOMER))
        if round_ % 2:  # the server has it, and the service doesn't know
            service.post.before = service.kill
        line = [BIN / "slipwayctl", "--data", service.data, "case", "reply", str(case), "--attach", path, f"Words {round_}"]
        saying = subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        if round_ % 2:
            eventually(lambda: len(service.post.to(CUSTOMER)) > handed, "it is handed over", 30, 0.01)
            eventually(lambda: not service.alive(), "it is killed", 10, 0.01)
        else:
            eventually(lambda: drafts(service, case), "the file begins to come", 20, 0.001)
            service.kill()
        service.start()
        _, told = saying.communicate(timeout=60)
        replies = [m for m in service.ctl("case", "show", case)["messages"] if m["kind"] == "staff"]
        if not replies:  # then whoever said it was told so, and says it again
            check(saying.returncode != 0, "it wasn't said, and nobody was told")
            service.ctl(*map(str, line[3:]))
            replies = [m for m in service.ctl("case", "show", case)["messages"] if m["kind"] == "staff"]
        check(len(replies) == 1 and len(replies[0]["attachments"]) == 1, lambda: f"{replies} {told}")
        until_nothing_waits(service)
        sent = answer_to(service, case)
        check(len({m["Message-ID"] for m in sent}) == 1, lambda: f"sent twice: {[m['Message-ID'] for m in sent]}")
        check(all(attached(m)[0][2] == path.read_bytes() for m in sent), "the file is another")
    service.verify_ledger()


def until_nothing_waits(service):
    """Replies go out in their order: once one more has arrived, those before it have."""
    probe = new_case(service, f"Probe {time.time_ns()}")
    service.ctl("case", "reply", probe, "Is anything before me?")
    answer_to(service, probe)


if __name__ == "__main__":
    with Service("e2e-attachments") as service:
        service.start()
        service.post = Post()
        service.post.controller.start()
        (service.data / "outbound.json").write_text(json.dumps(
            {"mail": {"smarthost": f"127.0.0.1:{service.post.controller.port}", "security": "none"}}))
        port = free_port()
        set_duty(service, pages={"public_url": f"http://127.0.0.1:{port}", "listen": "127.0.0.1", "port": port})
        failed = play([whole, notes, refusals, killed], service)
        service.post.controller.stop()
        must_be_empty(failed, service)
