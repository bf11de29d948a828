"""No page offers anybody a link that does not open for them: every role's pages are walked, in both languages."""

import re
import time
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest

from test_access import OFFICERS

PEOPLE = [None, "me", "bo", "cty", "phoct", *OFFICERS]
# Rows of one list lead to pages of one kind: so many of each kind are opened, and so many pages in all.
OF_A_KIND, AT_MOST = 8, 500


def kind(address: str) -> str:
    """`/can-bo/ho-so/42?muc-dich=handling` as `/can-bo/ho-so/0?muc-dich=handling`: numbers do not make a kind, nor
    what a list is narrowed to and ordered by, nor how a paper is turned and enlarged."""
    path, _, query = address.partition("?")
    parts = [part for part in query.split("&") if not part.startswith(("sx=", "tt=", "han=", "trang=", "phong=", "xoay="))]
    keys = sorted({part if part.startswith(("muc-dich=", "ds=")) else part.split("=")[0] for part in parts})
    return re.sub(r"\d+", "0", path) + "?" + "&".join(keys)


def links(address: str, html: str) -> set[str]:
    found = set()
    for raw in re.findall(r'<(?:a|link|img|script)\b[^>]*?\b(?:href|src)="([^"]*)"', html):
        parts = urlsplit(urljoin(address, unescape(raw)))
        if parts.scheme in ("http", "https") and parts.netloc == urlsplit(address).netloc:
            found.add(parts._replace(fragment="").geturl())
    return found


def asked(page, address: str):
    """One answer without its redirects. Past the door's limit of requests a minute, the next minute is waited for."""
    for _ in range(4):
        answer = page.request.get(address, max_redirects=0)
        if answer.status != 429:
            break
        time.sleep(61 - time.time() % 60)
    return answer


@pytest.mark.parametrize("login", PEOPLE)
def test_every_link_opens(people, login):
    page = people.account(login) if login else people.somebody()
    home = people.city.address
    waiting = [(home + path, "the beginning") for path in ("/", "/en", *(["/can-bo", "/en/can-bo"] if login in OFFICERS else []))]
    seen, kinds, shut = {address for address, _ in waiting}, {}, []
    for count in range(AT_MOST):
        if not waiting:
            break
        address, where = waiting.pop(0)
        answer = asked(page, address)
        if answer.status not in (200, 303):
            shut.append(f"{answer.status} {address.removeprefix(home)} on {where.removeprefix(home)}")
            continue
        if answer.status == 303:
            onward = {urljoin(address, answer.headers["location"])}
        elif "text/html" in answer.headers["content-type"]:
            onward = links(address, answer.text())
        else:
            continue
        for link in sorted(onward - seen):
            seen.add(link)
            name = kind(link.removeprefix(home))
            kinds[name] = kinds.get(name, 0) + 1
            if kinds[name] <= OF_A_KIND:
                waiting.append((link, address))
    assert count >= 20, f"only {count} pages were found"
    assert not waiting, f"more than {AT_MOST} pages: {len(waiting)} left"
    assert not shut, "\n".join(shut)
