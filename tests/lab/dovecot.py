"""A Dovecot of one's own on loopback, run by an ordinary user: mailboxes are Maildirs in a folder, so that a test
can deliver into them and look. As a program it prints "ready PORT TLS_PORT" and ends when its input does."""

import argparse
import email.utils
import grp
import os
import pathlib
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import time

CONFIG = """
protocols = imap
listen = 127.0.0.1
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/dovecot.log
instance_name = {folder}
default_login_user = {user}
default_internal_user = {user}
default_internal_group = {group}
first_valid_uid = 1
first_valid_gid = 1
mail_location = maildir:~/Maildir
mail_fsync = never
disable_plaintext_auth = no
auth_failure_delay = 0
mail_max_userip_connections = 100
ssl = {ssl}
{certificate}
{capability}
auth_mechanisms = plain login {mechanisms}
passdb {{
  driver = passwd-file
  args = scheme=PLAIN {folder}/users
}}
{tokens}
userdb {{
  driver = passwd-file
  args = {folder}/users
}}
namespace inbox {{
  inbox = yes
  separator = /
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""

# Whoever has an access token gets in, as the endpoint says who it is.
TOKENS = """passdb {{
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = {folder}/oauth2.conf
}}"""
TOKEN_CONFIG = """tokeninfo_url = {url}?access_token=
username_attribute = email
"""

# What Dovecot can do, without telling of new mail by itself.
NO_IDLE = "imap_capability = IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE LITERAL+ UIDPLUS MOVE"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Dovecot:
    """users: {name: password}. certificate: PEM file with its key, or None for no TLS. tokens: the URL that says whose
    an access token is; mechanisms: by which such a one is taken."""

    def __init__(self, folder, users, certificate=None, idle=True, ports=None, tokens=None, mechanisms="xoauth2 oauthbearer"):
        self.folder = pathlib.Path(folder)
        self.users, self.certificate, self.idle = users, certificate, idle
        self.tokens, self.mechanisms = tokens, mechanisms if tokens else ""
        self.port, self.tls_port = ports or (free_port(), free_port())
        # Dovecot serves nobody's mail as root.
        self.account = pwd.getpwuid(os.getuid()) if os.getuid() else pwd.getpwnam("nobody")
        self.process = None

    def _own(self, path):
        if os.getuid() == 0:
            os.chown(path, self.account.pw_uid, self.account.pw_gid)

    def _make(self, path):
        path.mkdir(parents=True, exist_ok=True)
        self._own(path)
        return path

    def _write(self, path, text):
        path.write_text(text)
        path.chmod(0o600)
        self._own(path)

    def start(self, within=20):
        self._make(self.folder)
        for name in ("run", "state"):
            self._make(self.folder / name)
        lines = []
        for user, password in self.users.items():
            home = self._make(self.folder / "home" / user)
            lines.append(f"{user}:{{PLAIN}}{password}:{self.account.pw_uid}:{self.account.pw_gid}::{home}::")
        self._write(self.folder / "users", "\n".join(lines) + "\n")
        certificate = ""
        if self.certificate:
            copy = self.folder / "certificate.pem"
            self._write(copy, pathlib.Path(self.certificate).read_text())
            certificate = f"ssl_cert = <{copy}\nssl_key = <{copy}"
        if self.tokens:
            self._write(self.folder / "oauth2.conf", TOKEN_CONFIG.format(url=self.tokens))
        self._write(self.folder / "dovecot.conf", CONFIG.format(
            mechanisms=self.mechanisms, tokens=TOKENS.format(folder=self.folder) if self.tokens else "",
            folder=self.folder, user=self.account.pw_name, group=grp.getgrgid(self.account.pw_gid).gr_name, certificate=certificate,
            ssl="yes" if self.certificate else "no", port=self.port,
            tls_port=self.tls_port if self.certificate else 0, capability="" if self.idle else NO_IDLE))
        self.process = subprocess.Popen(["/usr/sbin/dovecot", "-F", "-c", self.folder / "dovecot.conf"],
                                        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                                        cwd=self.folder, start_new_session=True, preexec_fn=self._become)
        until = time.monotonic() + within
        while True:
            try:
                with socket.create_connection(("127.0.0.1", self.port), 5) as greeting:
                    greeting.settimeout(5)
                    if greeting.recv(100).startswith(b"* OK"):
                        return self
            except OSError:
                pass
            if self.process.poll() is not None or time.monotonic() > until:
                self.stop()
                raise RuntimeError(f"Dovecot doesn't start: {self.process.stderr.read().decode()}\n{self.log()}")
            time.sleep(0.02)

    def _become(self):
        if os.getuid() == 0:
            os.setgroups([])
            os.setgid(self.account.pw_gid)
            os.setuid(self.account.pw_uid)

    def stop(self):
        """Ends it and all it started."""
        if not self.process:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def log(self):
        file = self.folder / "dovecot.log"
        return file.read_text(errors="replace")[-3000:] if file.exists() else ""

    # ---- the mail in it ------------------------------------------------------------------------------------

    def maildir(self, user, folder="INBOX"):
        inbox = self.folder / "home" / user / "Maildir"
        return inbox if folder == "INBOX" else inbox / f".{folder}"

    def deliver(self, user, raw):
        """As a mail system does it: whole, or not at all."""
        inbox = self.maildir(user)
        for name in ("", "cur", "new", "tmp"):
            self._make(inbox / name if name else inbox)
        name = email.utils.make_msgid("slipway").strip("<>").replace("/", "_")
        file = inbox / "tmp" / name
        file.write_bytes(raw)
        file.chmod(0o644)
        self._own(file)
        file.rename(inbox / "new" / name)

    def mails(self, user, folder="INBOX"):
        """Their names, with the flags behind ":2,"."""
        places = [self.maildir(user, folder) / part for part in ("new", "cur")]
        return {name for place in places if place.is_dir() for name in os.listdir(place)}

    def renumber(self, user):
        """The folder is as new: other numbers for the same mail."""
        for file in self.maildir(user).glob("dovecot*"):
            file.unlink()

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--folder", required=True)
    parser.add_argument("--user", action="append", required=True, metavar="NAME:PASSWORD")
    parser.add_argument("--certificate", help="with its key")
    parser.add_argument("--ports", help="PORT,TLS_PORT")
    parser.add_argument("--no-idle", action="store_true")
    options = parser.parse_args()
    server = Dovecot(options.folder, dict(user.split(":", 1) for user in options.user), options.certificate,
                     not options.no_idle, tuple(map(int, options.ports.split(","))) if options.ports else None)
    server.start()
    try:
        print("ready", server.port, server.tls_port, flush=True)
        sys.stdin.read()
    finally:
        server.stop()


if __name__ == "__main__":
    main()
