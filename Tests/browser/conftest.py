import pytest
from playwright.sync_api import sync_playwright

from city import HANOI, PLACES, TOWN, City, People
from outside import Sandbox


def pytest_configure(config):
    config.addinivalue_line("markers", "both_cities: what holds for Hanoi holds for the made-up town")
    config.addinivalue_line("markers", "second_city: told in the made-up town only")


def pytest_generate_tests(metafunc):
    """The city is a parameter where a test says so; every other test is Hanoi's."""
    if metafunc.definition.get_closest_marker("both_cities"):
        metafunc.parametrize("city", [HANOI, TOWN], indirect=True, scope="module")
    elif metafunc.definition.get_closest_marker("second_city"):
        metafunc.parametrize("city", [TOWN], indirect=True, scope="module")


@pytest.fixture(scope="session")
def cities(tmp_path_factory):
    """Opens a city the first time somebody asks for it; all close with the session."""
    opened: dict[str, City] = {}

    def open_city(name: str) -> City:
        if name not in opened:
            opened[name] = City(tmp_path_factory.mktemp(name), PLACES[name])
            opened[name].wait_until_open()
        return opened[name]

    try:
        yield open_city
    finally:
        for city in opened.values():
            city.close()


@pytest.fixture(scope="session")
def connected(tmp_path_factory):
    """A Hanoi of its own that tells a national portal and believes a provider of identities: the city, and both."""
    folder = tmp_path_factory.mktemp("connected")
    portal, identity = Sandbox("portal", folder / "portal.json"), Sandbox("identity")
    try:
        portal.start()
        identity.start()
        city = City(
            folder, PLACES[HANOI], MOTCUA_OIDC=identity.said["oidc"], MOTCUA_OIDC_CLIENT="motcua",
            MOTCUA_OIDC_SECRET="sandbox", MOTCUA_PORTAL=portal.said["portal"], MOTCUA_PORTAL_USER="city",
            MOTCUA_PORTAL_PASSWORD="city")
        try:
            city.wait_until_open()
            yield city, portal
        finally:
            city.close()
    finally:
        portal.end()
        identity.end()


@pytest.fixture(scope="module")
def city(request, cities):
    return cities(getattr(request, "param", HANOI))


@pytest.fixture
def place(city):
    return city.place


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", headless=True, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield browser
        browser.close()


@pytest.fixture
def people(browser, city):
    """The city's people; their windows close with the test."""
    people = People(browser, city)
    yield people
    people.close_all()


@pytest.fixture(scope="module")
def cast(browser, city):
    """People who stay through the tests of one file."""
    cast = People(browser, city)
    yield cast
    cast.close_all()
