"""Construction permit (1.013225): taken in at a service point, two branches, consultations, a second round."""

import pytest

from checks import is_sound
from city import dossier_of
from desk import accept, ask_for, ask_unit, case, in_list, lodge, own, press, reply, sent
from forms import PERMIT, SHEET, answer_pages, begin, fill, go_on, page_name

WARD = "Ủy ban nhân dân phường Hoàn Kiếm"
PAPERS = ("cp.land", "cp.drawings")


@pytest.fixture(scope="module")
def dossier(cast):
    return lodge(cast.account("cty"), "1.013225", PERMIT, PAPERS).dossier


def hand_in(page):
    """Every paper that is asked for; on to the check page."""
    for box in page.locator("input[type=file]").all():
        box.set_input_files([SHEET])
    go_on(page)
    if page.locator("input[type=file]").count():
        # A paper that had this very file already: the page says so once, and Continue goes on.
        go_on(page)
    assert page_name(page) == "kiem-tra"


@pytest.fixture(scope="module")
def draft(cast):
    """A draft at its check page: a house in the ward Hoàn Kiếm."""
    page = cast.account("cty")
    begin(page, "1.013225")
    answer_pages(page, PERMIT)
    hand_in(page)
    return page.url


WORKS = {"kind": "non_linear", "class": "ii", "stage": "whole", "purpose": "Văn phòng", "feasibility_appraised": "yes"}


# One after the other on one draft: where something is changed, what, and who decides then.
@pytest.mark.parametrize("where, change, body", [
    (None, {}, WARD),
    ("where", {"in_zone": "yes"}, "Ban Quản lý"),
    ("where", {"in_zone": "no", "spans": "yes", "entrance_area": ("ba vi", "09700")}, "Ba Vì"),
    ("what", WORKS, "Sở Xây dựng"),
])
def test_the_body_that_decides_is_named_before_sending(people, draft, where, change, body):
    page = people.account("cty")
    page.goto(draft.replace("/kiem-tra", f"/trang/{where}?sua=1") if where else draft)
    answer_pages(page, change, until="kiem-tra")
    if page_name(page) == "giay-to":
        hand_in(page)
    facts = page.locator("main dl.facts").last.inner_text()
    assert body in facts, facts


def test_taken_in_and_sent_to_the_ward(cast, dossier):
    accept(in_list(cast.account("quay"), dossier), dossier)
    assert WARD in own(cast.account("cty"), dossier)
    press(in_list(cast.account("truongphong"), dossier), "assign")


def test_two_branches_run_side_by_side_and_wait_for_each_other(cast, dossier):
    page = in_list_any(cast.account("xaydung"), dossier)
    is_sound(page, "vi")
    open_steps = {box.get_attribute("value") for box in page.locator('form.deed input[name="thao-tac"]').all()}
    assert {"appraised", "as_filed", "differs"} <= open_steps
    press(page, "as_filed")
    page = case(page, dossier)
    assert not page.locator('form.deed:has([value="permit"])').count(), "the draft did not wait for the other branch"
    assert page.locator('form.deed:has([value="appraised"])').count() == 1


def in_list_any(page, dossier):
    """Side by side, one dossier stands in the list once for each task."""
    page.goto("/can-bo?ds=unit")
    rows = page.locator(f'a.row-open[href*="/ho-so/{dossier}"]')
    assert rows.count() == 2
    with page.expect_navigation():
        rows.first.click()
    return page


def test_consulted_it_cannot_go_on_before_the_answer(cast, dossier):
    page = case(cast.account("xaydung"), dossier)
    ask_unit(page, "consult", {"H26.S15": "quy hoach"}, "Đề nghị cho ý kiến về chiều cao.")
    page = case(page, dossier)
    assert not page.locator('form.deed:has([value="appraised"])').count()
    reply(in_list(cast.account("quyhoach"), dossier), "agree", "Phù hợp quy hoạch.")
    assert case(page, dossier).locator('form.deed:has([value="appraised"])').count() == 1


def test_two_rounds_of_supplement_and_no_third(cast, dossier):
    cty, page = cast.account("cty"), cast.account("xaydung")
    for n, reason in enumerate(("Bản vẽ móng thiếu mặt cắt A–A.", "Mặt cắt A–A thiếu cao độ."), 1):
        ask_for(page, dossier, {"d:cp.drawings": reason})
        cty.goto(f"/ho-so/{dossier}/bo-sung")
        assert reason in cty.inner_text("main") and cty.locator("ol.tasks > li").count() == 1
        cty.set_input_files('input[type=file][name="cp.drawings"]', [SHEET])
        sent(cty, cty.locator("main form button.button").last)
    page.goto(f"/can-bo/ho-so/{dossier}/kiem-tra?muc-dich=handling")
    page.check('input[name="d:cp.drawings"][value="khong"]')
    page.fill('input[name="ly-do:d:cp.drawings"]', "Lần thứ ba.")
    with page.expect_navigation():
        page.click('button[value="bo-sung"]')
    assert page.locator(".error-summary").count() == 1, "a third round was sent"


def test_drafted_initialled_signed_released_handed_over(cast, dossier):
    cty = cast.account("cty")
    for login, action in (
        ("xaydung", "appraised"), ("xaydung", "permit"), ("truongphong", "ok"), ("chutich", "sign"),
        ("vanthu", "release"), ("quay", "hand_over"),
    ):
        press(case(cast.account(login), dossier), action)
    own(cty, dossier)
    is_sound(cty, "vi")


@pytest.mark.parametrize("js", [True, False])
def test_handed_in_at_the_counter_by_somebody_without_an_account(people, js):
    page = people.account("quay", js=js)
    page.goto("/can-bo/quay")
    page.fill("#f-q", "Đặng Văn Khoa")
    with page.expect_navigation():
        page.locator('main form[action$="/can-bo/quay"] button').click()
    is_sound(page, "vi")
    page.fill("#f-ten", f"Đặng Văn Khoa {'Một' if js else 'Hai'}")
    page.fill("#f-nam-sinh", "1970")
    with page.expect_navigation():
        page.locator('form[action$="/quay/nguoi"] button:not([name])').click()
    with page.expect_navigation():
        page.locator('main a[href*="thu-tuc=1.013225"]').click()
    is_sound(page, "vi")
    for _ in range(12):
        fill(page, PERMIT)
        for box in page.locator('input[name=giay]').all():
            box.check()
        with page.expect_navigation():
            page.click('main .actions button[name=lam][value=nop]')
        if "tiep-nhan" not in page.url:
            break
    assert "/can-bo/ho-so/" in page.url, page.locator(".error-summary").all_inner_texts()
    # Every paper that these answers call for is here: it is accepted at once, and the slip is shown.
    assert "/phieu" in page.url, page.url
    page.goto(f"/can-bo/ho-so/{dossier_of(page)}?muc-dich=counter")
    assert WARD in page.inner_text("main")
