"""CSV files that can be checked, disarmed for spreadsheets, in flat memory."""

import csv
import hashlib
import io
from collections.abc import Iterator

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from field_api.downloads import csv_download, disarmed


@pytest.fixture(scope="module")
def bare_app() -> Flask:
    return Flask("test")


@pytest.mark.parametrize("count", [0, 3, 60_000])
def test_the_headers_state_rows_and_checksum_whether_it_fits_into_memory_or_not(bare_app: Flask, count: int) -> None:
    with bare_app.test_request_context():
        response = csv_download(
            header=("number", "text"), rows=((n, "kalimat yang agak panjang") for n in range(count)), name="x.csv"
        )

        body = b"".join(response.iter_encoded())
        response.close()

    assert response.headers["X-Row-Count"] == str(count)
    assert response.headers["X-Content-SHA256"] == hashlib.sha256(body).hexdigest()
    assert response.content_length == len(body)
    assert len(list(csv.reader(io.StringIO(body.decode(), newline="")))) == count + 1


def test_an_export_that_fails_halfway_sends_nothing(bare_app: Flask) -> None:
    def broken() -> Iterator[tuple[int]]:
        yield (1,)
        raise RuntimeError

    with bare_app.test_request_context(), pytest.raises(RuntimeError):
        csv_download(header=("number",), rows=broken(), name="x.csv")


@pytest.mark.parametrize("text", ["=1+1", "+62812", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_what_a_spreadsheet_would_run_is_disarmed(text: str) -> None:
    assert disarmed(text) == "'" + text


@pytest.mark.parametrize("cell", [-5, 0, None, "Jalan Mawar 1", "31.75.06", ""])
def test_everything_else_stays_as_it_is(cell: object) -> None:
    assert disarmed(cell) == cell


@given(st.lists(st.text(st.characters(exclude_characters="\r\n\0", exclude_categories=("Cs",)))))
def test_text_comes_back_but_for_the_apostrophe(cells: list[str]) -> None:
    with Flask("test").test_request_context():
        response = csv_download(header=("a",), rows=[cells], name="x.csv")
        body = b"".join(response.iter_encoded()).decode()
        response.close()

    rows = list(csv.reader(io.StringIO(body, newline="")))

    assert rows[1:] == ([[str(disarmed(cell)) for cell in cells]] if cells else [[]])
