"""Tables as CSV files that can be checked: how many rows, and the SHA-256 of the whole, stated in headers.

The file is written to disk before the first byte is sent, so an export that fails halfway never looks complete, and
memory stays flat. Cells that a spreadsheet would run as a formula are disarmed.
"""

import csv
import hashlib
import io
import tempfile
from collections.abc import Iterable, Sequence
from typing import IO, Any, BinaryIO, cast

from flask import Response, send_file

CSV_TYPE = "text/csv"
ROWS_HEADER = "X-Row-Count"
CHECKSUM_HEADER = "X-Content-SHA256"
# Below this an export never touches the disk.
_IN_MEMORY_BYTES = 1 << 20
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class _HashedFile:
    """The text sink that `csv.writer` wants; counts and hashes what passes."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.sha256 = hashlib.sha256()
        self.size = 0

    def write(self, text: str) -> None:
        encoded = text.encode()
        self.sha256.update(encoded)
        self.size += len(encoded)
        self._file.write(encoded)


def csv_download(*, header: Sequence[str], rows: Iterable[Sequence[Any]], name: str) -> Response:
    """Answer with a CSV file called `name`; the headers state its rows (without the header line) and its SHA-256."""
    file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY_BYTES)  # noqa: SIM115 - a large one is closed once sent
    try:
        sink = _HashedFile(file)
        count = _write(sink, header, rows)
        file.seek(0)
        # send_file closes the file when the server has sent it.
        whole = file if sink.size > _IN_MEMORY_BYTES else io.BytesIO(file.read())
        response = send_file(cast("BinaryIO", whole), mimetype=CSV_TYPE, as_attachment=True, download_name=name)
        if whole is not file:
            file.close()
    except BaseException:
        file.close()
        raise
    response.content_length = sink.size
    response.headers[ROWS_HEADER] = str(count)
    response.headers[CHECKSUM_HEADER] = sink.sha256.hexdigest()
    return response


def _write(sink: _HashedFile, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    writer = csv.writer(sink, lineterminator="\r\n")
    writer.writerow(header)
    count = 0
    for row in rows:
        writer.writerow([disarmed(cell) for cell in row])
        count += 1
    return count


def disarmed(cell: Any) -> Any:
    """The cell as it may stand in a spreadsheet: text that begins like a formula gets an apostrophe before it."""
    if isinstance(cell, str) and cell.startswith(_FORMULA_STARTS):
        return "'" + cell
    return cell
