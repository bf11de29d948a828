"""What the counter does for who stands there: a card scanned, the form on one screen, papers ticked, one press."""

import re

from playwright.sync_api import Page

from desk import BIRTH_NOW, BORN, TODAY, sent
from forms import MARITAL, Answers, fill

WARD = {"residence.area": ("hoan kiem", "00070"), "residence.street": "Số 12, phố Hàng Bông"}


def person(prefix: str, name: str, born: tuple[int, int, int], **more: object) -> Answers:
    said: Answers = {"name": name, "born_on": born, "nationality": "Việt Nam", **more}
    return {f"{prefix}.{part}": value for part, value in said.items()}


DEATH: Answers = {
    "rel": "child", "notice": "notice", **person("deceased", "Lê Văn Tám", (4, 2, 1941)), "birth_registered": "yes",
    "death.on": (BORN.day, BORN.month, BORN.year), "death.place.area": ("hoan kiem", "00070"),
    "death.place.street": "Bệnh viện Hữu nghị", "death.cause": "Bệnh tim", "last.known": "yes",
    "last.residence.area": ("hoan kiem", "00070"), "last.residence.street": "Số 5, phố Hàng Gai", "copies": "1",
    "return_by": "point", "phone": "0912345678",
}
MARRIAGE: Answers = {
    **person("bride", "Đỗ Thị Lan", (7, 8, 1997), ethnicity="Kinh", **WARD),
    **person("groom", "Bùi Văn Hải", (9, 10, 1994), ethnicity="Kinh", **WARD),
    "office_by": "bride", "bride_before.times": "0", "groom_before.times": "0", "free_will": "yes",
    "not_related": "yes", "unmarried": "yes", "ceremony.on": (TODAY.day, TODAY.month, TODAY.year),
    "phone": "0912345678",
}
EXTRACT: Answers = {
    "whose": "self", "kind": "birth", **person("person", "Hoàng Thị Yến", (3, 3, 1990)),
    "find.area": "Phường Hàng Bông", "copies": "3", "exempt": "none", "return_by": "point", "phone": "0912345678",
}
FORMS = {
    "1.001193": BIRTH_NOW, "1.004873": {**MARITAL, "earlier.has": "no"}, "1.000656": DEATH, "1.000894": MARRIAGE,
    "2.000635": EXTRACT,
}


def card(number: int, name: str) -> str:
    """As the code on an identity card reads."""
    return f"{number:012}||{name}|01021990|Nữ|Phường Hoàn Kiếm|01012022"


def take_in(page: Page, procedure: str, number: int, name: str) -> str:
    """Files for the person of a card; gives the dossier's number."""
    page.goto("/can-bo/quay")
    page.fill("#f-q", card(number, name))
    with page.expect_navigation():
        page.locator("main .narrow form button").first.click()
    sent(page, page.locator(f'button[name=thu-tuc][value="{procedure}"]'))
    answered: list[str] = []
    # What depends on an answer comes up when the form is looked at again.
    while answered != (answered := fill(page, FORMS[procedure])):
        sent(page, page.locator("main .actions button[value=xem]"))
    for box in page.locator("input[name=giay]").all():
        box.check()
    sent(page, page.locator("main .actions button[value=nop]"))
    found = re.search(r"/ho-so/(\d+)", page.url)
    assert found, f"{page.url}: {page.inner_text('main')[:600]}"
    return found[1]
