"""Every page that anyone may see, in both languages, on a telephone and on a desk (ux 5.1, 5.3, 5.5, 5.6, 5.10)."""

import unicodedata
from urllib.parse import urlsplit

import pytest

from checks import HEADERS, is_sound, keyboard_only, reflow
from city import HANOI, PLACES, folded, words

RESIDENT = ["/ho-so", "/ban-nhap", "/thong-bao", "/ai-da-xem", "/tai-khoan"]
DESK = {
    "quay": [
        "/can-bo", "/can-bo?ds=unit", "/can-bo?ds=overdue", "/can-bo/tim?q=Nguyen", "/can-bo/quay",
        "/can-bo/quay/chung-thuc", "/can-bo/ngay", "/can-bo/don-vi", "/can-bo/so-lieu", "/can-bo/uy-quyen", "/can-bo/vang-mat",
    ],
    "chutich": ["/can-bo?ds=unit", "/can-bo/uy-quyen", "/can-bo/so-lieu"],
}
PUBLIC = PLACES[HANOI].public
SCREENS = [(language, width) for language in ("vi", "en") for width in (320, 1280)]


def at(path: str, language: str) -> str:
    return path if language == "vi" else ("/en" if path == "/" else "/en" + path)


@pytest.mark.parametrize("language, width", SCREENS)
@pytest.mark.parametrize("path", PUBLIC)
def test_public_page(people, path, language, width):
    page = people.somebody(width=width, language=language)
    foreign: list[str] = []
    page.on("request", lambda request: foreign.append(request.url)
            if urlsplit(request.url).netloc != urlsplit(people.city.address).netloc and
            urlsplit(request.url).scheme.startswith("http") else None)
    answer = page.goto(at(path, language))
    assert answer.status == 200
    headers = answer.all_headers()
    for name, value in HEADERS.items():
        assert headers.get(name) == value, f"{name}: {headers.get(name)}"
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy and "unsafe-inline" not in policy and "frame-ancestors 'none'" in policy
    assert headers["content-language"] == language
    is_sound(page, language)
    assert not foreign, f"requests to others: {foreign}"


@pytest.mark.parametrize("language, width", SCREENS)
def test_resident_pages(people, language, width):
    page = people.account("me", width=width, language=language)
    for path in RESIDENT:
        assert page.goto(at(path, language)).status == 200
        is_sound(page, language)
    page.goto(at("/ho-so", language))
    for link in {a.get_attribute("href") for a in page.locator("main h2 a").all()}:
        page.goto(link)
        is_sound(page, language)


@pytest.mark.parametrize("language, width", SCREENS)
@pytest.mark.parametrize("login", DESK)
def test_desk_pages(people, login, language, width):
    page = people.account(login, width=width, language=language)
    for path in DESK[login]:
        assert page.goto(at(path, language)).status == 200, path
        is_sound(page, language)


@pytest.mark.parametrize("language, width", SCREENS)
def test_case_and_checklist(people, language, width):
    page = people.account("quay", width=width, language=language)
    page.goto(at("/can-bo?ds=unit", language))
    page.goto(page.locator("a.row-open").first.get_attribute("href"))
    is_sound(page, language)
    page.goto(page.url.split("?")[0] + "/kiem-tra?muc-dich=handling")
    is_sound(page, language)


@pytest.mark.parametrize("path, status", [
    ("/khong-co-trang-nay", 404), ("/dich-vu/9.999999", 404), ("/en/dich-vu/khong", 404), ("/ho-so/999999999", 404),
])
def test_a_page_that_is_not_there_says_so_soundly(people, path, status):
    page = people.account("me")
    assert page.goto(path).status == status
    is_sound(page, "en" if path.startswith("/en") else "vi")


def test_titles_tell_pages_apart(people):
    page = people.somebody()
    titles = {}
    for path in ("/", "/dich-vu", "/dich-vu/1.001193", "/dich-vu/1.004873", "/tro-giup", "/tiep-can", "/tra-cuu",
                 "/dang-nhap"):
        page.goto(path)
        titles[path] = page.title()
        assert page.title().endswith("Thành phố Hà Nội")
        if path != "/":
            assert page.title().startswith(page.inner_text("h1"))
    assert len(set(titles.values())) == len(titles), titles


@pytest.mark.parametrize("q", [
    "dang ky khai sinh", "ĐĂNG KÝ KHAI SINH", unicodedata.normalize("NFD", "Đăng ký khai sinh"),
])
def test_a_search_finds_with_and_without_marks(people, q):
    page = people.somebody()
    page.goto("/")
    page.fill("#q", q)
    page.keyboard.press("Enter")
    first = page.locator("main ul.rows a").first
    assert first.get_attribute("href").endswith("/dich-vu/1.001193")
    assert "dang ky khai sinh" in folded(first.inner_text())


EVENTS = ["birth", "marriage", "moving", "opening-a-shop", "a-death", "building-a-house"]


@pytest.mark.parametrize("js", [True, False])
def test_a_life_event_leads_to_its_guide_and_answers_narrow_it(people, js):
    page = people.somebody(js=js, width=320)
    page.goto("/")
    page.click('a[href="/su-kien/birth"]')
    everything = page.locator("ol.guide > li").count()
    assert page.inner_text("h1") == "Sinh con" and "60 ngày" in page.inner_text("main")
    page.check('[name=parents][value="married"]')
    page.check('[name=abroad][value="no"]')
    page.check('[name=insured][value="none"]')
    with page.expect_navigation():
        page.locator("main form button").click()
    assert "parents=married" in page.url and page.is_checked('[name=parents][value="married"]')
    steps = page.locator("ol.guide > li")
    assert 0 < steps.count() < everything and not page.locator("ol.guide .tag", has_text=words("guide_depends")).count()
    is_sound(page, "vi")
    steps.locator('a[href="/dich-vu/1.001193"]').click()
    assert page.inner_text("h1") == "Đăng ký khai sinh"


@pytest.mark.parametrize("event", EVENTS)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_link_of_a_guide_leads_to_a_service(people, event, language):
    page = people.somebody(language=language)
    page.goto(at(f"/su-kien/{event}", language))
    links = {a.get_attribute("href") for a in page.locator("ol.guide a").all()}
    assert links
    for link in links:
        assert page.request.get(link).status == 200, link


def test_an_event_without_a_guide_leads_to_its_list(people):
    page = people.somebody()
    page.goto("/su-kien/retirement")
    assert "su-kien=retirement" in page.url
    assert page.goto("/su-kien/khong-co").status == 404


@pytest.mark.parametrize("q", ["sinh con", "having a child"])
def test_a_search_for_a_life_event_offers_its_guide(people, q):
    page = people.somebody()
    page.goto("/dich-vu?q=" + q)
    assert page.locator('main a[href="/su-kien/birth"]').count() == 1


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_search_without_a_result_gives_occasions_of_life_and_the_phone_number(people, language):
    page = people.somebody(js=False, width=320, language=language)
    page.goto(at("/dich-vu?q=zzqqxxww", language))
    assert page.locator("main ul.chips a[href*='su-kien']").count() >= 10
    assert page.locator("main a[href^='tel:']").count() == 1


@pytest.mark.parametrize("q, event", [("sinh con", "birth"), ("công chứng", "papers"), ("baby", "birth")])
def test_an_occasion_of_life_stands_before_the_list(people, q, event):
    page = people.somebody()
    page.goto(f"/dich-vu?q={q}")
    assert page.locator("main ul.chips a").first.get_attribute("href").endswith((f"su-kien={event}", f"/su-kien/{event}"))
    above = page.locator("main ul.chips").bounding_box()["y"]
    assert above < page.locator("main ul.rows li").first.bounding_box()["y"]


def test_what_is_signed_in_is_compressed_for_our_own_pages_only(people):
    page = people.account("me")
    page.goto("/ho-so")
    with page.expect_response("**/ban-nhap") as ours:
        page.click('nav a[href$="/ban-nhap"]')
    assert ours.value.all_headers().get("content-encoding") == "gzip"
    assert "Accept-Encoding" in ours.value.all_headers()["vary"]
    # A program with the cookie says nothing of where it asks from, as another site's page would say "cross-site".
    assert "content-encoding" not in page.request.get("/ban-nhap").headers


def test_static_files_are_asked_for_once(people):
    page = people.somebody()
    page.goto("/")
    address = page.get_attribute("link[rel=stylesheet]", "href")
    assert "immutable" in page.request.get(address).headers["cache-control"]
    assert page.request.get("/").headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", ["/", "/dich-vu/1.001193", "/tra-cuu", "/dang-nhap", "/tro-giup"])
def test_text_at_twice_its_size_and_wider_spacing_still_fits(people, path):
    page = people.somebody(width=320)
    page.goto(path)
    page.evaluate("""() => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(`html{font-size:200%} *{line-height:1.5!important;letter-spacing:.12em!important;
            word-spacing:.16em!important} p{margin-bottom:2em!important}`);
        document.adoptedStyleSheets = [sheet];
    }""")
    reflow(page)


@pytest.mark.parametrize("path", ["/", "/dich-vu/1.001193", "/dang-nhap", "/tra-cuu"])
def test_targets_are_large_enough_for_a_thumb(people, path):
    page = people.somebody(width=320)
    page.goto(path)
    small = page.evaluate("""() => [...document.querySelectorAll('button,input:not([type=hidden]),select,nav a')]
        .filter(e => e.tabIndex >= 0 && e.checkVisibility())
        .map(e => [e, (e.type === 'checkbox' || e.type === 'radio' ? e.closest('.choice') : e).getBoundingClientRect()])
        .filter(([, box]) => box.height < 43.5 || box.width < 43.5)
        .map(([e, box]) => `${Math.round(box.width)}x${Math.round(box.height)} ${e.outerHTML.slice(0, 100)}`)""")
    assert not small, small


@pytest.mark.parametrize("path", PUBLIC)
def test_without_a_script_the_same_words_and_no_dead_control(people, path):
    texts = []
    for js in (True, False):
        page = people.somebody(js=js)
        page.goto(path)
        texts.append(page.inner_text("main"))
        dead = [button.evaluate("e => e.outerHTML") for button in page.locator("button[type=button]:visible").all()]
        assert js or not dead, dead
    assert texts[0] == texts[1]


KEYBOARD = [
    (None, "/"), (None, "/dich-vu/1.001193"), (None, "/dang-nhap"), (None, "/tra-cuu"), ("me", "/ho-so"),
    ("quay", "/can-bo?ds=unit"), ("quay", "/can-bo/quay"),
]


@pytest.mark.parametrize("login, path", KEYBOARD)
def test_keyboard(people, login, path):
    page = people.account(login) if login else people.somebody()
    page.goto(path)
    keyboard_only(page, at_most=150 if "/can-bo" in path else 60)


def test_keyboard_on_a_question_and_on_a_case(people):
    page = people.account("cty")
    page.goto("/dich-vu/1.001193")
    page.focus('form[action$="/bat-dau"] button')
    with page.expect_navigation():
        page.keyboard.press("Enter")
    keyboard_only(page)
    page.focus("input[name=rel]")
    page.keyboard.press("Space")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith("/trang/special") and "/en/" not in page.url

    desk = people.account("quay")
    desk.goto("/can-bo?ds=unit")
    desk.focus("a.row-open")
    with desk.expect_navigation():
        desk.keyboard.press("Enter")
    keyboard_only(desk, at_most=150)


@pytest.mark.parametrize("scheme", ["dark", "light"])
@pytest.mark.parametrize("path", ["/", "/dich-vu/1.001193", "/dang-nhap"])
def test_contrast_in_both_colour_schemes(people, path, scheme):
    page = people.somebody()
    page.emulate_media(color_scheme=scheme)
    page.goto(path)
    is_sound(page, "vi")


def test_on_paper_only_what_matters_is_printed(people):
    page = people.somebody()
    page.goto("/dich-vu/1.001193")
    page.emulate_media(media="print")
    for gone in ("header.top nav", "footer", "main form button", ".skip", ".demo-band"):
        assert not page.locator(gone).first.is_visible(), f"{gone} is printed"
    assert page.locator("h1").is_visible()
