"""Two-step sign-in: set up with a phone, asked for at the door, and spare codes for the day the phone is lost."""

import base64
import hashlib
import hmac
import time

import pytest

from checks import is_sound
from city import fill_sign_in, words


class Phone:
    """A code app (RFC 6238)."""

    def __init__(self, key: str):
        key = key.replace(" ", "")
        self.secret = base64.b32decode(key + "=" * (-len(key) % 8))

    def code(self, later: int = 0) -> str:
        step = int(time.time()) // 30 + later
        digest = hmac.new(self.secret, step.to_bytes(8, "big"), hashlib.sha1).digest()
        offset = digest[-1] & 15
        return f"{(int.from_bytes(digest[offset:offset + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06}"


def send(page, code: str):
    page.fill("#f-code", code)
    with page.expect_navigation():
        page.locator("main form", has=page.locator("#f-code")).locator("button").click()


@pytest.mark.parametrize("js, language, width, login", [(True, "vi", 1280, "thanhtra"), (False, "en", 320, "dpo")])
def test_set_up_asked_for_and_switched_off(people, js, language, width, login):
    base = "/en" if language == "en" else ""
    page = people.sign_in(people.somebody(js=js, language=language, width=width), login, language)
    page.goto(f"{base}/tai-khoan")
    with page.expect_navigation():
        page.locator(f'main a[href="{base}/tai-khoan/hai-buoc"]').click()
    is_sound(page, language)
    with page.expect_navigation():
        page.locator("main form button").click()
    is_sound(page, language)
    phone = Phone(page.inner_text("figcaption .code"))

    # A mistyped code is said at the field, and the same secret goes on.
    send(page, "000 000")
    assert page.locator("#e-code").count() == 1
    is_sound(page, language)
    assert Phone(page.inner_text("figcaption .code")).secret == phone.secret
    send(page, phone.code())
    is_sound(page, language)
    spares = page.locator(".spare-codes li").all_inner_texts()
    assert len(set(spares)) == 10

    # The password alone shows no more than a second question.
    again = people.somebody(js=js, language=language, width=width)
    again.goto(f"{base}/dang-nhap?tiep={base}/tai-khoan")
    fill_sign_in(again, login)
    is_sound(again, language)
    assert words("sign_in_code_title", language) in again.inner_text("h1")
    send(again, "000000")
    assert again.locator("#e-code").count() == 1
    again.goto(f"{base}/tai-khoan")
    assert "/dang-nhap" in again.url, again.url
    fill_sign_in(again, login)
    send(again, phone.code(1))
    assert again.url.endswith("/tai-khoan"), again.url

    # The phone is lost: a spare code opens, once, and another switches it off.
    third = people.somebody(js=js, language=language, width=width)
    third.goto(f"{base}/dang-nhap")
    fill_sign_in(third, login)
    send(third, spares[0])
    third.goto(f"{base}/tai-khoan/hai-buoc")
    assert words("spares_left", language, count=9) in third.inner_text("main")
    is_sound(third, language)
    send(third, spares[0])
    assert third.locator("#e-code").count() == 1
    send(third, spares[1])
    assert words("second_factor_off", language) in third.inner_text("main")
    people.sign_in(people.somebody(js=js, language=language, width=width), login, language).goto(f"{base}/can-bo")
