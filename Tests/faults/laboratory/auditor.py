"""Compares what was acknowledged with what stands."""

import datetime
import json
import signal

from . import cluster


def deadlines(postgres, schema: str) -> dict[str, str]:
    """By dossier, milliseconds or nothing."""
    return dict(line.split("|") for line in postgres.sql(f"SELECT id, original_due FROM {schema}.dossier"))


def milliseconds(text: str) -> str:
    return str(round(datetime.datetime.fromisoformat(text).timestamp() * 1000))


def audit(load, leases, node, postgres, database: str, schema: str, keys, before: dict[str, str]) -> dict:
    """`before`: the deadlines of the dossiers that there were when the load began."""
    token = node.sign_in()
    lost = []
    for key, (code, dossier, _) in load.acknowledged.items():
        found = node.call("GET", f"/codes/{code}", token=token)
        if found["dossier"] != dossier:
            lost.append(key)
    codes = [code for code, _, _ in load.acknowledged.values()]
    dossiers = [dossier for _, dossier, _ in load.acknowledged.values()]
    after = deadlines(postgres, schema)
    promised = {**before, **{dossier: milliseconds(due) for _, dossier, due in load.acknowledged.values()}}
    moved = [dossier for dossier, due in promised.items() if after.get(dossier) != due]
    # A filing that nobody acknowledged may stand once; one that stands and was never tried would be a double.
    stand = len(after) - len(before)
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
        "doubled": doubled, "contradictions": load.contradictions, "deadlines_moved": moved,
        "leases_held_twice": sorted(leases.twice), "looks_at_leases": leases.looks,
        "refusals": dict(sorted(load.refusals.items())), "unanswered": load.unanswered,
        "journal": {name: journal[name] for name in ("ok", "events", "tree_size", "faults")},
        "ok": not lost and doubled == 0 and not load.contradictions and not moved and not leases.twice
              and journal["ok"] and journal["tree_size"] == journal["events"] and stand >= len(load.acknowledged),
    }
