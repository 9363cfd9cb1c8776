"""How a page ends on a cheap phone: the system takes it away in the middle, without a word to it."""

import os
import signal

from playwright.sync_api import Page


def kill(page: Page) -> None:
    """Kill the processes of all pages, as a phone does that needs the memory; the browser itself lives on."""
    browser = page.context.browser
    assert browser is not None
    processes = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    with page.expect_event("crash"):
        for process in processes:
            if process["type"] == "renderer":
                os.kill(int(process["id"]), signal.SIGKILL)
