"""Reading a table from a file that a stranger made, row by row: CSV, or the first sheet of an XLSX.

Told by content, never by name. Everything is bounded: the length of a line and a cell, the rows, and what an XLSX may
unpack to. Refuses what it would have to guess: other encodings than UTF-8, .xls, archives that are no workbook.
"""

import csv
import io
import warnings
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO
from xml.etree.ElementTree import ParseError

import openpyxl

from field_api.errors import FieldProblem, InvalidInput

MAX_LINE_CHARACTERS = 1 << 18
# The last row that a spreadsheet program can show; a file may name any other.
MAX_SHEET_ROWS = 1_048_576
MAX_SHEET_COLUMNS = 64
MAX_UNPACKED_BYTES = 1 << 30
# openpyxl keeps all shared texts in memory, about three times their size.
MAX_SHARED_TEXT_BYTES = 64 << 20
MAX_ARCHIVE_MEMBERS = 1000
_PEEK_BYTES = 4096
_AS_CSV = "Save it as .xlsx or as CSV UTF-8."
_EXACT_DIGITS = 1e15

Row = tuple[int, list[str]]


class UnreadableFile(InvalidInput):
    """The file is no table that could be read; its one problem says what it is and what to do about it."""

    code = "file_unreadable"
    title = "The file cannot be read"


def unreadable(code: str, detail: str, remedy: str = _AS_CSV, *, after_row: int = 0) -> UnreadableFile:
    """The error with its one problem; not its constructor, for it must pass from one process to another."""
    # Files are read in large pieces, so that nothing may have been told apart before the fault.
    place = f"row {after_row}" if after_row else "/file"
    detail = f"After row {after_row}: {detail}" if after_row else detail
    return UnreadableFile(f"{detail} {remedy}", problems=[FieldProblem(place, code, detail, remedy)])


@dataclass(frozen=True, slots=True)
class Table:
    """Rows with their numbers as the spreadsheet shows them, the heading first; blank rows are left out.

    `position` tells how many bytes of the file were read so far, roughly.
    """

    rows: Iterator[Row]
    position: Callable[[], int]


@contextmanager
def open_table(path: Path) -> Iterator[Table]:
    """Open a CSV or XLSX. Raises UnreadableFile here or while rows are read."""
    with path.open("rb") as file:
        magic = file.read(4)
        file.seek(0)
        if magic == b"PK\x03\x04":
            with _workbook_rows(file) as rows:
                yield Table(_translated(rows), file.tell)
        else:
            _refuse_by_magic(magic)
            yield Table(_translated(_csv_rows(file)), file.tell)


def _refuse_by_magic(magic: bytes) -> None:
    if not magic:
        raise unreadable("file_empty", "The file is empty.", "Choose another one.")
    if magic == b"\xd0\xcf\x11\xe0":
        raise unreadable("workbook_old", "This is an old .xls workbook.")
    if magic[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise unreadable("not_utf8", "The file is UTF-16.")


def _translated(rows: Iterator[Row]) -> Iterator[Row]:
    """Turn what the readers raise into one error, and leave out blank rows."""
    number = 0
    try:
        for number, cells in rows:
            if any(cells):
                yield number, cells
    except UnicodeDecodeError as error:
        raise unreadable("not_utf8", "The file is not UTF-8.", after_row=number) from error
    except csv.Error as error:
        raise unreadable("csv_broken", f"The quotes or cells are broken: {error}.", after_row=number) from error
    except (zipfile.BadZipFile, ParseError, KeyError, ValueError, EOFError) as error:
        raise unreadable("workbook_damaged", "The workbook is damaged.", after_row=number) from error


def _csv_rows(file: BinaryIO) -> Iterator[Row]:
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    lines = _bounded_lines(text)
    heading = next((line for line in lines if line.strip()), "")
    delimiter = max(",;\t", key=heading.count)
    # Blank lines above the heading are rare and shift the numbers; a spreadsheet shows them too.
    reader = csv.reader(chain([heading], lines), delimiter=delimiter, strict=True)
    yield from enumerate(reader, start=1)
    # The file belongs to the caller, who also closes it.
    text.detach()


def _bounded_lines(text: io.TextIOWrapper) -> Iterator[str]:
    while line := text.readline(MAX_LINE_CHARACTERS):
        if len(line) == MAX_LINE_CHARACTERS and not line.endswith(("\n", "\r")):
            raise unreadable("line_too_long", "A line is far too long for a table.")
        yield line


@contextmanager
def _workbook_rows(file: BinaryIO) -> Iterator[Iterator[Row]]:
    _refuse_bomb(file)
    try:
        with warnings.catch_warnings():
            # openpyxl warns of styles and extensions that it leaves out; only values matter here.
            warnings.simplefilter("ignore")
            workbook = openpyxl.load_workbook(file, read_only=True, data_only=False, keep_links=False)
    except Exception as error:
        # A hostile workbook makes the reader fail in many ways; all of them mean that it is no workbook.
        raise unreadable("workbook_unreadable", "This is no workbook that can be read.") from error
    try:
        yield _sheet_rows(workbook)
    finally:
        workbook.close()


def _sheet_rows(workbook: Any) -> Iterator[Row]:
    if not workbook.worksheets:
        raise unreadable("workbook_without_sheet", "The workbook has no sheet.", "Choose another one.")
    sheet = workbook.worksheets[0]
    # The size that the file states may be wrong on purpose.
    sheet.reset_dimensions()
    for number, cells in enumerate(sheet.iter_rows(values_only=True, max_col=MAX_SHEET_COLUMNS), start=1):
        if number > MAX_SHEET_ROWS:
            raise unreadable("sheet_too_long", "The sheet has more rows than a spreadsheet can show.")
        yield number, _trimmed([_as_text(cell) for cell in cells])


def _trimmed(texts: list[str]) -> list[str]:
    """Without the empty cells that the reader adds up to its widest column."""
    while texts and not texts[-1]:
        texts.pop()
    return texts


def _as_text(value: Any) -> str:
    """A cell as text; a formula comes as its text, beginning with "="."""
    match value:
        case None:
            return ""
        case str():
            return value
        case datetime() | date():
            return value.isoformat()[:10]
        case float() if value.is_integer() and abs(value) < _EXACT_DIGITS:
            return str(int(value))
        case _:
            return str(value)


def _refuse_bomb(file: BinaryIO) -> None:
    """Look at the archive's own sizes, which bound what the reader unpacks, and refuse documents with entities."""
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            if len(members) > MAX_ARCHIVE_MEMBERS or sum(each.file_size for each in members) > MAX_UNPACKED_BYTES:
                raise unreadable("workbook_too_large", "The workbook unpacks to far too much.")
            for member in members:
                _refuse_member(archive, member)
    except zipfile.BadZipFile as error:
        raise unreadable("workbook_unreadable", "This is a broken archive and no workbook.") from error
    file.seek(0)


def _refuse_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    if member.filename.endswith("sharedStrings.xml") and member.file_size > MAX_SHARED_TEXT_BYTES:
        raise unreadable("workbook_too_large", "The workbook holds too much text for this reader.")
    if member.flag_bits & 1:
        raise unreadable("workbook_locked", "The workbook is locked with a password.", "Save it without.")
    if member.filename.endswith((".xml", ".rels")):
        with archive.open(member) as document:
            if b"<!DOCTYPE" in document.read(_PEEK_BYTES).upper():
                raise unreadable(
                    "workbook_unreadable", "The workbook holds a document type, which no spreadsheet program writes."
                )
