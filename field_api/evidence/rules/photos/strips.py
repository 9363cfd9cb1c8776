"""Find a strip that an app printed over the edge of a picture, such as the time on black, and fill it from beside it.

A strip hides a part of the scene: cutting it off would leave another picture than the one that was stored before. Filled
with what stands next to it, smoother with every row and fading into what its columns are elsewhere, the picture comes
nearest to what it was (docs/decisions/0018). A plain sky that ends at once may be taken for a strip; then the picture is
only looked for in two ways.
"""

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating[Any]]

LEVELS = 6
"""How far pixels of a plain background may lie from its level after JPEG."""
EDGE_ROWS, EDGE_SHARE = 2, 0.9
"""The outermost rows hold no writing."""
TEXT_SHARE = 0.25
"""So much background is left in a row full of writing."""
BEYOND_ROWS, BEYOND_SHARE = 6, 0.2
"""The scene beside a strip is of another colour at once; a sky or a wall goes on."""
LEAST_SHARE, MOST_SHARE = 0.04, 0.3
_BORDER_ROWS = 1
"""JPEG mixes this much of the strip into the scene."""
_MEAN_OF = 9
"""So many times its own height of the scene tells what may lie under the end of a strip."""


def without_strips(luma: NDArray[np.uint8]) -> tuple[NDArray[np.uint8] | Floats, int]:
    """The picture (luminance, rows by columns) with the strips at its upper and lower edge filled, and their number.

    The very same array when there is none.
    """
    filled: NDArray[np.uint8] | Floats = luma
    found = 0
    for turned in (slice(None), slice(None, None, -1)):
        rows = _strip_below(luma[turned])
        if rows:
            filled = _filled(filled[turned], rows + _BORDER_ROWS)[turned]
            found += 1
    return filled, found


def _strip_below(luma: NDArray[np.uint8]) -> int:
    """Rows of a strip at the lower edge, 0 for none."""
    height = len(luma)
    edge = luma[-EDGE_ROWS:].ravel()
    # What np.median does, without its care for fractions: it is most of what a picture without a strip costs.
    level = int(np.partition(edge, edge.size // 2)[edge.size // 2])
    # Nearly every picture is left here, having cost nothing.
    if (_background(luma[-EDGE_ROWS:], level) < EDGE_SHARE).any():
        return 0
    background = _background(luma, level)
    scene = np.flatnonzero(background < TEXT_SHARE)
    first = int(scene[-1]) + 1 if scene.size else 0
    rows = height - first
    if not LEAST_SHARE * height <= rows <= MOST_SHARE * height:
        return 0
    beyond = background[max(0, first - BEYOND_ROWS) : first].mean()
    return rows if beyond <= BEYOND_SHARE else 0


def _background(luma: NDArray[np.uint8], level: int) -> Floats:
    """Of each row, the share of pixels near a level."""
    shares: Floats = (np.abs(luma.astype(np.int16) - level) <= LEVELS).mean(axis=1)
    return shares


def _filled(luma: NDArray[np.uint8] | Floats, rows: int) -> Floats:
    """The last rows made of what lies above them.

    The row beside the strip goes on as Laplace's equation with a free lower edge has it: the finer a wave, the sooner it
    fades. That alone is the smoothest guess; with the square of the distance it gives way to the mean of each column.
    """
    filled = luma.astype(np.float32)
    scene = filled[:-rows]
    near, far = scene[-1], scene[-_MEAN_OF * rows :].mean(axis=0)
    weight = (np.arange(1, rows + 1, dtype=np.float32) / rows)[:, None] ** 2
    guess = near * (1 - weight) + far * weight
    # A row and its mirror image are periodic, so no edge of the picture meets the other.
    waves = np.fft.rfft(np.concatenate([guess, guess[:, ::-1]], axis=1), axis=1)
    filled[-rows:] = np.fft.irfft(waves * _fading(rows, luma.shape[1]), axis=1)[:, : luma.shape[1]]
    return filled


@lru_cache(maxsize=16)
def _fading(rows: int, columns: int) -> Floats:
    """What is left of each wave of a row (columns) at each distance from it (rows)."""
    steepness = np.pi * np.arange(columns + 1) / columns
    away = np.arange(1, rows + 1)[:, None]
    # cosh(k (rows - away)) / cosh(k rows), written so that nothing overflows.
    fading: Floats = np.exp(-steepness * away) * (1 + np.exp(-2 * steepness * (rows - away)))
    fading /= 1 + np.exp(-2 * steepness * rows)
    return fading.astype(np.float32)
