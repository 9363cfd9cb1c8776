"""With which hashes a photo is looked for: its three frames against those of others, in eight symmetries each.

A cropped copy meets a crop of the whole picture and a whole picture meets the crop of its cropped copy, whichever of the
two was sent first (evidence A3). What was cut off between the steps of 5 and 10 % is met by two further crops of the
photo that is looked for, as it stands and mirrored: with them every crop up to 10 % a side is found within 48 bits, and
the stored hashes stay three.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from field_api.evidence.rules.photos.perceptual_hash import CROPS, FREQUENCIES, KEPT_FRAMES, PhotoHashes

Words = NDArray[np.uint64]
Bits = NDArray[np.bool_]

WORD_BITS = 64
WORDS = FREQUENCIES * FREQUENCIES // WORD_BITS
FRAMES = ("full", "crop5", "crop10")
COMPARED = (("full", "full"), ("full", "crop5"), ("full", "crop10"), ("crop5", "full"), ("crop10", "full"))
"""Frame of the photo, frame of the other one."""
COMPARED_UPRIGHT = (("crop2_5", "full"), ("crop2_5", "crop5"), ("crop2_5", "crop10"), ("crop7_5", "full"))


class Symmetry(StrEnum):
    """What was done to the other picture so that this one came of it; turns are clockwise."""

    IDENTITY = "identity"
    MIRRORED = "mirrored"
    FLIPPED = "flipped"
    TURNED = "turned"
    TRANSPOSED = "transposed"
    TURNED_RIGHT = "turned_right"
    TURNED_LEFT = "turned_left"
    TRANSVERSED = "transversed"

    @property
    def inverse(self) -> "Symmetry":
        """What leads back: only the quarter turns are not their own way back."""
        return _WAY_BACK.get(self, self)


_WAY_BACK = {Symmetry.TURNED_RIGHT: Symmetry.TURNED_LEFT, Symmetry.TURNED_LEFT: Symmetry.TURNED_RIGHT}


@dataclass(frozen=True, slots=True)
class Probe:
    """A hash to look for: 256 bits in four words, from which frame, against which frame, in which symmetry.

    `trimmed` says that bars were cut off this photo before it was hashed.
    """

    words: Words
    frame: str
    other_frame: str
    symmetry: Symmetry
    trimmed: bool = False


def words_of(digest: bytes) -> Words:
    """The 32 bytes of a hash as four words."""
    return np.frombuffer(digest, dtype=np.uint64)


def probes_of(hashes: PhotoHashes, *, trimmed: bool = False) -> list[Probe]:
    """The 48 hashes with which one picture is looked for: five pairs of frames in eight symmetries, four in two."""
    symmetric = {frame: list(_symmetries(hashes, number)) for number, frame in enumerate(FRAMES)}
    # Frames that only ask stand in the order of CROPS, the full one first.
    for number, frame in enumerate(tuple(CROPS)[KEPT_FRAMES - 1 :], start=KEPT_FRAMES):
        symmetric[frame] = list(_upright(getattr(hashes, frame), hashes.mirrored[number]))
    return [
        Probe(words, frame, other_frame, symmetry, trimmed)
        for frame, other_frame in (*COMPARED, *COMPARED_UPRIGHT)
        for symmetry, words in symmetric[frame]
    ]


def _upright(standing: str, mirrored: str) -> Iterator[tuple[Symmetry, Words]]:
    yield Symmetry.IDENTITY, _words(standing)
    yield Symmetry.MIRRORED, _words(mirrored)


def _symmetries(hashes: PhotoHashes, number: int) -> Iterator[tuple[Symmetry, Words]]:
    """The hash of one frame after each symmetry; exchanging rows and columns of a picture does so with its bits."""
    standing = (hashes.full, hashes.crop5, hashes.crop10)[number]
    mirrored, flipped, turned = (each[number] for each in (hashes.mirrored, hashes.flipped, hashes.turned))
    yield from _upright(standing, mirrored)
    yield Symmetry.FLIPPED, _words(flipped)
    yield Symmetry.TURNED, _words(turned)
    yield Symmetry.TRANSPOSED, _transposed(standing)
    # The mirrored picture transposed is this one turned to the left, so this one is the other turned to the right.
    yield Symmetry.TURNED_RIGHT, _transposed(mirrored)
    yield Symmetry.TURNED_LEFT, _transposed(flipped)
    yield Symmetry.TRANSVERSED, _transposed(turned)


def _words(digits: str) -> Words:
    return words_of(bytes.fromhex(digits))


def _transposed(digits: str) -> Words:
    octets = np.frombuffer(bytes.fromhex(digits), dtype=np.uint8)
    square: NDArray[Any] = np.unpackbits(octets).reshape(FREQUENCIES, FREQUENCIES)
    return words_of(np.packbits(square.T).tobytes())
