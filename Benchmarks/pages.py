"""How fast a page is there on a poor line: first and largest paint, blocked time, shifts, under the two lines and the slow
processor of ux 5.0. Figures for people to read; no test passes or fails by them.

    ./motcua demo &
    .venv/bin/python Benchmarks/pages.py http://127.0.0.1:8080
"""

import statistics
import sys

from playwright.sync_api import sync_playwright

# kbit/s down and up, ms of delay.
LINES = {"4G, weak": (1_600, 750, 150), "3G, slow": (400, 400, 400)}
PROCESSOR = 4
RUNS = 5
PAGES = {"home": "/", "service": "/dich-vu/1.001193", "question": None, "public board": "/so-lieu"}
WATCH = """() => {
    window.seen = {lcp: 0, tbt: 0, cls: 0};
    const watch = (type, each) => new PerformanceObserver(list => list.getEntries().forEach(each)).observe({type, buffered: true});
    watch('largest-contentful-paint', one => { seen.lcp = one.startTime; });
    watch('longtask', one => { seen.tbt += Math.max(0, one.duration - 50); });
    watch('layout-shift', one => { seen.cls += one.value; });
}"""
READ = """() => ({...seen, fcp: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0,
    ready: performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd})"""


def measured(browser, address: str, path: str, line: tuple[int, int, int]) -> dict[str, float]:
    """One first view, with an empty cache."""
    context = browser.new_context(base_url=address, viewport={"width": 360, "height": 640})
    page = context.new_page()
    if path is None:
        # A question of a draft that was begun a moment ago, opened by somebody whose cache is empty.
        page.goto("/dich-vu/1.001193")
        page.click('form[action$="/bat-dau"] button')
        path = page.url.removeprefix(address)
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.clearBrowserCache")
    down, up, delay = line
    session.send("Network.emulateNetworkConditions", {
        "offline": False, "latency": delay, "downloadThroughput": down * 125, "uploadThroughput": up * 125})
    session.send("Emulation.setCPUThrottlingRate", {"rate": PROCESSOR})
    page.add_init_script(f"({WATCH})()")
    page.goto(path, wait_until="load")
    page.wait_for_timeout(500)
    read = page.evaluate(READ)
    context.close()
    return read


def main(address: str) -> None:
    print(f"| Line | Page | First paint s | Largest paint s | Ready s | Blocked ms | Shift |\n|{'---|' * 7}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for name, line in LINES.items():
            for page, path in PAGES.items():
                runs = [measured(browser, address, path, line) for _ in range(RUNS)]
                middle = {key: statistics.median(run[key] for run in runs) for key in runs[0]}
                print(
                    f"| {name} | {page} | {middle['fcp'] / 1000:.2f} | {middle['lcp'] / 1000:.2f} "
                    f"| {middle['ready'] / 1000:.2f} | {middle['tbt']:.0f} | {middle['cls']:.3f} |")


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"))
