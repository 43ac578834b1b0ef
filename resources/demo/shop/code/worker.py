"""Confirms orders by mail, beside the web server; with --digest it counts the day's orders once and ends."""
import json
import os
import smtplib
import sys
import threading
from email.message import EmailMessage

from database import Database, Unavailable


class Worker:
    def __init__(self, home):
        with open(os.path.join(home, "conf", "settings.json"), encoding="utf-8") as file:
            self._settings = json.load(file)
        self._database = Database(self._settings["database"])
        self._pause = threading.Event()

    def run(self):
        while True:
            try:
                busy = self._confirm()
            except (Unavailable, OSError, smtplib.SMTPException) as problem:
                busy = False
                print(f"orders stay unconfirmed for now: {problem}", file=sys.stderr, flush=True)
            self._pause.wait(0.05 if busy else 2.0)

    def _confirm(self):
        """One mail for all that is open. Marked after it was taken, so a crash repeats it and never drops it."""
        if self._is_copy() or self._database.recovering():
            return False
        orders = self._database.read("SELECT id, item, quantity FROM customer_order WHERE confirmed_at IS NULL"
                                     " ORDER BY placed_at LIMIT 500")
        if not orders:
            return False
        lines = [f"{number}  {quantity} × {item}" for number, item, quantity in orders]
        self._send(f"{len(orders)} new order{'s' if len(orders) > 1 else ''}", "\n".join(lines))
        self._database.write("UPDATE customer_order SET confirmed_at = now() WHERE id = ANY(%s)"
                             " AND confirmed_at IS NULL", ([number for number, _, _ in orders],))
        return len(orders) == 500

    def digest(self):
        if self._is_copy():
            return
        orders, pieces = self._database.read("SELECT count(*), coalesce(sum(quantity), 0) FROM customer_order"
                                             " WHERE placed_at > now() - interval '1 day'")[0]
        self._database.write("INSERT INTO digest (orders, pieces) VALUES (%s, %s) ON CONFLICT DO NOTHING",
                             (orders, pieces))
        self._send(f"{orders} orders in the last day", f"{pieces} pieces in {orders} orders.")

    def _is_copy(self):
        """A copy's orders reach nobody. They stay open: should the copy become production, they are its orders."""
        return os.path.exists(self._settings["mark"])

    def _send(self, subject, text):
        mail = self._settings["mail"]
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = mail["from"], mail["to"], subject
        message.set_content(text + "\n")
        host, _, port = os.environ.get("SLIPWAY_MAIL", "").partition(":")
        with smtplib.SMTP(host or mail["host"], int(port or mail["port"]), timeout=5) as server:
            server.send_message(message)


def main(arguments):
    worker = Worker(arguments[0])
    if arguments[1:] == ["--digest"]:
        try:
            worker.digest()
        except (Unavailable, OSError, smtplib.SMTPException) as problem:
            print(f"no digest this time: {problem}", file=sys.stderr)
            return 1
        return 0
    worker.run()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
