"""A threaded worker of gunicorn whose end nobody notices."""
import os
import selectors

from gunicorn.workers.gthread import TConn, ThreadWorker


class Worker(ThreadWorker):
    """Ends at once, and without dropping anybody."""

    def run(self):
        # A signal wakes the loop, which would otherwise look for it once a second.
        self.poller.register(self.PIPE[0], selectors.EVENT_READ, lambda pipe: os.read(pipe, 64))
        listeners = [listener.sock.dup() for listener in self.sockets]
        super().run()
        # Connections that the system had taken for us are answered too.
        for listener in listeners:
            try:
                while True:
                    client, address = listener.accept()
                    connection = TConn(self.cfg, client, address, listener.getsockname())
                    connection.init()
                    self.handle(connection)
                    connection.close()
            except BlockingIOError:
                listener.close()
