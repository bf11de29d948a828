"""A PostgreSQL server with a synchronous standby, and the promotion of one when the other is lost."""

import contextlib
import os
import pathlib
import pwd
import shutil
import signal
import subprocess

from .cluster import free_port, wait_until

RUNS_AS_ROOT = os.getuid() == 0


def newest_programs() -> pathlib.Path:
    programs = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    assert programs, "apt-get install postgresql-15"
    return programs[-1]


class Server:
    """One server, durable as in earnest: fsync stays on, and a commit waits until a standby has it too."""

    def __init__(self, name: str, folder: pathlib.Path, network):
        self.name = name
        self.folder = folder
        self.data = folder / "data"
        self.port = free_port()
        self.programs = newest_programs()
        self.listens = network.listens
        # The server refuses to be root.
        self.user = [*network.inside, *(["runuser", "-u", "postgres", "--"] if RUNS_AS_ROOT else [])]
        if RUNS_AS_ROOT:
            owner = pwd.getpwnam("postgres")
            os.chown(folder, owner.pw_uid, owner.pw_gid)

    def make(self):
        self._run("initdb", "-D", self.data, "-U", "motcua", "-A", "trust", "--locale=C", "-E", "UTF8")
        with open(self.data / "postgresql.conf", "a", encoding="utf-8") as settings:
            settings.write(
                f"listen_addresses='{self.listens}'\nmax_connections=120\nlogging_collector=off\nmax_wal_size=128MB\n"
                "min_wal_size=32MB\nsynchronous_standby_names='*'\n")
        with open(self.data / "pg_hba.conf", "a", encoding="utf-8") as rules:
            rules.write("host all motcua samenet trust\n")
        self.start()
        self._run("createdb", "-h", self.folder, "-p", self.port, "-U", "motcua", "motcua", alone=True)

    def follow(self, primary: "Server"):
        """Becomes a standby of `primary`, whatever it was."""
        shutil.rmtree(self.data, ignore_errors=True)
        self._run("pg_basebackup", "-R", "-D", self.data, "-h", primary.folder, "-p", primary.port, "-U", "motcua",
                  "-c", "fast", "-X", "stream")
        self.start()

    def _run(self, program, *arguments, check=True, alone=False):
        """`alone`: its commits do not wait for a standby."""
        environment = {**os.environ, "PGOPTIONS": "-c synchronous_commit=local"} if alone else None
        return subprocess.run(
            [*self.user, str(self.programs / program), *map(str, arguments)], check=check, cwd="/", env=environment,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, text=True)

    def start(self):
        # Not through pipes: the server would keep them open.
        done = subprocess.run(
            [*self.user, str(self.programs / "pg_ctl"), "-s", "-w", "-t", "300", "-D", str(self.data), "-l",
             str(self.folder / "log"), "-o", f"-p {self.port} -k {self.folder}", "start"],
            check=False, cwd="/", stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        assert done.returncode == 0, (self.folder / "log").read_text(encoding="utf-8", errors="replace")[-2000:]

    def promote(self):
        self._run("pg_ctl", "-s", "-w", "-D", self.data, "promote")

    @property
    def pid(self) -> int:
        return int((self.data / "postmaster.pid").read_text().split("\n")[0])

    def is_running(self) -> bool:
        return self._run("pg_ctl", "-D", self.data, "status", check=False).returncode == 0

    def processes(self) -> list[int]:
        """The server, then everything it started."""
        parent = self.pid
        children = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(parent)], capture_output=True, text=True, check=False).stdout
        return [parent, *map(int, children.split())]

    def freeze(self) -> list[int]:
        # The parent first, so that it begins no child in between.
        os.kill(self.pid, signal.SIGSTOP)
        held = self.processes()
        self.send(held, signal.SIGSTOP)
        return held

    @staticmethod
    def send(processes: list[int], what: signal.Signals):
        for pid in processes:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, what)

    def kill(self):
        """kill -9 of the server and everything it started, as a power cut of the program."""
        held = self.freeze()
        self.send(held, signal.SIGKILL)
        wait_until("the killed server's processes end", lambda: not any(_lives(pid) for pid in held))
        # Until somebody has waited for it, a dead process still has its number, and the next server would call it alive.
        for lock in (self.data / "postmaster.pid", self.folder / f".s.PGSQL.{self.port}.lock"):
            lock.unlink(missing_ok=True)

    def stop(self):
        self._run("pg_ctl", "-s", "-m", "immediate", "-D", self.data, "stop", check=False)

    def sql(self, text: str) -> list[str]:
        answer = self._run("psql", "-h", self.folder, "-p", self.port, "-U", "motcua", "-At", "-q", "-c", text, "motcua",
                           check=False)
        if answer.returncode != 0:
            raise ValueError(f"{text}: {answer.stdout}")
        return [line for line in answer.stdout.splitlines() if line]


class Pair:
    """A primary and its standby. Nobody but the laboratory decides who is which: Patroni's part is played here."""

    def __init__(self, folders: list[pathlib.Path], network):
        self.network = network
        self.primary, self.standby = (Server(f"pg{number}", folder, network) for number, folder in enumerate(folders, 1))
        self.primary.make()
        self.standby.follow(self.primary)

    @property
    def servers(self) -> list[Server]:
        return [self.primary, self.standby]

    def url(self, schema: str, node: str) -> str:
        """Both servers, as the node reaches them: libpq looks for the one that takes writes."""
        host = self.network.address(node)
        hosts = ",".join(f"{host}:{server.port}" for server in sorted(self.servers, key=lambda server: server.name))
        return f"postgres://motcua@{hosts}/motcua?target_session_attrs=read-write&schema={schema}"

    def sql(self, text: str) -> list[str]:
        return self.primary.sql(text)

    def promote(self):
        """The standby takes over; whoever calls has killed, or will kill, the old primary."""
        self.standby.promote()
        self.primary, self.standby = self.standby, self.primary

    def heal(self):
        """Whatever is left of the standby is thrown away and copied anew: what only the dead had is nowhere again."""
        self.standby.follow(self.primary)

    def stop(self):
        for server in self.servers:
            server.stop()


def _lives(pid: int) -> bool:
    try:
        state = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except (OSError, IndexError):
        return False
    return state != "Z"
