"""Plain app/run where there is a display: it opens the console on the running demo, and says, once that was closed, what
still runs and how to stop it; which stops it."""

import os
import pathlib
import re
import subprocess
import sys

if "SLIPWAY_OPENED" not in os.environ:
    os.environ.update(SLIPWAY_OPENED="1", LANG="C.UTF-8", QT_QPA_PLATFORM="xcb", DBUS_SESSION_BUS_ADDRESS="disabled:")
    os.environ.pop("WAYLAND_DISPLAY", None)
    os.execvp("xvfb-run", ["xvfb-run", "-a", "-s", "-screen 0 1280x800x24", sys.executable, "-B", *sys.argv])

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "lab"))
from slipway_lab import BIN, SOURCE, Service, check, eventually, get, must_be_empty, play  # noqa: E402


def xdotool(*words):
    return subprocess.run(["xdotool", *map(str, words)], capture_output=True, text=True, timeout=60).stdout.split()


def console_of(service):
    return next((pid for pid, words in service.leftovers() if words.startswith(f"{BIN}/slipway --data")), None)


def window_of(service):
    console = console_of(service)
    found = xdotool("search", "--onlyvisible", "--pid", console) if console else []
    return found[0] if found else None


def closed(service):
    """Ctrl+Q in its window, again until it has heard: it may be busy with its first picture."""
    if window := window_of(service):
        xdotool("windowfocus", "--sync", window)
        xdotool("key", "ctrl+q")
    return console_of(service) is None


def opens_the_console(service):
    """app/run opens the console; closed, it says what still runs and how to stop it, and that stops all of it"""
    env = dict(os.environ, SLIPWAY_BIN=str(BIN), HOME=str(service.base), XDG_RUNTIME_DIR=str(service.base))
    with open(service.base / "service.log", "wb") as words:  # not a pipe: the service keeps it
        run = subprocess.Popen([SOURCE / "app/run", "--data", service.data], env=env, stdin=subprocess.DEVNULL,
                               stdout=subprocess.DEVNULL, stderr=words)
    eventually(lambda: window_of(service), "there is no window", 60)
    check(service.pid() and run.poll() is None, "it ended while the console is open")
    eventually(lambda: closed(service), "the console doesn't close", 30)
    check(run.wait(30) == 0, lambda: f"exit {run.returncode}: {service.log_end()}")
    said = service.log_end()
    words = re.search(r"the service still runs on (\S+) \(pid (\d+)\), with gateway and appliances", said)
    check(words and words[1] == str(service.data) and int(words[2]) == service.pid(), lambda: f"{said!r}")
    url = re.search(r"http://\S+", (service.data / "client.json").read_text().replace('"', " "))[0]
    check(get(url + "/healthz")[0] == 200, "it doesn't run any more")
    told = f"app/run --stop --data {service.data}"
    check(told in said, lambda: f"{said!r}")
    done = subprocess.run([SOURCE / "app/run", *told.split()[1:]], env=env, stdin=subprocess.DEVNULL, timeout=60)
    check(done.returncode == 0, lambda: f"stopping ended with {done.returncode}")
    eventually(lambda: not service.leftovers(), lambda: f"still there: {service.leftovers()}", 3)


if __name__ == "__main__":
    with Service("console-opened") as service:
        failed = play([opens_the_console], service)
        must_be_empty(failed, service)
