"""Workbooks: text that stays text, whatever it looks like; the same table gives the same bytes."""

import io
from collections.abc import Sequence
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from field_api.spreadsheets import MAX_CELL_CHARACTERS, MAX_ROWS, SheetTooLarge, sheet_text, write_workbook


def workbook(rows: Sequence[Sequence[Any]]) -> bytes:
    file = io.BytesIO()
    write_workbook(file, header=("kolom",), rows=rows)
    return file.getvalue()


def cells_of(rows: Sequence[Sequence[Any]]) -> list[list[Any]]:
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(rows)))["Data"]
    return [list(row) for row in sheet.iter_rows(min_row=2)]


@pytest.mark.parametrize(
    "text", ["=1+1", "+62812", "-1", "@SUM(A1)", "=cmd|'/c calc'!A1", "0012", "3175065708849001", "1e5", "2026-01-01"]
)
def test_what_looks_like_a_formula_a_number_or_a_date_is_text_and_stays_it_when_edited(text: str) -> None:
    [[cell]] = cells_of([[text]])

    assert (cell.value, cell.data_type, cell.number_format) == (text, "s", "@")


def test_numbers_of_ours_are_text_too() -> None:
    [[cell]] = cells_of([[12]])

    assert (cell.value, cell.data_type) == ("12", "s")


def test_an_empty_cell_keeps_its_place() -> None:
    [row] = cells_of([[None, "", "x"]])

    assert [cell.value for cell in row] == [None, None, "x"]


def test_the_heading_is_bold_and_stays_in_sight() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(workbook([["x"]])))["Data"]

    assert sheet["A1"].font.bold
    assert not sheet["A2"].font.bold
    assert sheet.freeze_panes == "B2"


def test_the_same_table_gives_the_same_bytes() -> None:
    assert workbook([["x", 1]]) == workbook([["x", 1]])


@given(st.text(max_size=200))
def test_any_text_comes_back_but_for_control_characters(text: str) -> None:
    [[cell]] = cells_of([[text]]) if sheet_text(text) else [[None]]

    assert (cell.value if cell else "") == sheet_text(text)


def test_markup_in_a_cell_is_text() -> None:
    [[cell]] = cells_of([["</t></is></c><c><f>1+1</f></c> & <b>"]])

    assert cell.value == "</t></is></c><c><f>1+1</f></c> & <b>"


def test_a_text_that_no_cell_holds_is_refused_and_not_cut_off() -> None:
    with pytest.raises(SheetTooLarge):
        workbook([["x" * (MAX_CELL_CHARACTERS + 1)]])


def test_more_rows_than_a_sheet_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("field_api.spreadsheets.MAX_ROWS", 3)

    assert write_workbook(io.BytesIO(), header=("a",), rows=[["1"], ["2"]]) == 2
    with pytest.raises(SheetTooLarge):
        write_workbook(io.BytesIO(), header=("a",), rows=[["1"], ["2"], ["3"]])
    assert MAX_ROWS == 1_048_576
