"""The pieces of a file of hashes in memory, as much of it as a search is reading and no more."""

import mmap
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from field_api.evidence.rules.reuse.probes import Words
from field_api.evidence.rules.reuse.search import PIECE_BYTES, PIECE_SHAPE


class MappedPieces:
    """Every whole piece of a file, mapped: `words` to write to, and one after the other to search.

    Whoever goes through them gives each back behind him. The kernel keeps what it has room for, so the next search
    finds it there, but no process holds ten million photos.
    """

    def __init__(self, file: Path) -> None:
        count = file.stat().st_size // PIECE_BYTES
        with file.open("r+b") as opened:
            self._mapped = mmap.mmap(opened.fileno(), count * PIECE_BYTES)
        self.words: Words = np.frombuffer(self._mapped, dtype=np.uint64).reshape(count, *PIECE_SHAPE)

    def __len__(self) -> int:
        return len(self.words)

    def __iter__(self) -> Iterator[Words]:
        for number, piece in enumerate(self.words):
            try:
                yield piece
            finally:
                self._mapped.madvise(mmap.MADV_DONTNEED, number * PIECE_BYTES, PIECE_BYTES)

    def flush(self) -> None:
        """Wait until all that was written is on the disk."""
        self._mapped.flush()
