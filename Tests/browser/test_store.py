"""The store of papers: what was handed in is offered again, put in order, bound for officers, listed and deleted."""

import subprocess

import pytest

from checks import is_sound
from city import PASSWORD, words
from desk import BIRTH_NOW, case, send
from forms import answer_pages, begin, go_on, page_name, photograph

EN = {"vi": "", "en": "/en"}


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("width", [320, 1280])
def test_my_papers_say_where_each_was_used_and_what_holds_it(people, language, width):
    page = people.account("bo", language=language, width=width)
    page.goto(EN[language] + "/ho-so")
    with page.expect_navigation():
        page.locator("nav.nav a", has_text=words("nav_papers", language)).click()
    is_sound(page, language)
    shown = page.inner_text("main")
    assert page.inner_text("h1") == words("store_title", language)
    assert words("store_held_open", language) in shown
    assert page.locator("main .rows h3 a").count() >= 4
    link = page.locator("main .rows h3 a").first
    assert page.request.get(link.get_attribute("href")).status == 200


def test_papers_of_a_firm_are_the_firms(people):
    page = people.account("cty", js=False)
    page.goto("/giay-to")
    own = {link.get_attribute("href") for link in page.locator("main .rows h3 a").all()}
    page.goto("/tai-khoan")
    firm = page.locator("#f-principal option").nth(1)
    name = firm.inner_text()
    page.select_option("#f-principal", index=1)
    with page.expect_navigation():
        page.locator('form[action$="/thay-mat"] button').click()
    page.goto("/giay-to")
    assert page.inner_text("h1") == words("store_title_for", name=name)
    firms = {link.get_attribute("href") for link in page.locator("main .rows h3 a").all()}
    assert firms and not firms & own


def test_what_nothing_holds_is_deleted_after_a_question(people):
    page = people.account("bo", js=False)
    page.goto("/giay-to")
    free = page.locator('main a[href$="/xoa"]')
    before = free.count()
    assert before >= 2, "the papers of the permit taken back are free"
    with page.expect_navigation():
        free.first.click()
    is_sound(page, "vi")
    with page.expect_navigation():
        page.locator("main .button-danger").click()
    assert words("store_deleted") in page.inner_text("main")
    assert page.locator('main a[href$="/xoa"]').count() == before - 1


def test_nobody_deletes_or_reads_what_is_anothers(people):
    page = people.account("bo", js=False)
    page.goto("/giay-to")
    path = page.locator('main a[href$="/xoa"]').first.get_attribute("href")
    other = people.account("me", js=False)
    assert other.goto(path).status == 404
    assert other.request.get(path.removesuffix("/xoa")).status == 404


def test_a_paper_is_used_again_put_in_order_and_bound(people):
    page = people.account("bo", js=False)
    begin(page, "1.001193")
    answer_pages(page, BIRTH_NOW)
    assert page_name(page) == "giay-to" and words("papers_offer_title") in page.inner_text("main")
    is_sound(page, "vi")
    offers = page.locator("button[name=_reuse]").count()
    offered = page.locator("ul.offers a").first.inner_text()
    with page.expect_navigation():
        page.locator("button[name=_reuse]").first.click()
    assert page.locator("button[name=_reuse]").count() == offers - 1, "what is used already is offered again"
    page.set_input_files("input[type=file][name=birth_notice]", [photograph(page)])
    with page.expect_navigation():
        page.click("main form .actions button[name=_upload]")
    names = page.locator("ul.papers a").all_inner_texts()
    assert names == [offered, "to-hai.jpg"]
    with page.expect_navigation():
        page.locator("button[name=_down]").first.click()
    assert page.locator("ul.papers a").all_inner_texts() == names[::-1]
    is_sound(page, "vi")
    go_on(page)
    receipt = send(page)

    desk = case(people.account("quay", js=False), receipt.dossier)
    bound = desk.locator("a", has_text=words("officer_bound"))
    answer = desk.request.get(bound.get_attribute("href"))
    assert answer.status == 200 and answer.headers["content-type"] == "application/pdf"
    about = subprocess.run(["pdfinfo", "-"], input=answer.body(), capture_output=True, check=True).stdout
    assert b"Pages:           2" in about


def test_programs_list_use_again_and_delete_papers(people):
    """The same through the API."""
    api = people.somebody(js=False).request
    signed = api.post("/api/v1/sessions", data={"login": "bo", "password": PASSWORD})
    head = {"Authorization": f"Bearer {signed.json()['token']}"}
    papers = api.get("/api/v1/papers", headers=head).json()["items"]
    assert any(paper["held"] for paper in papers) and any(not paper["held"] for paper in papers)

    draft = api.post("/api/v1/drafts", headers=head, data={"procedure": "1.001193"}).json()["id"]
    asked = f"/api/v1/papers?draft={draft}&document=birth_notice"
    offered = api.get(asked, headers=head).json()["items"]
    body = {"document": "birth_notice", "paper": offered[0]["id"]}
    used = api.post(f"/api/v1/drafts/{draft}/papers", headers=head, data=body)
    assert used.status == 201 and used.json()["document"] == "birth_notice"
    assert used.json()["upload"] != offered[0]["id"], "it is moved and not used again"
    assert offered[0]["sha256"] not in [paper["sha256"] for paper in api.get(asked, headers=head).json()["items"]]

    held = next(paper for paper in papers if paper["held"])
    refused = api.delete(f"/api/v1/papers/{held['id']}", headers=head)
    assert refused.status == 409 and refused.json()["code"] == "papers.held"
    free = next(paper for paper in papers if not paper["held"])
    assert api.delete(f"/api/v1/papers/{free['id']}", headers=head).status == 204
    left = api.get("/api/v1/papers", headers=head).json()["items"]
    assert free["id"] not in [paper["id"] for paper in left]
