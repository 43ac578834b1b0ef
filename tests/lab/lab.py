"""A laboratory: environments made from the classes of resources/ and run with real servers in namespaces of
their own, without any of Slipway's programs. Tests of the classes, and a bench's data, stand on it."""
import contextlib
import http.client
import json
import os
import re
import secrets
import select
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time

import yaml

SOURCE = os.environ.get("SLIPWAY_SOURCE") or os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
FIRST_UID = 61500


class Failure(Exception):
    pass


def check(condition, what):
    if not condition:
        raise Failure(what)


class UnixConnection(http.client.HTTPConnection):
    def __init__(self, path, timeout=10):
        super().__init__("laboratory", timeout=timeout)
        self._path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self._path)


class Relay:
    """Listens on one unix socket and connects to another, as the guardian's links do."""

    def __init__(self, listen, to):
        os.makedirs(os.path.dirname(listen), exist_ok=True)
        with contextlib.suppress(FileNotFoundError):
            os.unlink(listen)
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(listen)
        os.chmod(listen, 0o777)
        self._listener.listen(16)
        self._to = to
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._join, args=(client,), daemon=True).start()

    def _join(self, client):
        server = socket.socket(socket.AF_UNIX)
        with client, server:
            try:
                server.connect(self._to)
                while True:
                    for ready in select.select([client, server], [], [])[0]:
                        data = ready.recv(1 << 18)
                        if not data:
                            return
                        (server if ready is client else client).sendall(data)
            except OSError:
                return

    def close(self):
        self._listener.close()


class Laboratory:
    """A folder with the classes, readable by every environment's user, and the environments in it."""

    def __init__(self, share=None):
        self.folder = tempfile.mkdtemp(prefix="lab-")
        os.chmod(self.folder, 0o711)
        self.share = os.path.join(self.folder, "share")
        shutil.copytree(share or os.path.join(SOURCE, "resources"), self.share)
        for root, _, files in os.walk(self.share):
            os.chmod(root, 0o755)
            for name in files:
                path = os.path.join(root, name)
                with open(path, "rb") as file:
                    os.chmod(path, 0o755 if file.read(2) == b"#!" else 0o644)
        shutil.copy(os.path.join(os.path.dirname(os.path.abspath(__file__)), "init.py"), self.share)
        self.secrets = {"database": secrets.token_hex(12), "replication": secrets.token_hex(12)}
        self.environments = []

    def recipe(self, handle):
        with open(os.path.join(self.share, "demo", "customers.json"), encoding="utf-8") as file:
            for customer in json.load(file)["customers"]:
                for application in customer["applications"]:
                    if f"{customer['slug']}/{application['slug']}" == handle:
                        return application
        raise Failure(f"the demo has no {handle}")

    def environment(self, handle="northwind/shop"):
        made = Environment(self, len(self.environments) + 1, self.recipe(handle))
        self.environments.append(made)
        return made

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for environment in self.environments:
            environment.end()
        if os.environ.get("LAB_KEEP"):
            print("kept", self.folder)
        else:
            shutil.rmtree(self.folder, ignore_errors=True)


class Environment:
    def __init__(self, laboratory, slot, application):
        self.laboratory, self.slot, self.slug = laboratory, slot, application["slug"]
        self.recipe = application["recipe"]
        self.name = f"{self.slug}-{slot}"
        self.uid = FIRST_UID + slot if os.getuid() == 0 else os.getuid()
        self.root = os.path.join(laboratory.folder, f"env{slot}")
        self.doors = os.path.join(laboratory.folder, f"doors{slot}")
        self.etc = os.path.join(laboratory.folder, f"etc{slot}")
        for folder, mode in ((self.root, 0o700), (self.doors, 0o2771), (self.etc, 0o755)):
            os.mkdir(folder)
            if folder != self.etc and os.getuid() == 0:
                os.chown(folder, self.uid, 0)
            os.chmod(folder, mode)
        os.makedirs(os.path.join(self.root, "doors"))
        self._own(os.path.join(self.root, "doors"))
        self.appliances = {}
        for index, description in enumerate(self.recipe["appliances"]):
            self.appliances[description["name"]] = self._resolve(index, description)
        self._write_etc()
        for name in self.appliances:
            self._materialise(name)
        self._links = []
        self._lock = threading.Lock()
        self._init = None
        self._begin()

    # Description to files.

    def _resolve(self, index, description):
        folder = os.path.join(self.laboratory.share, "classes", description["class"])
        with open(os.path.join(folder, "class.yaml"), encoding="utf-8") as file:
            kind = yaml.safe_load(file)
        parameters = kind.get("parameters", {}) | description.get("parameters", {})
        name = description["name"]
        variables = {"root": "/srv", "home": f"/srv/{name}", "doors": "/srv/doors", "name": name,
                     "address": f"127.200.{self.slot}.{index + 1}", "application": self.slug,
                     "class": f"/run/slipway/share/classes/{description['class']}", "environment": self.name}
        variables |= {f"parameters.{key}": str(value) for key, value in parameters.items()}
        variables |= {f"secret.{key}": value for key, value in self.laboratory.secrets.items()}

        def expand(value):
            if isinstance(value, str):
                return re.sub(r"\$\{([^}]+)\}", lambda match: variables[match[1]], value)
            if isinstance(value, list):
                return [expand(item) for item in value]
            if isinstance(value, dict):
                return {key: expand(item) for key, item in value.items()}
            return value

        return expand(kind) | {"variables": variables, "expand": expand, "source": folder, "values": parameters}

    def _materialise(self, name):
        appliance = self.appliances[name]
        home = os.path.join(self.root, name)
        for folder in appliance.get("folders", []):
            os.makedirs(os.path.join(home, folder), exist_ok=True)
        content = self.recipe.get("content", {}).get(name)
        if content:
            shutil.copytree(os.path.join(self.laboratory.share, content), os.path.join(home, "code"), dirs_exist_ok=True)
        self._own(home)
        self.render(name)

    def render(self, name):
        appliance = self.appliances[name]
        for entry in appliance.get("files", []):
            with open(os.path.join(appliance["source"], entry["template"]), encoding="utf-8") as file:
                text = appliance["expand"](file.read())
            path = os.path.join(self.root, name, entry["path"])
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
            os.chmod(path, int(entry["mode"], 8))
            self._own(path)

    def _own(self, path):
        if os.getuid() != 0:
            return
        os.chown(path, self.uid, self.uid)
        for root, folders, files in os.walk(path):
            for entry in folders + files:
                os.chown(os.path.join(root, entry), self.uid, self.uid)

    def _write_etc(self):
        hosts = "".join(f"{appliance['variables']['address']} {name}\n" for name, appliance in self.appliances.items())
        for name, text in (("passwd", f"{self.slug}:x:{self.uid}:{self.uid}::/srv:/bin/sh\n"),
                           ("group", f"{self.slug}:x:{self.uid}:\n"), ("hosts", "127.0.0.1 localhost\n" + hosts),
                           ("nsswitch.conf", "passwd: files\ngroup: files\nhosts: files\n")):
            with open(os.path.join(self.etc, name), "w", encoding="utf-8") as file:
                file.write(text)

    # What runs.

    def _begin(self):
        command = []
        if os.getuid() == 0:
            command = ["setpriv", f"--reuid={self.uid}", f"--regid={self.uid}", "--clear-groups"]
        command += ["bwrap", "--unshare-all", "--die-with-parent", "--as-pid-1", "--new-session", "--clearenv",
                    "--setenv", "PATH", "/usr/bin:/bin", "--ro-bind", "/usr", "/usr", "--symlink", "usr/bin", "/bin",
                    "--symlink", "usr/lib", "/lib", "--symlink", "usr/lib64", "/lib64", "--ro-bind", self.etc, "/etc",
                    "--bind", self.root, "/srv", "--bind", self.doors, "/srv/doors", "--ro-bind",
                    self.laboratory.share, "/run/slipway/share", "--tmpfs", "/tmp", "--proc", "/proc", "--dev", "/dev",
                    "--chdir", "/srv", "/usr/bin/python3", "-B", "/run/slipway/share/init.py"]
        self._init = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        if not self._init.stdout.readline():
            raise Failure("the environment does not start; does bwrap work here?")

    def ask(self, verb, **values):
        with self._lock:
            self._init.stdin.write(json.dumps({"verb": verb} | values) + "\n")
            self._init.stdin.flush()
            answer = json.loads(self._init.stdout.readline())
        if "problem" in answer:
            raise Failure(f"{self.name}: {verb}: {answer['problem']}")
        return answer

    def variables(self, name):
        appliance = self.appliances[name]["variables"]
        secret = os.path.join(self.root, name, "conf", ".secrets.json")
        if not os.path.exists(secret):
            with open(secret, "w", encoding="utf-8") as file:
                json.dump(self.laboratory.secrets, file)
            os.chmod(secret, 0o600)
            self._own(secret)
        return {"PATH": "/usr/bin:/bin", "HOME": "/srv", "LANG": "C.UTF-8", "SLIPWAY_ROOT": "/srv",
                "SLIPWAY_HOME": appliance["home"], "SLIPWAY_DOORS": "/srv/doors", "SLIPWAY_NAME": name,
                "SLIPWAY_ADDRESS": appliance["address"], "SLIPWAY_CLASS": appliance["class"],
                "SLIPWAY_PEER": f"/srv/doors/peer/{name}", "SLIPWAY_MAIL": "127.0.0.1:2525",
                "SLIPWAY_PARAMETERS": json.dumps(self.appliances[name]["values"]),
                "SLIPWAY_SECRETS": f"{appliance['home']}/conf/.secrets.json"}

    def hook(self, name, verb):
        """Runs a hook and returns its object, with the milliseconds it took under "ms"."""
        program = self.appliances[name]["hooks"][verb]
        answer = self.run(name, [f"{self.appliances[name]['variables']['class']}/{program}"])
        if answer["rc"] != 0:
            raise Failure(f"{self.name}: hook {verb} of {name} failed ({answer['rc']}): {answer['err']}")
        return json.loads(answer["out"]) | {"ms": answer["ms"]}

    def cut_short(self, name, verb, seconds):
        """Kills a hook after a while; whether it got that far."""
        program = self.appliances[name]["hooks"][verb]
        command = [f"{self.appliances[name]['variables']['class']}/{program}"]
        return self.run(name, command, within=seconds)["rc"] == -signal.SIGKILL

    def run(self, name, command, **more):
        return self.ask("run", run=command, env=self.variables(name), cwd=f"/srv/{name}", **more)

    def service(self, name, which):
        return next(entry for entry in self.appliances[name]["services"] if entry["name"] == which)

    def start(self, name, which):
        entry = self.service(name, which)
        return self.ask("start", name=f"{name}/{which}", run=entry["run"], sockets=entry.get("sockets", []),
                        env=self.variables(name), cwd=f"/srv/{name}", log=f"/srv/{name}/conf/{which}.log")

    def stop(self, name, which):
        rule = self.service(name, which)["stop"]
        within = float(rule["within"].removesuffix("s"))
        return self.ask("stop", name=f"{name}/{which}", signal=rule["signal"], within=within)

    def healthy(self, name):
        check = self.appliances[name]["health"]
        if "exec" in check:
            return self.run(name, check["exec"])["rc"] == 0
        path = check["http"]["unix"]
        outside = self.outside(path)
        try:
            connection = UnixConnection(outside, 2)
            connection.request("GET", check["http"]["path"])
            return connection.getresponse().status == 200
        except OSError:
            return False

    def outside(self, path):
        if path.startswith("/srv/doors/"):
            return self.doors + path.removeprefix("/srv/doors")
        return self.root + path.removeprefix("/srv")

    def wait_healthy(self, name, seconds=10):
        began = time.monotonic()
        while not self.healthy(name):
            if time.monotonic() - began > seconds:
                raise Failure(f"{self.name}: {name} is not healthy after {seconds} s\n{self.logs(name)}")
            time.sleep(0.03)
        return (time.monotonic() - began) * 1000

    def logs(self, name):
        folder, text = os.path.join(self.root, name, "conf"), ""
        for entry in sorted(os.listdir(folder)):
            if entry.endswith(".log"):
                with open(os.path.join(folder, entry), encoding="utf-8", errors="replace") as file:
                    text += f"--- {entry}\n" + file.read()[-3000:]
        return text

    def start_all(self):
        for name in ("db", "app", "web"):
            for entry in self.appliances.get(name, {}).get("services", []):
                self.start(name, entry["name"])
            if name in self.appliances:
                self.wait_healthy(name)

    def create(self):
        for name, appliance in self.appliances.items():
            if "create" in (appliance.get("hooks") or {}):
                self.hook(name, "create")

    def link(self, source, name="db"):
        """From now on the appliance meets `source`'s as its peer."""
        self.unlink()
        self._links.append(Relay(f"{self.doors}/peer/{name}/.s.PGSQL.5432", f"{source.doors}/{name}/.s.PGSQL.5432"))

    def unlink(self):
        while self._links:
            self._links.pop().close()

    def request(self, method, path, body=None, headers=None, timeout=10):
        connection = UnixConnection(f"{self.doors}/http.sock", timeout)
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return answer.status, answer.read(), dict(answer.getheaders())
        finally:
            connection.close()

    def end(self):
        self.unlink()
        if self._init is not None:
            self._init.send_signal(signal.SIGKILL)
            self._init.wait()
            self._init = None
