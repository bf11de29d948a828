"""The statutory slips as PDF: the desk prints them all, the applicant reads hers, nobody else any."""

import subprocess
import unicodedata

import pytest

from city import words
from desk import accept, case, lodge_birth


@pytest.fixture(scope="module")
def receipt(cast):
    """What was lodged online and accepted at the counter."""
    lodged = lodge_birth(cast.account("me"))
    accept(cast.account("quay"), lodged.dossier)
    return lodged


def text(answer, folder) -> str:
    assert answer.status == 200 and answer.headers["content-type"] == "application/pdf", answer.text()[:300]
    paper = folder / "slip.pdf"
    paper.write_bytes(answer.body())
    checked = subprocess.run(["qpdf", "--check", paper], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout
    said = subprocess.run(["pdftotext", "-layout", paper, "-"], capture_output=True, text=True, check=True).stdout
    assert said == unicodedata.normalize("NFC", said)
    return " ".join(said.split())


def slip(page):
    return page.locator('a[href*="/phieu/receipt"]')


def test_the_counter_prints_the_receipt_and_the_mother_reads_the_same(people, receipt, tmp_path):
    desk = case(people.account("quay"), receipt.dossier, "counter")
    code = desk.inner_text("h1").split()[-1] if "H26" in desk.inner_text("h1") else ""
    printed = text(desk.request.get(slip(desk).get_attribute("href")), tmp_path)
    me = people.account("me")
    me.goto(f"/ho-so/{receipt.dossier}")
    assert words("slip_pdf") in slip(me).inner_text()
    read = text(me.request.get(slip(me).get_attribute("href")), tmp_path)
    assert "GIẤY TIẾP NHẬN" in printed.upper() and code in printed
    assert printed == read


def test_a_stranger_and_an_unasked_officer_get_no_slip(people, receipt):
    for page in (people.somebody(), people.account("bo"), people.account("xaydung")):
        for path in (f"/ho-so/{receipt.dossier}/phieu/receipt", f"/can-bo/ho-so/{receipt.dossier}/phieu/receipt"):
            answer = page.request.get(path)
            assert answer.headers["content-type"] != "application/pdf", path


def test_a_slip_that_was_never_due_is_not_there(people, receipt):
    answer = people.account("me").request.get(f"/ho-so/{receipt.dossier}/phieu/refusal")
    assert answer.status == 404
