"""Walk the chunks of a WebP without decoding it.

Refuses animations and files whose pieces contradict each other. The decoder is given the plain bitstream
alone, so profiles, EXIF and XMP never reach it; a lossy picture's alpha plane is dropped, because evidence
has no transparency.
"""

import struct

from field_api.evidence.rules.photos.header import PhotoHeader, PhotoRefused

MAX_METADATA_BYTES = 512 * 1024
MAX_CHUNKS = 64
RIFF_HEADER = 12
CHUNK_HEADER = 8
ANIMATION_FLAG = 0x02
LOSSLESS_SIGNATURE = 0x2F
LOSSY_START_CODE = b"\x9d\x01\x2a"
SIZE_MASK = 0x3FFF
LOSSY_HEADER, LOSSLESS_HEADER, CANVAS_HEADER = 10, 5, 10


def walk_webp(content: bytes) -> PhotoHeader:
    """Return the header of a single-picture WebP.

    Raises PhotoRefused with `truncated`, `malformed_webp`, `animated` or `too_much_metadata`.
    """
    declared_end = RIFF_HEADER - 4 + int.from_bytes(content[4:8], "little")
    if declared_end > len(content):
        raise PhotoRefused("truncated")
    chunks = _chunks(content, declared_end)
    names = [name for name, _, _ in chunks]
    if {"ANIM", "ANMF"} & set(names):
        raise PhotoRefused("animated")
    bitstreams = [chunk for chunk in chunks if chunk[0] in {"VP8 ", "VP8L"}]
    if len(bitstreams) != 1:
        raise PhotoRefused("malformed_webp")
    name, start, end = bitstreams[0]
    size = _size(name, content[start:end])
    _check_canvas(chunks, content, size)
    metadata = [(name, content[start:end]) for name, start, end in chunks if name in {"EXIF", "XMP ", "ICCP"}]
    if sum(len(data) for _, data in metadata) > MAX_METADATA_BYTES:
        raise PhotoRefused("too_much_metadata")
    body = memoryview(content)[start - CHUNK_HEADER : end + (end - start) % 2]
    return PhotoHeader(
        format="WEBP",
        width=size[0],
        height=size[1],
        pixels=(b"RIFF" + struct.pack("<I", 4 + len(body)) + b"WEBP", body),
        exif=tuple(data.removeprefix(b"Exif\x00\x00") for name, data in metadata if name == "EXIF"),
        xmp=tuple(data for name, data in metadata if name == "XMP "),
        trailer_bytes=len(content) - declared_end,
    )


def _chunks(content: bytes, declared_end: int) -> list[tuple[str, int, int]]:
    """Return name, start and end of every chunk's data."""
    chunks: list[tuple[str, int, int]] = []
    position = RIFF_HEADER
    while position + CHUNK_HEADER <= declared_end:
        name, length = struct.unpack_from("<4sI", content, position)
        start = position + CHUNK_HEADER
        if start + length > declared_end:
            raise PhotoRefused("truncated")
        chunks.append((name.decode("latin-1"), start, start + length))
        if len(chunks) > MAX_CHUNKS:
            raise PhotoRefused("malformed_webp")
        position = start + length + length % 2
    return chunks


def _size(name: str, data: bytes) -> tuple[int, int]:
    if name == "VP8L":
        if len(data) < LOSSLESS_HEADER or data[0] != LOSSLESS_SIGNATURE:
            raise PhotoRefused("malformed_webp")
        bits = int.from_bytes(data[1:5], "little")
        return (bits & SIZE_MASK) + 1, (bits >> 14 & SIZE_MASK) + 1
    if len(data) < LOSSY_HEADER or data[3:6] != LOSSY_START_CODE:
        raise PhotoRefused("malformed_webp")
    width, height = struct.unpack_from("<HH", data, 6)
    if not (width & SIZE_MASK and height & SIZE_MASK):
        raise PhotoRefused("malformed_webp")
    return width & SIZE_MASK, height & SIZE_MASK


def _check_canvas(chunks: list[tuple[str, int, int]], content: bytes, size: tuple[int, int]) -> None:
    """Refuse a file whose extended header states another size than its picture."""
    for name, start, end in chunks:
        if name != "VP8X":
            continue
        data = content[start:end]
        if len(data) < CANVAS_HEADER:
            raise PhotoRefused("malformed_webp")
        if data[0] & ANIMATION_FLAG:
            raise PhotoRefused("animated")
        canvas = (1 + int.from_bytes(data[4:7], "little"), 1 + int.from_bytes(data[7:10], "little"))
        if canvas != size:
            raise PhotoRefused("malformed_webp")
