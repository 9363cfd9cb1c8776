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

GRID = 64
FREQUENCIES = 16
JAROSZ_PASSES = 2
QUALITY_DIVISOR = 90
BEST_QUALITY = 100
LUMA_STEPS = 255
CROPS = {"crop5": 0.05, "crop10": 0.10}
"""Share cut off at each side: a cropped copy meets one of these and misses the full frame (evidence A3)."""


@dataclass(frozen=True, slots=True)
class PhotoHashes:
    """Hashes as 64 hexadecimal digits; `mirrored` are those of the picture seen in a mirror.

    `quality` is PDQ's own figure from 0 to 100; below 50 a match means nothing.
    """

    full: str
    crop5: str
    crop10: str
    mirrored: tuple[str, str, str]
    quality: int

    def to_json(self) -> dict[str, Any]:
        return {
            "full": self.full,
            "crop5": self.crop5,
            "crop10": self.crop10,
            "mirrored": list(self.mirrored),
            "quality": self.quality,
        }

    @classmethod
    def from_json(cls, document: dict[str, Any]) -> "PhotoHashes":
        return cls(**{**document, "mirrored": tuple(document["mirrored"])})


def hash_photo(luma: Floats) -> PhotoHashes:
    """Hash the luminance (0 to 255, rows by columns) of an upright picture of about 320 pixels."""
    frames = [luma, *(_centre(luma, share) for share in CROPS.values())]
    grids = [_grid(frame) for frame in frames]
    spectra = [_spectrum(grid) for grid in grids]
    full, crop5, crop10 = (_digits(spectrum) for spectrum in spectra)
    mirror = _mirror_signs()
    return PhotoHashes(
        full=full,
        crop5=crop5,
        crop10=crop10,
        mirrored=(_digits(spectra[0] * mirror), _digits(spectra[1] * mirror), _digits(spectra[2] * mirror)),
        quality=_quality(grids[0]),
    )


def distance(one: str, other: str) -> int:
    """Count the bits in which two hashes differ."""
    return (int(one, 16) ^ int(other, 16)).bit_count()


def nearest(one: PhotoHashes, other: PhotoHashes) -> int:
    """Return the smallest distance between two photos over all crops, mirrored or not."""
    stored = (other.full, other.crop5, other.crop10)
    probes = (one.full, one.crop5, one.crop10, *one.mirrored)
    return min(distance(probe, kept) for probe in probes for kept in stored)


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


def _spectrum(grid: Floats) -> Floats:
    spectrum: Floats = _cosines() @ grid @ _cosines().T
    return spectrum


@lru_cache(maxsize=1)
def _mirror_signs() -> Floats:
    """Return the signs by which a left-right mirror changes the spectrum: odd waves across turn over."""
    across = np.arange(1, FREQUENCIES + 1)
    return np.where(across % 2 == 1, -1, 1).astype(np.float32)[None, :]


def _digits(spectrum: Floats) -> str:
    """Set a bit for each coefficient above the lower median; the first one is the lowest bit, as in Meta's."""
    flat = spectrum.ravel()
    median = np.partition(flat, flat.size // 2 - 1)[flat.size // 2 - 1]
    return np.packbits(flat[::-1] > median).tobytes().hex()


def _quality(grid: Floats) -> int:
    """Sum the steps between neighbours, each in whole hundredths of the range."""
    steps = sum(int(np.trunc(np.abs(np.diff(grid, axis=axis)) * (100 / LUMA_STEPS)).sum()) for axis in (0, 1))
    return min(BEST_QUALITY, steps // QUALITY_DIVISOR)
