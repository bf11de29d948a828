"""What an administrator does on the pages: officers, ways back into accounts with four eyes, lists, messages."""

import datetime
import re

import pytest

from checks import is_sound, keyboard_only
from city import fill_sign_in, words
from desk import TODAY, sent

SECRET = "một mật khẩu đủ dài"


def enter(page, name: str, login: str, unit: str = "H26.X04.01", role: str = "specialist", base: str = "") -> str:
    """An officer by the form; the one-time link that is shown once."""
    page.goto(f"{base}/can-bo/nhan-su/moi?dv={unit}")
    page.fill("#f-ho-ten", name)
    page.fill("#f-chuc-danh", "Chuyên viên")
    page.fill("#f-dien-thoai", "0912 345 678")
    page.fill("#f-dang-nhap", login)
    page.select_option("#f-vai", role)
    sent(page, page.locator("main form[method=post] button.button"))
    return page.inner_text("#one-time-link")


def choose(page, link: str, password: str = SECRET, base: str = "") -> None:
    page.goto(base + link[link.index("/mat-khau-moi/"):])
    page.fill("#f-new", password)
    page.fill("#f-again", password)
    sent(page, page.locator("main form[method=post] button.button"))


def patient(page):
    """Publishing checks the whole city: a slow machine needs more than a page's half minute."""
    page.set_default_timeout(150_000)
    return page


def member(page, login: str, base: str = ""):
    """The officer's page, found as an administrator finds it."""
    page.goto(f"{base}/can-bo/nhan-su?q={login}")
    with page.expect_navigation():
        page.locator("tbody th a").first.click()
    return page


@pytest.mark.parametrize("js, language, width", [(True, "vi", 1280), (False, "en", 320)])
def test_an_officer_is_entered_and_comes_back_in_by_four_eyes(people, js, language, width):
    base = "/en" if language == "en" else ""
    how = {"js": js, "language": language, "width": width}
    login = f"moi.{language}"
    admin = people.account("admin", **how)
    admin.goto(f"{base}/can-bo")
    with admin.expect_navigation():
        admin.locator(f'.desk-nav a[href="{base}/can-bo/quan-tri"]').click()
    is_sound(admin, language)
    admin.goto(f"{base}/can-bo/nhan-su/moi")
    is_sound(admin, language)
    admin.locator("main form[method=post] button.button").click()
    is_sound(admin, language, is_error=True)
    link = enter(admin, "Vũ Thị Mới", login, base=base)
    is_sound(admin, language)

    # The link opens the choice of a password, once; what differs is said at its field.
    somebody = people.somebody(**how)
    somebody.goto(base + link[link.index("/mat-khau-moi/"):])
    is_sound(somebody, language)
    somebody.fill("#f-new", SECRET)
    somebody.fill("#f-again", "khác")
    with somebody.expect_navigation():
        somebody.locator("main form[method=post] button.button").click()
    is_sound(somebody, language, is_error=True)
    choose(somebody, link, base=base)
    is_sound(somebody, language)
    assert words("entry_done", language) in somebody.inner_text("main")
    assert somebody.goto(base + link[link.index("/mat-khau-moi/"):]).status == 404
    somebody.goto(f"{base}/dang-nhap")
    fill_sign_in(somebody, login, SECRET)
    assert "/can-bo" in somebody.url, somebody.url

    # Asked by the administrator, who cannot confirm it.
    member(admin, login, base)
    is_sound(admin, language)
    admin.locator("details", has=admin.locator("#f-ly-do")).locator("summary").click()
    admin.fill("#f-ly-do", "Quên mật khẩu, đã gặp trực tiếp")
    sent(admin, admin.locator("form[action$='/khoi-phuc'] button"))
    admin.goto(f"{base}/can-bo/khoi-phuc")
    is_sound(admin, language)
    mine = admin.locator("main li", has_text=login)
    assert words("admin_recovery_not_you", language) in mine.first.inner_text()

    # The officer is told, and the chairwoman confirms.
    somebody.goto(f"{base}/can-bo/thong-bao")
    assert words("admin_recovery_own", language) in somebody.inner_text("main")
    is_sound(somebody, language)
    chair = people.account("chutich", **how)
    chair.goto(f"{base}/can-bo/thong-bao")
    with chair.expect_navigation():
        chair.locator(f'main a[href="{base}/can-bo/khoi-phuc"]').click()
    is_sound(chair, language)
    waiting = chair.locator("main li", has_text=login).first
    sent(chair, waiting.locator("button", has_text=words("admin_recovery_confirm", language)))
    link = chair.inner_text("#one-time-link")
    is_sound(chair, language)
    somebody.goto(f"{base}/dang-nhap")
    fill_sign_in(somebody, login, SECRET)
    assert somebody.locator("#e-login").count() == 1, "the forgotten password still opens"
    choose(somebody, link, SECRET + "!", base)
    fill_sign_in(somebody, login, SECRET + "!")
    somebody.goto(f"{base}/can-bo/thong-bao")
    assert words("admin_recovery_state_confirmed", language) in somebody.inner_text("main")


def test_posts_begin_and_end_and_a_ward_keeps_to_itself(people):
    admin = people.account("admin")
    choose(people.somebody(), enter(admin, "Trần Quản Phường", "qt.phuong", "H26.X04", "unit_admin"))
    ward = people.somebody()
    ward.goto("/dang-nhap")
    fill_sign_in(ward, "qt.phuong", SECRET)
    ward.goto("/can-bo/quan-tri")
    assert ward.locator('main a[href$="/quan-tri/thong-bao"]').count() == 0
    assert ward.goto("/can-bo/quan-tri/thong-bao").status == 403
    ward.goto("/can-bo/nhan-su/moi")
    units = ward.locator("#f-dv option").evaluate_all("all => all.map(o => o.value)")
    assert units and all(unit.startswith("H26.X04") for unit in units), units
    roles = ward.locator("#f-vai option").evaluate_all("all => all.map(o => o.value)")
    assert "city_admin" not in roles and "specialist" in roles
    assert ward.goto("/can-bo/nhan-su?dv=H26.C01.PX04").status == 403

    choose(people.somebody(), enter(ward, "Đỗ Văn Thêm", "them"))
    member(ward, "them")
    ward.locator("summary", has_text=words("admin_give_post")).click()
    ward.select_option("#f-vai", "verifier")
    sent(ward, ward.locator("form[action$='/vi-tri'] button"))
    is_sound(ward, "vi")
    assert words("role_verifier") in ward.inner_text("main")
    # The same twice is refused in words; then it ends today.
    ward.locator("summary", has_text=words("admin_give_post")).click()
    ward.select_option("#f-vai", "verifier")
    with ward.expect_navigation():
        ward.locator("form[action$='/vi-tri'] button").click()
    is_sound(ward, "vi", is_error=True)
    member(ward, "them")
    line = ward.locator("main li", has_text=words("role_verifier"))
    sent(ward, line.locator("button"))
    # A closed account opens no more.
    ward.locator("summary", has_text=words("admin_close")).click()
    sent(ward, ward.locator("form[action$='/khoa'] button"))
    assert words("officer_staff_closed") in ward.inner_text("main")
    out = people.somebody()
    out.goto("/dang-nhap")
    fill_sign_in(out, "them", SECRET)
    assert out.locator("#e-login").count() == 1


def test_a_message_stands_at_the_head_of_pages_and_ends_early(people):
    admin = people.account("admin", js=False, width=320)
    admin.goto("/can-bo/quan-tri/thong-bao")
    is_sound(admin, "vi")
    with admin.expect_navigation():
        admin.locator("main form[method=post] button.button").first.click()
    is_sound(admin, "vi", is_error=True)
    admin.fill("#f-vi", "Cổng tạm dừng tối nay")
    admin.fill("#f-en", "The portal is down tonight")
    admin.select_option("#f-cho", "residents")
    admin.fill("#f-den", (TODAY + datetime.timedelta(days=1)).isoformat())
    sent(admin, admin.locator("main form[method=post] button.button").first)
    assert admin.locator(".announced").count() == 0, "it is for residents"
    guest = people.somebody(language="en", width=320)
    guest.goto("/en")
    assert guest.inner_text(".announced") == "The portal is down tonight"
    is_sound(guest, "en")
    sent(admin, admin.locator("main li button").first)
    guest.reload()
    assert guest.locator(".announced").count() == 0


def bring(page, which: str, text: str, base: str = ""):
    page.goto(f"{base}/can-bo/quan-tri/nhap")
    page.check(f"#l-{which}")
    page.set_input_files("#f-tep", [{"name": "list.csv", "mimeType": "text/csv", "buffer": text.encode()}])
    with page.expect_navigation():
        page.locator("main form[method=post] button.button").click()
    return page


def test_officers_come_from_a_list_that_is_shown_first(people):
    admin = people.account("admin", js=False)
    admin.goto("/can-bo/quan-tri/nhap")
    is_sound(admin, "vi")
    head = "login,name,title_vi,title_en,phone,unit,posts,from,to\n"
    bad = head + "ds.mot,Ngô Một,Chuyên viên,,0912345678,H26.X04.01,specialist,,\nds.hai,,Chuyên viên,,12,H26.KHONG,nobody,,\n"
    bring(admin, "officers", bad)
    is_sound(admin, "vi", is_error=True)
    refused = admin.inner_text("table >> nth=0")
    for column in ("name", "phone", "posts"):
        assert re.search(rf"3\s+{column}\b", refused), refused
    assert admin.locator("form[action$='/nhan']").count() == 0, "a faulty list may be taken in"
    good = head + "ds.mot,Ngô Một,Chuyên viên,,0912345678,H26.X04.01,specialist;clerk@H26.X04,,\n"
    bring(admin, "officers", good)
    is_sound(admin, "vi")
    sent(admin, admin.locator("form[action$='/nhan'] button"))
    is_sound(admin, "vi")
    assert "/mat-khau-moi/" in admin.inner_text("table")
    bring(admin, "officers", good)
    assert admin.locator("form[action$='/nhan']").count() == 0, "the same list would do something again"
    member(admin, "ds.mot")
    assert words("role_clerk") in admin.inner_text("main")


def test_units_come_from_a_list_and_are_served(people):
    admin = patient(people.account("admin"))
    head = "code,id_status,name_vi,name_en,kind,parent,areas,valid_from,valid_to\n"
    bring(admin, "units", head + "H26.X04.88,placeholder,Tổ thử,Trial team,office_justice,H26.NHAM,00070,2026-01-01,\n")
    is_sound(admin, "vi", is_error=True)
    good = head + "H26.X04.88,placeholder,Tổ thử nghiệm,Trial team,office_justice,H26.X04,00070,2026-01-01,\n"
    bring(admin, "units", good)
    is_sound(admin, "vi")
    sent(admin, admin.locator("form[action$='/nhan'] button"))
    for _ in range(60):
        admin.goto("/can-bo/nhan-su/moi")
        if admin.locator('#f-dv option[value="H26.X04.88"]').count():
            break
        admin.wait_for_timeout(500)
    assert admin.locator('#f-dv option[value="H26.X04.88"]').count() == 1


def test_administration_by_keyboard_alone(people):
    admin = people.account("admin")
    for path in ("/can-bo/quan-tri", "/can-bo/khoi-phuc", "/can-bo/quan-tri/nhap", "/can-bo/quan-tri/thu-tuc"):
        admin.goto(path)
        keyboard_only(admin)


def test_a_view_as_a_role_looks_and_does_nothing(people):
    admin = patient(people.somebody(js=False, width=320))
    people.sign_in(admin, "admin")
    admin.goto("/can-bo/quan-tri/xem-nhu")
    is_sound(admin, "vi")
    admin.select_option("#f-vai", "civil_status_officer")
    admin.select_option("#f-dv", "H26.X04")
    sent(admin, admin.locator("main form[method=post] button.button"))
    assert words("role_civil_status_officer") in admin.inner_text("form.demo-band")
    is_sound(admin, "vi")
    admin.goto("/can-bo?ds=unit")
    assert "Nguyễn Thị Ánh Tuyết" not in admin.inner_text("main"), "a view names a resident"
    assert admin.goto("/can-bo/tim?q=Tuyet").status == 403
    admin.goto("/can-bo")
    seal = admin.locator("form.demo-band input[name=_seal]").get_attribute("value")
    refused = admin.request.post("/can-bo/hang-loat", form={"_seal": seal, "x": "1"}, headers={"Origin": people.city.address})
    assert refused.status == 403, refused.status
    sent(admin, admin.locator("form.demo-band button"))
    assert admin.locator("form.demo-band").count() == 0
    assert admin.url.endswith("/can-bo/quan-tri/xem-nhu")


def test_a_new_version_is_checked_compared_previewed_and_published(people):
    owner = patient(people.account("giamdoc", js=False))
    owner.goto("/can-bo/quan-tri/thu-tuc")
    is_sound(owner, "vi")
    owner.goto("/can-bo/quan-tri/thu-tuc/1.004873")
    is_sound(owner, "vi")
    with owner.expect_navigation():
        owner.locator("td a[href*='/khac?']").first.click()
    is_sound(owner, "vi")
    assert owner.locator("ins").count() > 0
    owner.goto("/can-bo/quan-tri/thu-tuc/1.004873")
    with owner.expect_navigation():
        owner.locator("td a[href*='/xem?']").first.click()
    is_sound(owner, "vi")
    assert owner.locator("main form").count() == 0, "a preview can be sent"

    def check(text: str):
        owner.goto("/can-bo/quan-tri/thu-tuc/moi")
        owner.set_input_files("#f-tep", [{"name": "x.yaml", "mimeType": "application/yaml", "buffer": text.encode()}])
        with owner.expect_navigation():
            owner.locator("main form[method=post] button.button").click()

    owner.goto("/can-bo/quan-tri/thu-tuc/moi")
    is_sound(owner, "vi")
    check('like: 2.000815.yaml\nversion: "2031-01-01"\nvalid_from: 2031-01-01\nfees: [{id: x}]\n')
    is_sound(owner, "vi", is_error=True)
    assert owner.locator("form[action$='/cong-bo']").count() == 0, "a faulty version may be published"
    good = (
        'like: 2.000815.yaml\nversion: "2031-01-01"\nvalid_from: 2031-01-01\n'
        "name: {vi: Chứng thực bản sao, en: Certified copies anew}\n")
    check(good)
    is_sound(owner, "vi")
    assert "Certified copies anew" in owner.inner_text("table >> nth=-1")
    sent(owner, owner.locator("form[action$='/xem-thu'] button"))
    is_sound(owner, "vi")
    check(good)
    sent(owner, owner.locator("form[action$='/cong-bo'] button"))
    for _ in range(60):
        owner.goto("/can-bo/quan-tri/thu-tuc/2.000815")
        if "2031-01-01" in owner.inner_text("main"):
            break
        owner.wait_for_timeout(500)
    assert "Đặng Quang Vinh" in owner.inner_text("main")
    file = owner.request.get("/can-bo/quan-tri/thu-tuc/2.000815/tep?phien-ban=2031-01-01")
    assert "Certified copies anew" in file.text()
    owner.goto("/can-bo/quan-tri/ban-dich")
    is_sound(owner, "vi")
    assert people.account("hotich").goto("/can-bo/quan-tri/thu-tuc").status == 403


def test_a_day_of_the_calendar_is_seen_with_its_effect_and_published(people):
    admin = patient(people.account("admin", js=False))
    admin.goto("/can-bo/quan-tri/lich?nam=2026")
    is_sound(admin, "vi")
    with admin.expect_navigation():
        admin.locator("main form[method=post] button.button").last.click()
    is_sound(admin, "vi", is_error=True)
    admin.fill("#f-ngay", "2031-03-03")
    admin.select_option("#f-loai", "swapped_rest")
    admin.fill("#f-ten", "Nghỉ hoán đổi thử")
    admin.fill("#f-can-cu", "TB 1/TB-BNV")
    sent(admin, admin.locator("main form[method=post] button.button").last)
    is_sound(admin, "vi")
    assert words("admin_due_none") in admin.inner_text("main")
    sent(admin, admin.locator("form[action$='/nhan'] button"))
    for _ in range(60):
        admin.goto("/can-bo/quan-tri/lich?nam=2031")
        if "Nghỉ hoán đổi thử" in admin.inner_text("main"):
            break
        admin.wait_for_timeout(500)
    assert "Nghỉ hoán đổi thử" in admin.inner_text("main")


def test_codes_stand_as_of_a_day_with_what_came_after(people):
    admin = people.account("admin", js=False, width=320)
    admin.goto("/can-bo/quan-tri/danh-muc?danh-sach=areas&ngay=2025-06-01&q=phuc+tan")
    is_sound(admin, "vi")
    assert "00037" in admin.inner_text("table") and "00097" in admin.inner_text("table")
    csv = admin.request.get("/can-bo/quan-tri/danh-muc.csv?danh-sach=areas&ngay=2025-06-01").text()
    assert csv.startswith("code,name_vi,name_en,valid_from,valid_to,successors\n") and "\n00037," in csv
