"""Exact search among hashes: every stored hash within a number of bits of a probe, by looking at all of them (B6).

No index of hashes answers 60 bits of 256; a scan of columns does, any radius, and cannot miss. It reads the hashes in
pieces that stay in the processor's cache while all probes pass over them, and leaves a row as soon as the first words
differ by more than the radius, which nearly all rows do.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from field_api.evidence.rules.reuse.probes import FRAMES, WORDS, Probe, Words

PIECE_ROWS = 16_384
"""Rows of a piece: 128 KB of one word, so that a word and what is made of it fit into the cache of a core."""
PIECE_SHAPE = (len(FRAMES), WORDS, PIECE_ROWS)
PIECE_BYTES = len(FRAMES) * WORDS * PIECE_ROWS * 8
WORDS_LOOKED_AT = 3
"""Two words of strangers differ in 64 bits, give or take 6: too near to 48 and 60. Three leave no row in a million."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A stored picture that is near: the row of its hashes, in how many bits it differs, and by which probe."""

    row: int
    distance: int
    probe: Probe


class _Scratch:
    """Buffers of one search: a scan allocates nothing for the rows it leaves."""

    def __init__(self) -> None:
        self.differing = np.empty(PIECE_ROWS, dtype=np.uint64)
        self.bits = np.empty(PIECE_ROWS, dtype=np.uint8)
        self.sums = np.empty(PIECE_ROWS, dtype=np.uint8)
        self.near = np.empty(PIECE_ROWS, dtype=np.bool_)


def nearest_rows(pieces: Iterable[Words], probes: Sequence[Probe], *, radius: int, before: int) -> list[Hit]:
    """The best hit of every row below `before` that lies within `radius` bits of a probe, by row.

    Each of `pieces` has the shape (frames, words, rows of a piece); unused rows hold zeros, which lie 128 bits from any
    hash. `radius` is below 128.
    """
    best: dict[int, Hit] = {}
    scratch = _Scratch()
    for first, piece in zip(range(0, before, PIECE_ROWS), pieces, strict=False):
        rows = min(PIECE_ROWS, before - first)
        for probe in probes:
            columns = piece[FRAMES.index(probe.other_frame), :, :rows]
            for row, distance in _within(columns, probe.words, radius, scratch):
                known = best.get(first + row)
                if known is None or distance < known.distance:
                    best[first + row] = Hit(first + row, distance, probe)
    return [best[row] for row in sorted(best)]


def _within(columns: Words, probe: Words, radius: int, scratch: _Scratch) -> list[tuple[int, int]]:
    """Rows of a piece within the radius, each with its distance."""
    rows = columns.shape[1]
    differing, bits, sums, near = (
        buffer[:rows] for buffer in (scratch.differing, scratch.bits, scratch.sums, scratch.near)
    )
    for word in range(WORDS_LOOKED_AT):
        np.bitwise_xor(columns[word], probe[word], out=differing)
        np.bitwise_count(differing, out=bits if word else sums)
        if word:
            np.add(sums, bits, out=sums)
    np.less_equal(sums, radius, out=near)
    left: NDArray[np.intp] = np.flatnonzero(near)
    if not left.size:
        return []
    rest = columns[WORDS_LOOKED_AT:, left] ^ probe[WORDS_LOOKED_AT:, None]
    distances = sums[left] + np.bitwise_count(rest).sum(axis=0, dtype=np.uint16)
    hit = distances <= radius
    return list(zip(left[hit].tolist(), distances[hit].tolist(), strict=True))
