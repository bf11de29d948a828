"""What is filed at the national portal is one dossier here and is told back under its code, while the portal is slow, away,
repeats itself and turns things round, and the city is killed."""

import json
import pathlib
import signal
import sqlite3
import subprocess
import time
import urllib.request
from collections import Counter

import pytest

from laboratory.cluster import BINARY, ENVIRONMENT, free_port, wait_until

ANSWERS = {
    "for_whom": "self", "person.name": "", "person.born_on": "1990-05-06", "person.nationality": "Việt Nam",
    "residence.area": "00070", "purpose": "other", "purpose_text": "Vay vốn", "status": "single",
    "earlier.has": False, "old.has": False, "copies": 1, "return_by": "point", "phone": "0912345678",
}
FILINGS, BAD, MIRRORED = 12, 3, 3


class Portal:
    def __init__(self, folder: pathlib.Path):
        self.process = subprocess.Popen(
            [BINARY, "sandbox", "portal", "--port", "0", "--json", "--file", str(folder / "portal.json")],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=ENVIRONMENT, text=True)
        self.address = json.loads(self.process.stdout.readline())["portal"]

    def call(self, path, body=None):
        request = urllib.request.Request(
            self.address + path, data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)

    def behave(self, **how):
        self.call("/behaviour", how)

    def file(self, **fields) -> str:
        return self.call("/dossiers", {"LoaiDoiTuong": "1", "KenhThucHien": "2", **fields})["MaHoSo"]

    def shown(self) -> dict:
        return {dossier["MaHoSo"]: dossier for dossier in self.call("/dossiers")}

    def close(self):
        self.process.terminate()
        self.process.wait(30)


class City:
    def __init__(self, database: pathlib.Path, portal: str):
        self.port = free_port()
        self.process = subprocess.Popen(
            [BINARY, "demo", "--json", "--database", str(database), "--port", str(self.port)],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
            env={**ENVIRONMENT, "MOTCUA_PORTAL": portal, "MOTCUA_PORTAL_USER": "city",
                 "MOTCUA_PORTAL_PASSWORD": "city"})
        assert "address" in self.process.stdout.readline(), "the server did not open"

    def end(self, how: signal.Signals):
        self.process.send_signal(how)
        self.process.wait(60)


@pytest.fixture
def folder(tmp_path):
    subprocess.run([BINARY, "demo", "--no-serve", "--database", str(tmp_path / "city.sqlite")], check=True,
                   env=ENVIRONMENT, stderr=subprocess.DEVNULL)
    return tmp_path


def filing(portal: Portal, number: int, **changes) -> str:
    name = f"Người Nộp Số {chr(65 + number)}"
    return portal.file(**{
        "MaTTHC": "1.004873", "ChuHoSo": name, "MaDoiTuong": f"0010900{number:05}", "NgaySinh": "19900506",
        "ThongTinKhac": json.dumps({**ANSWERS, "person.name": name}), **changes})


def status(portal: Portal, code: str, name: int, status: int, minute: int):
    portal.file(
        MaTTHC="1.004222", MaHoSo=code, ChuHoSo=f"Người Chuyển Số {chr(65 + name)}", MaDoiTuong=f"0010910{name:05}",
        DonViXuLy="Y99.01.X04", TrangThaiHoSo=str(status), ThoiDiemXuLy=f"202611201000{minute:02}")


def query(database: pathlib.Path, sql: str, *values):
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as city:
        return city.execute(sql, values).fetchall()


def test_each_filing_is_one_dossier_and_each_status_comes_once(folder):
    database, portal = folder / "city.sqlite", Portal(folder)
    city = City(database, portal.address)
    try:
        portal.behave(slow=150, repeats=True, reorders=True)
        good, bad, mirrored = [], [], [f"G01.888.001-261120-{number:04}" for number in range(MIRRORED)]
        for number in range(FILINGS):
            good.append(filing(portal, number))
            if number < BAD:
                bad.append(filing(portal, number, MaTTHC="9.999999"))
            # The newest first.
            if number < 3:
                for name, code in enumerate(mirrored):
                    status(portal, code, name, (4, 2, 1)[number], (30, 20, 10)[number])
            # Killed as it takes them, wherever it stands; then the portal is away.
            if number % 4 == 3:
                before = query(database, "SELECT COUNT(*) FROM portal_entry")[0][0]
                wait_until("it fetches", lambda: query(
                    database, "SELECT COUNT(*) FROM portal_entry")[0][0] > before or portal.shown().keys() >= set(good))
                city.end(signal.SIGKILL)
                portal.behave(down=number == 7, endSessions=True)
                city = City(database, portal.address)
                if number == 7:
                    time.sleep(3)
                    assert not portal.shown().keys() >= set(good)
                    portal.behave(down=False)
        portal.behave(slow=0)

        def settled():
            shown = portal.shown()
            return (all(shown.get(code, {}).get("TrangThai") == "1" for code in good)
                    and all(shown.get(code, {}).get("TrangThai") == "3" for code in bad)
                    and query(database, "SELECT COUNT(*) FROM portal_entry WHERE due IS NOT NULL") == [(0,)]
                    and query(database, "SELECT COUNT(*) FROM dossier WHERE reference LIKE 'G01.888.001-2611%' AND status = 4")
                    == [(MIRRORED,)])
        wait_until("everything is taken and told", settled, 180)
    finally:
        city.end(signal.SIGTERM)

    try:
        found = Counter(code for (code,) in query(database, "SELECT reference FROM dossier"))
        assert all(found[code] == 1 for code in good + mirrored) and not any(found[code] for code in bad)
        people = query(database, "SELECT COUNT(*) FROM person WHERE name LIKE 'Người Nộp Số%'")
        assert people == [(FILINGS,)], "who files twice is one person"
        told = query(
            database, "SELECT d.reference, COUNT(*) FROM event e JOIN dossier d ON d.id = e.stream "
            "WHERE e.kind = 'dossier.mirrored' AND d.reference LIKE 'G01.888.001-2611%' GROUP BY d.reference")
        assert dict(told) == {code: 3 for code in mirrored}
        deliveries = portal.call("/deliveries")
        first = {}
        for delivery in deliveries:
            for dossier in delivery.get("data", []):
                first.setdefault(dossier["MaHoSo"], delivery["isUpdating"])
        assert {first[code] for code in good} == {"True"}, "the portal has them already"
        assert not set(mirrored) & set(first), "their owner tells of them"
        refusals = [delivery for delivery in deliveries if delivery.get("MaLyDo")]
        assert sorted(delivery["MaHoSo"] for delivery in refusals) == sorted(bad)
        assert {delivery["MaLyDo"] for delivery in refusals} == {"dossier.unknown_procedure"}
        verified = subprocess.run(
            [BINARY, "journal", "verify", "--json", "--database", str(database)], capture_output=True, text=True,
            env=ENVIRONMENT, check=False)
        assert json.loads(verified.stdout.strip().splitlines()[-1])["ok"], verified.stdout
    finally:
        portal.close()
