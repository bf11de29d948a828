"""A draft begun without signing in: kept in that browser, taken over by who signs in to go on with it."""

import re

import pytest

from checks import is_sound
from city import fill_sign_in, words
from desk import BIRTH_NOW as ANSWERS
from forms import answer_pages, begin, page_name


@pytest.mark.parametrize("js, language, width", [(True, "vi", 1280), (False, "en", 320)])
def test_begun_by_nobody_and_sent_by_whoever_signs_in(people, js, language, width):
    page = people.somebody(js=js, language=language, width=width)
    begin(page, "1.001193", language)
    is_sound(page, language)
    draft = re.search(r"/nop/(\d+)/", page.url)[1]
    base = "/en" if language == "en" else ""
    assert page.locator(f'a[href="{base}/nop/{draft}/xoa"]').count() == 1

    # The browser is closed and opened again: the draft is there, and nowhere else.
    answer_pages(page, ANSWERS, until="trang/child-name", most=6)
    where = page_name(page)
    again = people.somebody(js=js, language=language, state=page.context.storage_state())
    again.goto(f"{base}/nop/{draft}")
    assert page_name(again) == where
    stranger = people.somebody()
    for path in (f"/nop/{draft}", f"/nop/{draft}/xoa", "/ban-nhap"):
        stranger.goto(path)
        assert "/dang-nhap" in stranger.url, stranger.url
    other = people.account("cty")
    assert other.request.get(f"/nop/{draft}").status == 410

    # Past the questions: sign in, and it is one's own.
    answer_pages(again, ANSWERS, until="")
    assert "/dang-nhap" in again.url
    fill_sign_in(again, "me")
    assert page_name(again) == "giay-to", again.url
    assert draft in again.url
    again.goto(f"{base}/ban-nhap")
    assert again.locator(f'main a[href="{base}/nop/{draft}"]').count() >= 1
    assert words("draft_begun_here", language) not in again.inner_text("main")
    page.goto(f"{base}/nop/{draft}")
    assert "/dang-nhap" in page.url


def test_what_another_began_on_this_machine_is_named_but_not_shown(people):
    page = people.somebody()
    begin(page, "1.001193")
    answer_pages(page, ANSWERS, until="trang/mother", most=10)
    page.goto("/dang-nhap")
    fill_sign_in(page, "cty")
    page.goto("/ban-nhap")
    is_sound(page, "vi")
    row = page.locator("main li", has_text=words("draft_begun_here", "vi"))
    assert row.count() == 1
    assert ANSWERS["child.name"] not in row.inner_text()
