"""Told to stop under load, the server finishes what it accepted and ends with 0: nothing acknowledged is lost, no answer is
cut off."""

import http.client
import json
import os
import signal
import subprocess
import threading
import time
import urllib.error
import urllib.request

import pytest

from laboratory.cluster import BINARY, ENVIRONMENT
from test_kill import Server, filing


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    path = tmp_path_factory.mktemp("stop") / "city.sqlite"
    subprocess.run([BINARY, "demo", "--no-serve", "--database", str(path)], check=True, env=ENVIRONMENT,
                   stderr=subprocess.DEVNULL)
    return path


def get(server, path, headers=None):
    request = urllib.request.Request(f"http://127.0.0.1:{server.port}{path}", headers=headers or {})
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def test_machines_are_told_how_it_is_doing(database):
    server = Server(database)
    try:
        assert get(server, "/health") == (200, '{"status":"alive"}\n')
        status, text = get(server, "/ready")
        assert status == 200, text
        assert {check["name"] for check in json.loads(text)["checks"]} == {
            "database", "migrations", "consumers", "keys"}
        get(server, "/")
        status, text = get(server, "/metrics")
        assert status == 200
        for name in ("motcua_http_request_seconds_bucket", "motcua_write_groups_total", "motcua_store_waiting",
                     "motcua_consumer_lag_events", "motcua_consumer_lag_seconds", "motcua_sessions_open",
                     "motcua_job_runs_total", "motcua_lease_held", "process_resident_memory_bytes"):
            assert f"# TYPE {name.removesuffix('_bucket')} " in text, name
        assert get(server, "/metrics", {"X-Forwarded-For": "127.0.0.1"})[0] == 404
        os.chmod(f"{database}.keys/head", 0o600)
    finally:
        server.stop()


def test_a_stop_under_load_cuts_nothing_off(database):
    server = Server(database)
    token = server.sign_in("quay")
    body = json.dumps(filing(server, token, database)).encode()
    acknowledged: dict[str, str] = {}
    cut: list[str] = []
    lock = threading.Lock()
    stopping = threading.Event()

    def load(worker):
        number = 0
        while True:
            connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
            try:
                connection.connect()
            except OSError:
                # No new connection is taken any more.
                return
            sent = False
            key = f"stop-{worker}-{number}"
            number += 1
            try:
                connection.request("POST", "/api/v1/counter/at-once", body, {
                    "Content-Type": "application/json", "Authorization": f"Bearer {token}", "Idempotency-Key": key})
                sent = True
                answer = connection.getresponse()
                text = answer.read()
                if answer.status in (200, 201):
                    receipt = json.loads(text)
                    with lock:
                        acknowledged[receipt["code"]] = receipt["dossier"]
            except (http.client.IncompleteRead, http.client.BadStatusLine, json.JSONDecodeError) as error:
                # An answer that began and did not end. A connection the server never took from the system's queue is
                # reset by the system, and says nothing of the server.
                if isinstance(error, http.client.RemoteDisconnected) and stopping.is_set():
                    return
                with lock:
                    cut.append(f"{key}: {error!r} sent={sent}")
            except OSError as error:
                if not stopping.is_set():
                    with lock:
                        cut.append(f"{key}: {error!r}")
                return
            finally:
                connection.close()

    workers = [threading.Thread(target=load, args=(worker,)) for worker in range(8)]
    for worker in workers:
        worker.start()
    while len(acknowledged) < 80 and any(worker.is_alive() for worker in workers):
        time.sleep(0.02)
    stopping.set()
    server.process.send_signal(signal.SIGTERM)
    status = server.process.wait(60)
    for worker in workers:
        worker.join()

    assert status == 0
    assert len(acknowledged) >= 80
    assert cut == []
    again = Server(database)
    token = again.sign_in("quay")
    for code, dossier in acknowledged.items():
        assert again.call("GET", f"/codes/{code}", token=token)["dossier"] == dossier
    again.stop()
    verified = subprocess.run(
        [BINARY, "journal", "verify", "--json", "--database", str(database)], capture_output=True, text=True,
        env=ENVIRONMENT)
    report = json.loads(verified.stdout.strip().splitlines()[-1])
    assert report["ok"] and report["tree_size"] == report["events"]


def test_a_request_under_way_is_finished_though_the_program_was_told_to_stop(database):
    """The head of a request is sent, then the order to stop, then the rest: it was accepted, so it is answered."""
    server = Server(database)
    token = server.sign_in("quay")
    body = json.dumps(filing(server, token, database)).encode()
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    connection.putrequest("POST", "/api/v1/counter/at-once")
    for name, value in {"Content-Type": "application/json", "Authorization": f"Bearer {token}",
                        "Idempotency-Key": "stop-under-way", "Content-Length": str(len(body))}.items():
        connection.putheader(name, value)
    connection.endheaders()
    connection.send(body[:20])
    time.sleep(0.5)

    server.process.send_signal(signal.SIGTERM)
    time.sleep(0.5)
    connection.send(body[20:])
    answer = connection.getresponse()
    receipt = json.loads(answer.read())

    assert receipt["code"]
    connection.close()
    assert server.process.wait(60) == 0
