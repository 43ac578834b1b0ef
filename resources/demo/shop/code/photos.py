"""Photos as files: an answer of "created" means that the bytes and the name are on disk."""
import os
import re
import secrets

NAME = re.compile(r"[0-9a-f]{32}")


class Photos:
    def __init__(self, folder):
        self._folder = folder

    def add(self, stream, length):
        """Returns the new photo's id, or None when the body ended before its length."""
        name = secrets.token_hex(16)
        folder = self._path(name, folder_only=True)
        if not os.path.isdir(folder):
            os.makedirs(folder, exist_ok=True)
            self._sync(self._folder)
        unfinished = os.path.join(folder, f".{name}.part")
        try:
            with open(unfinished, "wb") as file:
                while length:
                    piece = stream.read(min(length, 1 << 18))
                    if not piece:
                        return None
                    file.write(piece)
                    length -= len(piece)
                file.flush()
                os.fsync(file.fileno())
            os.rename(unfinished, self._path(name))
            self._sync(folder)
            return name
        finally:
            if os.path.exists(unfinished):
                os.unlink(unfinished)

    def open(self, name):
        """The photo's file, or None."""
        if not NAME.fullmatch(name):
            return None
        try:
            return open(self._path(name), "rb")
        except FileNotFoundError:
            return None

    def latest(self, count):
        """Ids of some of the newest photos, without looking at all of them."""
        shards = sorted((entry for entry in os.scandir(self._folder) if entry.is_dir()),
                        key=lambda entry: entry.stat().st_mtime, reverse=True)[:count]
        found = []
        for shard in shards:
            for entry in os.scandir(shard):
                if NAME.fullmatch(entry.name):
                    found.append((entry.stat().st_mtime, entry.name))
        return [name for _, name in sorted(found, reverse=True)[:count]]

    def _path(self, name, folder_only=False):
        folder = os.path.join(self._folder, name[:2])
        return folder if folder_only else os.path.join(folder, name)

    @staticmethod
    def _sync(folder):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
