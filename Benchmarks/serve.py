#!/usr/bin/env python3
"""How a server stands on a city as big as it is: time until it answers, public boards, memory.

    Benchmarks/serve.py --from 2026-11-01 --to 2026-11-30 -- .build/release/motcua serve --database var/big.sqlite

What stands behind `--` is started as it is, with a free port; nothing is filed. Units and fields are those of the
board itself. Prints one JSON object.
"""

import argparse
import datetime
import json
import pathlib
import random
import signal
import socket
import subprocess
import sys
import time
import urllib.request


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def get(address: str) -> bytes:
    with urllib.request.urlopen(address, timeout=120) as answer:
        return answer.read()


def spread(milliseconds: list[float]) -> dict:
    ordered = sorted(milliseconds)
    return {f"p{p}_ms": round(ordered[min(len(ordered) * p // 100, len(ordered) - 1)], 1) for p in (50, 95, 99)}


def measured(address: str, paths: list[str], rounds: int, dice: random.Random) -> dict:
    times = []
    for _ in range(rounds):
        path = dice.choice(paths)
        begun = time.perf_counter()
        get(address + path)
        times.append((time.perf_counter() - begun) * 1000)
    return spread(times)


def memory(process: int) -> dict:
    lines = pathlib.Path(f"/proc/{process}/status").read_text().splitlines()
    found = {line.split(":")[0]: int(line.split()[1]) // 1024 for line in lines if line.startswith(("VmRSS", "VmHWM"))}
    return {"resident_mb": found["VmRSS"], "most_resident_mb": found["VmHWM"]}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--from", dest="first", required=True, type=datetime.date.fromisoformat)
    parser.add_argument("--to", dest="last", required=True, type=datetime.date.fromisoformat)
    parser.add_argument("--rounds", type=int, default=300)
    parser.add_argument("--settle", type=float, default=0, help="seconds between the first answer and the measuring")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    given = parser.parse_args()
    command = [word for word in given.command if word != "--"]
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    begun = time.perf_counter()
    server = subprocess.Popen([*command, "--port", str(port)], stdout=sys.stderr)
    try:
        while True:
            try:
                get(address + "/ready")
                break
            except OSError:
                if server.poll() is not None:
                    return 1
                time.sleep(0.02)
        start = time.perf_counter() - begun
        time.sleep(given.settle)
        days = f"from={given.first}&to={given.last}"
        begun = time.perf_counter()
        board = json.loads(get(f"{address}/api/v1/board?{days}"))
        first = (time.perf_counter() - begun) * 1000
        units = [line["key"] for line in board["units"]]
        fields = [line["key"] for line in board["fields"]]
        past = given.first + (given.last - given.first) / 2
        dice = random.Random(1)
        asked = {
            "board": [f"/api/v1/board?{days}"],
            "board_of_a_unit": [f"/api/v1/board?{days}&unit={unit}" for unit in units],
            "board_of_a_field": [f"/api/v1/board?{days}&field={field}" for field in fields],
            "board_as_of_a_past_day": [f"/api/v1/board?{days}&asOf={past}&unit={unit}" for unit in units],
            "board_page": [f"/so-lieu?ky=ngay&tu={given.first}&den={given.last}"],
            "home_page": ["/"],
        }
        print(json.dumps({
            "start_seconds": round(start, 2), "first_board_ms": round(first, 1), "units": len(units),
            **{name: measured(address, paths, given.rounds, dice) for name, paths in asked.items() if paths},
            **memory(server.pid),
        }, indent=1))
        return 0
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(60)


if __name__ == "__main__":
    sys.exit(main())
