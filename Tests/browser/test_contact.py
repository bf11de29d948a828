"""Where messages reach a resident: an e-mail address, or none."""

import pytest

from checks import is_sound



def save(page):
    with page.expect_navigation():
        page.locator("main form", has=page.locator("#f-email")).locator("button").click()


@pytest.mark.parametrize("js, language, width", [(True, "vi", 320), (False, "en", 1280)])
def test_an_address_is_kept_and_a_mistyped_one_is_said(people, js, language, width):
    base = "/en" if language == "en" else ""
    page = people.sign_in(people.somebody(js=js, language=language, width=width), "bo", language)
    page.goto(f"{base}/tai-khoan")

    page.fill("#f-email", "bo@example")
    save(page)
    assert page.locator("#e-email").count() == 1
    assert page.input_value("#f-email") == "bo@example"
    is_sound(page, language)

    page.fill("#f-email", " bo@Example.vn ")
    save(page)
    is_sound(page, language)
    assert page.input_value("#f-email") == "bo@example.vn"

    page.fill("#f-email", "")
    save(page)
    assert page.input_value("#f-email") == ""
