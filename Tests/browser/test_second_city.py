"""Port Elm, invented, with nothing of Vietnam in it: the same journeys in another city's folder."""

import pytest
from playwright.sync_api import expect

from checks import is_sound, keyboard_only
from city import PLACES, TOWN, words
from desk import accept, in_list, lodge_at, own, pay, press
from forms import begin
from test_pages import at

pytestmark = pytest.mark.second_city


@pytest.mark.parametrize("language, width", [("vi", 320), ("en", 1280)])
@pytest.mark.parametrize("path", PLACES[TOWN].public)
def test_public_page(people, place, path, language, width):
    page = people.somebody(width=width, language=language)
    assert page.goto(at(path, language)).status == 200
    is_sound(page, language)
    said = page.inner_text("body")
    assert "Hà Nội" not in said and "Hanoi" not in said, f"{path} speaks of another city"


def test_the_town_finds_its_own_service_by_an_everyday_word(people):
    page = people.somebody(language="en", js=False, width=320)
    page.goto("/en")
    page.fill("#q", "flea market")
    with page.expect_navigation():
        page.locator("form:has(#q) button").click()
    assert page.locator("main ul.rows a").first.get_attribute("href").endswith("/dich-vu/T.000001")


def test_a_wrong_answer_is_said_in_the_language_of_the_page(people):
    page = people.account("neighbour", language="en", js=False, width=320)
    begin(page, "T.000001", "en")
    with page.expect_navigation():
        page.locator("main form .actions button.button").first.click()
    is_sound(page, "en", is_error=True)
    keyboard = people.account("neighbour", language="en")
    keyboard.goto(page.url)
    keyboard_only(keyboard)


@pytest.mark.parametrize("language, js, width", [("en", True, 1280), ("vi", False, 320)])
def test_a_licence_from_the_first_question_to_the_hand_over(people, place, language, js, width):
    trader = people.account("trader", js=js, width=width)
    receipt = lodge_at(place, trader)
    is_sound(trader, "vi")
    assert place.point in own(trader, receipt.dossier)

    desk = in_list(people.account("desk", js=js, width=width, language=language), receipt.dossier)
    seen = accept(desk, receipt.dossier).inner_text("main")
    assert "A01.1-" in seen, f"no number of the town's desk:\n{seen[:400]}"
    said = own(trader, receipt.dossier)
    assert words("fact_due") in said and words("fact_why") in said

    for login, action in (("licensing", "ready"), ("registrar", "sign"), ("clerk", "release")):
        officer = in_list(people.account(login, js=js), receipt.dossier)
        is_sound(officer, "vi")
        press(officer, action)
    # The town lets people pay when they collect, which Hanoi's four procedures online never ask.
    desk = in_list(people.account("desk", js=js), receipt.dossier)
    press(pay(desk, "PE-0001"), "hand_over")

    assert words("next_10") in own(trader, receipt.dossier)
    trader.goto("/ai-da-xem")
    expect(trader.locator("ul.rows li").first).to_be_visible()
    is_sound(trader, "vi")
