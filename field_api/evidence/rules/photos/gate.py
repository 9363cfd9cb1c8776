"""The gate: decide from the header alone whether a photo may be decoded at all (evidence B4).

The format is what the first bytes say, never what a name or a content type says. Everything here is bounded
by the size of the file and takes well under a millisecond for a phone's photo.
"""

from field_api.evidence.rules.photos.header import PhotoHeader, PhotoRefused
from field_api.evidence.rules.photos.jpeg import walk_jpeg
from field_api.evidence.rules.photos.png import SIGNATURE as PNG_SIGNATURE
from field_api.evidence.rules.photos.png import walk_png
from field_api.evidence.rules.photos.webp import walk_webp

MAX_BYTES = 25 * 1024 * 1024
MAX_SIDE = 16_384
MAX_PIXELS = 64_000_000
MAX_PIXELS_UNSCALED = 16_777_216
"""PNG and WebP have no scaled decode: every pixel is held at four bytes, twice over for WebP."""
MAX_DECODER_WORK = 800_000_000
"""Pixels times scans: about a second of decoding, and still 64 megapixels in twelve progressive scans."""
MIN_LONG_SIDE, MIN_SHORT_SIDE = 160, 120
"""Below this nobody can tell one house from another, and the perceptual hash has nothing to hold."""

HEIF_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis"})


def read_header(content: bytes) -> PhotoHeader:
    """Tell the format by content and walk the container.

    Raises PhotoRefused with `empty`, `too_many_bytes`, `heif_not_supported`, `not_a_photo`, or the walker's
    own reasons.
    """
    if not content:
        raise PhotoRefused("empty")
    if len(content) > MAX_BYTES:
        raise PhotoRefused("too_many_bytes")
    if content.startswith(b"\xff\xd8"):
        return walk_jpeg(content)
    if content.startswith(PNG_SIGNATURE):
        return walk_png(content)
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return walk_webp(content)
    if content[4:8] == b"ftyp" and content[8:12] in HEIF_BRANDS:
        raise PhotoRefused("heif_not_supported")
    raise PhotoRefused("not_a_photo")


def check_limits(header: PhotoHeader) -> None:
    """Refuse sizes that cost too much to decode or show too little.

    Raises PhotoRefused with `too_many_pixels`, `too_many_scans` or `too_small`.
    """
    count = header.width * header.height
    scaled_decode = header.format in {"JPEG", "MPO"}
    if (
        max(header.width, header.height) > MAX_SIDE
        or count > MAX_PIXELS
        or (count > MAX_PIXELS_UNSCALED and not scaled_decode)
    ):
        raise PhotoRefused("too_many_pixels")
    if header.work > MAX_DECODER_WORK:
        raise PhotoRefused("too_many_scans")
    short, long = sorted((header.width, header.height))
    if long < MIN_LONG_SIDE or short < MIN_SHORT_SIDE:
        raise PhotoRefused("too_small")
