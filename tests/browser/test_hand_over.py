"""An officer at the door: the card is compared, the package handed over or not, and the totals of the RW follow."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PHONE, PageOpener
from tests.browser.watched import check_accessibility
from tests.fakes.product import RunningProduct

LogIn = Callable[[Page, str], None]
AT_THE_DOOR = {"latitude": -7.8, "longitude": 114.38, "accuracy": 6}


@pytest.fixture
def officer(open_page: PageOpener, log_in: LogIn) -> Page:
    """The phone of the RW officer with the open round on it."""
    page = open_page("/field/handover", size=PHONE, geolocation=AT_THE_DOOR)
    log_in(page, "ketua-rw")
    expect(page.get_by_role("heading", name="Penerima")).to_be_visible()
    return page


def test_a_package_is_handed_over_to_a_family_member(officer: Page, product: RunningProduct, shared_data: Path) -> None:
    name = first_not_delivered(officer)
    allocation = open_package(officer, name)
    officer.get_by_role("button", name="Serahkan paket").dblclick()
    check_accessibility(officer)
    officer.get_by_role("button", name="Simpan dan kirim").click()
    expect(officer.get_by_text("Belum lengkap:")).to_be_visible()
    check_accessibility(officer)

    card = last_digits(product, allocation)
    digits = officer.get_by_label("Empat angka terakhir di kartu")
    expect(officer.get_by_text(card)).to_have_count(0)
    digits.fill("0000" if card != "0000" else "1111")
    expect(officer.get_by_text("Tidak cocok dengan daftar")).to_be_visible()
    digits.fill(card)
    expect(officer.get_by_text("Cocok dengan daftar", exact=True)).to_be_visible()
    officer.get_by_label("Anggota keluarga").check()
    officer.get_by_label("Nama yang menerima").fill("Siti Aminah")
    officer.get_by_label("Ambil foto").set_input_files(shared_data / "photos" / "original" / "HTC_Desire.jpg")
    expect(officer.get_by_role("img", name="Foto 1")).to_be_visible()
    expect(officer.get_by_text("Posisi tersimpan")).to_be_visible()
    # No moment of peace: the page goes with the last stroke.
    officer.get_by_label("Hubungan dengan penerima").fill("anak")
    officer.reload()
    expect(officer.get_by_label("Nama yang menerima")).to_have_value("Siti Aminah")
    expect(officer.get_by_label("Hubungan dengan penerima")).to_have_value("anak")
    expect(officer.get_by_role("img", name="Foto 1")).to_be_visible()
    # The fix of the last quarter of a second may not have reached the disk; then it is measured again.
    expect(officer.get_by_text("Posisi tersimpan")).to_be_visible()
    officer.get_by_role("button", name="Simpan dan kirim").click()

    officer.wait_for_url("**/handover")
    expect(row(officer, name).get_by_text("Sudah diserahkan")).to_be_visible(timeout=30_000)
    told = product.rows(
        "SELECT h.outcome, h.received_by, h.receiver_name, h.receiver_relationship, h.note, h.card_check, b.completed_at IS NOT NULL"
        " FROM hand_overs h JOIN bundles b ON b.id = h.id WHERE h.allocation_id = %s AND h.outcome = 'delivered'",
        allocation,
    )
    assert told == [("delivered", "family_member", "Siti Aminah", "anak", "", "matches", True)]


def test_why_a_package_was_not_handed_over_is_counted_before_it_is_sent(officer: Page, product: RunningProduct) -> None:
    officer.evaluate("navigator.serviceWorker.ready.then(() => true)")
    name = first_not_delivered(officer)
    allocation = open_package(officer, name)
    before = refusals(product, allocation)
    officer.context.set_offline(True)
    officer.get_by_role("button", name="Tidak dapat diserahkan").click()
    officer.get_by_label("Menolak menerima").check()
    officer.get_by_role("button", name="Simpan dan kirim").click()
    officer.wait_for_url("**/handover")
    note = officer.get_by_text("Tersimpan di ponsel ini.").bounding_box()
    bar = officer.get_by_role("navigation", name="Menu utama").bounding_box()
    assert note is not None
    assert bar is not None
    assert note["y"] + note["height"] <= bar["y"], "the note lies over the menu"
    expect(row(officer, name).get_by_text("Tidak terserah")).to_be_visible()
    assert refusals(product, allocation) == before

    officer.context.set_offline(False)
    officer.goto("/field/sending")

    expect(officer.get_by_text("Semua sudah terkirim.")).to_be_visible(timeout=30_000)
    assert refusals(product, allocation) == before + 1


def test_a_recipient_is_found_by_name_and_by_the_last_digits_of_a_card(officer: Page, product: RunningProduct) -> None:
    name = first_not_delivered(officer)
    allocation = open_package(officer, name)
    digits = last_digits(product, allocation)
    officer.get_by_role("link", name="Kembali ke daftar penerima").click()
    search = officer.get_by_label("Cari penerima")

    search.fill(digits)
    expect(row(officer, name)).to_be_visible()
    search.fill("tidak ada orang dengan nama ini")
    expect(officer.get_by_text("0 cocok.")).to_be_visible()
    check_accessibility(officer)


def row(page: Page, name: str) -> Locator:
    return page.get_by_role("main").get_by_role("listitem").filter(has_text=name)


def first_not_delivered(page: Page) -> str:
    rows = page.get_by_role("main").get_by_role("listitem").filter(has_not_text="Sudah diserahkan")
    return rows.first.locator("b").inner_text()


def open_package(page: Page, name: str) -> str:
    """Open the page of a recipient; the id of the allocation."""
    row(page, name).get_by_role("link").click()
    page.wait_for_url("**/packages/*")
    return page.url.rsplit("/", 1)[-1]


def last_digits(product: RunningProduct, allocation: str) -> str:
    """The last four digits of the card of a package's household."""
    masked = product.rows(
        "SELECT c.number_masked FROM family_cards c JOIN allocations a ON a.household_id = c.household_id"
        " WHERE a.id = %s AND c.valid_to IS NULL",
        allocation,
    )
    return str(masked[0][0])[-4:]


def refusals(product: RunningProduct, allocation: str) -> int:
    found = product.rows("SELECT 1 FROM hand_overs WHERE allocation_id = %s AND failure = 'refused'", allocation)
    return len(found)
