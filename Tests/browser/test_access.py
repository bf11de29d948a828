"""Who may go where: routes of the desk by role, sealed forms, and the log the person reads."""

import pytest

from checks import is_sound
from city import fill_sign_in, folded, words
from desk import accept, case, lodge_birth, own

OPEN_TO_ALL_OFFICERS = ["/can-bo", "/can-bo/don-vi", "/can-bo/so-lieu", "/can-bo/uy-quyen", "/can-bo/vang-mat"]
COUNTER = ["/can-bo/quay", "/can-bo/quay/chung-thuc"]
AT_THE_COUNTER = {"quay", "truongdiem", "hotich", "hotich2", "giamdoc"}
OFFICERS = ["quay", "truongdiem", "hotich", "xaydung", "truongphong", "chutich", "vanthu", "hotich2", "quyhoach",
            "giamdoc", "thanhtra", "dpo", "admin"]


@pytest.mark.parametrize("path", OPEN_TO_ALL_OFFICERS + COUNTER + ["/ho-so", "/ban-nhap", "/tai-khoan", "/ai-da-xem"])
def test_a_stranger_is_led_to_sign_in_and_on(people, path):
    page = people.somebody()
    page.goto(path)
    assert "/dang-nhap" in page.url or page.locator("#f-login").count(), f"{path} is open to anyone"


@pytest.mark.parametrize("path", OPEN_TO_ALL_OFFICERS + COUNTER)
def test_a_resident_does_not_get_to_the_desk(people, path):
    page = people.account("me")
    assert page.goto(path).status == 403
    assert page.locator("h1").count() == 1


@pytest.mark.parametrize("login", OFFICERS)
def test_an_officer_gets_to_the_routes_of_the_post(people, login):
    page = people.account(login)
    got = {path: page.request.get(path).status for path in OPEN_TO_ALL_OFFICERS + COUNTER}
    # Who protects data reads the log, not who works how much.
    expected = {path: 200 if login != "dpo" or path == "/can-bo" else 403 for path in OPEN_TO_ALL_OFFICERS}
    expected |= {path: 200 if login in AT_THE_COUNTER else 403 for path in COUNTER}
    assert got == expected


def test_the_day_of_a_point_is_for_who_works_there_or_looks_over_it(people):
    got = {login: people.account(login).request.get("/can-bo/ngay").status for login in OFFICERS}
    assert {login for login, status in got.items() if status == 200} == {"quay", "truongdiem", "giamdoc", "thanhtra"}
    assert {status for status in got.values()} == {200, 403}


def test_an_officer_is_no_resident(people):
    page = people.account("quay")
    assert page.request.get("/ban-nhap").status == 403


@pytest.fixture(scope="module")
def birth(cast):
    return lodge_birth(cast.account("me"))


def test_the_dossier_is_shut_to_other_residents_and_other_units(people, birth):
    assert people.account("cty").request.get(f"/ho-so/{birth.dossier}").status in (403, 404)
    for stranger in ("quyhoach", "hotich2"):
        answer = people.account(stranger).request.get(f"/can-bo/ho-so/{birth.dossier}?muc-dich=handling")
        assert answer.status in (403, 404), f"{stranger} reads a dossier that is not theirs"
        assert "minh khue" not in folded(answer.text())


def test_a_purpose_is_asked_before_a_look(people, birth):
    page = people.account("quay")
    page.goto(f"/can-bo/ho-so/{birth.dossier}")
    assert page.locator("input[type=radio][name=muc-dich]").count() >= 1
    assert "minh khue" not in folded(page.inner_text("main"))


@pytest.mark.parametrize("part", ["", "/kiem-tra", "/giay-to/1", "/phieu", "/hoi", "/giao"])
def test_every_page_of_a_dossier_asks_why(people, birth, part):
    page = people.account("quay")
    page.goto(f"/can-bo/ho-so/{birth.dossier}{part}")
    assert page.locator("input[type=radio][name=muc-dich]").count() >= 1, f"{part} is shown without a purpose"
    assert "minh khue" not in folded(page.inner_text("main"))


def test_a_purpose_the_role_has_not_leads_to_those_it_has(people, birth):
    page = people.account("thanhtra")
    assert page.goto(f"/can-bo/ho-so/{birth.dossier}?muc-dich=handling").status == 403
    is_sound(page, "vi", is_error=True)
    offered = [box.get_attribute("value") for box in page.locator("input[name=muc-dich]").all()]
    assert offered == ["inspection", "complaint"]
    page.check("#p-inspection")
    with page.expect_navigation():
        page.locator("main .narrow form button").click()
    assert page.locator("#viec").count() == 1


@pytest.mark.parametrize("login", ["xaydung", "truongphong"])
def test_a_colleague_with_other_work_does_not_read_a_birth(people, birth, login):
    page = people.account(login)
    for part in ("", "/kiem-tra", "/phieu"):
        for purpose in ("handling", "complaint", "supervision"):
            answer = page.request.get(f"/can-bo/ho-so/{birth.dossier}{part}?muc-dich={purpose}")
            assert answer.status == 403 and "minh khue" not in folded(answer.text()), f"{login}: {part} for {purpose}"


def test_the_slip_is_the_counters_and_names_who_accepted(people):
    dossier = lodge_birth(people.account("me"))
    accept(people.account("quay"), dossier.dossier)
    for login, purpose in (("thanhtra", "inspection"), ("hotich", "handling")):
        page = people.account(login)
        assert page.request.get(f"/can-bo/ho-so/{dossier.dossier}/phieu?muc-dich={purpose}").status == 403
        assert not case(page, dossier.dossier, purpose).locator('a[href*="/phieu"]').count()
    head = people.account("truongdiem")
    head.goto(f"/can-bo/ho-so/{dossier.dossier}/phieu?muc-dich=handling")
    said = head.inner_text("article.slip")
    assert "Phạm Thu Hà" in said and "Vũ Đình Long" not in said, "the reader is named as the receiving officer"
    assert dossier.secret not in said, "who filed online has the secret already"


def test_who_only_inspects_cannot_act(people, birth):
    page = case(people.account("thanhtra"), birth.dossier, "inspection")
    assert not page.locator("form.deed").count() and not page.locator('main a[href*="/kiem-tra"]').count()


def test_the_checklist_opens_for_who_may_decide_it(people):
    dossier = lodge_birth(people.account("me")).dossier
    path = f"/can-bo/ho-so/{dossier}/kiem-tra?muc-dich=handling"
    counter = people.account("quay")
    assert counter.request.get(path).status == 200
    accept(counter, dossier)
    done = counter.request.get(path, max_redirects=0)
    assert done.status == 303 and done.headers["location"].endswith(f"/{dossier}?muc-dich=handling"), "nothing to check"
    assert not case(counter, dossier).locator('main a[href*="/kiem-tra"]').count()
    assert people.account("hotich").request.get(path).status == 200


@pytest.mark.parametrize("login, forms", [("quay", 1), ("truongdiem", 1), ("hotich", 0), ("giamdoc", 0)])
def test_copies_are_offered_to_who_may_certify(people, login, forms):
    page = people.account(login)
    page.goto("/can-bo/quay/chung-thuc")
    assert page.locator('main form[method=post]').count() == forms
    assert page.locator("main .notice").count() == 1 - forms


def test_the_navigation_offers_what_opens(people):
    offered = {}
    for login in ("dpo", "chutich", "quay"):
        page = people.account(login)
        page.goto("/can-bo")
        offered[login] = page.locator(".desk-nav > ul > li").count()
    assert offered == {"dpo": 4, "chutich": 7, "quay": 10}


@pytest.mark.parametrize("seal", [None, "", "0" * 64])
def test_a_form_that_is_not_ours_is_refused(people, birth, seal):
    page = people.account("quay")
    before = people.account("me")
    said = own(before, birth.dossier)
    form = {"phien-ban": "1", "muc-dich": "handling"} | ({} if seal is None else {"_seal": seal})
    for origin in (people.city.address, "https://elsewhere.example"):
        answer = page.request.post(
            f"/can-bo/ho-so/{birth.dossier}/ghi-chu", form=form, max_redirects=0, headers={"Origin": origin})
        assert answer.status == 403, f"origin {origin}: {answer.status}"
    assert own(before, birth.dossier) == said, "something was done"


def test_signing_out_ends_the_session(people):
    page = people.sign_in(people.somebody(), "bo")
    stolen = people.somebody(state=page.context.storage_state())
    assert stolen.request.get("/ho-so", max_redirects=0).status == 200
    with page.expect_navigation():
        page.click('header form[action$="/dang-xuat"] button')
    assert page.locator(".sign-in").count() == 1
    assert stolen.request.get("/ho-so", max_redirects=0).status != 200, "the old cookie still opens the door"


def test_wrong_passwords_get_one_answer(people):
    said = []
    for login in ("me", "nobody-of-that-name"):
        page = people.somebody()
        page.goto("/dang-nhap")
        page.fill("#f-login", login)
        page.fill("#f-password", "wrong")
        with page.expect_navigation():
            page.locator("main form button").click()
        said.append(page.locator(".error-summary").inner_text())
        assert page.input_value("#f-login") == login and page.input_value("#f-password") == ""
    assert said[0] == said[1]


def test_signing_in_leads_only_into_the_house(people):
    page = people.somebody()
    page.goto("/dang-nhap?tiep=https://elsewhere.example/x")
    page.fill("#f-login", "me")
    page.fill("#f-password", "motcua-demo")
    with page.expect_navigation():
        page.locator("main form button").click()
    assert page.url.startswith(people.city.address)


def test_the_person_reads_who_looked(people, birth):
    accept(people.account("quay"), birth.dossier)
    case(people.account("hotich"), birth.dossier)
    page = people.account("me")
    page.goto("/ai-da-xem")
    looks = page.locator("main ul.rows > li")
    assert looks.count() >= 2
    mine = looks.filter(has=page.locator(f'a[href$="/ho-so/{birth.dossier}"]')).all_inner_texts()
    assert any("Ủy ban nhân dân phường Hoàn Kiếm" in look for look in mine), f"the ward's look is not logged: {mine}"
    assert any("Điểm Phục vụ" in look for look in mine), f"the counter's look is not logged: {mine}"


@pytest.mark.parametrize("js", [True, False])
def test_a_director_has_the_firms_dossiers_while_acting_for_it_and_his_own_otherwise(people, js):
    # A session of its own: whom one acts for belongs to the session.
    page = people.sign_in(people.somebody(js=js, width=320), "cty")
    page.goto("/ho-so")
    own = page.locator("main h2 a[href*='/ho-so/']").all_inner_texts()
    assert not any("giấy phép xây dựng" in name for name in own)
    page.goto("/tai-khoan")
    page.select_option("#f-principal", label="Công ty TNHH Du lịch Sông Hồng")
    with page.expect_navigation():
        page.locator('form[action$="/thay-mat"] button').click()
    assert words("acting_for", name="Công ty TNHH Du lịch Sông Hồng") in page.inner_text("main")
    page.goto("/ho-so")
    page.locator("main h2 a", has_text="giấy phép xây dựng").first.click()
    is_sound(page, "vi")
    dossier = page.url
    page.goto("/tai-khoan")
    page.select_option("#f-principal", "")
    with page.expect_navigation():
        page.locator('form[action$="/thay-mat"] button').click()
    assert page.goto(dossier).status in (403, 404), "the firm's dossier is open to the director in his own name"


def test_who_guesses_is_locked_out_and_the_owners_own_device_is_not(people):
    # An account that no other test enters anew: from here it stays shut until the quarter of an hour is over.
    login = "thanhtra"
    state = people.account(login).context.storage_state()
    kept = [cookie for cookie in state["cookies"] if cookie["name"] == "thietbi"]
    assert len(kept) == 1 and kept[0]["httpOnly"] and login not in kept[0]["value"]

    stranger = people.somebody()
    for _ in range(10):
        stranger.goto("/dang-nhap")
        fill_sign_in(stranger, login, "wrong")
        assert stranger.locator(".error-summary").count() == 1
    people.sign_in(stranger, login)
    assert stranger.locator(".who").count() == 0, "the eleventh guess, though right, opens"

    own = people.sign_in(people.somebody(state={"cookies": kept, "origins": []}), login)
    assert own.locator(".who").count() == 1
