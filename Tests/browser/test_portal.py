"""The other door: a resident comes by an electronic identity; the national portal hears of dossiers, and hands out its own."""

import json
import re
import time
import urllib.request
from urllib.parse import urlsplit

import pytest

from checks import is_sound
from city import words
from desk import accept, case, lodge_birth

MARITAL_STATUS = {
    "for_whom": "self", "person.name": "Nguyễn Thị Ánh Tuyết", "person.born_on": "1990-05-06",
    "person.nationality": "Việt Nam", "residence.area": "00070", "purpose": "other", "purpose_text": "Vay vốn",
    "status": "single", "earlier.has": False, "old.has": False, "copies": 1, "return_by": "point",
    "phone": "0912345678",
}
ME = re.compile("Nguyễn Thị Ánh Tuyết .* level 2")


@pytest.fixture(scope="module")
def city(connected):
    return connected[0]


def leave(page, language="vi"):
    """From the sign-in page to the provider."""
    with page.expect_navigation():
        page.get_by_role("link", name=words("sign_in_identity", language)).click()
    assert page.get_by_role("heading", name="Who are you?").count() == 1, page.url
    return page


def choose(page, name):
    with page.expect_navigation():
        page.get_by_role("link", name=name).click()
    return page


@pytest.mark.parametrize("js", [True, False])
def test_a_resident_signs_in_and_comes_back_to_the_page_that_asked(people, city, js):
    page = people.somebody(js=js, width=320)
    page.goto("/ho-so?trang=1")
    assert urlsplit(page.url).path == "/dang-nhap"
    is_sound(page, "vi")

    choose(leave(page), ME)

    assert page.url == city.address + "/ho-so?trang=1"
    assert page.locator(".who").count() == 1
    names = {cookie["name"] for cookie in page.context.cookies()}
    assert "phien" in names and "dinhdanh" not in names
    with page.expect_navigation():
        page.locator('form[action$="/dang-xuat"] button').first.click()
    page.goto("/ho-so")
    assert urlsplit(page.url).path == "/dang-nhap"


def test_who_stops_is_too_low_or_comes_twice_is_told_so_in_both_languages(people, city):
    for language, path in (("vi", "/dang-nhap"), ("en", "/en/dang-nhap")):
        page = people.somebody(language=language)
        page.goto(path)
        choose(leave(page, language), "Cancel")
        assert {"vi": "dừng đăng nhập", "en": "You stopped"}[language] in page.inner_text(".error-summary")
        is_sound(page, language, is_error=True)
        choose(leave(page, language), re.compile("Nguyễn Thị Ánh Tuyết .* level 1"))
        assert {"vi": "mức 2", "en": "level 2"}[language] in page.inner_text(".error-summary")
        assert page.locator(".who").count() == 0

    came = []
    page.on("request", lambda request: came.append(request.url))
    choose(leave(page, "en"), ME)
    assert page.locator(".who").count() == 1
    back = next(address for address in came if "/dang-nhap/dinh-danh/ve?" in address)
    other = people.somebody()
    other.goto(back)
    assert "trình duyệt khác" in other.inner_text(".error-summary") and other.locator(".who").count() == 0
    page.goto(back)
    assert page.locator(".error-summary").count() == 1, "an answer is good once"


def test_the_way_back_never_leads_to_another_house(people, city):
    page = people.somebody()
    page.goto("/dang-nhap/dinh-danh?tiep=https://example.com/")
    choose(page, ME)
    assert page.url.startswith(city.address + "/"), page.url


def test_a_dossier_of_that_resident_is_worked_on_here_and_seen_at_the_portal(people, connected):
    portal = connected[1].said["portal"]
    page = people.somebody()
    page.goto("/dang-nhap")
    choose(leave(page), ME)
    receipt = lodge_birth(page)

    def told(status):
        until = time.monotonic() + 120
        while time.monotonic() < until:
            with urllib.request.urlopen(portal + "/dossiers", timeout=30) as answer:
                found = [one for one in json.load(answer) if one["MaHoSo"] == receipt.code]
            if found and found[0]["TrangThai"] == status:
                return found[0]
            time.sleep(0.5)
        raise AssertionError(f"{receipt.code} is not at the portal with the status {status}: {found}")

    assert told("1")["data"]["MaTTHC"] == "1.001193"
    desk = people.account("quay")
    accept(desk, receipt.dossier)
    known = told("2")
    assert known["data"]["SoBienNhan"].startswith("H26.") and len(known["data"]["NgayHenTra"]) == 14
    assert words("officer_told") in case(desk, receipt.dossier).inner_text("#lich-su")
    # What the demonstration returned long ago was told with its result.
    with urllib.request.urlopen(portal + "/dossiers", timeout=30) as answer:
        returned = [one for one in json.load(answer) if one["TrangThai"] == "10"]
    assert any("/kiem-tra/" in paper["DuongDanTepTinKetQua"] for one in returned
               for paper in one["data"]["DanhSachGiayToKetQua"])


def test_what_was_filed_at_the_portal_is_here_and_what_was_not_taken_is_shown(people, connected):
    portal = connected[1].said["portal"]
    page = people.somebody(width=320)
    page.goto("/dang-nhap")
    number = re.search(r"\d{12}", leave(page).get_by_role("link", name=ME).inner_text()).group()
    choose(page, ME)

    def file(**fields):
        body = {"ChuHoSo": "Nguyễn Thị Ánh Tuyết", "LoaiDoiTuong": "1", "MaDoiTuong": number, "KenhThucHien": "2",
                "ThongTinKhac": json.dumps(MARITAL_STATUS), **fields}
        request = urllib.request.Request(
            portal + "/dossiers", data=json.dumps(body).encode(), headers={"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)["MaHoSo"]

    code, bad = file(MaTTHC="1.004873"), file(MaTTHC="9.999999")
    until, shown = time.monotonic() + 120, {}
    while (shown.get(code), shown.get(bad)) != ("1", "3"):
        assert time.monotonic() < until, f"{code}, {bad}: {shown}"
        with urllib.request.urlopen(portal + "/dossiers", timeout=30) as answer:
            shown = {one["MaHoSo"]: one["TrangThai"] for one in json.load(answer)}
        time.sleep(0.5)

    page.goto("/ho-so")
    assert code in page.inner_text("main"), "who filed it there finds it here by the same identity"
    for language, base, width in (("vi", "", 1280), ("en", "/en", 320)):
        admin = people.account("admin", language=language, width=width)
        admin.goto(base + "/can-bo/quan-tri")
        with admin.expect_navigation():
            admin.locator(f'main a[href="{base}/can-bo/quan-tri/cong-quoc-gia"]').click()
        is_sound(admin, language)
        text = admin.inner_text("main")
        assert bad in text and "dossier.unknown_procedure" in text and code not in text
        assert "9.999999" in text and "Ánh Tuyết" not in text
