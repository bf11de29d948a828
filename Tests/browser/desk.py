"""What people of the tour do at the desk and to get there; each step asserts that the page took it."""

import datetime
import time
from dataclasses import dataclass

from playwright.sync_api import Page

from city import Place, dossier_of
from forms import BIRTH, SHEET, STALL, Answers, answer_pages, begin, go_on

TODAY = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=7))).date()
BORN = TODAY - datetime.timedelta(days=9)
BIRTH_NOW: Answers = {**BIRTH, "child.born_on": (BORN.day, BORN.month, BORN.year)}
# By service: what is answered, here and in the made-up town.
ANSWERS = {"1.001193": BIRTH_NOW, "T.000001": STALL}


@dataclass(frozen=True)
class Receipt:
    code: str
    secret: str
    dossier: str


def send(page: Page) -> Receipt:
    """From the check page to the acknowledgement."""
    page.check("#f-agree")
    with page.expect_navigation():
        page.locator("main form button.button").click()
    assert "/da-nop/" in page.url, page.inner_text("main")[:800]
    code, secret = page.locator("p.big.code").all_inner_texts()
    return Receipt(code, secret, dossier_of(page))


def lodge(page: Page, procedure: str, answers: Answers, papers: tuple[str, ...] = (), language: str = "vi") -> Receipt:
    begin(page, procedure, language)
    answer_pages(page, answers, until="giay-to" if papers else "kiem-tra")
    if papers:
        for paper in papers:
            page.set_input_files(f'input[type=file][name="{paper}"]', [SHEET])
        go_on(page)
    return send(page)


def lodge_birth(page: Page) -> Receipt:
    return lodge(page, "1.001193", BIRTH_NOW, ("birth_notice",))


def lodge_at(place: Place, page: Page) -> Receipt:
    """The online service of the place's journeys."""
    return lodge(page, place.service, ANSWERS[place.service], (place.paper,))


def case(page: Page, dossier: str, purpose: str = "handling") -> Page:
    """The dossier at the officer's desk."""
    page.goto(f"/can-bo/ho-so/{dossier}?muc-dich={purpose}")
    assert page.locator("#viec").count(), f"{page.url}: {page.inner_text('main')[:400]}"
    return page


def in_list(page: Page, dossier: str, kind: str = "unit") -> Page:
    """Opens the dossier from the officer's list, as he would."""
    page.goto(f"/can-bo?ds={kind}")
    row = page.locator(f'a.row-open[href*="/ho-so/{dossier}"]')
    assert row.count() == 1, f"the list {kind} does not show {dossier}"
    with page.expect_navigation():
        row.click()
    return page


def sent(page: Page, button) -> Page:
    """Presses a button that sends a form; what the page refuses fails the test in its own words."""
    with page.expect_navigation():
        button.click()
    refused = page.locator(".error-summary")
    assert not refused.count(), f"{page.url}: {refused.inner_text()}"
    return page


PIN = "246810"  # of every key of the tour


def give_pins(form) -> None:
    """Where the press signs or seals: one's own PIN, and a second holder's."""
    for name in ("pin", "pin-2"):
        box = form.locator(f'input[name="{name}"]')
        if box.count():
            box.fill(PIN)


def press(page: Page, action: str, reason: str = "") -> Page:
    """Presses an action of an open step, by its name in the procedure."""
    form = page.locator(f'form.deed:has(input[name=thao-tac][value="{action}"])')
    assert form.count() == 1, f"{page.url}: no action {action} in\n{page.inner_text('#viec')}"
    if reason:
        form.locator("textarea").fill(reason)
    give_pins(form)
    return sent(page, form.locator("button"))


def case_with(page: Page, dossier: str, action: str, seconds: float = 30) -> Page:
    """The dossier at the desk once the action stands there: another system may have to answer first."""
    until = time.monotonic() + seconds
    while not case(page, dossier).locator(f'form.deed input[name=thao-tac][value="{action}"]').count():
        assert time.monotonic() < until, f"{page.url}: no action {action} in\n{page.inner_text('#viec')}"
        page.wait_for_timeout(300)
    return page


def accept(page: Page, dossier: str) -> Page:
    """Says that all papers were seen and accepts."""
    page.goto(f"/can-bo/ho-so/{dossier}/kiem-tra?muc-dich=handling")
    if page.locator("#f-all").count():
        page.check("#f-all")
    return sent(page, page.locator('button[value="tiep-nhan"]'))


def ask_for(page: Page, dossier: str, missing: dict[str, str]) -> Page:
    """Asks once for all that is missing: reasons by the item's key; the rest is in order."""
    page.goto(f"/can-bo/ho-so/{dossier}/kiem-tra?muc-dich=handling")
    for box in page.locator('main input[type=radio][name^="d:"][value="dat"]').all():
        box.check()
    answers = page.locator("main form details:not([open]) > summary")
    if answers.count():
        answers.click()
    for item, reason in missing.items():
        page.check(f'input[name="{item}"][value="khong"]')
        page.fill(f'input[name="ly-do:{item}"]', reason)
    return sent(page, page.locator('button[value="bo-sung"]'))


def ask_unit(page: Page, rule: str, units: dict[str, str], question: str) -> Page:
    """Asks other units: what to search for, by unit code."""
    with page.expect_navigation():
        page.locator(f'a[href*="viec-hoi={rule}"]').click()
    for code, search in units.items():
        if not page.locator(f'input[name=don-vi][value="{code}"]').count():
            page.fill("#f-q", search)
            with page.expect_navigation():
                page.locator("main .narrow form[method=get] button").click()
        page.check(f'input[name=don-vi][value="{code}"]')
    page.fill("#f-question", question)
    return sent(page, page.locator("main .narrow form[method=post] button"))


def pay(page: Page, number: str) -> Page:
    """Records at the counter what was paid there."""
    form = page.locator('form[action$="/nop-tien"]')
    form.locator("xpath=ancestor::details[1]/summary").click()
    form.locator("input[name=bien-lai]").fill(number)
    return sent(page, form.locator("button"))


def reply(page: Page, answer: str, text: str) -> Page:
    """Answers what one's unit was asked."""
    form = page.locator('form[action$="/tra-loi"]')
    form.locator(f'input[name=tra-loi][value="{answer}"]').check()
    form.locator("textarea").fill(text)
    return sent(page, form.locator("button"))


def own(page: Page, dossier: str) -> str:
    """What the resident reads of the dossier: who has it, until when, what comes next."""
    page.goto(f"/ho-so/{dossier}")
    return page.inner_text("main")
