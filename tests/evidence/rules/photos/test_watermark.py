import io
from datetime import UTC, datetime, timedelta, timezone

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

from field_api.evidence.rules.photos.watermark import viewer_words, with_watermark
from tests.factories.photos import drawn, encoded

WORDS = "penelaah 2026-03-02 03:04 UTC"


def opened(jpeg: bytes) -> Image.Image:
    return Image.open(io.BytesIO(jpeg), formats=("JPEG",))


def changes(before: bytes, after: bytes) -> NDArray[np.int_]:
    """How far each pixel moved, 0 to 255."""
    one, other = (np.asarray(opened(each).convert("L"), dtype=int) for each in (before, after))
    moved: NDArray[np.int_] = np.abs(one - other)
    return moved


def plain(width: int, height: int, grey: int = 128) -> bytes:
    return encoded(Image.new("RGB", (width, height), (grey, grey, grey)))


@pytest.mark.parametrize(
    ("area_code", "clock"), [("31.75.06.1004", "10:04 WIB"), ("73.71.01.1001", "11:04 WITA"), ("91.71.01", "12:04 WIT")]
)
def test_the_words_name_the_viewer_and_the_time_on_the_wall_of_the_area(area_code: str, clock: str) -> None:
    at = datetime(2026, 3, 2, 3, 4, tzinfo=UTC)

    assert viewer_words("penelaah", at, area_code) == f"penelaah 2026-03-02 {clock}"
    assert viewer_words("penelaah", at.astimezone(timezone(timedelta(hours=9))), area_code).endswith(clock)


@pytest.mark.parametrize(("width", "height"), [(1600, 1200), (1200, 1600), (320, 240), (240, 320)])
@pytest.mark.parametrize("grey", [0, 128, 255])
def test_every_quarter_of_any_picture_bears_the_words(width: int, height: int, grey: int) -> None:
    before = plain(width, height, grey)

    moved = changes(before, with_watermark(before, WORDS)) > 15

    for upper in (moved[: height // 2], moved[height // 2 :]):
        for quarter in (upper[:, : width // 2], upper[:, width // 2 :]):
            assert quarter.any()


def test_what_the_photo_shows_stays_visible() -> None:
    before = encoded(drawn(1600, 1200))

    moved = changes(before, with_watermark(before, WORDS))

    assert np.mean(moved > 15) < 0.05
    assert moved.max() < 140


def test_two_viewers_get_two_pictures_and_one_viewer_the_same_twice() -> None:
    photo = encoded(drawn())

    assert with_watermark(photo, WORDS) == with_watermark(photo, WORDS)
    assert with_watermark(photo, WORDS) != with_watermark(photo, WORDS.replace("penelaah", "pengesah"))


@settings(max_examples=25)
@given(
    width=st.integers(160, 900),
    height=st.integers(120, 900),
    name=st.from_regex(r"[A-Za-z0-9._-]{3,64}", fullmatch=True),
)
def test_a_picture_keeps_its_size_and_stays_free_of_metadata(width: int, height: int, name: str) -> None:
    marked = opened(with_watermark(plain(width, height), viewer_words(name, datetime(2026, 1, 1, tzinfo=UTC), "31.75")))

    assert marked.size == (width, height)
    assert not set(marked.info) & {"exif", "comment", "icc_profile"}


def test_a_grey_picture_is_marked_too() -> None:
    grey = encoded(drawn().convert("L"))

    assert (changes(grey, with_watermark(grey, WORDS)) > 15).any()
