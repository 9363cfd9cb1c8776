"""Files of tables at the desk: what the page says of a file is held against the file that was saved."""

import csv
import hashlib
import re
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PageOpener
from tests.fakes.product import RunningProduct

LogIn = Callable[[Page, str], None]
WHOLE_TABLES = {"users": ("admin", "/console/users", "users"), "rounds": ("auditor", "/console/rounds", "rounds")}


def rows_in(file: Path, ending: str) -> list[list[str]]:
    """The rows below the heading."""
    if ending == "csv":
        with file.open(encoding="utf-8", newline="") as opened:
            return list(csv.reader(opened))[1:]
    with closing(openpyxl.load_workbook(file, read_only=True)) as book:
        return [[str(cell) for cell in row] for row in book["Data"].iter_rows(values_only=True)][1:]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("table", WHOLE_TABLES)
def test_a_file_holds_as_many_rows_and_the_checksum_that_the_page_says(
    open_page: PageOpener, log_in: LogIn, product: RunningProduct, tmp_path: Path, table: str, ending: str
) -> None:
    username, address, name = WHOLE_TABLES[table]
    page = open_page(address)
    log_in(page, username)
    with page.expect_download() as downloading:
        page.get_by_role("button", name=f"Unduh {ending.upper()}").click()
    file = tmp_path / downloading.value.suggested_filename
    downloading.value.save_as(file)

    rows = rows_in(file, ending)
    assert file.name == f"{name}.{ending}"
    expect(page.get_by_text(f"{file.name}: {len(rows)} baris")).to_be_visible()
    expect(page.get_by_text(hashlib.sha256(file.read_bytes()).hexdigest())).to_be_visible()
    expect(page.get_by_text("Isi berkas cocok dengan jumlah periksanya.")).to_be_visible()
    ids = {str(found[0]) for found in product.rows(f"SELECT id FROM {table}")}
    assert {row[0] for row in rows} == ids


def test_a_file_of_a_filtered_table_holds_what_the_table_shows(
    open_page: PageOpener, log_in: LogIn, tmp_path: Path
) -> None:
    page = open_page("/console/users?q=verifikator")
    log_in(page, "admin")
    shown = page.get_by_role("table").get_by_role("row")
    expect(page.get_by_text(re.compile(r"^\d+ baris"))).to_be_visible()
    with page.expect_download() as downloading:
        page.get_by_role("button", name="Unduh CSV").click()
    file = tmp_path / "users.csv"
    downloading.value.save_as(file)

    assert 0 < len(rows_in(file, "csv")) == shown.count() - 1
