"""The key tasks of ux 5.7, each within its steps, clicks and typed fields: by pointer and by keyboard, with scripts and
without, in both languages, on a telephone and on a desk."""

import re

import pytest

from checks import is_sound
from city import words
from desk import BIRTH_NOW, accept, ask_for, case, press
from forms import MARITAL, SHEET, page_name, questions
from hands import Hands
from programs import Program
from test_board import number, rows_of

# Pointer on a desk; keyboard alone on a telephone's width; no scripts.
WAYS = [("vi", 1280, True, False), ("en", 320, True, True), ("en", 1280, False, False), ("vi", 320, False, True)]
BOTH = [WAYS[1], WAYS[2]]
way = pytest.mark.parametrize("language, width, js, keyboard", BOTH)


@pytest.fixture(scope="module")
def city(connected):
    return connected[0]


@pytest.fixture(scope="module")
def mother(city):
    """Files by the API what a test only needs to be there."""
    return Program(city, "me")


def base(language: str) -> str:
    return "/en" if language == "en" else ""


def hands(page, keyboard: bool) -> Hands:
    return Hands(page, keyboard=keyboard)


# MARK: - Residents


def answer(me: Hands, name: str, value: object) -> None:
    """One answer, counted."""
    page = me.page
    if isinstance(value, tuple) and len(value) == 3:
        for part, number_ in zip(("day", "month", "year"), value):
            me.type(f'[name="{name}.{part}"]', str(number_))
    elif isinstance(value, tuple):
        me.type(f'[name="_search.{name}"]', value[0])
        me.click(f'button[name=_find][value="{name}"]')
        me.tick(f'input[type=radio][name="{name}"][value="{value[1]}"]')
    elif page.locator(f'[name="{name}"][type=radio]').count():
        if not page.locator(f'[name="{name}"][value="{value}"]').is_checked():
            me.tick(f'[name="{name}"][value="{value}"]')
    elif page.locator(f'select[name="{name}"]').count():
        me.select(f'select[name="{name}"]', str(value))
    elif page.locator(f'[name="{name}"]').input_value() != value:
        # What the account knows stands there already.
        me.type(f'[name="{name}"]', str(value))


@pytest.fixture(scope="module", params=[WAYS[0], ("en", 320, False, True)], ids=["pointer", "keys, no script"])
def filed(cast, request):
    """Filed once from the home page to the acknowledgement."""
    language, width, js, keyboard = request.param
    me = hands(cast.account("me", language=language, width=width, js=js), keyboard).begin(base(language) or "/")
    me.type("#q", "dang ky khai sinh")
    me.enter("#q")
    me.click(me.page.locator("main ul.rows a").first)
    me.click('form[action$="/bat-dau"] button')
    while page_name(me.page).startswith("trang/"):
        done: list[str] = []
        while asked := [name for name in questions(me.page) if name in BIRTH_NOW and name not in done]:
            answer(me, asked[0], BIRTH_NOW[asked[0]])
            done.append(asked[0])
            # What an answer reveals comes by itself; who has no scripts is asked after Continue.
            me.page.wait_for_timeout(150 if js else 0)
        me.click(me.page.locator("main form .actions button.button").first)
        assert not me.page.locator(".error-summary").count(), me.page.inner_text(".error-summary")
    me.choose_file("input[type=file][name=birth_notice]", SHEET)
    me.click("main form .actions button[name=_continue]")
    me.tick("#f-agree")
    me.click("main form button.button")
    assert "/da-nop/" in me.page.url
    return me


def test_t1_a_birth_nothing_of_which_is_known_is_filed_with_few_words(filed):
    # Without registers to ask, the row's other line holds: at most twenty-five typed fields, the search beside them.
    filed.took(typed=25 + 1)


@pytest.mark.xfail(strict=True, reason="fourteen question pages; twelve steps need the registers that prefill them")
def test_t1_a_birth_is_filed_in_twelve_steps(filed):
    assert filed.steps <= 12, filed.steps


@pytest.mark.parametrize("language, width, js, keyboard", WAYS)
def test_t3_a_dossier_is_tracked_from_the_home_page(people, tracked, language, width, js, keyboard):
    me = hands(people.somebody(language=language, width=width, js=js), keyboard).begin(base(language) or "/")
    me.type("#f-code", tracked["reference"])
    me.type("#f-secret", tracked["secret"])
    me.click('form[action$="/tra-cuu"] button')
    me.took(steps=1, clicks=2, typed=2)
    said = me.page.inner_text("main")
    # Status, who has it, what happens next and when.
    assert tracked["reference"] in said
    assert words("fact_holder", language) in said and words("history_title", language) in said


@pytest.fixture(scope="module")
def tracked(mother):
    return mother.lodge_birth()


@way
def test_t6_a_supplement_is_given(people, mother, language, width, js, keyboard):
    dossier = mother.lodge_birth()["dossier"]
    ask_for(people.account("quay"), dossier, {"d:birth_notice": "Ảnh mờ, xin chụp lại.", "f:phone": "Thiếu một số."})
    me = hands(people.account("me", language=language, width=width, js=js), keyboard)
    me.begin(f"{base(language)}/thong-bao")
    me.click(me.page.locator("main ul.rows h2 a").first)
    me.click(me.page.locator('a.button[href$="/bo-sung"]'))
    assert dossier in me.page.url, "the newest message is another's"
    items = me.page.locator("ol.tasks > li").count()
    asked = me.page.locator("ol.tasks [name]:not([type=hidden]):not([name=_reuse])").evaluate_all(
        "all => all.map(one => one.name)")
    assert items == 2 and set(asked) == {"birth_notice", "phone"}, "what was not flagged can be changed"
    me.choose_file("ol.tasks input[type=file]", SHEET)
    me.type('[name="phone"]', "0912345679")
    me.click("main form button.button")
    me.took(steps=items + 1, clicks=2 + 3 * items, typed=1)
    assert not me.page.locator('a.button[href$="/bo-sung"]').count()


@way
def test_t7_a_draft_certificate_is_confirmed(people, mother, language, width, js, keyboard):
    dossier = mother.lodge_birth()["dossier"]
    accept(people.account("quay"), dossier)
    press(case(people.account("hotich"), dossier), "ready")
    me = hands(people.account("me", language=language, width=width, js=js), keyboard)
    me.begin(f"{base(language)}/ho-so/{dossier}")
    me.click('a[href$="/du-thao"]')
    said = me.page.inner_text("main")
    lines = me.page.locator("ol.proof > li")
    assert lines.count() >= 5 and lines.locator("input[type=checkbox]").count() == lines.count(), "no word per line"
    assert re.search(r"\d{1,2}:\d\d", said), f"it is not said until when:\n{said[:400]}"
    me.click("button[name=verdict][value=confirm]")
    me.took(steps=1, clicks=2, typed=0)
    assert not me.page.locator('a[href$="/du-thao"]').count()


@way
def test_t8_who_looked_stands_newest_first_and_by_body(people, tracked, language, width, js, keyboard):
    case(people.account("quay"), tracked["dossier"])
    me = hands(people.account("me", language=language, width=width, js=js), keyboard).begin(base(language) or "/")
    me.click("a.who")
    me.click('main a[href$="/ai-da-xem"]')
    me.took(steps=0, clicks=2, typed=0)
    is_sound(me.page, language)
    assert me.page.locator("ul.rows > li").first.locator(f'a[href$="/ho-so/{tracked["dossier"]}"]').count() == 1
    bodies = me.page.locator("#f-dv option").evaluate_all("all => all.map(one => [one.value, one.label])")[1:]
    assert len(bodies) >= 2 and len(set(me.page.locator("ul.rows h2").all_inner_texts())) >= 2
    for value, name in bodies[:2]:
        me.select("#f-dv", value)
        me.click("main form:has(#f-dv) button")
        assert set(me.page.locator("ul.rows h2").all_inner_texts()) == {name}
        assert me.page.locator("#f-dv").input_value() == value
    is_sound(me.page, language)


# MARK: - Officers


@pytest.fixture
def births(mother):
    return [mother.lodge_birth()["dossier"] for _ in range(2)]


@pytest.mark.parametrize("language, width, js, keyboard", [WAYS[0], WAYS[3]])
def test_ot1_one_clean_dossier_after_the_other_is_accepted(people, births, language, width, js, keyboard):
    desk = hands(people.account("quay", language=language, width=width, js=js), keyboard)
    desk.begin(f"{base(language)}/can-bo?ds=unit&tt=1.001193")
    desk.click(f'a.button[href*="/ho-so/{births[0]}/kiem-tra"]')
    at = desk.page.url
    desk.tick("#f-all")
    desk.click('button[value="tiep-nhan"]')
    assert words("officer_done_tiep_nhan", language) in desk.page.inner_text("main .notice")
    desk.took(steps=1, clicks=3, typed=0)
    # The next one, whichever it is: its check is open with nothing between.
    desk = hands(desk.page, keyboard)
    desk.click('a[data-key=n]')
    assert desk.page.url != at and "/kiem-tra" in desk.page.url


def test_ot1_three_keys_do_it(people, births):
    desk = Hands(people.account("quay")).begin(f"/can-bo/ho-so/{births[0]}?muc-dich=handling")
    desk.press("r", opens=True)
    desk.page.focus("#f-all")
    desk.press("Space")
    desk.page.evaluate("() => document.activeElement.blur()")
    desk.press("r", opens=True)
    assert desk.keys == 3 and words("officer_done_tiep_nhan") in desk.page.inner_text("main .notice")
    desk.press("n", opens=True)
    assert "/kiem-tra" in desk.page.url and births[0] not in desk.page.url


@pytest.mark.parametrize("language, width, js, keyboard", [WAYS[0], WAYS[3]])
def test_ot2_everything_missing_is_asked_for_at_once(people, births, language, width, js, keyboard):
    desk = hands(people.account("quay", language=language, width=width, js=js), keyboard)
    desk.begin(f"{base(language)}/can-bo/ho-so/{births[0]}?muc-dich=handling")
    desk.click('#viec a.button[href*="/kiem-tra"]')
    line = desk.page.locator(".checks li").first
    desk.tick(line.locator('input[value="khong"]'))
    desk.select(line.locator('select[name^="ma:"]'), "paper-blurred")
    desk.click('button[value="bo-sung"]')
    desk.took(steps=1, clicks=6, typed=1)
    assert desk.page.locator("form.undo").count() == 1 and desk.page.locator("#trao-doi li").count() == 1


def test_ot3_twenty_are_assigned_at_once_and_taken_back(people, city):
    program = Program(city, "cty")
    for _ in range(20 - len(Program(city, "quay").rows("unassigned"))):
        program.lodge("1.004873", MARITAL)
    desk = Hands(people.account("truongdiem")).begin("/can-bo?ds=unassigned")
    assert desk.page.locator("input[name=chon]").count() >= 20
    desk.tick("input[data-all]")
    desk.click("button[name=lam][value=giao]")
    desk.tick(desk.page.locator("input[type=radio][name=can-bo]").first)
    desk.click("main .narrow form button")
    # One step more than the row: whom they go to is asked on a page of its own, which changes nothing yet.
    desk.took(steps=1 + 1, clicks=5, typed=0)
    results = desk.page.locator("main tbody tr")
    assert results.count() >= 20 and desk.page.locator('main tbody tr:has-text("✓")').count() >= 20
    desk.click("form.undo button")
    assert not desk.page.locator(".error-summary").count()
    desk.page.goto("/can-bo?ds=unassigned")
    assert desk.page.locator("input[name=chon]").count() >= 20, "what was taken back is still assigned"


def test_ot4_a_case_is_found_by_what_is_typed(people, births):
    page = people.account("quay")
    code = case(page, births[0]).inner_text("h1").split()[-1]
    for typed in (code, "001195012345"):
        desk = Hands(page).begin("/can-bo")
        desk.press("/")
        desk.type(":focus", typed)
        desk.press("Enter", opens=True)
        desk.took(steps=0, clicks=0, typed=1)
        assert desk.keys == 2
        assert births[0] in desk.page.url or desk.page.locator(f'main a[href*="/ho-so/{births[0]}"]').count() == 1


@pytest.mark.parametrize("language, width, js, keyboard", [WAYS[0], WAYS[3]])
def test_ot5_a_scanned_card_leads_to_the_form(people, language, width, js, keyboard):
    desk = hands(people.account("quay", language=language, width=width, js=js), keyboard)
    desk.begin(f"{base(language)}/can-bo/quay")
    # The scanner types, and presses Enter.
    desk.type("#f-q", f"00119091{width:04}||Trần Thị Quét|01021990|Nữ|Phường Hoàn Kiếm|01012022")
    desk.enter("#f-q")
    assert desk.page.input_value("#f-ten") == "Trần Thị Quét"
    desk.click('button[name=thu-tuc][value="1.001193"]')
    desk.took(steps=2, clicks=4, typed=1)
    assert "/quay/tiep-nhan" in desk.page.url and desk.page.locator(".sheet").count() >= 3


# MARK: - The public


@way
def test_dt1_the_month_as_csv_is_the_table(people, language, width, js, keyboard):
    anybody = hands(people.somebody(language=language, width=width, js=js), keyboard).begin(base(language) or "/")
    anybody.click('footer a[href$="/so-lieu"]')
    with anybody.page.expect_download() as download:
        anybody.click(anybody.page.get_by_text(words("board_csv", language)), opens=False)
    assert anybody.clicks == 2 and anybody.typed == 0 and anybody.steps == 0
    lines = rows_of(open(download.value.path(), encoding="utf-8").read())
    total = next(line for line in lines if line["line"] == "total")
    shown = anybody.page.locator("tr[data-key]").all()
    compared = [row.get_attribute("data-key") for row in shown if row.get_attribute("data-key") in total]
    assert "received" in compared and len(compared) >= 5
    for row in shown:
        if row.get_attribute("data-key") in compared:
            assert number(row.locator("td").inner_text()) == total[row.get_attribute("data-key")]
