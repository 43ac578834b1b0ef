"""A mailbox that is signed in to by OAuth2, against a real Dovecot and a token endpoint of our own: mail becomes a
case, a refresh token that is changed is never lost, whatever is refused is said with what to do, and no secret lies
where it doesn't belong."""

import json
import pathlib
import random
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "lab"))
sys.path.insert(0, str(pathlib.Path(__file__).parent))
from dovecot import Dovecot, free_port  # noqa: E402
from mail_lab import Way  # noqa: E402
from slipway_lab import BIN, Service, check, eventually, must_be_empty, play, say  # noqa: E402
from test_mailbox import CUSTOMER, DESK, becomes_case, connected, mail, state, told  # noqa: E402
from token_endpoint import TokenEndpoint  # noqa: E402

CLIENT = ("desk@provider", "K4/+=&% ~hush")  # which must arrive as it is
USER = "support"


def set_mailbox(service, *words, secrets=(), refused=None):
    """secrets: lines for stdin, where words ask for them."""
    done = subprocess.run([BIN / "slipwayctl", "--data", service.data, "mailbox", "set", "support", *map(str, words), "--json"],
                          input="".join(line + "\n" for line in secrets).encode(), capture_output=True, timeout=60)
    text = (done.stdout + done.stderr).decode()
    check((done.returncode != 0 and refused in text) if refused else done.returncode == 0, lambda: f"{done}")
    return text


def sign_in(service, endpoint, *words, port=None, refresh=True):
    """Everything anew: another endpoint needs its secrets."""
    secrets = [endpoint.client[1]] + ([endpoint.grant()] if refresh else [])
    set_mailbox(service, "--host", "127.0.0.1", "--port", port or service.dovecot.port, "--security", "none", "--user", USER,
                "--sign-in", "oauth2", "--token-url", endpoint.url, "--client-id", endpoint.client[0], "--client-secret",
                *(["--refresh-token"] if refresh else []), *words, secrets=secrets)
    return connected(service)


def deliver(service, subject):
    service.dovecot.deliver(USER, mail(CUSTOMER, DESK, subject, "x\n").as_bytes())


def again(service):
    """The connection is lost, and made anew."""
    service.dovecot.stop()
    eventually(lambda: not state(service)["connected"], "it is away", 30)
    service.dovecot.start()


def whole(service):
    """with a refresh token: mail becomes a case, the form is as RFC 6749 says, and a token lasts for many sessions"""
    sign_in(service, service.endpoint, "--scope", "mail imap")
    deliver(service, "By token")
    becomes_case(service, "By token")
    form = service.endpoint.asked[-1]
    check(form["grant_type"] == "refresh_token" and form["scope"] == "mail imap", lambda: f"{form}")
    check((form["client_id"], form["client_secret"]) == CLIENT, lambda: f"{form}")
    shown = service.ctl("mailbox", "show", "support")
    check((shown["sign_in"], shown["token_url"], shown["client_id"], shown["scope"])
          == ("oauth2", service.endpoint.url, CLIENT[0], "mail imap"), lambda: f"{shown}")
    asked = len(service.endpoint.asked)
    again(service)
    connected(service)
    check(service.ctl("mailbox", "check", "support")["ok"], "it can be read")
    check(len(service.endpoint.asked) == asked, "the token is asked for again while it lasts")


def as_client(service):
    """without a refresh token: as the client itself"""
    sign_in(service, service.endpoint, refresh=False)
    deliver(service, "As the client")
    becomes_case(service, "As the client")
    check(service.endpoint.asked[-1]["grant_type"] == "client_credentials", lambda: f"{service.endpoint.asked[-1]}")
    check("scope" not in service.endpoint.asked[-1], lambda: f"{service.endpoint.asked[-1]}")


def by_either(service):
    """a server that knows one way only is signed in to by that; one that knows none is said"""
    for mechanism in ("xoauth2", "oauthbearer"):
        with Dovecot(service.base / mechanism, {USER: "x"}, tokens=service.endpoint.url, mechanisms=mechanism) as other:
            sign_in(service, service.endpoint, port=other.port)
    with Dovecot(service.base / "neither", {USER: "x"}) as other:
        set_mailbox(service, "--port", other.port)
        eventually(lambda: "OAuth2" in state(service)["problem"] and "--sign-in password" in state(service)["hint"],
                   lambda: f"{state(service)}", 30)
        set_mailbox(service, "--sign-in", "password", "--password", secrets=["x"])
        shown = connected(service) and service.ctl("mailbox", "show", "support")
        check(shown["sign_in"] == "password" and not shown["token_url"] and not shown["client_id"], lambda: f"{shown}")
        set_mailbox(service, "--password", "--client-id", "x", secrets=["x"], refused="oauth2")
    sign_in(service, service.endpoint)


def not_taken(service):
    """a token that the server doesn't take any more is fetched anew, once"""
    sign_in(service, service.endpoint)
    asked = len(service.endpoint.asked)
    service.endpoint.access.clear()
    again(service)
    connected(service)
    check(len(service.endpoint.asked) == asked + 1, lambda: f"{len(service.endpoint.asked) - asked} were fetched")
    deliver(service, "With another token")
    becomes_case(service, "With another token")


def withdrawn(service):
    """consent that was withdrawn is said with what to do; nobody is asked on and on; a new one is enough"""
    sign_in(service, service.endpoint)
    service.endpoint.revoke()
    began = len(service.endpoint.asked)
    again(service)
    refused = eventually(lambda: (now := state(service))["problem"].startswith("The refresh token") and now,
                         lambda: f"{state(service)}", 30)
    check("revoked" in refused["problem"] and "--refresh-token" in refused["hint"], lambda: f"{refused}")
    eventually(lambda: told(service)[-1] == "mailbox.waits", lambda: f"{told(service)}", 30)
    doctor = json.loads(service.run_ctl("doctor", "--json").stdout)
    check([item["ok"] for item in doctor["items"] if item["check"] == "mailbox support"] == [False], lambda: f"{doctor}")
    check(len(service.endpoint.asked) - began <= 8, lambda: f"asked {len(service.endpoint.asked) - began} times in seconds")
    deliver(service, "While withdrawn")
    set_mailbox(service, "--refresh-token", secrets=[service.endpoint.grant()])  # the client's secret stays
    becomes_case(service, "While withdrawn")


def said_in_words(service):
    """whatever the endpoint says or doesn't say: in words, with what to do, and never a secret"""
    endpoint = service.endpoint
    sign_in(service, endpoint)
    cases = [
        ((401, {"error": "invalid_client", "error_description": f"wrong secret {CLIENT[1]}"}), "the client", "--client-secret"),
        ((400, {"error": "invalid_scope"}), "scope", "--scope"),
        ((400, {"error": "unsupported_grant_type"}), "unsupported_grant_type", "right?"),
        ((200, b"{"), "as OAuth2 says", "token URL"),
        ((404, b"<html>"), "404", "token URL"),
        ((200, b" " * 100_000), "more than an answer", "token URL"),
        ((200, {"token_type": "Bearer"}), "without an access token", "token URL"),
        ((200, {"token_type": "mac", "access_token": "x"}), "mac", "bearer"),
        ((503, {"error": "temporarily_unavailable"}), "503", "again by itself"),
    ]
    for answer, problem, hint in cases:
        endpoint.answer, endpoint.access = answer, {}
        said = json.loads(service.run_ctl("mailbox", "check", "support", "--json").stdout)
        check(not said["ok"] and problem in said["problem"] and hint in said["hint"], lambda: f"{answer}: {said}")
        check(CLIENT[1] not in json.dumps(said), lambda: f"the secret is told: {said}")
    endpoint.answer = None
    sign_in(service, endpoint)
    endpoint.access.clear()
    set_mailbox(service, "--token-url", f"http://127.0.0.1:{free_port()}/", "--client-secret", secrets=["x"])
    eventually(lambda: "can't be reached" in state(service)["problem"], lambda: f"{state(service)}", 30)
    sign_in(service, endpoint)


def untrusted(service):
    """an endpoint whose certificate nobody vouches for gets no secret"""
    both = service.base / "both.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
                    "-addext", "subjectAltName=DNS:localhost", "-keyout", both, "-out", service.base / "ca.pem"],
                   check=True, capture_output=True)
    both.write_text(both.read_text() + (service.base / "ca.pem").read_text())
    with TokenEndpoint(CLIENT, USER, certificate=both) as secure:
        set_mailbox(service, "--token-url", secure.url, "--client-secret", secrets=[CLIENT[1]])
        refused = eventually(lambda: (now := state(service))["problem"] and now, "it says why", 30)
        check("can't be reached" in refused["problem"] and "certificate" in refused["problem"], lambda: f"{refused}")
        check(not secure.asked, lambda: f"it was told: {secure.asked}")
    sign_in(service, service.endpoint)


def settings(service):
    """what can't be is refused: addresses on which others could listen, secrets that weren't given for them"""
    for url in ("http://login.example.net/token", "https://me:pw@login.example.net/token", "ftp://127.0.0.1/", "token"):
        set_mailbox(service, "--token-url", url, "--client-secret", secrets=["x"], refused="token_url")
    set_mailbox(service, "--client-id", "", refused="client_id")
    set_mailbox(service, "--token-url", "https://elsewhere.example.net/token", refused="anew")
    set_mailbox(service, "--client-secret", secrets=[], refused="missing")
    set_mailbox(service, "--client-secret", secrets=["Schlüssel"], refused="plain letters")
    set_mailbox(service, "--password", secrets=["x"], refused="sign_in")
    set_mailbox(service, "--sign-in", "magic", refused="oauth2")
    connected(service)


def given(service, *words, port=None):
    """The refresh token that the mailbox has from now on; whether it is connected to isn't waited for."""
    granted = service.endpoint.grant()
    set_mailbox(service, "--port", port or service.dovecot.port, "--refresh-token", secrets=[granted])
    return granted


def asked_with(service, since):
    return [form["refresh_token"] for form in service.endpoint.asked[since:]]


def changed(service):
    """each refresh token works once: the new one is kept before it is needed, through kill -9 at the worst moment"""
    endpoint, since = service.endpoint, len(service.endpoint.asked)
    endpoint.rotates = endpoint.strict = True
    with Way(service.dovecot.port, seen=lambda words: b"AUTHENTICATE" in words) as way:
        granted = given(service, port=way.port)
        check(way.held.wait(20), "it signs in")
        check(granted not in endpoint.refresh, "the endpoint has changed it")
        service.kill()
    service.start()
    set_mailbox(service, "--port", service.dovecot.port)
    connected(service)
    for _ in range(5):
        service.kill()
        service.start()
        connected(service)
    used = asked_with(service, since)
    check(len(used) >= 6 and len(set(used)) == len(used), lambda: f"{len(used)} with {len(set(used))}")
    deliver(service, "After all the changes")
    becomes_case(service, "After all the changes")


def lost(service):
    """kill -9 before the answer is there: the old one is used again, as providers allow"""
    endpoint, since = service.endpoint, len(service.endpoint.asked)
    endpoint.rotates, endpoint.strict = True, False
    with endpoint.holding() as held:
        granted = given(service)
        check(held.wait(20), "it asks")
        service.kill()
    service.start()
    connected(service)
    check(asked_with(service, since)[:2] == [granted] * 2, "the old one isn't used again")
    service.kill()
    service.start()
    connected(service)
    check(asked_with(service, since)[-1] != granted, "the new one isn't kept")


def anywhere(service):
    """kill -9 at random moments around the change: the mailbox is read all the same, with nobody's help"""
    endpoint, random_moments = service.endpoint, random.Random(20261128)
    endpoint.rotates, endpoint.strict = True, False
    given(service)
    for _ in range(15):
        service.kill()
        since = len(endpoint.asked)
        service.start()
        eventually(lambda: len(endpoint.asked) > since, "it asks", 20, 0.001)
        time.sleep(random_moments.uniform(0, 0.03))  # the moment is what is tried
    service.kill()
    service.start()
    connected(service)
    check(service.ctl("mailbox", "check", "support")["ok"], "it can be read")


def ends(service):
    """asked to end while the endpoint answers: the answer, which holds the only refresh token, isn't thrown away"""
    endpoint, since = service.endpoint, len(service.endpoint.asked)
    endpoint.rotates = endpoint.strict = True
    with endpoint.holding() as held:
        granted = given(service)
        check(held.wait(20), "it asks")
        began = time.monotonic()
        service.process.terminate()
    service.process.wait(15)
    say(f"ended in {time.monotonic() - began:.1f} s")
    service.start()
    connected(service)
    check(granted not in asked_with(service, since)[1:], "the old one is used again")
    endpoint.rotates = endpoint.strict = False


def nowhere(service):
    """secrets and tokens are nowhere but where they belong; with the mailbox they go"""
    endpoint = service.endpoint
    known = [CLIENT[1], *endpoint.refresh, *endpoint.access]
    check(len(known) >= 3, lambda: f"{known}")
    for place in [*service.data.glob("slipway.db*"), *service.data.glob("mail/*.json"), *service.data.glob("secrets.sealed"),
                  service.base / "service.log"]:
        for secret in known:
            check(secret.encode() not in place.read_bytes(), f"a secret lies in {place}")
    shown = json.dumps([service.ctl("mailbox", "show", "support"), service.events()])
    check(not any(secret in shown for secret in known), "a secret is told")
    service.refused("secret", "remove", "mailbox.support", naming="mailbox")
    service.ctl("mailbox", "remove", "support")
    check(not [s for s in service.ctl("secret", "list")["items"] if s["name"].startswith("mailbox.")], "its secrets stay")
    service.verify_ledger()


if __name__ == "__main__":
    with Service("e2e-mailbox-oauth") as service:
        service.base.chmod(0o755)
        with TokenEndpoint(CLIENT, USER) as service.endpoint, \
                Dovecot(service.base / "dovecot", {USER: "x"}, tokens=service.endpoint.url) as service.dovecot:
            service.start()
            wanted = sys.argv[1:]
            scenarios = [as_client, whole, by_either, not_taken, withdrawn, said_in_words, untrusted, settings, changed, lost,
                         anywhere, ends, nowhere]
            failed = play([one for one in scenarios if not wanted or one.__name__ in wanted], service)
            service.stop()
            must_be_empty(failed, service)
