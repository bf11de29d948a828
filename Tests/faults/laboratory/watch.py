"""Looks all the time whether two nodes believe to hold the same lease."""

import threading


class LeaseWatch:
    def __init__(self, nodes):
        self.nodes = nodes
        self.looks = 0
        self.twice: set[str] = set()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._work, daemon=True)

    def start(self):
        self._thread.start()

    def finish(self):
        self._stop.set()
        self._thread.join()

    def _work(self):
        one, other = self.nodes
        while not self._stop.wait(0.3):
            # What one holds before and after the other was asked it held meanwhile: a look takes less than a lease lives.
            before, between, after = one.leases(), other.leases(), one.leases()
            if None in (before, between, after):
                continue
            self.looks += 1
            self.twice |= before & between & after
