"""The short form of `./motcua faults`: one fault of each of the first kinds that this machine allows."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from laboratory.__main__ import run  # noqa: E402


def test_nothing_acknowledged_is_lost_or_doubled_on_two_nodes_and_two_servers(tmp_path_factory):
    folder = tmp_path_factory.mktemp("laboratory")
    for parent in [folder, *folder.parents]:
        # The server runs as a user of its own.
        if parent == pathlib.Path("/tmp"):
            break
        parent.chmod(0o755)

    report = run(folder, faults=5, seed=7)

    assert len(report["faults"]) == 5
    assert report["acknowledged"] >= 50 and report["lifecycles"] >= 1
    assert report["lost"] == [] and report["doubled"] == 0 and report["contradictions"] == []
    assert report["deadlines_moved"] == [] and report["leases_held_twice"] == []
    assert report["journal"]["ok"], report["journal"]["faults"]
    if "a disk to fill" not in report["missing"]:
        assert report["refusals"].get("503 store.full"), "a full disk is called a full disk"
    assert report["ok"], report
