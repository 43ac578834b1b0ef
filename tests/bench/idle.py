"""What the service costs while nothing happens: its memory and its share of a processor on the running demo. Beside it
in the same run the PostgreSQL of the demo's production, idle as well."""

import os
import pathlib
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "lab"))
from slipway_lab import Customer, Service, check, say  # noqa: E402

SECONDS = 30  # a figure over time: this is what is measured, not a wait for something
LIMIT = 60.0  # MB


def memory(pids):
    """Resident, in MB; what processes share counts once for each."""
    kilobytes = 0
    for pid in pids:
        for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                kilobytes += int(line.split()[1])
    return kilobytes / 1024


def busy(pids):
    """Seconds of a processor so far."""
    ticks = 0
    for pid in pids:
        fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def main():
    with Service("bench-idle") as service:
        service.start()
        production = service.environment(Customer(service).app, "production")
        ours, theirs = [service.pid()], service.processes("postgres", service.slot(production))
        before = busy(ours), busy(theirs)
        time.sleep(SECONDS)
        used = memory(ours), memory(theirs)
        share = [100 * (after - was) / SECONDS for after, was in zip((busy(ours), busy(theirs)), before)]
    say(f"idle service: {used[0]:.1f} MB (at most {LIMIT:.0f}), {share[0]:.2f} % of a processor; "
        f"an idle PostgreSQL beside it, {len(theirs)} processes: {used[1]:.1f} MB, {share[1]:.2f} %; "
        f"ratio {used[0] / used[1]:.2f}")
    check(used[0] < LIMIT, "too much memory")


if __name__ == "__main__":
    main()
