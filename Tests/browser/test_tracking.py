"""Following a dossier without signing in: the receipt's secret tells all, four digits little, a guess nothing."""

import shutil
import subprocess

import pytest

from checks import is_sound
from city import words
from desk import lodge_at, lodge_birth


@pytest.fixture(scope="module")
def receipt(cast, city):
    """Code, secret and dossier of what a resident lodged online."""
    return lodge_at(city.place, cast.account(city.place.resident))


def look(page, code, secret):
    page.goto("/tra-cuu")
    page.fill("#f-code", code)
    page.fill("#f-secret", secret)
    with page.expect_navigation():
        page.locator("main form button").click()
    return page


@pytest.mark.both_cities
@pytest.mark.parametrize("js", [True, False])
def test_from_the_home_page_in_one_step(people, place, receipt, js):
    page = people.somebody(js=js, width=320)
    page.goto("/")
    page.fill("#f-code", receipt.code)
    page.fill("#f-secret", receipt.secret)
    with page.expect_navigation():
        page.locator('form[action="/tra-cuu"] button').click()
    said = page.inner_text("main")
    assert receipt.code in said and words("fact_holder") in said and place.point in said
    assert not any(word in said for word in ("Minh Khuê", "Hàng Bông", "Barker", "candles")), "tracking shows what the form says"
    is_sound(page, "vi")


@pytest.mark.both_cities
def test_the_receipts_link_needs_no_typing(people, receipt):
    page = people.somebody(language="en")
    page.goto(f"/en/tra-cuu?ma={receipt.code}&k={receipt.secret}")
    assert receipt.code in page.inner_text("h1")
    is_sound(page, "en")


@pytest.mark.skipif(not shutil.which("zbarimg"), reason="no reader of QR codes here")
def test_the_picture_on_the_acknowledgement_leads_to_the_code_alone(people, receipt, tmp_path):
    me = people.account("me")
    me.goto(f"/da-nop/{receipt.dossier}")
    picture = tmp_path / "qr.png"
    me.locator("figure.qr svg").screenshot(path=picture)
    read = subprocess.run(["zbarimg", "-q", "--raw", picture], capture_output=True, text=True).stdout.strip()
    assert read == f"{people.city.address}/tra-cuu?ma={receipt.code}" and receipt.secret not in read
    page = people.somebody()
    page.goto(read)
    assert page.input_value("#f-code") == receipt.code


def test_four_digits_tell_only_how_far_it_is(people, receipt):
    page = look(people.somebody(), receipt.code, "2345")
    said = page.inner_text("main")
    assert receipt.code in said and page.locator("main progress").count() == 1
    assert words("fact_holder") not in said and words("history_title") not in said
    is_sound(page, "vi")


def test_a_miss_says_the_same_whether_the_code_exists_or_not(people):
    other = lodge_birth(people.account("me"))
    wrong = look(people.somebody(), other.code, "AAAAAAAA")
    unknown = look(people.somebody(), "H26.C01.PX04-990101-0001", "AAAAAAAA")
    messages = [page.locator(".error-summary li").inner_text() for page in (wrong, unknown)]
    assert messages[0] == messages[1]
    assert other.code in wrong.input_value("#f-code"), "the code typed is lost"
    is_sound(wrong, "vi", is_error=True)


NO_CODES = [("", ""), ("x" * 4000, "1"), ("'; DROP TABLE dossier; --", "<b>"), ("👶", "٣٤٥٦")]


@pytest.mark.parametrize("code, secret", NO_CODES)
def test_what_is_no_code_is_answered_kindly(people, code, secret):
    page = people.somebody(js=False)
    page.goto("/tra-cuu")
    page.fill("#f-code", code)
    page.fill("#f-secret", secret)
    with page.expect_response(lambda answer: answer.request.method == "POST") as got:
        page.locator("main form button").click()
    assert got.value.status in (404, 422, 429)
    missing = [name for name, typed in (("code", code), ("secret", secret)) if not typed]
    links = [link.get_attribute("href") for link in page.locator(".error-summary a").all()]
    assert links == ([f"#f-{name}" for name in missing] or ["#f-code"])


def test_guessing_is_stopped(people):
    other = lodge_birth(people.account("me"))
    page = people.somebody()
    seen = []
    for guess in range(6):
        look(page, other.code, f"{guess:04}")
        seen.append(page.locator(".error-summary li").inner_text())
    assert len(set(seen[:5])) == 1, "the answers to guesses differ"
    assert seen[5] != seen[0], "the sixth guess within the hour is answered like the first"
    locked = look(people.somebody(), other.code, other.secret)
    assert locked.locator(".error-summary li").inner_text() == seen[5], "another window may go on guessing"
