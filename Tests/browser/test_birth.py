"""Birth (1.001193), online: from the search box of the home page to the certificate handed over."""

import re

import pytest
from playwright.sync_api import expect

from checks import axe, is_sound, reflow
from city import fill_sign_in, folded, words
from desk import BIRTH_NOW as ANSWERS
from desk import accept, ask_unit, case, case_with, in_list, own, press, reply, send, sent
from forms import SHEET, answer_pages, begin, fill, go_on, page_name, photograph, questions


POINT = "Điểm Phục vụ hành chính công phường Hoàn Kiếm"
WARD = "Ủy ban nhân dân phường Hoàn Kiếm"


@pytest.fixture(scope="module")
def filled(cast):
    """A draft of `bo` with all questions answered and no papers, in a browser without scripts."""
    page = cast.account("bo", js=False)
    begin(page, "1.001193")
    answer_pages(page, ANSWERS)
    return page.url


def test_search_start_one_question_a_page_papers_check_send(cast):
    me = cast.account("me")
    me.goto("/")
    me.fill("#q", "dang ky khai sinh")
    me.keyboard.press("Enter")
    first = me.locator("main ul.rows a").first
    assert "1.001193" in first.get_attribute("href")
    first.click()
    main = folded(me.locator("main").inner_text())
    for owed in ("giay chung sinh", "mien phi", "15:00"):
        assert owed in main, f"the service page does not say {owed!r}"
    assert me.inner_text("h1") == "Đăng ký khai sinh"
    with me.expect_navigation():
        me.click('form[action$="/bat-dau"] button')
    passed = answer_pages(me, ANSWERS, each=lambda page: reflow(page))
    assert passed[:2] == ["who", "special"] and passed[-1] == "receive" and len(passed) >= 10

    me.set_input_files("input[type=file][name=birth_notice]", [SHEET])
    with me.expect_navigation():
        me.click("main form .actions button[name=_upload]")
    me.set_input_files("input[type=file][name=birth_notice]", [photograph(me)])
    with me.expect_navigation():
        me.click("main form .actions button[name=_upload]")
    assert me.locator("ul.papers a").all_inner_texts() == ["paper.png", "to-hai.jpg"]
    is_sound(me, "vi")
    go_on(me)

    assert page_name(me) == "kiem-tra"
    is_sound(me, "vi")
    shown = me.inner_text("main")
    for said in ("Trần Nguyễn Minh Khuê", "paper.png", "Phường Hoàn Kiếm", "929 La Thành"):
        assert said in shown, f"the check page does not repeat {said!r}"
    with me.expect_navigation():
        me.locator("main form button.button").click()
    is_sound(me, "vi", is_error=True)
    me.goto(me.url)
    receipt = send(me)
    is_sound(me, "vi")
    assert receipt.code and receipt.secret and receipt.code != receipt.secret
    cast.birth = {"dossier": receipt.dossier, "me": me}


@pytest.mark.parametrize("js", [True, False])
def test_a_refused_check_page_is_left_and_come_back_to_without_sending(people, filled, js):
    page = people.account("bo", js=js)
    page.goto(filled)
    if not page.locator("main .papers a").count():
        page.set_input_files("input[type=file][name=birth_notice]", [SHEET])
    go_on(page)
    sends = []
    page.on("request", lambda request: sends.append(request.url) if request.method == "POST" else None)
    with page.expect_navigation():
        page.locator("main form button.button").click()
    is_sound(page, "vi", is_error=True)
    assert words("check_agree_missing") in page.inner_text(".error-summary")

    assert page.reload().status == 200 and not page.locator(".error-summary").count(), "the message stays for ever"
    page.goto("/tro-giup")
    page.go_back()
    assert page.locator("#f-agree").count() == 1, "Back does not show the page"
    assert len(sends) == 1

    page.goto(filled)
    with page.expect_navigation():
        page.locator("button[name=_remove]").click()


@pytest.mark.parametrize("language, former", [
    ("vi", "Phường Hàng Bông, Quận Hoàn Kiếm"), ("en", "Hang Bong Ward, Hoan Kiem District")])
def test_a_ward_is_found_by_the_name_it_had(people, filled, language, former):
    page = people.account("bo", language=language, width=320)
    path = filled.removeprefix(people.city.address).replace("/giay-to", "/trang/mother?sua=1")
    page.goto(("/en" if language == "en" else "") + path)
    find = page.locator("button[name=_find]").first
    name = find.get_attribute("value")
    page.fill(f'[name="_search.{name}"]', "hang bong")
    with page.expect_navigation():
        find.click()
    found = page.locator(f'input[name="{name}"][value="00070"] + label')
    assert words("area_was", language, name=former, day="1/7/2025") in found.inner_text()
    is_sound(page, language)


def test_a_former_district_leads_to_the_wards_it_became(people, filled):
    page = people.account("bo", js=False, width=320)
    page.goto(filled.replace("/giay-to", "/trang/mother?sua=1"))
    find = page.locator("button[name=_find]").first
    name = find.get_attribute("value")
    page.fill(f'[name="_search.{name}"]', "quận Hoàn Kiếm")
    with page.expect_navigation():
        find.click()
    for code in ("00070", "00082"):
        label = page.locator(f'input[name="{name}"][value="{code}"] + label').inner_text()
        assert words("area_was", name="Quận Hoàn Kiếm", day="1/7/2025") in label


# The head of a HEIC photo of 4032 × 3024 points: as much as the server looks at.
HEIC = (bytes([0, 0, 0, 24]) + b"ftypheic" + bytes(4) + b"mif1heic" + bytes([0, 0, 0, 20]) + b"ispe" + bytes(4)
        + (4032).to_bytes(4, "big") + (3024).to_bytes(4, "big") + bytes(600))


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("width", [320, 1280])
def test_a_photo_no_browser_can_show_says_so(people, filled, language, width):
    page = people.account("bo", width=width, language=language)
    page.goto(("/en" if language == "en" else "") + filled.removeprefix(people.city.address))
    page.set_input_files("input[type=file][name=birth_notice]", [
        {"name": "IMG_0042.HEIC", "mimeType": "image/heic", "buffer": HEIC}])
    chosen = page.locator("ul.papers[id] li")
    assert words("papers_heic", language) in chosen.inner_text() and not chosen.locator("img").count()
    with page.expect_navigation():
        page.click("main form .actions button[name=_upload]")
    row = page.locator("fieldset > ul.papers li", has_text="IMG_0042.HEIC")
    assert words("papers_heic", language) in row.inner_text() and "KB" in row.inner_text()
    assert not row.locator("img").count() and row.locator(".paper-kind").inner_text() == "HEIC"
    with page.expect_download() as taken:
        row.locator("a").click()
    assert taken.value.suggested_filename.lower().endswith(".heic")
    is_sound(page, language)
    with page.expect_navigation():
        row.locator("button[name=_remove]").click()


def test_back_after_sending_leads_to_the_same_dossier(cast):
    me, dossier = cast.birth["me"], cast.birth["dossier"]
    me.go_back()
    me.wait_for_load_state()
    if me.locator("#f-agree").count():
        me.check("#f-agree")
        with me.expect_navigation():
            me.locator("main form button.button").last.click()
    assert dossier in me.url or page_name(me) == me.url, f"another dossier: {me.url}"
    me.goto("/ho-so")
    links = me.locator(f'main h2 a[href$="/ho-so/{dossier}"]')
    assert links.count() == 1


def test_the_counter_sees_it_and_accepts_it_with_code_date_and_reason(cast):
    dossier, me = cast.birth["dossier"], cast.birth["me"]
    waiting = own(me, dossier)
    assert POINT in waiting and words("fact_not_started") in waiting
    quay = in_list(cast.account("quay"), dossier)
    is_sound(quay, "vi")
    quay.locator('a[href*="/kiem-tra"]').first.click()
    is_sound(quay, "vi")
    seen = accept(quay, dossier).inner_text("main")
    code = re.search(r"\b[A-Z]\d{2}(?:\.[A-Z0-9]+)*-\d{6}-\d{4}\b", seen)
    assert code, f"no dossier number after acceptance:\n{seen[:600]}"
    assert case(quay, dossier).locator(".case-bar details li").count() >= 1, "no reason beside the due date"
    said = own(me, dossier)
    assert code[0] in said and words("fact_due") in said and words("fact_why") in said
    assert WARD in said
    is_sound(me, "vi")


def test_the_officer_asks_ba_vi_and_everybody_sees_it(cast):
    dossier, me = cast.birth["dossier"], cast.birth["me"]
    hotich = in_list(cast.account("hotich"), dossier)
    ask_unit(hotich, "verify", {"H26.X80": "ba vi"}, "Cha mẹ bé kết hôn số 17/2021 tại xã; xin xác nhận.")
    assert "Ba Vì" in hotich.inner_text("#trao-doi")
    assert "Ba Vì" in own(me, dossier), "the resident does not see that Ba Vì was asked"

    hotich2 = in_list(cast.account("hotich2"), dossier)
    is_sound(hotich2, "vi")
    reply(hotich2, "confirmed", "Có trong sổ đăng ký kết hôn năm 2021.")
    assert "Có trong sổ đăng ký kết hôn năm 2021." in case(hotich, dossier).inner_text("#trao-doi")


def test_the_parent_confirms_the_draft(cast):
    dossier, me = cast.birth["dossier"], cast.birth["me"]
    hotich = press(case(cast.account("hotich"), dossier), "ready")
    expect(hotich.locator("form.undo button")).to_be_visible()
    said = own(me, dossier)
    link = me.locator(f'a[href$="/ho-so/{dossier}/du-thao"]')
    assert link.count() == 1, f"no draft to check:\n{said}"
    link.click()
    is_sound(me, "vi")
    assert "Trần Nguyễn Minh Khuê" in me.inner_text("main")
    sent(me, me.locator("button[name=verdict][value=confirm]"))
    assert "/du-thao" not in me.url
    assert WARD in own(me, dossier)


def test_entered_signed_sealed_handed_over(cast):
    dossier, me = cast.birth["dossier"], cast.birth["me"]
    for login, action, told in (
        ("hotich", "enter", WARD), ("hotich", "submit", WARD),
        ("chutich", "sign", WARD), ("vanthu", "release", POINT), ("quay", "hand_over", ""),
    ):
        press(case_with(cast.account(login), dossier, action), action)
        assert told in own(me, dossier), f"after {action} the resident does not read {told!r}"
    said = me.inner_text("main")
    assert words("next_10") in said and words("fact_holder") not in said
    is_sound(me, "vi")


# MARK: Drafts and sessions (ux 5.8)


def test_a_draft_survives_a_killed_browser(people):
    me = people.account("bo")
    begin(me, "1.001193")
    answer_pages(me, ANSWERS, until="trang/child-name")
    fill(me, ANSWERS)
    go_on(me)
    where = me.url
    me.context.close()

    again = people.sign_in(people.somebody(), "bo")
    again.goto("/ban-nhap")
    again.locator("main h2 a").first.click()
    assert again.url == where
    again.locator("a.back").click()
    assert again.input_value('[name="child.name"]') == ANSWERS["child.name"]
    assert again.is_checked('[name="child.sex"][value="female"]')


def test_what_is_typed_is_saved_without_continue(people):
    me = people.account("bo")
    begin(me, "1.001193")
    answer_pages(me, ANSWERS, until="trang/child-name")
    me.fill('[name="child.name"]', "Lê Thị Đang Gõ Dở")
    expect(me.locator("#saved")).to_have_text(re.compile(r"Đã lưu lúc \d\d:\d\d"))
    where = me.url
    me.context.close()
    again = people.account("bo")
    again.goto(where)
    assert again.input_value('[name="child.name"]') == "Lê Thị Đang Gõ Dở"


@pytest.mark.parametrize("js", [True, False])
def test_a_session_that_ended_keeps_what_was_typed(people, js):
    me = people.sign_in(people.somebody(js=js), "cty")
    begin(me, "1.001193")
    answer_pages(me, ANSWERS, until="trang/child-name")
    where = me.url
    elsewhere = people.sign_in(people.somebody(), "cty")
    elsewhere.goto("/tai-khoan")
    with elsewhere.expect_navigation():
        elsewhere.click('form[action$="/dang-xuat-moi-noi"] button')

    me.fill('[name="child.name"]', "Lê Thị Gõ Lại")
    me.locator("main form .actions button.button").click()
    me.wait_for_selector("#f-login")
    fill_sign_in(me, "cty")
    me.locator("main form button.button").click()
    me.wait_for_url(where)
    assert me.input_value('[name="child.name"]') == "Lê Thị Gõ Lại"
    assert not me.locator(".error-summary").count(), "blamed for coming back"
    people.kept.pop("cty", None)


@pytest.mark.parametrize("js", [True, False])
def test_changing_the_language_keeps_the_text(people, js):
    me = people.account("bo", js=js)
    begin(me, "1.001193")
    answer_pages(me, ANSWERS, until="trang/child-name")
    me.fill('[name="child.name"]', "Phạm Giữ Nguyên")
    with me.expect_navigation():
        me.click("header button[name=_switch]")
    assert "/en/" in me.url and me.get_attribute("html", "lang") == "en"
    assert me.input_value('[name="child.name"]') == "Phạm Giữ Nguyên"


def test_two_windows_on_one_draft_see_both_versions(people):
    one = people.account("bo")
    begin(one, "1.001193")
    answer_pages(one, ANSWERS, until="trang/child-name")
    other = one.context.new_page()
    other.goto(one.url)
    fill(other, {**ANSWERS, "child.name": "Tên Thứ Nhất"})
    go_on(other)
    fill(one, {**ANSWERS, "child.name": "Tên Thứ Hai"})
    go_on(one)
    shown = one.inner_text("main")
    assert "Tên Thứ Nhất" in shown and "Tên Thứ Hai" in shown
    is_sound(one, "vi")


def test_an_error_names_the_field_and_leads_to_it(people):
    me = people.account("bo")
    begin(me, "1.001193")
    go_on(me)
    is_sound(me, "vi", is_error=True)
    assert me.evaluate("document.activeElement.id") == "error-summary"
    for link in me.locator(".error-summary a").all():
        target = link.get_attribute("href").removeprefix("#")
        link.click()
        assert me.evaluate("document.activeElement.id") == target
        described = me.evaluate("""() => [document.activeElement, document.activeElement.closest('fieldset')]
            .flatMap(e => (e?.getAttribute('aria-describedby') || '').split(' '))
            .map(id => document.getElementById(id)?.textContent || '').join(' ')""")
        assert link.inner_text() in described


def test_a_question_that_depends_comes_up_at_once_with_a_script(people):
    me = people.account("bo")
    begin(me, "1.001193")
    assert "contents_agreed" not in questions(me)
    me.check('[name=rel][value="grandparent"]')
    me.locator('[name="contents_agreed"]').wait_for()
    me.check('[name=rel][value="mother"]')
    me.locator('[name="contents_agreed"]').wait_for(state="detached")


def test_a_page_with_one_question_has_it_as_heading_and_a_title_that_names_the_service(people):
    me = people.account("bo")
    begin(me, "1.001193")
    assert me.locator("fieldset legend h1").inner_text() == me.inner_text("h1") == "Bạn là ai của bé?"
    assert me.title() == "Bạn là ai của bé? – Đăng ký khai sinh – Thành phố Hà Nội"
    go_on(me)
    assert me.locator(".error-summary li").inner_text() == "Chọn bạn là ai của bé"


@pytest.mark.parametrize("js", [True, False])
def test_a_change_comes_back_to_the_check_page_through_the_other_language(people, js):
    me = people.account("bo", js=js)
    begin(me, "1.001193")
    answer_pages(me, {**ANSWERS, "notice_paper": "no", "witness": "no"})
    draft = me.url.rsplit("/", 1)[0]
    me.set_input_files("main input[type=file] >> nth=0", [SHEET])
    go_on(me)
    me.goto(draft + "/trang/child-name?sua=1")
    with me.expect_navigation():
        me.click("header button[name=_switch]")
    assert "/en/" in me.url
    me.fill('[name="child.name"]', "12345")
    go_on(me)
    assert me.locator(".error-summary").count() == 1
    me.fill('[name="child.name"]', "Trần Đổi Tên")
    go_on(me)
    assert page_name(me) == "kiem-tra" and "Trần Đổi Tên" in me.inner_text("main")


def test_a_parent_known_by_the_year_alone_and_what_was_typed_stands_again(people):
    me = people.account("bo", js=False)
    begin(me, "1.001193")
    answer_pages(me, {**ANSWERS, "rel": "father"}, until="trang/mother")
    fill(me, ANSWERS)
    for box, text in (("day", ""), ("month", ""), ("year", "1960")):
        me.fill(f'[name="mother.born_on.{box}"]', text)
    me.fill('[name="mother.number"]', "001.160 012 345")
    go_on(me)
    assert page_name(me) == "trang/father", me.inner_text("main")
    # The account knows its own person: the father is the one who fills it in.
    assert me.input_value('[name="father.name"]') and me.get_attribute('[name="father.name"]', "autocomplete") == "name"
    assert me.get_attribute('[name="father.born_on.year"]', "autocomplete") == "bday-year"
    me.locator("a.back").click()
    assert me.input_value('[name="mother.number"]') == "001.160 012 345"
    assert me.input_value('[name="mother.born_on.year"]') == "1960" and not me.input_value('[name="mother.born_on.day"]')
    assert me.get_attribute('[name="mother.name"]', "autocomplete") is None
    me.fill('[name="mother.born_on.day"]', "5")
    go_on(me)
    assert "thiếu tháng" in me.inner_text(".error-summary")
    is_sound(me, "vi", is_error=True)


def test_a_search_without_a_match_says_which_ward_still_stands(people):
    me = people.account("bo")
    begin(me, "1.001193")
    answer_pages(me, ANSWERS, until="trang/mother")
    fill(me, ANSWERS)
    me.fill('[name="_search.mother.residence.area"]', "zzzz")
    with me.expect_navigation():
        me.click('button[name=_find][value="mother.residence.area"]')
    assert words("area_still", name="Phường Hoàn Kiếm, Thành phố Hà Nội") in me.inner_text("main")


def test_drafts_tell_whose_they_are_and_how_far(people):
    me = people.account("bo")
    begin(me, "1.001193")
    answer_pages(me, {**ANSWERS, "child.name": "Trần Còn Dở"}, until="trang/born-when")
    me.goto("/ban-nhap")
    row = me.locator("ul.rows li", has_text="Trần Còn Dở").first.inner_text()
    assert words("draft_reached", page="Bé sinh khi nào?") in row
    me.goto("/dich-vu/1.001193")
    me.locator("main a", has_text="Trần Còn Dở").first.click()
    assert page_name(me) == "trang/born-when"


@pytest.mark.parametrize("js", [True, False])
def test_files_too_large_too_many_and_twice_the_same(people, filled, js):
    me = people.account("bo", js=js)
    me.goto(filled)
    box, upload = "input[type=file][name=birth_notice]", "main form .actions button[name=_upload]"

    def send_files(*files):
        me.set_input_files(box, list(files))
        with me.expect_response(lambda answer: answer.request.method == "POST"):
            me.click(upload)

    huge = {"name": "lon.jpg", "mimeType": "image/jpeg", "buffer": b"\xff\xd8\xff" + bytes(22 << 20)}
    send_files(huge, sheet("mot.png"))
    expect(me.locator(".error-summary")).to_contain_text(re.compile("lon.jpg.*20 MB"))
    assert me.locator(box).count() == 1, "the form is gone"
    assert me.locator("fieldset > ul.papers a", has_text="mot.png").count() == 1, "the other file is lost"
    send_files(sheet("hai.png"))
    expect(me.locator("main")).to_contain_text(words("papers_double", name="mot.png"))
    send_files(sheet("ba.png"), sheet("bon.png"), sheet("nam.png"))
    expect(me.locator(".error-summary")).to_contain_text(words("papers_too_many", file="nam.png", n="4"))
    while me.locator("button[name=_remove]").count():
        with me.expect_navigation():
            me.locator("button[name=_remove]").first.click()
        assert me.locator("#xong[role=status]").count() == 1
        if js:
            assert me.evaluate("document.activeElement.id") == "xong"
    is_sound(me, "vi")


def sheet(name):
    return {"name": name, "mimeType": "image/png", "buffer": SHEET.read_bytes()}


def test_a_very_long_text_comes_back_with_its_limit(people):
    me = people.account("bo", js=False)
    begin(me, "1.001193")
    answer_pages(me, ANSWERS, until="trang/child-name")
    me.fill('[name="child.name"]', "ă" * 51_000)
    go_on(me)
    assert page_name(me) == "trang/child-name" and "51000" in me.inner_text(".error-summary")
    assert len(me.input_value('[name="child.name"]')) == 51_000


NO_PAPERS = {
    "rong.png": b"", "chuong-trinh.png": b"MZ" + bytes(4000), "hong.jpg": b"\xff\xd8\xff" + bytes(40),
    "trang.pdf": b"<!doctype html><script>alert(1)</script>",
}


def test_a_paper_that_is_none_is_refused_in_words(people, filled):
    me = people.account("bo", js=False)
    me.goto(filled)
    for name, content in NO_PAPERS.items():
        me.set_input_files(
            "input[type=file][name=birth_notice]", [{"name": name, "mimeType": "image/png", "buffer": content}])
        with me.expect_navigation():
            me.click("main form .actions button[name=_upload]")
        assert page_name(me) == "giay-to"
        assert me.locator(".error-summary a").count() >= 1, f"{name}: {me.inner_text('main')}"
        assert not me.locator("ul.papers a").count(), f"{name} was taken"


def test_a_double_press_makes_one_dossier(people, filled):
    me = people.account("bo", js=False)
    me.goto(filled)
    me.set_input_files("input[type=file][name=birth_notice]", [SHEET])
    go_on(me)
    me.check("#f-agree")
    form = {box.get_attribute("name"): box.get_attribute("value") for box in me.locator("main form input").all()}
    address = me.locator("main form[method=post]").last.get_attribute("action")
    sent = [me.request.post(address, form=form, max_redirects=0, headers={"Origin": me.url.split("/nop")[0]})
            for _ in range(2)]
    places = [answer.headers.get("location") for answer in sent]
    assert [answer.status for answer in sent] == [303, 303], [answer.status for answer in sent]
    assert places[0] == places[1] and "/da-nop/" in places[0]


def test_no_script_in_english_to_the_acknowledgement(people):
    me = people.account("bo", js=False, language="en", width=320)
    begin(me, "1.001193", "en")
    answer_pages(me, {**ANSWERS, "return_by": "electronic"}, each=lambda page: reflow(page))
    me.set_input_files("input[type=file][name=birth_notice]", [SHEET])
    go_on(me)
    assert me.url.split("/nop")[0].endswith("/en") and me.inner_text("h1") == words("check_title", "en")
    axe(me)
    send(me)
    is_sound(me, "en")
    assert me.inner_text("h1") == words("sent_title", "en")
    me.click('main a[href*="/ho-so/"]')
    is_sound(me, "en")
    assert words("fact_holder", "en") in me.inner_text("main")


@pytest.mark.parametrize("language, width, js", [("vi", 320, False), ("en", 1280, True)])
def test_residence_and_health_card_are_asked_for_with_the_same_press(people, language, width, js):
    me = people.account("bo", js=js, language=language, width=width)
    begin(me, "1.001193", language)
    answer_pages(me, ANSWERS)
    me.set_input_files("input[type=file][name=birth_notice]", [SHEET])
    go_on(me)
    offered = me.locator("fieldset", has_text=words("check_bundle_title", language))
    assert offered.locator("li").count() == 2
    me.check("#f-bundle-birth")
    send(me)
    is_sound(me, language)
    parts = me.locator("ul.plain a[href*='/ho-so/']")
    assert parts.count() == 2
    parts.first.click()
    is_sound(me, language)
    main = me.inner_text("main")
    assert words("fact_owner_clock", language) in main and not me.locator("a[href$='/rut']").count()
    # From any of them the other two are one press away.
    assert me.locator("ul.plain a[href*='/ho-so/']").count() == 2
