import pytest

from field_api.evidence.rules.photos.gate import MAX_BYTES, check_limits, read_header
from field_api.evidence.rules.photos.header import PhotoHeader, PhotoRefused
from tests.factories.photos import encoded


def refusal(content: bytes) -> str:
    with pytest.raises(PhotoRefused) as caught:
        read_header(content)
    return caught.value.reason


def limit_broken_by(width: int, height: int, kind: str = "JPEG", scans: int = 1) -> str | None:
    try:
        check_limits(PhotoHeader(format=kind, width=width, height=height, pixels=(), scans=scans))
    except PhotoRefused as caught:
        return caught.reason
    return None


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_the_format_is_told_by_content(kind: str) -> None:
    assert read_header(encoded(kind=kind)).format == kind


@pytest.mark.parametrize("kind", ["GIF", "BMP", "TIFF", "ICO", "PPM"])
def test_other_formats_are_not_photos(kind: str) -> None:
    assert refusal(encoded(kind=kind)) == "not_a_photo"


@pytest.mark.parametrize("brand", [b"heic", b"mif1", b"avif"])
def test_heif_is_refused_with_advice(brand: bytes) -> None:
    assert refusal(b"\x00\x00\x00\x18ftyp" + brand + b"\x00" * 100) == "heif_not_supported"


def test_a_video_is_not_a_photo() -> None:
    assert refusal(b"\x00\x00\x00\x18ftypisom" + b"\x00" * 100) == "not_a_photo"


def test_nothing_is_refused_as_empty() -> None:
    assert refusal(b"") == "empty"


def test_one_byte_above_the_limit_is_too_many() -> None:
    photo = encoded()

    assert refusal(photo.ljust(MAX_BYTES + 1, b"\x00")) == "too_many_bytes"
    assert read_header(photo.ljust(MAX_BYTES, b"\x00")).trailer_bytes > 0


@pytest.mark.parametrize(
    ("width", "height", "kind", "expected"),
    [
        (160, 120, "JPEG", None),
        (120, 160, "JPEG", None),
        (159, 120, "JPEG", "too_small"),
        (4000, 119, "JPEG", "too_small"),
        (8000, 8000, "JPEG", None),
        (8001, 8000, "JPEG", "too_many_pixels"),
        (16_385, 200, "JPEG", "too_many_pixels"),
        (4096, 4096, "PNG", None),
        (4097, 4096, "PNG", "too_many_pixels"),
        (4097, 4096, "WEBP", "too_many_pixels"),
        (9248, 6936, "JPEG", "too_many_pixels"),
        (9216, 6912, "JPEG", None),
    ],
)
def test_sizes_are_judged_at_their_limits(width: int, height: int, kind: str, expected: str | None) -> None:
    assert limit_broken_by(width, height, kind) == expected


def test_many_scans_are_allowed_for_small_photos_only() -> None:
    assert limit_broken_by(640, 480, scans=60) is None
    assert limit_broken_by(8000, 8000, scans=13) == "too_many_scans"
