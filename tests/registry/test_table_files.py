"""Files that strangers made: every one is read or refused with words, and none costs more than its bounds."""

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from field_api.registry.service import table_files
from field_api.registry.service.table_files import UnreadableFile, open_table


def rows_of(path: Path) -> list[tuple[int, list[str]]]:
    with open_table(path) as table:
        return list(table.rows)


@pytest.fixture
def written(tmp_path: Path) -> "Writer":
    return Writer(tmp_path)


class Writer:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __call__(self, content: bytes) -> Path:
        # The name says nothing on purpose: files are told by content.
        path = self._folder / "berkas.bin"
        path.write_bytes(content)
        return path


def workbook_bytes(*rows: tuple[object, ...]) -> bytes:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def replaced(workbook: bytes, member: str, change: bytes) -> bytes:
    """The workbook with the content of one member replaced."""
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change if name == member else old.read(name))
    return content.getvalue()


class TestCsv:
    @pytest.mark.parametrize("delimiter", [",", ";", "\t"])
    def test_the_delimiter_is_found_in_the_heading(self, written: Writer, delimiter: str) -> None:
        path = written(f"a{delimiter}b\n1{delimiter}2\n".encode())

        assert rows_of(path) == [(1, ["a", "b"]), (2, ["1", "2"])]

    def test_a_byte_order_mark_is_no_part_of_the_heading(self, written: Writer) -> None:
        assert rows_of(written("\ufeffnama\nSiti\n".encode()))[0] == (1, ["nama"])

    def test_blank_rows_are_left_out_and_still_counted(self, written: Writer) -> None:
        assert rows_of(written(b"a,b\n\n,\n1,2\n")) == [(1, ["a", "b"]), (4, ["1", "2"])]

    def test_a_line_break_inside_quotes_does_not_shift_the_numbers(self, written: Writer) -> None:
        assert [number for number, _ in rows_of(written(b'a,b\n"x\ny",2\n3,4\n'))] == [1, 2, 3]

    def test_the_position_reaches_the_end(self, written: Writer) -> None:
        path = written(b"a,b\n" + b"1,2\n" * 10_000)
        with open_table(path) as table:
            list(table.rows)
            assert table.position() == path.stat().st_size

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (b"", "empty"),
            ("nama\nSiti\n".encode("utf-16"), "UTF-16"),
            (b"nama\nJos\xe9\n", "not UTF-8"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".xls"),
            (b"nama\n" + b"x" * (1 << 19), "too long"),
            (b'nama\n"x" y\n', "quotes"),
            (b'nama\n"' + b"x\n" * 100_000, "cells are broken"),
        ],
    )
    def test_what_would_have_to_be_guessed_is_refused(self, written: Writer, content: bytes, words: str) -> None:
        with pytest.raises(UnreadableFile, match=words):
            rows_of(written(content))


class TestWorkbooks:
    def test_numbers_and_empty_cells_become_text(self, written: Writer) -> None:
        path = written(workbook_bytes(("nik", "lat"), (3175061708840001, -6.25), (None, 7.0)))

        assert rows_of(path)[1:] == [(2, ["3175061708840001", "-6.25"]), (3, ["", "7"])]

    def test_a_number_in_scientific_notation_keeps_the_sign_of_it(self, written: Writer) -> None:
        sheet = (
            b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
            b'<row r="1"><c r="A1"><v>3.17506170884E+15</v></c></row></sheetData></worksheet>'
        )
        path = written(replaced(workbook_bytes(("nik",)), "xl/worksheets/sheet1.xml", sheet))

        assert rows_of(path) == [(1, ["3175061708840000.0"])]

    def test_a_formula_comes_as_its_text(self, written: Writer) -> None:
        assert rows_of(written(workbook_bytes(("nama",), ("=1+1",))))[1][1] == ["=1+1"]

    @pytest.mark.parametrize(
        "content", [b"PK\x03\x04" + b"x" * 100, b"PK\x03\x04"], ids=["torn archive", "nothing but a signature"]
    )
    def test_a_broken_archive_is_refused(self, written: Writer, content: bytes) -> None:
        with pytest.raises(UnreadableFile):
            rows_of(written(content))

    def test_an_archive_that_is_no_workbook_is_refused(self, written: Writer) -> None:
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w") as archive:
            archive.writestr("foto.txt", "x")

        with pytest.raises(UnreadableFile):
            rows_of(written(content.getvalue()))

    def test_a_workbook_that_unpacks_to_too_much_is_refused_unread(
        self, written: Writer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(table_files, "MAX_UNPACKED_BYTES", 1 << 20)
        bomb = replaced(workbook_bytes(("nama",)), "xl/worksheets/sheet1.xml", b"0" * (2 << 20))
        assert len(bomb) < 1 << 16

        with pytest.raises(UnreadableFile, match="unpacks"):
            rows_of(written(bomb))

    def test_a_document_type_is_refused(self, written: Writer) -> None:
        entities = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
        path = written(replaced(workbook_bytes(("nama",)), "xl/workbook.xml", entities))

        with pytest.raises(UnreadableFile, match="document type"):
            rows_of(path)

    def test_a_row_far_below_the_sheet_ends_the_reading(self, written: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(table_files, "MAX_SHEET_ROWS", 1000)
        sheet = (
            b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
            b'<row r="999999999"><c r="A999999999" t="inlineStr"><is><t>x</t></is></c></row></sheetData></worksheet>'
        )
        path = written(replaced(workbook_bytes(("nama",)), "xl/worksheets/sheet1.xml", sheet))

        with pytest.raises(UnreadableFile, match="more rows"):
            rows_of(path)

    def test_a_torn_sheet_is_refused_and_does_not_end_silently(self, written: Writer) -> None:
        whole = workbook_bytes(("nama",), ("Siti",))
        with zipfile.ZipFile(io.BytesIO(whole)) as archive:
            sheet = archive.read("xl/worksheets/sheet1.xml")
        path = written(replaced(whole, "xl/worksheets/sheet1.xml", sheet[: len(sheet) // 2]))

        with pytest.raises(UnreadableFile):
            rows_of(path)
