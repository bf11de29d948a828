import pytest
from playwright.sync_api import sync_playwright

from city import City, People


@pytest.fixture(scope="session")
def city(tmp_path_factory):
    city = City(tmp_path_factory.mktemp("city"))
    try:
        city.wait_until_open()
        yield city
    finally:
        city.close()


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", headless=True, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def everybody(browser, city):
    return People(browser, city)


@pytest.fixture
def people(everybody):
    """The city's people; their windows close with the test."""
    yield everybody
    everybody.close_all()


@pytest.fixture(scope="module")
def cast(browser, city):
    """People who stay through the tests of one file."""
    cast = People(browser, city)
    yield cast
    cast.close_all()
