"""Certified copies (2.000815): one screen, one press, for one person and for twenty."""

import re

import pytest

from checks import is_sound
from city import words

CODE = re.compile(r"[A-Z]\d{2}(?:\.[A-Z0-9]+)*-\d{6}-\d{4}")


def row(page, n, name, pages, copies, kind="identity"):
    page.fill(f"#f-ten-{n}", name)
    page.select_option(f"#f-loai-{n}", kind)
    page.fill(f"#f-trang-{n}", str(pages))
    page.fill(f"#f-ban-{n}", str(copies))


def press(page):
    with page.expect_navigation():
        page.locator("main .actions button.button").first.click()


@pytest.mark.both_cities
@pytest.mark.parametrize("js, language, width", [(True, "vi", 1280), (False, "en", 320)])
def test_one_press_for_one_person(people, place, js, language, width):
    page = people.account(place.counter, js=js, language=language, width=width)
    page.goto(("/en" if language == "en" else "") + "/can-bo/quay/chung-thuc")
    is_sound(page, language)
    row(page, 0, "Nguyễn Thị Sao", pages=4, copies=3)
    press(page)
    is_sound(page, language)
    lines = page.locator("main tbody tr").all_inner_texts()
    assert len(lines) == 1 and CODE.search(lines[0]), page.inner_text("main")
    assert words("officer_copies_returned", language) in lines[0]
    # In Hanoi two pages at 2,000 đ and two at 1,000 đ, three copies.
    total = page.inner_text("main tfoot")
    assert re.search(place.copies_fee, total), total
    with page.expect_navigation():
        page.locator("main tbody a.code").click()
    assert "/can-bo/ho-so/" in page.url


def test_a_batch_of_twenty(people):
    page = people.account("quay")
    page.goto("/can-bo/quay/chung-thuc?n=20")
    while page.locator("fieldset.copy-row").count() < 20:
        before = page.locator("fieldset.copy-row").count()
        with page.expect_navigation():
            page.locator("button[name=them]").click()
        assert page.locator("fieldset.copy-row").count() > before
    for n in range(20):
        row(page, n, f"Trần Văn {chr(65 + n)}", pages=1, copies=1)
    press(page)
    lines = page.locator("main tbody tr").all_inner_texts()
    codes = [CODE.search(line)[0] for line in lines]
    assert len(set(codes)) == 20, lines
    assert re.search(r"40[.,\s]000", page.inner_text("main tfoot"))
    numbers = sorted(int(code[-4:]) for code in codes)
    assert numbers == list(range(numbers[0], numbers[0] + 20)), "the day's numbers have gaps"


def test_pressing_twice_does_it_once(people):
    page = people.account("quay", js=False)
    page.goto("/can-bo/quay/chung-thuc")
    row(page, 0, "Lê Văn Một Lần", pages=2, copies=1)
    form = page.evaluate("() => Object.fromEntries(new FormData(document.querySelector('main form[method=post]')))")
    address = page.get_attribute("main form[method=post]", "action")
    answers = [page.request.post(address, form=form, headers={"Origin": people.city.address}).text() for _ in range(2)]
    assert CODE.findall(answers[0])[-1] == CODE.findall(answers[1])[-1]


def test_a_row_without_pages_is_named_and_the_rest_kept(people):
    page = people.account("quay")
    page.goto("/can-bo/quay/chung-thuc")
    row(page, 0, "Phạm Thiếu Số Trang", pages="", copies="hai")
    press(page)
    assert page.locator(".error-summary a").count() >= 1
    assert page.input_value("#f-ten-0") == "Phạm Thiếu Số Trang"
    is_sound(page, "vi", is_error=True)


def test_nothing_typed_does_nothing(people):
    page = people.account("quay")
    page.goto("/can-bo/quay/chung-thuc")
    press(page)
    assert page.locator(".error-summary").count() == 1
