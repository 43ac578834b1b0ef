"""Cases that wait for a release: open again once, with a note, when that has ended, and when it is taken back."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "lab"))
from slipway_lab import Service, check, eventually, must_be_empty, play  # noqa: E402
from test_case import CUSTOMER  # noqa: E402

# Goes live when it is asked to, and back.
SHORT = """\
name: short-way
version: 1
title: Changes nothing
steps:
  - {id: asked, title: Asked, wait: {sign_off: go, by: operations}}
  - {id: swap, title: Live, do: no-op, timeout: 1m, reaches: live, commits: true}
  - {id: finalize, title: Stays, wait: {sign_off: finalize, by: operations}}
rollback:
  - {id: back, title: Back, do: no-op, timeout: 1m, reaches: running, commits: true}
"""


def waited(service):
    """a case that waits for a release is open again, with one note, once that has ended; also when killed meanwhile"""
    case = service.ctl("case", "new", "--subject", "A new version, please", "--text", "When?", "--contact", CUSTOMER,
                       "--application", "northwind/shop")["id"]

    def shown():
        return service.ctl("case", "show", case)

    def links():
        return {link["reference"]: link for link in shown()["links"]}

    def notes():
        return [message for message in shown()["messages"] if message["kind"] == "note"]
    web = next(appliance for environment in service.ctl("app", "show", "northwind/shop")["environments"]
               if environment["role"] == "production" for appliance in environment["appliances"])
    service.ctl("case", "link", case, f"appliance/{web['id']}")
    check(links()[f"appliance/{web['id']}"]["state"] == "running", lambda: f"{links()}")
    service.refused("case", "link", case, "release/4711", naming="There is no release 4711")
    service.refused("case", "link", case, "the shop", naming="release/214")
    service.ctl("case", "unlink", case, f"appliance/{web['id']}")
    service.refused("case", "unlink", case, f"appliance/{web['id']}", naming="isn't linked")
    for turn in (1, 2):
        release = service.ctl("release", "start", "northwind/shop")["id"]
        reference = f"release/{release}"
        service.ctl("case", "wait", case, reference)
        check(links()[reference]["awaited"], lambda: f"{links()}")
        linked = service.ctl("case", "list", "--link", reference)["items"]
        check([one["id"] for one in linked] == [case], lambda: f"{linked}")
        service.ctl("release", "abort", release, "--reason", "changed our mind")
        if turn == 2:
            service.kill()
            service.start()
        service.ctl("release", "wait", release, "--for", "aborted", "--timeout", 120, timeout=150)
        eventually(lambda: shown()["state"] == "open", "the case is open again", 10, 0.1)
        if turn == 2:
            service.kill()
            service.start()
        check(len(notes()) == turn and f"Release {release} of northwind/shop was aborted" in notes()[-1]["text"],
              lambda: f"{notes()}")
        service.refused("case", "wait", case, reference, naming="nothing to wait for")
    told = [event["kind"] for event in service.events() if event["subject"] == f"case/{case}"]
    check(told.count("case.resumed") == 2 and told.count("case.linked") == 3 and told.count("case.unlinked") == 1,
          lambda: f"{told}")
    service.ctl("case", "close", case)
    service.verify_ledger()


def taken_back(service):
    """a case that was solved once its release was live is open again when that is rolled back; also when killed"""
    file = service.base / "short-way.yaml"
    file.write_text(SHORT)
    service.ctl("pipeline", "import", file)
    case = service.ctl("case", "new", "--subject", "The new version, please", "--text", "When?", "--contact", CUSTOMER,
                       "--application", "northwind/shop")["id"]

    def shown():
        return service.ctl("case", "show", case)
    release = service.ctl("release", "start", "northwind/shop", "--pipeline", "short-way")["id"]
    eventually(lambda: service.ctl("release", "show", release)["state"] == "waiting", "it waits to go live", 20, 0.1)
    service.ctl("case", "wait", case, f"release/{release}")
    service.ctl("release", "signoff", release, "--step", "asked")
    eventually(lambda: shown()["state"] == "open", "the case is open: it went live", 20, 0.1)
    service.ctl("case", "close", case, "--solved")
    service.ctl("release", "rollback", release, "--reason", "it is slower")
    service.kill()
    service.start()
    service.ctl("release", "wait", release, "--for", "rolled-back", "--timeout", 60, timeout=90)
    eventually(lambda: shown()["state"] == "open", "the case is open again: that was rolled back", 20, 0.1)
    service.kill()
    service.start()
    notes = [message["text"] for message in shown()["messages"] if message["kind"] == "note"]
    check(len(notes) == 2 and "went live" in notes[0] and "was rolled back" in notes[1], lambda: f"{notes}")
    told = [event["kind"] for event in service.events() if event["subject"] == f"case/{case}"]
    check(told.count("case.reopened") == 1, lambda: f"{told}")
    service.ctl("case", "close", case)
    service.verify_ledger()


if __name__ == "__main__":
    with Service("e2e-links") as service:
        service.start()
        must_be_empty(play([waited, taken_back], service), service)
