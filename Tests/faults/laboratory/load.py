"""`motcua simulate --url`: officers who take dossiers through their whole life and never give up. Each filing has a key, each
change names the version it expects; what nobody answered is sent again, and every acknowledgement is written down."""

import json
import os
import pathlib
import signal
import subprocess
import threading

from . import cluster


class Load:
    def __init__(self, nodes, database: str, keys: pathlib.Path, papers: str, folder: pathlib.Path, seed: int,
                 workers=6):
        self.diary = folder / "diary.jsonl"
        self.said = folder / "load.log"
        self._name = {f"http://127.0.0.1:{node.port}/api/v1": node.name for node in nodes}
        self._command = [
            cluster.BINARY, "simulate", "--json", "--dossiers", "1000000", "--in-flight", str(workers), "--seed", str(seed),
            "--database", database, "--keys", str(keys), "--papers", papers, "--diary", str(self.diary)]
        for node in nodes:
            self._command += ["--url", f"http://127.0.0.1:{node.port}"]
        # Key → dossier.
        self.filed: dict[str, str] = {}
        # Dossier → the newest version, code and due date that a server promised.
        self.versions: dict[str, int] = {}
        self.codes: dict[str, str] = {}
        self.due: dict[str, str] = {}
        self.acknowledged = 0
        self.contradictions: list[str] = []
        # By status and the problem's code.
        self.refusals: dict[str, int] = {}
        self.unanswered = 0
        self._acknowledged_at = {node.name: 0 for node in nodes}
        self.report: dict = {}
        self._process: subprocess.Popen | None = None
        self._ended = threading.Event()
        self._lock = threading.Lock()
        self._reader = threading.Thread(target=self._read, daemon=True)

    def start(self):
        with open(self.said, "wb") as said:
            self._process = subprocess.Popen(
                self._command, stdout=subprocess.PIPE, stderr=said, env=cluster.ENVIRONMENT, cwd=cluster.ROOT)
        self._reader.start()
        cluster.wait_until("the load begins", lambda: self.count() > 0, 120)

    def end(self):
        """Whatever happened: nothing of it stays behind."""
        if self._process and self._process.poll() is None:
            self._process.kill()
            self._process.wait()

    def finish(self):
        """No new filings; those begun go on to their end."""
        self._process.send_signal(signal.SIGTERM)
        answer, _ = self._process.communicate(timeout=400)
        self._ended.set()
        self._reader.join()
        assert self._process.returncode == 0, self._words()
        self.report = json.loads(answer.splitlines()[-1])

    def count(self) -> int:
        self._still_works()
        with self._lock:
            return self.acknowledged

    def filed_at(self, node: str) -> int:
        """Writes that a node acknowledged."""
        self._still_works()
        with self._lock:
            return self._acknowledged_at[node]

    def refused(self) -> int:
        """Whatever was no acknowledgement."""
        with self._lock:
            return sum(self.refusals.values()) + self.unanswered

    def _still_works(self):
        assert self._process.poll() is None, self._words()

    def _words(self) -> str:
        return self.said.read_text(encoding="utf-8", errors="replace")[-2000:]

    def _read(self):
        rest = b""
        with open(self._opened(), "rb") as lines:
            while True:
                ended = self._ended.is_set()
                rest += lines.read()
                *whole, rest = rest.split(b"\n")
                with self._lock:
                    for line in whole:
                        self._take(json.loads(line))
                if ended:
                    return
                self._ended.wait(0.05)

    def _opened(self) -> pathlib.Path:
        while not os.path.exists(self.diary) and not self._ended.wait(0.05):
            pass
        return self.diary

    def _take(self, line: dict):
        if "write" in line:
            self.acknowledged += 1
            self._acknowledged_at[self._name[line["server"]]] += 1
            dossier = line["dossier"]
            self.versions[dossier] = max(line["version"], self.versions.get(dossier, 0))
            if "key" in line:
                self.filed[line["key"]] = dossier
            if "code" in line:
                self.codes[dossier] = line["code"]
            if "due" in line:
                self.due[dossier] = line["due"]
        elif "contradiction" in line:
            self.contradictions.append(line["contradiction"])
        elif "refused" in line:
            self.refusals[line["refused"]] = self.refusals.get(line["refused"], 0) + 1
        elif "unanswered" in line:
            self.unanswered += 1
