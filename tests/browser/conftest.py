"""A real Chromium before one running product with the invented district, and the pages as they are built."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

from field_api.demo.logins import LOGINS
from field_api.pages import DIST
from tests.browser.watched import watched
from tests.fakes.prepared import with_demo
from tests.fakes.product import RunningProduct

# The machine is shared: a page may be slow without being wrong.
expect.set_options(timeout=20_000)

# Chromium without a window, a fifth quicker than the one with.
CHROMIUM = "/usr/bin/chromium-headless-shell"
PHONE, DESK = (360, 740), (1440, 900)
# `permissions` takes away what it does not name.
PERMISSIONS = ["geolocation", "camera", "background-sync"]
# In the middle of the invented district; without a position a browser searches until it gives up.
HERE = {"latitude": -7.835, "longitude": 114.40, "accuracy": 12}
PASSWORDS = {login.username: login.password for login in LOGINS}

PageOpener = Callable[..., Page]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--pictures", metavar="FOLDER", help="keep a picture of every main screen (script/pictures)")


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory, shared_by_run: Path) -> Iterator[RunningProduct]:
    """One product for all tests in the browser, with the data of the demo."""
    assert (DIST / "field" / "index.html").is_file(), "the pages are not built: script/prepare.py builds them"
    with RunningProduct(tmp_path_factory.mktemp("pages"), start=with_demo(shared_by_run)) as running:
        yield running


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    """For one module at a time: its event loop stands in the way of tests that start one of their own."""
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    arguments = ["--no-sandbox", "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]
    launched = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
    yield launched
    launched.close()


@pytest.fixture
def open_page(browser: Browser, product: RunningProduct) -> Iterator[PageOpener]:
    """`open_page("/field/", size=PHONE)`: a page in a fresh profile, watched until the end of the test."""
    with ExitStack() as closing:

        def open_one(address: str, *, size: tuple[int, int] = DESK, at: str = "", **more: Any) -> Page:
            origin = at or product.address
            context = browser.new_context(
                base_url=origin,
                viewport={"width": size[0], "height": size[1]},
                locale="id-ID",
                timezone_id="Asia/Jakarta",
                **{"permissions": PERMISSIONS, "geolocation": HERE, **more},
            )
            closing.enter_context(watched(context, origin))
            page = context.new_page()
            page.set_default_timeout(15_000)
            page.goto(address)
            return page

        yield open_one


@pytest.fixture
def log_in() -> Callable[[Page, str], None]:
    """`log_in(page, "verifikator")`: fill in and send the form of login that the page shows."""

    def fill_in(page: Page, username: str) -> None:
        page.get_by_label("Nama pengguna").fill(username)
        page.get_by_role("textbox", name="Kata sandi").fill(PASSWORDS[username])
        page.get_by_role("button", name="Masuk").click()
        page.wait_for_url(lambda url: "/login" not in url)

    return fill_in
