"""A result from the draft to its end: signed with a key, sealed by two, fetched, checked by its code, taken back."""

import json
import re
import subprocess
import sys
import unicodedata
import urllib.parse

import pytest

from checks import is_sound
from city import ROOT, words
from desk import PIN, accept, case, case_with, lodge_birth, own, press, sent

CHILD = "Trần Nguyễn Minh Khuê"
RIGHT = "Trần Nguyễn Minh Khuệ"


@pytest.fixture(scope="module")
def birth(cast):
    """A birth that waits for its signature."""
    me = cast.account("me")
    dossier = lodge_birth(me).dossier
    accept(cast.account("quay"), dossier)
    hotich = cast.account("hotich")
    press(case(hotich, dossier), "ready")
    me.goto(f"/ho-so/{dossier}/du-thao")
    cast.proof = fetch(me, me.locator('a[href$="/du-thao/ban-in"]'))
    sent(me, me.locator("button[name=verdict][value=confirm]"))
    for action in ("enter", "submit"):
        press(case_with(hotich, dossier, action), action)
    return dossier


def fresh(cast, login):
    """A session in which no key is open."""
    return cast.sign_in(cast.somebody(), login)


def fetch(page, link) -> bytes:
    answer = page.request.get(link.get_attribute("href"))
    assert answer.status == 200 and answer.headers["content-type"] == "application/pdf", answer.text()[:300]
    return answer.body()


def text(pdf: bytes, folder) -> str:
    paper = folder / "result.pdf"
    paper.write_bytes(pdf)
    checked = subprocess.run(["qpdf", "--check", paper], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    said = subprocess.run(["pdftotext", "-layout", paper, "-"], capture_output=True, text=True, check=True).stdout
    assert said == unicodedata.normalize("NFC", said)
    return " ".join(said.split())


def test_the_applicant_checks_the_very_paper(cast, birth, tmp_path):
    said = text(cast.proof, tmp_path)
    assert "BẢN DỰ THẢO" in said and "GIẤY KHAI SINH" in said and CHILD in said


def test_a_wrong_pin_signs_nothing_and_says_how_many_tries_are_left(cast, birth):
    chutich = case_with(fresh(cast, "chutich"), birth, "sign")
    form = chutich.locator('form.deed:has(input[value="sign"])')
    form.locator("#f-pin").fill("135791")
    with chutich.expect_navigation():
        form.locator("button").click()
    is_sound(chutich, "vi", is_error=True)
    assert "4" in chutich.inner_text(".error-summary")
    assert case(chutich, birth).locator('form.deed:has(input[value="sign"])').count() == 1


def test_signed_by_the_chairwoman_sealed_by_two(cast, birth):
    me = cast.account("me")
    press(case_with(cast.account("chutich"), birth, "sign"), "sign")
    own(me, birth)
    assert not me.locator('a[href*="/ket-qua/"]').count(), "a result that is not released is shown"
    vanthu = case(fresh(cast, "vanthu"), birth)
    form = vanthu.locator('form.deed:has(input[value="release"])')
    form.locator('input[name="pin"]').fill(PIN)
    with vanthu.expect_navigation():
        form.locator("button").click()
    is_sound(vanthu, "vi", is_error=True)
    press(case(vanthu, birth), "release")
    own(me, birth)
    is_sound(me, "vi")
    cast.result = fetch(me, me.locator('#main a[href*="/ket-qua/"], main a[href*="/ket-qua/"]').first)


def test_the_paper_is_read_checked_and_found_by_its_picture(cast, birth, people, tmp_path):
    said = text(cast.result, tmp_path)
    for wanted in ("GIẤY KHAI SINH", CHILD, "DỰ THẢO"):
        assert (wanted in said) == (wanted != "DỰ THẢO"), said
    subprocess.run(["pdftoppm", "-r", "150", "-png", tmp_path / "result.pdf", tmp_path / "page"], check=True)
    picture = next(tmp_path.glob("page*.png"))
    read = subprocess.run(["zbarimg", "-q", "--raw", picture], capture_output=True, text=True, check=True).stdout.strip()
    cast.path = urllib.parse.urlparse(read).path
    assert re.fullmatch(r"/kiem-tra/(\w{4}-){3}\w{4}", cast.path), read
    for language in ("vi", "en"):
        page = people.somebody(js=False, language=language, width=320)
        page.goto(("/en" if language == "en" else "") + cast.path)
        is_sound(page, language)
        assert page.inner_text("h1") == words("verify_result_holds", language)
        shown = page.inner_text("main")
        assert CHILD in shown and "Nguyễn Thanh Bình" in shown and words("result_released_lead", language) in shown


def test_programs_read_the_same_with_the_evidence(cast, birth, people):
    page = people.somebody()
    # The proof is there once the tree's next head is signed.
    for _ in range(60):
        said = json.loads(page.request.get("/api/v1/papers/results/" + cast.path.split("/")[-1]).text())
        if said["proof"]:
            break
        page.wait_for_timeout(500)
    assert said["state"] == "released" and said["signatures"]["standing"] == "valid", said
    assert len(said["signatures"]["signatures"]) == 2 and said["proof"]["position"] >= 0


@pytest.mark.parametrize("touched", [False, True])
def test_the_file_is_checked_byte_for_byte(cast, birth, people, tmp_path, touched):
    pdf = bytearray(cast.result)
    if touched:
        pdf[len(pdf) // 3] ^= 1
    file = tmp_path / "giay-khai-sinh.pdf"
    file.write_bytes(pdf)
    page = people.somebody()
    page.goto("/kiem-tra")
    page.set_input_files("#f-file", file)
    with page.expect_navigation():
        page.locator("main form button").click()
    is_sound(page, "vi")
    assert page.inner_text("h1") == words("verify_invalid" if touched else "verify_valid")
    assert bool(page.locator(f'main a[href$="{cast.path}"]').count()) != touched


def test_pyhanko_takes_every_signature_and_the_last_covers_all(cast, birth, city, tmp_path):
    file = tmp_path / "giay-khai-sinh.pdf"
    file.write_bytes(cast.result)
    root = city.trust / "root.crt"
    if not root.exists():
        pytest.skip("this city's folder of trust lies elsewhere")
    said = subprocess.run(
        [sys.executable, ROOT / "Tests/interop/pades.py", file, root], capture_output=True, text=True, check=True).stdout
    verdicts = [json.loads(line) for line in said.splitlines()]
    assert [verdict["bottom_line"] for verdict in verdicts] == [True, True], said
    assert verdicts[-1]["coverage"] == "ENTIRE_FILE" and all(verdict["stamped"] for verdict in verdicts), said


def test_what_another_program_packs_is_read_and_named(cast, birth, people, tmp_path):
    plain, packed = tmp_path / "ban-in.pdf", tmp_path / "nen.pdf"
    plain.write_bytes(cast.result)
    subprocess.run(["qpdf", "--object-streams=generate", plain, packed], check=True)
    page = people.somebody()
    page.goto("/kiem-tra")
    page.set_input_files("#f-file", packed)
    with page.expect_navigation():
        page.locator("main form button").click()
    is_sound(page, "vi")
    # Written anew by another program, no byte is where it was signed: read, and named for what it is.
    assert page.inner_text("h1") == words("verify_invalid")
    assert page.locator("main h2").count() == 2, "both signatures are read all the same"


def test_corrected_and_replaced_by_the_result_of_another_dossier(cast, birth, people):
    chutich = case(cast.account("chutich"), birth)
    with chutich.expect_navigation():
        chutich.locator('a[href*="/sua-ket-qua"]').click()
    is_sound(chutich, "vi")
    with chutich.expect_navigation():
        chutich.locator("button.button[name=lam][value=sua]").click()
    is_sound(chutich, "vi", is_error=True)
    assert words("officer_correct_reason_missing") in chutich.inner_text(".error-summary")
    name = next(box for box in chutich.locator("form input[type=text]").all() if box.input_value() == CHILD)
    name.fill(RIGHT)
    chutich.fill("#f-ly-do", "Ghi thiếu dấu trong tên của bé.")
    sent(chutich, chutich.locator("button.button[name=lam][value=sua]"))
    is_sound(chutich, "vi")
    assert words("officer_done_sua_ket_qua") in chutich.inner_text("main")

    me = cast.account("me")
    own(me, birth)
    assert words("event_corrected") in me.inner_text("ol.timeline")
    assert "Ghi thiếu dấu trong tên của bé." in me.inner_text("main")
    quay = case(cast.account("quay"), birth, "counter")
    link = quay.locator(f'a[href*="/can-bo/ho-so/"]:not([href*="{birth}"])').first
    cast.right = re.search(r"/ho-so/(\d+)", link.get_attribute("href")).group(1)
    accept(cast.account("quay"), cast.right)
    hotich = cast.account("hotich")
    press(case(hotich, cast.right), "ready")
    # It was filed at the desk: who corrects has read the draft, and nobody is asked to confirm it.
    for action in ("enter", "submit"):
        press(case_with(hotich, cast.right, action), action)
    press(case_with(cast.account("chutich"), cast.right, "sign"), "sign")
    press(case(cast.account("vanthu"), cast.right), "release")

    page = people.somebody(js=False)
    page.goto(cast.path)
    is_sound(page, "vi")
    assert page.inner_text("h1") == words("result_replaced")
    assert "Ghi thiếu dấu trong tên của bé." in page.inner_text("main")
    with page.expect_navigation():
        page.locator('main .notice a[href*="/kiem-tra/"]').click()
    assert page.inner_text("h1") == words("verify_result_holds") and RIGHT in page.inner_text("main")
    cast.path = urllib.parse.urlparse(page.url).path


def test_taken_back_with_a_reason_everybody_can_read_it(cast, birth, people):
    chutich = case(cast.account("chutich"), cast.right)
    form = chutich.locator('form[action$="/thu-hoi-ket-qua"]')
    chutich.locator("#f-thu-hoi-ket-qua details > summary").click()
    with chutich.expect_navigation():
        form.locator("button").click()
    is_sound(chutich, "vi", is_error=True)
    chutich.locator("#f-thu-hoi-ket-qua details > summary").click()
    chutich.locator('form[action$="/thu-hoi-ket-qua"] textarea').fill("Ghi sai giới tính của bé.")
    sent(chutich, chutich.locator('form[action$="/thu-hoi-ket-qua"] button'))
    page = people.somebody(js=False)
    page.goto(cast.path)
    is_sound(page, "vi")
    assert page.inner_text("h1") == words("result_revoked")
    assert "Ghi sai giới tính của bé." in page.inner_text("main")
    me = cast.account("me")
    own(me, cast.right)
    assert words("result_revoked") in me.inner_text("main")
    assert words("event_resultRevoked") in me.inner_text("ol.timeline")


def test_a_code_nobody_gave_is_said_so(people):
    page = people.somebody()
    page.goto("/kiem-tra/0000-0000-0000-0000")
    is_sound(page, "vi", is_error=True)
    assert words("verify_no_code") in page.inner_text("main")
