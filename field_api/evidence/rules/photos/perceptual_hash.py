"""Perceptual hash of a photo: PDQ, 256 bits, in numpy (evidence A3).

Bit for bit what Meta's reference gives: luminance, two passes of a box filter ("Jarosz") down to 64 x 64, a
cosine transform, its 16 x 16 lowest frequencies without the constant, one bit per coefficient above the
median. Two pictures are the same picture when their hashes differ in at most 48 bits. 64-bit hashes drown in
false matches at ten million photos, so there are none here. A plain wall has no hash worth comparing: see
`quality`.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating[Any]]
FrameHashes = tuple[str, ...]
"""Hashes of the full frame and of its centre crops in the order of `CROPS`, each 64 hexadecimal digits."""

GRID = 64
FREQUENCIES = 16
JAROSZ_PASSES = 2
QUALITY_DIVISOR = 90
BEST_QUALITY = 100
LUMA_STEPS = 255
CROPS = {"crop5": 0.05, "crop10": 0.10, "crop2_5": 0.025, "crop7_5": 0.075}
"""Share cut off at each side: a cropped copy meets one of these and misses the full frame (evidence A3).

The first two are kept for others to be found by; the last two only ask, for what was cut off between the steps.
"""


KEPT_FRAMES = 3


@dataclass(frozen=True, slots=True)
class PhotoHashes:
    """Hashes as 64 hexadecimal digits: of the picture as it stands, seen in a mirror, upside down, and both.

    The other four symmetries of a picture are these four with rows and columns exchanged, which only reorders the bits
    (`field_api.evidence.rules.reuse.probes`). `mirrored` holds all frames, `flipped` and `turned` the three that are
    kept. `quality` is PDQ's own figure from 0 to 100; below 50 a match means nothing.
    """

    full: str
    crop5: str
    crop10: str
    crop2_5: str
    crop7_5: str
    mirrored: FrameHashes
    flipped: FrameHashes
    turned: FrameHashes
    quality: int

    def to_json(self) -> dict[str, Any]:
        return {
            "full": self.full,
            "crop5": self.crop5,
            "crop10": self.crop10,
            "crop2_5": self.crop2_5,
            "crop7_5": self.crop7_5,
            "mirrored": list(self.mirrored),
            "flipped": list(self.flipped),
            "turned": list(self.turned),
            "quality": self.quality,
        }

    @classmethod
    def from_json(cls, document: dict[str, Any]) -> "PhotoHashes":
        """Rebuild from `to_json`. Raises KeyError on the shorter document of inspection version 1."""
        frames = {name: tuple(document[name]) for name in ("mirrored", "flipped", "turned")}
        return cls(**{**document, **frames})


def hash_photo(luma: Floats) -> PhotoHashes:
    """Hash the luminance (0 to 255, rows by columns) of an upright picture of about 320 pixels."""
    frames = [_hash_frame(frame) for frame in (luma, *(_centre(luma, share) for share in CROPS.values()))]
    (full, crop5, crop10, crop2_5, crop7_5), mirrored, flipped, turned = zip(*frames, strict=True)
    return PhotoHashes(
        full=full,
        crop5=crop5,
        crop10=crop10,
        crop2_5=crop2_5,
        crop7_5=crop7_5,
        mirrored=mirrored,
        flipped=flipped[:KEPT_FRAMES],
        turned=turned[:KEPT_FRAMES],
        quality=_quality(_grid(luma)),
    )


def distance(one: str, other: str) -> int:
    """Count the bits in which two hashes differ."""
    return (int(one, 16) ^ int(other, 16)).bit_count()


def _hash_frame(luma: Floats) -> tuple[str, str, str, str]:
    """Hash a frame as it stands, mirrored, flipped and turned.

    The filter is not symmetric (its window may be even), so changing the signs of odd waves would be wrong by up to 42
    bits on real photos. Thinning from the other end instead gives what the mirrored pixels would give.
    """
    height, width = luma.shape
    waves = _waves_both_ways(height) @ luma @ _waves_both_ways(width).T
    near, far = slice(None, FREQUENCIES), slice(FREQUENCIES, None)
    return (
        _digits(waves[near, near]),
        _digits(waves[near, far]),
        _digits(waves[far, near]),
        _digits(waves[far, far]),
    )


def _centre(luma: Floats, share: float) -> Floats:
    height, width = luma.shape
    down, across = round(height * share), round(width * share)
    return luma[down : height - down, across : width - across]


def _grid(luma: Floats) -> Floats:
    """Filter and thin out to 64 x 64; both are linear and separable, hence two matrix products."""
    height, width = luma.shape
    grid: Floats = _thinning(height) @ luma @ _thinning(width).T
    return grid


@lru_cache(maxsize=256)
def _thinning(length: int) -> Floats:
    """Return the 64 x length matrix that box-filters an axis twice and keeps 64 samples of it."""
    window = (length + 2 * GRID - 1) // (2 * GRID)
    half = (window + 2) // 2
    box = np.zeros((length, length), dtype=np.float64)
    for at in range(length):
        first, last = max(0, at - window + half), min(length, at + half)
        box[at, first:last] = 1 / (last - first)
    kept = ((np.arange(GRID) + 0.5) * length / GRID).astype(int)
    thinning: Floats = np.linalg.matrix_power(box, JAROSZ_PASSES)[kept].astype(np.float32)
    return thinning


@lru_cache(maxsize=1)
def _cosines() -> Floats:
    frequency = np.arange(1, FREQUENCIES + 1)[:, None]
    place = np.arange(GRID)[None, :]
    waves = np.cos(np.pi / 2 / GRID * frequency * (2 * place + 1))
    cosines: Floats = (np.sqrt(2 / GRID) * waves).astype(np.float32)
    return cosines


@lru_cache(maxsize=256)
def _waves_both_ways(length: int) -> Floats:
    """Return the 32 x length matrix that thins an axis out and takes its 16 waves, from its start and from its end."""
    waves = _cosines() @ _thinning(length)
    both: Floats = np.ascontiguousarray(np.concatenate([waves, waves[:, ::-1]]))
    return both


def _digits(spectrum: Floats) -> str:
    """Set a bit for each coefficient above the lower median; the first one is the lowest bit, as in Meta's."""
    flat = spectrum.ravel()
    median = np.partition(flat, flat.size // 2 - 1)[flat.size // 2 - 1]
    return np.packbits(flat[::-1] > median).tobytes().hex()


def _quality(grid: Floats) -> int:
    """Sum the steps between neighbours, each in whole hundredths of the range."""
    steps = sum(int(np.trunc(np.abs(np.diff(grid, axis=axis)) * (100 / LUMA_STEPS)).sum()) for axis in (0, 1))
    return min(BEST_QUALITY, steps // QUALITY_DIVISOR)
