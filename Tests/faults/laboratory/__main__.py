"""python -m laboratory [--faults N] [--seed N] [--report FILE]"""

import argparse
import json
import pathlib
import random
import shutil
import signal
import sys
import tempfile
import time

from .auditor import audit
from .cluster import Node, Postgres, command, wait_until
from .faults import Faults
from .load import Load

COPIES = {
    "procedure": "2.000815", "channel": "counter", "receivingUnit": "H26.C01.PX04",
    "answers": {
        "requester.name": "Nguyễn Văn An", "paper_kind": None, "pages": 3, "copies": 2, "complex": False,
    },
}


def filing(node, postgres, schema):
    form = node.call("GET", "/procedures/2.000815/form", token=node.sign_in())
    lists = {entry["name"]: entry["items"] for entry in form["lists"]}
    kind = next(field for page in form["pages"] for field in page["fields"] if field["id"] == "paper_kind")
    body = json.loads(json.dumps(COPIES))
    body["answers"]["paper_kind"] = lists[kind["list"]][0]["value"]
    # Somebody of the demo: nobody is invented as a party.
    subject, name = postgres.sql(
        f"SELECT applicant, applicant_name FROM {schema}.dossier ORDER BY id LIMIT 1")[0].split("|")
    body["applicant"] = {"subject": subject, "name": name}
    return body


def run(folder: pathlib.Path, faults: int, seed: int, say=lambda text: print(text, file=sys.stderr)) -> dict:
    chance = random.Random(seed)
    postgres = Postgres(folder / "postgres")
    nodes = []
    try:
        schema = "lab"
        database, keys, papers = postgres.url(schema), folder / "keys", str(folder / "papers")
        command("demo", "--no-serve", "--database", database, "--keys", str(keys), "--papers", papers)
        nodes = [Node(name, database, keys, papers, folder / f"{name}.log") for name in ("a", "b")]
        for node in nodes:
            node.start()
        for node in nodes:
            wait_until(f"node {node.name} is ready", node.is_ready)
        before = int(postgres.sql(f"SELECT count(*) FROM {schema}.dossier")[0])
        load = Load(nodes, filing(nodes[0], postgres, schema))
        load.start()
        told = []
        laboratory = Faults(postgres, nodes)
        kinds = laboratory.kinds()
        for number in range(faults):
            wait_until("the load goes on", lambda count=load.count(): load.count() >= count + 10, 180)
            name, fault = kinds[number % len(kinds)]
            acknowledged, began = load.count(), time.monotonic()
            where = fault(chance)
            for node in nodes:
                # A node that lost its number ends itself; its keeper (systemd) starts it again.
                def recovered(node=node):
                    if not node.is_alive():
                        node.start()
                    return node.is_ready()
                wait_until(f"node {node.name} recovers from: {name}", recovered, 120)
            wait_until("the load recovers", lambda: load.count() > acknowledged, 120)
            told.append({"fault": name, "where": where, "seconds": round(time.monotonic() - began, 1),
                         "acknowledged_before": acknowledged})
            say(f"  {number + 1}/{faults} {name} ({where}): back after {told[-1]['seconds']} s")
        load.finish()
        leases = postgres.sql(f"SELECT name, holder, term FROM {schema}.lease ORDER BY name")
        nodes[1].end(signal.SIGTERM)
        report = {"seed": seed, "faults": told, "leases": leases}
        report.update(audit(load, nodes[0], postgres, database, schema, keys, before))
        return report
    finally:
        for node in nodes:
            node.end()
        postgres.stop()


def main() -> int:
    reader = argparse.ArgumentParser(prog="./motcua faults", description="Two nodes, one PostgreSQL, and what goes wrong.")
    reader.add_argument("--faults", type=int, default=24)
    reader.add_argument("--seed", type=int, default=20261122)
    reader.add_argument("--report", type=pathlib.Path)
    reader.add_argument("--keep", action="store_true", help="leave the folder with the logs")
    said = reader.parse_args()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="motcua-faults-"))
    folder.chmod(0o755)
    try:
        report = run(folder, said.faults, said.seed)
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
