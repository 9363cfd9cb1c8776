"""Reading an import file twice: once whole, to refuse it before anything is stored, then batch by batch.

Knows nothing of the database, and holds two batches in memory, however long the file is.
"""

import gc
import multiprocessing
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

from field_api.registry.rules.import_columns import Columns, read_heading
from field_api.registry.rules.import_rows import RowReader, RowRejected
from field_api.registry.rules.spreadsheets import NikDamage
from field_api.registry.service.import_batches import Batch, Sealer
from field_api.registry.service.table_files import Table, open_table, unreadable

BATCH_ROWS = 2000
# A smaller file is read before a process for it has begun.
LARGE_BYTES = 1_000_000
# Of a worker with threads and connections nothing may be copied, so the reading process begins anew.
_processes = multiprocessing.get_context("spawn")
# A batch is a hundred thousand objects that all live until it is sent: looking for garbage among them finds none.
_OBJECTS_BETWEEN_COLLECTIONS = 500_000
# One look early, so that a damaged file is refused at once; the other at the end.
_FIRST_LOOK = 1000
_NUMBER_FIELDS = ("nik", "no_kk")


class ReaderDied(RuntimeError):
    """The reading process ended without a word; nothing is wrong with the file."""


def checked_columns(path: Path) -> Columns:
    """Read the whole file once. Raises UnreadableFile, UnusableHeading, SpreadsheetDamage."""
    with open_table(path) as table:
        columns = _heading(table)
        watched = [(place, NikDamage(name)) for name in _NUMBER_FIELDS if (place := columns.place(name)) is not None]
        last = [""] * len(watched)
        count = 0
        for count, (_, cells) in enumerate(table.rows, start=1):
            for column, (place, damage) in enumerate(watched):
                # The card of a household stands beside every member.
                if place < len(cells) and cells[place] != last[column]:
                    last[column] = cells[place]
                    damage.observe(cells[place])
            if count == _FIRST_LOOK:
                _refuse_damage(watched)
        if count == 0:
            raise unreadable("rows_missing", "The file has a heading and no rows.", "Choose another one.")
        _refuse_damage(watched)
    return columns


def read_ahead(path: Path, reader: RowReader, sealer: Sealer, *, rows_done: int) -> Iterator[Batch]:
    """The batches of `read_batches`, made by a process of its own while the database stores the one before.

    A small file is read here. What reading raises is raised here as well; `ReaderDied` when the process was killed, and
    then the import can go on later.
    """
    if path.stat().st_size < LARGE_BYTES:
        yield from read_batches(path, reader, sealer, rows_done=rows_done, batch_rows=BATCH_ROWS)
        return
    receiving, sending = _processes.Pipe(duplex=False)
    process = _processes.Process(
        target=_send_batches,
        args=(sending, path, reader, sealer, rows_done, BATCH_ROWS),
        name="import-reader",
        daemon=True,
    )
    process.start()
    # Only the reader holds this end now, so its death ends the stream.
    sending.close()
    try:
        while (batch := receiving.recv()) is not None:
            if isinstance(batch, Exception):
                raise batch
            yield batch
    except EOFError:
        raise ReaderDied("The process that read the file was killed.") from None
    finally:
        receiving.close()
        process.terminate()
        process.join()


def _send_batches(
    sending: Connection, path: Path, reader: RowReader, sealer: Sealer, rows_done: int, batch_rows: int
) -> None:
    """Send every batch, then None; or the exception that ended the reading."""
    gc.freeze()
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    try:
        for batch in read_batches(path, reader, sealer, rows_done=rows_done, batch_rows=batch_rows):
            sending.send(batch)
    except Exception as error:  # noqa: BLE001 - raised again on the other side
        sending.send(error)
    else:
        sending.send(None)


def _refuse_damage(watched: list[tuple[int, NikDamage]]) -> None:
    for _, damage in watched:
        damage.refuse_if_damaged()


def _heading(table: Table) -> Columns:
    first = next(table.rows, None)
    if first is None:
        raise unreadable("file_empty", "The file is empty.", "Choose another one.")
    return read_heading(first[1])


def read_batches(path: Path, reader: RowReader, sealer: Sealer, *, rows_done: int, batch_rows: int) -> Iterator[Batch]:
    """The rest of the file in batches of so many rows, without the rows that an earlier run has done."""
    with open_table(path) as table:
        _heading(table)
        batch = Batch(begins_after=rows_done)
        for count, (row, cells) in enumerate(table.rows, start=1):
            if count <= rows_done:
                continue
            try:
                batch.people.append(sealer.seal(reader.read(row, cells)))
            except RowRejected as rejected:
                batch.rejections[row] = rejected.problems
            batch.rows_read = count
            if count - batch.begins_after == batch_rows:
                batch.bytes_read = table.position()
                yield batch
                batch = Batch(begins_after=count)
        if batch.rows_read:
            batch.bytes_read = table.position()
            yield batch
