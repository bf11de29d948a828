"""Filling question pages from answers given by field, as a person would: what is asked and not yet answered."""

import re

from playwright.sync_api import Page

from city import ROOT

Answers = dict[str, object]

# The demo's photographed sheet.
SHEET = ROOT / "cities/hanoi/demo/paper.png"

BIRTH: Answers = {
    "rel": "mother", "special": "none", "notice_paper": "yes",
    "child.name": "Trần Nguyễn Minh Khuê", "child.sex": "female", "child.count_in_birth": "1",
    "born.in_facility": "yes", "born.facility": "Bệnh viện Phụ sản Hà Nội, 929 La Thành",
    "mother.name": "Nguyễn Thị Ánh Tuyết", "mother.born_on": (14, 3, 1995), "mother.nationality": "Việt Nam",
    "mother.ethnicity": "Kinh", "mother.residence.area": ("hoan kiem", "00070"),
    "mother.residence.street": "Số 12, phố Hàng Bông",
    "father.name": "Trần Quốc Bảo", "father.born_on": (2, 9, 1993), "father.nationality": "Việt Nam",
    "father.ethnicity": "Kinh", "father.residence.area": ("hoan kiem", "00070"),
    "father.residence.street": "Số 12, phố Hàng Bông",
    "marriage.registered": "yes", "marriage.place": "Ủy ban nhân dân xã Ba Vì", "marriage.number": "17/2021",
    "child.surname_after": "father", "child.ethnicity_after": "mother", "child.home_place_after": "father",
    "child.nationality": "vietnamese", "office_by": "mother_permanent", "copies": "2", "return_by": "point",
    "phone": "0912345678",
}
MARITAL: Answers = {
    "for_whom": "self", "person.name": "Lê Minh Đức", "person.born_on": (5, 6, 1985), "person.nationality": "Việt Nam",
    "residence.area": ("hoan kiem", "00070"), "residence.street": "Phố Hàng Bông",
    "purpose": "other", "purpose_text": "Vay vốn ngân hàng", "status": "single", "earlier.has": "yes",
    "earlier.area": ("ba vi", "09700"), "old.has": "no", "copies": "1", "return_by": "point", "phone": "0912345678",
}
PERMIT: Answers = {
    "builder_kind": "person", "builder.name": "Đặng Văn Khoa", "builder.born_on": (1, 2, 1970),
    "builder.nationality": "Việt Nam", "owns_land": "yes", "kind": "house",
    "site.area": ("hoan kiem", "00070"), "site.street": "Số 8, ngõ Huyện", "in_zone": "no", "spans": "no",
    "land.paper": "certificate", "land.number": "CH 012345", "land.area": "60",
    "size.storeys": "3", "size.basements": "0", "size.height": "11", "size.footprint": "45", "size.floor_area": "135",
    "layout.density": "75", "layout.setback": "0", "designer.name": "Công ty Thiết kế Nhà Phố",
    "designer.certificate": "HAN-0001", "adjoining": "no", "fire": "no", "plan.start": "01/2027",
    "plan.end": "10/2027", "return_by": "point", "phone": "0912345678",
}
STALL: Answers = {
    "trader.name": "Nora May Barker", "trader.born_on": (14, 3, 1995), "trader.nationality": "Port Elm",
    "goods": "other", "goods_text": "Honey and candles", "metres": "3", "return_by": "point", "phone": "0912345678",
}


def questions(page: Page) -> list[str]:
    """The names of the questions that stand on the page, in order, dates as one."""
    names = page.evaluate("""() => [...new Set([...document.querySelectorAll(
        'main form [name]:not([type=hidden]):not([type=file]):not(button)')].map(e =>
            (e.name.startsWith('_search.') ? e.name.slice(8) : e.name).replace(/\\.(day|month|year)$/, '')))]""")
    return [name for name in names if not name.startswith("_")]


def answer(page: Page, name: str, value: object) -> None:
    """One answer: a text, a choice's value, a day as (day, month, year), an area as (what is typed, its code)."""
    if isinstance(value, tuple) and len(value) == 3:
        for part, number in zip(("day", "month", "year"), value):
            page.fill(f'[name="{name}.{part}"]', str(number))
    elif isinstance(value, tuple):
        typed, code = value
        choice = page.locator(f'input[type=radio][name="{name}"][value="{code}"]')
        if not choice.count():
            page.fill(f'[name="_search.{name}"]', typed)
            with page.expect_navigation():
                page.click(f'button[name=_find][value="{name}"]')
        choice.check()
    else:
        box = page.locator(f'[name="{name}"]')
        kind = box.first.get_attribute("type")
        if kind == "radio":
            page.check(f'[name="{name}"][value="{value}"]')
        elif kind == "checkbox":
            box.check()
        elif box.first.evaluate("e => e.tagName") == "SELECT":
            box.select_option(str(value))
        else:
            box.fill(str(value))


def fill(page: Page, answers: Answers) -> list[str]:
    """Answers all that is asked here; gives the names answered.

    A question that comes up only now may not stand here yet: the server asks it after Continue, and does not blame.
    """
    done: list[str] = []
    while True:
        asked = [name for name in questions(page) if name in answers and name not in done]
        if not asked:
            return done
        # An area comes first: searching sends the form, and what was typed before must come back.
        answer(page, asked[0], answers[asked[0]])
        done.append(asked[0])


def go_on(page: Page) -> None:
    """Presses Continue, the button a person sees."""
    with page.expect_navigation():
        page.locator("main form .actions button.button").first.click()


def page_name(page: Page) -> str:
    """`trang/who`, `giay-to`, `kiem-tra`: where in the draft the browser is."""
    found = re.search(r"/nop/\d+/([^?#]+)", page.url)
    return found[1] if found else page.url


def answer_pages(page: Page, answers: Answers, until: str = "giay-to", each=None, most: int = 40) -> list[str]:
    """Answers question after question until the draft is at `until`; gives the pages passed."""
    passed: list[str] = []
    for _ in range(most):
        where = page_name(page)
        if where == until or not where.startswith("trang/"):
            return passed
        fill(page, answers)
        if each:
            each(page)
        go_on(page)
        if page_name(page) != where:
            passed.append(where.removeprefix("trang/"))
        else:
            wrong = page.locator(".error-summary").all_inner_texts()
            assert not wrong, f"{where}: {wrong}"
    raise AssertionError(f"more than {most} presses of Continue; at {page.url}")


def photograph(page: Page) -> dict:
    """A picture such as a telephone takes."""
    return {"name": "to-hai.jpg", "mimeType": "image/jpeg", "buffer": page.screenshot(type="jpeg")}


def begin(page: Page, code: str, language: str = "vi") -> None:
    """Opens the service and starts a new draft."""
    page.goto(("/en" if language == "en" else "") + f"/dich-vu/{code}")
    with page.expect_navigation():
        page.click('form[action$="/bat-dau"] button')
    assert page_name(page).startswith("trang/"), page.url
