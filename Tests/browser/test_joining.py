"""The other spouse, or the second parent, joins in an application by a link before it is sent."""

import datetime
import re
import urllib.parse

import pytest

from checks import is_sound, keyboard_only
from city import words
from desk import BIRTH_NOW
from forms import SHEET, answer_pages, begin, go_on, page_name

NEXT = datetime.date.today() + datetime.timedelta(days=9)
MARRIAGE = {
    "bride.name": "Nguyễn Thị Ánh Tuyết", "bride.number": "001195012345", "bride.born_on": (14, 3, 1995),
    "bride.nationality": "Việt Nam", "bride.ethnicity": "Kinh", "bride.residence.area": ("hoan kiem", "00070"),
    "groom.name": "Trần Quốc Bảo", "groom.number": "001095012346", "groom.born_on": (2, 9, 1993),
    "groom.nationality": "Việt Nam", "groom.ethnicity": "Kinh", "groom.residence.area": ("hoan kiem", "00070"),
    "office_by": "bride", "bride_before.times": "0", "groom_before.times": "0", "free_will": "1",
    "not_related": "1", "unmarried": "1", "ceremony.on": (NEXT.day, NEXT.month, NEXT.year), "phone": "0912345678",
}


def held(page, language="vi"):
    """Whether the check page says that somebody is waited for, and offers no sending."""
    waits = words("join_held", language) in page.inner_text("main")
    assert waits != bool(page.locator("#f-agree").count()), page.url
    return waits


def press(page, key, language="vi"):
    with page.expect_navigation():
        page.locator(f'main button:has-text("{words(key, language)}")').first.click()


def link_of(page):
    address = page.input_value("main input[readonly]")
    assert re.search(r"/cung-khai/\d+-[A-Z2-9]{24}$", address), address
    return urllib.parse.urlsplit(address).path


def marry(page, language="vi"):
    """To the check page of a marriage, where the groom is waited for."""
    begin(page, "1.000894", language)
    answer_pages(page, MARRIAGE, until="kiem-tra")
    assert page_name(page) == "kiem-tra", page.url


@pytest.mark.parametrize("js, language, width", [(False, "vi", 320), (True, "en", 1280)])
def test_a_marriage_is_sent_once_the_other_has_confirmed(people, js, language, width):
    me = people.account("me", js=js, language=language, width=width)
    marry(me, language)
    is_sound(me, language)
    assert held(me, language)
    check = me.url
    with me.expect_navigation():
        me.locator(f'main a.button:has-text("{words("join_open", language)}")').click()
    is_sound(me, language)
    press(me, "join_ask", language)
    is_sound(me, language)
    link = link_of(me)
    mail = me.locator('main a[href^="mailto:"]').get_attribute("href")
    assert link in urllib.parse.unquote(mail)
    if js:
        keyboard_only(me)

    # Whoever is not signed in signs in first, and comes back; the wrong person sees nothing of it.
    stranger = people.somebody()
    stranger.goto(link)
    assert "/dang-nhap" in stranger.url
    wrong = people.account("cty", language=language)
    answer = wrong.goto(link)
    assert answer.status == 403
    assert MARRIAGE["bride.name"] not in wrong.inner_text("main")
    assert {"vi": "dành cho người khác", "en": "for somebody else"}[language] in wrong.inner_text("main")

    other = people.account("bo", js=js, language=language, width=width)
    other.goto(link)
    is_sound(other, language)
    text = other.inner_text("main")
    assert MARRIAGE["bride.name"] in text and "001095012346" in text
    press(other, "joining_yes", language)
    is_sound(other, language, is_error=True)
    other.check("#f-agree")
    press(other, "joining_yes", language)
    is_sound(other, language)
    assert other.locator("#f-agree").count() == 0 and other.locator("[role=status]").count() == 1

    me.goto(("/en" if language == "en" else "") + "/ban-nhap")
    assert words("join_confirmed", language, time="#").split("#")[0] in me.inner_text("main")
    is_sound(me, language)
    me.goto(check)
    assert not held(me, language)
    me.check("#f-agree")
    press(me, "check_send", language)
    sent = re.search(r"/da-nop/(\d+)", me.url)[1]

    # It is his as it is hers.
    other.goto(("/en" if language == "en" else "") + "/ho-so")
    assert other.locator(f'main a[href$="/ho-so/{sent}"]').count() >= 1
    other.goto(("/en" if language == "en" else "") + f"/ho-so/{sent}")
    is_sound(other, language)
    gone = other.goto(link)
    assert gone.status == 410
    is_sound(other, language, is_error=False)


def test_a_refusal_is_read_and_a_change_asks_anew(people):
    me = people.account("me", js=False)
    marry(me)
    check = me.url
    me.goto(me.url.replace("kiem-tra", "cung-khai"))
    page = me.url
    press(me, "join_ask")
    link = link_of(me)
    other = people.account("bo", js=False, width=320)
    other.goto(link)
    press(other, "joining_no")
    is_sound(other, "vi", is_error=True)
    other.fill("#f-word", "Sai ngày sinh của tôi")
    press(other, "joining_no")
    is_sound(other, "vi")

    me.goto(page)
    is_sound(me, "vi")
    assert "Sai ngày sinh của tôi" in me.inner_text("main")
    me.goto(check)
    assert held(me)
    me.goto(page)
    press(me, "join_ask_again")
    second = link_of(me)
    assert second != link
    assert other.goto(link).status == 410
    # Taken back, it opens nothing either.
    press(me, "join_take_back")
    assert me.locator("main input[readonly]").count() == 0
    assert other.goto(second).status == 410
    assert "rút" in other.inner_text("main")


def test_a_second_parent_may_be_asked_and_nobody_must_be(people):
    me = people.account("me")
    begin(me, "1.001193")
    answers = {**BIRTH_NOW, "mother.number": "001195012345", "father.number": "001095012346"}
    answer_pages(me, answers)
    me.set_input_files('input[type=file][name="birth_notice"]', [SHEET])
    go_on(me)
    assert page_name(me) == "kiem-tra", me.url
    is_sound(me, "vi")
    assert not held(me) and words("join_may_ask") in me.inner_text("main")
    check = me.url
    me.goto(check.replace("kiem-tra", "cung-khai"))
    press(me, "join_ask")
    me.goto(check)
    assert held(me)
