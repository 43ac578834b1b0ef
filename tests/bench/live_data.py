"""Live data of a given size for the shop, and the share of it that changes between two looks: files below the
photos, rows of a table beside the orders. Made as the environment's own user, from outside of it."""

import os
import random
import subprocess

PSQL = "/usr/lib/postgresql/15/bin/psql"


class LiveData:
    def __init__(self, photos, socket_folder):
        """`photos` is the environment's folder of files, `socket_folder` the door of its database."""
        self.photos, self.socket_folder = str(photos), str(socket_folder)
        self.uid = os.stat(self.photos).st_uid
        self.files = 0
        self.size = 0

    def query(self, statement):
        command = [PSQL, "-XAtq", "-v", "ON_ERROR_STOP=1", "-h", self.socket_folder, "-U", "owner", "-d", "app", "-c",
                   statement]
        if os.getuid() == 0:
            command = ["setpriv", f"--reuid={self.uid}", f"--regid={self.uid}", "--clear-groups", *command]
        return subprocess.run(command, check=True, capture_output=True, text=True, cwd="/").stdout

    def fill(self, gigabytes, files):
        """So much in files and as much in the database."""
        self.files, self.size = files, int(gigabytes * 1e9) // files
        block = random.Random(7).randbytes(self.size + files)
        for number in range(files):
            self._write(number, block[number:number + self.size], number % 256 == number)
        rows = int(gigabytes * 1e9) // 1060
        # In one transaction and with the key last: a quarter of the time.
        self.query("DROP TABLE IF EXISTS filler; CREATE TABLE filler (id bigint NOT NULL, body text NOT NULL);"
                   "ALTER TABLE filler ALTER body SET STORAGE PLAIN;"
                   f"INSERT INTO filler SELECT g, repeat(md5(g::text), 31) || g FROM generate_series(1, {rows}) g;"
                   "ALTER TABLE filler ADD PRIMARY KEY (id)")
        # As a table that has been in use for a while: the first look at a fresh one rewrites all of it.
        self.query("VACUUM (FREEZE, ANALYZE) filler")
        self.query("CHECKPOINT")

    def change(self, share, seed, rows_share=None):
        """Rewrites that share of the files, at their old size, and of the rows the same or another."""
        chance = random.Random(seed)
        for number in chance.sample(range(self.files), round(self.files * share)):
            self._write(number, chance.randbytes(self.size), False)
        every = round(1 / (rows_share or share))
        self.query(f"UPDATE filler SET body = reverse(body) WHERE id % {every} = {seed % every}")

    def _write(self, number, data, new_folder):
        folder = os.path.join(self.photos, f"bench-{number % 256:02x}")
        if new_folder:
            os.makedirs(folder, exist_ok=True)
            self._own(folder)
        path = os.path.join(folder, f"{number:06d}")
        with open(path, "wb") as file:
            file.write(data)
        self._own(path)

    def _own(self, path):
        if os.getuid() == 0:
            os.chown(path, self.uid, self.uid)
