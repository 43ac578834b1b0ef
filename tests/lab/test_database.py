#!/usr/bin/python3 -B
"""The database's hooks with real servers: a copy under load, following, and the roles of two environments
exchanged ten times, while a writer places orders whose acknowledgements are all kept to."""
import json
import os
import statistics
import subprocess
import sys
import threading
import time

from lab import Failure, Laboratory, check

EXCHANGES = 10


class Writer:
    """Places orders one after the other, and pauses when told to, as requests do that the gateway holds."""

    def __init__(self, environment):
        self.environment, self.acknowledged, self.problems = environment, {}, []
        self._open, self._idle, self._ended = threading.Event(), threading.Event(), threading.Event()
        self._open.set()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self):
        number = 0
        while not self._ended.is_set():
            if not self._open.is_set():
                self._idle.set()
                self._open.wait()
                continue
            order = {"item": f"bowl {number}", "quantity": number % 9 + 1}
            number += 1
            try:
                status, body, _ = self.environment.request("POST", "/orders", json.dumps(order))
                if status == 201:
                    self.acknowledged[json.loads(body)["id"]] = order
                else:
                    self.problems.append(f"{status} {body!r}")
            except OSError as problem:
                self.problems.append(repr(problem))

    def hold(self):
        self._idle.clear()
        self._open.clear()
        if not self._idle.wait(5):
            raise Failure("the writer does not come to rest")

    def release(self, environment):
        self.environment = environment
        self._open.set()

    def end(self):
        self._ended.set()
        self._open.set()
        self._thread.join()


def wait_streaming(follower, leader, seconds=10):
    began = time.monotonic()
    follower.wait_healthy("db", seconds)
    while not (follower.hook("db", "status")["streaming"] and leader.hook("db", "status")["streaming"]):
        if time.monotonic() - began > seconds:
            raise Failure(f"{follower.name} does not stream\n{follower.logs('db')}")
    return (time.monotonic() - began) * 1000


def rows(environment):
    out = environment.run("db", ["/usr/lib/postgresql/15/bin/psql", "-XAtq", "-h", "/srv/doors/db", "-U", "owner", "-d",
                                 "app", "-c", "SELECT id, item, quantity FROM customer_order"])
    check(out["rc"] == 0, out["err"])
    found = {}
    for line in out["out"].splitlines():
        number, item, quantity = line.split("|")
        found[int(number)] = {"item": item, "quantity": int(quantity)}
    return found


def exchange(leader, follower, writer, times):
    """The steps of the hold, in the order in which the platform does them; returns once both stand."""
    leader.hook("db", "checkpoint")
    writer.hold()
    began = time.monotonic()
    for service in ("app/worker", "app/gunicorn"):
        leader.ask("signal", name=service, signal="STOP")
    stopped = leader.stop("db", "postgres")
    check(stopped["rc"] == 0, f"the leader did not stop cleanly: {stopped}")
    settled = leader.hook("db", "settle")
    check(settled["state"] == "shut down", f"settle says {settled}")
    while (status := follower.hook("db", "status"))["replay_position"] <= settled["checkpoint_position"]:
        check(time.monotonic() - began < 2, f"the follower stays behind: {status}, {settled}")
    promoted = follower.hook("db", "promote")
    check(not promoted["in_recovery"], f"promote says {promoted}")
    healthy = follower.wait_healthy("app", 2)
    held = (time.monotonic() - began) * 1000
    # The follower's application was warm all the time: its first write must work at once.
    writer.release(follower)
    status, body, _ = follower.request("POST", "/orders", json.dumps({"item": "first", "quantity": 1}))
    check(status == 201, f"the first write after the promotion answered {status} {body!r}")
    for service in ("app/worker", "app/gunicorn"):
        leader.ask("signal", name=service, signal="CONT")
    back = time.monotonic()
    leader.link(follower)
    rejoined = leader.hook("db", "rejoin")
    check(rejoined["method"] == "rejoin", f"a rejoin needed a {rejoined['method']}")
    leader.start("db", "postgres")
    wait_streaming(leader, follower)
    for name, value in (("stop", stopped["ms"]), ("settle", settled["ms"]), ("status", status_ms(follower)),
                        ("promote", promoted["ms"]), ("health", healthy), ("held", held),
                        ("rejoined", (time.monotonic() - back) * 1000)):
        times.setdefault(name, []).append(value)


def cut_short(environment, verb):
    """Killed at any moment, a hook can be run again; the caller does, and looks at what came out."""
    cuts = sum(environment.cut_short("db", verb, seconds) for seconds in (0.02, 0.1, 0.2, 0.35))
    check(cuts > 0, f"{verb} was always done before it could be killed")


def status_ms(environment):
    return environment.hook("db", "status")["ms"]


def refused(environment, command, what):
    """Not a test of PostgreSQL but of our rules: who may not, does not get in."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    check(done.returncode != 0, f"{what} got in at {environment.name}: {done.stdout}")


def test_rules(environment, secrets):
    psql = ["/usr/lib/postgresql/15/bin/psql", "-XAtqw", "-c", "SELECT 1"]
    door = f"host={environment.doors}/db connect_timeout=2"
    # Whoever runs the tests without being root is the environment's user, inside and outside.
    for user in ("app", "replicator") if os.getuid() == environment.uid else ("owner", "app", "replicator"):
        for database in ("postgres", "app"):
            refused(environment, psql + [f"{door} user={user} dbname={database} password={secrets['database']}"],
                    f"{user}, from outside to {database},")
    refused(environment, psql + [f"{door} user=owner replication=true"], "owner, from outside to replicate,")
    refused(environment, psql + [f"{door} user=replicator replication=true password=wrong"], "a wrong password")
    inside = f"host={environment.appliances['db']['variables']['address']} connect_timeout=2"
    for user, database in (("owner", "app"), ("replicator", "app"), ("app", "postgres")):
        done = environment.run("db", psql + [f"{inside} user={user} dbname={database} password={secrets['database']}"])
        check(done["rc"] != 0, f"{user} got in to {database} over TCP")
    done = environment.run("db", psql + [f"{inside} user=replicator replication=true password={secrets['replication']}"])
    check(done["rc"] != 0, "the replicator got in over TCP")
    done = environment.run("db", psql + [f"{inside} user=app dbname=app password={secrets['database']}"])
    check(done["rc"] == 0, f"the application's own way in is shut: {done['err']}")


def main():
    began = time.monotonic()
    times = {}
    with Laboratory() as laboratory:
        first, second = laboratory.environment(), laboratory.environment()
        cut_short(first, "create")
        times["create"] = [first.hook("db", "create")["ms"]]
        check(first.hook("db", "create")["created"] is False, "create twice created twice")
        first.start_all()
        test_rules(first, laboratory.secrets)
        writer = Writer(first)

        second.link(first)
        cut_short(second, "copy")
        copied = second.hook("db", "copy")
        times["copy"] = [copied["ms"]]
        before = len(writer.acknowledged)
        second.start("db", "postgres")
        second.wait_healthy("db")
        check(not second.hook("db", "status")["in_recovery"], "the copy is no database of its own")
        check(len(rows(second)) > 0 and set(rows(second)) <= set(rows(first)), "the copy holds something else")
        check(before > 0, "nothing was written while the copy was made")
        second.run("db", ["/usr/lib/postgresql/15/bin/psql", "-Xq", "-h", "/srv/doors/db", "-U", "owner", "-d", "app",
                          "-c", "INSERT INTO customer_order VALUES (-1, 'only in the copy', 1)"])
        check(-1 in rows(second), "the copy takes no writes")

        second.stop("db", "postgres")
        cut_short(second, "follow")
        followed = second.hook("db", "follow")
        times["follow"] = [followed["ms"]]
        second.start("db", "postgres")
        times["streaming"] = [wait_streaming(second, first)]
        check(second.hook("db", "follow")["method"] == "running", "a running follower was based again")
        second.ask("signal", name="db/postgres", signal="KILL")
        second.stop("db", "postgres")
        check(second.hook("db", "follow")["method"] == "resume", "a follower that was only stopped was based again")
        second.start("db", "postgres")
        wait_streaming(second, first)
        second.start("app", "gunicorn")
        second.start("web", "nginx")
        second.wait_healthy("app")
        second.wait_healthy("web")
        status, body, headers = second.request("POST", "/orders", json.dumps({"item": "early", "quantity": 1}))
        check(status == 503 and headers.get("Retry-After") == "1", f"a follower took a write: {status} {body!r}")
        some = next(iter(writer.acknowledged))
        status, body, _ = second.request("GET", f"/orders/{some}")
        check(status == 200 and json.loads(body)["id"] == some, f"a follower can't be read: {status} {body!r}")
        check(-1 not in rows(second), "what was only in the copy is still there")
        second.start("app", "worker")

        leader, follower = first, second
        for _ in range(EXCHANGES):
            exchange(leader, follower, writer, times)
            leader, follower = follower, leader
        writer.hold()
        stored = rows(leader)
        lost = [number for number, order in writer.acknowledged.items() if stored.get(number) != order]
        check(not lost, f"{len(lost)} of {len(writer.acknowledged)} acknowledged orders lost: {lost[:5]}")
        check(not writer.problems, f"{len(writer.problems)} writes failed: {writer.problems[:3]}")
        writer.release(leader)

        # Killed before it has written down that it is on the leader's timeline.
        follower.ask("signal", name="db/postgres", signal="KILL")
        follower.stop("db", "postgres")
        check(follower.hook("db", "follow")["method"] == "resume", "a follower that was killed was based again")
        follower.start("db", "postgres")
        wait_streaming(follower, leader)

        follower.stop("db", "postgres")
        check(follower.hook("db", "unfollow")["dropped"], "unfollow dropped no slot")
        check(not follower.hook("db", "unfollow")["dropped"], "unfollow dropped a slot twice")
        follower.start("db", "postgres")
        follower.wait_healthy("db")
        follower.hook("db", "promote")
        check(follower.hook("db", "promote")["in_recovery"] is False, "promote twice fails")
        # Both have written now: only a fresh copy can bring them together, and rejoin must see that.
        follower.run("db", ["/usr/lib/postgresql/15/bin/psql", "-Xq", "-h", "/srv/doors/db", "-U", "owner", "-d", "app",
                            "-c", "INSERT INTO customer_order VALUES (-2, 'apart', 1)"])
        follower.stop("db", "postgres")
        check(follower.hook("db", "rejoin")["method"] == "copy", "rejoin took a history apart for the same")
        follower.start("db", "postgres")
        wait_streaming(follower, leader)
        check(-2 not in rows(follower), "what was written apart is still there")
        writer.end()
        print(f"{len(writer.acknowledged)} orders acknowledged, none lost, {EXCHANGES} exchanges")
    for name, values in times.items():
        print(f"{name:>10}: median {statistics.median(values):7.1f} ms, worst {max(values):7.1f} ms")
    print(f"took {time.monotonic() - began:.1f} s")


if __name__ == "__main__":
    try:
        main()
    except Failure as failure:
        sys.exit(f"FAILED: {failure}")
