"""The support desk as a pager, beside Prometheus Alertmanager on the same machine in the same run: from a commit, or
from an accepted alert, which nobody commits, to a mail server's 250; one at a time and a thousand at once."""

import json
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request

HOST = sys.argv[1]
SINGLE, BURST = 200, 1000

CONFIG = """
global: {{smtp_smarthost: '127.0.0.1:{port}', smtp_from: 'am@p.example', smtp_require_tls: false}}
route: {{receiver: mail, group_by: ['...'], group_wait: 0s, group_interval: 1s, repeat_interval: 1h}}
receivers:
  - name: mail
    email_configs: [{{to: 'eva@p.example', text: 'x', html: ''}}]
"""


def free_port():
    import socket
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Sink:
    """The same SMTP server that ours is measured with."""

    def __init__(self):
        self.process = subprocess.Popen([HOST, "--sink"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.port = int(self.process.stdout.readline())
        self.times = []
        self.wake = threading.Condition()
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        for line in self.process.stdout:
            with self.wake:
                self.times.append(int(line))
                self.wake.notify_all()

    def wait(self, count):
        with self.wake:
            if not self.wake.wait_for(lambda: len(self.times) >= count, 60):
                raise SystemExit(f"only {len(self.times)} of {count} mails")
            return self.times[count - 1]


def alertmanager():
    program = shutil.which("prometheus-alertmanager")
    if not program:
        raise SystemExit("prometheus-alertmanager isn't installed: see tests/bench/packages")
    folder = pathlib.Path(tempfile.mkdtemp(prefix="bench-alertmanager-"))
    sink, port = Sink(), free_port()
    (folder / "config.yml").write_text(CONFIG.format(port=sink.port))
    process = subprocess.Popen([program, f"--config.file={folder}/config.yml", f"--storage.path={folder}/data",
                                f"--web.listen-address=127.0.0.1:{port}", "--cluster.listen-address="],
                               stderr=open(folder / "log", "wb"))

    def post(alerts):
        request = urllib.request.Request(f"http://127.0.0.1:{port}/api/v2/alerts", json.dumps(alerts).encode(),
                                         {"Content-Type": "application/json"})
        urllib.request.urlopen(request, timeout=10).read()

    def alert(number):
        return {"labels": {"alertname": "case", "case": str(number)}}

    try:
        deadline = time.monotonic() + 20
        while True:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/-/ready", timeout=1)
                break
            except (OSError, urllib.error.URLError):
                if time.monotonic() > deadline:
                    raise SystemExit((folder / "log").read_text()[-2000:])
        took, number = [], 0
        for _ in range(SINGLE):
            number += 1
            began = time.monotonic_ns()
            post([alert(number)])
            took.append((sink.wait(number) - began) / 1e6)
        took.sort()
        print(f"alertmanager, alert to accepted, nothing committed: p50 {statistics.median(took):.2f}, "
              f"p95 {took[len(took) * 95 // 100]:.2f}, worst {took[-1]:.2f} ms of {SINGLE}")
        began = time.monotonic_ns()
        post([alert(number + i) for i in range(1, BURST + 1)])
        print(f"alertmanager, {BURST} at once: all accepted within {(sink.wait(number + BURST) - began) / 1e6:.0f} ms")
    finally:
        process.terminate()
        process.wait(10)
        sink.process.stdin.close()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    ours = subprocess.run([HOST]).returncode
    alertmanager()
    sys.exit(ours)
