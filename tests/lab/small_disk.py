"""A service on a file system of its own, which can be filled up. Needs root, who may mount one."""

import contextlib
import errno
import os
import subprocess

from slipway_lab import Service, check


@contextlib.contextmanager
def small_disk(left=6 << 20, megabytes=1200):
    """Gives the service, what fills its disk up but for `left` bytes, and the file that does: without it there is
    room."""
    with Service("full") as service:
        service.data.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=755", "slipway-full", service.data], check=True)
        filler = service.data / "filler"

        def room():
            free = os.statvfs(service.data)
            return free.f_bavail * free.f_frsize - left

        def fill():
            with filler.open("ab") as file:
                while (more := room()) > 0:
                    try:
                        os.posix_fallocate(file.fileno(), os.fstat(file.fileno()).st_size, more)
                    except OSError as e:  # what else runs has taken of it meanwhile
                        check(e.errno == errno.ENOSPC, e)
        try:
            yield service.start(), fill, filler
        finally:
            service.stop()
            subprocess.run(["umount", "-l", service.data], check=False)
