"""The way to a house: the map of its page, with and without a network."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, PageOpener
from tests.browser.watched import check_accessibility

LogIn = Callable[[Page, str], None]
MAP_IS_KEPT = """async () => {
  if (!await caches.has('field-later-2')) return false;
  const names = (await (await caches.open('field-later-2')).keys()).map(each => each.url);
  return names.some(name => name.includes('MapView')) && names.some(name => name.includes('worker'));
}"""


def open_first_house(page: Page, log_in: LogIn) -> None:
    log_in(page, "verifikator")
    expect(page.get_by_text("Terakhir diperbarui")).to_be_visible(timeout=60_000)
    page.get_by_role("link", name="Kunjungan:").first.click()
    expect(page.get_by_role("button", name="Tampilkan peta")).to_be_visible()


def maps_fetched(page: Page) -> int:
    count: int = page.evaluate("performance.getEntriesByType('resource').filter(e => /MapView/.test(e.name)).length")
    return count


def test_the_map_of_a_house_is_drawn_without_a_network(open_page: PageOpener, log_in: LogIn) -> None:
    page = open_page("/field/today", size=PHONE)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function(MAP_IS_KEPT, timeout=60_000)
    open_first_house(page, log_in)
    assert maps_fetched(page) == 0, "the map is loaded only where somebody asks for it"
    page.context.set_offline(True)
    page.reload()

    page.get_by_role("button", name="Tampilkan peta").click()

    expect(page.locator(".map canvas")).to_be_visible()
    expect(page.get_by_role("img", name="Titik rumah yang terdaftar")).to_be_visible()
    expect(page.get_by_role("img", name="Posisi ponsel")).to_be_visible()
    expect(page.get_by_text(" ke arah ")).to_be_visible()
    check_accessibility(page)


def test_a_phone_that_has_never_had_the_map_says_so(open_page: PageOpener, log_in: LogIn) -> None:
    page = open_page("/field/today", size=PHONE)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function(MAP_IS_KEPT, timeout=60_000)
    open_first_house(page, log_in)
    page.evaluate("caches.delete('field-later-2')")
    page.context.new_cdp_session(page).send("Network.clearBrowserCache")
    page.context.set_offline(True)

    page.get_by_role("button", name="Tampilkan peta").click()

    expect(page.get_by_text("Peta belum ada di ponsel ini")).to_be_visible()
    expect(page.get_by_text(" ke arah ")).to_be_visible()
