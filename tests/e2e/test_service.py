"""The contract for scripts: starting, being killed, adopting, stopping, folders side by side."""

import json
import os
import pathlib
import pwd
import signal
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "lab"))
from slipway_lab import (BIN, SOURCE, Customer, Ledger, Load, Service, Story, check, eventually, get,  # noqa: E402
                         must_be_empty, play, takes_orders, version)


def headless(service, **more):
    return subprocess.Popen([SOURCE / "app/run", "--headless", "--data", service.data], stdin=subprocess.DEVNULL,
                            stdout=subprocess.PIPE, stderr=open(service.base / "service.log", "ab"), text=True,
                            env=dict(os.environ, SLIPWAY_BIN=str(BIN)), **more)


def ready(service, process):
    line = process.stdout.readline()
    check(line.startswith("ready http://") and line.endswith(f" data={service.data}\n"), f"{line!r}\n{service.log_end()}")
    return line.split()[1]


def site(service):
    return service.environment(Customer(service).app, "production")["url"]


def owners_of(pids):
    """The real users of processes; of those that are gone by now, nothing."""
    found = set()
    for pid in pids:
        try:
            status = pathlib.Path(f"/proc/{pid}/status").read_text()
        except OSError:
            continue
        found.add(int(status.split("\nUid:")[1].split()[0]))
    return found


def nothing_left(service):
    eventually(lambda: not service.leftovers(), lambda: f"still there: {service.leftovers()}", 3)


def contract(service):
    """app/run --headless: one line, a pid file, a second start exits 3, SIGTERM ends all within 10 s"""
    process = headless(service)
    url = ready(service, process)
    check(get(url + "/healthz")[0] == 200, "the API doesn't answer at the URL that was printed")
    check(service.pid() and pathlib.Path(f"/proc/{service.pid()}").exists(), "slipwayd.pid names nobody")
    second = subprocess.run([SOURCE / "app/run", "--headless", "--data", service.data], capture_output=True, text=True,
                            env=dict(os.environ, SLIPWAY_BIN=str(BIN)), stdin=subprocess.DEVNULL, timeout=60)
    check(second.returncode == 3, lambda: f"a second start exits {second.returncode}: {second.stderr}")
    check(str(service.pid()) in second.stderr and not second.stdout, lambda: f"{second.stdout!r} {second.stderr!r}")
    check(get(site(service))[0] == 200, "the demo site doesn't answer")
    began = time.monotonic()
    process.send_signal(signal.SIGTERM)
    check(process.wait(20) == 0, lambda: f"exit {process.returncode} after SIGTERM")
    check(time.monotonic() - began <= 10, f"stopping took {time.monotonic() - began:.1f} s")
    check(process.stdout.read() == "", "more than one line on stdout")
    nothing_left(service)


def who_runs_as_whom(service):
    """each environment has a user of its own; started as root, all else is the system user slipway but for the launcher"""
    service.start()
    slots = sorted({int(folder.name) for folder in (service.data / "env").iterdir() if folder.name.isdigit()})
    seen = service.leftovers()  # first: what comes later, such as a health check, would count as outside
    inside = {slot: service.processes(slot=slot) for slot in slots}
    owners = {slot: owners_of(pids) for slot, pids in inside.items() if pids}
    check(len(owners) >= 2 and all(len(uids) == 1 for uids in owners.values()), lambda: f"{owners}")
    # The monitor of an environment stands beside it, and is its user's as well.
    outside = {pid: words for pid, words in seen
               if not any(pid in pids for pids in inside.values()) and not words.startswith("/usr/bin/bwrap ")}
    roots = [words for pid, words in outside.items() if 0 in owners_of([pid])]
    if os.getuid() == 0:
        uids = set().union(*owners.values())
        check(len(uids) == len(owners) and min(uids) > 65535, lambda: f"environments share users: {owners}")
        check(len(roots) == 1 and "--launcher" in roots[0], lambda: f"run as root: {roots}")
        check(owners_of(outside) == {0, pwd.getpwnam("slipway").pw_uid}, lambda: f"{outside}")
    else:
        check(owners_of(outside) == {os.getuid()}, lambda: f"{outside}")
    service.stop()
    nothing_left(service)


def adopted(service):
    """a killed service exits 1 and leaves the site serving; the next start adopts what runs"""
    process = headless(service)
    ready(service, process)
    url = site(service)
    with Load(url, rate=30) as load:
        gateway, databases = service.processes("haproxy"), service.processes("postgres")
        check(gateway and databases, "no gateway or database of this folder was found")
        os.kill(service.pid(), signal.SIGKILL)
        check(process.wait(10) == 1, lambda: f"exit {process.returncode} after kill -9")
        before = load.acknowledged()
        eventually(lambda: load.acknowledged() > before + 20, "the site takes writes without a service")
        process = headless(service)
        ready(service, process)
        check(service.processes("haproxy") >= gateway, "the gateway was restarted")
        check(databases & service.processes("postgres"), "the databases were restarted")
        customer = Customer(service)
        Story(service, customer).to_live("after-a-kill")
    load.must_be_clean()
    check(version(url) == "after-a-kill", "the adopted side doesn't follow a release")
    os.kill(service.pid(), signal.SIGKILL)
    process.wait(10)
    for name in ("slipwayd", "haproxy", "bwrap"):
        service.kill_all(name)
    took = service.stop()
    check(took <= 10, f"--stop after everything was killed took {took:.1f} s")
    nothing_left(service)


def mended(service):
    """gateway and production database killed: back within 2 s, also while the service is down; each is recorded"""
    service.start()
    production = service.environment(Customer(service).app, "production")
    victims = {"haproxy": None, "postgres": service.slot(production)}
    known = {name: len(outages(service, name)) for name in victims}
    for down in (False, True):
        if down:
            service.kill()
        for name, slot in victims.items():
            check(service.kill_all(name, slot), f"no {name} was found")
            began = time.monotonic()
            eventually(lambda: takes_orders(production["url"]), f"{name} is back (service down: {down})", 10, 0.02)
            check(time.monotonic() - began <= 2, f"{name} took {time.monotonic() - began:.2f} s (service down: {down})")
        if down:  # what happened while nobody was there to write it down is in the ledger, too
            service.start()
        for name in victims:
            eventually(lambda: len(outages(service, name)) > known[name], lambda: f"{name} isn't told to have been down: "
                       f"{[e['kind'] for e in service.events()[-30:]]}", 10)
            known[name] = len(outages(service, name))
    service.stop()
    nothing_left(service)


def outages(service, name):
    """Of the gateway, or of an appliance called db."""
    events = service.events()
    if name == "haproxy":
        return [event for event in events if event["kind"] == "gateway.down"]
    return [event for event in events if event["kind"] == "appliance.down" and "db" in json.dumps(event["payload"])]


def silent(service):
    """a gateway that lives and says nothing is told, and that it answers again"""
    service.start()
    gateways = service.processes("haproxy")
    check(gateways, "no gateway runs")

    def told(kind):
        return [event for event in service.events() if event["kind"] == kind]

    for pid in gateways:
        os.kill(pid, signal.SIGSTOP)
    try:
        eventually(lambda: told("gateway.silent"), "it is told that the gateway says nothing", 20)
    finally:
        for pid in gateways:
            os.kill(pid, signal.SIGCONT)
    eventually(lambda: told("gateway.heard"), "it is told that the gateway answers again", 20)
    check(len(told("gateway.silent")) == 1, lambda: f"{told('gateway.silent')}")
    check(get(site(service))[0] == 200, "the site doesn't answer")
    service.stop()


def stays_down(service):
    """killed right after the swap: nobody comes back, and still the old side's jobs don't come to life again"""
    service.start()
    customer = Customer(service)
    url = site(service)
    with Load(url, rate=30) as load, Ledger(service) as ledger:
        story = Story(service, customer)
        old = service.slot(story.production)
        story.bring("swapped-and-killed")
        check(service.processes("gunicorn", old) or service.processes("python3", old), "no program of the old side was found")
        story.sign()
        since = ledger.after(0)[-1]["seq"]
        eventually(lambda: any(e["kind"] == "application.swapped" for e in ledger.after(since)), "the swap", 120, 0.001)
        service.kill()
        # Longer than the hold and the old side's lease.
        until = time.monotonic() + 6
        while time.monotonic() < until:
            check(get(url)[0] == 200, "production doesn't answer")
            time.sleep(0.2)
        check(not service.processes("gunicorn", old) and not service.processes("python3", old),
              lambda: f"the old side is alive: {service.processes(slot=old)}")
        service.start()
        story.wait("live")
        check(version(url) == "swapped-and-killed", "live, but production says something else")
    load.must_be_clean()
    service.stop()
    nothing_left(service)


SHOP = {"front": "web", "version": {"appliance": "app", "file": "code/VERSION"},
        "appliances": [{"name": "web", "class": "nginx", "parameters": {"upstream": "app"}},
                       {"name": "app", "class": "shop-app", "parameters": {"database": "db"}},
                       {"name": "db", "class": "postgresql"}]}


def never_built(service):
    """an application whose building failed can be removed; one that has ever run can't"""
    service.start()
    broken = "northwind/broken"

    def create(recipe):
        file = service.base / "recipe.json"
        file.write_text(json.dumps(recipe))
        return service.run_ctl("app", "create", broken, "--recipe", file, timeout=300)

    failed = create(SHOP)  # nobody brings its code
    check(failed.returncode == 1 and "failed" in failed.stderr, lambda: f"{failed.returncode} {failed.stderr}")
    production = service.environment(broken, "production")
    slot = service.slot(production)
    check(production["state"] == "failed", lambda: f"state: {production['state']}")
    service.refused("app", "remove", broken, production["name"], naming="production")
    service.interrupted("app", "remove", broken)
    service.refused("app", "show", broken, naming="no application")
    check(not (service.data / f"env/{slot}").exists(), "its files are still there")
    check(not service.processes(slot=slot), lambda: f"it still runs: {service.processes(slot=slot)}")
    check(service.ctl("app", "remove", broken) == {"removed": broken}, "asked again after its answer was lost")

    built = create({**SHOP, "content": {"app": "demo/shop/code", "web": "demo/shop/web"}})
    check(built.returncode == 0, lambda: f"the name isn't free: {built.stderr}")
    production = service.environment(broken, "production")
    service.refused("app", "remove", broken, naming="running")
    service.ctl("app", "stop", broken)
    service.refused("app", "remove", broken, naming="stopped")
    (service.data / f"env/{service.slot(production)}/app/code/shop.py").unlink()
    check(service.run_ctl("app", "start", broken, timeout=300).returncode == 1, "it runs without its code")
    check(service.environment(broken, "production")["state"] == "failed", "it doesn't run and isn't failed")
    service.refused("app", "remove", broken, naming="has run")
    check(service.environment(broken, "production")["name"] == production["name"], "refused, and gone")
    service.refused("app", "remove", Customer(service).app, naming="running")
    removed = [e for e in service.events() if e["kind"] == "application.removed"]
    check(len(removed) == 1 and removed[0]["subject"] == f"application/{broken}", lambda: f"{removed}")
    service.verify_ledger()
    service.stop()
    nothing_left(service)


def side_by_side(service):
    """two folders run side by side, each with ports and addresses of its own, and keep them"""
    with Service("e2e-other") as other:
        service.start()
        if os.getuid() == 0:
            other.data.mkdir(mode=0o700)  # an existing folder of root's is taken over
        other.start()
        places = [(s.url, site(s)) for s in (service, other)]
        check(len({p for pair in places for p in pair}) == 4, lambda: f"shared: {places}")
        other.stop()
        nothing_left(other)
        check(get(site(service))[0] == 200, "stopping one folder hurt the other")
        other.start()
        check((other.url, site(other)) == places[1], "a folder doesn't keep its addresses")
    service.stop()


if __name__ == "__main__":
    with Service("e2e-service") as service:
        failed = play([contract, who_runs_as_whom, adopted, mended, silent, stays_down, never_built, side_by_side], service)
        must_be_empty(failed, service)
