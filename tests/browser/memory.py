"""What a page costs a phone: the memory that its renderer alone holds, heap, pictures, databases and all."""

from pathlib import Path

from playwright.sync_api import Browser, Page

BUSY = "() => { const end = performance.now() + 400; while (performance.now() < end) Math.sqrt(end); }"
KILOBYTE = 1024
MEGABYTE = 1_000_000
# The page has drawn, read its lists, and tried once to send; a busy machine needs longer, as its memory shows.
SETTLED_MILLISECONDS = 2_000
READINGS = 10


def private_bytes(browser: Browser, page: Page) -> int:
    """Bytes of memory that no other process shares with the renderer of this page (Linux, `smaps_rollup`).

    What the page has dropped and the browser has not collected yet counts too: the phone has to hold it.
    """
    page.wait_for_timeout(SETTLED_MILLISECONDS)
    renderer = _renderer_of(browser, page)
    held = _private_bytes_of(renderer)
    for _ in range(READINGS):
        page.wait_for_timeout(SETTLED_MILLISECONDS)
        before, held = held, _private_bytes_of(renderer)
        if abs(held - before) < MEGABYTE:
            break
    return held


def _private_bytes_of(pid: int) -> int:
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    sizes = {name: value for name, _, value in (line.partition(":") for line in rollup.splitlines())}
    return sum(int(sizes[name].split()[0]) * KILOBYTE for name in ("Private_Clean", "Private_Dirty"))


def _renderer_of(browser: Browser, page: Page) -> int:
    """The process that works when the page works; the protocol does not name it."""
    before = _seconds_by_renderer(browser)
    page.evaluate(BUSY)
    after = _seconds_by_renderer(browser)
    return max(after, key=lambda pid: after[pid] - before.get(pid, 0.0))


def _seconds_by_renderer(browser: Browser) -> dict[int, float]:
    session = browser.new_browser_cdp_session()
    processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
    session.detach()
    return {each["id"]: each["cpuTime"] for each in processes if each["type"] == "renderer"}
