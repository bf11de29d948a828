"""What a program does at the JSON API, for a test that needs much of something: signs in, files, reads."""

import json
import urllib.error
import urllib.request
import uuid

from city import PASSWORD, City
from desk import BIRTH_NOW
from forms import Answers


def plain(value: object) -> object:
    """An answer as `forms.answer` takes it, as the API does: days as ISO dates, areas as codes, yes and no as such."""
    if isinstance(value, tuple):
        return "{2:04}-{1:02}-{0:02}".format(*value) if len(value) == 3 else value[1]
    if value in ("yes", "no"):
        return value == "yes"
    return int(value) if isinstance(value, str) and value.isdigit() and not value.startswith("0") else value


class Program:
    """Somebody's program, signed in with a session of its own."""

    def __init__(self, city: City, login: str):
        self.root = city.address + "/api/v1"
        self.token = ""
        self.token = self.call("POST", "/sessions", {"login": login, "password": PASSWORD})["token"]

    def call(self, method: str, path: str, body: dict | None = None, **headers: str):
        headers["Content-Type"] = "application/json"
        if self.token:
            headers["Authorization"] = "Bearer " + self.token
        request = urllib.request.Request(
            self.root + path, None if body is None else json.dumps(body).encode(), method=method,
            headers={name.replace("_", "-"): value for name, value in headers.items()})
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.loads(answer.read() or b"null")
        except urllib.error.HTTPError as error:
            raise AssertionError(f"{method} {path}: {error.code} {error.read().decode()[:800]}") from error

    def lodge(self, procedure: str, answers: Answers, papers: tuple[str, ...] = ()) -> dict:
        """Files a dossier of one's own; papers are those one gave before."""
        draft = self.call("POST", "/drafts", {"procedure": procedure})
        said = {name: plain(value) for name, value in answers.items()}
        self.call("PUT", f"/drafts/{draft['id']}", {"answers": said}, If_Match=f'"{draft["revision"]}"')
        used = []
        for document in papers:
            offered = self.call("GET", f"/papers?draft={draft['id']}&document={document}")["items"]
            used.append(self.call(
                "POST", f"/drafts/{draft['id']}/papers", {"document": document, "paper": offered[0]["id"]}))
        return self.call(
            "POST", "/dossiers", {"procedure": procedure, "answers": said, "papers": used, "draft": draft["id"]},
            Idempotency_Key=uuid.uuid4().hex)

    def lodge_birth(self) -> dict:
        """By somebody who gave a birth notice before, as `me` of the demonstration did."""
        return self.lodge("1.001193", BIRTH_NOW, ("birth_notice",))

    def rows(self, kind: str) -> list[dict]:
        """A worklist to its end."""
        page = self.call("GET", f"/worklists/{kind}?limit=200")
        rows = page["rows"]
        while page["next"]:
            page = self.call("GET", f"/worklists/{kind}?limit=200&after={page['next']}")
            rows += page["rows"]
        return rows
