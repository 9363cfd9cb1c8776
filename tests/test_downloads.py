"""Tables as files that can be checked: two doors for each, disarmed for spreadsheets, in flat memory."""

import csv
import hashlib
import io
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import openpyxl
import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from marshmallow import Schema, fields

from field_api.downloads import CSV, FORMS, XLSX, Form, Table, cells_of, disarmed, table_download

EVERY_FORM = pytest.mark.parametrize("form", FORMS, ids=[form.ending for form in FORMS])


@pytest.fixture(scope="module")
def bare_app() -> Flask:
    return Flask("test")


def rows_of(body: bytes, form: Form) -> list[list[Any]]:
    if form is CSV:
        return list(csv.reader(io.StringIO(body.decode(), newline="")))
    sheet = openpyxl.load_workbook(io.BytesIO(body), read_only=True)["Data"]
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def body_of(rows: Sequence[Sequence[Any]], form: Form) -> bytes:
    with Flask("test").test_request_context():
        response = table_download(Table(("a",), rows, "x"), form)
        body = b"".join(response.iter_encoded())
        response.close()
    return body


@EVERY_FORM
@pytest.mark.parametrize("count", [0, 3, 60_000])
def test_the_headers_state_rows_and_checksum_whether_it_fits_into_memory_or_not(
    bare_app: Flask, form: Form, count: int
) -> None:
    # Hashed, since rows that are alike are packed until they fit into memory after all.
    rows = ((n, hashlib.sha256(str(n).encode()).hexdigest()) for n in range(count))
    with bare_app.test_request_context():
        response = table_download(Table(("number", "text"), rows, "daftar"), form)

        body = b"".join(response.iter_encoded())
        response.close()

    assert response.headers["X-Row-Count"] == str(count)
    assert response.headers["X-Content-SHA256"] == hashlib.sha256(body).hexdigest()
    assert response.headers["Content-Disposition"] == f"attachment; filename=daftar.{form.ending}"
    assert response.content_length == len(body)
    assert response.mimetype == form.media_type
    assert len(rows_of(body, form)) == count + 1


def test_rows_are_dumped_page_by_page_in_the_order_of_the_columns() -> None:
    schema = Schema.from_dict({"when": fields.Date(), "number": fields.Integer()})()
    read: list[int] = []

    def pages() -> Iterator[list[dict[str, Any]]]:
        for number in (1, 2):
            read.append(number)
            yield [{"number": number, "when": date(2026, 11, number)}]

    rows = cells_of(schema, ("number", "when"), pages())

    assert next(rows) == [1, "2026-11-01"]
    assert read == [1]
    assert list(rows) == [[2, "2026-11-02"]]


@EVERY_FORM
def test_an_export_that_fails_halfway_sends_nothing(bare_app: Flask, form: Form) -> None:
    def broken() -> Iterator[tuple[int]]:
        yield (1,)
        raise RuntimeError

    with bare_app.test_request_context(), pytest.raises(RuntimeError):
        table_download(Table(("number",), broken(), "x"), form)


def test_both_files_hold_the_same_rows() -> None:
    rows = [["31.75.06.1004", "3175******0007", 12, "Jl. Mawar 1, RT 003"], ["", "0001", -5, "baris\nkedua"]]

    in_csv, in_xlsx = (rows_of(body_of(rows, form), form) for form in (CSV, XLSX))

    assert [[cell or "" for cell in row] for row in in_xlsx] == in_csv


@pytest.mark.parametrize("text", ["=1+1", "+62812", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_what_a_spreadsheet_would_run_is_disarmed(text: str) -> None:
    assert disarmed(text) == "'" + text


@pytest.mark.parametrize("cell", [-5, 0, None, "Jalan Mawar 1", "31.75.06", ""])
def test_everything_else_stays_as_it_is(cell: object) -> None:
    assert disarmed(cell) == cell


@given(st.lists(st.text(st.characters(exclude_characters="\r\n\0", exclude_categories=("Cs",)))))
def test_text_comes_back_from_a_csv_but_for_the_apostrophe(cells: list[str]) -> None:
    rows = rows_of(body_of([cells], CSV), CSV)

    assert rows[1:] == ([[str(disarmed(cell)) for cell in cells]] if cells else [[]])
