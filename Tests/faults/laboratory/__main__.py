"""python -m laboratory [--faults N] [--seed N] [--report FILE]"""

import argparse
import collections
import contextlib
import json
import pathlib
import random
import shutil
import signal
import sys
import tempfile
import time

from .auditor import audit, deadlines
from .cluster import Node, command, wait_until
from .faults import Faults
from .load import Load
from .machine import Clock, Disk, Loopback, Network, NotHere, about
from .postgres import Pair, newest_programs
from .watch import LeaseWatch

SCHEMA = "lab"
NODES = ("a", "b")


class Laboratory:
    """A city of two nodes and two servers, on what the machine gives."""

    def __init__(self, folder: pathlib.Path):
        self.folder = folder
        self.missing: dict[str, str] = {}
        self._ending = contextlib.ExitStack()
        with contextlib.ExitStack() as ending:
            self.network = self._had("a network to cut", lambda: Network(list(NODES))) or Loopback()
            ending.callback(self.network.remove)
            folders, self.disks = [], {}
            for name in ("pg1", "pg2"):
                disk = self._had("a disk to fill", lambda name=name: Disk(folder, name))
                if disk:
                    ending.callback(disk.remove)
                    self.disks[name] = disk
                folders.append(disk.folder if disk else folder / name)
                folders[-1].mkdir(exist_ok=True, mode=0o755)
            self.clocks = {
                name: clock for name in NODES
                if (clock := self._had("a clock to move", lambda name=name: Clock(folder, name)))}
            self.postgres = Pair(folders, self.network)
            ending.callback(self.postgres.stop)
            self.keys, self.papers = folder / "keys", str(folder / "papers")
            self.database = self.postgres.url(SCHEMA, NODES[0])
            command("demo", "--no-serve", "--database", self.database, "--keys", str(self.keys), "--papers",
                    self.papers)
            self.nodes = [
                Node(name, self.postgres.url(SCHEMA, name), self.keys, self.papers, folder / f"{name}.log",
                     self.clocks[name].environment if name in self.clocks else None)
                for name in NODES]
            for node in self.nodes:
                ending.callback(node.end)
            self._ending = ending.pop_all()

    def ending(self, what):
        self._ending.callback(what)

    def _had(self, what, get):
        try:
            return get()
        except NotHere as reason:
            self.missing[what] = str(reason)
            return None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._ending.close()

    def start(self):
        for node in self.nodes:
            node.start()
        for node in self.nodes:
            wait_until(f"node {node.name} is ready", node.is_ready)

    def recover(self, fault: str):
        for node in self.nodes:
            # A node that lost its number ends itself; its keeper (systemd) starts it again.
            def is_back(node=node):
                if not node.is_alive():
                    node.start()
                return node.is_ready()
            wait_until(f"node {node.name} recovers from: {fault}", is_back, 120)


def run(folder: pathlib.Path, faults: int, seed: int, only: str = "",
        say=lambda text: print(text, file=sys.stderr)) -> dict:
    """`only`: the kinds of fault whose name holds it."""
    chance = random.Random(seed)
    began = time.monotonic()
    with Laboratory(folder) as laboratory:
        postgres, nodes = laboratory.postgres, laboratory.nodes
        for what, reason in laboratory.missing.items():
            say(f"  this machine does not give {what}: {reason}")
        laboratory.start()
        before = deadlines(postgres, SCHEMA)
        leases = LeaseWatch(nodes)
        load = Load(nodes, laboratory.database, laboratory.keys, laboratory.papers, folder, seed)
        laboratory.ending(load.end)
        load.start()
        leases.start()
        told = []
        kinds = Faults(postgres, nodes, laboratory.network, laboratory.disks, laboratory.clocks, load).kinds()
        kinds = [kind for kind in kinds if only in kind[0]]
        for number in range(faults):
            wait_until("the load goes on", lambda count=load.count(): load.count() >= count + 10, 180)
            name, fault = kinds[number % len(kinds)]
            acknowledged, start = load.count(), time.monotonic()
            where = fault(chance)
            laboratory.recover(name)
            wait_until("the load recovers", lambda: load.count() > acknowledged, 120)
            told.append({"fault": name, "where": where, "seconds": round(time.monotonic() - start, 1),
                         "acknowledged_before": acknowledged})
            say(f"  {number + 1}/{faults} {name} ({where}): back after {told[-1]['seconds']} s")
        load.finish()
        leases.finish()
        terms = postgres.sql(f"SELECT name, holder, term FROM {SCHEMA}.lease ORDER BY name")
        nodes[1].end(signal.SIGTERM)
        report = {
            "seed": seed, "machine": about(newest_programs()), "missing": laboratory.missing,
            "kinds": dict(collections.Counter(one["fault"] for one in told)), "faults": told, "leases": terms}
        report.update(audit(
            load, leases, nodes[0], postgres, laboratory.database, SCHEMA, laboratory.keys, before))
        report["seconds"] = round(time.monotonic() - began)
        return report


def main() -> int:
    reader = argparse.ArgumentParser(prog="./motcua faults", description="Two nodes, two servers, and what goes wrong.")
    reader.add_argument("--faults", type=int, default=32)
    reader.add_argument("--seed", type=int, default=20261122)
    reader.add_argument("--only", default="", help="faults whose name holds this word: clock, disk, standby …")
    reader.add_argument("--report", type=pathlib.Path)
    reader.add_argument("--keep", action="store_true", help="leave the folder with the logs")
    said = reader.parse_args()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="motcua-faults-"))
    folder.chmod(0o755)
    try:
        report = run(folder, said.faults, said.seed, said.only)
    finally:
        if said.keep:
            print(folder, file=sys.stderr)
        else:
            shutil.rmtree(folder, ignore_errors=True)
    text = json.dumps(report, ensure_ascii=False, indent=1)
    if said.report:
        said.report.write_text(text + "\n", encoding="utf-8")
    print(text)
    return 0 if report["ok"] else 1


if __name__ == "__main__":
    sys.exit(main())
