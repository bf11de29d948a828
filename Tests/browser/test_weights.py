"""What a page weighs on the wire, first and again, and what makes it quick on any line (ux 5.1, 5.2)."""

from collections import Counter
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest

from forms import MARITAL, answer_pages, begin
from programs import Program


@dataclass(frozen=True)
class Budget:
    """A row of 5.1: kB of first and repeated view, requests, kB of the page, its style, its scripts by themselves."""

    first: int
    again: int
    requests: int
    html: int
    css: int
    js: int


HOME = Budget(70, 20, 8, 14, 15, 10)
SERVICE = Budget(45, 15, 6, 12, 15, 10)
QUESTION = Budget(35, 10, 5, 8, 15, 10)
CHECK = Budget(40, 14, 6, 12, 15, 10)
BOARD = Budget(70, 45, 6, 40, 15, 8)
WORKLIST = Budget(110, 45, 8, 40, 20, 40)
CASE = Budget(115, 50, 10, 45, 20, 40)


@pytest.fixture(scope="module")
def city(connected):
    return connected[0]


@pytest.fixture(scope="module")
def addresses(cast, city):
    """The pages of 5.1 and who sees them."""
    mother, firm = Program(city, "me"), Program(city, "cty")
    for _ in range(50 - len(Program(city, "quay").rows("unit"))):
        firm.lodge("1.004873", MARITAL)
    lodged = mother.lodge_birth()
    page = cast.account("me")
    begin(page, "1.001193")
    question = urlsplit(page.url).path
    begin(page, "1.004873")
    answer_pages(page, MARITAL, until="kiem-tra")
    check = urlsplit(page.url).path
    return {
        "home": (None, "/", HOME), "service": (None, "/dich-vu/1.001193", SERVICE),
        "question": ("me", question, QUESTION),
        "check": ("me", check, CHECK), "confirmation": ("me", f"/da-nop/{lodged['dossier']}", CHECK),
        "tracking": (None, f"/tra-cuu?ma={lodged['reference']}&k={lodged['secret']}", CHECK),
        "own": ("me", f"/ho-so/{lodged['dossier']}", CHECK), "board": (None, "/so-lieu", BOARD),
        "worklist": ("quay", "/can-bo?ds=unit", WORKLIST),
        "case": ("quay", f"/can-bo/ho-so/{lodged['dossier']}?muc-dich=handling", CASE),
    }


class Wire:
    """What Chromium itself counts on the network: bytes as they came, headers included; what the cache gave is none."""

    def __init__(self, page):
        self.asked: dict[str, str] = {}
        self.kinds: dict[str, str] = {}
        self.bytes: Counter = Counter()
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.requestWillBeSent", self._asked)
        session.on("Network.requestServedFromCache", lambda said: self.asked.pop(said["requestId"], None))
        session.on("Network.responseReceived", self._answered)
        session.on("Network.loadingFinished", self._finished)

    def _asked(self, said) -> None:
        if said["request"]["url"].startswith("http"):
            self.asked[said["requestId"]] = said["request"]["url"]

    def _answered(self, said) -> None:
        self.kinds[said["requestId"]] = said["type"]
        if said["response"].get("fromDiskCache"):
            self.asked.pop(said["requestId"], None)

    def _finished(self, said) -> None:
        if said["requestId"] in self.asked:
            self.bytes[self.kinds[said["requestId"]]] += said["encodedDataLength"]

    def open(self, page, path: str) -> tuple[int, float, dict[str, float]]:
        """Requests, kB in all, kB by kind."""
        self.asked.clear()
        self.bytes.clear()
        assert page.goto(path, wait_until="networkidle").status == 200
        return len(self.asked), sum(self.bytes.values()) / 1000, {kind: n / 1000 for kind, n in self.bytes.items()}


PAGES = ["home", "service", "question", "check", "confirmation", "tracking", "own", "board", "worklist", "case"]
SHIFTS = """() => new Promise(done => {
    let sum = 0;
    const watch = new PerformanceObserver(list => list.getEntries().forEach(one => { sum += one.value; }));
    watch.observe({type: 'layout-shift', buffered: true});
    requestAnimationFrame(() => setTimeout(() => done(sum), 100));
})"""


@pytest.mark.parametrize("language, width", [("vi", 320), ("en", 1280)])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_keeps_its_row_and_needs_nothing_to_be_quick(people, addresses, name, language, width):
    login, path, most = addresses[name]
    path = path if language == "vi" else "/en" + path
    how = {"language": language, "width": width}
    page = people.account(login, **how) if login else people.somebody(**how)
    wire = Wire(page)
    requests, weight, kinds = wire.open(page, path)
    assert name != "worklist" or page.locator("a.row-open").count() == 50
    assert weight <= most.first and requests <= most.requests, f"first view: {weight:.1f} kB, {requests} requests"
    for kind, limit in {"Document": most.html, "Stylesheet": most.css, "Script": most.js}.items():
        assert 0 < kinds[kind] <= limit, f"{kind}: {kinds}"
    # W1: nothing from anybody else. W2: text is packed, and what never changes is named by its content.
    assert {urlsplit(url).netloc for url in wire.asked.values()} == {urlsplit(people.city.address).netloc}
    for url in set(wire.asked.values()) - {page.url}:
        headers = page.request.get(url).headers
        assert "immutable" in headers["cache-control"], url
        assert headers.get("content-encoding") == "gzip" or int(headers["content-length"]) < 1_000, url

    # The first picture stands: next to nothing moves when the rest comes (S1), and only the style is waited for.
    assert page.evaluate(SHIFTS) <= 0.05
    blocking = page.evaluate(
        "() => performance.getEntriesByType('resource').filter(one => one.renderBlockingStatus === 'blocking')"
        ".map(one => one.name)")
    assert len(blocking) <= 2 and all(".css" in url for url in blocking), blocking
    # W3, W4.
    nodes, unsized = page.evaluate(
        "() => ['*', 'img:not([width]),img:not([height])'].map(one => document.querySelectorAll(one).length)")
    assert nodes <= (4_000 if login == "quay" else 1_500) and not unsized

    requests, again, _ = wire.open(page, path)
    assert again <= most.again and requests == 1, f"again: {again:.1f} kB, {requests} requests"


@pytest.mark.parametrize("name, box", [("home", "#q"), ("question", "main input[type=radio] >> nth=0")])
def test_the_first_input_works_with_the_page_itself(people, addresses, name, box):
    # S3: no script is waited for; with every script held back for good the page takes input and is sent.
    login, path, _ = addresses[name]
    page = people.account(login) if login else people.somebody()
    page.route("**/*.js", lambda route: None)
    page.goto(path, wait_until="commit")
    control = page.locator(box)
    if name == "home":
        control.fill("khai sinh")
        control.press("Enter")
        page.wait_for_url("**/dich-vu?q=*", wait_until="commit")
    else:
        control.check()
        page.locator("main form .actions button.button").first.click()
        page.wait_for_url(lambda url: not url.endswith(path), wait_until="commit")
