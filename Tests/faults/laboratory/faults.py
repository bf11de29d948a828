"""What goes wrong. Each fault returns when it is over and the city may recover."""

import signal
import time

from .cluster import wait_until


class Faults:
    def __init__(self, postgres, nodes, network, disks, clocks, load, lease_seconds=8.0):
        """`disks` by the name of their server and `clocks` by that of their node; empty where there are none."""
        self.postgres = postgres
        self.nodes = nodes
        self.network = network
        self.disks = disks
        self.clocks = clocks
        self.load = load
        self.lease = lease_seconds

    def kinds(self):
        """In the order in which they come; the first ones are all that the short form has time for."""
        kinds = [
            ("node killed", self.node_killed, True),
            ("primary lost, standby promoted", self.primary_lost, True),
            ("disk of the primary full", self.disk_full, self.disks),
            ("clock of a node two hours ahead", self.clock_ahead, self.clocks),
            ("network between a node and the database cut", self.network_cut, hasattr(self.network, "cut")),
            ("node asleep past its leases", self.node_asleep, True),
            ("primary killed and started", self.primary_killed, True),
            ("standby killed and started", self.standby_killed, True),
            ("clock of a node two hours behind", self.clock_behind, self.clocks),
            ("sessions cut", self.sessions_cut, True),
            ("node stopped and started", self.node_restarted, True),
            ("primary frozen", self.primary_frozen, True),
            ("both nodes killed", self.nodes_killed, True),
            ("standby promoted while the old primary sleeps, and wakes", self.old_primary_wakes, True),
            ("node and primary killed", self.node_and_primary_killed, True),
            ("everything killed and started", self.everything_killed, True),
        ]
        return [(name, fault) for name, fault, is_possible in kinds if is_possible]

    # Nodes

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

    def node_restarted(self, chance):
        node = chance.choice(self.nodes)
        status = node.end(signal.SIGTERM)
        assert status == 0, f"{node.name} told to stop ended with {status}"
        node.start()
        return node.name

    def nodes_killed(self, chance):
        for node in self.nodes:
            node.end(signal.SIGKILL)
        for node in self.nodes:
            node.start()
        return "all nodes"

    def clock_ahead(self, chance):
        return self._clock(chance, 7_200)

    def clock_behind(self, chance):
        return self._clock(chance, -7_200)

    def _clock(self, chance, seconds):
        """People go on filing at a node whose clock is wrong, and after it was set right."""
        node = chance.choice(self.nodes)
        self.clocks[node.name].move(seconds)
        self._until_filed(at=node.name, count=5)
        self.clocks[node.name].move(0)
        self._until_filed(at=node.name, count=5)
        return node.name

    def _until_filed(self, at, count):
        filed = self.load.filed_at(at)
        wait_until(f"people file at node {at}", lambda: self.load.filed_at(at) >= filed + count, 120)

    # The network

    def network_cut(self, chance):
        """Longer than a session waits for a silent network, and than a lease lives."""
        node = chance.choice(self.nodes)
        self.network.cut(node.name)
        time.sleep(chance.uniform(1.2, 1.8) * self.lease)
        self.network.mend(node.name)
        return node.name

    def sessions_cut(self, chance):
        self.postgres.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                          "WHERE usename = 'motcua' AND backend_type = 'client backend' AND pid <> pg_backend_pid()")
        return self.postgres.primary.name

    # The servers

    def primary_killed(self, chance):
        self.postgres.primary.kill()
        time.sleep(chance.uniform(0.2, 2))
        self.postgres.primary.start()
        return self.postgres.primary.name

    def primary_lost(self, chance):
        lost = self.postgres.primary
        lost.kill()
        time.sleep(chance.uniform(0.2, 2))
        self.postgres.promote()
        self.postgres.heal()
        return f"{lost.name} → {self.postgres.primary.name}"

    def primary_frozen(self, chance):
        """Nobody says no, nobody answers."""
        held = self.postgres.primary.freeze()
        time.sleep(chance.uniform(2, 5))
        self.postgres.primary.send(held, signal.SIGCONT)
        return self.postgres.primary.name

    def old_primary_wakes(self, chance):
        """Two that both believe to be the primary: the old one can commit nothing, for its standby is gone."""
        old = self.postgres.primary
        held = old.freeze()
        self.postgres.promote()
        time.sleep(chance.uniform(1, 3))
        old.send(held, signal.SIGCONT)
        time.sleep(chance.uniform(1, 3))
        old.kill()
        self.postgres.heal()
        return f"{old.name} → {self.postgres.primary.name}"

    def standby_killed(self, chance):
        """Nothing is acknowledged that stands on one machine only: writes wait."""
        self.postgres.standby.kill()
        time.sleep(chance.uniform(2, 5))
        self.postgres.standby.start()
        return self.postgres.standby.name

    def disk_full(self, chance):
        """People go on filing until the server has no room for what they file; then somebody makes room."""
        primary = self.postgres.primary
        disk = self.disks[primary.name]
        refused = self.load.refused()
        disk.fill()
        wait_until("the full disk is noticed", lambda: self.load.refused() >= refused + 10, 120)
        disk.free()
        # Without room for its log the server ends itself.
        if not primary.is_running():
            primary.start()
        return primary.name

    def node_and_primary_killed(self, chance):
        node = chance.choice(self.nodes)
        node.end(signal.SIGKILL)
        self.postgres.primary.kill()
        self.postgres.primary.start()
        node.start()
        return f"{node.name} and {self.postgres.primary.name}"

    def everything_killed(self, chance):
        """The power goes in the whole house."""
        for node in self.nodes:
            node.end(signal.SIGKILL)
        for server in self.postgres.servers:
            server.kill()
        for server in self.postgres.servers:
            server.start()
        for node in self.nodes:
            node.start()
        return "all nodes, all servers"
