"""The public board: page, chart, CSV and JSON say the same, and it is what the journal says (ux 5.12 Z5–Z8, D-T1)."""

import csv
import datetime
import io
import json
import re
import sqlite3
import struct
from collections import Counter

import pytest

from checks import is_sound
from city import words

ZONE = datetime.timezone(datetime.timedelta(hours=7))
COLUMNS = ["received", "own", "assisted", "counter", "posted", "onTime", "late"]
# As the columns of a table by field or unit stand on the page.
SHOWN = ["received", "own", "own_percent", "own_percent_year_before", "assisted", "counter", "posted", "onTime", "late",
         "on_time_percent"]


def period(today: datetime.date) -> str:
    return f"ky=ngay&tu={today - datetime.timedelta(days=330)}&den={today}"


def header(data: bytes) -> dict:
    """An event's header, read as docs/journal.md writes it."""
    place = 4

    def integer() -> int:
        nonlocal place
        place += 8
        return struct.unpack(">q", data[place - 8:place])[0]

    def text() -> str:
        nonlocal place
        size = struct.unpack(">H", data[place:place + 2])[0]
        place += 2 + size
        return data[place - size:place].decode()

    def optional(read):
        nonlocal place
        place += 1
        return read() if data[place - 1] else None

    integer()
    found = {"stream": integer(), "sequence": integer(), "kind": text()}
    integer()
    found["at"], found["effective"] = integer(), integer()
    optional(integer), integer(), optional(integer), optional(text), optional(text)
    count = struct.unpack(">H", data[place:place + 2])[0]
    place += 2
    found["facts"] = {}
    for _ in range(count):
        key = text()
        kind = data[place]
        place += 1
        if kind == 1:
            found["facts"][key] = text()
        elif kind == 2:
            found["facts"][key] = integer()
        else:
            found["facts"][key] = data[place] == 1
            place += 1
    return found


def events(city) -> list[dict]:
    path = city.log.parent / "demo.sqlite"
    if not path.exists():
        pytest.skip("the journal of a city on PostgreSQL is read by Swift tests")
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
        rows = database.execute("SELECT header FROM event WHERE kind LIKE 'dossier.%'").fetchall()
    return [header(bytes(row[0])) for row in rows]


def counted(city, until: datetime.date, known: datetime.date) -> Counter:
    """A count of the journal by itself: what the board's total must be."""
    def day(milliseconds: int) -> datetime.date:
        return datetime.datetime.fromtimestamp(milliseconds / 1000, ZONE).date()

    first = until - datetime.timedelta(days=330)
    counts: Counter = Counter()
    for event in events(city):
        facts, kind = event["facts"], event["kind"].removeprefix("dossier.")
        # A procedure that is protected stands on no public board.
        if facts.get("procedure") == "1.012084" or not first <= day(event["effective"]) <= min(until, known):
            continue
        if day(event["at"]) > known:
            continue
        if kind == "lodged" and not facts.get("mirrored"):
            counts["received"] += 1
            if facts["channel"] == "online":
                counts["assisted" if facts.get("assisted") else "own"] += 1
            else:
                counts["counter" if facts["channel"] == "counter" else "posted"] += 1
        elif kind == "accepted":
            counts["accepted"] += 1
            counts["acceptedLate"] += facts.get("on_time") is False
        elif kind == "released":
            counts["onTime" if facts["on_time"] else "late"] += 1
        elif kind in ("withdrawn", "returned", "stopped"):
            counts[kind] += 1
    return counts


def number(text: str) -> str:
    """A number of the page as the CSV writes it."""
    plain = re.sub(r"(?<=\d)[.,](?=\d{3})", "", text.strip())
    return {"–": ""}.get(plain, plain.removesuffix(" %").removesuffix(" %"))


def rows_of(text: str) -> list[dict]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


@pytest.fixture
def today(people):
    return datetime.datetime.now(ZONE).date()


@pytest.mark.parametrize("language, width, script", [("vi", 320, False), ("en", 1280, True)])
def test_page_chart_csv_and_json_say_the_same(people, today, language, width, script):
    page = people.somebody(width=width, language=language, js=script)
    base = "" if language == "vi" else "/en"
    page.goto(f"{base}/so-lieu?{period(today)}")
    is_sound(page, language)
    lines = rows_of(page.request.get(people.city.address + f"{base}/so-lieu.csv?{period(today)}").text())
    answer = page.request.get(
        people.city.address
        + f"/api/v1/board?from={today - datetime.timedelta(days=330)}&to={today}").json()

    for kind in ("field", "unit"):
        table = page.locator(f"table[data-table={kind}]")
        shown = {
            row.locator("th").inner_text(): [cell.inner_text() for cell in row.locator("td").all()]
            for row in table.locator("tbody tr").all()}
        written = {line["name"]: line for line in lines if line["line"] == kind}
        assert shown.keys() == written.keys() and shown
        for name, cells in shown.items():
            assert [number(cell) for cell in cells] == [written[name][column] for column in SHOWN], name
        for line in answer[f"{kind}s"]:
            row = next(row for row in written.values() if row["code"] == line["key"])
            for column in COLUMNS:
                assert ("*" if line[column] is None else str(line[column])) == row[column]
    total = next(line for line in lines if line["line"] == "total")
    for row in page.locator("tr[data-key]").all():
        key = row.get_attribute("data-key")
        if key in total:
            assert number(row.locator("td").inner_text()) == total[key], key
    # The chart's numbers are the table's.
    chart = page.locator("svg[role=img]").first
    assert chart.locator("title").count() == 1 and chart.locator("desc").count() == 1
    drawn = [number(text.text_content()) for text in chart.locator("text.n").all()]
    assert drawn == [total[key] for key in ("own", "assisted", "counter", "posted")]
    assert page.locator("svg[role=img]").count() == 2


def test_totals_are_what_the_journal_says(people, city, today):
    page = people.somebody()
    for known in (today, today - datetime.timedelta(days=40), today - datetime.timedelta(days=150)):
        expected = counted(city, today, known)
        as_of = f"&asOf={known}" if known < today else ""
        answer = page.request.get(
            city.address + f"/api/v1/board?from={today - datetime.timedelta(days=330)}&to={today}{as_of}").json()
        assert expected["received"] >= 20
        for column in COLUMNS + ["accepted", "acceptedLate", "withdrawn", "returned"]:
            said = answer["total"][column]
            # Held back is what is small, or what would tell another.
            assert said in (None, expected[column]), (known, column)
        assert answer["total"]["received"] == expected["received"]


def test_no_count_below_five_is_said(people, today):
    page = people.somebody()
    address = people.city.address
    for query in (period(today), f"ky={today:%Y-%m}", f"ky={today:%Y}", period(today) + "&dv=H26.X04",
                  period(today) + "&lv=ho-tich"):
        lines = rows_of(page.request.get(address + "/so-lieu.csv?" + query).text())
        for line in lines:
            for column, value in line.items():
                if column in ("line", "code", "name", "from", "to", "as_of") or "percent" in column or "minutes" in column:
                    continue
                assert value not in ("1", "2", "3", "4"), (query, line["name"], column)
        page.goto("/so-lieu?" + query)
        for row in page.locator("table.numbers tbody tr").all():
            for cell in row.locator("td").all():
                assert cell.inner_text().strip() not in ("1", "2", "3", "4"), (query, row.inner_text())
    answer = page.request.get(
        address + f"/api/v1/board?from={today - datetime.timedelta(days=330)}&to={today}").json()
    counts = {key: value for line in [answer["total"], *answer["fields"], *answer["units"]]
              for key, value in line.items() if "Percent" not in key and key != "key"}
    assert not {1, 2, 3, 4} & {value for value in counts.values() if value is not None}
    assert "1.012084" not in json.dumps(answer)


def test_the_month_as_csv_takes_one_press(people, today):
    page = people.somebody(js=False)
    page.goto("/so-lieu")
    with page.expect_download() as download:
        page.click(f"text={words('board_csv')}")
    text = open(download.value.path(), encoding="utf-8").read()
    received = page.locator("tr[data-key=received] td").inner_text()
    assert rows_of(text)[0]["received"] == number(received)


def test_an_officer_goes_on_from_a_unit_to_its_dossiers(people, today):
    page = people.account("chutich")
    page.goto(f"/so-lieu?{period(today)}")
    page.click("table[data-table=unit] tbody a")
    page.wait_for_url("**/can-bo/so-lieu?*")
    page.locator("table.desk-table tbody th a").first.click()
    page.wait_for_url("**/can-bo?*")
    assert "tt=" in page.url and "dv=" in page.url


def test_what_was_not_known_yet_is_not_in_the_board_of_that_day(people, today):
    page = people.somebody(js=False)
    past = today - datetime.timedelta(days=100)
    page.goto(f"/so-lieu?{period(today)}&tinh-den={past}")
    assert words("board_as_known", day="§").split("§")[0] in page.inner_text("main")
    then = page.locator("tr[data-key=received] td").inner_text()
    page.goto(f"/so-lieu?{period(today)}")
    assert int(number(then)) < int(number(page.locator("tr[data-key=received] td").inner_text()))
