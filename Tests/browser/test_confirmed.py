"""A contact is confirmed by a code that was sent there; and how somebody who forgot a password gets in."""

import email
import json
import os
import pathlib
import re
import subprocess
import time
import urllib.request

import pytest

from checks import is_sound
from city import HANOI, PLACES, ROOT, City, words
from desk import lodge_birth

BINARY = os.environ.get("MOTCUA_BINARY", str(ROOT / ".build/debug/motcua"))


@pytest.fixture(scope="module")
def carriers():
    process = subprocess.Popen(
        [BINARY, "sandbox", "messages", "--smtp-port", "0", "--sms-port", "0", "--json"], cwd=ROOT,
        stdout=subprocess.PIPE, env={**os.environ, "MOTCUA_SHARE": str(ROOT)})
    try:
        yield json.loads(process.stdout.readline())
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture(scope="module")
def city(carriers, tmp_path_factory):
    with pytest.MonkeyPatch.context() as said:
        said.setenv("MOTCUA_SMTP", carriers["smtp"])
        said.setenv("MOTCUA_MAIL_FROM", "mot-cua@example.vn")
        said.setenv("MOTCUA_SMS", carriers["sms"])
        city = City(pathlib.Path(tmp_path_factory.mktemp("carried")), PLACES[HANOI])
    try:
        city.wait_until_open()
        yield city
    finally:
        city.close()


def carried(carriers, to):
    with urllib.request.urlopen(carriers["sms"], timeout=30) as answer:
        return [said(one) for one in json.load(answer) if one["to"] == to]


def said(message):
    """What a person reads: a letter without its head."""
    if message["channel"] == "sms":
        return message["text"]
    return email.message_from_string(message["text"]).get_payload(decode=True).decode()


def code_of(text):
    return re.search(r"(?<!\d)\d{6}(?!\d)", text)[0]


def save(page):
    with page.expect_navigation():
        page.locator("main form", has=page.locator("#f-email")).locator("button").click()


def press(page, key, language="vi"):
    with page.expect_navigation():
        page.locator(f'main button:has-text("{words(key, language)}")').first.click()


@pytest.mark.parametrize("js, language, width, login", [(False, "vi", 320, "bo"), (True, "en", 1280, "me")])
def test_an_address_is_confirmed_by_the_code_that_was_sent_there(people, carriers, js, language, width, login):
    base = "/en" if language == "en" else ""
    page = people.account(login, js=js, language=language, width=width)
    page.goto(f"{base}/tai-khoan")
    page.fill("#f-email", f"{login}@example.vn")
    save(page)
    assert page.url.endswith("/tai-khoan/lien-lac/thu?da-gui=1"), page.url
    is_sound(page, language)
    page.fill("#f-code", "12345")
    press(page, "contact_confirm", language)
    is_sound(page, language, is_error=True)
    page.goto(f"{base}/tai-khoan")
    is_sound(page, language)
    assert words("contact_email_open", language) in page.inner_text("main")
    page.goto(f"{base}/tai-khoan/lien-lac/thu")
    page.fill("#f-code", code_of(carried(carriers, f"{login}@example.vn")[-1]))
    press(page, "contact_confirm", language)
    assert words("contact_confirmed_now", language) in page.inner_text("main")
    assert words("contact_email_open", language) not in page.inner_text("main")
    is_sound(page, language)


def test_a_number_is_confirmed_too_and_a_dead_address_is_said(people, carriers):
    page = people.account("me", js=False)
    page.goto("/tai-khoan/lien-lac/dien-thoai")
    is_sound(page, "vi")
    press(page, "contact_code_send")
    page.fill("#f-code", code_of(carried(carriers, "+84912345678")[-1]))
    press(page, "contact_confirm")
    assert words("contact_confirmed_now") in page.inner_text("main")

    page.fill("#f-email", "nobody@example.vn")
    save(page)
    assert page.locator("#e-code").count() == 1
    is_sound(page, "vi", is_error=True)


def test_news_go_to_an_address_once_it_is_confirmed(people, carriers):
    page = people.account("bo")
    page.goto("/tai-khoan")
    page.fill("#f-email", "bo.chua@example.vn")
    save(page)
    first = lodge_birth(page)
    page.goto("/tai-khoan/lien-lac/thu")
    page.fill("#f-code", code_of(carried(carriers, "bo.chua@example.vn")[-1]))
    press(page, "contact_confirm")
    second = lodge_birth(page)
    until = time.monotonic() + 60
    while not (news := [one for one in carried(carriers, "bo.chua@example.vn") if second.code in one]):
        assert time.monotonic() < until, "no news of the second application"
        time.sleep(0.5)
    assert not [one for one in carried(carriers, "bo.chua@example.vn") if first.code in one]


def test_the_sign_in_page_says_how_residents_get_in(people):
    for language, path in (("vi", "/dang-nhap"), ("en", "/en/dang-nhap")):
        page = people.somebody(language=language, width=320)
        page.goto(path)
        is_sound(page, language)
        assert words("sign_in_help_none", language) in page.inner_text("main")
        assert words("sign_in_help_identity", language) not in page.inner_text("main")
