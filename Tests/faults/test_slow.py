"""Whoever sends half a request and then nothing keeps neither memory nor a place; a slow line that goes on is served."""

import contextlib
import os
import pathlib
import signal
import socket
import subprocess
import time

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ.get("MOTCUA_BINARY", str(ROOT / ".build/debug/motcua"))
PATIENCE = 2
CONNECTIONS = 40


class Town:
    """A small city that loses patience soon."""

    def __init__(self, folder: pathlib.Path):
        with contextlib.closing(socket.socket()) as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        environment = {**os.environ, "MOTCUA_SHARE": str(ROOT)}
        database = ["--city", str(ROOT / "cities/demo-town"), "--database", str(folder / "town.db")]
        subprocess.run([BINARY, "publish", *database], cwd=folder, check=True, timeout=120, env=environment)
        self.log = folder / "serve.log"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [BINARY, "serve", *database, "--port", str(self.port), "--patience", str(PATIENCE),
                 "--connections", str(CONNECTIONS)], cwd=folder, stdout=log, stderr=log, env=environment)
        until = time.monotonic() + 60
        while not self.is_open():
            if self.process.poll() is not None or time.monotonic() > until:
                self.process.kill()
                raise RuntimeError(self.log.read_text(encoding="utf-8"))
            time.sleep(0.1)

    def is_open(self) -> bool:
        with contextlib.suppress(ConnectionRefusedError), self.call():
            return True
        return False

    def call(self, source: str = "127.0.0.1") -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=60, source_address=(source, 0))

    def kilobytes(self) -> int:
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text(encoding="utf-8")
        return int(next(line for line in status.splitlines() if line.startswith("VmRSS:")).split()[1])

    def close(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    town = Town(tmp_path_factory.mktemp("town"))
    yield town
    town.close()


def everything(line: socket.socket) -> bytes:
    """What comes until the other side closes."""
    answer = b""
    with contextlib.suppress(ConnectionResetError):
        while more := line.recv(65_536):
            answer += more
    return answer


def head(path: str, length: int, kind: str) -> bytes:
    return (f"POST {path} HTTP/1.1\r\nHost: town\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\r\n").encode()


@pytest.mark.parametrize("begin", [b"", b"GET / HTTP/1.1\r\nHost: to"])
def test_a_head_that_does_not_come_is_not_waited_for(town, begin):
    with town.call() as line:
        line.sendall(begin)

        assert everything(line) == b""


def test_a_body_that_does_not_come_is_answered(town):
    with town.call() as line:
        line.sendall(head("/tra-cuu", 100, "application/x-www-form-urlencoded") + b"code=1")

        answer = everything(line).decode("utf-8")

    assert answer.startswith("HTTP/1.1 408")
    assert "connection: close" in answer.lower()
    assert "Hãy kiểm tra kết nối mạng rồi gửi lại" in answer


def test_a_program_is_answered_in_its_own_form(town):
    with town.call() as line:
        line.sendall(head("/api/v1/sessions", 100, "application/json") + b"{")

        answer = everything(line).decode("utf-8")

    assert answer.startswith("HTTP/1.1 408")
    assert "door.too_slow" in answer


def test_a_slow_line_that_goes_on_is_served(town):
    body = b"code=1&x=" + b"y" * 16_000
    with town.call() as line:
        line.sendall(head("/tra-cuu", len(body), "application/x-www-form-urlencoded"))
        # Four times as long as anybody may stand still.
        for begin in range(0, len(body), 500):
            line.sendall(body[begin:begin + 500])
            time.sleep(PATIENCE / 8)
        line.settimeout(30)

        answer = line.recv(65_536).decode("utf-8")

    # The page says that the form has no seal: it was read to its end.
    assert answer.startswith("HTTP/1.1 403")


def test_papers_of_strangers_are_not_held(town):
    """Of 14 half-sent uploads of 18 MB nothing stays but what was typed."""
    before = town.kilobytes()
    begin = (b"--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a.png\"\r\n\r\n" + bytes(18 << 20))
    with contextlib.ExitStack() as stack:
        for _ in range(14):
            line = stack.enter_context(town.call())
            line.sendall(head("/nop/1/giay-to", 19 << 20, "multipart/form-data; boundary=b") + begin)

        grown = town.kilobytes() - before

    assert grown < 64 << 10, f"{grown >> 10} MB"


def test_one_network_takes_no_more_than_its_share(town):
    """The loopback is a proxy's and exempt, its neighbour is not."""
    with contextlib.ExitStack() as stack:
        lines = [stack.enter_context(town.call("127.0.0.2")) for _ in range(CONNECTIONS // 4 + 1)]
        request = b"GET /static/citizen.css HTTP/1.1\r\nHost: town\r\nConnection: close\r\n\r\n"
        refused = lines.pop()
        with contextlib.suppress(ConnectionError):
            refused.sendall(request)
        assert everything(refused) == b""

        with town.call() as other:
            other.sendall(request)
            assert everything(other).startswith(b"HTTP/1.1 ")
