"""The nodes of a city, started by hand and ended by id."""

import contextlib
import json
import os
import pathlib
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[3]
BINARY = os.environ.get("MOTCUA_BINARY", str(ROOT / ".build/debug/motcua"))
ENVIRONMENT = {**os.environ, "MOTCUA_SHARE": str(ROOT)}
PASSWORD = "motcua-demo"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until(what: str, test, seconds: float = 60):
    end = time.monotonic() + seconds
    while True:
        with contextlib.suppress(OSError, urllib.error.URLError, ValueError):
            if test():
                return
        if time.monotonic() > end:
            raise TimeoutError(what)
        time.sleep(0.1)


class Caller:
    """The JSON API of a server on `port`."""

    patience = 20

    def call(self, method, path, body=None, token=None, key=None):
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/api/v1{path}", method=method,
            data=None if body is None else json.dumps(body).encode())
        request.add_header("Content-Type", "application/json")
        if token:
            request.add_header("Authorization", f"Bearer {token}")
        if key:
            request.add_header("Idempotency-Key", key)
        with urllib.request.urlopen(request, timeout=self.patience) as answer:
            return json.load(answer)

    def sign_in(self, login="quay"):
        return self.call("POST", "/sessions", {"login": login, "password": PASSWORD})["token"]


class Node(Caller):
    """One `motcua serve`."""

    def __init__(self, name: str, database: str, keys: pathlib.Path, papers: str, log: pathlib.Path,
                 environment: dict[str, str] | None = None):
        self.name = name
        self.port = free_port()
        self.log = log
        self.environment = {**ENVIRONMENT, **(environment or {})}
        self.command = [
            BINARY, "serve", "--json", "--allow-placeholders", "--database", database, "--keys", str(keys),
            "--papers", papers, "--port", str(self.port), "--requests-per-minute", "1000000", "--log-format", "json"]
        self.process: subprocess.Popen | None = None

    def start(self):
        with open(self.log, "a", encoding="utf-8") as log:
            self.process = subprocess.Popen(
                self.command, stdout=subprocess.DEVNULL, stderr=log, env=self.environment, cwd=ROOT)

    def is_ready(self) -> bool:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/ready", timeout=3) as answer:
            return answer.status == 200

    def is_alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def send(self, what: signal.Signals):
        if self.is_alive():
            self.process.send_signal(what)

    def end(self, what: signal.Signals = signal.SIGKILL, seconds: float = 60) -> int | None:
        if not self.is_alive():
            return self.process.returncode if self.process else None
        self.process.send_signal(signal.SIGCONT)
        self.process.send_signal(what)
        return self.process.wait(seconds)

    def leases(self) -> set[str] | None:
        """What it believes to hold; nil where it does not answer."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/metrics", timeout=2) as answer:
                lines = answer.read().decode().splitlines()
        except (OSError, ValueError):
            return None
        return {line.split('"')[1] for line in lines if line.startswith("motcua_lease_held{")}


def command(*arguments: str, check=True) -> subprocess.CompletedProcess:
    return subprocess.run([BINARY, *arguments], capture_output=True, text=True, env=ENVIRONMENT, check=check, cwd=ROOT)
