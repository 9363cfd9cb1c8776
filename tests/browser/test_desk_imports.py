"""Importing people at the desk: a file goes up, is read, and every row that was not taken is told with what to do."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PageOpener
from tests.browser.watched import check_accessibility
from tests.factories.registry import a_family_card

LogIn = Callable[[Page, str], None]
RT = "35.99.01.1001.001.001"


def a_file(folder: Path, *, rows: str) -> Path:
    file = folder / "warga.csv"
    file.write_text(f"kode wilayah,no kk,nama,hubungan,alamat\n{rows}", encoding="utf-8")
    return file


def send(page: Page, file: Path) -> None:
    page.get_by_label(re.compile("^Berkas")).set_input_files(file)
    page.get_by_role("button", name="Kirim berkas").click()


def test_a_file_is_read_and_the_rejected_rows_are_told(open_page: PageOpener, log_in: LogIn, tmp_path: Path) -> None:
    rows = f"{RT},{a_family_card()},Warga Percobaan,kepala keluarga,Jl. Uji 1\n"
    rows += f"31.75.06,{a_family_card()},Orang Jauh,kepala keluarga,Jl. Jauh 2\n"
    page = open_page("/console/imports")
    log_in(page, "penelaah")
    check_accessibility(page)

    send(page, a_file(tmp_path, rows=rows))

    expect(page.get_by_role("heading", name="warga.csv")).to_be_visible()
    expect(page.get_by_text("Selesai", exact=True).first).to_be_visible(timeout=60_000)
    rejected = page.get_by_role("table", name="Baris yang ditolak").get_by_role("row").nth(1)
    expect(rejected).to_contain_text("3")
    expect(rejected).to_contain_text("Wilayah terlalu luas; sampai RT atau RW.")
    expect(rejected).to_contain_text("Tulis kode Kemendagri sampai RT")
    page.get_by_role("button", name="English").click()
    told = page.get_by_role("table", name="Rejected rows").get_by_role("row").nth(1)
    expect(told).to_contain_text("Write the Kemendagri code of the RT")
    page.get_by_role("button", name="Bahasa Indonesia").click()
    check_accessibility(page)

    with page.expect_download() as downloading:
        page.get_by_role("button", name="Unduh CSV").click()
    assert Path(downloading.value.path()).read_text(encoding="utf-8").count("\n") == 2
    expect(page.get_by_text("Isi berkas cocok dengan jumlah periksanya.")).to_be_visible()


@pytest.mark.parametrize(
    ("content", "indonesian", "english"),
    [
        (b"nama,kode wilayah\nJos\xe9,35.99\n", "berkas: Berkas ini bukan UTF-8.", "file: This is not UTF-8."),
        (
            b"bukan,judul\n1,2\n",
            "Baris 1, kode wilayah: Kolom ini tidak ada.",
            "Row 1, area code: There is no such column.",
        ),
        (
            b"\xd0\xcf\x11\xe0 buku kerja lama",
            "buku kerja .xls lama. Simpan sebagai XLSX",
            "old .xls workbook. Save it as",
        ),
    ],
)
def test_a_file_that_is_no_table_of_people_is_refused_with_what_to_do(
    open_page: PageOpener, log_in: LogIn, tmp_path: Path, content: bytes, indonesian: str, english: str
) -> None:
    file = tmp_path / "salah.csv"
    file.write_bytes(content)
    page = open_page("/console/imports")
    log_in(page, "penelaah")

    send(page, file)

    expect(page.get_by_role("alert")).to_contain_text(indonesian, timeout=60_000)
    expect(page.get_by_text("Perbaiki baris ini di berkas")).to_have_count(0)
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("alert")).to_contain_text(english)
