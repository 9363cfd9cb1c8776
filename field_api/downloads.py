"""Tables as files that can be checked: how many rows, and the SHA-256 of the whole, stated in headers.

Every table has two doors, CSV and XLSX, made by `table_route`. The file is written to disk before the first byte is
sent, so an export that fails halfway never looks complete, and memory stays flat. Nothing that comes from outside runs
as a formula: in a CSV it is disarmed, in an XLSX every cell is text.
"""

import csv
import functools
import hashlib
import io
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import IO, Any, BinaryIO, cast

from flask import Response, send_file
from marshmallow import Schema

from field_api.api import Blueprint
from field_api.permissions import Permission
from field_api.spreadsheets import XLSX_TYPE, write_workbook

CSV_TYPE = "text/csv"
ROWS_HEADER = "X-Row-Count"
CHECKSUM_HEADER = "X-Content-SHA256"
# Below this an export never touches the disk.
_IN_MEMORY_BYTES = 1 << 20
_READ_BYTES = 1 << 20
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Table:
    """What an export holds; `name` is the name of the file without its ending."""

    header: Sequence[str]
    rows: Iterable[Sequence[Any]]
    name: str


@dataclass(frozen=True, slots=True)
class Form:
    """One kind of file; `write` puts a table into an open file and returns the number of rows below the heading."""

    ending: str
    title: str
    media_type: str
    write: Callable[[IO[bytes], Table], int]


def table_route(
    blp: Blueprint, path: str, permission: Permission, *, arguments: type[Schema] | None = None
) -> Callable[[Callable[..., Table]], Callable[..., Table]]:
    """Two doors, `<path>.csv` and `<path>.xlsx`, to the table that a view returns.

    The endpoint of the first is the name of the view, that of the second ends with `_xlsx`. `arguments` is the schema
    of the query, passed as the first argument.
    """

    def decorate(view: Callable[..., Table]) -> Callable[..., Table]:
        for form in FORMS:
            door: Any = _door(view, form)
            door = blp.response(200, {"type": "string", "format": "binary"}, content_type=form.media_type)(door)
            if arguments is not None:
                door = blp.arguments(arguments, location="query")(door)
            blp.route(f"{path}.{form.ending}", methods=["GET"])(blp.requires(permission)(door))
        return view

    return decorate


def cells_of(schema: Schema, columns: Sequence[str], pages: Iterable[Iterable[Any]]) -> Iterator[list[Any]]:
    """Rows as the list beside the export writes them: each dumped by `schema`, its fields in the order of `columns`.

    Reads one page after the other, so memory stays flat.
    """
    for page in pages:
        yield from ([shown[column] for column in columns] for shown in schema.dump(page, many=True))


def table_download(table: Table, form: Form) -> Response:
    """Answer with the table as a file; the headers state its rows (without the heading) and its SHA-256."""
    file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY_BYTES)  # noqa: SIM115 - a large one is closed once sent
    try:
        count = form.write(cast("IO[bytes]", file), table)
        size, sha256 = _measured(cast("IO[bytes]", file))
        # send_file closes the file when the server has sent it.
        whole = file if size > _IN_MEMORY_BYTES else io.BytesIO(file.read())
        name = f"{table.name}.{form.ending}"
        answer = send_file(cast("BinaryIO", whole), mimetype=form.media_type, as_attachment=True, download_name=name)
        if whole is not file:
            file.close()
    except BaseException:
        file.close()
        raise
    answer.content_length = size
    answer.headers[ROWS_HEADER] = str(count)
    answer.headers[CHECKSUM_HEADER] = sha256
    return answer


def disarmed(cell: Any) -> Any:
    """The cell as it may stand in a CSV: text that begins like a formula gets an apostrophe before it."""
    if isinstance(cell, str) and cell.startswith(_FORMULA_STARTS):
        return "'" + cell
    return cell


def _door(view: Callable[..., Table], form: Form) -> Callable[..., Response]:
    @functools.wraps(view)
    def door(*args: Any, **kwargs: Any) -> Response:
        return table_download(view(*args, **kwargs), form)

    title, *more = (view.__doc__ or "").strip().splitlines()
    more = more or ["", "    The headers state its rows and its SHA-256."]
    door.__doc__ = "\n".join([f"{title}, as {form.title}", *more])
    door.__name__ = view.__name__ if form is CSV else f"{view.__name__}_{form.ending}"
    return door


def _measured(file: IO[bytes]) -> tuple[int, str]:
    """Size and SHA-256 of what was written; afterwards the file stands at its beginning."""
    size, digest = file.seek(0, io.SEEK_END), hashlib.sha256()
    file.seek(0)
    while piece := file.read(_READ_BYTES):
        digest.update(piece)
    file.seek(0)
    return size, digest.hexdigest()


class _Encoded:
    """The text sink that `csv.writer` wants."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def write(self, text: str) -> None:
        self._file.write(text.encode())


def _write_csv(file: IO[bytes], table: Table) -> int:
    writer = csv.writer(_Encoded(file), lineterminator="\r\n")
    writer.writerow(table.header)
    count = 0
    for row in table.rows:
        writer.writerow([disarmed(cell) for cell in row])
        count += 1
    return count


def _write_xlsx(file: IO[bytes], table: Table) -> int:
    return write_workbook(file, header=table.header, rows=table.rows)


CSV = Form("csv", "CSV", CSV_TYPE, _write_csv)
XLSX = Form("xlsx", "XLSX", XLSX_TYPE, _write_xlsx)
FORMS = (CSV, XLSX)
