"""The city under test: one server on a copy of the demo, and browsers that stand for its people."""

import contextlib
import os
import pathlib
import re
import signal
import socket
import subprocess
import tempfile
import time
import unicodedata
from dataclasses import dataclass

import yaml
from playwright.sync_api import Browser, BrowserContext, Page

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ.get("MOTCUA_BINARY", str(ROOT / ".build/debug/motcua"))
PASSWORD = "motcua-demo"
WIDTHS = {320: 640, 1280: 900}
WORDS = {
    language: yaml.safe_load((ROOT / f"share/text/{language}.yaml").read_text(encoding="utf-8"))
    for language in ("vi", "en")
}


def words(key: str, language: str = "vi", **values: str) -> str:
    """A text of the pages, as `share/text` has it, with its places filled."""
    return WORDS[language][key].format(**values)


def free_port() -> int:
    with contextlib.closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def folded(text: str) -> str:
    """Lower case, without marks: what a search compares."""
    plain = unicodedata.normalize("NFD", text.lower()).replace("đ", "d")
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


@dataclass(frozen=True)
class Place:
    """What a test must know of a city to tell the same journey there: who sits where, and what is asked for."""

    folder: str
    name: str
    resident: str
    other: str
    counter: str
    # The online service of the journeys, its paper, and how its receiving point is called.
    service: str
    paper: str
    point: str
    # Every page anyone may see.
    public: tuple[str, ...]
    # What three copies of four pages cost.
    copies_fee: str


HANOI, TOWN = "hanoi", "demo-town"
PLACES = {
    HANOI: Place(
        "cities/hanoi", "Thành phố Hà Nội", "me", "bo", "quay", "1.001193", "birth_notice", "Điểm Phục vụ",
        ("/", "/dich-vu", "/dich-vu?q=khai+sinh", "/dich-vu?q=khong-co-gi-nhu-the", "/dich-vu?su-kien=birth",
         "/dich-vu/1.001193", "/dich-vu/1.004873", "/dich-vu/2.000815", "/dich-vu/1.013225", "/dich-vu/1.000894",
         "/tro-giup", "/tiep-can", "/dang-nhap", "/tra-cuu", "/so-lieu", "/su-kien/birth",
         "/su-kien/a-death?where=home&estate=no"), r"18[.,\s]000"),
    TOWN: Place(
        "cities/demo-town", "Thị trấn Port Elm", "trader", "neighbour", "desk", "T.000001", "insurance",
        "Port Elm One-stop Desk",
        ("/", "/dich-vu", "/dich-vu?q=flea+market", "/dich-vu?q=khong-co-gi-nhu-the", "/dich-vu?su-kien=trading",
         "/dich-vu/T.000001", "/dich-vu/T.000002", "/tro-giup", "/dang-nhap", "/tra-cuu", "/so-lieu"), r"\b24\b"),
}


class City:
    """The server process and its addresses; settings are the program's own. End with `close`."""

    def __init__(self, folder: pathlib.Path, place: Place, **settings: str):
        self.place = place
        # A sign-in is kept, so that each account signs in once a session.
        self.kept: dict[str, dict] = {}
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.log = folder / "server.log"
        # Whom the demonstration believes; on PostgreSQL it lies where the program says.
        self.trust = folder / "demo.sqlite.trust"
        command = [BINARY, "demo", "--city", str(ROOT / place.folder), "--port", str(self.port)]
        if os.environ.get("MOTCUA_TEST_ENGINE") == "postgres":
            # PostgreSQL does not run as root, and its user must find the way to the data.
            self.passing = tempfile.TemporaryDirectory(prefix="motcua-browser-", ignore_cleanup_errors=True)
            folder = pathlib.Path(self.passing.name)
            folder.chmod(0o755)
            command += ["--store", "postgres"]
        else:
            command += ["--database", str(folder / "demo.sqlite")]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                command, cwd=folder, stdout=log, stderr=log, env={**os.environ, "MOTCUA_SHARE": str(ROOT), **settings})

    def wait_until_open(self, seconds: float = 240) -> None:
        until = time.monotonic() + seconds
        while "http://127.0.0.1" not in self.log.read_text(encoding="utf-8", errors="replace"):
            if self.process.poll() is not None or time.monotonic() > until:
                raise RuntimeError("the city did not open:\n" + self.log.read_text(encoding="utf-8", errors="replace"))
            time.sleep(0.1)

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


class People:
    """Browser contexts of the city's people."""

    def __init__(self, browser: Browser, city: City):
        self.browser, self.city = browser, city
        self.kept = city.kept
        self.opened: list[BrowserContext] = []

    def somebody(self, *, js: bool = True, width: int = 1280, language: str = "vi", state: dict | None = None) -> Page:
        """Someone not signed in, at a screen of `width` pixels."""
        context = self.browser.new_context(
            base_url=self.city.address, viewport={"width": width, "height": WIDTHS[width]}, java_script_enabled=js,
            locale="en-GB" if language == "en" else "vi-VN", storage_state=state, reduced_motion="reduce")
        context.set_default_timeout(30_000)
        context.without_script = not js
        self.opened.append(context)
        return context.new_page()

    def sign_in(self, page: Page, login: str, language: str = "vi") -> Page:
        page.goto(("/en" if language == "en" else "") + "/dang-nhap")
        fill_sign_in(page, login)
        return page

    def account(self, login: str, **how) -> Page:
        """The person signed in; the first time through the sign-in page."""
        if login not in self.kept:
            page = self.sign_in(self.somebody(), login)
            assert page.locator(".who").count() == 1, f"{login} is not signed in: {page.title()}"
            self.kept[login] = page.context.storage_state()
            page.context.close()
        return self.somebody(state=self.kept[login], **how)

    def close_all(self) -> None:
        for context in self.opened:
            with contextlib.suppress(Exception):
                context.close()
        self.opened.clear()


def fill_sign_in(page: Page, login: str, password: str = PASSWORD) -> None:
    page.fill("#f-login", login)
    page.fill("#f-password", password)
    with page.expect_navigation():
        page.click("main form button")


def dossier_of(page: Page) -> str:
    """The dossier's number in the page's address."""
    found = re.search(r"/(?:ho-so|da-nop)/(\d+)", page.url)
    assert found, f"no dossier in {page.url}"
    return found[1]
