"""The desk itself: lists kept in their address, conflict, undo, several at once, single keys, the slip."""

import pytest
from playwright.sync_api import expect

from checks import is_sound
from city import words
from desk import accept, case, in_list, lodge_birth, own, press, sent


@pytest.fixture(scope="module")
def births(cast):
    """Three births that `me` lodged; the first is accepted."""
    lodged = [lodge_birth(cast.account("me")).dossier for _ in range(3)]
    accept(cast.account("quay"), lodged[0])
    return lodged


def codes(page) -> list[str]:
    return page.locator("a.row-open").all_inner_texts()


def test_a_filtered_list_is_its_address(people, births):
    page = people.account("quay")
    page.goto("/can-bo?ds=unit")
    everything = codes(page)
    page.locator(".desk-filter summary").click()
    page.fill("#f-q", "anh tuyet")
    page.select_option("#f-tt", "1.001193")
    with page.expect_navigation():
        page.locator(".desk-filter button").click()
    found = codes(page)
    assert 2 <= len(found) < len(everything)
    again = people.account("quay", js=False)
    again.goto(page.url)
    assert codes(again) == found
    assert again.locator(".chips a").count() == 2
    is_sound(again, "vi")
    with again.expect_navigation():
        again.locator(".chips a").first.click()
    assert again.locator(".chips a").count() == 1


def test_the_nearest_deadline_stands_first(people, births):
    page = people.account("quay")
    page.goto("/can-bo?ds=unit")
    heats = [text.strip()[0] for text in page.locator("td .due, td:has(.due-date)").all_inner_texts()]
    late = [place for place, sign in enumerate(heats) if sign == "▲"]
    assert late == list(range(len(late))), f"what is late does not stand first: {heats}"


def test_who_comes_second_sees_what_happened_and_keeps_the_words(people, births):
    first, second = people.account("quay"), people.account("truongdiem")
    case(second, births[1])
    form = second.locator('form[action$="/de-nghi-tu-choi"]')
    second.locator("details", has=form).locator("summary").click()
    form.locator("textarea").fill("Giấy chứng sinh của một bé khác.")
    accept(first, births[1])
    with second.expect_navigation():
        form.locator("button").click()
    is_sound(second, "vi")
    assert second.input_value("#f-typed") == "Giấy chứng sinh của một bé khác."
    assert second.locator("ol.timeline li").count() >= 1
    assert words("fact_accepted") in own(people.account("me"), births[1]), "the first word does not stand"


@pytest.mark.parametrize("js", [True, False])
def test_taken_back_within_half_a_minute_nobody_was_told(people, births, js):
    page = press(case(people.account("hotich", js=js), births[0]), "ready")
    assert page.locator("form.undo button").count() == 1
    sent(page, page.locator("form.undo button"))
    assert case(page, births[0]).locator('form.deed:has([value="ready"])').count() == 1
    assert page.locator("#lich-su li.undone").count() >= 1, "the history does not show what was taken back"
    assert "examined" not in page.inner_text("#lich-su"), "a name of the program stands in the history"
    me = people.account("me")
    own(me, births[0])
    assert not me.locator(f'a[href$="/{births[0]}/du-thao"]').count(), "the person was told"


def test_several_are_taken_at_once(people, births):
    page = people.account("quay")
    page.goto("/can-bo?ds=unassigned&tt=1.001193")
    count = page.locator("input[name=chon]").count()
    assert count >= 1
    page.check("input[data-all]")
    assert page.locator("input[name=chon]:checked").count() == count
    with page.expect_navigation():
        page.click("button[name=lam][value=nhan]")
    is_sound(page, "vi")
    assert page.locator("main tbody tr").count() == count
    page.goto("/can-bo?ds=mine")
    assert page.locator("a.row-open").count() >= 1


def test_single_keys_move_and_open_but_never_while_typing(people, births):
    page = people.account("quay")
    page.goto("/can-bo?ds=unit")
    for key, at in (("j", 0), ("j", 1), ("k", 0)):
        page.keyboard.press(key)
        expect(page.locator("a.row-open").nth(at)).to_be_focused()
    page.keyboard.press("/")
    expect(page.locator("#f-find")).to_be_focused()
    page.keyboard.type("jk/x")
    assert page.input_value("#f-find") == "jk/x"


def test_enter_in_a_reason_or_on_a_tick_decides_nothing(people, births):
    page = people.account("quay")
    for address, box in (
        ("/can-bo?ds=unit", "input[name=chon]"),
        (f"/can-bo/ho-so/{births[2]}/kiem-tra?muc-dich=handling", 'main input[name^="ly-do"]'),
    ):
        page.goto(address)
        page.evaluate("() => addEventListener('submit', e => { e.preventDefault(); window.sent = true; }, true)")
        if page.locator("main input[value=khong]").count():
            page.evaluate("() => document.querySelectorAll('main details').forEach(one => one.open = true)")
            page.locator("main input[value=khong]").last.check()
        page.locator(box).last.press("Enter")
        assert not page.evaluate("() => window.sent"), f"Enter sent the form of {address}"


def test_found_by_its_code(people, births):
    page = case(people.account("quay"), births[0])
    code = page.inner_text("h1").split()[-1]
    page.fill("#f-find", code)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert births[0] in page.url or page.locator(f'a[href*="/ho-so/{births[0]}"]').count() >= 1
    page.goto("/can-bo/tim?q=khong-co-ai-ten-nhu-the")
    is_sound(page, "vi")


def test_the_slip_bears_code_date_and_secret_and_prints_alone(people, births):
    page = case(people.account("quay"), births[0])
    with page.expect_navigation():
        page.locator('a[href*="/phieu?"]').click()
    is_sound(page, "vi")
    said = page.inner_text("article.slip")
    assert "Nguyễn Thị Ánh Tuyết" in said and "H26.C01.PX04-" in said and "Đăng ký khai sinh" in said
    page.emulate_media(media="print")
    for gone in (".desk-nav", "header.top nav", "footer", "button[data-print]"):
        assert not page.locator(gone).first.is_visible(), f"{gone} is printed"


@pytest.mark.parametrize("js", [True, False])
def test_accepting_needs_every_paper_seen(people, js):
    dossier = lodge_birth(people.account("me")).dossier
    page = people.account("quay", js=js)
    page.goto(f"/can-bo/ho-so/{dossier}/kiem-tra?muc-dich=handling")
    assert words("officer_check_final") in page.inner_text("main"), "not said that it cannot be taken back"
    with page.expect_navigation():
        page.click('button[value="tiep-nhan"]')
    is_sound(page, "vi", is_error=True)
    papers = page.locator('main input[name^="d:"][value="dat"]').count()
    assert papers >= 1 and page.locator(".error-summary li").count() == papers
    assert page.locator('main input[name^="d:"][value="dat"][aria-invalid=true]').count() == papers
    page.check("#f-all")
    sent(page, page.locator('button[value="tiep-nhan"]'))
    assert page.locator("main .notice").count() == 1
    with page.expect_navigation():
        page.goto(f"/can-bo/ho-so/{dossier}/kiem-tra?muc-dich=handling")
    assert "/kiem-tra" not in page.url, "a finished check opens again"


def test_an_empty_question_keeps_the_unit_and_the_search(people, births):
    page = case(people.account("hotich", js=False), births[0])
    with page.expect_navigation():
        page.locator('a[href*="viec-hoi="]').first.click()
    page.fill("#f-q", "ba vi")
    with page.expect_navigation():
        page.locator("main .narrow form[method=get] button").click()
    page.check('input[name=don-vi][value="H26.X80"]')
    with page.expect_navigation():
        page.locator("main .narrow form[method=post] button").click()
    is_sound(page, "vi", is_error=True)
    assert page.locator(".error-summary li").all_inner_texts() == [words("officer_ask_question_missing")]
    assert page.is_checked('input[name=don-vi][value="H26.X80"]') and page.input_value("#f-q") == "ba vi"


def test_an_apology_needs_a_real_date(people, births):
    page = case(people.account("hotich"), births[0])
    page.locator("#f-xin-loi summary").click()
    for part, value in (("d", "31"), ("m", "2"), ("y", "2027")):
        page.fill(f"#x-{part}", value)
    page.fill("#x-r", "Hệ thống tạm dừng.")
    with page.expect_navigation():
        page.locator("#f-xin-loi button").click()
    assert "ngày có thật" in page.inner_text(".error-summary")
    assert page.locator("#x-d").input_value() == "31", "what was typed is lost"


def test_a_scanned_card_fills_in_the_person(people):
    page = people.account("quay")
    page.goto("/can-bo/quay")
    page.fill("#f-q", "001 190 912 345||Nguyễn Văn Thử|01021990|Nam|Phường Hoàn Kiếm|01012022")
    with page.expect_navigation():
        page.locator("main .narrow form button").first.click()
    filled = [page.input_value(f"#f-{part}") for part in ("ten", "so", "nam-sinh")]
    assert filled == ["Nguyễn Văn Thử", "001190912345", "01/02/1990"]


def test_a_refusal_at_intake_is_the_heads_to_decide(people, births):
    dossier = births[2]
    quay = case(people.account("quay"), dossier)
    form = quay.locator('form[action$="/de-nghi-tu-choi"]')
    quay.locator("details", has=form).locator("summary").click()
    form.locator("textarea").fill("Nộp trùng với hồ sơ trước.")
    sent(quay, form.locator("button"))
    assert not case(quay, dossier).locator('form[action$="/duyet-tu-choi"]').count(), "the proposer may decide"
    head = in_list(people.account("truongdiem"), dossier)
    form = head.locator('form[action$="/duyet-tu-choi"]')
    sent(head, form.locator('button[value="1"]'))
    said = own(people.account("me"), dossier)
    assert words("next_3") in said and "Nộp trùng với hồ sơ trước." in said


@pytest.mark.parametrize("js", [True, False])
def test_a_list_is_sorted_and_narrowed_from_its_headings(people, births, js):
    page = people.account("quay", js=js)
    page.goto("/can-bo?ds=unit")
    heading = page.locator("th", has=page.locator("a.sort", has_text=words("officer_col_name")))
    assert heading.get_attribute("aria-sort") is None
    for direction in ("ascending", "descending"):
        with page.expect_navigation():
            heading.locator("a.sort").click()
        assert heading.get_attribute("aria-sort") == direction
        is_sound(page, "vi")
    everything = codes(page)
    step = page.locator("th", has=page.locator('a.sort[href*="sx=step"]'))
    step.locator("summary").click()
    with page.expect_navigation():
        step.locator(".facets a").first.click()
    assert "tt=" in page.url and "sx=-name" in page.url, "the order is lost"
    assert set(codes(page)) <= set(everything) and page.locator(".chips a").count() == 1
    page.goto("/can-bo?ds=unit&tt=zz")
    assert words("officer_chip_unknown", code="zz") in page.inner_text(".chips")


@pytest.mark.parametrize("login", ["quay", "truongdiem", "hotich", "chutich", "phoct", "vanthu", "xaydung", "truongphong"])
def test_each_badge_counts_what_its_list_shows(people, births, login):
    page = people.account(login)
    page.goto("/can-bo")
    badges = {
        link.get_attribute("href"): link.locator(".count").inner_text() for link in page.locator(".desk-lists a").all()}
    assert len(badges) == 6
    for address, count in badges.items():
        page.goto(address)
        shown = page.locator("a.row-open").count()
        while page.locator(f'.pager a:has-text("{words("officer_next")}")').count():
            with page.expect_navigation():
                page.locator(f'.pager a:has-text("{words("officer_next")}")').click()
            shown += page.locator("a.row-open").count()
        assert str(shown) == count, f"{login} {address}"


@pytest.mark.parametrize("js", [True, False])
def test_what_is_taken_in_a_list_is_taken_back_there(people, births, js):
    dossier = lodge_birth(people.account("me")).dossier
    page = people.account("quay", js=js)
    page.goto("/can-bo?ds=unassigned&tt=1.001193")
    row = page.locator("tr", has=page.locator(f'a.row-open[href*="/ho-so/{dossier}"]'))
    assert words("officer_act_check") in row.inner_text(), "the quick action is not the task's"
    row.locator("input[name=chon]").check()
    with page.expect_navigation():
        page.click("button[name=lam][value=nhan]")
    assert page.locator("form.undo").count() == 1
    sent(page, page.locator("form.undo button"))
    assert words("officer_done_hoan_tac") in page.inner_text("main .notice")
    page.goto("/can-bo?ds=unassigned&tt=1.001193")
    assert page.locator(f'a.row-open[href*="/ho-so/{dossier}"]').count() == 1


def test_a_task_is_given_back_with_a_reason(people, births):
    dossier = lodge_birth(people.account("me")).dossier
    page = case(people.account("quay"), dossier)
    sent(page, page.locator('form[action$="/nhan-viec"] button'))
    form = page.locator('form[action$="/tra-lai"]')
    page.locator("details", has=form).locator("summary").click()
    with page.expect_navigation():
        form.locator("button").click()
    assert page.locator(".error-summary").count() == 1, "given back without a reason"
    case(page, dossier)
    form = page.locator('form[action$="/tra-lai"]')
    page.locator("details", has=form).locator("summary").click()
    form.locator("textarea").fill("Đi công tác.")
    sent(page, form.locator("button"))
    assert "Đi công tác." in page.inner_text("#lich-su")


def test_what_cannot_be_done_in_bulk_is_named_before_the_question(people, births):
    page = people.account("quay", js=False)
    page.goto("/can-bo?ds=unit&tt=1.001193")
    page.locator("input[name=chon]").first.check()
    with page.expect_navigation():
        page.click("button[name=lam][value=thao-tac]")
    is_sound(page, "vi")
    said = page.inner_text("main")
    assert words("officer_bulk_left_out") in said and words("officer_bulk_nothing") in said
    assert not page.locator('form[action$="/hang-loat"]').count(), "asks to confirm what it cannot do"


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_ready_reason_is_enough_and_is_told_in_the_readers_language(people, language):
    dossier = lodge_birth(people.account("me")).dossier
    page = people.account("quay", js=False)
    page.goto(f"/can-bo/ho-so/{dossier}/kiem-tra?muc-dich=handling")
    page.check("#f-all")
    line = page.locator(".checks li").first
    line.locator('input[value="khong"]').check()
    line.locator('select[name^="ma:"]').select_option("paper-blurred")
    sent(page, page.locator('button[value="bo-sung"]'))
    me = people.account("me", language=language)
    me.goto(("/en" if language == "en" else "") + f"/ho-so/{dossier}/bo-sung")
    said = "The picture is blurred" if language == "en" else "Ảnh mờ"
    assert said in me.inner_text("main")
    page.goto("/can-bo?ds=paused")
    assert page.locator(f'a.row-open[href*="/ho-so/{dossier}"]').count() == 1, "who waits for the person is not paused"


def test_a_name_is_found_by_any_of_its_words(people, births):
    page = people.account("quay")
    for typed in ("tuyet", "anh tuyet", "Ánh Tuyết", "nguyen thi anh"):
        page.goto("/can-bo/tim?q=" + typed)
        assert page.locator(f'main a[href*="/ho-so/{births[0]}"]').count() == 1, typed


def test_notices_are_counted_and_lead_to_their_dossier(people):
    page = people.account("truongphong")
    page.goto("/can-bo")
    link = page.locator('.desk-nav a[href$="/can-bo/thong-bao"]')
    with page.expect_navigation():
        link.click()
    is_sound(page, "vi")
    unread = page.locator("main .tag").count()
    assert unread >= 1, "the demo's late dossiers were told to nobody"
    assert link.locator(".count").inner_text().startswith(str(unread))
    with page.expect_navigation():
        page.locator("main .desk-rows li", has=page.locator(".tag")).first.locator("button").click()
    assert "/can-bo/ho-so/" in page.url
    page.goto("/can-bo/thong-bao")
    assert page.locator("main .tag").count() == unread - 1


def test_the_access_log_is_the_officers_of_data_protection(people, births):
    case(people.account("quay"), births[0])
    page = people.account("dpo", js=False)
    page.goto("/can-bo")
    with page.expect_navigation():
        page.locator('.desk-nav a[href$="/can-bo/nhat-ky-xem"]').click()
    is_sound(page, "vi")
    assert page.locator("tbody tr").count() >= 2
    assert "Nguyễn Thị Ánh Tuyết" not in page.inner_text("main"), "the general log names a resident"
    with page.expect_navigation():
        page.locator("tbody a", has_text=words("officer_log_of_person")).first.click()
    is_sound(page, "vi")
    assert words("officer_log_field_access_log") in page.inner_text("tbody"), "reading the log is not in it"
    assert people.account("quay").goto("/can-bo/nhat-ky-xem").status == 403


def test_the_administrator_reads_posts_and_accounts(people):
    page = people.account("admin")
    page.goto("/can-bo/nhan-su?dv=H26.C01.PX04")
    is_sound(page, "vi")
    said = page.inner_text("table")
    assert "quay" in said and words("role_counter_officer") in said


def test_a_scanned_card_and_one_press_open_the_form(people):
    page = people.account("quay")
    page.goto("/can-bo/quay")
    page.fill("#f-q", "001190912399||Trần Thị Quét|01021990|Nữ|Phường Hoàn Kiếm|01012022")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    sent(page, page.locator('button[name=thu-tuc][value="1.001193"]'))
    assert "/quay/tiep-nhan" in page.url and "Trần Thị Quét" in page.inner_text("main .lead")
    first = page.locator(".sheet input[type=text]:visible, .sheet input:not([type]):visible").first
    first.focus()
    page.keyboard.press("Enter")
    assert "/quay/tiep-nhan" in page.url and not page.locator(".error-summary").count(), "Enter sent the form"
    assert not first.evaluate("one => one === document.activeElement"), "Enter did not move on"


def test_somebody_is_found_by_the_phone_number_left(people):
    page = people.account("quay", js=False)
    page.goto("/can-bo/quay")
    page.fill("#f-q", "0912 000 111")
    with page.expect_navigation():
        page.locator("main .narrow form button").first.click()
    assert page.input_value("#f-dien-thoai") == "0912000111"
    page.fill("#f-ten", "Lê Văn Gọi")
    sent(page, page.locator("main button", has_text=words("officer_counter_enter")).first)
    page.goto("/can-bo/quay")
    page.fill("#f-q", "+84912000111")
    with page.expect_navigation():
        page.locator("main .narrow form button").first.click()
    assert "Lê Văn Gọi" in page.inner_text("main")
