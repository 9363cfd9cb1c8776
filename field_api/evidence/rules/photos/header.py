"""What a photo's container says about itself before a single pixel is decoded.

The walkers (`photo_jpeg`, `photo_png`, `photo_webp`) fill a `PhotoHeader`; the gate judges it. This file
refuses nothing itself: it only gives refusal its shape.
"""

from dataclasses import dataclass

from field_api.errors import InvalidInput
from field_api.evidence.rules.photos.codes import REASONS


class PhotoRefused(InvalidInput):
    """The photo cannot be used as evidence; `reason` is a key of `photo_codes.REASONS`."""

    code = "photo_refused"
    title = "The photo cannot be used"

    def __init__(self, reason: str) -> None:
        super().__init__(REASONS[reason], extra={"reason": reason})
        self.reason = reason


@dataclass(frozen=True, slots=True)
class PhotoHeader:
    """A container taken apart without decoding.

    `width` and `height` are pixels as stored (before orientation). `pixels` are the byte ranges a decoder
    needs and nothing else: joined, they are a valid file of the same format without metadata, trailer or
    further pictures, so a decoder never meets a hostile profile, text chunk or index. `stripped` are the
    ranges of a JPEG without any APPn or COM segment, from SOI to EOI (evidence A3), None for other formats.
    `exif` and `xmp` are payloads in file order. `work` counts the pixels a decoder has to visit: pixels
    times scans.
    """

    format: str
    width: int
    height: int
    pixels: tuple[bytes | memoryview, ...]
    stripped: tuple[memoryview, ...] | None = None
    exif: tuple[bytes, ...] = ()
    xmp: tuple[bytes, ...] = ()
    trailer_bytes: int = 0
    scans: int = 1
    progressive: bool = False
    fingerprint: str | None = None
    remarks: tuple[str, ...] = ()

    @property
    def work(self) -> int:
        return self.width * self.height * self.scans
