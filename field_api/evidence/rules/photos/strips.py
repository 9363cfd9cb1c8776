"""Find a strip that an app printed over the edge of a picture, such as the time on black, and fill it from beside it.

A strip hides a part of the scene: cutting it off would leave another picture than the one that was stored before. Filled
with what stands next to it, fading into its mean, the picture comes nearest to what it was (docs/decisions/0016). A plain
sky that ends at once may be taken for a strip; then the picture is only looked for in two ways.
"""

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
_BORDER_ROWS = 2
_MEAN_OF = 3


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
    level = int(np.median(luma[-EDGE_ROWS:]))
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
    """The last rows of what lies above them, fading downwards into its mean by column."""
    filled = luma.astype(np.float32)
    scene = filled[:-rows]
    near, far = scene[-_MEAN_OF:].mean(axis=0), scene[-_MEAN_OF * rows :].mean(axis=0)
    weight = np.linspace(0, 1, rows, dtype=np.float32)[:, None]
    filled[-rows:] = near * (1 - weight) + far * weight
    return filled
