"""Marital status (1.004873): a supplement before acceptance, verification by Ba Vì, a supplement that restarts."""

import pytest

from checks import is_sound
from city import words
from desk import accept, ask_for, ask_unit, case, give_pins, in_list, lodge, own, press, reply, sent
from forms import MARITAL, answer


@pytest.fixture(scope="module")
def dossier(cast):
    return lodge(cast.account("cty"), "1.004873", MARITAL).dossier


def supply(page, dossier, answers):
    page.goto(f"/ho-so/{dossier}/bo-sung")
    is_sound(page, "vi")
    for name, value in answers.items():
        answer(page, name, value)
    return sent(page, page.locator("main form button.button").last)


def test_all_that_is_missing_is_asked_at_once_and_only_that(cast, dossier):
    cty, quay = cast.account("cty"), in_list(cast.account("quay"), dossier)
    ask_for(quay, dossier, {
        "f:residence": "Ghi đủ số nhà, ví dụ: Số 12, ngõ 5 phố Hàng Bông.",
        "f:purpose_text": "Ghi tên ngân hàng.",
    })
    said = own(cty, dossier)
    assert words("supplement_open") in said and "Ghi tên ngân hàng." in (said + cty.inner_text("main"))
    cty.goto(f"/ho-so/{dossier}/bo-sung")
    assert cty.locator("ol.tasks > li").count() == 2
    assert not cty.locator('[name="person.name"]').count(), "what was not asked for can be changed"
    supply(cty, dossier, {"residence.street": "Số 12, ngõ 5 phố Hàng Bông", "purpose_text": "Vay vốn Agribank"})
    assert "Số 12, ngõ 5 phố Hàng Bông" in case(quay, dossier).inner_text("#ho-so")


def test_accepted_it_waits_for_ba_vi_before_it_can_be_signed(cast, dossier):
    accept(cast.account("quay"), dossier)
    hotich = in_list(cast.account("hotich"), dossier)
    assert not hotich.locator('form.deed:has([value="ready"])').count(), "nobody verified the earlier home"
    assert hotich.locator("#viec .blocked").count() >= 1
    ask_unit(hotich, "verify", {"H26.X80": "ba vi"}, "Từ 2005 đến 2015 người này có đăng ký kết hôn tại xã không?")
    assert "Ba Vì" in own(cast.account("cty"), dossier)
    reply(in_list(cast.account("hotich2"), dossier), "confirmed", "Chưa đăng ký kết hôn lần nào tại xã.")
    assert case(hotich, dossier).locator('form.deed:has([value="ready"])').count() == 1


def test_a_supplement_after_acceptance_stops_the_clock_and_restarts_it(cast, dossier):
    cty, hotich = cast.account("cty"), case(cast.account("hotich"), dossier)
    entries = hotich.locator("#lich-su ol.timeline").last.locator("> li")
    before = entries.count()
    ask_for(hotich, dossier, {"f:residence": "Ghi thêm số phòng."})
    assert words("pause_supplement") in own(cty, dossier)
    cty.goto(f"/ho-so/{dossier}/bo-sung")
    with cty.expect_navigation():
        cty.locator("main form button.button").last.click()
    is_sound(cty, "vi", is_error=True)
    supply(cty, dossier, {"residence.street": "Phòng 302, số 12, ngõ 5 phố Hàng Bông"})
    said = own(cty, dossier)
    assert words("pause_supplement") not in said and words("fact_due") in said
    case(hotich, dossier)
    assert entries.count() >= before + 2, "the ledger of the deadline does not show pause and restart"


def test_signed_by_who_did_not_examine_and_returned(cast, dossier):
    cty = cast.account("cty")
    press(case(cast.account("hotich"), dossier), "ready")
    cty.goto(f"/ho-so/{dossier}/du-thao")
    is_sound(cty, "vi")
    sent(cty, cty.locator("button[name=verdict][value=confirm]"))
    hotich = case(cast.account("hotich"), dossier)
    assert not hotich.locator('form.deed:has([value="sign"])').count(), "the examiner may sign"
    for login, action in (("chutich", "sign"), ("vanthu", "release"), ("quay", "hand_over")):
        press(case(cast.account(login), dossier), action)
    assert words("next_10") in own(cty, dossier)


def test_three_at_once(people):
    """The chairwoman signs the drafted certificates of the tour in one go."""
    page = people.sign_in(people.somebody(), "chutich")  # a session in which no key is open
    page.goto("/can-bo?ds=unit")
    boxes = page.locator('tr:has-text("hôn nhân") input[name=chon]')
    assert boxes.count() >= 3
    for n in range(3):
        boxes.nth(n).check()
    with page.expect_navigation():
        page.click('button[name=lam][value="thao-tac"]')
    for pin in ("", "000000"):
        is_sound(page, "vi", is_error=bool(page.locator(".error-summary").count()))
        page.fill("#f-pin", pin)
        with page.expect_navigation():
            page.locator("main .narrow form button.button").click()
        assert page.locator(".error-summary").count() == 1, f"signed with the PIN {pin!r}"
    give_pins(page.locator("main .narrow form"))
    with page.expect_navigation():
        page.locator("main .narrow form button.button").click()
    is_sound(page, "vi")
    assert page.locator("main tbody tr").count() == 3
    assert page.locator('main tbody tr:has-text("✓")').count() == 3, page.inner_text("main tbody")
