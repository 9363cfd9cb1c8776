import struct

import pytest

from field_api.evidence.rules.photos.header import PhotoRefused
from field_api.evidence.rules.photos.webp import MAX_METADATA_BYTES, walk_webp
from tests.factories.photos import drawn, encoded, tiff

LOSSY = encoded(kind="WEBP")
LOSSLESS = encoded(kind="WEBP", lossless=True)


def refusal(content: bytes) -> str:
    with pytest.raises(PhotoRefused) as caught:
        walk_webp(content)
    return caught.value.reason


@pytest.mark.parametrize("photo", [LOSSY, LOSSLESS], ids=["lossy", "lossless"])
def test_the_size_comes_from_the_bitstream(photo: bytes) -> None:
    header = walk_webp(photo)

    assert (header.format, header.width, header.height) == ("WEBP", 480, 360)
    assert b"".join(header.pixels) == photo


def test_exif_is_found_and_does_not_reach_the_decoder() -> None:
    block = tiff()

    header = walk_webp(encoded(kind="WEBP", exif=b"Exif\x00\x00" + block, xmp=b"<x/>"))

    assert header.exif == (block,)
    assert header.xmp == (b"<x/>",)
    assert b"".join(header.pixels) == LOSSY


def test_an_animation_is_refused() -> None:
    frames = [drawn(seed=seed) for seed in (1, 2)]

    assert refusal(encoded(frames[0], "WEBP", save_all=True, append_images=frames[1:])) == "animated"


def test_a_canvas_that_contradicts_the_picture_is_refused() -> None:
    extended = bytearray(encoded(kind="WEBP", exif=b"Exif\x00\x00" + tiff()))
    at = extended.index(b"VP8X") + 12
    extended[at : at + 3] = (9999).to_bytes(3, "little")

    assert refusal(bytes(extended)) == "malformed_webp"


def test_a_cut_file_is_truncated() -> None:
    assert refusal(LOSSY[:-10]) == "truncated"


def test_a_file_without_a_picture_is_refused() -> None:
    assert refusal(b"RIFF" + struct.pack("<I", 4) + b"WEBP") == "malformed_webp"


def test_metadata_beyond_the_cap_is_refused() -> None:
    assert refusal(encoded(kind="WEBP", xmp=b"x" * (MAX_METADATA_BYTES + 1))) == "too_much_metadata"


def test_bytes_behind_the_file_are_counted() -> None:
    assert walk_webp(LOSSY + b"tail").trailer_bytes == 4
