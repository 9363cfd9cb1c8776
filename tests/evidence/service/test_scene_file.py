"""Pieces of a mapped file: what is written stays, and what was searched is given back."""

import re
from pathlib import Path

import numpy as np
import pytest

from field_api.evidence.rules.reuse.probes import Probe, Symmetry
from field_api.evidence.rules.reuse.search import PIECE_BYTES, PIECE_ROWS, PIECE_SHAPE, nearest_rows
from field_api.evidence.service.scene_file import MappedPieces

COUNT = 6


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "scenes.words"
    path.write_bytes(bytes(COUNT * PIECE_BYTES))
    return path


def held_of(file: Path) -> int:
    """KiB of this file that the process holds in memory."""
    maps = Path("/proc/self/smaps").read_text(encoding="ascii").partition(str(file))[2]
    found = re.search(r"^Rss: +(\d+) kB$", maps, re.MULTILINE)
    assert found
    return int(found[1])


def test_whoever_has_gone_through_holds_nothing_and_what_was_written_is_still_there(file: Path) -> None:
    pieces = MappedPieces(file)
    written = np.random.default_rng(1).integers(0, 2**64, (COUNT, *PIECE_SHAPE), dtype=np.uint64)
    pieces.words[:] = written
    assert held_of(file) >= COUNT * PIECE_BYTES // 1024

    held = [held_of(file) for piece, expected in zip(pieces, written, strict=True) if (piece == expected).all()]

    assert len(held) == COUNT
    assert held == sorted(held, reverse=True)
    assert held_of(file) == 0
    assert (pieces.words == written).all()


def test_a_search_that_ends_before_the_file_holds_nothing_either(file: Path) -> None:
    pieces = MappedPieces(file)
    wanted = pieces.words[2, 0, :, 7] = np.arange(1, 5, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    probe = Probe(wanted, "full", "full", Symmetry.IDENTITY)

    hits = nearest_rows(pieces, [probe], radius=10, before=2 * PIECE_ROWS + 8)

    assert [(hit.row, hit.distance) for hit in hits] == [(2 * PIECE_ROWS + 7, 0)]
    assert held_of(file) == 0


def test_a_piece_that_is_not_whole_is_left_out(file: Path) -> None:
    with file.open("ab") as longer:
        longer.write(bytes(PIECE_BYTES - 1))

    assert len(MappedPieces(file)) == COUNT


def test_what_was_flushed_is_in_the_file(file: Path) -> None:
    pieces = MappedPieces(file)
    pieces.words[COUNT - 1, 0, 0, 0] = 77
    pieces.flush()

    assert np.fromfile(file, dtype=np.uint64).reshape(COUNT, *PIECE_SHAPE)[COUNT - 1, 0, 0, 0] == 77
