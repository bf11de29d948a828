"""Papers in a bucket: the same contract as a folder's, against an S3 server of another make."""

import json
import os
import pathlib
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

from laboratory.cluster import BINARY, ENVIRONMENT, free_port

CREDENTIALS = {"AWS_ACCESS_KEY_ID": "motcua-test", "AWS_SECRET_ACCESS_KEY": "a secret of the test"}


@pytest.fixture(scope="module")
def endpoint():
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        address = f"http://127.0.0.1:{port}"
        bucket = urllib.request.Request(f"{address}/giay-to", method="PUT")
        urllib.request.urlopen(bucket, timeout=10).close()
        yield address
    finally:
        server.terminate()
        server.wait(20)


def check(place: str, environment: dict[str, str]):
    done = subprocess.run(
        [BINARY, "paper", "check", "--json", "--papers", place], capture_output=True, text=True,
        env={**ENVIRONMENT, **environment})
    steps = json.loads(done.stdout) if done.stdout.startswith("[") else []
    return done.returncode, {step["name"]: step.get("fault") for step in steps}, done.stderr


def test_a_bucket_does_all_that_the_city_does_with_papers(endpoint):
    status, steps, said = check(f"s3://giay-to/hanoi?endpoint={endpoint}", CREDENTIALS)
    assert status == 0, (steps, said)
    assert len(steps) >= 9 and set(steps.values()) == {None}


def test_a_folder_does_the_same(tmp_path):
    status, steps, said = check(str(tmp_path / "papers"), {})
    assert status == 0, (steps, said)


def test_a_bucket_that_is_not_there_is_named(endpoint):
    status, steps, said = check(f"s3://khong-co?endpoint={endpoint}", CREDENTIALS)
    assert status == 1
    assert "NoSuchBucket" in steps["store"]


def test_without_credentials_the_cure_is_told(endpoint):
    environment = {name: value for name, value in ENVIRONMENT.items() if not name.startswith("AWS_")}
    done = subprocess.run(
        [BINARY, "paper", "check", "--papers", f"s3://giay-to?endpoint={endpoint}"], capture_output=True, text=True,
        env=environment)
    assert done.returncode != 0
    assert "AWS_ACCESS_KEY_ID" in done.stderr


def test_a_store_that_is_away_is_waited_for_and_then_named():
    place = f"s3://giay-to?endpoint=http://127.0.0.1:{free_port()}"
    began = time.monotonic()
    status, steps, said = check(place, CREDENTIALS)
    assert status == 1
    assert place.split("=")[1] in steps["store"], steps


def test_a_city_serves_its_papers_from_the_bucket(endpoint, tmp_path):
    """Uploaded at one address of the bucket, backed up into a folder, restored into another bucket's prefix."""
    database = tmp_path / "city.sqlite"
    place = f"s3://giay-to/served?endpoint={endpoint}"
    environment = {**ENVIRONMENT, **CREDENTIALS}
    subprocess.run([BINARY, "demo", "--no-serve", "--database", str(database), "--papers", place], check=True,
                   env=environment, stderr=subprocess.DEVNULL)
    listed = urllib.request.urlopen(f"{endpoint}/giay-to?list-type=2&prefix=served/", timeout=10).read().decode()
    stored = set(re.findall(r"<Key>[^<]*?([^/<]+)</Key>", listed))
    copy = tmp_path / "copy.sqlite"
    done = subprocess.run(
        [BINARY, "backup", "--json", "--with-papers", "--database", str(database), "--papers", place, "--to", str(copy)],
        capture_output=True, text=True, env=environment, check=True)
    report = json.loads(done.stdout)
    assert report["ok"]
    copied = {name for _, _, files in os.walk(f"{copy}.papers") for name in files}
    # In the bucket lie also signed papers that the sealed ones took the place of: nothing names them, the sweep comes.
    assert report["papers"] == len(copied) > 0 and copied <= stored
