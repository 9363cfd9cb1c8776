"""Look for the fine grid that lies all over a photo of a screen or a print: what pixels or dots leave after camera and shrinking.

Such a grid is a wave that stands out of the spectrum in most parts of the picture and is finer than what walls, roofs and
bars repeat; where a coarser wave stands out as well, the fine one is its overtone (docs/decisions/0018). Half of the
screens leave nothing that can be seen at 1600 pixels, ink jets and photo labs leave nothing at all, and a net or a cloth that
fills the picture can have such a wave too. So this says where to look closely, and nothing else.
"""

from statistics import median

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Floats = NDArray[np.float32]

PATCH = 128
LEAST_SIDE = 2 * PATCH
"""Smaller pictures were shrunk too often to keep a grid."""
COLUMNS, ROWS = 5, 4
LOOKS = (
    ((1, 1),),
    ((3, 2), (2, 1), (2, 3)),
    ((0, 2), (4, 1), (1, 3), (3, 0)),
    ((1, 0), (3, 3), (0, 0), (4, 3)),
    ((2, 2), (4, 0), (0, 3), (2, 0)),
    ((1, 2), (3, 1), (0, 1), (4, 2)),
)
"""All patches by column and row, a few at a time: an honest photo is nearly always left after the first."""
GRID_LIMIT = 45
"""Measured by `script/bench/screens.py`: above every real photo there is, which end at 38."""

# Powers as the window below leaves them: a wave of an amplitude of a tenth of a grey level and less is noise of JPEG.
_NOISE = 1e4
_FINEST_COARSE, _COARSEST_FINE, _COARSEST = 0.27, 0.30, 0.04
"""Waves per pixel: what repeats every 3.3 pixels or finer is a grid, every 3.7 to 25 pixels a wall or a cloth."""
_COARSE_ALLOWED = 5.0
"""So far, in nepers, something coarse stands out of any scene."""
_JPEG_BLOCK = 8
_AROUND, _ITSELF = 5, 2
"""Bins on each side: the surroundings of a wave, and what belongs to the wave itself."""
_WINDOW = np.outer(*2 * [np.hanning(PATCH + 2)[1:-1]]).astype(np.float32)


def _bands() -> tuple[Floats, Floats]:
    """What to take from the level of each bin so that only fine, only coarse waves are left; JPEG's own are neither."""
    down, across = np.fft.fftfreq(PATCH)[:, None], np.fft.rfftfreq(PATCH)[None, :]
    length = np.hypot(down, across)
    beside = _JPEG_BLOCK * 1.5 / PATCH
    of_blocks = [np.abs(axis * _JPEG_BLOCK - np.round(axis * _JPEG_BLOCK)) < beside for axis in (down, across)]
    fine = (length > _COARSEST_FINE) & ~(of_blocks[0] & of_blocks[1])
    coarse = (length > _COARSEST) & (length < _FINEST_COARSE)
    none, all_of_it = np.float32(0), np.float32(np.inf)
    return np.where(fine, none, all_of_it), np.where(coarse, none, all_of_it)


def _around(reach: int) -> tuple[Floats, Floats]:
    """Two matrices that sum a spectrum over the bins within a reach: down its rows, which close in a ring, and across."""
    bins = np.arange(PATCH)
    apart = np.abs(bins[:, None] - bins[None, :])
    down = (np.minimum(apart, PATCH - apart) <= reach).astype(np.float32)
    # A real picture's spectrum is its own reflection, so what lies beyond its first and last column is taken from before.
    last = PATCH // 2
    across = np.zeros((last + 1, last + 1), dtype=np.float32)
    for at in range(last + 1):
        for beside in range(at - reach, at + reach + 1):
            across[last - abs(last - abs(beside)), at] += 1
    return down, across


_NOT_FINE, _NOT_COARSE = _bands()
_DOWN, _ACROSS = _around(_AROUND)
_DOWN_ITSELF, _ACROSS_ITSELF = _around(_ITSELF)
_BINS_AROUND = (2 * _AROUND + 1) ** 2 - (2 * _ITSELF + 1) ** 2


def screen_grid(picture: Image.Image) -> int:
    """How far a fine grid stands out of the middle one of the patches looked at, in tenths of a neper of power.

    The picture is RGB, as decoded for the large derivative. It is left once a look shows no grid, so a figure above the
    limit is one of all patches. 0 when the picture is small.
    """
    if min(picture.size) < LEAST_SIDE:
        return 0
    seen: list[float] = []
    for look in LOOKS:
        seen.extend(_standing_out(picture, look).tolist())
        showing = sum(each * 10 > GRID_LIMIT for each in seen)
        if 2 * showing < len(seen):
            break
    return max(0, round(10 * median(seen)))


def _standing_out(picture: Image.Image, places: tuple[tuple[int, int], ...]) -> Floats:
    """Of each patch how far its best fine wave stands out, less what a coarse one has beyond the ordinary."""
    patches = np.stack([_patch(picture, *place) for place in places])
    patches -= patches.mean(axis=(1, 2), keepdims=True)
    waves = np.fft.rfft2(patches * _WINDOW)
    levels = np.log(waves.real**2 + waves.imag**2 + np.float32(_NOISE))
    around = (_DOWN @ levels @ _ACROSS - _DOWN_ITSELF @ levels @ _ACROSS_ITSELF) / _BINS_AROUND
    above = levels - around
    coarse = (above - _NOT_COARSE).max(axis=(1, 2)) - _COARSE_ALLOWED
    standing_out: Floats = (above - _NOT_FINE).max(axis=(1, 2)) - coarse.clip(0)
    return standing_out


def _patch(picture: Image.Image, column: int, row: int) -> Floats:
    left = round(column * (picture.width - PATCH) / (COLUMNS - 1))
    top = round(row * (picture.height - PATCH) / (ROWS - 1))
    return np.asarray(picture.crop((left, top, left + PATCH, top + PATCH)).convert("L"), dtype=np.float32)
