"""Counter officers who never give up: each filing has a key, is sent again until somebody acknowledges it, and every
acknowledgement is written down."""

import http.client
import json
import random
import threading
import time
import urllib.error


class Load:
    def __init__(self, nodes, body, workers=6):
        self.nodes = nodes
        self.body = body
        # key → (code, dossier, due)
        self.acknowledged: dict[str, tuple[str, str, str]] = {}
        self.contradictions: list[str] = []
        # By status and the problem's code.
        self.refusals: dict[str, int] = {}
        self.unanswered = 0
        self._filed_at = {node.name: 0 for node in nodes}
        self.tried = 0
        # What no fault explains: the filing itself is wrong.
        self.mistake: str | None = None
        self._stop = threading.Event()
        self._lock = threading.Lock()
        # Daemons: where the laboratory itself breaks off, nobody waits for them.
        self._workers = [
            threading.Thread(target=self._work, args=(number,), daemon=True) for number in range(workers)]

    def start(self):
        for worker in self._workers:
            worker.start()

    def finish(self):
        """No new filings; those begun are sent until they are acknowledged."""
        self._stop.set()
        for worker in self._workers:
            worker.join()

    def count(self) -> int:
        assert self.mistake is None, self.mistake
        with self._lock:
            return len(self.acknowledged)

    def filed_at(self, node: str) -> int:
        assert self.mistake is None, self.mistake
        with self._lock:
            return self._filed_at[node]

    def refused(self) -> int:
        """Whatever was no acknowledgement."""
        with self._lock:
            return sum(self.refusals.values()) + self.unanswered

    def _work(self, number: int):
        chance = random.Random(number)
        tokens: dict[str, str] = {}
        filing = 0
        while not self._stop.is_set():
            key = f"laboratory-{number}-{filing}"
            filing += 1
            with self._lock:
                self.tried += 1
            self._file(key, chance, tokens)

    def _file(self, key: str, chance: random.Random, tokens: dict[str, str]):
        end = time.monotonic() + 300
        while time.monotonic() < end:
            node = chance.choice(self.nodes)
            try:
                if node.name not in tokens:
                    tokens[node.name] = node.sign_in()
                receipt = node.call("POST", "/counter/at-once", self.body, tokens[node.name], key)
            except urllib.error.HTTPError as error:
                text = error.read().decode(errors="replace")
                self._refused(error.code, text)
                if error.code == 401:
                    tokens.pop(node.name, None)
                elif error.code in (400, 403, 404, 413, 415, 422):
                    self.mistake = f"{error.code}: {text}"
                    self._stop.set()
                    return
                time.sleep(chance.uniform(0.05, 0.3))
                continue
            except (OSError, urllib.error.URLError, http.client.HTTPException, ValueError):
                with self._lock:
                    self.unanswered += 1
                time.sleep(chance.uniform(0.05, 0.3))
                continue
            said = (receipt["code"], receipt["dossier"], receipt["due"])
            with self._lock:
                self._filed_at[node.name] += 1
                if self.acknowledged.setdefault(key, said) != said:
                    self.contradictions.append(key)
            # Now and then somebody presses twice, at another node.
            if chance.random() > 0.05:
                return

    def _refused(self, status: int, text: str):
        try:
            code = json.loads(text).get("code", "")
        except ValueError:
            code = ""
        with self._lock:
            name = f"{status} {code}".strip()
            self.refusals[name] = self.refusals.get(name, 0) + 1
