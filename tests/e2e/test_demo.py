"""`slipwayctl demo release` plays everyone to the end, whatever happens on the way: to live, once more on top of that,
and, when the cutover can't be done in its time, to an end that says why."""

import datetime
import json
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "lab"))
from slipway_lab import BIN, SOURCE, Customer, Service, check, must_be_empty, play, version  # noqa: E402


def played(service):
    return subprocess.run([BIN / "slipwayctl", "--data", service.data, "--json", "demo", "release"],
                          capture_output=True, text=True, timeout=300)


def production(service):
    return service.environment(Customer(service).app, "production")


def twice(service):
    """it goes live; played again it finalizes that and brings a newer version"""
    seen = []
    for _ in range(2):
        done = played(service)
        check(done.returncode == 0, lambda: f"exit {done.returncode}: {done.stderr[-800:]}")
        report = json.loads(done.stdout)
        check(report["state"] == "live" and report["failed_requests"] == 0 and report["requests"] > 0, lambda: f"{report}")
        seen.append((report["release"], version(production(service)["url"])))
    check(seen[0][1] != seen[1][1], lambda: f"it is the same version again: {seen}")
    check(service.release(seen[0][0])["state"] == "finalized", "the first one isn't finalized")


def used(service):
    """what the customer used: both sides have run, the one that is gone by now as well, and two releases went live"""
    customer = Customer(service).app.split("/")[0]
    now = service.ctl("usage", "show", customer)
    day_before = datetime.date.fromisoformat(now["month"] + "-01") - datetime.timedelta(days=1)
    before = service.ctl("usage", "show", customer, "--month", day_before.strftime("%Y-%m"))  # begun at its midnight
    check(now["releases"] + before["releases"] == 2, lambda: f"{before} {now}")
    ran = {one["environment"]: one for one in now["environments"]}
    sides = [one for one in ran.values() if one["application"] == Customer(service).app]
    check(len(sides) == 3 and all(one["running_ms"] > 0 for one in sides), lambda: f"{now}")
    check(sorted(one["role"] for one in sides) == ["production", "retired", "standby"], lambda: f"{sides}")
    appliances = sum(one["running_ms"] * one["appliances"] for one in now["environments"])
    check(abs(appliances - now["appliance_ms"]) <= 10 * len(ran), lambda: f"{appliances} of {now}")
    check(service.run_ctl("usage", "show", customer, "--month", "2999-01").returncode != 0, "a month that hasn't begun")
    check(service.run_ctl("usage", "show", "nobody").returncode != 0, "a customer whom nobody knows")


def too_slow(service):
    """a cutover that is never quick enough: it tries again, gives up, says why, and production serves as before"""
    before = version(production(service)["url"])
    process = (SOURCE / "resources/processes/no-migration.yaml").read_text()
    process = process.replace("version: 2\n", "version: 3\n", 1)
    process = process.replace("do: data.final\n    with: {within: 1500ms}", "do: data.final\n    with: {within: 1ms}", 1)
    brief = service.base / "brief.yaml"
    brief.write_text(process)
    service.ctl("pipeline", "import", brief)
    done = played(service)
    check(done.returncode == 1, lambda: f"exit {done.returncode}: {done.stdout[-300:]} {done.stderr[-300:]}")
    check(done.stderr.count("Trying again") == 3 and "was aborted" in done.stderr, lambda: f"{done.stderr[-1500:]}")
    last = service.ctl("release", "list")["items"][0]
    service.ctl("release", "wait", last["id"], "--for", "aborted", "--timeout", 60)
    check(version(production(service)["url"]) == before, "production isn't what it was")
    report = service.ctl("release", "report", last["id"])
    check(report["requests"], lambda: f"what was seen from outside is lost: {report['requests']}")
    service.verify_ledger()


if __name__ == "__main__":
    with Service("e2e-demo") as service:
        service.start()
        failed = play([twice, used, too_slow], service)
        must_be_empty(failed, service)
