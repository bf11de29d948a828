"""Counter officers who never give up: each filing has a key, is sent again until somebody acknowledges it, and every
acknowledgement is written down."""

import json
import random
import threading
import time
import urllib.error


class Load:
    def __init__(self, nodes, body, workers=6):
        self.nodes = nodes
        self.body = body
        # key → (code, dossier)
        self.acknowledged: dict[str, tuple[str, str]] = {}
        self.contradictions: list[str] = []
        self.refusals: dict[str, int] = {}
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
                with self._lock:
                    self.refusals[str(error.code)] = self.refusals.get(str(error.code), 0) + 1
                if error.code == 401:
                    tokens.pop(node.name, None)
                elif error.code in (400, 403, 404, 413, 415, 422):
                    self.mistake = f"{error.code}: {error.read().decode(errors='replace')}"
                    self._stop.set()
                    return
                time.sleep(chance.uniform(0.05, 0.3))
                continue
            except (OSError, urllib.error.URLError, json.JSONDecodeError, ValueError, ConnectionError):
                time.sleep(chance.uniform(0.05, 0.3))
                continue
            said = (receipt["code"], receipt["dossier"])
            with self._lock:
                if self.acknowledged.setdefault(key, said) != said:
                    self.contradictions.append(key)
            # Now and then somebody presses twice, at another node.
            if chance.random() > 0.05:
                return
