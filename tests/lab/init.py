"""First process of a laboratory environment: starts services, runs hooks, catches mail. One JSON line asks on
stdin, one answers on stdout. Everything ends with it, because it is pid 1 of its namespace."""
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time

services = {}
mails = []


def catch_mail(listener):
    while True:
        client, _ = listener.accept()
        with client, client.makefile("rwb") as line:
            say = lambda text: (line.write(text + b"\r\n"), line.flush())
            say(b"220 laboratory")
            body = None
            for row in line:
                if body is not None:
                    if row.rstrip() == b".":
                        mails.append(b"".join(body).decode(errors="replace"))
                        body = None
                        say(b"250 taken")
                    else:
                        body.append(row)
                elif row[:4].upper() == b"DATA":
                    body = []
                    say(b"354 go on")
                elif row[:4].upper() == b"QUIT":
                    say(b"221 bye")
                    break
                else:
                    say(b"250 fine")


def start(ask):
    for path in ask.get("sockets", []):
        mask = os.umask(0o006)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        os.umask(mask)
        if os.path.exists(path):
            os.unlink(path)
    log = open(ask["log"], "ab")
    services[ask["name"]] = subprocess.Popen(ask["run"], env=ask["env"], cwd=ask["cwd"], stdin=subprocess.DEVNULL,
                                             stdout=log, stderr=log, start_new_session=True)
    return {"pid": services[ask["name"]].pid}


def stop(ask):
    process = services.pop(ask["name"], None)
    began = time.monotonic()
    if process is None:
        return {"ms": 0, "rc": 0}
    process.send_signal(getattr(signal, "SIG" + ask["signal"]))
    try:
        rc = process.wait(ask["within"])
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        rc = process.wait()
    return {"ms": (time.monotonic() - began) * 1000, "rc": rc}


def run(ask):
    """With "within", the program and all that it started are killed after so many seconds."""
    began = time.monotonic()
    process = subprocess.Popen(ask["run"], env=ask["env"], cwd=ask["cwd"], stdin=subprocess.DEVNULL,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)
    try:
        out, err = process.communicate(timeout=ask.get("within"))
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        out, err = process.communicate()
    return {"rc": process.returncode, "out": out, "err": err, "ms": (time.monotonic() - began) * 1000}


def group_signal(ask):
    os.killpg(services[ask["name"]].pid, getattr(signal, "SIG" + ask["signal"]))
    return {}


def main():
    listener = socket.create_server(("127.0.0.1", 2525))
    threading.Thread(target=catch_mail, args=(listener,), daemon=True).start()
    verbs = {"start": start, "stop": stop, "run": run, "signal": group_signal,
             "alive": lambda ask: {"alive": ask["name"] in services and services[ask["name"]].poll() is None},
             "mails": lambda ask: {"mails": mails}}
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        ask = json.loads(line)
        try:
            answer = verbs[ask["verb"]](ask)
        except OSError as problem:
            answer = {"problem": str(problem)}
        print(json.dumps(answer), flush=True)


main()
