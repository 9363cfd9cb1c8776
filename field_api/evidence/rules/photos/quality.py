"""Tell whether a picture shows anything: blur, darkness, clipping, bars (evidence A4). Scores, not refusals."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

BLUR_LIMIT = 150
"""Variance of the Laplacian at 320 pixels: 99 of 100 sharp house photos lie above 286 (evidence A4).

Half of that, because plain walls and older phones lie between 200 and 300 without being blurred.
"""
DARK_LIMIT = 50
"""Mean luminance: sharp photos of houses lie above 85, the same darkened to a fifth below 37 (evidence A4)."""
FEATURELESS_LIMIT = 50
"""PDQ quality below which hashes must not be compared (evidence A3)."""
BLACK, WHITE = 4, 251
BAR_SPREAD = 3
BAR_MIN_SHARE = 0.04


@dataclass(frozen=True, slots=True)
class PhotoQuality:
    """Three figures, all whole numbers, so that an inspection can be signed.

    `sharpness` is the variance of the Laplacian, `luminance` a mean from 0 to 255, `clipped_permille` the share
    of pixels at the ends of the range.
    """

    sharpness: int
    luminance: int
    clipped_permille: int

    def to_json(self) -> dict[str, int]:
        return {
            "sharpness": self.sharpness,
            "luminance": self.luminance,
            "clipped_permille": self.clipped_permille,
        }

    def remarks(self) -> tuple[str, ...]:
        judged = {"blurred": self.sharpness < BLUR_LIMIT, "dark": self.luminance < DARK_LIMIT}
        return tuple(remark for remark, holds in judged.items() if holds)


def measure_quality(luma: NDArray[np.uint8]) -> PhotoQuality:
    """Measure the luminance of a picture of about 320 pixels, rows by columns."""
    wide = luma.astype(np.int16)
    laplacian = (wide[:-2, 1:-1] + wide[2:, 1:-1] + wide[1:-1, :-2] + wide[1:-1, 2:] - (wide[1:-1, 1:-1] << 2)).astype(
        np.float32
    )
    clipped = np.count_nonzero((luma <= BLACK) | (luma >= WHITE))
    return PhotoQuality(
        sharpness=round(float(laplacian.var())),
        luminance=round(float(luma.mean())),
        clipped_permille=round(1000 * clipped / luma.size),
    )


def without_bars(luma: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Cut uniform rows and columns off the edges, as screenshots and letterboxes have them.

    Returns the array unchanged when less than a twenty-fifth of a side would go or hardly anything would be
    left.
    """
    height, width = luma.shape
    rows = np.flatnonzero(np.ptp(luma, axis=1) > BAR_SPREAD)
    columns = np.flatnonzero(np.ptp(luma, axis=0) > BAR_SPREAD)
    if rows.size < height // 3 or columns.size < width // 3:
        return luma
    inner = luma[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    lost = max(1 - inner.shape[0] / height, 1 - inner.shape[1] / width)
    return inner if lost >= BAR_MIN_SHARE else luma


def framed_above_and_below(luma: NDArray[np.uint8]) -> bool:
    """Tell whether the first and the last row are plain: bars on both sides frame a picture and hide nothing of it."""
    return int(np.ptp(luma[0])) <= BAR_SPREAD and int(np.ptp(luma[-1])) <= BAR_SPREAD
