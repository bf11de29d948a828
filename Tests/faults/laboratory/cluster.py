"""A PostgreSQL server and the nodes of a city, started by hand and ended by id."""

import contextlib
import json
import os
import pathlib
import pwd
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.parse
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


class Postgres:
    """Durable as in earnest: fsync stays on."""

    def __init__(self, folder: pathlib.Path):
        programs = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
        assert programs, "apt-get install postgresql-15"
        self.programs = programs[-1]
        self.folder = folder
        self.data = folder / "data"
        folder.mkdir(mode=0o755, parents=True, exist_ok=True)
        # The server refuses to be root.
        self.user = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
        if self.user:
            owner = pwd.getpwnam("postgres")
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        self._run("initdb", "-D", self.data, "-U", "motcua", "-A", "trust", "--locale=C", "-E", "UTF8")
        with open(self.data / "postgresql.conf", "a", encoding="utf-8") as settings:
            settings.write(
                f"listen_addresses=''\nunix_socket_directories='{folder}'\nmax_connections=120\n"
                "logging_collector=off\n")
        self.start()
        self._run("createdb", "-h", folder, "-U", "motcua", "motcua")

    def _run(self, program, *arguments, check=True):
        return subprocess.run(
            [*self.user, str(self.programs / program), *map(str, arguments)], check=check, cwd="/",
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, text=True)

    def start(self):
        # Not through pipes: the server would keep them open.
        done = subprocess.run(
            [*self.user, str(self.programs / "pg_ctl"), "-s", "-w", "-t", "300", "-D", str(self.data), "-l",
             str(self.folder / "log"), "start"],
            check=False, cwd="/", stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        assert done.returncode == 0, (self.folder / "log").read_text(encoding="utf-8", errors="replace")[-2000:]

    @property
    def pid(self) -> int:
        return int((self.data / "postmaster.pid").read_text().split("\n")[0])

    def backends(self) -> list[int]:
        return [int(line) for line in self.sql("SELECT pid FROM pg_stat_activity WHERE usename = 'motcua' "
                                               "AND pid <> pg_backend_pid()")]

    def kill(self):
        """kill -9 of the server and everything it started, as a power cut of the program."""
        parent = self.pid
        # First it is held, so that it begins no child that would live on and keep its memory from the next.
        os.kill(parent, signal.SIGSTOP)
        children = [int(pid) for pid in subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(parent)], capture_output=True, text=True, check=False).stdout.split()]
        os.kill(parent, signal.SIGKILL)
        for child in children:
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
        wait_until("the killed server's processes end", lambda: not any(_lives(pid) for pid in [parent, *children]))
        # Until somebody has waited for it, a dead process still has its number, and the next server would call it alive.
        for lock in (self.data / "postmaster.pid", self.folder / ".s.PGSQL.5432.lock"):
            lock.unlink(missing_ok=True)

    def stop(self):
        self._run("pg_ctl", "-s", "-m", "immediate", "-D", self.data, "stop", check=False)

    def sql(self, text: str) -> list[str]:
        answer = self._run("psql", "-h", self.folder, "-U", "motcua", "-At", "-q", "-c", text, "motcua", check=False)
        return [line for line in answer.stdout.splitlines() if line]

    def url(self, schema: str) -> str:
        host = urllib.parse.quote(str(self.folder), safe="")
        return f"postgres://motcua@/motcua?host={host}&schema={schema}"


def _lives(pid: int) -> bool:
    try:
        state = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except (OSError, IndexError):
        return False
    return state != "Z"


class Node:
    """One `motcua serve`."""

    def __init__(self, name: str, database: str, keys: pathlib.Path, papers: str, log: pathlib.Path, *more: str):
        self.name = name
        self.port = free_port()
        self.log = log
        self.command = [
            BINARY, "serve", "--json", "--allow-placeholders", "--database", database, "--keys", str(keys),
            "--papers", papers, "--port", str(self.port), "--requests-per-minute", "1000000", "--log-format", "json",
            *more]
        self.process: subprocess.Popen | None = None

    def start(self):
        with open(self.log, "a", encoding="utf-8") as log:
            self.process = subprocess.Popen(
                self.command, stdout=subprocess.DEVNULL, stderr=log, env=ENVIRONMENT, cwd=ROOT)

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

    def call(self, method, path, body=None, token=None, key=None, timeout=20):
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/api/v1{path}", method=method,
            data=None if body is None else json.dumps(body).encode())
        request.add_header("Content-Type", "application/json")
        if token:
            request.add_header("Authorization", f"Bearer {token}")
        if key:
            request.add_header("Idempotency-Key", key)
        with urllib.request.urlopen(request, timeout=timeout) as answer:
            return json.load(answer)

    def sign_in(self, login="quay"):
        return self.call("POST", "/sessions", {"login": login, "password": PASSWORD})["token"]


def command(*arguments: str, check=True) -> subprocess.CompletedProcess:
    return subprocess.run([BINARY, *arguments], capture_output=True, text=True, env=ENVIRONMENT, check=check, cwd=ROOT)
