"""The limit: the same exchange of two sides as a bare script does it, without Slipway's programs. HAProxy with a
map and a hold, PostgreSQL's own tools, rsync by a list of what find says has changed."""

import os
import shutil
import socket
import subprocess
import tempfile
import threading
import time

from lab import Laboratory
from live_data import LiveData
from slipway_lab import check, eventually

CONFIG = """
global
    stats socket {folder}/cli mode 600 level admin
    lua-load {folder}/hold.lua
    nbthread 1
defaults
    mode http
    timeout connect 2s
    timeout client 60s
    timeout server 60s
    timeout http-keep-alive 60s
frontend public
    bind {address}:{port}
    http-request lua.hold if {{ dst,map_str({folder}/hold.map) -m str hold }}
    use_backend %[dst,map_str({folder}/side.map)]
backend one
    server one unix@{one}
backend two
    server two unix@{two}
"""
HOLD = """
local held = Map.new("{folder}/hold.map", Map._str)
core.register_action("hold", {{"http-req"}}, function(txn)
    while held:lookup(txn.f:dst()) == "hold" do core.msleep(5) end
end)
"""


class Bare:
    def __init__(self, gigabytes, files, address="127.201.7.1", port=8080):
        self.address, self.port = address, port
        self.laboratory = Laboratory()
        self.folder = tempfile.mkdtemp(prefix="bare-")
        self.sides = [self.laboratory.environment(), self.laboratory.environment()]
        self._gateway = None
        first = self.sides[0]
        first.create()
        first.start_all()
        self.data = [LiveData(os.path.join(s.root, "app", "photos"), os.path.join(s.doors, "db")) for s in self.sides]
        self.data[0].fill(gigabytes, files)
        self.data[1].files, self.data[1].size = self.data[0].files, self.data[0].size
        self.url = f"http://{address}:{port}/"
        self._start_gateway()
        self._follow()

    def __enter__(self):
        return self

    def __exit__(self, *what):
        if self._gateway:
            self._gateway.kill()
            self._gateway.wait()
        shutil.rmtree(self.folder, ignore_errors=True)
        self.laboratory.__exit__(*what)

    # ---- what is prepared outside of the hold ----------------------------------------------------------------

    def _start_gateway(self):
        text = {"folder": self.folder, "address": self.address, "port": self.port,
                "one": f"{self.sides[0].doors}/http.sock", "two": f"{self.sides[1].doors}/http.sock"}
        for name, content in (("haproxy.cfg", CONFIG.format(**text)), ("hold.lua", HOLD.format(**text)),
                              ("hold.map", f"{self.address} open\n"), ("side.map", f"{self.address} one\n")):
            with open(os.path.join(self.folder, name), "w", encoding="utf-8") as file:
                file.write(content)
        self._gateway = subprocess.Popen(["haproxy", "-db", "-q", "-f", f"{self.folder}/haproxy.cfg"])
        eventually(lambda: os.path.exists(f"{self.folder}/cli"), "the bare script's HAProxy", 5)

    def _cli(self, command):
        with socket.socket(socket.AF_UNIX) as s:
            s.connect(f"{self.folder}/cli")
            s.sendall(command.encode() + b"\n")
            answer = b""
            while piece := s.recv(65536):
                answer += piece
        return answer.decode()

    def _follow(self):
        leader, follower = self.sides
        follower.link(leader)
        follower.hook("db", "follow")
        for appliance, service in (("db", "postgres"), ("app", "gunicorn"), ("web", "nginx")):
            follower.start(appliance, service)
            follower.wait_healthy(appliance)
        self._streaming()

    def _streaming(self):
        leader, follower = self.sides
        eventually(lambda: follower.hook("db", "status")["streaming"] and leader.hook("db", "status")["streaming"],
                   "the follower streams", 20, 0.02)

    def _rsync(self, source, target, *more):
        self._copy(["rsync", "-a", "--modify-window=-1", f"--chown={target.uid}:{target.uid}", *more,
                    f"{source.root}/app/photos/", f"{target.root}/app/photos/"])

    @staticmethod
    def _copy(command, names=b""):
        done = subprocess.run(command, input=names)
        check(done.returncode in (0, 24), f"rsync ended with {done.returncode}")  # 24: a file of a moment is gone

    # ---- the exchange ----------------------------------------------------------------------------------------

    def exchange(self, share, seed):
        """Pre-sync, then that share changes and is caught up with as Slipway does, then the hold; returns the
        milliseconds it took."""
        leader, follower = self.sides
        self._streaming()
        before = self._stamp("before")
        self._rsync(leader, follower, "--delete")
        self.data[0].change(share, seed)
        stamp = self._stamp("caught-up")
        self._last_pass(leader, follower, before)
        leader.hook("db", "checkpoint")
        name, other = ("one", "two") if leader.slot == 1 else ("two", "one")
        began = time.monotonic()
        self._cli(f"set map {self.folder}/hold.map {self.address} hold")
        eventually(lambda: self._drained(name), "requests in flight end", 1, 0.002)
        for service in ("gunicorn", "worker"):
            if f"app/{service}" in self._running(leader):
                leader.ask("signal", name=f"app/{service}", signal="STOP")
        files = threading.Thread(target=self._last_pass, args=(leader, follower, stamp))
        files.start()
        leader.stop("db", "postgres")
        settled = leader.hook("db", "settle")
        check(settled["state"] == "shut down", lambda: f"{settled}")
        eventually(lambda: follower.hook("db", "status")["replay_position"] > settled["checkpoint_position"],
                   "the follower has replayed all", 2, 0.002)
        files.join()
        follower.hook("db", "promote")
        follower.wait_healthy("app", 2)
        self._cli(f"set map {self.folder}/side.map {self.address} {other}")
        self._cli(f"set map {self.folder}/hold.map {self.address} open")
        held = (time.monotonic() - began) * 1000
        self._reverse(leader, follower)
        return held

    def _stamp(self, name):
        path = os.path.join(self.folder, name)
        with open(path, "w", encoding="utf-8"):
            return path

    def _reverse(self, leader, follower):
        for service in ("gunicorn", "worker"):
            if f"app/{service}" in self._running(leader):
                leader.ask("signal", name=f"app/{service}", signal="CONT")
        leader.link(follower)
        leader.hook("db", "rejoin")
        leader.start("db", "postgres")
        leader.wait_healthy("db")
        self.sides.reverse()
        self.data.reverse()

    @staticmethod
    def _running(side):
        return {"app/gunicorn", "app/worker"} if side.slot == 1 else {"app/gunicorn"}

    def _drained(self, backend):
        for line in self._cli("show stat").splitlines():
            fields = line.split(",")
            if fields[:2] == [backend, "BACKEND"]:
                return fields[4] == "0"
        return False

    def _last_pass(self, leader, follower, stamp):
        photos = f"{leader.root}/app/photos"
        found = subprocess.run(["find", ".", "-newer", stamp, "-type", "f", "-printf", "%P\\0"], cwd=photos, check=True,
                               capture_output=True).stdout
        self._copy(["rsync", "-a", "-I", "--from0", "--files-from=-", "--ignore-missing-args",
                    f"--chown={follower.uid}:{follower.uid}", photos, f"{follower.root}/app/photos"], found)
