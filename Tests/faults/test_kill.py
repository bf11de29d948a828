"""Nothing acknowledged is lost: the server is killed under load, opened again, and every answer it gave is accounted for."""

import json
import pathlib
import signal
import sqlite3
import subprocess
import threading
import urllib.error

import pytest

from laboratory.cluster import BINARY, ENVIRONMENT, Caller, free_port


class Server(Caller):
    patience = 30

    def __init__(self, database: pathlib.Path):
        self.port = free_port()
        self.process = subprocess.Popen(
            [BINARY, "demo", "--json", "--database", str(database), "--port", str(self.port)],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=ENVIRONMENT, text=True)
        line = self.process.stdout.readline()
        assert "address" in line, "the server did not open"

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(30)

    def stop(self):
        self.process.terminate()
        self.process.wait(60)


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    path = tmp_path_factory.mktemp("kill") / "city.sqlite"
    subprocess.run([BINARY, "demo", "--no-serve", "--database", str(path)], check=True, env=ENVIRONMENT,
                   stderr=subprocess.DEVNULL)
    return path


COPIES = {
    "procedure": "2.000815", "channel": "counter", "receivingUnit": "H26.C01.PX04",
    "answers": {
        "requester.name": "Nguyễn Văn An", "paper_kind": None, "pages": 3, "copies": 2, "complex": False,
    },
}


def filing(server, token, database):
    form = server.call("GET", "/procedures/2.000815/form", token=token)
    lists = {entry["name"]: entry["items"] for entry in form["lists"]}
    kind = next(field for page in form["pages"] for field in page["fields"] if field["id"] == "paper_kind")
    body = json.loads(json.dumps(COPIES))
    body["answers"]["paper_kind"] = lists[kind["list"]][0]["value"]
    # Somebody of the demo: nobody is invented as a party.
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as city:
        subject, name = city.execute("SELECT applicant, applicant_name FROM dossier ORDER BY id LIMIT 1").fetchone()
    body["applicant"] = {"subject": str(subject), "name": name}
    return body


def test_a_killed_server_forgets_nothing_it_said(database):
    acknowledged: dict[str, str] = {}
    tried = 0
    for life in range(2):
        server = Server(database)
        token = server.sign_in("quay")
        body = filing(server, token, database)
        stopped = threading.Event()
        lock = threading.Lock()

        def load(worker):
            nonlocal tried
            number = 0
            while not stopped.is_set():
                key = f"kill-{life}-{worker}-{number}"
                number += 1
                try:
                    receipt = server.call("POST", "/counter/at-once", body, token, key)
                except (urllib.error.URLError, ConnectionError, TimeoutError, json.JSONDecodeError, OSError):
                    return
                with lock:
                    tried += 1
                    acknowledged[receipt["code"]] = receipt["dossier"]

        workers = [threading.Thread(target=load, args=(worker,)) for worker in range(8)]
        for worker in workers:
            worker.start()
        while len(acknowledged) < 60 * (life + 1) and any(worker.is_alive() for worker in workers):
            stopped.wait(0.05)
        server.kill()
        stopped.set()
        for worker in workers:
            worker.join()
        assert len(acknowledged) >= 60 * (life + 1), "the load never ran"

    server = Server(database)
    token = server.sign_in("quay")
    for code, dossier in acknowledged.items():
        assert server.call("GET", f"/codes/{code}", token=token)["dossier"] == dossier
    assert len(acknowledged) == tried, "no code was given twice"
    server.stop()

    verified = subprocess.run(
        [BINARY, "journal", "verify", "--json", "--database", str(database)], capture_output=True, text=True,
        env=ENVIRONMENT)
    report = json.loads(verified.stdout.strip().splitlines()[-1])
    assert report["ok"], report["faults"]
    assert report["tree_size"] == report["events"], "the last head, signed at shutdown, covers everything"


def test_one_changed_byte_of_history_is_named(database, tmp_path):
    import sqlite3

    copy = tmp_path / "tampered.sqlite"
    subprocess.run([BINARY, "backup", "--database", str(database), "--to", str(copy)], check=True, env=ENVIRONMENT,
                   stdout=subprocess.DEVNULL)
    keys = pathlib.Path(f"{copy}.keys")
    keys.mkdir(mode=0o700)
    (keys / "head.pub").write_bytes(pathlib.Path(f"{database}.keys/head.pub").read_bytes())
    with sqlite3.connect(copy) as connection:
        position, header = connection.execute("SELECT position, header FROM event ORDER BY position LIMIT 1 OFFSET 40").fetchone()
        changed = bytearray(header)
        changed[-1] ^= 1
        connection.execute("UPDATE event SET header = ? WHERE position = ?", (bytes(changed), position))

    verified = subprocess.run(
        [BINARY, "journal", "verify", "--json", "--database", str(copy)], capture_output=True, text=True,
        env=ENVIRONMENT)

    assert verified.returncode == 1
    report = json.loads(verified.stdout.strip().splitlines()[-1])
    assert not report["ok"]
    assert any(fault["position"] == position for fault in report["faults"])
