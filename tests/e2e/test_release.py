"""A release from clone to live and back, under load, by the programs alone: nothing here knows their insides."""

import json
import pathlib
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "lab"))
from slipway_lab import (Customer, Load, Service, Story, Watch, check, eventually, get, must_be_empty,  # noqa: E402
                         play, version)

# A candidate whose health is broken, and which writes down every request that reaches it.
BROKEN = '''
import os, pathlib, working_shop
SEEN = pathlib.Path(os.environ["SHOP_HOME"]) / "run" / "seen.log"
def application(environ, start_response):
    if environ["PATH_INFO"] == "/healthz":
        start_response("500 Internal Server Error", [("Content-Type", "text/plain")])
        return [b"broken on purpose"]
    with SEEN.open("a") as log:
        log.write(environ["PATH_INFO"] + "\\n")
    return working_shop.application(environ, start_response)
'''


def broken(folder):
    (folder / "shop.py").rename(folder / "working_shop.py")
    (folder / "shop.py").write_text(BROKEN)


def on_disk(service, name):
    """The application's folder of the environment that has this version."""
    found = [p.parent.parent for p in service.data.glob("env/*/app/code/VERSION") if p.read_text().strip() == name]
    check(len(found) == 1, lambda: f"{name} is in {found}")
    return found[0]


def whole(service):
    """a release from clone to live under load: nothing fails, nothing is lost"""
    customer = Customer(service)
    url = service.environment(customer.app, "production")["url"]
    with Load(url) as load, Watch(url) as watch:
        story = Story(service, customer)
        test = story.wait_for_customer()
        let_in_only_where_it_belongs(service, customer, test, story.production)
        story.bring("e2e-1")
        check(version(url) == story.before, "production changed before the sign-off")
        story.sign()
        story.wait("live")
        check(version(url) == "e2e-1", "live, but production says something else")
        report = eventually(lambda: whole_report(service, story.id), "the report has the probe's figures", 30, 0.5)
    load.must_be_clean()
    check(set(watch.versions()) <= {story.before, "e2e-1"} and not watch.errors, lambda: f"{watch.versions()} {watch.errors}")
    check(report["failed_requests"] == 0, lambda: f"the probe saw failures: {report}")
    check(0 < report["held_ms"] <= 3000, lambda: f"held {report['held_ms']} ms")
    check(report["steps"] and report["signoffs"], "the report has no steps or sign-offs")
    kinds = [e["kind"] for e in service.events() if e["subject"] == f"release/{story.id}"]
    check(kinds.index("release.frozen") < kinds.index("release.live"), f"{kinds}")
    after = service.environment(customer.app, "production")
    check(after["url"] == url and after["name"] == test["name"], lambda: f"{after} isn't the tested copy {test}")
    check(service.environment(customer.app, "standby")["name"] == story.production["name"], "no standby")
    standby = lambda: states(service.environment(customer.app, "standby"))
    eventually(lambda: standby() == {"web": "running", "app": "stopped", "db": "running"},
               lambda: f"the standby is shown as it is, warm, but its writers stand still: {standby()}", 10)
    check(not (after.get("ssh") or {}).get("host"), "the customer still has a door into production")


def states(environment):
    return {appliance["name"]: appliance["state"] for appliance in environment["appliances"]}


def whole_report(service, number):
    report = service.ctl("release", "report", number)
    return report if report.get("requests") else None


def let_in_only_where_it_belongs(service, customer, test, production):
    ssh = test["ssh"]
    done = customer.ssh(ssh, "pwd")
    check(done.returncode == 0, lambda: f"the customer's key doesn't open the test environment: {done.stderr}")
    stranger = service.base / "stranger"
    if not stranger.exists():
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", stranger], check=True)
    check(customer.ssh(ssh, "pwd", key=str(stranger)).returncode != 0, "a stranger's key opens the test environment")
    check(not (production.get("ssh") or {}).get("host"), "production has an open door")
    elsewhere = dict(ssh, host=production["address"])
    check(customer.ssh(elsewhere, "pwd").returncode != 0, "the customer's key opens production")


def back(service):
    """rolling back under load keeps every write made since"""
    customer = Customer(service)
    url = service.environment(customer.app, "production")["url"]
    with Load(url, seed=2) as load:
        story = Story(service, customer).to_live("e2e-2")
        swapped = load.acknowledged()
        eventually(lambda: load.acknowledged() > swapped + 20, "writes on the new side")
        service.ctl("release", "rollback", story.id, "--reason", "a test")
        story.wait("rolled-back")
        check(version(url) == story.before, "rolled back, but production says something else")
        returned = load.acknowledged()
        eventually(lambda: load.acknowledged() > returned + 20, "writes after the way back")
    load.must_be_clean()
    kinds = [e["kind"] for e in service.events() if e["subject"] == f"release/{story.id}"]
    check(kinds.count("release.live") == 1, f"{kinds}")
    report = service.ctl("release", "report", story.id)
    seen = [cutover["probe"]["requests"] for cutover in report["cutovers"]]
    check(len(seen) == 2 and report["requests"] == sum(seen), lambda: f"{report['requests']} requests in all, {seen} in the cutovers")
    way_back = report["rollback"]
    check(way_back["reason"] == "a test" and way_back["held_ms"] == report["held_ms"], lambda: f"told is {way_back}")
    check(report["swap_held_ms"] == report["cutovers"][0]["held_ms"], lambda: f"{report['swap_held_ms']} ms held there")


def finalize_first(service):
    """the next release asks to finalize the last one"""
    customer = Customer(service)
    story = Story(service, customer).to_live("e2e-3")
    service.refused("release", "start", customer.app, naming="finalize")
    service.refused("app", "remove", customer.app, service.environment(customer.app, "standby")["name"], naming="inalize")
    service.ctl("release", "finalize", story.id)
    story.wait("finalized")
    check(service.environment(customer.app, "standby") is None, "the old side is still there")
    service.refused("release", "rollback", story.id, "--reason", "too late")
    Story(service, customer)


# Inside, the customer may remove and lock what is theirs, the folders of the doors among it.
LEFT_BEHIND = ("rm -rf /srv/doors/peer/db && mkdir -p /srv/doors/locked/inner && ln -s / /srv/doors/locked/inner/out"
               " && chmod 0 /srv/doors/locked/inner /srv/doors/locked")


def left_behind(service):
    """whatever the customer left in an environment, finalizing removes it"""
    customer = Customer(service)
    story = Story(service, customer)
    test = story.bring("e2e-left")
    done = customer.ssh(test["ssh"], LEFT_BEHIND)
    check(done.returncode == 0, lambda: f"nothing could be left behind: {done.stderr}")
    story.sign()
    story.wait("live")
    service.ctl("release", "finalize", story.id)
    story.wait("finalized")
    follower = Story(service, customer).to_live("e2e-after-it")
    service.ctl("release", "finalize", follower.id)
    follower.wait("finalized")
    slot = service.slot(test)
    left = [p for p in (service.data / "env" / str(slot), service.data / "doors" / str(slot)) if p.exists()]
    check(not left, lambda: f"still there: {left}")


def aborted(service):
    """aborted before the swap: production is untouched, the door is shut"""
    customer = Customer(service)
    story = Story(service, customer)
    test = story.bring("e2e-never")
    service.ctl("release", "abort", story.id, "--reason", "changed our mind")
    story.wait("aborted")
    check(version(story.production["url"]) == story.before, "production changed")
    check(customer.ssh(test["ssh"], "pwd").returncode != 0, "the door is still open")
    service.refused("release", "rollback", story.id, "--reason", "nothing to go back from")


def unhealthy(service):
    """a candidate that fails its health check never sees a production request"""
    customer = Customer(service)
    url = service.environment(customer.app, "production")["url"]
    with Load(url, seed=3) as load, Watch(url) as watch:
        story = Story(service, customer)
        story.bring("e2e-broken", broken)
        story.sign()
        stuck = eventually(story.stuck, lambda: f"a step refuses the candidate: {story.describe()}", 150, 0.3)
        check(stuck["problem"], "the failed step doesn't say why")
        check(story.state() != "live", "a broken candidate is live")
        seen = on_disk(service, "e2e-broken") / "run" / "seen.log"
        requests = seen.read_text().split() if seen.exists() else []
        check(not [r for r in requests if r.startswith(("/orders", "/photos"))], lambda: f"it was asked {requests[:5]}")
        eventually(lambda: get(url + "version")[0] == 200, "production serves")
        service.ctl("release", "abort", story.id, "--reason", "broken")
        story.wait("aborted")
    load.must_be_clean()
    check(watch.versions() == [story.before] and not watch.errors, lambda: f"{watch.versions()} {watch.errors}")


def cannot_start(service):
    """a candidate that can't start is refused before anything is held, with its own words; mended, it goes live"""
    customer = Customer(service)
    story = Story(service, customer)
    story.bring("e2e-typo", lambda folder: (folder / "shop.py").write_text("def application(:\n"))
    story.sign()
    stuck = eventually(story.stuck, lambda: f"a step refuses the candidate: {story.describe()}", 90, 0.3)
    check("SyntaxError" in str(stuck["problem"]), lambda: f"the reason isn't told: {stuck}")
    frozen = [e for e in service.events() if e["kind"] == "release.frozen" and e["subject"] == f"release/{story.id}"]
    check(not frozen, "requests were held for a candidate that can't start")
    service.ctl("release", "retry", story.id)
    story.bring("e2e-mended")
    story.sign()
    story.wait("live")


def everyday(service):
    """after releases an application is stopped, started, cloned and created as before, also by a service that dies"""
    customer = Customer(service)
    Story.put_away(service, customer.app)
    url = service.environment(customer.app, "production")["url"]
    service.interrupted("app", "stop", customer.app)
    check(get(url)[0] == 503, "stopped, but the site answers")
    service.ctl("app", "start", customer.app)
    check(get(url + "version")[0] == 200, "started, but the site doesn't answer")
    service.ctl("app", "stop", "fabrikam/portal")
    check(service.environment("fabrikam/portal", "production")["state"] == "stopped", "what was never built isn't just stopped")
    service.ctl("brake", "on", "--reason", "a test")
    service.refused("app", "stop", customer.app, naming="brake")
    service.refused("app", "clone", customer.app, naming="brake")
    service.ctl("brake", "off")
    check(get(url + "version")[0] == 200, "refused, and yet production is stopped")
    service.ctl("app", "clone", customer.app)
    copy = service.environment(customer.app, "test")
    folder = service.data / f"env/{service.slot(copy)}"
    check(folder.exists(), f"no {folder}")
    service.interrupted("app", "remove", customer.app, copy["name"])
    check(service.environment(customer.app, "test") is None and not folder.exists(), lambda: f"{folder} is still there")
    service.refused("app", "remove", customer.app, service.environment(customer.app, "production")["name"], naming="production")
    recipe = service.base / "new.json"
    recipe.write_text(json.dumps({"front": "web", "version": {"appliance": "web", "file": "code/VERSION"},
                                  "appliances": [{"name": "web", "class": "archive"}], "content": {"web": "demo/site"}}))
    service.ctl("app", "create", "contoso/fresh", "--recipe", recipe)
    check(get(service.environment("contoso/fresh", "production")["url"])[0] == 200, "a new application doesn't answer")


def patched(service):
    """production patched since the clone is refused, before anything is held"""
    customer = Customer(service)
    story = Story(service, customer)
    story.bring("e2e-late")
    patch = on_disk(service, story.before) / "code" / "patched.txt"
    patch.write_text("an urgent fix\n")
    try:
        story.sign()
        stuck = eventually(story.stuck, lambda: f"a guardrail refuses: {story.describe()}", 90, 0.3)
        check("patched.txt" in str(stuck["problem"]), lambda: f"the refusal doesn't name what was patched: {stuck}")
        frozen = [e for e in service.events() if e["kind"] == "release.frozen" and e["subject"] == f"release/{story.id}"]
        check(not frozen, "requests were held although production was patched")
        service.ctl("release", "abort", story.id, "--reason", "patched")
        story.wait("aborted")
    finally:
        patch.unlink()


def later(service):
    """after all that a release still goes live, and the ledger verifies"""
    customer = Customer(service)
    story = Story(service, customer).to_live(f"e2e-{time.time_ns()}")
    check(story.state() == "live", story.describe)
    service.verify_ledger()


if __name__ == "__main__":
    with Service("e2e-release") as service:
        service.start()
        failed = play([whole, back, finalize_first, left_behind, aborted, unhealthy, cannot_start, patched, everyday,
                       later], service)
        must_be_empty(failed, service)
