"""What every page owes: rules of WCAG, one heading, a title, no sideways scrolling, a keyboard's path."""

import re
import unicodedata

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# Named one by one: axe leaves out `target-size` unless its tag is asked for.
RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "resultTypes": ["violations"],
}
RAW_KEY = re.compile(r"\b[a-z]+(?:\.[a-z_]+){2,}\b|\b[A-Z]{2,}(?:_[A-Z]{2,})+\b|\{\{|\}\}|\bt\.[a-z_]+\b")
HEADERS = {
    "x-content-type-options": "nosniff", "x-frame-options": "DENY", "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
}
_axe = Axe()


def axe(page: Page) -> None:
    found = _axe.run(page, options=RULES).response["violations"] if runs_scripts(page) else axe_beside(page)
    assert not found, "\n".join(
        f"{page.url}: {rule['id']} ({rule['help']})\n" + "\n".join(
            f"    {node['html'][:200]}\n      {node['failureSummary']}" for node in rule["nodes"][:4])
        for rule in found)


def runs_scripts(page: Page) -> bool:
    return not getattr(page.context, "without_script", False)


def axe_beside(page: Page) -> list[dict]:
    """axe is a script: where none runs, the same HTML is shown to it in a window where scripts do."""
    html = page.content()
    context = page.context.browser.new_context(viewport=page.viewport_size)
    twin = context.new_page()
    twin.route(page.url, lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
    twin.goto(page.url)
    found = _axe.run(twin, options=RULES).response["violations"]
    context.close()
    return found


def reflow(page: Page) -> None:
    """No sideways scrolling (WCAG 1.4.10); what is wider scrolls in a region of its own."""
    wide, narrow = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    if wide > narrow:
        culprits = page.evaluate("""w => [...document.body.querySelectorAll('*')]
            .filter(e => e.getBoundingClientRect().right > w + 1 && !e.closest('.scroll'))
            .slice(0, 5).map(e => e.outerHTML.slice(0, 160))""", narrow)
        raise AssertionError(f"{page.url} is {wide} px wide on a screen of {narrow}:\n" + "\n".join(culprits))


def is_well_made(page: Page, language: str, *, is_error: bool = False) -> None:
    """What axe does not look at (ux 5.6 X2–X4, X7; 5.10 I-3, I-4)."""
    where = page.url
    facts = page.evaluate("""() => ({
        headings: [...document.querySelectorAll('h1')].map(h => h.textContent.trim()),
        levels: [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(h => +h.tagName[1]),
        ids: [...document.querySelectorAll('[id]')].map(e => e.id),
        refs: [...document.querySelectorAll('[aria-describedby],[aria-labelledby],[for],[aria-controls]')].flatMap(e =>
            ['aria-describedby', 'aria-labelledby', 'for', 'aria-controls']
                .flatMap(a => (e.getAttribute(a) || '').split(/\\s+/).filter(Boolean))),
        banned: [...document.querySelectorAll('[placeholder],[required],[style],[onclick],a[href="#"],a[href^="javascript:"]')]
            .map(e => e.outerHTML.slice(0, 120)),
        pictures: [...document.querySelectorAll('img:not([width]),img:not([height]),img:not([alt])')].length,
        lang: document.documentElement.lang, title: document.title, nodes: document.querySelectorAll('*').length,
        text: document.body.innerText,
    })""")
    headings = facts["headings"]
    assert len(headings) == 1 and headings[0], f"{where}: headings {headings}"
    assert facts["lang"] == language, f"{where}: lang {facts['lang']}"
    prefix = {"vi": "Lỗi: ", "en": "Error: "}[language] if is_error else ""
    assert facts["title"].startswith(prefix) and " – " in facts["title"], f"{where}: title {facts['title']!r}"
    assert not facts["title"].startswith((" ", "–")), f"{where}: title {facts['title']!r}"
    twice = {name for name in facts["ids"] if facts["ids"].count(name) > 1}
    assert not twice, f"{where}: ids twice {twice}"
    lost = set(facts["refs"]) - set(facts["ids"])
    assert not lost, f"{where}: references to nothing {lost}"
    assert not facts["banned"], f"{where}: {facts['banned']}"
    assert facts["pictures"] == 0, f"{where}: a picture without size or alt"
    raw = RAW_KEY.findall(facts["text"])
    assert not raw, f"{where}: raw keys {raw}"
    assert unicodedata.is_normalized("NFC", facts["text"]), f"{where}: text is not NFC"
    limit = 4_000 if "/can-bo" in where else 1_500
    assert facts["nodes"] <= limit, f"{where}: {facts['nodes']} nodes"
    jumps = [pair for pair in zip(facts["levels"], facts["levels"][1:]) if pair[1] > pair[0] + 1]
    assert not jumps, f"{where}: heading levels {facts['levels']}"


def is_sound(page: Page, language: str, **state) -> None:
    """All of the above on the page as it stands."""
    is_well_made(page, language, **state)
    reflow(page)
    axe(page)


FOCUSED = """() => {
    const e = document.activeElement;
    if (!e || e === document.body) return null;
    const box = e.getBoundingClientRect(), style = getComputedStyle(e);
    const x = box.x + Math.min(box.width / 2, 200), y = box.y + box.height / 2;
    const top = document.elementFromPoint(x, y);
    if (!e.dataset.seen) e.dataset.seen = String(window.seen = (window.seen || 0) + 1);
    return {
        key: e.dataset.seen, html: e.outerHTML.slice(0, 120), top: box.top + scrollY, height: box.height,
        marked: (parseFloat(style.outlineWidth) >= 2 && style.outlineStyle !== 'none')
            || /\\b([2-9]|\\d\\d)px\\b/.test(style.boxShadow),
        bare: !!top && (top === e || e.contains(top) || top.contains(e) || (e.labels && [...e.labels].includes(top))),
    };
}"""
REACHABLE = """() => {
    const radios = new Set();
    return [...document.querySelectorAll('a[href],button,input,select,textarea,summary,[tabindex="0"]')].filter(e => {
        if (e.disabled || e.tabIndex < 0 || e.type === 'hidden' || !e.checkVisibility({visibilityProperty: true})) return false;
        if (e.closest('details:not([open])') && e.tagName !== 'SUMMARY') return false;
        if (e.type !== 'radio') return true;
        const group = e.form?.id + e.name;
        if (radios.has(group)) return false;
        radios.add(group);
        return true;
    }).length;
}"""


def keyboard_only(page: Page, at_most: int = 60) -> None:
    """Tab reaches every control once, in reading order, visibly, uncovered (ux 5.4 K1–K4)."""
    where = page.url
    page.evaluate("() => { document.activeElement?.blur(); scrollTo(0, 0); }")
    page.keyboard.press("Tab")
    first = page.evaluate("() => document.activeElement?.className")
    assert first == "skip", f"{where}: the first Tab leads to {first!r}, not to the skip link"
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement?.id") == "main", f"{where}: the skip link does not reach main"

    page.goto(where)
    expected, seen, last = page.evaluate(REACHABLE), [], -1000.0
    for _ in range(expected + 10):
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUSED)
        if at is None or at["key"] in seen:
            break
        assert at["marked"], f"{where}: no visible focus on {at['html']}"
        assert at["bare"], f"{where}: covered while it has the focus: {at['html']}"
        if seen:
            assert at["top"] + at["height"] > last - 400, f"{where}: jumps up to {at['html']}"
        seen.append(at["key"])
        last = at["top"]
    assert len(seen) == expected, f"{where}: Tab reached {len(seen)} of {expected} controls"
    assert len(seen) <= at_most, f"{where}: {len(seen)} tabs"
