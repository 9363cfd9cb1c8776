"""Measure the first load of both pages on an emulated slow 3G line, and how they open the second time without a network.

    .venv/bin/python script/bench/pages.py http://127.0.0.1:8000

The product must be running there (`script/run`). Slow 3G is what Chromium's own tools mean by it: 400 kbit/s down and up,
400 ms more for each round trip; the processor is slowed four times, as on a cheap phone. Usable is when the login form
can be typed into. Bars of the field app: 5 s, and 120 KB of compressed JavaScript.
"""

import argparse
import time
from collections import Counter
from dataclasses import dataclass, field

from playwright.sync_api import Browser, Page, Response, sync_playwright

BITS_PER_SECOND = 400_000
ROUND_TRIP_MILLISECONDS = 400
SLOWER_PROCESSOR = 4
BAR_SECONDS = 5.0


@dataclass
class Load:
    """Seconds until the form could be typed into, and the bytes that came over the line by kind of file."""

    seconds: float = 0.0
    received: Counter[str] = field(default_factory=Counter)


def first_load(browser: Browser, address: str) -> Load:
    """Open a page with nothing kept from before, on the slow line."""
    page = browser.new_context(viewport={"width": 360, "height": 740}).new_page()
    load = Load()
    page.on("response", lambda response: load.received.update({response.request.resource_type: _size(response)}))
    slow_down(page)
    load.seconds = seconds_until_usable(page, address)
    page.context.close()
    return load


def load_without_network(browser: Browser, address: str) -> float:
    """Open a page once, wait for its service worker, cut the network, open it again."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(address)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_timeout(2000)
    context.set_offline(offline=True)
    seconds = seconds_until_usable(page, address)
    context.close()
    return seconds


def slow_down(page: Page) -> None:
    tools = page.context.new_cdp_session(page)
    tools.send("Network.enable")
    line = {"downloadThroughput": BITS_PER_SECOND / 8, "uploadThroughput": BITS_PER_SECOND / 8}
    tools.send("Network.emulateNetworkConditions", {"offline": False, "latency": ROUND_TRIP_MILLISECONDS, **line})
    tools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER_PROCESSOR})


def seconds_until_usable(page: Page, address: str) -> float:
    began = time.monotonic()
    page.goto(address, wait_until="commit")
    page.get_by_label("Nama pengguna").fill("verifikator", timeout=60_000)
    return time.monotonic() - began


def _size(response: Response) -> int:
    """Bytes of the body as it came, compressed."""
    return response.request.sizes()["responseBodySize"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("address", help="where the product runs, such as http://127.0.0.1:8000")
    address = parser.parse_args().address.rstrip("/")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for path in ("/field/login", "/console/login"):
            load = first_load(browser, address + path)
            received = ", ".join(f"{kind} {count / 1000:.1f} KB" for kind, count in load.received.most_common())
            print(
                f"{path:16} usable after {load.seconds:.1f} s on slow 3G (bar {BAR_SECONDS:.0f} s, field)   {received}"
            )
        print(
            f"{'/field/login':16} usable after {load_without_network(browser, address + '/field/login'):.1f} s offline"
        )
        browser.close()


if __name__ == "__main__":
    main()
