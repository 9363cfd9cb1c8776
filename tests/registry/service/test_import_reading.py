"""The process that reads ahead: the same batches, its errors here, and its death told."""

import multiprocessing
import os
import signal
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from field_api.registry.rules.import_rows import RowReader
from field_api.registry.service import import_reading as reading
from field_api.registry.service.import_batches import Sealer
from field_api.registry.service.table_files import UnreadableFile
from field_api.scope import EVERYWHERE
from tests.factories.registry import AT, KEYS

pytestmark = pytest.mark.usefixtures("small_batches_of_a_large_file")


@pytest.fixture
def small_batches_of_a_large_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "BATCH_ROWS", 2)
    monkeypatch.setattr(reading, "LARGE_BYTES", 0)


@pytest.fixture
def file(csv_file: Any, a_row: Any) -> Path:
    path: Path = csv_file([*(a_row() for _ in range(4)), a_row(nik="12"), a_row()])
    return path


def reader_of(path: Path) -> RowReader:
    return RowReader(reading.checked_columns(path), scope=EVERYWHERE, today=AT.date())


def test_the_batches_are_those_of_the_file(file: Path) -> None:
    reader = reader_of(file)

    ahead = list(reading.read_ahead(file, reader, Sealer(KEYS), rows_done=2))

    here = list(reading.read_batches(file, reader, Sealer(KEYS), rows_done=2, batch_rows=2))
    assert [(batch.begins_after, batch.rows_read, batch.bytes_read) for batch in ahead] == [
        (batch.begins_after, batch.rows_read, batch.bytes_read) for batch in here
    ]
    # The seal of a number is another one each time; its hash is not.
    assert [(each.id, each.household.id, each.nik and each.nik.hash) for batch in ahead for each in batch.people] == [
        (each.id, each.household.id, each.nik and each.nik.hash) for batch in here for each in batch.people
    ]
    assert [batch.rejections for batch in ahead] == [batch.rejections for batch in here]


def test_what_reading_raises_is_raised_here(file: Path) -> None:
    reader = reader_of(file)
    file.write_bytes(b"")

    with pytest.raises(UnreadableFile):
        list(reading.read_ahead(file, reader, Sealer(KEYS), rows_done=0))


def test_a_killed_reader_is_told_and_leaves_nobody_waiting(csv_file: Any, a_row: Any) -> None:
    # More than fits between the two processes, so that it cannot have sent everything before it dies.
    file = csv_file([a_row(nik="", no_kk="", household_id=str(uuid4())) for _ in range(1000)])
    batches = reading.read_ahead(file, reader_of(file), Sealer(KEYS), rows_done=0)
    next(batches)
    [child] = multiprocessing.active_children()
    os.kill(child.pid or 0, signal.SIGKILL)

    with pytest.raises(reading.ReaderDied):
        list(batches)

    assert multiprocessing.active_children() == []


def test_whoever_stops_early_leaves_no_process_behind(file: Path) -> None:
    batches = reading.read_ahead(file, reader_of(file), Sealer(KEYS), rows_done=0)
    next(batches)

    batches.close()  # type: ignore[attr-defined]

    assert multiprocessing.active_children() == []
