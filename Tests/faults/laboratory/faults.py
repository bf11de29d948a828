"""What goes wrong. Each fault returns when it is over and the city may recover."""

import contextlib
import os
import signal
import time


class Faults:
    def __init__(self, postgres, nodes, lease_seconds=8.0):
        self.postgres = postgres
        self.nodes = nodes
        self.lease = lease_seconds

    def kinds(self):
        return [
            ("node killed", self.node_killed), ("node asleep past its leases", self.node_asleep),
            ("server killed", self.server_killed), ("sessions cut", self.sessions_cut),
            ("node stopped and started", self.node_restarted), ("server frozen", self.server_frozen),
            ("both nodes killed", self.nodes_killed), ("node and server killed", self.node_and_server_killed),
        ]

    def node_killed(self, chance):
        node = chance.choice(self.nodes)
        node.end(signal.SIGKILL)
        time.sleep(chance.uniform(0.2, 2))
        node.start()
        return node.name

    def node_asleep(self, chance):
        node = chance.choice(self.nodes)
        node.send(signal.SIGSTOP)
        time.sleep(self.lease * 1.5)
        node.send(signal.SIGCONT)
        return node.name

    def server_killed(self, chance):
        self.postgres.kill()
        time.sleep(chance.uniform(0.2, 2))
        self.postgres.start()
        return "server"

    def sessions_cut(self, chance):
        self.postgres.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                          "WHERE usename = 'motcua' AND pid <> pg_backend_pid()")
        return "server"

    def node_restarted(self, chance):
        node = chance.choice(self.nodes)
        status = node.end(signal.SIGTERM)
        assert status == 0, f"{node.name} told to stop ended with {status}"
        node.start()
        return node.name

    def server_frozen(self, chance):
        """The network is cut: nobody says no, nobody answers."""
        frozen = self.postgres.backends()
        for pid in frozen:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGSTOP)
        time.sleep(chance.uniform(2, 5))
        for pid in frozen:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGCONT)
        return "server"

    def nodes_killed(self, chance):
        for node in self.nodes:
            node.end(signal.SIGKILL)
        for node in self.nodes:
            node.start()
        return "all nodes"

    def node_and_server_killed(self, chance):
        node = chance.choice(self.nodes)
        node.end(signal.SIGKILL)
        self.postgres.kill()
        self.postgres.start()
        node.start()
        return f"{node.name} and server"
