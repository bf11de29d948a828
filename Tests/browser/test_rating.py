"""A word at the end: one press counts, questions come after it, by the account and by the receipt alone."""

import json
import subprocess

from checks import is_sound
from city import BINARY, words


def finished(page, language: str = "vi") -> str:
    """The address of a dossier of this person that may be rated."""
    page.goto("/ho-so" if language == "vi" else "/en/ho-so")
    for link in [a.get_attribute("href") for a in page.locator("main h2 a").all()]:
        page.goto(link)
        if page.locator("#rate-title").count():
            return link
    raise AssertionError("nothing to rate")


def test_one_press_counts_and_the_rest_may_be_left(people):
    for width, language, js in ((320, "vi", False), (1280, "en", True)):
        page = people.account("me", width=width, language=language, js=js)
        link = finished(page, language)
        is_sound(page, language)
        page.click(f"button:has-text('{words('rating_no', language)}')")
        page.wait_for_url("**/danh-gia")
        is_sound(page, language)
        assert page.locator("fieldset").count() == 10
        page.check("#f-q1-poor")
        page.fill("#f-words", "Chờ lâu quá")
        page.click(f"main button:has-text('{words('rating_send', language)}')")
        assert words("done_rated", language) in page.inner_text("main")
        assert words("rating_given_no", language) in page.inner_text("main")
        # A changed mind is taken.
        page.click(f"section button[value='1']")
        page.wait_for_url("**/danh-gia")
        page.goto(link)
        assert words("rating_given_yes", language) in page.inner_text("main")


def test_words_too_long_are_kept_and_named(people):
    page = people.account("me", js=False)
    finished(page)
    page.click("section button[value='1']")
    page.fill("#f-words", "x" * 2_001)
    page.click(f"main button:has-text('{words('rating_send')}')")
    assert page.locator("#e-words").count() == 1
    is_sound(page, "vi", is_error=True)


def test_an_auditor_takes_a_dossier_with_its_proofs(people, city, tmp_path):
    me = people.account("me", js=False)
    me.goto(finished(me))
    code = me.inner_text("dd.code").strip()
    for login, purpose, shows in (("thanhtra", "inspection", True), ("dpo", "data_subject_request", False)):
        page = people.account(login)
        page.goto("/can-bo/kiem-toan")
        is_sound(page, "vi")
        page.click(f"main button:has-text('{words('officer_audit_press')}')")
        assert page.locator("#e-q").count() == 1 and page.locator("#e-muc-dich").count() == 1
        page.fill("main #f-q", code)
        page.select_option("#f-muc-dich", purpose)
        with page.expect_download() as download:
            page.click(f"main button:has-text('{words('officer_audit_press')}')")
        path = tmp_path / f"{login}.json"
        download.value.save_as(path)
        document = json.loads(path.read_text(encoding="utf-8"))
        assert document["label"] == code and document["purpose"] == purpose
        assert all((event["state"] == "shown") == shows for event in document["journal"]["events"])
        keys = list(city.log.parent.rglob("head.pub"))
        if not keys:
            continue
        check = [BINARY, "journal", "verify", "--export", str(path), "--key", str(keys[0])]
        done = subprocess.run(check, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        path.write_text(path.read_text(encoding="utf-8").replace('"position" : ', '"position" : 1', 1), encoding="utf-8")
        assert subprocess.run(check, capture_output=True, text=True).returncode == 1
    me.goto("/ai-da-xem")
    assert words("look_dossier_journal") in me.inner_text("main")
    assert people.account("quay").goto("/can-bo/kiem-toan").status == 403
