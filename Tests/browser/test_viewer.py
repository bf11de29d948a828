"""A paper beside the data it proves: page by page, larger, turned, ticked off; what cannot be drawn says so."""

import zlib

import pytest

from checks import is_sound, reflow
from city import words
from desk import BIRTH_NOW, PIN, case, send, sent
from forms import SHEET, answer_pages, begin, go_on


def pdf(folder, name: str, pages: list[tuple[str, bytes]]) -> dict:
    """A plain document: each page with its size and what is drawn on it."""
    kids = " ".join(f"{3 + 2 * index} 0 R" for index in range(len(pages)))
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode()]
    for index, (box, drawn) in enumerate(pages):
        packed = zlib.compress(drawn, 9)
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] /Resources << >> /Contents {4 + 2 * index} 0 R >>".encode(),
            b"<< /Filter /FlateDecode /Length %d >>\nstream\n" % len(packed) + packed + b"\nendstream",
        ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)
    return {"name": name, "mimeType": "application/pdf", "buffer": out}


LINES = b"".join(b"%d %d m %d %d l S " % (60, y, 500, y) for y in range(80, 780, 40))
BROKEN = b"%PDF-1.4\n1 0 obj\n<< /Type /Nothing >>\nendobj\nstartxref\n9\n%%EOF\n"


@pytest.fixture(scope="module")
def papers(cast, tmp_path_factory):
    """A birth with a photograph, a document of three pages and one that nobody can read."""
    folder = tmp_path_factory.mktemp("papers")
    me = cast.account("me")
    begin(me, "1.001193")
    answer_pages(me, BIRTH_NOW)
    for file in (SHEET, pdf(folder, "ba-trang.pdf", [("0 0 595 842", LINES)] * 3),
                 {"name": "hong.pdf", "mimeType": "application/pdf", "buffer": BROKEN}):
        me.set_input_files("input[type=file][name=birth_notice]", [file])
        with me.expect_navigation():
            me.click("main form .actions button[name=_upload]")
    assert me.locator("ul.papers a").count() == 3, me.inner_text("main")
    go_on(me)
    return send(me).dossier


def opened(page, dossier: str, name: str, language: str = "vi"):
    page.goto(f"{'/en' if language == 'en' else ''}/can-bo/ho-so/{dossier}?muc-dich=handling")
    with page.expect_navigation():
        page.locator("#giay-to a.name", has_text=name).click()
    return page


@pytest.mark.parametrize("language, width, js", [("vi", 320, False), ("en", 1280, True)])
def test_a_document_is_read_page_by_page_beside_the_data(people, papers, language, width, js):
    page = people.account("quay", js=js, width=width, language=language)
    opened(page, papers, "ba-trang.pdf", language)

    is_sound(page, language)
    reflow(page)
    assert words("officer_viewer_page", language, n="1", all="3") in page.inner_text("#xem")
    picture = page.locator(".viewer-page img")
    assert picture.evaluate("image => image.decode().then(() => image.naturalHeight)") == 2000
    proved = page.inner_text(".viewer-proved")
    assert proved.strip() and proved not in page.inner_text("main h1")
    with page.expect_navigation():
        page.get_by_text(words("officer_viewer_page_after", language), exact=True).click()
    with page.expect_navigation():
        page.get_by_text(words("officer_viewer_turn_right", language), exact=True).click()
    with page.expect_navigation():
        page.get_by_text(words("officer_viewer_larger", language), exact=True).click()
    assert "zoom-150 turn-90" in page.locator(".viewer-page").get_attribute("class")
    assert words("officer_viewer_page", language, n="2", all="3") in page.inner_text("#xem")
    reflow(page)


def test_a_check_is_kept_with_its_lines_and_stands_on_the_case_and_the_list(people, papers):
    page = opened(people.account("quay"), papers, "ba-trang.pdf")
    box = page.locator(".viewer-proved input").first
    box.check()
    with page.expect_navigation():
        page.locator("main form button.button", has_text=words("officer_viewer_mark")).click()

    assert page.locator(".viewer-proved input").first.is_checked()
    name = page.locator("#du-lieu .notice").inner_text()
    assert "Phạm Thu Hà" in name
    assert name in case(page, papers).inner_text("#giay-to")
    opened(page, papers, "ba-trang.pdf")
    with page.expect_navigation():
        page.locator("button[name=bo]").click()
    assert not page.locator("#du-lieu .notice").count()


def test_next_and_previous_lead_through_all_papers(people, papers):
    page = opened(people.account("quay"), papers, "paper.png")
    seen = [page.inner_text(".lead").split("·")[-1].strip()]
    while page.locator("a[rel=next]").count():
        with page.expect_navigation():
            page.locator("a[rel=next]").click()
        seen.append(page.inner_text(".lead").split("·")[-1].strip())
    assert seen == ["paper.png", "ba-trang.pdf", "hong.pdf"]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_nobody_can_read_says_so_and_offers_the_file(people, papers, language):
    page = opened(people.account("quay", language=language), papers, "hong.pdf", language)
    is_sound(page, language)
    assert words("officer_viewer_unreadable", language) in page.inner_text("#xem")
    file = page.request.get(page.locator("#xem a", has_text=words("officer_viewer_download", language)).get_attribute("href"))
    assert file.body() == BROKEN and "attachment" in file.headers["content-disposition"]


def test_a_picture_needs_what_the_case_needs(people, papers):
    page = opened(people.account("quay"), papers, "ba-trang.pdf")
    src = page.locator(".viewer-page img").get_attribute("src")
    answer = page.request.get(src)
    assert answer.headers["content-type"] == "image/png" and answer.headers["cache-control"].startswith("private")
    assert "sandbox" in answer.headers["content-security-policy"]
    assert page.request.get(src.split("?")[0]).headers["content-type"].startswith("text/html"), "no purpose was asked"
    assert people.account("me").request.get(src).status in (403, 404)
    assert people.account("hotich2").request.get(src).status in (403, 404)
    assert page.request.get(src.replace("/trang/1", "/trang/x")).status == 404


def test_an_original_is_compared_and_its_signed_copy_takes_the_scans_place(people, papers):
    page = opened(people.account("quay"), papers, "ba-trang.pdf")
    page.click("#f-doi-chieu summary")
    form = page.locator('form[action$="/doi-chieu"]')
    form.locator("input[name=pin]").fill("999999")
    with page.expect_navigation():
        form.locator("button").click()
    is_sound(page, "vi", is_error=True)
    form = page.locator('form[action$="/doi-chieu"]')
    form.locator("input[name=pin]").fill(PIN)
    sent(page, form.locator("button"))

    is_sound(page, "vi")
    assert "ba-trang (đã đối chiếu).pdf" in page.inner_text(".lead")
    said = page.inner_text("#xem .notice")
    assert "Phạm Thu Hà" in said and not page.locator("#f-doi-chieu").count(), "it is not compared twice"
    href = page.locator("#xem a", has_text=words("officer_viewer_download")).get_attribute("href")
    copy = page.request.get(href).body()
    assert b"ETSI.CAdES.detached" in copy and copy.startswith(b"%PDF")
    listed = case(page, papers).inner_text("#giay-to")
    assert said in listed and "ba-trang.pdf" not in listed
    assert words("officer_event_originalCompared") in page.inner_text("#lich-su")


@pytest.mark.parametrize("file, js", [(SHEET, False), (BROKEN, True)])
def test_a_scan_made_at_the_counter_joins_the_papers_or_is_refused(people, papers, file, js):
    page = case(people.account("quay", js=js), papers)
    before = page.locator("#giay-to .papers a.name").count()
    page.click("#f-quet summary")
    if file is BROKEN:
        page.set_input_files("#sc-f", [{"name": "a.txt", "mimeType": "text/plain", "buffer": b"hello"}])
    else:
        page.set_input_files("#sc-f", [file])
    with page.expect_navigation():
        page.locator("#f-quet button").click()
    is_sound(page, "vi", is_error=file is BROKEN)
    if file is BROKEN:
        assert page.locator(".error-summary").count() == 1
    else:
        assert page.locator(".viewer-page img").count() == 1
    after = case(page, papers).locator("#giay-to .papers a.name").count()
    assert after == before + (file is not BROKEN)

