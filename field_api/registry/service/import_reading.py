"""Reading an import file twice: once whole, to refuse it before anything is stored, then batch by batch.

Knows nothing of the database, and holds two batches in memory, however long the file is.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from field_api.registry.rules.import_columns import Columns, read_heading
from field_api.registry.rules.import_rows import RowReader, RowRejected
from field_api.registry.rules.spreadsheets import NikDamage
from field_api.registry.service.import_batches import Batch, Sealer
from field_api.registry.service.table_files import Table, UnreadableFile, open_table

BATCH_ROWS = 2000
# One look early, so that a damaged file is refused at once; the other at the end.
_FIRST_LOOK = 1000
_NUMBER_FIELDS = ("nik", "no_kk")


def checked_columns(path: Path) -> Columns:
    """Read the whole file once. Raises UnreadableFile, UnusableHeading, SpreadsheetDamage."""
    with open_table(path) as table:
        columns = _heading(table)
        watched = [(place, NikDamage()) for name in _NUMBER_FIELDS if (place := columns.place(name)) is not None]
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
            raise UnreadableFile("The file has a heading and no rows.")
        _refuse_damage(watched)
    return columns


def read_ahead(batches: Iterator[Batch]) -> Iterator[Batch]:
    """Prepare the next batch in a thread while the database stores this one: two cores are then busy, not one."""
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="import-reader") as reader:
        coming = reader.submit(next, batches, None)
        while (batch := coming.result()) is not None:
            coming = reader.submit(next, batches, None)
            yield batch


def _refuse_damage(watched: list[tuple[int, NikDamage]]) -> None:
    for _, damage in watched:
        damage.refuse_if_damaged()


def _heading(table: Table) -> Columns:
    first = next(table.rows, None)
    if first is None:
        raise UnreadableFile("The file is empty.")
    return read_heading(first[1])


def read_batches(path: Path, reader: RowReader, sealer: Sealer, *, rows_done: int) -> Iterator[Batch]:
    """The rest of the file in batches, without the rows that an earlier run has done."""
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
            if count - batch.begins_after == BATCH_ROWS:
                batch.bytes_read = table.position()
                yield batch
                batch = Batch(begins_after=count)
        if batch.rows_read:
            batch.bytes_read = table.position()
            yield batch
