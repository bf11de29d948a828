"""Programs file a bundle and rate a dossier through the API as people do on the pages."""

import uuid

import pytest

from city import PASSWORD
from desk import BORN

API = "/api/v1"
ANSWERS = {
    "rel": "mother", "special": "none", "notice_paper": True, "child.name": "Trần Minh Khuê", "child.sex": "female",
    "child.born_on": BORN.isoformat(), "child.count_in_birth": 1, "born.in_facility": True,
    "born.facility": "Bệnh viện Phụ sản Hà Nội", "mother.name": "Nguyễn Thị Ánh Tuyết",
    "mother.born_on": "1995-03-14", "mother.nationality": "Việt Nam", "mother.ethnicity": "Kinh",
    "mother.residence.area": "00070", "father.name": "Trần Quốc Bảo", "father.born_on": "1993-09-02",
    "father.nationality": "Việt Nam", "father.ethnicity": "Kinh", "father.residence.area": "00070",
    "marriage.registered": True, "marriage.place": "Ủy ban nhân dân xã Ba Vì", "child.surname_after": "father",
    "child.ethnicity_after": "mother", "child.home_place_after": "father", "child.nationality": "vietnamese",
    "office_by": "mother_permanent", "copies": 2, "return_by": "point", "phone": "0912345678",
}


@pytest.fixture(scope="module")
def api(browser, city):
    """Calls as the mother of the tour."""
    context = browser.new_context(base_url=city.address)

    class Caller:
        def __init__(self):
            self.token = None
            self.token = self("post", "/sessions", {"login": "me", "password": PASSWORD}, status=201)["token"]

        def __call__(self, method, path, body=None, *, status=200, **headers):
            if self.token:
                headers["Authorization"] = "Bearer " + self.token
            if body is not None:
                headers["Content-Type"] = "application/json"
            answer = getattr(context.request, method)(API + path, data=body, headers=headers)
            assert answer.status == status, f"{method} {path}: {answer.status} {answer.text()[:600]}"
            return answer.json() if answer.text() else None

    yield Caller()
    context.close()


def notice(api, draft):
    """The birth notice of an earlier application, used again."""
    own = api("get", f"/papers?draft={draft}&document=birth_notice")["items"]
    assert own, "the tour has no birth notice"
    return api("post", f"/drafts/{draft}/papers", {"document": "birth_notice", "paper": own[0]["id"]}, status=201)


def test_a_bundle_is_filed_once_with_a_dossier_for_each_part(api):
    draft = api("post", "/drafts", {"procedure": "1.001193"}, status=201)["id"]
    filing = {"procedure": "1.001193", "answers": ANSWERS, "draft": draft, "papers": [notice(api, draft)]}
    preview = api("post", "/previews", filing)
    assert [one["bundle"] for one in preview["bundles"]] == ["birth"], preview["bundles"]
    assert [part["procedure"] for part in preview["bundles"][0]["parts"]] == ["1.004222", "1.001939"]

    key = {"Idempotency-Key": str(uuid.uuid4())}
    made = api("post", "/bundles/birth/dossiers", filing, status=201, **key)
    assert len(made["parts"]) == 2
    again = api("post", "/bundles/birth/dossiers", filing, status=200, **key)
    assert again["lead"]["dossier"] == made["lead"]["dossier"] and set(again["parts"]) == set(made["parts"])
    together = api("get", f"/dossiers/{made['lead']['dossier']}/bundle")
    assert [one["procedure"] for one in together["items"]] == ["1.001193", "1.004222", "1.001939"]
    assert not together["ended"]
    refused = api(
        "post", "/bundles/nothing/dossiers", filing, status=422, **{"Idempotency-Key": str(uuid.uuid4())})
    assert refused["code"] == "dossier.unknown_procedure"
    # It cannot be rated before it has ended.
    offer = api("get", f"/dossiers/{made['lead']['dossier']}/rating")
    assert offer == {"until": None, "given": None}
    api("put", f"/dossiers/{made['lead']['dossier']}/rating", {"satisfied": True}, status=409)


def test_a_finished_dossier_is_rated_and_the_rating_changed(api):
    mine = api("get", "/dossiers?limit=100")["items"]
    done = [one["dossier"] for one in mine if one["status"]["code"] in (9, 10)]
    offers = {one: api("get", f"/dossiers/{one}/rating") for one in done}
    dossier = next(one for one, offer in offers.items() if offer["until"])
    said = {"satisfied": False, "answers": [{"question": 1, "answer": "poor"}], "words": "Chờ lâu quá"}
    api("put", f"/dossiers/{dossier}/rating", said, status=204)
    assert api("get", f"/dossiers/{dossier}/rating")["given"] == said
    api("put", f"/dossiers/{dossier}/rating", {"satisfied": True}, status=204)
    assert api("get", f"/dossiers/{dossier}/rating")["given"] == {"satisfied": True, "answers": [], "words": ""}
    for wrong in ({}, {"satisfied": True, "answers": [{"question": 10, "answer": "good"}]}):
        api("put", f"/dossiers/{dossier}/rating", wrong, status=400)
    api("post", "/tracking/rating", {"code": "H26", "secret": "AAAAAA", "satisfied": True}, status=404)


def test_the_document_tells_of_them(api):
    paths = api("get", "/openapi.json")["paths"]
    for path, method in (
        ("/bundles/{bundle}/dossiers", "post"), ("/dossiers/{dossier}/bundle", "get"),
        ("/dossiers/{dossier}/rating", "get"), ("/dossiers/{dossier}/rating", "put"), ("/tracking/rating", "post"),
    ):
        found = paths.get(path) or paths.get(API + path)
        assert found and method in found, path
