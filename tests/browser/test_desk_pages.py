"""Every page of the desk, wide and narrow, as each role sees it: it opens, nothing complains, axe finds nothing grave."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, PageOpener
from tests.browser.watched import check_accessibility

LogIn = Callable[[Page, str], None]
SIZES = pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
# The heading of each page by its address.
PAGES = {
    "penelaah": {
        "/overview": "Selamat bekerja, Putri Penelaah",
        "/lists": "Daftar pengesahan",
        "/rounds": "Penyaluran",
        "/households": "Data penerima",
        "/assignments": "Penugasan kunjungan",
        "/imports": "Impor data penduduk",
    },
    "auditor": {
        "/overview": "Selamat bekerja, Aulia Auditor",
        "/users": "Pengguna",
        "/record": "Jejak audit",
        "/record/looks": "Log akses",
    },
    "kelurahan": {"/overview": "Selamat bekerja, Kartika Lurah", "/rounds": "Penyaluran"},
    "admin": {"/overview": "Selamat bekerja, Adi Administrator", "/users": "Pengguna"},
}
WITH_ROWS = ("/lists", "/rounds", "/households", "/users")


@SIZES
@pytest.mark.parametrize("username", PAGES)
def test_every_page_opens_and_can_be_used_by_everybody(
    open_page: PageOpener, log_in: LogIn, username: str, size: tuple[int, int]
) -> None:
    page = open_page("/console/account", size=size)
    log_in(page, username)

    for address, heading in PAGES[username].items():
        page.goto(f"/console{address}")
        expect(page.get_by_role("heading", name=heading, exact=True, level=1)).to_be_visible()
        expect(page.locator("[aria-busy=true]")).to_have_count(0)
        check_accessibility(page)
        fits = page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        assert fits, f"{address} is wider than the screen"
        if address in WITH_ROWS:
            page.get_by_role("table").get_by_role("link").first.click()
            page.wait_for_url(f"**{address}/*")
            expect(page.locator("[aria-busy=true]")).to_have_count(0)
            check_accessibility(page)


def test_a_nik_in_clear_asks_for_a_reason_which_the_auditor_reads(open_page: PageOpener, log_in: LogIn) -> None:
    reason = "Dicocokkan dengan kartu keluarga asli."
    page = open_page("/console/households")
    log_in(page, "penelaah")
    page.get_by_role("table").get_by_role("link").first.click()
    page.get_by_role("button", name="Tampilkan NIK").first.click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("dicatat dalam log akses")
    expect(dialog.get_by_role("button", name="Catat dan tampilkan")).to_have_attribute("aria-disabled", "true")

    dialog.get_by_label("Alasan").fill(reason)
    dialog.get_by_role("button", name="Catat dan tampilkan").click()

    expect(page.locator("code").filter(has_text="3")).not_to_contain_text("*")
    auditor = open_page("/console/record/looks?action=nik.unmasked")
    log_in(auditor, "auditor")
    expect(auditor.get_by_role("row").nth(1)).to_contain_text(reason)
    expect(auditor.get_by_role("row").nth(1)).to_contain_text("Putri Penelaah")


def test_a_visit_is_assigned_to_a_verifier_and_withdrawn(open_page: PageOpener, log_in: LogIn) -> None:
    page = open_page("/console/households")
    log_in(page, "penelaah")
    page.get_by_role("table").get_by_role("link").nth(2).click()
    address = page.get_by_role("heading", level=1).inner_text()
    page.get_by_role("button", name="Tugaskan kunjungan").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Verifikator lapangan").select_option(label="Vera Verifikator (verifikator)")
    dialog.get_by_label("Instrumen").select_option(index=1)
    dialog.get_by_role("button", name="Kirim penugasan").click()
    expect(page.get_by_text("Penugasan dikirim.")).to_be_visible()

    page.goto("/console/assignments?status=open")
    page.get_by_role("button", name=f"Tarik {address}").last.click()
    page.get_by_role("dialog").get_by_role("button", name="Tarik").click()

    expect(page.get_by_text("Penugasan ditarik.")).to_be_visible()
