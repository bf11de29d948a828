"""Compares what was acknowledged with what stands."""

import datetime
import json
import signal

from . import cluster

# What happens to a dossier of the load once, whatever is sent twice.
ONCE = ("dossier.lodged", "dossier.accepted", "dossier.released", "dossier.returned")


def deadlines(postgres, schema: str) -> dict[str, str]:
    """By dossier, milliseconds or nothing."""
    return dict(line.split("|") for line in postgres.sql(f"SELECT id, original_due FROM {schema}.dossier"))


def milliseconds(text: str) -> str:
    return str(round(datetime.datetime.fromisoformat(text).timestamp() * 1000))


def audit(load, leases, node, postgres, database: str, schema: str, keys, before: dict[str, str]) -> dict:
    """`before`: the deadlines of the dossiers that there were when the load began."""
    codes = load.codes
    stands = {dossier: (int(version), code) for dossier, version, code in (
        line.split("|") for line in postgres.sql(f"SELECT id, version, code FROM {schema}.dossier"))}
    nowhere = (0, "")
    lost = [dossier for dossier, version in load.versions.items() if stands.get(dossier, nowhere)[0] < version]
    lost += [dossier for dossier, code in codes.items() if stands.get(dossier, nowhere)[1] != code]
    after = deadlines(postgres, schema)
    promised = {**before, **{dossier: milliseconds(due) for dossier, due in load.due.items()}}
    moved = [dossier for dossier, due in promised.items() if after.get(dossier) != due]
    # A filing that nobody acknowledged may stand once; one that stands and was never tried would be a double.
    stand, tried = len(after) - len(before), load.report["requests"]["begun"]
    twice = postgres.sql(
        f"SELECT stream, kind FROM {schema}.event WHERE kind IN {ONCE!r} GROUP BY stream, kind HAVING count(*) > 1")
    doubled = (max(stand - tried, 0) + len(twice) + (len(codes) - len(set(codes.values())))
               + (len(load.filed) - len(set(load.filed.values()))))
    # The last node takes over the leases of the one that stopped, and the tree.
    cluster.wait_until("the tree holds every event", lambda: postgres.sql(
        f"SELECT (SELECT position FROM {schema}.consumer_cursor WHERE name = 'journal.tree') = "
        f"(SELECT count(*) FROM {schema}.event)") == ["t"])
    assert node.end(signal.SIGTERM) == 0, "told to stop, the last node did not end with 0"
    verified = cluster.command(
        "journal", "verify", "--json", "--database", database, "--keys", str(keys), check=False)
    journal = json.loads(verified.stdout.strip().splitlines()[-1])
    return {
        "tried": tried, "lifecycles": load.report["dossiers"], "acknowledged": load.acknowledged, "stand": stand,
        "found": load.report["requests"]["found"], "lost": lost,
        "doubled": doubled, "contradictions": load.contradictions, "deadlines_moved": moved,
        "leases_held_twice": sorted(leases.twice), "looks_at_leases": leases.looks,
        "refusals": dict(sorted(load.refusals.items())), "unanswered": load.unanswered,
        "journal": {name: journal[name] for name in ("ok", "events", "tree_size", "faults")},
        "ok": not lost and doubled == 0 and not load.contradictions and not moved and not leases.twice
              and journal["ok"] and journal["tree_size"] == journal["events"] and stand >= len(load.filed)
              and load.acknowledged == load.report["requests"]["acknowledged"] > 0,
    }
