"""A list at the desk: begun, filled, sealed, endorsed with a letter; and what is said when two people work on one."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from field_api.review.rules.proofs import ListProof, parse_root
from tests.browser.conftest import DESK, PHONE, PageOpener
from tests.browser.watched import check_accessibility

LogIn = Callable[[Page, str], None]
DEMO_DRAFT = "Daftar penerima Program Keluarga Harapan (PKH), Contoh Utara"
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture
def desk(open_page: PageOpener, log_in: LogIn) -> Callable[[str, str], Page]:
    """`desk("penelaah", "/console/lists")`: that page as somebody sees it who has just logged in."""

    def come_in(username: str, address: str, size: tuple[int, int] = DESK) -> Page:
        page = open_page(address, size=size)
        log_in(page, username)
        return page

    return come_in


def open_list(page: Page, title: str) -> None:
    page.get_by_role("link", name=title).click()
    expect(page.get_by_role("heading", name=title)).to_be_focused()


def begin_list(page: Page, title: str) -> None:
    """A list of the programme PKH in Contoh Utara, whose area is found by its name and by keyboard alone.

    The areas below are still offered when the button is pressed, and this click counts already.
    """
    page.get_by_role("button", name="Buat daftar").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Program").select_option(label="Program Keluarga Harapan (PKH)")
    dialog.get_by_label("Judul").fill(title)
    area = dialog.get_by_role("combobox", name="Wilayah")
    area.fill("contoh utara")
    expect(dialog.get_by_role("option", name=re.compile("Contoh Utara"))).to_be_visible()
    area.press("ArrowDown")
    area.press("Enter")
    expect(area).to_have_value("Contoh Utara (35.99.01)")
    check_accessibility(page)
    expect(dialog.get_by_role("option", name=re.compile("Sumbermakmur"))).to_be_visible()
    dialog.get_by_role("button", name="Mulai daftar").click()
    expect(page.get_by_role("heading", name=title)).to_be_visible()


def test_a_list_is_begun_with_an_area_that_is_found_by_its_name(desk: Callable[..., Page]) -> None:
    page = desk("penelaah", "/console/lists")

    begin_list(page, "Daftar percobaan")

    expect(page.get_by_text("Rancangan")).to_be_visible()
    expect(page.get_by_text("Tidak ada baris.")).to_be_visible()
    expect(page.get_by_role("link", name="Pengesahan", exact=True)).to_have_class(re.compile("shell__place--here"))
    expect(page.get_by_role("button", name="Segel daftar")).to_have_attribute("aria-disabled", "true")


def test_a_title_without_spaces_is_broken_and_leaves_the_columns_in_sight(desk: Callable[..., Page]) -> None:
    page, title = desk("penelaah", "/console/lists"), "Panjang" * 28
    begin_list(page, title)
    assert page.evaluate("document.documentElement.scrollWidth") <= DESK[0]

    page.get_by_role("link", name="Semua daftar").click()

    row = page.get_by_role("row").filter(has_text=title)
    expect(row.get_by_role("cell").last).to_be_in_viewport(ratio=1)


def test_two_people_on_one_draft_are_told_of_each_other(desk: Callable[..., Page]) -> None:
    first = desk("penelaah", "/console/lists")
    begin_list(first, "Daftar berdua")
    second = desk("pengesah", "/console/lists")
    open_list(second, "Daftar berdua")
    first.get_by_role("button", name="Tambahkan semua yang siap").click()
    expect(first.get_by_role("status").filter(has_text="butir ditambahkan")).to_be_visible()

    second.get_by_role("button", name="Tambahkan semua yang siap").click()

    expect(second.get_by_role("alert")).to_contain_text("Orang lain telah mengubah ini.")


def test_a_list_is_sealed_and_endorsed_with_its_letter(desk: Callable[..., Page], tmp_path: Path) -> None:
    letter = tmp_path / "surat.pdf"
    letter.write_bytes(PDF)
    reviewer = desk("penelaah", "/console/lists")
    open_list(reviewer, DEMO_DRAFT)
    items = reviewer.get_by_role("table", name="Butir daftar").get_by_role("row")
    expect(items.nth(1)).to_be_visible()
    before = items.count()

    reviewer.get_by_role("button", name=re.compile("Keluarkan")).first.click()
    expect(items).to_have_count(before - 1)
    reviewer.get_by_role("button", name="Tambahkan semua yang siap").click()
    expect(reviewer.get_by_text("1 butir ditambahkan.")).to_be_visible()
    reviewer.get_by_role("button", name="Segel daftar").click()
    expect(reviewer.get_by_role("dialog")).to_contain_text("tidak ada butir yang dapat ditambah")
    check_accessibility(reviewer)
    reviewer.get_by_role("button", name="Ya, segel").click()
    expect(reviewer.get_by_role("button", name="Periksa segel")).to_be_visible()
    reviewer.get_by_role("button", name="Periksa segel").click()
    expect(reviewer.get_by_text("Segel utuh")).to_be_visible()
    expect(reviewer.get_by_role("button", name=re.compile("Keluarkan"))).to_have_count(0)
    check_accessibility(reviewer)
    with reviewer.expect_download() as downloading:
        reviewer.get_by_role("button", name=re.compile("^Bukti")).first.click()
    proof = ListProof.parse(json.loads(Path(downloading.value.path()).read_text("utf-8")))
    assert proof.verify(parse_root(reviewer.locator("code.sum").first.inner_text()))["number"] == 1

    approver = desk("pengesah", "/console/lists?state=sealed")
    open_list(approver, DEMO_DRAFT)
    approver.get_by_role("button", name="Sahkan dengan surat").click()
    dialog = approver.get_by_role("dialog")
    dialog.get_by_label("Nomor surat").fill("400.9/221/DINSOS/2026")
    dialog.get_by_label("Tanggal surat").fill(approver.evaluate("new Date().toLocaleDateString('sv')"))
    dialog.get_by_label("Jabatan penanda tangan").select_option(label="Kepala daerah")
    dialog.get_by_label("Nama penanda tangan").fill("Bupati Contoh")
    dialog.get_by_label("Surat bertanda tangan").set_input_files(letter)
    check_accessibility(approver)
    dialog.get_by_role("button", name="Sahkan daftar").click()

    expect(approver.get_by_text("400.9/221/DINSOS/2026")).to_be_visible()
    expect(approver.get_by_text("Disahkan", exact=True).first).to_be_visible()


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_an_export_shows_its_rows_and_that_it_is_whole(desk: Callable[..., Page], ending: str) -> None:
    page = desk("auditor", "/console/lists?state=endorsed")
    page.get_by_role("table").get_by_role("link").first.click()
    # Until it is there, the button of the same name belongs to the page before.
    page.get_by_role("heading", name="Tentang daftar ini").wait_for()

    with page.expect_download() as downloading:
        page.get_by_role("button", name=f"Unduh {ending.upper()}").click()

    assert downloading.value.suggested_filename.endswith(f".{ending}")
    expect(page.get_by_text("Isi berkas cocok dengan jumlah periksanya.")).to_be_visible()


def test_filters_stand_in_the_address_and_come_back_with_it(desk: Callable[..., Page]) -> None:
    page = desk("penelaah", "/console/lists", PHONE)
    page.get_by_label("Status").select_option(label="Disahkan")
    page.get_by_role("button", name="Terapkan").click()
    page.wait_for_url("**/lists?state=endorsed")

    page.reload()

    expect(page.get_by_label("Status")).to_have_value("endorsed")
    expect(page.get_by_role("link", name=DEMO_DRAFT).and_(page.get_by_text("Rancangan"))).to_have_count(0)
