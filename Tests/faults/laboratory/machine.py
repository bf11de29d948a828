"""What the laboratory takes from the machine where it may: a network that can be cut, a disk that can be filled, a clock
that can be moved. Each says why where it cannot be had; the faults that need it are then left out and named."""

import contextlib
import os
import pathlib
import shutil
import subprocess

SOURCE = pathlib.Path(__file__).with_name("clock.c")


class NotHere(Exception):
    """Why this machine does not give it."""


def _said(*arguments):
    done = subprocess.run(list(map(str, arguments)), capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise NotHere((done.stderr.strip() or done.stdout.strip() or "refused").splitlines()[-1])


def _need(program: str, package: str):
    if os.getuid() != 0:
        raise NotHere("this needs root")
    if shutil.which(program) is None and not pathlib.Path("/usr/sbin", program).exists():
        raise NotHere(f"apt-get install {package}")


class Loopback:
    """All on one address: nothing can be cut."""

    inside: list[str] = []
    listens = "127.0.0.1"

    def address(self, node: str) -> str:
        return self.listens

    def remove(self):
        pass


class Network:
    """The servers live in a network namespace of their own, with one cable to each node."""

    # Nobody but the nodes has a cable to it.
    listens = "*"

    def __init__(self, nodes: list[str]):
        _need("ip", "iproute2")
        _need("nsenter", "util-linux")
        self.name = f"motcua{os.getpid()}"
        self.nodes = nodes
        _said("ip", "netns", "add", self.name)
        self.inside = ["nsenter", f"--net=/run/netns/{self.name}", "--"]
        try:
            self._in("ip", "link", "set", "lo", "up")
            for number, node in enumerate(nodes):
                here, there = f"mc{os.getpid()}{node}"[:15], f"to-{node}"
                _said("ip", "link", "add", here, "type", "veth", "peer", "name", there, "netns", self.name)
                _said("ip", "addr", "add", f"10.231.{number}.1/30", "dev", here)
                _said("ip", "link", "set", here, "up")
                self._in("ip", "addr", "add", f"10.231.{number}.2/30", "dev", there)
                self._in("ip", "link", "set", there, "up")
        except NotHere:
            self.remove()
            raise

    def _in(self, *arguments):
        _said(*self.inside, *arguments)

    def address(self, node: str) -> str:
        return f"10.231.{self.nodes.index(node)}.2"

    def cut(self, node: str):
        """At the far end, so that this end hears nothing: packets are lost in silence."""
        self._in("ip", "link", "set", f"to-{node}", "down")

    def mend(self, node: str):
        self._in("ip", "link", "set", f"to-{node}", "up")

    def remove(self):
        # Its cables go with it.
        subprocess.run(["ip", "netns", "del", self.name], check=False, stderr=subprocess.DEVNULL)


class Disk:
    """A small file system in a file."""

    def __init__(self, folder: pathlib.Path, name: str, megabytes: int = 640):
        _need("mkfs.ext4", "e2fsprogs")
        _need("mount", "mount")
        self.image = folder / f"{name}.img"
        self.place = folder / name
        self.place.mkdir()
        with open(self.image, "wb") as image:
            image.truncate(megabytes << 20)
        _said("mkfs.ext4", "-q", "-F", "-m", "0", self.image)
        _said("mount", "-o", "loop", self.image, self.place)
        self.folder = self.place / "postgres"
        self.folder.mkdir(mode=0o755)

    def fill(self):
        """To the last block."""
        with open(self.place / "filler", "wb") as filler, contextlib.suppress(OSError):
            os.posix_fallocate(filler.fileno(), 0, os.statvfs(self.place).f_bavail * os.statvfs(self.place).f_frsize)
        with open(self.place / "filler", "ab", buffering=0) as filler, contextlib.suppress(OSError):
            while True:
                filler.write(bytes(4096))

    def free(self):
        (self.place / "filler").unlink(missing_ok=True)

    def remove(self):
        subprocess.run(["umount", str(self.place)], check=False, stderr=subprocess.DEVNULL)


class Clock:
    """A node's time of day, moved while it runs."""

    def __init__(self, folder: pathlib.Path, name: str):
        compiler = shutil.which("clang") or shutil.which("cc")
        if compiler is None:
            raise NotHere("apt-get install gcc")
        library = folder / "clock.so"
        if not library.exists():
            _said(compiler, "-shared", "-fPIC", "-O2", "-o", library, SOURCE)
        self.file = folder / f"{name}.clock"
        self.file.write_bytes(bytes(8))
        self.environment = {"LD_PRELOAD": str(library), "MOTCUA_CLOCK": str(self.file)}

    def move(self, seconds: int):
        with open(self.file, "r+b") as file:
            file.write((seconds * 1000).to_bytes(8, "little", signed=True))


def about(programs: pathlib.Path) -> dict:
    """The machine, for the report."""
    model = next((line.split(":", 1)[1].strip() for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines()
                  if line.startswith("model name")), "")
    memory = int(pathlib.Path("/proc/meminfo").read_text().split()[1]) >> 20
    version = subprocess.run([programs / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
    return {"processor": model, "cores": os.cpu_count(), "memory_gib": memory, "kernel": os.uname().release,
            "database": version.strip()}
