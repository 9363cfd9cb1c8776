"""Walk the segments of a JPEG without decoding it (evidence B4).

Refuses what a phone never writes and a decoder pays for: scan bombs, megabytes of metadata, sizes of zero,
arithmetic or lossless coding, files that end before their picture does. Tolerates junk between segments and
anything after the picture, because real cameras leave both; neither reaches the decoder.
"""

import hashlib
import re
import struct
from dataclasses import dataclass, field

from field_api.evidence.rules.photos.header import PhotoHeader, PhotoRefused

MAX_METADATA_BYTES = 512 * 1024
"""All APPn and COM segments together: 33 MB of them cost Pillow 4.9 s merely to open (evidence B4)."""
MAX_SEGMENTS = 2000
MAX_JUNK_BYTES = 64 * 1024
MAX_SCANS = 64
"""A progressive photo has about ten scans; 400 cost 5.9 s of decoding in a file of 173 KB (evidence B4)."""

SOI, EOI, SOS, DQT, COM = 0xD8, 0xD9, 0xDA, 0xDB, 0xFE
APP0, APP1, APP2, APP14, APP15 = 0xE0, 0xE1, 0xE2, 0xEE, 0xEF
BASELINE, EXTENDED, PROGRESSIVE = 0xC0, 0xC1, 0xC2
FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
STANDALONE = frozenset({0x01, *range(0xD0, 0xD8)})
CHANNELS = frozenset({1, 3, 4})
MAX_SAMPLING = 4

EXIF_PREFIX = b"Exif\x00"
EXIF_PREFIX_LENGTH = 6
XMP_PREFIX = b"http://ns.adobe.com/xap/1.0/\x00"
MPF_PREFIX = b"MPF\x00"
ADOBE_PREFIX = b"Adobe"
JFIF_PREFIX = b"JFIF\x00"

# Both are linear on any input: a run of 0xFF fails at once at every place but its last.
_MARKER = re.compile(rb"\xff[^\x00\xff]")
_END_OF_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")


@dataclass(slots=True)
class _Walk:
    """The state of one walk: where we are and what was seen."""

    content: bytes
    position: int = 2
    frame: tuple[int, int, int, int] | None = None  # Coding, width, height, number of components.
    pixels: list[tuple[int, int]] = field(default_factory=lambda: [(0, 2)])
    stripped: list[tuple[int, int]] = field(default_factory=lambda: [(0, 2)])
    exif: list[bytes] = field(default_factory=list)
    xmp: list[bytes] = field(default_factory=list)
    layout: list[bytes] = field(default_factory=list)
    metadata_bytes: int = 0
    junk_bytes: int = 0
    scans: int = 0
    segments: int = 0
    indexes_more_pictures: bool = False

    def keep(self, start: int, end: int, *, in_digest: bool) -> None:
        _append_range(self.pixels, start, end)
        if in_digest:
            _append_range(self.stripped, start, end)


def walk_jpeg(content: bytes) -> PhotoHeader:
    """Return the header of the first picture in a JPEG file.

    Raises PhotoRefused with `truncated`, `malformed_jpeg`, `unsupported_jpeg`, `too_much_metadata` or
    `too_many_scans`.
    """
    walk = _Walk(content)
    while True:
        marker, start = _next_marker(walk)
        if marker == EOI:
            walk.keep(start, walk.position, in_digest=True)
            return _finish(walk)
        if marker in STANDALONE:
            continue
        if marker == SOI:
            raise PhotoRefused("malformed_jpeg")
        end = _segment_end(walk)
        payload = content[start + 4 : end] if marker != SOS else b""
        if marker in FRAMES:
            _read_frame(walk, marker, payload)
        if marker == SOS:
            end = _read_scan(walk, end)
        if marker == COM or APP0 <= marker <= APP15:
            _read_metadata(walk, marker, payload, (start, end))
        else:
            if marker == DQT:
                walk.layout.append(payload)
            walk.keep(start, end, in_digest=True)
        walk.position = end


def _next_marker(walk: _Walk) -> tuple[int, int]:
    """Move behind the next marker; return it and where its 0xFF lies. Fill bytes and junk are passed over."""
    found = _MARKER.search(walk.content, walk.position)
    if found is None:
        raise PhotoRefused("truncated")
    at = found.start()
    walk.junk_bytes += at - walk.position
    walk.segments += 1
    if walk.junk_bytes > MAX_JUNK_BYTES or walk.segments > MAX_SEGMENTS:
        raise PhotoRefused("malformed_jpeg")
    walk.position = at + 2
    return walk.content[at + 1], at


def _segment_end(walk: _Walk) -> int:
    at = walk.position
    if at + 2 > len(walk.content):
        raise PhotoRefused("truncated")
    length = int.from_bytes(walk.content[at : at + 2], "big")
    if length < struct.calcsize(">H"):
        raise PhotoRefused("malformed_jpeg")
    if at + length > len(walk.content):
        raise PhotoRefused("truncated")
    return at + length


def _read_frame(walk: _Walk, coding: int, payload: bytes) -> None:
    if walk.frame is not None or len(payload) < struct.calcsize(">BHHB"):
        raise PhotoRefused("malformed_jpeg")
    precision, height, width, components = struct.unpack_from(">BHHB", payload)
    if coding not in {BASELINE, EXTENDED, PROGRESSIVE} or precision != 8 or components not in CHANNELS:  # noqa: PLR2004 - eight bits a sample is JPEG as everybody knows it.
        raise PhotoRefused("unsupported_jpeg")
    if len(payload) < 6 + 3 * components or width == 0 or height == 0:
        raise PhotoRefused("malformed_jpeg")
    for number in range(components):
        sampling = payload[7 + 3 * number]
        if not (1 <= sampling >> 4 <= MAX_SAMPLING and 1 <= sampling & 15 <= MAX_SAMPLING):
            raise PhotoRefused("malformed_jpeg")
    walk.frame = (coding, width, height, components)
    walk.layout.append(bytes([coding]) + payload[5:])


def _read_scan(walk: _Walk, header_end: int) -> int:
    """Return where the data of this scan ends: at the next marker that is neither stuffing nor restart."""
    walk.scans += 1
    if walk.frame is None:
        raise PhotoRefused("malformed_jpeg")
    if walk.scans > MAX_SCANS:
        raise PhotoRefused("too_many_scans")
    found = _END_OF_SCAN.search(walk.content, header_end)
    if found is None:
        raise PhotoRefused("truncated")
    return found.start()


def _read_metadata(walk: _Walk, marker: int, payload: bytes, span: tuple[int, int]) -> None:
    walk.metadata_bytes += span[1] - span[0]
    if walk.metadata_bytes > MAX_METADATA_BYTES:
        raise PhotoRefused("too_much_metadata")
    if walk.scans == 0:
        walk.layout.append(bytes([marker]))
    if marker == APP1 and payload.startswith(EXIF_PREFIX):
        walk.exif.append(payload[EXIF_PREFIX_LENGTH:])
    elif marker == APP1 and payload.startswith(XMP_PREFIX):
        walk.xmp.append(payload[len(XMP_PREFIX) :])
    elif marker == APP2 and payload.startswith(MPF_PREFIX):
        walk.indexes_more_pictures = True
    elif (marker == APP14 and payload.startswith(ADOBE_PREFIX)) or (marker == APP0 and payload.startswith(JFIF_PREFIX)):
        # These two decide how the decoder reads colours, so it must see them; the digest does not need them.
        walk.keep(*span, in_digest=False)


def _finish(walk: _Walk) -> PhotoHeader:
    if walk.frame is None or walk.scans == 0:
        raise PhotoRefused("malformed_jpeg")
    coding, width, height, _ = walk.frame
    trailer_bytes = len(walk.content) - walk.position
    view = memoryview(walk.content)
    return PhotoHeader(
        format="MPO" if walk.indexes_more_pictures and trailer_bytes else "JPEG",
        width=width,
        height=height,
        pixels=tuple(view[start:end] for start, end in walk.pixels),
        stripped=tuple(view[start:end] for start, end in walk.stripped),
        exif=tuple(walk.exif),
        xmp=tuple(walk.xmp),
        trailer_bytes=trailer_bytes,
        scans=walk.scans,
        progressive=coding == PROGRESSIVE,
        fingerprint=hashlib.sha256(b"\x00".join(walk.layout)).hexdigest()[:16],
        remarks=("junk_between_segments",) if walk.junk_bytes else (),
    )


def _append_range(ranges: list[tuple[int, int]], start: int, end: int) -> None:
    """Append a byte range, joined to the last one when they touch."""
    if ranges[-1][1] == start:
        ranges[-1] = (ranges[-1][0], end)
    else:
        ranges.append((start, end))
