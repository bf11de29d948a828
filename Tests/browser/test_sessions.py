"""Where a person is signed in: every device with its times, and one that was lost is signed out from another."""

import pytest

from checks import is_sound


@pytest.mark.parametrize("js, language, width, login", [(True, "vi", 320, "cty"), (False, "en", 1280, "thanhtra")])
def test_a_lost_device_is_signed_out_from_another(people, js, language, width, login):
    base = "/en" if language == "en" else ""
    lost = people.sign_in(people.somebody(), login)
    page = people.sign_in(people.somebody(js=js, language=language, width=width), login, language)
    page.goto(f"{base}/tai-khoan")
    is_sound(page, language)
    others = page.locator('form[action*="/tai-khoan/phien/"]')
    assert page.locator(".rows .tag").count() == 1, "one of them is this device"

    # Other tests may be signed in as the same person: all of theirs are kept but the newest beside this one.
    count = others.count()
    assert count >= 1
    with page.expect_navigation():
        others.first.locator("button").click()
    is_sound(page, language)
    assert page.locator('form[action*="/tai-khoan/phien/"]').count() == count - 1

    lost.goto("/tai-khoan")
    assert "/dang-nhap" in lost.url
