"""The registry at the desk: a NIK in clear with its reason on record, and a visit that is assigned and withdrawn."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import PageOpener
from tests.fakes.product import RunningProduct

LogIn = Callable[[Page, str], None]


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


def test_a_visit_is_assigned_to_a_verifier_and_withdrawn(
    open_page: PageOpener, log_in: LogIn, product: RunningProduct
) -> None:
    page = open_page("/console/households")
    log_in(page, "penelaah")
    page.get_by_role("table").get_by_role("link").nth(2).click()
    page.get_by_role("button", name="Tugaskan kunjungan").click()
    address = page.get_by_role("heading", level=1, include_hidden=True).inner_text()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Verifikator lapangan").select_option(label="Vera Verifikator (verifikator)")
    dialog.get_by_label("Instrumen").select_option(index=1)
    dialog.get_by_role("button", name="Kirim penugasan").click()
    expect(page.get_by_text("Penugasan dikirim.")).to_be_visible()

    ((area,),) = product.rows("SELECT area_code FROM households WHERE address = %s", address)
    page.goto(f"/console/assignments?status=open&area={area}")
    page.get_by_role("button", name=f"Tarik {address}").last.click()
    page.get_by_role("dialog").get_by_role("button", name="Tarik").click()

    expect(page.get_by_text("Penugasan ditarik.")).to_be_visible()


def test_a_table_is_filtered_by_an_area_that_is_chosen_by_its_name(
    open_page: PageOpener, log_in: LogIn, product: RunningProduct
) -> None:
    ((code, name),) = product.rows(
        "SELECT code, name FROM areas WHERE level = 4 AND code LIKE '35.99.01.%%' ORDER BY code LIMIT 1"
    )
    page = open_page("/console/households")
    log_in(page, "penelaah")
    field = page.get_by_role("combobox", name="Wilayah", exact=True)

    field.fill(name)
    page.get_by_role("option", name=name).first.click()
    page.get_by_role("button", name="Terapkan").click()

    expect(page).to_have_url(re.compile(f"area={re.escape(code)}$"))
    expect(page.get_by_role("table").get_by_role("row").nth(1)).to_contain_text(name)

    # Whoever knows the code types it.
    field.fill("35.99.02")
    expect(page.get_by_role("option").first).to_contain_text("35.99.02")
    field.press("Enter")
    page.get_by_role("button", name="Terapkan").click()
    expect(page).to_have_url(re.compile(r"area=35\.99\.02$"))
