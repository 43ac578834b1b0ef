"""The ledger verifies with the service stopped and on a copy; every kind of tampering is found."""

import json
import pathlib
import shutil
import sqlite3
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "lab"))
from slipway_lab import BIN, Service, check, must_be_empty, play  # noqa: E402


def verify(folder, *more):
    done = subprocess.run([BIN / "slipwayctl", "--data", folder, "ledger", "verify", "--json", *more], text=True,
                          capture_output=True, timeout=60)
    return done.returncode, json.loads(done.stdout or "null"), done.stderr


def copy(service, name):
    """What the ledger lies in, without environments and sockets."""
    folder = service.base / name
    folder.mkdir()
    for path in service.data.iterdir():
        if path.is_file():
            shutil.copy2(path, folder)
    return folder


def change(folder, *statements):
    store = sqlite3.connect(folder / "slipway.db")
    for trigger, in store.execute("select name from sqlite_master where type = 'trigger'").fetchall():
        store.execute(f'drop trigger "{trigger}"')
    for statement in statements:
        store.execute(statement)
    store.commit()
    store.close()


def tampering(service):
    """altered, missing, reordered, truncated: all of it is found on a copy; an untouched copy verifies"""
    service.start()
    code, answer, error = verify(service.data)
    check(code == 0 and answer["ok"] and answer["bad"] == [], f"with the service running: {code} {answer} {error}")
    head = service.base / "head.json"
    head.write_text(service.run_ctl("ledger", "head", "--json").stdout)
    service.stop()
    code, answer, error = verify(service.data, "--head", str(head))
    check(code == 0 and answer["ok"], f"with the service stopped: {code} {answer} {error}")
    middle = max(e["seq"] for e in service.events()) // 2
    last = max(e["seq"] for e in service.events())
    cases = {
        "untouched": [],
        "payload": [f"update event set payload = replace(payload, '{{', '{{\"x\":1,') where seq = {middle}"],
        "actor": [f"update event set actor = 'nobody' where seq = {middle}"],
        "time": [f"update event set at = '2020-01-01T00:00:00.000Z' where seq = {middle}"],
        "missing": [f"delete from event where seq = {middle}"],
        "reordered": [f"update event set seq = -1 where seq = {middle}",
                      f"update event set seq = {middle} where seq = {middle + 1}",
                      f"update event set seq = {middle + 1} where seq = -1"],
        "truncated": [f"delete from event where seq > {last - 2}"],
    }
    for name, statements in cases.items():
        folder = copy(service, name)
        change(folder, *statements)
        code, answer, error = verify(folder, "--head", str(head))
        if not statements:
            check(code == 0 and answer["ok"], f"{name}: {code} {answer} {error}")
            continue
        check(code == 1 and not answer["ok"] and answer["bad"], f"{name} wasn't found: {code} {answer} {error}")
        check(all("seq" in b and b["what"] for b in answer["bad"]), f"{name}: {answer}")


def backed_up(service):
    """a backup of the running service is for its owner alone, restores into a new folder, and verifies there"""
    service.start()
    earlier = service.ctl("case", "new", "--subject", "before", "--text", "x", "--contact", "maria@northwind.example")["id"]
    head = service.base / "backup-head.json"
    head.write_text(service.run_ctl("ledger", "head", "--json").stdout)
    file = service.base / "shop.tar"
    service.ctl("backup", file)
    check(file.stat().st_mode & 0o077 == 0, f"others can read it: {file.stat().st_mode:o}")
    service.refused("backup", file, naming="exists")
    later = service.ctl("case", "new", "--subject", "after", "--text", "x", "--contact", "maria@northwind.example")["id"]
    folder = service.base / "restored"
    done = subprocess.run([BIN / "slipwayctl", "--data", folder, "restore", file], capture_output=True, text=True, timeout=60)
    check(done.returncode == 0, lambda: f"{done.stdout} {done.stderr}")
    code, answer, error = verify(folder, "--head", str(head))
    check(code == 0 and answer["ok"], f"restored: {code} {answer} {error}")
    store = sqlite3.connect(folder / "slipway.db")
    known = {number for number, in store.execute("select id from support_case")}
    store.close()
    check(earlier in known and later not in known, lambda: f"{earlier} and not {later}: {known}")
    service.stop()


if __name__ == "__main__":
    with Service("e2e-ledger") as service:
        failed = play([tampering, backed_up], service)
        must_be_empty(failed, service)
