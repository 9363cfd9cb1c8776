"""The field app without a network, and when a newer version is put on the server while somebody uses it."""

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
import urllib3
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, PageOpener
from tests.fakes.product import RunningProduct

LogIn = Callable[[Page, str], None]
WORKER = "/field/service-worker.js"
HOP = {"content-length", "transfer-encoding", "connection", "date", "server"}


class NewerVersion:
    """Passes requests on to the product; once `is_out`, the service worker that it brings is another one."""

    def __init__(self, product: RunningProduct, pool: urllib3.PoolManager) -> None:
        self.is_out = False
        front = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self._pass_on("GET")

            def do_POST(self) -> None:
                self._pass_on("POST")

            def _pass_on(self, method: str) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                sent = {
                    name: value
                    for name, value in self.headers.items()
                    if name.lower() in {"authorization", "content-type"}
                }
                answer = pool.request(method, product.address + self.path, headers=sent, body=body or None)
                content = answer.data
                if front.is_out and self.path == WORKER:
                    content += b"\n// a newer version"
                self.send_response(answer.status)
                for name, value in answer.headers.items():
                    if name.lower() not in HOP:
                        self.send_header(name, value)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_: Any) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever)
        self._thread.start()
        self.address = f"http://127.0.0.1:{self._server.server_port}"

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


@pytest.fixture
def front(product: RunningProduct) -> Iterator[NewerVersion]:
    pool = urllib3.PoolManager(maxsize=8, retries=False)
    opened = NewerVersion(product, pool)
    yield opened
    opened.close()
    pool.clear()


def wait_until_kept(page: Page) -> None:
    """Until the service worker has every file and this page is its own."""
    page.evaluate("navigator.serviceWorker.ready.then(() => undefined)")
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")


def test_the_app_opens_without_a_network_on_every_page_and_in_both_languages(
    open_page: PageOpener, log_in: LogIn
) -> None:
    page = open_page("/field/account", size=PHONE)
    log_in(page, "verifikator")
    wait_until_kept(page)

    page.context.set_offline(True)
    page.reload()
    expect(page.get_by_role("heading", name="Akun saya")).to_be_visible()
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", name="My account")).to_be_visible()
    page.goto("/field/no/such/page")

    expect(page.get_by_role("heading", name="There is no such page.")).to_be_visible()


def test_no_answer_of_the_api_is_kept_by_the_service_worker(open_page: PageOpener, log_in: LogIn) -> None:
    page = open_page("/field/account", size=PHONE)
    log_in(page, "verifikator")
    wait_until_kept(page)
    page.reload()

    kept: list[str] = page.evaluate("""async () => {
        const caches_ = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
        return (await Promise.all(caches_.map((cache) => cache.keys()))).flat().map((request) => new URL(request.url).pathname);
    }""")

    assert "/field/" in kept
    assert [path for path in kept if not path.startswith(("/field/", "/assets/", "/settings.json"))] == []


def test_a_newer_version_waits_until_somebody_asks_for_it(open_page: PageOpener, front: NewerVersion) -> None:
    page = open_page("/field/login", size=PHONE, at=front.address)
    wait_until_kept(page)
    expect(page.get_by_text("Versi baru tersedia.")).to_have_count(0)

    front.is_out = True
    page.evaluate("navigator.serviceWorker.ready.then((registration) => registration.update())")
    expect(page.get_by_text("Versi baru tersedia.")).to_be_visible()
    page.get_by_label("Nama pengguna").fill("verifikator")
    page.wait_for_timeout(500)
    expect(page.get_by_label("Nama pengguna")).to_have_value("verifikator")

    with page.expect_navigation():
        page.get_by_role("button", name="Muat versi baru").click()
    expect(page.get_by_role("heading", name="Masuk")).to_be_visible()
    expect(page.get_by_text("Versi baru tersedia.")).to_have_count(0)
