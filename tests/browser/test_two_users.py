"""Two people share one phone: neither sees, sends or loses the work of the other."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, PageOpener
from tests.browser.phone_store import lay_visits, stores_of
from tests.fakes.product import RunningProduct

LogIn = Callable[[Page, str], None]


def test_the_second_user_of_a_phone_sees_and_sends_nothing_of_the_first(
    open_page: PageOpener, log_in: LogIn, product: RunningProduct
) -> None:
    ids = dict(product.rows("SELECT username, id::text FROM users WHERE username IN ('verifikator', 'tetangga')"))
    page = open_page("/field/", size=PHONE)
    log_in(page, "verifikator")
    expect(page.get_by_text("Terakhir diperbarui")).to_be_visible(timeout=60_000)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.context.set_offline(True)
    (visit,) = lay_visits(page, ids["verifikator"], 1)
    address = stores_of(page)[ids["verifikator"]]["bundles"][0]["label"]

    page.goto("/field/account")
    page.get_by_role("button", name="Keluar").click()
    expect(page.get_by_role("heading", name="Masuk")).to_be_visible()
    page.context.set_offline(False)
    log_in(page, "tetangga")
    for place in ("today", "sending", f"sending/{visit.visit_id}", "transfer"):
        page.goto(f"/field/{place}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        page.wait_for_load_state("networkidle")
        expect(page.get_by_text(address)).to_have_count(0)
    page.goto("/field/sending")
    expect(page.get_by_text("Semua sudah terkirim.")).to_be_visible()
    assert product.rows("SELECT 1 FROM visits WHERE id = %s", visit.visit_id) == []
    stores = stores_of(page)
    assert stores[ids["tetangga"]]["bundles"] == []
    assert [bundle["id"] for bundle in stores[ids["verifikator"]]["bundles"]] == [visit.visit_id]

    page.goto("/field/account")
    page.get_by_role("button", name="Keluar").click()
    log_in(page, "verifikator")
    page.goto("/field/sending")

    expect(page.get_by_text("Semua sudah terkirim.")).to_be_visible(timeout=30_000)
    expect(page.get_by_text(address)).to_be_visible()
    assert product.rows("SELECT verifier_id::text FROM visits WHERE id = %s", visit.visit_id) == [(ids["verifikator"],)]
