"""Small JSON with a token from the API beside nginx serving the same bytes from a file, in turns: the ratio."""

import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

ROUNDS = 5
SECONDS = 3
GOAL = 0.5
PATHS = ("/api/v1/me", "/api/v1/applications")

NGINX = """
worker_processes 2;
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    keepalive_requests 100000000;
    open_file_cache max=100;
    default_type application/json;
    server {{ listen 127.0.0.1:{port}; root {folder}/root; }}
}}
"""


def free_port():
    import socket
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def fetch(url, token=""):
    request = urllib.request.Request(url, headers={"Authorization": f"Bearer {token}"} if token else {})
    return urllib.request.urlopen(request, timeout=5).read()


def wrk(url, token=""):
    words = ["wrk", "-t1", "-c32", f"-d{SECONDS}s", "--latency"]
    if token:
        words += ["-H", f"Authorization: Bearer {token}"]
    text = subprocess.run([*words, url], capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in text or "Socket errors" in text:
        raise SystemExit(f"{url}: not every answer was good\n{text}")
    return float(re.search(r"Requests/sec:\s+([\d.]+)", text)[1]), re.search(r"99%\s+(\S+)", text)[1]


def main():
    host = subprocess.Popen([sys.argv[1]], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    port, token = host.stdout.readline().split()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="slipway-bench-"))
    folder.chmod(0o755)
    nginx_port = free_port()
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, port=nginx_port))
    for path in PATHS:
        file = folder / "root" / path.lstrip("/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(fetch(f"http://127.0.0.1:{port}{path}", token))
    nginx = subprocess.Popen(["nginx", "-e", f"{folder}/error.log", "-c", f"{folder}/nginx.conf"],
                             stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + 5
        while True:
            try:
                fetch(f"http://127.0.0.1:{nginx_port}{PATHS[0]}")
                break
            except OSError:
                if time.monotonic() > until:
                    raise
        ratios = {}
        for path in PATHS:
            ours, theirs = [], []
            for _ in range(ROUNDS):
                ours.append(wrk(f"http://127.0.0.1:{port}{path}", token))
                theirs.append(wrk(f"http://127.0.0.1:{nginx_port}{path}"))
            mine = statistics.median(rate for rate, _ in ours)
            peer = statistics.median(rate for rate, _ in theirs)
            ratio = mine / peer
            print(f"{path}: API {mine:,.0f}/s (99 % {ours[-1][1]}), nginx {peer:,.0f}/s (99 % {theirs[-1][1]}), "
                  f"ratio {ratio:.2f}")
            ratios[path] = ratio
        slowest = min(ratios, key=ratios.get)
        reached = ratios[slowest] >= GOAL
        print(f"goal for each: {GOAL}; the worst is {slowest} with {ratios[slowest]:.2f}: {'reached' if reached else 'MISSED'}")
        return 0 if reached else 1
    finally:
        nginx.terminate()
        nginx.wait()
        host.stdin.close()
        host.wait()
        shutil.rmtree(folder)


sys.exit(main())
