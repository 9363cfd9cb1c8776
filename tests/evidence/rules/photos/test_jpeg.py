import contextlib
import hashlib
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from field_api.evidence.rules.photos.header import PhotoHeader, PhotoRefused
from field_api.evidence.rules.photos.jpeg import MAX_METADATA_BYTES, MAX_SCANS, walk_jpeg
from tests.factories.photos import drawn, encoded, exif_segment, segment, tiff, with_segments

PHOTO = encoded()
PROGRESSIVE = encoded(progressive=True)


def stripped_digest(header: PhotoHeader) -> str:
    assert header.stripped is not None
    return hashlib.sha256(b"".join(header.stripped)).hexdigest()


def refusal(content: bytes) -> str:
    with pytest.raises(PhotoRefused) as caught:
        walk_jpeg(content)
    return caught.value.reason


def patched_frame(width: int, height: int) -> bytes:
    at = PHOTO.index(b"\xff\xc0")
    return PHOTO[: at + 5] + struct.pack(">HH", height, width) + PHOTO[at + 9 :]


def test_a_plain_photo_is_one_picture_of_its_size() -> None:
    header = walk_jpeg(PHOTO)

    assert (header.format, header.width, header.height, header.scans) == ("JPEG", 480, 360, 1)
    assert b"".join(header.pixels) == PHOTO


def test_a_progressive_photo_is_known_by_its_scans() -> None:
    header = walk_jpeg(PROGRESSIVE)

    assert header.progressive
    assert header.scans > 5


def test_rewriting_exif_and_adding_a_trailer_leave_the_stripped_digest_alone() -> None:
    forged = with_segments(PHOTO, exif_segment(tiff()), segment(0xFE, b"other comment")) + b"PK\x03\x04 more"

    assert stripped_digest(walk_jpeg(forged)) == stripped_digest(walk_jpeg(PHOTO))


def test_another_picture_has_another_stripped_digest() -> None:
    other = encoded(drawn(seed=2))

    assert stripped_digest(walk_jpeg(other)) != stripped_digest(walk_jpeg(PHOTO))


def test_the_decoder_is_given_neither_metadata_nor_trailer() -> None:
    forged = with_segments(PHOTO, exif_segment(tiff()), segment(0xE2, b"ICC_PROFILE\x00"), segment(0xFE, b"hi"))

    header = walk_jpeg(forged + b"<script>")

    assert b"".join(header.pixels) == PHOTO
    assert header.trailer_bytes == 8


def test_the_adobe_marker_reaches_the_decoder_because_it_decides_the_colours() -> None:
    adobe = segment(0xEE, b"Adobe\x00\x64\x00\x00\x00\x00\x00")

    assert adobe in b"".join(walk_jpeg(with_segments(PHOTO, adobe)).pixels)


def test_the_end_of_an_embedded_thumbnail_is_not_the_end_of_the_photo() -> None:
    header = walk_jpeg(with_segments(PHOTO, exif_segment(tiff() + encoded(drawn(32, 24)))))

    assert (header.width, header.trailer_bytes) == (480, 0)


def test_a_second_picture_behind_an_index_makes_an_mpo() -> None:
    header = walk_jpeg(with_segments(PHOTO, segment(0xE2, b"MPF\x00II*\x00")) + PHOTO)

    assert header.format == "MPO"
    assert header.trailer_bytes == len(PHOTO)


def test_junk_between_segments_is_dropped_and_told() -> None:
    header = walk_jpeg(PHOTO[:2] + b"\x00\x00junk" + PHOTO[2:])

    assert header.remarks == ("junk_between_segments",)
    assert b"".join(header.pixels) == PHOTO


def test_metadata_beyond_the_cap_is_refused() -> None:
    block = segment(0xE1, b"x" * 60_000)

    assert refusal(with_segments(PHOTO, *[block] * (MAX_METADATA_BYTES // 60_000 + 1))) == "too_much_metadata"


def test_a_scan_bomb_is_refused() -> None:
    last_scan = PROGRESSIVE[PROGRESSIVE.rindex(b"\xff\xda") : -2]

    assert refusal(PROGRESSIVE[:-2] + last_scan * MAX_SCANS + b"\xff\xd9") == "too_many_scans"


@pytest.mark.parametrize(("width", "height"), [(0, 100), (100, 0)])
def test_a_size_of_zero_is_refused(width: int, height: int) -> None:
    assert refusal(patched_frame(width, height)) == "malformed_jpeg"


def test_a_second_beginning_is_refused() -> None:
    assert refusal(PHOTO[:2] + PHOTO) == "malformed_jpeg"


def test_a_second_frame_is_refused() -> None:
    at = PHOTO.index(b"\xff\xc0")
    frame = PHOTO[at : at + 19]

    assert refusal(PHOTO[:at] + frame + PHOTO[at:]) == "malformed_jpeg"


@pytest.mark.parametrize("coding", [0xC3, 0xC9, 0xCA])
def test_lossless_and_arithmetic_coding_are_refused(coding: int) -> None:
    at = PHOTO.index(b"\xff\xc0")

    assert refusal(PHOTO[: at + 1] + bytes([coding]) + PHOTO[at + 2 :]) == "unsupported_jpeg"


@given(st.integers(min_value=2, max_value=len(PHOTO) - 1))
def test_a_photo_cut_anywhere_is_truncated(length: int) -> None:
    assert refusal(PHOTO[:length]) == "truncated"


def test_megabytes_of_fill_bytes_are_walked_once() -> None:
    # Quadratic time would exceed the test's time limit by hours.
    assert refusal(PHOTO[:2] + b"\xff" * 20_000_000) == "truncated"
    assert refusal(PHOTO[:-2] + b"\xff" * 20_000_000) == "truncated"


def test_the_fingerprint_tells_encoders_apart_and_not_pictures() -> None:
    same_camera = walk_jpeg(encoded(drawn(seed=2)))
    other_camera = walk_jpeg(encoded(quality=70))

    assert same_camera.fingerprint == walk_jpeg(PHOTO).fingerprint
    assert other_camera.fingerprint != walk_jpeg(PHOTO).fingerprint


@given(st.binary(max_size=300))
def test_any_bytes_behind_the_first_marker_are_read_or_refused(body: bytes) -> None:
    with contextlib.suppress(PhotoRefused):
        assert walk_jpeg(b"\xff\xd8" + body).width > 0
