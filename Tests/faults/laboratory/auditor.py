"""Compares what was acknowledged with what stands."""

import json
import signal

from . import cluster


def audit(load, node, postgres, database: str, schema: str, keys, before: int) -> dict:
    """`before`: how many dossiers there were when the load began."""
    token = node.sign_in()
    lost = []
    for key, (code, dossier) in load.acknowledged.items():
        found = node.call("GET", f"/codes/{code}", token=token)
        if found["dossier"] != dossier:
            lost.append(key)
    codes = [code for code, _ in load.acknowledged.values()]
    dossiers = [dossier for _, dossier in load.acknowledged.values()]
    stand = int(postgres.sql(f"SELECT count(*) FROM {schema}.dossier")[0]) - before
    # A filing that nobody acknowledged may stand once; one that stands and was never tried would be a double.
    doubled = max(stand - load.tried, 0) + (len(codes) - len(set(codes))) + (len(dossiers) - len(set(dossiers)))
    # The last node takes over the leases of the one that stopped, and the tree.
    cluster.wait_until("the tree holds every event", lambda: postgres.sql(
        f"SELECT (SELECT position FROM {schema}.consumer_cursor WHERE name = 'journal.tree') = "
        f"(SELECT count(*) FROM {schema}.event)") == ["t"])
    assert node.end(signal.SIGTERM) == 0, "told to stop, the last node did not end with 0"
    verified = cluster.command(
        "journal", "verify", "--json", "--database", database, "--keys", str(keys), check=False)
    journal = json.loads(verified.stdout.strip().splitlines()[-1])
    return {
        "tried": load.tried, "acknowledged": len(load.acknowledged), "stand": stand, "lost": lost,
        "doubled": doubled, "contradictions": load.contradictions, "refusals": load.refusals,
        "journal": {name: journal[name] for name in ("ok", "events", "tree_size", "faults")},
        "ok": not lost and doubled == 0 and not load.contradictions and journal["ok"]
              and journal["tree_size"] == journal["events"] and stand >= len(load.acknowledged),
    }
