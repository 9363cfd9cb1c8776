"""Walk the chunks of a PNG without inflating anything (evidence B4).

Refuses animations, megabytes of ancillary chunks, and files without their end chunk. Compressed text and
colour profiles, which can inflate to gigabytes, are never handed to the decoder.
"""

import struct
import zlib

from field_api.evidence.rules.photos.header import PhotoHeader, PhotoRefused

SIGNATURE = b"\x89PNG\r\n\x1a\n"
MAX_ANCILLARY_BYTES = 512 * 1024
MAX_CHUNKS = 20_000
CHUNK_OVERHEAD = 12
FOR_THE_DECODER = frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"})
IHDR_LENGTH = 13
DEPTHS_BY_COLOUR = {0: {1, 2, 4, 8, 16}, 2: {8, 16}, 3: {1, 2, 4, 8}, 4: {8, 16}, 6: {8, 16}}
XMP_KEYWORD = b"XML:com.adobe.xmp\x00"


def walk_png(content: bytes) -> PhotoHeader:
    """Return the header of a single-picture PNG.

    Raises PhotoRefused with `truncated`, `malformed_png`, `animated` or `too_much_metadata`.
    """
    position, ancillary_bytes, size = len(SIGNATURE), 0, None
    pixels: list[tuple[int, int]] = [(0, position)]
    exif: list[bytes] = []
    xmp: list[bytes] = []
    for _ in range(MAX_CHUNKS):
        name, start, end = _chunk(content, position)
        data = content[start + 8 : end - 4] if name != b"IDAT" else b""
        position = end
        if size is None:
            size = _size(name, data, content[start + 4 : end])
        if name in FOR_THE_DECODER:
            pixels.append((start, end))
        else:
            ancillary_bytes += end - start
        if ancillary_bytes > MAX_ANCILLARY_BYTES:
            raise PhotoRefused("too_much_metadata")
        if name in {b"acTL", b"fcTL", b"fdAT"}:
            raise PhotoRefused("animated")
        if name == b"eXIf":
            exif.append(data)
        if name == b"iTXt" and data.startswith(XMP_KEYWORD):
            xmp.append(data)
        if name == b"IEND":
            return _header(content, size, pixels, exif=exif, xmp=xmp)
    raise PhotoRefused("malformed_png")


def _chunk(content: bytes, position: int) -> tuple[bytes, int, int]:
    """Return name, start and end of the chunk that begins at `position`."""
    if position + CHUNK_OVERHEAD > len(content):
        raise PhotoRefused("truncated")
    length, name = struct.unpack_from(">I4s", content, position)
    if not name.isalpha():
        raise PhotoRefused("malformed_png")
    end = position + CHUNK_OVERHEAD + length
    if end > len(content):
        raise PhotoRefused("truncated")
    return name, position, end


def _size(name: bytes, data: bytes, named_data_and_crc: bytes) -> tuple[int, int]:
    if name != b"IHDR" or len(data) != IHDR_LENGTH:
        raise PhotoRefused("malformed_png")
    width, height, depth, colour, compression, filtering, interlace = struct.unpack(">IIBBBBB", data)
    sound = (
        width > 0
        and height > 0
        and depth in DEPTHS_BY_COLOUR.get(colour, set())
        and (compression, filtering) == (0, 0)
        and interlace in {0, 1}
        and zlib.crc32(named_data_and_crc[:-4]) == int.from_bytes(named_data_and_crc[-4:], "big")
    )
    if not sound:
        raise PhotoRefused("malformed_png")
    return width, height


def _header(
    content: bytes,
    size: tuple[int, int],
    pixels: list[tuple[int, int]],
    *,
    exif: list[bytes],
    xmp: list[bytes],
) -> PhotoHeader:
    view = memoryview(content)
    return PhotoHeader(
        format="PNG",
        width=size[0],
        height=size[1],
        pixels=tuple(view[start:end] for start, end in pixels),
        exif=tuple(exif),
        xmp=tuple(xmp),
        trailer_bytes=len(content) - pixels[-1][1],
    )
