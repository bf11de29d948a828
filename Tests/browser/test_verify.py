"""A signed paper is dropped on a public page, which says whether it is what it seems."""

import pytest

from checks import is_sound
from city import words


@pytest.fixture
def unsigned(tmp_path):
    path = tmp_path / "giay.pdf"
    path.write_bytes(b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\nstartxref\n9\n%%EOF\n")
    return path


@pytest.mark.parametrize("js", [True, False])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_is_no_paper_of_the_city_is_refused_with_its_reason(people, unsigned, js, language):
    page = people.somebody(js=js, language=language, width=320)
    page.goto(("/en" if language == "en" else "") + "/kiem-tra")
    is_sound(page, language)
    page.set_input_files("#f-file", unsigned)
    with page.expect_navigation():
        page.locator("main form button").click()
    assert words("verify_invalid", language) in page.inner_text("h1")
    assert words("verify_invalid_lead", language) in page.inner_text("main")
    is_sound(page, language)


def test_nothing_chosen_is_an_error_at_the_field(people):
    page = people.somebody()
    page.goto("/kiem-tra")
    with page.expect_navigation():
        page.locator("main form button").click()
    assert words("verify_missing") in page.inner_text("main")
    is_sound(page, "vi")
