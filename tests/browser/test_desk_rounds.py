"""A round at the desk: opened for an area, shown by level, closed once and for all."""

import re
from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import Locator, Page, expect

from field_api import clock
from tests.browser.conftest import PageOpener
from tests.browser.watched import check_accessibility

LogIn = Callable[[Page, str], None]
TITLE = "Beras bulan percobaan"


def fill_in_round(page: Page) -> None:
    # After the round of the demo: nobody receives from two rounds of one programme on one day.
    first, last = (clock.now().date() + timedelta(days) for days in (60, 70))
    page.get_by_role("button", name="Buka penyaluran").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Program").select_option(label="Paket sembako APBD")
    dialog.get_by_role("combobox", name="Wilayah").fill("pasirjaya")
    dialog.get_by_role("option", name=re.compile("Pasirjaya")).click()
    dialog.get_by_label("Nama").fill(TITLE)
    dialog.get_by_label("Isi paket").fill("10 kg beras")
    dialog.get_by_label("Hari pertama").fill(first.isoformat())
    dialog.get_by_label("Hari terakhir").fill(last.isoformat())
    check_accessibility(page)
    dialog.get_by_role("button", name="Buka penyaluran").click()


def test_what_a_field_lacks_is_said_in_the_language_of_the_page(open_page: PageOpener, log_in: LogIn) -> None:
    page = open_page("/console/rounds")
    log_in(page, "penelaah")
    page.get_by_role("button", name="Buka penyaluran").click()
    dialog = page.get_by_role("dialog")
    programme, last = dialog.get_by_label("Program"), dialog.get_by_label("Hari terakhir")
    send = dialog.get_by_role("button", name="Buka penyaluran")

    send.click()
    assert bubble_of(programme) == "Pilih salah satu."
    programme.select_option(label="Paket sembako APBD")
    assert bubble_of(programme) == ""
    dialog.get_by_label("Hari pertama").fill("2026-12-07")
    last.fill("2026-12-06")
    send.click()

    assert bubble_of(last) == "Paling awal 7 Des 2026."
    # The page itself changes what was wrong: its sentence does not stay in the way.
    dialog.get_by_label("Hari pertama").fill("2026-12-01")
    send.click()
    assert bubble_of(last) == ""


def bubble_of(field: Locator) -> str:
    """What the browser says beside a field that keeps a form from being sent."""
    said: str = field.evaluate("field => field.validationMessage")
    return said


def state_of(page: Page) -> Locator:
    return page.locator("h1 + .badge")


def test_a_round_is_opened_shown_by_level_and_closed_for_good(open_page: PageOpener, log_in: LogIn) -> None:
    page = open_page("/console/rounds")
    log_in(page, "penelaah")
    fill_in_round(page)

    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    expect(state_of(page)).to_have_text("Berjalan", timeout=60_000)
    level = page.get_by_label("Tingkat")
    expect(level.locator("option:checked")).to_have_text("RW")
    expect(level.get_by_role("option", name="Semua")).to_have_count(0)
    codes = page.get_by_role("table", name="Kemajuan per wilayah").get_by_role("row")
    expect(codes.nth(1)).to_contain_text(re.compile(r"35\.99\.\d\d\.\d{4}\.\d{3}(?!\.)"))
    expect(codes.nth(1)).to_contain_text("RW 001, Pasirjaya")
    level.select_option(label="Kelurahan/desa")
    page.get_by_role("button", name="Terapkan").click()
    page.wait_for_url("**?level=village")
    expect(codes.nth(1)).to_contain_text(re.compile(r"35\.99\.\d\d\.\d{4}(?!\.)"))

    page.get_by_role("button", name="Tutup penyaluran").click()
    expect(page.get_by_role("dialog")).to_contain_text("Penutupan tidak dapat dibatalkan.")
    check_accessibility(page)
    page.get_by_role("button", name="Ya, tutup").click()

    expect(page.get_by_role("status").filter(has_text="Penyaluran ditutup.")).to_be_visible()
    expect(page.get_by_role("button", name="Tutup penyaluran")).to_have_count(0)
    page.reload()
    expect(state_of(page)).to_have_text("Ditutup")


def test_a_round_that_somebody_else_has_closed_is_not_closed_again(open_page: PageOpener, log_in: LogIn) -> None:
    first = open_page("/console/rounds")
    log_in(first, "penelaah")
    fill_in_round(first)
    expect(state_of(first)).to_have_text("Berjalan", timeout=60_000)
    second = open_page(first.url)
    log_in(second, "penelaah")
    second.get_by_role("button", name="Tutup penyaluran").click()
    first.get_by_role("button", name="Tutup penyaluran").click()
    first.get_by_role("button", name="Ya, tutup").click()
    expect(first.get_by_role("button", name="Tutup penyaluran")).to_have_count(0)

    second.get_by_role("button", name="Ya, tutup").click()

    # Closing twice is no error: both wanted the same.
    expect(second.get_by_role("button", name="Tutup penyaluran")).to_have_count(0)
    expect(state_of(second)).to_have_text("Ditutup")
