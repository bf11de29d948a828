"""Systems of others as this program's sandboxes play them: processes of their own, that may die and come back."""

import json
import os
import pathlib
import signal
import subprocess

from city import BINARY, ROOT, free_port


class Sandbox:
    """One sandbox, at the same address in all its lives. With a `file` it remembers what it was told."""

    def __init__(self, kind: str, file: pathlib.Path | None = None):
        self.command = [BINARY, "sandbox", kind, "--port", str(free_port()), "--json"]
        self.file = file
        if file:
            self.command += ["--file", str(file)]
        self.process: subprocess.Popen | None = None
        self.said: dict = {}

    def start(self) -> None:
        self.process = subprocess.Popen(
            self.command, cwd=ROOT, stdout=subprocess.PIPE, env={**os.environ, "MOTCUA_SHARE": str(ROOT)})
        self.said = json.loads(self.process.stdout.readline())

    def end(self, how: signal.Signals = signal.SIGTERM) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(how)
            self.process.wait(20)
            self.process.stdout.close()

    def kill(self) -> None:
        """From one moment to the next, as machines die."""
        self.end(signal.SIGKILL)
