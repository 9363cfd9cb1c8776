import struct
import zlib

import pytest
from PIL import Image, PngImagePlugin

from field_api.evidence.rules.photos.header import PhotoRefused
from field_api.evidence.rules.photos.png import MAX_ANCILLARY_BYTES, MAX_CHUNKS, walk_png
from tests.factories.photos import drawn, encoded, tiff

PHOTO = encoded(kind="PNG")
FIRST_CHUNK_END = 8 + 12 + 13


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def with_chunks(*chunks: bytes) -> bytes:
    return PHOTO[:FIRST_CHUNK_END] + b"".join(chunks) + PHOTO[FIRST_CHUNK_END:]


def refusal(content: bytes) -> str:
    with pytest.raises(PhotoRefused) as caught:
        walk_png(content)
    return caught.value.reason


def test_a_plain_png_is_read_whole() -> None:
    header = walk_png(PHOTO)

    assert (header.format, header.width, header.height) == ("PNG", 480, 360)
    assert b"".join(header.pixels) == PHOTO


def test_exif_is_found_even_behind_the_pixels() -> None:
    block = tiff()
    late = PHOTO[:-12] + chunk(b"eXIf", block) + PHOTO[-12:]

    assert walk_png(late).exif == (block,)


def test_text_and_profiles_never_reach_the_decoder() -> None:
    bomb = chunk(b"zTXt", b"a\x00\x00" + zlib.compress(b"\x00" * 1_000_000))
    profile = chunk(b"iCCP", b"p\x00\x00" + zlib.compress(b"\x00" * 1_000_000))

    assert b"".join(walk_png(with_chunks(bomb, profile)).pixels) == PHOTO


def test_a_trailer_is_counted() -> None:
    assert walk_png(PHOTO + b"PK\x03\x04").trailer_bytes == 4


def test_ancillary_chunks_beyond_the_cap_are_refused() -> None:
    assert refusal(with_chunks(chunk(b"tEXt", b"k\x00" + b"v" * MAX_ANCILLARY_BYTES))) == "too_much_metadata"


def test_a_swarm_of_empty_chunks_is_refused() -> None:
    assert refusal(with_chunks(chunk(b"IDAT", b"") * MAX_CHUNKS)) == "malformed_png"


def test_an_animation_is_refused() -> None:
    frames = [drawn(seed=seed) for seed in (1, 2)]

    assert refusal(encoded(frames[0], "PNG", save_all=True, append_images=frames[1:])) == "animated"


@pytest.mark.parametrize("length", [9, 40, len(PHOTO) - 1])
def test_a_png_without_its_end_is_truncated(length: int) -> None:
    assert refusal(PHOTO[:length]) == "truncated"


def test_a_header_that_fails_its_checksum_is_refused() -> None:
    assert refusal(PHOTO[:19] + b"\x00" + PHOTO[20:]) == "malformed_png"


def test_a_width_of_zero_is_refused() -> None:
    broken = chunk(b"IHDR", struct.pack(">IIBBBBB", 0, 9, 8, 2, 0, 0, 0))

    assert refusal(PHOTO[:8] + broken + PHOTO[FIRST_CHUNK_END:]) == "malformed_png"


def test_an_xmp_packet_is_handed_out() -> None:
    info = PngImagePlugin.PngInfo()
    info.add_itxt("XML:com.adobe.xmp", "<x/>")

    (packet,) = walk_png(encoded(Image.new("RGB", (200, 200)), "PNG", pnginfo=info)).xmp

    assert packet.endswith(b"<x/>")
